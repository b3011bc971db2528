"""The full Netflix report: profiles, trailers and hooks, and what a title names."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from recdesk.domain.history import Action, Reading, SkippedRow
from recdesk.domain.works import Kind
from recdesk.importers import find_histories
from tests.importers.conformance import Conformance, cases, read

HOUSEHOLD = next(case for case in cases("netflix_report") if case.name == "household")


class TestNetflixReport(Conformance):
    source = "netflix_report"
    repeats = True


def test_trailers_hooks_and_what_played_by_itself_are_left_out_by_name() -> None:
    rules = Counter(row.rule for row in read(HOUSEHOLD)[1] if isinstance(row, SkippedRow))
    assert rules == {"hook": 2, "trailer": 1, "autoplay": 1, "no title": 1, "no rating": 1}


def test_short_views_are_kept_for_the_threshold_may_change() -> None:
    assert any(row.seconds == 58 for row in read(HOUSEHOLD)[1] if isinstance(row, Reading))


def test_every_event_belongs_to_a_profile() -> None:
    profiles = Counter(row.profile for row in read(HOUSEHOLD)[1] if isinstance(row, Reading))
    assert profiles == {"Ada": 5, "Bo": 7}


def test_an_episode_number_behind_the_title_settles_that_it_is_a_series() -> None:
    named = {row.detail: row.mention for row in read(HOUSEHOLD)[1] if isinstance(row, Reading)}
    assert [(g.kind, g.title) for g in named["Aflevering 3"].guesses] == [(Kind.SERIES, "Vloed")]
    assert named["Season 1: Low Tide (Episode 6)"].title == "Harbour Lights"


def test_thumbs_and_stars_are_ratings_and_a_thumb_up_is_a_like() -> None:
    rated = [r for r in read(HOUSEHOLD)[1] if isinstance(r, Reading) and r.action is Action.RATED]
    assert [(r.rating, r.liked) for r in rated] == [(0.8, True), (1.0, True), (0.1, False), (0.8, True)]


def test_other_parts_of_the_report_are_named_and_left_aside(tmp_path: Path) -> None:
    (tmp_path / "SearchHistory.csv").write_text(
        "Profile Name,Country Iso Code,Device,Query Typed,Displayed Name,Utc Timestamp\n"
        "Ada,CA,TV,salt,Salt,2022-01-01 10:00:00\n"
    )
    found = find_histories(tmp_path)
    assert not found.histories
    assert "does not say what was watched" in found.ignored[0].why
