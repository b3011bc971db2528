from __future__ import annotations

import pytest

from recdesk.domain.taste import Filter
from recdesk.library import Library
from tests.library.conftest import film

WORKS = [
    film("Heat", 1995, genres=("Crime",), languages=("en",), countries=("US",), tags=("heist", "violence")),
    film("Ran", 1985, genres=("Drama", "War"), languages=("ja",), countries=("JP", "FR")),
    film("Amélie", 2001, genres=("Comedy",), languages=("fr",), countries=("FR",)),
    film("Unknown", 1960),
]


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (Filter(), {"Heat", "Ran", "Amélie", "Unknown"}),
        (Filter(since=1985, until=1995), {"Heat", "Ran"}),
        (Filter(genres=frozenset({"crime", "war"})), {"Heat", "Ran"}),
        (Filter(countries=frozenset({"fr"}), languages=frozenset({"ja"})), {"Ran"}),
        (Filter(without=frozenset({"Violence"})), {"Ran", "Amélie", "Unknown"}),
        (Filter(without=frozenset({"comedy"}), since=1970), {"Heat", "Ran"}),
        (Filter(since=2100), set()),
        (Filter(abroad=frozenset({"us"})), {"Ran", "Amélie"}),
        (Filter(abroad=frozenset({"FR", "US"})), set()),
    ],
)
def test_a_filter_lets_through_what_it_names(library: Library, wanted: Filter, titles: set[str]) -> None:
    library.packs.add("starter", version="1", licence="ours", works=WORKS)
    found = library.filters.passing(wanted).tolist()
    assert {work.title for work in library.works.some(found).values()} == titles
    assert found == sorted(found)


def test_what_can_be_chosen_is_what_the_works_have(library: Library) -> None:
    library.packs.add("starter", version="1", licence="ours", works=WORKS)
    choices = library.filters.choices()
    assert choices["countries"] == ["FR", "JP", "US"]
    assert set(choices["genres"]) == {"Crime", "Drama", "War", "Comedy"}
