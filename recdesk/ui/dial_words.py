"""What the dials do to the list in sight, in people's words: true at every position, short enough for a line.

Each effect is what the list is like now; where another one would say more, it is set beside the plain order
(every dial at rest). How many works one dial alone has brought in is said beside its slider.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from recdesk.domain.works import Kind
from recdesk.ui.words import isolated, kind_plural, listed

if TYPE_CHECKING:
    from recdesk.domain.taste import Measures

translate = QCoreApplication.translate


def effect_of(dial: str, now: Measures, plain: Measures | None) -> str:
    """The list in the terms of one dial, beside the `plain` order where that is known."""
    if not now.size:
        return ""
    before = plain if plain is not None and plain.size else now
    if dial == "novelty":
        return outside(now) if now.outside_usual or before.outside_usual else _further(now, before)
    if dial == "diversity":
        return _varied(now, before)
    if dial == "popularity":
        return _reach(now, before)
    if dial == "in_proportion":
        return _proportion(now, before)
    return _lately(now, before)


def outside(measures: Measures) -> str:
    """ "4 of 20 outside your usual genres"."""
    said = translate("dials", "{n} of {count} outside your usual genres")
    return said.format(n=measures.outside_usual, count=measures.size)


def _further(now: Measures, before: Measures) -> str:
    percent = round(100 * (now.novelty / before.novelty - 1)) if before.novelty else 0
    if percent > 0:
        return translate("dials", "{n} % further from what you know").format(n=percent)
    if percent < 0:
        return translate("dials", "{n} % nearer to what you know").format(n=-percent)
    return translate("dials", "as near to what you know as ever")


def _varied(now: Measures, before: Measures) -> str:
    percent = round(100 * (now.diversity / before.diversity - 1)) if before.diversity else 0
    if percent > 0:
        return translate("dials", "{n} % more varied than the plain order").format(n=percent)
    if percent < 0:
        return translate("dials", "{n} % less varied than the plain order").format(n=-percent)
    return translate("dials", "as varied as your taste is")


def _reach(now: Measures, before: Measures) -> str:
    reach, was = (QLocale().toString(m.median_reach, "g", 2) for m in (now, before))
    if reach == was:
        return translate("dials", "median reach {reach} of 5").format(reach=reach)
    return translate("dials", "median reach {reach} of 5, else {was}").format(reach=reach, was=was)


def _proportion(now: Measures, before: Measures) -> str:
    share, was = alike(now), round(100 * before.proportion)
    if was == round(100 * now.proportion):
        return share
    return translate("dials", "{share}, else {was} %").format(share=share, was=was)


def alike(measures: Measures) -> str:
    """How far a list's genres have the shares that they have in the history."""
    return translate("dials", "{n} % alike").format(n=round(100 * measures.proportion))


def _lately(now: Measures, before: Measures) -> str:
    """`recent_share` runs from the work that the current taste pulls on least to the one it does most."""
    points = round(100 * (now.recent_share - before.recent_share))
    if points > 0:
        return translate("dials", "{n} % closer to your last weeks").format(n=points)
    if points < 0:
        return translate("dials", "{n} % further from your last weeks").format(n=-points)
    return translate("dials", "as close to your last weeks as ever")


def measured_list(measures: Measures) -> str:
    """The whole list in one line."""
    reach = QLocale().toString(measures.median_reach, "g", 2)
    if not measures.outside_usual:  # none, or nobody knows what is usual
        return translate("dials", "median reach {reach} of 5").format(reach=reach)
    return translate("dials", "{outside}; median reach {reach} of 5").format(
        outside=outside(measures), reach=reach
    )


# -- beside the plain order ---------------------------------------------------------------------------


def fresh(count: int) -> str:
    """How many works one dial has brought in, beside its slider."""
    return translate("dials", "{n} new").format(n=count)


def fresh_tip(label: str, count: int, size: int) -> str:
    if not count:
        return translate("dials", "The same {size} works as with “{dial}” at rest").format(
            size=size, dial=isolated(label)
        )
    said = translate("dials", "{n} of these {size} would not be here with “{dial}” at rest")
    return said.format(n=count, size=size, dial=isolated(label))


def would_bring(tip: str, count: int | None, size: int) -> str:
    """The tool tip of a preset: what it is for, and what it would do to the list in sight."""
    if count is None:
        return tip
    if count:
        said = translate("dials", "{n} of {size} would be new to this list").format(n=count, size=size)
    else:
        said = translate("dials", "the same works as now")
    return translate("dials", "{tip}: {said}").format(tip=tip, said=said)


def standing(name: str, count: int, size: int, resting: bool) -> str:
    """All dials together: "Explore: 14 of 20 are not in the plain order". `name` is that of a preset or a
    blend, or empty."""
    if resting:
        return translate("dials", "The plain order: what fits you best comes first")
    if count:
        said = translate("dials", "{n} of {size} are not in the plain order").format(n=count, size=size)
    else:
        said = translate("dials", "The works of the plain order, in another order")
    if name:
        return translate("dials", "{name}: {said}").format(name=isolated(name), said=said)
    return said


def position(values: Mapping[str, float], mix_said: str, filter_said: str) -> str:
    """Where a blend has the dials: "Novelty 60, Books only, French"; what rests is not named."""
    named = {
        "novelty": (translate("dials", "Novelty {n}"), 0.0),
        "diversity": (translate("dials", "Diversity {n}"), 0.0),
        "popularity": (translate("dials", "Popularity {n}"), 0.5),
        "lately": (translate("dials", "Lately {n}"), 0.0),
    }
    parts = [said.format(n=round(100 * values[d])) for d, (said, rest) in named.items() if values[d] != rest]
    parts += [mix_said] if mix_said else []
    parts += [translate("dials", "in proportion")] if values["in_proportion"] >= 0.5 else []
    parts += [filter_said] if filter_said else []
    return translate("words", ", ").join(parts) or translate("dials", "The plain order")


# -- mix ----------------------------------------------------------------------------------------------


def mix(shares: Mapping[Kind, float] | None) -> str:
    """What the faders ask for; None where they rest."""
    if shares is None:
        return translate("dials", "as your history")
    wanted = [kind for kind, share in shares.items() if share > 0.0]
    if len(wanted) == 1:
        return translate("dials", "{kind} only").format(kind=kind_plural(wanted[0]))
    missing = [kind_plural(kind) for kind, share in shares.items() if not share > 0.0]
    if missing and len(missing) <= 2:
        return translate("dials", "without {kinds}").format(kinds=listed(missing))
    return translate("dials", "your own mix")


def one_kind(kind: Kind) -> str:
    return translate("dials", "this list: {kind} only").format(kind=kind_plural(kind))


def held(counts: Mapping[Kind, int]) -> str:
    """What a list is made of: "Books 8, Films 6"."""
    parts = [
        translate("dials", "{kind} {n}").format(kind=kind_plural(kind), n=n) for kind, n in counts.items()
    ]
    return translate("words", ", ").join(parts)


def share(value: float) -> str:
    """ "32 %"."""
    return translate("dials", "{n} %").format(n=round(100 * value))


def fader(kind: Kind) -> str:
    return translate("dials", "Share of {kind}").format(kind=kind_plural(kind))


def only(kind: Kind) -> str:
    return translate("dials", "{kind} only, kept apart").format(kind=kind_plural(kind))
