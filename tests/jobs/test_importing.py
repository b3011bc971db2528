from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from recdesk import jobs
from recdesk.domain.history import BatchStatus, Row, RowState
from recdesk.domain.profile import STAGING
from recdesk.domain.progress import Progress, never_stop, say_nothing
from recdesk.jobs import importing
from recdesk.library import Library
from tests.jobs.conftest import SAMPLES, event_lines


def _take(library: Library, *paths: Path) -> jobs.ImportReport:
    return jobs.import_history(library, list(paths), say_nothing, never_stop)


def test_a_folder_of_exports_becomes_one_batch_a_history(library: Library) -> None:
    report = _take(library, SAMPLES)
    assert sorted(batch.source for batch in report.batches) == [
        "goodreads", "letterboxd", "netflix_simple", "spotify", "youtube"
    ]  # fmt: skip
    for batch in report.batches:
        assert batch.status is BatchStatus.DONE
        assert batch.rows == sum(batch.counts.values()) > 0
        assert batch.counts[RowState.UNREADABLE] == 0


def test_the_same_folder_again_adds_nothing(library: Library) -> None:
    _take(library, SAMPLES)
    before = event_lines(library)
    again = _take(library, SAMPLES)
    assert all(batch.counts[RowState.NEW] == 0 for batch in again.batches)
    assert event_lines(library) == before


def test_the_order_of_imports_does_not_matter(library: Library, prepared: Path, tmp_path: Path) -> None:
    files = sorted(SAMPLES.iterdir())
    _take(library, *files)
    with Library.open(prepared) as original:
        original.copy_to(tmp_path / "other")
    with Library.open(tmp_path / "other") as other:
        _take(other, *reversed(files))
        assert event_lines(other) == event_lines(library)


def test_undoing_everything_leaves_what_was_there_before(library: Library) -> None:
    works = library.works.count()
    for batch in _take(library, SAMPLES).batches:
        library.history.undo(batch.id)
    assert library.history.event_count() == 0
    assert library.works.count() == works
    assert library.check() == []


def test_asked_to_stop_it_keeps_what_is_read_and_goes_on_later(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 50)
    path = SAMPLES / "NetflixViewingHistory.csv"
    said: list[Progress] = []
    stopped = jobs.import_history(library, [path], said.append, lambda: len(said) >= 1)
    assert stopped.cancelled and stopped.batches[0].status is BatchStatus.CANCELLED
    assert stopped.batches[0].rows == 50
    whole = _take(library, path).batches[0]
    assert whole.id == stopped.batches[0].id and whole.status is BatchStatus.DONE
    assert whole.counts[RowState.DUPLICATE] == 0 and whole.rows > 50


def test_a_dry_run_says_the_same_and_changes_nothing(library: Library) -> None:
    path = SAMPLES / "goodreads_library_export.csv"
    trial = jobs.preview(library, [path], say_nothing, never_stop)
    assert library.history.batches() == [] and library.history.event_count() == 0
    real = _take(library, path)
    assert [batch.counts for batch in trial.batches] == [batch.counts for batch in real.batches]


def test_a_mixed_folder_is_read_where_it_can_be_and_says_what_it_left(
    library: Library, tmp_path: Path
) -> None:
    shutil.copy(SAMPLES / "NetflixViewingHistory.csv", tmp_path / "renamed.txt")
    (tmp_path / "invoice.csv").write_bytes(b"%PDF-1.7\n%binary")
    (tmp_path / "empty.csv").touch()
    (tmp_path / "cut.zip").write_bytes((SAMPLES / "letterboxd-sample.zip").read_bytes()[:900])
    report = _take(library, tmp_path)
    assert [batch.source for batch in report.batches] == ["netflix_simple"]
    named = " ".join(f"{path} {why}" for path, why in report.ignored) + " ".join(map(str, report.faults))
    assert "invoice.csv" in named and "empty.csv" in named and "cut.zip" in named


def test_a_file_that_is_gone_is_a_sentence_and_the_others_are_read(library: Library, tmp_path: Path) -> None:
    report = _take(library, tmp_path / "gone.csv", SAMPLES / "NetflixViewingHistory.csv")
    assert "gone.csv" in str(report.faults[0])
    assert report.batches[0].counts[RowState.NEW] > 0


