"""Every slider raises what it is named after, all along its way, and relevance falls gently."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from recdesk.domain.taste import KINDS, Dials, Listing, Mode, Request
from recdesk.domain.works import Kind
from recdesk.ranking import Ranker, Wish
from recdesk.ranking.sliders import price_curve
from tests.ranking.made_runs import made_run
from tests.ranking.personas import Persona, listeners, personas

WAY = np.linspace(0.0, 1.0, 11)
DIALS = ("novelty", "diversity", "popularity", "lately")


def own_measure(ranker: Ranker, listing: Listing, dial: str) -> float:
    rows = [int(np.searchsorted(ranker.run.work_ids, pick.work_id)) for pick in listing.picks]
    return {
        "novelty": listing.measures.novelty,
        "diversity": listing.measures.diversity,
        "popularity": float(ranker.run.popularity[rows].mean()),
        "lately": listing.measures.recent_share,
    }[dial]


def along(
    ranker: Ranker, dial: str, request: Request, wish: Wish | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """The slider's own measure and mean relevance at eleven positions."""
    turned = [replace(Dials(), **{dial: float(x)}) for x in WAY]
    lists = [ranker.search(wish, x, request) if wish else ranker.arrange(x, request) for x in turned]
    measure = np.array([own_measure(ranker, listing, dial) for listing in lists])
    relevance = [
        np.mean([pick.parts["baseline"] + pick.parts["prior"] + pick.parts["history"] for pick in each.picks])
        for each in lists
    ]
    return measure, np.array(relevance)


def assert_no_step_back(measure: np.ndarray) -> None:
    assert (measure[1:] >= 0.99 * measure[:-1]).all(), measure


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("dial", DIALS)
def test_a_slider_raises_its_own_measure_on_made_runs(dial: str, seed: int) -> None:
    measure, relevance = along(Ranker(made_run(2000, 80, seed, width=64)), dial, Request(n=20))
    assert_no_step_back(measure)
    assert measure[-1] > measure[0]
    if dial != "lately":  # that one changes what relevance is
        rest = 5 if dial == "popularity" else 0
        assert relevance.max() == pytest.approx(relevance[rest], abs=1e-9)
        assert relevance[rest] - relevance[rest - 1 if rest else 1] < 0.1  # deviations: no cliff at the start


@pytest.mark.parametrize("dial", DIALS)
@pytest.mark.parametrize("where", ["because", "backlog", "revisit", "search", "one kind"])
def test_a_slider_does_what_it_says_in_every_list(where: str, dial: str) -> None:
    run = made_run(3000, 120, 2, width=64)
    ranker = Ranker(run)
    request = {
        "because": Request(because=int(run.work_ids[run.evidence_rows[7]])),
        "backlog": Request(mode=Mode.BACKLOG),
        "revisit": Request(mode=Mode.REVISIT),
        "one kind": Request(kinds=frozenset({Kind.BOOK})),
    }.get(where, Request())
    wish = Wish(like=(int(run.work_ids[40]),)) if where == "search" else None
    measure, _ = along(ranker, dial, request, wish)
    assert_no_step_back(measure)
    assert measure[-1] > measure[0]


