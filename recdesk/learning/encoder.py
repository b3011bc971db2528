"""Text to vectors with all-MiniLM-L6-v2, from the installed package: nothing is ever downloaded.

Knows sentence-transformers and how to keep a batch short enough that Cancel is heard. Knows nothing of
works: callers hand in texts (see `recdesk.domain.works.embedding_text`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.faults import Cancelled
from recdesk.domain.progress import Progress, Say, Stop, never_stop, say_nothing
from recdesk.learning.device import pick_device
from recdesk.learning.model_id import VECTOR_WIDTH, embedder_id, model_folder

# 2 cores encode about 7,000 padded tokens a second while other work runs, so 2,048 tokens stay below the
# 0.5 s between two looks at `stop`. MiniLM reads at most 256 tokens of a text.
_TOKENS_PER_BATCH = 2048
_TEXTS_PER_BATCH = 64
_LONGEST_TOKENS = 256
_CHARS_PER_TOKEN = 3  # a low guess, so that batches come out short rather than long


class Embedder:
    """The text model, loaded once. `id` is stored with every vector."""

    def __init__(self, device: str = "") -> None:
        # Read when the libraries are imported: no looking for newer files, no bars on stderr.
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ["TRANSFORMERS_OFFLINE"] = "1"
        os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "1"  # progress is told through `say`
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from sentence_transformers import SentenceTransformer  # 5 s of imports: only who embeds pays

        self.id = embedder_id()
        self._model = SentenceTransformer(
            str(model_folder()), device=str(pick_device(device)), local_files_only=True
        )

    @classmethod
    def load(cls, device: str = "") -> Embedder:
        """The same as `Embedder(device)`, named for what it costs: 5 s, most of it imports."""
        return cls(device)

    def encode(
        self, texts: Sequence[str], say: Say = say_nothing, stop: Stop = never_stop
    ) -> NDArray[np.float32]:
        """Unit vectors, (len(texts), 384), in the order of `texts`. Raises Cancelled when `stop` says so."""
        vectors = np.zeros((len(texts), VECTOR_WIDTH), np.float32)
        done = 0
        for rows in batches([len(text) for text in texts]):
            if stop():
                raise Cancelled
            vectors[rows] = self._model.encode(
                [texts[row] for row in rows],
                batch_size=len(rows),
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
            done += len(rows)
            say(Progress("embedding", done, len(texts)))
        return vectors


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Row numbers in batches of about equal work, longest texts first: a batch is padded to its longest
    text, so equal lengths belong together, and the first batches tell the true pace."""
    batch: list[int] = []
    widest = 0
    for row in sorted(range(len(lengths)), key=lambda row: (-lengths[row], row)):
        width = min(_LONGEST_TOKENS, 2 + lengths[row] // _CHARS_PER_TOKEN)
        widest = max(widest, width)
        if batch and (len(batch) == _TEXTS_PER_BATCH or (len(batch) + 1) * widest > _TOKENS_PER_BATCH):
            yield batch
            batch, widest = [], width
        batch.append(row)
    if batch:
        yield batch
