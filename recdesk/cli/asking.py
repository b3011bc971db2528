"""Which list is wanted: the words that `recommend` and `why-not` share, and what they mean to the ranker."""

from __future__ import annotations

import argparse
import math
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from recdesk import ranking
from recdesk.cli.numbers import is_number, positive, share
from recdesk.domain.faults import UserFault
from recdesk.domain.taste import Dials, Filter, Mode, Request
from recdesk.domain.works import Kind, Work
from recdesk.library import Library
from recdesk.ranking.standing import Mask

_DIALS = (("novelty", 0.0), ("diversity", 0.0), ("popularity", 0.5), ("lately", 0.0))
_YEARS = re.compile(r"(-?\d{1,4})?-(-?\d{1,4})?|(-?\d{1,4})")


@dataclass(frozen=True, slots=True)
class Asked:
    """What `ranker.arrange` is given."""

    dials: Dials
    request: Request
    within: Mask | None


def list_words(made: ArgumentParser) -> None:
    """The options that shape a list."""
    kind_words(made)
    made.add_argument("--mode", choices=list(map(str, Mode)), default=Mode.NEW.value)
    for dial, neutral in _DIALS:
        made.add_argument(f"--{dial}", type=share, default=neutral, metavar="0..1")
    made.add_argument("--mix", metavar="kind=share,...", help="as film=2,book=1; own: as on the home page")
    made.add_argument(
        "--in-proportion", action="store_true", help="kinds and genres in the shares of the history"
    )
    made.add_argument("--because", metavar="ITEM", help="only what this work speaks for")
    made.add_argument("--years", metavar="FROM-TO", help="as 1990-1999, 2020- or 1968")
    for name in ("genre", "language", "country"):
        made.add_argument(f"--{name}", action="append", default=[], metavar="NAME")
    made.add_argument(
        "--without", action="append", default=[], metavar="TAG", help="nothing with this tag or genre"
    )
    made.add_argument(
        "--outside", action="append", default=[], metavar="COUNTRY", help="nothing made there (as US)"
    )


def kind_word(text: str) -> Kind:
    """A kind as typed. Argparse's own words for a wrong one would name none of the right ones."""
    try:
        return Kind(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is not one of {', '.join(Kind)}") from error


def kind_words(made: ArgumentParser) -> None:
    """How long the list is, and of which kinds."""
    made.add_argument("-n", type=positive, default=20)
    made.add_argument("--kind", type=kind_word, metavar="KIND", action="append", default=[])


def asked(library: Library, ranker: ranking.Ranker, words: Namespace) -> Asked:
    """What these words ask for."""
    mix = _mix(words.mix, ranker)
    dials = Dials(words.novelty, words.diversity, words.popularity, words.lately, mix, words.in_proportion)
    request = Request(
        n=words.n,
        kinds=frozenset(words.kind) or None,
        mode=Mode(words.mode),
        because=find_work(library, words.because).id if words.because else None,
        hidden=library.hidden_works(),
        resting=library.feedback.resting(),
    )
    return Asked(dials, request, _within(library, ranker, words))


def find_work(library: Library, item: str) -> Work:
    """A work by its number, its uid, or a title that only one work has."""
    found = find_works(library, item)
    if len(found) == 1:
        return found[0]
    if not found:
        raise UserFault(f"No work is called {item!r} or has that number.", "`recdesk search` finds works.")
    named = "; ".join(f"{w.id} is the {w.kind.value} of {w.year}" for w in found[:6])
    raise UserFault(f"{len(found)} works are called {item!r}.", f"Name one by its number: {named}.")


def find_works(library: Library, item: str) -> list[Work]:
    """The work with this number or uid, or all works of this title."""
    work = library.works.get(int(item)) if is_number(item) else library.works.by_uid(item)
    if work is not None:
        return [work]
    pairs = library.titles.for_text(item)
    ids = dict.fromkeys(i for i, title in pairs if title.casefold() == item.casefold())
    return list(library.works.some(ids).values())


def _within(library: Library, ranker: ranking.Ranker, words: Namespace) -> Mask | None:
    since, until = _years(words.years)
    wanted = Filter(
        since,
        until,
        frozenset(words.genre),
        frozenset(words.language),
        frozenset(words.country),
        frozenset(words.without),
        frozenset(words.outside),
    )
    if wanted.is_open:
        return None
    return np.isin(ranker.run.work_ids, library.filters.passing(wanted), assume_unique=True)


def _years(text: str | None) -> tuple[int | None, int | None]:
    if text is None:
        return None, None
    found = _YEARS.fullmatch(text.strip())
    if found is None or text.strip() == "-":
        raise UserFault(f"--years {text} cannot be read.", "Write it as 1990-1999, 2020- or 1968.")
    since, until, alone = (int(year) if year else None for year in found.groups())
    return (alone, alone) if alone is not None else (since, until)


def _mix(text: str | None, ranker: ranking.Ranker) -> Mapping[Kind, float] | None:
    if not text:
        return None
    if text == "own":
        return ranking.own_mix(ranker.run)
    return read_mix(text)


def read_mix(text: str) -> Mapping[Kind, float]:
    """The parts of each kind in "film=2,book=1". Raises `UserFault` where nothing is shared out so."""
    try:
        pairs = [part.split("=", 1) for part in text.split(",")]
        mix = {Kind(kind.strip()): float(parts) for kind, parts in pairs}
    except ValueError as error:
        raise UserFault(f"--mix {text} cannot be read.", "Write it as film=2,book=1.") from error
    if not all(0 <= parts < math.inf for parts in mix.values()) or not any(mix.values()):
        raise UserFault(
            f"--mix {text} shares nothing out.", "Write numbers from 0 up, one of them above: film=2,book=1."
        )
    return mix
