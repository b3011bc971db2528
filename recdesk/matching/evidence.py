"""How well one work fits one mention, and whether that is enough to say so without asking.

Precision before recall: a wrong match is worse than none. A title alone is enough only when it is telling;
a year or a maker that contradicts refuses; a looser likeness of titles wants a year or a maker beside it.
The bounds were set on MovieLens' films asked without their years, goodbooks-10k and Book-Crossing, Last.fm's
artists and real exports; tests/matching/labelled.tsv holds what was learned from each.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from recdesk.domain.works import Kind
from recdesk.matching.creators import Agreement
from recdesk.matching.names import Form, Level

DOMINANCE = 1.5  # log10: of two works of one name, one with 30 times the audience is meant
# Films before this year have been remade most: of MovieLens' films asked without their year, weighted by how
# many people rated them, 92 % of the answers from before were right and 99.3 % of those from after.
OLD = 1980
# A work's own title beats another's alias unless the other is much better known. Bands' aliases are members
# and side projects, so there the own title always wins; books share so many titles that it must lead by far.
_ALIAS_LEAD = dict.fromkeys(Kind, 0.5) | {Kind.ARTIST: 9.0, Kind.BOOK: -1.0, Kind.ALBUM: -1.0}
_TWO_CHARACTERS = 5.4  # log10: how well known a film or series called by two characters must be, by feel
NAMED = (Kind.ARTIST, Kind.PODCAST, Kind.CHANNEL)  # known by a name, not by title, year and maker


class YearSign(IntEnum):
    """What the years say. UNKNOWN: one side has none, or years mean nothing for the kind. LATER: a series two
    years after it began, a season's year or another country's remake."""

    CONTRADICTS = -2
    LATER = -1
    UNKNOWN = 0
    NEAR = 1
    EXACT = 2


class Trust(IntEnum):
    """How the importer came to ask for this kind and title."""

    FIRST = 0  # its first guess, or the only one for this title
    OTHER_KIND = 1  # the same title was first taken for another kind
    LONE_PREFIX = 2  # "A" of a single row "A: B" that is first taken for a film of that whole title


@dataclass(frozen=True, slots=True)
class Dropped:
    """Words left out of the row's title: how many, whether they stood in a bracket, whether they say that
    the row means a work derived from another, whether they only describe; `twice`: what was left out names
    the same work as well ("Jaws - Der weiße Hai")."""

    words: int = 0
    bracket: bool = False
    derived: bool = False
    description: bool = False
    twice: bool = False


NOTHING_DROPPED = Dropped()


@dataclass(frozen=True, slots=True)
class Suspect:
    """A work that may be meant, and all that speaks for it.

    `length` counts the characters of the plain form of what was looked up (a Chinese, Japanese or Korean one
    three times), of its key where only that was met; `words` counts the words of its normal form; `misspelt`
    is true when the row has a word that no work of the kind has; `old` works came out before OLD.
    """

    row: int
    kind: Kind
    form: Form
    level: Level
    year: YearSign
    makers: Agreement
    audience: float
    old: bool
    trust: Trust
    length: int
    words: int
    misspelt: bool = False
    dropped: Dropped = NOTHING_DROPPED
    plausible: bool = False  # the makers are written in two scripts, and can be the same people
    unspaced: bool = False  # the title is Chinese, Japanese or Korean
    foreign: bool = False  # the title is visibly not English

    @property
    def rank(self) -> tuple[int, int, int, int, float]:
        """Larger is better: makers, year, closeness of the title, own title before alias, audience."""
        return (self.makers, self.year, -self.level, -self.form, self.audience)

    @property
    def supported(self) -> bool:
        """Something besides the title says yes."""
        return self.makers is Agreement.AGREES or self.year > YearSign.UNKNOWN

    @property
    def well_supported(self) -> bool:
        """As `supported`, and a near year is not enough."""
        return self.makers is Agreement.AGREES or self.year is YearSign.EXACT


def year_sign(kind: Kind, asked: int | None, known: int | None, seen: int | None = None) -> YearSign:
    """Films and series may differ by one year (festival and release). Two years later may be a season's year
    or another country's remake ("Ghosts", "The Bridge"). An edition of a book may be any later; before the
    work it cannot be. Albums are reissued for ever, and years of artists, podcasts and channels mean nothing.
    What came out two years after it was `seen` cannot be meant either, but for artists."""
    if known is None or kind is Kind.ARTIST:
        return YearSign.UNKNOWN
    if seen is not None and known > seen + 1:
        return YearSign.CONTRADICTS
    if asked is None or kind in NAMED:
        return YearSign.UNKNOWN
    gap = abs(asked - known)
    if gap == 0:
        return YearSign.EXACT
    if gap == 1:
        return YearSign.NEAR
    if kind is Kind.SERIES and asked == known + 2:
        return YearSign.LATER
    if kind is Kind.ALBUM or (kind is Kind.BOOK and asked > known - 3):
        return YearSign.UNKNOWN
    return YearSign.CONTRADICTS


def refused(suspect: Suspect) -> str:
    """Why this work cannot be meant, or "". A book's maker outweighs its year: ancient works and translations
    carry any date. Lists of a film's makers mix directors, writers and cast: beside the right year other
    names only make us ask."""
    contradicted = suspect.makers is Agreement.CONTRADICTS
    if suspect.kind in (Kind.BOOK, Kind.ALBUM):
        if contradicted:
            return "another maker"
        excused = suspect.makers is Agreement.AGREES
    else:
        if contradicted and suspect.year is not YearSign.EXACT:
            return "another maker"
        excused = False
    return "another year" if suspect.year is YearSign.CONTRADICTS and not excused else ""


def settles(best: Suspect, next_best: Suspect) -> str:
    """What tells two works of one name apart: "evidence", "title", "audience", or "" when nothing does."""
    if (best.makers, best.year) != (next_best.makers, next_best.year):
        return "evidence"
    if best.level != next_best.level:
        return "title"
    if best.form < next_best.form and best.audience >= next_best.audience - _ALIAS_LEAD[best.kind]:
        return "title"
    return "audience" if best.audience - next_best.audience >= DOMINANCE else ""


def enough(suspect: Suspect) -> bool:
    """May this, the only work left, be accepted without asking?"""
    if suspect.makers is Agreement.CONTRADICTS or suspect.dropped.derived:
        return False
    if suspect.trust is Trust.LONE_PREFIX and not suspect.supported:
        return False  # 25 of 27 such rows of real exports were films with a subtitle, not episodes
    match suspect.level:
        case Level.PLAIN:
            return suspect.supported or _telling(suspect)
        case Level.NORMAL:
            return suspect.well_supported or _telling(suspect)
        case Level.ARTICLE:
            return _article_is_nothing(suspect)
        case Level.SKELETON:
            return suspect.well_supported or _spaces_are_nothing(suspect)
        case Level.PART:
            return _part_is_enough(suspect)
        case Level.FUZZY:
            return _spelling_is_enough(suspect)


def worth_asking(suspect: Suspect) -> bool:
    """Is the likeness good enough to take the person's time?"""
    if suspect.level is Level.PART:
        return (
            suspect.well_supported
            or suspect.dropped.twice
            or (suspect.words > 1 and (not suspect.dropped.words or suspect.kind is Kind.PODCAST))
            or (suspect.kind is Kind.PODCAST and suspect.dropped.bracket)
        )
    if suspect.level is Level.FUZZY:
        close = suspect.length >= (10 if suspect.kind is Kind.ARTIST else 8)
        if suspect.kind is Kind.FILM:
            return close and (suspect.misspelt or suspect.year is YearSign.EXACT)
        return suspect.makers is Agreement.AGREES or (suspect.misspelt and close)
    return True


