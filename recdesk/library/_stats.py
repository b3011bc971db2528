"""What the history comes to: plays, works and hours by kind, source, year, month, maker and rating.

A play is something watched, heard or read, to its end or not: what was only saved, liked, rated or skipped is
counted by what was done and nowhere else. A time that says neither when it happened nor when it was written
down (a bulk mark) counts as none. Knows sums; what they mean is for others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from recdesk.domain.history import Action, Precision, TimeKind
from recdesk.domain.works import Kind
from recdesk.library._base import Section


@dataclass(frozen=True, slots=True)
class Tally:
    """One line of a table. `plays` are times (an event may stand for many); `hours` are those of the
    `timed` events, the only ones of which a length is known."""

    name: str
    events: int
    plays: int
    works: int
    hours: float
    timed: int


@dataclass(frozen=True, slots=True)
class Maker:
    """A creator with what is known of him in one kind. Of an artist the work itself is the maker."""

    kind: Kind
    name: str
    plays: int
    works: int


@dataclass(frozen=True, slots=True)
class Ratings:
    """The last rating of each work, 0..1. `steps` counts works by rating, to a tenth."""

    works: int
    mean: float | None
    steps: tuple[tuple[float, int], ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    """All but `actions` are of plays. The events of the years and the `undated` ones make up those of
    `total`; a time that is exact to the year only is in no month. `actions` has every event that counts."""

    total: Tally
    undated: int
    first: int | None  # seconds since 1970
    last: int | None
    kinds: tuple[Tally, ...]
    sources: tuple[Tally, ...]
    actions: tuple[Tally, ...]
    years: tuple[Tally, ...]
    months: tuple[Tally, ...]
    makers: tuple[Maker, ...]
    ratings: Ratings


class Stats(Section):
    """See the module."""

    def of(self, kinds: Iterable[Kind] = (), makers: int = 10) -> Statistics:
        """The sums over works of these kinds (none: all), with up to `makers` creators of each kind. Some
        2 s for 400,000 events."""
        asked = {"kinds": json.dumps([Kind(kind).value for kind in kinds]), "makers": makers}
        self.query("DROP TABLE IF EXISTS temp.told")
        try:
            self.query(_TOLD, asked)
            return self._sums(asked)
        finally:
            self.query("DROP TABLE IF EXISTS temp.told")

    def _sums(self, asked: dict[str, object]) -> Statistics:
        def tallies(by: str, where: str = "played", order: str = "3 DESC, 1") -> tuple[Tally, ...]:
            rows = self.query(
                f"SELECT {by}, count(*), coalesce(sum(plays), 0), count(DISTINCT work_id), "
                f"coalesce(sum(seconds), 0) / 3600.0, count(seconds) FROM temp.told "
                f"WHERE {where} GROUP BY 1 ORDER BY {order}"
            )
            return tuple(Tally(str(row[0]), *row[1:]) for row in rows)

        total = tallies("'all'")
        dated = tallies("'all'", _DATED)
        ends = self.query("SELECT min(at), max(at) FROM temp.told WHERE played")[0]
        return Statistics(
            total=total[0] if total else Tally("all", 0, 0, 0, 0.0, 0),
            undated=(total[0].events if total else 0) - (dated[0].events if dated else 0),
            first=ends[0],
            last=ends[1],
            kinds=tallies("kind"),
            sources=tallies("source"),
            actions=tallies("action", "1"),
            years=tallies("strftime('%Y', at, 'unixepoch')", _DATED, "1"),
            months=tallies("strftime('%Y-%m', at, 'unixepoch')", f"{_DATED} AND {_TO_THE_MONTH}", "1"),
            makers=tuple(Maker(Kind(row[0]), *row[1:]) for row in self.query(_MAKERS, asked)),
            ratings=self._ratings(asked),
        )

    def _ratings(self, asked: dict[str, object]) -> Ratings:
        rows = self.query(_RATED, asked)
        works = sum(n for _, n, _ in rows)
        mean = sum(total for _, _, total in rows) / works if works else None
        return Ratings(works, mean, tuple((step / 10, n) for step, n, _ in rows))


_OF_KINDS = "(:kinds='[]' OR w.kind IN (SELECT value FROM json_each(:kinds)))"
_PLAYS = (Action.WATCHED, Action.LISTENED, Action.READ, Action.ABANDONED)
_DATED = "played AND at IS NOT NULL"
_TO_THE_MONTH = f"precision != '{Precision.YEAR.value}'"
_EVENTS = (
    "FROM live_events e JOIN mentions m ON m.id = e.mention_id JOIN works w ON w.id = m.work_id "
    f"WHERE {_OF_KINDS}"
)
# One look at the history; the sums are then of a table with nothing but what they need.
_TOLD = f"""
CREATE TEMP TABLE told AS SELECT w.kind, e.source, e.action, e.precision, m.work_id, e.seconds,
    e.count AS plays,
    e.action IN ({", ".join(f"'{action.value}'" for action in _PLAYS)}) AS played,
    CASE WHEN e.precision = '{Precision.NONE.value}' OR e.time_kind = '{TimeKind.BULK.value}' THEN NULL
        ELSE e.at END AS at
{_EVENTS}"""
_MAKERS = f"""
WITH known AS (
    SELECT work_id, kind, sum(plays) AS plays FROM temp.told WHERE played GROUP BY work_id
), made AS (
    SELECT k.kind, c.value AS name, sum(k.plays) AS plays, count(*) AS works FROM known k
    JOIN works w ON w.id = k.work_id
    JOIN json_each(CASE WHEN w.kind = '{Kind.ARTIST.value}' THEN json_array(w.title) ELSE w.creators END) c
    GROUP BY k.kind, c.value
), placed AS (
    SELECT *, row_number() OVER (PARTITION BY kind ORDER BY plays DESC, works DESC, name) AS place FROM made
)
SELECT kind, name, plays, works FROM placed WHERE place <= :makers ORDER BY kind, place"""
_RATED = f"""
SELECT CAST(round(rating * 10) AS INTEGER), count(*), sum(rating) FROM (
    SELECT e.rating, row_number() OVER (
        PARTITION BY m.work_id ORDER BY e.at IS NULL, e.at DESC, e.id DESC) AS place
    {_EVENTS} AND e.rating IS NOT NULL
) WHERE place = 1 GROUP BY 1 ORDER BY 1"""
