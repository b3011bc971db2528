"""Titles for the search box: all of them while they are few, by their words when there are a million.

The table `titles` is filled together with the names (see _names.py), so a work that was made within the hour
may not be in it yet. Decides nothing about which title answers best.
"""

from __future__ import annotations

import re

from recdesk.library._base import Section

FEW_WORKS = 60_000  # of which all titles together take 20 MB and 0.5 s to make ready
_LOOKED_AT = 500  # works that have the words; of "the" there are 300,000, and the starter's come first
_GIVEN = 300
_WORD = re.compile(r"[^\W_]+")


class Titles(Section):
    """See the module."""

    def are_few(self) -> bool:
        """Whether all titles may be held in memory. Costs nothing: packs know how many works they have."""
        return int(self.query("SELECT coalesce(sum(items), 0) FROM packs")[0][0]) <= FEW_WORKS

    def all(self) -> list[tuple[int, str]]:
        """(work id, title or alias) of every work, aliases last; what is part of another work leads there."""
        rows = self.query("SELECT coalesce(merged_into, id), title FROM works ORDER BY id")
        return rows + self.query(
            "SELECT coalesce(w.merged_into, w.id), a.title FROM aliases a JOIN works w ON w.id = a.work_id "
            "ORDER BY a.work_id"
        )

    def like(self, text: str) -> list[tuple[int, str]]:
        """(work id, title or alias) of works that have all words of the text, the last one perhaps half
        typed; of very many the best known of the first. 5 ms among a million works."""
        words = _WORD.findall(text)
        if not words:
            return []
        asked = " ".join(f'"{word}"' for word in words) + "*"
        rows = self.query(
            "SELECT coalesce(w.merged_into, w.id), t.names FROM "
            "(SELECT rowid, names FROM titles WHERE titles MATCH ? LIMIT ?) t "
            "JOIN works w ON w.id = t.rowid ORDER BY w.audience DESC, w.id LIMIT ?",
            (asked, _LOOKED_AT, _GIVEN),
        )
        return [(work_id, name) for work_id, names in rows for name in names.split("\n")]

    def for_text(self, text: str) -> list[tuple[int, str]]:
        """The titles among which what answers this text is to be looked for."""
        return self.all() if self.are_few() else self.like(text)
