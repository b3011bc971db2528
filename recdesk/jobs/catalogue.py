"""The starter catalogue into the library: once, and again when the program brings a newer one."""

from __future__ import annotations

from recdesk import catalogue
from recdesk.domain.progress import Progress, Say, Stop
from recdesk.library import Library


def prepare(library: Library, say: Say, stop: Stop) -> int:
    """Install or refresh the starter catalogue. Returns how many works were installed, 0 if it was
    there already. Not stoppable half-way: it is one transaction of about a second."""
    version = catalogue.starter_version()
    if library.works.pack_version("starter") == version:
        return 0
    say(Progress("catalogue"))
    pack = catalogue.load_starter()
    vectors = catalogue.load_starter_vectors()
    # Vectors first for works that exist, but the version is written with the works: a death between
    # the two only means that the vectors are put again.
    library.works.install_pack(pack.name, "", pack.licence, pack.works)
    ids = library.works.ids_of([work.uid for work in pack.works])
    library.vectors.put(vectors.embedder, ids, vectors.text_hashes, vectors.codes, vectors.scales)
    library.works.stamp_pack(pack.name, version)
    say(Progress("catalogue", len(ids), len(ids)))
    return len(ids)
