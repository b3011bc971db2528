"""What the models rest on, for those who look after a profile and may not open the learning room."""

from __future__ import annotations

from recdesk.domain.works import embedding_text, text_hash
from recdesk.library import Library


def device_name() -> str:
    """Where text is embedded on this machine: "cuda", "mps" or "cpu". Loads torch."""
    from recdesk.learning.device import pick_device

    return pick_device().type


def unembedded(library: Library) -> tuple[str, list[int]]:
    """The present embedder's id, and the works whose text has no vector of it."""
    from recdesk.learning import embedder_id

    hashes = {work.id: text_hash(embedding_text(work)) for work in library.works.all()}
    return embedder_id(), library.vectors.outdated(embedder_id(), hashes)
