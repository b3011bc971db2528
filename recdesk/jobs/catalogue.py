"""The starter catalogue into the library: once, and again when the program brings a newer one."""

from __future__ import annotations

import numpy as np

from recdesk import catalogue
from recdesk.domain.progress import Progress, Say, Stop
from recdesk.domain.works import embedding_text, text_hash
from recdesk.library import Library
from recdesk.matching import CatalogueNaming

STARTER = "starter"


def prepare(library: Library, say: Say, stop: Stop) -> int:
    """Install or refresh the starter catalogue. Returns how many works it has, 0 if it was there already.
    Not stoppable half-way: it takes a second or two."""
    version = catalogue.starter_version()
    if library.works.pack_version(STARTER) == version:
        return 0
    say(Progress("catalogue"))
    pack = catalogue.load_starter()
    # Beside other packs its new works may be there already. Alone, names are formed when they are needed.
    alone = all(other.name == STARTER for other in library.packs.all())
    # The version is written last: a death before that only means that all is done again.
    library.packs.add(
        STARTER, pack.works, version="", licence=pack.licence, naming=None if alone else CatalogueNaming()
    )
    _put_vectors(library, [work.uid for work in pack.works])
    library.works.stamp_pack(STARTER, version)
    say(Progress("catalogue", len(pack.works), len(pack.works)))
    return len(pack.works)


def _put_vectors(library: Library, uids: list[str]) -> None:
    """The vectors that came with the program, for the works that say what was embedded."""
    vectors = catalogue.load_starter_vectors()
    ids = library.packs.ids_of(STARTER, uids)
    works = library.works.some(i for i in ids if i is not None)
    hashes = [text_hash(embedding_text(works[i])) if i in works else "" for i in ids]
    fit = [row for row, text in enumerate(hashes) if text and text == vectors.text_hashes[row]]
    rows = np.array(fit, dtype=np.int64)
    library.vectors.put(
        vectors.embedder, [ids[row] or 0 for row in fit], [hashes[row] for row in fit],
        vectors.codes[rows], vectors.scales[rows],
    )  # fmt: skip
