"""What an index answers: the rules of acceptance, of doubt and of refusal, on small shelves."""

from __future__ import annotations

import pytest

from recdesk.domain.history import Guess, Mention
from recdesk.domain.works import Kind
from recdesk.matching import Match, MatchState, TitleEntry, TitleIndex, mention_key

ACCEPTED, DOUBTFUL, NONE = MatchState.ACCEPTED, MatchState.DOUBTFUL, MatchState.NONE


def film(
    number: int, title: str, year: int | None = None, audience: float | None = 5.5, **more: object
) -> TitleEntry:
    return TitleEntry(number, Kind.FILM, title, year=year, audience=audience, **more)  # type: ignore[arg-type]


def ask(index: TitleIndex, kind: Kind, title: str, *makers: str, year: int | None = None) -> Match:
    return index.match(Mention((Guess(kind, title),), makers, year))


def test_an_empty_index_knows_nothing() -> None:
    answer = ask(TitleIndex(), Kind.FILM, "Alien")
    assert (answer.state, answer.work_id, answer.confidence, answer.candidates) == (NONE, None, 0.0, ())


def test_an_external_id_decides_against_any_title() -> None:
    index = TitleIndex.build(
        [film(1, "Alien", 1979, external_ids=(("imdb", "tt0078748"),)), film(2, "Aliens", 1986)]
    )
    answer = index.match(Mention((Guess(Kind.FILM, "Aliens"),), external_ids=(("imdb", "tt0078748"),)))
    assert (answer.state, answer.work_id, answer.confidence) == (ACCEPTED, 1, 1.0)


def test_ids_of_two_works_are_a_question() -> None:
    index = TitleIndex.build(
        [film(1, "A", external_ids=(("imdb", "tt1"),)), film(2, "B", external_ids=(("tmdb", "7"),))]
    )
    answer = index.match(Mention((Guess(Kind.FILM, "A"),), external_ids=(("imdb", "tt1"), ("tmdb", "7"))))
    assert answer.state is DOUBTFUL
    assert {one.work_id for one in answer.candidates} == {1, 2}


@pytest.mark.parametrize("isbn", ["0-261-10221-4", "0261102214", "978-0-261-10221-7", '="9780261102217"'])
def test_isbn_10_and_13_are_one_id(isbn: str) -> None:
    entry = TitleEntry(1, Kind.BOOK, "The Hobbit", external_ids=(("isbn13", "9780261102217"),))
    mention = Mention((Guess(Kind.BOOK, "something else"),), external_ids=(("isbn", isbn),))
    assert TitleIndex.build([entry]).match(mention).work_id == 1


def test_an_isbn_that_a_spreadsheet_spoilt_is_no_id() -> None:
    entry = TitleEntry(1, Kind.BOOK, "The Hobbit", external_ids=(("isbn", "9.78026E+12"),))
    mention = Mention((Guess(Kind.BOOK, "Emma"),), external_ids=(("isbn", "9.78026E+12"),))
    assert TitleIndex.build([entry]).match(mention).state is NONE


def test_a_year_tells_remakes_apart_and_none_leaves_a_question() -> None:
    index = TitleIndex.build([film(1, "Dune", 1984, 5.2), film(2, "Dune", 2021, 5.9)])
    assert ask(index, Kind.FILM, "Dune", year=1984).work_id == 1
    assert ask(index, Kind.FILM, "Dune (2021)").work_id == 2
    unsettled = ask(index, Kind.FILM, "Dune")
    assert unsettled.state is DOUBTFUL
    assert [one.work_id for one in unsettled.candidates] == [2, 1]


def test_thirty_times_the_audience_settles_a_homonym_with_less_confidence() -> None:
    index = TitleIndex.build([film(1, "Titanic", 1953, 4.0), film(2, "Titanic", 1997, 6.1)])
    answer = ask(index, Kind.FILM, "Titanic")
    assert (answer.state, answer.work_id) == (ACCEPTED, 2)
    assert answer.confidence < ask(index, Kind.FILM, "Titanic", year=1997).confidence


