"""What is being browsed: one profile's lists, the dials that shape them, the work that is looked at.

Every page and part watches one `Browse`; none of them talks to another. Knows the library and, once the
first frame is on the screen, the picker behind it. Knows no widget. numpy comes with the picker and not
before: the first frame shows the stored list with what the standard library can do.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from recdesk.domain.faults import UserFault
from recdesk.domain.feedback import HIDES, Verdict
from recdesk.ui.models.cards import Card, Shelf, from_stored, to_stored
from recdesk.ui.models.dial_values import NEUTRAL, dial_values
from recdesk.ui.models.glances import Glances

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from recdesk.domain.taste import Dials, Filter, Measures
    from recdesk.domain.works import Work
    from recdesk.library import Library
    from recdesk.ranking import Stop
    from recdesk.ui.models.details import Details
    from recdesk.ui.models.opened import Opened
    from recdesk.ui.models.picker import Picker
    from recdesk.ui.models.search_index import SearchIndex

LAST_HOME = "last_home"
DIALS = "dials"
REST_MS = 150
"""After this long without a move the shelves that nobody watches follow (GUI.md, section 4)."""
QUERY_REST_MS = 220
"""A typist's pause between words: reading a sentence takes 15 ms, so not at every key."""
FORGET_MS = 20_000
"""The language model maps 90 MiB; 25 ms bring it back."""


class Stage(Enum):
    """NOTHING: no list yet, learned or stored. STORED: the last session's list, not yet the live one.
    LIVE: a run is loaded and the dials work."""

    NOTHING = "nothing"
    STORED = "stored"
    LIVE = "live"


