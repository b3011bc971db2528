"""What to do about a history that cannot be read; what went wrong is said by `domain.unreadable`."""

from __future__ import annotations

from recdesk.domain import unreadable
from recdesk.domain.faults import UserFault
from recdesk.domain.unreadable import READING, Remedies

__all__ = ["AGAIN", "READING", "locked_fault", "reading_fault"]

AGAIN = "Download the export again and import the new file."
_REMEDIES = Remedies(
    again=AGAIN,
    unpacked="Unpack it, with its password if it has one, and import the folder.",
    copied="Copy it to a folder of your own and import the copy.",
)


def reading_fault(error: BaseException, name: str) -> UserFault:
    """The `UserFault` for an error of `READING` met while reading `name`."""
    return unreadable.reading_fault(error, name, _REMEDIES)


def locked_fault(name: str) -> UserFault:
    """The fault of an archive that wants a password."""
    return unreadable.locked_fault(name, _REMEDIES)
