"""What a history says, seen while its rows pass by: times, kinds, people and a few rows to look at.

Keeps a handful of numbers and 10 rows, however long the history is. Writes nothing and decides nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from recdesk.domain.history import Precision, Reading, Row

SAMPLE = 10


class Preview:
    """Watches the rows of one history. `profiles` are the people whose rows are wanted, None is everybody;
    the others are counted by name, and nothing else of them is told. `mapping` is how the columns of a table
    of no known format are read: {column: field}."""

    def __init__(
        self, profiles: frozenset[str] | None = None, mapping: Mapping[str, str] | None = None
    ) -> None:
        self.mapping = mapping
        self.first: datetime | None = None
        self.last: datetime | None = None
        self.kinds: Counter[str] = Counter()
        self.profiles: Counter[str] = Counter()
        self._wanted = profiles
        self._spread: list[Reading] = []
        self._stride = 1
        self._seen = 0

    def watch(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The same rows, looked at as they pass."""
        for row in rows:
            if isinstance(row, Reading):
                self._take(row)
            yield row

    @property
    def sample(self) -> list[Reading]:
        """Up to 10 rows from all over the history, in its order."""
        kept = self._spread
        return kept if len(kept) <= SAMPLE else [kept[i * len(kept) // SAMPLE] for i in range(SAMPLE)]

    def account(self) -> dict[str, Any]:
        """As JSON: `span` is [first, last] or null where nothing is dated. `mapping` is there for a table of
        no known format, in the form that an import takes."""
        return {
            "span": [self.first.isoformat(), self.last.isoformat()] if self.first and self.last else None,
            "kinds": dict(self.kinds.most_common()),
            "profiles": dict(self.profiles.most_common()),
            "sample": [_row_account(row) for row in self.sample],
            **({} if self.mapping is None else {"mapping": dict(self.mapping)}),
        }

    def _take(self, row: Reading) -> None:
        if row.profile:
            self.profiles[row.profile] += 1
            if self._wanted is not None and row.profile not in self._wanted:
                return
        self.kinds[row.mention.kind.value] += 1
        if row.when:
            self.first = min(self.first or row.when, row.when)
            self.last = max(self.last or row.when, row.when)
        # Every row, then every second, every fourth ...: an even spread without knowing how many will come.
        if self._seen % self._stride == 0:
            self._spread.append(row)
            if len(self._spread) == 2 * SAMPLE:
                self._spread = self._spread[::2]
                self._stride *= 2
        self._seen += 1


def _row_account(row: Reading) -> dict[str, Any]:
    return {
        "title": row.mention.title,
        "kind": row.mention.kind.value,
        "action": row.action.value,
        "when": row.when.isoformat() if row.when and row.precision is not Precision.NONE else None,
        "precision": row.precision.value,
        "rating": row.rating_text or row.rating,
        "detail": row.detail,
        "profile": row.profile,
    }
