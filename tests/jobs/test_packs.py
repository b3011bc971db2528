"""Packs in a library: adding, merging, filtering, stopping and removing them, their ratings, and coverage."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from recdesk import jobs
from recdesk.catalogue.files import PackFiles
from recdesk.catalogue.format import Wish
from recdesk.catalogue.movielens import MovieLens
from recdesk.domain.faults import Cancelled, UserFault
from recdesk.domain.feedback import Verdict
from recdesk.domain.progress import Progress, never_stop, say_nothing
from recdesk.domain.ratings import RatingsTable
from recdesk.domain.works import Kind
from recdesk.jobs.pack_accounts import coverage_account, pack_account, preview_account, report_account
from recdesk.jobs.pack_preview import preview_pack
from recdesk.jobs.packs import add_pack, remove_pack
from recdesk.library import Library, _packs
from recdesk.matching import CatalogueNaming
from tests.catalogue.pack_samples import SAMPLES


@pytest.fixture(scope="module")
def named(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter catalogue with the forms of its names, which packs are compared with; made once."""
    profile = tmp_path_factory.mktemp("named") / "profile"
    with Library.open(prepared) as original:
        original.copy_to(profile)
    with Library.open(profile) as library:
        library.names.bring_up_to_date(CatalogueNaming(), say_nothing, never_stop)
    return profile


