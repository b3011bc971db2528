"""`recdesk bubble`: how broad what you turn to is, beside what you are shown and what there is; ways out."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from typing import Any

from recdesk.cli.output import Session, table
from recdesk.domain.bubble import SCOPES, Dimension, Period, WayOut
from recdesk.library import Library
from recdesk.ranking.concentration import Breadth, Bubble, Facet, concentration
from recdesk.ranking.ways_out import ways_out

_NAMES = {
    Dimension.GENRE: ("genre", "genres"),
    Dimension.TAG: ("theme", "themes"),
    Dimension.COUNTRY: ("country", "countries"),
    Dimension.DECADE: ("decade", "decades"),
    Dimension.REACH: ("reach", "reaches"),
}
_NAMED = 3


def grammar(add: Callable[[str, object, str], ArgumentParser]) -> None:
    """What may be typed."""
    made = add("bubble", bubble, "how broad what you turn to is, and ways out")
    made.add_argument("--kind", choices=list(SCOPES), help="one of these only (default: all you have)")
    made.add_argument("--by", choices=list(map(str, Period)), help="how long each point lasts")


def bubble(session: Session, words: Namespace) -> None:
    period = Period(words.by) if words.by else None
    found = []
    with Library.open(session.profile) as library:
        first = library.habits.read(words.kind)
        scopes = [words.kind] if words.kind else sorted(first.scopes, key=lambda s: -first.scopes[s])
        for scope in scopes:
            habits = first if scope == first.scope else library.habits.read(scope)
            measured = concentration(habits, period)
            if measured.works:
                found.append((measured, ways_out(measured, habits)))
    lines = [line for measured, ways in found for line in _lines(measured, ways)]
    session.answer(
        {"bubbles": [_told(measured, ways) for measured, ways in found]},
        lines or ["There is nothing to measure yet. Import a history first: `recdesk import PATH`."],
    )


def command(way: WayOut) -> str:
    """What to type to take a way out."""
    options = [f"--kind {kind.value}" for kind in SCOPES[way.scope]]
    wanted = way.filter
    if wanted.since is not None or wanted.until is not None:
        options.append(f"--years={'' if wanted.since is None else wanted.since}-{wanted.until or ''}")
    for option, names in (("genre", wanted.genres), ("without", wanted.without), ("outside", wanted.abroad)):
        options += [f"--{option} {shlex.quote(name)}" for name in sorted(names)]
    options += [f"--{dial} {value:g}" for dial, value in way.dials.items()]
    return " ".join(["recdesk recommend", *options])


def says(way: WayOut) -> str:
    """Where a way leads."""
    names = ", ".join(way.names)
    if way.dimension is Dimension.GENRE:
        return f"other genres than {names}"
    if way.dimension is Dimension.TAG:
        return f"other themes than {names}"
    if way.dimension is Dimension.COUNTRY:
        return f"other countries than {names}"
    if way.dimension is Dimension.DECADE:
        return f"from before {names}" if way.filter.since is None else f"from {names} and later"
    return f"hidden gems in {names}" if names else "what everybody knows"


def _lines(measured: Bubble, ways: tuple[WayOut, ...]) -> list[str]:
    rows = [_row(facet) for facet in measured.facets if facet.recent is not None]
    head = f"{measured.scope}: {measured.works} works, {measured.dated:.0f} times with a date"
    if measured.undated:
        head += f", {measured.undated:.0f} without"
    header = ["by", "as broad as", "95 %", "shown to you", "catalogue", "half of it is", "mostly"]
    lines = [f"{head}.", *table(header, rows)]
    lines += [f"  {says(way)}: {command(way)}" for way in ways]
    return [*lines, ""]


def _row(facet: Facet) -> list[object]:
    recent = facet.recent
    assert recent is not None
    mostly = ", ".join(f"{share.name} {share.consumed:.0%}" for share in facet.shares[:_NAMED])
    return [
        _NAMES[facet.dimension][0],
        f"{recent.number:.1f}" if recent.solid else f"({recent.number:.1f})",
        f"{recent.low:.1f} to {recent.high:.1f}",
        "" if facet.shown_recent is None else f"{facet.shown_recent.number:.1f}",
        "" if facet.catalogue is None else f"{facet.catalogue.number:.1f}",
        f"{recent.half} {_NAMES[facet.dimension][recent.half != 1]}",
        mostly,
    ]


def _told(measured: Bubble, ways: tuple[WayOut, ...]) -> dict[str, Any]:
    return {
        "kind": measured.scope,
        "period": measured.period.value,
        "works": measured.works,
        "dated": measured.dated,
        "undated": measured.undated,
        "dimensions": [_facet(facet) for facet in measured.facets],
        "ways_out": [
            {
                "dimension": way.dimension.value,
                "text": says(way),
                "command": command(way),
                "filter": _filter(way),
                "dials": dict(way.dials),
            }
            for way in ways
        ],
    }


def _facet(facet: Facet) -> dict[str, Any]:
    return {
        "dimension": facet.dimension.value,
        "recent": _breadth(facet.recent),
        "shown": _breadth(facet.shown_recent),
        "catalogue": _breadth(facet.catalogue),
        "shares": [
            {"name": share.name, "you": share.consumed, "shown": share.shown, "catalogue": share.catalogue}
            for share in facet.shares
        ],
        "months": [_breadth(point) for point in facet.points],
        "shown_months": [_breadth(point) for point in facet.shown],
    }


def _breadth(point: Breadth | None) -> Mapping[str, Any] | None:
    if point is None:
        return None
    first, last = (None, None) if point.months is None else map(_month, point.months)
    return {
        "from": first,
        "to": last,
        "works": point.works,
        "times": point.weight,
        "told": point.told,
        "number": point.number,
        "low": point.low,
        "high": point.high,
        "half": point.half,
        "names": list(point.names),
        "solid": point.solid,
    }


def _month(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _filter(way: WayOut) -> dict[str, object]:
    wanted = way.filter
    named = {"genres": wanted.genres, "without": wanted.without, "outside": wanted.abroad}
    years = {"since": wanted.since, "until": wanted.until}
    return {
        **{name: sorted(values) for name, values in named.items() if values},
        **{name: year for name, year in years.items() if year is not None},
    }
