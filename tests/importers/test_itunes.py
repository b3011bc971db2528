"""The iTunes library: counts of plays, stars given and stars computed, and a clock that ended."""

from __future__ import annotations

import plistlib
from pathlib import Path

from recdesk.domain.history import Action, BadRow, Reading
from recdesk.domain.works import Kind
from tests.importers.conformance import Conformance, cases, read

LIBRARY = cases("itunes")[0] / "iTunes Music Library.xml"


class TestItunes(Conformance):
    source = "itunes"

    def held(self, file: Path) -> int:
        return len(plistlib.loads(file.read_bytes())["Tracks"])


ROWS = {row.detail or row.mention.title: row for row in read(LIBRARY)[1] if isinstance(row, Reading)}


def test_a_track_is_one_event_with_the_count_of_its_plays() -> None:
    tide = ROWS["Low Tide"]
    assert (tide.action, tide.count, tide.rating, tide.liked) == (Action.LISTENED, 12, 0.8, True)
    assert tide.when is not None and tide.when.year == 2014


def test_computed_stars_are_not_the_persons_and_the_end_of_the_clock_is_no_time() -> None:
    moths = ROWS["Moths & more"]
    assert (moths.rating, moths.action, moths.also) == (None, Action.SAVED, None)
    assert moths.when is not None and moths.when.year == 2013


def test_flags_tell_films_series_and_podcasts_from_music() -> None:
    kinds = {title: row.mention.kind for title, row in ROWS.items()}
    assert (kinds["Harbour"], kinds["Pilot"], kinds["12: Moths"]) == (Kind.FILM, Kind.SERIES, Kind.PODCAST)


def test_a_file_with_entities_of_its_own_is_refused(tmp_path: Path) -> None:
    bomb = LIBRARY.read_text("utf-8").replace(
        '"http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
        '"x" [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
    )
    (tmp_path / "Library.xml").write_text(bomb.replace("Salt", "&b;"), "utf-8")
    (row,) = read(tmp_path / "Library.xml")[1]
    assert isinstance(row, BadRow) and "entities" in row.why


def test_tracks_before_the_end_of_a_cut_file_are_kept(tmp_path: Path) -> None:
    text = LIBRARY.read_text("utf-8")
    (tmp_path / "Library.xml").write_text(text[: text.index("A5")], "utf-8")
    rows = read(tmp_path / "Library.xml")[1]
    assert len([row for row in rows if isinstance(row, Reading)]) == 4
    assert isinstance(rows[-1], BadRow) and "damaged" in rows[-1].why
