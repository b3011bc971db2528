"""Works by number, read when they are asked for: who tells reasons needs a few hundred, not a million."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recdesk.domain.works import Work
from recdesk.library._works import Works


class WorkLookup(Mapping[int, Work]):
    """Every work of a library as it is when it is first asked for, those too that are part of another."""

    def __init__(self, works: Works) -> None:
        self._works = works
        self._read: dict[int, Work | None] = {}

    def __getitem__(self, work_id: int) -> Work:
        if work_id not in self._read:
            self._read[work_id] = self._works.get(work_id)
        work = self._read[work_id]
        if work is None:
            raise KeyError(work_id)
        return work

    def __iter__(self) -> Iterator[int]:
        return (row[0] for row in self._works.query("SELECT id FROM works ORDER BY id"))

    def __len__(self) -> int:
        return self._works.count()
