"""The cold start: works to choose loved ones from, a page at a time, and what was answered so far.

Knows cards and answers, and whom to ask for more works. Knows no widget; nothing is written before the
person begins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from recdesk.domain.cold_start import FEWEST, PASSED
from recdesk.domain.feedback import Verdict
from recdesk.domain.works import Kind, Work
from recdesk.library import Library
from recdesk.ui.models.cards import Card, CardModel
from recdesk.ui.models.details import card_of
from recdesk.ui.reader import LibraryReader

if TYPE_CHECKING:
    from recdesk.domain.taste import TasteRun

OFFERED: Mapping[Kind, int] = {
    Kind.FILM: 4,
    Kind.SERIES: 3,
    Kind.BOOK: 3,
    Kind.ARTIST: 3,
    Kind.PODCAST: 2,
    Kind.ALBUM: 2,
}
PAGE = 24  # works on offer at a time: two screens of covers
SPARE = 12  # and so many in hand, to put one in the place of what is not known
LOVED = Verdict.SEEN_LIKED.value
REFUSED = Verdict.SEEN_DISLIKED.value


@dataclass(frozen=True, slots=True)
class Asking:
    """What a page of works to answer depends on: kinds (none named: all) and the answers so far."""

    kinds: frozenset[Kind] = frozenset()
    loved: tuple[int, ...] = ()
    refused: tuple[int, ...] = ()
    passed: frozenset[int] = frozenset()


class Favourites(QObject):
    """`cards` holds what is on offer or found; an answered work is marked. What was answered stays in front
    while the person searches or turns the page."""

    changed = Signal()  # other cards, or another answer

    def __init__(self, reader: LibraryReader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._find = make_finder()
        self._asker = make_asker()
        self._answers: dict[int, Card] = {}  # with their verdict, in the order they were given
        self._page: tuple[Card, ...] = ()
        self._spare: list[Card] = []
        self.passed: set[int] = set()
        self.kinds: frozenset[Kind] = frozenset()
        self.cards = CardModel(self)
        self.text = ""

    @property
    def chosen(self) -> tuple[int, ...]:
        """The loved works, by id, in the order they were chosen."""
        return self._answered(LOVED)

    @property
    def refused(self) -> tuple[int, ...]:
        """What the person knows and does not care for."""
        return self._answered(REFUSED)

    @property
    def enough(self) -> bool:
        """Whether a first list may be looked at."""
        return len(self.chosen) >= FEWEST

    def offer(self) -> None:
        """Put works on offer; they arrive in a moment."""
        self.search("")

    def search(self, text: str) -> None:
        """Works whose title fits `text`; the page that was on offer where it is empty."""
        self.text = text.strip()
        find, wanted = self._find, self.text
        if wanted:
            self._reader.ask(
                "favourites found",
                lambda library: find(library, wanted),
                lambda works: self._take_found(wanted, works),
            )
        elif self._page:
            self._show_page()
        else:
            self._ask()

    def note_works(self) -> None:
        """The catalogue has changed. A page that nobody has answered yet is made anew: it may have been asked
        for while the catalogue was being set up."""
        self._find = make_finder()  # its index has the titles of before
        if not self._answers and not self.passed:
            self._page = ()
        self.search(self.text)

    def turn(self) -> None:
        """Others, please: what was shown and not answered is not known."""
        self.passed |= {card.work_id for card in self._page if card.work_id not in self._answers}
        self._ask()

    def choose_kinds(self, kinds: frozenset[Kind]) -> None:
        """Only these kinds on offer; none named: all."""
        if kinds != self.kinds:
            self.kinds = kinds
            self._ask()

    def toggle(self, row: int) -> None:
        """Love the work in a row, or take that back."""
        self._answer(row, LOVED)

    def refuse(self, row: int) -> None:
        """The work in a row is known and not for me; or take that back."""
        self._answer(row, REFUSED)

    def pass_over(self, row: int) -> None:
        """The work in a row is not known: another takes its place at once, while there are some in hand."""
        card = self.cards.card(row)
        if card is None or self.text:
            return
        self._answers.pop(card.work_id, None)
        self.passed.add(card.work_id)
        on_offer = any(one.work_id == card.work_id for one in self._page)  # else an answer of a page before
        other = [self._spare.pop(0)] if on_offer and self._spare else []
        self._page = tuple(
            chain.from_iterable(other if one.work_id == card.work_id else [one] for one in self._page)
        )
        shown = self.cards.cards
        self.cards.show_cards([*shown[:row], *other, *shown[row + 1 :]])
        self.changed.emit()

    def _answer(self, row: int, verdict: str) -> None:
        card = self.cards.card(row)
        if card is None:
            return
        had = self._answers.pop(card.work_id, None)
        said = "" if had is not None and had.verdict == verdict else verdict
        if said:
            self._answers[card.work_id] = replace(card, verdict=said)
        self.cards.mark(card.work_id, said)
        self.changed.emit()

    def _answered(self, verdict: str) -> tuple[int, ...]:
        return tuple(work_id for work_id, card in self._answers.items() if card.verdict == verdict)

    def _ask(self) -> None:
        ask = self._asker
        asking = Asking(self.kinds, self.chosen, self.refused, frozenset(self.passed))
        self._reader.ask("favourites on offer", lambda library: ask(library, asking), self._take_page)

    def _take_page(self, works: list[Work]) -> None:
        cards = tuple(card_of(work) for work in works)
        self._page, self._spare = cards[:PAGE], list(cards[PAGE:])
        if not self.text:
            self._show_page()

    def _take_found(self, text: str, works: list[Work]) -> None:
        if text == self.text:  # not typed on, or away, since
            self.cards.show_cards([self._marked(card_of(work)) for work in works])
            self.changed.emit()

    def _show_page(self) -> None:
        offered = {card.work_id for card in self._page}
        before = [card for card in self._answers.values() if card.work_id not in offered]
        self.cards.show_cards([*before, *map(self._marked, self._page)])
        self.changed.emit()

    def _marked(self, card: Card) -> Card:
        answer = self._answers.get(card.work_id)
        return replace(card, verdict=answer.verdict if answer else "")


def make_finder() -> Callable[[Library, str], list[Work]]:
    """A question for the reader: works whose title fits a text, none for an empty one. It keeps its index of
    titles from one search to the next."""
    from recdesk.ranking import TitleIndex

    index: TitleIndex | None = None

    def find(library: Library, text: str) -> list[Work]:
        nonlocal index
        if not text:
            return []
        if library.titles.are_few():
            if index is None:
                index = TitleIndex(library.titles.all(), library.works.audiences())
            ids = index.hits(text)
        else:
            pairs = library.titles.like(text)
            ids = TitleIndex(pairs, library.works.audiences(i for i, _ in pairs)).hits(text)
        found = library.works.some(ids)
        return [found[i] for i in ids if i in found]

    return find


def make_asker() -> Callable[[Library, Asking], list[Work]]:
    """A question for the reader: the works to ask about next. It keeps its run from one page to the next."""
    opened: tuple[int, TasteRun] | None = None

    def ask(library: Library, asking: Asking) -> list[Work]:
        nonlocal opened
        opened = _newest_run(library, opened)
        return _telling(library, asking, opened[1]) if opened else well_known(library, asking)

    return ask


def _newest_run(library: Library, opened: tuple[int, TasteRun] | None) -> tuple[int, TasteRun] | None:
    from recdesk.ranking import load_run

    latest = library.runs.latest()
    if latest is None or not latest.folder.is_dir():
        return None
    return opened if opened and opened[0] == latest.id else (latest.id, load_run(latest.folder))


def _telling(library: Library, asking: Asking, run: TasteRun) -> list[Work]:
    """The works whose answers would say most, as far as they are likely to be known."""
    from recdesk.ranking import questions

    asked = asking.passed | set(library.settings.get(PASSED, [])) | library.hidden_works()
    chosen = questions(
        run, PAGE + SPARE, kinds=asking.kinds, liked=asking.loved, disliked=asking.refused, asked=asked
    )
    works = library.works.some(chosen)
    return [works[work_id] for work_id in chosen if work_id in works]


def well_known(library: Library, asking: Asking) -> list[Work]:
    """The works with the largest audience, the kinds taking turns so that none fills the first screen: what
    is on offer before anything was learned of the works."""
    wanted = {kind: share for kind, share in OFFERED.items() if not asking.kinds or kind in asking.kinds}
    rounds = (PAGE + SPARE) / max(1, sum(wanted.values()))
    gone = {*asking.passed, *asking.loved, *asking.refused, *library.settings.get(PASSED, [])}
    by_kind = [
        [
            work
            for work in library.works.well_known(kind, round(share * rounds) + len(gone))
            if work.id not in gone
        ][: round(share * rounds)]
        for kind, share in wanted.items()
    ]
    return [work for work in chain.from_iterable(zip_longest(*by_kind)) if work is not None]
