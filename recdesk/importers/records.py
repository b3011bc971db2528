"""JSON as exports have it: one long array of objects, read in bounded pieces.

The text is cut where one object ends and the next begins and each cut is handed to orjson whole, which is as
fast as parsing the file at once and keeps some 256 KiB in memory, for 12 MB and for 2 GB alike. A cut inside
a string or a nested array does not parse and is joined with its neighbours. An object that is damaged, or
cut off at the end of the file, is `Broken`; the objects after it are read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from recdesk.importers.limits import LIMITS
from recdesk.importers.streams import Member
from recdesk.importers.tables import Broken
from recdesk.importers.text import text_pieces

Record = dict[str, Any]
_BOUNDARY = re.compile(r"\}\s*,\s*\{")
_JOINED = 8  # neighbours tried before an object is given up; real ones hold up to 3 objects in an array

# The text of a damaged object is not kept: it may hold an address that a whole object would have left out.
_DAMAGED = "the entry is damaged"
_CUT_OFF = "the file ends in the middle of this entry; what follows is missing"


def read_records(member: Member) -> Iterator[tuple[int, Record] | Broken]:
    """The objects of a JSON array with their numbers, from 1. Raises `UserFault` if the file goes away."""
    with member.open() as stream:
        yield from split_records(text_pieces(stream))


def split_records(pieces: Iterable[str]) -> Iterator[tuple[int, Record] | Broken]:
    """As `read_records`, from the pieces of a text."""
    count = 0
    text = ""
    for piece in pieces:
        text = text + piece if text else piece.lstrip(" \n\t[")
        found, text = _take(text, final=False)
        yield from _numbered(found, count)
        count += len(found)
    text = text.rstrip(" \n\t\x00")
    closed = text.endswith("]")
    text = text[:-1].rstrip(" \n\t,") if closed else text
    found, _ = _take(text, final=True)
    if not closed and found and found[-1] is None:
        yield from _numbered(found[:-1], count)
        yield Broken(count + len(found), "", _CUT_OFF)
    else:
        yield from _numbered(found, count)
        if not closed:
            yield Broken(count + len(found) + 1, "", _CUT_OFF)


def _numbered(found: list[Record | None], before: int) -> Iterator[tuple[int, Record] | Broken]:
    for number, record in enumerate(found, start=before + 1):
        yield Broken(number, "", _DAMAGED) if record is None else (number, record)


def _take(text: str, *, final: bool) -> tuple[list[Record | None], str]:
    """The objects that are whole in `text` (None: damaged) and the text that is left."""
    cuts = list(_BOUNDARY.finditer(text))
    if not final and not cuts:
        return ([None], "") if len(text) > LIMITS.json_chars else ([], text)
    end = len(text) if final else cuts[-1].start() + 1
    rest = "" if final else text[cuts[-1].end() - 1 :]
    try:
        at_once = orjson.loads("[" + text[:end] + "]")
    except orjson.JSONDecodeError:
        found, left_at = _salvage(text, [(c.start() + 1, c.end() - 1) for c in cuts], final=final)
        return found, text[left_at:]
    return [r if isinstance(r, dict) else None for r in at_once], rest


def _salvage(text: str, cuts: list[tuple[int, int]], *, final: bool) -> tuple[list[Record | None], int]:
    """Object by object: joins neighbours until they parse. Returns the objects and where it stopped."""
    starts = [0, *(begin for _, begin in cuts)]
    ends = [*(end for end, _ in cuts), len(text)]
    if not final:
        ends.pop()
    found: list[Record | None] = []
    i = 0
    while i < len(ends):
        last = min(i + _JOINED, len(ends))
        for j in range(i, last):
            record = parse_record(text[starts[i] : ends[j]])
            if record is not None:
                break
        else:
            if last == len(ends) and not final and len(text) - starts[i] < LIMITS.json_chars:
                break  # its neighbours are not here yet
            j = i
            record = None
        found.append(record)
        i = j + 1
    return found, len(text) if i >= len(starts) else starts[i]


def parse_record(text: str) -> Record | None:
    """The one object in a text; None where it is damaged or no object."""
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        try:
            # The stricter parser refuses half an emoji ("\\ud83d") and control characters; this one does not.
            value = json.loads(text, strict=False)
            value = orjson.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
        except (ValueError, RecursionError):
            return None
    return value if isinstance(value, dict) else None


def text_of(record: Record, key: str) -> str:
    """A text member of an object, stripped; "" if it is missing, null or something else."""
    value = record.get(key)
    return value.strip() if isinstance(value, str) else ""
