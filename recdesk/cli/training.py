"""`recdesk train`: vectors and model up to date, if wished with another text model."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from recdesk import jobs
from recdesk.cli.output import ProgressBar, Session
from recdesk.domain.progress import never_stop
from recdesk.library import Library

STANDARD = "standard"


def grammar(add: Callable[[str, object, str], ArgumentParser]) -> None:
    """What may be typed."""
    made = add("train", train, "bring embeddings and model up to date")
    made.add_argument("--force", action="store_true", help="learn again even if nothing changed")
    made.add_argument(
        "--model",
        metavar="FOLDER",
        help="read works with the sentence-transformers model in this folder from now on; "
        f'"{STANDARD}" goes back to the one that came with the program',
    )


def train(session: Session, words: Namespace) -> None:
    with Library.open(session.profile) as library, ProgressBar() as bar:
        read = 0
        if words.model is not None:
            jobs.choose_model(library, None if words.model == STANDARD else Path(words.model))
            jobs.prepare(library, bar, never_stop)
            read = jobs.embed_missing(
                library, bar, never_stop
            )  # asked for by name: no list before all is read
        # Nothing goes on behind a command, as it does behind the window: what a run can hold is read now.
        summary = jobs.learn(library, bar, never_stop, force=words.force, embed_most=jobs.MOST_WORKS)
    embedded = read + summary.embedded
    document = {
        "embedded": embedded,
        "seconds": round(summary.seconds, 3),
        "model": summary.model,
        "events": summary.events,
        "items": summary.items,
    }
    line = (
        f"Model {summary.model}: {summary.events} events, {summary.items} works, "
        f"{embedded} newly embedded, {summary.seconds:.1f} s."
    )
    session.answer(document, [line])
