"""What other people's likes have taught about the works of one pack, as it is kept beside the pack.

    h(i) = prior[i] + 1 / root(m) * sum over the history of kernel[j, i]

The kernel holds the whole hybrid of `learning/hybrid.py` multiplied out (EASE with features, the low-rank
model, neighbours). Beside it stand the places of the works in taste, from which works that nobody liked are
foretold, and some people of the pack with their scores, to which what is foretold is held.

Knows works by their number in the library. Knows nothing of the person, of runs or of the library itself.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from recdesk.learning.book import write_arrays
from recdesk.learning.hybrid import Choice

_ARRAYS = (
    "works", "counts", "rare", "rare_counts", "kernel", "together", "prior", "place", "sample", "sampled",
)  # fmt: skip
_STATE = "state "


@dataclass(frozen=True, slots=True, eq=False)
class PeopleModel:
    """w works that enough people of the pack liked, s of these people as a sample."""

    pack: str
    basis: str  # a hash of all it was learned from
    people: int
    works: NDArray[np.int64]  # (w,) ascending
    counts: NDArray[np.int64]  # (w,) people that liked each
    rare: NDArray[np.int64]  # (q,) works of the pack that too few liked, ascending
    rare_counts: NDArray[np.int64]  # (q,)
    kernel: NDArray[np.float16]  # (w, w) what the first says for the second; of itself nothing
    together: NDArray[np.uint8]  # (w, w / 8) bits: likers of the first like the second more than others do
    prior: NDArray[np.float32]  # (w,)
    place: NDArray[np.float16]  # (w, c) in taste, rows of length 1
    sample: NDArray[np.bool_]  # (s, w) who liked what
    sampled: NDArray[np.float16]  # (s, w) h of these people
    choice: Choice
    state: Mapping[str, torch.Tensor]  # of the low-rank model, to go on from


def save_people(model: PeopleModel, at: Path) -> None:
    """Replaced at one stroke. Raises OSError."""
    write_arrays(
        at,
        {
            "told": np.array([model.pack, model.basis]),
            "people": np.array(model.people),
            "choice": np.array(astuple(model.choice)),
            **{name: getattr(model, name) for name in _ARRAYS},
            **{_STATE + name: part.numpy() for name, part in model.state.items()},
        },
    )


def load_people(at: Path) -> PeopleModel | None:
    """None where there is none, or it cannot be read: it is learned again."""
    try:
        with at.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            pack, basis = kept["told"].tolist()
            return PeopleModel(
                pack=pack,
                basis=basis,
                people=int(kept["people"]),
                choice=Choice(*kept["choice"].tolist()),
                state={
                    name.removeprefix(_STATE): torch.from_numpy(kept[name])
                    for name in kept.files
                    if name.startswith(_STATE)
                },
                **{name: kept[name] for name in _ARRAYS},
            )
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        return None
