"""Sentences about how broad a history is, what was shown beside it, and where the ways out lead."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from recdesk.domain.bubble import Dimension, Period
from recdesk.ui import filter_words
from recdesk.ui.words import genre_text, isolated, listed

if TYPE_CHECKING:
    from recdesk.domain.bubble import WayOut
    from recdesk.ranking.concentration import Breadth, Bubble, Facet

translate = QCoreApplication.translate
_NAMED = 3
_NARROW = 0.67  # of the catalogue's number, by feel, and surely below it
_TOLD = 0.5  # of what was turned to must say its names before anything is said of the person
_KNOWN, _UNKNOWN = 3.5, 2.0  # mean reach


def scope_name(scope: str) -> str:
    return {
        "film": translate("bubble", "Films"),
        "series": translate("bubble", "Series"),
        "book": translate("bubble", "Books"),
        "music": translate("bubble", "Music"),
        "podcast": translate("bubble", "Podcasts"),
    }[scope]


def scope_works(scope: str, n: int) -> str:
    """ "12 films"."""
    one, many = {
        "film": (translate("bubble", "1 film"), translate("bubble", "{n} films")),
        "series": (translate("bubble", "1 series"), translate("bubble", "{n} series")),
        "book": (translate("bubble", "1 book"), translate("bubble", "{n} books")),
        "music": (translate("bubble", "1 artist or album"), translate("bubble", "{n} artists and albums")),
        "podcast": (translate("bubble", "1 podcast"), translate("bubble", "{n} podcasts")),
    }[scope]
    return one if n == 1 else many.format(n=QLocale().toString(n))


def did(scope: str) -> str:
    """ "watched", "read", "listened to"."""
    return {
        "film": translate("bubble", "watched"),
        "series": translate("bubble", "watched"),
        "book": translate("bubble", "read"),
    }.get(scope, translate("bubble", "listened to"))


def facet_name(dimension: Dimension) -> str:
    return {
        Dimension.GENRE: translate("bubble", "Genres"),
        Dimension.TAG: translate("bubble", "Themes"),
        Dimension.COUNTRY: translate("bubble", "Countries"),
        Dimension.DECADE: translate("bubble", "Decades"),
        Dimension.REACH: translate("bubble", "How widely known"),
    }[dimension]


def counted(dimension: Dimension, n: int) -> str:
    """ "3 genres"."""
    one, many = {
        Dimension.GENRE: (translate("bubble", "1 genre"), translate("bubble", "{n} genres")),
        Dimension.TAG: (translate("bubble", "1 theme"), translate("bubble", "{n} themes")),
        Dimension.COUNTRY: (translate("bubble", "1 country"), translate("bubble", "{n} countries")),
        Dimension.DECADE: (translate("bubble", "1 decade"), translate("bubble", "{n} decades")),
        Dimension.REACH: (
            translate("bubble", "1 degree of fame"),
            translate("bubble", "{n} degrees of fame"),
        ),
    }[dimension]
    return one if n == 1 else many.format(n=QLocale().toString(n))


def name_of(dimension: Dimension, name: str) -> str:
    """A genre, country, decade or reach as people say it."""
    if dimension is Dimension.COUNTRY:
        return filter_words.country(name)
    if dimension is Dimension.GENRE:
        return genre_text(name)
    if dimension is Dimension.DECADE:
        year = int(name)
        if year < 0:
            return translate("bubble", "{year}s BC").format(year=-year)
        return translate("bubble", "{year}s").format(year=year)
    if dimension is Dimension.REACH:
        return {
            "1": translate("bubble", "known to few"),
            "2": translate("bubble", "little known"),
            "3": translate("bubble", "fairly known"),
            "4": translate("bubble", "widely known"),
            "5": translate("bubble", "household names"),
        }.get(name, name)
    return name


def named(dimension: Dimension, names: Sequence[str], most: int = _NAMED) -> str:
    """ "Drama, Comedy and Thriller", or "Drama, Comedy, Thriller and 4 more"."""
    shown = [name_of(dimension, name) for name in names[:most]]
    if len(names) > most:
        return translate("bubble", "{names} and {n} more").format(
            names=", ".join(map(isolated, shown)), n=len(names) - most
        )
    return listed(shown)


def number(value: float) -> str:
    return QLocale().toString(round(value, 1), "f", 1) if value < 99.5 else QLocale().toString(round(value))


def percent(share: float) -> str:
    value = 100 * share
    if 0 < value < 0.5:
        return translate("bubble", "under 1 %")
    return translate("bubble", "{percent} %").format(percent=QLocale().toString(round(value)))


def month(at: int) -> str:
    """A month counted from the year 0: "March 2021"."""
    return QLocale().toString(QDate(at // 12, at % 12 + 1, 1), "MMMM yyyy")


def stretch(months: tuple[int, int] | None) -> str:
    """ "March 2021", "2021", "April to June 2021", "March 2020 to February 2021"."""
    if months is None:
        return translate("bubble", "all of it")
    first, last = months
    if first == last:
        return month(first)
    if first % 12 == 0 and last - first == 11:
        return str(first // 12)
    start = (
        month(first)
        if first // 12 != last // 12
        else QLocale().toString(QDate(2000, first % 12 + 1, 1), "MMMM")
    )
    return translate("bubble", "{first} to {last}").format(first=start, last=month(last))


def half(facet: Facet, scope: str) -> str:
    """What half of it came from, in one sentence."""
    recent = facet.recent
    if recent is None:
        return translate("bubble", "None of what you {did} says this of itself.").format(did=did(scope))
    values = {
        "did": did(scope),
        "when": isolated(stretch(recent.months)),
        "count": counted(facet.dimension, recent.half),
        "names": named(facet.dimension, recent.names[: recent.half]),
    }
    if recent.half > len(recent.names):  # only the first are kept
        values["names"] = translate("bubble", "{names} and others").format(
            names=", ".join(isolated(name_of(facet.dimension, name)) for name in recent.names[:_NAMED])
        )
    if recent.months is None:
        return translate("bubble", "Half of all you {did} came from {count}: {names}.").format(**values)
    if " " not in stretch(recent.months) or recent.months[0] == recent.months[1]:
        return translate("bubble", "Half of what you {did} in {when} came from {count}: {names}.").format(
            **values
        )
    return translate("bubble", "Half of what you {did} from {when} came from {count}: {names}.").format(
        **values
    )


def compared(facet: Facet, scope: str) -> str:
    """How broad that is beside the catalogue and what was shown."""
    recent, catalogue = facet.recent, facet.catalogue
    if recent is None:
        return ""
    if not recent.solid:
        return translate("bubble", "That is {works}: too little to compare.").format(
            works=scope_works(scope, recent.works)
        )
    said = [
        translate("bubble", "That is as broad as {n} {names} of equal size").format(
            n=number(recent.number), names=_plain(facet.dimension)
        )
    ]
    if catalogue is not None:
        said.append(translate("bubble", "the catalogue: {n}").format(n=number(catalogue.number)))
    if facet.shown_recent is not None and facet.shown_recent.solid:
        said.append(
            translate("bubble", "what RecDesk showed you: {n}").format(n=number(facet.shown_recent.number))
        )
    return translate("bubble", "{said}.").format(said="; ".join(said))


def _plain(dimension: Dimension) -> str:
    return {
        Dimension.GENRE: translate("bubble", "genres"),
        Dimension.TAG: translate("bubble", "themes"),
        Dimension.COUNTRY: translate("bubble", "countries"),
        Dimension.DECADE: translate("bubble", "decades"),
        Dimension.REACH: translate("bubble", "degrees of fame"),
    }[dimension]


def is_narrow(facet: Facet) -> bool:
    """Surely narrower than the catalogue, and by much."""
    recent, catalogue = facet.recent, facet.catalogue
    if recent is None or catalogue is None or not _says_much(recent):
        return False
    return recent.number <= _NARROW * catalogue.number and recent.high < catalogue.number


def _says_much(recent: Breadth) -> bool:
    return recent.solid and recent.told >= _TOLD


def narrowness(facet: Facet) -> float:
    """Its number as a part of the catalogue's; infinite where it is not narrow."""
    if not is_narrow(facet) or facet.recent is None or facet.catalogue is None:
        return math.inf
    return facet.recent.number / facet.catalogue.number