@pytest.mark.parametrize(
    ("kind", "year", "state"),
    [
        (Kind.FILM, 2001, ACCEPTED),
        (Kind.FILM, 2002, NONE),
        (Kind.SERIES, 2002, ACCEPTED),
        (Kind.SERIES, 2003, NONE),
        (Kind.BOOK, 2020, ACCEPTED),
        (Kind.BOOK, 1990, NONE),
        (Kind.ALBUM, 2020, ACCEPTED),
    ],
)
def test_how_far_years_may_differ(kind: Kind, year: int, state: MatchState) -> None:
    index = TitleIndex.build([TitleEntry(1, kind, "A Long Enough Title", year=2000, audience=6.0)])
    assert ask(index, kind, "A Long Enough Title", year=year).state is state


def test_what_came_out_after_it_was_seen_is_not_meant() -> None:
    index = TitleIndex.build([film(1, "Close Enough for Us", 2022)])
    mention = Mention((Guess(Kind.FILM, "Close Enough for Us"),))
    assert index.match(mention, seen=2020).state is NONE
    assert index.match(mention, seen=2022).work_id == 1


@pytest.mark.parametrize("kind", [Kind.BOOK, Kind.ALBUM])
def test_another_maker_refuses_a_book_or_an_album(kind: Kind) -> None:
    index = TitleIndex.build([TitleEntry(1, kind, "The Stranger", creators=("Albert Camus",), audience=6.1)])
    assert ask(index, kind, "The Stranger", "Camus, Albert").work_id == 1
    refused = ask(index, kind, "The Stranger", "Harlan Coben")
    assert (refused.state, refused.method) == (NONE, "another maker")


def test_an_edition_of_any_year_is_the_book_of_its_maker() -> None:
    index = TitleIndex.build([TitleEntry(1, Kind.BOOK, "Emma", year=1815, creators=("Jane Austen",))])
    assert ask(index, Kind.BOOK, "Emma (Penguin Classics)", "Jane Austen", year=2003).work_id == 1


def test_a_film_and_a_series_of_one_name_are_one_question() -> None:
    series = TitleEntry(2, Kind.SERIES, "Fargo", year=2014, audience=5.6)
    index = TitleIndex.build([film(1, "Fargo", 1996, 5.8), series])
    both = (Guess(Kind.FILM, "Fargo"), Guess(Kind.SERIES, "Fargo"))
    assert index.match(Mention(both)).state is DOUBTFUL
    assert index.match(Mention(both, year=2014)).guess.kind is Kind.SERIES
    assert ask(index, Kind.SERIES, "Fargo").work_id == 2


def test_a_whole_title_comes_before_a_series_named_like_its_beginning() -> None:
    series = TitleEntry(2, Kind.SERIES, "Black Mirror", year=2011, audience=5.8)
    index = TitleIndex.build([film(1, "Black Mirror: Bandersnatch", 2018), series])
    guesses = (Guess(Kind.FILM, "Black Mirror: Bandersnatch"), Guess(Kind.SERIES, "Black Mirror"))
    assert index.match(Mention(guesses)).work_id == 1


def test_a_lone_row_with_a_colon_is_not_taken_for_an_episode_unasked() -> None:
    index = TitleIndex.build([TitleEntry(2, Kind.SERIES, "Jack Ryan", year=2018, audience=5.2)])
    lone = (Guess(Kind.FILM, "Jack Ryan: Shadow Recruit"), Guess(Kind.SERIES, "Jack Ryan"))
    sure = (Guess(Kind.SERIES, "Jack Ryan"), Guess(Kind.FILM, "Jack Ryan: Pilot"))
    assert index.match(Mention(lone)).state is DOUBTFUL
    assert index.match(Mention(sure)).state is ACCEPTED


