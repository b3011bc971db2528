"""Listening sets of Last.fm: "1K" (every play: person, time, artist id, artist, track id, track) and "360K"
(person, artist id, artist, plays), tab-separated, without a header.

Gives the artists, known by name, with how many people listen to each; plays are the ratings. People stand
together in both, so the plays of one person are added up in passing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice

from recdesk.catalogue._cells import audience
from recdesk.catalogue._ratings import Places, gather, split_by
from recdesk.catalogue.files import PackFile, PackFiles
from recdesk.catalogue.format import Entry, FormatInfo, Tally, Wish
from recdesk.domain.ratings import RatingsTable
from recdesk.domain.works import CatalogueWork, Kind, work_uid

_PLAYS = re.compile(r"[^\t]+\t\d{4}-\d\d-\d\dT[\d:]+Z\t[0-9a-f-]*\t[^\t]*\t[0-9a-f-]*\t")
_SUMS = re.compile(r"[0-9a-f]{40}\t[0-9a-f-]*\t[^\t]*\t\s*\d+\s*\Z")
_MBID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
_GLANCE = 200_000  # rows, of 17 million
_Row = tuple[str, str, str, str, str]  # person, artist, plays, time, artist's MusicBrainz id


class LastFm:
    """One file of either."""

    info = FormatInfo(
        id="lastfm",
        name="Last.fm listening set",
        kinds=(Kind.ARTIST,),
        licence="Last.fm data collected by Òscar Celma: for research and other non-commercial use, with "
        "citation.",
        origin="The sets are called lastfm-dataset-1K and lastfm-dataset-360K (.tar.gz).",
        min_votes=3,
    )

    def claims(self, files: PackFiles) -> bool:
        return _file(files) is not None

    def entries(self, files: PackFiles, wish: Wish, tally: Tally) -> Iterator[Entry]:
        file = _file(files)
        assert file is not None
        listeners: Counter[str] = Counter()
        ids: dict[str, str] = {}
        rows = _rows(file, tally)
        if wish.glance:
            rows = islice(rows, _GLANCE)
        for _, artist, _, _, mbid in rows:
            listeners[artist] += 1
            if mbid and artist not in ids:
                ids[artist] = mbid
        tally.whole = not wish.glance or listeners.total() < _GLANCE
        for artist, people in listeners.items():
            known = ids.get(artist)
            work = CatalogueWork(
                work_uid(Kind.ARTIST, artist, None),
                Kind.ARTIST,
                artist,
                audience=audience(people),
                external_ids=(("musicbrainz_artist", known),) if known else (),
            )
            yield Entry(artist, work)

    def has_ratings(self, files: PackFiles) -> bool:
        return _file(files) is not None

    def ratings(self, files: PackFiles, rows: Mapping[str, int], tally: Tally) -> RatingsTable | None:
        file = _file(files)
        assert file is not None
        wanted = (row for row in _rows(file, Tally()) if row[1] in rows)
        return gather(wanted, Places(0, 1, 2, 3), rows, tally, file.name)


def _file(files: PackFiles) -> PackFile | None:
    return next((f for f in files.files if _PLAYS.match(f.first_line()) or _SUMS.match(f.first_line())), None)


def _rows(file: PackFile, tally: Tally) -> Iterator[_Row]:
    """One row for each artist of a person."""
    return _added_up(file, tally) if _PLAYS.match(file.first_line()) else _summed(file, tally)


def _summed(file: PackFile, tally: Tally) -> Iterator[_Row]:
    for line, cells in enumerate(split_by(file.lines(), "\t"), start=1):
        if len(cells) != 4 or not cells[3].strip().isdigit():
            tally.spoil(f"{file.name}, line {line}", "not person, artist id, artist and plays")
        elif name := cells[2].strip():
            yield cells[0], name, cells[3].strip(), "", cells[1] if _MBID.match(cells[1]) else ""


def _added_up(file: PackFile, tally: Tally) -> Iterator[_Row]:
    person, plays, last = "", Counter[str](), dict[str, tuple[str, str]]()
    for line, cells in enumerate(split_by(file.lines(), "\t"), start=1):
        if len(cells) < 4:
            tally.spoil(f"{file.name}, line {line}", "not person, time, artist id and artist")
            continue
        if cells[0] != person:
            yield from _of_one(person, plays, last)
            person, plays, last = cells[0], Counter(), {}
        if name := cells[3].strip():
            plays[name] += 1
            last.setdefault(name, (cells[1], cells[2]))  # newest first: the last time it was played
    yield from _of_one(person, plays, last)


def _of_one(person: str, plays: Counter[str], last: Mapping[str, tuple[str, str]]) -> Iterator[_Row]:
    for name, count in plays.items():
        when, mbid = last[name]
        yield person, name, str(count), _seconds(when), mbid if _MBID.match(mbid) else ""


def _seconds(when: str) -> str:
    try:
        return str(int(datetime.fromisoformat(when).timestamp()))
    except ValueError:
        return ""
