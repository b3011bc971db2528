"""YouTube: verbs found from the data, rows that are no videos, and music among them."""

from __future__ import annotations

import json
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest

from recdesk.domain.history import Action, BadRow, Precision, Reading, SkippedRow
from recdesk.domain.works import Kind
from recdesk.importers import find_histories
from recdesk.importers.verbs import Verbs
from recdesk.importers.worded_dates import read_worded
from tests.importers.conformance import SAMPLES, Conformance, cases, read

CASES = SAMPLES / "youtube"


class TestYouTube(Conformance):
    source = "youtube"
    repeats = True

    def held(self, file: Path) -> int:
        return file.read_text("utf-8").count("outer-cell") if file.suffix == ".html" else super().held(file)


def rows_of(case: str) -> list[object]:
    return list(read(next(path for path in cases("youtube") if path.name == case))[1])


def test_what_is_no_video_is_left_out_by_a_named_rule() -> None:
    rules = Counter(row.rule for row in rows_of("english") if isinstance(row, SkippedRow))
    assert rules == {
        "advert": 1,
        "removed video": 2,
        "community post": 1,
        "visit, not a video": 1,
        "no channel named": 1,
    }


def test_music_belongs_to_its_artist_and_other_videos_to_their_channel() -> None:
    named = {row.detail: row for row in rows_of("english") if isinstance(row, Reading)}
    topic, vevo, own = named["Low Tide"], named["Low Tide (Official Video)"], named["Low Tide live at home"]
    assert (topic.mention.kind, topic.mention.title, topic.action) == (
        Kind.ARTIST,
        "The Pier Band",
        Action.LISTENED,
    )
    assert (vevo.mention.kind, vevo.mention.title) == (Kind.ARTIST, "The Pier Band")
    assert [g.kind for g in own.mention.guesses] == [Kind.ARTIST, Kind.CHANNEL]
    video = named["How bread rises"].mention
    assert (video.kind, video.title) == (Kind.CHANNEL, "Bakers at War")
    assert video.external_ids == (("youtube_channel", "UC" + "a" * 22),)


@pytest.mark.parametrize("case", ["german", "japanese"])
def test_a_short_file_in_another_language_loses_its_verb_by_the_table(case: str) -> None:
    details = [row.detail for row in rows_of(case) if isinstance(row, Reading)]
    assert details and not any("angesehen" in d or "視聴" in d for d in details)


@pytest.mark.parametrize("shape", ["Kuckte {} ", "{} nakakita", "{} を視聴しました", "Vous avez regardé {}"])
def test_a_verb_in_a_language_nobody_listed_is_found_from_the_titles(shape: str) -> None:
    verbs = Verbs()
    titles = [f"{word} number {n}" for n in range(40) for word in ("Bread", "The cake")]
    for title in titles:
        verbs.feed(shape.format(title).strip())
    assert [verbs.strip(shape.format(title).strip()) for title in titles] == titles


def test_in_the_archive_of_2016_the_owner_of_the_list_is_not_taken_for_the_channel() -> None:
    rows = rows_of("archive_of_2016")
    assert [row.mention.title for row in rows if isinstance(row, Reading)] == ["Bakers at War"]
    assert [row.rule for row in rows if isinstance(row, SkippedRow)] == ["no channel named", "removed video"]


def test_a_history_of_many_rows_with_nested_lists_is_read_whole(tmp_path: Path) -> None:
    entry = {
        "header": "YouTube",
        "title": "Watched a },{ b",
        "titleUrl": "https://www.youtube.com/watch?v=aaaaaaaaaa1",
        "subtitles": [{"name": "One", "url": "u"}, {"name": "Two", "url": "u"}],
        "products": ["YouTube"],
    }
    entries = [
        entry | {"time": f"2024-01-01T{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}Z"} for n in range(3000)
    ]
    file = tmp_path / "watch-history.json"
    file.write_text(json.dumps(entries, indent=1))
    _, rows = read(file)
    assert len({row.key for row in rows if isinstance(row, Reading)}) == 3000


def test_a_page_of_the_history_is_read_like_its_json() -> None:
    rows = rows_of("page_in_english")
    first = rows[0]
    assert isinstance(first, Reading) and first.when is not None
    assert (first.mention.title, first.detail) == ("Slow Maps", "Rivers & Bridges '24")
    assert first.when.isoformat() == "2024-01-13T13:16:16+00:00"  # 4:16:16 PM in Istanbul
    assert Counter(row.rule for row in rows if isinstance(row, SkippedRow)) == {
        "advert": 1,
        "removed video": 2,
        "visit, not a video": 1,
    }
    assert [row.why for row in rows if isinstance(row, BadRow)] == ["the time some time ago is not a time"]


def test_a_zone_nobody_knows_leaves_the_day() -> None:
    row = next(r for r in rows_of("page_in_english") if isinstance(r, Reading) and r.detail == "Out of Zone")
    assert row.when is not None
    assert (row.precision, row.when.isoformat()) == (Precision.DAY, "2024-01-09T12:00:00+00:00")


