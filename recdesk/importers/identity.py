"""Keys: what makes an event the same event when it is imported again, and the raw row as it is kept."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Mapping, Sequence

import orjson

_SEPARATOR = "\x1f"
_REMEMBERED = 50_000
_DEEPEST = 20  # lists in lists of a raw row; exports have three


def event_key(*parts: object) -> str:
    """24 hex digits (96 bits) naming an event within its source. Titles are folded, so that a re-saved file
    (other case, other Unicode form, doubled spaces) names the same event."""
    text = _SEPARATOR.join(map(str, parts))
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    if "  " in folded or "\n" in folded or "\t" in folded:
        folded = _SEPARATOR.join(" ".join(part.split()) for part in folded.split(_SEPARATOR))
    return hashlib.blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def key_elsewhere(source: str, key: str) -> str:
    """A key of another source of the same service, as `Reading.covers` names it."""
    return f"{source}/{key}"


def entry_keys(entry: Sequence[object], finished: str, score: float) -> tuple[str, tuple[str, ...]]:
    """The key of an entry in a list of works, and the keys it had before: the list is exported again when the
    entry has a score or the time of its end, and tells the same viewing once more. `finished` is that time as
    text, "" where there is none yet; a `score` of 0 is none."""
    times, scores = dict.fromkeys((finished, "")), dict.fromkeys((score, 0.0))
    now, *before = (event_key(*entry, time, f"{points:g}") for time in times for points in scores)
    return now, tuple(before)


class Occurrences:
    """Numbers equal keys of a play log: the second equal row of a file gets `key:2`.

    Equal rows of a play log carry the same time and so lie near each other; the last 50,000 to 100,000 keys
    are remembered, which bounds the memory of a file of any length.
    """

    def __init__(self) -> None:
        self._now: dict[str, int] = {}
        self._before: dict[str, int] = {}

    def number(self, key: str) -> str:
        seen = self._now.get(key, 0) or self._before.get(key, 0)
        if len(self._now) >= _REMEMBERED:
            self._before, self._now = self._now, {}
        self._now[key] = seen + 1
        return key if seen == 0 else f"{key}:{seen + 1}"


def raw_json(row: Mapping[str, object], columns: Collection[str]) -> str:
    """These columns of a row as JSON text, the empty ones left out."""
    pairs = zip(columns, map(row.get, columns), strict=True)
    kept = {name: value for name, value in pairs if value is not None and value != ""}
    try:
        return orjson.dumps(kept).decode()
    # Half a character, which JSON can escape and UTF-8 cannot hold; a number too long; lists without an end.
    except TypeError:
        return orjson.dumps({k: _whole(v) for k, v in kept.items()}).decode()


def clip(text: str, length: int = 120) -> str:
    """The beginning of a text, in one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"


def _whole(value: object, depth: int = 0) -> object:
    """The value as JSON can hold it; what is nested deeper than any export is cut off."""
    match value:
        case str():
            return value.encode("utf-8", "replace").decode()
        case int() if abs(value) >= 1 << 63:
            return str(value) if abs(value) < 1 << 1000 else "a very large number"
        case dict() | list() if depth > _DEEPEST:
            return "…"
        case dict():
            return {_whole(str(name)): _whole(inner, depth + 1) for name, inner in value.items()}
        case list():
            return [_whole(inner, depth + 1) for inner in value]
    return value
