"""Learning from the people of a ratings pack, and folding one person into it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from recdesk.domain.faults import Cancelled
from recdesk.domain.history import Event
from recdesk.domain.progress import Progress, never_stop, say_nothing
from recdesk.domain.ratings import RatingsTable
from recdesk.domain.taste import TasteInput, TasteRun
from recdesk.domain.works import Kind, Work
from recdesk.learning import Ground, prepare, taste_of
from recdesk.learning.book import Book
from recdesk.learning.config import LearnConfig
from recdesk.learning.evaluation.alone import events_of, relevance
from recdesk.learning.evaluation.own import OTHERS, backtest
from recdesk.learning.evaluation.protocol import Case
from recdesk.learning.hybrid import HybridConfig
from recdesk.learning.lowrank import LowRankConfig
from recdesk.learning.people import Liked, PeopleConfig, learn_people, likes_in
from recdesk.learning.people_model import PeopleModel, load_people, save_people
from recdesk.ranking import Ranker
from tests.learning.made_packs import MadePack, made_pack
from tests.learning.starter import NOW

SMALL = PeopleConfig(
    hybrid=HybridConfig(
        penalties=(40.0, 150.0),
        side_weights=(2.0, 4.0),
        shares=(0.0, 0.3),
        near_shares=(0.0, 0.3),
        chart_dims=16,
        chart_penalties=(15.0,),
        feature_dims=32,
        low_rank=LowRankConfig(dims=16, steps=60),
    ),
    threads=1,
)


@pytest.fixture(scope="module")
def pack() -> MadePack:
    """150 films that people liked, and 30 more of the same themes that nobody knows."""
    made = made_pack(works=180)
    known = made.table.item < 150
    table = RatingsTable(
        made.table.people, 180, made.table.person[known], made.table.item[known], made.table.values[known]
    )
    return replace(made, table=table)


@pytest.fixture(scope="module")
def ground(pack: MadePack) -> Ground:
    return ground_of(pack.works, pack.texts)


def ground_of(works: list[Work], texts: np.ndarray) -> Ground:
    none = np.zeros((0, 2), np.int64)
    taste = TasteInput(works, texts, "made", none, np.zeros(0, np.int32), (), (), NOW)
    return prepare(taste, LearnConfig(), 0, say_nothing, never_stop)


@pytest.fixture(scope="module")
def liked(pack: MadePack) -> Liked:
    found = likes_in(pack.table, np.arange(1, 181), SMALL)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def learn(pack: MadePack, liked: Liked) -> Callable[..., PeopleModel]:
    works = [pack.works[number - 1] for number in liked.works.tolist()]

    def learned(**more: object) -> PeopleModel:
        texts = pack.texts[liked.works - 1]
        return learn_people("made", "basis", liked, works, texts, config=SMALL, **more)  # type: ignore[arg-type]

    return learned


@pytest.fixture(scope="module")
def model(learn: Callable[..., PeopleModel]) -> PeopleModel:
    return learn()


def history(pack: MadePack, theme: int, most: int = 8) -> list[Event]:
    rows = np.flatnonzero(pack.themes[:150] == theme)[:most].astype(np.int32)
    case = Case(rows, np.full(len(rows), np.nan, np.float32), None, rows[:0])
    return events_of(case, pack.works, None)


def equal(one: PeopleModel, other: PeopleModel) -> bool:
    names = ("works", "kernel", "together", "prior", "place", "sampled")
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in names)


@pytest.mark.parametrize("killed_at", [5, 40, 65, 100])  # of 60 steps of choosing and 60 of learning
def test_a_run_that_was_killed_goes_on_and_ends_with_the_same_bits(
    learn: Callable[..., PeopleModel], model: PeopleModel, tmp_path: Path, killed_at: int
) -> None:
    clock, steps = itertools.count(step=10), 0  # every note is written

    def count(progress: Progress, /) -> None:
        nonlocal steps
        steps += progress.total > 0

    begun = Book(tmp_path / "book", "basis", lambda: next(clock))
    with pytest.raises(Cancelled):
        learn(book=begun, say=count, stop=lambda: steps >= killed_at)
    told: list[Progress] = []
    again = learn(book=Book(tmp_path / "book", "basis"), say=told.append)
    assert equal(again, model)
    assert sum(progress.total > 0 for progress in told) == 120 - killed_at


def test_what_was_kept_for_other_data_is_not_gone_on_with(
    learn: Callable[..., PeopleModel], model: PeopleModel, tmp_path: Path
) -> None:
    other = Book(tmp_path / "kept", "another basis")
    other.number("penalty", lambda: 40.0)
    damaged = tmp_path / "damaged"
    damaged.write_bytes(b"PK\x03\x04 no")
    assert equal(learn(book=Book(tmp_path / "kept", "basis")), model)
    assert Book(damaged, "basis").get("penalty") is None


def test_what_was_learned_comes_back_from_disk_and_what_is_damaged_is_learned_again(
    model: PeopleModel, tmp_path: Path
) -> None:
    at = tmp_path / "packs" / "made.people"
    save_people(model, at)
    again = load_people(at)
    assert again is not None and equal(again, model)
    assert (again.choice, again.people, again.pack) == (model.choice, model.people, "made")
    assert at.stat().st_mode & 0o777 == 0o600
    at.write_bytes(at.read_bytes()[:2000])
    assert load_people(at) is None and load_people(tmp_path / "none") is None


def test_a_pack_that_came_anew_is_gone_on_from(learn: Callable[..., PeopleModel], model: PeopleModel) -> None:
    told: list[Progress] = []
    again = learn(before=model, say=told.append)
    assert again.choice == model.choice
    assert sum(progress.total > 0 for progress in told) == 30  # half the steps, and no choosing
    moved = (again.state["inward"] - model.state["inward"]).norm()
    assert 0 < moved < model.state["inward"].norm()


def test_two_items_that_are_one_work_count_once_and_works_that_have_gone_count_nothing(
    pack: MadePack,
) -> None:
    numbers = np.arange(1, 181)
    numbers[7] = 4
    numbers[9] = -1
    found = likes_in(pack.table, numbers, SMALL)
    assert found is not None
    likes, works = found.likes, found.works
    assert 8 not in works and 10 not in works and (np.diff(works) > 0).all()
    joined = {p for p, i in zip(pack.table.person, pack.table.item) if i in (3, 7)}
    assert likes.counts()[np.searchsorted(works, 4)] == pytest.approx(len(joined), abs=3)
    assert likes_in(pack.table, np.full(180, -1), SMALL) is None


def test_only_the_most_liked_works_of_a_large_pack_are_learned(pack: MadePack) -> None:
    found = likes_in(pack.table, np.arange(1, 181), replace(SMALL, most_works=40, most_cells=4_000))
    assert found is not None
    assert found.likes.works <= 40 and found.likes.people <= 4_000 // found.likes.works
    counts = np.bincount(pack.table.item, minlength=180)
    assert len(found.works) + len(found.rare) == 180
    assert counts[found.works - 1].min() >= np.sort(counts)[-60]


def scores(run: TasteRun) -> np.ndarray:
    ranker = Ranker(run)
    return np.asarray(ranker._columns.trained_relevance())


def test_a_run_orders_works_as_the_formula_says(pack: MadePack, ground: Ground, model: PeopleModel) -> None:
    """h + own * one, with h and one from their own arithmetic: cutting the kernel loses nothing."""
    events = history(pack, 1)
    alone = taste_of(ground, events, ())
    run = taste_of(ground, events, (), people=[model])
    assert run.told is not None and run.foretold is not None
    warm = np.searchsorted(model.works, alone.work_ids[alone.evidence_rows])
    root = np.abs(run.told[:, 0]).sum() ** 0.5
    heard = model.prior + run.told[:, 0] @ model.kernel[warm].astype(float) / root
    rows = np.searchsorted(ground.ids, model.works)
    fresh = ~run.known[rows]
    one = relevance(alone, 0.0)[rows]
    made = relevance(run, 0.0)[rows]
    basis = np.stack([heard, one, np.ones(len(rows))], 1)[fresh]
    weights, *_ = np.linalg.lstsq(basis, made[fresh], rcond=None)
    assert np.abs(basis @ weights - made[fresh]).max() < 5e-3 * made.std()
    assert weights[0] > 0 and weights[1] > 0
    assert np.corrcoef(scores(run)[rows][fresh], made[fresh])[0, 1] > 0.999999


def test_other_people_bring_the_theme_up_that_was_liked(
    pack: MadePack, ground: Ground, model: PeopleModel
) -> None:
    run = taste_of(ground, history(pack, 1), (), people=[model])
    assert run.foretold is not None and run.hears is not None and run.says is not None
    for part in (run.foretold, ~run.foretold):
        said = relevance(run, 0.0)
        own = said[part & (pack.themes == 1) & ~run.known]
        others = said[part & (pack.themes != 1)]
        assert own.mean() > others.mean() + others.std()
    assert set(np.flatnonzero(run.foretold)) >= set(range(150, 180))


def test_works_that_nobody_liked_neither_flood_nor_drown(
    pack: MadePack, ground: Ground, model: PeopleModel
) -> None:
    shares = []
    for theme in range(5):
        run = taste_of(ground, history(pack, theme), (), people=[model])
        assert run.foretold is not None
        best = np.argsort(np.where(run.known, -np.inf, -relevance(run, 0.0) * -1))[::-1][:30]
        shares.append(run.foretold[best].mean())
    assert 0.03 < np.mean(shares) < 0.4  # a sixth of the works


def test_who_likes_nothing_of_the_pack_keeps_the_list_of_one_person(
    pack: MadePack, ground: Ground, model: PeopleModel
) -> None:
    unknown = np.arange(150, 160, dtype=np.int32)
    case = Case(unknown, np.full(10, np.nan, np.float32), None, unknown[:0])
    events = events_of(case, pack.works, None)
    run = taste_of(ground, events, (), people=[model])
    alone = taste_of(ground, events, ())
    assert run.says is None and np.array_equal(run.prior, alone.prior)
    assert Ranker(run).run.facts == alone.facts
    nobody = taste_of(ground, [], (), people=[model])
    assert nobody.says is None


def test_kinds_without_a_pack_keep_their_scores_and_those_with_one_their_scale(
    pack: MadePack, model: PeopleModel
) -> None:
    works = [*pack.works]
    works += [replace(work, id=200 + work.id, kind=Kind.BOOK, uid=f"book:{work.id}") for work in pack.works]
    both = ground_of(works, np.concatenate([pack.texts, pack.texts]))
    events = history(pack, 1)
    alone, run = taste_of(both, events, ()), taste_of(both, events, (), people=[model])
    books = np.arange(360) >= 180
    before, after = relevance(alone, 0.0), relevance(run, 0.0)
    assert np.array_equal(before[books], after[books])
    open_ = ~books & ~run.known
    assert np.median(after[open_]) == pytest.approx(np.median(before[open_]), abs=0.15)
    assert np.sort(after[open_])[-30:].mean() == pytest.approx(np.sort(before[open_])[-30:].mean(), rel=0.2)


def test_each_kind_hears_from_the_pack_that_knows_most_of_the_history(
    pack: MadePack, ground: Ground, model: PeopleModel
) -> None:
    half = np.flatnonzero(model.works < 60)
    less = replace(
        model,
        pack="less",
        works=model.works[half],
        counts=model.counts[half],
        kernel=model.kernel[np.ix_(half, half)],
        together=model.together[half],
        prior=model.prior[half],
        place=model.place[half],
        sample=model.sample[:, half],
        sampled=model.sampled[:, half],
    )
    run = taste_of(ground, history(pack, 1, 20), (), people=[less, model])
    only = taste_of(ground, history(pack, 1, 20), (), people=[model])
    assert "evidence in made" in run.facts and "evidence in less" not in run.facts
    assert run.hears is not None and np.array_equal(run.hears, only.hears)


def test_ratings_below_and_above_the_own_mean_say_different_things(
    pack: MadePack, ground: Ground, model: PeopleModel
) -> None:
    rows = np.concatenate([np.flatnonzero(pack.themes[:150] == theme)[:n] for theme, n in ((1, 9), (2, 4))])
    values = np.array([5.0] * 9 + [1.0] * 4, np.float32)
    events = events_of(Case(rows.astype(np.int32), values, None, rows[:0].astype(np.int32)), pack.works, 5.0)
    run = taste_of(ground, events, (), people=[model])
    assert run.told is not None and (run.told[:, 0] < 0).sum() == 4
    assert run.told[run.told[:, 0] > 0, 0].mean() == pytest.approx(1.0)
    said = relevance(run, 0.0)
    assert said[(pack.themes == 1) & ~run.known].mean() > said[(pack.themes == 2) & ~run.known].mean() + 0.5


def test_the_same_seed_gives_the_same_run_to_the_last_bit(
    pack: MadePack, ground: Ground, learn: Callable[..., PeopleModel], model: PeopleModel
) -> None:
    assert equal(learn(), model) and not equal(learn(seed=1), model)
    runs = [taste_of(ground, history(pack, 2), (), people=[model]) for _ in range(2)]
    for name in ("says", "hears", "told", "prior", "own_share"):
        assert np.array_equal(getattr(runs[0], name), getattr(runs[1], name))


def test_the_own_backtest_shows_whether_other_people_help(
    pack: MadePack, ground: Ground, model: PeopleModel
) -> None:
    none = np.zeros((0, 2), np.int64)
    events = history(pack, 1, 20) + [replace(e, id=100 + e.id) for e in history(pack, 2, 20)]
    taste = TasteInput(pack.works, pack.texts, "made", none, np.zeros(0, np.int32), events, (), NOW)
    report, alone = backtest(taste, people=[model]), backtest(taste)
    assert report.figures["one person"]["gain"] == alone.figures["one person"]["gain"]
    gains = {name: figures["gain"].value for name, figures in report.figures.items()}
    assert report.others is not None and alone.others is None
    assert report.others.value == pytest.approx(gains[OTHERS] - gains["one person"])
    assert gains[OTHERS] > gains["random"] and OTHERS not in alone.figures