def test_a_file_that_breaks_while_it_is_read_keeps_the_rows_before(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "NetflixViewingHistory.csv"
    shutil.copy(SAMPLES / "NetflixViewingHistory.csv", path)
    whole = importing.History.rows

    def breaks(history: importing.History) -> Iterator[Row]:
        yield from islice(whole(history), 60)
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(importing.History, "rows", breaks)
    report = _take(library, path)
    assert report.batches[0].status is BatchStatus.FAILED and report.batches[0].rows == 60
    assert str(path) in str(report.faults[0]) and library.history.event_count() == 60


def test_a_row_with_too_few_columns_is_named_and_the_others_are_kept(
    library: Library, tmp_path: Path
) -> None:
    lines = (SAMPLES / "goodreads_library_export.csv").read_text("utf-8").splitlines()
    lines[5] = ",".join(lines[5].split(",")[:-3])
    broken = tmp_path / "goodreads_library_export.csv"
    broken.write_text("\n".join(lines), "utf-8")
    batch = _take(library, broken).batches[0]
    assert batch.counts[RowState.UNREADABLE] == 1
    assert batch.counts[RowState.NEW] == len(lines) - 2
    (row,) = library.history.ledger(batch.id, RowState.UNREADABLE)
    assert "6" in row.place and row.reason


def test_a_show_is_one_work_and_its_episodes_are_events_of_it(library: Library) -> None:
    _take(library, SAMPLES / "NetflixViewingHistory.csv")
    dark = [event for event in library.history.events() if event.title == "Dark"]
    assert len(dark) == 24 and len({event.work_id for event in dark}) == 1
    assert {event.kind.value for event in dark} == {"series"}


def test_titles_that_a_spreadsheet_garbled_are_read_as_they_were_meant(
    library: Library, tmp_path: Path
) -> None:
    diary = tmp_path / "diary.csv"
    diary.write_text(
        "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n"
        "2024-01-03,Am\u00c3\u00a9lie,2001,https://boxd.it/a1,4.5,,,2024-01-02\n"
        "2024-01-04,P\u00c3\u00a1ramo de Nobody,2003,https://boxd.it/a2,,,,2024-01-03\n",
        "utf-8",
    )
    _take(library, diary)
    rows = library.history.query(
        "SELECT w.title, w.origin FROM events e JOIN mentions m ON m.id=e.mention_id "
        "JOIN works w ON w.id=m.work_id ORDER BY e.at"
    )
    assert rows == [("Am\u00e9lie", "starter"), ("P\u00e1ramo de Nobody", "history")]


def test_works_that_no_pack_knows_are_made_and_gone_after_undo(library: Library) -> None:
    batch = next(b for b in _take(library, SAMPLES).batches if b.source == "youtube")
    made = [work for work in library.works.all() if work.origin == "history"]
    channel = next(work for work in made if work.title == "Deep Field Notes")
    assert "neutron star" in channel.description
    library.history.undo(batch.id)
    assert library.works.get(channel.id) is None


def test_a_resumed_import_that_is_stopped_again_tells_of_itself(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 50)
    path = SAMPLES / "NetflixViewingHistory.csv"
    said: list[Progress] = []
    first = jobs.import_history(library, [path], said.append, lambda: len(said) >= 1).batches[0]
    _take(library, SAMPLES / "goodreads_library_export.csv")
    again = jobs.import_history(library, [path], said.append, lambda: len(said) >= 2)
    assert again.cancelled and [batch.id for batch in again.batches] == [first.id]


def test_two_programs_that_import_one_file_enter_each_row_once(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 50)
    monkeypatch.setattr(importing, "WRITTEN", 50)
    path = SAMPLES / "NetflixViewingHistory.csv"
    with Library.open(library.profile) as other:
        quicker: list[jobs.ImportReport] = []

        def overtake(progress: Progress) -> None:
            if progress.done == 100 and not quicker:
                quicker.append(_take(other, path))

        slower = jobs.import_history(library, [path], overtake, never_stop)
    assert "another" in str(slower.faults[0]).casefold() and not slower.batches
    (batch,) = library.history.batches()
    assert batch.status is BatchStatus.DONE and quicker[0].batches == [batch]
    assert batch.counts[RowState.NEW] == batch.rows == library.history.event_count()


def test_a_dry_run_that_is_killed_leaves_its_copy_where_it_is_swept_and_erased(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "elsewhere"))
    copies: list[list[str]] = []

    def look(_progress: Progress) -> None:
        places = (tmp_path / "elsewhere").rglob("*.sqlite"), library.profile.glob(f"{STAGING}*/**/*.sqlite")
        copies.append([path.name for place in places for path in place])
        assert not list((tmp_path / "elsewhere").rglob("*.sqlite"))

    jobs.preview(library, [SAMPLES / "goodreads_library_export.csv"], look, never_stop)
    assert copies[0] == ["library.sqlite"] and not list(library.profile.glob(f"{STAGING}*"))
