"""Who is tested, what is hidden, and that nothing hidden can be reached."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from recdesk.domain.faults import Cancelled, UserFault
from recdesk.domain.progress import never_stop
from recdesk.domain.ratings import RatingsTable
from recdesk.learning import likes as likes_module
from recdesk.learning.evaluation import MODELS, Protocol, measure
from recdesk.learning.evaluation.lesson import Lesson
from recdesk.learning.evaluation.protocol import Case, Split, split
from recdesk.learning.likes import likes_of
from tests.learning.made_packs import MadePack, made_pack


@pytest.fixture(scope="module")
def pack() -> MadePack:
    return made_pack()


def table(pairs: list[tuple[int, int, float]]) -> RatingsTable:
    person, item, values = zip(*pairs)
    return RatingsTable(
        max(person) + 1,
        max(item) + 1,
        np.array(person, np.int32),
        np.array(item, np.int32),
        np.array(values, np.float32),
    )


def people_of(pack: MadePack, protocol: Protocol, seed: int = 0) -> Split:
    return split(likes_of(pack.table)[0], protocol, seed)


def same(one: Case, other: Case) -> bool:
    return np.array_equal(one.given, other.given) and np.array_equal(one.hidden, other.hidden)


def test_four_stars_are_liking_and_three_are_not() -> None:
    likes, kept = likes_of(table([(0, 0, 4.0), (0, 1, 3.5), (1, 0, 5.0), (1, 2, 0.5)]))
    assert kept.tolist() == [0]
    assert likes.counts().tolist() == [2]


def test_ten_point_ratings_and_plays_all_count_as_choosing() -> None:
    likes, kept = likes_of(table([(0, 0, 2.0), (0, 1, 9.0), (1, 0, np.nan)]))
    assert kept.tolist() == [0, 1]
    assert likes.counts().tolist() == [2, 1]


@pytest.mark.parametrize(
    ("told", "loved"),
    [
        ((1.0, 1.0, 1.0), (0, 1, 2)),  # every row says "liked"
        ((1.0, 0.0, 1.0), (0, 2)),  # liked or not
        ((1.0, -1.0, 1.0), (0, 2)),  # thumbs
        ((-9.5, 0.2, 7.0), (1, 2)),  # from bad to good about nought
        ((1.0, 3.0, 2.0), (1,)),  # three steps
        ((0.3, 0.9, 0.8), (1, 2)),  # a share of the best
        ((3.0, 3.0, 3.0), (0, 1, 2)),  # the same of all works says nothing against any
    ],
)
def test_what_is_liked_on_a_scale_that_is_no_five_stars(
    told: tuple[float, ...], loved: tuple[int, ...]
) -> None:
    likes, kept = likes_of(table([(0, item, value) for item, value in enumerate(told)]))
    assert tuple(kept) == loved
    assert np.isnan(likes.values).all()  # a 1 of 1 is not one star of five


def test_a_pair_that_stands_twice_counts_once_as_it_stands_last() -> None:
    likes, _ = likes_of(table([(0, 0, 4.0), (0, 0, 5.0)]))
    assert likes.values.tolist() == [5.0]


def test_who_liked_a_work_less_the_second_time_does_not_like_it() -> None:
    likes, kept = likes_of(table([(0, 0, 5.0), (0, 1, 2.0), (0, 0, 2.0), (0, 1, 5.0)]))
    assert kept.tolist() == [1]
    assert likes.values.tolist() == [5.0]


def test_some_people_at_a_time_leave_what_all_at_once_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    told = [(int(p), int(i), float(v)) for p, i, v in zip(*rng.integers((9, 12, 6), size=(400, 3)).T)]
    ratings = table(sorted(told, key=lambda one: one[0]))
    whole, kept = likes_of(ratings, least=2)
    monkeypatch.setattr(likes_module, "_AT_ONCE", 7)
    parts, also_kept = likes_of(ratings, least=2)
    assert kept.tolist() == also_kept.tolist() and whole.starts.tolist() == parts.starts.tolist()
    assert whole.rows.tolist() == parts.rows.tolist() and whole.values.tolist() == parts.values.tolist()


def test_a_stop_is_heard_while_likes_are_sorted_out() -> None:
    with pytest.raises(Cancelled):
        likes_of(table([(0, 0, 5.0)]), stop=lambda: True)


def test_thin_works_and_people_leave_together() -> None:
    pairs = [(person, item, 5.0) for person in range(3) for item in range(3)] + [(3, 9, 5.0), (3, 0, 5.0)]
    likes, kept = likes_of(table(pairs), least=2)
    assert kept.tolist() == [0, 1, 2]
    assert likes.people == 3


def test_nothing_left_is_said_with_a_way_out() -> None:
    with pytest.raises(UserFault, match="--least"):
        likes_of(table([(0, 0, 5.0)]), least=5)


def test_tested_people_are_a_tenth_and_at_least_a_hundred(pack: MadePack) -> None:
    assert len(people_of(pack, Protocol.STRONG).tested) == 100
    assert len(people_of(made_pack(60), Protocol.STRONG).tested) == 20


def test_a_fifth_of_each_is_hidden_and_nothing_is_lost(pack: MadePack) -> None:
    for one in people_of(pack, Protocol.STRONG).tested:
        whole = len(one.given) + len(one.hidden)
        assert len(one.hidden) == max(1, round(0.2 * whole))
        assert not np.isin(one.given, one.hidden).any()


def test_equal_seeds_split_equally_and_others_do_not(pack: MadePack) -> None:
    first, again = people_of(pack, Protocol.STRONG, 3), people_of(pack, Protocol.STRONG, 3)
    other = people_of(pack, Protocol.STRONG, 4)
    assert all(same(one, two) for one, two in zip(first.tested, again.tested))
    assert not all(same(one, two) for one, two in zip(first.tested, other.tested))


def test_single_and_strong_ask_the_same_of_the_same_people(pack: MadePack) -> None:
    strong, single = people_of(pack, Protocol.STRONG), people_of(pack, Protocol.SINGLE)
    assert all(same(one, two) for one, two in zip(strong.tested, single.tested))


def test_by_time_nothing_hidden_is_older_than_what_is_given(pack: MadePack) -> None:
    times = {
        (int(p), int(i)): int(t) for p, i, t in zip(pack.table.person, pack.table.item, pack.table.times)
    }
    order = np.random.default_rng(0).permutation(pack.table.people)
    for person, one in zip(order, people_of(pack, Protocol.TIME).tested):
        newest = max(times[int(person), int(row)] for row in one.given)
        assert all(times[int(person), int(row)] >= newest for row in one.hidden)


def test_ratings_without_times_are_refused_by_the_protocol_of_times() -> None:
    with pytest.raises(UserFault, match="no times"):
        people_of(made_pack(times=False), Protocol.TIME)


@pytest.mark.parametrize("people", [1, 2])
@pytest.mark.parametrize("protocol", list(Protocol))
def test_too_few_people_to_test_is_said_and_not_measured(protocol: Protocol, people: int) -> None:
    made = made_pack(people, 60)
    with pytest.raises(UserFault, match="nobody to test"):
        measure(made.works, made.texts, made.table, protocol, least=1)


@pytest.mark.parametrize("protocol", list(Protocol))
def test_three_people_are_enough_to_measure_with(protocol: Protocol) -> None:
    """One is tested, one is left to choose numbers on, one to learn from."""
    made = made_pack(3, 60, likes=(30, 40))
    report = measure(made.works, made.texts, made.table, protocol, least=1)
    assert report.people == 1
    assert all(0 <= model.figures["ndcg@100"].value <= 1 for model in report.models.values())


def test_with_nobody_to_choose_numbers_on_the_search_ends_where_it_begins(pack: MadePack) -> None:
    found = people_of(pack, Protocol.STRONG)
    alone = replace(found, validation=found.validation.of(np.zeros(0, np.int64)))
    model = MODELS[Protocol.STRONG]["hybrid"](Lesson(pack.works, pack.texts, alone, never_stop))
    assert np.isfinite(model.scores(found.tested[:2])).all()


def test_cold_works_are_in_no_training_and_alone_are_ranked(pack: MadePack) -> None:
    found = people_of(pack, Protocol.COLD)
    assert len(found.cold) == round(0.2 * 150)
    assert not np.isin(found.train.rows, found.cold).any()
    assert not np.isin(found.validation.rows, found.cold).any()
    assert np.array_equal(found.ranked, found.cold)
    for one in found.tested:
        assert np.isin(one.hidden, found.cold).all()
        assert not np.isin(one.given, found.cold).any()


@pytest.mark.parametrize("protocol", list(Protocol))
def test_no_model_can_reach_what_is_hidden(pack: MadePack, protocol: Protocol) -> None:
    """The target is planted where a careless model would find it: hidden works are swapped for others in the
    cases, and every score must stay the same to the last bit."""
    found = people_of(pack, protocol)
    cases = found.tested[:12]
    changed = [replace(one, hidden=np.array([0], np.int32)) for one in cases]
    for name, make in MODELS[protocol].items():
        model = make(Lesson(pack.works, pack.texts, found, never_stop))
        assert np.array_equal(model.scores(cases), model.scores(changed)), name


@pytest.mark.parametrize("protocol", [Protocol.STRONG, Protocol.COLD])
def test_likes_of_tested_people_change_no_model(pack: MadePack, protocol: Protocol) -> None:
    """A planted target: all tested people turn to one work that they had not, and training sees nothing."""
    likes, _ = likes_of(pack.table)
    tested = np.random.default_rng(0).permutation(likes.people)[:100]
    target = np.where(np.isin(pack.table.person, tested), 7, pack.table.item).astype(np.int32)
    before = split(likes, protocol, 0)
    after = split(likes_of(replace(pack.table, item=target))[0], protocol, 0)
    for part in ("train", "validation"):
        one, two = getattr(before, part), getattr(after, part)
        for name in (field.name for field in fields(one)):
            assert np.array_equal(getattr(one, name), getattr(two, name), equal_nan=name == "values"), name


def test_models_know_nothing_from_a_catalogues_audience_but_the_training_peoples_counts(
    pack: MadePack,
) -> None:
    """A pack's own figures count the tested people too."""
    found = people_of(pack, Protocol.SINGLE)
    famous = [replace(work, audience=float(row), reach=5) for row, work in enumerate(pack.works)]
    for name, make in MODELS[Protocol.SINGLE].items():
        plain = make(Lesson(pack.works, pack.texts, found, never_stop))
        told = make(Lesson(famous, pack.texts, found, never_stop))
        assert np.array_equal(plain.scores(found.tested[:5]), told.scores(found.tested[:5])), name


