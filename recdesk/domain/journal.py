"""The journal's words: blocks, leanings, and one line for whatever the person told RecDesk.

Apart from `feedback`, which is on the way to the first frame: these are first needed when one looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class BlockWhat(StrEnum):
    """What a block goes by. SERIES: a work of that title and those that carry it on ("Title 2", "Title: The
    Return"). WORD: in titles, tags and descriptions."""

    CREATOR = "creator"
    SERIES = "series"
    TAG = "tag"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Block:
    """One entry of the block list: works it holds for are shown on no path. It teaches nothing."""

    journal_id: int
    what: BlockWhat
    value: str
    when: datetime
    undone: bool
    works: int = 0  # how many it hides, where that was asked


class Lean(StrEnum):
    """What the person wants of an interest. NEVER: its works speak against what is like them."""

    MORE = "more"
    LESS = "less"
    NEVER = "never"


# What works of the history that speak for others count times, by feel: more is heard in most lists, less is
# hardly heard, never turns the list away. What speaks against others is left as it is.
LEANING = {Lean.MORE: 1.6, Lean.LESS: 0.35, Lean.NEVER: -0.5}


@dataclass(frozen=True, slots=True)
class Leaning:
    """One entry about an interest: its name as it stood there, and the works it had then."""

    journal_id: int
    lean: Lean
    name: str
    when: datetime
    undone: bool
    works: tuple[int, ...]


class Rest(StrEnum):
    """The person's word on a work that was shown often and never opened. AGAIN: as if it had not been shown
    yet. NEVER: among the new no more, though it is found when it is asked for. Neither teaches anything."""

    AGAIN = "show-again"
    NEVER = "never-again"


class Deed(StrEnum):
    """What an entry of the journal was: a verdict on a work, a block, "do not learn from this event", more
    or less of an interest, or a word on a work that tires."""

    VERDICT = "verdict"
    BLOCK = "block"
    IGNORE = "ignore"
    LEANING = "leaning"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal. `said` is a Verdict, a BlockWhat, a Lean, a Rest, or for an event what was
    done ("watched"); `subject` the title of the work, the value of a block or the name of an interest."""

    journal_id: int
    deed: Deed
    said: str
    subject: str
    when: datetime
    undone: bool
    work_id: int | None = None