def portrait(bubble: Bubble) -> str:
    """The whole bubble in a sentence or two."""
    compared_with = [f for f in bubble.facets if f.recent and _says_much(f.recent) and f.catalogue]
    if not compared_with:
        return translate("bubble", "There is too little here yet to say how broad it is.")
    narrow = [facet for facet in compared_with if is_narrow(facet)]
    wide = [_plain(facet.dimension) for facet in compared_with if not is_narrow(facet)]
    said = []
    if narrow:
        said.append(
            translate("bubble", "You keep to {few}.").format(few=listed([_few(facet) for facet in narrow]))
        )
    if wide:
        words = (
            translate("bubble", "In {names} you are about as broad as the catalogue.")
            if narrow
            else translate(
                "bubble", "No bubble to speak of: in {names} you are about as broad as the catalogue."
            )
        )
        said.append(words.format(names=listed(wide)))
    return " ".join(said)


def _few(facet: Facet) -> str:
    if facet.dimension is Dimension.REACH:
        mean = sum(int(share.name) * share.consumed for share in facet.shares) / sum(
            share.consumed for share in facet.shares
        )
        if mean >= _KNOWN:
            return translate("bubble", "what is widely known")
        if mean <= _UNKNOWN:
            return translate("bubble", "what few know")
        return translate("bubble", "what is neither famous nor unknown")
    return {
        Dimension.GENRE: translate("bubble", "few genres"),
        Dimension.TAG: translate("bubble", "few themes"),
        Dimension.COUNTRY: translate("bubble", "few countries"),
        Dimension.DECADE: translate("bubble", "few decades"),
    }[facet.dimension]


