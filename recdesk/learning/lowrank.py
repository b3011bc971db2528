"""The low-rank half of the hybrid: a linear autoencoder with a softmax over all works, learned by torch.

    logits(i) = bias[i] + sum over the history of inward[j] . outward[i] / root of its length
    inward  = own inward  + features A          outward = own outward + features B

Every step hides a part of each person's history and asks for it from the rest (multinomial likelihood, as in
Liang et al., WWW 2018, with no layer in between). Every step also takes the own vectors of some works away,
so that A and B learn to speak for works of which only text and tags are known.

Bit-equal on the processor for equal seed, data and threads, and so it stays when it was stopped in between:
the book keeps all that the next step looks at. Knows matrices, nothing of works or files.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import torch

from recdesk.domain.progress import Progress, Say, Stop, never_stop, say_nothing
from recdesk.learning.blocks import look
from recdesk.learning.book import Book

_MOMENTS = ("step", "exp_avg", "exp_avg_sq")  # what Adam keeps of every part


@dataclass(frozen=True, slots=True)
class LowRankConfig:
    """Chosen on validation people of the open packs; half or twice as much costs less than 1 %."""

    dims: int = 160  # of a work's vector
    batch: int = 64  # people a step
    steps: int = 320  # in all; with few people that is more rounds, but never more than
    most_rounds: int = 20  # rounds over all people: from there on it learns them by heart
    rate: float = 2e-3  # of Adam
    hidden: float = 0.5  # share of a history that is asked for
    nameless: float = 0.3  # share of works whose own vectors are taken away in a step
    spread: float = 0.01  # of the first own vectors
    feature_spread: float = 0.05  # and of the first maps from features


@dataclass(frozen=True, slots=True, eq=False)
class LowRank:
    """n works, d dimensions; q features, of unit mean length."""

    inward: torch.Tensor  # (n, d) own and features together: what liking a work says
    outward: torch.Tensor  # (n, d) and what speaks for it
    bias: torch.Tensor  # (n,)
    state: Mapping[str, torch.Tensor]  # to go on from: the parts before they were added up


def learn_low_rank(
    likes: torch.Tensor,
    features: torch.Tensor,
    config: LowRankConfig,
    seed: int,
    *,
    start: Mapping[str, torch.Tensor] | None = None,
    device: torch.device | None = None,
    say: Say = say_nothing,
    stop: Stop = never_stop,
    book: Book | None = None,
    page: str = "low rank",
) -> LowRank:
    """Learn from `likes` (people, n) of zeros and ones and `features` (n, q). `start` is the state of an
    earlier model of the same works, and costs half the steps. What is learned stands on the `page` of the
    book from time to time, and is gone on with. Raises Cancelled."""
    device = device or torch.device("cpu")
    rng = torch.Generator().manual_seed(seed)
    first = _fresh(likes, features.shape[1], config, rng)
    if start is not None and all(start[name].shape == part.shape for name, part in first.items()):
        first = {name: start[name].clone() for name in first}
    parts = {name: part.to(device).requires_grad_() for name, part in first.items()}
    features = features.to(device)
    optimiser = torch.optim.Adam(parts.values(), lr=config.rate)
    people, batch = len(likes), config.batch
    steps = min(config.steps, config.most_rounds * math.ceil(people / batch))
    steps = steps // 2 if start is not None else steps
    order = torch.zeros(0, dtype=torch.int64)
    done = 0
    if book is not None and (kept := book.get(page)) is not None:
        done, order = _resumed(kept, parts, optimiser, rng)
    for step in range(done, steps):
        look(stop)
        if len(order) < batch:
            order = torch.cat([order, torch.randperm(people, generator=rng)])
        told, order = likes[order[:batch]], order[batch:]
        shown = torch.rand(told.shape, generator=rng) > config.hidden
        named = torch.rand(len(features), 1, generator=rng) > config.nameless
        # Half precision on a graphics card only: on the processor it would cost the last bits.
        with torch.autocast(device.type, enabled=device.type == "cuda"):
            loss = _loss(told.to(device), shown.to(device), named.to(device).float(), features, parts)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        if book is not None:
            book.note(page, partial(_all_of, step + 1, order, parts, optimiser, rng))
        say(Progress("learning", step + 1, steps))
    if book is not None:
        book.put(page, _all_of(steps, order, parts, optimiser, rng))
    return assembled({name: part.detach().cpu() for name, part in parts.items()}, features.cpu())


def _all_of(
    done: int,
    order: torch.Tensor,
    parts: Mapping[str, torch.Tensor],
    optimiser: torch.optim.Adam,
    rng: torch.Generator,
) -> dict[str, torch.Tensor]:
    """All that the next step looks at."""
    found = {"done": torch.tensor(done), "order": order, "chance": rng.get_state()}
    for name, tensor in parts.items():
        found[name] = tensor.detach().cpu().clone()  # the next step writes over it
        for key in _MOMENTS:
            found[f"{name}, {key}"] = optimiser.state[tensor][key].cpu().clone()
    return found


def _resumed(
    kept: Mapping[str, torch.Tensor],
    parts: Mapping[str, torch.Tensor],
    optimiser: torch.optim.Adam,
    rng: torch.Generator,
) -> tuple[int, torch.Tensor]:
    """(steps done, order) as they were kept; parts, moments and chance are set back to them."""
    rng.set_state(kept["chance"])
    for name, part in parts.items():
        with torch.no_grad():
            part.copy_(kept[name])
        state = {key: kept[f"{name}, {key}"] for key in _MOMENTS}
        # Adam counts its steps on the processor, whatever the device.
        optimiser.state[part] = {k: v.to(part.device) if k != "step" else v for k, v in state.items()}
    return int(kept["done"]), kept["order"]


def assembled(state: Mapping[str, torch.Tensor], features: torch.Tensor) -> LowRank:
    """The model of a state: own vectors and what the features add to them."""
    return LowRank(
        inward=state["inward"] + features @ state["features in"],
        outward=state["outward"] + features @ state["features out"],
        bias=state["bias"],
        state=state,
    )


def _fresh(
    likes: torch.Tensor, width: int, config: LowRankConfig, rng: torch.Generator
) -> dict[str, torch.Tensor]:
    n, d = likes.shape[1], config.dims
    return {
        "inward": config.spread * torch.randn(n, d, generator=rng),
        "outward": config.spread * torch.randn(n, d, generator=rng),
        "bias": torch.log1p(likes.sum(0)),  # popularity explains most of the first loss
        "features in": config.feature_spread * torch.randn(width, d, generator=rng),
        "features out": config.feature_spread * torch.randn(width, d, generator=rng),
    }


def _loss(
    told: torch.Tensor,
    kept: torch.Tensor,
    named: torch.Tensor,
    features: torch.Tensor,
    parts: Mapping[str, torch.Tensor],
) -> torch.Tensor:
    """Mean over people of the mean negative log-likelihood of what was hidden from the model."""
    seen, asked = told * kept, told * ~kept
    length = seen.sum(1, keepdim=True).clamp(min=1.0).sqrt()
    inward = parts["inward"] * named + features @ parts["features in"]
    outward = parts["outward"] * named + features @ parts["features out"]
    logits = ((seen / length) @ inward) @ outward.t() + parts["bias"]
    # What is seen cannot be asked for, and must not take a share of the softmax.
    chances = torch.log_softmax(logits.float().masked_fill(seen > 0, -1e9), 1)
    counts = asked.sum(1)
    of_person = -(chances * asked).sum(1) / counts.clamp(min=1.0)
    return of_person[counts > 0].mean() if bool((counts > 0).any()) else of_person.sum() * 0.0
