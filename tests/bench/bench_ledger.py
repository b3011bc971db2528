"""Whether an import can lie: python tests/bench/bench_ledger.py [--mutants N] [--minutes M] [--kills K]

For every history under RECDESK_SAMPLES: its rows, the five counts, how much of it was read, and what the
same file adds again. For every format: N spoilt files through finding, reading and a library of their own,
each of which must end in less than 5 s in sentences and counts that sum. With --kills: an import of a mixed
folder killed K times at random moments must end in the events of an import that was never killed.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import killing

from recdesk.domain.faults import UserFault
from recdesk.domain.history import Batch, BatchStatus, RowState
from recdesk.domain.progress import never_stop, say_nothing
from recdesk.importers import History, find_histories
from recdesk.jobs import import_history
from recdesk.library import Library

SAMPLES = Path(os.environ.get("RECDESK_SAMPLES", Path(__file__).parents[3] / "shared" / "samples"))
OURS = Path(__file__).parents[1] / "importers" / "samples"
SHIPPED = Path(__file__).parents[2] / "resources" / "samples"
HANG = 5  # seconds
LARGEST = 300_000  # bytes of a seed file for spoiling
_BITS = (b'"', b"\n", b",", b"{", b"}", b"]", b"\x00", b"\xff", b"\xed\xa0\xbd", b"<", b"]]>", b"1e999", b"-")


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
        for history in find_histories(path).histories:
            _print_history(history, whole)
    share = 1 - whole["bad"] / max(1, whole["rows"])
    print(
        f"{whole['histories']} histories, {whole['rows']:,} rows, {100 * share:.2f} % read, "
        f"{whole['wrong sums']} wrong sums, {whole['new again']} new when imported again"
    )


def _print_history(history: History, whole: Counter[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "profile") as library:
        rows = sum(1 for _ in history.rows())
        first, again = (
            _of(history, import_history(library, [history.path], say_nothing, never_stop).batches)
            for _ in range(2)
        )
    counts = [sum(batch.counts[state] for batch in first) for state in RowState]
    anew = sum(batch.counts[RowState.NEW] for batch in again)
    name = str(history.path.relative_to(SAMPLES))
    good = sum(counts) == sum(batch.rows for batch in first) and (len(first) > 1 or sum(counts) == rows)
    whole.update(
        {"histories": 1, "rows": rows, "bad": counts[4], "wrong sums": not good, "new again": anew}
    )  # fmt: skip
    new, duplicate, skipped, review, bad = counts
    print(
        f"{history.source + ' ' + name:58.58} {rows:6} {new:6} {duplicate:6} {skipped:6} {review:5} {bad:4} "
        f"{anew:5}  {100 * (1 - bad / max(1, rows)):.1f} %{'' if good else '  SUM IS WRONG'}"
    )


def _of(history: History, batches: list[Batch]) -> list[Batch]:
    return [batch for batch in batches if batch.source == history.source]


# -- spoilt files


@dataclass(slots=True)
class Verdicts:
    """What became of the spoilt files of one format."""

    files: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    ends: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def seeds() -> dict[str, list[Path]]:
    """Folders and files by format: ours, shipped and real ones, the small ones only."""
    found: dict[str, list[Path]] = {}
    places = [p for folder in (OURS, SHIPPED, SAMPLES) if folder.is_dir() for p in sample_paths(folder)]
    for path in places:
        size = sum(p.stat().st_size for p in [path, *path.rglob("*")] if p.is_file())
        if size <= LARGEST and path.suffix != ".jsonl":
            for history in find_histories(path).histories:
                found.setdefault(history.source, []).append(path)
    return found


def spoilt(content: bytes, rng: random.Random) -> bytes:
    """Some bytes changed, put in, taken out or doubled, lines mixed, or the end cut off."""
    for _ in range(rng.randint(1, 6)):
        at, length = rng.randrange(len(content) + 1), rng.randrange(80)
        new = rng.choice(_BITS) if rng.random() < 0.6 else rng.randbytes(rng.randrange(1, 9))
        match rng.randrange(7):
            case 0:
                content = content[:at] + new + content[at + len(new) :]
            case 1:
                content = content[:at] + new + content[at:]
            case 2:
                content = content[:at] + content[at + length :]
            case 3:
                content = content[: at + length] + content[at:]
            case 4:
                content = content[:at] + new * rng.randrange(1, 2000) + content[at:]
            case 5:
                lines = content.split(b"\n")
                rng.shuffle(lines)
                content = b"\n".join(lines)
            case _:
                content = content[: max(at, len(content) // 2)]
    return content


def fuzz(source: str, paths: list[Path], mutants: int, root: Path) -> Verdicts:
    verdicts = Verdicts()
    rng = random.Random(f"{source} 7")
    with Library.open(root / source) as library:
        for n in range(mutants):
            _try_one(library, source, rng.choice(paths), rng, n, verdicts)
    return verdicts


def _try_one(
    library: Library, source: str, seed: Path, rng: random.Random, n: int, verdicts: Verdicts
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / seed.name
        shutil.copytree(seed, copy) if seed.is_dir() else shutil.copy(seed, copy)
        file = rng.choice(sorted(p for p in [copy, *copy.rglob("*")] if p.is_file()))
        file.write_bytes(spoilt(file.read_bytes(), rng))
        began = time.perf_counter()
        signal.alarm(HANG)
        try:
            end = _import_spoilt(library, copy)
        except UserFault:
            end = "refused with a sentence"
        except Exception:  # noqa: BLE001 - a crash of any kind is what is looked for
            end = "FAILED"
            kept = Path(tempfile.mkdtemp(prefix=f"failed-{source}-{n}-"))
            shutil.copy(file, kept)
            verdicts.failures.append(f"{source} mutant {n} of {seed} ({kept}):\n{traceback.format_exc()}")
        finally:
            signal.alarm(0)
        took = time.perf_counter() - began
    verdicts.files += 1
    verdicts.seconds += took
    verdicts.slowest = max(verdicts.slowest, took)
    verdicts.ends[end] += 1


def _import_spoilt(library: Library, path: Path) -> str:
    read = sum(1 for history in find_histories(path).histories for _ in history.rows())
    report = import_history(library, [path], say_nothing, never_stop)
    for batch in report.batches:
        assert batch.status in (BatchStatus.DONE, BatchStatus.FAILED), batch.status
        assert batch.rows == sum(batch.counts.values()), "the counts do not sum"
        assert len(library.history.ledger(batch.id)) == batch.rows, "the ledger has other rows"
    if not report.faults:
        assert sum(batch.rows for batch in report.batches) == read, "rows are missing from the ledger"
    return "read" if report.batches else "left aside with a reason"


class _TooLong(Exception):
    """No OSError such as TimeoutError is: an import takes those for faults of the disk."""


def _hang(*_: object) -> None:
    raise _TooLong(f"longer than {HANG} s")


def table_of_mutants(mutants: int, minutes: float) -> int:
    signal.signal(signal.SIGALRM, _hang)
    by_format, until, failures = seeds(), time.monotonic() + 60 * minutes, 0
    print(f"{'format':20} {'files':>6} {'ms/file':>8} {'slowest':>8}  ends")
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("error")
        for source, paths in sorted(by_format.items()):
            if time.monotonic() > until:
                print(f"{source:20} not tried: the time was up")
                continue
            v = fuzz(source, paths, mutants, Path(folder))
            failures += len(v.failures)
            ends = ", ".join(f"{n} {end}" for end, n in v.ends.most_common())
            line = f"{source:20} {v.files:6} {1000 * v.seconds / v.files:8.1f} {v.slowest:7.2f}s  {ends}"
            print("\n".join([line, *v.failures[:2]]), flush=True)
    print(f"{failures} failures in {len(by_format)} formats")
    return failures


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
    given = words.parse_args()
    wrong = 0
    if SAMPLES.is_dir() and not given.no_samples:
        table_of_samples()
    if given.mutants:
        wrong += table_of_mutants(given.mutants, given.minutes)
    if given.kills:
        wrong += table_of_kills(given.kills)
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
