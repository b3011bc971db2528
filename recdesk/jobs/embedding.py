"""Text vectors for works that have none: what the person's history speaks of first, then the best known.

A large pack takes a quarter of an hour and more, so this is work for the background: what is done is kept
every few seconds, and the next call goes on where this one ended, was stopped or was killed.
"""

from __future__ import annotations

from dataclasses import dataclass

from recdesk.domain.progress import Progress, Say, Stop
from recdesk.domain.works import embedding_text, text_hash
from recdesk.jobs.health import MOST_WORKS, unembedded
from recdesk.jobs.text_model import reader
from recdesk.library import Library

CHUNK = 256  # works a transaction: what is embedded survives a kill
ROUND = 20_000  # works of one call in the background, some five minutes; then they are learned from
LEFT = "embedding_left"  # a setting: works without a vector when an embedding last ended


@dataclass(frozen=True, slots=True)
class EmbedSummary:
    """`left` works still want a vector."""

    embedded: int
    left: int


def embed(library: Library, say: Say, stop: Stop, *, limit: int = ROUND) -> EmbedSummary:
    """Embed every work that history or feedback speaks of, and up to `limit` of the others that a run
    holds. Nothing to do: torch is never loaded. Raises Cancelled if it is stopped; what is finished stays."""
    embedder, left = unembedded(library)
    todo = library.vectors.missing(embedder, limit)[:left] if left else []
    if not todo:
        _note(library, left)
        return EmbedSummary(0, left)
    say(Progress("embedding", 0, len(todo)))
    first = library.works.some(todo[:CHUNK]).values()
    encoder = reader(library, [embedding_text(work) for work in first], len(todo))
    for at in range(0, len(todo), CHUNK):
        works = library.works.some(todo[at : at + CHUNK])
        texts = [embedding_text(work) for work in works.values()]
        vectors = encoder.encode(texts, stop=stop)
        library.vectors.put_floats(embedder, list(works), [text_hash(text) for text in texts], vectors)
        say(Progress("embedding", min(at + CHUNK, len(todo)), len(todo)))
    _, left = unembedded(library)
    _note(library, left)
    return EmbedSummary(len(todo), left)


def embed_missing(library: Library, say: Say, stop: Stop) -> int:
    """Embed all that a run can hold, however long it takes. Returns how many."""
    return embed(library, say, stop, limit=MOST_WORKS).embedded


def _note(library: Library, left: int) -> None:
    if library.settings.get(LEFT, 0) != left:
        library.settings.put(LEFT, left)
