"""Learning from the people of ratings packs, for lists: once for each pack, and again only when it must be.

What was learned lies beside the ratings (`packs/<name>.people`), a run in the middle of it in
`packs/<name>.book`. Works join in as soon as they have a vector; while many of a pack still wait for theirs,
what was learned before speaks on, or nothing does.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import orjson
from numpy.typing import NDArray

from recdesk.domain.faults import UserFault
from recdesk.domain.progress import Progress, Say, Stop
from recdesk.domain.works import Work
from recdesk.library import Library

if TYPE_CHECKING:  # torch
    from recdesk.domain.ratings import RatingsTable
    from recdesk.domain.taste import TasteInput
    from recdesk.learning.people_model import PeopleModel

log = logging.getLogger(__name__)

_ENOUGH = 0.98  # share of the ratings whose works have a vector, from which on a pack is learned from


def packs_state(library: Library) -> list[tuple[str, int, int]]:
    """Which packs have ratings, and whether their files are as they were: (name, bytes, time)."""
    files = [(name, library.pack_figures.ratings_file(name)) for name in library.pack_figures.rated()]
    return [(name, file.stat().st_size, file.stat().st_mtime_ns) for name, file in files]


def people_models(library: Library, taste: TasteInput, seed: int, say: Say, stop: Stop) -> list[PeopleModel]:
    """What the people of every pack have taught, learned where that is new. Raises Cancelled; a run that was
    stopped is gone on with."""
    found = []
    for name in library.pack_figures.rated():
        try:
            ratings = library.pack_figures.ratings(name)
        except UserFault as fault:  # one damaged pack must not take the person's own taste away
            log.warning("The pack %s is left out: %s", name, fault)
            continue
        if ratings is not None and (model := _model(library, name, *ratings, taste, seed, say, stop)):
            found.append(model)
    return found


def _model(
    library: Library,
    name: str,
    numbers: NDArray[np.int64],
    table: RatingsTable,
    taste: TasteInput,
    seed: int,
    say: Say,
    stop: Stop,
) -> PeopleModel | None:
    from recdesk.learning.book import Book
    from recdesk.learning.people import PeopleConfig, learn_people, likes_in
    from recdesk.learning.people_model import load_people, save_people

    say(Progress("people"))
    ids = np.array([work.id for work in taste.works], np.int64)
    read = np.isin(numbers, ids[np.any(taste.vectors != 0, axis=1)])
    there = np.isin(numbers, ids[[work.origin != "history" for work in taste.works]])
    liked = likes_in(table, np.where(read & there, numbers, -1), PeopleConfig(), stop)
    file, book = library.pack_figures.people_file(name), library.pack_figures.book_file(name)
    kept = load_people(file)
    if liked is None:
        return None
    rows = np.searchsorted(ids, liked.works)
    works = [taste.works[row] for row in rows.tolist()]
    digest = _file_digest(library.pack_figures.ratings_file(name))
    basis = f"{digest} {_basis(works, taste.embedder, seed)}"
    if kept is not None and kept.basis == basis:
        return kept
    waiting = not read[table.item].mean() >= _ENOUGH if len(table.item) else True
    if waiting and (kept is None or kept.basis.startswith(digest)):
        return kept
    made = learn_people(
        name, basis, liked, works, taste.vectors[rows],
        seed=seed, before=kept, book=(notes := Book(book, basis)), say=say, stop=stop,
    )  # fmt: skip
    try:
        save_people(made, file)
    except OSError as error:
        raise UserFault(
            f"What was learned from the pack {name} could not be written to {file}: "
            f"{error.strerror or error}.",
            "Make room on that disk or allow writing there, then train again.",
        ) from error
    notes.close()
    return made


def _file_digest(file: Path) -> str:
    with file.open("rb") as ratings:
        return hashlib.file_digest(ratings, "sha256").hexdigest()[:16]


def _basis(works: Sequence[Work], embedder: str, seed: int) -> str:
    """A hash of what a model is learned from besides the ratings: the works as their features see them."""
    from recdesk.learning.others_config import PEOPLE_VERSION

    digest = hashlib.sha256(f"{PEOPLE_VERSION} {embedder} {seed}".encode())
    for work in works:
        told = (
            work.id, work.kind, work.title, work.year, work.creators, work.genres, work.tags,
            work.countries, work.languages, work.description,
        )  # fmt: skip
        digest.update(orjson.dumps(told))
    return digest.hexdigest()
