"""Whether reasons are true: the evidence cited first is taken out of the history and all is learned again.

    python tests/bench/bench_reasons.py --pack films artists --cases 200

People of the open packs on the starter catalogue. An item is one of the first twenty of a person's list of
that kind, the evidence is what its account in the window cites first, and the item's score is the window's
(mean 0 and deviation 1 over what may be recommended). It must fall, and by more than when a work of the
history drawn at random is taken out. Besides: how far accounts are from the sum of their parts.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import one_person as lab  # noqa: E402 - needs the path above

from recdesk.domain.history import Event  # noqa: E402
from recdesk.domain.progress import never_stop, say_nothing  # noqa: E402
from recdesk.domain.taste import Dials, Request  # noqa: E402
from recdesk.learning import Ground, LearnConfig, prepare, taste_of  # noqa: E402
from recdesk.ranking import Ranker  # noqa: E402

DATASETS = Path(os.environ.get("RECDESK_DATASETS", ROOT.parent / "shared" / "datasets"))
TURNED = Dials(novelty=0.4, diversity=0.4, popularity=0.35, lately=0.3, in_proportion=True)
SUMS = 25  # accounts of each of the first people whose sums are looked at


@dataclass(frozen=True)
class Case:
    fell: float  # what the item lost without the evidence cited first
    fell_at_random: float  # and without another work of the history
    share: float  # of the history's part, that the evidence cited first carries


def sums(ground: Ground, events: Sequence[Event]) -> float:
    """The largest difference between a score and its parts, or between parts and evidence."""
    ranker, worst = Ranker(taste_of(ground, events, ())), 0.0
    for dials in (Dials(), TURNED):
        for pick in ranker.arrange(dials, Request(n=SUMS)).picks:
            account = ranker.account(pick.work_id, dials, Request())
            told = account.parts["history"] + account.parts.get("people", 0.0)
            worst = max(
                worst,
                abs(sum(pick.parts.values()) - pick.score),
                abs(account.score - pick.score),
                abs(sum(evidence.contribution for evidence in account.evidence) - told),
            )
    return worst


def try_one(ground: Ground, events: list[Event], rng: np.random.Generator) -> Case | None:
    """None: nothing of the history speaks for the item."""
    ranker = Ranker(taste_of(ground, events, ()))
    request = Request(n=20, kinds=frozenset({events[0].kind}))
    picks = ranker.arrange(Dials(), request).picks
    item = picks[int(rng.integers(len(picks)))].work_id
    account = ranker.account(item, Dials(), request)
    cited = [evidence for evidence in account.evidence if evidence.contribution > 0.0]
    if not cited:
        return None
    others = sorted({event.work_id for event in events} - {cited[0].work_id})
    other = int(rng.choice(others))
    before = account.score
    after = [_score(ground, events, gone, item) for gone in (cited[0].work_id, other)]
    return Case(before - after[0], before - after[1], cited[0].contribution / account.parts["history"])


def _score(ground: Ground, events: Sequence[Event], gone: int, item: int) -> float:
    left = [event for event in events if event.work_id != gone]
    return Ranker(taste_of(ground, left, ())).account(item, Dials(), Request()).score


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--pack", nargs="+", default=["films", "artists"])
    ask.add_argument("--cases", type=int, default=200)
    ask.add_argument("--seed", type=int, default=0)
    asked = ask.parse_args()
    for pack in asked.pack:
        started = time.process_time()
        people = lab.read_people_on_starter(DATASETS / pack)
        ground = prepare(people.taste, LearnConfig(), 0, say_nothing, never_stop)
        rng = np.random.default_rng(asked.seed)
        chosen = np.resize(lab.test_people(people, asked.seed), asked.cases)
        worst, cases = 0.0, list[Case]()
        for number, person in enumerate(chosen.tolist()):
            given, _ = lab.fold(people.histories[person], rng)
            events = lab.events_of(given, people)
            if number < 10:
                worst = max(worst, sums(ground, events))
            if case := try_one(ground, events, rng):
                cases.append(case)
        fell = np.mean([case.fell > 0.0 for case in cases])
        more = np.mean([case.fell > case.fell_at_random for case in cases])
        lost = np.median([case.fell for case in cases])
        at_random = np.median([case.fell_at_random for case in cases])
        share = np.median([case.share for case in cases])
        print(f"\n{people.name}, {len(cases)} items of {len(set(chosen.tolist()))} people:")
        print(f"  without the evidence cited first the score fell in {fell:.1%}, by {lost:.3f} at the median")
        print(f"  by more than without another work in {more:.1%} (that cost {at_random:.3f})")
        print(f"  the first evidence carries {share:.0%} of what the history says, at the median")
        print(f"  {20 * SUMS} accounts: largest difference between a sum and its parts {worst:.1e}")
        print(f"  ({time.process_time() - started:.0f} s on the processor)", flush=True)


if __name__ == "__main__":
    main()
