"""How right matching is, on both halves of the labelled pairs: precision, recall, doubts and calibration.

    python -m tests.bench.bench_matching [--wrong] [--kept-back]

A link is right if it leads to the labelled work; a pair that a person would have to settle is wrong when it
is linked at all. Recall is the share linked rightly of the pairs whose work the starter catalogue holds. The
expected calibration error (ECE) is the mean distance, by bins, of the stated probability of the first
candidate from the share that is the labelled work; pairs that only a person can settle have no truth there.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from recdesk.matching import MatchState
from tests.matching.labelled import Answered, answer, read_pairs, starter_index

_BINS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.98, 0.99, 1.01)


def reliability(answers: Iterable[Answered]) -> list[tuple[int, float, float]]:
    """(answers, mean stated probability, share right) of every bin that is not empty."""
    stated = [one for one in answers if one.first and one.pair.expected != "DOUBTFUL"]
    table = []
    for low, high in pairwise(_BINS):
        inside = [one for one in stated if low <= one.confidence < high]
        if inside:
            said = sum(one.confidence for one in inside) / len(inside)
            right = sum(one.first == one.pair.expected for one in inside) / len(inside)
            table.append((len(inside), said, right))
    return table


def calibration_error(table: Sequence[tuple[int, float, float]]) -> float:
    """ECE of a reliability table."""
    total = sum(number for number, _, _ in table)
    return sum(number * abs(said - right) for number, said, right in table) / total if total else 0.0


def _line(name: str, answers: Sequence[Answered]) -> str:
    accepted = [one for one in answers if one.state is MatchState.ACCEPTED]
    right = sum(one.right for one in accepted)
    meant = sum(one.pair.in_catalogue for one in answers)
    doubtful = sum(one.state is MatchState.DOUBTFUL for one in answers)
    precision = f"{right / len(accepted):7.2%}" if accepted else "      -"
    recall = f"{right / meant:7.2%}" if meant else "      -"
    error = f"{calibration_error(reliability(answers)):6.3f}"
    return f"{name:<18}{len(answers):6}{len(accepted):9}{precision:>10}{recall:>9}{doubtful:>8}{error:>8}"


def _by(answers: Sequence[Answered], key: Callable[[Answered], str]) -> Iterable[tuple[str, list[Answered]]]:
    for name in sorted({key(one) for one in answers}):
        yield name, [one for one in answers if key(one) == name]


def report(name: str, answers: Sequence[Answered], *, wrong: bool) -> None:
    """Print the figures of one half."""
    print(f"\n{name:<18}{'pairs':>6}{'linked':>9}{'precision':>10}{'recall':>9}{'doubts':>8}{'ECE':>8}")
    print(_line("all", answers))
    for kind, some in _by(answers, lambda one: one.pair.mention.kind.value):
        print(_line(kind, some))
    for group, some in _by(answers, lambda one: one.pair.group):
        print(_line("- " + group, some))
    for state in (MatchState.ACCEPTED, MatchState.DOUBTFUL):
        table = reliability(one for one in answers if one.state is state)
        print(f"reliability of {state.value} answers, ECE {calibration_error(table):.3f}")
        for number, said, right in table:
            print(f"    {number:5} said {said:.3f}  right {right:.3f}")
    if wrong:
        for one in answers:
            if one.state is MatchState.ACCEPTED and not one.right:
                print("  wrong:", one, one.pair.mention.year or "", "; ".join(one.pair.mention.creators))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--wrong", action="store_true", help="list the wrong links")
    parser.add_argument("--kept-back", action="store_true", help="the half that nothing is tuned on, too")
    given = parser.parse_args()
    pairs = read_pairs()
    index, uids = starter_index()
    started = time.process_time()
    answers = answer(pairs, index, uids)
    took = time.process_time() - started
    print(f"{len(pairs)} pairs, {took / len(pairs) * 10_000:.2f} s of processor time for 10,000")
    report("tuned on", [one for one in answers if not one.pair.kept_back], wrong=given.wrong)
    if given.kept_back:
        report("kept back", [one for one in answers if one.pair.kept_back], wrong=given.wrong)


if __name__ == "__main__":
    main()
