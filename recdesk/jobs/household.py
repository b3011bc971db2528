"""Whose history a file holds: exports of a household name a person (a "profile") in every row.

Knows rows and the names in them. Knows nothing of the library: who is left out now can be imported later,
because a row that was left out made no event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recdesk.domain.faults import UserFault
from recdesk.domain.history import Reading, Row, SkippedRow
from recdesk.importers import History

OTHER_PERSON = "another person of the household"
"""The rule that leaves out the rows of profiles that were not chosen."""

# Rows with an event that are looked at before a file counts as one without profiles: formats that name the
# person do so in all their rows, and reading 1,000 rows of a play log takes some 20 ms.
LOOKED_AT = 1_000


def only(rows: Iterable[Row], profiles: frozenset[str] | None) -> Iterator[Row]:
    """`rows` with those of other profiles left out by a named rule. None means everybody; a row that names
    nobody is everybody's."""
    for row in rows:
        if profiles is not None and isinstance(row, Reading) and row.profile not in {"", *profiles}:
            yield SkippedRow(row.place, row.raw, OTHER_PERSON)
        else:
            yield row


def names_in(history: History) -> set[str]:
    """Every profile that a history names. Reads it to its end where it names any."""
    names: set[str] = set()
    for n, reading in enumerate(_readings(history)):
        names.add(reading.profile)
        if n == LOOKED_AT and names == {""}:
            break
    return names - {""}


def is_shared(history: History) -> bool:
    """Whether a history names more than one person. Reads no further than to the second name."""
    names: set[str] = set()
    for n, reading in enumerate(_readings(history)):
        names |= {reading.profile} - {""}
        if len(names) > 1:
            return True
        if n == LOOKED_AT and not names:
            return False
    return False


def check_names(wanted: frozenset[str], histories: Iterable[History]) -> None:
    """Raises `UserFault` with the names that are there if one of `wanted` is not among them."""
    there = {name for history in histories for name in names_in(history)}
    unknown = sorted(wanted - there)
    if not unknown:
        return
    if not there:
        raise UserFault(
            f"Nobody called {unknown[0]} is named in these files; they do not say whose history they are.",
            "Leave the choice of a profile out.",
        )
    raise UserFault(
        f"Nobody called {unknown[0]} is named in these files.",
        f"The profiles are: {', '.join(sorted(there))}.",
    )


def _readings(history: History) -> Iterator[Reading]:
    return (row for row in history.rows() if isinstance(row, Reading))
