from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from recdesk.domain.faults import Cancelled, UserFault
from recdesk.domain.feedback import Verdict
from recdesk.domain.history import Guess, Mention
from recdesk.domain.progress import say_nothing
from recdesk.domain.works import Alias, CatalogueWork, Kind, Work
from recdesk.library import Library
from recdesk.library import _packs as packs_module
from recdesk.matching import CatalogueNaming, MatchState, TitleIndex
from tests.library.conftest import film
from tests.library.older import library_before

NAMING = CatalogueNaming()
HEAT = film("Heat", 1995, creators=("Michael Mann",), audience=5.8, description="Ours.")


def add(library: Library, name: str, *works: CatalogueWork, version: str = "1") -> packs_module.PackSummary:
    return library.packs.add(name, works, version=version, licence="theirs", naming=NAMING)


def other(uid: str, title: str, year: int | None, *makers: str, **more: object) -> CatalogueWork:
    return CatalogueWork(uid, Kind.FILM, title, year, makers, **more)  # type: ignore[arg-type]


def titles(library: Library) -> list[str]:
    return [work.title for work in library.works.all()]


def other_titles(library: Library, work: Work) -> list[str]:
    return [title for work_id, title in library.titles.all() if work_id == work.id and title != work.title]


# -- joining ------------------------------------------------------------------------------------------


def test_a_work_that_is_there_already_joins_it_and_overwrites_nothing(library: Library) -> None:
    add(library, "starter", HEAT)
    theirs = other(
        "tt1", "HEAT", 1996, "Mann, Michael", description="Theirs.", tags=("heist",),
        aliases=(Alias("Fuego contra fuego", "es"),), external_ids=(("IMDb", "tt0113277"),),
    )  # fmt: skip
    summary = add(library, "imdb", theirs, other("tt2", "Ronin", 1998, "John Frankenheimer"))
    assert (summary.added, summary.merged, summary.skipped) == (1, 1, 0)
    heat = library.works.by_uid(HEAT.uid)
    assert heat is not None and (heat.description, heat.tags, heat.year) == ("Ours.", ("heist",), 1995)
    assert {pack.name: pack.items for pack in library.packs.all()} == {"starter": 1, "imdb": 2}
    index = TitleIndex(library.names)
    by_id = Mention((Guess(Kind.FILM, "?"),), external_ids=(("imdb", "tt0113277"),))
    by_alias = Mention((Guess(Kind.FILM, "Fuego contra fuego"),))
    assert index.match(by_id).work_id == index.match(by_alias).work_id == heat.id


@pytest.mark.parametrize(
    "theirs",
    [
        other("a", "Heat", 1986, "Michael Mann"),
        other("b", "Heat", 1995, "Dick Richards"),
        other("c", "Heat", None, "Michael Mann"),
        other("d", "Heat", 1995, audience=1.2),
        CatalogueWork("e", Kind.SERIES, "Heat", 1995, ("Michael Mann",)),
    ],
    ids=["another year", "another maker", "no year", "hardly known", "another kind"],
)
def test_what_is_not_surely_the_same_stays_a_work_of_its_own(library: Library, theirs: CatalogueWork) -> None:
    add(library, "starter", HEAT)
    assert add(library, "other", theirs).added == 1


def test_without_makers_an_equally_known_work_of_that_title_and_year_is_the_same(library: Library) -> None:
    add(library, "starter", HEAT)
    assert add(library, "other", other("a", "Heat", 1995, audience=5.6)).merged == 1


def test_two_works_of_one_pack_are_never_made_one(library: Library) -> None:
    add(library, "starter", HEAT)
    twins = (other("a", "Heat", 1995, "Michael Mann"), other("b", "Heat", 1995, "Michael Mann"))
    summary = add(library, "other", *twins)
    assert (summary.added, summary.merged) == (1, 1)


SAW = film("Saw", 2004, creators=("James Wan",), audience=5.0)
SHORT, REAL = other("short", "Saw", 2003, audience=4.3), other("real", "Saw", 2004, audience=5.2)