def tile(facet: Facet) -> str:
    """A tile for a screen reader."""
    recent, catalogue = facet.recent, facet.catalogue
    if recent is None:
        return translate("bubble", "{name}: nothing known").format(name=facet_name(facet.dimension))
    of = number(catalogue.number) if catalogue else "–"
    return translate("bubble", "{name}: as broad as {n}, the catalogue {of}").format(
        name=facet_name(facet.dimension), n=number(recent.number), of=of
    )


def point(facet: Facet, one: Breadth, scope: str) -> str:
    """One point of the chart, for tool tip and screen reader."""
    parts = [
        stretch(one.months),
        scope_works(scope, one.works),
        translate("bubble", "as broad as {n} {names} ({low} to {high})").format(
            n=number(one.number), names=_plain(facet.dimension), low=number(one.low), high=number(one.high)
        ),
        translate("bubble", "half from {names}").format(
            names=named(facet.dimension, one.names[: one.half]) if one.half <= len(one.names)
            else counted(facet.dimension, one.half)
        ),
    ]  # fmt: skip
    if not one.solid:
        parts.append(translate("bubble", "too little to compare"))
    return ", ".join(isolated(part) for part in parts)


def by(period: Period) -> str:
    return {
        Period.MONTH: translate("bubble", "Months"),
        Period.QUARTER: translate("bubble", "Quarters"),
        Period.YEAR: translate("bubble", "Years"),
    }[period]


def fine_print(bubble: Bubble, facet: Facet) -> str:
    """What the chart leaves out, and how to read it."""
    said = []
    if len(facet.points) > 1:
        said.append(
            translate(
                "bubble",
                "The higher, the broader: 4 means as varied as four of equal size. The true value lies "
                "within the band 19 times of 20; hollow dots are stretches with too little to compare.",
            )
        )
    if bubble.undated:
        said.append(
            translate("bubble", "{n} times have no date and stand at no month.").format(
                n=QLocale().toString(round(bubble.undated))
            )
        )
    if facet.recent is not None and facet.recent.told < 0.95:
        said.append(
            translate("bubble", "Known of {share} of what you {did}.").format(
                share=percent(facet.recent.told), did=did(bubble.scope)
            )
        )
    return " ".join(said)


def no_chart(facet: Facet, bubble: Bubble) -> str:
    """Why there is no line."""
    if not facet.points:
        return translate(
            "bubble", "None of it has a date, so there is no chart: the shares below are of all of it."
        )
    when = isolated(stretch(facet.points[0].months))
    return translate("bubble", "All of it is from {when}: a line needs more than that.").format(when=when)


# -- ways out -----------------------------------------------------------------------------------------


def way_title(way: WayOut) -> str:
    """What the button says."""
    names = named(way.dimension, way.names)
    if way.dimension is Dimension.GENRE:
        return translate("bubble", "Other genres than {names}").format(names=names)
    if way.dimension is Dimension.TAG:
        return translate("bubble", "Other themes than {names}").format(names=names)
    if way.dimension is Dimension.COUNTRY:
        return translate("bubble", "Other countries than {names}").format(names=names)
    if way.dimension is Dimension.DECADE:
        if way.filter.since is None:
            return translate("bubble", "From before {year}").format(year=way.names[0])
        return translate("bubble", "From {year} and later").format(year=way.names[0])
    if way.names:
        return translate("bubble", "Hidden gems in {names}").format(names=named(Dimension.GENRE, way.names))
    return translate("bubble", "What everybody knows")


def way_does(way: WayOut) -> str:
    """What happens when it is pressed."""
    page = scope_name(way.scope)
    if way.dials and way.filter.is_open:
        return translate("bubble", "Opens {page} with Popularity turned to well known.").format(page=page)
    if way.dials:
        return translate(
            "bubble", "Opens {page} with Popularity turned to hidden gems, in these genres only."
        ).format(page=page)
    return translate("bubble", "Opens {page} with this filter on; your dials stay.").format(page=page)


def ways_lead(scope: str, any_way: bool, ready: bool) -> str:
    """What stands over the ways; `ready` where there is a list to lead to."""
    if not any_way:
        return translate("bubble", "There is too little here yet to know which way leads out.")
    if not ready:
        return translate("bubble", "Your taste is not learned yet; once it is, these lead out of it.")
    return translate(
        "bubble", "Each opens {page} with a filter or a dial set. One click there brings your list back."
    ).format(page=scope_name(scope))


def led(way: WayOut) -> str:
    """What stands over the list."""
    return translate("bubble", "Out of your bubble: {way}").format(way=isolated(_lowered(way_title(way))))


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
