from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

import numpy as np
import pytest

from recdesk.domain.faults import Cancelled
from recdesk.domain.feedback import Opinion, Verdict
from recdesk.domain.history import Action, Event
from recdesk.domain.journal import Lean
from recdesk.domain.progress import Progress
from recdesk.domain.taste import KINDS, TasteInput, TasteRun
from recdesk.domain.works import Kind, Work
from recdesk.learning import Ground, LearnConfig, learn, taste_of
from tests.learning.starter import did, named, parts, rank, relevance, thinks

HEISTS = ("Ocean's Eleven", "Heat", "Inside Man", "Rififi", "The Italian Job", "Reservoir Dogs")


def film(ground: Ground, title: str) -> Work:
    return named(ground.works, Kind.FILM, title)


def row_of(run: TasteRun, work: Work) -> int:
    return int(np.searchsorted(run.work_ids, work.id))


def watched(ground: Ground, *titles: str, **how: object) -> list[Event]:
    return [did(n, film(ground, title), **how) for n, title in enumerate(titles, start=1)]  # type: ignore[arg-type]


def best_films(run: TasteRun, count: int) -> list[int]:
    """Rows, best first."""
    rows = np.flatnonzero(run.candidate & ~run.known & (run.kinds == KINDS.index(Kind.FILM)))
    return [int(row) for row in rows[np.argsort(-relevance(run)[rows], kind="stable")][:count]]


def test_liking_heist_films_lifts_books_about_heists(ground: Ground) -> None:
    before = taste_of(ground, (), ())
    after = taste_of(ground, watched(ground, *HEISTS, liked=True), ())
    heists = [
        work for work in ground.works if work.kind is Kind.BOOK and any("heist" in tag for tag in work.tags)
    ]
    assert heists
    lifted = [rank(after, work) < rank(before, work) for work in heists]
    assert sum(lifted) >= 0.8 * len(lifted)
    assert min(rank(after, work) for work in heists) < 50


def test_liking_films_of_one_sort_brings_its_relatives_to_the_top(ground: Ground) -> None:
    run = taste_of(ground, watched(ground, "Alien", "Aliens", "The Thing", "The Fly", liked=True), ())
    genres = [ground.works[row].genres for row in best_films(run, 10)]
    assert sum("Horror" in own or "Science-Fiction" in own for own in genres) >= 8


def test_never_of_an_interest_turns_its_relatives_away_and_stays_undoable(ground: Ground) -> None:
    events = watched(ground, *HEISTS, "Alien", "Aliens", liked=True)
    calm = taste_of(ground, events, ())
    leanings = {film(ground, title).id: Lean.NEVER for title in HEISTS}
    run = taste_of(ground, events, (), leanings=leanings)
    kin = film(ground, "The Town")
    assert rank(run, kin) > rank(calm, kin) + 200
    assert run.leaned is not None
    np.testing.assert_array_less(0.0, run.lasting / run.leaned)  # as it was, for who looks at the interests


def test_disliking_a_film_lowers_its_relatives(ground: Ground) -> None:
    events = watched(ground, *HEISTS)
    calm = taste_of(ground, events, ())
    cross = taste_of(ground, events, [thinks(1, film(ground, "Saw"), Verdict.SEEN_DISLIKED)])
    kin = film(ground, "The Conjuring")
    assert relevance(cross)[row_of(cross, kin)] < relevance(calm)[row_of(calm, kin)]


def test_not_interested_is_felt_far_less_by_relatives_than_dislike(ground: Ground) -> None:
    events = watched(ground, *HEISTS)
    kin = film(ground, "The Conjuring")

    def score(*opinions: Opinion) -> float:
        run = taste_of(ground, events, opinions)
        return float(relevance(run)[row_of(run, kin)])

    saw = film(ground, "Saw")
    plain = score()
    fell = plain - score(thinks(1, saw, Verdict.SEEN_DISLIKED))
    assert 0 < plain - score(thinks(1, saw, Verdict.NOT_INTERESTED)) < fell / 4


