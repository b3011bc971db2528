from __future__ import annotations

from random import Random

import pytest

from recdesk.domain.faults import UserFault
from recdesk.domain.feedback import HIDES, Verdict
from recdesk.library import Library
from tests.library.conftest import film


def _work(library: Library) -> int:
    library.packs.add("starter", version="1", licence="ours", works=[film("A")])
    return library.works.all()[0].id


def test_the_last_word_counts_and_undo_brings_the_one_before_back(library: Library) -> None:
    work = _work(library)
    library.feedback.give(work, Verdict.LIKE)
    library.feedback.give(work, Verdict.NOT_INTERESTED)
    assert library.feedback.hidden() == {work}
    library.feedback.take_back(work)
    assert library.feedback.standing()[work].verdict is Verdict.LIKE
    assert library.feedback.hidden() == frozenset()


def test_the_journal_keeps_what_was_undone(library: Library) -> None:
    work = _work(library)
    entry = library.feedback.give(work, Verdict.LATER)
    assert library.feedback.take_back(work) == entry
    (opinion,) = library.feedback.journal()
    assert opinion.undone and opinion.title == "A"


def test_hidden_is_what_was_refused_or_disliked_last_and_not_taken_back(library: Library) -> None:
    works = _many(library)[:6]
    choose = Random(7)
    for _ in range(120):
        work = choose.choice(works)
        if choose.random() < 0.7 or work not in library.feedback.standing():
            library.feedback.give(work, choose.choice(list(Verdict)))
        else:
            library.feedback.take_back(work)
        standing = library.feedback.standing()
        assert library.feedback.hidden() == {w for w, said in standing.items() if said.verdict in HIDES}


def test_what_is_said_of_a_part_is_said_of_the_work_that_it_is_part_of(library: Library) -> None:
    part, whole = _many(library)[:2]
    library.review.merge(part, whole)
    library.feedback.give(part, Verdict.NOT_INTERESTED)  # by its number, which people keep
    assert library.feedback.hidden() == {whole}
    library.feedback.take_back(part)
    assert library.feedback.hidden() == frozenset()


def test_nothing_to_undo_and_unknown_works_are_sentences(library: Library) -> None:
    with pytest.raises(UserFault, match="no feedback"):
        library.feedback.take_back(_work(library))
    with pytest.raises(UserFault, match="no work number 99"):
        library.feedback.give(99, Verdict.LIKE)


def test_showings_of_a_day_are_counted(library: Library) -> None:
    work = _work(library)
    for _ in range(3):
        library.feedback.note_shown("top", [work])
    library.feedback.note_opened("top", work)
    assert library.feedback.query("SELECT shown, opened FROM impressions") == [(3, 1)]


_DAY = 86_400
_START = 20_000 * _DAY


def _show(library: Library, works: list[int], days: range) -> None:
    for day in days:
        library.feedback.note_shown("top", works, now=_START + day * _DAY)


def _many(library: Library) -> list[int]:
    library.packs.add("starter", version="1", licence="ours", works=[film(f"Film {i}") for i in range(20)])
    return [work.id for work in library.works.all()]


def test_what_was_shown_for_days_and_passed_over_rests_for_a_fortnight_and_comes_back_fresh(
    library: Library,
) -> None:
    works = _many(library)
    _show(library, works[:1], range(8))
    assert library.feedback.resting(_START + 8 * _DAY) == {works[0]}
    assert library.feedback.resting(_START + 20 * _DAY) == {works[0]}
    assert library.feedback.resting(_START + 21 * _DAY) == frozenset()
    _show(library, works[:1], range(22, 23))
    assert library.feedback.resting(_START + 23 * _DAY) == frozenset()


def test_most_of_a_list_stays_from_one_day_to_the_next(library: Library) -> None:
    works = _many(library)
    before: frozenset[int] = frozenset()
    for day in range(10):
        resting = library.feedback.resting(_START + day * _DAY)
        assert len(resting - before) <= len(works) / 3
        before = resting
        _show(library, [work for work in works if work not in resting], range(day, day + 1))
    assert before == set(works)


def test_what_was_opened_or_judged_does_not_tire(library: Library) -> None:
    opened, judged, passed = _many(library)[:3]
    _show(library, [opened, judged, passed], range(9))
    library.feedback.note_opened("", opened, now=_START + 8 * _DAY)
    library.feedback.give(judged, Verdict.LIKE)
    assert library.feedback.resting(_START + 9 * _DAY) == {passed}
