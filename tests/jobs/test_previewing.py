"""What is said before anything is written, and which files are asked about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from recdesk import jobs
from recdesk.domain.history import Action, Guess, Mention, Precision, Reading
from recdesk.domain.progress import never_stop, say_nothing
from recdesk.domain.works import Kind
from recdesk.importers import finding
from recdesk.jobs.accounts import import_account
from recdesk.jobs.previewing import SAMPLE, Preview
from recdesk.library import Library
from tests.jobs.conftest import SAMPLES
from tests.jobs.test_household import HOUSEHOLD

UNKNOWN = "Title,Date watched,Rating\nDark,2020-03-04,5\nSolaris,2021-01-01,4\n"


def _ask(library: Library, *paths: Path) -> jobs.ImportReport:
    return jobs.import_history(library, list(paths), say_nothing, never_stop, ask=True)


@pytest.mark.parametrize("rows", [0, 1, 9, 10, 11, 19, 20, 21, 1_003])
def test_the_sample_comes_from_all_over_the_history(rows: int) -> None:
    view = Preview()
    begin = datetime(2020, 1, 1, 12, tzinfo=UTC)
    mention = Mention((Guess(Kind.FILM, "Solaris"),))
    made = [
        Reading(f"row {n}", "{}", f"{n}", mention, Action.WATCHED, begin + timedelta(n), Precision.DAY)
        for n in range(rows)
    ]
    assert list(view.watch(made)) == made
    sample = [made.index(row) for row in view.sample]
    assert len(sample) == min(rows, SAMPLE) and sample == sorted(set(sample))
    assert not sample or (sample[0] == 0 and sample[-1] >= 0.7 * (rows - 1))
    assert sum(view.kinds.values()) == rows
    days = {row.when.isoformat() for row in made if row.when}
    assert view.account()["span"] == ([min(days), max(days)] if days else None)


def test_a_dry_run_tells_people_kinds_and_times_and_writes_nothing(library: Library) -> None:
    account = import_account(jobs.preview(library, [HOUSEHOLD], say_nothing, never_stop))
    (batch,) = account["batches"]
    told = batch["preview"]
    assert told["profiles"] == {"Bo": 7, "Ada": 5}
    assert sum(told["kinds"].values()) == 12 and told["span"][0] < told["span"][1]
    assert len(told["sample"]) == 10
    assert {"title", "kind", "action", "when", "rating", "detail"} <= told["sample"][0].keys()
    assert library.history.batches() == []


def test_a_dry_run_for_one_person_tells_of_that_one_and_names_the_others(library: Library) -> None:
    report = jobs.preview(library, [HOUSEHOLD], say_nothing, never_stop, profiles=frozenset({"Ada"}))
    (view,) = report.previews.values()
    assert sum(view.kinds.values()) == 5 and set(view.profiles) == {"Ada", "Bo"}
    assert {row.profile for row in view.sample} == {"Ada"}


def test_an_import_says_nothing_of_previews(library: Library) -> None:
    account = import_account(_ask(library, SAMPLES / "goodreads_library_export.csv"))
    assert "preview" not in account["batches"][0] and account["asked"] == []


def test_a_household_is_asked_about_and_the_other_files_are_imported(library: Library) -> None:
    report = _ask(library, HOUSEHOLD, SAMPLES / "goodreads_library_export.csv")
    assert report.asked == [HOUSEHOLD] and not report.faults
    assert [batch.source for batch in report.batches] == ["goodreads"]


def test_an_unknown_table_is_asked_about_until_its_source_is_named(library: Library, tmp_path: Path) -> None:
    table = tmp_path / "films.csv"
    table.write_text(UNKNOWN, "utf-8")
    assert _ask(library, table).asked == [table] and library.history.batches() == []
    named = jobs.import_history(library, [table], say_nothing, never_stop, source="generic_csv", ask=True)
    assert named.asked == [] and named.batches[0].rows == 2


def test_a_file_of_two_formats_is_asked_about_and_the_dry_run_names_both(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes((SAMPLES / "goodreads_library_export.csv").read_bytes())
    goodreads = next(i for i in finding.IMPORTERS if i.info.id == "goodreads")
    monkeypatch.setattr(finding, "IMPORTERS", (*finding.IMPORTERS, goodreads))
    assert _ask(library, file).asked == [file]
    account = import_account(jobs.preview(library, [file], say_nothing, never_stop))
    assert account["batches"] == [] and account["ignored"][0]["sources"] == ["goodreads", "goodreads"]


def test_nobody_is_asked_where_nothing_is_open(library: Library) -> None:
    report = _ask(library, SAMPLES)
    assert report.asked == [] and len(report.batches) == 5
