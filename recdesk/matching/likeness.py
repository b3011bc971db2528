"""When a work of one pack is a work of another.

Stricter than answering a person's row: nobody is asked here, and a wrong merger hides a work for good, while
two cards of one work are merely untidy. The counts below are pairs of the starter catalogue with MovieLens'
small set (films), Book-Crossing and goodbooks-10k (books) and Last.fm's 17,000 artists, read one by one.
Works that another of the pack is already are not counted: those were short films, graphic novels and other
namesakes of what is famous, and are never joined.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from recdesk.domain.forms import KnownWork, Likeness, NameForm
from recdesk.domain.works import CatalogueWork, Kind
from recdesk.matching.creators import Agreement, agreement, known_names
from recdesk.matching.names import Form
from recdesk.matching.pieces import is_derived, is_description, numbers_in, split_bracket, split_subtitle
from recdesk.matching.titles import normalise

# log10. A namesake of the same year is nearly always far less known: of two films called "Heat" of 1995 one
# has 700,000 votes, the other 40. By feel; packs count different things (votes, ratings, listeners).
_ALIKE = 1.0
# log10. A pack of 610 people knows a film by one or two of them: of 55 films that were the same, the farthest
# was 1.55 away. The Heat of 40 votes is 4 away. Of 181 artists of one name, none is seen to be another.
_CLAIMED = 2.0
_COMPANION = 0.7  # log10. Films of one year that share the words before a colon: beyond this they are two
_ONE_WORD = 1.4  # of artists called by one word, all up to here are one; beyond are "K.K.", "Marina", "Rose"
_TELLING = 3  # words of a subtitle: "Magician: Master" is a part of Magician, a longer one describes


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two works and how their names meet. `gap`: years between them, None where one has none; `far`: log10 of
    how many times better known one is, infinite where that is not known; `titles`: how many of the two names
    are titles, -1 where one is a part of a name."""

    work: CatalogueWork
    gap: int | None
    far: float
    titles: int
    plain: bool
    normal: bool
    head: bool  # the name is the pack's title without its subtitle, and the library's title

    @property
    def to_the_letter(self) -> bool:
        return self.titles == 2 and self.plain


def likeness(work: CatalogueWork, known: KnownWork, name: NameForm, met: NameForm) -> Likeness:
    """As `domain.forms.Naming.likeness` tells."""
    whole = name.form <= Form.ALIAS and met.form <= Form.ALIAS
    pair = _Pair(
        work,
        gap=None if work.year is None or known.year is None else abs(work.year - known.year),
        far=math.inf
        if work.audience is None or known.audience is None
        else abs(work.audience - known.audience),
        titles=(name.form == Form.TITLE) + (met.form == Form.TITLE) if whole else -1,
        plain=name.plain == met.plain,
        normal=name.normal == met.normal,
        head=name.form == Form.HEAD and met.form == Form.TITLE,
    )
    if work.kind is Kind.ARTIST:  # its creators are members: they differ by what a pack means
        return _of_artists(pair)
    makers = agreement(known_names(work.creators), known_names(known.creators))
    if makers is Agreement.CONTRADICTS:
        return Likeness.OTHER
    if work.kind is Kind.BOOK:
        return _of_books(pair) if makers is Agreement.AGREES else Likeness.OTHER
    if pair.gap is not None and pair.gap > 1:
        return Likeness.OTHER
    if pair.titles < 0:
        return _of_parts(pair)
    if makers is Agreement.AGREES:
        sure = pair.normal and (pair.gap is not None or work.kind is Kind.PODCAST)
        return Likeness.SAME if sure else Likeness.OTHER
    if work.kind is Kind.ALBUM:
        return Likeness.OTHER
    if pair.to_the_letter and pair.gap in (0, None) and pair.far <= _ALIKE:
        return Likeness.SAME
    # An audience that nobody counted is that of a work made from a row: rows are matched again, not joined.
    return _of_films(pair) if work.kind is Kind.FILM and known.audience is not None else Likeness.OTHER


