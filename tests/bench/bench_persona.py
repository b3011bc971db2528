"""Across kinds: a theme that a person loves in films alone, looked for among books, podcasts and music.

    python tests/bench/bench_persona.py --seeds 0 1 2

A persona has seen twelve films: eight that carry a theme's tags and four drawn from the rest. Nothing else is
known of them. The catalogue's own works of another kind that carry the same tags are what should come before
those that do not: the area under the curve, by the plain order of relevance (and by the history's part
alone, for the order holds the audience too). Themes are tags that enough films and enough works of other
kinds share.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from recdesk.domain.progress import never_stop, say_nothing  # noqa: E402 - needs the path above
from recdesk.domain.taste import KINDS, TasteRun  # noqa: E402
from recdesk.domain.works import Kind, Work  # noqa: E402
from recdesk.learning import Ground, LearnConfig, prepare, taste_of  # noqa: E402
from tests.learning.starter import did, starter_input  # noqa: E402

THEMES = {
    "heist": ("heist", "robber", "con artist", "con men", "crime caper"),
    "space": ("space", "astronaut", "alien", "interstellar"),
    "war": ("war", "soldier", "battle", "military"),
    "punk": ("punk",),
    "jazz": ("jazz",),
    "horror": ("horror", "ghost", "haunted"),
    "cyberpunk": ("cyberpunk", "hacker", "artificial intelligence", "robot"),
    "true crime": ("true crime", "serial killer", "murder"),
    "food": ("food", "cooking", "chef", "restaurant"),
    "nature": ("nature", "ocean", "wilderness", "environment"),
}
LOVED, OTHERS, FEWEST = 8, 4, 8
_STANDARD = LearnConfig()


def carries(work: Work, words: Sequence[str]) -> bool:
    """Whether a tag or genre of the work has one of the words in it, whole."""
    said = f" {' | '.join((*work.tags, *work.genres)).casefold().replace('-', ' ')} "
    return any(f" {word} " in said or f" {word}s " in said for word in words)


def area(scores: NDArray[np.float64], wanted: NDArray[np.bool_]) -> float:
    """The chance that a wanted work stands before another; equal scores count as behind."""
    order = np.sort(scores[~wanted])
    return float(np.searchsorted(order, scores[wanted], "left").mean() / len(order))


def persona(
    ground: Ground, words: Sequence[str], seed: int, config: LearnConfig = _STANDARD
) -> TasteRun | None:
    """The taste of someone who saw LOVED films of the theme and OTHERS besides. None: too few such films."""
    films = [work for work in ground.works if work.kind is Kind.FILM]
    fit = [work for work in films if carries(work, words)]
    if len(fit) < LOVED:
        return None
    rng = np.random.default_rng(seed)
    rest = [work for work in films if not carries(work, words)]
    seen = [fit[at] for at in rng.permutation(len(fit))[:LOVED]]
    seen += [rest[at] for at in rng.permutation(len(rest))[:OTHERS]]
    return taste_of(ground, [did(n, work, rating=0.9) for n, work in enumerate(seen, start=1)], (), config)


def areas(
    ground: Ground, words: Sequence[str], seed: int, config: LearnConfig = _STANDARD
) -> dict[Kind, tuple[float, float]]:
    """By kind: the area by relevance and by the history's part of it, where enough works carry the theme."""
    run = persona(ground, words, seed, config)
    found: dict[Kind, tuple[float, float]] = {}
    if run is None:
        return found
    taste = run.factors[run.evidence_rows].summed(run.lasting[:, None])
    history = run.factors.along(taste)[:, 0]
    for kind in (Kind.BOOK, Kind.PODCAST, Kind.ARTIST, Kind.ALBUM, Kind.SERIES):
        rows = np.flatnonzero(ground.kinds == KINDS.index(kind))
        wanted = np.array([carries(ground.works[row], words) for row in rows], np.bool_)
        if FEWEST <= wanted.sum() < len(rows):
            found[kind] = (area(run.prior[rows] + history[rows], wanted), area(history[rows], wanted))
    return found


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    ask.add_argument("--strange", type=float, default=_STANDARD.strange, help="see LearnConfig")
    asked = ask.parse_args()
    config = replace(_STANDARD, strange=asked.strange)
    ground = prepare(starter_input(), config, 0, say_nothing, never_stop)
    table: dict[Kind, list[tuple[float, float]]] = {}
    for theme, words in THEMES.items():
        by_seed = [areas(ground, words, seed, config) for seed in asked.seeds]
        line = []
        for kind in by_seed[0]:
            both = np.mean([found[kind] for found in by_seed], 0)
            table.setdefault(kind, []).append((float(both[0]), float(both[1])))
            line.append(f"{kind.value} {both[0]:.2f} ({both[1]:.2f})")
        print(f"{theme:12}", "  ".join(line), flush=True)
    print(f"\nmean over themes, seeds {asked.seeds}: area by relevance (by the history's part alone)")
    for kind, values in table.items():
        mean, low = np.mean(values, 0), np.min(values, 0)
        print(f"{kind.value:10} {mean[0]:.3f} ({mean[1]:.3f})   lowest theme {low[0]:.2f} ({low[1]:.2f})")


if __name__ == "__main__":
    main()
