"""When a work of one pack is a work of another, and when it may only claim to be."""

from __future__ import annotations

import pytest

from recdesk.domain.forms import KnownWork, Likeness
from recdesk.domain.works import CatalogueWork, Kind
from recdesk.matching import CatalogueNaming

NAMING = CatalogueNaming()
BARD = ("William Shakespeare", "William Shakespeare")
NOBODY = ("", "Peter Weir")


def like(
    kind: Kind,
    titles: tuple[str, str],
    years: tuple[int | None, int | None],
    makers: tuple[str, str] = NOBODY,
    audiences: tuple[float | None, float | None] = (5.0, 5.0),
    alias: str = "",
) -> Likeness:
    """How like the first is to the second, which is also called `alias`: by the names of theirs that meet."""
    made = [tuple(filter(None, makers[n : n + 1])) for n in (0, 1)]
    work = CatalogueWork("t:1", kind, titles[0], years[0], made[0], audience=audiences[0])
    known = KnownWork(7, kind, years[1], made[1], audiences[1])
    ours = NAMING.forms(kind, titles[0], ()).names
    theirs = NAMING.forms(kind, titles[1], [alias] if alias else []).names
    met = [(name, other) for name in ours for other in theirs if name.key == other.key]
    return max((NAMING.likeness(work, known, *pair) for pair in met), default=Likeness.OTHER)


HAMLET = ("Hamlet", "Hamlet")


def test_a_book_is_one_book_in_whichever_year_two_packs_date_it() -> None:
    assert like(Kind.BOOK, HAMLET, (1603, 1600), BARD) is Likeness.SAME


@pytest.mark.parametrize("kind", [Kind.FILM, Kind.SERIES, Kind.ALBUM])
def test_a_remake_is_another_work(kind: Kind) -> None:
    assert like(kind, HAMLET, (1996, 2000), BARD) is Likeness.OTHER


def test_a_namesake_by_another_author_is_another_book() -> None:
    assert like(Kind.BOOK, HAMLET, (1603, 2019), (BARD[0], "John Marsden")) is Likeness.OTHER


@pytest.mark.parametrize(
    ("ours", "theirs", "alias"),
    [
        ("Hamlet (Dover Thrift Editions)", "Hamlet", ""),
        ("Hamlet: Prince of Denmark in Five Acts", "Hamlet", ""),
        ("Hamlet : A Tragedy (Perennial Classics)", "Hamlet", ""),
        ("El Principe Hamlet", "Hamlet", "El príncipe Hamlet"),
        ("Hamlet the 2nd", "Hamletthe2nd", ""),
    ],
    ids=["an edition", "a description", "a kind", "a translation", "spaces"],
)
def test_an_edition_of_another_year_claims_its_book(ours: str, theirs: str, alias: str) -> None:
    found = like(Kind.BOOK, (ours, theirs), (1993, 1603), BARD, alias=alias)
    assert Likeness.OTHER < found < Likeness.SAME


def test_an_edition_goes_before_a_translation_and_that_before_a_longer_title() -> None:
    titles = ("Hamlet (Dover Thrift Editions)", "Prinz Hamlet", "Hamlet: Prince of Denmark in Five Acts")
    found = [like(Kind.BOOK, (one, "Hamlet"), (1993, 1603), BARD, alias="Prinz Hamlet") for one in titles]
    assert found == [Likeness.ONE_TITLE, Likeness.OTHER_NAME, Likeness.PART]


def test_one_volume_of_a_book_is_not_the_book() -> None:
    makers = ("Raymond Feist", "Raymond E. Feist")
    title = "Magician: Master (Riftwar Saga)"
    assert like(Kind.BOOK, (title, "Magician"), (1993, 1982), makers) is Likeness.OTHER


@pytest.mark.parametrize(
    ("ours", "theirs", "alias"),
    [
        ("Star Wars: Episode V - The Empire Strikes Back", "The Empire Strikes Back",
         "Star Wars: Episode V - The Empire Strikes Back"),
        ("Seven", "Se7en", "Seven"),
        ("Twelve Monkeys", "12 Monkeys", ""),
        ("The Mirror", "Mirror", ""),
        ("Old Boy", "Oldboy", ""),
    ],
)  # fmt: skip
def test_a_film_without_makers_claims_one_of_its_year_by_another_name(
    ours: str, theirs: str, alias: str
) -> None:
    assert like(Kind.FILM, (ours, theirs), (1980, 1980), alias=alias) is Likeness.OTHER_NAME
    assert like(Kind.FILM, (ours, theirs), (1981, 1980), alias=alias) is Likeness.OTHER
    assert like(Kind.FILM, (ours, theirs), (1980, 1980), audiences=(3.5, 5.0), alias=alias) is Likeness.OTHER


def test_a_film_of_one_title_and_year_is_claimed_though_few_of_the_pack_saw_it() -> None:
    titles = ("Sinister", "Sinister")
    assert like(Kind.FILM, titles, (2012, 2012)) is Likeness.SAME
    assert like(Kind.FILM, titles, (2012, 2012), audiences=(3.95, 5.5)) is Likeness.ONE_TITLE
    assert like(Kind.FILM, titles, (2012, 2012), audiences=(None, 5.5)) is Likeness.ONE_TITLE
    assert like(Kind.FILM, titles, (2012, 2012), audiences=(1.6, 5.5)) is Likeness.OTHER
    assert like(Kind.FILM, titles, (2013, 2012)) is Likeness.NEAR_YEAR
    assert like(Kind.FILM, titles, (2014, 2012)) is Likeness.OTHER


@pytest.mark.parametrize(
    ("ours", "theirs", "far", "expected"),
    [
        ("Avengers: Infinity War - Part I", "Avengers: Infinity War", 1.1, Likeness.PART),
        ("Avengers: Infinity War - Part II", "Avengers: Infinity War", 0.1, Likeness.OTHER),
        ("X2: X-Men United", "X2", 0.1, Likeness.PART),
        ("Che: Part Two", "Che", 0.1, Likeness.OTHER),
        ("Hellboy: The Seeds of Creation", "Hellboy", 1.5, Likeness.OTHER),
        ("Hellboy: The Making of", "Hellboy", 0.1, Likeness.OTHER),
    ],
)
def test_a_film_with_words_behind_its_title_is_the_film_and_the_making_of_it_is_not(
    ours: str, theirs: str, far: float, expected: Likeness
) -> None:
    assert like(Kind.FILM, (ours, theirs), (2008, 2008), audiences=(5.0 - far, 5.0)) is expected


@pytest.mark.parametrize(
    ("ours", "theirs", "alias", "far", "expected"),
    [
        ("Björk", "Björk", "", 1.1, Likeness.ONE_TITLE),
        ("The Temptations", "The Temptations", "", 1.6, Likeness.ONE_TITLE),
        ("Rose", "ROSÉ", "", 1.6, Likeness.OTHER),
        ("Кино", "KINO", "", 0.3, Likeness.OTHER_NAME),
        ("椎名林檎", "Sheena Ringo", "椎名林檎", 0.3, Likeness.OTHER_NAME),
        ("Naked City", "John Zorn", "Naked City", 0.3, Likeness.OTHER),
        ("Los Rodríguez", "Rodríguez", "", 0.3, Likeness.OTHER),
    ],
)
def test_an_artist_is_claimed_by_the_name_and_not_by_a_side_project(
    ours: str, theirs: str, alias: str, far: float, expected: Likeness
) -> None:
    found = like(Kind.ARTIST, (ours, theirs), (None, 1990), ("", ""), (5.5, 5.5 + far), alias)
    assert found is expected