def _telling(suspect: Suspect) -> bool:
    """Is the bare title enough? Long ones nearly always are; a short one is when the work is well known."""
    if suspect.kind in NAMED:
        return True
    if suspect.kind in (Kind.BOOK, Kind.ALBUM):
        return suspect.level is Level.PLAIN and _book_tells(suspect)
    if suspect.form is Form.ALIAS and suspect.length < (7 if suspect.level is Level.PLAIN else 9):
        # "Maska" is Polish for The Mask, and an Indian film; two Chinese characters are a common word.
        return suspect.unspaced and suspect.length == 6 and suspect.audience >= _TWO_CHARACTERS
    long = suspect.words >= 3 or suspect.length >= 14
    if suspect.year is YearSign.LATER:
        return long
    two_words = suspect.words == 2 or suspect.length >= 9
    original = suspect.form is Form.ALIAS and suspect.foreign and two_words
    if suspect.kind is Kind.FILM and suspect.old and not original:
        needed = 5.5  # remakes take the English title ("101 Dalmatians"), seldom the original one
    elif long:
        needed = 0.0
    elif suspect.kind is Kind.SERIES:
        needed = 3.8 if two_words else 4.3
    else:
        needed = (4.3 if suspect.unspaced else 4.5) if two_words else 5.0
    if suspect.trust is Trust.OTHER_KIND and suspect.words < 3:
        needed += 0.7
    return suspect.audience >= needed


