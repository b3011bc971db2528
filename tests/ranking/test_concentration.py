"""The bubble meter's arithmetic: effective numbers, intervals, halves, months with little in them."""

from __future__ import annotations

import numpy as np
import pytest

from recdesk.domain.bubble import NO_MONTH, Dimension, Doings, Habits, Period, Traits
from recdesk.domain.taste import Filter
from recdesk.ranking.concentration import Breadth, Bubble, Facet, concentration
from recdesk.ranking.ways_out import ways_out

JANUARY = 2020 * 12
Doing = tuple[int, int, float]


def traits(*works: str) -> Traits:
    """Each work's names, as "drama crime"."""
    names = tuple(sorted({name for work in works for name in work.split()}))
    listed = [work.split() for work in works]
    starts = np.cumsum([0, *map(len, listed)])
    return Traits(names, starts, np.array([names.index(n) for each in listed for n in each], np.int64))


def doings(*given: Doing) -> Doings:
    rows, months, weights = zip(*given, strict=True) if given else ((), (), ())
    return Doings(np.array(rows, np.int64), np.array(months, np.int64), np.array(weights, np.float64))


def habits(
    told: dict[Dimension, Traits], consumed: Doings, shown: Doings | None = None, catalogue: int = 0
) -> Habits:
    n = len(next(iter(told.values())).starts) - 1
    return Habits(
        "film", {"film": n}, np.arange(n), told, consumed, shown or doings(), np.arange(n - catalogue, n)
    )


def genres(bubble: Bubble) -> Facet:
    return next(facet for facet in bubble.facets if facet.dimension is Dimension.GENRE)


def recent(facet: Facet) -> Breadth:
    assert facet.recent is not None
    return facet.recent


def test_ten_films_of_one_genre_are_one_genre_broad_and_ten_of_ten_are_about_ten() -> None:
    one = concentration(
        habits(
            {Dimension.GENRE: traits(*["drama"] * 10, "war")}, doings(*((i, JANUARY, 1) for i in range(10)))
        )
    )
    assert recent(genres(one)).number == pytest.approx(1.0)
    assert recent(genres(one)).half == 1 and recent(genres(one)).names == ("drama",)
    ten = [f"g{i % 10}" for i in range(200)]
    many = concentration(
        habits({Dimension.GENRE: traits(*ten)}, doings(*((i, JANUARY, 1) for i in range(200))))
    )
    assert recent(genres(many)).number == pytest.approx(10.0, rel=0.03)
    assert recent(genres(many)).half == 5


def test_half_of_it_names_the_fewest_genres_that_make_it_up() -> None:
    films = ["drama"] * 6 + ["crime"] * 3 + ["war", "comedy", "horror"]
    facet = genres(
        concentration(
            habits({Dimension.GENRE: traits(*films)}, doings(*((i, JANUARY, 1) for i in range(12))))
        )
    )
    assert (recent(facet).half, recent(facet).names) == (1, ("drama",))
    assert [share.name for share in facet.shares[:2]] == ["drama", "crime"]
    assert facet.shares[0].consumed == pytest.approx(0.5)


def test_a_film_of_two_genres_counts_half_for_each() -> None:
    facet = genres(
        concentration(
            habits(
                {Dimension.GENRE: traits(*["drama crime"] * 10)},
                doings(*((i, JANUARY, 1) for i in range(10))),
            )
        )
    )
    assert {share.name: share.consumed for share in facet.shares} == {"crime": 0.5, "drama": 0.5}
    assert recent(facet).number == pytest.approx(2.0)


def test_forty_episodes_of_one_series_make_a_narrow_month_and_an_unsure_one() -> None:
    series = ["drama"] + [f"g{i}" for i in range(9)]
    given = [(0, JANUARY, 40.0), *((i, JANUARY, 1.0) for i in range(1, 10))]
    (point,) = genres(
        concentration(habits({Dimension.GENRE: traits(*series)}, doings(*given)), Period.MONTH)
    ).points
    assert point.weight == 49 and point.works == 10
    assert point.names == ("drama",)
    assert point.number < 2 and point.high > 3 * point.low


def test_plays_without_a_month_count_for_the_whole_and_stand_at_no_month() -> None:
    given = [*((i, JANUARY, 1.0) for i in range(4)), *((i, NO_MONTH, 2.0) for i in range(4, 12))]
    bubble = concentration(habits({Dimension.GENRE: traits(*["drama"] * 12)}, doings(*given)))
    assert (bubble.dated, bubble.undated, bubble.works) == (4, 16, 12)
    assert sum(point.weight for point in genres(bubble).points) == 4
    assert recent(genres(bubble)).months is None and recent(genres(bubble)).works == 12


