"""What the models rest on, for those who look after a profile and may not open the learning room."""

from __future__ import annotations

from recdesk.jobs.text_model import text_folder
from recdesk.library import Library

# Works a run holds besides the person's own: the best known. Of 60,000 works learning takes 13 s of processor
# time and 1.6 GB, and a verdict in the window 80 ms; of 100,000 it takes 20 s and 2.3 GB. What is not in the
# run is still found by its title.
MOST_WORKS = 40_000


def device_name() -> str:
    """Where text is embedded on this machine: "cuda", "mps" or "cpu". Loads torch."""
    from recdesk.learning.device import pick_device

    return pick_device().type


def unembedded(library: Library) -> tuple[str, int]:
    """The present embedder's id, and how many works still want a vector of it: all that the person's own
    history and feedback speak of, and as many of the others as a run can hold, the best known."""
    from recdesk.learning import embedder_id

    embedder = embedder_id(text_folder(library))
    room = max(0, MOST_WORKS - library.vectors.count(embedder))
    return embedder, len(library.vectors.missing(embedder, room))
