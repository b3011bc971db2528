"""JSON with an inside: objects that hold lists of objects (a series with its seasons and episodes).

`records` cuts one long array of flat objects and is the faster reader; this one follows the structure with a
streaming parser, holds one object at a time, and stops at the first damage: what came before is good.
"""

from __future__ import annotations

from collections.abc import Iterator

import ijson

from recdesk.importers.bundle import Member
from recdesk.importers.records import Record
from recdesk.importers.tables import Broken
from recdesk.importers.text import text_pieces

# The text at the damage is not kept: it may hold an address that a whole object would have left out.
_DAMAGED = "the file is damaged here; what follows cannot be read"


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
                for item in ijson.items(Utf8(text_pieces(stream)), path, use_float=True):
                    count += 1
                    yield (count, path, item) if isinstance(item, dict) else Broken(count, "", _DAMAGED)
        except (ijson.JSONError, ValueError, RecursionError):
            yield Broken(count + 1, "", _DAMAGED)
            return


class Utf8:
    """Pieces of text as the file of UTF-8 that the parser wants, whatever the encoding was."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces

    def read(self, size: int = -1) -> bytes:
        if size == 0:
            return b""
        piece = next((p for p in self._pieces if p), "")
        return piece.encode("utf-8", "replace")
