"""The labelled pairs of `labels/*.tsv` and what the index makes of them.

Each line: kinds and titles of the guesses (`|`-separated, in order of trust; one title stands for all kinds),
makers (`;`), year, the year it was `seen` in, the uid of the work that is meant, or NONE (no work of the
starter catalogue) or DOUBTFUL (a person would have to say), and what the pair is about. Written by hand,
titles as real exports and services have them; rows of episodes hold the guesses that the importer makes.

Half of the pairs are kept back: nothing is tuned on them. Which half a pair is in follows from a hash of what
it asks; the pairs of `first.tsv`, on which matching grew up, are all for tuning.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from recdesk.catalogue import load_starter
from recdesk.domain.history import Guess, Mention
from recdesk.domain.works import Kind
from recdesk.matching import MatchState, TitleEntry, TitleIndex

FOLDER = Path(__file__).with_name("labels")
_GREW_UP_ON = "first"
_KEPT_BACK = 0.58  # of the others, which makes half of all


@dataclass(frozen=True)
class Pair:
    mention: Mention
    seen: int | None
    expected: str
    group: str
    kept_back: bool

    @property
    def in_catalogue(self) -> bool:
        return self.expected not in ("NONE", "DOUBTFUL")


@dataclass(frozen=True)
class Answered:
    pair: Pair
    state: MatchState
    uid: str  # of the accepted work, else ""
    first: str  # of the first candidate, accepted or not, else ""
    confidence: float  # of that candidate
    method: str

    @property
    def right(self) -> bool:
        return self.uid == self.pair.expected

    def __str__(self) -> str:
        said = " or ".join(f"{guess.kind} {guess.title!r}" for guess in self.pair.mention.guesses)
        return (
            f"{said}: {self.uid or self.state} ({self.method}), not {self.pair.expected}: {self.pair.group}"
        )


def read_pairs() -> list[Pair]:
    pairs = []
    for path in sorted(FOLDER.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            pairs += [_pair(row, path.stem) for row in rows]
    return pairs


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
        found = index.match(pair.mention, pair.seen)
        uid = "" if found.work_id is None else uids[found.work_id]
        first = uids[found.candidates[0].work_id] if found.candidates else ""
        score = found.candidates[0].score if found.candidates else 0.0
        answers.append(Answered(pair, found.state, uid, first, score, found.method))
    return answers


def _pair(row: dict[str, str], file: str) -> Pair:
    kinds, titles = row["kinds"].split("|"), row["titles"].split("|")
    titles = titles * len(kinds) if len(titles) == 1 else titles
    guesses = tuple(Guess(Kind(kind), title) for kind, title in zip(kinds, titles, strict=True))
    makers = tuple(maker.strip() for maker in row["makers"].split(";") if maker.strip())
    mention = Mention(guesses, makers, int(row["year"]) if row["year"] else None)
    seen = int(row["seen"]) if row["seen"] else None
    asked = "\t".join((row["kinds"], "|".join(titles), row["makers"], row["year"])) + row["seen"]
    share = int(hashlib.sha256(asked.encode()).hexdigest()[:8], 16) / 2**32
    return Pair(mention, seen, row["expected"], row["group"], file != _GREW_UP_ON and share < _KEPT_BACK)
