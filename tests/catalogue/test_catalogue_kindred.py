"""How the titles that a kinship line names become works, and when they rather do not."""

from __future__ import annotations

from collections.abc import Callable

from catalogue_build.assemble import Assembly
from catalogue_build.report import write_report

from tests.catalogue.source_lines import work_line

Build = Callable[..., Assembly]


def test_kindred_are_works_of_the_same_kind_unless_another_is_named(build: Build) -> None:
    assembly = build(
        "\n".join(
            (
                work_line("Dune", 1984),
                work_line("Dune", 1965, "book", genres="Fantasy"),
                work_line("Moon", 2009),
            )
        ),
        "film | Moon | 2009 | 5.0 | book:Dune;Dune",
    )
    assert assembly.works[2].kindred == ("book:dune:1965:a-maker", "film:dune:1984")


def test_an_alias_is_found_too(build: Build) -> None:
    assembly = build(
        work_line("Amélie", 2001, aka="Le Fabuleux Destin") + "\n" + work_line("Moon", 2009),
        "film | Moon | 2009 | 5.0 | Le fabuleux destin",
    )
    assert assembly.works[1].kindred == ("film:amélie:2001",)


def test_of_two_with_one_title_the_nearer_in_taste_and_time_is_meant(build: Build) -> None:
    assembly = build(
        "\n".join(
            (
                work_line("The Mummy", 1932, genres="Horror"),
                work_line("The Mummy", 1999, genres="Adventure"),
                work_line("Desert Gold", 1989, genres="Adventure"),
                work_line("The Vampire's Castle", 1935, genres="Horror"),
            )
        ),
        "film | Desert Gold | 1989 | 5 | The Mummy\nfilm | The Vampire's Castle | 1935 | 4 | The Mummy",
    )
    assert assembly.works[2].kindred == ("film:the-mummy:1999",)
    assert assembly.works[3].kindred == ("film:the-mummy:1932",)


def test_a_remake_names_the_other_one_and_never_itself(build: Build) -> None:
    assembly = build(
        work_line("A Star Rises", 1954) + "\n" + work_line("A Star Rises", 2018),
        "film | A Star Rises | 2018 | 5 | A Star Rises\nfilm | A Star Rises | 1954 | 4 | Nothing Else",
    )
    assert assembly.works[1].kindred == ("film:a-star-rises:1954",)


def test_an_article_more_or_less_makes_another_work(build: Build) -> None:
    assembly = build(
        work_line("Hunger", 2008) + "\n" + work_line("Moon", 2009), "film | Moon | 2009 | 5 | The Hunger"
    )
    assert assembly.works[1].kindred == ()
    assert assembly.kinship.missing == {("film", "The Hunger"): 1}


def test_a_sequel_is_not_taken_for_the_first_part(build: Build) -> None:
    assembly = build(
        work_line("Dune", 2021) + "\n" + work_line("Moon", 2009), "film | Moon | 2009 | 5 | Dune: Part Two"
    )
    assert assembly.works[1].kindred == ()


def test_non_fiction_is_found_by_its_main_title(build: Build) -> None:
    full = work_line("Nudge: Improving Decisions", 2008, "book", genres="Economics")
    novel = work_line("Quiet Rooms", 2001, "book", "B. Other", genres="Literary-Fiction")
    essay = work_line("Choices", 2011, "book", "C. Third", genres="Economics")
    kinship = "book | Choices | 2011 | 5 | Nudge\nbook | Quiet Rooms | 2001 | 5 | Nudge"
    works = build("\n".join((full, novel, essay)), kinship).works
    assert works[2].kindred == (works[0].uid,)
    assert works[1].kindred == (), "a novel means another Nudge"


def test_what_is_missing_is_counted_for_the_growth_list(build: Build) -> None:
    assembly = build(
        work_line("One", 2008) + "\n" + work_line("Two", 2009),
        "film | One | 2008 | 5 | Bullitt;Two\nfilm | Two | 2009 | 5 | Bullitt;artist:Nobody",
    )
    report = write_report(assembly)
    assert "1 of 4 kindred titles (25.0%) are works of the catalogue" in report
    assert "- 2 x film | Bullitt\n- 1 x artist | Nobody\n" in report
