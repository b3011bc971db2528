"""One training run: everything the person did and said, to the arrays that the window ranks with.

`learn` prepares the ground (the works alone) and adds the person. The same input, config and seed give the
same run to the last bit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.feedback import Opinion
from recdesk.domain.history import Event
from recdesk.domain.journal import Lean
from recdesk.domain.progress import Say, Stop, never_stop, say_nothing
from recdesk.domain.taste import KINDS, TasteInput, TasteRun
from recdesk.domain.works import Kind, Work
from recdesk.learning import columns
from recdesk.learning.confidence import chances
from recdesk.learning.config import MODEL_VERSION, LearnConfig
from recdesk.learning.device import repeatable
from recdesk.learning.genres import genre_numbers
from recdesk.learning.ground import STEPS, Ground, prepare, step
from recdesk.learning.one_person import Coefficients, coefficients, prior_share
from recdesk.learning.others import Alone, Others, others_of
from recdesk.learning.others_config import PEOPLE_VERSION
from recdesk.learning.people_model import PeopleModel
from recdesk.learning.weights import Preference, known_works, preferences

_STANDARD = LearnConfig()


def learn(
    taste: TasteInput,
    config: LearnConfig = _STANDARD,
    *,
    people: Sequence[PeopleModel] = (),
    seed: int = 0,
    say: Say = say_nothing,
    stop: Stop = never_stop,
) -> TasteRun:
    """Train the one-person model and fold the person into what `people` have taught; 2 s for 13,000 works
    and 10,000 events on two cores. Raises Cancelled when `stop` says so. Nothing is written anywhere."""
    ground = prepare(taste, config, seed, say, stop)
    return taste_of(
        ground,
        taste.events,
        taste.opinions,
        config,
        leanings=taste.leanings,
        people=people,
        seed=seed,
        say=say,
        stop=stop,
    )


def taste_of(
    ground: Ground,
    events: Sequence[Event],
    opinions: Sequence[Opinion],
    config: LearnConfig = _STANDARD,
    *,
    leanings: Mapping[int, Lean] | None = None,
    people: Sequence[PeopleModel] = (),
    seed: int = 0,
    say: Say = say_nothing,
    stop: Stop = never_stop,
) -> TasteRun:
    """The person's half of a run, on ground that may be kept between runs."""
    liked = preferences(events, opinions, config.weights, leanings)
    rows, found = _voices(ground, liked, config)
    shares = np.array([prior_share(kind, found, config) for kind in KINDS])
    known, backlog = (_mask(ground, works) for works in known_works(events, opinions))
    step(STEPS, say, stop)
    pulled = _pulled(ground, rows, found)
    prior = config.prior * shares[ground.kinds] * ground.standing
    others = None
    if people and liked:
        others = others_of(ground, Alone(liked, rows, prior, pulled), people, config)
    return TasteRun(
        work_ids=ground.ids,
        kinds=ground.kinds,
        factors=ground.factors,
        offset=0.0,
        prior=prior if others is None else others.prior,
        evidence_rows=rows.astype(np.int32),
        lasting=found.lasting,
        current=found.current,
        evidence_events=tuple(preference.shares() for preference in liked),
        novelty=((ground.information + 1.0 - _nearest(ground, events, config, stop)) / 2).astype(np.float32),
        popularity=ground.popularity,
        confidence=_chances(ground, rows, found, pulled / (config.strength or 1.0)),
        groups=ground.groups,
        known=known,
        backlog=backlog,
        candidate=ground.candidate,
        vectors=ground.vectors,
        centre=ground.centre,
        embedder=ground.embedder,
        seed=seed,
        facts=_facts(liked, found, config, others, people),
        reach=np.array([work.reach or 0 for work in ground.works], np.int8),
        leaned=np.array([preference.leaned for preference in liked]) if leanings else None,
        usual=usual_genres(ground.works, rows, liked, config),
        genres=genre_numbers(ground.works),
        **_of_people(others),
    )


