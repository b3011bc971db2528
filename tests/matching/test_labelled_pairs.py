"""Hand-labelled pairs against the starter catalogue: hardly a wrong link, and few missed ones."""

from __future__ import annotations

from collections import Counter

import pytest

from recdesk.matching import MatchState
from tests.bench.bench_matching import calibration_error, reliability
from tests.matching.labelled import Answered, answer, read_pairs, starter_index


@pytest.fixture(scope="module")
def answers() -> list[Answered]:
    index, uids = starter_index()
    unknown = {pair.expected for pair in read_pairs() if pair.in_catalogue} - set(uids)
    assert not unknown, "labels name works that the starter catalogue no longer has"
    return answer(read_pairs(), index, uids)


@pytest.fixture(params=["tuned on", "kept back"])
def half(request: pytest.FixtureRequest, answers: list[Answered]) -> list[Answered]:
    return [one for one in answers if one.pair.kept_back is (request.param == "kept back")]


def test_at_least_99_in_100_accepted_links_are_right(half: list[Answered]) -> None:
    accepted = [one for one in half if one.state is MatchState.ACCEPTED]
    wrong = [str(one) for one in accepted if not one.right]
    assert len(accepted) >= 1_000
    assert len(wrong) <= len(accepted) / 100, "\n".join(wrong)


def test_at_least_85_in_100_works_of_the_catalogue_are_found(half: list[Answered]) -> None:
    meant = [one for one in half if one.pair.in_catalogue]
    missed = [str(one) for one in meant if not one.right]
    assert len(missed) <= 15 * len(meant) / 100, "\n".join(missed)


def test_what_is_called_99_in_100_sure_is_right_that_often(half: list[Answered]) -> None:
    settled = [one for one in half if one.first and one.pair.expected != "DOUBTFUL"]
    accepted = [one for one in settled if one.state is MatchState.ACCEPTED]
    assert calibration_error(reliability(settled)) <= 0.03
    assert calibration_error(reliability(accepted)) <= 0.015


def test_homonyms_become_questions_not_guesses(answers: list[Answered]) -> None:
    unsettled = [one for one in answers if one.pair.expected == "DOUBTFUL"]
    guessed = [one for one in unsettled if one.state is MatchState.ACCEPTED]
    assert len(guessed) <= 0.2 * len(unsettled), "\n".join(map(str, guessed))


def test_titles_outside_the_catalogue_rarely_cost_a_question(half: list[Answered]) -> None:
    foreign = [one for one in half if one.pair.expected == "NONE"]
    asked = [str(one) for one in foreign if one.state is not MatchState.NONE]
    assert len(foreign) >= 400
    assert len(asked) <= len(foreign) / 20, "\n".join(asked)


def test_every_kind_and_every_habit_of_naming_is_labelled(answers: list[Answered]) -> None:
    kinds = {one.pair.mention.kind for one in answers if one.pair.in_catalogue}
    assert {"film", "series", "book", "artist", "album", "podcast"} <= kinds
    groups = Counter(one.pair.group for one in answers)
    assert {"homonym", "remake", "sequel", "translation", "transliteration", "film or series"} <= set(groups)
    assert len(answers) >= 1_500
