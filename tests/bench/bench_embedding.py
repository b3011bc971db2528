"""Text vectors: the embedder as the jobs use it beside plain `SentenceTransformer.encode` in float32.

    python tests/bench/bench_embedding.py --texts 1000 --seeds 0 1 2

Both read the same texts of the starter catalogue, in turns, with the same threads; the better of two turns
counts. `nearest kept` is the share of the ten nearest of all works of the catalogue (its own vectors,
centred) that stay for a text read the fast way instead of the plain one.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from recdesk import catalogue  # noqa: E402 - needs the path above
from recdesk.domain.works import embedding_text  # noqa: E402
from recdesk.learning import SAMPLE, Embedder, model_folder  # noqa: E402

Read = Callable[[Sequence[str]], NDArray[np.float32]]


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--texts", type=int, default=1000)
    ask.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    ask.add_argument("--threads", type=int, default=0, help="0: as torch chooses")
    asked = ask.parse_args()
    embedder = Embedder("cpu")
    import torch
    from sentence_transformers import SentenceTransformer

    if asked.threads:
        torch.set_num_threads(asked.threads)
    plain_model = SentenceTransformer(str(model_folder()), device="cpu", local_files_only=True)

    def plain(texts: Sequence[str]) -> NDArray[np.float32]:
        found: NDArray[np.float32] = plain_model.encode(
            list(texts), normalize_embeddings=True, show_progress_bar=False
        )
        return found

    works = catalogue.load_starter().works
    known = catalogue.load_starter_vectors().decode()
    first = np.random.default_rng(99).permutation(len(works))[:SAMPLE]
    started = time.perf_counter()
    choice = embedder.find_way([embedding_text(works[row]) for row in first])
    print(
        f"self-test: {choice.way} in {time.perf_counter() - started:.1f} s, {torch.get_num_threads()} threads"
    )
    print("seed   plain/s   ours/s   ratio   ratio (processor)   nearest kept")
    for seed in asked.seeds:
        rows = np.random.default_rng(seed).permutation(len(works))[: asked.texts]
        texts = [embedding_text(works[row]) for row in rows]
        best = {"plain": (np.inf, np.inf), "ours": (np.inf, np.inf)}
        vectors = {}
        for _ in range(2):
            for name, read in (("plain", plain), ("ours", embedder.encode)):
                vectors[name], wall, busy = _timed(read, texts)
                best[name] = (min(best[name][0], wall), min(best[name][1], busy))
        kept = nearest_kept(vectors["plain"], vectors["ours"], known, rows)
        (wall, busy), (our_wall, our_busy) = best["plain"], best["ours"]
        print(
            f"{seed:4} {len(texts) / wall:9.0f} {len(texts) / our_wall:8.0f} {wall / our_wall:7.2f} "
            f"{busy / our_busy:12.2f} {kept:18.3f}",
            flush=True,
        )


def nearest_kept(
    plain: NDArray[np.float32], ours: NDArray[np.float32], known: NDArray[np.float32], rows: NDArray[np.int64]
) -> float:
    """The mean share of the ten nearest known works, the work itself left out, that both ways agree on."""
    centre = known.mean(0)
    base = _unit(known - centre)
    tops = []
    for vectors in (plain, ours):
        close = _unit(vectors - centre) @ base.T
        close[np.arange(len(rows)), rows] = -np.inf
        tops.append(np.argpartition(-close, 10, axis=1)[:, :10])
    return float(np.mean([len(np.intersect1d(one, two)) / 10 for one, two in zip(*tops)]))


def _timed(read: Read, texts: Sequence[str]) -> tuple[NDArray[np.float32], float, float]:
    wall, busy = time.perf_counter(), time.process_time()
    vectors = read(texts)
    return vectors, time.perf_counter() - wall, time.process_time() - busy


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    scaled: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return scaled


if __name__ == "__main__":
    main()
