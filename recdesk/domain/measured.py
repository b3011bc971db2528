"""What a measurement of the recommendations found: figures with intervals, by model and measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean, or a ratio or difference of means, and its 95 % interval. NaN where nothing was measured;
    `low` and `high` alone are NaN where an interval would say nothing."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ModelReport:
    """`figures` by name of measure. `ratios` are to the report's reference, paired person by person; of a
    model that looks at times `of_times` are those to the same model without them."""

    figures: Mapping[str, Figure]
    ratios: Mapping[str, Figure]
    seconds: float  # of the processor; what another row has learned is not learned again
    of_times: Mapping[str, Figure] | None = None


@dataclass(frozen=True, slots=True)
class PackReport:
    """A ratings pack, measured. `people` counts the tested over all seeds together. `notes` are sentences on
    what counted as liking and which rows did not take part; of those `unreadable` could not be read."""

    protocol: str
    seeds: tuple[int, ...]
    people: int
    works: int
    learned_from: int  # people, in each seed
    reference: str
    models: Mapping[str, ModelReport]
    notes: tuple[str, ...] = ()
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class OwnReport:
    """The person's own history, measured. `figures` by model and measure; of those "gain" alone has an
    interval, over the hidden works. `ahead` is the model's gain less that of popularity, paired, with a 98 %
    interval."""

    hidden: int  # works that were looked for
    given: int  # events that were learned from
    by_time: bool
    figures: Mapping[str, Mapping[str, Figure]]
    ahead: Figure
    verdict: str  # one plain sentence
    calibration_error: float = float("nan")  # mean distance between the chances said and how often right
    works: int = 0  # among which they were looked for
    others: Figure | None = None  # what other people's likes gain, in the measure of `ahead`; None: no pack
