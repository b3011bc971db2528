"""The vectors file: one int8 row a work, kept as long as the work's text stays what it was.

Loads torch only when a text is new. A work that has no vector yet keeps a row with an empty text hash, so
that the rows of both files always agree; the program embeds such works on the person's machine.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recdesk.catalogue.starter import PackVectors, read_vectors
from recdesk.domain.works import CatalogueWork, embedding_text, text_hash

_WIDTH = 384

Embed = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class VectorsReport:
    kept: int
    embedded: int
    missing: tuple[str, ...]  # titles of works that have no vector yet


def refresh_vectors(
    path: Path, works: Sequence[CatalogueWork], embedder: str, embed: Embed | None
) -> VectorsReport:
    """Writes the vectors of `works` to `path`. Rows of unchanged texts are taken from the file that is
    there; the others are embedded, or left empty when `embed` is None."""
    texts = [embedding_text(work) for work in works]
    hashes = [text_hash(text) for text in texts]
    old = read_vectors(path) if path.exists() else None
    kept = _rows_by_hash(old) if old is not None and old.embedder == embedder else {}
    codes = np.zeros((len(works), _WIDTH), np.int8)
    scales = np.zeros(len(works), np.float32)
    for row, text in enumerate(hashes):
        if old is not None and text in kept:
            codes[row], scales[row] = old.codes[kept[text]], old.scales[kept[text]]
    wanted = [row for row, text in enumerate(hashes) if text not in kept]
    if wanted and embed is not None:
        codes[wanted], scales[wanted] = quantise(embed([texts[row] for row in wanted]))
        missing = []
    else:
        missing = wanted
    for row in missing:
        hashes[row] = ""
    _write(path, PackVectors(embedder, hashes, codes, scales))
    embedded = len(wanted) - len(missing)
    return VectorsReport(len(works) - len(wanted), embedded, tuple(works[row].title for row in missing))


def quantise(vectors: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """(n, d) int8 codes and (n,) float32 scales with vector ~ code * scale; the largest entry becomes 127."""
    scales = (np.maximum(np.abs(vectors).max(axis=1), 1e-12) / 127).astype(np.float32)
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales


def stale_vectors(path: Path, works: Sequence[CatalogueWork], embedder: str) -> list[str]:
    """What is wrong with the vectors at `path`, as sentences; empty when every row is the vector that
    `embedder` gives the work's text of today."""
    if not path.exists():
        return [f"{path.name} is missing"]
    vectors = read_vectors(path)
    found = []
    if vectors.embedder != embedder:
        found.append(f"{path.name} holds vectors of {vectors.embedder}, not of {embedder}")
    if len(vectors.text_hashes) != len(works):
        return [*found, f"{path.name} has {len(vectors.text_hashes)} rows for {len(works)} works"]
    for work, stored in zip(works, vectors.text_hashes, strict=True):
        if stored != text_hash(embedding_text(work)):
            found.append(f"{work.kind} “{work.title}” ({work.year}) has no vector of its present text")
    return found


def _rows_by_hash(vectors: PackVectors) -> dict[str, int]:
    return {text: row for row, text in enumerate(vectors.text_hashes) if text}


def _write(path: Path, vectors: PackVectors) -> None:
    # Uncompressed: int8 codes shrink by 9 % only, and loading takes 3 ms instead of 29.
    beside = path.with_suffix(".new.npz")
    np.savez(
        beside,
        embedder=np.array(vectors.embedder),
        text_hashes=np.array(vectors.text_hashes, dtype="S16"),
        codes=vectors.codes,
        scales=vectors.scales,
    )
    os.replace(beside, path)  # noqa: PTH105  (swapped in whole, as everywhere in the program)
