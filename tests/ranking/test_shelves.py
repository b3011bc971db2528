"""The page of shelves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from recdesk.domain.feedback import Verdict
from recdesk.domain.journal import Lean
from recdesk.domain.taste import KINDS, Dials, Request
from recdesk.domain.works import Kind
from recdesk.ranking import TEMPLATES, Ranker, because_of, own_mix, say, shelves
from tests.ranking.made_runs import made_run

RUN = made_run(2000, 60, width=32)
REST, SHORT = Dials(), Request(n=12)


def page(ranker: Ranker | None = None, dials: Dials = REST, request: Request = SHORT, turn: int = 0) -> dict:
    made = shelves(ranker or Ranker(RUN), dials, request, turn)
    return {shelf.key: shelf for shelf in made}


def rows(shelf: object) -> list[int]:
    return [pick.work_id // 10 - 1 for pick in shelf.picks]  # type: ignore[attr-defined]


def test_every_shelf_is_there_in_its_order() -> None:
    keys = [shelf.key for shelf in shelves(Ranker(RUN), REST, SHORT)]
    assert keys == [
        "top", "because", "because", "lately", "gems", "outside", "backlog", "film", "series", "book",
        "artist", "album",
    ]  # fmt: skip
    assert all(f"shelf.{key}" in TEMPLATES for key in (*keys, *(kind.value for kind in KINDS)))
    assert say("shelf.because", {"title": "Dark"}) == "Because of Dark"


def test_no_work_stands_twice_on_a_page() -> None:
    for dials in (REST, Dials(0.5, 0.5, 0.2, 0.5)):
        shown = [row for shelf in shelves(Ranker(RUN), dials, SHORT) for row in rows(shelf)]
        assert len(shown) == len(set(shown)) > 100


def test_top_picks_are_the_plain_list_in_the_persons_own_mix() -> None:
    own = replace(REST, mix=own_mix(RUN))
    assert page()["top"].picks == Ranker(RUN).arrange(own, SHORT).picks
    wished = replace(REST, mix={Kind.BOOK: 1.0})
    assert page(dials=wished)["top"].picks == Ranker(RUN).arrange(wished, SHORT).picks


def test_each_shelf_holds_what_its_name_says() -> None:
    made = page()
    assert max(RUN.popularity[rows(made["gems"])]) < 0.4
    assert min(RUN.novelty[rows(made["outside"])]) >= np.quantile(RUN.novelty[RUN.candidate], 0.8)
    assert all(RUN.backlog[rows(made["backlog"])])
    for kind in (Kind.FILM, Kind.BOOK):
        assert {KINDS[RUN.kinds[row]] for row in rows(made[kind.value])} == {kind}


def test_gems_and_outside_follow_the_works_where_the_run_knows_them() -> None:
    odd = np.arange(2000) % 2 == 1
    told = replace(RUN, usual=odd, reach=np.where(odd, 5, 1).astype(np.int8))
    made = page(Ranker(told))
    assert not any(odd[rows(made["gems"])]) and not any(odd[rows(made["outside"])])


def test_the_works_a_page_is_because_of_differ_and_take_turns() -> None:
    ranker = Ranker(RUN)
    pages = [because_of(ranker, REST, SHORT, turn) for turn in range(4)]
    assert pages[0] == because_of(ranker, REST, SHORT, 0)
    assert len({anchor for anchors in pages for anchor in anchors}) >= 6
    for anchors in pages:
        first, second = (RUN.vectors[anchor // 10 - 1].astype(np.float64) for anchor in anchors)
        assert first @ second < 0.5
        assert set(anchors) <= set(RUN.work_ids[RUN.evidence_rows].tolist())


def test_only_the_kinds_asked_for_are_on_the_page() -> None:
    made = page(request=replace(SHORT, kinds=frozenset({Kind.BOOK, Kind.SERIES})))
    kinds = {KINDS[RUN.kinds[row]] for shelf in made.values() for row in rows(shelf)}
    assert kinds == {Kind.BOOK, Kind.SERIES}
    assert "book" not in page(request=replace(SHORT, kinds=frozenset({Kind.BOOK})))  # the top shelf is that


def test_a_person_without_history_has_a_page_without_empty_shelves() -> None:
    run = made_run(400, 0, width=16)
    made = page(Ranker(replace(run, backlog=np.zeros(400, np.bool_))))
    assert "top" in made and not {"because", "lately", "backlog"} & made.keys()
    assert all(shelf.picks for shelf in made.values())


def test_what_was_sent_away_is_on_no_shelf() -> None:
    ranker = Ranker(RUN)
    gone = [shelf.picks[0].work_id for shelf in shelves(ranker, REST, SHORT)]
    for work_id in gone[::2]:
        ranker.nudge(work_id, Verdict.NOT_INTERESTED)
    request = replace(SHORT, hidden=frozenset(gone[1::2]))
    shown = {pick.work_id for shelf in shelves(ranker, REST, request) for pick in shelf.picks}
    assert not shown & set(gone)


def test_no_shelf_is_because_of_a_work_that_was_sent_away_or_shall_not_speak() -> None:
    ranker = Ranker(RUN)

    def anchors(request: Request = SHORT) -> set[int]:
        return {n for turn in range(8) for n in because_of(ranker, REST, request, turn)}

    usual = anchors()
    gone, disliked, never, silent = sorted(usual)[:4]
    assert gone not in anchors(replace(SHORT, hidden=frozenset({gone})))
    ranker.nudge(disliked, Verdict.SEEN_DISLIKED)
    assert disliked not in anchors()
    ranker.unnudge(disliked)
    ranker.lean({never: Lean.NEVER})
    assert never not in anchors()
    ranker.lean({})
    ranker.silence([silent])
    assert silent not in anchors()
    ranker.silence([])
    assert anchors() == usual


def test_one_kind_of_which_much_is_known_does_not_fill_the_top_alone() -> None:
    run = made_run(600, 60)
    films = run.kinds == KINDS.index(Kind.FILM)
    loud = replace(run, prior=np.where(films, run.prior + 50.0, run.prior))
    top = shelves(Ranker(loud), Dials(), Request(n=20))[0]
    kinds = {KINDS[run.kinds[np.searchsorted(run.work_ids, pick.work_id)]] for pick in top.picks}
    assert top.key == "top" and len(kinds) > 2
    plain = Ranker(loud).arrange(Dials(), Request(n=20)).picks
    assert {KINDS[run.kinds[np.searchsorted(run.work_ids, pick.work_id)]] for pick in plain} == {Kind.FILM}


def test_somebody_without_history_has_no_mix_of_their_own() -> None:
    assert own_mix(made_run(400, 0)) == {}
