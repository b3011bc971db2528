"""From an account to reasons: a bar for every contribution, and one plain sentence that says only facts.

A sentence names the works that really contributed most; the verb is what the person really did with them;
what two works have in common is equal in both, letter for letter but for case. Where no fact fits, the
sentence says less. Nothing here is weighed anew: bars and reasons carry the numbers of the account.

Knows works, events and accounts. Knows nothing of runs, of lists, or of the library they come from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from recdesk.domain.feedback import Verdict
from recdesk.domain.history import Action, Event
from recdesk.domain.taste import Account, Evidence
from recdesk.domain.works import Work
from recdesk.ranking.words import TEMPLATES, Value, say

_HIGH = 0.8  # a rating of four stars out of five and up counts as high
_OFTEN = 20  # plays from which on "often" is said; by feel: an album heard through twice
_COMPANION = 0.5  # a second work is named if it contributes at least half of what the first does
_NAMED = 3  # works in one sentence
# Fame is counted from the middle of the catalogue: beside 3.3 spreads of it a pull of 0.9 tells famous works
# apart. At a third, 17 of a film lover's first 20 said nothing but "widely known"; now 6 do.
_BESIDE_FAME = 0.15
_WORTH_SAYING = 1 / 3  # beside a slider that was moved; by feel
_SHARED = 2  # tags or genres in one sentence
_FAMILIAR = 2  # works of one creator from which on the creator is a reason
_SLIGHT = 0.3  # of the weightiest reason; what weighs less would say more than is so; by feel
_WIDELY, _LITTLE = 4, 2  # reach, 1 to 5

_CONSUMED = {Action.WATCHED: "watched", Action.LISTENED: "listened", Action.READ: "read"}


@dataclass(frozen=True, slots=True)
class Clause:
    """Words by key: see `words.TEMPLATES`."""

    key: str
    params: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Reason:
    """One true reason. `evidence` are the works it names or counts, with their share in the score; `then`
    is what they have in common with the recommended work."""

    key: str
    params: Mapping[str, Value]
    evidence: tuple[Evidence, ...] = ()
    then: Clause | None = None
    weight: float = 0.0  # its part of the score; for "because" the whole history, which it stands for


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the account; the contributions of all bars sum to the score."""

    key: str
    params: Mapping[str, Value]
    contribution: float
    work_id: int | None = None


def say_reason(reason: Reason, templates: Mapping[str, str] = TEMPLATES) -> str:
    """The reason in words."""
    first = say(reason.key, reason.params, templates)
    if reason.then is None:
        return first
    then = say(reason.then.key, reason.then.params, templates)
    return say("joined", {"first": first, "then": then}, templates)


