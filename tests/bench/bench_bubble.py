"""What the bubble costs with 200,000 events. Prints figures; asserts nothing.

    QT_QPA_PLATFORM=offscreen python tests/bench/bench_bubble.py [200000]

1. Reading the columns of each scope and measuring them: wall and processor time, best of five.
2. The same asked by the page of a window: until the answer stands there, and the longest time in which the
   window's event loop did not turn meanwhile.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as the window does, before numpy
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from recdesk import jobs  # noqa: E402
from recdesk.domain.history import (  # noqa: E402
    Action,
    BatchStatus,
    Guess,
    Mention,
    Precision,
    Reading,
    TimeKind,
)
from recdesk.domain.progress import never_stop, say_nothing  # noqa: E402
from recdesk.domain.works import Kind  # noqa: E402
from recdesk.library import Library, NewMention  # noqa: E402
from recdesk.ranking.concentration import concentration  # noqa: E402
from recdesk.ranking.ways_out import ways_out  # noqa: E402

TOGETHER = 4_000
DAYS_SHOWN = 720
SCOPES = ("film", "series", "music")


def main() -> None:
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    with tempfile.TemporaryDirectory(prefix="recdesk-bubble-") as folder:
        profile = Path(folder) / "profile"
        fill(profile, events)
        measure(profile)
        ask(profile)


def fill(profile: Path, events: int) -> None:
    """Plays of films, series and artists of the starter catalogue over eighteen years, few of them often."""
    rng = np.random.default_rng(1)
    with Library.open(profile) as library:
        jobs.prepare(library, say_nothing, never_stop)
        works = [
            work.id for work in library.works.all() if work.kind in (Kind.FILM, Kind.SERIES, Kind.ARTIST)
        ]
        made = library.history.add_mentions(
            [NewMention(str(work), "{}", "title", 1.0, work_id=work) for work in works]
        )
        links = [made[str(work)] for work in works]
        picks = rng.permutation(len(links))[(rng.pareto(1.0, events) * 30).astype(int) % len(links)]
        batch = library.history.begin_batch("made", "/made.csv", "made")
        step = timedelta(days=18 * 365) / events
        for first in range(0, events, TOGETHER):
            numbers = range(first, min(first + TOGETHER, events))
            rows = [reading(i, step) for i in numbers]
            joined = {i - first: (links[picks[i]], None) for i in numbers}
            library.history.add_rows(batch.id, first + 1, rows, joined)
        library.history.finish_batch(batch.id, BatchStatus.DONE, 1.0)
        for day in range(DAYS_SHOWN):
            library.feedback.note_shown("top", rng.choice(works, 40).tolist(), now=(19_000 + day) * 86_400)


def reading(i: int, step: timedelta) -> Reading:
    when = datetime(2008, 1, 1, tzinfo=UTC) + i * step
    mention = Mention((Guess(Kind.FILM, "made"),))
    return Reading(
        f"row {i}", "{}", f"k{i}", mention, Action.WATCHED, when, Precision.SECOND, TimeKind.CONSUMED
    )


def measure(profile: Path) -> None:
    print(f"{'':8}{'plays':>9}{'wall ms':>10}{'processor ms':>14}")
    for scope in SCOPES:
        walls, costs, plays = [], [], 0
        for _ in range(5):
            wall, cost = time.perf_counter(), time.process_time()
            with Library.open(profile) as library:
                habits = library.habits.read(scope)
            bubble = concentration(habits)
            ways_out(bubble, habits)
            walls.append(time.perf_counter() - wall)
            costs.append(time.process_time() - cost)
            plays = len(habits.consumed.rows)
        print(f"{scope:8}{plays:9,}{1e3 * min(walls):10.0f}{1e3 * min(costs):14.0f}")


def ask(profile: Path) -> None:
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from recdesk.ui import theme
    from recdesk.ui.intents import Intents
    from recdesk.ui.link import WorkerLink
    from recdesk.ui.models.browse import Browse
    from recdesk.ui.pages.bubble import BubblePage
    from recdesk.ui.reader import LibraryReader
    from recdesk.ui.shell_pages import PageMaker

    application = QApplication([])
    theme.apply(application, "light")
    with Library.open(profile) as library:
        intents = Intents(library, WorkerLink([sys.executable, "-c", ""]), Browse(library))
        reader = LibraryReader(profile)
        page = PageMaker(intents, reader).pages()["bubble"]()
        assert isinstance(page, BubblePage)
        page.resize(1250, 800)
        page.show()
        turns = [time.perf_counter()]
        ticking = QTimer()
        ticking.timeout.connect(lambda: turns.append(time.perf_counter()))
        ticking.start(2)

        def asked(what: str, go: Callable[[], object]) -> None:
            page.view = None
            turns[:] = [begun := time.perf_counter()]
            go()
            while page.view is None:
                application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            answered = time.perf_counter() - begun
            while turns[-1] < begun + answered + 0.1:
                application.processEvents()
            longest = max(np.diff(turns))
            print(f"{what:8}answer after {1e3 * answered:.0f} ms, longest gap {1e3 * longest:.0f} ms")

        asked("first", page.come_to_front)
        for scope in SCOPES:
            asked(scope, lambda scope=scope: page.choose_scope(scope))  # type: ignore[misc]
        reader.close()


if __name__ == "__main__":
    main()
