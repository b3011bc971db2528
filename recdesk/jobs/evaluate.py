"""Does it know what it does? Measurements on a ratings pack, and the person's own backtest."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recdesk.catalogue.format import Tally, listed
from recdesk.catalogue.ratings_pack import read_ratings_pack
from recdesk.domain.faults import UserFault
from recdesk.domain.measured import OwnReport, PackReport
from recdesk.domain.progress import Progress, Say, Stop
from recdesk.domain.ratings import RatingsTable
from recdesk.domain.works import CatalogueWork, Work, embedding_text, text_hash
from recdesk.jobs.catalogue import prepare
from recdesk.jobs.embedding import embed
from recdesk.jobs.learn import SEED, taste_input
from recdesk.jobs.people import people_models
from recdesk.jobs.reviews import heard
from recdesk.library import Library

log = logging.getLogger(__name__)

PROTOCOLS = ("strong", "single", "time", "cold")
_FEW = 100  # tested people; with so many the interval of a ratio is about 5 % to either side
CACHE = "evaluation"  # folder of the profile that keeps the text vectors of measured packs


def evaluate_pack(
    profile: Path,
    items: Path,
    ratings: Path,
    protocol: str,
    say: Say,
    stop: Stop,
    *,
    seeds: Sequence[int] = (0,),
    least: int | None = None,
    most_tested: int | None = None,
) -> PackReport:
    """Measure every model of the protocol on a pack that is read for this and not stored. Texts are title,
    genres, makers and tags: descriptions sometimes name similar works, and that would leak."""
    say(Progress("reading"))
    tally = Tally()
    works, _, table = read_ratings_pack(items, ratings, tally)
    plain = [replace(work, description="") for work in works]
    texts = _embedded(plain, profile / CACHE, say, stop)
    from recdesk.learning.evaluation import LEAST, Protocol, measure

    report = measure(
        [_numbered(number, work) for number, work in enumerate(plain, start=1)],
        texts,
        table,
        Protocol(protocol),
        seeds=seeds,
        least=LEAST if least is None else least,
        most_tested=most_tested,
        say=say,
        stop=stop,
    )
    return replace(report, notes=_notes(report, table, tally), unreadable=tally.broken.total())


def _notes(report: PackReport, table: RatingsTable, tally: Tally) -> tuple[str, ...]:
    """What a reader of the figures has to know of the rows and people behind them."""
    from recdesk.learning.likes import bar_of

    bar = bar_of(table)
    if bar is None:
        said = ["Whoever chose a work counts as liking it, whatever the rating."]
    elif bar < 1e-9:
        said = ["A rating above nought counts as liking."]
    else:
        said = [f"A rating of {bar:g} or more counts as liking."]
    if report.people < _FEW:
        said.append(f"Tested on {report.people} people: only large differences are more than chance.")
    if tally.left_out:
        said.append(f"Left out: {listed(tally.left_out)}.")
    if tally.broken:
        said.append(f"Not read: {listed(tally.broken)}; the first is {tally.examples[0]}.")
    return tuple(said)


def evaluate_self(library: Library, say: Say, stop: Stop, *, seed: int = 0) -> OwnReport:
    """The backtest on the person's own history. Nothing of it is kept."""
    prepare(library, say, stop)
    embed(library, say, stop, limit=0)  # what the history speaks of
    events = library.history.learnable_events()
    if not events:
        raise UserFault("There is no history to test.", "Import one first: `recdesk import FILE`.")
    from recdesk.learning.evaluation import backtest

    given = taste_input(library, heard(library, events), [])
    people = people_models(library, given, SEED, say, stop)
    report = backtest(given, people=people, seed=seed, say=say, stop=stop)
    return replace(report, works=len(given.works))


def _numbered(number: int, work: CatalogueWork) -> Work:
    return Work(
        id=number,
        uid=work.uid,
        kind=work.kind,
        title=work.title,
        year=work.year,
        creators=work.creators,
        genres=work.genres,
        tags=work.tags,
        countries=work.countries,
        languages=work.languages,
        reach=None,
        audience=None,
        description=work.description,
        origin="pack",
    )


def _embedded(works: Sequence[CatalogueWork], folder: Path, say: Say, stop: Stop) -> NDArray[np.float32]:
    """(n, 384) text vectors, kept in the profile as long as texts and embedder are the same: 17,000 works
    take three minutes. What cannot be read back, or kept, is read anew: it only saves time."""
    from recdesk.learning import Embedder, embedder_id

    said = [embedding_text(work) for work in works]
    kept = folder / f"{text_hash(chr(10).join([embedder_id(), *said]))}.npy"
    vectors: NDArray[np.float32]
    with suppress(OSError, ValueError, EOFError):
        vectors = np.load(kept, allow_pickle=False)
        return vectors
    vectors = Embedder.load().encode(said, say, stop)
    beside = kept.with_suffix(f".{os.getpid()}.npy")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with beside.open("wb") as file:
            np.save(file, vectors, allow_pickle=False)
        beside.replace(kept)
    except OSError as error:
        log.warning("The vectors of a measured pack could not be kept in %s: %s", folder, error)
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    return vectors