class Teller:
    """Tells reasons for one person. `works` must hold the works of the history and the recommended ones;
    what it lacks is passed over in silence. `verdicts` are those that hold, learned or not, by work id."""

    def __init__(
        self,
        works: Mapping[int, Work],
        events: Iterable[Event],
        verdicts: Mapping[int, Verdict] | None = None,
    ) -> None:
        self._works = works
        self._verdicts = verdicts or {}
        self._deeds: dict[int, _Deeds] = defaultdict(_Deeds)
        for event in events:
            self._deeds[event.work_id].add(event)
        self._by_creator: dict[tuple[str, str], set[int]] = defaultdict(set)
        for work_id, deeds in self._deeds.items():
            if work := works.get(work_id):
                for verb in deeds.consumed:
                    for name in work.creators:
                        self._by_creator[plain(name), verb].add(work_id)

    def reasons(self, account: Account, most: int = 3) -> tuple[Reason, ...]:
        """The true reasons, weightiest first and at least one; the first is the plain sentence of a card. An
        account with only its strongest evidence (`Ranker.strongest`) is enough for that."""
        work = self._works.get(account.work_id)
        speaking = [e for e in account.evidence if e.contribution > 0.0 and e.work_id in self._works]
        speaking.sort(key=lambda e: -e.contribution)
        found = [*self._history(account, work, speaking), *self._creators(work, speaking)]
        found += _grounds(account, work)
        found.sort(key=lambda reason: -reason.weight)
        if found and not found[0].evidence:
            # "Widely known" tells a person nothing about themselves: their history goes first where it
            # weighs enough beside the first ground.
            enough = _BESIDE_FAME if found[0].key == "prior.known" else _WORTH_SAYING
            own = [r for r in found if r.evidence and r.weight >= enough * found[0].weight]
            found = own[:1] + [reason for reason in found if reason not in own[:1]]
        found = [reason for reason in found if reason.weight >= _SLIGHT * found[0].weight]
        return tuple(found[:most]) or (Reason("meagre", {}),)

    def bars(self, account: Account, most: int = 8) -> tuple[Bar, ...]:
        """The account as bars: the largest contributions of the history in `most` bars, the rest of it in
        one, then every other part. What a work says by itself and what it says by other people's likes are
        two bars, one below the other. They sum to the score."""
        bars: list[Bar] = []
        told = 0
        for evidence in account.evidence:
            ways = self._ways(evidence)
            if len(bars) + len(ways) > most:
                break
            bars, told = bars + ways, told + 1
        if rest := account.evidence[told:]:
            left = sum(account.parts.get(name, 0.0) for name in _HISTORY) - sum(b.contribution for b in bars)
            bars.append(Bar("bar.rest", {"count": len(rest)}, left))
        order = sorted((name for name in account.parts if name not in _HISTORY), key=list(_PART_BARS).index)
        bars += [Bar(_PART_BARS[name], {}, account.parts[name]) for name in order]
        return tuple(bars)

    def _ways(self, evidence: Evidence) -> list[Bar]:
        title, others = {"title": self._title(evidence.work_id)}, evidence.by_others
        bars = [
            Bar("bar.evidence", title, evidence.contribution - others, evidence.work_id),
            Bar("bar.people", title, others, evidence.work_id),
        ]
        return bars if others else bars[:1]

    def _title(self, work_id: int) -> str:
        work = self._works.get(work_id)
        return work.title if work else f"#{work_id}"

    def _history(self, account: Account, work: Work | None, speaking: Sequence[Evidence]) -> list[Reason]:
        """The works that speak most, with the same verb for all of them, and what they share."""
        if not speaking:
            return []
        first = speaking[0]
        whole = sum(account.parts.get(name, 0.0) for name in _HISTORY)
        if said := _by_others(speaking):
            titles = tuple(dict.fromkeys(self._title(e.work_id) for e in said))
            liked = "people.liked" if all(e.together for e in said) else "people.lead"
            key = "people.foretold" if account.foretold else liked
            return [Reason(key, {"titles": titles}, said, None, max(whole, _sum(said)))]
        verb = self._verb(first.work_id)
        named = [
            e
            for e in speaking
            if self._verb(e.work_id) == verb and e.contribution >= _COMPANION * first.contribution
        ][:_NAMED]
        named, then = self._in_common(work, named)
        titles = tuple(dict.fromkeys(self._title(e.work_id) for e in named))
        return [Reason(f"because.{verb}", {"titles": titles}, tuple(named), then, max(whole, _sum(named)))]

    def _in_common(self, work: Work | None, named: list[Evidence]) -> tuple[list[Evidence], Clause | None]:
        """What the named works share with the recommended one, and which of them do: as many as share a
        creator, else a tag, else a genre, counted from the strongest. Those who do not are not named."""
        if work is None:
            return named, None
        for key, label, field_name in (
            ("also_by", "names", "creators"),
            ("shared", "names", "tags"),
            ("shared", "names", "genres"),
        ):
            for some in (named[:count] for count in range(len(named), 0, -1)):
                others = [self._works[e.work_id] for e in some]
                if shared := _shared(getattr(work, field_name), [getattr(o, field_name) for o in others]):
                    return some, Clause(key, {label: shared[:_SHARED]})
        return named, None

    def _creators(self, work: Work | None, speaking: Sequence[Evidence]) -> list[Reason]:
        """A creator of the work of whom the person knows several others that speak for it."""
        found = []
        for name in work.creators if work else ():
            by_same = tuple(e for e in speaking if plain(name) in map(plain, self._works[e.work_id].creators))
            for verb in _CONSUMED.values():
                count = len(self._by_creator.get((plain(name), verb), set()) - {work.id if work else 0})
                if by_same and count >= _FAMILIAR:
                    weight = sum(e.contribution for e in by_same)
                    found.append(
                        Reason(f"creator.{verb}", {"name": name, "count": count}, by_same, None, weight)
                    )
        return found

    def _verb(self, work_id: int) -> str:
        """What the person did with a work, the most telling first; "plain" when nothing fits."""
        verdict = self._verdicts.get(work_id)
        if verdict is Verdict.LIKE:
            return "more_like"
        if verdict is Verdict.SEEN_LIKED:
            return "liked"
        return self._deeds[work_id].verb() if work_id in self._deeds else "plain"


