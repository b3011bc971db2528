"""What each thing the person did says about taste: one preference per work, with the shares of its events.

Thresholds are applied here, when taste is read, never when a file is imported: the rows stay as they were.
A rating is not a viewing, a viewing is not a like, saving is only a wish, and leaving early speaks against.
Knows nothing of features or of other works: the weight of a work depends on the person's own events alone.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from recdesk.domain.feedback import Opinion, Verdict
from recdesk.domain.history import Action, Event, Precision, TimeKind
from recdesk.domain.journal import LEANING, Lean
from recdesk.domain.works import Kind
from recdesk.learning.config import WeightConfig

CONSUMED = frozenset({Action.WATCHED, Action.LISTENED, Action.READ})
KNOWING = CONSUMED | {Action.RATED, Action.LIKED, Action.DISLIKED, Action.ABANDONED}
_TIMED = frozenset({TimeKind.CONSUMED, TimeKind.LOGGED})
_DATED = frozenset({Precision.SECOND, Precision.MINUTE, Precision.DAY, Precision.MONTH})
_SEEN = frozenset({Verdict.SEEN_LIKED, Verdict.SEEN_NEUTRAL, Verdict.SEEN_DISLIKED})


@dataclass(slots=True)
class Signal:
    """What one event or opinion adds to its work. `event_id` is None for an opinion."""

    event_id: int | None
    amount: float
    when: datetime | None  # None: the time is unknown or means nothing


@dataclass(slots=True)
class Preference:
    """What the person's history says about one work, above zero for and below zero against."""

    work_id: int
    signals: list[Signal] = field(default_factory=list)
    leaned: float = 1.0  # what the person wished it to count times

    def lean(self, times: float) -> None:
        """Let everything that was said count so many times."""
        self.leaned = times
        for signal in self.signals:
            signal.amount *= times

    @property
    def weight(self) -> float:
        return math.fsum(signal.amount for signal in self.signals)

    def shares(self) -> tuple[tuple[int, float], ...]:
        """(event id, share) of the events, shares sum to 1; empty where only opinions speak."""
        parts: dict[int, float] = defaultdict(float)
        for signal in self.signals:
            if signal.event_id is not None:
                parts[signal.event_id] += abs(signal.amount)
        whole = math.fsum(parts.values())
        if whole == 0.0:
            return ()
        return tuple((event, part / whole) for event, part in parts.items() if part > 0.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """How the person uses ratings of one kind: 0..1, mean and spread, drawn to what people usually do
    while there are few."""

    mean: float
    spread: float


def preferences(
    events: Sequence[Event],
    opinions: Sequence[Opinion],
    config: WeightConfig,
    leanings: Mapping[int, Lean] | None = None,
) -> list[Preference]:
    """One preference per work that anything speaks for or against, ascending by work id."""
    scales = rating_scales(events, config)
    by_work: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        by_work[event.work_id].append(event)
    found = {work: Preference(work, _signals(group, scales, config)) for work, group in by_work.items()}
    for work, opinion in standing(opinions).items():
        amount = config.verdicts[opinion.verdict]
        if amount:
            found.setdefault(work, Preference(work)).signals.append(Signal(None, amount, opinion.when))
    for work, lean in (leanings or {}).items():
        if (preference := found.get(work)) is not None and preference.weight > 0.0:
            preference.lean(LEANING[lean])
    return [found[work] for work in sorted(found) if found[work].weight != 0.0]


def standing(opinions: Iterable[Opinion]) -> dict[int, Opinion]:
    """The last opinion of each work that was not undone: a later one replaces an earlier."""
    last: dict[int, Opinion] = {}
    for opinion in sorted(opinions, key=lambda opinion: opinion.journal_id):
        if not opinion.undone:
            last[opinion.work_id] = opinion
    return last


def known_works(events: Iterable[Event], opinions: Iterable[Opinion]) -> tuple[set[int], set[int]]:
    """(known, backlog) work ids: what was consumed, rated or called seen; what was saved and is not known."""
    known = {event.work_id for event in events if event.action in KNOWING}
    saved = {event.work_id for event in events if event.action is Action.SAVED}
    for work, opinion in standing(opinions).items():
        if opinion.verdict in _SEEN:
            known.add(work)
        elif opinion.verdict is Verdict.LATER:
            saved.add(work)
    return known, saved - known


def rating_scales(events: Iterable[Event], config: WeightConfig) -> Mapping[Kind, Scale]:
    """The person's mean and spread for each kind they rated."""
    ratings: dict[Kind, list[float]] = defaultdict(list)
    for event in events:
        if event.rating is not None:
            ratings[event.kind].append(event.rating)
    return {kind: _scale(values, config) for kind, values in ratings.items()}


def _scale(values: Sequence[float], config: WeightConfig) -> Scale:
    n, pull = len(values), config.rating_pull
    mean = (math.fsum(values) + pull * config.rating_mean) / (n + pull)
    square = math.fsum((value - mean) ** 2 for value in values)
    return Scale(mean, math.sqrt((square + pull * config.rating_spread**2) / (n + pull)))


def _signals(events: Sequence[Event], scales: Mapping[Kind, Scale], config: WeightConfig) -> list[Signal]:
    signals = [Signal(event.id, _said(event, scales, config), _time(event)) for event in events]
    plays = [_plays(event, config) for event in events]
    liked, total = sum(play for play in plays if play > 0), math.fsum(abs(play) for play in plays)
    left = total - liked
    # Repeats are damped over all plays of the work together: the hundredth play says less than the second.
    if liked:
        each = config.view * math.log2(1 + liked) ** config.repeat_power / liked
        for signal, play in zip(signals, plays):
            signal.amount += each * max(play, 0.0)
    if left:
        each = config.skip * math.log2(1 + left) / left
        for signal, play in zip(signals, plays):
            signal.amount -= each * max(-play, 0.0)
    return signals


def _plays(event: Event, config: WeightConfig) -> float:
    """How many whole consumptions the event stands for; below zero: quick skips."""
    if event.action is Action.SKIPPED:
        return -float(event.count)
    if event.action is Action.RATED:
        return 1.0  # who rates has consumed, once
    if event.action not in CONSUMED:
        return 0.0
    if event.kind in config.short_kinds and event.seconds is not None and event.fraction is None:
        return (
            float(event.count) if event.seconds >= config.play_seconds * event.count else -float(event.count)
        )
    if event.fraction is None:
        return float(event.count)
    if event.fraction < config.sampled_fraction:
        return -float(event.count)
    return event.count * min(1.0, event.fraction / config.whole_fraction)


def _said(event: Event, scales: Mapping[Kind, Scale], config: WeightConfig) -> float:
    """What the person said in the event, apart from having consumed the work."""
    amount = config.actions.get(event.action, 0.0)
    if event.liked and event.action is not Action.LIKED:
        amount += config.actions[Action.LIKED]
    if event.rating is not None:
        amount += _rated(event.rating, scales[event.kind], config)
    else:
        amount += config.review * event.sentiment
    return amount


def _rated(rating: float, scale: Scale, config: WeightConfig) -> float:
    relative = (rating - scale.mean) / scale.spread
    value = config.rating * max(-config.rating_reach, min(config.rating_reach, relative))
    # Four stars of five from someone who gives only fives is still no complaint, and two are no praise.
    if rating >= config.good_rating:
        return max(value, 0.0)
    if rating <= config.bad_rating:
        return min(value, -config.view)
    return value


def _time(event: Event) -> datetime | None:
    timed = event.time_kind in _TIMED and event.precision in _DATED
    return event.when if timed else None
