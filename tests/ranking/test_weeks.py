"""Weeks in which nothing happens but that the list is looked at: most of it stays from one day to the next,
what is passed over makes room, and comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from recdesk.domain.taste import Dials, Request
from recdesk.domain.works import CatalogueWork, Kind
from recdesk.library import Library
from recdesk.ranking import Ranker
from tests.ranking.made_runs import made_run

WORKS, DAY, START = 300, 86_400, 20_000


def looks(folder: Path, days: Sequence[int], opened: int | None = None) -> list[list[int]]:
    """The first twenty of each day; the work at place `opened` of the first day is looked at every day."""
    made = [CatalogueWork(f"film:{n}", Kind.FILM, f"Work {n}", 1900 + n % 100) for n in range(WORKS)]
    lists = list[list[int]]()
    with Library.open(folder) as library:
        library.packs.add("made", version="1", licence="ours", works=made)
        ids = np.array(sorted(work.id for work in library.works.all()), np.int64)
        ranker = Ranker(replace(made_run(WORKS, 30, factors=16, width=32), work_ids=ids))
        for day in days:
            now = float((START + day) * DAY)
            request = Request(n=20, resting=library.feedback.resting(now))
            shown = [pick.work_id for pick in ranker.arrange(Dials(), request).picks]
            library.feedback.note_shown("top", shown, now)
            if opened is not None:
                library.feedback.note_opened("top", lists[0][opened] if lists else shown[opened], now)
            lists.append(shown)
    return lists


def test_most_of_the_list_stays_from_day_to_day_and_what_rests_returns(tmp_path: Path) -> None:
    lists = looks(tmp_path, range(42))
    kept = [len(set(a) & set(b)) / 20 for a, b in pairwise(lists)]
    assert min(kept) >= 0.4 and np.mean(kept) >= 0.7
    assert all(len(shown) == 20 for shown in lists)
    assert all(lists[0] == shown for shown in lists[:4])  # nothing tires within three days
    first, later = set(lists[0]), set().union(*lists[21:])
    assert not first & set(lists[9])  # all of it has made room by then
    assert first <= later


def test_who_looks_once_a_week_finds_the_same_list(tmp_path: Path) -> None:
    lists = looks(tmp_path, range(0, 70, 7))
    assert all(shown == lists[0] for shown in lists)


def test_a_work_that_is_opened_does_not_tire(tmp_path: Path) -> None:
    lists = looks(tmp_path, range(20), opened=4)
    assert all(lists[0][4] in shown for shown in lists)
