"""The one object the window asks: lists, accounts and effects of feedback from one training run.

Everything is computed from the same columns, so what an account says is what moved the list.

Knows a `TasteRun`. Knows nothing of titles, of the library, of Qt, or of how the run was learned.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.feedback import Verdict
from recdesk.domain.journal import LEANING, Lean
from recdesk.domain.taste import (
    Account,
    Dials,
    Evidence,
    Listing,
    Measures,
    Mode,
    Pick,
    Request,
    Side,
    TasteRun,
)
from recdesk.domain.works import Kind
from recdesk.ranking.blend import Blend, Focus, focused
from recdesk.ranking.choose import Rules, choose
from recdesk.ranking.kinship import kinship_of
from recdesk.ranking.measures import measure
from recdesk.ranking.mixing import Mixing
from recdesk.ranking.proportion import Proportions
from recdesk.ranking.scores import FloatArray, Scores
from recdesk.ranking.search import Wish, closeness
from recdesk.ranking.sliders import Market, Prices
from recdesk.ranking.standing import Gate, Mask, Standing
from recdesk.ranking.trying import explores, tries

SHORTLIST = 800  # works that diversity and the rules choose from; the scores before it are exact over all

_KEPT_LIKENESS = 8  # columns of "because of" lists kept: more than one page asks for
_KEPT_PRICES = 64  # lists whose prices are kept

_Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """Where a work would stand without its strongest evidence. Ranks count all works the list may hold, by
    score, before diversity and rules move anything; equal scores stand in the order of work ids."""

    work_id: int
    without: tuple[int, ...]  # work ids, the strongest first; fewer than asked for if fewer speak for it
    score: float
    score_without: float
    rank: int
    rank_without: int


class Ranker:
    """Lists, accounts and measures of one run. Pure but for `nudge`; equal calls give equal answers."""

    def __init__(self, run: TasteRun) -> None:
        self.run = run
        self._columns = Scores(run)
        self._standing = Standing(run)
        self._prices: dict[tuple[Mode, frozenset[Kind] | None, int | None, Side | None, bytes], Prices] = {}
        self._likeness: dict[int, Focus] = {}
        self._leanings: dict[int, Lean] = {}
        self._silent: frozenset[int] = frozenset()
        self._proportions = Proportions(run)

    def arrange(self, dials: Dials, request: Request, within: Mask | None = None) -> Listing:
        """The list of `request` under `dials`. Every work of the run is scored, none is left out beforehand;
        `within` (n,) narrows the list to some of them (a filter), and what sliders cost with it.

        Equal scores are ordered by work id. Diversity, shares of kinds and the rule for groups move works
        and change no score, so `parts` always sum to `score`; with them at rest the list descends by score.
        Up to 400 works, a shorter list is the beginning of a longer one. Fewer than `request.n` works come
        back only when the rules allow no more.
        """
        blend = self._blend(dials, request, within=within)
        allowed = self._allowed(request)
        if within is not None:
            allowed = allowed & within
        rows = self._choose(blend, allowed, dials, request)
        if not explores(dials):
            return self._listing(rows, blend)
        plain = self._blend(
            replace(dials, novelty=0.0, diversity=0.0, popularity=0.5), request, within=within
        )
        return self._listing(rows, blend, tries(rows, plain.scores, allowed, self.run.confidence))

    def gates(self, request: Request, within: Mask | None = None) -> list[tuple[Gate, Mask]]:
        """What keeps works out of the list of `request` before scores are looked at, in order, and which
        pass each (n,)."""
        gates = self._standing.gates(request)
        if request.because is not None:
            everything = np.ones(len(self.run.work_ids), np.bool_)
            gates.append((Gate.UNRELATED, self._only_because(request, everything)))
        if within is not None:
            gates.append((Gate.FILTER, within))
        return gates

    def place(
        self, work_id: int, dials: Dials, request: Request, within: Mask | None = None
    ) -> tuple[float, int]:
        """The score of a work and its rank by score among what the list may hold, before diversity, shares
        and groups move anything."""
        row = self.row(work_id)
        allowed = self._allowed(request)
        if within is not None:
            allowed = allowed & within
        allowed[row] = True
        scores = self._blend(dials, request, within=within).scores
        return float(scores[row]), _rank(scores, row, allowed)

    def row(self, work_id: int) -> int:
        """Where a work stands in the arrays of the run; a UserFault if the run does not know it."""
        return self._standing.row(work_id)

    def account(self, work_id: int, dials: Dials, request: Request, wish: Wish | None = None) -> Account:
        """The whole reckoning of one work, whether or not it is in the list; with the wish of a search, in
        that search. The evidence sums to parts["history"], and where other people's likes speak to that and
        parts["people"] together; what was said in the window since the training stands there with no
        events."""
        row = self._standing.row(work_id)
        blend = self._blend(dials, request, wish)
        parts = blend.parts(row)
        rows, contributions = blend.contributions(row)
        order = np.lexsort((rows, -np.abs(contributions.sum(axis=1))))
        evidence = self._evidence(row, rows, contributions, order)
        foretold = self.run.foretold is not None and bool(self.run.foretold[row])
        return Account(work_id, sum(parts.values()), parts, evidence, foretold)

    def strongest(self, work_id: int, dials: Dials, request: Request, k: int = 3) -> tuple[Evidence, ...]:
        """The `k` works of the history that speak most for a work, strongest first: what a card needs, for a
        tenth of the cost of an account."""
        row = self._standing.row(work_id)
        rows, contributions = self._blend(dials, request).contributions(row)
        said = contributions.sum(axis=1)
        order = np.lexsort((rows, -said))[:k]
        return self._evidence(row, rows, contributions, order[said[order] > 0.0])

    def counterfactual(self, work_id: int, k: int, dials: Dials, request: Request) -> Counterfactual:
        """What would become of a work without the `k` works that speak most for it. Their coefficients are
        dropped and the rest stays as learned; training without them would also move the rest a little."""
        row = self._standing.row(work_id)
        blend = self._blend(dials, request)
        rows, contributions = blend.contributions(row)
        said = contributions.sum(axis=1)
        order = np.lexsort((rows, -said))[:k]
        dropped = order[said[order] > 0.0]
        after = blend.scores_without(dropped) if len(dropped) else blend.scores
        allowed = self._allowed(request)
        allowed[row] = True
        return Counterfactual(
            work_id,
            tuple(self.run.work_ids[rows[dropped]].tolist()),
            float(blend.scores[row]),
            float(after[row]),
            _rank(blend.scores, row, allowed),
            _rank(after, row, allowed),
        )

    def search(self, wish: Wish, dials: Dials, request: Request) -> Listing:
        """Works that answer a wish: title hits first, in the order given and known or not, then by meaning
        what the request allows. Works that were sent away are found on no path."""
        shown = self._standing.shown(request)
        hits = [row for row in map(self._standing.row, dict.fromkeys(wish.titles)) if shown[row]]
        rows = np.array(hits[: request.n], np.int64)
        blend = self._blend(dials, request, wish)
        if wish.has_meaning and len(rows) < request.n:
            allowed = self._standing.allowed(replace(request, resting=frozenset()))  # asked for by name
            allowed[[*hits, *map(self._standing.row, (*wish.like, *wish.unlike))]] = False
            found = self._choose(blend, allowed, dials, request)
            rows = np.concatenate([rows, found[: request.n - len(rows)]])
        return self._listing(rows, blend)

    def knows(self, work_id: int) -> bool:
        """Whether the run has the work: one added since the last training is not there yet."""
        return self._standing.knows(work_id)

    def measures(self, picks: Sequence[Pick]) -> Measures:
        """What a list of picks is like, for lists put together elsewhere."""
        return self._measured(np.array([self._standing.row(pick.work_id) for pick in picks], np.int64))

    def nudge(self, work_id: int, verdict: Verdict) -> None:
        """Let a verdict count at once; the last one on a work holds.

        LIKE and SEEN_LIKED add the work as evidence as strong as the person's strong evidence, SEEN_DISLIKED
        the same against, NOT_INTERESTED a tenth of it; SEEN_NEUTRAL and LATER change no score at all. All
        SEEN_* make the work known, LATER puts it in the backlog, NOT_INTERESTED and SEEN_DISLIKED hide it.
        """
        self._say(work_id, verdict)

    def unnudge(self, work_id: int) -> None:
        """Take the verdict on a work back: lists are then what they were, whatever came in between."""
        self._say(work_id, None)

    def lean(self, leanings: Mapping[int, Lean]) -> None:
        """Let the person's leanings, by work id, count at once: all that hold, whether or not the run was
        trained with them. None gives back the run as it would be without any."""
        self._leanings = dict(leanings)
        self._turn_voices()

    def silence(self, work_ids: Iterable[int]) -> None:
        """What if these works of the history said nothing? Nothing else is learned anew; an empty set gives
        the same lists back to the bit."""
        self._silent = frozenset(work_ids)
        self._turn_voices()

    def _turn_voices(self) -> None:
        run = self.run
        learned = np.ones(len(run.evidence_rows)) if run.leaned is None else run.leaned
        both = self._columns.trained.both().sum(axis=(1, 2))
        positive = both / learned > 0.0
        wanted = np.ones(len(learned))
        for place, work_id in enumerate(run.work_ids[run.evidence_rows].tolist()):
            if work_id in self._silent:
                wanted[place] = 0.0
            elif positive[place] and (lean := self._leanings.get(work_id)) is not None:
                wanted[place] = LEANING[lean]
        self._columns.turn(wanted / learned)

    def speaking(self) -> FloatArray:
        """(m,) how strongly each work of the history that the run was trained with speaks now, by likeness:
        the mean of its two coefficients, with leanings and silence."""
        voices, m = self._columns.voices, len(self.run.evidence_rows)
        return 0.5 * (voices.lasting[:m, 0] + voices.current[:m, 0])

    @property
    def nudges(self) -> Mapping[int, Verdict]:
        """Verdicts that count here and that the run has not learned yet, by work id."""
        return dict(self._standing.verdicts)

    def let_go(self) -> None:
        """Forget what is kept between lists. It refers back to the ranker, so without this one that nobody
        uses any more would keep its run in memory until the garbage collector happens by."""
        self._prices.clear()
        self._likeness.clear()

    def _say(self, work_id: int, verdict: Verdict | None) -> None:
        before = self._standing.strengths()
        self._standing.say(work_id, verdict)
        if (after := self._standing.strengths()) != before:
            self._columns.say_also(
                [row for row, _ in after], [strength * self._strong(row) for row, strength in after]
            )

    def _strong(self, row: int) -> FloatArray:
        """(w,) the coefficients of a clear liking: what the strongest tenth of the evidence has, or, with no
        history yet, what would lift the work itself by one deviation of relevance."""
        made = np.zeros(self._columns.ways)
        for way, lasting in enumerate(self._columns.trained.lasting.T):
            if len(liked := lasting[lasting > 0.0]):
                made[way] = np.quantile(liked, 0.9)
        own = float(self._columns.factors_of(np.array([row])).squares()[0])
        if not made.any() and own > 1e-9:
            made[0] = 1.0 / (self._columns.scale(0.0).ratio * own)
        return made

    def _blend(
        self, dials: Dials, request: Request, wish: Wish | None = None, within: Mask | None = None
    ) -> Blend:
        if wish is None:
            focus = self._focus(request)
        else:
            request = replace(request, because=None)
            column = closeness(self.run, wish, self._standing.row)
            focus = None if column is None else Focus(column, self._columns.deviation(column))
        weights = self._priced(request, within).weights(dials)
        return Blend(self._columns, dials.lately, weights, focus)

    def _focus(self, request: Request) -> Focus | None:
        """The work a list is "because of", with its likeness to all (4 ms for 12,000 works) kept."""
        if request.because is None:
            return None
        row = self._standing.row(request.because)
        if row not in self._likeness:
            while len(self._likeness) >= _KEPT_LIKENESS:
                self._likeness.pop(next(iter(self._likeness)))
            # The two ways stand to each other as they would if the person asked for more like this.
            strong = self._strong(row)
            weights = np.append(1.0, strong[1:] / strong[0] if strong[0] else strong[1:])
            ways = self._columns.likeness(row, weights)
            column, others = ways.sum(axis=1), ways[:, 1] if self._columns.ways > 1 else None
            self._likeness[row] = Focus(
                column, self._columns.deviation(column), row, kinship_of(self.run, row), weights, others
            )
        return self._likeness[row]

    def _allowed(self, request: Request) -> Mask:
        return self._only_because(request, self._standing.allowed(request))

    def _only_because(self, request: Request, allowed: Mask) -> Mask:
        if focus := self._focus(request):
            allowed &= (focus.column > 0.0) | (focus.kinship > 0.0 if focus.kinship is not None else False)
            allowed[focus.anchor] = False
        return allowed

    def _priced(self, request: Request, within: Mask | None) -> Prices:
        """What sliders cost in such a list, as trained: feedback must not move the scores of other works."""
        narrowed = b"" if within is None else np.packbits(within).tobytes()
        key = (request.mode, request.kinds, request.because, request.side, narrowed)
        if key not in self._prices:
            while len(self._prices) >= _KEPT_PRICES:
                self._prices.pop(next(iter(self._prices)))
            allowed = self._only_because(request, self._standing.allowed_as_trained(request))
            among = np.flatnonzero(allowed if within is None else allowed & within)
            self._prices[key] = Prices(
                Market(
                    lambda: focused(self._columns.trained_relevance(), self._focus(request))[among],
                    lambda name: getattr(self._columns, name)[among],
                )
            )
        return self._prices[key]

    def _choose(self, blend: Blend, allowed: Mask, dials: Dials, request: Request) -> _Rows:
        """Rows of the list. A shortlist that runs dry under the rules is made four times as long."""
        run, variety, mix = self.run, blend.weights.variety, dials.mix
        if dials.in_proportion and not mix:
            mix = self._proportions.mix(request.kinds)
        mixing = Mixing(run.kinds, mix)
        rules = Rules(request.per_group, mixing.shares)
        size = max(SHORTLIST, 2 * request.n)
        while True:
            rows = mixing.shortlist(blend.scores, size, allowed)
            vectors = run.vectors[rows].astype(np.float32) if variety > 0.0 else None
            pull = self._proportions.pull(rows, blend.weights.proportion) if dials.in_proportion else None
            chosen = choose(
                request.n,
                blend.scores[rows],
                run.groups[rows],
                mixing.buckets[rows],
                rules,
                variety,
                vectors,
                pull,
            )
            if len(chosen) >= request.n or len(rows) == int(np.count_nonzero(allowed)):
                return rows[chosen]
            size *= 4

    def _listing(self, rows: _Rows, blend: Blend, tried: Mask | None = None) -> Listing:
        run, picks = self.run, []
        for place, row in enumerate(rows.tolist()):
            parts = blend.parts(row)
            confidence, novelty = float(run.confidence[row]), float(run.novelty[row])
            trying = tried is not None and bool(tried[place])
            work_id, score = int(run.work_ids[row]), sum(parts.values())
            picks.append(Pick(place + 1, work_id, score, parts, confidence, novelty, trying))
        return Listing(tuple(picks), self._measured(rows))

    def _measured(self, rows: _Rows) -> Measures:
        return measure(self.run, rows, self._columns.lean(rows), self._proportions.likeness(rows))

    def _evidence(
        self, row: int, rows: _Rows, contributions: FloatArray, order: _Rows
    ) -> tuple[Evidence, ...]:
        """The evidence at positions `order`. Whatever follows the trained voices has no events to name."""
        events, ids, together = self.run.evidence_events, self.run.work_ids, self.run.together
        made = []
        for j in order.tolist():
            said, others = float(contributions[j].sum()), float(contributions[j, 1:].sum())
            shares = events[j] if j < len(events) else ()
            split = tuple((event, share * said) for event, share in shares)
            both = together is not None and j < len(events) and bool(together[j, row // 8] >> row % 8 & 1)
            made.append(Evidence(int(ids[rows[j]]), said, split, others, both))
        return tuple(made)


def _rank(scores: FloatArray, row: int, allowed: Mask) -> int:
    """1 + how many allowed works stand before the one at `row`."""
    before = scores > scores[row]
    before[:row] |= scores[:row] == scores[row]
    return 1 + int(np.count_nonzero(before & allowed))
