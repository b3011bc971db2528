"""The one-person model as a contestant: each tested person alone, as if an import had brought the history.

Of other people it sees how many liked each work, in place of a catalogue's audience figure, and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.history import Action, Event, Precision, TimeKind
from recdesk.domain.progress import say_nothing
from recdesk.domain.taste import TasteInput, TasteRun
from recdesk.domain.works import Kind, Work
from recdesk.learning.config import LearnConfig
from recdesk.learning.evaluation.lesson import Lesson, Model
from recdesk.learning.evaluation.protocol import Case
from recdesk.learning.ground import Ground, prepare
from recdesk.learning.training import taste_of

# The "lately" slider of the variant that looks at times. On 350 validation people of the protocol "time" its
# NDCG@100 is 1.049 times that of the lasting taste at 0.5, 1.074 at 0.7, 1.062 at 1; NDCG@10 1.03, 1.06 and
# 1.07.
LATELY = 0.7
_CONSUMED = {Kind.BOOK: Action.READ, Kind.ARTIST: Action.LISTENED, Kind.ALBUM: Action.LISTENED}
_SCALES = (5.0, 10.0)  # what ratings may be out of; larger numbers are plays
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, eq=False)
class Alone:
    """One taste run for every case."""

    ground: Ground
    config: LearnConfig
    scale: float | None  # what the pack's ratings are out of; None: they are plays, or there are none
    lately: float

    def scores(self, cases: Sequence[Case]) -> NDArray[np.float64]:
        return np.stack([relevance(self._run(case), self.lately) for case in cases])

    def _run(self, case: Case) -> TasteRun:
        return taste_of(self.ground, events_of(case, self.ground.works, self.scale), (), self.config)


def one_person(lesson: Lesson, lately: float = 0.0) -> Model:
    config = LearnConfig()
    counts = lesson.learned_from.counts()
    works = [
        replace(work, audience=float(np.log10(1 + count)), reach=None)
        for work, count in zip(lesson.works, counts)
    ]
    taste = TasteInput(
        works=works,
        vectors=lesson.texts,
        embedder="",
        kinship=np.zeros((0, 2), np.int64),
        kinship_ranks=np.zeros(0, np.int32),
        events=(),
        opinions=(),
        now=_EPOCH,
    )
    ground = prepare(taste, config, lesson.split.seed, say_nothing, lesson.stop)
    return Alone(ground, config, rating_scale(lesson.learned_from.values), lately)


def one_person_lately(lesson: Lesson) -> Model:
    return one_person(lesson, LATELY)


def rating_scale(values: NDArray[np.float32]) -> float | None:
    """What ratings are out of, told from their values. None for plays, and where nothing is said."""
    told = values[~np.isnan(values)]
    if not len(told) or told.min() < 0:
        return None
    return next((scale for scale in _SCALES if told.max() <= scale), None)


def events_of(case: Case, works: Sequence[Work], scale: float | None) -> list[Event]:
    """What an import of the person's own file would leave in the library."""
    return [
        _event(
            number, works[row], float(value), None if case.times is None else int(case.times[number]), scale
        )
        for number, (row, value) in enumerate(zip(case.given, case.values))
    ]


def relevance(run: TasteRun, lately: float) -> NDArray[np.float64]:
    """(n,) the score of `domain.taste`, the work itself not left out: what is given is never ranked."""
    weights = (1.0 - lately) * run.lasting + lately * run.current
    pulled = run.factors.along(run.factors[run.evidence_rows].summed(weights[:, None]))[:, 0]
    if run.says is None or run.hears is None or run.told is None or run.own_share is None:
        return run.offset + run.prior + pulled
    told = (1.0 - lately) * run.told[:, 0] + lately * run.told[:, 1]
    heard = run.hears.astype(np.float32) @ (run.says[run.evidence_rows].T.astype(np.float64) @ told)
    return run.offset + run.prior + run.own_share * pulled + heard


def _event(number: int, work: Work, value: float, time: int | None, scale: float | None) -> Event:
    told = not np.isnan(value)
    rating = value / scale if told and scale is not None else None
    plays = int(max(1.0, value)) if told and scale is None else 1
    return Event(
        id=number + 1,
        work_id=work.id,
        action=Action.RATED if rating is not None else _CONSUMED.get(work.kind, Action.WATCHED),
        when=None if time is None else datetime.fromtimestamp(time, UTC),
        precision=Precision.NONE if time is None else Precision.SECOND,
        time_kind=TimeKind.UNKNOWN if time is None else TimeKind.LOGGED,
        rating=rating,
        liked=False,
        repeat=False,
        seconds=None,
        fraction=None,
        count=plays,
        detail="",
        source="ratings pack",
        batch_id=0,
        title=work.title,
        kind=work.kind,
    )
