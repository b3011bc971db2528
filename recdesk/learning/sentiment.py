"""Did somebody like it? Told from what they wrote, with the same text model that reads the works.

A review is read sentence by sentence on an axis from disliked to liked: the difference between the mean
vectors of phrases of our own. Whether a text model can tell the two apart at all is tried, language by
language, on phrases that were kept back; where it cannot, reviews of that language say nothing. MiniLM, which
read little but English, tells in English (.90 of the pairs right) and nowhere else (.48 to .56): a review in
German is no evidence then, and a model that knows German reads it.

Knows texts and a way of making vectors of them. Knows no library; when a review counts, `weights` says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recdesk.learning.phrases import DISLIKED, LIKED

Encode = Callable[[Sequence[str]], NDArray[np.float32]]  # texts to unit vectors (k, width)

TELLS = 0.8  # share of the kept-back pairs that must be right
_ENDS = 3  # sentences from the beginning and the end that are read: there people say whether they liked it
_FAINT = 0.35  # nearer to the middle than this a review says nothing: it retells, or weighs up
_SENTENCE = re.compile(r"[^.!?。！？\n]+[.!?。！？]*")
_HAN, _KANA = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[\u3040-\u30ff]")
_LATIN = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = {
    "en": frozenset("the a an and of to it is was i this that in with for not my at on be but".split()),
    "de": frozenset("der die das und ist es ich nicht ein eine zu mit war sehr auch den von im".split()),
    "fr": frozenset("le la les et est un une des de je pas très ce que qui dans mais c'est du".split()),
    "es": frozenset("el la los las y es un una de que no muy en por con pero me lo se".split()),
}


@dataclass(frozen=True, slots=True, eq=False)
class _Axis:
    direction: NDArray[np.float32]  # (width,)
    middle: float
    reach: float  # from the middle to the mean of either side


class Sentiment:
    """What one text model can tell. `right` by language is the share of kept-back pairs it told apart."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._axes: dict[str, _Axis] = {}
        made: dict[str, float] = {}
        for language in LIKED:
            liked, disliked = encode(LIKED[language]), encode(DISLIKED[language])
            axis = _axis(liked[::2], disliked[::2])
            made[language] = right_pairs(liked[1::2] @ axis.direction, disliked[1::2] @ axis.direction)
            if made[language] >= TELLS:
                self._axes[language] = axis
        self.right: Mapping[str, float] = made

    def of(self, texts: Sequence[str]) -> list[float]:
        """-1 (disliked) to 1 (liked) for each text; 0 where it says nothing, or nothing that can be told."""
        axes = [self._axes.get(language_of(text)) for text in texts]
        cut = [sentences(text) if axis else [] for text, axis in zip(texts, axes)]
        flat = [sentence for part in cut for sentence in part]
        vectors = self._encode(flat) if flat else np.zeros((0, 0), np.float32)
        found, at = [], 0
        for part, axis in zip(cut, axes):
            read, at = vectors[at : at + len(part)], at + len(part)
            found.append(_said(read, axis) if axis and len(read) else 0.0)
        return found


def sentences(text: str) -> list[str]:
    """The first and the last few sentences."""
    every = [found.strip() for found in _SENTENCE.findall(text) if _LATIN.search(found)]
    return every if len(every) <= 2 * _ENDS else every[:_ENDS] + every[-_ENDS:]


def language_of(text: str) -> str:
    """The language a text is likely to be in, "" for one that is not among the phrases. A few words without
    any small word of another language are taken for English."""
    if _KANA.search(text):
        return ""
    if _HAN.search(text):
        return "zh"
    words = _LATIN.findall(text.casefold())
    if not words or sum(word.isascii() for word in words) < len(words) / 2:
        return ""
    counts = {language: sum(w in small for w in words) for language, small in _SMALL_WORDS.items()}
    return max(counts, key=lambda language: counts[language])


def right_pairs(liked: NDArray[np.floating], disliked: NDArray[np.floating]) -> float:
    """The area under the curve: the share of pairs in which what was liked stands higher."""
    more = (liked[:, None] > disliked[None, :]) + 0.5 * (liked[:, None] == disliked[None, :])
    return float(more.mean()) if more.size else 0.5


def _axis(liked: NDArray[np.float32], disliked: NDArray[np.float32]) -> _Axis:
    direction = liked.mean(0) - disliked.mean(0)
    high, low = float((liked @ direction).mean()), float((disliked @ direction).mean())
    return _Axis(direction, (high + low) / 2, max((high - low) / 2, 1e-6))


def _said(vectors: NDArray[np.float32], axis: _Axis) -> float:
    value = float(np.clip(((vectors @ axis.direction) - axis.middle) / axis.reach, -2.0, 2.0).mean())
    return 0.0 if abs(value) < _FAINT else max(-1.0, min(1.0, value))
