"""Which text model a library is read with, and which way of computing is fastest on this machine.

Both are settings of the profile. The way is found once by a short test on the person's own works, and again
when the processor, torch or the model changes; few texts are not worth the test. Knows the settings and when
to ask; what a way is, `learning.embedding_room` knows.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from recdesk.library import Library

if TYPE_CHECKING:
    from recdesk.learning import Embedder

MODEL = "text_model"  # a setting: the folder of a sentence-transformers model; none: the installed one
WAYS = "embedding_ways"  # a setting: what the self-test found, by machine and model
WORTH_IT = 768  # texts from which the test (64 texts, each way twice) is won back


def text_folder(library: Library) -> Path | None:
    """The folder of the model chosen, None for the one that is installed."""
    chosen = library.settings.get(MODEL, "")
    return Path(chosen) if chosen else None


def choose_model(library: Library, folder: Path | None) -> str:
    """Read works with this model from now on, and return its id. UserFault if it is none. Vectors of the
    model before stay until theirs are made anew, and so do the lists (see `jobs.learn`)."""
    from recdesk.learning import embedder_id, vector_width

    whole = None if folder is None else folder.resolve()
    name = embedder_id(whole)
    vector_width(whole)
    library.settings.put(MODEL, "" if whole is None else str(whole))
    return name


def reader(library: Library, texts: list[str], todo: int) -> Embedder:
    """The model, loaded, computing the fastest way known. `todo` texts are about to be read, and `texts` are
    some of them to test on where nothing is known yet."""
    from recdesk.learning import SAMPLE, Embedder, Way

    found = Embedder.load(folder=text_folder(library))
    kept = library.settings.get(WAYS, {})
    room = found.room
    if room in kept:
        found.use(Way(kept[room]["way"]))
    elif todo >= WORTH_IT and len(texts) >= SAMPLE:
        choice = found.find_way(texts[:SAMPLE])
        told = {"way": choice.way, "texts a second": choice.speed, "nearest kept": choice.alike}
        library.settings.put(WAYS, kept | {room: told})
    return found
