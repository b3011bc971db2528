"""Genres as numbers: each kind its own, the commonest first."""

from __future__ import annotations

from recdesk.domain.works import Kind, Work
from recdesk.learning.genres import MOST, genre_numbers


def work(kind: Kind, *genres: str, tags: tuple[str, ...] = ()) -> Work:
    return Work(1, "u", kind, "", None, (), genres, tags, (), (), None, None, "", "made")


def test_a_genre_is_numbered_within_its_kind_and_a_fourth_is_left_out() -> None:
    films = [work(Kind.FILM, "Drama"), work(Kind.FILM, "Crime", "Drama"), work(Kind.FILM)]
    books = [work(Kind.BOOK, "Crime", "A", "B", "C"), work(Kind.BOOK, "Crime")]
    made = genre_numbers([*films, *books]).tolist()
    assert made == [[0, -1, -1], [1, 0, -1], [-1, -1, -1], [0, 1, 2], [0, -1, -1]]


def test_where_no_work_of_a_kind_has_genres_its_tags_stand_in() -> None:
    artists = [work(Kind.ARTIST, tags=("rock", "loud")), work(Kind.ARTIST, tags=("rock",))]
    albums = [work(Kind.ALBUM, "Rock", tags=("loud",)), work(Kind.ALBUM, tags=("rock",))]
    assert genre_numbers([*artists, *albums]).tolist() == [
        [0, 1, -1], [0, -1, -1], [0, -1, -1], [-1, -1, -1],
    ]  # fmt: skip


def test_what_is_rarer_than_the_commonest_has_no_number() -> None:
    works = [work(Kind.FILM, f"g{n:03}") for n in range(100)] + [work(Kind.FILM, "common")] * 2
    made = genre_numbers(works)
    assert made.max() == MOST - 1 and made[-1, 0] == 0 and (made[:100] == -1).all(axis=1).sum() == 38
