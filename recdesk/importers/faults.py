"""What the operating system and the unpackers say when a file cannot be read, in a person's words."""

from __future__ import annotations

import lzma
import zipfile
import zlib

from recdesk.domain.faults import UserFault

# What open() and read() on files, zip entries and gzip streams are known to raise. RuntimeError is how
# zipfile reports a password and NotImplementedError an unknown packing (or a newer zip version).
READING = (
    OSError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    RuntimeError,
    NotImplementedError,
)

AGAIN = "Download the export again and import the new file."


def reading_fault(error: BaseException, name: str) -> UserFault:
    """The `UserFault` for an error of `READING` met while reading `name`."""
    match error:
        case FileNotFoundError():
            return UserFault(f"{name} is not there (any more).", "Put it back or choose it again.")
        case PermissionError():
            return UserFault(
                f"{name} may not be read: permission is denied.",
                "Copy it to a folder of your own and import the copy.",
            )
        case NotImplementedError():
            return UserFault(
                f"{name} is packed in a way RecDesk cannot open.", "Unpack it and import the folder."
            )
        case RuntimeError() if "password" in str(error) or "encrypt" in str(error):
            return locked_fault(name)
        case EOFError():
            return UserFault(f"{name} is cut off in the middle.", AGAIN)
        case OSError() if error.strerror:
            return UserFault(
                f"{name} could not be read: {error.strerror}.", "Copy it to this computer and try again."
            )
    return UserFault(f"{name} is damaged: what is packed in it cannot be unpacked.", AGAIN)


def locked_fault(name: str) -> UserFault:
    """The fault of an archive that wants a password."""
    return UserFault(
        f"{name} is locked with a password.", "Unpack it with your password and import the folder."
    )
