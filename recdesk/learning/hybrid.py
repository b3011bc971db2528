"""The hybrid: other people's likes and the works' own text and tags together, additive over a history.

    score(i) = low * bias[i]
             + 1 / root(m) * sum over the history of (B[j, i] + low * inward[j] . outward[i] + near * N[j, i])

B is EASE with the works' features as further rows (`ease`), the second term the low-rank model (`lowrank`),
N the nearest neighbours (`neighbours`), `low` and `near` their weights. A work that nobody liked has no
column in any; for it speaks the chart: taste as unit vectors of the works that people liked, and the place on
it that features foretell.

    score(c) = base + slope * 1 / root(m) * sum over the history of place[j] . foretold[c]

with base and slope such that, for works whose likes are known, the chart would have given what the others do.
So every score is a prior and a sum over the history, one term each: reasons stay exact, and a person is
folded in without training. All weights are chosen on validation people: `aim` says how good a model is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, field

import torch

from recdesk.domain.progress import Progress, Say, Stop, never_stop, say_nothing
from recdesk.learning.blocks import leading as leading_span
from recdesk.learning.blocks import look
from recdesk.learning.book import Book
from recdesk.learning.ease import Ease, Evidence
from recdesk.learning.lowrank import LowRank, LowRankConfig, learn_low_rank
from recdesk.learning.neighbours import neighbours


@dataclass(frozen=True, slots=True)
class Choice:
    """The numbers that validation people chose, to be used again on everyone and after new events."""

    penalty: float
    side_weight: float
    share: float
    near_share: float
    chart_penalty: float


@dataclass(frozen=True, slots=True)
class HybridConfig:
    """Grids are searched on validation people; the rest was chosen on those of the open packs."""

    first: Choice = Choice(150.0, 4.0, 0.3, 0.0, 15.0)  # where the search begins
    penalties: tuple[float, ...] = (40.0, 75.0, 150.0, 300.0, 600.0, 1200.0, 2400.0)  # of EASE
    side_weights: tuple[float, ...] = (0.0, 2.0, 4.0, 8.0)  # of the features' rows in EASE
    shares: tuple[float, ...] = (
        0.0,
        0.15,
        0.3,
        0.6,
        1.0,
        1.5,
    )  # of the low-rank scores, in spreads of EASE's
    near_shares: tuple[float, ...] = (0.0, 0.3, 0.7, 1.5, 3.0)  # of the neighbours' scores, likewise
    nearest: int = 100  # neighbours of a work
    crowd: float = 0.25  # power of a history's length by which it weighs less: who likes all says little
    chart_dims: int = 256  # directions of taste; 128 costs 1 % on cold films
    chart_penalties: tuple[float, ...] = (5.0, 15.0, 45.0)  # of the ridge from features to the chart
    feature_dims: int = 128  # leading directions of the features that the low-rank model sees
    low_rank: LowRankConfig = field(default_factory=LowRankConfig)


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """Where works lie in taste, and where their features say they lie. Rows are of length 1, or 0."""

    place: torch.Tensor  # (n, c) of liked works as people placed them, of others as foretold
    foretold: torch.Tensor  # (n, c)

    def scores(self, told: torch.Tensor) -> torch.Tensor:
        return (told @ self.place) @ self.foretold.t()


@dataclass(frozen=True, slots=True, eq=False)
class Hybrid:
    """n works; `liked` are those that have columns in EASE and the low-rank model."""

    liked: torch.Tensor  # (n,) bool
    ease: Ease
    low_rank: LowRank
    low: float
    alike: torch.Tensor  # (n, n) sparse: what the first says for the second
    near: float
    chart: Chart
    base: float
    slope: float

    def scores(self, told: torch.Tensor) -> torch.Tensor:
        """(b, n). `told` (b, n) holds what each work of a history weighs, zeros elsewhere."""
        root = told.abs().sum(1, keepdim=True).clamp(min=1.0).sqrt()
        warm = self.ease.scores(told) / root + self.low * _low_scores(self.low_rank, told, root)
        if self.near:
            warm = warm + self.near * _near_scores(self.alike, told, root)
        if bool(self.liked.all()):
            return warm
        cold = self.base + self.slope * self.chart.scores(told) / root
        return torch.where(self.liked, warm, cold)

    def kernel(self, given: torch.Tensor) -> torch.Tensor:
        """(m, n): what each work of `given` says for each work, before the root of the history's length."""
        warm = self.ease.kernel(given)
        spoken = self.low_rank.inward[given] @ self.low_rank.outward.t()
        spoken[torch.arange(len(given)), given] = 0.0
        near = self.alike.index_select(0, given).to_dense()
        cold = self.slope * (self.chart.place[given] @ self.chart.foretold.t())
        return torch.where(self.liked, warm + self.low * spoken + self.near * near, cold)

    def prior(self) -> torch.Tensor:
        """(n,) what a work has before any history."""
        return torch.where(self.liked, self.low * self.low_rank.bias, torch.tensor(self.base))