def test_seen_and_indifferent_changes_nothing_else(ground: Ground) -> None:
    events = watched(ground, *HEISTS)
    calm = taste_of(ground, events, ())
    told = taste_of(ground, events, [thinks(1, film(ground, "Saw"), Verdict.SEEN_NEUTRAL)])
    assert told.known[row_of(told, film(ground, "Saw"))]
    for column in ("lasting", "current", "prior", "novelty", "confidence"):
        assert np.array_equal(getattr(calm, column), getattr(told, column)), column


def test_recent_taste_leads_what_is_current_and_not_what_lasts(ground: Ground) -> None:
    old = [did(n, film(ground, title), days_ago=2000 + n) for n, title in enumerate(HEISTS, start=1)]
    horrors = ("Saw", "The Blair Witch Project", "Halloween", "Scream")
    new = [did(n, film(ground, title), days_ago=n) for n, title in enumerate(horrors, start=20)]
    run = taste_of(ground, old + new, ())
    heist, horror = film(ground, "Baby Driver"), film(ground, "The Conjuring")
    assert rank(run, horror, lately=1.0) < rank(run, horror, lately=0.0)
    assert rank(run, heist, lately=1.0) > rank(run, heist, lately=0.0)


def test_without_times_the_current_taste_is_the_lasting_one(ground: Ground) -> None:
    run = taste_of(ground, watched(ground, *HEISTS), ())
    assert np.array_equal(run.current, run.lasting)


def test_without_history_the_order_is_that_of_the_audience_within_each_kind(ground: Ground) -> None:
    run = taste_of(ground, (), ())
    assert len(run.evidence_rows) == 0
    assert np.all(run.confidence == 0.5)  # a coin: nothing is known of the person
    for kind in (Kind.FILM, Kind.BOOK, Kind.ARTIST):
        rows = np.flatnonzero(run.kinds == KINDS.index(kind))
        order = rows[np.argsort(-relevance(run)[rows], kind="stable")]
        assert np.all(np.diff(run.popularity[order]) <= 1e-6)
    top = np.argsort(-relevance(run))[:60]
    assert len(set(run.kinds[top].tolist())) >= 5


def test_much_music_does_not_drown_a_few_films(ground: Ground) -> None:
    artists = [work for work in ground.works if work.kind is Kind.ARTIST][:400]
    plays = [did(n, artist, Action.LISTENED, count=12) for n, artist in enumerate(artists, start=100)]
    films = watched(ground, *HEISTS)
    alone, both = taste_of(ground, films, ()), taste_of(ground, films + plays, ())
    assert len(set(best_films(both, 20)) & set(best_films(alone, 50))) >= 15


def test_every_score_is_the_sum_of_its_parts(ground: Ground) -> None:
    run = taste_of(ground, watched(ground, *HEISTS, liked=True), ())
    scores = relevance(run)
    for row in np.argsort(-scores)[:50]:
        assert run.offset + run.prior[row] + parts(run, int(row)).sum() == pytest.approx(
            scores[row], abs=1e-9
        )


def test_taking_the_first_cited_evidence_away_lowers_the_score(ground: Ground) -> None:
    events = watched(ground, *HEISTS, "Alien", "The Thing", "Amélie", "Toy Story", liked=True)
    run = taste_of(ground, events, ())
    scores = np.where(run.known, -np.inf, relevance(run))
    for row in np.argsort(-scores)[:20]:
        cited = int(np.argmax(parts(run, int(row))))
        gone = {number for number, _ in run.evidence_events[cited]}
        again = taste_of(ground, [event for event in events if event.id not in gone], ())
        assert relevance(again)[row] < scores[row]


def test_the_same_input_and_seed_give_the_same_run_to_the_last_bit(small: TasteInput) -> None:
    events = [did(n, work, days_ago=n) for n, work in enumerate(small.works[:40], start=1)]
    first, second = (learn(replace(small, events=events), seed=7) for _ in range(2))
    for name in (field.name for field in fields(TasteRun)):
        one, two = getattr(first, name), getattr(second, name)
        if name == "factors":
            one, two = one.wide(), two.wide()
        assert np.array_equal(one, two) if isinstance(one, np.ndarray) else one == two, name


