"""What speaks against a work speaks against those like it: as somebody would notice it who left early."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recdesk.domain.history import Action, Event
from recdesk.domain.works import Kind
from recdesk.learning import Ground, taste_of
from tests.learning.starter import did, named, rank

HEISTS = ("Heat", "Inside Man", "Ronin")
HORRORS = ("The Blair Witch Project", "Halloween", "Scream")


def against(ground: Ground, how: str) -> list[Event]:
    """Three heists watched, and three horror films met in this way."""
    films = [named(ground.works, Kind.FILM, title) for title in HORRORS]
    made = {
        "disliked": [did(n, work, Action.DISLIKED) for n, work in enumerate(films, start=10)],
        "abandoned": [did(n, work, Action.ABANDONED) for n, work in enumerate(films, start=10)],
        "skipped": [did(n, work, Action.SKIPPED, count=3) for n, work in enumerate(films, start=10)],
        "left early": [did(n, work, fraction=0.05) for n, work in enumerate(films, start=10)],
        "rated low": [did(n, work, rating=0.1) for n, work in enumerate(films, start=10)],
        "nothing": [],
    }
    watched = [did(n, named(ground.works, Kind.FILM, title)) for n, title in enumerate(HEISTS, start=1)]
    return watched + made[how]


@pytest.mark.parametrize("how", ["disliked", "abandoned", "skipped", "left early", "rated low"])
def test_what_was_turned_away_lowers_works_like_it_and_not_the_others(ground: Ground, how: str) -> None:
    kin, other = (named(ground.works, Kind.FILM, title) for title in ("Saw", "The Town"))
    plain, told = (taste_of(ground, against(ground, said), ()) for said in ("nothing", how))
    assert rank(told, kin) > rank(plain, kin) + 20
    assert rank(told, other) < 200


def test_a_review_that_reads_as_disliked_weighs_less_than_a_view(ground: Ground) -> None:
    films = [named(ground.works, Kind.FILM, title) for title in HORRORS]
    watched = [did(n, work) for n, work in enumerate(films, start=10)]
    kin = named(ground.works, Kind.FILM, "Saw")
    calm = taste_of(ground, watched, ())
    cross = taste_of(ground, [replace(event, sentiment=-0.9) for event in watched], ())
    assert rank(cross, kin) > rank(calm, kin)