def test_the_page_and_the_json_of_one_history_name_the_same_events(tmp_path: Path) -> None:
    file = tmp_path / "watch-history.json"
    entry = {
        "header": "YouTube",
        "title": "Watched Rivers & Bridges '24",
        "titleUrl": "https://www.youtube.com/watch?v=abcdefghij1",
        "subtitles": [{"name": "Slow Maps", "url": "https://www.youtube.com/channel/UC" + "A" * 22}],
        "time": "2024-01-13T13:16:16.789Z",
        "products": ["YouTube"],
    }
    file.write_text(json.dumps([entry]))
    (row,) = read(file)[1]
    page = rows_of("page_in_english")[0]
    assert isinstance(row, Reading) and isinstance(page, Reading)
    assert (row.key, row.mention, row.detail) == (page.key, page.mention, page.detail)


@pytest.mark.parametrize(
    ("written", "order", "iso"),
    [
        ("29 Nov 2021, 18:06:16 AEDT", "dmy", "2021-11-29T18:06:16+11:00"),
        ("13 בינו׳ 2024, 16:16:16 IST", "dmy", "2024-01-13T16:16:16+02:00"),
        ("१३ जन॰ २०२४, ४:१६:१६ अपराह्न IST", "dmy", "2024-01-13T16:16:16+05:30"),
        ("13 ม.ค. 2567 16:16:16 ICT", "dmy", "2024-01-13T16:16:16+07:00"),
        ("١٣‏/٠١‏/٢٠٢٤، ٤:١٦:١٦ م AST", "dmy", "2024-01-13T16:16:16+03:00"),
        ("2024. jan. 13. 16:16:16 CET", "dmy", "2024-01-13T16:16:16+01:00"),
        ("Jan 13, 2024, 4:16:16\u202fPM TRT", "mdy", "2024-01-13T16:16:16+03:00"),
        ("May 7, 2020, 12:05:00 AM EST", "mdy", "2020-05-07T00:05:00-05:00"),
        ("13.01.2024, 16:16:16 MEZ", "dmy", "2024-01-13T16:16:16+01:00"),
        ("13 janv. 2024 à 16:16:16 CET", "dmy", "2024-01-13T16:16:16+01:00"),
        ("13 ene 2024, 16:16:16 CET", "dmy", "2024-01-13T16:16:16+01:00"),
        ("13 gen 2024, 16:16:16 CEST", "dmy", "2024-01-13T16:16:16+02:00"),
        ("13 de jan. de 2024, 16:16:16 BRT", "dmy", "2024-01-13T16:16:16-03:00"),
        ("13 mrt 2024 16:16:16 CET", "dmy", "2024-03-13T16:16:16+01:00"),
        ("7 lis 2020, 1:00:00 CET", "dmy", "2020-11-07T01:00:00+01:00"),
        ("13 Oca 2024 16:16:16 TRT", "dmy", "2024-01-13T16:16:16+03:00"),
        ("2024/01/13 16:16:16 JST", "ymd", "2024-01-13T16:16:16+09:00"),
        ("2024. 1. 13. 오후 4:16:16 KST", "ymd", "2024-01-13T16:16:16+09:00"),
        ("2024年1月13日GMT+8 16:16:16", "ymd", "2024-01-13T16:16:16+08:00"),
        ("2024年1月13日 下午4:16:16 [CST]", "ymd", "2024-01-13T16:16:16+08:00"),
        ("13. jan. 2024 16.16.16 CET", "dmy", "2024-01-13T16:16:16+01:00"),
        ("13 янв. 2024 г., 16:16:16 MSK", "dmy", "2024-01-13T16:16:16+03:00"),
        ("23. April 2024", "dmy", "2024-04-23T00:00:00"),
        ("the day after", "dmy", None),
        ("31 Feb 2024, 10:00:00 CET", "dmy", None),
    ],
)
def test_dates_are_read_in_the_language_of_the_page(written: str, order: str, iso: str | None) -> None:
    found = read_worded(written, order)
    assert (found.time.replace(tzinfo=found.zone).isoformat() if found else None) == iso


def test_a_large_page_is_never_held_in_memory(tmp_path: Path) -> None:
    """What is held does not grow with the page: 10 MB need less than half of that, 250 MB no more."""
    page = next((CASES / "page_in_english").rglob("*.html")).read_text("utf-8")
    head, cell, *_ = page.split('<div class="outer-cell')
    file = tmp_path / "watch-history.html"
    with file.open("w", encoding="utf-8") as out:
        out.write(head)
        for n in range(300):
            out.write('<div class="outer-cell' + cell.replace("Rivers", f"Rivers {n}" + " and more" * 4_000))
    assert file.stat().st_size > 10e6
    rows = find_histories(file).histories[0].rows()
    tracemalloc.start()
    for _ in range(50):
        next(rows)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5e6, f"{peak / 1e6:.1f} MB held"
