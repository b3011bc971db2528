"""What packs bring beside their works: other people's ratings, and a few figures to show.

Ratings lie in one file for each pack, `packs/<name>.npz` in the profile, as narrow columns and the uids of
the works; the numbers of the works are looked up when it is read, so that merging or removing works never
leaves it wrong. A rating takes seven bytes, nine where there are over 65,536 works. The library itself holds
none of them.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recdesk.domain.faults import UserFault
from recdesk.library._base import Section

if TYPE_CHECKING:  # numpy costs 86 ms, and the window asks for figures only
    import numpy as np
    from numpy.typing import NDArray

    from recdesk.domain.ratings import RatingsTable

_FACTS = "pack:"  # before a pack's name in the settings
_LEVELS = 255  # values that fit one byte; the scales of stars have ten, plays have thousands


class PackFigures(Section):
    """See the module. A name is that of a pack of `library.packs`."""

    def facts(self, name: str) -> dict[str, Any]:
        """What was noted when the pack was added ("kinds", "format", "ratings" ...); {} if nothing was."""
        rows = self.query("SELECT value FROM settings WHERE key=?", (_FACTS + name,))
        return dict(json.loads(rows[0][0])) if rows else {}

    def note(self, name: str, facts: Mapping[str, Any]) -> None:
        with self.writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO settings VALUES (?,?)", (_FACTS + name, json.dumps(dict(facts)))
            )

    def kinds(self, name: str) -> dict[str, int]:
        """Works of a pack by kind, counted one by one: for packs of which nothing was noted."""
        rows = self.query(
            "SELECT w.kind, count(*) FROM pack_works p JOIN works w ON w.id = p.work_id WHERE p.pack=? "
            "GROUP BY w.kind ORDER BY 2 DESC",
            (name,),
        )
        return dict(rows)

    def forget(self, name: str) -> None:
        """Let go of a pack's ratings, of what was learned from them, and of its figures."""
        for file in (self.ratings_file(name), self.people_file(name), self.book_file(name)):
            file.unlink(missing_ok=True)
        with self.writing() as db:
            db.execute("DELETE FROM settings WHERE key=?", (_FACTS + name,))

    def ratings_file(self, name: str) -> Path:
        """Where the ratings of a pack lie, whether it has any or not."""
        return self._path.parent / "packs" / f"{name}.npz"

    def people_file(self, name: str) -> Path:
        """Where lies what was learned from a pack's ratings."""
        return self.ratings_file(name).with_suffix(".people")

    def book_file(self, name: str) -> Path:
        """Where lies what learning from them has found so far, while it is not done."""
        return self.ratings_file(name).with_suffix(".book")

    def rated(self) -> list[str]:
        """The names of packs that have ratings."""
        return sorted(path.stem for path in (self._path.parent / "packs").glob("*.npz"))

    def keep_ratings(self, name: str, uids: Sequence[str], table: RatingsTable) -> int:
        """Write the ratings of a pack; `uids[i]` is the work that `table.item` calls i, by the uid under
        which the pack handed it to `library.packs`. Returns the bytes written. Swapped in whole."""
        import numpy as np

        path = self.ratings_file(name)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        levels, codes = _levels(table.values)
        columns: dict[str, Any] = {
            # One text: an array of texts takes the width of the longest for each.
            "uids": np.frombuffer("\n".join(uids).encode(), np.uint8),
            "each": np.bincount(table.person, minlength=table.people).astype(np.int32),
            "item": table.item.astype(np.min_scalar_type(max(table.items - 1, 0))),
            "levels": levels,
            "values": codes,
        }
        if table.times is not None:
            columns["times"] = np.clip(table.times, 0, 2**32 - 1).astype(np.uint32)
        partial = path.with_suffix(".part")
        try:
            partial.touch(mode=0o600)
            with partial.open("wb") as file:
                np.savez(file, **columns)
            partial.replace(path)
        except OSError as error:
            partial.unlink(missing_ok=True)
            raise UserFault(
                f"The ratings of {name} could not be written to {path}: {error.strerror or error}.",
                "Free some space and add the pack again.",
            ) from error
        return path.stat().st_size

    def ratings(self, name: str) -> tuple[NDArray[np.int64], RatingsTable] | None:
        """(work numbers, ratings) of a pack; `table.item` counts in the numbers, which are -1 for a work that
        is no longer there. Two items may be one work. None if the pack has no ratings; UserFault if its file
        is damaged."""
        import numpy as np

        from recdesk.domain.ratings import RatingsTable

        path = self.ratings_file(name)
        if not path.exists():
            return None
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                uids = kept["uids"].tobytes().decode().split("\n")
                person = np.repeat(np.arange(len(kept["each"]), dtype=np.int32), kept["each"])
                values = kept["levels"][kept["values"]] if len(kept["levels"]) else kept["values"]
                times = kept["times"].astype(np.int64) if "times" in kept else None
                table = RatingsTable(
                    len(kept["each"]), len(uids), person, kept["item"].astype(np.int32), values, times
                )
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise UserFault(f"{path} is damaged.", f"Remove the pack {name} and add it again.") from error
        numbers = self._numbers(name)
        return np.array([numbers.get(uid, -1) for uid in uids], np.int64), table

    def _numbers(self, name: str) -> dict[str, int]:
        """Work number by the uid that the pack gave it; of works that the person made one, that one."""
        rows = self.query(
            "SELECT CASE p.ref WHEN '' THEN w.uid ELSE p.ref END, coalesce(w.merged_into, w.id) "
            "FROM pack_works p JOIN works w ON w.id = p.work_id WHERE p.pack=?",
            (name,),
        )
        return dict(rows)


def _levels(values: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[Any]]:
    """(the distinct values, one byte for each rating), or ([], the values) where there are too many."""
    import numpy as np

    levels, codes = np.unique(values, return_inverse=True)
    if len(levels) > _LEVELS:
        return np.zeros(0, np.float32), values
    return levels, codes.astype(np.uint8)