Aim = Callable[
    [Callable[[torch.Tensor], torch.Tensor]], float
]  # scores -> how good they are; higher is better


def choose(
    likes: torch.Tensor,
    features: torch.Tensor,
    aim: Aim,
    config: HybridConfig,
    seed: int,
    *,
    cold: bool = False,
    device: torch.device | None = None,
    say: Say = say_nothing,
    stop: Stop = never_stop,
    book: Book | None = None,
) -> Choice:
    """Search one number after the other. `likes` (people, n) are of the people that `aim` does not try;
    `features` (n, q); `cold` says that `aim` ranks works nobody liked, where only the chart speaks. What is
    found stands in the book. Raises Cancelled."""
    book = book or Book(None, "")
    penalty, weight, share, near_share, chart = astuple(config.first)
    if cold:
        chart = _climbed(
            config.chart_penalties, chart, lambda one: aim(_chart(likes, features, one, config, stop).scores)
        )
        return Choice(penalty, weight, share, near_share, chart)
    evidence = _evidence(likes, features, config, stop)
    # The weight first: with features that say nothing (books) a penalty chosen beside them is far too high.
    weight = book.number(
        "side weight",
        lambda: _climbed(config.side_weights, weight, lambda one: aim(evidence.fit(penalty, one).scores)),
    )
    penalty = book.number(
        "penalty",
        lambda: _climbed(config.penalties, penalty, lambda one: aim(evidence.fit(one, weight).scores)),
    )
    ease = evidence.fit(penalty, weight)
    lead = leading(features, config.feature_dims)
    low_rank = learn_low_rank(
        likes, lead, config.low_rank, seed, device=device, say=say, stop=stop, book=book, page="choosing"
    )
    told, root = _sample(likes)
    wide = _spread(ease.scores(told) / root)
    low = wide / _spread(_low_scores(low_rank, told, root))
    share = _climbed(config.shares, share, lambda one: aim(_warm(ease, low_rank, one * low)))
    alike = neighbours(likes, config.nearest, 0.0, stop)
    near = wide / _spread(_near_scores(alike, told, root))
    look(stop)
    near_share = _climbed(
        config.near_shares, near_share, lambda one: aim(_warm(ease, low_rank, share * low, alike, one * near))
    )
    return Choice(penalty, weight, share, near_share, chart)


def learn_hybrid(
    likes: torch.Tensor,
    features: torch.Tensor,
    choice: Choice,
    config: HybridConfig,
    seed: int,
    *,
    start: Mapping[str, torch.Tensor] | None = None,
    device: torch.device | None = None,
    say: Say = say_nothing,
    stop: Stop = never_stop,
    book: Book | None = None,
) -> Hybrid:
    """The model of all people with the numbers of `choice`. `start` is the low-rank state of an earlier model
    of the same works; the low-rank steps go on from what stands in the book. Raises Cancelled."""
    say(Progress("learning"))
    ease = _evidence(likes, features, config, stop).fit(choice.penalty, choice.side_weight)
    lead = leading(features, config.feature_dims)
    low_rank = learn_low_rank(
        likes, lead, config.low_rank, seed, start=start, device=device, say=say, stop=stop, book=book
    )
    alike = neighbours(likes, config.nearest, 0.0, stop)
    told, root = _sample(likes)
    wide = _spread(ease.scores(told) / root)
    look(stop)
    low = choice.share * wide / _spread(_low_scores(low_rank, told, root))
    near = choice.near_share * wide / _spread(_near_scores(alike, told, root))
    look(stop)
    chart = _chart(likes, features, choice.chart_penalty, config, stop)
    look(stop)
    liked = likes.any(0)
    base, slope = _calibrated(_warm(ease, low_rank, low, alike, near), chart, likes, liked)
    return Hybrid(liked, ease, low_rank, low, alike, near, chart, base, slope)


def _evidence(likes: torch.Tensor, features: torch.Tensor, config: HybridConfig, stop: Stop) -> Evidence:
    lengths = likes.sum(1, keepdim=True).clamp(min=1.0)
    weights = (lengths / lengths.mean()) ** (-config.crowd / 2)  # of a row; its square weighs the person
    return Evidence(likes * weights, features.t().contiguous(), stop)


