"""Sentences about the person's taste: what it is made of, what is rising and what fades."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from recdesk.domain.works import Kind
from recdesk.ui.words import genre_text, isolated, kind_name, kind_plural, quoted

if TYPE_CHECKING:
    from recdesk.ui.models.taste import InterestView

translate = QCoreApplication.translate
_LEADING = 3


def genre(name: str) -> str:
    """A genre as a tag among others."""
    return genre_text(name).casefold()


def name(tags: Sequence[str], titles: Sequence[str]) -> str:
    """What an interest is called: its tags, or a work of it where it has none."""
    if tags:
        return ", ".join(tags)
    if titles:
        return translate("taste", "such as {title}").format(title=quoted(titles[0]))
    return translate("taste", "others")


def short(interest: InterestView) -> str:
    """The one word on the map."""
    return interest.name.split(", ")[0]


def share(value: float) -> str:
    return translate("taste", "{percent} %").format(percent=QLocale().toString(round(100 * value)))


def trend(value: int) -> str:
    return {
        1: translate("taste", "rising lately"),
        -1: translate("taste", "less lately"),
        0: translate("taste", "steady"),
    }[value]


def such_as(interest: InterestView) -> str:
    return ", ".join(isolated(title) for title in interest.titles)


def made_of(interest: InterestView) -> str:
    """ "24 films, 11 books"."""
    kinds = sorted(interest.kinds.items(), key=lambda pair: (-pair[1], list(Kind).index(pair[0])))
    return ", ".join(
        translate("taste", "{n} {kinds}").format(
            n=n, kinds=(kind_name(kind) if n == 1 else kind_plural(kind)).lower()
        )
        for kind, n in kinds
    )


def portrait(interests: Sequence[InterestView]) -> str:
    """The taste in two or three sentences."""
    if not interests:
        return ""
    leading = [isolated(short(interest)) for interest in interests[:_LEADING]]
    said = [translate("taste", "What you turn to most is {leading}.").format(leading=_listed(leading))]
    rising = [isolated(short(i)) for i in interests if i.trend > 0]
    fading = [isolated(short(i)) for i in interests if i.trend < 0]
    if rising:
        said.append(translate("taste", "Lately more {names}.").format(names=_listed(rising[:_LEADING])))
    if fading:
        said.append(translate("taste", "Lately less {names}.").format(names=_listed(fading[:_LEADING])))
    return " ".join(said)


def spoken(interest: InterestView) -> str:
    """All of one interest, for a screen reader."""
    return ". ".join(
        (
            interest.name,
            translate("taste", "always {lasting}, lately {current}").format(
                lasting=share(interest.lasting), current=share(interest.current)
            ),
            trend(interest.trend),
            made_of(interest),
        )
    )


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return translate("taste", "{first} and {last}").format(first=", ".join(names[:-1]), last=names[-1])
