"""A folder whose new exports are imported by themselves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from recdesk import jobs
from recdesk.domain.history import RowState
from recdesk.domain.progress import never_stop, say_nothing
from recdesk.library import Library
from tests.jobs.conftest import SAMPLES
from tests.jobs.test_household import HOUSEHOLD


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "exports"
    made.mkdir()
    return made


def _look(library: Library, folder: Path) -> jobs.ImportReport:
    return jobs.watch_once(library, folder, say_nothing, never_stop, wait=lambda _seconds: None)


def test_new_files_are_imported_once(library: Library, folder: Path) -> None:
    assert _look(library, folder).batches == []
    shutil.copy(SAMPLES / "goodreads_library_export.csv", folder)
    (batch,) = _look(library, folder).batches
    assert batch.counts[RowState.NEW] == 23
    assert _look(library, folder).batches == []
    (told,) = library.watched.outcomes()
    assert (told.name, told.what) == ("goodreads_library_export.csv", "23 new")


def test_a_file_that_still_grows_waits_for_the_next_look(library: Library, folder: Path) -> None:
    file = folder / "goodreads_library_export.csv"
    whole = (SAMPLES / file.name).read_bytes()
    file.write_bytes(whole[:900])
    growing = jobs.watch_once(
        library, folder, say_nothing, never_stop, wait=lambda _seconds: file.write_bytes(whole)
    )
    assert growing.batches == []
    assert _look(library, folder).batches[0].counts[RowState.NEW] == 23


def test_a_newer_export_in_the_same_place_brings_only_what_is_new(library: Library, folder: Path) -> None:
    file = folder / "goodreads_library_export.csv"
    lines = (SAMPLES / file.name).read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[:10]), "utf-8")
    _look(library, folder)
    file.write_text("".join(lines), "utf-8")
    (batch,) = _look(library, folder).batches
    assert (batch.counts[RowState.NEW], batch.counts[RowState.DUPLICATE]) == (14, 9)


def test_what_raises_a_question_is_asked_once_and_what_is_no_history_is_told_once(
    library: Library, folder: Path
) -> None:
    shutil.copytree(HOUSEHOLD, folder / "netflix")
    (folder / "invoice.csv").write_bytes(b"%PDF-1.7\n%binary")
    first = _look(library, folder)
    assert first.asked == [folder / "netflix"] and "PDF" in first.ignored[0][1]
    assert "waits for an answer" in [told.what for told in library.watched.outcomes()]
    again = _look(library, folder)
    assert again.asked == [] and again.ignored == []
