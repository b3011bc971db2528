"""Bad input: a plain sentence that says what and where, the good rows kept, nothing crashed."""

from __future__ import annotations

import gzip
import io
import json
import os
import stat
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from recdesk.domain.faults import UserFault
from recdesk.domain.history import BadRow, Reading
from recdesk.importers import find_histories, tables
from recdesk.importers.streams import Stream
from tests.importers.conformance import read

NETFLIX = 'Title,Date\n"Paper Moons","2/20/23"\n"The Glass Heist","2/19/23"\n'


def zip_of(path: Path, files: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def ignored(path: Path) -> dict[str, str]:
    found = find_histories(path)
    assert not found.histories
    return {i.path: i.why for i in found.ignored}


def test_a_missing_file_is_a_plain_fault(tmp_path: Path) -> None:
    with pytest.raises(UserFault, match=r"nowhere\.csv is not there"):
        find_histories(tmp_path / "nowhere.csv")


def test_a_truncated_zip_is_a_plain_fault(tmp_path: Path) -> None:
    whole = zip_of(tmp_path / "whole.zip", {"NetflixViewingHistory.csv": NETFLIX}).read_bytes()
    for length in (30, len(whole) // 2, len(whole) - 5):
        cut = tmp_path / "cut.zip"
        cut.write_bytes(whole[:length])
        with pytest.raises(UserFault, match=r"cut\.zip is not a complete zip archive") as fault:
            find_histories(cut)
        assert "Download" in fault.value.do_next


def test_a_zip_with_a_spoilt_member_names_it(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", {"NetflixViewingHistory.csv": NETFLIX * 50})
    content = bytearray(path.read_bytes())
    content[70:90] = b"\xff" * 20
    path.write_bytes(content)
    assert "damaged" in ignored(path)["NetflixViewingHistory.csv"]


def test_a_locked_zip_says_it_wants_a_password(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "locked.zip", {"a.csv": NETFLIX}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(mark) + offset
        content[at : at + 2] = struct.pack("<H", 1)
    path.write_bytes(content)
    with pytest.raises(UserFault, match="locked with a password"):
        find_histories(path)


@pytest.mark.parametrize("name", ["../up.csv", "/abs.csv", "a/../../up.csv", "..\\up.csv", "C:\\x.csv"])
def test_a_name_that_points_outside_is_refused(tmp_path: Path, name: str) -> None:
    info = zipfile.ZipInfo("x")
    info.filename = name
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, NETFLIX)
        archive.writestr("good.csv", NETFLIX)
    found = find_histories(path)
    assert [h.members for h in found.histories] == [("good.csv",)]
    assert ["outside the archive" in i.why for i in found.ignored] == [True]


def test_links_are_refused_in_a_zip_and_in_a_folder(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("link.csv")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    folder = tmp_path / "folder"
    folder.mkdir()
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
    (folder / "outside.csv").symlink_to("/etc/passwd")
    assert {path: "link" in why for path, why in ignored(folder).items()} == {
        "a.zip/link.csv": True,
        "outside.csv": True,
    }


def test_an_archive_that_would_burst_is_refused(tmp_path: Path) -> None:
    bomb = zip_of(tmp_path / "bomb.zip", {"zeros.csv": b"0" * (20 << 20)})
    with pytest.raises(UserFault, match="no export is like that"):
        find_histories(bomb)


def test_a_stream_that_lies_about_its_size_is_stopped() -> None:
    stream = Stream(io.BytesIO(b"x" * 1000), "a.gz", limit_bytes=100)
    with pytest.raises(UserFault, match=r"a\.gz unpacks to more than 100 bytes"):
        stream.read(1000)


def test_a_zip_in_a_zip_is_read_and_one_deeper_is_not(tmp_path: Path) -> None:
    inner = zip_of(tmp_path / "inner.zip", {"NetflixViewingHistory.csv": NETFLIX}).read_bytes()
    outer = zip_of(tmp_path / "outer.zip", {"takeout/inner.zip": inner})
    found, rows = read(outer)
    assert found.histories[0].members == ("takeout/inner.zip/NetflixViewingHistory.csv",)
    assert len(rows) == 2
    deep = zip_of(tmp_path / "deep.zip", {"outer.zip": outer.read_bytes()})
    assert "unpack it first" in ignored(deep)["outer.zip/takeout/inner.zip"]


def test_a_gzip_file_is_read_and_a_cut_one_keeps_what_it_had(tmp_path: Path) -> None:
    path = tmp_path / "history.csv.gz"
    packed = gzip.compress(NETFLIX.encode())
    path.write_bytes(packed)
    assert len(read(path)[1]) == 2
    path.write_bytes(packed[:-12])
    assert "cut off in the middle" in ignored(path)["history.csv"]


@pytest.mark.skipif(
    not Path("/proc/self/mem").exists(), reason="needs a file that the system refuses to read"
)
def test_a_file_the_system_cannot_read_is_a_plain_fault() -> None:
    with pytest.raises(UserFault, match="could not be read"):
        find_histories(Path("/proc/self/mem"))


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_without_permission_is_a_plain_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(NETFLIX)
    path.chmod(0)
    with pytest.raises(UserFault, match="permission is denied"):
        find_histories(path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    assert "not an ordinary file" in ignored(tmp_path)["pipe.csv"]
    with pytest.raises(UserFault, match="not an ordinary file"):
        find_histories(tmp_path / "pipe.csv")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b" \r\n\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"[]", "empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 393\n", "Git LFS"),
        (b"<!DOCTYPE html><html><title>My Activity History</title></html>", "web page"),
        (b"\x89PNG\r\n\x1a\n\x00", "picture"),
        (b"SQLite format 3\x00" + b"\x00" * 90, "database"),
        (b"\x00\x01\x02\x03" * 40, "not text"),
        (b"dear diary, today I watched a film\n", "not a history"),
        (b"userId,movieId,rating,timestamp\n1,2,3.5,1112486027\n", "not a history"),
    ],
)
@pytest.mark.parametrize("name", ["NetflixViewingHistory.csv", "watch-history.json"])
def test_what_is_no_history_says_what_it_is_whatever_its_name(
    tmp_path: Path, name: str, content: bytes, why: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert why in ignored(tmp_path / name)[name]


def test_row_4711_three_columns_short_is_told_and_the_rows_after_it_are_kept(tmp_path: Path) -> None:
    header = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date"
    lines = [f"2023-01-01,Film {n},2000,https://boxd.it/{n},4,,,2023-01-01" for n in range(2, 5001)]
    lines[4711 - 2] = "2023-01-01,Film 4711,2000,https://boxd.it/4711,4"
    path = tmp_path / "diary.csv"
    path.write_text("\n".join([header, *lines]))
    _, rows = read(path)
    bad = [row for row in rows if isinstance(row, BadRow)]
    assert [(row.place, row.why) for row in bad] == [("diary.csv, row 4711", "it has 5 cells, the header 8")]
    assert sum(isinstance(row, Reading) for row in rows) == 4998


def test_a_quote_that_is_never_closed_spoils_one_row_only(tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    lines = [f'"Film {n}","2/{n % 27 + 1}/23"' for n in range(3000)]
    lines[10] = '"Film ten,"2/3/23'
    lines[1500] = '"Film fifteen hundred,2/3/23'
    path.write_text("\n".join(["Title,Date", *lines]))
    _, rows = read(path)
    assert len(rows) == 3000
    assert [row.place for row in rows if isinstance(row, BadRow)] == [
        "history.csv, row 12",
        "history.csv, row 1502",
    ]


def test_of_rows_that_all_leave_a_quote_open_each_is_looked_at_a_few_times_only() -> None:
    looks = 0

    class Counted(str):
        def count(self, *asked: object) -> int:
            nonlocal looks
            looks += 1
            return super().count(*asked)  # type: ignore[arg-type]

    rows = [Counted(f'"Title {n}",2020,"seen') for n in range(3000)]
    assert all(record.open_quote for record in tables._records(iter(rows), ",", 3))
    assert looks <= 3 * len(rows)


def test_two_stray_quotes_do_not_swallow_the_rows_between_them(tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    lines = [f"Film {n};2/{n % 27 + 1}/23" for n in range(300)]
    lines[10] = '"Film ten;2/3/23'
    lines[200] = 'Film two hundred";2/3/23'
    path.write_text("\n".join(["Title;Date", *lines]))
    _, rows = read(path)
    assert sum(isinstance(row, Reading) for row in rows) == 299


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_encoding_and_line_end_reads_the_same(tmp_path: Path, encoding: str, line_end: str) -> None:
    path = tmp_path / "history.csv"
    text = 'Title,Date\n"Amélie – Übermut","2/20/23"\n"Fête","2/19/23"\n'
    path.write_bytes(text.replace("\n", line_end).encode(encoding))
    titles = [row.mention.title for row in read(path)[1] if isinstance(row, Reading)]
    assert titles == ["Amélie – Übermut", "Fête"]


def test_two_encodings_in_one_file_are_told_apart_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    path.write_bytes(
        b"Title,Date\n" + '"Fête","2/20/23"\n'.encode() + '"Amélie","2/19/23"\n'.encode("cp1252")
    )
    assert [row.mention.title for row in read(path)[1] if isinstance(row, Reading)] == ["Fête", "Amélie"]


PLAYS = [
    {
        "endTime": f"2023-05-01 {n // 60:02}:{n % 60:02}",
        "artistName": "A",
        "trackName": f"T{n}",
        "msPlayed": 60000,
    }
    for n in range(300)
]


def test_a_json_file_cut_in_the_middle_keeps_what_it_had_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "StreamingHistory0.json"
    whole = json.dumps(PLAYS, indent=2)
    path.write_text(whole[: len(whole) // 2])
    _, rows = read(path)
    assert all(isinstance(row, Reading) for row in rows[:-1]) and len(rows) > 140
    assert isinstance(rows[-1], BadRow) and "ends in the middle" in rows[-1].why
    path.write_text(json.dumps(PLAYS[:5])[:-1])  # cut just behind a whole entry
    _, rows = read(path)
    assert len(rows) == 6 and isinstance(rows[-1], BadRow)


def test_one_damaged_entry_of_a_json_file_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "StreamingHistory0.json"
    path.write_text(json.dumps(PLAYS, indent=2).replace('"T150"', '"T1"50'))
    _, rows = read(path)
    assert [row.place for row in rows if isinstance(row, BadRow)] == ["StreamingHistory0.json, row 151"]
    assert sum(isinstance(row, Reading) for row in rows) == 299


def test_half_an_emoji_does_not_damage_a_line(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text('{"title": "half \\ud83d", "rating": 4}\n{"title": "whole", "rating": 5}\n{"title": \n')
    rows = read(path)[1]
    assert [row.mention.title for row in rows if isinstance(row, Reading)] == ["half ?", "whole"]
    assert [row.place for row in rows if isinstance(row, BadRow)] == ["log.jsonl, row 3"]


def test_half_an_emoji_does_not_stop_a_row(tmp_path: Path) -> None:
    path = tmp_path / "StreamingHistory0.json"
    path.write_text(json.dumps([PLAYS[0] | {"trackName": "half \ud83d"}]))
    (row,) = read(path)[1]
    assert isinstance(row, Reading)
    row.detail.encode()
    row.raw.encode()


def test_lists_in_lists_without_an_end_spoil_no_row(tmp_path: Path) -> None:
    deep: object = 8
    for n in range(900):
        deep = [deep] if n % 2 else {"a": deep}
    rated = {"rated_at": "2023-07-14T02:22:10.000Z", "rating": 8, "type": "movie"}
    movie = {"title": "Salt", "year": 2019, "ids": {"trakt": 1, "imdb": deep}}
    path = tmp_path / "ratings-movies.json"
    path.write_text(json.dumps([rated | {"movie": movie}, rated | {"movie": movie, "rating": deep}]))
    rows = read(path)[1]
    assert [type(row) for row in rows] == [Reading, BadRow]
    assert all(json.loads(row.raw) and len(row.raw) < 1000 for row in rows)


@pytest.mark.parametrize("name", ["", " "])
def test_a_packed_file_without_a_name_is_refused(tmp_path: Path, name: str) -> None:
    info = zipfile.ZipInfo("x")
    info.filename = name
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, NETFLIX)
        archive.writestr("good.csv", NETFLIX)
    found = find_histories(path)
    assert [h.members for h in found.histories] == [("good.csv",)]
    assert [i.why for i in found.ignored] == ["it has no name"]


def test_a_mixed_folder_gives_its_histories_and_lists_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "renamed.dat").write_text(NETFLIX)
    (tmp_path / "plays.txt").write_text(json.dumps(PLAYS))
    zip_of(
        tmp_path / "more.zip",
        {"__MACOSX/._x.csv": b"\x00", "x/books.csv": "Book,Author,Rating\nSalt,Ivo,3\n"},
    )
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04 and no more")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (tmp_path / ".DS_Store").write_bytes(b"\x00")
    found = find_histories(tmp_path)
    assert sorted(h.source for h in found.histories) == ["generic_csv", "netflix_simple", "spotify"]
    assert [i.path for i in found.ignored] == ["cut.zip", "photo.jpg"]


def test_a_file_that_shrinks_between_looking_and_reading_says_so(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", {"NetflixViewingHistory.csv": NETFLIX * 1000})
    history = find_histories(path).histories[0]
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(UserFault, match="not a complete zip"):
        list(history.rows())


def test_a_large_file_is_never_held_in_memory(tmp_path: Path) -> None:
    """What is held does not grow with the file: 20 MB need less than half of that, 2 GB no more."""
    path = tmp_path / "StreamingHistory0.json"
    path.write_text(json.dumps([PLAYS[n % 300] for n in range(200_000)]))
    assert path.stat().st_size > 18e6
    rows = find_histories(path).histories[0].rows()
    tracemalloc.start()
    for _ in range(20_000):
        next(rows)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8e6, f"{peak / 1e6:.1f} MB held"


@pytest.mark.parametrize("quoted", ["Huge" * 1_500_000, '"' + "Huge, " * 1_000_000 + '"'])
@pytest.mark.parametrize("last", [False, True])
def test_a_row_of_millions_of_letters_is_one_unreadable_row(tmp_path: Path, quoted: str, last: bool) -> None:
    path = tmp_path / "NetflixViewingHistory.csv"
    rows = ['"Paper Moons","2/20/23"', f'{quoted},"2/19/23"', '"The Glass Heist","2/18/23"']
    path.write_text("\n".join(["Title,Date", *(rows[:2] if last else rows)]))
    (history,) = find_histories(path).histories
    read_rows = list(history.rows())
    bad = [row for row in read_rows if isinstance(row, BadRow)]
    assert [type(row) for row in read_rows] == [Reading, BadRow, Reading][: len(read_rows)]
    assert len(read_rows) == (2 if last else 3) and "longer than" in bad[0].why
    assert len(bad[0].raw) < 10_000
