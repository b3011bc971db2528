"""Every sentence the window says about packs: what they hold, what they would bring, what they recognise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QLocale

from recdesk.domain.works import Kind
from recdesk.ui import words
from recdesk.ui.job_words import moment_text, number
from recdesk.ui.words import isolated

if TYPE_CHECKING:
    from recdesk.library import KindCoverage

translate = QCoreApplication.translate
_LEFT_OUT = 3  # reasons that are named
_ASKED = 400  # works of a pack that are asked for one by one; of a larger one it is a part, and an estimate


def works_text(n: int) -> str:
    one, many = translate("packs", "{n} work"), translate("packs", "{n} works")
    return (one if n == 1 else many).format(n=number(n))


def counted(kind: Kind, n: int) -> str:
    """ "1 film", "9,742 films"."""
    name = words.kind_name(kind) if n == 1 else words.kind_plural(kind)
    return f"{number(n)} {name.lower()}"


def kinds_text(kinds: Mapping[str, int]) -> str:
    """ "9,742 films, 120 series"; the most first."""
    ordered = sorted(kinds.items(), key=lambda pair: -pair[1])
    return ", ".join(counted(Kind(kind), n) for kind, n in ordered)


def size_text(size: int) -> str:
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


# -- a pack that is there -----------------------------------------------------------------------------


def title(name: str, form: str) -> str:
    """A pack as its heading says it; the one that comes with the program has a name of its own."""
    if name == "starter":
        return translate("packs", "RecDesk's own catalogue")
    return isolated(f"{form} ({name})" if form and form.casefold() != name else form or name)


def facts(kinds: Mapping[str, int], ratings: int, people: int, filters: str) -> str:
    """ "9,742 films · 100,836 ratings of 610 people · at least 5 votes"."""
    said = [kinds_text(kinds)]
    if ratings:
        said.append(
            translate("packs", "{n} ratings of {people} people").format(
                n=number(ratings), people=number(people)
            )
        )
    if filters:
        said.append(filters)
    return " · ".join(said)


def origin(source: str, when: datetime) -> str:
    """ "From ml-latest-small.zip, added 22 Nov 2026, 14:02"."""
    if not source:
        return translate("packs", "Comes with the program")
    return translate("packs", "From {file}, added {when}").format(
        file=isolated(Path(source).name), when=moment_text(when)
    )


def unfinished(state: str) -> str:
    """What a pack waits for that was cut short; "" for one that is whole."""
    return {
        "adding": translate("packs", "Adding it was cut short: add it again to go on, or remove it."),
        "updating": translate("packs", "Bringing it up to date was cut short: add it again to go on."),
        "removing": translate("packs", "Removing it was cut short: remove it again to go on."),
    }.get(state, "")


def whole_catalogue(works: int, packs: int) -> str:
    one = translate("packs", "{works} that can be recommended or recognised, all on this computer.")
    many = translate(
        "packs", "{works} in {n} packs that can be recommended or recognised, all on this computer."
    )
    return (one if packs == 1 else many).format(works=works_text(works), n=number(packs))


def remove_question(name: str) -> tuple[str, str]:
    ask = translate("packs", "Remove the pack {name}?").format(name=name)
    more = translate(
        "packs",
        "Its works and ratings leave the library. What is in your history or has your feedback stays, and "
        "the pack can be added again from its file.",
    )
    return ask, more


# -- a look at a pack ---------------------------------------------------------------------------------


def about(n: int, estimated: bool) -> str:
    return translate("packs", "about {n}").format(n=number(n)) if estimated else number(n)


def foresight(seen: Mapping[str, Any]) -> str:
    """The facts of a look at a pack, a line each."""
    estimated = bool(seen["estimated"])
    if not seen["works"]:
        nothing = translate("packs", "No work in it is wanted as it is asked for here.")
        return "\n".join(filter(None, (nothing, left_out(seen))))
    works = translate("packs", "{n} works").format(n=about(int(seen["works"]), estimated))
    lines = [works if estimated else kinds_text(seen["kinds"]) or works]
    if seen["years"]:
        first, last = (words.year_text(year) for year in seen["years"])
        lines[0] += " · " + translate("packs", "{first} to {last}").format(first=first, last=last)
    if seen["with_text"] and not estimated:
        lines[0] += " · " + translate("packs", "{n} with a description").format(n=number(seen["with_text"]))
    if seen["is_there"]:
        lines.append(translate("packs", "You have this pack already: adding it brings it up to date."))
    else:
        lines.append(_known(int(seen["known"]), estimated or int(seen["works"]) > _ASKED))
        lines.append(
            translate("packs", "It takes some {size}.").format(size=size_text(int(seen["size_bytes"])))
        )
    if seen["has_ratings"]:
        lines.append(translate("packs", "Other people's ratings come with it."))
    if told := left_out(seen):
        lines.append(told)
    return "\n".join(lines)


def _known(n: int, estimated: bool) -> str:
    exact = translate("packs", "{n} of them are known already: they are enriched, not doubled.")
    roughly = translate("packs", "About {n} of them are known already: they are enriched, not doubled.")
    return (roughly if estimated else exact).format(n=number(n))


def left_out(seen: Mapping[str, Any]) -> str:
    """ "Left out: 1,204 × fewer votes than wanted. Unreadable: 3 rows." """
    reasons = list(seen["left_out"].items())[:_LEFT_OUT]
    said = []
    if reasons:
        told = ", ".join(f"{number(n)} × {why}" for why, n in reasons)
        said.append(translate("packs", "Left out: {reasons}.").format(reasons=told))
    if seen["unreadable"]:
        said.append(translate("packs", "Unreadable: {n} rows.").format(n=number(seen["unreadable"])))
    return " ".join(said)


# -- what became of it --------------------------------------------------------------------------------


def added(result: Mapping[str, Any]) -> tuple[str, str]:
    """The notice after adding: (what happened, more)."""
    say = translate("packs", "{name} is added: {new} new, {known} known ones enriched.").format(
        name=isolated(str(result["name"])),
        new=works_text(int(result["added"])),
        known=number(int(result["merged"])),
    )
    more = []
    if result.get("recognised"):
        more.append(
            translate("packs", "{n} titles of your history are recognised now that were not before.").format(
                n=number(int(result["recognised"]))
            )
        )
    if told := left_out(result):
        more.append(told)
    return say, " ".join(more)


def removed(name: str, works: int) -> str:
    return translate("packs", "{name} is removed, and {works} with it.").format(
        name=isolated(name), works=works_text(works)
    )


# -- coverage -----------------------------------------------------------------------------------------


def coverage_counts(one: KindCoverage) -> str:
    """ "618 of 1,030 known, 88 % of plays"."""
    share = f"{100 * one.known_plays / one.plays:.0f}" if one.plays else "0"
    return translate("packs", "{known} of {works} known · {share} % of plays").format(
        known=number(one.known_works), works=number(one.works), share=share
    )


def unknown_titles(one: KindCoverage) -> str:
    """The unknown works with most plays, for a tool tip."""
    if not one.unknown:
        return ""
    titles = ", ".join(words.quoted(title) for title in one.unknown)
    return translate("packs", "Not known, by plays: {titles}").format(titles=titles)


def advice(one: KindCoverage, helpful: Sequence[str]) -> str:
    """ "412 of your 1,030 artists are unknown; a pack of MusicBrainz or Last.fm would help most."; "" where
    nothing is missing or nothing would help."""
    unknown = one.works - one.known_works
    if one.kind is Kind.CHANNEL:
        return translate("packs", "No pack knows video channels; they count as taste all the same.")
    if not unknown or not helpful:
        return ""
    single = translate("packs", "{n} of your {works} is unknown; a pack of {packs} would help most.")
    several = translate("packs", "{n} of your {works} are unknown; a pack of {packs} would help most.")
    return (single if unknown == 1 else several).format(
        n=number(unknown),
        works=counted(one.kind, one.works),
        packs=translate("packs", " or ").join(helpful),
    )
