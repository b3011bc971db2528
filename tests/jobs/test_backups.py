"""A backup brings everything back, into any profile, and loses nothing on the way."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import tempfile
import zipfile
from datetime import datetime, tzinfo
from pathlib import Path

import pytest

from recdesk.domain.faults import Cancelled, UserFault
from recdesk.domain.feedback import Verdict
from recdesk.domain.progress import Progress, never_stop, say_nothing
from recdesk.jobs import backups
from recdesk.jobs.backup_file import MANIFEST, write_backup
from recdesk.jobs.backups import BackupReport, back_up, restore
from recdesk.library import SCHEMA, Library, _copying
from tests.library.lived_in import contents, live_in
from tests.library.older import library_before


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    profile = tmp_path / "mine"
    live_in(profile)
    return profile


@pytest.fixture
def other(tmp_path: Path) -> Path:
    return tmp_path / "other"


def keep(profile: Path, file: Path) -> BackupReport:
    with Library.open(profile) as library:
        return back_up(library, file, say_nothing, never_stop)


def bring_back(profile: Path, file: Path) -> Path | None:
    return restore(profile, file, say_nothing, never_stop).kept


def altered(file: Path, **changes: object) -> Path:
    """A copy of a backup whose manifest says something else."""
    copy = file.with_name("altered.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == MANIFEST:
                body = json.dumps({**json.loads(body), **changes}).encode()
            new.writestr(name, body)
    return copy


def test_a_backup_brings_everything_back_in_a_new_profile(mine: Path, other: Path, tmp_path: Path) -> None:
    report = keep(mine, tmp_path / "b.zip")
    assert (report.counts["events"], report.counts["rows"], report.ratings) == (2, 6, 1)
    assert restore(other, report.file, say_nothing, never_stop).counts == report.counts
    assert contents(other) == contents(mine)
    assert not list(other.glob(".recdesk-staging-*")) and not (other / "backups").exists()


def test_a_backup_is_readable_by_its_owner_alone_and_replaces_an_older_one(
    mine: Path, tmp_path: Path
) -> None:
    first = keep(mine, tmp_path / "b.zip")
    with Library.open(mine) as library:
        library.settings.put("theme", "light")
    second = keep(mine, tmp_path / "b.zip")
    assert first.file.stat().st_mode & 0o077 == 0
    bring_back(tmp_path / "other", second.file)
    with Library.open(tmp_path / "other") as library:
        assert library.settings.get("theme") == "light"


def test_a_backup_writes_over_no_file_of_another_kind(mine: Path, tmp_path: Path) -> None:
    (tmp_path / "novel.zip").write_bytes(b"PK my novel")
    with pytest.raises(UserFault, match="no backup of RecDesk"):
        keep(mine, tmp_path / "novel.zip")
    assert (tmp_path / "novel.zip").read_bytes() == b"PK my novel"
    with pytest.raises(UserFault, match="is a folder"):
        keep(mine, tmp_path)


def test_a_backup_holds_one_moment_while_others_write(mine: Path, other: Path, tmp_path: Path) -> None:
    before = contents(mine)
    with Library.open(mine) as library, Library.open(mine) as window:

        def meddle(_progress: object) -> None:
            window.feedback.give(1, Verdict.LATER)

        report = back_up(library, tmp_path / "b.zip", meddle, never_stop)
    bring_back(other, report.file)
    assert contents(other) == before != contents(mine)


def test_a_backup_that_is_stopped_leaves_nothing(mine: Path, tmp_path: Path) -> None:
    with Library.open(mine) as library, pytest.raises(Cancelled):
        back_up(library, tmp_path / "b.zip", say_nothing, lambda: True)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert not list(mine.glob(".recdesk-staging-*"))


def test_what_was_there_is_kept_as_a_backup_and_comes_back(mine: Path, other: Path, tmp_path: Path) -> None:
    report = keep(mine, tmp_path / "b.zip")
    live_in(other)
    with Library.open(other) as library:
        library.feedback.give(1, Verdict.NOT_INTERESTED)
    before = contents(other)
    kept = bring_back(other, report.file)
    assert kept is not None and contents(other) == contents(mine) != before
    bring_back(other, kept)
    assert contents(other) == before


def test_a_restore_that_is_stopped_in_the_middle_changes_nothing(
    mine: Path, other: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = keep(mine, tmp_path / "b.zip").file
    live_in(other)
    with Library.open(other) as library:
        library.feedback.give(1, Verdict.LATER)
    before = contents(other)
    monkeypatch.setattr(_copying, "_PAGES", 3)
    said: list[Progress] = []

    def in_the_middle() -> bool:
        return len(said) > 4 and said[-1].stage == "restore"

    with pytest.raises(Cancelled):
        restore(other, file, said.append, in_the_middle)
    assert contents(other) == before
    assert not list(other.glob(".recdesk-staging-*"))


def test_restoring_over_an_untouched_library_keeps_nothing_aside(
    mine: Path, other: Path, tmp_path: Path
) -> None:
    report = keep(mine, tmp_path / "b.zip")
    Library.open(other).close()
    assert bring_back(other, report.file) is None


def test_a_damaged_library_is_put_aside_and_the_backup_takes_its_place(mine: Path, tmp_path: Path) -> None:
    before = contents(mine)
    report = keep(mine, tmp_path / "b.zip")
    (mine / "library.sqlite").write_bytes(b"no database at all" * 1000)
    kept = bring_back(mine, report.file)
    assert kept is not None and (kept / "library.sqlite").read_bytes().startswith(b"no database")
    assert contents(mine) == before


def test_no_run_of_another_library_is_taken_for_ones_own(mine: Path, other: Path, tmp_path: Path) -> None:
    with Library.open(mine) as library:
        number, _ = library.runs.reserve()
        library.runs.add(number, seconds=1.0, seed=0, embedder="made", events=1, works=1, basis="x",
                         learned_feedback=0, facts={})  # fmt: skip
    (other / "runs" / "1").mkdir(parents=True)
    bring_back(other, keep(mine, tmp_path / "b.zip").file)
    with Library.open(other) as library:
        assert library.runs.latest() is None
        assert library.runs.reserve()[0] == 2


def test_a_backup_of_a_newer_program_is_refused(mine: Path, other: Path, tmp_path: Path) -> None:
    file = keep(mine, tmp_path / "b.zip").file
    for newer in (altered(file, schema=SCHEMA + 1, program="9.9"), altered(file, format=2, program="9.9")):
        with pytest.raises(UserFault, match=r"newer RecDesk \(9\.9") as refused:
            bring_back(other, newer)
        assert "Update" in refused.value.do_next and not other.exists()


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9, 0.999])
def test_a_backup_that_is_cut_short_changes_nothing(mine: Path, tmp_path: Path, cut: float) -> None:
    file = keep(mine, tmp_path / "b.zip").file
    before = contents(mine)
    file.write_bytes(file.read_bytes()[: int(cut * file.stat().st_size)])
    with pytest.raises(UserFault, match="damaged or cut short"):
        bring_back(mine, file)
    assert contents(mine) == before


def test_a_backup_with_a_turned_bit_changes_nothing(mine: Path, tmp_path: Path) -> None:
    file = keep(mine, tmp_path / "b.zip").file
    body = bytearray(file.read_bytes())
    body[len(body) // 2] ^= 0x10
    file.write_bytes(body)
    with pytest.raises(UserFault, match="damaged"):
        bring_back(mine, file)


@pytest.mark.parametrize("name", ["../outside.npz", "packs/../../x.npz", "/tmp/x.npz", "runs/1/taste.run"])
def test_a_backup_that_names_strange_files_is_refused(
    mine: Path, other: Path, tmp_path: Path, name: str
) -> None:
    file = keep(mine, tmp_path / "b.zip").file
    with zipfile.ZipFile(file) as packed:
        files = json.loads(packed.read(MANIFEST))["files"]
    strange = altered(file, files={**files, name: {"bytes": 1, "sha256": "0"}})
    with pytest.raises(UserFault, match="damaged"):
        bring_back(other, strange)


def test_other_files_are_no_backups(mine: Path, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Title,Date\n")
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as packed:
        packed.writestr("a.jpg", b"x")
    for name in ("list.csv", "photos.zip"):
        with pytest.raises(UserFault, match="no backup of RecDesk"):
            bring_back(mine, tmp_path / name)
    with pytest.raises(UserFault, match="could not be read"):
        bring_back(mine, tmp_path / "not there.zip")


def test_nothing_is_restored_under_an_open_window(mine: Path, tmp_path: Path) -> None:
    file = keep(mine, tmp_path / "b.zip").file
    with Library.open(mine) as window:
        with pytest.raises(UserFault, match="is open"):
            bring_back(mine, file)
        assert window.history.event_count() == 2


def test_a_backup_of_an_older_program_is_converted(other: Path, tmp_path: Path) -> None:
    connection = library_before("m007_leanings", tmp_path / "old")
    connection.execute("INSERT INTO settings VALUES ('theme', '\"dark\"')")
    connection.commit()
    schema = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.execute("PRAGMA journal_mode=DELETE")  # all of it in the one file
    connection.close()
    library = tmp_path / "old" / "library.sqlite"
    facts = {"program": "0.0.1", "schema": schema, "made": "2025-01-01", "counts": {"events": 0}}
    write_backup(tmp_path / "older.zip", {"library.sqlite": library}, facts, say_nothing, never_stop)
    bring_back(other, tmp_path / "older.zip")
    with Library.open(other) as restored:
        assert restored.settings.get("theme") == "dark" and restored.journal.leanings() == {}


@pytest.mark.parametrize("manifest", [b"not json", b"\xff\xfe", b'{"format": 1e999}', b"[1]"])
def test_a_backup_whose_manifest_is_no_manifest_is_damaged(
    mine: Path, tmp_path: Path, manifest: bytes
) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as packed:
        packed.writestr(MANIFEST, manifest)
    with pytest.raises(UserFault, match="damaged"):
        bring_back(mine, tmp_path / "b.zip")


def test_two_restores_in_one_second_keep_both_that_were_there(
    mine: Path, other: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Still(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Still:
            return cls(2026, 1, 2, 3, 4, 5)

    monkeypatch.setattr(backups, "datetime", Still)
    live_in(other)
    file = keep(mine, tmp_path / "b.zip").file
    first, second = bring_back(other, file), bring_back(other, file)
    assert first is not None and second is not None and first != second
    assert first.exists() and second.exists()


def test_a_restore_that_is_refused_leaves_no_folder_behind(mine: Path, tmp_path: Path) -> None:
    file = keep(mine, tmp_path / "b.zip").file
    with sqlite3.connect(mine / "library.sqlite") as newer:
        newer.execute("PRAGMA user_version=99")
    newer.close()
    with pytest.raises(UserFault, match="newer"):
        bring_back(mine, file)
    assert not (mine / "backups").exists()


def test_a_profile_that_takes_no_file_is_told_in_a_sentence(
    mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = keep(mine, tmp_path / "b.zip").file

    def refused(**_where: object) -> str:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(tempfile, "mkdtemp", refused)
    with pytest.raises(UserFault, match="Read-only file system"):
        bring_back(mine, file)
