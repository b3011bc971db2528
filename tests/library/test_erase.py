"""Erasing takes all that is RecDesk's, and never anything else."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from recdesk.domain.faults import UserFault
from recdesk.library import Library, erase, holdings
from tests.library.lived_in import live_in
from tests.library.older import library_before


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """With everything that any part of the program writes into one."""
    profile = tmp_path / "mine"
    live_in(profile)
    for name in (
        "runs/1/taste.run", "runs/2/taste.run.77.part", "evaluation/0123.npy", "logs/recdesk.log",
        "logs/recdesk.log.1", "backups/before restore 2026-01-02 03.04.05.zip", "packs/half.part",
        "packs/made.people", "packs/made.book", "packs/made.people.77.part",
        "backups/damaged 2026-01-02 03.04.05 x1/library.sqlite-wal", "library-schema-3.sqlite", "window.lock",
        "library-schema-2.part", "library-schema-2.part-journal", "library.sqlite-wal",
        ".recdesk-staging-ab/packs/x.npz",
    ):  # fmt: skip
        (profile / name).parent.mkdir(parents=True, exist_ok=True)
        (profile / name).touch()
    return profile


def test_nothing_of_a_profile_is_left_and_not_even_its_folder(profile: Path) -> None:
    told = holdings(profile)
    assert told.counts["events"] == 2 and told.others == () and len(told.files) >= 18
    assert profile.exists()
    assert erase(profile).counts == told.counts
    assert not profile.exists()


def test_files_of_others_stay_where_they_are(profile: Path) -> None:
    strange = ["thesis.pdf", "backups/photos.zip", "runs/marathon.gpx", "library.sqlite.mine", "photos/a.jpg"]
    for name in strange:
        (profile / name).parent.mkdir(exist_ok=True)
        (profile / name).write_text("mine")
    left = erase(profile).others
    assert {path.name for path in left} == {
        "thesis.pdf", "photos.zip", "marathon.gpx", "library.sqlite.mine", "photos"
    }  # fmt: skip
    assert sorted(str(p.relative_to(profile)) for p in profile.rglob("*") if p.is_file()) == sorted(strange)


def test_a_link_is_taken_away_and_not_followed(profile: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "1").mkdir(parents=True)
    (elsewhere / "1" / "taste.run").touch()
    for path in sorted((profile / "runs").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (profile / "runs").rmdir()
    (profile / "runs").symlink_to(elsewhere)
    erase(profile)
    assert not profile.exists() and (elsewhere / "1" / "taste.run").exists()


def test_a_folder_that_is_no_profile_is_refused(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "recdesk.log").touch()
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UserFault, match="no profile of RecDesk"):
            erase(folder)
    assert (tmp_path / "logs" / "recdesk.log").exists()


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "library.sqlite")
    connection.execute("CREATE TABLE songs(title)")
    connection.close()
    with pytest.raises(UserFault, match="no library of RecDesk"):
        erase(tmp_path)
    assert (tmp_path / "library.sqlite").exists()


def test_a_damaged_library_goes_where_nothing_strange_lies_beside_it(profile: Path) -> None:
    (profile / "library.sqlite").write_bytes(b"not a database" * 100)
    (profile / "letter.txt").write_text("mine")
    with pytest.raises(UserFault, match="too damaged to tell"):
        erase(profile)
    (profile / "letter.txt").unlink()
    assert erase(profile).counts == {} and not profile.exists()


def test_a_library_of_an_older_program_is_erased_as_it_is(tmp_path: Path) -> None:
    library_before("m004_review", tmp_path / "old").close()
    assert erase(tmp_path / "old").counts["events"] == 0
    assert not (tmp_path / "old").exists()


def test_nothing_is_erased_under_an_open_window(profile: Path) -> None:
    with Library.open(profile) as window:
        with pytest.raises(UserFault, match="is open"):
            erase(profile)
        assert window.history.event_count() == 2
    assert (profile / "logs" / "recdesk.log").exists()