def leading(features: torch.Tensor, dims: int) -> torch.Tensor:
    """(n, dims) the leading directions of the features, scaled to a mean length of 1."""
    _, turns = torch.linalg.eigh((features.t() @ features).double())
    lead = features @ turns.flip(1)[:, :dims].float()
    scaled: torch.Tensor = lead / lead.norm(dim=1).mean().clamp(min=1e-6)
    return scaled


def _low_scores(low_rank: LowRank, told: torch.Tensor, root: torch.Tensor) -> torch.Tensor:
    """A given work's word for itself is left in: given works are not ranked, and `kernel` leaves it out."""
    return low_rank.bias + ((told / root) @ low_rank.inward) @ low_rank.outward.t()


def _near_scores(alike: torch.Tensor, told: torch.Tensor, root: torch.Tensor) -> torch.Tensor:
    summed: torch.Tensor = torch.sparse.mm(alike.t(), (told / root).t())
    return summed.t()


def _warm(
    ease: Ease, low_rank: LowRank, low: float, alike: torch.Tensor | None = None, near: float = 0.0
) -> Callable[[torch.Tensor], torch.Tensor]:
    def scores(told: torch.Tensor) -> torch.Tensor:
        root = told.abs().sum(1, keepdim=True).clamp(min=1.0).sqrt()
        summed = ease.scores(told) / root + low * _low_scores(low_rank, told, root)
        return summed if alike is None or not near else summed + near * _near_scores(alike, told, root)

    return scores


def _sample(likes: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Every so many-th person, 200 at most, enough for spreads; and the roots of their histories' lengths."""
    told = likes[:: max(1, len(likes) // 200)]
    return told, told.sum(1, keepdim=True).clamp(min=1.0).sqrt()


def _spread(scores: torch.Tensor) -> float:
    """How widely scores spread over the works, for a person in the mean."""
    return max(float(scores.std(1).mean()), 1e-9)


def _chart(
    likes: torch.Tensor, features: torch.Tensor, penalty: float, config: HybridConfig, stop: Stop
) -> Chart:
    liked = likes.any(0)
    placed = places(likes[:, liked], config.chart_dims, stop)
    foretold = foretell(features, features[liked], placed, penalty)
    place = foretold.clone()
    place[liked] = placed
    return Chart(place, foretold)


def places(likes: torch.Tensor, dims: int, stop: Stop) -> torch.Tensor:
    """(n, dims) rows of length 1: where works that somebody liked lie in taste. Leading directions of the
    likes, every work's column first divided by the root of its count, so that what is famous does not draw
    them all."""
    # All directions count alike: weighted by their singular values, the first few decide everything.
    rng = torch.Generator().manual_seed(0)
    return unit(leading_span(likes / likes.sum(0).sqrt(), dims, rng, stop))


def foretell(features: torch.Tensor, own: torch.Tensor, placed: torch.Tensor, penalty: float) -> torch.Tensor:
    """(n, dims) rows of length 1: where `features` (n, q) say that works lie, by ridge regression from the
    features `own` (m, q) of works whose place (m, dims) is known."""
    gram = (own.t() @ own).double()
    gram.diagonal().add_(penalty)
    return unit(features @ torch.linalg.solve(gram, (own.t() @ placed).double()).float())


def _calibrated(
    warm: Callable[[torch.Tensor], torch.Tensor], chart: Chart, likes: torch.Tensor, liked: torch.Tensor
) -> tuple[float, float]:
    """(base, slope) of the line from the chart's scores to the model's, over works whose likes are known and
    people who were learned from, what they like themselves left out."""
    told, root = _sample(likes)
    open_ = (told == 0) & liked
    x = (chart.scores(told) / root)[open_].double()
    y = warm(told)[open_].double()
    if len(x) < 2 or float(x.var()) == 0.0:
        return float(y.mean()) if len(y) else 0.0, 1.0
    slope = float(((x - x.mean()) * (y - y.mean())).mean() / x.var(correction=0))
    return float(y.mean() - slope * x.mean()), max(slope, 1e-6)


def unit(rows: torch.Tensor) -> torch.Tensor:
    scaled: torch.Tensor = rows / rows.norm(dim=1, keepdim=True).clamp(min=1e-6)
    return scaled


def _climbed(choices: tuple[float, ...], start: float, quality: Callable[[float], float]) -> float:
    """The choice reached from `start` by going up or down as long as it gets better. Quality has one hill
    along each of these numbers, and every look at it costs an inversion: three looks do for most packs."""
    if start not in choices:
        start = choices[0]
    at, best = choices.index(start), quality(start)
    for step in (1, -1):
        moved = False
        while 0 <= at + step < len(choices) and (found := quality(choices[at + step])) > best:
            at, best, moved = at + step, found, True
        if moved:
            break
    return choices[at]
