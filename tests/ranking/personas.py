"""People to measure sliders on: strangers who rated films, with part of what they loved hidden.

Their films are found in the starter catalogue by title and year; the run is learned from the other four
fifths of their ratings, so a list can be judged by what it brings back.
"""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from recdesk.catalogue import load_starter, load_starter_vectors
from recdesk.domain.history import Action, Event, Precision, TimeKind
from recdesk.domain.taste import TasteInput, TasteRun
from recdesk.domain.works import Kind, Work
from recdesk.learning import Ground, LearnConfig, prepare, taste_of
from recdesk.ranking.search import comparable

_LOVED = 4.0
_HIDDEN = 0.2


@dataclass(frozen=True)
class Persona:
    """A run that has not seen `hidden`: works the person loved."""

    run: TasteRun
    hidden: frozenset[int]
    known_to: Mapping[
        int, int
    ]  # films anybody in the set has rated, and by how many; lists are judged on these


def starter_ground() -> Ground:
    """The starter catalogue as a library of its own, prepared for learning."""
    pack, vectors = load_starter(), load_starter_vectors()
    numbers = {work.uid: number for number, work in enumerate(pack.works, start=1)}
    works = [
        Work(
            number, w.uid, w.kind, w.title, w.year, w.creators, w.genres, w.tags, w.countries, w.languages,
            w.reach, w.audience, w.description, pack.name,
        )
        for number, w in enumerate(pack.works, start=1)
    ]  # fmt: skip
    edges = [(numbers[w.uid], numbers[k], rank) for w in pack.works for rank, k in enumerate(w.kindred)]
    table = np.array(edges, np.int64).reshape(-1, 3)
    taste = TasteInput(
        works, vectors.decode(), vectors.embedder, table[:, :2], table[:, 2].astype(np.int32), (), (),
        datetime(2018, 10, 1, tzinfo=UTC),
    )  # fmt: skip
    return prepare(taste, LearnConfig(), 0, lambda progress: None, lambda: False)


def personas(datasets: Path, count: int = 20, seed: int = 0) -> list[Persona]:
    """`count` people with at least 60 films of the catalogue rated and 30 of them loved."""
    ground = starter_ground()
    rng = np.random.default_rng(seed)
    rated = _ratings(datasets / "films", ground)
    able = [p for p, rows in rated.items() if len(rows) >= 60 and sum(r[1] >= _LOVED for r in rows) >= 30]
    chosen = rng.choice(np.array(able), min(count, len(able)), replace=False)
    known_to = Counter(work_id for rows in rated.values() for work_id, _, _ in rows)
    return [_persona(ground, rated[person], known_to, rng) for person in chosen.tolist()]


def _ratings(folder: Path, ground: Ground) -> dict[str, list[tuple[int, float, int]]]:
    """(work id, stars, time) of every person."""
    ours = {(comparable(w.title), w.year): w.id for w in ground.works if w.kind is Kind.FILM}
    with gzip.open(folder / "items.csv.gz", "rt", encoding="utf-8", newline="") as file:
        found = {
            row["item_id"]: ours.get((comparable(row["title"]), int(row["year"] or 0)))
            for row in csv.DictReader(file)
        }
    rated: dict[str, list[tuple[int, float, int]]] = {}
    with gzip.open(folder / "ratings.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if (work_id := found[row["item_id"]]) is not None:
                rated.setdefault(row["user_id"], []).append(
                    (work_id, float(row["rating"]), int(row["timestamp"]))
                )
    return rated


def _persona(
    ground: Ground,
    rated: list[tuple[int, float, int]],
    known_to: Mapping[int, int],
    rng: np.random.Generator,
) -> Persona:
    loved = [work_id for work_id, stars, _ in rated if stars >= _LOVED]
    hidden = frozenset(rng.choice(loved, int(_HIDDEN * len(loved)), replace=False).tolist())
    events = [
        Event(
            number, work_id, Action.RATED, datetime.fromtimestamp(when, UTC), Precision.SECOND,
            TimeKind.LOGGED, stars / 5.0, False, False, None, None, 1, "", "films", 1, "", Kind.FILM,
        )
        for number, (work_id, stars, when) in enumerate(rated)
        if work_id not in hidden
    ]  # fmt: skip
    return Persona(taste_of(ground, events, ()), hidden, known_to)
