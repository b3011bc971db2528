from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from recdesk.domain.faults import UserFault
from recdesk.library import Library, _schema


def test_only_the_owner_may_read_a_library(tmp_path: Path) -> None:
    with Library.open(tmp_path / "profile") as library:
        assert library.profile.stat().st_mode & 0o777 == 0o700
        assert library.path.stat().st_mode & 0o777 == 0o600


def test_every_table_is_strict_and_foreign_keys_hold(library: Library) -> None:
    tables = library.works.query(
        "SELECT name, strict FROM pragma_table_list WHERE schema='main' AND type='table'"
    )
    ours = {name: strict for name, strict in tables if not name.startswith(("sqlite_", "_sqlite"))}
    assert ours and all(ours.values())
    with pytest.raises(sqlite3.IntegrityError), library.works.writing() as db:
        db.execute("INSERT INTO aliases VALUES (999, 'of nothing', '')")


def test_opening_twice_keeps_what_is_there(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.settings.put("theme", {"name": "dark"})
    with Library.open(tmp_path) as library:
        assert library.settings.get("theme") == {"name": "dark"}
        assert library.check() == []


def test_a_library_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        path = library.path
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version={len(_schema.NAMES) + 1}")
    before = path.read_bytes()
    with pytest.raises(UserFault, match="newer RecDesk"):
        Library.open(tmp_path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite").write_bytes(b"%PDF-1.7 this is something else entirely" * 100)
    with pytest.raises(UserFault, match="damaged, or not a RecDesk library"):
        Library.open(tmp_path)


def test_a_profile_that_cannot_be_a_folder_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserFault, match="cannot be used"):
        Library.open(tmp_path / "file" / "profile")


def test_a_full_disk_is_a_sentence_and_nothing_is_half_written(library: Library) -> None:
    pages = library.works.query("PRAGMA page_count")[0][0]
    library.works.query(f"PRAGMA max_page_count={pages + 2}")
    with pytest.raises(UserFault, match="full"):
        library.settings.put("big", "x" * 1_000_000)
    library.works.query("PRAGMA max_page_count=1000000")
    assert library.settings.get("big") is None
    library.settings.put("small", 1)
    assert library.settings.get("small") == 1


def test_a_writer_that_is_busy_is_waited_for_then_named(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        other = sqlite3.connect(library.path)
        other.execute("BEGIN IMMEDIATE")
        library.works.query("PRAGMA busy_timeout=50")
        with pytest.raises(UserFault, match="busy writing"):
            library.settings.put("a", 1)
        other.rollback()
        other.close()
        library.settings.put("a", 1)


def test_a_migration_m001_first_schema_makes_every_table_the_sections_speak_of(library: Library) -> None:
    have = {name for (name,) in library.works.query("SELECT name FROM sqlite_master WHERE type='table'")}
    assert have >= {
        "works", "aliases", "external_ids", "kinship", "packs", "batches", "raw_rows", "mentions", "events",
        "feedback", "impressions", "vectors", "model_runs", "settings",
    }  # fmt: skip


def test_a_copy_is_a_whole_library(library: Library, tmp_path: Path) -> None:
    library.settings.put("theme", "dark")
    library.copy_to(tmp_path / "copy")
    with Library.open(tmp_path / "copy") as copy:
        assert copy.settings.get("theme") == "dark"
