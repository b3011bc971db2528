"""What was shown often and never opened, and the person's word on it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from recdesk.domain.faults import UserFault
from recdesk.domain.feedback import Verdict
from recdesk.domain.journal import BlockWhat, Deed, Rest
from recdesk.library import Library
from tests.library.conftest import film
from tests.library.older import library_before

DAY = 86_400
START = 20_000 * DAY  # 4 October 2024


@pytest.fixture
def works(library: Library) -> list[int]:
    """Numbers of five films; the work number modulo 4 says how many days more than four it takes to tire."""
    named = [film(f"Film {i}", tags=("slow",) if i == 4 else ()) for i in range(5)]
    library.packs.add("starter", version="1", licence="ours", works=named)
    return [work.id for work in library.works.all()]


def show(library: Library, work_ids: list[int], days: range) -> None:
    for day in days:
        library.feedback.note_shown("top", work_ids, now=START + day * DAY)


def listed(library: Library, day: int) -> list[int]:
    return [one.work_id for one in library.shown.passed_over(START + day * DAY)]


def test_what_was_shown_on_many_days_and_never_opened_is_listed_with_its_days(
    library: Library, works: list[int]
) -> None:
    tired, opened, judged, seldom, blocked = works
    show(library, works, range(3))
    show(library, [tired, opened, judged, blocked], range(3, 8))
    library.feedback.note_opened("", opened, now=START)
    library.feedback.give(judged, Verdict.LATER)
    library.blocks.add(BlockWhat.TAG, "slow")
    (one,) = library.shown.passed_over(START + 8 * DAY)
    assert (one.work_id, one.title, one.times, one.days) == (tired, "Film 0", 8, 8)
    assert (one.since, one.last, one.back) == (date(2024, 10, 4), date(2024, 10, 11), date(2024, 10, 25))
    show(library, [seldom], range(8, 9))
    assert listed(library, 9) == [tired, seldom]


def test_what_stands_on_the_shelf_of_the_saved_tires_nobody(library: Library, works: list[int]) -> None:
    for day in range(9):
        library.feedback.note_shown("backlog", works[:1], now=START + day * DAY)
    assert listed(library, 9) == []


def test_it_comes_back_on_the_day_that_is_said(library: Library, works: list[int]) -> None:
    show(library, works[:1], range(8))
    (one,) = library.shown.passed_over(START + 8 * DAY)
    assert one.back is not None
    back = (one.back - date(2024, 10, 4)).days
    assert works[0] in library.feedback.resting(START + (back - 1) * DAY)
    assert works[0] not in library.feedback.resting(START + back * DAY)
    (later,) = library.shown.passed_over(START + back * DAY)
    assert later.back is None and later.times == 8


def test_shown_again_counts_anew_and_can_be_taken_back(library: Library, works: list[int]) -> None:
    show(library, works[:2], range(8))
    now = START + 8 * DAY
    assert library.feedback.resting(now) == set(works[:2])
    (entry,) = library.shown.rest(Rest.AGAIN, works[:1], now)
    assert library.feedback.resting(now) == {works[1]}
    again = {one.work_id: one for one in library.shown.passed_over(now)}
    assert (again[works[0]].said, again[works[0]].entry, again[works[0]].back) == (Rest.AGAIN, entry, None)
    show(library, works[:1], range(9, 17))
    assert works[0] in library.feedback.resting(START + 17 * DAY)
    library.journal.undo(entry)
    assert library.feedback.resting(now) == set(works[:2])


def test_never_again_holds_for_good_hides_nothing_else_and_stands_in_the_journal(
    library: Library, works: list[int]
) -> None:
    show(library, works[:1], range(8))
    (entry,) = library.shown.rest(Rest.NEVER, works[:1], START + 8 * DAY)
    for day in (8, 100, 4000):
        assert library.feedback.resting(START + day * DAY) == {works[0]}
        assert listed(library, day) == [works[0]]
    assert library.hidden_works() == frozenset()
    (told,) = library.journal.entries()
    assert (told.deed, told.said, told.subject, told.work_id) == (
        Deed.REST,
        "never-again",
        "Film 0",
        works[0],
    )
    assert library.feedback.give(works[1], Verdict.LIKE) == entry + 1
    library.journal.undo(entry)
    assert library.feedback.resting(START + 4000 * DAY) == frozenset()


def test_a_no_outlives_its_pack_and_follows_its_work_into_another(library: Library, works: list[int]) -> None:
    library.shown.rest(Rest.NEVER, works[:1])
    library.packs.remove("starter")
    assert library.feedback.resting() == {works[0]}
    library.packs.add("starter", version="2", licence="ours", works=[film("Film 0"), film("Film Zero")])
    zero = next(work.id for work in library.works.all() if work.title == "Film Zero")
    library.review.merge(works[0], zero)
    assert library.feedback.resting() == {zero}


def test_a_work_that_is_not_there_is_a_sentence(library: Library) -> None:
    with pytest.raises(UserFault, match="no work number 99"):
        library.shown.rest(Rest.AGAIN, [99])


def test_m008_restings_keeps_what_was_shown_and_said_before(tmp_path: Path) -> None:
    older = library_before("m008_restings", tmp_path)
    older.execute("INSERT INTO blocks(journal_id, what, value, at, basis) VALUES (4, 'tag', 'gore', 0, '')")
    older.commit()
    older.close()
    with Library.open(tmp_path) as library:
        assert library.shown.passed_over() == []
        assert library.journal.leanings() == {}
        assert [entry.subject for entry in library.journal.entries()] == ["gore"]
