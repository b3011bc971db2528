"""A person folded into what other people's likes have taught: the part "people" of a run.

    h(i) = prior[i] + 1 / root(m) * sum_j t_j K[j, i]           of a work that people liked
         = mean + widened * (base + slope * (the same with place[j] . foretold[i])
                             + lift * standing[i] - mean)       of one that few or none liked yet
    score(i) = a + b * (share * h(i) / spread of h + (1 - share + own) * one(i) / spread of one)

with t_j what the history says of work j, in units of what it says of a liked one on average, m the sum of
their sizes, share = m / (m + doubt), and `one` the score of the one-person model. a and b give every kind the
median and the top of the one-person scores, so that kinds with and without packs stand in one list as before.

K is carried in r directions: those of h itself, so that no score is lost; the leading ones of what the
history says, so that each of its works says what it said; and the leading ones of the whole pack, so that
"more like this" of any work speaks, too.

Closed form. Knows models of packs and the ground; nothing of files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from recdesk.domain.taste import KINDS
from recdesk.learning.config import LearnConfig
from recdesk.learning.device import repeatable
from recdesk.learning.ground import Ground
from recdesk.learning.hybrid import foretell
from recdesk.learning.one_person import lately
from recdesk.learning.others_config import OthersConfig
from recdesk.learning.people_model import PeopleModel
from recdesk.learning.weights import Preference

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Others:
    """The arrays of `TasteRun` that other people's likes make or change."""

    says: NDArray[np.float16]  # (n, r)
    hears: NDArray[np.float16]  # (n, r)
    told: Doubles  # (m, 2)
    own_share: Floats  # (n,)
    foretold: NDArray[np.bool_]  # (n,)
    together: NDArray[np.uint8]  # (m, n / 8)
    prior: Doubles  # (n,)
    packs: Mapping[str, int]  # name: works of the history that speak in it


@dataclass(frozen=True, slots=True, eq=False)
class Alone:
    """The person as the one-person model has them."""

    liked: Sequence[Preference]  # m
    rows: NDArray[np.int64]  # (m,)
    prior: Doubles  # (n,)
    pulled: Doubles  # (n,) what the history adds to every work but itself