def _book_tells(suspect: Suspect) -> bool:
    """Titles of books are shared most: at the bounds of films, 96 % of goodbooks-10k asked without author.
    Nobody says "Blue" and leaves it at that."""
    if suspect.plausible:
        needed = 4.0 if suspect.words >= 2 or not suspect.unspaced else 4.5
    elif suspect.words >= 3:
        needed = 4.5
    else:
        needed = 5.8 if suspect.kind is Kind.BOOK else 99.0
    return suspect.audience >= needed


def _article_is_nothing(suspect: Suspect) -> bool:
    """Exports are written by machines that know their articles: "Suicide Squad" is not "The Suicide Squad".
    Bands and series are the exception, when they are well known."""
    if suspect.well_supported:
        by_its_author = suspect.kind is Kind.BOOK and suspect.makers is Agreement.AGREES
        # "Brother" is not "O Brother"
        return suspect.words > 1 or suspect.form is Form.TITLE or by_its_author
    if suspect.kind in NAMED:
        return suspect.words > 1 or suspect.audience >= 7.0  # "Band" need not be The Band
    return suspect.kind is Kind.SERIES and suspect.audience >= (4.5 if suspect.words > 1 else 5.7)


def _spaces_are_nothing(suspect: Suspect) -> bool:
    if suspect.kind is Kind.ARTIST and suspect.audience >= 7.0 and suspect.length >= 4:
        return True  # "ACDC"
    return suspect.length >= 18 or (suspect.length >= 9 and suspect.audience >= 5.5)


def _part_is_enough(suspect: Suspect) -> bool:
    """A subtitle more or less. Of films of one year, 3 of 9 that agreed only before or after a colon were
    others (a television film, a documentary on the film); none that differed by a bracket was. An author
    puts many books under one heading ("Bone: Tall Tales"), but calls few of them by a long subtitle."""
    dropped = suspect.dropped
    if dropped.twice and suspect.supported and suspect.kind is not Kind.ALBUM:
        return True  # alone, the remake "Saint Seiya: Os Cavaleiros do Zodíaco" has two names of the original
    if suspect.kind is Kind.PODCAST:
        # "Hardcore History: Addendum" is another feed; a long tail is what the feed says of itself.
        return suspect.words > 1 and (dropped.bracket or dropped.words >= 4)
    if not suspect.well_supported or suspect.kind is Kind.ALBUM:
        return False  # "Weezer (Green Album)" is no edition of "Weezer"
    if suspect.kind is Kind.BOOK:
        told = dropped.bracket or dropped.description or not dropped.words
        telling = told or suspect.words > 1 or dropped.words > 3
        return suspect.makers is Agreement.AGREES and telling
    if dropped.words and not dropped.bracket:
        return suspect.makers is Agreement.AGREES
    return dropped.bracket or suspect.form is Form.HEAD or suspect.words > 1


def _spelling_is_enough(suspect: Suspect) -> bool:
    if suspect.kind is Kind.ARTIST:
        return suspect.misspelt and suspect.length >= 14  # "Daniel Cassar"
    if not suspect.well_supported or suspect.length < 10:
        return False  # "The Wedding Ringer" is one letter from "The Wedding Singer"
    return suspect.misspelt or suspect.makers is Agreement.AGREES
