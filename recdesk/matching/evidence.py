"""How well one work fits one mention, and whether that is enough to say so without asking.

Precision before recall: a wrong match is worse than none. A title alone is enough only when it is telling;
a year or a maker that contradicts refuses; a looser likeness of titles wants a year or a maker beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from recdesk.domain.works import Kind
from recdesk.matching.creators import Agreement
from recdesk.matching.names import Form, Level

# A work's own title beats another's alias unless the other is much better known. Bands' aliases are members
# and side projects, so there the own title always wins.
_ALIAS_LEAD = {kind: 9.0 if kind is Kind.ARTIST else 0.5 for kind in Kind}
# Films before this year have been remade most: of MovieLens' films asked without their year, weighted by how
# many people rated them, 92 % of the answers from before were right and 99.3 % of those from after.
OLD = 1980
DOMINANCE = 1.5  # log10: of two works of one name, one with 30 times the audience is meant


class YearSign(IntEnum):
    """What the years say. UNKNOWN: one side has none, or years mean nothing for the kind."""

    CONTRADICTS = -1
    UNKNOWN = 0
    NEAR = 1
    EXACT = 2


class Trust(IntEnum):
    """How the importer came to ask for this kind and title."""

    FIRST = 0  # its first guess, or the only one for this title
    OTHER_KIND = 1  # the same title was first taken for another kind
    LONE_PREFIX = 2  # "A" of a single row "A: B" that is first taken for a film of that whole title


@dataclass(frozen=True, slots=True)
class Suspect:
    """A work that may be meant, and all that speaks for it. `edits` is 0 but for FUZZY; `length` counts the
    characters of the finding key, `words` the words of the normal form of what the row says; `misspelt` is
    true when the row has a word that no work of the kind has; `asked_whole` is false when only a part of the
    row's title was met; `trust` is how much of the row's reading speaks for this kind; `old` works came out
    before OLD."""

    row: int
    kind: Kind
    form: Form
    level: Level
    year: YearSign
    makers: Agreement
    audience: float
    length: int
    words: int
    edits: int = 0
    misspelt: bool = False
    asked_whole: bool = True
    trust: Trust = Trust.FIRST
    old: bool = False

    @property
    def rank(self) -> tuple[int, int, int, int, float]:
        """Larger is better: makers, year, closeness of the title, own title before alias, audience."""
        return (self.makers, self.year, -self.level, -self.form, self.audience)

    @property
    def score(self) -> float:
        """0..1 for showing beside a question: the title's closeness, less what is not confirmed."""
        closeness = (1.0, 0.97, 0.93, 0.9, 0.8, 0.8 - 0.05 * self.edits)[self.level]
        doubts = (self.year is not YearSign.EXACT) + (self.makers is not Agreement.AGREES)
        return round(closeness - 0.04 * doubts - (0.02 if self.form is Form.ALIAS else 0.0), 3)

    @property
    def supported(self) -> bool:
        """Something besides the title says yes."""
        return self.makers is Agreement.AGREES or self.year is not YearSign.UNKNOWN

    @property
    def well_supported(self) -> bool:
        return self.makers is Agreement.AGREES or self.year is YearSign.EXACT


def year_sign(kind: Kind, asked: int | None, known: int | None, seen: int | None = None) -> YearSign:
    """Films may differ by one year (festival and release), series by two (a season's year is often given).
    An edition of a book may be any later; before the work it cannot be. Albums are reissued for ever, and
    years of artists, podcasts and channels mean nothing. What came out two years after it was `seen` cannot
    be meant either, whatever its kind."""
    if seen is not None and known is not None and known > seen + 1 and kind is not Kind.ARTIST:
        return YearSign.CONTRADICTS
    if asked is None or known is None or kind in (Kind.ARTIST, Kind.PODCAST, Kind.CHANNEL):
        return YearSign.UNKNOWN
    if asked == known:
        return YearSign.EXACT
    gap = abs(asked - known)
    if kind is Kind.ALBUM:
        return YearSign.NEAR if gap == 1 else YearSign.UNKNOWN
    if kind is Kind.BOOK:
        if gap == 1:
            return YearSign.NEAR
        return YearSign.UNKNOWN if asked > known - 3 else YearSign.CONTRADICTS
    return YearSign.NEAR if gap <= (2 if kind is Kind.SERIES else 1) else YearSign.CONTRADICTS