def test_a_channel_is_a_podcast_of_exactly_its_name() -> None:
    index = TitleIndex.build(
        [TitleEntry(1, Kind.PODCAST, "Radiolab"), TitleEntry(2, Kind.PODCAST, "The Daily")]
    )
    answer = ask(index, Kind.CHANNEL, "Radiolab")
    assert (answer.work_id, answer.method) == (1, "podcast of the channel's name")
    assert ask(index, Kind.CHANNEL, "Daily").state is NONE


def test_a_channel_that_is_known_stays_a_channel() -> None:
    index = TitleIndex.build(
        [TitleEntry(1, Kind.PODCAST, "Radiolab"), TitleEntry(2, Kind.CHANNEL, "Radiolab")]
    )
    assert ask(index, Kind.CHANNEL, "Radiolab").work_id == 2


def test_joined_artists_fall_back_to_a_first_one_that_is_well_known() -> None:
    index = TitleIndex.build(
        [
            TitleEntry(1, Kind.ARTIST, "Queen", audience=7.7),
            TitleEntry(2, Kind.ARTIST, "Earth", audience=5.2),
            TitleEntry(3, Kind.ARTIST, "Simon & Garfunkel", audience=6.9),
            TitleEntry(4, Kind.ARTIST, "Simon", audience=7.9),
        ]
    )
    joined = ask(index, Kind.ARTIST, "Queen & David Bowie")
    assert (joined.work_id, joined.method) == (1, "first of joined artists")
    assert ask(index, Kind.ARTIST, "Earth, Wind & Fire").state is NONE
    assert ask(index, Kind.ARTIST, "Simon and Garfunkel").work_id == 3


def test_the_band_is_not_the_bandits() -> None:
    index = TitleIndex.build([TitleEntry(1, Kind.ARTIST, "The Band", audience=6.6)])
    assert ask(index, Kind.ARTIST, "The Bandits").state is NONE
    assert ask(index, Kind.ARTIST, "Band").state is DOUBTFUL
    assert ask(index, Kind.ARTIST, "Band, The").work_id == 1


def test_a_slip_of_the_pen_is_forgiven_where_the_year_agrees() -> None:
    index = TitleIndex.build([film(1, "The Shawshank Redemption", 1994), film(2, "Snatch", 2000)])
    slip = ask(index, Kind.FILM, "The Shawshank Redemtion", year=1994)
    assert (slip.work_id, slip.method) == (1, "spelling, year")
    assert ask(index, Kind.FILM, "The Shawshank Redemtion").state is DOUBTFUL
    assert ask(index, Kind.FILM, "Snitch").state is NONE


def test_a_number_is_never_a_slip_of_the_pen() -> None:
    index = TitleIndex.build([film(1, "Paranormal Activity 3", 2011)])
    assert ask(index, Kind.FILM, "Paranormal Activity 4", year=2012).state is NONE


def test_a_work_is_found_as_soon_as_it_is_added() -> None:
    index = TitleIndex.build([film(1, "Stalker", 1979)])
    assert ask(index, Kind.FILM, "A Homemade Documentary").state is NONE
    index.add(film(7, "A Homemade Documentary", audience=None))
    assert ask(index, Kind.FILM, "A Homemade Documentary").work_id == 7
    assert ask(index, Kind.FILM, "A Homemade Documentery").state is DOUBTFUL
    assert len(index) == 2


def test_thousands_of_names_added_between_questions_are_all_found() -> None:
    index = TitleIndex()
    for number in range(3_000):
        index.add(film(number, f"Recording of the evening {number:04d} in full", 2000))
        if number % 500 == 499:
            assert (
                ask(index, Kind.FILM, f"Recording of the evning {number:04d} in full", year=2000).work_id
                == number
            )


