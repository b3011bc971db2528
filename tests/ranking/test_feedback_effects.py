"""What one click does at once, and that undo takes it back to the bit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recdesk.domain.faults import UserFault
from recdesk.domain.feedback import Verdict
from recdesk.domain.taste import Dials, Listing, Mode, Request
from recdesk.ranking import Ranker, Wish
from tests.ranking.made_runs import made_run

RUN = made_run(400, 40, width=32)
REST, NEW = Dials(), Request(n=20)
TURNED = Dials(novelty=0.4, diversity=0.5, popularity=0.3, lately=0.3)


@pytest.fixture
def ranker() -> Ranker:
    return Ranker(RUN)


def shown(ranker: Ranker, mode: Mode = Mode.NEW, n: int = 400) -> list[int]:
    return [pick.work_id for pick in ranker.arrange(REST, Request(n=n, mode=mode, per_group=n)).picks]


def scores(listing: Listing) -> dict[int, float]:
    return {pick.work_id: pick.score for pick in listing.picks}


def test_more_like_this_raises_what_is_like_it_and_says_so(ranker: Ranker) -> None:
    work_id = shown(ranker)[50]
    like = RUN.factors.likeness(RUN.factors[[work_id // 10 - 1]])[:, 0]
    before = scores(ranker.arrange(REST, Request(n=400, per_group=400)))
    ranker.nudge(work_id, Verdict.LIKE)
    after = scores(ranker.arrange(REST, Request(n=400, per_group=400)))
    assert before.keys() == after.keys()
    assert after[work_id] == before[work_id]  # nothing speaks for itself
    for other in before.keys() - {work_id}:
        assert np.sign(after[other] - before[other]) == np.sign(like[other // 10 - 1])
    relative = max(after, key=lambda w: after[w] - before[w] if w != work_id else 0.0)
    account = ranker.account(relative, REST, NEW)
    said = next(e for e in account.evidence if e.work_id == work_id)
    assert said.events == () and said.contribution == pytest.approx(after[relative] - before[relative])
    assert sum(account.parts.values()) == pytest.approx(after[relative])


def test_seen_and_disliked_lowers_what_is_like_it(ranker: Ranker) -> None:
    first = shown(ranker)[0]
    before = scores(ranker.arrange(REST, Request(n=400, per_group=400)))
    ranker.nudge(first, Verdict.SEEN_DISLIKED)
    after = scores(ranker.arrange(REST, Request(n=400, per_group=400)))
    assert first not in after
    like = RUN.factors.likeness(RUN.factors[[first // 10 - 1]])[:, 0]
    nearest = max(after, key=lambda w: like[w // 10 - 1])
    assert after[nearest] < before[nearest]


@pytest.mark.parametrize("dials", [REST, TURNED])
@pytest.mark.parametrize("verdict", [Verdict.SEEN_NEUTRAL, Verdict.LATER])
def test_seen_indifferent_and_later_change_no_other_score(
    ranker: Ranker, verdict: Verdict, dials: Dials
) -> None:
    request = Request(n=400, per_group=400)
    before = scores(ranker.arrange(dials, request))
    work_id = next(iter(before))
    ranker.nudge(work_id, verdict)
    after = scores(ranker.arrange(dials, request))
    assert after == {other: score for other, score in before.items() if other != work_id}


def test_not_interested_hardly_touches_its_relatives(ranker: Ranker) -> None:
    work_id = shown(ranker)[0]
    kept = shown(ranker, n=60)
    ranker.nudge(work_id, Verdict.NOT_INTERESTED)
    now = shown(ranker, n=60)
    assert work_id not in now and len(set(kept) & set(now)) >= 55


def test_a_click_moves_a_work_to_the_mode_it_belongs_to(ranker: Ranker) -> None:
    later, liked, disliked, indifferent = shown(ranker)[:4]
    ranker.nudge(later, Verdict.LATER)
    ranker.nudge(liked, Verdict.SEEN_LIKED)
    ranker.nudge(disliked, Verdict.SEEN_DISLIKED)
    ranker.nudge(indifferent, Verdict.SEEN_NEUTRAL)
    assert later in shown(ranker, Mode.BACKLOG)
    assert {liked, indifferent} <= set(shown(ranker, Mode.REVISIT))
    assert disliked not in shown(ranker, Mode.REVISIT)
    assert not {later, liked, disliked, indifferent} & set(shown(ranker))


def test_the_list_is_filled_up_at_once(ranker: Ranker) -> None:
    before = ranker.arrange(REST, NEW).picks
    ranker.nudge(before[4].work_id, Verdict.SEEN_NEUTRAL)
    after = ranker.arrange(REST, NEW).picks
    assert len(after) == 20
    kept = [pick.work_id for pick in before if pick.work_id != before[4].work_id]
    assert [pick.work_id for pick in after][:19] == kept


unit = st.floats(0.0, 1.0)


@settings(max_examples=80, deadline=None)
@given(
    st.builds(Dials, novelty=unit, diversity=unit, popularity=unit, lately=unit),
    st.sampled_from(Mode),
    st.none() | st.integers(1, 400).map(lambda row: 10 * row),
    st.integers(0, 30),
)
def test_what_was_sent_away_never_comes_back(
    dials: Dials, mode: Mode, because: int | None, place: int
) -> None:
    ranker = Ranker(RUN)
    gone = shown(ranker)[place]
    ranker.nudge(gone, Verdict.NOT_INTERESTED)
    listing = ranker.arrange(dials, Request(n=60, mode=mode, because=because))
    wish = Wish(like=(because or 10,), titles=(gone, 20))
    found = ranker.search(wish, dials, Request(n=60, mode=mode))
    assert gone not in scores(listing) and gone not in scores(found)


clicks = st.lists(
    st.tuples(st.integers(1, 400).map(lambda row: 10 * row), st.none() | st.sampled_from(Verdict)),
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(clicks)
def test_undo_gives_identical_lists_whatever_came_between(clicks: list[tuple[int, Verdict | None]]) -> None:
    ranker = Ranker(RUN)
    before = ranker.arrange(TURNED, NEW)
    for work_id, verdict in clicks:
        if verdict:
            ranker.nudge(work_id, verdict)
        else:
            ranker.unnudge(work_id)
    for work_id in list(ranker.nudges):
        ranker.unnudge(work_id)
    assert ranker.arrange(TURNED, NEW) == before


def test_only_what_holds_matters_not_the_order_of_clicks(ranker: Ranker) -> None:
    ranker.nudge(100, Verdict.SEEN_DISLIKED)
    ranker.nudge(200, Verdict.LIKE)
    ranker.nudge(100, Verdict.LIKE)
    other = Ranker(RUN)
    other.nudge(100, Verdict.LIKE)
    other.nudge(200, Verdict.LIKE)
    assert ranker.arrange(TURNED, NEW) == other.arrange(TURNED, NEW)
    assert ranker.nudges == {100: Verdict.LIKE, 200: Verdict.LIKE}


def test_the_first_like_of_a_person_without_history_counts() -> None:
    ranker = Ranker(made_run(400, 0, width=32))
    before = shown(ranker, n=20)
    ranker.nudge(before[3], Verdict.LIKE)
    after = shown(ranker, n=20)
    assert after != before
    other = next(work_id for work_id in after if work_id not in before)
    (evidence,) = ranker.account(other, REST, NEW).evidence
    assert evidence.work_id == before[3] and evidence.contribution > 0.0


def test_a_verdict_on_a_work_the_run_does_not_have_is_refused(ranker: Ranker) -> None:
    with pytest.raises(UserFault, match="Work 7 "):
        ranker.nudge(7, Verdict.LIKE)
    assert ranker.nudges == {}