@pytest.fixture
def library(named: Path, tmp_path: Path) -> Iterator[Library]:
    shutil.copytree(named, tmp_path / "profile")
    with Library.open(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def films(library: Library, tmp_path: Path) -> Path:
    """A MovieLens of 60 well-known films that the starter catalogue has too, and 40 that nobody has; rated by
    six people, so its figures are a millionth of the catalogue's."""
    folder = tmp_path / "ml-tiny"
    folder.mkdir()
    known = library.works.well_known(Kind.FILM, 60)
    titles = [f"{work.title} ({work.year})" for work in known]
    titles += [f"Unheard Of {n} ({1950 + n})" for n in range(40)]
    with (folder / "movies.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["movieId", "title", "genres"])
        table.writerows([n, title, "Drama"] for n, title in enumerate(titles, start=1))
    with (folder / "ratings.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["userId", "movieId", "rating", "timestamp"])
        table.writerows(
            [who, film, (who + film) % 10 / 2 + 0.5, 1_000_000_000 + film]
            for who in range(1, 7)
            for film in range(1, 101)
            if film <= 60 or film % 6 >= who
        )
    return folder


def add(library: Library, path: Path, **more: object) -> dict[str, object]:
    return report_account(add_pack(library, path, say_nothing, never_stop, **more))  # type: ignore[arg-type]


def test_editions_of_a_book_are_one_book_with_the_ratings_of_all(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "shelf"
    folder.mkdir()
    items = "1,Nobody Wrote This,1961,book,Ada Moor\n2,Nobody Wrote This : A Novel,1993,book,ADA MOOR\n"
    items += "3,Nobody Wrote This,1993,book,B. Reed\n4,Nobody Wrote This 2,1994,book,Ada Moor\n"
    (folder / "items.csv").write_text("item_id,title,year,kind,creators\n" + items, "utf-8")
    (folder / "ratings.csv").write_text("user_id,item_id,rating\n1,1,4\n2,2,5\n3,3,3\n", "utf-8")
    report = add_pack(library, folder, say_nothing, never_stop)
    assert (report.summary.added, report.summary.skipped) == (3, 1)
    theirs = [work for work in library.works.all() if work.origin == "shelf"]
    assert [(work.title, work.year) for work in theirs] == [
        ("Nobody Wrote This", 1961), ("Nobody Wrote This", 1993), ("Nobody Wrote This 2", 1994),
    ]  # fmt: skip
    found = library.pack_figures.ratings("shelf")
    assert found is not None
    numbers, table = found
    assert numbers[table.item].tolist() == [theirs[0].id, theirs[0].id, theirs[1].id]


def test_works_that_the_library_has_are_enriched_and_not_doubled(library: Library, films: Path) -> None:
    before = library.works.count()
    account = add(library, films)
    assert account["merged"] == 60
    assert account["added"] == library.works.count() - before == 40
    famous = library.works.well_known(Kind.FILM, 1)[0]
    assert famous.origin == "starter"
    assert famous.description


def test_a_small_pack_is_brought_to_the_scale_of_the_catalogue(library: Library, films: Path) -> None:
    add(library, films)
    unheard = library.works.by_uid("film:unheard-of-4:1954")
    assert unheard is not None and unheard.audience is not None
    assert unheard.audience > 4, "five of six people rated it, which is a lot"


def test_a_look_at_a_pack_says_what_adding_it_will_do_and_changes_nothing(
    library: Library, films: Path
) -> None:
    before = library.works.count()
    seen = preview_account(preview_pack(library, films, say_nothing, never_stop))
    assert (seen["works"], seen["estimated"], seen["kinds"]) == (100, False, {"film": 100})
    assert 58 <= seen["known"] <= 60
    assert len(seen["sample"]) == 10
    assert seen["years"][1] >= 1989
    assert seen["size_bytes"] > 10_000
    assert "GroupLens" in seen["licence"]
    assert library.works.count() == before
    assert library.packs.get("movielens") is None


def test_filters_keep_what_is_not_wanted_out_and_are_remembered(library: Library, films: Path) -> None:
    account = add(library, films, wish=Wish(min_votes=6), name="the known ones")
    assert (account["merged"], account["added"]) == (60, 0)
    assert account["left_out"]["fewer votes than wanted"] == 40
    pack = library.packs.get("the-known-ones")
    assert pack is not None and pack.filters == "at least 6 votes"


def test_a_wish_that_nothing_meets_adds_no_pack(library: Library, films: Path) -> None:
    with pytest.raises(UserFault, match="no work that is wanted"):
        add(library, films, wish=Wish(kinds=frozenset({Kind.BOOK})))
    assert library.packs.get("movielens") is None


def test_ratings_come_back_with_the_works_that_they_are_of(library: Library, films: Path) -> None:
    account = add(library, films)
    kept = library.pack_figures.ratings("movielens")
    assert kept is not None
    numbers, table = kept
    assert account["ratings"] == len(table.item)
    assert (account["people"], table.people, len(numbers)) == (6, 6, 100)
    assert library.works.some([numbers[0]])[numbers[0]].origin == "starter"
    assert np.all(numbers > 0)
    assert set(table.values.tolist()) <= {n / 2 for n in range(1, 11)}
    assert table.times is not None and table.times[0] == 1_000_000_001
    assert library.pack_figures.rated() == ["movielens"]


def test_removing_a_pack_takes_its_works_and_ratings_but_nothing_that_is_spoken_of(
    library: Library, films: Path
) -> None:
    before = library.works.count()
    add(library, films)
    spoken_of = library.works.by_uid("film:unheard-of-7:1957")
    assert spoken_of is not None
    library.feedback.give(spoken_of.id, Verdict.LIKE)
    assert remove_pack(library, "movielens", say_nothing, never_stop) == 39
    assert library.works.count() == before + 1
    assert library.pack_figures.ratings("movielens") is None
    assert library.pack_figures.facts("movielens") == {}
    assert library.feedback.standing()[spoken_of.id].verdict is Verdict.LIKE


def test_the_packs_that_the_program_brings_stay(library: Library) -> None:
    with pytest.raises(UserFault, match="belongs to RecDesk"):
        remove_pack(library, "starter", say_nothing, never_stop)


def test_adding_again_brings_the_pack_up_to_date_and_adds_nothing(library: Library, films: Path) -> None:
    first = add(library, films)
    count = library.works.count()
    again = add(library, films)
    assert (again["added"], again["merged"]) == (0, 0)
    assert again["updated"] == first["added"] + first["merged"]  # type: ignore[operator]
    assert library.works.count() == count


def test_one_name_is_not_given_to_two_kinds_of_packs(library: Library, films: Path, tmp_path: Path) -> None:
    add(library, films, name="mine")
    (table := tmp_path / "mine.csv").write_text("kind,title\nfilm,A Thing\n", "utf-8")
    with pytest.raises(UserFault, match="called mine already"):
        add(library, table)


@pytest.mark.parametrize("stage", ["pack", "adding"])
def test_stopped_while_it_is_read_or_added_nothing_of_the_pack_stays(
    library: Library, tmp_path: Path, stage: str
) -> None:
    (table := tmp_path / "artists.csv").write_text(
        "kind,title\n" + "".join(f"artist,Band Number {n}\n" for n in range(9_000)), "utf-8"
    )
    before, seen = library.works.count(), list[str]()

    def note(progress: Progress) -> None:
        seen.append(progress.stage)

    with pytest.raises(Cancelled):
        add_pack(library, table, note, lambda: stage in seen)
    assert library.works.count() == before
    assert library.packs.get("artists") is None


def test_namesakes_of_a_year_are_two_films_where_the_pack_numbers_them(
    library: Library, tmp_path: Path
) -> None:
    (tmp_path / "title.basics.tsv").write_text(
        "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres\n"
        "tt0000001\tmovie\tQuite Alone\tQuite Alone\t0\t2015\t\\N\t9\t\\N\n"
        "tt0000002\tmovie\tQuite Alone\tQuite Alone\t0\t2015\t\\N\t9\t\\N\n",
        "utf-8",
    )
    account = add(library, tmp_path / "title.basics.tsv")
    assert account["added"] == 2


def test_a_listed_pack_tells_its_kinds_its_licence_and_where_it_came_from(
    library: Library, films: Path
) -> None:
    add(library, films)
    accounts = {pack.name: pack_account(library, pack) for pack in library.packs.all()}
    assert accounts["movielens"]["kinds"] == {"film": 100}
    assert accounts["movielens"]["source"] == str(films)
    assert accounts["movielens"]["people"] == 6
    assert accounts["starter"]["kinds"]["book"] > 1000
    assert accounts["starter"]["added"] is None


def test_a_pack_that_is_taken_for_a_history_is_told_apart(
    library: Library, films: Path, tmp_path: Path
) -> None:
    (table := tmp_path / "netflix_titles.csv").write_text(
        str(SAMPLES["netflix_titles"].files["netflix_titles.csv"]), "utf-8"
    )
    report = jobs.import_history(library, [films, table], say_nothing, never_stop, ask=True)
    assert not report.batches and not report.asked
    told = dict(report.ignored)
    assert "catalogue pack (MovieLens)" in told[str(films)]
    assert "catalogue pack (Netflix titles)" in told[str(table)]


def test_coverage_says_what_no_pack_knows_and_what_would_help(library: Library, tmp_path: Path) -> None:
    history = tmp_path / "lastfm.csv"
    history.write_text(
        "uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid\n"
        + "".join(
            f"{1_600_000_000 + n * 300},,{artist},,,,Song {n},\n"
            for n, artist in enumerate(["Radiohead"] * 6 + ["Nobody's Own Band"] * 3 + ["Zwölf Unbekannte"])
        ),
        "utf-8",
    )
    report = jobs.import_history(library, [history], say_nothing, never_stop)
    assert report.batches, report.ignored
    (music,) = coverage_account(library)["kinds"]
    assert (music["kind"], music["works"], music["known_works"]) == ("artist", 3, 1)
    assert (music["plays"], music["known_plays"]) == (10, 6)
    assert music["unknown"] == ["Nobody's Own Band", "Zwölf Unbekannte"]
    assert music["helpful"] == ["MusicBrainz", "Last.fm"]


@pytest.mark.slow
def test_real_packs_are_added_beside_each_other(library: Library, datasets: Path) -> None:
    films = add(library, datasets / "films")
    assert films["ratings"] == 100_836
    assert int(str(films["merged"])) > 1_500, "the catalogue's films are in MovieLens, and are met there"
    for name in ("discogs", "podcastindex", "gutenberg"):
        assert add(library, datasets / "dumps" / name)["added"], name
    assert not library.check()


def test_stopped_while_its_ratings_are_read_nothing_of_the_pack_stays(
    library: Library, films: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_what: object) -> None:
        raise Cancelled

    before = library.works.count()
    monkeypatch.setattr(MovieLens, "ratings", stopped)
    with pytest.raises(Cancelled):
        add_pack(library, films, say_nothing, never_stop)
    assert library.packs.get("movielens") is None and library.works.count() == before


def test_a_pack_is_not_whole_before_its_ratings_are_there(
    library: Library, films: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    states: list[tuple[str, bool]] = []
    reads = MovieLens.ratings

    def watched(form: MovieLens, files: PackFiles, *more: Any) -> RatingsTable | None:
        with library.packs.writing() as db:
            db.execute("UPDATE packs SET added_at=0 WHERE name='movielens'")
        files.mark.watch(files.mark)
        (pack,) = library.packs.unfinished()
        states.append((pack.state, pack.added > 0))  # still alive: another program must not tidy it away
        return reads(form, files, *more)

    monkeypatch.setattr(MovieLens, "ratings", watched)
    monkeypatch.setattr(_packs, "ALIVE_SECONDS", 0)
    add(library, films)
    assert states == [("adding", True)] and library.packs.unfinished() == []
    assert library.pack_figures.rated() == ["movielens"]


def test_whoever_ends_a_removal_takes_the_ratings_away_too(library: Library, films: Path) -> None:
    add(library, films)
    with library.packs.writing() as db:  # as a program leaves it that is killed there
        db.execute("UPDATE packs SET state='removing' WHERE name='movielens'")
    assert library.packs.tidy(idle_seconds=0) == ["movielens"]
    assert library.pack_figures.rated() == [] and library.pack_figures.facts("movielens") == {}
