"""The index: works go in, mentions are answered.

Every mention passes the same stages, all its guesses in each: external ids, whole titles, parts of titles,
spelling. The first stage that can accept a work ends the search; a doubt at an earlier stage is never
overruled by a looser likeness of the same words. Pure: no file, no clock, no randomness.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from recdesk.domain.history import Guess, Mention
from recdesk.domain.works import Kind
from recdesk.matching.creators import Agreement, agreement, known_names, lead_artist
from recdesk.matching.entries import Candidate, Match, MatchState, TitleEntry, external_key
from recdesk.matching.evidence import (
    OLD,
    Suspect,
    Trust,
    YearSign,
    enough,
    refused,
    settles,
    worth_asking,
    year_sign,
)
from recdesk.matching.names import Form, Hit, Level, NameTable, Query, parts_of, query
from recdesk.matching.spelling import SpellingIndex
from recdesk.matching.titles import numbers_in, plain, split_subtitle, without_region, year_in

_NO_YEAR = -32768
_NO_AUDIENCE = 3.0  # log10: an uncounted work is taken for a little-known one
_SHOWN = 8
# A first artist of one word must be a household name to stand for a joined one: "Earth, Wind & Fire" is not
# Earth, "Queen & David Bowie" is Queen.
_LEAD_AUDIENCE = 6.5


@dataclass(slots=True)
class _Shelf:
    """What is known of one kind."""

    names: NameTable
    spelling: SpellingIndex = field(init=False)

    def __post_init__(self) -> None:
        self.spelling = SpellingIndex(self.names.keys)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One title of a mention with every kind it is guessed to be, in order of trust."""

    guesses: tuple[Guess, ...]
    title: str
    whole: Query
    makers: tuple[str, ...]
    year: int | None
    seen: int | None
    lone_prefix: bool

    def trust(self, kind: Kind) -> Trust:
        if self.lone_prefix:
            return Trust.LONE_PREFIX
        return Trust.FIRST if kind is self.guesses[0].kind else Trust.OTHER_KIND


