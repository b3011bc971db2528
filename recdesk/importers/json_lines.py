"""One JSON object a line: damage to a line is damage to one row."""

from __future__ import annotations

from collections.abc import Iterator

from recdesk.importers.records import Record, parse_record
from recdesk.importers.streams import Member
from recdesk.importers.tables import Broken
from recdesk.importers.text import text_lines


def read_json_lines(member: Member) -> Iterator[tuple[int, Record] | Broken]:
    """The objects of a file with the numbers of their lines; blank lines are passed over. The text of a
    damaged line is not kept: it may hold what a whole one would have left out."""
    with member.open() as stream:
        for number, line in enumerate(text_lines(stream), start=1):
            if not line.strip(" \t\x00"):
                continue
            record = parse_record(line)
            yield Broken(number, "", "the line is damaged") if record is None else (number, record)