def test_equal_mentions_share_a_key_and_others_do_not() -> None:
    said = Mention((Guess(Kind.BOOK, "L’Étranger"),), ("Camus, Albert",), 1942)
    same = Mention((Guess(Kind.BOOK, "l'etranger"),), ("Albert Camus",), 1942)
    assert mention_key(said) == mention_key(same)
    others = [
        Mention((Guess(Kind.FILM, "L’Étranger"),), ("Albert Camus",), 1942),
        Mention((Guess(Kind.BOOK, "L’Étranger"),), ("Albert Camus",), 1943),
        Mention((Guess(Kind.BOOK, "Étranger"),), ("Albert Camus",), 1942),
        Mention((Guess(Kind.BOOK, "L’Étranger"),), ("Albert Camus",), 1942, (("isbn", "9780261102217"),)),
    ]
    assert len({mention_key(one) for one in [said, *others]}) == 5


def test_equal_questions_get_equal_answers_whatever_the_order_of_the_catalogue() -> None:
    entries = [
        film(1, "Dune", 1984),
        film(2, "Dune", 2021),
        film(3, "Dunes", 1999),
        film(4, "The Dune", 2001),
    ]
    there = ask(TitleIndex.build(entries), Kind.FILM, "Dune")
    back = ask(TitleIndex.build(reversed(entries)), Kind.FILM, "Dune")
    assert there.state is back.state
    assert {one.work_id for one in there.candidates} == {one.work_id for one in back.candidates}


def test_a_title_in_another_script_is_found_by_its_letters() -> None:
    index = TitleIndex.build(
        [
            film(1, "Memories of Murder", 2003, aliases=("살인의 추억",)),
            film(2, "Come and See", 1985, aliases=("Иди и смотри",)),
            film(3, "Farewell My Concubine", 1993, aliases=("霸王别姬",)),
        ]
    )
    assert ask(index, Kind.FILM, "Salinui chueok", year=2003).work_id == 1
    assert ask(index, Kind.FILM, "Idi i smotri", year=1985).work_id == 2
    assert ask(index, Kind.FILM, "霸王別姬", year=1993).work_id == 3


def test_two_names_of_one_film_in_a_title_bear_a_year_more_or_less() -> None:
    index = TitleIndex.build([film(1, "Jules and Jim", 1962, aliases=("Jules et Jim",))])
    assert ask(index, Kind.FILM, "Jules and Jim (Jules et Jim)", year=1961).work_id == 1
    assert ask(index, Kind.FILM, "Jules and Jim (a.k.a. Jules et Jim) (restored)", year=1961).work_id == 1
    assert ask(index, Kind.FILM, "Jules and Jim (Jules et Jim)", year=1980).state is NONE


@pytest.mark.parametrize(
    "title", ["The Picture: The Graphic Novel", "Summary: The Picture", "The Picture (Graphic Novel)"]
)
def test_what_was_made_after_a_book_is_not_that_book(title: str) -> None:
    index = TitleIndex.build([TitleEntry(1, Kind.BOOK, "The Picture", creators=("O. Wilde",), audience=6.0)])
    assert ask(index, Kind.BOOK, title, "Oscar Wilde").state is not ACCEPTED
    assert ask(index, Kind.BOOK, "The Picture and Other Stories", "Oscar Wilde").work_id == 1
    assert ask(index, Kind.BOOK, "The Picture: A Tale of Vanity", "Oscar Wilde").work_id == 1


def test_another_country_and_another_year_are_another_series() -> None:
    index = TitleIndex.build([TitleEntry(1, Kind.SERIES, "Life on Mars", year=2006, audience=5.5)])
    assert ask(index, Kind.SERIES, "Life on Mars (US)", year=2008).state is not ACCEPTED
    assert ask(index, Kind.SERIES, "Life on Mars (UK)", year=2006).work_id == 1


