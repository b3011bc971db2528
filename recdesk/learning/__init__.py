"""TORCH. Text to vectors, and one person's history to taste. Only jobs import this room.

What needs torch is loaded when it is first asked for: `embedder_id` alone costs a few milliseconds.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from recdesk.learning.config import MODEL_VERSION, FeatureConfig, LearnConfig, WeightConfig
from recdesk.learning.model_id import embedder_id, model_folder, vector_width

if TYPE_CHECKING:
    from recdesk.learning.embedding_room import SAMPLE, Choice, Way
    from recdesk.learning.encoder import Embedder
    from recdesk.learning.ground import Ground, prepare
    from recdesk.learning.training import learn, taste_of

__all__ = [
    "MODEL_VERSION",
    "SAMPLE",
    "Choice",
    "Embedder",
    "FeatureConfig",
    "Ground",
    "LearnConfig",
    "Way",
    "WeightConfig",
    "embedder_id",
    "learn",
    "model_folder",
    "prepare",
    "taste_of",
    "vector_width",
]

_HEAVY = {
    "SAMPLE": "embedding_room",
    "Choice": "embedding_room",
    "Embedder": "encoder",
    "Ground": "ground",
    "learn": "training",
    "prepare": "ground",
    "taste_of": "training",
    "Way": "embedding_room",
}


def __getattr__(name: str) -> object:
    if name not in _HEAVY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HEAVY[name]}"), name)