def _voices(
    ground: Ground, liked: Sequence[Preference], config: LearnConfig
) -> tuple[NDArray[np.int64], Coefficients]:
    """Rows of the works that anything speaks for or against, and how strongly they speak."""
    rows = ground.rows_of([preference.work_id for preference in liked])
    kinds = [KINDS[kind] for kind in ground.kinds[rows]]
    standing, described, factors = ground.standing[rows], ground.described[rows], ground.factors[rows]
    return rows, coefficients(liked, kinds, standing, described, factors, config)


def _of_people(others: Others | None) -> dict[str, Any]:
    """The columns of a run that other people's likes fill."""
    names = ("says", "hears", "told", "own_share", "foretold", "together")
    return {} if others is None else {name: getattr(others, name) for name in names}


def _pulled(ground: Ground, rows: NDArray[np.int64], found: Coefficients) -> NDArray[np.float64]:
    """(n,) what the history adds to every work but itself."""
    spoken = ground.factors[rows]
    pulled = ground.factors.along(spoken.summed(found.lasting[:, None]))[:, 0]
    np.subtract.at(pulled, rows, found.lasting * spoken.squares())
    return pulled


def _chances(
    ground: Ground, rows: NDArray[np.int64], found: Coefficients, pulled: NDArray[np.float64]
) -> NDArray[np.float32]:
    evidence = sum(found.masses.values())
    return chances(pulled, ground.kinds, ground.candidate, rows[found.lasting > 0], evidence)


def _nearest(ground: Ground, events: Sequence[Event], config: LearnConfig, stop: Stop) -> NDArray[np.float64]:
    """(n,) how near every work is to what was lived through: a verdict is no event."""
    lived = _mask(ground, known_works(events, ())[0])
    with repeatable(config.features.threads):
        return columns.nearest_to(ground.factors, np.flatnonzero(lived), stop)


def usual_genres(
    works: Sequence[Work], rows: NDArray[np.int64], liked: Sequence[Preference], config: LearnConfig
) -> NDArray[np.bool_] | None:
    """(n,) whether a work has a genre that is usual for the person, in any kind: one that `usual_share` of
    the liked works of a kind have. A work without genres is not called unusual; None without history."""
    shares: Counter[tuple[Kind, str]] = Counter()
    counts: Counter[Kind] = Counter()
    for row, preference in zip(rows, liked):
        if preference.weight > 0 and works[row].genres:
            counts[works[row].kind] += 1
            shares.update((works[row].kind, genre) for genre in works[row].genres)
    usual = {genre for (kind, genre), n in shares.items() if n >= config.usual_share * counts[kind]}
    if not usual:
        return None
    return np.array([not work.genres or not usual.isdisjoint(work.genres) for work in works], np.bool_)


def _mask(ground: Ground, works: set[int]) -> NDArray[np.bool_]:
    mask = np.zeros(len(ground.ids), np.bool_)
    mask[ground.rows_of(sorted(works))] = True
    return mask


def _facts(
    liked: Sequence[Preference],
    found: Coefficients,
    config: LearnConfig,
    others: Others | None,
    people: Sequence[PeopleModel],
) -> dict[str, float | str]:
    facts: dict[str, float | str] = {
        "model": MODEL_VERSION,
        "evidence": float(len(liked)),
        "evidence against": float(sum(preference.weight < 0 for preference in liked)),
        "prior": config.prior,
        "strength": config.strength,
    }
    for kind, days in found.half_lives.items():
        facts[f"half-life in days, {kind.value}"] = days
    if others is not None:
        facts["people model"] = PEOPLE_VERSION
        for model in people:
            if model.pack in others.packs:
                facts[f"other people, {model.pack}"] = float(model.people)
                facts[f"evidence in {model.pack}"] = float(others.packs[model.pack])
    return facts
