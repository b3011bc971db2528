"""What a search needs, made ready beside the window.

Folding 33,000 titles takes 200 ms and naming the language model 100; a frame has 16. Of a library of a
million works no titles are kept here: its file finds those that have the words.

Knows titles, numbers and the language model. The thread touches neither Qt nor the library; whoever owns this
asks `ready` from a timer of its own, and the library itself (`titled`).
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from recdesk.domain.faults import UserFault
from recdesk.ui import words
from recdesk.ui.models.cards import Card
from recdesk.ui.models.details import card_of

if TYPE_CHECKING:
    from recdesk.library import Library
    from recdesk.ranking import QueryEncoder, TitleIndex
    from recdesk.ui.models.picker import Picker

FOUND = 50


class SearchIndex:
    """One build. `weights` (work id to how widely it is known) decide between equally good hits; `pairs` are
    all titles, None where they are too many to be held."""

    def __init__(self, pairs: Sequence[tuple[int, str]] | None, weights: Mapping[int, float]) -> None:
        self.holds_all = pairs is not None
        self._weights = weights
        self._index: TitleIndex | None = None
        self._encoder: QueryEncoder | None = None
        self._encoder_id = ""
        self._fault: UserFault | None = None
        self._thread = threading.Thread(target=self._build, args=(pairs, weights), name="search", daemon=True)
        self._thread.start()

    @property
    def ready(self) -> bool:
        return not self._thread.is_alive()

    def hits(self, text: str, limit: int, among: Sequence[tuple[int, str]] | None = None) -> tuple[int, ...]:
        """Work ids whose title answers `text`, best first; waits for the build where it still runs. `among`:
        the titles to look through, needed where this does not hold all."""
        self._thread.join()
        if among is not None:
            from recdesk.ranking import TitleIndex

            return TitleIndex(among, self._weights).hits(text, limit)
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

    def _build(self, pairs: Sequence[tuple[int, str]] | None, weights: Mapping[int, float]) -> None:
        from recdesk.ranking import QueryEncoder, TitleIndex, find_model_dir

        self._index = TitleIndex(pairs or (), weights)
        try:
            self._encoder = QueryEncoder(find_model_dir())
            self._encoder_id = self._encoder.id
        except UserFault as fault:
            self._fault = fault


def titled(library: Library, index: SearchIndex, query: str, picker: Picker | None) -> tuple[Card, ...]:
    """Cards of the works whose title answers a query, best first, and what was said of each. What was sent
    away is found on no path."""
    among = None if index.holds_all else library.titles.like(query)
    ids = index.hits(query, FOUND, among)
    works = library.works.some(ids)
    if picker is not None:
        standing, hidden = picker.verdicts, picker.hidden
    else:
        given = library.feedback.standing()
        standing = {work_id: opinion.verdict.value for work_id, opinion in given.items()}
        hidden = library.hidden_works()
    found = (works[work_id] for work_id in ids if work_id in works and work_id not in hidden)
    return tuple(card_of(work, words.tag_line(work), standing.get(work.id, "")) for work in found)
