"""The starter catalogue as a library without history holds it, and people with a history on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from recdesk import catalogue
from recdesk.domain.feedback import Opinion, Verdict
from recdesk.domain.history import Action, Event, Precision, TimeKind
from recdesk.domain.taste import TasteInput, TasteRun
from recdesk.domain.works import Kind, Work

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def starter_input() -> TasteInput:
    pack, vectors = catalogue.load_starter(), catalogue.load_starter_vectors()
    numbers = {work.uid: number for number, work in enumerate(pack.works, start=1)}
    works = [
        Work(
            id=numbers[work.uid],
            uid=work.uid,
            kind=work.kind,
            title=work.title,
            year=work.year,
            creators=work.creators,
            genres=work.genres,
            tags=work.tags,
            countries=work.countries,
            languages=work.languages,
            reach=work.reach,
            audience=work.audience,
            description=work.description,
            origin=pack.name,
        )
        for work in pack.works
    ]
    edges = np.array(
        [
            (numbers[work.uid], numbers[kindred], rank)
            for work in pack.works
            for rank, kindred in enumerate(work.kindred)
        ],
        np.int64,
    )
    return TasteInput(
        works=works,
        vectors=vectors.decode(),
        embedder=vectors.embedder,
        kinship=edges[:, :2],
        kinship_ranks=edges[:, 2].astype(np.int32),
        events=(),
        opinions=(),
        now=NOW,
    )


def part_of(whole: TasteInput, keep: int) -> TasteInput:
    """Every `keep`-th work and the kinship among those: real, and quick to learn."""
    works = whole.works[::keep]
    ids = [work.id for work in works]
    inside = np.isin(whole.kinship, ids).all(1)
    return replace(
        whole,
        works=works,
        vectors=whole.vectors[::keep],
        kinship=whole.kinship[inside],
        kinship_ranks=whole.kinship_ranks[inside],
    )


def named(works: Sequence[Work], kind: Kind, title: str) -> Work:
    return next(work for work in works if work.kind is kind and work.title == title)


def did(
    number: int,
    work: Work,
    action: Action = Action.WATCHED,
    *,
    days_ago: float | None = None,
    rating: float | None = None,
    liked: bool = False,
    count: int = 1,
    seconds: float | None = None,
    fraction: float | None = None,
    time_kind: TimeKind = TimeKind.CONSUMED,
) -> Event:
    """One event with the number `number`; without `days_ago` its time is unknown."""
    timed = days_ago is not None
    return Event(
        id=number,
        work_id=work.id,
        action=action,
        when=NOW - timedelta(days=days_ago) if days_ago is not None else None,
        precision=Precision.SECOND if timed else Precision.NONE,
        time_kind=time_kind if timed else TimeKind.UNKNOWN,
        rating=rating,
        liked=liked,
        repeat=False,
        seconds=seconds,
        fraction=fraction,
        count=count,
        detail="",
        source="test",
        batch_id=1,
        title=work.title,
        kind=work.kind,
    )


def thinks(number: int, work: Work, verdict: Verdict, *, undone: bool = False) -> Opinion:
    return Opinion(number, work.id, verdict, NOW, undone, work.title)


def relevance(run: TasteRun, lately: float = 0.0) -> NDArray[np.float64]:
    """(n,) the score as the contract in `recdesk.domain.taste` says it."""
    coefficients = (1 - lately) * run.lasting + lately * run.current
    return (
        run.offset
        + run.prior
        + run.factors.along(run.factors[run.evidence_rows].summed(coefficients[:, None]))[:, 0]
    )


def parts(run: TasteRun, row: int) -> NDArray[np.float64]:
    """(m,) what each work of the history adds to the work at `row`."""
    factors = run.factors.doubled()
    return run.lasting * factors[run.evidence_rows].likeness(factors[[row]])[:, 0]


def rank(run: TasteRun, work: Work, lately: float = 0.0) -> int:
    """0 is the best of the work's kind."""
    row = int(np.searchsorted(run.work_ids, work.id))
    scores = relevance(run, lately)
    rivals = (run.kinds == run.kinds[row]) & run.candidate & ~run.known
    return int((scores[rivals] > scores[row]).sum())
