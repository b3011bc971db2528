"""The person's own backtest: would the list of back then have named what they turned to next?

The last fifth of what the person liked, by the time of their first contact with it, is hidden together with
everything they did since; where most of the history has no times, a fifth at random. The model learns from
the rest, and every hidden work is looked for among all works of its kind that the person did not know.
Beside it stand the audience's own order, chance, and nearness of text to the history.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.faults import UserFault
from recdesk.domain.history import Event
from recdesk.domain.measured import Figure, OwnReport
from recdesk.domain.progress import Progress, Say, Stop, never_stop, say_nothing
from recdesk.domain.taste import KINDS, TasteInput, TasteRun
from recdesk.learning.confidence import beside_equally_known, calibration_error
from recdesk.learning.config import LearnConfig
from recdesk.learning.evaluation.alone import relevance
from recdesk.learning.evaluation.baselines import Nearest
from recdesk.learning.evaluation.interval import difference_figure, mean_figure
from recdesk.learning.evaluation.measuring import genre_shares
from recdesk.learning.evaluation.metrics import (
    ACCURACY,
    BEYOND,
    Yardstick,
    accuracy,
    beyond,
    coverage,
    top_rows,
)
from recdesk.learning.evaluation.protocol import HIDDEN_SHARE, Case
from recdesk.learning.ground import Ground, prepare
from recdesk.learning.likes import Rows
from recdesk.learning.people_model import PeopleModel
from recdesk.learning.training import taste_of
from recdesk.learning.weights import preferences

FEWEST_HIDDEN = 5  # below, chance decides: the answer is "too little history"
OTHERS = "with other people's likes"  # the same history, folded into what ratings packs taught
GAIN = "gain"  # how far up the hidden works stand: the measure that is compared
SURE = 0.98  # of the interval that decides: of 40 histories without taste, fewer than one is called better
_OF_A_BIN = 20  # hidden works, at least
_TIMED = 0.5  # share of the liked works that must have a time for the split to be by time


@dataclass(frozen=True, slots=True, eq=False)
class _Fold:
    given: Sequence[Event]
    hidden: Rows  # rows of candidates that were liked and are looked for, ascending
    by_time: bool


def backtest(
    taste: TasteInput,
    config: LearnConfig | None = None,
    *,
    people: Sequence[PeopleModel] = (),
    seed: int = 0,
    say: Say = say_nothing,
    stop: Stop = never_stop,
) -> OwnReport:
    """The report of `taste.events`; opinions given in RecDesk are left out, for they came after. With
    `people`, what ratings packs taught, their list stands beside that of one person. UserFault where too
    little can be hidden."""
    config = config or LearnConfig()
    ground = prepare(replace(taste, events=(), opinions=()), config, seed, say, stop)
    fold = _fold(taste.events, ground, config, seed)
    if len(fold.hidden) < FEWEST_HIDDEN:
        raise UserFault(
            "There is too little history to test: of what you turned to last, the catalogue knows "
            f"{len(fold.hidden)} works.",
            f"From {FEWEST_HIDDEN} on it can be measured; import more of your history.",
        )
    say(Progress("measuring", 0, 1))
    run = taste_of(ground, fold.given, (), config, seed=seed, stop=stop)
    contestants = _contestants(run, ground, seed)
    if people:
        run = taste_of(ground, fold.given, (), config, people=people, seed=seed, stop=stop)
        if run.says is not None:
            contestants[OTHERS] = relevance(run, 0.0)
    kinds = [_case(run, fold, kind) for kind in np.unique(run.kinds[fold.hidden])]
    gains = {name: _gains(scores, kinds) for name, scores in contestants.items()}
    yardstick = _yardstick(ground)
    figures = {
        name: _figures(scores, kinds, yardstick) | {GAIN: mean_figure(gains[name], seed)}
        for name, scores in contestants.items()
    }
    listed = gains.get(OTHERS, gains["one person"])  # what the window shows
    ahead = difference_figure(listed, gains["popularity"], seed, SURE)
    others = difference_figure(listed, gains["one person"], seed, SURE) if OTHERS in gains else None
    return OwnReport(
        len(fold.hidden),
        len(fold.given),
        fold.by_time,
        figures,
        ahead,
        verdict_of(ahead),
        _calibration_error(run, ground, kinds),
        others=others,
    )


def verdict_of(ahead: Figure) -> str:
    """One plain sentence: better only when chance would hardly do it."""
    if ahead.low > 0:
        return "better than popularity: the list finds what you turn to sooner than the best-known works do"
    if ahead.high < 0:
        return "not better than popularity: the best-known works would have served you better"
    return "not better than popularity: the difference may be chance"


def _fold(events: Sequence[Event], ground: Ground, config: LearnConfig, seed: int) -> _Fold:
    liked = [one for one in preferences(events, (), config.weights) if one.weight > 0]
    first = {one.work_id: min((s.when for s in one.signals if s.when), default=None) for one in liked}
    timed = [work for work, when in first.items() if when is not None]
    by_time = len(timed) >= _TIMED * len(first) and len({first[work] for work in timed}) > 1
    pool = timed if by_time else list(first)
    mixed = np.random.default_rng(seed).permutation(len(pool))
    order = [pool[at] for at in mixed]
    if by_time:
        order.sort(key=lambda work: first[work] or datetime.max)  # stable: of equal times chance decides
    gone = set(order[len(order) - round(HIDDEN_SHARE * len(order)) :])
    since = min((when for work in gone if (when := first[work])), default=None) if by_time else None
    given = [event for event in events if event.work_id not in gone and not _later(event, since)]
    rows = ground.rows_of(sorted(gone)).astype(np.int32)
    return _Fold(given, rows[ground.candidate[rows]], by_time)


def _later(event: Event, since: datetime | None) -> bool:
    return since is not None and event.when is not None and event.when >= since


def _contestants(run: TasteRun, ground: Ground, seed: int) -> dict[str, NDArray[np.floating]]:
    """Scores (n,) of each model, all of the same given history."""
    spoken = run.evidence_rows[run.lasting > 0]
    history = Case(spoken, np.full(len(spoken), np.nan, np.float32), None, spoken[:0])
    texts = Nearest(ground.vectors.astype(np.float32))
    near = texts.scores([history])[0] if len(spoken) else np.zeros(len(run.work_ids))
    return {
        "random": np.random.default_rng([seed, 1]).random(len(run.work_ids)),
        "popularity": ground.standing,
        "centred text": near,
        "one person": relevance(run, 0.0),
    }


def _calibration_error(run: TasteRun, ground: Ground, kinds: Sequence[tuple[Case, Rows]]) -> float:
    """Of the chances that the run gave the hidden works and equally known ones, in bins of at least twenty
    hidden works: with fewer in each, chance alone would look like an error."""
    parts = [
        beside_equally_known(
            case.hidden.astype(np.int64), rivals.astype(np.int64), ground.standing, run.confidence
        )
        for case, rivals in kinds
    ]
    said, right, weights = (np.concatenate(column) for column in zip(*parts))
    return calibration_error(said, right, weights, min(10, max(1, int(right.sum()) // _OF_A_BIN)))


def _case(run: TasteRun, fold: _Fold, kind: np.int8) -> tuple[Case, Rows]:
    """The hidden works of one kind, and the works they compete with."""
    rivals = np.flatnonzero((run.kinds == kind) & run.candidate & ~run.known).astype(np.int32)
    hidden = fold.hidden[run.kinds[fold.hidden] == kind]
    given = np.flatnonzero((run.kinds == kind) & run.known).astype(np.int32)
    return Case(given, np.full(len(given), np.nan, np.float32), None, hidden), rivals


def _gains(scores: NDArray[np.floating], kinds: Sequence[tuple[Case, Rows]]) -> NDArray[np.float64]:
    """One gain per hidden work: 1 at the top, 0 at the end, in the logarithm of the rank. Where 1 / log(rank)
    lets one lucky hit decide a mean of twelve, this has no long tail. Rivals are the works that are not
    hidden, so that hidden works do not push each other down. Equal scores share their middle rank: many works
    have one audience figure, and ties against popularity would make anything better than popularity."""
    parts = []
    for case, rivals in kinds:
        others = np.sort(scores[rivals[~np.isin(rivals, case.hidden)]])
        low, high = (np.searchsorted(others, scores[case.hidden], side) for side in ("left", "right"))
        better = len(others) - (low + high) / 2.0
        parts.append(1.0 - np.log1p(better) / max(np.log1p(len(others)), 1e-9))
    return np.concatenate(parts)


def _figures(
    scores: NDArray[np.floating], kinds: Sequence[tuple[Case, Rows]], yardstick: Yardstick
) -> dict[str, Figure]:
    """Every measure: kind by kind, and the mean weighted by how much was hidden of each."""
    weights = np.array([len(case.hidden) for case, _ in kinds], np.float64)
    rows, lists = [], []
    for case, rivals in kinds:
        best = top_rows(scores, case, rivals)
        lists.append(best)
        rows.append(accuracy(best, case.hidden) | beyond(best, case.given, yardstick))
    out = {}
    for name in (*ACCURACY, *BEYOND):
        values = np.array([row[name] for row in rows])
        on = ~np.isnan(values)
        mean = float(np.average(values[on], weights=weights[on])) if on.any() else float("nan")
        out[name] = Figure(mean, float("nan"), float("nan"))
    covered = coverage(lists, np.concatenate([rivals for _, rivals in kinds]))
    out["coverage@10"] = Figure(covered, float("nan"), float("nan"))
    return out


def _yardstick(ground: Ground) -> Yardstick:
    """Shares of a kind's audience, from its logarithm: 10 ** standing keeps the order, not the numbers."""
    audience = np.array([np.nan if w.audience is None else w.audience for w in ground.works], np.float64)
    shares = np.ones(len(audience))
    for kind in range(len(KINDS)):
        of_kind = ground.kinds == kind
        told = audience[of_kind & ~np.isnan(audience)]
        if len(told):
            filled = np.where(np.isnan(audience[of_kind]), told.min(), audience[of_kind])
            shares[of_kind] = 10.0 ** (filled - told.max())
    return Yardstick(shares, ground.vectors.astype(np.float32), genre_shares(ground.works))