def refused(kind: Kind, year: YearSign, makers: Agreement) -> str:
    """Why this work cannot be meant, or "". A book's maker outweighs its year: ancient works and translations
    carry any date."""
    if kind in (Kind.BOOK, Kind.ALBUM):
        if makers is Agreement.CONTRADICTS:
            return "another maker"
        return "" if makers is Agreement.AGREES or year is not YearSign.CONTRADICTS else "another year"
    if year is YearSign.CONTRADICTS:
        return "another year"
    # Lists of a film's makers mix directors, writers and cast: beside the right year they only make us ask.
    if kind is Kind.FILM and makers is Agreement.CONTRADICTS and year is not YearSign.EXACT:
        return "another maker"
    return ""


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
    if suspect.kind is Kind.FILM and suspect.makers is Agreement.CONTRADICTS:
        return False
    if suspect.trust is Trust.LONE_PREFIX and not suspect.supported:
        # 25 of 27 such rows of real exports were films with a subtitle, not episodes.
        return False
    if suspect.level is Level.PLAIN:
        return suspect.supported or _telling(suspect)
    if suspect.level is Level.NORMAL:
        return suspect.well_supported or _telling(suspect)
    if suspect.level is Level.ARTICLE:
        return suspect.well_supported or _article_is_nothing(suspect)
    if suspect.level is Level.SKELETON:
        return suspect.well_supported or (suspect.length >= 9 and suspect.audience >= 5.5)
    if suspect.level is Level.PART:
        return suspect.well_supported
    return _spelling_enough(suspect)


def worth_asking(suspect: Suspect) -> bool:
    """Is the likeness good enough to take the person's time?"""
    if suspect.level is Level.PART:
        return suspect.supported or (suspect.asked_whole and suspect.words > 1)
    if suspect.level is Level.FUZZY:
        close = suspect.length >= (10 if suspect.kind is Kind.ARTIST else 8) and suspect.edits == 1
        return suspect.supported or (suspect.misspelt and close)
    return True


def _telling(suspect: Suspect) -> bool:
    """Is the bare title enough? Long ones nearly always are; a short one is when the work is well known.
    The bounds were set on real exports without years: see tests/matching/labelled.tsv."""
    if suspect.kind in (Kind.ARTIST, Kind.PODCAST, Kind.CHANNEL):
        return True
    if suspect.words == 1 and suspect.form is Form.ALIAS and suspect.length < 9:
        return False  # "Maska" is Polish for The Mask, and an Indian film
    long = suspect.words >= 3 or suspect.length >= 14
    if suspect.kind is Kind.FILM and suspect.old:
        needed = 5.5
    elif long:
        needed = 0.0
    elif suspect.kind is Kind.SERIES:
        needed = 3.8 if suspect.words == 2 or suspect.length >= 9 else 4.3
    else:
        needed = 4.5 if suspect.words == 2 or suspect.length >= 9 else 5.0
    return suspect.audience >= needed + (0.7 if suspect.trust is Trust.OTHER_KIND else 0.0)


def _article_is_nothing(suspect: Suspect) -> bool:
    """Exports are written by machines that know their articles: "Suicide Squad" is not "The Suicide Squad".
    Bands and long-running series are the exception, when they are well known."""
    if suspect.kind in (Kind.ARTIST, Kind.PODCAST, Kind.CHANNEL):
        return suspect.words > 1 or suspect.audience >= 6.5
    if suspect.kind is Kind.FILM:
        return False
    return suspect.audience >= (4.5 if suspect.words > 1 else 5.7)


def _spelling_enough(suspect: Suspect) -> bool:
    if suspect.kind is Kind.ARTIST:
        return suspect.misspelt and suspect.edits == 1 and suspect.length >= 12
    if suspect.well_supported and suspect.length >= 10:
        return suspect.misspelt or (suspect.edits == 1 and suspect.makers is Agreement.AGREES)
    return False  # "The Wedding Ringer" is one letter from "The Wedding Singer"
