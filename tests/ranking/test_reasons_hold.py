"""Reasons are causes: without what is cited first, and everything learned anew, the work stands lower."""

from __future__ import annotations

import numpy as np
import pytest

from recdesk.domain.history import Event
from recdesk.domain.progress import never_stop, say_nothing
from recdesk.domain.taste import Dials, Request
from recdesk.domain.works import Kind
from recdesk.learning import Ground, LearnConfig, prepare, taste_of
from recdesk.ranking import Ranker
from tests.learning.starter import did, starter_input

PEOPLE = {Kind.FILM: ("Crime", "Romance"), Kind.ARTIST: ("Jazz", "Metal"), Kind.BOOK: ("Fantasy", "Classic")}


@pytest.fixture(scope="module")
def ground() -> Ground:
    return prepare(starter_input(), LearnConfig(), 0, say_nothing, never_stop)


def history(ground: Ground, kind: Kind, seed: int) -> list[Event]:
    """Thirty works of two genres, rated from three to five stars."""
    rng = np.random.default_rng(seed)
    fit = [work for work in ground.works if work.kind is kind and set(work.genres) & set(PEOPLE[kind])]
    chosen = [fit[at] for at in rng.permutation(len(fit))[:30]]
    return [did(n, work, rating=float(rng.integers(6, 11)) / 10.0) for n, work in enumerate(chosen, start=1)]


def score(ground: Ground, events: list[Event], item: int) -> float:
    return Ranker(taste_of(ground, events, ())).account(item, Dials(), Request()).score


@pytest.mark.slow
@pytest.mark.parametrize("kind", PEOPLE)
def test_without_what_is_cited_first_a_work_falls_and_farther_than_without_another(
    kind: Kind, ground: Ground
) -> None:
    # 99.5 % and 98 % of 400 items of people of the open packs (bench_reasons.py).
    rng, more = np.random.default_rng(0), 0
    for seed in range(4):
        events = history(ground, kind, seed)
        ranker = Ranker(taste_of(ground, events, ()))
        picks = ranker.arrange(Dials(), Request(kinds=frozenset({kind}))).picks
        item = picks[int(rng.integers(len(picks)))].work_id
        account = ranker.account(item, Dials(), Request())
        cited = max(account.evidence, key=lambda evidence: evidence.contribution).work_id
        other = int(rng.choice([event.work_id for event in events if event.work_id != cited]))
        without, without_other = (
            score(ground, [event for event in events if event.work_id != gone], item)
            for gone in (cited, other)
        )
        assert without < account.score
        more += without < without_other
    assert more >= 3
