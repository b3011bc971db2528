"""What long learning has found so far, in one file: after a kill or a cancel the next run goes on from there.

A book belongs to one basis (a hash of all that is learned from); what another basis wrote is not looked at.
Every write replaces the file at one stroke, and a book that cannot be read is an empty one: it only saves
time. Knows names and tensors, nothing of what they mean.
"""

from __future__ import annotations

import glob
import os
import time
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import torch

_EVERY = 5.0  # seconds between two writes of what changes with every step: 40 MB take 0.1 s
_STALE = 3600.0  # seconds after which a half-written file has no writer any more
_BASIS = "basis"
_SEP = "/"

Pages = Mapping[str, torch.Tensor]


class Book:
    """Named groups of tensors. `at` None: kept in memory only."""

    def __init__(self, at: Path | None, basis: str, now: Callable[[], float] = time.monotonic) -> None:
        self._at, self._basis, self._now = at, basis, now
        self._kept: dict[str, dict[str, torch.Tensor]] = {}
        self._written = now()
        if at is not None:
            self._read(at)

    def get(self, name: str) -> dict[str, torch.Tensor] | None:
        return self._kept.get(name)

    def put(self, name: str, pages: Pages) -> None:
        """Keep these for good."""
        self._kept[name] = dict(pages)
        self._write()

    def note(self, name: str, pages: Callable[[], Pages]) -> None:
        """Keep these if the last write is some seconds ago."""
        if self._at is not None and self._now() - self._written >= _EVERY:
            self.put(name, pages())

    def number(self, name: str, make: Callable[[], float]) -> float:
        """The number of this name, worked out once."""
        kept = self.get(name)
        if kept is None:
            kept = {"number": torch.tensor(make(), dtype=torch.float64)}
            self.put(name, kept)
        return float(kept["number"])

    def close(self) -> None:
        """Done: the file goes."""
        self._kept.clear()
        if self._at is not None:
            self._at.unlink(missing_ok=True)

    def _read(self, at: Path) -> None:
        try:
            with at.open("rb") as file, np.load(file, allow_pickle=False) as found:
                if str(found[_BASIS]) != self._basis:
                    return
                for key in found.files:
                    name, _, page = key.partition(_SEP)
                    if page:
                        self._kept.setdefault(name, {})[page] = torch.from_numpy(found[key])
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            self._kept.clear()

    def _write(self) -> None:
        self._written = self._now()
        if self._at is None:
            return
        found: dict[str, np.ndarray[Any, Any]] = {
            f"{name}{_SEP}{page}": tensor.numpy()
            for name, own in self._kept.items()
            for page, tensor in own.items()
        }
        with suppress(OSError):  # it only saves time
            write_arrays(self._at, {_BASIS: np.array(self._basis), **found})


def write_arrays(at: Path, arrays: Mapping[str, np.ndarray[Any, Any]]) -> None:
    """One file of named arrays, replaced at one stroke; only its owner can read it. Raises OSError."""
    at.parent.mkdir(mode=0o700, exist_ok=True)
    for left in at.parent.glob(f"{glob.escape(at.name)}.*.part"):  # 40 to 150 MB of a writer that was killed
        with suppress(OSError):  # another may have swept it
            if time.time() - left.stat().st_mtime > _STALE:
                left.unlink()
    partial = at.with_name(f"{at.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
            np.savez(file, **arrays)  # type: ignore[arg-type]
        partial.replace(at)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
