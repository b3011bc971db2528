"""JSON of packs: one object a line, or one long list, an object at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import ijson
import orjson

from recdesk.catalogue.files import PackFile
from recdesk.catalogue.format import Tally

Record = Mapping[str, Any]


def json_lines(file: PackFile, tally: Tally) -> Iterator[tuple[int, Record]]:
    """(line number, object); a line that is none is spoilt and passed over."""
    for number, line in enumerate(file.lines(), start=1):
        if not line.strip():
            continue
        try:
            record = orjson.loads(line.encode("utf-8", "replace"))
        except orjson.JSONDecodeError:
            record = None
        if isinstance(record, dict):
            yield number, record
        else:
            tally.spoil(f"{file.name}, line {number}", "a line that is no JSON object")


def json_list(file: PackFile, path: str, tally: Tally) -> Iterator[tuple[int, Record]]:
    """(number, object) of the list at `path` ("data.item"); it ends at the first damage, which is counted."""
    with file.open() as stream:
        count = 0
        try:
            for record in ijson.items(stream, path, use_float=True):
                count += 1
                if isinstance(record, dict):
                    yield count, record
        except ijson.JSONError:
            tally.spoil(f"{file.name}, after entry {count}", "the file is damaged here; the rest is lost")


def inner(record: Record, name: str) -> Record:
    """An object in an object; {} where there is none."""
    value = record.get(name)
    return value if isinstance(value, dict) else {}


def objects(record: Record, name: str) -> list[Record]:
    """The objects of a list in an object."""
    value = record.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def text(record: Record, name: str) -> str:
    """A text in an object, trimmed; "" where there is none."""
    value = record.get(name)
    return value.strip() if isinstance(value, str) else ""


def texts(record: Record, name: str) -> list[str]:
    """The texts of a list in an object, trimmed, each once."""
    value = record.get(name)
    items = value if isinstance(value, list) else []
    return list(dict.fromkeys(item.strip() for item in items if isinstance(item, str) and item.strip()))