def others_of(
    ground: Ground,
    alone: Alone,
    models: Sequence[PeopleModel],
    learn: LearnConfig,
    config: OthersConfig | None = None,
) -> Others | None:
    """None where no pack knows a work that the person liked. Each kind hears from one pack, the one that
    knows most of the history."""
    config = config or OthersConfig()
    told = _told(ground, alone, learn)
    voices = [_spoken(model, ground, alone, told) for model in models]
    kinds = _shared_out(models, voices, ground, config)
    speaking = [
        (model, voice, kinds[at]) for at, (model, voice) in enumerate(zip(models, voices)) if kinds[at]
    ]
    if not speaking:
        return None
    n, width = len(ground.ids), config.directions // len(speaking)
    heard = np.zeros(len(told), np.bool_)
    for _, voice, _ in speaking:
        heard[voice.evidence] = True
    made = Others(
        says=np.zeros((n, width * len(speaking)), np.float16),
        hears=np.zeros((n, width * len(speaking)), np.float16),
        told=told * heard[:, None],
        own_share=np.ones(n, np.float32),
        foretold=np.zeros(n, np.bool_),
        together=np.zeros((len(told), -(-n // 8)), np.uint8),
        prior=alone.prior.copy(),
        packs={model.pack: len(voice.evidence) for model, voice, _ in speaking},
    )
    with repeatable(learn.features.threads):
        for at, (model, voice, own) in enumerate(speaking):
            _fold(made, slice(at * width, (at + 1) * width), model, voice, own, ground, alone, config)
    return made


@dataclass(frozen=True, slots=True, eq=False)
class _Voice:
    """What the history says in a pack. p works of the pack are in the run, e of them in the history."""

    places: NDArray[np.int64]  # (p,) in the model
    rows: NDArray[np.int64]  # (p,) in the run
    evidence: NDArray[np.int64]  # (e,) places in the history
    told: Doubles  # (p, 2) t_j, all times alike and lately; 0 for what the history does not speak of

    @property
    def mass(self) -> float:
        return float(np.abs(self.told[:, 0]).sum())


def _told(ground: Ground, alone: Alone, learn: LearnConfig) -> Doubles:
    """(m, 2) t_j. Works that were rated low speak against: on films NDCG@100 gained 1 % by it, 3 % by telling
    middling ratings from high ones."""
    weights = np.array([preference.weight for preference in alone.liked])
    kinds = ground.kinds[alone.rows]
    told = np.zeros((len(weights), 2))
    for kind in np.unique(kinds):
        at = np.flatnonzero(kinds == kind)
        said = weights[at]
        if not (said > 0).any():
            continue
        said = said / said[said > 0].mean()
        left = lately([alone.liked[row] for row in at.tolist()], learn)
        mass = 0.0 if left is None else float(np.abs(left).sum())
        told[at, 0] = said
        told[at, 1] = said if left is None or mass < 1e-9 else left * np.abs(said).sum() / mass
    return told


def _spoken(model: PeopleModel, ground: Ground, alone: Alone, told: Doubles) -> _Voice:
    places = np.flatnonzero(np.isin(model.works, ground.ids))
    rows = ground.rows_of(model.works[places])
    known = np.full(len(ground.ids), -1)
    known[rows] = np.arange(len(rows))
    evidence = np.flatnonzero(known[alone.rows] >= 0)
    of_pack = np.zeros((len(rows), 2))
    of_pack[known[alone.rows[evidence]]] = told[evidence]
    return _Voice(places, rows, evidence, of_pack)


def _shared_out(
    models: Sequence[PeopleModel], voices: Sequence[_Voice], ground: Ground, config: OthersConfig
) -> list[list[int]]:
    """For each pack the kinds (indices into KINDS) that hear from it."""
    mine: list[list[int]] = [[] for _ in models]
    for kind in range(len(KINDS)):
        able = [
            (float(np.abs(voice.told[of_kind, 0]).sum()), voice.mass, model.people, -at)
            for at, (model, voice) in enumerate(zip(models, voices))
            if (of_kind := ground.kinds[voice.rows] == kind).sum() >= config.fewest
            and bool((voice.told[:, 0] > 0).any())
        ]
        if able:
            mine[-max(able)[3]].append(kind)
    return mine


def _fold(
    made: Others,
    columns: slice,
    model: PeopleModel,
    voice: _Voice,
    kinds: list[int],
    ground: Ground,
    alone: Alone,
    config: OthersConfig,
) -> None:
    """Write one pack's part into `made`."""
    kernel = _kernel_of(model, voice, kinds, ground, config)
    root = max(voice.mass, 1.0) ** 0.5
    told = torch.from_numpy(voice.told / root).float()
    span = _directions(kernel, told, columns.stop - columns.start)
    says, spoken = kernel.heard_in(span).numpy(), kernel.said(told)[:, 0].double().numpy()
    hears, rows = span.numpy(), kernel.rows
    one = alone.prior + alone.pulled
    for kind in kinds:
        at = np.flatnonzero(ground.kinds[rows] == kind)
        pool = np.flatnonzero(ground.candidate[rows[at]])
        pool = pool if len(pool) else np.arange(len(at))
        before, said = kernel.prior[at], spoken[at]
        mix = _mixed((before + said)[pool], one[rows[at]][pool], voice.mass, config)
        # What it says more of a work than of the mean one: so the part is 0 on the whole.
        hears[at] = mix.others * (hears[at] - hears[at][pool].mean(0))
        level = mix.level + mix.others * said[pool].mean()
        made.prior[rows[at]] = level + mix.others * before + mix.own * alone.prior[rows[at]]
        made.own_share[rows[at]] = mix.own
    unit = max(float(np.sqrt(np.square(hears).mean())), 1e-9)  # half precision wants numbers near one
    made.hears[rows, columns] = hears / unit
    made.says[voice.rows, columns] = says * (unit / root)
    made.foretold[rows] = kernel.foretold
    hearing = np.flatnonzero(np.isin(ground.kinds[voice.rows], kinds))
    for at in voice.evidence.tolist():
        place = voice.places[np.searchsorted(voice.rows, alone.rows[at])]
        pairs = np.unpackbits(model.together[place], bitorder="little", count=len(model.works))
        both = np.zeros(len(ground.ids), np.bool_)
        both[voice.rows[hearing]] = pairs[voice.places[hearing]]
        made.together[at] |= np.packbits(both, bitorder="little")


@dataclass(frozen=True, slots=True)
class _Mix:
    """score = level + others * h + own * one."""

    level: float
    others: float
    own: float


def _mixed(heard: Doubles, one: Doubles, mass: float, config: OthersConfig) -> _Mix:
    """How the two scores of the works of a kind become one, on the scale of the second."""
    share = mass / (mass + config.doubt)
    others = share / max(float(heard.std()), 1e-9)
    own = (1.0 - share + config.own) / max(float(one.std()), 1e-9)
    both = others * heard + own * one
    (middle, high), (middle_one, high_one) = _ends(both, config.top), _ends(one, config.top)
    stretch = (high_one - middle_one) / (high - middle) if high > middle else 0.0
    return _Mix(middle_one - stretch * middle, stretch * others, stretch * own)


def _ends(scores: Doubles, top: int) -> tuple[float, float]:
    """The median, and the mean of the best `top`, or of the best quarter."""
    top = min(top, max(1, len(scores) // 4))
    return float(np.median(scores)), float(
        np.partition(scores, len(scores) - top)[len(scores) - top :].mean()
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Kernel:
    """K between the p works of a pack that are in the run and the l works that hear from it, those that
    somebody liked first."""

    rows: NDArray[np.int64]  # (l,) in the run
    foretold: NDArray[np.bool_]  # (l,)
    prior: Doubles  # (l,)
    liked: torch.Tensor  # (p, w)
    place: torch.Tensor  # (p, c)
    lies: torch.Tensor  # (l - w, c) foretold places, scaled

    def said(self, told: torch.Tensor) -> torch.Tensor:
        """(l, k) K' told."""
        return torch.cat([self.liked.t() @ told, self.lies @ (self.place.t() @ told)])

    def heard_in(self, span: torch.Tensor) -> torch.Tensor:
        """(p, k) K span."""
        w = self.liked.shape[1]
        heard: torch.Tensor = self.liked @ span[:w] + self.place @ (self.lies.t() @ span[w:])
        return heard


def _kernel_of(
    model: PeopleModel, voice: _Voice, kinds: list[int], ground: Ground, config: OthersConfig
) -> _Kernel:
    hearing = np.flatnonzero(np.isin(ground.kinds[voice.rows], kinds))
    places, warm = voice.places[hearing], voice.rows[hearing]
    of_kinds = np.flatnonzero(np.isin(ground.kinds, kinds))
    cold = np.setdiff1d(of_kinds, warm, assume_unique=True)
    features = _features(ground, np.concatenate([warm, cold]))
    placed = torch.from_numpy(model.place).float()
    lies = foretell(features, features[: len(warm)], placed[torch.from_numpy(places)], config.penalty)
    known, lies = lies[: len(warm)], lies[len(warm) :]
    line = _line(model, places, placed, known, ground.standing[warm])
    prior = line.mean + config.widened * (line.base - line.mean + line.lift * ground.standing[cold])
    slopes = np.full(len(cold), config.widened * line.slope)
    # Works that the pack has and hardly anyone liked are known to be so: their own line, and not widened.
    rare, of_rare, at = np.intersect1d(ground.ids[cold], model.rare, assume_unique=True, return_indices=True)
    if len(rare):
        line = _line(model, places, placed, known, np.log1p(model.counts[places]))
        prior[of_rare] = line.base + line.lift * np.log1p(model.rare_counts[at])
        slopes[of_rare] = line.slope
    return _Kernel(
        rows=np.concatenate([warm, cold]),
        foretold=np.arange(len(warm) + len(cold)) >= len(warm),
        prior=np.concatenate([model.prior[places].astype(np.float64), prior]),
        liked=torch.from_numpy(model.kernel[np.ix_(voice.places, places)]).float(),
        place=placed[torch.from_numpy(voice.places)],
        lies=torch.from_numpy(slopes).float()[:, None] * lies,
    )


def _features(ground: Ground, rows: NDArray[np.int64]) -> torch.Tensor:
    """(l, q) factors and texts, each less their mean and of mean length 1."""
    both = []
    for own in (ground.factors[rows].wide(), ground.vectors[rows].astype(np.float32)):
        moved = torch.from_numpy(own - own.mean(0))
        both.append(moved / moved.norm(dim=1).mean().clamp(min=1e-6))
    return torch.cat(both, 1)


@dataclass(frozen=True, slots=True)
class _Line:
    """h of works whose likes are known, for people of the pack: base + slope * what their features foretell
    + lift * how well known they are; and the mean of h."""

    base: float
    slope: float
    lift: float
    mean: float


def _line(
    model: PeopleModel,
    places: NDArray[np.int64],
    placed: torch.Tensor,
    lies: torch.Tensor,
    fame: NDArray[np.floating],
) -> _Line:
    """The line of least squares. `fame` (w,) of the works at `places`, in any unit."""
    sample = torch.from_numpy(model.sample).float()
    root = sample.sum(1, keepdim=True).clamp(min=1.0).sqrt()
    open_ = ~torch.from_numpy(model.sample[:, places])
    foretold = ((sample / root) @ placed @ lies.t())[open_].double().numpy()
    heights = torch.from_numpy(model.sampled[:, places]).float()[open_].double().numpy()
    known = np.broadcast_to(fame, open_.shape)[open_.numpy()]
    if len(heights) < 3:
        return _Line(0.0, 0.0, 0.0, 0.0)
    columns = np.stack([np.ones(len(heights)), foretold, known], 1)
    normal = columns.T @ columns + 1e-9 * len(heights) * np.eye(3)
    base, slope, lift = np.linalg.solve(normal, columns.T @ heights).tolist()
    return _Line(base, max(slope, 0.0), lift, float(heights.mean()))


def _directions(kernel: _Kernel, told: torch.Tensor, width: int) -> torch.Tensor:
    """(l, width) orthonormal: what the history says in all, now and lately; the leading directions of what
    its works say; those of what all works of the pack say."""
    rng = torch.Generator().manual_seed(0)
    most = (width - 2) // 2
    weights = told.abs().amax(1, keepdim=True).sqrt()
    spans = [kernel.said(told)]
    for scale, count in ((weights, most), (torch.ones_like(weights), width - 2 - most)):
        begun = _unit_columns(kernel.said(scale * torch.randn(len(told), count, generator=rng)))
        spans.append(kernel.said(scale.square() * kernel.heard_in(begun)))
    made: torch.Tensor = torch.linalg.qr(_unit_columns(torch.cat(spans, 1)).double())[0].float()
    return torch.nn.functional.pad(made, (0, width - made.shape[1]))  # fewer works than directions


def _unit_columns(matrix: torch.Tensor) -> torch.Tensor:
    scaled: torch.Tensor = matrix / matrix.norm(dim=0).clamp(min=1e-12)
    return scaled
