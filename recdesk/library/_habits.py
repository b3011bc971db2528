"""What a person turned to and what RecDesk showed them, month by month, as columns to be measured.

What was shown is read from the impressions, of which no day is ever thrown away. A catalogue of more than
`_CATALOGUE` works of a scope is stood for by every so many-th of them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.bubble import NO_MONTH, SCOPES, Dimension, Doings, Habits, Traits
from recdesk.domain.works import Kind
from recdesk.library._base import Section

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_CATALOGUE = 20_000
_BEARERS = 20
_AT_ONCE = 10_000  # rows made into numbers in one go, 1 ms: other threads may run in between
_NONE = -(2**40)  # seconds; before any time that is one
_ONE = 2**20  # time and weight travel as one number, which spares 200,000 events 30 of 190 ms
# Saved is not turned to, and skipped was turned away from. A judgement weighs 0: it counts once, and not at
# all where the library knows more. The works of mentions are looked up here: a join would take 35 ms more.
_EVENTS = f"""
SELECT mention_id,
    {_ONE} * CASE WHEN at IS NULL OR precision = 'year' OR time_kind = 'bulk' THEN {_NONE} ELSE at END
    + CASE action WHEN 'rated' THEN 0 WHEN 'liked' THEN 0 WHEN 'disliked' THEN 0
        ELSE min(count, {_ONE - 1}) END
