"""Catalogue packs: one module per format, and the starter catalogue. Yields works and other people's ratings.

The starter catalogue is offered here; packs are read through `packs` and `ratings_pack`, which load more. No
Qt; SQL is spoken by `_database` alone, to a foreign file.
"""

from recdesk.catalogue.starter import (
    PackVectors,
    StarterPack,
    load_starter,
    load_starter_vectors,
    starter_version,
)

__all__ = ["PackVectors", "StarterPack", "load_starter", "load_starter_vectors", "starter_version"]
