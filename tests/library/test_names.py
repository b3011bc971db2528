from __future__ import annotations

import pytest

from recdesk.domain.history import Guess, Mention
from recdesk.domain.progress import say_nothing
from recdesk.domain.works import Alias, Kind
from recdesk.library import Library, _titles
from recdesk.library import _names as names_module
from recdesk.matching import CatalogueNaming, Match, TitleIndex
from tests.library.conftest import film

NAMING = CatalogueNaming()


class NewRules(CatalogueNaming):
    version = CatalogueNaming.version + 1


def ask(library: Library, title: str, year: int | None = None) -> Match:
    library.names.bring_up_to_date(NAMING, say_nothing)
    return TitleIndex(library.names).match(Mention((Guess(Kind.FILM, title),), (), year))


def test_a_work_is_found_by_every_name_and_a_slip_of_the_pen(library: Library) -> None:
    seven = film("Seven Samurai", 1954, aliases=(Alias("七人の侍", "ja"), Alias("Die sieben Samurai", "de")))
    library.packs.add("starter", version="1", licence="ours", works=[seven])
    for said in ("seven samurai", "七人の侍", "Sieben Samurai"):
        assert ask(library, said, 1954).work_id == 1, said
    assert [candidate.work_id for candidate in ask(library, "Seven Samurrai", 1954).candidates] == [1]


def test_a_new_alias_is_found_and_one_that_is_gone_is_not(library: Library) -> None:
    library.packs.add(
        "starter", version="1", licence="ours", works=[film("Heat", 1995, aliases=(Alias("Hitze"),))]
    )
    assert ask(library, "Hitze", 1995).work_id == 1
    library.packs.add(
        "starter", version="2", licence="ours", works=[film("Heat", 1995, aliases=(Alias("Calor"),))]
    )
    assert ask(library, "Calor", 1995).work_id == 1
    assert ask(library, "Hitze", 1995).work_id is None


def test_nothing_waits_when_nothing_has_changed(library: Library) -> None:
    library.packs.add("starter", version="1", licence="ours", works=[film("Heat", 1995)])
    assert library.names.bring_up_to_date(NAMING, say_nothing) == 1
    library.packs.add(
        "starter", version="2", licence="ours", works=[film("Heat", 1995, description="now with words")]
    )
    assert library.names.bring_up_to_date(NAMING, say_nothing) == 0


@pytest.mark.parametrize("few", [1, 20_000], ids=["many at a time", "few at a time"])
def test_new_rules_form_all_names_anew(library: Library, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(names_module, "_FEW", few)
    library.packs.add("starter", version="1", licence="ours", works=[film("Heat", 1995), film("Ronin", 1998)])
    library.names.bring_up_to_date(NAMING, say_nothing)
    assert library.names.bring_up_to_date(NewRules(), say_nothing) == 2
    assert library.names.bring_up_to_date(NewRules(), say_nothing) == 0
    assert TitleIndex(library.names).match(Mention((Guess(Kind.FILM, "Ronin"),), (), 1998)).work_id == 2


def test_a_large_library_finds_titles_by_their_words(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    amelie = film("Le Fabuleux Destin d'Amélie Poulain", 2001, aliases=(Alias("天使爱美丽", "zh"),))
    library.packs.add(
        "starter", version="1", licence="ours", works=[film("Heat", 1995, audience=5.8), amelie]
    )
    library.names.bring_up_to_date(NAMING, say_nothing)
    assert library.titles.are_few() and (1, "Heat") in library.titles.for_text("anything")
    monkeypatch.setattr(_titles, "FEW_WORKS", 1)
    for said in ("amelie pou", "destin fabuleux", "天使爱", "d'Amélie"):
        assert {work_id for work_id, _ in library.titles.for_text(said)} == {2}, said
    assert library.titles.for_text('"; --') == [] and library.titles.for_text("zzz") == []
