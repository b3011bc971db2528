"""A theme loved in films alone lifts books, podcasts and music about it (bench_persona.py has all themes)."""

from __future__ import annotations

import numpy as np
import pytest

from recdesk.domain.taste import KINDS
from recdesk.domain.works import Kind
from recdesk.learning import Ground, taste_of
from tests.bench.bench_persona import THEMES, areas
from tests.learning.starter import did, named


@pytest.mark.parametrize(
    ("theme", "kind", "least"),
    [
        ("heist", Kind.BOOK, 0.75),
        ("space", Kind.BOOK, 0.75),
        ("true crime", Kind.PODCAST, 0.75),
        ("punk", Kind.ARTIST, 0.65),
    ],
)
def test_a_theme_loved_in_films_lifts_it_in_other_kinds(
    ground: Ground, theme: str, kind: Kind, least: float
) -> None:
    found = [areas(ground, THEMES[theme], seed)[kind][0] for seed in range(3)]
    assert np.mean(found) >= least


def test_one_film_does_not_turn_the_books_around(ground: Ground) -> None:
    film = named(ground.works, Kind.FILM, "Parasite")
    before, after = taste_of(ground, [], ()), taste_of(ground, [did(1, film)], ())
    books = np.flatnonzero(ground.kinds == KINDS.index(Kind.BOOK))
    lead = books[np.argsort(-before.prior[books])[:100]]
    taste = after.factors[after.evidence_rows].summed(after.lasting[:, None])
    scores = after.prior + after.factors.along(taste)[:, 0]
    best = books[np.argsort(-scores[books])[:20]]
    assert len(np.intersect1d(best, lead)) >= 10
