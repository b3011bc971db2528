"""A work that was sent away comes back on no path: whatever the sliders, modes, filters and searches, after
training again, and until the person takes it back; then everything is as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from recdesk.domain.feedback import Verdict
from recdesk.domain.taste import KINDS, Dials, Listing, Mode, Pick, Request, TasteRun
from recdesk.ranking import Ranker, Wish, shelves
from recdesk.ranking.standing import Mask
from tests.ranking.made_runs import made_run

WORKS, GONE = 500, 25


@cache
def run() -> TasteRun:
    return made_run(WORKS, 40, 4, factors=16, width=48)


def sent_away() -> list[int]:
    """The best of each mode and some at random: what lists would show soonest."""
    ranker, found = Ranker(run()), list[int]()
    for mode in Mode:
        found += [pick.work_id for pick in ranker.arrange(Dials(), Request(n=6, mode=mode)).picks]
    rng = np.random.default_rng(1)
    rest = rng.permutation(np.setdiff1d(run().work_ids, found))
    return [*found, *rest[: GONE - len(found)].tolist()]


def refusing(ranker: Ranker) -> Ranker:
    for number, work_id in enumerate(sent_away()):
        ranker.nudge(work_id, Verdict.NOT_INTERESTED if number % 3 else Verdict.SEEN_DISLIKED)
    return ranker


class Questions:
    """Lists asked for at random: the same seed asks the same."""

    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self._filters: list[Mask | None] = [None, *(self._rng.random(WORKS) < share for share in (0.9, 0.5))]

    def _dials(self) -> Dials:
        rng = self._rng
        novelty, diversity, popularity, lately = (rng.random(4) * (rng.random(4) < 0.7)).tolist()
        kinds = rng.permutation(5)[:2]
        mix = {KINDS[kind]: float(rng.random()) for kind in kinds} if rng.random() < 0.3 else None
        return Dials(novelty, diversity, popularity, lately, mix, bool(rng.random() < 0.3))

    def _request(self) -> Request:
        rng = self._rng
        return Request(
            n=int(rng.integers(1, 40)),
            kinds=frozenset({KINDS[int(rng.integers(5))]}) if rng.random() < 0.3 else None,
            mode=list(Mode)[int(rng.integers(3))],
            because=10 * int(rng.integers(1, WORKS + 1)) if rng.random() < 0.3 else None,
            resting=frozenset(rng.choice(run().work_ids, 30).tolist()) if rng.random() < 0.2 else frozenset(),
        )

    def one(self, ranker: Ranker) -> Listing:
        """A list, or a search by titles, by likeness and by meaning."""
        rng, dials, request = self._rng, self._dials(), self._request()
        if rng.random() < 0.7:
            return ranker.arrange(dials, request, self._filters[int(rng.integers(3))])
        like, unlike = (tuple(rng.choice(run().work_ids, 2).tolist()) for _ in range(2))
        meaning = rng.standard_normal(48).astype(np.float32) if rng.random() < 0.5 else None
        titles = tuple(rng.choice(sent_away(), 5).tolist()) + tuple(rng.choice(run().work_ids, 3).tolist())
        return ranker.search(Wish(meaning, "made/384", like, unlike, titles), dials, request)

    def page(self, ranker: Ranker) -> Iterator[Pick]:
        """All that stands on a page of shelves."""
        turn = int(self._rng.integers(9))
        request = replace(self._request(), because=None, n=8)
        for shelf in shelves(ranker, self._dials(), request, turn, self._filters[int(self._rng.integers(3))]):
            yield from shelf.picks


@pytest.mark.parametrize("count", [1_000, pytest.param(9_000, marks=pytest.mark.slow)])
def test_it_comes_back_in_none_of_ten_thousand_lists(count: int) -> None:
    ranker, gone, ask = refusing(Ranker(run())), set(sent_away()), Questions(count)
    for number in range(count):
        shown = ask.page(ranker) if number % 50 == 0 else ask.one(ranker).picks
        assert gone.isdisjoint(pick.work_id for pick in shown)


def test_it_does_not_come_back_when_all_is_trained_again() -> None:
    """A run learned since has the verdicts in it and no nudges: the library's hidden works are in every
    question, and the dislikes among them are works that are known."""
    again = replace(run(), known=run().known | np.isin(run().work_ids, sent_away()[::3]))
    ranker, ask = Ranker(again), Questions(2)
    hidden = frozenset(sent_away())
    for _ in range(300):
        request = replace(ask._request(), hidden=hidden)
        assert hidden.isdisjoint(pick.work_id for pick in ranker.arrange(ask._dials(), request).picks)
        wish = Wish(like=(10,), titles=(*sent_away()[:5], 20))
        assert hidden.isdisjoint(pick.work_id for pick in ranker.search(wish, Dials(), request).picks)
    for shelf in shelves(ranker, Dials(), Request(n=8, hidden=hidden)):
        assert hidden.isdisjoint(pick.work_id for pick in shelf.picks)


def test_every_list_is_as_long_as_before() -> None:
    plain, ranker = Ranker(run()), refusing(Ranker(run()))
    enough = [(Mode.NEW, 60), (Mode.BACKLOG, 8), (Mode.REVISIT, 20)]
    for dials in (Dials(), Dials(0.5, 0.5, 0.2, 0.5, None, True)):
        for mode, n in enough:
            request = Request(n=n, mode=mode)
            assert len(ranker.arrange(dials, request).picks) == n == len(plain.arrange(dials, request).picks)
        first = shelves(ranker, dials, Request(n=12))[0]
        assert len(first.picks) == 12


def test_taking_it_back_gives_identical_lists() -> None:
    plain, ranker = Ranker(run()), refusing(Ranker(run()))
    for _ in range(20):
        Questions(5).one(ranker)
    for work_id in np.random.default_rng(3).permutation(sent_away()).tolist():
        ranker.unnudge(work_id)
    before, after = Questions(6), Questions(6)
    for number in range(200):
        if number % 50 == 0:
            assert list(before.page(plain)) == list(after.page(ranker))
        else:
            assert before.one(plain) == after.one(ranker)
