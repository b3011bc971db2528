"""What a history may decide: nothing where it has no pattern, less where its works all say the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from recdesk.domain.progress import never_stop, say_nothing
from recdesk.domain.taste import TasteInput, TasteRun
from recdesk.domain.works import Kind
from recdesk.learning import Ground, LearnConfig, prepare, taste_of
from tests.learning.starter import did


def _told(run: TasteRun) -> float:
    """How far the history moves the order, in spreads of its part."""
    taste = run.factors[run.evidence_rows].summed(run.lasting[:, None])
    return float(run.factors.along(taste).std())


def test_works_drawn_at_random_leave_the_audience_to_speak(ground: Ground) -> None:
    films = [work for work in ground.works if work.kind is Kind.FILM]
    rng = np.random.default_rng(0)
    drawn = [films[at] for at in rng.permutation(len(films))[:200]]
    westerns = [film for film in films if "western" in " ".join((*film.genres, *film.tags)).casefold()][:200]
    chance = taste_of(ground, [did(n, film) for n, film in enumerate(drawn, start=1)], ())
    taste = taste_of(ground, [did(n, film) for n, film in enumerate(westerns, start=1)], ())
    assert _told(chance) < 0.25 * _told(taste)


def test_one_more_work_that_says_the_same_adds_less_than_one_that_says_something_else(ground: Ground) -> None:
    films = np.flatnonzero(ground.described & (ground.kinds == 0))
    assert ground.works[films[0]].kind is Kind.FILM
    factors = ground.factors[films]
    like = factors.likeness(factors[[0]])[:, 0]
    near, far = np.argsort(-like)[1:9], np.argsort(np.abs(like))[:1]
    seen = [ground.works[films[at]] for at in (0, *near, *far)]
    run = taste_of(ground, [did(n, film) for n, film in enumerate(seen, start=1)], ())
    plain = taste_of(
        ground, [did(n, film) for n, film in enumerate(seen, start=1)], (), replace(LearnConfig(), alike=0.0)
    )
    of = {int(run.work_ids[row]): place for place, row in enumerate(run.evidence_rows)}
    other, same = of[seen[-1].id], [of[film.id] for film in seen[1:-1]]
    assert run.lasting[other] / plain.lasting[other] > max(run.lasting[same] / plain.lasting[same])
    assert np.isclose(run.lasting.sum(), plain.lasting.sum())


def test_who_likes_what_few_know_is_less_led_by_the_audience(ground: Ground) -> None:
    films = [row for row in np.flatnonzero(ground.described) if ground.works[row].kind is Kind.FILM]
    order = sorted(films, key=lambda row: ground.standing[row])
    lists = [[ground.works[row] for row in part] for part in (order[:40], order[-40:])]
    rare, famous = (
        taste_of(ground, [did(n, film) for n, film in enumerate(part, start=1)], ()) for part in lists
    )
    of_films = np.array(films)
    assert rare.prior[of_films].std() < 0.6 * famous.prior[of_films].std()


def test_a_work_of_which_only_the_title_is_known_says_less(small: TasteInput) -> None:
    known = prepare(small, LearnConfig(), 0, say_nothing, never_stop)
    works = [
        replace(w, description="", tags=(), genres=()) if n == 5 else w for n, w in enumerate(small.works)
    ]
    bare = prepare(replace(small, works=works), LearnConfig(), 0, say_nothing, never_stop)
    events = [did(1, small.works[5])]
    least, most = (abs(taste_of(one, events, ()).lasting).sum() for one in (bare, known))
    assert least < 0.6 * most


def test_a_few_titles_of_which_nothing_else_is_known_hardly_move_the_list(small: TasteInput) -> None:
    works = [replace(work, description="", tags=(), genres=()) for work in small.works]
    nothing = replace(
        small,
        works=works,
        vectors=np.zeros_like(small.vectors),
        kinship=small.kinship[:0],
        kinship_ranks=small.kinship_ranks[:0],
    )
    bare, known = (prepare(taste, LearnConfig(), 0, say_nothing, never_stop) for taste in (nothing, small))
    rng = np.random.default_rng(1)
    films = [work for work in small.works if work.kind is Kind.FILM]
    moved = {"bare": 0.0, "known": 0.0}
    for _ in range(30):
        events = [did(n, films[at]) for n, at in enumerate(rng.permutation(len(films))[:4], start=1)]
        moved["bare"] += _told(taste_of(bare, events, ()))
        moved["known"] += _told(taste_of(known, events, ()))
    assert moved["bare"] < 0.06 * moved["known"]
