"""The short history and the full report of one Netflix account tell the same viewings: they count once."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from recdesk import jobs
from recdesk.domain.history import Reading, RowState
from recdesk.domain.progress import never_stop, say_nothing
from recdesk.importers import find_histories
from recdesk.importers.season_words import episode_tail
from recdesk.library import Library
from tests.jobs.test_any_order import in_every_order, lines, table, take

SAMPLES = Path(os.environ.get("RECDESK_SAMPLES", Path(__file__).parents[3] / "shared" / "samples"))
HEADER = "Profile Name,Start Time,Duration,Attributes,Title,Supplemental Video Type,Latest Bookmark\n"
REPORT = HEADER + (
    "Ada,2022-02-16 03:13:14,01:50:00,,Paper Moons,,Not latest view\n"
    "Ada,2022-02-12 20:00:00,00:40:00,,Harbour Lights: Season 1: Low Tide (Episode 6),,Not latest view\n"
    "Ada,2022-02-12 21:00:00,00:20:00,,Harbour Lights: Season 1: Low Tide (Episode 6),,Not latest view\n"
    "Bo,2022-02-10 20:00:00,01:30:00,,Salt,,Not latest view\n"
)
# Of Ada, in a zone eight hours behind: the moons rose on the evening before.
SHORT = (
    'Title,Date\n"Paper Moons","15/02/2022"\n"Harbour Lights: Season 1: Low Tide","12/02/2022"\n'
    '"Paper Moons","13/02/2022"\n"The Odes","30/01/2022"\n'
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return table(tmp_path / "netflix-report" / "CONTENT_INTERACTION" / "ViewingActivity.csv", REPORT)


@pytest.fixture
def short(tmp_path: Path) -> Path:
    return table(tmp_path / "NetflixViewingHistory.csv", SHORT)


def titles(library: Library) -> list[str]:
    return sorted(line.split(" | ")[3] for line in lines(library))


def test_both_count_once_in_either_order_and_undo_gives_back_the_others_rows(
    tmp_path: Path, report: Path, short: Path
) -> None:
    events = in_every_order(tmp_path, [short, report])
    assert sorted(line.split(" | ")[3] for line in events) == [
        "Harbour Lights", "Harbour Lights", "Paper Moons", "Paper Moons", "Salt", "The Odes",
    ]  # fmt: skip


def test_a_row_that_the_report_tells_is_a_duplicate_and_stays_one(
    tmp_path: Path, report: Path, short: Path
) -> None:
    with Library.open(tmp_path / "profile") as library:
        first = take(library, report)
        second = library.history.batch(take(library, short))
        assert (second.counts[RowState.NEW], second.counts[RowState.DUPLICATE]) == (2, 2)
        once = lines(library)
        for path in (short, report):
            again = library.history.batch(take(library, path))
            assert again.counts[RowState.NEW] == 0
        assert lines(library) == once
        assert library.history.batch(first).counts[RowState.NEW] == 4


def test_of_a_household_only_those_cover_whose_rows_are_taken(
    tmp_path: Path, report: Path, short: Path
) -> None:
    with Library.open(tmp_path / "profile") as library:
        take(library, short)
        jobs.import_history(library, [report], say_nothing, never_stop, profiles=frozenset({"Bo"}))
        assert titles(library) == ["Harbour Lights", "Paper Moons", "Paper Moons", "Salt", "The Odes"]
        jobs.import_history(library, [report], say_nothing, never_stop, profiles=frozenset({"Ada"}))
        assert titles(library).count("Paper Moons") == 2  # one of each day, no longer three
        assert library.check() == []


def test_a_library_that_has_both_from_before_counts_once_from_the_next_report_on(
    tmp_path: Path, report: Path, short: Path
) -> None:
    with Library.open(tmp_path / "profile") as library:
        take(library, report)
        take(library, short)
        expected = lines(library)
    with Library.open(tmp_path / "older") as library:
        take(library, short)
        batch = take(library, report)
        with library.settings.writing() as db:  # as an older program left it: nothing covers anything
            db.execute("DELETE FROM covered_keys")
            db.execute("UPDATE events SET superseded_by=NULL")
        assert len(lines(library)) == len(expected) + 2
        take(library, short)
        assert len(lines(library)) == len(expected) + 2
        newer = take(library, report)
        assert lines(library) == expected
        library.history.undo(newer)
        assert len(lines(library)) == len(expected) + 2
        take(library, report)
        library.history.undo(batch)
        assert lines(library) == expected


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample histories are not on this machine")
def test_a_real_report_covers_the_short_history_of_its_account(tmp_path: Path) -> None:
    """No account of the samples has both, so the short one is made of the report, as Netflix makes it."""
    report = SAMPLES / "netflix_gdpr" / "CONTENT_INTERACTION" / "ViewingActivity.csv"
    rows = [row for row in find_histories(report).histories[0].rows() if isinstance(row, Reading)]
    days = {(episode_tail(json.loads(row.raw)["title"])[0], row.when) for row in rows}
    told = {f'"{title}","{when:%Y-%m-%d}"' for title, when in days if when is not None}
    text = "\n".join(["Title,Date", *sorted(told)])
    short = table(tmp_path / "NetflixViewingHistory.csv", text)
    with Library.open(tmp_path / "profile") as library:
        take(library, short)
        take(library, report)
        assert {line.split(" | ")[0] for line in lines(library)} == {"netflix_report"}