@pytest.mark.parametrize("theirs", [(SHORT, REAL), (REAL, SHORT)], ids=["first", "last"])
def test_a_namesake_of_the_year_before_is_another_film_where_a_surer_one_comes(
    library: Library, theirs: tuple[CatalogueWork, ...]
) -> None:
    add(library, "starter", SAW)
    summary = add(library, "other", *theirs)
    assert (summary.added, summary.merged) == (1, 1)
    saw = library.works.by_uid(SAW.uid)
    assert saw is not None and library.packs.ids_of("other", ["real"]) == [saw.id]


def test_a_film_of_the_year_before_is_the_same_where_none_is_surer(library: Library) -> None:
    add(library, "starter", SAW)
    assert add(library, "other", SHORT).merged == 1
    assert titles(library) == ["Saw"] and not library.check()


def test_a_film_that_a_pack_calls_by_its_other_title_is_one_work(library: Library) -> None:
    name = "Star Wars: Episode V - The Empire Strikes Back"
    empire = film("The Empire Strikes Back", 1980, creators=("Irvin Kershner",), audience=6.2)
    add(library, "starter", replace(empire, aliases=(Alias(name),)))
    theirs = other("1196", name, 1980, audience=6.3)
    summary = add(library, "other", theirs, HEAT, theirs)
    assert (summary.added, summary.merged, summary.skipped) == (1, 1, 1)
    assert titles(library) == ["The Empire Strikes Back", "Heat"]


def test_of_two_that_claim_one_film_the_best_known_is_it_and_the_other_can_be_found(library: Library) -> None:
    add(library, "starter", HEAT)
    add(library, "other", other("a", "Heat", 1995, audience=4.0), other("b", "Heat", 1995, audience=4.6))
    heat = library.works.by_uid(HEAT.uid)
    assert heat is not None and library.packs.ids_of("other", ["b"]) == [heat.id]
    found = TitleIndex(library.names).match(Mention((Guess(Kind.FILM, "Heat"),), (), 1995))
    assert sorted(one.work_id for one in found.candidates) == [work.id for work in library.works.all()]


def test_a_film_that_another_catalogue_numbers_otherwise_claims_nothing(library: Library) -> None:
    add(library, "starter", replace(SAW, external_ids=(("imdb", "tt0387564"),)))
    assert add(library, "other", replace(SHORT, external_ids=(("imdb", "tt0420888"),))).added == 1


