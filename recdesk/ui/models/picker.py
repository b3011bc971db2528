"""From a training run to cards: which shelves there are, which cards stand on them, and why.

Knows the library, the ranker and the words. Knows no Qt object. Imports numpy, so the window imports this
module only after its first frame. One picker serves one run; feedback given since is nudged into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from time import time
from typing import TYPE_CHECKING

import numpy as np

from recdesk import ranking
from recdesk.domain.feedback import Opinion
from recdesk.domain.journal import Lean
from recdesk.domain.taste import KINDS, Account, Dials, Evidence, Listing, Measures, Mode, Pick, Request, Side
from recdesk.domain.works import Kind, Work
from recdesk.ranking import QueryEncoder, Ranker, Wish, load_run, own_mix
from recdesk.ui import backlog_words, reason_words, words
from recdesk.ui.models.cards import Card, Shelf
from recdesk.ui.models.details import Bar, Details, Related, bare_details, card_of
from recdesk.ui.models.dial_values import dials_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recdesk.domain.history import Event
    from recdesk.library import Library

ON_SHELF = 20
ON_PAGE = 100
NAMED_BARS = 4  # more than these no eye compares; the rest of the history is one bar
IN_SIGHT = 30  # cards of a grid that a usual screen shows
KEPT_REASONS = 4000
TOLD = 6  # works of the history whose events a sentence may draw on
RECENT = 30  # events of each of them: an artist may have thousands, and the newest tell enough
MEANT = 40  # results by meaning
STRONGEST = 3  # works that "without these" means


_KIND_VALUES = frozenset(kind.value for kind in Kind)


def length_of(key: str) -> int:
    """How many works the list of a key shows at most: a page's list is as long as a page."""
    return ON_PAGE if key.partition(":")[0] in ("kind", "backlog", "revisit") else ON_SHELF


