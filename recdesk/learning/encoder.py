"""Text to vectors with a sentence-transformers model from a local folder: nothing is ever downloaded.

Without a folder it is all-MiniLM-L6-v2 from the installed package. Knows sentence-transformers and how to
keep a batch short enough that Cancel is heard. Knows nothing of works: callers hand in texts (see
`recdesk.domain.works.embedding_text`); nor which way is fastest here (`embedding_room` finds out).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from recdesk.domain.faults import Cancelled, UserFault
from recdesk.domain.progress import Progress, Say, Stop, never_stop, say_nothing
from recdesk.learning.device import pick_device
from recdesk.learning.embedding_room import Choice, Way, room_key, self_test
from recdesk.learning.model_id import embedder_id, model_folder, vector_width

# 2 cores encode about 7,000 padded tokens a second while other work runs, three times as many in bfloat16, so
# these stay below the 0.5 s between two looks at `stop`. MiniLM reads at most 256 tokens of a text.
_TOKENS_PER_BATCH = {Way.FLOAT32: 2048, Way.BFLOAT16: 4096}
_TEXTS_PER_BATCH = 64
_LONGEST_TOKENS = 256
_CHARS_PER_TOKEN = 3  # a low guess, so that batches come out short rather than long


class Embedder:
    """The text model, loaded once. `id` is stored with every vector; `width` is a vector's length."""

    def __init__(self, device: str = "", folder: Path | None = None) -> None:
        # Read when the libraries are imported: no looking for newer files, no bars on stderr.
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ["TRANSFORMERS_OFFLINE"] = "1"
        os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "1"  # progress is told through `say`
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from safetensors import SafetensorError
        from sentence_transformers import SentenceTransformer  # 5 s of imports: only who embeds pays

        self.id = embedder_id(folder)
        self.width = vector_width(folder)
        self.way = Way.FLOAT32
        self._device = str(pick_device(device))
        place = str(model_folder(folder))
        try:
            self._model = SentenceTransformer(place, device=self._device, local_files_only=True)
        except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as fault:
            why = (str(fault) or repr(fault)).splitlines()[0]
            raise UserFault(
                f"The text model in {place} cannot be loaded: {why}.",
                "Choose a folder that sentence-transformers has saved, with its weights and its tokenizer.",
            ) from fault
        self._model[0].register_forward_hook(_in_full)
        self._whole: dict[str, torch.Tensor] | None = None  # weights in float32, while ways are tried

    @classmethod
    def load(cls, device: str = "", folder: Path | None = None) -> Embedder:
        """The same as `Embedder(device, folder)`, named for what it costs: 5 s, most of it imports."""
        return cls(device, folder)

    @property
    def room(self) -> str:
        """What the choice of a way holds for: see `embedding_room.room_key`."""
        return room_key(self.id, self._device)

    def use(self, way: Way) -> None:
        """Compute this way from now on. From bfloat16 the only way back is within `find_way`: ValueError."""
        if way is self.way:
            return
        transformer: Any = self._model[0]
        if way is Way.BFLOAT16:
            transformer.bfloat16()
        elif self._whole is None:
            raise ValueError("the weights were cut to bfloat16")
        else:
            transformer.float()
            transformer.load_state_dict(self._whole)
        self.way = way

    def find_way(self, texts: Sequence[str]) -> Choice:
        """The fastest way on this machine, found by reading `texts`; used from now on."""
        transformer: Any = self._model[0]
        self._whole = {name: value.clone() for name, value in transformer.state_dict().items()}
        try:
            return self_test(self, texts)
        finally:
            self._whole = None

    def encode(
        self, texts: Sequence[str], say: Say = say_nothing, stop: Stop = never_stop
    ) -> NDArray[np.float32]:
        """Unit vectors, (len(texts), width), in the order of `texts`. Cancelled when `stop` says so."""
        vectors = np.zeros((len(texts), self.width), np.float32)
        done = 0
        for rows in batches([len(text) for text in texts], _TOKENS_PER_BATCH[self.way]):
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


def batches(lengths: Sequence[int], tokens: int = _TOKENS_PER_BATCH[Way.FLOAT32]) -> Iterator[list[int]]:
    """Row numbers in batches of about equal work, longest texts first: a batch is padded to its longest
    text, so equal lengths belong together, and the first batches tell the true pace."""
    batch: list[int] = []
    widest = 0
    for row in sorted(range(len(lengths)), key=lambda row: (-lengths[row], row)):
        width = min(_LONGEST_TOKENS, 2 + lengths[row] // _CHARS_PER_TOKEN)
        widest = max(widest, width)
        if batch and (len(batch) == _TEXTS_PER_BATCH or (len(batch) + 1) * widest > tokens):
            yield batch
            batch, widest = [], width
        batch.append(row)
    if batch:
        yield batch


def _in_full(_module: object, _given: object, made: dict[str, Any]) -> dict[str, Any]:
    """Whatever the transformer computed in, words are averaged and made unit vectors in float32."""
    return {
        name: value.float() if isinstance(value, torch.Tensor) and value.is_floating_point() else value
        for name, value in made.items()
    }