@dataclass(slots=True)
class _Deeds:
    """All that was done with one work."""

    actions: set[Action] = field(default_factory=set)
    rating: float = -1.0  # the highest given
    liked: bool = False
    plays: int = 0

    def add(self, event: Event) -> None:
        self.actions.add(event.action)
        self.liked |= event.liked or event.action is Action.LIKED
        if event.rating is not None:
            self.rating = max(self.rating, event.rating)
        if event.action is Action.LISTENED:
            self.plays += event.count

    @property
    def consumed(self) -> tuple[str, ...]:
        return tuple(verb for action, verb in _CONSUMED.items() if action in self.actions)

    def verb(self) -> str:
        if self.rating >= _HIGH:
            return "rated_high"
        if self.liked:
            return "liked"
        if self.plays >= _OFTEN:
            return "listened_often"
        if self.consumed:
            return self.consumed[0]
        if self.rating >= 0.0:
            return "rated"
        return "saved" if Action.SAVED in self.actions else "plain"


_HISTORY = ("history", "people")  # the parts that evidence sums to

_PART_BARS = {
    "meaning": "bar.meaning",
    "kinship": "bar.kinship",
    "prior": "bar.prior",
    "novelty": "bar.novelty",
    "popularity": "bar.popularity",
    "hidden": "bar.popularity",
    "baseline": "bar.baseline",
}


def _by_others(speaking: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The works that speak most, of those for which other people's likes carry more than half; none unless
    the one that speaks most of all is among them."""
    first = speaking[0]
    if first.by_others <= first.contribution - first.by_others:
        return ()
    named = (e for e in speaking if e.contribution >= _COMPANION * first.contribution)
    return tuple(e for e in named if e.by_others > e.contribution - e.by_others)[:_NAMED]


def _sum(evidence: Iterable[Evidence]) -> float:
    return sum(e.contribution for e in evidence)


def _grounds(account: Account, work: Work | None) -> list[Reason]:
    """Reasons that are not in the history: a wish typed, a slider moved, how widely a work is known."""
    parts, reach = account.parts, (work.reach if work else None) or 0
    found = []
    if (weight := parts.get("meaning", 0.0)) > 0.0:
        found.append(Reason("meaning", {}, weight=weight))
    if (weight := parts.get("novelty", 0.0)) > 0.0:
        found.append(Reason("dial.novelty", {}, weight=weight))
    if (weight := parts.get("popularity", 0.0)) > 0.0 and reach >= _WIDELY:
        found.append(Reason("dial.known", {"reach": reach}, weight=weight))
    if (weight := parts.get("hidden", 0.0)) > 0.0 and 0 < reach <= _LITTLE:
        found.append(Reason("dial.hidden", {"reach": reach}, weight=weight))
    if (weight := parts.get("prior", 0.0)) > 0.0 and reach >= _WIDELY:
        found.append(Reason("prior.known", {"reach": reach}, weight=weight))
    return found


def plain(name: str) -> str:
    """Names that mean the same to a reader: case and spaces around do not count, nothing else is forgiven."""
    return " ".join(name.casefold().split())


def _shared(names: Sequence[str], others: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The names that all others have too, as the recommended work writes them."""
    sets = [set(map(plain, other)) for other in others]
    return tuple(name for name in names if all(plain(name) in each for each in sets))
