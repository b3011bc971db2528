"""The index: works go in, mentions are answered.

Every mention passes the same stages, all its questions in each: external ids, whole titles, parts of titles,
first of joined artists, spelling. The first stage that can accept a work ends the search; a doubt about a
question is never overruled by a looser likeness of the same words. Pure: no file, no clock, no randomness.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from recdesk.domain.history import Mention
from recdesk.domain.works import Kind
from recdesk.matching.asking import Question, questions
from recdesk.matching.creators import Agreement, agreement, known_names, normalise_creator, split_joined
from recdesk.matching.entries import Candidate, Match, MatchState, TitleEntry, external_key
from recdesk.matching.evidence import OLD, Dropped, Suspect, year_sign
from recdesk.matching.names import Form, Hit, Level, NameTable, Query, query
from recdesk.matching.pieces import numbers_in
from recdesk.matching.spelling import SpellingIndex
from recdesk.matching.verdict import decide

_NO_YEAR = -32768
_FIRST_CJK = "\u2e80"
# log10. Works without a figure are mostly those made from the person's own rows: known to this person.
_NO_AUDIENCE = 5.0
_TITLED = (Kind.FILM, Kind.SERIES, Kind.BOOK, Kind.ALBUM)  # kinds whose titles have parts
# A first artist of one word must be a household name to stand for a joined one: "Earth, Wind & Fire" is not
# Earth. Joined by "and" it must be even better known, and if the rest is a single word we ask: "Pink & Brown"
# and "Phoenix and the Turtle" are bands, "Queen & David Bowie" is Queen.
_LEAD_AUDIENCE = 6.5
_LEAD_AUDIENCE_OF_BAND = 7.0


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What is known of one kind."""

    names: NameTable
    spelling: SpellingIndex


