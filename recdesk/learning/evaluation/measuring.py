"""One measurement: every model of a protocol on the same tested people, with intervals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import process_time

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.faults import UserFault
from recdesk.domain.measured import Figure, ModelReport, PackReport
from recdesk.domain.progress import Progress, Say, Stop, never_stop, say_nothing
from recdesk.domain.ratings import RatingsTable
from recdesk.domain.works import Work
from recdesk.learning.device import repeatable
from recdesk.learning.evaluation import alone, baselines, together
from recdesk.learning.evaluation.interval import mean_figure, ratio_figure
from recdesk.learning.evaluation.lesson import Lesson, Model, scored
from recdesk.learning.evaluation.metrics import (
    ACCURACY,
    BEYOND,
    Yardstick,
    accuracy,
    beyond,
    coverage,
    top_rows,
)
from recdesk.learning.evaluation.protocol import Protocol, split
from recdesk.learning.likes import Likes, likes_of

Maker = Callable[[Lesson], Model]

LEAST = 5  # likes that a work and a person must have to be measured with
REFERENCES = ("EASE", "text map", "popularity")  # a ratio is given to the first that takes part
_MOST_GENRES = 64
_WITHOUT_TIMES = {"one person, lately": "one person", "hybrid, lately": "hybrid"}
_ALONE: dict[str, Maker] = {
    "random": baselines.chance,
    "popularity": baselines.popularity,
    "centred text": baselines.nearest_texts,
    "TF-IDF": baselines.tf_idf,
    "one person": alone.one_person,
}
_TOGETHER: dict[str, Maker] = {
    "item-kNN": baselines.item_knn,
    "EASE": baselines.ease,
    "hybrid": together.hybrid,
}
MODELS: dict[Protocol, dict[str, Maker]] = {
    Protocol.SINGLE: _ALONE,
    Protocol.STRONG: {**_ALONE, **_TOGETHER},
    Protocol.TIME: {
        **_ALONE,
        "one person, lately": alone.one_person_lately,
        **_TOGETHER,
        "hybrid, lately": together.hybrid_lately,
    },
    Protocol.COLD: {**_ALONE, "text map": baselines.text_map, "hybrid": together.hybrid},
}


@dataclass(slots=True)
class _Sheet:
    """What one model did in one seed."""

    rows: dict[str, list[float]]
    coverage: float
    seconds: float


def measure(
    works: Sequence[Work],
    texts: NDArray[np.float32],
    table: RatingsTable,
    protocol: Protocol,
    *,
    seeds: Sequence[int] = (0,),
    least: int = LEAST,
    most_tested: int | None = None,
    models: Mapping[str, Maker] | None = None,
    say: Say = say_nothing,
    stop: Stop = never_stop,
) -> PackReport:
    """Every model of the protocol (or `models`), on equal people. `works` and `texts` (n, 384) are in the
    order of the table's items; rows of `texts` are unit vectors, or zeros where a work has no text. The same
    input gives the same figures to the last bit, `seconds` apart. Raises Cancelled, and UserFault where the
    protocol cannot be had from these ratings."""
    likes, kept = likes_of(table, least, stop)
    chosen = MODELS[protocol] if models is None else models
    own = [works[row] for row in kept]
    sheets: dict[str, list[_Sheet]] = {name: [] for name in chosen}
    people = learned_from = 0
    with repeatable(threads=1):
        for at, seed in enumerate(seeds):
            lesson = Lesson(own, texts[kept], split(likes, protocol, seed, most_tested), stop)
            people += _tested(lesson, likes)
            learned_from = lesson.learned_from.people
            yardstick = _yardstick(lesson)
            for number, (name, make) in enumerate(chosen.items()):
                say(Progress("measuring", at * len(chosen) + number, len(seeds) * len(chosen), name))
                sheets[name].append(_sheet(lesson, make, yardstick))
    reference = next((name for name in REFERENCES if name in chosen), next(iter(chosen)))
    reports = {
        name: _report(sheets[name], sheets[reference], sheets.get(_WITHOUT_TIMES.get(name, "")), seeds[0])
        for name in chosen
    }
    return PackReport(protocol.value, tuple(seeds), people, len(kept), learned_from, reference, reports)


def _tested(lesson: Lesson, likes: Likes) -> int:
    if not lesson.split.tested:
        raise UserFault(
            f"These ratings leave nobody to test: {likes.people} people like {likes.works} works.",
            "At least three people must like two works each, and many more for figures that say something.",
        )
    return len(lesson.split.tested)


def _sheet(lesson: Lesson, make: Maker, yardstick: Yardstick) -> _Sheet:
    started = process_time()
    model = make(lesson)
    ranked = lesson.split.ranked
    rows: dict[str, list[float]] = {name: [] for name in (*ACCURACY, *BEYOND)}
    lists = []
    for scores, cases in scored(model, lesson.split.tested, lesson.stop):
        for row, case in zip(scores, cases):
            best = top_rows(row, case, ranked)
            lists.append(best)
            found = accuracy(best, case.hidden) | beyond(best, case.given, yardstick)
            for name, value in found.items():
                rows[name].append(value)
    return _Sheet(rows, coverage(lists, ranked), process_time() - started)


def _report(
    sheets: Sequence[_Sheet], reference: Sequence[_Sheet], timeless: Sequence[_Sheet] | None, seed: int
) -> ModelReport:
    """Means over the people of all seeds together. The interval of a coverage would say nothing: people
    drawn twice cover less, so it stands alone, as a mean over the seeds."""
    pooled = {name: _pooled(sheets, name) for name in (*ACCURACY, *BEYOND)}
    figures = {name: mean_figure(values, seed) for name, values in pooled.items()}
    covered = float(np.mean([sheet.coverage for sheet in sheets]))
    figures["coverage@10"] = Figure(covered, covered, covered)
    ratios, of_times = (
        {name: ratio_figure(pooled[name], _pooled(other, name), seed) for name in ACCURACY} if other else None
        for other in (reference, timeless)
    )
    return ModelReport(figures, ratios or {}, sum(sheet.seconds for sheet in sheets), of_times)


def _pooled(sheets: Sequence[_Sheet], name: str) -> NDArray[np.float64]:
    return np.concatenate([np.array(sheet.rows[name], np.float64) for sheet in sheets])


def _yardstick(lesson: Lesson) -> Yardstick:
    likes: Likes = lesson.learned_from
    shares = np.maximum(likes.counts(), 1) / max(1, likes.people)
    return Yardstick(shares, lesson.centred, genre_shares(lesson.works))


def genre_shares(works: Sequence[Work]) -> NDArray[np.float64]:
    """(n, g) the genres of each work in equal shares; where no work has any, its commonest tags stand in."""
    named = [work.genres for work in works]
    if not any(named):
        named = [work.tags for work in works]
    names, counts = np.unique(np.array([one for own in named for one in own], np.str_), return_counts=True)
    kept = names[np.argsort(-counts, kind="stable")[:_MOST_GENRES]]
    column = {str(name): number for number, name in enumerate(kept)}
    shares = np.zeros((len(works), max(1, len(column))))
    for row, own in enumerate(named):
        at = [column[one] for one in own if one in column]
        shares[row, at] = 1.0 / max(1, len(at))
    return shares
