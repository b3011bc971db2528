"""What is asked of somebody without a history: known to many, of every kind, and telling."""

from dataclasses import replace

import numpy as np

from recdesk.domain.factors import Factors
from recdesk.domain.taste import KINDS, TasteRun
from recdesk.domain.works import Kind
from recdesk.ranking import questions
from tests.ranking.made_runs import made_run


def rows(run: TasteRun, work_ids: tuple[int, ...]) -> list[int]:
    return np.searchsorted(run.work_ids, work_ids).tolist()


def test_every_wanted_kind_is_asked_about_in_turn() -> None:
    run = made_run(works=2000)
    kinds = [KINDS[run.kinds[row]] for row in rows(run, questions(run, 12))]
    assert {Kind.FILM, Kind.SERIES, Kind.BOOK, Kind.ARTIST} <= set(kinds)
    only = questions(run, 12, kinds={Kind.BOOK})
    assert len(only) == 12 and {KINDS[run.kinds[row]] for row in rows(run, only)} == {Kind.BOOK}


def test_what_is_asked_is_known_to_many() -> None:
    run = made_run(works=2000)
    asked = rows(run, questions(run, 24))
    assert np.median(run.popularity[asked]) > 0.9


def test_nothing_is_asked_twice_nor_what_is_known_already() -> None:
    run = made_run(works=2000)
    first = questions(run, 24)
    second = questions(run, 24, liked=first[:3], disliked=first[3:5], asked=first)
    assert len(set(first)) == 24 and not set(first) & set(second)
    assert not run.known[rows(run, first + second)].any()


def test_a_page_holds_one_work_of_a_creator_or_series() -> None:
    run = made_run(works=2000)
    groups = run.groups[rows(run, questions(run, 40))]
    told = groups[groups >= 0]
    assert len(told) == len(set(told.tolist()))


def test_an_answer_turns_the_next_questions() -> None:
    run = made_run(works=2000)
    told = run.factors  # as long as those of real runs: a squared length of 11
    run = replace(run, factors=Factors(3.3 * told.shared, 3.3 * told.own, told.world))
    first = questions(run, 12, kinds={Kind.FILM})
    loved = questions(run, 12, kinds={Kind.FILM}, liked=first[:4], asked=first)
    refused = questions(run, 12, kinds={Kind.FILM}, disliked=first[:4], asked=first)
    assert loved != refused


def test_the_questions_run_dry_without_a_word() -> None:
    run = made_run(works=50, evidence=5)
    asked: list[int] = []
    while page := questions(run, 20, asked=asked):
        asked += page
    assert len(asked) == len(set(asked)) > 20
    assert questions(run, 5, liked=[10**9]) == questions(run, 5)  # a work that the run does not know
