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

DOMINANCE = 1.5  # log10: of two works of one name, one with 30 times the audience is meant


class YearSign(IntEnum):
    """What the years say. UNKNOWN: one side has none, or years mean nothing for the kind."""

    CONTRADICTS = -1
    UNKNOWN = 0
    NEAR = 1
    EXACT = 2


@dataclass(frozen=True, slots=True)
class Suspect:
    """A work that may be meant, and all that speaks for it. `edits` is 0 but for FUZZY; `length` counts the
    characters of the finding key, `words` those of the normal form of what the row says; `misspelt` is true
    when the row has a word that no work of the kind has; `asked_whole` is false when only a part of the
    row's title was met."""

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

    @property
    def rank(self) -> tuple[int, int, int, int, float]:
        """Larger is better: makers, year, closeness of the title, own title before alias, audience."""
        return (self.makers, self.year, -self.level, -self.form, self.audience)

    @property
    def score(self) -> float:
        """0..1 for showing beside a question: the title's closeness, less what is not confirmed."""
        closeness = (1.0, 0.95, 0.9, 0.8, 0.8 - 0.05 * self.edits)[self.level]
        doubts = (self.year is not YearSign.EXACT) + (self.makers is not Agreement.AGREES)
        return round(closeness - 0.04 * doubts - (0.02 if self.form is Form.ALIAS else 0.0), 3)

    @property
    def supported(self) -> bool:
        """Something besides the title says yes."""
        return self.makers is Agreement.AGREES or self.year is not YearSign.UNKNOWN

    @property
    def well_supported(self) -> bool:
        return self.makers is Agreement.AGREES or self.year is YearSign.EXACT


def year_sign(kind: Kind, asked: int | None, known: int | None) -> YearSign:
    """Films may differ by one year (festival and release), series by two (a season's year is often given).
    An edition of a book may be any later; before the work it cannot be. Albums are reissued for ever, and
    years of artists, podcasts and channels mean nothing."""
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
    if best.form < next_best.form and best.audience >= next_best.audience:
        return "title"
    return "audience" if best.audience - next_best.audience >= DOMINANCE else ""


def enough(suspect: Suspect) -> bool:
    """May this, the only work left, be accepted without asking?"""
    if suspect.kind is Kind.FILM and suspect.makers is Agreement.CONTRADICTS:
        return False
    if suspect.level is Level.PLAIN:
        return suspect.supported or _telling(suspect)
    if suspect.level is Level.NORMAL:
        return suspect.well_supported or (suspect.words > 1 and _telling(suspect))
    if suspect.level is Level.SKELETON:
        return suspect.well_supported or (suspect.length >= 7 and _telling(suspect))
    if suspect.level is Level.PART:
        return suspect.well_supported
    return _spelling_enough(suspect)


def worth_asking(suspect: Suspect) -> bool:
    """Is the likeness good enough to take the person's time?"""
    if suspect.level is Level.PART:
        return suspect.supported or (suspect.asked_whole and suspect.words > 1)
    if suspect.level is Level.FUZZY:
        return suspect.supported or suspect.misspelt
    return True


def _telling(suspect: Suspect) -> bool:
    """Is the bare title enough? Long ones nearly always are; a short one is when the work is well known.
    The bounds were set on real exports without years: see tests/matching/labelled.tsv."""
    if suspect.kind in (Kind.ARTIST, Kind.PODCAST, Kind.CHANNEL):
        return True
    if suspect.words >= 3 or suspect.length >= 14:
        return True
    needed = 4.3 if suspect.words == 2 or suspect.length >= 9 else 4.8
    return suspect.audience >= needed


def _spelling_enough(suspect: Suspect) -> bool:
    if suspect.kind is Kind.ARTIST:
        return suspect.misspelt and suspect.edits == 1 and suspect.length >= 12
    if suspect.well_supported and suspect.length >= 10:
        return suspect.misspelt or (suspect.edits == 1 and suspect.makers is Agreement.AGREES)
    return suspect.misspelt and suspect.edits == 1 and suspect.length >= 12
