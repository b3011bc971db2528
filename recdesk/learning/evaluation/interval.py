"""How sure a mean is: bootstrap intervals over tested people, and paired comparison of two models.

Equal seeds resample equal people, so two models of one run are compared person by person.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.measured import Figure

RESAMPLES = 2000
LOW, HIGH = 0.025, 0.975  # a 95 % interval, percentile method (Efron and Tibshirani 1993, chapter 13)
_AT_ONCE = 2_000_000  # picks held in memory at a time: 16 MB


def mean_figure(values: NDArray[np.float64], seed: int) -> Figure:
    """The mean of `values` (people,); those that are NaN had nothing to measure."""
    known = values[~np.isnan(values)]
    if not len(known):
        return Figure(float("nan"), float("nan"), float("nan"))
    return _figure(float(known.mean()), _means(known[:, None], seed)[:, 0])


def ratio_figure(values: NDArray[np.float64], to: NDArray[np.float64], seed: int) -> Figure:
    """mean(values) / mean(to) of the same people. NaN where `to` is nothing at all."""
    if not to.sum():
        return Figure(float("nan"), float("nan"), float("nan"))
    means = _means(np.stack([values, to], 1), seed)
    means = means[means[:, 1] > 0]
    return _figure(float(values.mean() / to.mean()), means[:, 0] / means[:, 1])


def difference_figure(values: NDArray[np.float64], to: NDArray[np.float64], seed: int) -> Figure:
    """mean(values - to) of the same people."""
    return mean_figure(values - to, seed)


def _means(values: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """(RESAMPLES, columns) means of rows drawn with replacement."""
    rng = np.random.default_rng(seed)
    count = len(values)
    step = max(1, _AT_ONCE // count)
    parts = [
        values[rng.integers(0, count, (min(step, RESAMPLES - done), count))].mean(1)
        for done in range(0, RESAMPLES, step)
    ]
    return np.concatenate(parts)


def _figure(value: float, resampled: NDArray[np.float64]) -> Figure:
    return Figure(value, float(np.quantile(resampled, LOW)), float(np.quantile(resampled, HIGH)))
