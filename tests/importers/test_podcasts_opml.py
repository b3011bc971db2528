"""Podcasts followed, episodes played, and lists of feeds that are no podcasts."""

from __future__ import annotations

from pathlib import Path

from recdesk.domain.history import Action, Reading, SkippedRow
from recdesk.importers import find_histories
from tests.importers.conformance import Conformance, cases, read


class TestPodcastsOpml(Conformance):
    source = "podcasts_opml"

    def held(self, file: Path) -> int:
        text = file.read_text("utf-8")
        return text.count("xmlUrl=") + text.count('"podcast-episode"')


def test_following_is_a_like_and_an_episode_played_is_listening() -> None:
    rows = [row for case in cases("podcasts_opml") for row in read(case)[1]]
    good = [row for row in rows if isinstance(row, Reading)]
    assert {row.mention.title for row in good if row.action is Action.LIKED} == {
        "Night Garden Radio",
        "Le podcast 100% jeux",
        "夜の庭ラジオ",
    }
    moths = next(row for row in good if row.detail == "12: Moths")
    assert moths.when is not None and moths.when.isoformat() == "2023-05-02T11:00:00+00:00"
    assert {row.rule for row in rows if isinstance(row, SkippedRow)} == {
        "an episode not played",
        "no longer followed",
        "no title",
    }


def test_a_list_of_blogs_is_left_alone(tmp_path: Path) -> None:
    blogs = '<opml version="1.0"><body><outline type="rss" text="A blog" xmlUrl="http://b.org/rss"/></body></opml>'
    (tmp_path / "feeds.opml").write_text(blogs, "utf-8")
    assert "podcasts" in find_histories(tmp_path).ignored[0].why