FROM live_events WHERE action != 'saved' AND action != 'skipped'"""
_SHOWN = f"SELECT work_id, {_ONE} * 86400 * day + 1 FROM impressions WHERE shown > 0 GROUP BY work_id, day"
_MENTIONS = "SELECT id, work_id FROM mentions WHERE work_id IS NOT NULL ORDER BY id"
_WORKS = (
    "SELECT id, year, reach, genres, iif(origin = 'history', '[]', tags), countries FROM works "
    "WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
)


class HabitColumns(Section):
    """See the module."""

    def read(self, scope: str | None = None, on_view: Collection[int] = ()) -> Habits:
        """The columns of a scope (default: that with most works turned to). `on_view` are works that are
        shown at this moment and not yet written down."""
        from time import time

        mentions, packed = self._numbers(_EVENTS)
        works, months, weights = self._of_works(mentions, *_unpacked(packed))
        kinds = self._kinds(np.unique(works))
        scopes = _scopes(kinds)
        scope = scope or max(scopes, key=lambda name: scopes[name], default=next(iter(SCOPES)))
        seen, packed = self._numbers(_SHOWN)
        seen_months, seen_days = _unpacked(packed)
        now = _month_of(np.array([int(time())], np.int64))[0]
        viewed = np.fromiter(on_view, np.int64, len(on_view))
        seen = np.concatenate([seen, viewed])
        seen_months = np.concatenate([seen_months, np.full(len(viewed), now)])
        seen_days = np.concatenate([seen_days, np.ones(len(viewed))])
        kinds |= self._kinds(np.unique(seen))
        wanted = SCOPES[scope]
        own = np.array(sorted(work for work, kind in kinds.items() if kind in wanted), np.int64)
        catalogue = self._catalogue(wanted)
        ids, traits = self._traits(np.union1d(own, catalogue))
        among = np.isin(ids, catalogue, assume_unique=True)
        traits[Dimension.TAG] = _shared(traits[Dimension.TAG], among)
        return Habits(
            scope,
            scopes,
            ids,
            traits,
            _doings(ids, works, months, weights),
            _doings(ids, seen, seen_months, seen_days),
            np.flatnonzero(among),
        )

    def _numbers(self, sql: str) -> tuple[Ints, Ints]:
        """(k,) each: the two columns of whole numbers that a question finds."""
        cursor = self._connection.execute(sql)
        parts = [np.zeros(0, np.int64)]
        while rows := cursor.fetchmany(_AT_ONCE):
            parts.append(np.fromiter(chain.from_iterable(rows), np.int64, 2 * len(rows)))
        first, second = np.concatenate(parts).reshape(-1, 2).T
        return first, second

    def _of_works(self, mentions: Ints, months: Ints, weights: Floats) -> tuple[Ints, Ints, Floats]:
        """The same by work; what is not matched to any is left out."""
        known, works = self._numbers(_MENTIONS)
        if not len(known):
            return known, known, np.zeros(0)
        leads_to = np.full(max(int(known[-1]), int(mentions.max(initial=0))) + 1, -1)
        leads_to[known] = works
        found = leads_to[mentions]
        there = found >= 0
        return found[there], months[there], weights[there]

    def _kinds(self, ids: Ints) -> dict[int, Kind]:
        rows = self.query(
            "SELECT id, kind FROM works WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids.tolist()),),
        )
        named = {kind.value: kind for kind in Kind}
        return {work_id: named[kind] for work_id, kind in rows}

    def _catalogue(self, kinds: Collection[Kind]) -> Ints:
        where = (
            "origin != 'history' AND merged_into IS NULL AND kind IN "
            f"({', '.join(repr(kind.value) for kind in kinds)})"
        )
        count = self.query(f"SELECT count(*) FROM works WHERE {where}")[0][0]
        every = 1 + count // _CATALOGUE
        rows = self.query(f"SELECT id FROM works WHERE {where} AND id % {every} = 0 ORDER BY id")
        return np.array([work_id for (work_id,) in rows], np.int64)

    def _traits(self, ids: Ints) -> tuple[Ints, dict[Dimension, Traits]]:
        """The names of works in every dimension, and those of the works that are there."""
        rows = self.query(_WORKS, (json.dumps(ids.tolist()),))
        there, years, reaches, genres, tags, countries = zip(*rows) if rows else ((),) * 6
        return np.array(there, np.int64), {
            Dimension.GENRE: _table(genres, _listed),
            Dimension.TAG: _table(tags, _listed),
            Dimension.COUNTRY: _table(countries, _listed),
            Dimension.DECADE: _table(years, _decade),
            Dimension.REACH: _table(reaches, _reach),
        }


def _unpacked(packed: Ints) -> tuple[Ints, Floats]:
    """Months and weights."""
    seconds = packed >> (_ONE.bit_length() - 1)
    return np.where(seconds == _NONE, NO_MONTH, _month_of(seconds)), (packed % _ONE).astype(np.float64)


def _month_of(seconds: Ints) -> Ints:
    """Months since the year 0 of times in seconds since 1970, by the calendar of UTC."""
    months: Ints = seconds.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64) + 1970 * 12
    return months


def _scopes(kinds: Mapping[int, Kind]) -> dict[str, int]:
    counts = Counter(kinds.values())
    summed = {scope: sum(counts[kind] for kind in members) for scope, members in SCOPES.items()}
    return {scope: count for scope, count in summed.items() if count}


def _doings(ids: Ints, works: Ints, months: Ints, weights: Floats) -> Doings:
    """Those of the works that are among `ids`."""
    if not len(ids):
        return Doings(ids, ids, np.zeros(0))
    rows = np.minimum(np.searchsorted(ids, works), len(ids) - 1)
    ours = ids[rows] == works
    return Doings(rows[ours], months[ours], weights[ours])


def _table(texts: tuple[Any, ...], names_of: Callable[[Any], list[str]]) -> Traits:
    """Equal texts are taken apart once: 3,500 films have 700 lists of genres."""
    numbers: dict[str, int] = {}
    known: dict[Any, list[int]] = {}
    values: list[int] = []
    starts = [0]
    for text in texts:
        if (found := known.get(text)) is None:
            found = known[text] = [numbers.setdefault(name, len(numbers)) for name in names_of(text)]
        values += found
        starts.append(len(values))
    return Traits(tuple(numbers), np.array(starts, np.int64), np.array(values, np.int64))


def _shared(tags: Traits, among: NDArray[np.bool_]) -> Traits:
    """Only tags that many works of the catalogue bear: of 6,600 tags of films most are borne by one, and two
    histories that share none of those are not worlds apart. What works of the history alone are tagged with
    is left out before: those are the shelves of the person's own."""
    owner = np.repeat(np.arange(len(among)), np.diff(tags.starts))
    bearers = np.bincount(tags.values[among[owner]], minlength=len(tags.names))
    kept = (bearers >= _BEARERS)[tags.values]
    starts = np.concatenate([[0], np.cumsum(np.bincount(owner[kept], minlength=len(among)))])
    numbers = np.cumsum(bearers >= _BEARERS) - 1
    names = tuple(name for name, many in zip(tags.names, bearers >= _BEARERS, strict=True) if many)
    return Traits(names, starts, numbers[tags.values[kept]])


def _listed(text: str) -> list[str]:
    return list(dict.fromkeys(json.loads(text)))


def _decade(year: int | None) -> list[str]:
    return [] if year is None else [str(year // 10 * 10)]


def _reach(reach: int | None) -> list[str]:
    return [] if reach is None else [str(reach)]