def test_the_order_of_events_changes_no_evidence(small: TasteInput) -> None:
    events = [did(n, work, days_ago=n) for n, work in enumerate(small.works[:40], start=1)]
    there = learn(replace(small, events=events))
    back = learn(replace(small, events=events[::-1]))
    assert np.allclose(there.lasting, back.lasting, rtol=0, atol=1e-12)


def test_a_work_that_only_the_history_knows_is_evidence_and_never_recommended(small: TasteInput) -> None:
    own = replace(
        small.works[0],
        id=10**6,
        title="A film of my own",
        tags=(),
        genres=(),
        audience=None,
        origin="history",
    )
    taste = replace(
        small,
        works=[*small.works, own],
        vectors=np.concatenate([small.vectors, small.vectors[:1]]),
        events=[did(1, own, liked=True)],
    )
    run = learn(taste)
    assert not run.candidate[-1]
    assert run.evidence_rows.tolist() == [len(small.works)]
    assert relevance(run)[0] > run.prior[0]  # its text speaks for its double in the catalogue


def test_a_library_with_nothing_but_history_still_learns(small: TasteInput) -> None:
    works = [replace(work, origin="history") for work in small.works[:5]]
    taste = replace(
        small,
        works=works,
        vectors=small.vectors[:5],
        kinship=np.zeros((0, 2), np.int64),
        kinship_ranks=np.zeros(0, np.int32),
        events=[did(1, works[0])],
    )
    run = learn(taste)
    assert not run.candidate.any()
    assert np.isfinite(relevance(run)).all()


def test_columns_lie_between_nought_and_one(ground: Ground) -> None:
    run = taste_of(ground, watched(ground, *HEISTS), ())
    for column in (run.novelty, run.popularity, run.confidence):
        assert column.min() >= 0
        assert column.max() <= 1
    kin, stranger = film(ground, "The Town"), named(ground.works, Kind.PODCAST, "Serial")
    assert run.novelty[row_of(run, kin)] < run.novelty[row_of(run, stranger)]
    assert run.confidence[row_of(run, kin)] > run.confidence[row_of(run, stranger)]


def test_one_makers_works_and_one_series_share_a_group(ground: Ground) -> None:
    def group(kind: Kind, title: str) -> int:
        return int(ground.groups[ground.works.index(named(ground.works, kind, title))])

    assert group(Kind.FILM, "Toy Story") == group(Kind.FILM, "Toy Story 2") != -1
    assert group(Kind.FILM, "Heat") == group(Kind.FILM, "Collateral") != -1
    assert group(Kind.ARTIST, "Radiohead") == group(Kind.ALBUM, "OK Computer") != -1
    assert group(Kind.FILM, "Heat") != group(Kind.FILM, "Alien")


def test_cancel_is_heard_and_progress_is_told(small: TasteInput) -> None:
    told: list[Progress] = []
    learn(small, say=told.append)
    assert [progress.done for progress in told] == list(range(1, told[-1].total + 1))
    for answers in range(1, 6):
        left = iter([False] * (answers - 1) + [True] * 100)
        with pytest.raises(Cancelled):
            learn(small, stop=lambda left=left: next(left))  # type: ignore[misc]


def test_an_event_of_a_work_that_was_not_handed_in_is_a_bug(small: TasteInput) -> None:
    stranger = replace(small.works[0], id=10**7)
    with pytest.raises(ValueError, match="not handed in"):
        learn(replace(small, events=[did(1, stranger)]))


def test_a_stronger_prior_moves_the_list_to_what_is_well_known(ground: Ground) -> None:
    events = watched(ground, *HEISTS)

    def mean_popularity(strength: float) -> float:
        run = taste_of(ground, events, (), LearnConfig(strength=strength))
        return float(run.popularity[np.argsort(-relevance(run))[:50]].mean())

    assert mean_popularity(0.5) > mean_popularity(5.0)


def test_sequence_types_of_a_library_are_accepted(small: TasteInput) -> None:
    works: Sequence[Work] = tuple(small.works)
    assert len(learn(replace(small, works=works)).work_ids) == len(works)