class TitleIndex:
    """Answers which work a mention means. Grow it with `add`; adding a work_id twice adds names to both."""

    def __init__(self) -> None:
        self._shelves: dict[Kind, _Shelf] = {}
        self._work_ids = array("q")
        self._years = array("h")
        self._audiences = array("f")
        self._makers: list[str] = []  # normal forms, one a line
        self._kinds: list[Kind] = []
        self._by_external: dict[str, int] = {}

    @classmethod
    def build(cls, entries: Iterable[TitleEntry]) -> TitleIndex:
        """An index of all entries. About 40 microseconds an entry."""
        index = cls()
        for entry in entries:
            index.add(entry)
        return index

    def __len__(self) -> int:
        return len(self._work_ids)

    def add(self, entry: TitleEntry) -> None:
        """Make one more work findable, at once."""
        row = len(self._work_ids)
        self._work_ids.append(entry.work_id)
        self._kinds.append(entry.kind)
        self._years.append(_NO_YEAR if entry.year is None else entry.year)
        self._audiences.append(_NO_AUDIENCE if entry.audience is None else entry.audience)
        # A band's members are no makers of it: a row never names them beside it.
        self._makers.append("\n".join(known_names(entry.creators)) if entry.kind is not Kind.ARTIST else "")
        shelf = self._shelves.get(entry.kind)
        if shelf is None:
            parted = entry.kind in (Kind.FILM, Kind.SERIES, Kind.BOOK, Kind.ALBUM)
            shelf = self._shelves[entry.kind] = _Shelf(NameTable(parts=parted))
        shelf.names.add(row, entry.title, entry.aliases)
        for scheme, value in entry.external_ids:
            key = external_key(scheme, value)
            if key:
                self._by_external.setdefault(key, row)

    def match(self, mention: Mention, seen: int | None = None) -> Match:
        """The work a mention means, or a question, or nothing. `seen` is the earliest year in which the
        person met it, where known: what came out later cannot be meant."""
        by_id = self._by_id(mention)
        if by_id:
            return by_id
        asked = _asked(mention, seen)
        doubts: dict[int, Match] = {}
        refusal = "no such title"
        for stage in (self._whole, self._parts, self._lead, self._spelt):
            for place, one in enumerate(asked):
                if place in doubts:
                    continue
                suspects, why_not = self._admitted(stage(one), one)
                refusal = why_not or refusal
                found = self._decide(suspects, one)
                if found is None:
                    continue
                if found.state is MatchState.ACCEPTED:
                    return found
                doubts[place] = found
        if doubts:
            return doubts[min(doubts)]
        return Match(MatchState.NONE, None, mention.guesses[0], 0.0, refusal)

    def _by_id(self, mention: Mention) -> Match | None:
        rows = {
            row
            for pair in mention.external_ids
            if (row := self._by_external.get(external_key(*pair))) is not None
        }
        if not rows:
            return None
        works = sorted({self._work_ids[row] for row in rows})
        guess = next(
            (g for g in mention.guesses for row in rows if g.kind is self._kinds[row]), mention.guesses[0]
        )
        if len(works) == 1:
            return Match(
                MatchState.ACCEPTED, works[0], guess, 1.0, "external id", (Candidate(works[0], 1.0),)
            )
        candidates = tuple(Candidate(work, 1.0) for work in works[:_SHOWN])
        return Match(MatchState.DOUBTFUL, None, guess, 0.5, "external ids disagree", candidates)

    # The stages: each yields suspects, good and bad.

    def _whole(self, asked: _Asked) -> Iterator[Suspect]:
        for guess in asked.guesses:
            hits = self._hits(guess.kind, asked.whole)
            found = [hit for hit in hits if hit.form < Form.HEAD]
            for hit in found:
                yield self._suspect(asked, hit, guess.kind, asked.whole)
            if guess.kind is Kind.CHANNEL and not found:
                for hit in self._hits(Kind.PODCAST, asked.whole):
                    if hit.form is Form.TITLE and hit.level is Level.PLAIN:
                        yield self._suspect(asked, hit, Kind.PODCAST, asked.whole)

    def _parts(self, asked: _Asked) -> Iterator[Suspect]:
        for guess in asked.guesses:
            for hit in self._hits(guess.kind, asked.whole):
                if hit.form >= Form.HEAD:
                    yield self._suspect(asked, hit, guess.kind, asked.whole)
            for part in _asked_parts(asked, guess.kind):
                for hit in self._hits(guess.kind, part):
                    if hit.form < Form.HEAD and hit.level < Level.SKELETON:
                        part_hit = Hit(hit.row, hit.form, Level.PART)
                        yield self._suspect(asked, part_hit, guess.kind, part, asked_whole=False)
            bare = without_region(asked.title)
            if bare != asked.title:
                region = query(bare)
                for hit in self._hits(guess.kind, region):
                    if hit.form < Form.HEAD:
                        yield self._suspect(asked, hit, guess.kind, region)

    def _lead(self, asked: _Asked) -> Iterator[Suspect]:
        for guess in asked.guesses:
            lead = lead_artist(guess.title) if guess.kind is Kind.ARTIST else None
            if lead is None:
                continue
            first = query(lead)
            for hit in self._hits(Kind.ARTIST, first):
                known = self._audiences[hit.row] >= _LEAD_AUDIENCE or len(first.normal.split()) > 1
                if hit.level <= Level.ARTICLE and known:
                    yield self._suspect(asked, hit, Kind.ARTIST, first, asked_whole=False)

    def _spelt(self, asked: _Asked) -> Iterator[Suspect]:
        edits = 2 if len(asked.whole.key) >= 10 else 1
        numbers = numbers_in(asked.whole.key)
        for guess in asked.guesses:
            shelf = self._shelves.get(guess.kind)
            if shelf is None:
                continue
            misspelt = any(word not in shelf.names.words for word in asked.whole.normal.split())
            for name, distance in shelf.spelling.near(asked.whole.key, edits):
                if numbers_in(name) != numbers:
                    continue
                for hit in self._hits(guess.kind, Query(name, "", "", 0, 0)):
                    if hit.form < Form.HEAD:
                        fuzzy = Hit(hit.row, hit.form, Level.FUZZY)
                        yield self._suspect(
                            asked, fuzzy, guess.kind, asked.whole, edits=distance, misspelt=misspelt
                        )

    # Judging them.

    def _hits(self, kind: Kind, asked: Query) -> Iterator[Hit]:
        shelf = self._shelves.get(kind)
        return shelf.names.find(asked) if shelf else iter(())

    def _suspect(
        self,
        asked: _Asked,
        hit: Hit,
        kind: Kind,
        by: Query,
        *,
        edits: int = 0,
        misspelt: bool = False,
        asked_whole: bool = True,
    ) -> Suspect:
        year = None if self._years[hit.row] == _NO_YEAR else self._years[hit.row]
        ours = self._makers[hit.row]
        makers = agreement(asked.makers, ours.split("\n")) if ours and asked.makers else Agreement.UNKNOWN
        if kind in (Kind.SERIES, Kind.PODCAST) and makers is Agreement.CONTRADICTS:
            makers = Agreement.UNKNOWN  # creators, hosts, networks: lists of them differ by what they mean
        return Suspect(
            row=hit.row,
            kind=kind,
            form=hit.form,
            level=hit.level,
            year=year_sign(kind, asked.year, year, asked.seen),
            makers=makers,
            audience=self._audiences[hit.row],
            length=len(by.key) if by.key.isascii() else 2 * len(by.key),
            words=max(1, len(by.normal.split())) if by.normal.isascii() else max(1, (len(by.key) + 1) // 2),
            edits=edits,
            misspelt=misspelt,
            asked_whole=asked_whole,
            trust=asked.trust(kind),
            old=year is not None and year < OLD,
        )

    def _admitted(self, suspects: Iterator[Suspect], asked: _Asked) -> tuple[list[Suspect], str]:
        """The best suspect of each work that nothing refuses, best first, and why others were refused."""
        best: dict[int, Suspect] = {}
        why_not = ""
        for suspect in suspects:
            why = refused(suspect.kind, suspect.year, suspect.makers)
            if why:
                why_not = why
                continue
            work_id = self._work_ids[suspect.row]
            if work_id not in best or suspect.rank > best[work_id].rank:
                best[work_id] = suspect
        return sorted(best.values(), key=lambda one: one.rank, reverse=True), why_not

    def _decide(self, suspects: list[Suspect], asked: _Asked) -> Match | None:
        if not suspects:
            return None
        best = suspects[0]
        by = "alone" if len(suspects) == 1 else settles(best, suspects[1])
        guess = next((g for g in asked.guesses if g.kind is best.kind), asked.guesses[0])
        candidates = tuple(Candidate(self._work_ids[one.row], one.score) for one in suspects[:_SHOWN])
        method = _method(best, asked)
        if by and enough(best):
            sure = _confidence(best, by)
            return Match(MatchState.ACCEPTED, candidates[0].work_id, guess, sure, method, candidates)
        if not worth_asking(best):
            return None
        reason = f"{method}, not enough to be sure" if by else f"{method}, several works of that name"
        return Match(MatchState.DOUBTFUL, None, guess, best.score / 2, reason, candidates)


def _asked(mention: Mention, seen: int | None) -> list[_Asked]:
    """The guesses of a mention, those of one title together: "Fargo" as a film and as a series is one
    question, and its homonyms are weighed in one pool."""
    by_title: dict[str, list[Guess]] = {}
    for guess in mention.guesses:
        by_title.setdefault(plain(guess.title), []).append(guess)
    makers = known_names(mention.creators)
    return [
        _Asked(
            tuple(guesses),
            guesses[0].title,
            query(guesses[0].title),
            makers,
            mention.year if mention.year is not None else year_in(guesses[0].title),
            seen,
            _is_lone_prefix(guesses[0], mention.guesses[0]),
        )
        for guesses in by_title.values()
    ]


def _is_lone_prefix(guess: Guess, first: Guess) -> bool:
    split = split_subtitle(first.title)
    if split is None or first.kind is not Kind.FILM or guess.kind is not Kind.SERIES:
        return False
    return split_subtitle(split[1]) is None and plain(guess.title) == plain(split[0])


def _asked_parts(asked: _Asked, kind: Kind) -> Iterator[Query]:
    """Parts of the row's title that may be a whole title. Dropping a number drops which sequel it is."""
    if kind not in (Kind.FILM, Kind.SERIES, Kind.BOOK, Kind.ALBUM):
        return
    numbers = [number for number in numbers_in(asked.whole.key) if number != "1"]
    for _, part in parts_of(asked.title, asked.whole.normal):
        found = query(part)
        kept = numbers_in(found.key)
        if found.key != asked.whole.key and all(number in kept for number in numbers):
            yield found


def _method(best: Suspect, asked: _Asked) -> str:
    if best.kind is Kind.PODCAST and asked.guesses[0].kind is Kind.CHANNEL:
        return "podcast of the channel's name"
    if best.kind is Kind.ARTIST and best.level is Level.NORMAL and lead_artist(asked.title):
        return "first of joined artists"
    if best.kind is Kind.ARTIST and not best.asked_whole:
        return "first of joined artists"
    name = "alias" if best.form is Form.ALIAS else "title"
    words = (
        name,
        f"normal {name}",
        f"{name} but for an article",
        f"{name} but for spaces",
        "part of the title",
        "spelling",
    )[best.level]
    if best.makers is Agreement.AGREES:
        words += ", maker"
    if best.year is YearSign.EXACT:
        words += ", year"
    elif best.year is YearSign.NEAR:
        words += ", near year"
    return words


def _confidence(best: Suspect, by: str) -> float:
    closeness = (0.99, 0.97, 0.95, 0.95, 0.93, 0.9)[best.level]
    if best.well_supported:
        closeness = min(0.995, closeness + 0.02)
    return round(closeness - (0.06 if by == "audience" else 0.0), 3)
