"""Finds the work that a line of `kinship/*.txt` or `titles/*.txt` speaks of, and joins the audience.

A line names its work by kind, title and year. A year that differs is forgiven where only one work has the
title, and reported; a line that names no work is a problem.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from catalogue_build.merge import Draft, Touch
from catalogue_build.sources import KinLine, TitleLine
from catalogue_build.words import title_key


def rows_of(
    lines: Sequence[KinLine] | Sequence[TitleLine],
    drafts: Sequence[Draft],
    touches: list[Touch],
    problems: list[str],
) -> list[int | None]:
    """The row in `drafts` of every line, None where it names no work."""
    by_title: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for row, draft in enumerate(drafts):
        for kind, title, year in draft.names:
            by_title[kind, title_key(title)][year] = row
    found: list[int | None] = []
    for line in lines:
        by_year = by_title[line.kind, title_key(line.title)]
        year = line.year
        if year not in by_year and len(set(by_year.values())) == 1:
            year = next(iter(by_year))
            what = f"{line.kind} “{line.title}” ({line.year}) taken for the one of {year}"
            touches.append(Touch("joined by title, the years differ", line.place, what))
        if year not in by_year:
            problems.append(
                f"{line.place}: no work is called {line.kind} | {line.title} | {line.year}; add it to works/"
            )
        found.append(by_year.get(year))
    return found


def audiences(
    drafts: Sequence[Draft], rows: Sequence[int | None], lines: Sequence[KinLine], touches: list[Touch]
) -> list[float]:
    """log10 of people for every work. A work without a kinship line gets the median of its kind and reach
    (which correlates .81 with the logarithm of real popularity), of its reach alone if there is none."""
    known: dict[int, float] = {}
    for row, line in zip(rows, lines, strict=True):
        if row is not None:
            known[row] = max(line.audience, known.get(row, 0.0))
    alike: dict[object, list[float]] = defaultdict(list)
    for row, audience in known.items():
        alike[drafts[row].kind, drafts[row].reach].append(audience)
        alike[drafts[row].reach].append(audience)
    found = []
    for row, draft in enumerate(drafts):
        if row in known:
            found.append(known[row])
            continue
        guess = round(median(alike[draft.kind, draft.reach] or alike[draft.reach] or [float(draft.reach)]), 1)
        what = f"{draft.kind} “{draft.title}” ({draft.year}), reach {draft.reach}: {guess}"
        touches.append(Touch("audience estimated from reach", draft.place, what))
        found.append(guess)
    return found
