"""When a work of one pack is a work of another."""

from __future__ import annotations

import pytest

from recdesk.domain.forms import KnownWork
from recdesk.domain.works import CatalogueWork, Kind
from recdesk.matching import CatalogueNaming


def is_same(kind: Kind, years: tuple[int, int], makers: tuple[str, str], *, plain: bool = True) -> bool:
    work = CatalogueWork("t:1", kind, "Hamlet", years[0], makers[:1])
    known = KnownWork(7, kind, years[1], makers[1:], None)
    return CatalogueNaming().same(work, known, plain=plain, titles=True)


BARD = ("William Shakespeare", "William Shakespeare")


def test_a_book_is_one_book_in_whichever_year_two_packs_date_it() -> None:
    assert is_same(Kind.BOOK, (1603, 1600), BARD)


@pytest.mark.parametrize("kind", [Kind.FILM, Kind.SERIES, Kind.ALBUM])
def test_a_remake_is_another_work(kind: Kind) -> None:
    assert not is_same(kind, (1996, 2000), BARD)


def test_a_namesake_by_another_author_is_another_book() -> None:
    assert not is_same(Kind.BOOK, (1603, 2019), ("William Shakespeare", "John Marsden"))


def test_a_longer_or_shorter_title_of_another_year_is_another_book() -> None:
    assert not is_same(Kind.BOOK, (1603, 1990), BARD, plain=False)
