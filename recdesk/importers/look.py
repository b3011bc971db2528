"""A first look at a file: what its first 16 KiB are, before anyone claims it.

Knows forms (a table, JSON, a web page, a picture), not services.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from recdesk.importers.tables import Line, Sheet, find_sheet, sample_rows
from recdesk.importers.text import decode_head

if TYPE_CHECKING:
    from recdesk.importers.grids import Grid

HEAD_BYTES = 16 << 10


class Form(Enum):
    """What a file is; the value completes "it is ..." for a file that nobody claims."""

    TEXT = "it is not a history RecDesk knows"
    JSON = "it is JSON, but not of a history RecDesk knows"
    EMPTY = "it is empty"
    HTML = "it is a web page; ask the service for JSON or CSV instead"
    XML = "it is XML, but not of a history RecDesk knows"
    PDF = "it is a PDF document, whatever its name says; ask the service for CSV or JSON"
    POINTER = "it only points to the real file (Git LFS); fetch the real one"
    DATABASE = "it is a database, but not of a history RecDesk knows"
    PICTURE = "it is a picture, a sound or a film, not a history"
    ARCHIVE = "it is packed in a way RecDesk cannot open; unpack it first"
    BINARY = "it is not text"


_MAGIC = (
    (b"%PDF", Form.PDF),
    (b"SQLite format 3\x00", Form.DATABASE),
    (b"version https://git-lfs", Form.POINTER),
    (b"\x89PNG", Form.PICTURE),
    (b"\xff\xd8\xff", Form.PICTURE),
    (b"GIF8", Form.PICTURE),
    (b"RIFF", Form.PICTURE),
    (b"ID3", Form.PICTURE),
    (b"7z\xbc\xaf", Form.ARCHIVE),
    (b"Rar!", Form.ARCHIVE),
    (b"PK\x03\x04", Form.ARCHIVE),
    (b"\x1f\x8b", Form.ARCHIVE),
    (b"\xd0\xcf\x11\xe0", Form.BINARY),
)
_WEB = re.compile(r"\s*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TABLE = re.compile(rb"CREATE TABLE (?:IF NOT EXISTS )?[\"'`\[]?([A-Za-z_]\w*)", re.ASCII | re.IGNORECASE)
_KEY = re.compile(r'"([^"\\]{1,80})"\s*:')


@dataclass(frozen=True)
class Look:
    """`path` is the name inside what was dropped; `alone` tells that nothing else was dropped with it;
    `keys` are the names of JSON members that occur in the head, at any depth; `tables` those of a database:
    all of them where the file itself was asked, else those that the head names; `grids` are the lists of
    objects in a JSON file that was looked through, beyond its head."""

    path: str
    form: Form
    text: str = ""
    alone: bool = True
    keys: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()
    grids: tuple[Grid, ...] = ()

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name

    @property
    def folder(self) -> str:
        parent = str(PurePosixPath(self.path).parent)
        return "" if parent == "." else parent

    def sheet(self, *required: str) -> Sheet | None:
        """The table with at least these columns (casefolded), if this is one."""
        return self.sheet_where(lambda header: bool(header) and header >= set(required))

    def sheet_where(self, fits: Callable[[frozenset[str]], bool]) -> Sheet | None:
        """The table whose header `fits`, if this is one."""
        return find_sheet(self.text, fits) if self.form is Form.TEXT else None

    def rows(self, sheet: Sheet) -> list[Line]:
        return sample_rows(self.text, sheet)


def look_at(path: str, head: bytes, *, alone: bool = True) -> Look:
    """The look of a file by its path and first bytes (4 KiB are enough for most, `HEAD_BYTES` for all)."""
    form = _form_of_bytes(head)
    if form is Form.DATABASE:
        named = frozenset(name.decode() for name in _TABLE.findall(head))
        return Look(path, form, alone=alone, tables=named)
    if form is not None:
        return Look(path, form, alone=alone)
    text = decode_head(head)
    start = text.lstrip()[:1]
    if not start:
        return Look(path, Form.EMPTY, alone=alone)
    if _WEB.match(text):
        return Look(path, Form.HTML, text, alone)
    keys = frozenset(_KEY.findall(text)) if start in "[{" else frozenset()
    if text.strip() in ("[]", "{}"):
        return Look(path, Form.EMPTY, alone=alone)
    if keys:
        return Look(path, Form.JSON, text, alone, keys)
    if start == "<":
        return Look(path, Form.XML, text, alone)
    return Look(path, Form.TEXT, text, alone)


def _form_of_bytes(head: bytes) -> Form | None:
    for magic, form in _MAGIC:
        if head.startswith(magic):
            return form
    sample = head[:1024]
    if 0 not in sample or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)  # UTF-16 without a mark: one of them is large
    lopsided = max(even, odd) > len(sample) * 0.3 and min(even, odd) < len(sample) * 0.1
    return None if lopsided and len(sample) >= 8 else Form.BINARY
