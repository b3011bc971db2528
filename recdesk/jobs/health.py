"""What the models rest on, for those who look after a profile and may not open the learning room."""

from __future__ import annotations

from recdesk.jobs.text_model import text_folder
from recdesk.library import Library


def device_name() -> str:
    """Where text is embedded on this machine: "cuda", "mps" or "cpu". Loads torch."""
    from recdesk.learning.device import pick_device

    return pick_device().type


def unembedded(library: Library) -> tuple[str, int]:
    """The present embedder's id, and how many works have no vector of it."""
    from recdesk.learning import embedder_id

    name = embedder_id(text_folder(library))
    return name, library.vectors.count_missing(name)
