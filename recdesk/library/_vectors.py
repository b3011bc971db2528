"""Text vectors: int8 codes with one scale a work, each with the embedder's id and the hash of its text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from recdesk.library._base import Section

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Works that the person's own rows and feedback speak of.
OWN = (
    "SELECT work_id FROM mentions WHERE work_id IS NOT NULL UNION SELECT work_id FROM mention_guests UNION "
    "SELECT work_id FROM feedback"
)


_LACKS = (
    "w.merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM vectors v WHERE v.work_id = w.id AND v.embedder = ?)"
)
_READ = 5_000  # vectors held twice at a time, as they are stored and as they are wanted: 10 MB


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
        """Store (n, d) int8 codes; vector = code * scale. Replaces what these works had. Works that are gone
        are left out: another process may take some away while they are read."""
        with self.writing() as db:
            db.executemany(
                "INSERT INTO vectors SELECT ?1, ?2, ?3, ?4, ?5 "
                "WHERE EXISTS (SELECT 1 FROM works WHERE id=?1) ON CONFLICT(work_id) DO UPDATE SET "
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

    def missing(self, embedder: str, others: int = -1) -> list[int]:
        """Works without a vector of this embedder: all those that the person's own history and feedback
        speak of, then up to `others` more (-1: all), the best known first."""
        rows = self.query(f"SELECT w.id FROM works w WHERE w.id IN ({OWN}) AND {_LACKS}", (embedder,))
        rows += self.query(
            f"SELECT w.id FROM works w WHERE w.id NOT IN ({OWN}) AND {_LACKS} "
            "ORDER BY w.audience DESC, w.id LIMIT ?",
            (embedder, others),
        )
        return [row[0] for row in rows]

    def count(self, embedder: str) -> int:
        """Works that have a vector of this embedder."""
        return int(self.query("SELECT count(*) FROM vectors WHERE embedder=?", (embedder,))[0][0])

    def matrix(self, embedder: str, work_ids: Iterable[int], width: int) -> NDArray[np.float32]:
        """(n, width) unit vectors in the order asked; a work without one gets zeros."""
        import numpy as np  # 86 ms: the window opens its library before it needs numpy

        order = {int(work_id): i for i, work_id in enumerate(work_ids)}
        matrix = np.zeros((len(order), width), dtype=np.float32)
        ids = list(order)
        for at in range(0, len(ids), _READ):
            asked = json.dumps(ids[at : at + _READ])
            for work_id, scale, code in self.query(
                "SELECT work_id, scale, code FROM vectors WHERE embedder=? AND work_id IN "
                "(SELECT value FROM json_each(?))",
                (embedder, asked),
            ):
                if len(code) == width:
                    matrix[order[work_id]] = np.frombuffer(code, dtype=np.int8) * np.float32(scale)
        for at in range(0, len(ids), _READ):
            part = matrix[at : at + _READ]
            norms = np.linalg.norm(part, axis=1, keepdims=True)
            part /= np.where(norms > 0, norms, 1)
        return matrix
