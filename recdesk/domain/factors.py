"""Where works lie in taste: rows whose inner products say how much one work speaks for another.

Works meet in directions that all kinds share, and besides in those of their own world (what is seen, what is
read, what is heard); between worlds there are the shared ones alone. As one matrix with columns for each
world three quarters of it would be zeros: 71 MB instead of 25 for the 13,000 works of the starter catalogue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
Rows = NDArray[np.integer[Any]] | Sequence[int] | slice


@dataclass(frozen=True, slots=True, eq=False)
class Direction:
    """c directions in the space of factors, such as a taste: a sum of works."""

    shared: Doubles  # (s, c)
    own: Doubles  # (worlds, d, c)

    @property
    def squares(self) -> Doubles:
        """(c,) squared lengths."""
        made: Doubles = np.square(self.shared).sum(0) + np.square(self.own).sum((0, 1))
        return made


@dataclass(frozen=True, slots=True, eq=False)
class Factors:
    """n works. `f_i . f_j` below is the product of two works' shared rows, and of their own rows where they
    are of one world."""

    shared: NDArray[np.floating[Any]]  # (n, s)
    own: NDArray[np.floating[Any]]  # (n, d)
    world: NDArray[np.int8]  # (n,) 0 ..

    def __len__(self) -> int:
        return len(self.world)

    def __getitem__(self, rows: Rows) -> Factors:
        return Factors(self.shared[rows], self.own[rows], self.world[rows])

    def doubled(self) -> Factors:
        """The same in double precision."""
        return Factors(self.shared.astype(np.float64), self.own.astype(np.float64), self.world)

    def and_also(self, others: Factors) -> Factors:
        """These, and the others behind them."""
        return Factors(
            np.concatenate([self.shared, others.shared]),
            np.concatenate([self.own, others.own]),
            np.concatenate([self.world, others.world]),
        )

    def likeness(self, others: Factors) -> Doubles:
        """(n, m) f_i . f_j, in the precision that the rows have."""
        made = self.shared @ others.shared.T
        for world in np.intersect1d(self.world, others.world):
            mine, theirs = np.flatnonzero(self.world == world), np.flatnonzero(others.world == world)
            made[np.ix_(mine, theirs)] += self.own[mine] @ others.own[theirs].T
        return np.asarray(made, np.float64)

    def squares(self) -> Doubles:
        """(n,) f_i . f_i"""
        parts = (np.einsum("ij,ij->i", part, part, dtype=np.float64) for part in (self.shared, self.own))
        return np.asarray(sum(parts), np.float64)

    def summed(self, weights: Doubles) -> Direction:
        """The sum of the rows, each times its weights (n, c), in double precision."""
        own = np.zeros((int(self.world.max(initial=-1)) + 1, self.own.shape[1], weights.shape[1]))
        for world in np.unique(self.world):
            mine = np.flatnonzero(self.world == world)
            own[world] = self.own[mine].T.astype(np.float64) @ weights[mine]
        return Direction(self.shared.T.astype(np.float64) @ weights, own)

    def along(self, directions: Direction) -> Doubles:
        """(n, c) how far each work lies in each direction, in double precision."""
        made: Doubles = self.shared.astype(np.float64) @ directions.shared
        # World by world: with all worlds at once, and each work's own taken then, it took twice as long.
        for world, own in enumerate(directions.own):
            mine = np.flatnonzero(self.world == world)
            made[mine] += self.own[mine].astype(np.float64) @ own
        return made

    def wide(self) -> NDArray[np.floating[Any]]:
        """(n, s + d for each world that the rows have) as one matrix with the same products."""
        blocks = [self.shared]
        for world in np.unique(self.world):
            blocks.append(np.where((self.world == world)[:, None], self.own, self.own.dtype.type(0)))
        return np.concatenate(blocks, 1)