@pytest.mark.parametrize("others", [Dials(), Dials(0.5, 0.5, 0.3, 0.4), Dials(in_proportion=True)])
def test_the_more_of_a_kind_is_wished_for_the_more_of_it_is_shown(others: Dials) -> None:
    run = made_run(3000, 120, 2, width=64)
    ranker, shown = Ranker(run), []
    for share in WAY:
        mix = {Kind.BOOK: float(share), Kind.FILM: 1.0 - float(share)}
        rows = [pick.work_id // 10 - 1 for pick in ranker.arrange(replace(others, mix=mix), Request()).picks]
        shown.append(int(np.count_nonzero(run.kinds[rows] == KINDS.index(Kind.BOOK))))
    assert shown == [round(20 * share) for share in WAY]


@pytest.fixture(scope="module")
def people(datasets: Path) -> list[Persona]:
    return [*personas(datasets, 20), *listeners(datasets, 20)]


@pytest.mark.slow
@pytest.mark.parametrize("dial", DIALS)
def test_a_slider_raises_its_own_measure_for_twenty_people_of_each_set(
    dial: str, people: list[Persona]
) -> None:
    measures = [along(Ranker(person.run), dial, Request(n=20))[0] for person in people]
    for measure in measures:
        assert_no_step_back(measure)
    # Who rated everything in one evening, as many here did, has no taste of late; plays carry no time at all.
    assert sum(measure[-1] > measure[0] for measure in measures) >= (10 if dial == "lately" else 40)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("dial", "least_kept", "least_grown"), [("novelty", 0.83, 1.2), ("diversity", 0.87, 1.12)]
)
def test_the_middle_of_a_slider_moves_a_list_and_keeps_most_of_its_worth(
    dial: str, least_kept: float, least_grown: float, people: list[Persona]
) -> None:
    # .88 and .93 kept on 490 people (tests/bench/bench_slider.py); forty scatter by about .04.
    gain, own = {0.0: 0.0, 0.5: 0.0}, {0.0: 0.0, 0.5: 0.0}
    for person in people:
        ranker, among = Ranker(person.run), np.isin(person.run.work_ids, list(person.known_to))
        for position in gain:
            turned = replace(Dials(), **{dial: position})
            listing = ranker.arrange(turned, Request(n=10, kinds=frozenset({person.kind})), among)
            gain[position] += sum(
                1.0 / np.log2(p.rank + 1) for p in listing.picks if p.work_id in person.hidden
            ) / sum(1.0 / np.log2(place + 2) for place in range(min(10, len(person.hidden))))
            shares = [person.known_to[p.work_id] / person.people for p in listing.picks]
            bits = float(-np.log2(shares).mean())
            own[position] += bits if dial == "novelty" else listing.measures.diversity
    assert gain[0.5] >= least_kept * gain[0.0] > 0.0
    assert own[0.5] >= least_grown * own[0.0]


def test_lately_moves_the_score_from_lasting_to_current_taste() -> None:
    run = made_run(300, 30, width=16)
    ranker = Ranker(run)
    work_id = int(run.work_ids[100])
    kernel = run.factors[run.evidence_rows].doubled().likeness(run.factors[[100]].doubled())[:, 0]
    for lately, coefficients in ((0.0, run.lasting), (1.0, run.current)):
        account = ranker.account(work_id, Dials(lately=lately), Request())
        ratio = account.parts["prior"] / run.prior[100]
        assert account.parts["history"] == pytest.approx(ratio * float(kernel @ coefficients))


def test_a_slider_hardly_off_its_rest_hardly_changes_the_list() -> None:
    ranker = Ranker(made_run(2000, 80, width=32))
    rest = [pick.work_id for pick in ranker.arrange(Dials(), Request()).picks]
    for dial in DIALS:
        start = getattr(Dials(), dial)
        moved = ranker.arrange(replace(Dials(), **{dial: start + 0.02}), Request()).picks
        assert len({pick.work_id for pick in moved} & set(rest)) >= 18


def test_a_price_is_the_weight_at_which_a_work_comes_in() -> None:
    relevance = np.concatenate([np.full(20, 5.0), [4.0, 3.0], np.zeros(30)])
    bonus = np.concatenate([np.zeros(20), [0.5, 1.0], np.zeros(30)])
    assert price_curve(relevance, bonus, 20, 30).tolist() == [0.0, 2.0, 2.0]


def test_where_nothing_can_come_in_a_slider_weighs_nothing() -> None:
    assert price_curve(np.zeros(0), np.zeros(0), 20, 30).tolist() == [0.0]
    assert price_curve(np.arange(50.0), np.zeros(50), 20, 30).tolist() == [0.0]
