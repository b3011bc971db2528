"""A mention as questions to the index: one for each title it may mean, with all kinds guessed for that title.

"Fargo" as a film and as a series is one question, so its homonyms are weighed in one pool; "Dark: Secrets" as
a film and "Dark" as a series are two. Knows titles, nothing of works.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recdesk.domain.history import Guess, Mention
from recdesk.domain.works import Kind
from recdesk.matching.creators import known_names
from recdesk.matching.evidence import Dropped, Trust
from recdesk.matching.names import Form, Query, parts_of, query
from recdesk.matching.pieces import (
    LONGEST,
    brackets,
    is_derived,
    is_description,
    numbers_in,
    show_names,
    split_subtitle,
    without_others,
    without_region,
    year_in,
)
from recdesk.matching.titles import plain


@dataclass(frozen=True, slots=True)
class Question:
    """One title of a mention. `guesses` are in order of trust, all of this title; `makers` are normal forms;
    `seen` is the earliest year in which the person met it. `lone_prefix`: see `Trust`. `longer`: this is no
    guess of the importer, but a longer head of the title than that series, whose name stands here."""

    guesses: tuple[Guess, ...]
    title: str
    whole: Query
    makers: tuple[str, ...]
    year: int | None
    seen: int | None
    lone_prefix: bool
    longer: str = ""

    def trust(self, kind: Kind) -> Trust:
        """How the importer came to ask for this kind."""
        if self.lone_prefix:
            return Trust.LONE_PREFIX
        return Trust.FIRST if kind is self.guesses[0].kind else Trust.OTHER_KIND

    def guess_for(self, kind: Kind) -> Guess:
        """The guess that names this kind, or the first one (a channel may turn out to be a podcast)."""
        return next((guess for guess in self.guesses if guess.kind is kind), self.guesses[0])

    def without_region(self) -> Query | None:
        """ "The Office (U.S.)" as "The Office", or None where no region is named."""
        bare = without_region(self.title)
        return query(bare) if bare != self.title else None

    def parts(self, kind: Kind) -> Iterator[tuple[Query, Dropped]]:
        """Parts of the title that may be a whole title, and what is dropped to get each. Dropping a number
        outside brackets would drop which sequel is meant."""
        numbers = [number for number in numbers_in(self.whole.key) if number != "1"]
        for part, rest, bracket in self._ways_to_split(kind):
            found = query(part)
            kept = numbers_in(found.key)
            if found.key != self.whole.key and (bracket or all(number in kept for number in numbers)):
                words = max(1, len(plain(rest).split()))
                yield found, Dropped(words, bracket, is_derived(rest), is_description(rest))

    def _ways_to_split(self, kind: Kind) -> Iterator[tuple[str, str, bool]]:
        """(what is left, what is dropped, whether brackets part them). Behind a film's title a bracket holds
        another title, behind a book's its series, which is not the book."""
        head = split_subtitle(self.title)
        for form, part in parts_of(self.title, self.whole.normal):
            named = head is not None and part == head[form is Form.TAIL]
            # What is no side of the subtitle is the title without "Part 1", a studio, or the first words.
            inner = form is Form.TAIL and not named
            rest = head[form is Form.HEAD] if head and named else self.title if inner else ""
            yield part, rest, form is Form.HEAD and not named
        for before, inside in brackets(self.title):
            yield before, inside, True
            if kind is Kind.FILM:
                yield inside, before, True
        if kind is Kind.BOOK:
            alone = without_others(self.title)
            if alone != self.title:
                yield alone, "", True
        if kind is Kind.PODCAST:
            for show in show_names(self.title):
                yield show, "", True


def questions(mention: Mention, seen: int | None) -> list[Question]:
    """The questions of a mention, in order of trust. A year in brackets at the end of a title is its year."""
    by_title: dict[str, list[Guess]] = {}
    for guess in map(_clipped, mention.guesses):
        by_title.setdefault(plain(guess.title), []).append(guess)
    makers = known_names(mention.creators)
    year = mention.year
    asked = [
        Question(
            guesses=tuple(guesses),
            title=guesses[0].title,
            whole=query(guesses[0].title),
            makers=makers,
            year=year_in(guesses[0].title) if year is None else year,
            seen=seen,
            lone_prefix=_is_lone_prefix(guesses[0], _clipped(mention.guesses[0])),
        )
        for guesses in by_title.values()
    ]
    first, longer = mention.guesses[0], _longer_head(mention)
    if longer:
        asked.insert(
            0, Question((longer,), longer.title, query(longer.title), makers, year, seen, False, first.title)
        )
    return asked


def _longer_head(mention: Mention) -> Guess | None:
    """ "Narcos: Mexico" where "Narcos" is guessed of "Narcos: Mexico: El Padrino": a spin-off goes before."""
    first, last = mention.guesses[0], mention.guesses[-1]
    if first.kind is not Kind.SERIES or last.kind is not Kind.FILM:
        return None
    head, _, rest = last.title.removeprefix(first.title + ": ").partition(": ")
    if not rest or head == last.title[: len(head)]:
        return None
    return _clipped(Guess(Kind.SERIES, f"{first.title}: {head}"))


def _clipped(guess: Guess) -> Guess:
    """No title is longer; a damaged row may put a whole file in its place, on which patterns take hours."""
    if len(guess.title) <= LONGEST:
        return guess
    return Guess(guess.kind, " ".join(guess.title[: 10 * LONGEST].split())[:LONGEST])


def _is_lone_prefix(guess: Guess, first: Guess) -> bool:
    split = split_subtitle(first.title)
    if split is None or first.kind is not Kind.FILM or guess.kind is not Kind.SERIES:
        return False
    return split_subtitle(split[1]) is None and plain(guess.title) == plain(split[0])
