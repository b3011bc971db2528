"""Which way of computing text vectors is fastest on this machine without changing what they mean.

Two ways are known: as the model came (float32), and its transformer in bfloat16 with everything after it in
float32. Nothing asks the processor what it can do: both ways read the same texts in turns, and the clock and
the neighbours decide, so a processor that only emulates bfloat16 keeps float32. A way is taken only where its
vectors may stand among those of float32, as the vectors that ship with the catalogue are: so the embedder's
id need not name it.

int8 is not among the ways: on 300 works of the catalogue torch's dynamic quantisation (per tensor .67,
per channel .79 of the ten nearest works) was no faster than bfloat16 and fell far short of `ALIKE`.
"""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from time import perf_counter
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray

SAMPLE = 64  # texts of the self-test: 3 s of processor time, once for a machine and a torch
ALIKE = 0.95  # share of the ten nearest works that must stay, looked for among the float32 vectors
FASTER = 1.2  # a way that gains less is not worth another last digit
_NEAREST = 10
_ROUNDS = 2  # the best of so many: the machine may be busy with something else


class Way(StrEnum):
    """How the transformer of the text model computes."""

    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"


class Reader(Protocol):
    """What turns texts into unit vectors, one way or another."""

    def use(self, way: Way) -> None:
        """Compute this way from now on."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(len(texts), d)."""
        ...


@dataclass(frozen=True, slots=True)
class Choice:
    """What the self-test found. `speed` is texts a second; `alike` the share of nearest works kept."""

    way: Way
    speed: Mapping[Way, float]
    alike: Mapping[Way, float]


def room_key(model: str, device: str) -> str:
    """What a choice holds for: another model, processor, torch or number of threads is tested anew."""
    able = torch.backends.cpu.get_cpu_capability()
    library = f"torch {torch.__version__} x{torch.get_num_threads()}"
    return " ".join((model, device, platform.node(), platform.machine(), able, library))


def self_test(reader: Reader, texts: Sequence[str]) -> Choice:
    """Read `texts` (some SAMPLE of them, real ones) each way in turns. Leaves `reader` the way chosen."""
    seconds = {way: float("inf") for way in Way}
    found: dict[Way, NDArray[np.float32]] = {}
    for turn in range(1 + _ROUNDS):
        for way in Way:
            reader.use(way)
            started = perf_counter()
            vectors = reader.encode(texts if turn else texts[:8])  # the first turn only warms up
            if turn:
                seconds[way] = min(seconds[way], perf_counter() - started)
                found[way] = vectors
    alike = {way: overlap(found[Way.FLOAT32], found[way]) for way in Way}
    good = [way for way in Way if alike[way] >= ALIKE]
    best = min(good, key=seconds.__getitem__)
    if seconds[best] * FASTER > seconds[Way.FLOAT32]:
        best = Way.FLOAT32
    reader.use(best)
    return Choice(best, {way: len(texts) / seconds[way] for way in Way}, alike)


def overlap(true: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """The share of each text's ten nearest among `true` that stay when the text itself is read the other
    way: as in a library in which some vectors came one way and some the other. Centred, as they are used."""
    centre = true.mean(0)
    known, asked = _unit(true - centre), _unit(other - centre)
    before, after = known @ known.T, asked @ known.T
    np.fill_diagonal(before, -np.inf)
    np.fill_diagonal(after, -np.inf)
    k = min(_NEAREST, len(true) - 1)
    pairs = zip(np.argsort(-before, 1)[:, :k], np.argsort(-after, 1)[:, :k])
    return float(np.mean([len(np.intersect1d(one, two)) / k for one, two in pairs]))


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: NDArray[np.float32] = rows / np.maximum(length, 1e-9)
    return scaled
