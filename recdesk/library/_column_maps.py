"""Mappings of tables that no format is known for, remembered: the same columns are read the same way again.

Kept by the key of a set of columns, which the importers make; knows nothing of what the fields mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from recdesk.domain.faults import UserFault
from recdesk.library._runs import Settings

MAPS = "column_maps"  # {key: {"mapping": {column: field}, "name": file, "when": time}}


@dataclass(frozen=True, slots=True)
class KeptMap:
    """A remembered mapping {column: field} of all columns of a table; `name` is the file it was made for."""

    key: str
    mapping: Mapping[str, str]
    name: str
    when: datetime


class ColumnMaps:
    """What the person said of tables."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def by_table(self) -> dict[str, Mapping[str, str]]:
        """The mappings by the keys of their tables."""
        return {kept.key: kept.mapping for kept in self.all()}

    def all(self) -> list[KeptMap]:
        """Every mapping, the one used last first."""
        kept = [
            KeptMap(key, body["mapping"], body["name"], datetime.fromisoformat(body["when"]))
            for key, body in self._settings.get(MAPS, {}).items()
        ]
        return sorted(kept, key=lambda one: one.when, reverse=True)

    def keep(self, key: str, mapping: Mapping[str, str], name: str) -> None:
        """Remember how a table is read; what was remembered of the same columns is replaced."""
        now = datetime.now(UTC).isoformat()
        body = {"mapping": dict(mapping), "name": name, "when": now}
        self._settings.put(MAPS, {**self._settings.get(MAPS, {}), key: body})

    def forget(self, key: str) -> None:
        """Ask again at the next table with these columns. Raises `UserFault` where nothing is remembered."""
        kept = self._settings.get(MAPS, {})
        if key not in kept:
            raise UserFault(f"No mapping {key} is remembered.", "`recdesk maps` lists those that are.")
        self._settings.put(MAPS, {other: body for other, body in kept.items() if other != key})
