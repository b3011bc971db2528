"""Kindle's "My Clippings.txt": highlights, notes and bookmarks, in the language the device spoke that day.

Each clipping is a row. The first one of a book tells that the book was read, from that time on; the further
ones are left out by a rule that says so. What was highlighted is never kept. Times are the device's clock
without a zone and are read as UTC. Byte order marks stand inside the file (152 of them in a real one).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC

from recdesk.domain.history import Action, BadRow, Precision, Reading, Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.books import book
from recdesk.importers.cells import spaced
from recdesk.importers.dates import at_noon
from recdesk.importers.identity import clip, event_key, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Form, Look
from recdesk.importers.rows import Stamp
from recdesk.importers.text import text_lines
from recdesk.importers.worded_dates import read_worded

info = SourceInfo(
    id="kindle_clippings",
    name="Kindle clippings",
    kinds=(Kind.BOOK,),
    files=("My Clippings.txt", "Meine Clips.txt", "Mis recortes.txt", "Mes extraits.txt"),
)

_END = "=========="
_FIRST = re.compile(r"\s*\S.*\n- .*\d.*\n")
_AUTHOR = re.compile(r"\s*[(（]((?:[^()（）]|[(（][^()（）]*[)）])*)[)）]\s*\Z")
# "Added on", "Hinzugefügt am" ...: cut off, because "am" would be read as the half of a day.
_ADDED = re.compile(
    r"^\W*(?:added on|hinzugefügt am|añadido el|ajouté le|aggiunto (?:il|in data)|adicionado(?::| em| a)|"
    r"toegevoegd op|dodano:?|добавлено:?|eklenme tarihi:?|添加于|作成日：?|追加日：?|추가됨:?)\s*",
    re.IGNORECASE,
)
_FRENCH_CLOCK = re.compile(r"\b(\d{1,2}) ?h ?(\d{2}) ?min ?(\d{2}) ?s\b")
_PERIODICAL = re.compile(r"kindle4rss|instapaper|calibre", re.IGNORECASE)


def claim(look: Look) -> Claim | None:
    mine = look.form is Form.TEXT and f"\n{_END}" in look.text and _FIRST.match(look.text.lstrip("\ufeff"))
    return Claim(home=look.path) if mine else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        counts = Counter(found.title_line for found in _clippings(part))
        seen: set[str] = set()
        for found in _clippings(part):
            yield _row(found, part.place(found.number), counts[found.title_line], seen)


@dataclass(frozen=True, slots=True)
class _Clipping:
    number: int
    title_line: str
    about: str


def _clippings(part: Part) -> Iterator[_Clipping]:
    number = 0
    block: list[str] = []
    with part.member.open() as stream:
        for line in text_lines(stream):
            bare = line.replace("\ufeff", "").strip()
            if bare != _END:
                if bare and len(block) < 2:  # the rest of a block is what was highlighted
                    block.append(bare)
                continue
            number += 1
            yield _Clipping(number, *(*block, "", "")[:2])
            block = []
    if block:
        yield _Clipping(number + 1, *(*block, "")[:2])


def _row(found: _Clipping, place: str, count: int, seen: set[str]) -> Row:
    title_line = spaced(found.title_line)
    written = _ADDED.sub("", found.about.rsplit("|", 1)[-1].strip())
    raw = raw_json({"title": title_line, "added": clip(written)}, ("title", "added"))
    if not title_line:
        return SkippedRow(place, raw, "no title")
    if not found.about.startswith("-"):
        return BadRow(place, raw, "its second line is not that of a clipping")
    author = _AUTHOR.search(title_line)
    title = spaced(title_line[: author.start()]) if author else title_line
    if not title or (author and _PERIODICAL.search(author.group(1))):
        return SkippedRow(place, raw, "a periodical")
    if title_line in seen:
        return SkippedRow(place, raw, "a further clipping of a book already counted")
    time = _time(written)
    if time is None:
        return BadRow(place, raw, f"the time {clip(written, 60)} is not a time")
    seen.add(title_line)
    return Reading(
        place=place,
        raw=raw,
        key=event_key(title_line),
        mention=book(title, _authors(author.group(1)) if author else ()),
        action=Action.READ,
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        detail="1 clipping" if count == 1 else f"{count} clippings",
    )


def _time(written: str) -> Stamp | None:
    found = read_worded(_FRENCH_CLOCK.sub(r"\1:\2:\3", written), "ymd")
    if found is None:
        return None
    if not found.clock:
        return Stamp(at_noon(found.time.date()), Precision.DAY, TimeKind.CONSUMED)
    return Stamp(found.time.replace(tzinfo=UTC), Precision.SECOND, TimeKind.CONSUMED)


def _authors(text: str) -> tuple[str, ...]:
    """ "Moor, Ada;Reed, B." and "Ada Moor" alike."""
    names = []
    for name in text.split(";"):
        last, comma, first = name.partition(", ")
        names.append(f"{first} {last}" if comma and "," not in first else name)
    return tuple(names)