class TitleIndex:
    """Answers which work a mention means. Grow it with `add`; a work added twice answers to both entries."""

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
        """An index of all entries."""
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
            names = NameTable(parts=entry.kind in _TITLED)
            shelf = self._shelves[entry.kind] = _Shelf(names, SpellingIndex(names.keys))
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
        doubts: dict[int, Match] = {}
        refusal = "no such title"
        asked = questions(mention, seen)
        for stage in (self._whole, self._parts, self._lead, self._spelt):
            for place, question in enumerate(asked):
                if place in doubts:
                    continue
                found, why_not = decide(stage(question), question, self._work_ids.__getitem__)
                refusal = why_not or refusal
                if found and found.state is MatchState.ACCEPTED:
                    return found
                if found:
                    doubts[place] = found
        if doubts:
            return doubts[min(doubts)]
        return Match(MatchState.NONE, None, mention.guesses[0], 0.0, refusal)

    def _by_id(self, mention: Mention) -> Match | None:
        keys = (external_key(*pair) for pair in mention.external_ids)
        rows = {self._by_external[key] for key in keys if key in self._by_external}
        if not rows:
            return None
        works = sorted({self._work_ids[row] for row in rows})
        kinds = {self._kinds[row] for row in rows}
        guess = next((guess for guess in mention.guesses if guess.kind in kinds), mention.guesses[0])
        candidates = tuple(Candidate(work, 1.0) for work in works)
        if len(works) == 1:
            return Match(MatchState.ACCEPTED, works[0], guess, 1.0, "external id", candidates)
        return Match(MatchState.DOUBTFUL, None, guess, 0.5, "external ids disagree", candidates)

    # The stages: each yields suspects, good and bad.

    def _whole(self, question: Question) -> Iterator[Suspect]:
        for guess in question.guesses:
            found = [hit for hit in self._hits(guess.kind, question.whole) if hit.form < Form.HEAD]
            joined = guess.kind is Kind.ARTIST and split_joined(question.title) is not None
            for hit in found:
                if hit.level is not Level.NORMAL or not joined:  # "A feat. B" is left to the stage for it
                    yield self._suspect(question, hit, guess.kind, question.whole)
            if guess.kind is Kind.CHANNEL and not found:
                for hit in self._hits(Kind.PODCAST, question.whole):
                    if hit.form is Form.TITLE and hit.level is Level.PLAIN:
                        yield self._suspect(question, hit, Kind.PODCAST, question.whole)

    def _parts(self, question: Question) -> Iterator[Suspect]:
        region = question.without_region()
        for kind in (guess.kind for guess in question.guesses if guess.kind in _TITLED):
            for hit in self._hits(kind, question.whole):
                if hit.form >= Form.HEAD:
                    yield self._suspect(question, hit, kind, question.whole)
            for part, dropped in question.parts(kind):
                for hit in self._hits(kind, part):
                    if hit.form < Form.HEAD and hit.level < Level.SKELETON:
                        as_part = Hit(hit.row, hit.form, Level.PART)
                        yield replace(self._suspect(question, as_part, kind, part), dropped=dropped)
            if region:
                for hit in self._hits(kind, region):
                    if hit.form < Form.HEAD:
                        yield self._suspect(question, hit, kind, region)

    def _lead(self, question: Question) -> Iterator[Suspect]:
        joined = split_joined(question.title)
        if joined is None or all(guess.kind is not Kind.ARTIST for guess in question.guesses):
            return
        first = query(joined.lead)
        several = len(first.normal.split()) > 1
        needed = _LEAD_AUDIENCE_OF_BAND if joined.as_band else _LEAD_AUDIENCE
        band = not several and joined.as_band and len(normalise_creator(joined.rest).split()) < 2
        dropped = Dropped(words=1, derived=band)
        for hit in self._hits(Kind.ARTIST, first):
            famous = hit.form is Form.TITLE and self._audiences[hit.row] >= needed
            if hit.level <= Level.NORMAL and (several or famous):
                yield replace(self._suspect(question, hit, Kind.ARTIST, first), dropped=dropped)

    def _spelt(self, question: Question) -> Iterator[Suspect]:
        asked = question.whole
        numbers = numbers_in(asked.key)
        for kind in (guess.kind for guess in question.guesses if guess.kind in self._shelves):
            shelf = self._shelves[kind]
            misspelt = any(word not in shelf.names.words for word in asked.normal.split())
            for name in shelf.spelling.near(asked.key):
                if numbers_in(name) != numbers:
                    continue
                for hit in shelf.names.find(Query(name, "", "", 0, 0)):
                    if hit.form < Form.HEAD:
                        fuzzy = self._suspect(question, Hit(hit.row, hit.form, Level.FUZZY), kind, asked)
                        yield replace(fuzzy, misspelt=misspelt)

    def _hits(self, kind: Kind, asked: Query) -> Iterator[Hit]:
        shelf = self._shelves.get(kind)
        return shelf.names.find(asked) if shelf else iter(())

    def _suspect(self, question: Question, hit: Hit, kind: Kind, by: Query) -> Suspect:
        year = None if self._years[hit.row] == _NO_YEAR else self._years[hit.row]
        ours = self._makers[hit.row]
        makers = agreement(question.makers, ours.split("\n")) if ours else Agreement.UNKNOWN
        if kind in (Kind.SERIES, Kind.PODCAST) and makers is Agreement.CONTRADICTS:
            makers = Agreement.UNKNOWN  # creators, hosts, networks: lists of them differ by what they mean
        return Suspect(
            row=hit.row,
            kind=kind,
            form=hit.form,
            level=hit.level,
            year=year_sign(kind, question.year, year, question.seen),
            makers=makers,
            audience=self._audiences[hit.row],
            old=year is not None and year < OLD,
            trust=question.trust(kind),
            length=_length(by.key if hit.level >= Level.SKELETON else by.plain),
            words=_words(by.normal),
        )


def _length(form: str) -> int:
    """Letters, each Chinese, Japanese or Korean character counted as the three letters it is worth."""
    return len(form) + 2 * sum(char >= _FIRST_CJK for char in form)


def _words(normal: str) -> int:
    """Words; in scripts that write none, two characters count as one."""
    unspaced = sum(char >= _FIRST_CJK for char in normal)
    return max(1, (unspaced + 1) // 2 if unspaced else len(normal.split()))
