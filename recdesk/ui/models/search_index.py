"""What a search needs, made ready beside the window.

Folding 33,000 titles takes 200 ms and naming the language model 100; a frame has 16.

Knows titles, numbers and the language model. The thread touches neither Qt nor the library; whoever owns this
asks `ready` from a timer of its own.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from recdesk.domain.faults import UserFault

if TYPE_CHECKING:
    from recdesk.ranking import QueryEncoder, TitleIndex


class SearchIndex:
    """One build. `weights` (work id to how widely it is known) decide between equally good hits."""

    def __init__(self, pairs: Sequence[tuple[int, str]], weights: Mapping[int, float]) -> None:
        self._index: TitleIndex | None = None
        self._encoder: QueryEncoder | None = None
        self._encoder_id = ""
        self._fault: UserFault | None = None
        self._thread = threading.Thread(target=self._build, args=(pairs, weights), name="search", daemon=True)
        self._thread.start()

    @property
    def ready(self) -> bool:
        return not self._thread.is_alive()

    def hits(self, text: str, limit: int) -> tuple[int, ...]:
        """Work ids whose title answers `text`, best first; waits for the build where it still runs."""
        self._thread.join()
        assert self._index is not None, "building the title index failed; the log says why"
        return self._index.hits(text, limit)

    def language(self) -> tuple[QueryEncoder, str]:
        """What reads a query, and the name its vectors go by. A missing or damaged model is a UserFault."""
        from recdesk.ranking import QueryEncoder, find_model_dir

        self._thread.join()
        if self._fault is not None:
            raise self._fault
        if self._encoder is None:
            self._encoder = QueryEncoder(find_model_dir())
        return self._encoder, self._encoder_id

    def forget_language(self) -> None:
        """Give back what reading queries takes; 25 ms bring it back."""
        self._encoder = None

    def _build(self, pairs: Sequence[tuple[int, str]], weights: Mapping[int, float]) -> None:
        from recdesk.ranking import QueryEncoder, TitleIndex, find_model_dir

        self._index = TitleIndex(pairs, weights)
        try:
            self._encoder = QueryEncoder(find_model_dir())
            self._encoder_id = self._encoder.id
        except UserFault as fault:
            self._fault = fault
