"""Bring vectors and model up to date; do only what changed."""

from __future__ import annotations

import hashlib
import shutil
import time
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

from recdesk import ranking
from recdesk.domain.feedback import Opinion
from recdesk.domain.history import Event
from recdesk.domain.journal import Lean
from recdesk.domain.progress import Progress, Say, Stop
from recdesk.domain.taste import TasteInput
from recdesk.jobs.catalogue import prepare
from recdesk.jobs.embedding import embed
from recdesk.jobs.health import MOST_WORKS
from recdesk.jobs.people import packs_state, people_models
from recdesk.jobs.reviews import heard, read_reviews
from recdesk.jobs.text_model import text_folder
from recdesk.library import Library

SEED = 0
# Works of packs that are embedded before learning, some 30 s; the rest follows behind it (`jobs.embed`).
EMBED_FIRST = 2_000


@dataclass(frozen=True, slots=True)
class LearnSummary:
    """`model` is the number of the run that is now current."""

    embedded: int
    seconds: float
    model: int
    events: int
    items: int


def learn(
    library: Library,
    say: Say,
    stop: Stop,
    *,
    seed: int = SEED,
    force: bool = False,
    embed_most: int | None = None,
) -> LearnSummary:
    """Embed what the person's history speaks of and up to `embed_most` (EMBED_FIRST) others, the best known
    first, learn from what is embedded and from the people of ratings packs, and swap the new run in. Nothing
    changed: nothing is done, and torch is never loaded."""
    started = time.monotonic()
    prepare(library, say, stop)
    embedding = embed(library, say, stop, limit=EMBED_FIRST if embed_most is None else embed_most)
    embedded = embedding.embedded
    told = library.history.event_count()  # `events` holds a track twice: for its artist and its album
    events = library.history.learnable_events()
    read_reviews(library, events, say, stop)
    events = heard(library, events)
    opinions = [opinion for opinion in reversed(library.feedback.journal()) if not opinion.undone]
    basis = _basis(library, events, opinions, seed)
    latest = library.runs.latest()
    if latest and latest.basis == basis and not force and latest.folder.is_dir():
        return LearnSummary(embedded, time.monotonic() - started, latest.id, latest.events, latest.works)
    if latest and latest.embedder != _embedder(library) and embedding.left and latest.folder.is_dir():
        # Another text model reads the works behind everything else; the old lists stay until it is through.
        return LearnSummary(embedded, time.monotonic() - started, latest.id, latest.events, latest.works)
    say(Progress("learning"))
    given = taste_input(library, events, opinions)
    from recdesk.learning import learn as learn_taste  # torch: seconds, and only when there is work

    people = people_models(library, given, seed, say, stop)
    run = learn_taste(given, people=people, seed=seed, say=say, stop=stop)
    run = ranking.with_kinship(run, given.kinship, given.kinship_ranks)
    number, folder = library.runs.reserve()
    ranking.save_run(run, folder)
    seconds = time.monotonic() - started
    library.runs.add(
        number,
        seconds=seconds,
        seed=seed,
        embedder=run.embedder,
        events=told,
        works=len(run.work_ids),
        basis=basis,
        learned_feedback=max((opinion.journal_id for opinion in opinions), default=0),
        facts=run.facts,
    )
    for stale in library.runs.stale_folders():
        shutil.rmtree(stale, ignore_errors=True)  # the window may hold it open on some systems
    return LearnSummary(embedded, seconds, number, told, len(run.work_ids))


def taste_input(library: Library, events: list[Event], opinions: list[Opinion]) -> TasteInput:
    """All that a training run may look at, as the library holds it now."""
    from recdesk.learning import vector_width

    embedder = _embedder(library)
    works = library.works.learnable(embedder, MOST_WORKS)
    edges, ranks = library.works.kinship(work.id for work in works)
    # Since they were read, the window may have made two works one: the next training learns from that.
    there = {work.id for work in works}
    events = [event for event in events if event.work_id in there]
    opinions = [opinion for opinion in opinions if opinion.work_id in there]
    return TasteInput(
        works=works,
        vectors=library.vectors.matrix(
            embedder, [work.id for work in works], vector_width(text_folder(library))
        ),
        embedder=embedder,
        kinship=edges,
        kinship_ranks=ranks,
        events=events,
        opinions=opinions,
        now=_latest_time(events, opinions),
        leanings=_leans(library),
    )


def _embedder(library: Library) -> str:
    from recdesk.learning import embedder_id

    return embedder_id(text_folder(library))


def _leans(library: Library) -> dict[int, Lean]:
    return {work_id: leaning.lean for work_id, leaning in library.journal.leanings().items()}


def _latest_time(events: list[Event], opinions: list[Opinion]) -> datetime:
    # "Now" is the last moment the data speaks of: with the wall clock, training twice on the same data
    # would give two different models.
    times = [event.when for event in events if event.when] + [opinion.when for opinion in opinions]
    return max(times, default=datetime(2000, 1, 1, tzinfo=UTC))


def _basis(library: Library, events: list[Event], opinions: list[Opinion], seed: int) -> str:
    """A hash of all that a run depends on."""
    from recdesk.learning import MODEL_VERSION
    from recdesk.learning.others_config import PEOPLE_VERSION, OthersConfig

    embedder = _embedder(library)
    digest = hashlib.sha256(f"{MODEL_VERSION} {embedder} {seed}".encode())
    digest.update(orjson.dumps([(pack.name, pack.version, pack.items) for pack in library.packs.all()]))
    if rated := packs_state(library):
        digest.update(orjson.dumps(rated) + f"{PEOPLE_VERSION} {OthersConfig()}".encode())
    digest.update(str(library.vectors.count(embedder)).encode())
    digest.update(orjson.dumps(events))
    digest.update(orjson.dumps(opinions))
    digest.update(orjson.dumps(sorted(_leans(library).items())))
    return digest.hexdigest()
