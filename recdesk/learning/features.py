"""What is known about a work, as sparse columns: tags, their words, genres, creators, era and place.

Also the graph of kinship. Knows works; knows nothing of the person, and nothing of linear algebra beyond
handing over sparse matrices (`factors` makes the factors).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from recdesk.domain.works import Kind, Work
from recdesk.learning.config import FeatureConfig

_WORLDS = {Kind.FILM: "seen", Kind.SERIES: "seen", Kind.ARTIST: "music", Kind.ALBUM: "music"}
_WORD = re.compile(r"[^\W_]{3,}")


def columns_of(work: Work, fade: float = 0.0) -> Iterator[tuple[str, str, float]]:
    """(block, key, share) of everything a catalogue line says about a work besides its description. The
    share is 1, less for the later tags: 1 / (1 + fade * place)."""
    for tag, place in zip(work.tags, places_of(work.tags)):
        folded, share = tag.casefold(), 1.0 / (1.0 + fade * place)
        yield "tags", folded, share
        for word in _WORD.findall(folded):
            yield "words", stem(word), share
    for genre in work.genres:
        yield "tags", genre.casefold().replace("-", " "), 1.0  # a film's tag may be a book's genre
    for creator in makers_of(work):
        yield "creators", creator, 1.0
    if work.year is not None:
        # Two grids of decades, half a decade apart: 1989 and 1990 share one of them.
        yield "era", f"{world_of(work.kind)} of the {work.year // 10}0s", 1.0
        yield "era", f"{world_of(work.kind)} around {(work.year + 5) // 10}0", 1.0
    for country in work.countries:
        yield "place", f"country {country.casefold()}", 1.0
    for language in work.languages:
        yield "place", f"language {language.casefold()}", 1.0


def places_of(tags: Sequence[str]) -> list[int]:
    """The place of each tag, 0 the first: catalogues name what most people say first. An end in the order of
    the alphabet is a tie and shares one place: a list that is all alphabet says nothing by its order."""
    folded = [tag.casefold() for tag in tags]
    tie = max(0, len(tags) - 1)
    while tie > 0 and folded[tie - 1] <= folded[tie]:
        tie -= 1
    return [min(place, tie) for place in range(len(tags))]


def makers_of(work: Work) -> tuple[str, ...]:
    """Who made it, folded for comparing. An artist is the first maker of its own works: its albums say so."""
    names = (work.title, *work.creators) if work.kind is Kind.ARTIST else work.creators
    return tuple(dict.fromkeys(folded for name in names if (folded := name.casefold().strip())))


def world_of(kind: Kind) -> str:
    """Eras are one thing for all that is seen and another for all that is heard or read: whoever listens to
    the sixties does not read them."""
    return _WORLDS.get(kind, kind.value)


def stem(word: str) -> str:
    """Plural and singular meet ("robberies", "robbery"). Tags are short English; no more is needed."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def sparse_block(works: Sequence[Work], candidate: NDArray[np.bool_], config: FeatureConfig) -> torch.Tensor:
    """(n, columns) sparse. Within a block a row has the block's weight as its length, shared out by rarity
    among the candidates: works that only a history names must not make a word common."""
    numbers: dict[tuple[str, str], int] = {}
    rows, columns, shares = [], [], []
    for row, work in enumerate(works):
        said: dict[tuple[str, str], float] = {}
        for block, key, share in columns_of(work, config.tag_fade):
            said[block, key] = max(share, said.get((block, key), 0.0))
        for name, share in said.items():
            rows.append(row)
            columns.append(numbers.setdefault(name, len(numbers)))
            shares.append(share)
    row_of, column_of = np.array(rows, np.int64), np.array(columns, np.int64)
    counts = np.bincount(column_of[candidate[row_of]], minlength=len(numbers))
    names = sorted({block for block, _ in numbers})
    block_of = np.array([names.index(block) for block, _ in numbers], np.int64)
    weight = np.array([getattr(config, name) for name in names])
    # A word that fewer than two candidates have connects nothing: two thirds of the columns.
    kept = counts[column_of] >= 2
    row_of, column_of = row_of[kept], column_of[kept]
    rarity = np.array(shares)[kept] * np.log((1 + candidate.sum()) / counts[column_of])
    place = row_of * len(names) + block_of[column_of]
    length = np.sqrt(np.bincount(place, rarity**2, minlength=len(works) * len(names)))
    values = weight[block_of[column_of]] * rarity / np.maximum(length[place], 1e-9)
    renumbered = np.cumsum(counts >= 2) - 1
    return _sparse(row_of, renumbered[column_of], values, (len(works), max(1, int((counts >= 2).sum()))))


def kinship_graph(n: int, edges: NDArray[np.int64], ranks: NDArray[np.int32]) -> torch.Tensor:
    """(n, n) sparse, symmetric, each edge divided by the root of both ends' degrees. `edges` (k, 2) are row
    numbers; the first kindred work named counts twice as much as the eleventh."""
    both = np.concatenate([edges, edges[:, ::-1]])
    weight = np.tile(1.0 / (1.0 + 0.1 * ranks), 2)
    degree = np.maximum(np.bincount(both[:, 0], weight, minlength=n), 1e-9)
    values = weight / np.sqrt(degree[both[:, 0]] * degree[both[:, 1]])
    return _sparse(both[:, 0], both[:, 1], values, (n, n))


def _sparse(
    rows: NDArray[np.int64], columns: NDArray[np.int64], values: NDArray[np.float64], size: tuple[int, int]
) -> torch.Tensor:
    indices = torch.from_numpy(np.stack([rows, columns]))
    return torch.sparse_coo_tensor(
        indices, torch.from_numpy(values).float(), size, check_invariants=True
    ).coalesce()
