"""Reasons say only what is in the data, and bars sum to the score."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from recdesk.domain.feedback import Verdict
from recdesk.domain.history import Action, Event, Precision, TimeKind
from recdesk.domain.taste import Account, Dials, Evidence, Request
from recdesk.domain.works import Kind, Work
from recdesk.ranking import TEMPLATES, Ranker, Teller, say, say_reason
from tests.ranking.made_runs import made_run


def work(number: int, title: str, **facts: object) -> Work:
    known: dict[str, object] = {
        "kind": Kind.FILM, "year": 2010, "creators": (), "genres": (), "tags": (), "reach": 3,
    }  # fmt: skip
    known |= facts
    return Work(
        id=number, uid=f"work:{number}", title=title, countries=(), languages=(), audience=None,
        description="", origin="made", **known,  # type: ignore[arg-type]
    )  # fmt: skip


def event(work_id: int, action: Action, rating: float | None = None, **facts: object) -> Event:
    said: dict[str, object] = {"liked": False, "count": 1} | facts
    return Event(
        id=1000 + work_id, work_id=work_id, action=action, when=datetime(2024, 1, 1, tzinfo=UTC),
        precision=Precision.DAY, time_kind=TimeKind.CONSUMED, rating=rating, repeat=False, seconds=None,
        fraction=None, detail="", source="made", batch_id=1, title="", kind=Kind.FILM, **said,  # type: ignore[arg-type]
    )  # fmt: skip


INCEPTION = work(
    1, "Inception", creators=("Christopher Nolan",), tags=("dreams", "layered narrative", "heist"), reach=5
)
DARK = work(2, "Dark", kind=Kind.SERIES, tags=("time travel", "Layered narrative", "dreams"))
MEMENTO = work(3, "Memento", creators=("Christopher Nolan",), tags=("memory",))
PICNIC = work(4, "Picnic", genres=("Drama",), tags=("lawn",))
PAPRIKA = work(
    9,
    "Paprika",
    creators=("Satoshi Kon",),
    tags=("dreams", "layered narrative", "anime"),
    genres=("Animation",),
)
TENET = work(8, "Tenet", creators=("christopher nolan",), tags=("time travel",), reach=5)
WORKS = {w.id: w for w in (INCEPTION, DARK, MEMENTO, PICNIC, PAPRIKA, TENET)}


def account(work_id: int, contributions: dict[int, float], **parts: float) -> Account:
    evidence = tuple(Evidence(w, c, ((1000 + w, c),)) for w, c in contributions.items())
    whole = {"baseline": 0.0, "prior": 0.0, "history": sum(contributions.values())} | parts
    return Account(work_id, sum(whole.values()), whole, evidence)


def sentence(account: Account, events: Sequence[Event], verdicts: dict[int, Verdict] | None = None) -> str:
    return say_reason(Teller(WORKS, events, verdicts).reasons(account)[0])


def test_it_names_what_contributed_most_and_what_they_share() -> None:
    events = [event(1, Action.RATED, 0.9), event(2, Action.RATED, 1.0), event(4, Action.RATED, 0.9)]
    told = sentence(account(9, {1: 0.8, 2: 0.6, 4: 0.1}), events)
    assert told == "Because you rated Inception and Dark highly — in common: dreams and layered narrative"


def test_what_only_one_of_them_shares_is_not_said_of_both() -> None:
    events = [event(1, Action.WATCHED), event(4, Action.WATCHED)]
    told = sentence(account(9, {4: 0.8, 1: 0.7}), events)
    assert told == "Because you watched Picnic and Inception"
    told = sentence(account(9, {1: 0.8, 4: 0.7}), events)
    assert told == "Because you watched Inception — in common: dreams and layered narrative"


def test_a_shared_creator_is_said_first_whatever_the_case() -> None:
    events = [event(1, Action.WATCHED), event(2, Action.WATCHED)]
    told = sentence(account(8, {1: 0.5, 2: 0.4}), events)
    assert told == "Because you watched Inception — also by christopher nolan"


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ([event(1, Action.RATED, 0.9), event(1, Action.WATCHED)], "Because you rated Inception highly"),
        ([event(1, Action.RATED, 0.6), event(1, Action.WATCHED)], "Because you watched Inception"),
        ([event(1, Action.RATED, 0.6)], "Because of your rating of Inception"),
        ([event(1, Action.WATCHED, liked=True)], "Because you liked Inception"),
        ([event(1, Action.LISTENED, count=3)], "Because you listened to Inception"),
        ([event(1, Action.LISTENED, count=12), event(1, Action.LISTENED, count=8)],
         "Because you often listened to Inception"),
        ([event(1, Action.READ)], "Because you read Inception"),
        ([event(1, Action.SAVED)], "Because you saved Inception"),
        ([event(1, Action.ABANDONED)], "Because of Inception"),
        ([], "Because of Inception"),
    ],
)  # fmt: skip
def test_the_verb_is_what_the_person_did(events: list[Event], said: str) -> None:
    assert sentence(account(9, {1: 0.5}), events).startswith(said + " —")


def test_a_like_given_in_the_window_is_called_that() -> None:
    assert (
        sentence(account(4, {1: 0.5}), [], {1: Verdict.LIKE}) == "Because you asked for more like Inception"
    )
    assert sentence(account(4, {1: 0.5}), [], {1: Verdict.SEEN_LIKED}) == "Because you liked Inception"


def test_works_with_another_verb_are_not_put_into_the_same_sentence() -> None:
    events = [event(1, Action.RATED, 0.9), event(2, Action.WATCHED)]
    assert "Dark" not in sentence(account(9, {1: 0.8, 2: 0.7}), events)


def test_what_speaks_against_a_work_is_never_a_reason() -> None:
    told = sentence(account(9, {4: -0.9, 1: 0.2}), [event(4, Action.WATCHED), event(1, Action.WATCHED)])
    assert "Picnic" not in told and "Inception" in told


def test_a_creator_is_a_reason_from_two_works_on() -> None:
    events = [event(1, Action.WATCHED), event(3, Action.WATCHED)]
    reasons = Teller(WORKS, events).reasons(account(8, {1: 0.5, 3: 0.4, 4: -0.3}))
    (creator,) = [reason for reason in reasons if reason.key.startswith("creator")]
    assert say_reason(creator) == "By christopher nolan: you watched 2 of their works"
    assert {e.work_id for e in creator.evidence} == {1, 3} and creator.weight == pytest.approx(0.9)
    once = Teller(WORKS, events[:1]).reasons(account(8, {1: 0.5}))
    assert not any(reason.key.startswith("creator") for reason in once)


def test_the_history_comes_first_unless_being_known_weighs_many_times_as_much() -> None:
    told = [say_reason(r) for r in Teller(WORKS, []).reasons(account(8, {4: 0.6}, prior=1.5))]
    assert told == ["Because of Picnic", "Widely known: reach 5 of 5"]
    less = [say_reason(r) for r in Teller(WORKS, []).reasons(account(8, {4: 0.24}, prior=1.5))]
    assert less == ["Because of Picnic", "Widely known: reach 5 of 5"]
    slight = Teller(WORKS, []).reasons(account(8, {4: 0.2}, prior=1.5))
    assert [reason.key for reason in slight] == ["prior.known"]  # naming Picnic would say more than is so
    assert Teller(WORKS, []).reasons(account(9, {}, prior=1.5))[0].key == "meagre"  # reach 3 is not wide


def test_a_slider_is_a_reason_when_it_weighs() -> None:
    told = account(9, {1: 0.25}, novelty=0.8, popularity=0.1)
    assert Teller(WORKS, []).reasons(told)[0].key == "dial.novelty"
    little = Teller({9: work(9, "Rare", reach=1)}, []).reasons(account(9, {}, hidden=0.3))
    assert say_reason(little[0]) == "Little known, as you asked: reach 1 of 5"


def test_where_nothing_speaks_for_a_work_it_is_said() -> None:
    assert sentence(account(9, {}), []) == "Your history says little about this one yet"


def test_reasons_carry_the_numbers_of_the_account() -> None:
    told = account(9, {1: 0.8, 2: 0.6, 4: 0.1})
    reason = Teller(WORKS, [event(1, Action.WATCHED), event(2, Action.WATCHED)]).reasons(told)[0]
    assert reason.evidence == told.evidence[:2] and reason.weight == pytest.approx(1.5)


def test_bars_sum_to_the_score_with_the_rest_in_one() -> None:
    told = account(9, {1: 0.8, 4: -0.7, 2: 0.6, 3: 0.1}, prior=0.4, baseline=-0.2, novelty=0.3)
    bars = Teller(WORKS, []).bars(told, most=2)
    assert sum(bar.contribution for bar in bars) == pytest.approx(told.score)
    assert [say(bar.key, bar.params) for bar in bars] == [
        "Inception", "Picnic", "2 more works of your history", "How many people know it", "Novelty slider",
        "Starting point",
    ]  # fmt: skip
    assert [bar.work_id for bar in bars] == [1, 4, None, None, None, None]


def test_bars_of_a_real_account_sum_to_the_score() -> None:
    ranker = Ranker(made_run(200, 30, width=16))
    turned = Dials(novelty=0.5, popularity=0.1, lately=0.5)
    for pick in ranker.arrange(turned, Request()).picks:
        bars = Teller({}, []).bars(ranker.account(pick.work_id, turned, Request()))
        assert sum(bar.contribution for bar in bars) == pytest.approx(pick.score, abs=1e-9)


def test_a_translated_table_says_the_same_facts() -> None:
    german = dict(TEMPLATES) | {
        "because.watched": "Weil du {titles} gesehen hast",
        "joined": "{first} ({then})",
        "shared": "gemeinsam: {names}",
        "list.pair": "{first} und {last}",
    }
    events = [event(1, Action.WATCHED), event(2, Action.WATCHED)]
    reason = Teller(WORKS, events).reasons(account(9, {1: 0.8, 2: 0.6}))[0]
    assert say_reason(reason, german) == (
        "Weil du Inception und Dark gesehen hast (gemeinsam: dreams und layered narrative)"
    )