def test_a_rating_counts_once_and_not_at_all_where_the_film_was_watched() -> None:
    given = [(0, JANUARY, 1.0), (0, JANUARY + 1, 0.0), (1, JANUARY + 1, 0.0), (1, JANUARY + 1, 0.0)]
    bubble = concentration(habits({Dimension.GENRE: traits("drama", "war")}, doings(*given)), Period.MONTH)
    assert [(p.months, p.works, p.weight) for p in genres(bubble).points] == [
        ((JANUARY, JANUARY), 1, 1.0),
        ((JANUARY + 1, JANUARY + 1), 1, 1.0),
    ]


def test_what_the_works_do_not_tell_is_said_and_not_guessed() -> None:
    facet = genres(
        concentration(
            habits(
                {Dimension.GENRE: traits(*["drama"] * 9, "", "", "")},
                doings(*((i, JANUARY, 1) for i in range(12))),
            )
        )
    )
    assert recent(facet).told == pytest.approx(0.75)
    assert recent(facet).number == pytest.approx(1.0)


def test_nothing_at_all_is_no_bubble_and_no_fault() -> None:
    bubble = concentration(habits({Dimension.GENRE: traits("drama")}, doings()))
    assert genres(bubble) == Facet(Dimension.GENRE, (), (), None, None, None, ())
    assert ways_out(bubble, habits({Dimension.GENRE: traits("drama")}, doings())) == ()


def test_stretches_are_as_short_as_what_was_watched_allows() -> None:
    def period(per_month: int) -> Period:
        given = [(i, JANUARY + i // per_month, 1.0) for i in range(24 * per_month)]
        told = {Dimension.GENRE: traits(*["drama"] * len(given))}
        return concentration(habits(told, doings(*given))).period

    assert [period(n) for n in (10, 3, 1)] == [Period.MONTH, Period.QUARTER, Period.YEAR]


@pytest.mark.parametrize("truth", [(0.5, 0.3, 0.2), (0.1,) * 10, (0.6, *(0.02,) * 20)])
@pytest.mark.parametrize("drawn", [12, 40])
def test_short_months_are_neither_called_narrower_nor_surer_than_they_are(
    truth: tuple[float, ...], drawn: int
) -> None:
    """Against the plain number, which calls 12 films of 10 equal genres 5.7 genres broad."""
    rng = np.random.default_rng(3)
    true = 1.0 / sum(share**2 for share in truth)
    months = 300
    names = rng.choice(len(truth), months * drawn, p=truth)
    told = {Dimension.GENRE: traits(*(f"g{name:02}" for name in names))}
    given = [(i, JANUARY + i // drawn, 1.0) for i in range(len(names))]
    points = genres(concentration(habits(told, doings(*given)), Period.MONTH)).points
    mean = 1.0 / np.mean([1.0 / point.number for point in points])
    covered = np.mean([point.low <= true <= point.high for point in points])
    assert mean == pytest.approx(true, rel=0.15)  # twelve draws reach ten names at most by luck
    assert covered > 0.85


def test_every_way_out_leads_away_from_what_makes_up_half() -> None:
    told = {
        Dimension.GENRE: traits(*["drama"] * 20, *["war", "comedy"] * 30),
        Dimension.COUNTRY: traits(*["US"] * 20, *["JP", "US"] * 30),
        Dimension.DECADE: traits(*["2010"] * 20, *["1950", "1990"] * 30),
        Dimension.REACH: traits(*["5"] * 20, *["1", "2"] * 30),
    }
    seen = habits(told, doings(*((i, JANUARY, 1.0) for i in range(20))), catalogue=60)
    found = {way.dimension: way for way in ways_out(concentration(seen), seen)}
    assert found[Dimension.GENRE].filter == Filter(without=frozenset({"drama"}))
    assert found[Dimension.COUNTRY].filter == Filter(abroad=frozenset({"US"}))
    assert found[Dimension.DECADE].filter == Filter(until=2009)
    assert found[Dimension.REACH].filter == Filter(genres=frozenset({"drama"}))
    assert found[Dimension.REACH].dials == {"popularity": 0.0}


def test_no_way_leads_to_an_empty_list() -> None:
    told = {
        Dimension.GENRE: traits(*["drama"] * 40, *["war"] * 5),
        Dimension.DECADE: traits(*["2010"] * 40, *["1950"] * 5),
    }
    seen = habits(told, doings(*((i, JANUARY, 1.0) for i in range(20))), catalogue=25)
    assert ways_out(concentration(seen), seen) == ()
