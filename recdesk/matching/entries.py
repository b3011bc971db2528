"""What goes into the index and what comes out: entries, candidates and the answer for one mention."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from enum import StrEnum

from recdesk.domain.history import Guess, Mention
from recdesk.domain.works import Kind
from recdesk.matching.creators import known_names
from recdesk.matching.titles import plain


@dataclass(frozen=True, slots=True)
class TitleEntry:
    """A work as matching needs it. `audience` is log10 of the people who know it, None where not counted;
    `aliases` are its other titles in any language; `external_ids` are (scheme, value) pairs."""

    work_id: int
    kind: Kind
    title: str
    aliases: tuple[str, ...] = ()
    year: int | None = None
    creators: tuple[str, ...] = ()
    external_ids: tuple[tuple[str, str], ...] = ()
    audience: float | None = None


class MatchState(StrEnum):
    """ACCEPTED: this is the work. DOUBTFUL: the person should say. NONE: no work of the index is meant."""

    ACCEPTED = "accepted"
    DOUBTFUL = "doubtful"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A work that could be meant. `score` is the probability that it is, 0..1."""

    work_id: int
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """The answer for one mention.

    `guess` is the reading of the row that led to it (the first one when nothing did). `confidence` is the
    probability that the first candidate is meant, calibrated on labelled pairs; it is 0 for NONE. `method`
    says in a few words what decided. `candidates` are best first, at most eight.
    """

    state: MatchState
    work_id: int | None
    guess: Guess
    confidence: float
    method: str
    candidates: tuple[Candidate, ...] = ()


def mention_key(mention: Mention) -> str:
    """32 hex digits that are equal for mentions which must share one answer: same guesses in the same order
    (whatever the case, punctuation and diacritics), same makers in any order, same year, same ids."""
    parts = [
        [[guess.kind.value, plain(guess.title)] for guess in mention.guesses],
        sorted(known_names(mention.creators)),
        mention.year,
        sorted(filter(None, (external_key(*pair) for pair in mention.external_ids))),
    ]
    text = json.dumps(parts, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def external_key(scheme: str, value: str) -> str:
    """One spelling for an external id: "isbn:9780261102217" for ISBN-10 and ISBN-13 alike. "" for a value
    that cannot be an id, such as an ISBN that a spreadsheet has turned into "9.78026E+12"."""
    scheme, value = scheme.strip().casefold(), value.strip()
    if scheme.startswith("isbn") or scheme == "ean":
        return _isbn_key(value)
    return f"{scheme}:{value}" if value else ""


def external_pair(scheme: str, value: str) -> tuple[str, str] | None:
    """`external_key` in two parts, as ids are stored; None for what cannot be an id."""
    name, _, rest = external_key(scheme, value).partition(":")
    return (name, rest) if rest else None


def _isbn_key(value: str) -> str:
    digits = re.sub(r"[\s\-=\"]", "", value).upper()
    if re.fullmatch(r"\d{9}[\dX]", digits):
        total = sum((10 - place) * (10 if digit == "X" else int(digit)) for place, digit in enumerate(digits))
        if total % 11:
            return ""
        digits = f"978{digits[:9]}"
        return f"isbn:{digits}{_ean_check(digits)}"
    if re.fullmatch(r"97[89]\d{10}", digits) and _ean_check(digits[:12]) == digits[12]:
        return f"isbn:{digits}"
    return ""


def _ean_check(twelve: str) -> str:
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve))
    return str(-total % 10)
