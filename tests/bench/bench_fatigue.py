"""What a list does in weeks in which nothing happens but that it is looked at. Prints figures.

    python tests/bench/bench_fatigue.py [--days 84] [--every 1]

A library of our own making; every day (or every second, or once a week) the first twenty are shown, nobody
opens or judges any. Told are how much of the list stays from one look to the next, how much rests, and for
how long a work stands in the list and stays away. Then somebody opens one work a day.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from recdesk.domain.taste import Dials, Request  # noqa: E402 - needs the path above
from recdesk.domain.works import CatalogueWork, Kind  # noqa: E402
from recdesk.library import Library  # noqa: E402
from recdesk.ranking import Ranker  # noqa: E402
from tests.ranking.made_runs import made_run  # noqa: E402

WORKS, LIST, DAY = 3_000, 20, 86_400
START = 20_000 * DAY


@dataclass
class Weeks:
    """One row a look."""

    lists: list[tuple[int, ...]]
    resting: list[int]
    days: list[int]


def live(folder: Path, days: Sequence[int], opens: bool) -> Weeks:
    made = [CatalogueWork(f"film:{n}", Kind.FILM, f"Work {n}", 1900 + n % 100) for n in range(WORKS)]
    with Library.open(folder) as library:
        library.packs.add("made", version="1", licence="ours", works=made)
        ids = np.array(sorted(work.id for work in library.works.all()), np.int64)
        ranker = Ranker(replace(made_run(WORKS, 60, factors=32, width=64), work_ids=ids))
        weeks = Weeks([], [], list(days))
        for day in days:
            now = float(START + day * DAY)
            resting = library.feedback.resting(now)
            picks = ranker.arrange(Dials(), Request(n=LIST, resting=resting)).picks
            shown = tuple(pick.work_id for pick in picks)
            library.feedback.note_shown("top", shown, now)
            if opens:
                library.feedback.note_opened("top", shown[day % LIST], now)
            weeks.lists.append(shown)
            weeks.resting.append(len(resting))
    return weeks


def tell(weeks: Weeks) -> None:
    kept = [len(set(a) & set(b)) / LIST for a, b in zip(weeks.lists, weeks.lists[1:])]
    stays, gaps = defaultdict[int, list[int]](list), list[int]()
    for day, shown in zip(weeks.days, weeks.lists):
        for work in shown:
            stays[work].append(day)
    step = weeks.days[1] - weeks.days[0]
    runs = list[int]()
    for seen in stays.values():
        apart = np.diff(seen)
        gaps += apart[apart > step].tolist()
        runs += [len(part) for part in np.split(np.array(seen), np.flatnonzero(apart > step) + 1)]
    print(f"  stays from one look to the next: mean {np.mean(kept):.0%}, least {min(kept):.0%}")
    print(f"  rests: at most {max(weeks.resting)}; {len(stays)} works came by in {len(weeks.lists)} looks")
    print(f"  looks in a row: median {np.median(runs):.0f}, most {max(runs)}")
    if gaps:
        print(f"  days away: least {min(gaps)}, median {np.median(gaps):.0f}, most {max(gaps)}")
    first = set(weeks.lists[0])
    back = sum(any(day > 20 for day in stays[work]) for work in first)
    print(f"  of the first twenty {back} came back")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--days", type=int, default=84)
    asked = ask.parse_args()
    for every, opens in ((1, False), (2, False), (7, False), (1, True)):
        what = "one opened each time" if opens else "none opened"
        print(f"\nlooked at every {every} days for {asked.days} days, {what}")
        with tempfile.TemporaryDirectory() as folder:
            tell(live(Path(folder), range(0, asked.days, every), opens))


if __name__ == "__main__":
    main()
