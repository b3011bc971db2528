"""What a work says of a taste: its first tags most, what everyone turns to little, a late find now."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from recdesk.domain.taste import TasteInput, TasteRun
from recdesk.domain.works import Kind, Work
from recdesk.learning import FeatureConfig, Ground, taste_of
from recdesk.learning.features import places_of, sparse_block
from tests.learning.starter import did, named, rank


def _bare(work: Work, *tags: str) -> Work:
    return replace(work, tags=tags, genres=(), creators=(), year=None, countries=(), languages=())


def _told(run: TasteRun) -> float:
    """How far the history moves the order, in spreads of its part."""
    taste = run.factors[run.evidence_rows].summed(run.lasting[:, None])
    return float(run.factors.along(taste).std())


def test_two_works_are_more_alike_by_their_first_tags_than_by_their_last(small: TasteInput) -> None:
    one = small.works[0]
    works = [_bare(one, "western", "slow", "dusty"), _bare(one, "western"), _bare(one, "dusty")]
    block = sparse_block(works, np.ones(3, np.bool_), FeatureConfig()).to_dense()
    by_first, by_last = float(block[0] @ block[1]), float(block[0] @ block[2])
    assert by_first > 1.1 * by_last


@pytest.mark.parametrize(
    ("tags", "places"),
    [
        (("rock", "pop", "indie"), [0, 1, 2]),
        (("rock", "indie", "british", "guitar", "live"), [0, 1, 2, 2, 2]),
        (("adventure", "Comedy", "drama"), [0, 0, 0]),
        (("rock",), [0]),
        ((), []),
    ],
)
def test_tags_in_the_order_of_the_alphabet_are_a_tie(tags: tuple[str, ...], places: list[int]) -> None:
    assert places_of(tags) == places


def test_who_turns_to_what_everyone_turns_to_has_said_little(ground: Ground) -> None:
    """One in four of the best known films, not a single taste among them, against a genre."""
    films = [row for row in np.flatnonzero(ground.described) if ground.works[row].kind is Kind.FILM]
    best_known = sorted(films, key=lambda row: -ground.standing[row])[:200]
    drawn = np.random.default_rng(0).permutation(best_known)[:50]
    horror = [row for row in films if "horror" in " ".join(ground.works[row].genres).casefold()][:50]
    said = [
        _told(taste_of(ground, [did(n, ground.works[row]) for n, row in enumerate(rows, start=1)], ()))
        for rows in (drawn, horror)
    ]
    assert said[0] < 0.4 * said[1]


def test_what_was_found_lately_is_current_however_often_an_old_favourite_comes_back(ground: Ground) -> None:
    def film(title: str) -> Work:
        return named(ground.works, Kind.FILM, title)

    heists = ("Heat", "Ocean's Eleven", "Reservoir Dogs", "The Italian Job", "Inside Man", "Rififi")
    horrors = ("Saw", "The Blair Witch Project", "Halloween", "Scream")
    old = [did(n, film(title), days_ago=2000 + n) for n, title in enumerate(heists, start=1)]
    new = [did(n, film(title), days_ago=40 + n) for n, title in enumerate(horrors, start=20)]
    again = [did(100 + n, film("Heat"), days_ago=1 + n) for n in range(20)]
    run = taste_of(ground, old + new + again, ())
    assert rank(run, film("The Conjuring"), lately=1.0) < rank(run, film("The Conjuring"))
    assert rank(run, film("Baby Driver"), lately=1.0) > rank(run, film("Baby Driver"))