class Browse(QObject):
    """See the module. All slots return at once or within one frame."""

    stage_changed = Signal()
    shelves_changed = Signal()
    list_changed = Signal(str)  # one list, by key, while a dial moves or after a verdict
    selection_changed = Signal(int)  # work id
    open_wanted = Signal(int)  # work id: the person pressed Enter on it
    verdict_given = Signal(int, str)  # work id, Verdict value
    verdict_undone = Signal(int)
    measures_changed = Signal()
    dials_changed = Signal()
    filter_changed = Signal()
    silenced_changed = Signal()
    found_changed = Signal()
    show_again_wanted = Signal(int)  # a work
    widen_wanted = Signal()  # no filter any more
    fault_met = Signal(str)  # a sentence for the person
    place_wanted = Signal(str)  # a page, by its place in the navigation
    block_wanted = Signal(str, str)  # a BlockWhat and what it goes by: nothing more of that kind

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library = library
        self.live_key = "top"
        self.selected: int | None = None
        self.measures: Measures | None = None  # of the live list
        self.plain: Measures | None = None  # of the same list with every dial at rest
        stored = library.settings.get(LAST_HOME)
        self.shelves: tuple[Shelf, ...] = from_stored(stored, library.hidden_works())
        self.stage = Stage.STORED if self.shelves else Stage.NOTHING
        self.dial_values: dict[str, float] = dial_values(library.settings.get(DIALS))
        self.filter: Filter | None = None  # None: not known before a run is loaded
        self.silenced: frozenset[int] = frozenset()  # works of the history that are switched off
        self.query = ""
        self.found: tuple[Card, ...] = ()
        self.found_by_meaning: tuple[Card, ...] = ()
        self._lists: dict[str, tuple[Card, ...]] = {}
        self._given: list[int] = []  # journal numbers of this session's verdicts
        self._glances = Glances()
        self._picker: Picker | None = None
        self._titles: SearchIndex | None = None
        self._move_timer = self._timer("dials moved", 0, self._follow_dials)
        self._rest_timer = self._timer("dials at rest", REST_MS, self._rebuild)
        self._query_timer = self._timer("query at rest", QUERY_REST_MS, self._search_by_meaning)
        self._titles_timer = self._timer("titles being indexed", 30, self._search_titles)
        self._forget_timer = self._timer("language model unused", FORGET_MS, self._forget_language)

    # -- lists ----------------------------------------------------------------------------------------

    def take_up(self, opened: Opened | None) -> None:
        """Go over to a run that was opened beside the window; None changes nothing."""
        if opened is None:
            return
        if self._picker is not None:
            self._picker.let_go()
        self._picker = picker = opened.picker
        said_since = picker.move_to(self.library)
        if self.silenced:
            picker.silence(self.silenced)
            said_since = True
        self.filter = opened.filter
        self.stage = Stage.LIVE
        if self._titles is not None:  # works may have been added
            self._titles = None
            self.prepare_search()
        if said_since or opened.dials != self.dial_values:
            self._rebuild()
        else:
            self._put_up(opened.shelves, opened.measures)
        self.stage_changed.emit()
        self.dials_changed.emit()
        self.filter_changed.emit()
        if self.selected is not None:
            self.selection_changed.emit(self.selected)

    def shelf(self, key: str) -> Shelf | None:
        return next((shelf for shelf in self.shelves if shelf.key == key), None)

    def cards(self, key: str) -> tuple[Card, ...]:
        """The list behind a page: "kind:film", "saved", "hidden" or "top"."""
        if key == "hidden":
            from recdesk.ui.models.details import refused_cards

            return refused_cards(self.library)
        if key not in self._lists:
            self._lists[key] = self._compute(key)
        return self._lists[key]

    def watch(self, key: str) -> None:
        """Say which list is on the screen: that one moves while a dial moves. What was refused is in no
        order that a dial could change."""
        if key == "hidden" or key == self.live_key:
            return
        self.live_key = key
        if self._picker is not None:
            self._measure_plain()
            self._compute_live()

    # -- dials ----------------------------------------------------------------------------------------

    def set_dials(self, dials: Dials | Mapping[str, float]) -> None:
        """Turn the dials. Any number of calls within one turn of the event loop is one re-ranking."""
        self.dial_values = dial_values(dials)
        self._move_timer.start()
        self._rest_timer.start()

    @property
    def moving(self) -> bool:
        """Whether a dial was turned a moment ago: all shelves follow when the hand rests."""
        return self._rest_timer.isActive()

    @property
    def picker(self) -> Picker | None:
        """What knows the run; None while none is loaded. Another one after each training."""
        return self._picker

    def _follow_dials(self) -> None:
        if self._picker is not None:
            self._compute_live()
        self.dials_changed.emit()

    def _measure_plain(self) -> None:
        assert self._picker is not None
        self.plain = self._picker.order_for(self.live_key, NEUTRAL)[1]

    def _compute_live(self) -> None:
        assert self._picker is not None
        key = self.live_key
        cards, self.measures = self._picker.list_for(key, self.dial_values, hurry=self.moving)
        self._lists = {key: cards}
        self._glances.show_page(key, () if self.moving else cards)
        if key == "top":
            self.shelves = tuple(
                Shelf("top", cards) if shelf.key == "top" else shelf for shelf in self.shelves
            )
        self.list_changed.emit(key)
        self.measures_changed.emit()

    def _compute(self, key: str) -> tuple[Card, ...]:
        if self._picker is None:
            return shelf.cards if (shelf := self.shelf(key)) else ()
        return self._picker.list_for(key, self.dial_values)[0]

    def _rebuild(self) -> None:
        """Every shelf anew; then what the next start shows first is written down."""
        if self._picker is None:
            return
        self._put_up(*self._picker.shelves(self.dial_values))

    def _put_up(self, shelves: tuple[Shelf, ...], measures: Measures) -> None:
        self._lists = {}
        self.shelves, self.measures = shelves, measures
        self._measure_plain()
        if self.live_key != "top":
            self._compute_live()
        self.shelves_changed.emit()
        self.measures_changed.emit()
        try:
            self.library.settings.put(DIALS, self.dial_values)
            self.library.settings.put(LAST_HOME, to_stored(self.shelves))  # for the next first frame
            self._glances.show(self.shelves)
        except UserFault as fault:
            self.fault_met.emit(str(fault))

    def note_session(self) -> None:
        """Write down, once, when it ends, what this session showed and what was looked at."""
        self._glances.write(self.library)

    # -- filter ---------------------------------------------------------------------------------------

    def narrow(self, wanted: Filter, work_ids: NDArray[np.int64] | None) -> None:
        """Only these works in every list (ascending ids), because of this filter; None: all again."""
        self.filter = wanted
        if self._picker is not None:
            self._picker.narrow(work_ids)
            self._rebuild()
        self.filter_changed.emit()

    def silence(self, work_id: int, silent: bool) -> None:
        """Switch a work of the history off, or on again, to see what becomes of the lists: for this session,
        and nothing is learned from it."""
        self.silenced = self.silenced | {work_id} if silent else self.silenced - {work_id}
        if self._picker is not None:
            self._picker.silence(self.silenced)
            self._rest_timer.start()
            self._compute_live()
        self.silenced_changed.emit()

    # -- one work -------------------------------------------------------------------------------------

    def select(self, work_id: int) -> None:
        if work_id != self.selected:
            self.selected = work_id
            self.selection_changed.emit(work_id)
            self._glances.open(work_id)

    def open(self, work_id: int) -> None:
        """Look at a work closely (Enter, double click)."""
        self.select(work_id)
        self.open_wanted.emit(work_id)

    def details(self, work_id: int) -> Details | None:
        """All that the detail pane says of a work; None for a work that is no longer there."""
        from recdesk.ui.models.details import bare_details

        if self._picker is not None:
            return self._picker.details(work_id, self.dial_values)
        return bare_details(self.library, work_id)

    def where_is(self, work: Work, key: str = "") -> Stop | None:
        """Where a work stands in a list (of its kind, if none is named), or what keeps it out; None while no
        run is loaded."""
        return self._picker.where_is(work, self.dial_values, key) if self._picker is not None else None

    def similar(self, work_id: int) -> tuple[Card, ...]:
        """New works like this one; none while no run is loaded."""
        return self._picker.similar(work_id) if self._picker is not None else ()

    # -- feedback -------------------------------------------------------------------------------------

    def give(self, work_id: int, verdict: Verdict | str) -> None:
        """Write a verdict down and let the lists follow at once."""
        verdict = Verdict(verdict)
        try:
            self._given.append(self.library.feedback.give(work_id, verdict))
        except UserFault as fault:
            self.fault_met.emit(str(fault))
            return
        if self._picker is None and verdict in HIDES:
            self.shelves = tuple(shelf.without(work_id) for shelf in self.shelves)
        self.follow_feedback()
        self.verdict_given.emit(work_id, verdict.value)

    def undo_last(self) -> bool:
        """Take back the last verdict of this session that still stands. False where there is none left."""
        standing = {opinion.journal_id: work for work, opinion in self.library.feedback.standing().items()}
        while self._given:
            if (work_id := standing.get(self._given.pop())) is not None:
                self.undo(work_id)
                return True
        return False

    def undo(self, work_id: int) -> None:
        """Take back the verdict that stands on a work."""
        try:
            self.library.feedback.take_back(work_id)
        except UserFault as fault:
            self.fault_met.emit(str(fault))
            return
        self.follow_feedback()
        self.verdict_undone.emit(work_id)

    def title_of(self, work_id: int) -> str:
        work = self.library.works.get(work_id)
        return work.title if work else ""

    def follow_feedback(self) -> None:
        """Let every list follow what was just said or taken back."""
        if self._picker is None:
            self.shelves_changed.emit()
            return
        self._picker.take_feedback()
        # The row that was clicked changes now; the other shelves may follow when the hand rests.
        self._rest_timer.start()
        self._compute_live()

    # -- search ---------------------------------------------------------------------------------------

    def search(self, text: str) -> None:
        """Titles at once; by meaning when the typing rests."""
        self.query = text.strip()
        self.found_by_meaning = ()
        if not self.query:
            self.found = ()
            self._query_timer.stop()
            self._titles_timer.stop()
            self.found_changed.emit()
        else:
            self._query_timer.start()
            self._search_titles()

    def prepare_search(self) -> None:
        """Begin to index the titles, where that was not begun yet; the first key then finds them ready."""
        from recdesk.ui.models.search_index import SearchIndex

        if self._titles is None:
            weights = self._picker.popularity() if self._picker is not None else {}
            titles = self.library.titles
            self._titles = SearchIndex(titles.all() if titles.are_few() else None, weights)
            self._forget_timer.start()

    def _search_titles(self) -> None:
        from recdesk.ui.models.search_index import titled

        self.prepare_search()
        assert self._titles is not None
        if not self._titles.ready:
            self._titles_timer.start()
            return
        self.found = titled(self.library, self._titles, self.query, self._picker)
        self.found_changed.emit()

    @property
    def searching(self) -> bool:
        """Whether results by meaning are still to come."""
        return self._query_timer.isActive() or self._titles_timer.isActive()

    def _search_by_meaning(self) -> None:
        if self._picker is None or self._titles is None or not self.query:
            return
        if not self._titles.ready:
            self._query_timer.start()
            return
        self._forget_timer.start()
        try:
            hits = self._picker.by_meaning(self.query, *self._titles.language())
        except UserFault as fault:
            self.fault_met.emit(str(fault))
            return
        titles = {card.work_id for card in self.found}
        self.found_by_meaning = tuple(card for card in hits if card.work_id not in titles)
        self.found_changed.emit()

    def _forget_language(self) -> None:
        if self._titles is not None:
            self._titles.forget_language()

    def _timer(self, name: str, interval_ms: int, slot: Any) -> QTimer:
        timer = QTimer(self)
        timer.setObjectName(name)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        timer.timeout.connect(slot)
        return timer