def test_a_pack_of_more_claims_than_may_wait_loses_none(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recdesk.library._pack_works._HELD", 2)
    monkeypatch.setattr(packs_module, "CHUNK", 2)
    years = range(1990, 1999)
    add(library, "starter", *(film(f"Film number {year}", year, audience=5.5) for year in years))
    theirs = [other(str(year), f"Film number {year}", year, audience=4.0) for year in years]
    summary = add(library, "other", *theirs, *theirs, other("a", "Heat", 1995, audience=4.0))
    assert (summary.added, summary.merged, summary.skipped) == (1, 9, 9)
    assert None not in library.packs.ids_of("other", [work.uid for work in theirs])


def test_a_work_that_comes_twice_is_skipped_the_second_time(library: Library) -> None:
    summary = add(library, "other", other("a", "One", 2000), other("a", "One", 2000))
    assert (summary.added, summary.skipped) == (1, 1)


def test_uids_of_two_packs_may_be_the_same(library: Library) -> None:
    add(library, "one", other("1", "Alpha", 2000), other("2", "Beta", 2000, kindred=("1",)))
    kin = other("2", "Delta", 2000, kindred=("1",))
    assert add(library, "two", other("1", "Gamma", 2000), kin).added == 2
    assert titles(library) == ["Alpha", "Beta", "Gamma", "Delta"]
    edges, _ = library.works.kinship()
    assert [[titles(library)[i - 1] for i in edge] for edge in edges.tolist()] == [
        ["Beta", "Alpha"],
        ["Delta", "Gamma"],
    ]


# -- another version ----------------------------------------------------------------------------------


def test_a_newer_version_keeps_numbers_and_lets_go_of_what_it_has_no_more(library: Library) -> None:
    add(library, "starter", HEAT)
    add(library, "other", other("h", "Heat", 1995, "Michael Mann", tags=("old",)), other("g", "Gone", 2000))
    heat = library.works.ids_of([HEAT.uid])
    summary = add(library, "other", other("h", "Heat", 1995, "Michael Mann", tags=("new",)), version="2")
    assert (summary.updated, summary.removed, summary.added) == (1, 1, 0)
    assert titles(library) == ["Heat"] and library.works.ids_of([HEAT.uid]) == heat
    assert library.works.some(heat)[heat[0]].tags == ("new",)


def test_a_newer_starter_keeps_what_others_added_to_its_works(library: Library) -> None:
    add(library, "starter", HEAT)
    add(library, "other", other("h", "Heat", 1995, "Michael Mann", aliases=(Alias("Hitze", "de"),)))
    add(
        library, "starter", film("Heat", 1995, creators=("Michael Mann",), description="Better."), version="2"
    )
    heat = library.works.by_uid(HEAT.uid)
    assert heat is not None and heat.description == "Better."
    assert other_titles(library, heat) == ["Hitze"]


# -- taking away --------------------------------------------------------------------------------------


def test_removing_a_pack_takes_along_all_that_was_its_own(library: Library) -> None:
    add(library, "starter", HEAT)
    before = whole(library)
    theirs = other("h", "Heat", 1995, "Michael Mann", tags=("heist",), aliases=(Alias("Hitze", "de"),),
                   external_ids=(("imdb", "tt1"),))  # fmt: skip
    add(library, "other", theirs, other("r", "Ronin", 1998), other("s", "Collateral", 2004))
    assert library.packs.remove("other") == 2
    library.names.bring_up_to_date(NAMING, say_nothing)
    assert whole(library) == before


def test_the_numbers_of_works_that_are_gone_name_no_other_works(library: Library) -> None:
    """The lists of before name works by number until the taste is learned anew."""
    add(library, "other", other("r", "Ronin", 1998), other("s", "Collateral", 2004))
    gone = {work.id for work in library.works.all()}
    library.packs.remove("other")
    add(library, "third", other("a", "Alien", 1979))
    assert gone.isdisjoint(work.id for work in library.works.all())


def test_a_work_the_person_spoke_of_outlives_its_pack_and_comes_home_with_it(library: Library) -> None:
    add(library, "other", other("a", "Loved", 2000), other("b", "Ignored", 2001))
    loved = library.works.ids_of(["a"])[0]
    library.feedback.give(loved, Verdict.LIKE)
    assert library.packs.remove("other") == 1
    assert [(work.id, work.origin) for work in library.works.all()] == [(loved, "history")]
    add(library, "other", other("a", "Loved", 2000), other("b", "Ignored", 2001))
    work = library.works.get(loved)
    assert work is not None and work.origin == "other" and len(titles(library)) == 2


def test_a_work_of_two_packs_takes_the_words_of_the_one_that_stays(library: Library) -> None:
    first = other("1", "Heat", 1995, "Michael Mann", description="First.", aliases=(Alias("Eins"),))
    second = other("2", "Heat", 1995, "Michael Mann", description="Second.", aliases=(Alias("Zwei"),))
    add(library, "first", first)
    add(library, "second", second)
    library.packs.remove("first")
    (work,) = library.works.all()
    assert (work.description, work.origin) == ("Second.", "second")
    assert other_titles(library, work) == ["Zwei"]


def test_there_is_a_sentence_for_a_pack_that_is_not_there(library: Library) -> None:
    with pytest.raises(UserFault, match="no pack called"):
        library.packs.remove("nothing")
    with pytest.raises(UserFault):
        add(library, "history", HEAT)


# -- cut short ----------------------------------------------------------------------------------------


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs_module, "CHUNK", 2)


@pytest.mark.usefixtures("small_chunks")
def test_a_cancelled_pack_leaves_nothing_behind(library: Library) -> None:
    add(library, "starter", HEAT)
    before = whole(library)
    asked = iter([False, False, True])
    works = [other(str(n), f"Film number {n}", 2000 + n) for n in range(9)]
    with pytest.raises(Cancelled):
        library.packs.add(
            "other", works, version="1", licence="", naming=NAMING, stop=lambda: next(asked, True)
        )
    library.names.bring_up_to_date(NAMING, say_nothing)
    assert whole(library) == before