def test_a_short_title_two_years_later_is_asked_and_a_long_one_is_a_season() -> None:
    index = TitleIndex.build(
        [
            TitleEntry(1, Kind.SERIES, "Ghosts", year=2019, audience=6.0),
            TitleEntry(2, Kind.SERIES, "Game of Thrones", year=2011, audience=6.3),
        ]
    )
    assert ask(index, Kind.SERIES, "Ghosts", year=2021).state is DOUBTFUL
    assert ask(index, Kind.SERIES, "Game of Thrones", year=2013).work_id == 2


def test_a_spin_off_goes_before_the_series_it_begins_with() -> None:
    narcos = TitleEntry(1, Kind.SERIES, "Narcos", year=2015, audience=5.9)
    mexico = TitleEntry(2, Kind.SERIES, "Narcos: Mexico", year=2018, audience=5.3)
    episode = Mention((Guess(Kind.SERIES, "Narcos"), Guess(Kind.FILM, "Narcos: Mexico: El Padrino")))
    assert TitleIndex.build([narcos, mexico]).match(episode).work_id == 2
    assert TitleIndex.build([narcos]).match(episode).work_id == 1


def test_an_artist_of_two_names_makes_one_album() -> None:
    index = TitleIndex.build(
        [
            TitleEntry(1, Kind.ALBUM, "First Love", creators=("Hikaru Utada",), audience=5.5),
            TitleEntry(2, Kind.ARTIST, "Hikaru Utada", aliases=("宇多田ヒカル",), audience=6.0),
        ]
    )
    assert ask(index, Kind.ALBUM, "First Love", "宇多田ヒカル").work_id == 1
    assert ask(index, Kind.ALBUM, "First Love", "Someone Else").state is NONE


@pytest.mark.parametrize(
    "title",
    ["Planet Money Podcast", "NPR: Planet Money", "Planet Money (MP3)", "Planet Money with Some Hosts"],
)
def test_what_feeds_add_to_a_podcast_says_nothing(title: str) -> None:
    index = TitleIndex.build([TitleEntry(1, Kind.PODCAST, "Planet Money", audience=6.0)])
    assert ask(index, Kind.PODCAST, title).work_id == 1
    assert ask(index, Kind.PODCAST, "Planet Money: Addendum").state is not ACCEPTED


def test_an_ensemble_is_its_leaders_but_not_a_composers() -> None:
    index = TitleIndex.build(
        [
            TitleEntry(1, Kind.ARTIST, "Miles Davis", year=1944, audience=6.8),
            TitleEntry(2, Kind.ARTIST, "Alban Berg", year=1907, audience=5.8),
        ]
    )
    assert ask(index, Kind.ARTIST, "Miles Davis Quintet").work_id == 1
    assert ask(index, Kind.ARTIST, "Alban Berg Quartet").state is not ACCEPTED


def test_candidates_of_a_question_come_with_their_probability() -> None:
    index = TitleIndex.build([film(1, "Dune", 1984, 5.2), film(2, "Dune", 2021, 5.9)])
    question = ask(index, Kind.FILM, "Dune")
    scores = [one.score for one in question.candidates]
    assert scores == sorted(scores, reverse=True) and sum(scores) <= 1.001
    assert question.confidence == scores[0] < ask(index, Kind.FILM, "Dune", year=2021).confidence


@pytest.mark.timeout(20)
@pytest.mark.parametrize("title", ["a" + " " * 100_000 + "b", "a(" * 50_000, "a - " * 30_000 + "(b"])
def test_a_whole_damaged_file_in_place_of_a_title_is_answered_soon(title: str) -> None:
    index = TitleIndex.build([TitleEntry(1, Kind.FILM, "Heat", (), 1995, (), (), None)])
    for kind in (Kind.FILM, Kind.BOOK, Kind.ARTIST):
        mention = Mention((Guess(kind, title), Guess(Kind.SERIES, title)), creators=(title,))
        assert index.match(mention).work_id is None and mention_key(mention)
