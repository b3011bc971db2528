"""Text vectors: int8 codes with one scale a work, each with the embedder's id and the hash of its text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from recdesk.library._base import Section

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Vectors(Section):
    """Vectors of different embedders never meet: every question names the embedder."""

    def put(
        self,
        embedder: str,
        work_ids: Sequence[int],
        hashes: Sequence[str],
        codes: NDArray[np.int8],
        scales: NDArray[np.float32],
    ) -> None:
        """Store (n, d) int8 codes; vector = code * scale. Replaces what these works had."""
        with self.writing() as db:
            db.executemany(
                "INSERT INTO vectors VALUES (?,?,?,?,?) ON CONFLICT(work_id) DO UPDATE SET "
                "embedder=excluded.embedder, text_hash=excluded.text_hash, scale=excluded.scale, "
                "code=excluded.code",
                (
                    (int(work_ids[i]), embedder, hashes[i], float(scales[i]), codes[i].tobytes())
                    for i in range(len(work_ids))
                ),
            )

    def put_floats(
        self, embedder: str, work_ids: Sequence[int], hashes: Sequence[str], vectors: NDArray[np.float32]
    ) -> None:
        """Quantise (n, d) unit vectors to int8 and store them."""
        import numpy as np

        scales = np.maximum(np.abs(vectors).max(axis=1), 1e-12).astype(np.float32) / np.float32(127)
        codes = np.rint(vectors / scales[:, None]).astype(np.int8)
        self.put(embedder, work_ids, hashes, codes, scales)

    def outdated(self, embedder: str, hashes: Mapping[int, str]) -> list[int]:
        """Of these works (id -> hash of the text they have now), those without a vector of this embedder
        for that very text, ascending."""
        rows = self.query("SELECT work_id, text_hash FROM vectors WHERE embedder=?", (embedder,))
        have = dict(rows)
        return sorted(work_id for work_id, text in hashes.items() if have.get(work_id) != text)

    def matrix(self, embedder: str, work_ids: Iterable[int], width: int) -> NDArray[np.float32]:
        """(n, width) unit vectors in the order asked; a work without one gets zeros."""
        import numpy as np  # 86 ms: the window opens its library before it needs numpy

        order = {int(work_id): i for i, work_id in enumerate(work_ids)}
        matrix = np.zeros((len(order), width), dtype=np.float32)
        for work_id, scale, code in self.query(
            "SELECT work_id, scale, code FROM vectors WHERE embedder=?", (embedder,)
        ):
            if (i := order.get(work_id)) is not None and len(code) == width:
                matrix[i] = np.frombuffer(code, dtype=np.int8) * np.float32(scale)
        norms = np.linalg.norm(matrix, axis=1, keepdims=True)
        return (matrix / np.where(norms > 0, norms, 1)).astype(np.float32)
