"""Takeout as a .tgz, and every other tar: read as a zip of the same files is, and refused where a zip is."""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
import tracemalloc
import zipfile
from collections.abc import Mapping
from itertools import count
from pathlib import Path

import pytest

from recdesk import jobs
from recdesk.domain.faults import UserFault
from recdesk.domain.history import RowState
from recdesk.domain.progress import never_stop, say_nothing
from recdesk.importers import find_histories, glance, tars
from recdesk.importers.limits import Limits
from recdesk.library import Library
from tests.importers.conformance import SAMPLES, read

NETFLIX = b"Title,Date\n" + b"".join(b'"Show %d: Season 1: Pilot","1/%d/24"\n' % (n, n + 1) for n in range(5))
TAKEOUT = SAMPLES / "youtube"
MODES = ("w", "w:gz", "w:bz2", "w:xz")


def tar(files: Mapping[str, bytes], mode: str = "w:gz", *, more: tuple[tarfile.TarInfo, ...] = ()) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        for info in more:
            archive.addfile(info)
    return made.getvalue()


def zipped(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def takeout() -> dict[str, bytes]:
    case = min(folder for folder in TAKEOUT.iterdir() if folder.is_dir())
    files = (file for file in sorted(case.rglob("*")) if file.is_file())
    return {f"Takeout/{file.relative_to(case).as_posix()}": file.read_bytes() for file in files}


def other(name: str, kind: bytes, **values: str | int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type = kind
    for field, value in values.items():
        setattr(info, field, value)
    return info


@pytest.mark.parametrize("name", ["takeout-20240301-001.tgz", "download.bin"])
@pytest.mark.parametrize("mode", MODES)
def test_a_tar_archive_is_read_as_a_zip_of_the_same_files(tmp_path: Path, mode: str, name: str) -> None:
    as_zip, zip_rows = read(written(tmp_path / "a.zip", zipped(takeout())))
    as_tar, tar_rows = read(written(tmp_path / name, tar(takeout(), mode)))
    assert tar_rows and tar_rows == zip_rows
    assert [h.digest for h in as_tar.histories] == [h.digest for h in as_zip.histories]
    assert [h.members for h in as_tar.histories] == [h.members for h in as_zip.histories]


@pytest.mark.parametrize("mode", MODES)
def test_archives_of_one_kind_are_read_inside_the_other(tmp_path: Path, mode: str) -> None:
    inner = tar({"./NetflixViewingHistory.csv": NETFLIX}, mode)
    for n, outer in enumerate(
        (zipped({"export.dat": inner}), tar({"export.dat": inner}), tar({"a": zipped({"n.csv": NETFLIX})}))
    ):
        found, rows = read(written(tmp_path / f"{n}.bin", outer))
        assert [h.source for h in found.histories] == ["netflix_simple"] and len(rows) == 5
    deep = written(tmp_path / "deep.tgz", tar({"a.zip": zipped({"b.tgz": inner})}))
    (ignored,) = find_histories(deep).ignored
    assert ignored.why == "it is an archive inside an archive inside an archive; unpack it first"


@pytest.mark.parametrize(("packer", "ending"), [(gzip, "gz"), (lzma, "xz")])
def test_a_packed_file_in_a_tar_is_unpacked(tmp_path: Path, packer: object, ending: str) -> None:
    packed = packer.compress(NETFLIX)  # type: ignore[attr-defined]
    found, rows = read(written(tmp_path / "a.tgz", tar({f"n.csv.{ending}": packed})))
    assert found.histories[0].members == ("n.csv",) and len(rows) == 5


def test_the_same_takeout_twice_adds_nothing(tmp_path: Path) -> None:
    path = written(tmp_path / "takeout-001.tgz", tar(takeout()))
    with Library.open(tmp_path / "profile") as library:
        seen, first, again = (
            do(library, [path], say_nothing, never_stop).batches
            for do in (jobs.preview, jobs.import_history, jobs.import_history)
        )
    assert [b.counts for b in seen] == [b.counts for b in first]
    assert first and again
    assert all(b.counts[RowState.NEW] for b in first) and not any(b.counts[RowState.NEW] for b in again)


def test_an_import_that_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    lines = (b'"Show %d: Season 1: Pilot","1/%d/24"\n' % (n % 40, n % 28 + 1) for n in range(9000))
    path = written(tmp_path / "a.tgz", tar({"n.csv": b"Title,Date\n" + b"".join(lines)}))
    asked = count()
    with Library.open(tmp_path / "profile") as library:
        stopped = jobs.import_history(library, [path], say_nothing, lambda: next(asked) > 6)
        (batch,) = jobs.import_history(library, [path], say_nothing, never_stop).batches
    assert stopped.cancelled and 0 < stopped.batches[0].rows < 9000
    assert batch.rows == 9000 == sum(batch.counts.values())


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_names_that_climb_links_and_devices_are_named_and_left_alone(tmp_path: Path, mode: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    files = dict.fromkeys(("../../up.csv", "/etc/up.csv", "C:\\up.csv", "fine.csv"), NETFLIX)
    special = (
        other("link.csv", tarfile.SYMTYPE, linkname="/etc/passwd"),
        other("hard.csv", tarfile.LNKTYPE, linkname="../../up.csv"),
        other("device.csv", tarfile.CHRTYPE, devmajor=1, devminor=5),
        other("pipe.csv", tarfile.FIFOTYPE),
    )
    written(folder / "a.tgz", tar(files, mode, more=special))
    found, rows = read(folder)
    assert len(rows) == 5
    assert {i.path.rsplit("/", 1)[-1]: i.why for i in found.ignored} == {
        "up.csv": "its name points outside the archive",
        "C:/up.csv".rsplit("/", 1)[-1]: "its name points outside the archive",
        "link.csv": "it is a link to a place elsewhere",
        "hard.csv": "it is a link to a place elsewhere",
        "device.csv": "it is not an ordinary file",
        "pipe.csv": "it is not an ordinary file",
    }
    assert [p.name for p in tmp_path.rglob("*")] == ["in", "a.tgz"]


def test_a_file_with_holes_is_no_way_round_the_limits(tmp_path: Path) -> None:
    holes = tarfile.TarInfo("a.csv")
    holes.type = tarfile.GNUTYPE_SPARSE
    header = bytearray(holes.tobuf(tarfile.GNU_FORMAT))
    header[483:495] = b"%011o " % (10 << 30)  # the size it claims to have when its holes are filled
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    found = find_histories(written(tmp_path / "a.tar", bytes(header) + b"\0" * 1024))
    assert [i.why for i in found.ignored] == ["it is not an ordinary file"]


def test_a_bomb_is_stopped_while_it_is_read(tmp_path: Path) -> None:
    path = written(tmp_path / "a.tgz", tar({"a.csv": b'"Show","1/1/24"\n' * (4 << 20)}))
    assert path.stat().st_size < 1 << 20
    with pytest.raises(UserFault, match=r"a\.tgz unpacks to more than [\d,]+ bytes"):
        find_histories(path)


def test_a_name_without_an_end_takes_no_memory(tmp_path: Path) -> None:
    name = tarfile.TarInfo("././@LongLink")
    name.type, name.size = tarfile.GNUTYPE_LONGNAME, 1 << 30
    packed = gzip.compress(name.tobuf(tarfile.GNU_FORMAT) + b"a" * (64 << 20))
    path = written(tmp_path / "a.tgz", packed + packed[-8:] * (1 << 16))  # room for the ratio
    tracemalloc.start()
    with pytest.raises(UserFault, match="not a complete tar archive"):
        find_histories(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20e6, f"{peak / 1e6:.0f} MB held"


def test_too_many_files_and_too_large_ones_are_refused_as_in_a_zip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "a.tar", tar({f"{n}.csv": NETFLIX for n in range(9)}, "w"))
    monkeypatch.setattr(tars, "LIMITS", Limits(entries=8))
    with pytest.raises(UserFault, match="more than 8 files"):
        find_histories(path)
    monkeypatch.setattr(tars, "LIMITS", Limits(copied_bytes=1000))
    with pytest.raises(UserFault, match=r"more than \S+ GiB of tables and texts"):
        find_histories(path)
    monkeypatch.setattr(tars, "LIMITS", Limits(entry_bytes=len(NETFLIX) - 1))
    assert all("larger than" in i.why for i in find_histories(path).ignored)


def test_photographs_are_not_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    photograph = b"\xff\xd8\xff" + b"\1" * 100_000
    files = {"Takeout/Photos/a.jpg": photograph, "n.csv": NETFLIX, "Takeout/b.mp4": b"\0\0\0\x20ftyp" * 9000}
    monkeypatch.setattr(tars, "LIMITS", Limits(copied_bytes=1000))
    found, rows = read(written(tmp_path / "a.tgz", tar(files)))
    assert len(rows) == 5
    assert [i.path for i in found.ignored] == ["Takeout/Photos/a.jpg", "Takeout/b.mp4"]


@pytest.mark.parametrize("mode", MODES)
def test_a_download_that_broke_off_is_refused_whole(tmp_path: Path, mode: str) -> None:
    content = tar({f"{n}.csv": NETFLIX + b"%d" % n * 999 for n in range(50)}, mode)
    for part in (0.3, 0.55, 0.8):
        path = written(tmp_path / "a.tgz", content[: int(len(content) * part) // 512 * 512 or 512])
        try:
            found = find_histories(path)
        except UserFault as fault:
            assert "cut off" in str(fault) or "not a complete" in str(fault) or "damaged" in str(fault)
        else:  # so little is left that nobody can tell what it was
            assert not found.histories


def test_damage_in_the_middle_hides_no_files_behind_it(tmp_path: Path) -> None:
    content = bytearray(tar({"a.csv": NETFLIX, "b.csv": NETFLIX, "c.csv": NETFLIX}, "w"))
    content[content.index(b"b.csv") + 100] ^= 0x55
    with pytest.raises(UserFault, match="not a complete tar archive"):
        find_histories(written(tmp_path / "a.tar", bytes(content)))


def test_an_archive_that_changes_after_it_was_looked_at_is_noticed(tmp_path: Path) -> None:
    path = written(tmp_path / "a.tgz", tar({"a.csv": NETFLIX}))
    (history,) = find_histories(path).histories
    written(path, tar({"b.csv": NETFLIX + b'"New","1/9/24"\n'}))
    with pytest.raises(UserFault, match="changed"):
        list(history.rows())


@pytest.mark.parametrize("mode", MODES[:2])
def test_a_glance_at_its_head_tells_what_it_holds(mode: str) -> None:
    content = tar({"readme.html": b"<html>" * 99, "Takeout/watch-history.json": b"[]" * 99}, mode)
    assert glance(Path("download.bin"), content[:4096]) == "YouTube watch history"
    assert glance(Path("n.csv.gz"), gzip.compress(NETFLIX)[:100]) is not None
    assert glance(Path("photos.tgz"), tar({"a.jpg": b"x"}, mode)[:4096]) is None
