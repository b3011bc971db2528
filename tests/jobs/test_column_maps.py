"""A table explained once is read the same way again, without a question."""

from __future__ import annotations

from pathlib import Path

from recdesk import jobs
from recdesk.domain.history import NOTHING_TO_USE, BatchStatus
from recdesk.domain.progress import never_stop, say_nothing
from recdesk.jobs.accounts import import_account
from recdesk.library import Library

MAPPING = {"Was": "title", "Wann": "date", "Wo": "ignore"}


def a_table(folder: Path, name: str, title: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"Wann;Was;Wo\n03.04.2020;{title};Kino\n", "utf-8")
    return folder / name


def _import(library: Library, path: Path, **more: object) -> jobs.ImportReport:
    return jobs.import_history(library, [path], say_nothing, never_stop, **more)  # type: ignore[arg-type]


def test_a_table_explained_once_is_not_asked_about_again(library: Library, tmp_path: Path) -> None:
    first, later = (a_table(tmp_path, f"{n}.csv", f"Film {n}") for n in (1, 2))
    _import(library, first, mapping=MAPPING)
    report = _import(library, later, ask=True)
    assert not report.asked and [batch.rows for batch in report.batches] == [1]
    assert {event.title for event in library.history.events()} == {"Film 1", "Film 2"}
    library.column_maps.forget(library.column_maps.all()[0].key)
    assert not _import(library, a_table(tmp_path, "3.csv", "Film 3"), ask=True).batches


def test_the_watched_folder_reads_it_so_too(library: Library, tmp_path: Path) -> None:
    _import(library, a_table(tmp_path, "1.csv", "Film 1"), mapping=MAPPING)
    a_table(tmp_path / "watched", "2.csv", "Film 2")
    for _ in range(2):  # a file that has just come is looked at twice
        report = jobs.watch_once(
            library, tmp_path / "watched", say_nothing, never_stop, wait=lambda _seconds: None
        )
        if report.batches:
            break
    assert [batch.rows for batch in report.batches] == [1] and not report.asked


def test_a_dry_run_reads_as_it_is_told_and_remembers_nothing(library: Library, tmp_path: Path) -> None:
    file = a_table(tmp_path, "1.csv", "Film 1")
    report = jobs.preview(library, [file], say_nothing, never_stop, mapping=MAPPING)
    (batch,) = import_account(report)["batches"]
    assert batch["preview"]["mapping"] == {"Wann": "date", "Was": "title", "Wo": "ignore"}
    assert library.column_maps.all() == []


def test_an_import_of_which_nothing_was_of_use_is_not_called_done(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "useless.csv"
    file.write_text("Title,Date watched,Rating\n,2020-01-01,3\n,2020-01-02,4\n", "utf-8")
    (batch,) = _import(library, file).batches
    assert batch.status is BatchStatus.DONE and batch.is_useless and batch.outcome == NOTHING_TO_USE
    (again,) = import_account(_import(library, file))["batches"]
    assert again["status"] == NOTHING_TO_USE
