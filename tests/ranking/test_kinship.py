from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from recdesk.domain.taste import Dials, Request
from recdesk.ranking import Ranker, load_run, save_run, with_kinship
from tests.ranking.made_runs import made_run


def _kindred_ranker() -> tuple[Ranker, int, int]:
    """A ranker whose anchor has one kindred work that is otherwise not like it."""
    run = made_run(400, 20, width=32)
    anchor = int(run.evidence_rows[0])
    like = run.factors.likeness(run.factors[[anchor]])[:, 0]
    open_rows = np.flatnonzero(run.candidate & ~run.known & ~run.backlog)
    unlike = open_rows[like[open_rows] < 0]
    kin = int(unlike[np.argmax(like[unlike])])
    ids = run.work_ids
    edges = np.array([[ids[anchor], ids[kin]], [ids[anchor], 10**9]])
    return Ranker(with_kinship(run, edges, np.array([0, 1], np.int32))), int(ids[anchor]), int(ids[kin])


def test_a_list_because_of_a_work_holds_what_its_lovers_love_too() -> None:
    ranker, anchor, kin = _kindred_ranker()
    bare = Ranker(made_run(400, 20, width=32))
    request = Request(n=100, because=anchor, per_group=100)
    assert kin not in {pick.work_id for pick in bare.arrange(Dials(), request).picks}
    picks = ranker.arrange(Dials(), request).picks
    pick = next(pick for pick in picks if pick.work_id == kin)
    assert pick.parts["kinship"] > 0 and sum(pick.parts.values()) == pytest.approx(pick.score, abs=1e-6)


def test_kinship_moves_no_other_list() -> None:
    ranker, _, _ = _kindred_ranker()
    bare = Ranker(made_run(400, 20, width=32))
    assert ranker.arrange(Dials(), Request()).picks == bare.arrange(Dials(), Request()).picks


def test_kinship_is_kept_with_the_run(tmp_path: Path) -> None:
    ranker, _, _ = _kindred_ranker()
    save_run(ranker.run, tmp_path / "run")
    again = load_run(tmp_path / "run")
    assert again.kin is not None and ranker.run.kin is not None
    np.testing.assert_array_equal(again.kin, ranker.run.kin)
