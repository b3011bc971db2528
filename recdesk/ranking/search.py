"""What a person looks for: words in a title, a sentence's meaning, works like this and unlike that.

Knows normalised titles and text vectors. Knows nothing of scores, and embeds nothing itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.faults import UserFault
from recdesk.domain.taste import TasteRun

_BLOCK = 8192  # rows of float16 vectors widened at a time; numpy has no fast float16 product
_UNLIKE = 0.5  # an unlike turns the wish away less than a like turns it to: nearly all works are unlike one


@dataclass(frozen=True, slots=True, eq=False)
class Wish:
    """`meaning` is a sentence as its embedder gives it, not centred, and `embedder` names that embedder.
    `like` and `unlike` are work ids; `titles` are work ids whose title was hit, best first."""

    meaning: NDArray[np.float32] | None = None  # (384,)
    embedder: str = ""
    like: tuple[int, ...] = ()
    unlike: tuple[int, ...] = ()
    titles: tuple[int, ...] = ()

    @property
    def has_meaning(self) -> bool:
        """Whether it says more than titles."""
        return self.meaning is not None or bool(self.like) or bool(self.unlike)


def closeness(run: TasteRun, wish: Wish, row_of: Callable[[int], int]) -> NDArray[np.float64] | None:
    """(n,) cosine of every work with the wish, mean 0 over all works; None if it says nothing but titles, or
    there is no work.

    The wish is one direction: the centred sentence, plus the mean of the liked works, less half the mean of
    the unliked ones (Rocchio 1971). A sentence of another embedder than the run's is refused: equal widths
    hide that the numbers mean different things.
    """
    direction = np.zeros(len(run.centre))
    if wish.meaning is not None:
        if wish.embedder != run.embedder:
            raise UserFault(
                f"The search was read by {wish.embedder or 'an unnamed model'}, the works by {run.embedder}.",
                "Train again so that both are read by the same text model.",
            )
        direction += _unit(wish.meaning.astype(np.float64) - run.centre)
    for works, weight in ((wish.like, 1.0), (wish.unlike, -_UNLIKE)):
        if works:
            rows = [row_of(work_id) for work_id in works]
            direction += weight * _unit(run.vectors[rows].astype(np.float64).mean(axis=0))
    if not direction.any() or not len(run.vectors):
        return None
    towards = _unit(direction).astype(np.float32)
    found = np.empty(len(run.vectors))
    for first in range(0, len(found), _BLOCK):
        found[first : first + _BLOCK] = run.vectors[first : first + _BLOCK].astype(np.float32) @ towards
    found -= found.mean()
    return found


def _unit(vector: NDArray[np.float64]) -> NDArray[np.float64]:
    length = float(np.linalg.norm(vector))
    return np.asarray(vector / length) if length > 0.0 else vector


class TitleIndex:
    """Titles made comparable once, so that every key typed looks through all of them in a few milliseconds.

    `titles` are (work id, title) pairs; a work may have several (aliases, other languages). `weight` says
    which of equally good hits comes first (how widely known a work is); works without one come last.
    """

    def __init__(self, titles: Iterable[tuple[int, str]], weight: Mapping[int, float] | None = None) -> None:
        self._titles = [(comparable(title), work_id) for work_id, title in titles]
        self._weight = dict(weight or {})

    def hits(self, text: str, limit: int = 50) -> tuple[int, ...]:
        """Work ids whose title is the text, begins with it, has all its words, or contains it, in that
        order. Case, accents and punctuation do not count; the last word may be half typed."""
        wanted = comparable(text)
        if not wanted:
            return ()
        best: dict[int, int] = {}
        words = wanted.split()
        for title, work_id in self._titles:
            if (how := _how_well(title, wanted, words)) < best.get(work_id, 9):
                best[work_id] = how
        order = sorted(best, key=lambda w: (best[w], -self._weight.get(w, float("-inf")), w))
        return tuple(order[:limit])


def comparable(text: str) -> str:
    """Lower case, no accents, no punctuation, one space between words; letters of every script stay."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", bare)))


def _how_well(title: str, wanted: str, words: Sequence[str]) -> int:
    """0 the same, 1 begins with it, 2 has all its words, 3 contains it, 9 not a hit."""
    if title == wanted:
        return 0
    if title.startswith(wanted):
        return 1
    if words[0] not in title:
        return 9
    have = f" {title} "
    if all(f" {word} " in have for word in words[:-1]) and f" {words[-1]}" in have:
        return 2
    return 3 if wanted in title else 9
