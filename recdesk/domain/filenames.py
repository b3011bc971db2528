"""The name of a file as text. A name is bytes; those that are no UTF-8 (an old disk, a stick from elsewhere)
reach Python as halves of characters, which neither a database nor a screen takes."""

from __future__ import annotations

import os
from pathlib import Path


def as_text(path: Path | str) -> str:
    """A path to be read by people and kept in files: "caf\\xe9.csv". One so written does not lead to the file
    any more, but two files never have the same."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