def test_learning_from_others_beats_what_is_known_of_all_and_chance_is_last(pack: MadePack) -> None:
    report = measure(pack.works, pack.texts, pack.table, Protocol.STRONG, seeds=(0, 1))
    found = {name: model.figures["ndcg@100"].value for name, model in report.models.items()}
    assert report.reference == "EASE"
    assert report.people == 200
    assert found["random"] < found["popularity"] < found["EASE"]
    assert found["random"] < found["centred text"]
    assert found["popularity"] < found["one person"]
    assert report.models["EASE"].ratios["ndcg@100"].value == 1.0
    assert report.models["popularity"].ratios["ndcg@100"].high < 1.0
    for model in report.models.values():
        for name, figure in model.figures.items():
            assert figure.low <= figure.value <= figure.high, name


def test_a_measurement_is_the_same_to_the_last_bit_when_taken_again(pack: MadePack) -> None:
    first, again = (
        measure(pack.works, pack.texts, pack.table, Protocol.STRONG, seeds=(1,), most_tested=30)
        for _ in range(2)
    )
    for name, model in first.models.items():
        assert model.figures == again.models[name].figures, name
        assert model.ratios == again.models[name].ratios, name


def test_a_measurement_stops_when_asked(pack: MadePack) -> None:
    answers = iter([False] * 4 + [True] * 1000)
    with pytest.raises(Cancelled):
        measure(pack.works, pack.texts, pack.table, Protocol.STRONG, stop=lambda: next(answers))
