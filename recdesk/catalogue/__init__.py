"""Catalogue packs: one module per format, and the starter catalogue. Yields works. No SQL, no Qt."""

from recdesk.catalogue.starter import (
    PackVectors,
    StarterPack,
    load_starter,
    load_starter_vectors,
    starter_version,
)

__all__ = ["PackVectors", "StarterPack", "load_starter", "load_starter_vectors", "starter_version"]
