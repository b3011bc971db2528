"""Archives and files that are made to burst, to lie or to reach outside: a sentence that names the limit."""

from __future__ import annotations

import gzip
import io
import stat
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from recdesk.domain.faults import UserFault
from recdesk.domain.history import BadRow
from recdesk.importers import documents, find_histories
from recdesk.importers.limits import LIMITS, Limits
from tests.importers.conformance import read

LONG = b'"' + b"Show " * 800 + b'","1/1/24"\n'
NETFLIX = "Title,Date\n" + "".join(f'"Show {n}: Season 1: Pilot","1/{n + 1}/24"\n' for n in range(5))


def declared(path: Path, size: int) -> Path:
    """A zip whose one entry says in the directory that it unpacks to `size` bytes, which it does not."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ViewingActivity.csv", NETFLIX)
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\x01\x02")
    name = struct.unpack_from("<H", content, at + 28)[0]
    struct.pack_into("<L", content, at + 24, 0xFFFFFFFF)  # the true one stands in the zip64 field
    extra = struct.pack("<HHQ", 1, 8, size)
    struct.pack_into("<H", content, at + 30, len(extra))
    content[at + 46 + name : at + 46 + name] = extra
    end = content.index(b"PK\x05\x06")
    struct.pack_into("<L", content, end + 12, struct.unpack_from("<L", content, end + 12)[0] + len(extra))
    path.write_bytes(content)
    return path


def nested(levels: int, width: int) -> bytes:
    """Like 42.zip: archives of equal archives."""
    content = b"0" * (1 << 20)
    name = "zeros.csv"
    for _ in range(levels):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for n in range(width):
                archive.writestr(f"{n}-{name}", content)
        content, name = made.getvalue(), "inner.zip"
    return content


def test_ten_gigabytes_declared_are_refused_by_the_numbers(tmp_path: Path) -> None:
    with pytest.raises(UserFault, match=r"10\.0 GB.*at most 100,000 files, 16 GiB and 200 times"):
        find_histories(declared(tmp_path / "big.zip", 10**10))


def test_an_archive_whose_entries_share_their_bytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "overlap.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * (15 << 20))
        info = archive.infolist()[0]
        archive.filelist.extend([info] * 50)  # one entry of 15 MB, named 51 times in the directory
    with pytest.raises(UserFault, match="no export is like that"):
        find_histories(path)


def test_archives_of_archives_of_archives_are_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "42.zip"
    path.write_bytes(nested(levels=4, width=4))
    found = find_histories(path)
    assert not found.histories
    assert {i.why for i in found.ignored} == {
        "it is an archive inside an archive inside an archive; unpack it first"
    }


def test_too_many_files_are_refused_by_their_number(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("a.csv")
        archive.writestr(info, NETFLIX)
        archive.filelist.extend([info] * LIMITS.entries)
    with pytest.raises(UserFault, match="100,000 files"):
        find_histories(path)


def test_a_gzip_file_that_bursts_is_stopped_where_it_passes_the_ratio(tmp_path: Path) -> None:
    path = tmp_path / "NetflixViewingHistory.csv.gz"
    path.write_bytes(gzip.compress(NETFLIX.encode() + LONG * (8 << 10)))
    assert path.stat().st_size * LIMITS.ratio < 32 << 20
    (history,) = find_histories(path).histories
    with pytest.raises(UserFault, match=r"NetflixViewingHistory\.csv\.gz unpacks to more than [\d,]+ bytes"):
        list(history.rows())


def test_names_that_climb_and_links_touch_nothing_outside(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "secret.csv").write_text(NETFLIX, "utf-8")
    (inside / "folder").symlink_to(tmp_path, target_is_directory=True)
    (inside / "secret.csv").symlink_to(tmp_path / "secret.csv")
    with zipfile.ZipFile(inside / "a.zip", "w") as archive:
        for name in ("../../secret.csv", "/etc/passwd", "..\\..\\secret.csv", "C:\\secret.csv"):
            info = zipfile.ZipInfo("x")
            info.filename = name
            archive.writestr(info, NETFLIX)
        link = zipfile.ZipInfo("link.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, str(tmp_path / "secret.csv"))
    before = sorted(tmp_path.rglob("*"))
    found = find_histories(inside)
    assert not found.histories
    assert len(found.ignored) == 6
    assert all("outside" in i.why or "link to a place elsewhere" in i.why for i in found.ignored)
    assert sorted(tmp_path.rglob("*")) == before


XML_BOMB = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("podcasts.opml", '<opml version="1.0"><body><outline text="&j;" xmlUrl="http://a.example/f"/></body></opml>'),
        ("Library.xml", '<plist version="1.0"><dict><key>Major Version</key><integer>1</integer>'
         "<key>Tracks</key><dict><key>1</key><dict><key>Name</key><string>&j;</string></dict></dict></dict></plist>"),
        ("animelist.xml", "<myanimelist><anime><series_title>&j;</series_title></anime></myanimelist>"),
    ],
)  # fmt: skip
def test_an_xml_file_whose_entities_multiply_is_left_alone(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(f'<?xml version="1.0"?>{XML_BOMB}]>{text}', "utf-8")
    found, rows = read(tmp_path)
    assert all(isinstance(row, BadRow) and "entities" in row.why for row in rows)
    assert rows or found.ignored


def test_a_workbook_whose_entities_multiply_is_left_alone(tmp_path: Path) -> None:
    sheet = (
        f'<?xml version="1.0"?>{XML_BOMB}]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/'
        '2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row></sheetData>'
        "</worksheet>"
    )
    original = Path(__file__).parent / "samples" / "deezer"
    (book,) = sorted(original.rglob("*.xlsx"))[:1]
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as new:
        for entry in old.infolist():
            is_sheet = entry.filename.startswith("xl/worksheets/sheet")
            new.writestr(entry.filename, sheet.encode() if is_sheet else old.read(entry))
    try:
        found = find_histories(tmp_path / "a.xlsx")
    except UserFault:
        return
    assert not found.histories


def test_archives_ten_deep_are_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "deep.zip"
    path.write_bytes(nested(levels=10, width=1))
    (ignored,) = find_histories(path).ignored
    assert ignored.why == "it is an archive inside an archive inside an archive; unpack it first"


def test_a_gzip_file_inside_a_zip_is_stopped_at_the_same_ratio(tmp_path: Path) -> None:
    packed = gzip.compress(NETFLIX.encode() + LONG * (8 << 10))
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("NetflixViewingHistory.csv.gz", packed)
    (history,) = find_histories(path).histories
    with pytest.raises(UserFault, match=r"unpacks to more than [\d,]+ bytes"):
        list(history.rows())


def test_a_packed_file_that_holds_more_than_it_says_is_damaged_not_endless(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("NetflixViewingHistory.csv", NETFLIX * 10_000)
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", content, content.index(mark) + at, 200)
    path.write_bytes(content)
    found = find_histories(path)
    assert not found.histories and "damaged" in found.ignored[0].why


def test_an_entry_that_lies_before_the_beginning_of_its_archive_is_damaged(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("NetflixViewingHistory.csv", NETFLIX)
    content = bytearray(made.getvalue())
    at = content.index(b"PK\x05\x06") + 16  # where the directory is said to begin
    struct.pack_into("<L", content, at, struct.unpack_from("<L", content, at)[0] + 19)
    (tmp_path / "a.zip").write_bytes(content)
    (tmp_path / "b.csv").write_text(NETFLIX)
    found = find_histories(tmp_path)
    assert len(found.histories) == 1 and "a.zip" in found.ignored[0].path


DEEP = 1_000_000
LISTS = "[" * DEEP + "]" * DEEP
OBJECTS = '{"a":' * DEEP + "1" + "}" * DEEP


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("maloja.json", '{"maloja":{},"scrobbles":[{"time":1,"track":' + LISTS + "}]}"),
        ("trakt.json", '[{"trakt":1,"last_watched_at":"2020","seasons":' + OBJECTS + "}]"),
        ("library.json", '{"1":{"books_id":"1","title":"x","entrydate":"","collections":' + LISTS[:DEEP]),
        ("StreamingHistory0.json", '[{"endTime":"2023-01-01 10:00","msPlayed":1,"a":' + LISTS + "}]"),
    ],
    ids=["maloja", "trakt", "librarything", "spotify"],
)
def test_lists_in_lists_without_an_end_take_no_memory(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    tracemalloc.start()
    found, rows = read(tmp_path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.histories and rows and all(isinstance(row, BadRow) for row in rows)
    assert peak < 60e6, f"{peak / 1e6:.0f} MB held"


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("maloja.json", '{"maloja":{},"scrobbles":[{"time":1,"track":{"title":"', '"}}]}'),
        ("YourLibrary.json", '{"tracks":[{"uri":"spotify:track:1","artist":"', '"}]}'),
        ("animelist.xml", "<myanimelist><anime><series_title>", "</series_title></anime></myanimelist>"),
    ],
    ids=["JSON", "of signs that are escaped", "XML"],
)
def test_a_title_longer_than_any_entry_is_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, start: str, end: str
) -> None:
    monkeypatch.setattr(documents, "LIMITS", Limits(item_bytes=4 << 20))
    text = r"\"\\" * 250_000 if name.startswith("Your") else "x" * 1_000_000
    with (tmp_path / name).open("w", encoding="ascii") as out:
        out.write(start)
        for _ in range(20):
            out.write(text)
        out.write(end)
    _, rows = read(tmp_path)
    assert [type(row) for row in rows] == [BadRow] and len(rows[0].raw) < 1000
