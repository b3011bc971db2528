"""The labelled pairs of `labelled.tsv` and what the index makes of them.

Each line: kinds and titles of the guesses (`|`-separated, in order of trust), makers (`;`), year, the uid
of the work that is meant, or NONE (no work of the starter catalogue) or DOUBTFUL (a person would have to
say), and what the pair is about. Written by hand, titles as real exports have them.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from recdesk.catalogue import load_starter
from recdesk.domain.history import Guess, Mention
from recdesk.domain.works import Kind
from recdesk.matching import MatchState, TitleEntry, TitleIndex

_FILE = Path(__file__).with_name("labelled.tsv")


@dataclass(frozen=True)
class Pair:
    mention: Mention
    expected: str
    note: str

    @property
    def in_catalogue(self) -> bool:
        return self.expected not in ("NONE", "DOUBTFUL")


@dataclass(frozen=True)
class Answered:
    pair: Pair
    state: MatchState
    uid: str  # of the accepted work, else ""
    method: str

    @property
    def right(self) -> bool:
        return self.uid == self.pair.expected

    def __str__(self) -> str:
        said = " or ".join(f"{guess.kind} {guess.title!r}" for guess in self.pair.mention.guesses)
        return f"{said}: {self.uid or self.state} ({self.method}), not {self.pair.expected}: {self.pair.note}"


def read_pairs() -> list[Pair]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return [_pair(row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def starter_index() -> tuple[TitleIndex, list[str]]:
    """The starter catalogue's index, and the uid of every work id."""
    works = load_starter().works
    entries = (
        TitleEntry(
            number,
            work.kind,
            work.title,
            tuple(alias.title for alias in work.aliases),
            work.year,
            work.creators,
            work.external_ids,
            work.audience,
        )
        for number, work in enumerate(works)
    )
    return TitleIndex.build(entries), [work.uid for work in works]


def answer(pairs: Sequence[Pair], index: TitleIndex, uids: Sequence[str]) -> list[Answered]:
    answers = []
    for pair in pairs:
        found = index.match(pair.mention)
        uid = "" if found.work_id is None else uids[found.work_id]
        answers.append(Answered(pair, found.state, uid, found.method))
    return answers


def _pair(row: dict[str, str]) -> Pair:
    kinds, titles = row["kinds"].split("|"), row["titles"].split("|")
    guesses = tuple(Guess(Kind(kind), title) for kind, title in zip(kinds, titles, strict=True))
    makers = tuple(maker.strip() for maker in row["makers"].split(";") if maker.strip())
    mention = Mention(guesses, makers, int(row["year"]) if row["year"] else None)
    return Pair(mention, row["expected"], row["note"])
