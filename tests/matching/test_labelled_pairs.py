"""Hand-labelled pairs against the starter catalogue: hardly a wrong link, and few missed ones."""

from __future__ import annotations

import pytest

from recdesk.matching import MatchState
from tests.matching.labelled import Answered, answer, read_pairs, starter_index


@pytest.fixture(scope="module")
def answers() -> list[Answered]:
    index, uids = starter_index()
    unknown = {pair.expected for pair in read_pairs() if pair.in_catalogue} - set(uids)
    assert not unknown, "labels name works that the starter catalogue no longer has"
    return answer(read_pairs(), index, uids)


def test_at_least_99_in_100_accepted_links_are_right(answers: list[Answered]) -> None:
    accepted = [one for one in answers if one.state is MatchState.ACCEPTED]
    wrong = [str(one) for one in accepted if not one.right]
    assert len(accepted) >= 400
    assert len(wrong) <= len(accepted) / 100, "\n".join(wrong)


def test_at_least_95_in_100_works_of_the_catalogue_are_found(answers: list[Answered]) -> None:
    meant = [one for one in answers if one.pair.in_catalogue]
    missed = [str(one) for one in meant if not one.right]
    assert len(missed) <= 5 * len(meant) / 100, "\n".join(missed)


def test_homonyms_become_questions_not_guesses(answers: list[Answered]) -> None:
    unsettled = [one for one in answers if one.pair.expected == "DOUBTFUL"]
    asked = [one for one in unsettled if one.state is MatchState.DOUBTFUL]
    assert len(asked) >= 0.9 * len(unsettled), "\n".join(str(one) for one in unsettled if one not in asked)


def test_titles_outside_the_catalogue_rarely_cost_a_question(answers: list[Answered]) -> None:
    foreign = [one for one in answers if one.pair.expected == "NONE"]
    asked = [str(one) for one in foreign if one.state is not MatchState.NONE]
    assert len(asked) <= len(foreign) / 10, "\n".join(asked)


def test_every_kind_of_the_catalogue_is_labelled(answers: list[Answered]) -> None:
    kinds = {one.pair.mention.kind for one in answers if one.pair.in_catalogue}
    assert {"film", "series", "book", "artist", "album", "podcast"} <= kinds
    assert len(answers) >= 400
