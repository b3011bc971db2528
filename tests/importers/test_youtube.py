"""YouTube: verbs found from the data, rows that are no videos, and music among them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from recdesk.domain.history import Action, Reading, SkippedRow
from recdesk.domain.works import Kind
from recdesk.importers.verbs import Verbs
from tests.importers.conformance import Conformance, cases, read


class TestYouTube(Conformance):
    source = "youtube"
    repeats = True


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
