"""What the operating system and the unpackers say when a file cannot be read, in a person's words.

Shared by the rooms that read strangers' files. Knows errors, and nothing of what the files are for: that, and
so what to do next, is said by a `Remedies`.
"""

from __future__ import annotations

import lzma
import tarfile
import zipfile
import zlib
from dataclasses import dataclass

from recdesk.domain.faults import UserFault

# What open() and read() on files, entries of archives and packed streams are known to raise. RuntimeError is
# how zipfile reports a password and NotImplementedError an unknown packing (or a newer zip version).
READING = (
    OSError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    tarfile.TarError,
    RuntimeError,
    NotImplementedError,
)


@dataclass(frozen=True, slots=True)
class Remedies:
    """What to do about a file: get it `again`, take it `unpacked`, or a `copied` one."""

    again: str
    unpacked: str
    copied: str


def locked_fault(name: str, do_next: Remedies) -> UserFault:
    """The fault of an archive that wants a password."""
    return UserFault(f"{name} is locked with a password.", do_next.unpacked)


def reading_fault(error: BaseException, name: str, do_next: Remedies) -> UserFault:
    """The `UserFault` for an error of `READING` met while reading `name`."""
    match error:
        case FileNotFoundError():
            return UserFault(f"{name} is not there (any more).", "Put it back or choose it again.")
        case PermissionError():
            return UserFault(f"{name} may not be read: permission is denied.", do_next.copied)
        case NotImplementedError():
            return UserFault(f"{name} is packed in a way RecDesk cannot open.", do_next.unpacked)
        case RuntimeError() if "password" in str(error) or "encrypt" in str(error):
            return locked_fault(name, do_next)
        case EOFError():
            return UserFault(f"{name} is cut off in the middle.", do_next.again)
        case OSError() if error.errno and error.strerror:
            return UserFault(
                f"{name} could not be read: {error.strerror}.", "Copy it to this computer and try again."
            )
    return UserFault(f"{name} is damaged: what is packed in it cannot be unpacked.", do_next.again)
