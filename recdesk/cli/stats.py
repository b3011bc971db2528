"""`recdesk stats`: what the history comes to, in a few tables."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from recdesk.cli.asking import kind_word
from recdesk.cli.numbers import positive
from recdesk.cli.output import Session, table
from recdesk.library import Library, Statistics, Tally

_MONTHS_TOLD = 12  # in the lines for people; the document has all
_BAR = 24  # characters of the longest bar


def grammar(add: Callable[[str, object, str], ArgumentParser]) -> None:
    """What may be typed."""
    made = add("stats", stats, "what your history comes to: by kind, source, year, month, creator, rating")
    made.add_argument("--kind", type=kind_word, metavar="KIND", action="append", default=[])
    made.add_argument("-n", type=positive, default=10, help="how many creators of each kind")


def stats(session: Session, words: Namespace) -> None:
    with Library.open(session.profile) as library:
        found = library.stats.of(words.kind, words.n)
    session.answer(_document(found), _lines(found))


def _document(found: Statistics) -> dict[str, Any]:
    events = sum(one.events for one in found.actions)
    return {
        **_sums(found.total),
        "events": events,
        "undated": found.undated,
        "first": _moment(found.first),
        "last": _moment(found.last),
        "kinds": [_tally(one, "kind") for one in found.kinds],
        "sources": [_tally(one, "source") for one in found.sources],
        "actions": [_tally(one, "action") for one in found.actions],
        "years": [{**_tally(one, "year"), "year": int(one.name)} for one in found.years],
        "months": [_tally(one, "month") for one in found.months],
        "creators": [
            {"kind": one.kind.value, "creator": one.name, "plays": one.plays, "works": one.works}
            for one in found.makers
        ],
        "ratings": {
            "works": found.ratings.works,
            "mean": None if found.ratings.mean is None else round(found.ratings.mean, 4),
            "steps": [{"rating": rating, "works": works} for rating, works in found.ratings.steps],
        },
    }


def _tally(one: Tally, by: str) -> dict[str, Any]:
    return {by: one.name, **_sums(one)}


def _sums(one: Tally) -> dict[str, Any]:
    return {
        "events": one.events,
        "plays": one.plays,
        "works": one.works,
        "hours": round(one.hours, 2),
        "hours_known_of": one.timed,
    }


def _lines(found: Statistics) -> list[str]:
    if not found.actions:
        return ["There is no history yet: `recdesk import FILE` brings one."]
    total = found.total
    span = f", {_moment(found.first)[:10]} to {_moment(found.last)[:10]}" if found.first is not None else ""
    lines = [f"{total.plays:,} plays of {total.works:,} works{span}.", *_hours(total)]
    if found.undated:
        lines.append(f"{found.undated:,} events have no day, and stand in no year.")
    lines += _section("kind", found.kinds) + _section("source", found.sources)
    lines += ["", *table(["what", "events", "works"], [[a.name, a.events, a.works] for a in found.actions])]
    lines += _section("year", found.years) + _section("month", found.months[-_MONTHS_TOLD:])
    if len(found.months) > _MONTHS_TOLD:
        lines.append(f"and {len(found.months) - _MONTHS_TOLD} months before; --json has all.")
    makers = [[one.kind.value, one.name, one.plays, one.works] for one in found.makers]
    lines += ["", *table(["kind", "creator", "plays", "works"], makers)] if makers else []
    return lines + _ratings(found)


def _hours(total: Tally) -> list[str]:
    if not total.timed:
        return ["How long they took is in none of your files."]
    rest = "" if total.timed == total.events else f" The other {total.events - total.timed:,} do not say."
    return [f"{total.hours:,.0f} hours in the {total.timed:,} events that say how long.{rest}"]


def _section(name: str, tallies: Sequence[Tally]) -> list[str]:
    if not tallies:
        return []
    most = max(one.plays for one in tallies) or 1
    rows = [
        [one.name, one.plays, one.works, f"{one.hours:,.1f}" if one.timed else "",
         "#" * round(_BAR * one.plays / most)]
        for one in tallies
    ]  # fmt: skip
    return ["", *table([name, "plays", "works", "hours", ""], rows)]


def _ratings(found: Statistics) -> list[str]:
    rated = found.ratings
    if rated.mean is None:
        return []
    most = max(works for _, works in rated.steps)
    rows = [[f"{10 * step:.0f}", works, "#" * round(_BAR * works / most)] for step, works in rated.steps]
    mean = f"You rated {rated.works:,} works, {10 * rated.mean:.1f} of 10 on average."
    return ["", mean, *table(["of 10", "works", ""], rows)]


def _moment(seconds: int | None) -> Any:
    """As ISO text; None where nothing is dated."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat()
