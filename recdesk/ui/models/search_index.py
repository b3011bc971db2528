"""The index of titles, built beside the window: folding 33,000 titles takes 200 ms, a frame has 16.

Knows titles and numbers. The thread touches neither Qt nor the library; whoever owns this asks `ready` from
a timer of its own.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recdesk.ranking import TitleIndex


class SearchIndex:
    """One build. `weights` (work id to how widely it is known) decide between equally good hits."""

    def __init__(self, pairs: Sequence[tuple[int, str]], weights: Mapping[int, float]) -> None:
        self._index: TitleIndex | None = None
        self._thread = threading.Thread(
            target=self._build, args=(pairs, weights), name="title index", daemon=True
        )
        self._thread.start()

    @property
    def ready(self) -> bool:
        return not self._thread.is_alive()

    def hits(self, text: str, limit: int) -> tuple[int, ...]:
        """Work ids whose title answers `text`, best first; waits for the build where it still runs."""
        self._thread.join()
        assert self._index is not None, "building the title index failed; the log says why"
        return self._index.hits(text, limit)

    def _build(self, pairs: Sequence[tuple[int, str]], weights: Mapping[int, float]) -> None:
        from recdesk.ranking import TitleIndex

        self._index = TitleIndex(pairs, weights)
