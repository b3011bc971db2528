"""How a library is told to name its works, and when a work of one pack is a work of another.

Stricter than answering a person's row: nobody is asked here, and a wrong merger hides a work for good, while
two cards of one work are merely untidy.
"""

from __future__ import annotations

from collections.abc import Sequence

from recdesk.domain.forms import KnownWork, WorkForms
from recdesk.domain.works import CatalogueWork, Kind
from recdesk.matching.creators import Agreement, agreement, known_names
from recdesk.matching.entries import external_pair
from recdesk.matching.names import forms_of

# Goes up whenever a rule of titles.py, pieces.py, _words.py or names.py changes a form: libraries then form
# the names of all their works anew. A test compares the forms of the starter catalogue with this version's.
FORMS_VERSION = 2
# log10. A namesake of the same year is nearly always far less known: of two films called "Heat" of 1995 one
# has 700,000 votes, the other 40. By feel; packs count different things (votes, ratings, listeners).
_ALIKE_AUDIENCE = 1.0


class CatalogueNaming:
    """The `Naming` of this program."""

    version = FORMS_VERSION

    def forms(self, kind: Kind, title: str, aliases: Sequence[str]) -> WorkForms:
        return forms_of(kind, title, aliases)

    def external_id(self, scheme: str, value: str) -> tuple[str, str] | None:
        return external_pair(scheme, value)

    def same(self, work: CatalogueWork, known: KnownWork, *, plain: bool, titles: bool) -> bool:
        """Years at most one apart and a maker in common; a book of one title by one author may be dated in
        any two years. Where makers are not given, or years mean nothing,
        the title must be the same to the letter, the year equal if there is one, and the audience alike."""
        gap = None if work.year is None or known.year is None else abs(work.year - known.year)
        # A book's year is often an edition's, and an old one's a guess: of the 69 pairs of one title by one
        # author that the starter catalogue and goodbooks-10k date two years or more apart, Hamlet and Night
        # among them, all are one book.
        any_years = work.kind is Kind.ARTIST or (work.kind is Kind.BOOK and plain and titles)
        if gap is not None and gap > 1 and not any_years:
            return False
        if work.kind is Kind.ARTIST:  # its creators are members: they differ by what a pack means
            return plain and titles and (gap == 0 or _as_well_known(work, known))
        makers = agreement(known_names(work.creators), known_names(known.creators))
        if makers is Agreement.AGREES:
            return gap is not None or work.kind is Kind.PODCAST
        if makers is Agreement.CONTRADICTS or work.kind in (Kind.BOOK, Kind.ALBUM):
            return False
        return plain and titles and gap in (0, None) and _as_well_known(work, known)


def _as_well_known(work: CatalogueWork, known: KnownWork) -> bool:
    if work.audience is None or known.audience is None:
        return False
    return abs(work.audience - known.audience) <= _ALIKE_AUDIENCE
