"""What the person wrote of works, read for whether they liked them: where no rating says it.

A review is read once by each text model; only the checksum of its text and a figure are kept. Knows which
events are read and where the figures lie; how a text is told, `learning.sentiment` knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from recdesk.domain.history import Action, Event
from recdesk.domain.progress import Progress, Say, Stop
from recdesk.domain.works import text_hash
from recdesk.jobs.text_model import reader, text_folder
from recdesk.library import Library

SAID = "review_sentiments"  # a setting: {"embedder": id, "said": {checksum of the text: -1..1}}
MOST = 500  # reviews of one call, some twenty seconds; the next training reads on
_SPOKEN = frozenset({Action.LIKED, Action.DISLIKED})


def heard(library: Library, events: Sequence[Event]) -> list[Event]:
    """The events with what their reviews are known to say."""
    said = _kept(library)
    if not said:
        return list(events)
    return [
        replace(event, sentiment=said.get(text_hash(event.review), 0.0)) if _is_mute(event) else event
        for event in events
    ]


def read_reviews(library: Library, events: Sequence[Event], say: Say, stop: Stop) -> None:
    """Read what was not read yet, the newest first. Torch is loaded only where there is something to read."""
    said = _kept(library)
    mute = [event for event in reversed(events) if _is_mute(event)]
    texts = {text_hash(event.review): event.review for event in mute}
    todo = {key: text for key, text in texts.items() if key not in said}
    if not todo:
        return
    chosen = dict(list(todo.items())[:MOST])
    say(Progress("reading reviews", 0, len(chosen)))
    from recdesk.learning.sentiment import Sentiment

    encoder = reader(library, [], len(chosen))
    found = Sentiment(lambda batch: encoder.encode(batch, stop=stop)).of(list(chosen.values()))
    # Two decimals: computed in other batches, the last digits differ.
    said |= {key: round(value, 2) for key, value in zip(chosen, found)}
    library.settings.put(SAID, {"embedder": _embedder(library), "said": said})
    say(Progress("reading reviews", len(chosen), len(chosen)))


def _is_mute(event: Event) -> bool:
    """Whether nothing but the words says if the person liked it."""
    said = event.rating is not None or event.liked or event.action in _SPOKEN
    return bool(event.review.strip()) and not said


def _kept(library: Library) -> dict[str, float]:
    kept = library.settings.get(SAID, {})
    if not kept or kept["embedder"] != _embedder(library):
        return {}
    return dict(kept["said"])


def _embedder(library: Library) -> str:
    from recdesk.learning import embedder_id

    return embedder_id(text_folder(library))
