"""Made-up ratings packs: works of a few themes, people who like two of them, and popularity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.ratings import RatingsTable
from recdesk.domain.works import Kind, Work

THEMES = ("heist", "space", "romance", "war", "cooking")


@dataclass(frozen=True, slots=True, eq=False)
class MadePack:
    works: list[Work]
    texts: NDArray[np.float32]  # (n, 384)
    table: RatingsTable
    themes: NDArray[np.int64]  # (n,)


def made_pack(
    people: int = 320,
    works: int = 150,
    *,
    seed: int = 0,
    told: bool = True,
    times: bool = True,
    likes: tuple[int, int] = (10, 25),
    themes: int = len(THEMES),
) -> MadePack:
    """`told`: tags and texts name a work's theme; otherwise nothing but the likes knows of it. `likes` is how
    many works a person likes, from and below."""
    rng = np.random.default_rng(seed)
    theme_of = rng.integers(0, themes, works)
    fame = rng.pareto(1.5, works) + 0.3
    person, item = [], []
    for one in range(people):
        loved = rng.choice(themes, 2, replace=False)
        pull = fame * np.where(np.isin(theme_of, loved), 6.0, 0.4)
        chosen = rng.choice(works, int(rng.integers(*likes)), replace=False, p=pull / pull.sum())
        person += [one] * len(chosen)
        item += chosen.tolist()
    count = len(person)
    table = RatingsTable(
        people=people,
        items=works,
        person=np.array(person, np.int32),
        item=np.array(item, np.int32),
        values=np.full(count, np.nan, np.float32),
        times=rng.integers(10**9, 2 * 10**9, count) if times else None,
    )
    directions = rng.normal(size=(themes, 384))
    texts = directions[theme_of] * (1.0 if told else 0.0) + 1.2 * rng.normal(size=(works, 384)) + 2.0
    texts /= np.linalg.norm(texts, axis=1, keepdims=True)
    return MadePack(_works(theme_of, told), texts.astype(np.float32), table, theme_of)


def _works(themes: Sequence[int] | NDArray[np.int64], told: bool) -> list[Work]:
    return [
        Work(
            id=row + 1,
            uid=f"film:{row}",
            kind=Kind.FILM,
            title=f"Film {row}",
            year=1980 + row % 40,
            creators=(f"Maker {row % 60}",),
            genres=("Drama",) if row % 2 else ("Comedy",),
            tags=(f"{THEMES[theme % len(THEMES)]} {theme}", f"tag {row % 17}") if told else (),
            countries=(),
            languages=(),
            reach=None,
            audience=None,
            description="",
            origin="pack",
        )
        for row, theme in enumerate(themes)
    ]
