"""The interests a history falls into."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from recdesk.domain.taste import TasteRun
from recdesk.ranking.interests import interests
from tests.ranking.made_runs import empty_run, made_run

THEMES = ("heist", "space", "jazz")


def themed() -> tuple[TasteRun, dict[int, tuple[str, ...]]]:
    """Thirty works of the history in three themes; the last theme is loved lately and not before."""
    run = made_run(200, 30, 1, factors=8, width=24)
    rows = run.evidence_rows
    vectors = np.array(run.vectors, np.float32)
    theme = np.arange(30) % 3
    vectors[rows] = np.eye(24, dtype=np.float32)[theme] + 0.05 * vectors[rows]
    tags = {int(run.work_ids[row]): ("drama", THEMES[theme[j]]) for j, row in enumerate(rows)}
    lasting = np.where(theme == 0, 3.0, np.where(theme == 1, 2.0, 0.0))
    current = np.where(theme == 2, 2.0, 0.5)
    return replace(run, vectors=vectors, lasting=lasting, current=current), tags


def test_each_interest_is_named_by_what_sets_its_works_apart() -> None:
    run, tags = themed()
    found = interests(run, tags)
    assert [interest.names[0] for interest in found] == ["heist", "space", "jazz"]
    for interest in found:
        assert all(interest.names[0] in tags[work_id] for work_id in interest.works)


def test_the_shares_of_each_taste_sum_to_one_and_tell_what_is_rising() -> None:
    run, tags = themed()
    found = interests(run, tags)
    assert sum(interest.lasting for interest in found) == pytest.approx(1.0)
    assert sum(interest.current for interest in found) == pytest.approx(1.0)
    assert found[2].current > found[2].lasting and found[0].current < found[0].lasting
    assert sum(len(interest.works) for interest in found) == 30


def test_bare_titles_follow_the_groups_and_make_none() -> None:
    run, tags = themed()
    bare = {work_id: said for place, (work_id, said) in enumerate(tags.items()) if place % 5}
    found = interests(run, bare)
    assert all(interest.names for interest in found)
    assert sum(len(interest.works) for interest in found) == 30


def test_the_same_run_gives_the_same_interests_and_no_history_gives_none() -> None:
    run, tags = themed()
    assert interests(run, tags) == interests(run, tags)
    assert interests(empty_run(), {}) == []
