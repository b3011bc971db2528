"""Training runs of our own making: no learning, the same shapes and habits as real ones.

Themes are directions in the space of texts; works are a mixture of one or two themes, famous works are few,
creators make several works of one theme, and the person likes some themes always and others lately.
"""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from recdesk.domain.factors import Factors
from recdesk.domain.taste import TasteRun


def made_run(
    works: int = 600, evidence: int = 40, seed: int = 0, *, factors: int = 32, width: int = 384
) -> TasteRun:
    """A run over `works` works with ids 10, 20, 30 ..., of which `evidence` are the history."""
    rng = np.random.default_rng(seed)
    themes = rng.standard_normal((24, width)).astype(np.float32)
    theme, second = rng.integers(0, 24, works), rng.integers(0, 24, works)
    vectors = _texts(themes, theme, second, rng)
    centre = vectors.mean(axis=0)
    vectors -= centre
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    mixing = rng.standard_normal((width, factors), dtype=np.float32) / np.float32(np.sqrt(factors))
    audience = rng.standard_normal(works)
    popularity = np.empty(works)
    popularity[np.argsort(audience, kind="stable")] = (np.arange(works) + 0.5) / works
    rows = np.sort(rng.choice(works, evidence, replace=False, p=_famous_first(popularity)))
    liking, lately = rng.normal(0.3, 1.0, 24), rng.normal(0.3, 1.0, 24)
    known = np.isin(np.arange(works), rows)
    backlog = (rng.random(works) < 0.05) & ~known
    distance = 1.0 - np.max(vectors @ vectors[rows[:200]].T, axis=1, initial=0.0)
    # Creators stay with their theme: a group is a stretch of about four works of one theme.
    group = theme * works + rng.integers(0, max(1, works // 96), works)
    kinds = rng.choice(5, works, p=[0.4, 0.15, 0.25, 0.15, 0.05]).astype(np.int8)
    return TasteRun(
        work_ids=np.arange(1, works + 1, dtype=np.int64) * 10,
        kinds=kinds,
        factors=_in_two_parts((vectors @ mixing).astype(np.float32), kinds),
        offset=0.4,
        prior=0.15 * audience,
        evidence_rows=rows.astype(np.int32),
        lasting=liking[theme[rows]] / np.sqrt(evidence + 1.0),
        current=lately[theme[rows]] / np.sqrt(evidence + 1.0),
        evidence_events=tuple(((2 * j + 1, 0.75), (2 * j + 2, 0.25)) for j in range(evidence)),
        novelty=(0.6 * (1.0 - popularity) + 0.4 * np.clip(distance, 0.0, 1.0)).astype(np.float32),
        popularity=popularity.astype(np.float32),
        confidence=rng.random(works, dtype=np.float32),
        groups=np.where(rng.random(works) < 0.8, group, -1).astype(np.int32),
        known=known,
        backlog=backlog,
        candidate=rng.random(works) < 0.95,
        vectors=vectors.astype(np.float16),
        centre=centre.astype(np.float32),
        embedder="made/384",
        seed=seed,
        facts={"half_life_days": 120.0},
        genres=np.stack([theme, np.where(second == theme, -1, second), np.full(works, -1)], 1).astype(
            np.int8
        ),
    )


def with_people(run: TasteRun, *, rank: int = 12, seed: int = 5) -> TasteRun:
    """The run in a profile with a ratings pack: other people speak of the works of the first two kinds, half
    of which somebody has liked."""
    rng = np.random.default_rng(seed)
    n, rows = len(run.work_ids), run.evidence_rows
    covered = run.kinds < 2
    liked = covered & (rng.random(n) < 0.5)
    wide = run.factors.wide()
    mixing = rng.standard_normal((wide.shape[1], rank))
    lies = wide @ mixing / np.sqrt(rank) + 0.5 * rng.standard_normal((n, rank))
    strength = np.abs(run.lasting) * (0.5 + rng.random(len(rows))) * liked[rows]
    return replace(
        run,
        says=np.where(liked[:, None], lies, 0.0).astype(np.float16),
        hears=np.where(covered[:, None], lies + 0.3, 0.0).astype(np.float16),
        told=np.stack([strength, strength[::-1] * liked[rows]], axis=1),
        own_share=np.where(covered, 0.4, 1.0).astype(np.float32),
        foretold=covered & ~liked,
        together=np.packbits(np.tile(liked, (len(rows), 1)), axis=1, bitorder="little"),
    )


def _texts(themes: np.ndarray, theme: np.ndarray, second: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    works = len(theme)
    vectors = np.empty((works, themes.shape[1]), np.float32)
    for part in (slice(first, first + 65536) for first in range(0, works, 65536)):  # a million: 1.5 GB
        vectors[part] = themes[theme[part]] + np.float32(0.5) * themes[second[part]]
        vectors[part] += np.float32(1.2) * rng.standard_normal(vectors[part].shape, dtype=np.float32)
    return vectors


def _in_two_parts(rows: np.ndarray, kinds: np.ndarray) -> Factors:
    """Half of the directions for all, the others for the first two kinds and for the rest apart."""
    half = rows.shape[1] // 2
    return Factors(rows[:, :half], rows[:, half:], (kinds >= 2).astype(np.int8))


def _famous_first(popularity: np.ndarray) -> np.ndarray:
    chance = popularity**2
    return chance / chance.sum()


def empty_run() -> TasteRun:
    """The run of a library that has no work yet."""
    run = made_run(2, 0, width=8)
    none = {
        field.name: getattr(run, field.name)[:0]
        for field in fields(run)
        if isinstance(getattr(run, field.name), np.ndarray) and field.name != "centre"
    }
    return replace(run, factors=run.factors[:0], **none)
