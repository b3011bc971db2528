"""A worker that learns nothing: it speaks the protocol and does what each job's words tell it to.

Started by the window's tests in place of the real one, as a process of its own. Imports only the standard
library, so it is up in a moment.

    import with "a.csv"     -> progress, then finished with one batch
    ... "slow.csv"          -> waits until it is cancelled
    ... "deaf.csv"          -> never ends and never hears a cancel
    ... "crash.csv"         -> dies
    ... "noise.csv"         -> prints what is no report, then finishes
    ... "broken.csv"        -> failed, with a sentence
    ... "unknown.bin"       -> finished, but nothing was recognised
    embed                   -> waits until it is cancelled; with "--embeds", finishes and leaves nothing to do
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

COUNTS = {"new": 5, "duplicate": 2, "skipped": 1, "review": 0, "unreadable": 1}
cancelled: set[int] = set()
jobs: list[dict[str, Any]] = []
more = threading.Condition()


def say(**report: Any) -> None:
    sys.stdout.write(json.dumps(report) + "\n")
    sys.stdout.flush()


def listen() -> None:
    for line in sys.stdin:
        command = json.loads(line)
        with more:
            if command["do"] == "cancel":
                cancelled.add(command["id"])
            else:
                jobs.append(command)
            more.notify_all()
    os._exit(0)


def batch(path: str) -> dict[str, Any]:
    return {
        "id": 1,
        "source": "netflix_simple",
        "path": path,
        "rows": 9,
        **COUNTS,
        "reasons": {},
        "seconds": 0.1,
    }


def take_in(job: dict[str, Any]) -> None:
    number, path = job["id"], job["paths"][0]
    name = Path(path).name
    say(id=number, report="progress", stage="reading", done=3, total=9, detail=name)
    changed = ["events", "works"]
    if name == "crash.csv":
        os._exit(7)
    if name == "deaf.csv":
        threading.Event().wait()
    if name == "noise.csv":
        sys.stdout.write("100%|####| a progress bar\n{}\n")
    if name == "broken.csv":
        say(id=number, report="failed", say="The zip ends in the middle.", do_next="Download it again.")
    elif name == "unknown.bin":
        ignored = [{"path": path, "why": "no known format"}]
        say(id=number, report="finished", result={"batches": [], "ignored": ignored}, changed=[])
    elif name == "slow.csv":
        with more:
            more.wait_for(lambda: number in cancelled)
        say(id=number, report="cancelled", result={"batches": [batch(path)]}, changed=changed)
    else:
        say(id=number, report="finished", result={"batches": [batch(path)]}, changed=changed)


def run(job: dict[str, Any]) -> None:
    number = job["id"]
    if number in cancelled:
        say(id=number, report="cancelled", result={}, changed=[])
    elif job["do"] == "import":
        take_in(job)
    elif job["do"] == "undo":
        say(id=number, report="finished", result={"removed": 5}, changed=["events"])
    elif job["do"] == "embed" and "--embeds" not in sys.argv:
        with more:
            more.wait_for(lambda: number in cancelled)
        say(id=number, report="cancelled", result={}, changed=[])
    elif job["do"] == "embed":
        say(id=number, report="finished", result={"embedded": 9, "left": 0}, changed=[])
    elif job["do"] == "learn":
        result = {"embedded": 0, "seconds": 0.1, "model": 1, "events": 5, "items": 9}
        say(id=number, report="finished", result=result, changed=[])
    elif job["do"] == "backup":
        result = {"file": job["file"], "bytes": 9, "counts": {"events": 5}}
        say(id=number, report="finished", result=result, changed=[])
    elif job["do"] == "export":
        result = {"folder": job["folder"], "files": 3, "rows": 9}
        say(id=number, report="finished", result=result, changed=[])
    else:
        say(id=number, report="finished", result={}, changed=[])


def main() -> None:
    threading.Thread(target=listen, daemon=True).start()
    say(report="ready", pid=os.getpid())
    print("a library prints to stderr", file=sys.stderr, flush=True)
    while True:
        with more:
            more.wait_for(lambda: jobs)
            job = jobs.pop(0)
        if job["do"] == "bye":
            return
        run(job)


if __name__ == "__main__":
    if "--dies" in sys.argv:
        sys.exit(3)
    main()
