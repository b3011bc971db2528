"""What a list is like, and the words for what a slider changed."""

from __future__ import annotations

from dataclasses import replace
from string import Formatter

import numpy as np
import pytest

from recdesk.domain.taste import Dials, Measures, Request
from recdesk.domain.works import Kind, Work
from recdesk.ranking import TEMPLATES, Ranker, effect_words, say
from tests.ranking.made_runs import made_run

RUN = made_run(200, 20, width=32)
AT_REST = Measures(0.4, 0.8, 4.0, 1, 0.5, 20)


def work(number: int, *genres: str, reach: int | None = None) -> Work:
    return Work(number, f"w:{number}", Kind.FILM, "", 2000, (), genres, (), (), (), reach, None, "", "made")


def test_diversity_is_the_mean_distance_of_all_pairs() -> None:
    listing = Ranker(RUN).arrange(Dials(), Request())
    vectors = RUN.vectors[[pick.work_id // 10 - 1 for pick in listing.picks]].astype(np.float64)
    pairs = [1.0 - vectors[i] @ vectors[j] for i in range(20) for j in range(i)]
    assert listing.measures.diversity == pytest.approx(np.mean(pairs))


def test_the_measures_of_a_part_of_a_list_can_be_asked_for() -> None:
    ranker = Ranker(RUN)
    listing = ranker.arrange(Dials(), Request(n=30))
    assert ranker.measures(listing.picks) == listing.measures
    assert ranker.measures(listing.picks[:20]) == ranker.arrange(Dials(), Request()).measures
    one = ranker.measures(listing.picks[:1])
    assert one.size == 1 and one.diversity == 0.0


def test_reach_comes_from_the_works_and_from_popularity_where_they_do_not_say() -> None:
    rows = [pick.work_id // 10 - 1 for pick in Ranker(RUN).arrange(Dials(), Request()).picks]
    fifths = np.floor(RUN.popularity[rows] * 5.0) + 1.0
    assert Ranker(RUN).arrange(Dials(), Request()).measures.median_reach == np.median(fifths)
    told = np.zeros(200, np.int8)
    told[rows] = 2
    assert Ranker(replace(RUN, reach=told)).arrange(Dials(), Request()).measures.median_reach == 2.0


def test_works_outside_the_usual_genres_are_counted() -> None:
    usual = RUN.work_ids % 3 != 0
    run = replace(RUN, usual=usual, reach=np.ones(len(usual), np.int8))
    listing = Ranker(run).arrange(Dials(), Request())
    outside = sum(pick.work_id % 3 == 0 for pick in listing.picks)
    assert outside > 0 and listing.measures.outside_usual == outside
    assert listing.measures.median_reach == 1.0


@pytest.mark.parametrize(
    ("dial", "after", "words"),
    [
        ("novelty", replace(AT_REST, outside_usual=4), "4 of 20 outside your usual genres"),
        ("novelty", replace(AT_REST, outside_usual=0), "0 of 20 outside your usual genres"),
        ("popularity", replace(AT_REST, median_reach=2.0), "median reach 2 of 5"),
        ("popularity", replace(AT_REST, median_reach=2.5), "median reach 2.5 of 5"),
        ("diversity", replace(AT_REST, diversity=0.92), "15 % more varied"),
        ("diversity", replace(AT_REST, diversity=0.76), "5 % more alike"),
        ("lately", replace(AT_REST, recent_share=0.617), "leans 62 % towards your recent taste"),
        ("diversity", replace(AT_REST, diversity=0.8001), "no change"),
        ("novelty", AT_REST, "no change"),
        ("in_proportion", replace(AT_REST, proportion=0.804), "80 % in your own proportions"),
    ],
)
def test_what_a_slider_changed_is_said_in_words(dial: str, after: Measures, words: str) -> None:
    assert say(*effect_words(AT_REST, after, dial)) == words


def test_without_usual_genres_novelty_speaks_of_distance() -> None:
    before = replace(AT_REST, outside_usual=0)
    after = replace(before, novelty=0.5)
    assert say(*effect_words(before, after, "novelty")) == "25 % further from what you know"
    assert say(*effect_words(after, before, "novelty")) == "20 % nearer to what you know"


def test_lists_of_names_are_joined_as_a_language_does() -> None:
    for names, said in (("A",), "A"), (("A", "B"), "A and B"), (("A", "B", "C"), "A, B and C"):
        assert say("because.watched", {"titles": names}) == f"Because you watched {said}"


def test_a_title_with_braces_is_said_as_it_is() -> None:
    assert say("because.watched", {"titles": ("{0}", "x{y}")}) == "Because you watched {0} and x{y}"


def test_every_template_names_its_parameters() -> None:
    for template in TEMPLATES.values():
        assert all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(template))
