"""The rules by which lines become works, and what a contributor sees when a line is added."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from build_catalogue import main
from catalogue_build.assemble import Assembly
from catalogue_build.vectors import quantise, refresh_vectors
from catalogue_build.words import title_key

from recdesk.catalogue._compiled import read_works
from recdesk.catalogue.starter import read_vectors
from recdesk.domain.resources import resource
from recdesk.domain.works import Alias, embedding_text, text_hash
from tests.catalogue.source_lines import work_line

Build = Callable[..., Assembly]


def test_what_ships_is_what_the_sources_say(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().out


@pytest.fixture
def podcasts_only(tmp_path: Path) -> Path:
    """A catalogue folder with the real sources of podcasts alone: small, so that it builds at once."""
    sources = tmp_path / "catalogue" / "sources"
    (sources / "works").mkdir(parents=True)
    shutil.copy(resource("catalogue", "sources", "genres.md"), sources)
    shutil.copy(resource("catalogue", "sources", "works", "podcasts.txt"), sources / "works")
    return sources.parent


def test_a_line_added_to_the_sources_is_in_the_catalogue_after_a_build(
    podcasts_only: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--no-vectors", "--folder", str(podcasts_only)])
    with (podcasts_only / "sources" / "works" / "podcasts.txt").open("a", encoding="utf-8") as podcasts:
        podcasts.write(work_line("Lamps of the Harbour", 2024, "podcast", genres="Culture;History") + "\n")
    capsys.readouterr()
    assert main(["--check", "--folder", str(podcasts_only)]) == 1
    assert "starter.jsonl.gz is not what the sources say" in capsys.readouterr().out

    assert main(["--no-vectors", "--folder", str(podcasts_only)]) == 0
    header, works = read_works(podcasts_only / "starter.jsonl.gz")
    assert works[-1].uid == "podcast:lamps-of-the-harbour:2024"
    assert header.works == len(works)
    assert main(["--check", "--folder", str(podcasts_only)]) == 1
    told = capsys.readouterr().out
    assert "podcast “Lamps of the Harbour” (2024) has no vector of its present text" in told
    vectors = read_vectors(podcasts_only / "starter-vectors.npz")
    assert len(vectors.text_hashes) == len(works)
    assert not vectors.decode([len(works) - 1]).any()


def test_building_twice_gives_the_same_bytes(podcasts_only: Path) -> None:
    def built() -> dict[str, bytes]:
        assert main(["--no-vectors", "--folder", str(podcasts_only)]) == 0
        return {path.name: path.read_bytes() for path in podcasts_only.iterdir() if path.is_file()}

    first = built()
    assert set(first) == {"starter.jsonl.gz", "starter-vectors.npz", "REPORT.md"}
    assert built() == first


def test_a_bad_line_is_named_with_its_place_and_nothing_is_written(
    podcasts_only: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (podcasts_only / "sources" / "works" / "mine.txt").write_text("film | Half a Line\n", encoding="utf-8")
    assert main(["--no-vectors", "--folder", str(podcasts_only)]) == 1
    assert "works/mine.txt:1: 2 fields instead of 11" in capsys.readouterr().out
    assert not (podcasts_only / "starter.jsonl.gz").exists()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (work_line("X", 2020, kind="game"), "the kind 'game' is not one of"),
        (work_line("X", 1700), "a film of the year 1700 cannot be"),
        (work_line("X", 2020, genres="Dramma"), "'Dramma' is not a known genre of a film"),
        (work_line("X", 2020, kind="book", genres="Film-Noir"), "'Film-Noir' is not a known genre of a book"),
        (work_line("X", 2020, languages="jp"), "'jp' is not a known language code"),
        (work_line("X", 2020, reach=7), "the reach '7' is not 1, 2, 3, 4 or 5"),
        (work_line("", 2020), "the title is missing"),
    ],
)
def test_a_line_that_cannot_be_used_says_why(build: Build, line: str, says: str) -> None:
    assembly = build(line)
    assert len(assembly.problems) == 1
    assert assembly.problems[0].startswith("works/lines.txt:1: ")
    assert says in assembly.problems[0]


def test_a_duplicate_is_merged_and_everything_it_said_is_kept(build: Build) -> None:
    assembly = build(
        work_line("The Grey Harbour", 1999, genres="Drama", tags="sea;slow", aka="Le Port gris", reach=2)
        + "\n"
        + work_line("The Gray Harbour", 2000, genres="War", tags="sea;fog", aka="The Grey Harbour", reach=4)
    )
    (work,) = assembly.works
    assert (work.title, work.year, work.reach) == ("The Grey Harbour", 1999, 4)
    assert work.genres == ("Drama", "War")
    assert work.tags == ("sea", "slow", "fog")
    assert {alias.title for alias in work.aliases} == {"Le Port gris", "The Gray Harbour"}
    assert assembly.touches[0].rule == "duplicate merged"
    assert str(assembly.touches[0].place) == "works/lines.txt:2"


def test_one_title_of_two_makers_stays_two_works_with_two_names(build: Build) -> None:
    assembly = build(
        work_line("Mirrors", 2012, creators="Ada North")
        + "\n"
        + work_line("Mirrors", 2012, creators="Bo Lind")
    )
    assert [work.uid for work in assembly.works] == ["film:mirrors:2012", "film:mirrors:2012:bo-lind"]
    assert {touch.rule for touch in assembly.touches} >= {"same title, two works", "uid told apart"}


def test_years_far_apart_are_two_works(build: Build) -> None:
    lines = work_line("The Fog", 1980) + "\n" + work_line("The Fog", 2005)
    assert len(build(lines).works) == 2


def test_a_film_and_a_series_of_one_maker_and_year_are_one_series(build: Build) -> None:
    assembly = build(
        work_line("The Walk", 2010, kind="film", tags="food")
        + "\n"
        + work_line("The Walk", 2010, kind="series", tags="road trip"),
        kinship="film | The Walk | 2010 | 4.4 | \nseries | The Walk | 2010 | 4.1 | ",
    )
    (work,) = assembly.works
    assert work.kind == "series"
    assert work.tags == ("food", "road trip")
    assert work.audience == 4.4
    assert assembly.touches[0].rule == "film and series of one work merged"


def test_an_alias_that_names_the_author_is_left_out(build: Build) -> None:
    assembly = build(
        work_line("Audition", 1997, "book", "Ryū Murakami", "Horror", aka="オーディション;Ryu Murakami")
    )
    assert assembly.works[0].aliases == (Alias("オーディション", "ja"),)
    assert assembly.touches[0].rule == "alias left out"


def test_a_band_s_name_belongs_to_the_band_and_not_to_its_singer(build: Build) -> None:
    assembly = build(
        work_line("Wings", 1971, "artist", "Paul McCartney", "Rock")
        + "\n"
        + work_line("Paul McCartney", 1957, "artist", "", "Rock", aka="Wings;保罗")
    )
    assert assembly.works[1].aliases == (Alias("保罗", "zh"),)


def test_chinese_characters_of_a_japanese_work_may_be_either_language(build: Build) -> None:
    lines = work_line("Rashomon", 1950, languages="ja", aka="羅生門")
    lines += "\n" + work_line("Seven Samurai", 1954, languages="ja", aka="七人の侍;七武士")
    rashomon, samurai = build(lines).works
    assert rashomon.aliases == (Alias("羅生門", ""),)
    assert samurai.aliases == (Alias("七人の侍", "ja"), Alias("七武士", "zh"))


def test_titles_of_other_languages_join_their_work(build: Build) -> None:
    assembly = build(
        work_line("Goodfellas", 1990, aka="Les Affranchis"),
        titles="film | Goodfellas | 1990 | fr=Les Affranchis;es-419=Buenos muchachos;it=Goodfellas",
    )
    assert assembly.works[0].aliases == (Alias("Les Affranchis", "fr"), Alias("Buenos muchachos", "es-419"))


def test_a_kinship_line_with_another_year_finds_the_only_work_of_that_title(build: Build) -> None:
    assembly = build(work_line("Prince", 1975, "artist", "", "Pop"), "artist | Prince | 1976 | 6.9 | ")
    assert assembly.works[0].audience == 6.9
    assert assembly.touches[0].rule == "joined by title, the years differ"


def test_a_kinship_line_that_names_no_work_is_a_problem_with_its_place(build: Build) -> None:
    assembly = build(work_line("The Fog", 1980), "film | The Frog | 1980 | 4.0 | The Fog")
    assert assembly.problems == (
        "kinship/lines.txt:1: no work is called film | The Frog | 1980; add it to works/",
    )


def test_a_work_without_an_audience_gets_that_of_works_as_well_known(build: Build) -> None:
    lines = "\n".join(work_line(title, 1980, reach=4) for title in ("One", "Two", "Three", "Four"))
    kinship = "film | One | 1980 | 5.0 | \nfilm | Two | 1980 | 5.2 | \nfilm | Three | 1980 | 6.0 | "
    assembly = build(lines, kinship)
    assert assembly.works[3].audience == 5.2
    assert assembly.touches[0].rule == "audience estimated from reach"


def test_title_keys_fold_spelling_but_not_words() -> None:
    assert title_key("Shōgun") == title_key("SHOGUN")
    assert title_key("North & South") == title_key("North and South")
    assert title_key("Ocean's Eleven") == title_key("Oceans Eleven")
    assert title_key("पीके") != title_key("पीकू")
    assert title_key("÷") == "÷"


def test_unchanged_texts_keep_their_vectors_and_only_new_ones_are_embedded(
    build: Build, tmp_path: Path
) -> None:
    path = tmp_path / "vectors.npz"
    asked: list[list[str]] = []

    def embed(texts: list[str]) -> np.ndarray:
        asked.append(list(texts))
        made = np.stack([np.random.default_rng(len(text)).normal(size=384) for text in texts])
        return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)

    two = build(work_line("One", 1980) + "\n" + work_line("Two and more", 1980)).works
    refresh_vectors(path, two, "model/1", embed)
    before = read_vectors(path)
    three = build(work_line("New", 1980) + "\n" + work_line("Two and more", 1980)).works
    report = refresh_vectors(path, three, "model/1", embed)
    after = read_vectors(path)
    assert (report.kept, report.embedded, report.missing) == (1, 1, ())
    assert asked[1] == [embedding_text(three[0])]
    assert after.text_hashes == [text_hash(embedding_text(work)) for work in three]
    assert (after.codes[1] == before.codes[1]).all()

    refresh_vectors(path, three, "model/2", embed)
    assert len(asked[2]) == 2, "vectors of another model are not kept"


def test_eight_bits_keep_the_direction() -> None:
    vectors = np.random.default_rng(1).normal(size=(200, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    codes, scales = quantise(vectors)
    back = codes * scales[:, None]
    cosines = (back * vectors).sum(axis=1) / np.linalg.norm(back, axis=1)
    assert cosines.min() >= 0.9995
    assert np.abs(codes).max(axis=1).tolist() == [127] * 200
