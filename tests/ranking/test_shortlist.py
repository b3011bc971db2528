"""The best of many works, found without looking at all of them: always the same as by sorting."""

from __future__ import annotations

import numpy as np
import pytest

from recdesk.ranking.choose import shortlist

MANY = 60_000  # enough for a sample to be drawn


def by_sorting(scores: np.ndarray, count: int, among: np.ndarray) -> list[int]:
    order = np.lexsort((np.arange(len(scores)), -scores))
    return [row for row in order.tolist() if among[row]][:count]


@pytest.mark.parametrize("share", [1.0, 0.5, 0.02, 0.0005, 0.0])
@pytest.mark.parametrize("shape", ["spread", "ties", "equal", "ascending", "best in one place"])
def test_a_shortlist_is_what_sorting_gives(shape: str, share: float) -> None:
    rng = np.random.default_rng(0)
    scores = {
        "spread": rng.standard_normal(MANY),
        "ties": rng.integers(0, 5, MANY).astype(np.float64),
        "equal": np.zeros(MANY),
        "ascending": np.arange(MANY, dtype=np.float64),
        "best in one place": np.where(np.arange(MANY) // 800 == 30, 9.0, 0.0) + 0.1 * rng.random(MANY),
    }[shape]
    among = rng.random(MANY) < share
    for count in (1, 60, 800):
        assert shortlist(scores, count, among).tolist() == by_sorting(scores, count, among)
