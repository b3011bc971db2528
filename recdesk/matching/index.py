"""The index: works go in, mentions are answered.

Every mention passes the same stages, all its questions in each: external ids, whole titles, parts of titles,
first of joined artists, spelling. The first stage that can accept a work ends the search; a doubt about a
question is never overruled by a looser likeness of the same words. Pure: no file, no clock, no randomness.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from recdesk.domain.forms import KnownWork
from recdesk.domain.history import Mention
from recdesk.domain.works import Kind
from recdesk.matching._words import FOREIGN_ARTICLES
from recdesk.matching.asking import Question, questions
from recdesk.matching.creators import (
    Agreement,
    Joined,
    agreement,
    known_names,
    leads,
    normalise_creator,
    plausible,
    split_joined,
)
from recdesk.matching.entries import Candidate, Match, MatchState, TitleEntry, external_pair
from recdesk.matching.evidence import OLD, Dropped, Suspect, YearSign, year_sign
from recdesk.matching.lookup import MemoryNames, Names
from recdesk.matching.names import TITLED, Form, Hit, Level, Query, forms_of, hits, key_of, query, word_of
from recdesk.matching.pieces import numbers_in
from recdesk.matching.spelling import near
from recdesk.matching.verdict import decide

_FIRST_CJK = "\u2e80"
_WITH_PARTS = (*TITLED, Kind.PODCAST)
# log10. Works without a figure are mostly those made from the person's own rows: known to this person.
_NO_AUDIENCE = 5.0
# A first artist of one word must be a household name to stand for a joined one: "Earth, Wind & Fire" is not
# Earth. Joined by "and" it must be even better known, and if the rest is a single word we ask: "Pink & Brown"
# and "Phoenix and the Turtle" are bands, "Queen & David Bowie" is Queen.
_LEAD_AUDIENCE = 6.5
_LEAD_AUDIENCE_OF_BAND = 7.0
_LEADERS_SINCE = 1910  # year: artists from before did not lead the ensembles called after them


class TitleIndex:
    """Answers which work a mention means: one of those whose `names` are kept, or that `add` was given."""

    def __init__(self, names: Names | None = None) -> None:
        self._own = MemoryNames()
        self._layers: tuple[Names, ...] = (self._own,) if names is None else (self._own, names)
        self._known: dict[int, KnownWork] = {}  # of the mention that is being answered

    @classmethod
    def build(cls, entries: Iterable[TitleEntry]) -> TitleIndex:
        """An index of these entries alone."""
        index = cls()
        for entry in entries:
            index.add(entry)
        return index

    def __len__(self) -> int:
        """Works given to `add`."""
        return len(self._own)

    def add(self, entry: TitleEntry) -> None:
        """Make one more work findable, at once."""
        known = KnownWork(entry.work_id, entry.kind, entry.year, entry.creators, entry.audience)
        pairs = (external_pair(*pair) for pair in entry.external_ids)
        forms = forms_of(entry.kind, entry.title, entry.aliases)
        self._own.add(entry.work_id, known, forms, filter(None, pairs))

    def match(self, mention: Mention, seen: int | None = None) -> Match:
        """The work a mention means, or a question, or nothing. `seen` is the earliest year in which the
        person met it, where known: what came out later cannot be meant."""
        self._known.clear()
        by_id = self._by_id(mention)
        if by_id:
            return by_id
        doubts: dict[int, Match] = {}
        refusal = "no such title"
        asked = questions(mention, seen)
        first = self._spun_off if asked[0].longer else None
        for stage in filter(None, (first, self._whole, self._parts, self._lead, self._spelt)):
            for place, question in enumerate(asked):
                if place in doubts or (question.longer and stage != self._spun_off):
                    continue
                found, why_not = decide(stage(question), question, self._meant)
                refusal = why_not or refusal
                if found and found.state is MatchState.ACCEPTED:
                    return found
                if found:
                    doubts[place] = found
        if doubts:
            return doubts[min(doubts)]
        return Match(MatchState.NONE, None, mention.guesses[0], 0.0, refusal)

    def _by_id(self, mention: Mention) -> Match | None:
        pairs = set(filter(None, (external_pair(*pair) for pair in mention.external_ids)))
        if not pairs:
            return None
        found = [names.identified(pairs) for names in self._layers]
        works_of = {pair: [i for one in found for i in one.get(pair, ())] for pair in pairs}
        rows = {min(ids) for ids in works_of.values() if ids}
        if not rows:
            return None
        self._get_to_know(rows)
        works = sorted({self._meant(row) for row in rows})
        kinds = {self._known[row].kind for row in rows}
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

    def _spun_off(self, question: Question) -> Iterator[Suspect]:
        """A longer head of a title, where the series that it begins with is known as well: "Narcos: Mexico",
        not "Mission: Impossible"."""
        shorter = query(question.longer)
        if question.longer and any(hit.form < Form.HEAD for hit in self._hits(Kind.SERIES, shorter)):
            yield from self._whole(question)

    def _parts(self, question: Question) -> Iterator[Suspect]:
        region = question.without_region()
        for kind in (guess.kind for guess in question.guesses if guess.kind in _WITH_PARTS):
            for hit in self._hits(kind, question.whole):
                if hit.form >= Form.HEAD:
                    yield self._suspect(question, hit, kind, question.whole)
            yield from self._parted(question, kind)
            if region:
                for hit in self._hits(kind, region):
                    suspect = self._suspect(question, hit, kind, region)
                    # A region is named to tell two versions apart: a year that is not this one's says no.
                    if hit.form < Form.HEAD and (question.year is None or suspect.year is YearSign.EXACT):
                        yield suspect

    def _parted(self, question: Question, kind: Kind) -> Iterator[Suspect]:
        met: list[tuple[Hit, Query, Dropped]] = []
        keys: dict[int, set[str]] = {}
        for part, dropped in question.parts(kind):
            for hit in self._hits(kind, part):
                if hit.form < Form.HEAD and hit.level < Level.SKELETON:
                    met.append((Hit(hit.row, hit.form, Level.PART), part, dropped))
                    keys.setdefault(hit.row, set()).add(part.key)
        for hit, part, dropped in met:
            twice = any(key not in part.key and part.key not in key for key in keys[hit.row])
            suspect = self._suspect(question, hit, kind, part)
            yield replace(suspect, dropped=replace(dropped, twice=twice))

    def _lead(self, question: Question) -> Iterator[Suspect]:
        if all(guess.kind is not Kind.ARTIST for guess in question.guesses):
            return
        for joined in leads(question.title):
            found = list(self._led(question, joined))
            if found:
                yield from found
                return

    def _led(self, question: Question, joined: Joined) -> Iterator[Suspect]:
        first = query(joined.lead)
        several = len(first.normal.split()) > 1 or not first.normal.isascii()
        needed = _LEAD_AUDIENCE_OF_BAND if joined.as_band else _LEAD_AUDIENCE
        backed = joined.rest.casefold().startswith("the ")  # "Prince & The Revolution"
        single = len(normalise_creator(joined.rest).split()) < 2 and not backed
        alone = not several and joined.as_band and single
        dropped = Dropped(words=1, derived=alone and not self._is_artist(joined.rest))
        for hit in self._hits(Kind.ARTIST, first):
            famous = hit.form is Form.TITLE and self._audience(hit.row) >= needed
            if hit.level <= Level.NORMAL and (several or famous):
                # The Alban Berg Quartet is not Alban Berg's.
                named_after = not joined.rest and (self._known[hit.row].year or 0) < _LEADERS_SINCE
                suspect = self._suspect(question, hit, Kind.ARTIST, first)
                yield replace(suspect, dropped=replace(dropped, derived=dropped.derived or named_after))

    def _is_artist(self, name: str) -> bool:
        """Is this another household name? "Drake & Future" is no band."""
        return any(
            hit.form is Form.TITLE and hit.level is Level.PLAIN and self._audience(hit.row) >= _LEAD_AUDIENCE
            for hit in self._hits(Kind.ARTIST, query(name))
        )

    def _spelt(self, question: Question) -> Iterator[Suspect]:
        asked = question.whole
        numbers = numbers_in(asked.key)
        for kind in (guess.kind for guess in question.guesses):
            misspelt: bool | None = None
            for layer in self._layers:
                for key, name in near(layer, kind, asked.key):
                    if numbers_in(name) != numbers:
                        continue
                    if misspelt is None:
                        misspelt = any(not self._has_word(kind, word) for word in asked.normal.split())
                    for hit in self._met(key, Query(name, "", "", 0, 0)):
                        if hit.form < Form.HEAD:
                            fuzzy = self._suspect(question, Hit(hit.row, hit.form, Level.FUZZY), kind, asked)
                            yield replace(fuzzy, misspelt=misspelt)

    def _has_word(self, kind: Kind, word: str) -> bool:
        return any(names.has_word(word_of(kind, word)) for names in self._layers)

    # What is known of the works that are met.

    def _hits(self, kind: Kind, asked: Query) -> Iterator[Hit]:
        return self._met(key_of(kind, asked.key), asked)

    def _met(self, key: int, asked: Query) -> Iterator[Hit]:
        rows = [row for names in self._layers for row in names.find(key)]
        if rows:
            self._get_to_know({row[0] for row in rows})
            for hit in hits(rows, asked):
                if hit.row in self._known:
                    yield hit

    def _get_to_know(self, rows: set[int]) -> None:
        for names in self._layers:
            unknown = rows - self._known.keys()
            if unknown:
                self._known.update(names.known(unknown))

    def _meant(self, row: int) -> int:
        return self._known[row].work_id

    def _audience(self, row: int) -> float:
        audience = self._known[row].audience
        return _NO_AUDIENCE if audience is None else audience

    def _suspect(self, question: Question, hit: Hit, kind: Kind, by: Query) -> Suspect:
        known = self._known[hit.row]
        # A band's members are no makers of it: a row never names them beside it.
        ours = _makers(known.creators) if known.kind is not Kind.ARTIST else ()
        makers = agreement(question.makers, ours) if ours else Agreement.UNKNOWN
        if kind in (Kind.SERIES, Kind.PODCAST) and makers is Agreement.CONTRADICTS:
            makers = Agreement.UNKNOWN  # creators, hosts, networks: lists of them differ by what they mean
        if kind is Kind.ALBUM and makers is not Agreement.AGREES and self._one_artist(question.makers, ours):
            makers = Agreement.AGREES
        return Suspect(
            row=hit.row,
            kind=kind,
            form=hit.form,
            level=hit.level,
            year=year_sign(kind, question.year, known.year, question.seen),
            makers=makers,
            audience=self._audience(hit.row),
            old=known.year is not None and known.year < OLD,
            trust=question.trust(kind),
            length=_length(by.key if hit.level >= Level.SKELETON else by.plain),
            words=_words(by.normal),
            plausible=makers is Agreement.UNKNOWN and plausible(question.makers, ours),
            unspaced=by.normal > _FIRST_CJK,
            foreign=_is_foreign(question.title, by.plain),
        )

    def _one_artist(self, ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
        """Does an artist go by both names? "Tupac" is 2Pac, "Prince & The Revolution" Prince."""
        ours += tuple(joined.lead for name in ours for joined in leads(name))
        mine, yours = (
            {
                hit.row
                for name in names
                for hit in self._hits(Kind.ARTIST, query(name))
                if hit.form < Form.HEAD
            }
            for names in (ours, theirs)
        )
        return not mine.isdisjoint(yours)


@lru_cache(maxsize=20_000)
def _makers(creators: tuple[str, ...]) -> tuple[str, ...]:
    return known_names(creators)


@lru_cache(maxsize=64)
def _is_foreign(title: str, plain: str) -> bool:
    """Is a title visibly not English: by a letter, or by its article?"""
    if plain.partition(" ")[0] in FOREIGN_ARTICLES and " " in plain:
        return True
    return not title.isascii() and any(char.isalpha() and not char.isascii() for char in title)


@lru_cache(maxsize=64)
def _length(form: str) -> int:
    """Letters, each Chinese, Japanese or Korean character counted as the three letters it is worth."""
    return len(form) + 2 * sum(char >= _FIRST_CJK for char in form)


@lru_cache(maxsize=64)
def _words(normal: str) -> int:
    """Words; in scripts that write none, a Chinese character after the first counts as one ("英雄" is a
    common word, "少年的你" a title), two Korean ones and four of kana."""
    if normal.isascii():
        return max(1, len(normal.split()))
    han = sum("\u3400" <= char <= "\u9fff" for char in normal)
    kana = sum("\u3040" <= char <= "\u30ff" for char in normal)
    hangul = sum("\uac00" <= char <= "\ud7a3" for char in normal)
    if not (han or kana or hangul):
        return max(1, len(normal.split()))
    latin = sum(word.isascii() for word in normal.split())
    return max(1, round(max(0, han - 1) + kana / 4 + hangul / 2 + latin))