@pytest.mark.usefixtures("small_chunks")
def test_a_fault_in_the_file_takes_the_pack_back_and_is_told(library: Library) -> None:
    def broken() -> Iterator[CatalogueWork]:
        yield from (other(str(n), f"Film number {n}", 2000) for n in range(5))
        raise UserFault("The file ends in the middle.", "")

    with pytest.raises(UserFault, match="middle"):
        library.packs.add("other", broken(), version="1", licence="", naming=NAMING)
    assert not library.packs.all() and not titles(library)


_KILLED = """
import os, sys
from pathlib import Path
from recdesk.domain.works import CatalogueWork, Kind
from recdesk.library import Library, _packs
from recdesk.matching import CatalogueNaming
_packs.CHUNK = 2
def works():
    for n in range(9):
        if n == 7:
            os._exit(9)
        yield CatalogueWork(str(n), Kind.FILM, f"Film number {n}", 2000 + n)
Library.open(Path(sys.argv[1])).packs.add("other", works(), version="1", licence="", naming=CatalogueNaming())
"""


@pytest.fixture
def killed(tmp_path: Path) -> Iterator[Library]:
    """A library whose program died while it was adding a pack of nine works."""
    done = subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path / "killed")], check=False)
    assert done.returncode == 9
    with Library.open(tmp_path / "killed") as library:
        yield library


def test_a_pack_that_was_being_added_when_the_program_died_is_taken_away(killed: Library) -> None:
    assert [pack.state for pack in killed.packs.unfinished()] == ["adding"] and titles(killed)
    assert killed.packs.tidy() == []  # another program may be adding it this very moment
    assert killed.packs.tidy(idle_seconds=0) == ["other"]
    assert not titles(killed) and not killed.packs.all() and not killed.check()


def test_adding_it_again_goes_on_instead(killed: Library) -> None:
    numbers = {work.uid: work.id for work in killed.works.all()}
    works = [other(str(n), f"Film number {n}", 2000 + n) for n in range(9)]
    killed.packs.add("other", works, version="1", licence="", naming=NAMING)
    (pack,) = killed.packs.all()
    assert (pack.state, pack.items) == ("ready", 9)
    assert numbers.items() <= {work.uid: work.id for work in killed.works.all()}.items()
    found = TitleIndex(killed.names).match(Mention((Guess(Kind.FILM, "Film number 3"),), (), 2003))
    assert found.state is MatchState.ACCEPTED


def whole(library: Library) -> dict[str, list[object]]:
    """All that the tables of works and names hold, but for single words: one that a title of a joined work
    brought may stay, which only makes matching more careful."""
    tables = ("works", "aliases", "external_ids", "pack_works", "names", "spellings", "unnamed")
    found = {table: sorted(library.settings.query(f"SELECT * FROM {table}"), key=repr) for table in tables}
    return {**found, "titles": library.settings.query("SELECT rowid, names FROM titles ORDER BY rowid")}


# -- an older library ---------------------------------------------------------------------------------


def test_m005_packs_keeps_the_packs_and_forms_their_names_when_they_are_needed(tmp_path: Path) -> None:
    older = library_before("m005_packs", tmp_path)
    older.execute("INSERT INTO packs VALUES ('starter', '7', 'ours', 0)")
    older.execute(
        "INSERT INTO works(uid, kind, title, year, creators, genres, tags, countries, languages, "
        "description, origin) "
        "VALUES ('film:heat:1995', 'film', 'Heat', 1995, '[]', '[]', '[]', '[]', '[]', 'x', 'starter')"
    )
    older.execute("INSERT INTO external_ids VALUES ('ISBN', '0-261-10221-4', 1)")
    older.commit()
    older.close()
    with Library.open(tmp_path) as library:
        (pack,) = library.packs.all()
        assert (pack.name, pack.version, pack.items, pack.with_text) == ("starter", "7", 1, 1)
        assert library.names.bring_up_to_date(NAMING, say_nothing) == 1
        found = TitleIndex(library.names).match(Mention((Guess(Kind.FILM, "Heat"),), (), 1995))
        assert found.work_id == 1
        assert library.names.identified([("isbn", "9780261102217")]) == {("isbn", "9780261102217"): [1]}
