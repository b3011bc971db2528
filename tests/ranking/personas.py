"""People to measure sliders on: strangers who rated films or listened to artists, with part of what they
loved hidden.

Their films are found in the starter catalogue by title and year, their artists by name; the run is learned
from the other four fifths, so a list can be judged by what it brings back.
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
    known_to: Mapping[int, int]  # works of the set, and by how many known; lists are judged on these
    people: int  # in the set
    kind: Kind


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
    rated = _done(datasets / "films", ground, Kind.FILM)
    able = [p for p, rows in rated.items() if len(rows) >= 60 and sum(r[1] >= _LOVED for r in rows) >= 30]
    return _some(ground, rated, able, count, Kind.FILM, rng)


def listeners(datasets: Path, count: int = 20, seed: int = 0) -> list[Persona]:
    """`count` people with at least 25 artists of the catalogue ; the set names up to 50 of each."""
    ground = starter_ground()
    heard = _done(datasets / "artists", ground, Kind.ARTIST)
    able = [person for person, rows in heard.items() if len(rows) >= 25]
    return _some(ground, heard, able, count, Kind.ARTIST, np.random.default_rng(seed))


_Deeds = list[tuple[int, float, int | None]]  # work id, stars or plays, time


def _some(
    ground: Ground, done: dict[str, _Deeds], able: list[str], count: int, kind: Kind, rng: np.random.Generator
) -> list[Persona]:
    chosen = rng.choice(np.array(able), min(count, len(able)), replace=False)
    known_to = Counter(work_id for rows in done.values() for work_id, _, _ in rows)
    return [_persona(ground, done[person], known_to, len(done), kind, rng) for person in chosen.tolist()]


def _done(folder: Path, ground: Ground, kind: Kind) -> dict[str, _Deeds]:
    """What every person did with works of the catalogue."""
    dated = kind is Kind.FILM
    ours = {(comparable(w.title), dated and w.year): w.id for w in ground.works if w.kind is kind}
    with gzip.open(folder / "items.csv.gz", "rt", encoding="utf-8", newline="") as file:
        found = {
            row["item_id"]: ours.get((comparable(row["title"]), dated and int(row["year"] or 0)))
            for row in csv.DictReader(file)
        }
    done: dict[str, _Deeds] = {}
    with gzip.open(folder / "ratings.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if (work_id := found[row["item_id"]]) is not None:
                when = int(row["timestamp"]) if row["timestamp"] else None
                done.setdefault(row["user_id"], []).append((work_id, float(row["rating"]), when))
    return done


def _persona(
    ground: Ground,
    done: _Deeds,
    known_to: Mapping[int, int],
    people: int,
    kind: Kind,
    rng: np.random.Generator,
) -> Persona:
    films = kind is Kind.FILM
    loved = [work_id for work_id, amount, _ in done if not films or amount >= _LOVED]
    hidden = frozenset(rng.choice(loved, int(_HIDDEN * len(loved)), replace=False).tolist())
    events = [
        Event(
            number, work_id, Action.RATED if films else Action.LISTENED,
            datetime.fromtimestamp(when, UTC) if when is not None else None,
            Precision.SECOND if when is not None else Precision.NONE,
            TimeKind.LOGGED if when is not None else TimeKind.UNKNOWN,
            amount / 5.0 if films else None, False, False, None, None, 1 if films else max(1, int(amount)),
            "", kind.value, 1, "", kind,
        )
        for number, (work_id, amount, when) in enumerate(done)
        if work_id not in hidden
    ]  # fmt: skip
    return Persona(taste_of(ground, events, ()), hidden, known_to, people, kind)
