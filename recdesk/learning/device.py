"""Where torch computes: the one place that chooses a device, and the one that makes a run repeatable."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import torch


def pick_device(wish: str = "") -> torch.device:
    """The device for heavy text work: `wish` ("cpu", "cuda", "mps") or RECDESK_DEVICE where it is present,
    else an NVIDIA card, else Apple's, else the processor."""
    # NVIDIA's products are repeatable only with a workspace of their own, asked for before the first of them;
    # without it `repeatable` makes torch refuse them.
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    wish = wish or os.environ.get("RECDESK_DEVICE", "")
    present = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if present.get(wish):
        return torch.device(wish)
    return torch.device(next(name for name, there in present.items() if there))


@contextmanager
def repeatable(threads: int) -> Iterator[None]:
    """Inside, torch uses exactly `threads` threads and deterministic kernels: sums of floats depend on the
    order, the order on the threads, so the machine's own choice would give other last bits."""
    before, strict = torch.get_num_threads(), torch.are_deterministic_algorithms_enabled()
    torch.set_num_threads(threads)
    torch.use_deterministic_algorithms(True)
    try:
        yield
    finally:
        torch.set_num_threads(before)
        torch.use_deterministic_algorithms(strict)
