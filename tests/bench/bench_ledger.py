"""Whether an import can lie: python tests/bench/bench_ledger.py [--mutants N] [--minutes M] [--kills K]

For every history under RECDESK_SAMPLES: its rows beside those of its own batch, the five counts, how much of
it was read, and what the same file adds again. For every format: N spoilt files, all of them found and read
row by row, one in 25 (--deep 1: every one) imported into a library (`mutants` says what is checked at which
depth); each must end in less than 5 s of processor time in rows or sentences. --kept FILE remembers the
formats that are done, so that a run of an hour can be taken up again. With --kills: an import of a mixed
folder killed K times at random moments must end in the events of an import that was never killed.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))
import killing
import mutants as spoilt_files

from recdesk.domain.history import Batch, RowState
from recdesk.domain.progress import never_stop, say_nothing
from recdesk.importers import History, find_histories
from recdesk.jobs import import_history
from recdesk.library import Library

SAMPLES = Path(os.environ.get("RECDESK_SAMPLES", Path(__file__).parents[3] / "shared" / "samples"))
OURS = Path(__file__).parents[1] / "importers" / "samples"
SHIPPED = Path(__file__).parents[2] / "resources" / "samples"


# -- every real sample


def sample_paths(folder: Path) -> Iterator[Path]:
    """Each folder of a sample that holds files, and each file that lies beside folders."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and any(p.is_dir() for p in path.iterdir()):
            yield from sample_paths(path)
        else:
            yield path


def table_of_samples() -> None:
    print(f"{'history':58} {'rows':>6} {'new':>6} {'dupl':>6} {'skip':>6} {'ask':>5} {'bad':>4} again  read")
    whole: Counter[str] = Counter()
    for path in sample_paths(SAMPLES):
        _print_histories(path, whole)
    share = 1 - whole["bad"] / max(1, whole["rows"])
    print(
        f"{whole['histories']} histories, {whole['rows']:,} rows, {100 * share:.2f} % read, "
        f"{whole['wrong sums']} wrong sums, {whole['new again']} new when imported again"
    )


def _print_histories(path: Path, whole: Counter[str]) -> None:
    """Every history of a path beside its own batch: as many rows as were read, in counts that sum."""
    histories = find_histories(path).histories
    read = [sum(1 for _ in history.rows()) for history in histories]
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "profile") as library:
        first, again = (import_history(library, [path], say_nothing, never_stop).batches for _ in range(2))
        kept = [len(library.history.ledger(batch.id)) for batch in first]
    for history, rows, batch, later, ledger in zip(histories, read, first, again, kept, strict=True):
        _print_history(history, rows, batch, later, ledger, whole)


def _print_history(
    history: History, rows: int, batch: Batch, later: Batch, ledger: int, whole: Counter[str]
) -> None:
    counts = [batch.counts[state] for state in RowState]
    anew = later.counts[RowState.NEW]
    good = batch.source == history.source and sum(counts) == batch.rows == rows == ledger
    whole.update(
        {"histories": 1, "rows": rows, "bad": counts[4], "wrong sums": not good, "new again": anew}
    )  # fmt: skip
    new, duplicate, skipped, review, bad = counts
    name = str(history.place.relative_to(SAMPLES))
    print(
        f"{history.source + ' ' + name:58.58} {rows:6} {new:6} {duplicate:6} {skipped:6} {review:5} {bad:4} "
        f"{anew:5}  {100 * (1 - bad / max(1, rows)):.1f} %{'' if good else '  SUM IS WRONG'}"
    )


# -- kill -9


def table_of_kills(kills: int) -> int:
    rng = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        files = killing.mixed_folder(root / "files", 60_000)
        began = time.monotonic()
        expected, _ = killing.killed_import(root / "whole", files, [])
        whole = time.monotonic() - began
        done = rounds = wrong = 0
        while done < kills:
            moments = [rng.uniform(0.3, 0.8 * whole) for _ in range(min(5, kills - done))]
            events, alive = killing.killed_import(root / f"killed{rounds}", files, moments)
            rounds, done, wrong = rounds + 1, done + max(1, alive), wrong + (events != expected)
            shutil.rmtree(root / f"killed{rounds - 1}")
    print(
        f"killed {done} times in {rounds} imports of {len(expected):,} events ({whole:.1f} s if left alone): "
        f"{wrong} ended in other events"
    )
    return wrong


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--mutants", type=int, default=50)
    words.add_argument("--minutes", type=float, default=10)
    words.add_argument("--kills", type=int, default=0)
    words.add_argument("--no-samples", action="store_true")
    words.add_argument("--formats", nargs="*", default=[], help="spoil these only")
    words.add_argument("--deep", type=int, default=25, help="import every so manieth spoilt file")
    words.add_argument("--kept", type=Path, help="a file that remembers what was spoilt already")
    given = words.parse_args()
    wrong = 0
    if SAMPLES.is_dir() and not given.no_samples:
        table_of_samples()
    if given.mutants:
        places = [p for root in (OURS, SHIPPED, SAMPLES) if root.is_dir() for p in sample_paths(root)]
        wrong += spoilt_files.table_of_mutants(
            places, given.mutants, given.minutes, given.formats, given.kept, given.deep
        )
    if given.kills:
        wrong += table_of_kills(given.kills)
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
