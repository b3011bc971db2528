"""How long the starter catalogue takes to be ready: python tests/bench/bench_catalogue_load.py

Prints the best and the median of nine fresh processes in milliseconds, and the sizes of the files.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from recdesk.domain.resources import resource  # noqa: E402 - needs the path above

_CHILD = """
import json, sys, time
start = time.perf_counter()
def lap():
    global start
    now = time.perf_counter()
    passed, start = now - start, now
    return passed * 1000
from recdesk import catalogue
laps = {"import of the room": lap()}
catalogue.starter_version()
laps["version"] = lap()
works = catalogue.load_starter().works
laps["works"] = lap()
import numpy
laps["import of numpy"] = lap()
vectors = catalogue.load_starter_vectors()
laps["vectors"] = lap()
vectors.decode()
laps["vectors decoded"] = lap()
print(json.dumps({"works": len(works), "laps": laps}))
"""


def main() -> None:
    runs = [_run() for _ in range(9)]
    print(f"{runs[0]['works']} works; milliseconds, best and median of {len(runs)} fresh processes")
    for name in runs[0]["laps"]:
        laps = [run["laps"][name] for run in runs]
        print(f"  {name:<20} {min(laps):7.1f} {statistics.median(laps):7.1f}")
    for name in ("starter.jsonl.gz", "starter-vectors.npz"):
        print(f"  {name:<20} {resource('catalogue', name).stat().st_size / 1e6:7.2f} MB")


def _run() -> dict:  # type: ignore[type-arg]
    done = subprocess.run(
        [sys.executable, "-c", _CHILD], cwd=ROOT, capture_output=True, check=True, text=True, timeout=120
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]


if __name__ == "__main__":
    main()
