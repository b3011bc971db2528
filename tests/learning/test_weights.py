from __future__ import annotations

import math

import pytest

from recdesk.domain.feedback import Verdict
from recdesk.domain.history import Action, Event, TimeKind
from recdesk.domain.taste import TasteInput
from recdesk.domain.works import Kind, Work
from recdesk.learning import WeightConfig
from recdesk.learning.weights import known_works, preferences
from tests.learning.starter import did, named, thinks

CONFIG = WeightConfig()


@pytest.fixture(scope="module")
def works(starter: TasteInput) -> list[Work]:
    return list(starter.works)


@pytest.fixture(scope="module")
def film(works: list[Work]) -> Work:
    return named(works, Kind.FILM, "Goodfellas")


@pytest.fixture(scope="module")
def artist(works: list[Work]) -> Work:
    return named(works, Kind.ARTIST, "The Beatles")


def weight(*events: Event) -> float:
    """Of the work of the first event."""
    found = {preference.work_id: preference.weight for preference in preferences(events, (), CONFIG)}
    return found.get(events[0].work_id, 0.0)


def test_a_rating_counts_against_the_persons_own_mean(works: list[Work]) -> None:
    films = [work for work in works if work.kind is Kind.FILM][:21]
    strict = [did(n, film, Action.RATED, rating=0.3) for n, film in enumerate(films[1:], start=2)]
    mild = [did(n, film, Action.RATED, rating=0.75) for n, film in enumerate(films[1:], start=2)]
    middling = did(1, films[0], Action.RATED, rating=0.5)
    assert weight(middling, *strict) > CONFIG.view > weight(middling, *mild)


def test_four_stars_from_someone_who_gives_only_fives_are_no_complaint(works: list[Work]) -> None:
    films = [work for work in works if work.kind is Kind.FILM][:21]
    fives = [did(n, film, Action.RATED, rating=1.0) for n, film in enumerate(films[1:], start=2)]
    assert weight(did(1, films[0], Action.RATED, rating=0.8), *fives) >= CONFIG.view


def test_a_very_bad_rating_speaks_against_the_work(film: Work) -> None:
    assert weight(did(1, film, Action.RATED, rating=0.1)) < 0


def test_repeats_count_for_less_and_less(artist: Work) -> None:
    once, twice, often = (weight(did(1, artist, Action.LISTENED, count=n)) for n in (1, 2, 1000))
    assert once < twice < often < 4 * once


def test_a_thousand_rows_of_one_play_are_one_row_of_a_thousand(artist: Work) -> None:
    rows = [did(n, artist, Action.LISTENED) for n in range(1, 1001)]
    assert weight(*rows) == pytest.approx(weight(did(1, artist, Action.LISTENED, count=1000)))


def test_a_viewing_is_less_than_a_like_and_saving_is_less_than_a_viewing(film: Work) -> None:
    liked, seen = weight(did(1, film, liked=True)), weight(did(1, film))
    saved = weight(did(1, film, Action.SAVED))
    assert liked > seen > saved > 0


@pytest.mark.parametrize("action", [Action.ABANDONED, Action.DISLIKED, Action.SKIPPED])
def test_what_was_left_disliked_or_skipped_speaks_against(film: Work, action: Action) -> None:
    assert weight(did(1, film, action)) < 0


def test_a_play_of_ten_seconds_is_a_skip_and_a_whole_one_is_not(artist: Work) -> None:
    short, whole = (weight(did(1, artist, Action.LISTENED, seconds=s)) for s in (10.0, 200.0))
    assert short < 0 < whole


def test_the_further_someone_got_the_more_it_says(film: Work) -> None:
    looked_in, half, whole = (weight(did(1, film, fraction=part)) for part in (0.05, 0.4, 0.95))
    assert looked_in < 0 < half < whole == weight(did(1, film))


def test_shares_of_events_sum_to_one_and_follow_what_they_said(film: Work) -> None:
    events = [did(1, film), did(2, film, Action.RATED, rating=1.0), did(3, film, Action.SAVED)]
    (found,) = preferences(events, (), CONFIG)
    shares = dict(found.shares())
    assert math.isclose(sum(shares.values()), 1.0)
    assert shares[2] > shares[1] > 0


def test_an_opinion_alone_has_no_events_to_cite(film: Work) -> None:
    (found,) = preferences((), [thinks(1, film, Verdict.LIKE)], CONFIG)
    assert found.weight > 0
    assert found.shares() == ()


def test_the_last_opinion_stands_and_an_undone_one_counts_for_nothing(film: Work) -> None:
    liked, disliked = thinks(1, film, Verdict.SEEN_LIKED), thinks(2, film, Verdict.SEEN_DISLIKED)
    withdrawn = thinks(2, film, Verdict.SEEN_DISLIKED, undone=True)
    (changed,), (kept,) = (
        preferences((), [liked, disliked], CONFIG),
        preferences((), [liked, withdrawn], CONFIG),
    )
    assert changed.weight < 0 < kept.weight


def test_a_mark_without_a_true_time_has_no_recency(film: Work) -> None:
    bulk = did(1, film, days_ago=3, time_kind=TimeKind.BULK)
    (found,) = preferences([bulk], (), CONFIG)
    assert [signal.when for signal in found.signals] == [None]


def test_what_was_consumed_rated_or_called_seen_is_known_and_what_was_saved_waits(works: list[Work]) -> None:
    seen, rated, saved, later, liked, told = works[:6]
    events = [
        did(1, seen),
        did(2, rated, Action.RATED, rating=0.5),
        did(3, saved, Action.SAVED),
        did(4, seen, Action.SAVED),
    ]
    opinions = [
        thinks(1, later, Verdict.LATER),
        thinks(2, liked, Verdict.LIKE),
        thinks(3, told, Verdict.SEEN_NEUTRAL),
    ]
    known, backlog = known_works(events, opinions)
    assert known == {seen.id, rated.id, told.id}
    assert backlog == {saved.id, later.id}