class Picker:
    """See the module. `dials` are values by name, 0..1, as the sliders give them."""

    def __init__(self, library: Library, ranker: Ranker, learned_feedback: int) -> None:
        self._library = library
        self._ranker = ranker
        self._own_mix = own_mix(ranker.run)
        self.shares = self._own_mix or _equal_shares(ranker)  # what the faders of the mix turn up and down
        self._learned_feedback = learned_feedback
        self._works: dict[int, Work] = {}
        self._standing: dict[int, Opinion] = {}
        self._leanings: dict[int, Lean] | None = None  # not told to the ranker yet
        self._reasons: dict[tuple[int, float], str] = {}  # (work id, lately)
        self._reasons_stale = False
        self._within: NDArray[np.bool_] | None = None
        self.verdicts: dict[int, str] = {}
        self.hidden: frozenset[int] = frozenset()
        self._opened_at = time()  # what rests, rests by this day: no list changes because it is midnight
        self.resting: frozenset[int] = frozenset()
        self.take_feedback()

    @classmethod
    def of_latest(cls, library: Library) -> Picker | None:
        """The picker of the newest run; None where nothing was learned yet. A damaged run is a UserFault."""
        run = library.runs.latest()
        if run is None:
            return None
        return cls(library, Ranker(load_run(run.folder)), run.learned_feedback)

    def move_to(self, library: Library) -> bool:
        """Ask this library from now on (the same file, opened by another thread). Whether feedback was given
        since the last look at it."""
        self._library = library
        if library.feedback.standing() == self._standing and library.hidden_works() == self.hidden:
            return False
        self.take_feedback()
        return True

    def narrow(self, work_ids: NDArray[np.int64] | None) -> None:
        """Only these works in every list from now on (ascending ids); None: all again."""
        ids = self._ranker.run.work_ids
        self._within = None if work_ids is None else np.isin(ids, work_ids, assume_unique=True)

    def silence(self, work_ids: frozenset[int]) -> None:
        """What if these works of the history said nothing?"""
        self._ranker.silence(work_ids)
        self._reasons_stale = True

    def let_go(self) -> None:
        """Another run has taken over: its mapped file and columns may leave the memory at once."""
        self._ranker.let_go()

    # -- feedback -------------------------------------------------------------------------------------

    def take_feedback(self) -> None:
        """Let every verdict count that was given, or taken back, since the run began to learn."""
        self._standing = self._library.feedback.standing()
        self.verdicts = {work_id: opinion.verdict.value for work_id, opinion in self._standing.items()}
        self.hidden = self._library.hidden_works()
        self.resting = self._library.feedback.resting(self._opened_at)
        leanings = {work_id: said.lean for work_id, said in self._library.journal.leanings().items()}
        if leanings != self._leanings:
            self._leanings = leanings
            self._ranker.lean(leanings)
        self._reasons_stale = True  # told anew when the page is, a moment after the click
        since = {
            work_id: opinion.verdict
            for work_id, opinion in self._standing.items()
            if opinion.journal_id > self._learned_feedback
        }
        for work_id in self._ranker.nudges.keys() - since.keys():
            self._ranker.unnudge(work_id)
        for work_id, verdict in since.items():
            if self._ranker.nudges.get(work_id) != verdict and self.knows(work_id):
                self._ranker.nudge(work_id, verdict)

    def knows(self, work_id: int) -> bool:
        """Whether the run has this work: one that was made since has to wait for the next training."""
        ids = self._ranker.run.work_ids
        at = int(np.searchsorted(ids, work_id))
        return at < len(ids) and int(ids[at]) == work_id

    # -- lists ----------------------------------------------------------------------------------------

    def shelves(self, dials: Mapping[str, float]) -> tuple[tuple[Shelf, ...], Measures]:
        """All shelves of the home page, empty ones left out, and the measures of the top picks. A work
        stands on one shelf only: the first that wants it."""
        request = Request(n=ON_SHELF, hidden=self.hidden, resting=self.resting)
        if self._reasons_stale:
            self._reasons.clear()
            self._reasons_stale = False
        made = []
        measures = self._ranker.measures(())
        turned = dials_of(dials, self.shares)
        for shelf in ranking.shelves(self._ranker, turned, request, within=self._within):
            key, subject = shelf.key, ""
            if key == "top":
                measures = self._ranker.measures(shelf.picks)
            elif shelf.work_id is not None:
                key = f"{key}:{shelf.work_id}"
                anchor = self._some([shelf.work_id]).get(shelf.work_id)
                subject = anchor.title if anchor else ""
            elif key in _KIND_VALUES:
                key = f"kind:{key}"
            made.append(Shelf(key, self._cards(shelf.picks, key, dials), subject))
        return tuple(made), measures

    def list_for(
        self, key: str, dials: Mapping[str, float], hurry: bool = False
    ) -> tuple[tuple[Card, ...], Measures]:
        """One list by its key: "top" as long as a shelf, a page's list as long as a page. In a `hurry` only
        the first cards have their reasons, the rest follows when asked for without."""
        listing = self._arranged(key, dials, length_of(key))
        told = IN_SIGHT if hurry else ON_PAGE
        return self._cards(listing.picks, key, dials, told), listing.measures

    def order_for(self, key: str, dials: Mapping[str, float]) -> tuple[tuple[int, ...], Measures]:
        """The works that `list_for` has cards of, and what it says of them, for a third of the time."""
        listing = self._arranged(key, dials, length_of(key))
        return tuple(pick.work_id for pick in listing.picks), listing.measures

    def popularity(self) -> dict[int, float]:
        """How widely each work is known, 0..1."""
        run = self._ranker.run
        return dict(zip(run.work_ids.tolist(), run.popularity.tolist(), strict=True))

    def by_meaning(self, text: str, encoder: QueryEncoder, embedder: str) -> tuple[Card, ...]:
        """Works a sentence describes, best first. `embedder` names the vectors of `encoder`: where the works
        were embedded by another, that is a UserFault."""
        wish = Wish(encoder.encode(text), embedder)
        listing = self._ranker.search(wish, Dials(), Request(n=MEANT, hidden=self.hidden))
        return self._cards(listing.picks, "meaning", {})

    def similar(self, work_id: int, count: int = 12) -> tuple[Card, ...]:
        """New works that are most like one work, as far as the person's taste allows."""
        if not self.knows(work_id):
            return ()
        request = Request(n=count, because=work_id, hidden=self.hidden)
        return self._cards(self._ranker.arrange(Dials(), request).picks, f"because:{work_id}", {})

    @property
    def ranker(self) -> Ranker:
        """What lists come from, as this picker has told it of feedback."""
        return self._ranker

    @property
    def within(self) -> NDArray[np.bool_] | None:
        """(n,) the works that the filter lets through; None: all."""
        return self._within

    def plain_cards(self, work_ids: Iterable[int]) -> tuple[Card, ...]:
        """Cards without a reason."""
        works = self._some(work_ids)
        return tuple(card_of(work, verdict=self.verdicts.get(w, "")) for w, work in works.items())

    def where_is(self, work: Work, dials: Mapping[str, float], key: str = "") -> ranking.Stop | None:
        """Where a work stands in a list (that of its kind, if none is named), or what keeps it out; None for
        one that the run does not know."""
        if not self.knows(work.id):
            return None
        key = key or f"kind:{work.kind.value}"
        asked = self.asked(key, dials, length_of(key))
        return ranking.why_not(self._ranker, work.id, *asked, self._within)

    def without_strongest(self, work: Work, dials: Mapping[str, float]) -> ranking.Counterfactual | None:
        """Where a work would stand by score among all of its kind without what speaks most for it; None for
        one that the run does not know, or that nothing speaks for."""
        if not self.knows(work.id):
            return None
        asked = self.asked(f"kind:{work.kind.value}", dials, ON_PAGE)
        found = self._ranker.counterfactual(work.id, STRONGEST, *asked)
        return found if found.without else None

    def asked(self, key: str, dials: Mapping[str, float], count: int) -> tuple[Dials, Request]:
        """What the ranker is asked for the list of a key, `count` works long."""
        name, _, rest = key.partition(":")
        kinds = frozenset({Kind(rest)}) if name == "kind" else None
        because = int(rest) if name == "because" else None
        mode = {"backlog": Mode.BACKLOG, "revisit": Mode.REVISIT}.get(name, Mode.NEW)
        side = Side(name) if name in list(Side) else None
        request = Request(count, kinds, mode, because, side, self.hidden, self.resting)
        turned = dials_of(dials, self.shares)
        if kinds is not None:
            turned = replace(turned, mix=None)  # there is nothing to mix
        elif (
            (key in ("top", "lately") or side is not None) and turned.mix is None and not turned.in_proportion
        ):
            turned = replace(turned, mix=self._own_mix)
        if key == "lately":
            turned = replace(turned, lately=1.0)
        return turned, request

    def _arranged(self, key: str, dials: Mapping[str, float], count: int) -> Listing:
        return self._ranker.arrange(*self.asked(key, dials, count), self._within)

    def _cards(
        self, picks: Sequence[Pick], key: str, dials: Mapping[str, float], told: int = ON_PAGE
    ) -> tuple[Card, ...]:
        works = self._some(pick.work_id for pick in picks)
        waiting = self._library.backlog.waiting(works) if key == "backlog" else {}
        made = []
        for place, pick in enumerate(picks):
            if (work := works.get(pick.work_id)) is not None:
                reason = self._reason(work, key, dials) if place < told and work.id not in waiting else ""
                if work.id in waiting:
                    reason = backlog_words.card_line(waiting[work.id])
                card = card_of(work, reason, self.verdicts.get(work.id, ""))
                made.append(replace(card, trying=True) if pick.trying else card)
        return tuple(made)

    def _reason(self, work: Work, key: str, dials: Mapping[str, float]) -> str:
        """The short true line of a card. On a shelf that is because of one work, all cards would name it:
        there the line says what the two have in common."""
        name, _, rest = key.partition(":")
        if name == "because":
            anchor = self._some([int(rest)]).get(int(rest))
            common = words.in_common(work, anchor) if anchor else ""
            return common or words.short_reason(self._speaker(work, 0.0), work.reach, also=True)
        if name == "meaning":
            return words.tag_line(work)
        lately = 1.0 if name == "lately" else dials.get("lately", 0.0)
        if (work.id, lately) not in self._reasons:
            if len(self._reasons) > KEPT_REASONS:
                self._reasons.clear()
            self._reasons[work.id, lately] = words.short_reason(self._speaker(work, lately), work.reach)
        return self._reasons[work.id, lately]

    def _speaker(self, work: Work, lately: float) -> str:
        """The title that speaks most for a work; empty where none does. Of the dials only `lately` weighs
        the history anew."""
        strongest = self._ranker.strongest(work.id, Dials(lately=lately), Request(), 1)
        return next(iter(self._titles(strongest)), "")

    # -- one work -------------------------------------------------------------------------------------

    def details(self, work_id: int, dials: Mapping[str, float]) -> Details | None:
        """All that is said of one work; the bars sum to its score under these dials."""
        bare = bare_details(self._library, work_id)
        if bare is None or not self.knows(work_id):
            return bare
        account = self._ranker.account(work_id, dials_of(dials, self.shares), Request())
        teller = self._teller(account)
        told = reason_words.templates()
        # A window does not load the whole history, so it cannot count a creator's works in it.
        reasons = [r for r in teller.reasons(account, most=4) if not r.key.startswith("creator.")]
        row = int(np.searchsorted(self._ranker.run.work_ids, work_id))
        spoken = account.parts["history"] + account.parts.get("people", 0.0)
        said = words.sentences([ranking.say_reason(reason, told) for reason in reasons], spoken)
        waiting = self._library.backlog.waiting([work_id]).get(work_id)
        return replace(
            bare,
            sentence=f"{said} {backlog_words.sentence(waiting)}" if waiting else said,
            confidence=words.confidence(ranking.how_sure(float(self._ranker.run.confidence[row]))),
            score=account.score,
            bars=tuple(
                Bar(ranking.say(bar.key, bar.params, told), bar.contribution)
                for bar in teller.bars(account, NAMED_BARS)
            ),
            related=self._related(account.evidence),
        )

    def _teller(self, account: Account) -> ranking.Teller:
        """A teller that knows the works this account may name. It does not know the whole history, so it
        must not count how many works of a creator are in it."""
        named = [e.work_id for e in account.evidence[:TOLD]]
        events = (event for e in account.evidence[:TOLD] for event in self._events_of(e, RECENT))
        verdicts = {work_id: opinion.verdict for work_id, opinion in self._standing.items()}
        works = self._some([account.work_id, *named]).items()
        told = {w: replace(work, genres=tuple(map(words.genre_text, work.genres))) for w, work in works}
        return ranking.Teller(told, events, verdicts)

    def _related(self, evidence: tuple[Evidence, ...]) -> tuple[Related, ...]:
        works, leanings = self._some(e.work_id for e in evidence[:5]), self._leanings or {}
        return tuple(
            Related(
                card_of(works[e.work_id]),
                e.contribution,
                self._what_happened(e),
                leanings.get(e.work_id),
            )
            for e in evidence[:5]
            if e.work_id in works
        )

    def _what_happened(self, evidence: Evidence) -> str:
        if events := self._events_of(evidence, 1):
            return words.event_text(events[0])
        opinion = self._standing.get(evidence.work_id)
        return words.verdict_done(opinion.verdict) if opinion else ""

    def _events_of(self, evidence: Evidence, limit: int) -> list[Event]:
        """The newest events of a work of the history. Those of an album's tracks are the artist's: which of
        them speak for the album, the run alone knows; the newest of those that say most are taken."""
        if events := self._library.history.events_of(evidence.work_id, limit=limit):
            return events
        loudest = sorted(evidence.events, key=lambda said: -abs(said[1]))[:RECENT]
        heard = self._library.timeline.events(event for event, _ in loudest)
        heard.sort(key=lambda event: (event.when is None, -event.when.timestamp() if event.when else 0.0))
        return [replace(event, work_id=evidence.work_id) for event in heard[:limit]]

    def _known_works(self, evidence: Iterable[Evidence]) -> list[Work]:
        ids = [e.work_id for e in evidence]
        works = self._some(ids)
        return [works[work_id] for work_id in ids if work_id in works]

    def _titles(self, evidence: Iterable[Evidence]) -> list[str]:
        return [work.title for work in self._known_works(evidence)]

    def _some(self, work_ids: Iterable[int]) -> dict[int, Work]:
        """Works by id, read from the library once: 12,000 of them take 20 MiB, a session sees a few
        hundred."""
        wanted = list(work_ids)
        missing = [work_id for work_id in wanted if work_id not in self._works]
        if missing:
            self._works.update(self._library.works.some(missing))
        return {work_id: self._works[work_id] for work_id in wanted if work_id in self._works}


def _equal_shares(ranker: Ranker) -> Mapping[Kind, float]:
    """Every kind that there is something of, alike: for somebody without history."""
    there = np.unique(ranker.run.kinds[ranker.run.candidate]).tolist()
    return {KINDS[kind]: 1.0 / len(there) for kind in there}
