"""Spoilt files by the thousand: every format of the registry, its samples spoilt as `spoiling` knows.

Every mutant is looked at and read to its end, and each of its rows must be one that a library can keep (see
`whole_rows`). Every so manieth is imported as well, into one library for the format, and its batches must
have the rows that were read, in counts that sum, with a ledger of that length. Reading or importing that
takes more than 5 s of processor time (or a minute on the clock, which finds a lock that is waited for), or
more than 3 GiB, or ends in anything but rows or a `UserFault`, is a finding, and the file is kept. The
slowest time that is printed is of both together.
"""

from __future__ import annotations

import json
import random
import resource
import shutil
import signal
import tempfile
import time
import traceback
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from recdesk.domain.faults import UserFault
from recdesk.domain.history import BatchStatus
from recdesk.domain.progress import never_stop, say_nothing
from recdesk.importers import find_histories, sources
from recdesk.jobs import import_history
from recdesk.library import Library
from tests.importers.spoiling import spoil
from tests.importers.whole_rows import is_whole

HANG = 5  # seconds of processor time
STUCK = 60  # seconds on the clock
MOST = 3 << 30  # bytes of memory: a mutant that wants more is a finding, and the machine stays
LARGEST = 60_000  # bytes of a seed file: what is cut and joined is much the same in a larger one


@dataclass(slots=True)
class Verdicts:
    """What became of the spoilt files of one format."""

    source: str
    files: int = 0
    imported: int = 0
    rows: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    ends: Counter[str] = field(default_factory=Counter)
    ways: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def as_json(self) -> str:
        return json.dumps({name: getattr(self, name) for name in self.__slots__})

    def line(self) -> str:
        ends = ", ".join(f"{n} {end}" for end, n in sorted(self.ends.items(), key=lambda e: -e[1]))
        return (
            f"{self.source:20} {self.files:6} {self.imported:6} {self.rows:9,} {len(self.ways):4} "
            f"{1000 * self.seconds / max(1, self.files):8.1f} {self.slowest:7.2f}s  {ends}"
        )


def table_of_mutants(
    places: list[Path], mutants: int, minutes: float, only: list[str], kept: Path | None, deep: int
) -> int:
    """Spoils each format in turn and prints a line for it, every `deep`-th mutant imported; returns how many
    findings there are. What `kept` already holds a line of is printed and not tried again."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST, MOST))
    signal.signal(signal.SIGALRM, _hang)
    signal.signal(signal.SIGPROF, _hang)
    known = _known(kept)
    seeds, until, failures = _seeds(places), time.monotonic() + 60 * minutes, 0
    wanted = only or [info.id for info in sources()]
    print(f"{'format':20} {'files':>6} {'import':>6} {'rows':>9} {'ways':>4} {'ms/file':>8}  slowest  ends")
    for source in wanted:
        if source not in seeds:
            print(f"{source:20} has no sample that is small enough")
        elif source not in known and time.monotonic() > until:
            print(f"{source:20} not tried: the time was up")
        else:
            v = known.get(source) or _fuzz(source, seeds[source], mutants, deep)
            failures += len(v.failures)
            print("\n".join([v.line(), *v.failures[:3]]), flush=True)
            if kept and source not in known:
                with kept.open("a", encoding="utf-8") as out:
                    out.write(v.as_json() + "\n")
    print(f"{failures} findings in {len(wanted)} formats")
    return failures


def _known(kept: Path | None) -> dict[str, Verdicts]:
    if kept is None or not kept.exists():
        return {}
    found = [Verdicts(**json.loads(line)) for line in kept.read_text("utf-8").splitlines()]
    return {verdicts.source: verdicts for verdicts in found}


def _seeds(places: list[Path]) -> dict[str, list[Path]]:
    """Folders and files by format, the small ones only."""
    found: dict[str, list[Path]] = {}
    for path in places:
        size = sum(p.stat().st_size for p in [path, *path.rglob("*")] if p.is_file())
        if size <= LARGEST and path.suffix not in (".jsonl", ".sql"):
            for history in find_histories(path).histories:
                found.setdefault(history.source, []).append(path)
    return found


def _fuzz(source: str, seeds: list[Path], mutants: int, deep: int) -> Verdicts:
    verdicts = Verdicts(source)
    rng = random.Random(f"{source} 11")
    with tempfile.TemporaryDirectory() as root, warnings.catch_warnings():
        warnings.simplefilter("error")
        with Library.open(Path(root) / "profile") as library:
            for n in range(mutants):
                _try_one(library if n % deep == 0 else None, rng.choice(seeds), rng, n, verdicts)
    return verdicts


def _try_one(library: Library | None, seed: Path, rng: random.Random, n: int, verdicts: Verdicts) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / seed.name
        shutil.copytree(seed, copy) if seed.is_dir() else shutil.copy(seed, copy)
        file = rng.choice(sorted(p for p in [copy, *copy.rglob("*")] if p.is_file()))
        content, way = spoil(file.read_bytes(), rng)
        file.write_bytes(content)
        began = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, HANG)
        signal.alarm(STUCK)
        try:
            end = _read_spoilt(copy, library, verdicts)
        except UserFault:
            end = "refused with a sentence"
        except (Exception, _TooLong):  # noqa: BLE001 - a crash of any kind is what is looked for
            end = "FAILED"
            kept = Path(tempfile.mkdtemp(prefix=f"failed-{verdicts.source}-{n}-"))
            shutil.copytree(copy, kept / seed.name) if copy.is_dir() else shutil.copy(copy, kept)
            verdicts.failures.append(
                f"{verdicts.source} mutant {n} of {seed} by {way} ({kept}):\n{traceback.format_exc(limit=-6)}"
            )
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.alarm(0)
        took = time.process_time() - began
    verdicts.files += 1
    verdicts.imported += library is not None
    verdicts.seconds += took
    verdicts.slowest = max(verdicts.slowest, took)
    verdicts.ends[end] += 1
    verdicts.ways.update(way.split("+"))


def _read_spoilt(path: Path, library: Library | None, verdicts: Verdicts) -> str:
    found = find_histories(path)
    try:
        read = sum(1 for history in found.histories for row in history.rows() if is_whole(row))
        digests = [history.digest for history in found.histories]  # an import reads every byte for it
        assert all(digests)
        verdicts.rows += read
    except UserFault:
        if library is None:
            raise
        read = -1
    if library is not None:
        signal.setitimer(signal.ITIMER_PROF, HANG)  # an import reads it all once more: a time of its own
        _import_spoilt(library, path, read)
    return "read" if found.histories else "left aside with a reason"


def _import_spoilt(library: Library, path: Path, read: int) -> None:
    report = import_history(library, [path], say_nothing, never_stop)
    for batch in report.batches:
        assert batch.status in (BatchStatus.DONE, BatchStatus.FAILED), batch.status
        assert batch.rows == sum(batch.counts.values()), "the counts do not sum"
        assert len(library.history.ledger(batch.id)) == batch.rows, "the ledger has other rows"
    assert bool(report.faults) == (read < 0), "reading fails one time and not the other"
    if read >= 0:
        assert sum(batch.rows for batch in report.batches) == read, "rows are missing from the ledger"


class _TooLong(BaseException):
    """No Exception: what catches those must not take it for a fault of its own."""


def _hang(*_: object) -> None:
    raise _TooLong(f"longer than {HANG} s")
