"""The one object the window asks: lists, accounts and effects of feedback from one training run.

Everything is computed from the same columns, so what an account says is what moved the list. Feedback given
in the window counts at once, as evidence of its own, until the next training has learned it.

Knows a `TasteRun`. Knows nothing of titles, of the library, of Qt, or of how the run was learned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.faults import UserFault
from recdesk.domain.feedback import Verdict
from recdesk.domain.taste import (
    KINDS,
    Account,
    Dials,
    Evidence,
    Listing,
    Measures,
    Mode,
    Pick,
    Request,
    TasteRun,
)
from recdesk.domain.works import Kind
from recdesk.ranking.choose import Rules, choose, shortlist
from recdesk.ranking.measures import measure
from recdesk.ranking.scores import FloatArray, Scores, Weights, slider_weights

SHORTLIST = 1000  # works that diversity and the rules choose from; the scores before it are exact over all
_STEP = (10, 200)  # places whose difference in relevance is one step, see slider_weights
_BECAUSE_REST = 0.25  # what is left of the ordinary relevance in a list "because of" one work
_STRENGTH = {
    Verdict.LIKE: 1.0,
    Verdict.SEEN_LIKED: 1.0,
    Verdict.SEEN_DISLIKED: -1.0,
    Verdict.NOT_INTERESTED: -0.1,  # by feel: it must hide the work without lowering its relatives much
}


@dataclass(frozen=True, slots=True, eq=False)
class _Angle:
    """Relevance as one list sees it: baseline + ratio * (prior + history) + boost * (f_anchor . f_i)."""

    values: FloatArray  # (n,)
    baseline: float
    ratio: float
    anchor: int = -1
    boost: float = 0.0


class Ranker:
    """Lists, accounts and measures of one run. Pure but for `nudge`; equal calls give equal answers."""

    def __init__(self, run: TasteRun) -> None:
        self.run = run
        self._scores = Scores(run)
        self._nudges: dict[int, Verdict] = {}
        self._steps: dict[tuple[Mode, frozenset[Kind] | None, int | None], float] = {}
        self._likeness: dict[int, FloatArray] = {}
        self._apply_nudges()

    # -- lists -----------------------------------------------------------------------------------------

    def arrange(self, dials: Dials, request: Request) -> Listing:
        """The list of `request` under `dials`. Every work of the run is scored, none is left out beforehand.

        Equal scores are ordered by work id. Diversity, shares of kinds and the rule for groups move works
        and change no score, so `parts` always sum to `score`; with them at rest the list descends by score.
        Up to 500 works, a shorter list is the beginning of a longer one. Fewer than `request.n` works come
        back only when the rules allow no more.
        """
        angle = self._angle(dials.lately, request)
        weights = slider_weights(dials, self._step(request))
        scores = self._weighed(angle, weights)
        rows = self._choose(scores, self._eligible(request), dials, request, weights.variety)
        return self._listing(rows, angle, weights, dials.lately)

    def account(self, work_id: int, dials: Dials, request: Request) -> Account:
        """The whole reckoning of one work, whether or not it is in the list. The evidence sums to
        parts["history"]; what was said in the window since the training stands there with no events."""
        row = self.row(work_id)
        angle = self._angle(dials.lately, request)
        weights = slider_weights(dials, self._step(request))
        parts = self._parts(row, angle, weights, dials.lately)
        evidence = self._evidence(row, angle, dials.lately)
        return Account(work_id, sum(parts.values()), parts, evidence)

    def row(self, work_id: int) -> int:
        """Where a work stands in the arrays of the run; a UserFault if the run does not know it."""
        at = int(np.searchsorted(self.run.work_ids, work_id))
        if at == len(self.run.work_ids) or int(self.run.work_ids[at]) != work_id:
            raise UserFault(
                f"Work {work_id} is not part of the trained taste.",
                "It may be newer than the last training: train again, or check the number.",
            )
        return at

    def measures(self, picks: Sequence[Pick]) -> Measures:
        """What a list of picks is like, for lists put together elsewhere."""
        rows = np.array([self.row(pick.work_id) for pick in picks], np.int64)
        return measure(self.run, rows, self._scores.lasting[rows], self._scores.current[rows])

    # -- feedback --------------------------------------------------------------------------------------

    def nudge(self, work_id: int, verdict: Verdict) -> None:
        """Let a verdict count at once. The last verdict on a work holds.

        LIKE and SEEN_LIKED add the work as evidence as strong as the person's strong evidence, SEEN_DISLIKED
        the same against, NOT_INTERESTED a tenth of it; SEEN_NEUTRAL and LATER change no score at all. All
        SEEN_* make the work known, LATER puts it in the backlog, NOT_INTERESTED and SEEN_DISLIKED hide it.
        """
        self.row(work_id)
        self._nudges[work_id] = verdict
        self._apply_nudges()

    def unnudge(self, work_id: int) -> None:
        """Take the verdict on a work back: lists are then what they were, whatever came in between."""
        if self._nudges.pop(work_id, None) is not None:
            self._apply_nudges()

    @property
    def nudges(self) -> Mapping[int, Verdict]:
        """Verdicts that count here and that the run has not learned yet, by work id."""
        return dict(self._nudges)

    def _apply_nudges(self) -> None:
        self._known = self.run.known.copy()
        self._backlog = self.run.backlog.copy()
        self._shut = np.zeros(len(self.run.work_ids), np.bool_)
        rows, coefficients = [], []
        for work_id in sorted(self._nudges):  # in the order of ids, so that only what holds matters
            row, verdict = self.row(work_id), self._nudges[work_id]
            self._known[row] |= verdict in (Verdict.SEEN_LIKED, Verdict.SEEN_NEUTRAL, Verdict.SEEN_DISLIKED)
            self._backlog[row] |= verdict is Verdict.LATER
            self._shut[row] = verdict in (Verdict.NOT_INTERESTED, Verdict.SEEN_DISLIKED)
            if strength := _STRENGTH.get(verdict, 0.0):
                rows.append(row)
                coefficients.append(strength * self._strong(row))
        self._scores.say_also(rows, coefficients)

    def _strong(self, row: int) -> float:
        """The coefficient of a clear liking: what the strongest tenth of the evidence has, or, with no
        history yet, what would lift the work itself by one deviation of relevance."""
        lasting = self._scores.trained.lasting
        if len(liked := lasting[lasting > 0.0]):
            return float(np.quantile(liked, 0.9))
        own = float(self._scores.kernel(np.array([row]), row)[0])
        return 1.0 / (self._scores.scale(0.0).ratio * own) if own > 1e-9 else 0.0

    # -- which works, which scores ---------------------------------------------------------------------

    def _eligible(self, request: Request, *, as_trained: bool = False) -> NDArray[np.bool_]:
        """Which works the list may hold. NEW is neither known nor waiting in the backlog: the three modes
        share no work. What waits or is known may come back even if no catalogue holds it."""
        known, backlog = (self.run.known, self.run.backlog) if as_trained else (self._known, self._backlog)
        if request.mode is Mode.NEW:
            allowed = self.run.candidate & ~known & ~backlog
        elif request.mode is Mode.BACKLOG:
            allowed = backlog & ~known
        else:
            allowed = known.copy()
        if request.kinds is not None:
            allowed &= np.isin(self.run.kinds, [KINDS.index(kind) for kind in request.kinds])
        if request.because is not None:
            anchor = self.row(request.because)
            allowed &= self._like(anchor) > 0.0
            allowed[anchor] = False
        if not as_trained:
            allowed &= ~self._shut
            if request.hidden:
                hidden = np.fromiter(request.hidden, np.int64, len(request.hidden))
                allowed[np.isin(self.run.work_ids, hidden, assume_unique=True)] = False
        return allowed

    def _angle(self, lately: float, request: Request, values: FloatArray | None = None) -> _Angle:
        values = self._scores.relevance(lately) if values is None else values
        scale = self._scores.scale(lately)
        if request.because is None:
            return _Angle(values, scale.baseline, scale.ratio)
        anchor = self.row(request.because)
        like = self._like(anchor)
        boost = 1.0 / self._scores.spread_of(like)
        rest = _BECAUSE_REST
        return _Angle(rest * values + boost * like, rest * scale.baseline, rest * scale.ratio, anchor, boost)

    def _like(self, row: int) -> FloatArray:
        """(n,) likeness to one work, kept for the few works a page asks for: 3 ms for 12,000 works."""
        if row not in self._likeness:
            while len(self._likeness) >= 8:
                self._likeness.pop(next(iter(self._likeness)))
            self._likeness[row] = self._scores.likeness(row)
        return self._likeness[row]

    def _step(self, request: Request) -> float:
        """What the list costs between its 10th and 200th place, as trained: feedback must not move it."""
        key = (request.mode, request.kinds, request.because)
        if key not in self._steps:
            values = self._angle(0.0, request, self._scores.trained_relevance()).values
            best = values[self._eligible(request, as_trained=True)]
            first, last = (min(place, len(best)) for place in _STEP)
            step = 0.0
            if len(best):
                ordered = np.sort(np.partition(best, len(best) - last)[len(best) - last :])
                step = float(ordered[last - first] - ordered[0])
            self._steps[key] = step if step > 1e-9 else 1.0
        return self._steps[key]

    def _weighed(self, angle: _Angle, weights: Weights) -> FloatArray:
        scores = angle.values
        if weights.novelty:
            scores = scores + weights.novelty * self._scores.novelty
        if weights.popularity:
            scores = scores + weights.popularity * self._scores.popularity
        return scores

    def _choose(
        self, scores: FloatArray, allowed: NDArray[np.bool_], dials: Dials, request: Request, variety: float
    ) -> NDArray[np.int64]:
        """Rows of the list. A shortlist that runs dry under the rules is made four times as long."""
        buckets, shares = self._buckets(dials.mix)
        size = max(SHORTLIST, 2 * request.n)
        while True:
            if len(shares) < 2:
                rows = shortlist(scores, size, allowed)
            else:
                each = [shortlist(scores, size, allowed & (buckets == bucket)) for bucket in shares]
                rows = np.concatenate(each)
                rows = rows[np.lexsort((rows, -scores[rows]))]
            chosen = choose(
                request.n,
                scores[rows],
                self.run.groups[rows],
                buckets[rows],
                Rules(request.per_group, shares),
                variety,
                self.run.vectors[rows].astype(np.float32) if variety > 0.0 else None,
            )
            if len(chosen) >= request.n or len(rows) == int(np.count_nonzero(allowed)):
                return rows[chosen]
            size *= 4

    def _buckets(self, mix: Mapping[Kind, float] | None) -> tuple[NDArray[np.int8], dict[int, float]]:
        """Which share every work counts for. Kinds the mix does not name have what it leaves over."""
        wished = {kind: share for kind, share in (mix or {}).items() if share > 0.0}
        buckets = np.zeros(len(self.run.work_ids), np.int8)
        if not wished:
            return buckets, {}
        total = max(1.0, sum(wished.values()))
        shares = {0: 1.0 - sum(wished.values()) / total}
        for bucket, (kind, share) in enumerate(wished.items(), start=1):
            shares[bucket] = share / total
            buckets[self.run.kinds == KINDS.index(kind)] = bucket
        return buckets, shares

    # -- what a score is made of -----------------------------------------------------------------------

    def _listing(self, rows: NDArray[np.int64], angle: _Angle, weights: Weights, lately: float) -> Listing:
        run, picks = self.run, []
        for rank, row in enumerate(rows.tolist(), start=1):
            parts = self._parts(row, angle, weights, lately)
            confidence, novelty = float(run.confidence[row]), float(run.novelty[row])
            score = sum(parts.values())
            picks.append(Pick(rank, int(run.work_ids[row]), score, parts, confidence, novelty))
        lasting, current = self._scores.lasting[rows], self._scores.current[rows]
        return Listing(tuple(picks), measure(run, rows, lasting, current))

    def _parts(self, row: int, angle: _Angle, weights: Weights, lately: float) -> dict[str, float]:
        columns = self._scores
        history = (1.0 - lately) * columns.lasting[row] + lately * columns.current[row]
        parts = {
            "baseline": angle.baseline,
            "prior": angle.ratio * float(columns.prior[row]),
            "history": angle.ratio * float(history),
        }
        if angle.boost:
            parts["history"] += angle.boost * float(self._like(angle.anchor)[row])
        if weights.novelty:
            parts["novelty"] = weights.novelty * float(columns.novelty[row])
        if weights.popularity:
            parts["popularity"] = weights.popularity * float(columns.popularity[row])
        return parts

    def _evidence(self, row: int, angle: _Angle, lately: float) -> tuple[Evidence, ...]:
        voices, kernel = self._scores.voices, self._scores.kernel(self._scores.voices.rows, row)
        weights = angle.ratio * voices.blended(lately)
        rows = voices.rows.tolist()
        if angle.boost and angle.anchor in rows:
            weights[rows.index(angle.anchor)] += angle.boost
        contributions = (weights * kernel).tolist()
        events = (*self.run.evidence_events, *(() for _ in range(len(rows) - len(self.run.evidence_events))))
        if angle.boost and angle.anchor not in rows:
            rows.append(angle.anchor)
            contributions.append(angle.boost * float(self._like(angle.anchor)[row]))
            events = (*events, ())
        order = sorted(range(len(rows)), key=lambda j: (-abs(contributions[j]), rows[j]))
        return tuple(
            Evidence(
                int(self.run.work_ids[rows[j]]),
                contributions[j],
                tuple((event, share * contributions[j]) for event, share in events[j]),
            )
            for j in order
        )
