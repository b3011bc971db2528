"""The starter catalogue: works of our own description that ship with the program, and their text vectors.

Knows the two files in `resources/catalogue/`, which `packaging/build_catalogue.py` makes from the sources
beside them. Knows nothing of the library that they go into.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recdesk.catalogue._compiled import REPAIR, read_header, read_works
from recdesk.domain.faults import UserFault
from recdesk.domain.resources import resource
from recdesk.domain.works import CatalogueWork

if TYPE_CHECKING:  # numpy costs 86 ms, and the works are wanted before the vectors
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

WORKS_FILE = ("catalogue", "starter.jsonl.gz")
VECTORS_FILE = ("catalogue", "starter-vectors.npz")


@dataclass(frozen=True, slots=True)
class StarterPack:
    """`version` changes exactly when a work changes. uids are unique; kindred uids are all in `works`."""

    name: str
    version: str
    licence: str
    works: tuple[CatalogueWork, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PackVectors:
    """Unit text vectors of a pack's works, in their order: vector = code * scale.

    `text_hashes[i]` is `domain.works.text_hash` of the text that was embedded, so a vector of an older text
    is never taken for one of the new; it is "" (and the vector zero) for a work that has none yet.
    `embedder` names the model.
    """

    embedder: str
    text_hashes: list[str]
    codes: NDArray[np.int8]  # (n, 384)
    scales: NDArray[np.float32]  # (n,)

    def decode(self, rows: Sequence[int] | NDArray[np.int64] | slice = slice(None)) -> NDArray[np.float32]:
        """(len(rows), 384) float32 unit vectors, zeros where a work has none yet. The cosine to the vector
        before rounding is over 0.999."""
        import numpy as np

        vectors = self.codes[rows].astype(np.float32)
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1.0)
        return vectors


def starter_version() -> str:
    """The version of the catalogue that came with the program, without reading its works."""
    return read_header(resource(*WORKS_FILE)).version


def load_starter() -> StarterPack:
    """All works of the starter catalogue. UserFault when the file is missing or damaged."""
    header, works = read_works(resource(*WORKS_FILE))
    return StarterPack(header.name, header.version, header.licence, works)


def load_starter_vectors() -> PackVectors:
    """The works' vectors, in the order of `load_starter().works`. UserFault as there."""
    return read_vectors(resource(*VECTORS_FILE))


def read_vectors(path: Path) -> PackVectors:
    """A vectors file as the build writes it. UserFault when it is missing or damaged."""
    import numpy as np

    try:
        # np.load given a path leaks its handle on a damaged file (numpy 2.5).
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            embedder, hashes = str(arrays["embedder"]), arrays["text_hashes"]
            codes, scales = arrays["codes"], arrays["scales"]
    except FileNotFoundError as trouble:
        raise UserFault(f"The vectors of the catalogue, {path}, are missing.", REPAIR) from trouble
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as trouble:
        raise UserFault(f"The vectors of the catalogue, {path}, are damaged.", REPAIR) from trouble
    if not (codes.ndim == 2 and codes.dtype == np.int8 and len(codes) == len(scales) == len(hashes)):
        raise UserFault(f"The vectors of the catalogue, {path}, are damaged.", REPAIR)
    return PackVectors(embedder, [text.decode() for text in hashes.tolist()], codes, scales)