def _of_artists(pair: _Pair) -> Likeness:
    if pair.to_the_letter:
        if pair.gap == 0 or pair.far <= _ALIKE:
            return Likeness.SAME
        words = len(pair.work.title.split())
        return Likeness.ONE_TITLE if pair.far <= (_CLAIMED if words > 1 else _ONE_WORD) else Likeness.OTHER
    # "Los Rodríguez" is not Rodríguez: an article more is another name, "Кино" for "KINO" (11 of 11) is not.
    if pair.titles == 2:
        return Likeness.OTHER_NAME if not pair.normal and pair.far <= _ALIKE else Likeness.OTHER
    # Aliases of artists are also side projects (10 of 37), but not where the script is another (32 of 32).
    foreign = pair.titles == 1 and pair.plain and any(char >= "\u0370" for char in pair.work.title)
    return Likeness.OTHER_NAME if foreign and pair.far <= _CLAIMED else Likeness.OTHER


def _of_books(pair: _Pair) -> Likeness:
    """Of two books by one author. A year is often an edition's, and an old one's a guess: the 69 pairs of one
    title that goodbooks-10k dates two years or more apart, and Book-Crossing's 128, are all one book."""
    near = pair.gap is not None and pair.gap <= 1
    if (pair.to_the_letter and pair.gap is not None) or (pair.titles >= 0 and pair.normal and near):
        return Likeness.SAME
    if pair.titles == 2:  # editions; one without a year stands back for one that has it
        return Likeness.ONE_TITLE
    if pair.titles == 1 and pair.plain:  # translations: 48 of 48
        return Likeness.OTHER_NAME
    # "Quiet: The Power of Introverts" is Quiet: 59 of 60 of the same time, 44 of 44 of another.
    return Likeness.PART if pair.head and (near or _describes(pair.work.title)) else Likeness.OTHER


def _describes(title: str) -> bool:
    """Whether the words behind a title's colon are a description, whatever a bracket adds of series."""
    bare = split_bracket(title)
    split = split_subtitle(bare[0] if bare else title)
    return split is not None and (len(split[1].split()) >= _TELLING or is_description(split[1]))


def _of_parts(pair: _Pair) -> Likeness:
    """ "X2: X-Men United" is X2 and "Infinity War - Part I" Infinity War: 4 of 4 that were as well known as
    the shorter title. What else is called so in that year (a short film, how it was made) is known to few: 3
    of 3 were more than ten times less known, and the pack had the film as well."""
    if pair.work.kind is not Kind.FILM or not pair.head or pair.gap != 0:
        return Likeness.OTHER
    if normalise(pair.work.title).endswith(" 1"):
        return Likeness.PART if pair.far <= _CLAIMED else Likeness.OTHER
    split = split_subtitle(pair.work.title)
    if split is None or is_derived(split[1]) or numbers_in(normalise(split[1])):
        return Likeness.OTHER
    return Likeness.PART if pair.far <= _COMPANION else Likeness.OTHER


def _of_films(pair: _Pair) -> Likeness:
    """What a film without makers can claim: of one title and year 59 of 59 were one film however their
    audiences differ, of another name or spelling 55 of 55, of a neighbouring year 36 of 36."""
    if pair.gap == 0 and pair.to_the_letter:
        return Likeness.ONE_TITLE if pair.far <= _CLAIMED or pair.work.audience is None else Likeness.OTHER
    if pair.gap is None or pair.far > _ALIKE:
        return Likeness.OTHER
    if pair.gap == 0:  # "Zombi" names a film in many languages: one of the two must be a title
        other = pair.titles == 2 or (pair.titles == 1 and pair.plain)
        return Likeness.OTHER_NAME if other else Likeness.OTHER
    return Likeness.NEAR_YEAR if pair.to_the_letter else Likeness.OTHER
