"""In proportion: kinds and genres as the history has them, at little cost and with the same scores."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from recdesk.domain.taste import KINDS, Dials, Pick, Request, TasteRun
from recdesk.domain.works import Kind
from recdesk.ranking import Ranker, shelves
from recdesk.ranking.whynot import Remedy, Rule, why_not
from tests.ranking.made_runs import made_run
from tests.ranking.personas import listeners, personas

REST, OWN = Dials(), Dials(in_proportion=True)


@cache
def drama_and_comedy() -> TasteRun:
    """Somebody with seven dramas (0) for three comedies (1), to whom every drama is a little surer. Of the
    third genre there is nothing in the history. All are films."""
    run = made_run(1500, 100, factors=16, width=48)
    genre = np.arange(1500) % 3
    liked = np.ones(100)
    rows = run.evidence_rows
    genre[rows] = np.where(np.arange(100) < 70, 0, 1)
    score = np.linspace(3.0, 0.0, 1500) + np.where(genre == 0, 0.6, 0.0)
    return replace(
        run,
        kinds=np.full(1500, KINDS.index(Kind.FILM), np.int8),
        genres=np.stack([genre, np.full(1500, -1), np.full(1500, -1)], 1).astype(np.int8),
        prior=score,
        lasting=1e-6 * liked,
        current=1e-6 * liked,
        groups=np.full(1500, -1, np.int32),
    )


def genres(run: TasteRun, picks: tuple[Pick, ...]) -> Counter[int]:
    assert run.genres is not None
    return Counter(int(run.genres[pick.work_id // 10 - 1, 0]) for pick in picks)


def kinds(run: TasteRun, picks: tuple[Pick, ...]) -> Counter[Kind]:
    return Counter(KINDS[run.kinds[pick.work_id // 10 - 1]] for pick in picks)


def test_a_list_of_drama_alone_becomes_seven_dramas_for_three_comedies() -> None:
    run = drama_and_comedy()
    plain = Ranker(run).arrange(REST, Request(n=20))
    assert genres(run, plain.picks) == {0: 20} and plain.measures.proportion == pytest.approx(0.7)
    for n in (20, 60, 120):
        own = Ranker(run).arrange(OWN, Request(n=n))
        assert abs(genres(run, own.picks)[0] - 0.7 * n) <= 0.1 * n
        assert own.measures.proportion > 0.85


def test_the_switch_changes_no_score_and_off_is_off() -> None:
    ranker = Ranker(made_run(2000, 60, width=48))
    plain = {pick.work_id: pick for pick in ranker.arrange(REST, Request(n=400, per_group=400)).picks}
    own = ranker.arrange(OWN, Request(n=20)).picks
    assert [pick.work_id for pick in own] != list(plain)[:20]
    assert all(pick.parts == plain[pick.work_id].parts for pick in own if pick.work_id in plain)


def test_kinds_have_the_shares_of_the_history() -> None:
    run = made_run(3000, 200, 1, factors=16, width=48)
    ranker = Ranker(run)
    liked = run.evidence_rows[run.lasting > 0.0]
    wished = np.bincount(run.kinds[liked], minlength=len(KINDS)) / len(liked)
    for picks in (
        ranker.arrange(OWN, Request(n=40)).picks,
        shelves(ranker, OWN, Request(n=40))[0].picks,
    ):
        shown = kinds(run, picks)
        assert all(abs(shown[kind] - 40 * share) <= 1.0 for kind, share in zip(KINDS, wished))


def test_a_mix_that_was_wished_for_stands_above_the_history_s_kinds() -> None:
    run = made_run(3000, 200, 1, factors=16, width=48)
    half = replace(OWN, mix={Kind.BOOK: 0.5, Kind.ALBUM: 0.5})
    assert kinds(run, Ranker(run).arrange(half, Request(n=20)).picks) == {Kind.BOOK: 10, Kind.ALBUM: 10}


def test_a_list_of_one_kind_keeps_the_genres_of_that_kind() -> None:
    ranker = Ranker(made_run(3000, 200, 1, factors=16, width=48))
    for kind in (Kind.FILM, Kind.BOOK):
        request = Request(n=30, kinds=frozenset({kind}))
        plain, own = ranker.arrange(REST, request).measures, ranker.arrange(OWN, request).measures
        assert own.size == 30 and own.proportion > plain.proportion + 0.1


def test_without_history_the_list_goes_by_score() -> None:
    ranker = Ranker(made_run(300, 0, width=16))
    assert ranker.arrange(OWN, Request()).picks == ranker.arrange(REST, Request()).picks


def test_a_run_of_an_older_version_keeps_kinds_in_proportion() -> None:
    run = replace(made_run(3000, 200, 1, factors=16, width=48), genres=None)
    picks = Ranker(run).arrange(OWN, Request(n=40)).picks
    liked = run.evidence_rows[run.lasting > 0.0]
    share = float(np.mean(run.kinds[liked] == KINDS.index(Kind.FILM)))
    assert abs(kinds(run, picks)[Kind.FILM] - 40 * share) <= 1.0


def test_what_the_proportions_keep_out_is_told_and_comes_in_without_them() -> None:
    ranker = Ranker(drama_and_comedy())
    shown = {pick.work_id for pick in ranker.arrange(OWN, Request()).picks}
    out = next(p.work_id for p in ranker.arrange(REST, Request()).picks if p.work_id not in shown)
    stop = why_not(ranker, out, OWN, Request())
    assert stop.stage is Rule.PROPORTION and Remedy.FREE_PROPORTION in stop.remedies
    assert why_not(ranker, out, REST, Request()).stage is Rule.LISTED


@pytest.mark.slow
@pytest.mark.parametrize(("people", "least_kept"), [(personas, 0.9), (listeners, 0.85)])
def test_for_twenty_people_lists_come_nearer_to_their_histories_and_keep_their_worth(
    people: object, least_kept: float, datasets: Path
) -> None:
    # .45 of .94 and .58 of 1.13 in divergence, .99 and .96 of NDCG@10 on 60 people (bench_proportion.py).
    gain, near = {REST: 0.0, OWN: 0.0}, {REST: 0.0, OWN: 0.0}
    for person in people(datasets, 20):  # type: ignore[operator]
        ranker, among = Ranker(person.run), np.isin(person.run.work_ids, list(person.known_to))
        for dials in gain:
            listing = ranker.arrange(dials, Request(n=10, kinds=frozenset({person.kind})), among)
            gain[dials] += sum(1.0 / np.log2(p.rank + 1) for p in listing.picks if p.work_id in person.hidden)
            near[dials] += listing.measures.proportion / 20
    assert gain[OWN] >= least_kept * gain[REST] > 0.0
    assert near[OWN] > near[REST] + 0.1
