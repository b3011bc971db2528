"""`recdesk evaluate`: measured on the person's own history, or on a ratings pack beside the baselines."""

from __future__ import annotations

import argparse
import math
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from recdesk.cli.numbers import positive, whole
from recdesk.cli.output import ProgressBar, Session, table
from recdesk.domain.faults import UserFault
from recdesk.domain.measured import Figure, OwnReport, PackReport
from recdesk.domain.progress import never_stop
from recdesk.jobs.evaluate import PROTOCOLS, evaluate_pack, evaluate_self
from recdesk.library import Library

_SHOWN = (
    "ndcg@10", "ndcg@100", "recall@20", "recall@50", "precision@10", "f1@10", "coverage@10", "novelty@10",
    "ild@10", "calibration@10",
)  # fmt: skip
_RATIO = "ndcg@100"  # the measure whose ratio to the reference is shown


def grammar(add: Callable[[str, object, str], argparse.ArgumentParser]) -> None:
    made = add("evaluate", evaluate, "measure the recommendations, on your history or on a ratings pack")
    made.add_argument(
        "--ratings", type=Path, metavar="FILE", help="ratings of other people; or a folder or zip with both"
    )
    made.add_argument("--items", type=Path, metavar="FILE", help="the works that those ratings are of")
    made.add_argument("--protocol", choices=PROTOCOLS, help="what is hidden from whom; strong if not said")
    made.add_argument(
        "--seed",
        type=whole,
        action="append",
        metavar="S",
        help="several are measured as one: --seed 0 --seed 1",
    )
    made.add_argument("--people", type=positive, metavar="N", help="test at most so many people")
    made.add_argument(
        "--least", type=positive, metavar="N", help="likes that a work and a person must have (5)"
    )


def evaluate(session: Session, words: Namespace) -> None:
    seeds = tuple(dict.fromkeys(words.seed or [0]))
    if words.ratings is None:
        _refuse_pack_words(words)
        with Library.open(session.profile) as library, ProgressBar() as bar:
            own = evaluate_self(library, bar, never_stop, seed=seeds[0])
        session.answer(_own_document(own), _own_lines(own))
        return
    with ProgressBar() as bar:
        report = evaluate_pack(
            session.profile,
            words.items or words.ratings,
            words.ratings,
            words.protocol or "strong",
            bar,
            never_stop,
            seeds=seeds,
            least=words.least,
            most_tested=words.people,
        )
    session.attention = report.unreadable > 0
    session.answer(_document(report), _lines(report))


def _refuse_pack_words(words: Namespace) -> None:
    for name in ("items", "protocol", "people", "least"):
        if getattr(words, name) is not None:
            raise UserFault(
                f"--{name} speaks of a ratings pack, and none is named.",
                "Name it with --ratings, or leave both out to test your own history.",
            )
    if len(set(words.seed or ())) > 1:
        raise UserFault(
            "Several seeds are measured on a ratings pack only, and none is named.",
            "Name it with --ratings, or give one --seed.",
        )


def _document(report: PackReport) -> dict[str, Any]:
    return {
        "protocol": report.protocol,
        "seeds": list(report.seeds),
        "users": report.people,
        "items": report.works,
        "learned_from": report.learned_from,
        "reference": report.reference,
        "notes": list(report.notes),
        "unreadable": report.unreadable,
        "models": {
            name: {
                **_values(model.figures),
                "intervals": _intervals(model.figures),
                "ratio": _threes(model.ratios),
                "seconds": round(model.seconds, 2),
                **({} if model.of_times is None else {"to_without_times": _threes(model.of_times)}),
            }
            for name, model in report.models.items()
        },
    }


def _own_document(report: OwnReport) -> dict[str, Any]:
    return {
        "protocol": "own",
        "users": 1,
        "items": report.works,
        "hidden": report.hidden,
        "given_events": report.given,
        "by_time": report.by_time,
        "models": {
            name: {**_values(figures), "intervals": {"gain": _three(figures["gain"])}}
            for name, figures in report.figures.items()
        },
        "ahead_of_popularity": _three(report.ahead),
        "gained_by_packs": None if report.others is None else _three(report.others),
        "verdict": report.verdict,
        "calibration_error": _plain(report.calibration_error),
    }


def _lines(report: PackReport) -> list[str]:
    """One table; the last column is the ratio to the reference with its 95 % interval."""
    heading = (
        f"{report.protocol}: {report.people} tested people, {report.works} works, learned from "
        f"{report.learned_from} people; seeds {', '.join(map(str, report.seeds))}"
    )
    rows = [
        [name, *(_short(model.figures[measure].value) for measure in _SHOWN), _interval(model.ratios[_RATIO])]
        for name, model in report.models.items()
    ]
    times = [
        f"{name}: {_RATIO} is {_interval(model.of_times[_RATIO])} times that of the same model without times."
        for name, model in report.models.items()
        if model.of_times is not None
    ]
    said = table(["model", *_SHOWN, f"{_RATIO} to {report.reference}"], rows)
    return [heading, *said, *times, *report.notes]


def _own_lines(report: OwnReport) -> list[str]:
    how = "by time" if report.by_time else "at random, for most of the history has no times"
    rows = [
        [name, _interval(figures["gain"]), *(_short(figures[measure].value) for measure in _SHOWN)]
        for name, figures in report.figures.items()
    ]
    return [
        f"Your history: {report.hidden} works hidden {how}, learned from {report.given} events",
        *table(["model", "gain", *_SHOWN], rows),
        f"Ahead of popularity by {_interval(report.ahead)}: {report.verdict}.",
        *([] if report.others is None else [f"Other people's likes gain {_interval(report.others)}."]),
        f"How sure it is of a work is off by {_short(report.calibration_error)} on the mean (0.5 is a coin).",
    ]


def _values(figures: Mapping[str, Figure]) -> dict[str, float | None]:
    return {name: _plain(figure.value) for name, figure in figures.items()}


def _intervals(figures: Mapping[str, Figure]) -> dict[str, list[float | None]]:
    return {name: [_plain(figure.low), _plain(figure.high)] for name, figure in figures.items()}


def _three(figure: Figure) -> list[float | None]:
    return [_plain(figure.value), _plain(figure.low), _plain(figure.high)]


def _threes(figures: Mapping[str, Figure]) -> dict[str, list[float | None]]:
    return {measure: _three(figure) for measure, figure in figures.items()}


def _plain(value: float) -> float | None:
    """JSON has no word for "not a number"."""
    return None if math.isnan(value) else round(value, 6)


def _short(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.3f}"


def _interval(figure: Figure) -> str:
    return "" if math.isnan(figure.value) else f"{figure.value:.3f} [{figure.low:.3f}, {figure.high:.3f}]"
