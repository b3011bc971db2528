"""JSON with an inside: objects that hold lists of objects (a series with its seasons and episodes).

`records` cuts one long array of flat objects and is the faster reader; this one follows the structure with a
streaming parser, holds one object at a time, and stops at the first damage: what came before is good.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import ijson

from recdesk.importers.limits import LIMITS
from recdesk.importers.records import Record
from recdesk.importers.streams import Member
from recdesk.importers.tables import Broken
from recdesk.importers.text import text_pieces

# The text at the damage is not kept: it may hold an address that a whole object would have left out.
_DAMAGED = "the file is damaged here; what follows cannot be read"
_QUOTE = re.compile(rb'(?<!\\)(?:\\\\)*"')  # one that is not escaped
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


def read_items(member: Member, *paths: str) -> Iterator[tuple[int, str, Record] | Broken]:
    """The objects under each path ("item" for those of the outer array, "movies.item" for those of a named
    one), in the order of the paths, with one running number from 1 and the path they came from.

    What stands there and is no object is `Broken`, and so is the place where the file is damaged, which ends
    the reading. Raises `UserFault` if the file goes away.
    """
    count = 0
    for path in paths:
        try:
            with member.open() as stream:
                text = Utf8(text_pieces(stream))
                for item in ijson.items(text, path, use_float=True):
                    count += 1
                    text.bytes_read = 0
                    yield (count, path, item) if isinstance(item, dict) else Broken(count, "", _DAMAGED)
        except (ijson.JSONError, ValueError, RecursionError):
            yield Broken(count + 1, "", _DAMAGED)
            return


class Utf8:
    """Pieces of text as the file of UTF-8 that the parser wants, whatever the encoding was.

    Raises `ValueError` where lists lie in lists without an end, where a text has none for
    `LIMITS.json_chars`, and after `LIMITS.item_bytes` without `bytes_read` being set to 0: the parser keeps
    an object whole, and the way to each list; of 20,000 levels of lists the ways take 2 GB."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._depth = 0
        self._unquoted = 0  # bytes since a text began or ended
        self.bytes_read = 0

    def read(self, size: int = -1) -> bytes:
        if size == 0:
            return b""
        data = next((p for p in self._pieces if p), "").encode("utf-8", "replace")
        self.bytes_read += len(data)
        self._depth += _deepened(data)
        self._unquoted = 0 if _QUOTE.search(data) else self._unquoted + len(data)
        if (
            self._depth > LIMITS.json_depth
            or self._unquoted > LIMITS.json_chars
            or self.bytes_read > LIMITS.item_bytes
        ):
            raise ValueError
        return data


def _deepened(data: bytes) -> int:
    """By how many brackets a piece of JSON goes deeper; those that close within the piece count if they lie
    deeper than real ones. Brackets in texts are counted too: they mostly come in pairs, and the limit is
    far above what they add."""
    brackets = data.translate(None, _NO_BRACKETS)
    for _ in range(LIMITS.json_depth // 20):
        left = brackets.replace(b"[]", b"").replace(b"{}", b"")
        if left == brackets:
            break
        brackets = left
    else:
        return LIMITS.json_depth + 1
    return brackets.count(b"[") + brackets.count(b"{") - brackets.count(b"]") - brackets.count(b"}")
