"""Kindred works: what lovers of one work love too, as the catalogue says it.

Knows edges between rows and their ranks. Knows nothing of likeness or of the person.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.taste import TasteRun

_FADE = 0.15  # what each place down the list of kindred takes off: the seventh counts half; by feel


def with_kinship(run: TasteRun, edges: NDArray[np.int64], ranks: NDArray[np.int32]) -> TasteRun:
    """The run with its works' kinship: `edges` (k, 2) are work ids, `ranks` (k,) 0 for the most telling.
    Edges to works that the run does not have are left out."""
    ids = run.work_ids
    if not len(ids) or not len(edges):
        return replace(run, kin=np.zeros((0, 2), np.int32), kin_ranks=np.zeros(0, np.int32))
    rows = np.minimum(np.searchsorted(ids, edges), len(ids) - 1)
    there = (ids[rows] == edges).all(axis=1)
    return replace(run, kin=rows[there].astype(np.int32), kin_ranks=ranks[there].astype(np.int32))


def kinship_of(run: TasteRun, row: int) -> NDArray[np.float64] | None:
    """(n,) how surely lovers of the work at `row` love each other work: up to 1 for either direction in
    which the catalogue says so. None where the run knows no kinship."""
    if run.kin is None or run.kin_ranks is None:
        return None
    made = np.zeros(len(run.work_ids))
    for here, there in ((0, 1), (1, 0)):
        mine = run.kin[:, here] == row
        np.add.at(made, run.kin[mine, there], 1.0 / (1.0 + _FADE * run.kin_ranks[mine]))
    made[row] = 0.0
    return made
