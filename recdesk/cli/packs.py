"""`recdesk catalogue`: the packs that are there, adding one, taking one away, and what they recognise."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from recdesk import jobs
from recdesk.cli.asking import kind_word
from recdesk.cli.numbers import whole
from recdesk.cli.output import ProgressBar, Session, table
from recdesk.domain.faults import UserFault
from recdesk.domain.progress import never_stop
from recdesk.library import Library

_WHAT = ("list", "add", "remove", "coverage", "formats")
_MISSING = {
    "add": ("Which pack?", "Name its file or folder: `recdesk catalogue add ml-latest-small.zip`."),
    "remove": ("Which pack?", "`recdesk catalogue list` names those that are there."),
}


def grammar(add: Callable[[str, object, str], ArgumentParser]) -> None:
    """The words of `recdesk catalogue`."""
    made = add("catalogue", catalogue, "catalogue packs: list, add PATH, remove NAME, coverage, formats")
    made.add_argument("what", choices=_WHAT)
    made.add_argument("which", nargs="?", metavar="PATH|NAME", help="the files of a pack, or its name")
    made.add_argument("--kind", type=kind_word, metavar="KIND", action="append", default=[])
    made.add_argument("--language", action="append", default=[], metavar="L", help="such as en or pt-BR")
    made.add_argument("--min-votes", type=whole, metavar="N", help="only works that so many people rated")
    made.add_argument("--name", help="what the pack is to be called")
    made.add_argument("--dry-run", action="store_true", help="say what is in it, add nothing")


def catalogue(session: Session, words: Namespace) -> None:
    if words.what in ("add", "remove") and not words.which:
        raise UserFault(*_MISSING[words.what])
    _refuse_idle_words(words)
    if words.what == "formats":
        _formats(session)
        return
    with Library.open(session.profile) as library, ProgressBar() as bar:
        jobs.prepare(library, bar, never_stop)
        match words.what:
            case "list":
                _list(session, library)
            case "add":
                _add(session, library, words, bar)
            case "remove":
                _remove(session, library, words.which, bar)
            case _:
                _coverage(session, library)


def _refuse_idle_words(words: Namespace) -> None:
    """Options of `add` do nothing elsewhere: `remove NAME --dry-run` must not remove."""
    given = {
        "--kind": words.kind, "--language": words.language, "--min-votes": words.min_votes is not None,
        "--name": words.name, "--dry-run": words.dry_run,
    }  # fmt: skip
    idle = [option for option, value in given.items() if value and words.what != "add"]
    if words.which and words.what not in _MISSING:
        idle.append(words.which)
    if idle:
        raise UserFault(
            f"`recdesk catalogue {words.what}` has no use for {idle[0]}.", "See `recdesk catalogue --help`."
        )


def _list(session: Session, library: Library) -> None:
    from recdesk.jobs.pack_accounts import pack_account

    accounts = [pack_account(library, pack) for pack in library.packs.all()]
    rows = [[a["name"], a["items"], a["with_text"], a["ratings"] or "", a["licence"]] for a in accounts]
    session.answer({"packs": accounts}, table(["pack", "works", "with text", "ratings", "licence"], rows))


def _add(session: Session, library: Library, words: Namespace, bar: ProgressBar) -> None:
    from recdesk.catalogue.format import Wish
    from recdesk.jobs import pack_accounts, pack_preview, packs

    wish = Wish(
        kinds=frozenset(words.kind) or None,
        languages=frozenset(words.language) or None,
        min_votes=words.min_votes,
    )
    path = Path(words.which).absolute()  # kept in the library, which is opened from any folder
    if words.dry_run:
        view = pack_preview.preview_pack(library, path, bar, never_stop, wish=wish, name=words.name)
        seen = pack_accounts.preview_account(view)
        session.answer({"preview": seen}, _preview_lines(seen))
        return
    report = packs.add_pack(library, path, bar, never_stop, wish=wish, name=words.name)
    account = pack_accounts.report_account(report)
    account["recognised"] = jobs.rematch(library, bar, never_stop).found
    session.attention = bool(account["unreadable"])
    session.answer(account, _report_lines(account))


def _remove(session: Session, library: Library, name: str, bar: ProgressBar) -> None:
    from recdesk.jobs.packs import remove_pack

    removed = remove_pack(library, name, bar, never_stop)
    jobs.rematch(library, bar, never_stop)  # no question about works that have gone
    session.answer({"removed": removed}, [f"The pack {name} is gone, and {removed:,} works with it."])


def _coverage(session: Session, library: Library) -> None:
    from recdesk.jobs.pack_accounts import coverage_account

    account = coverage_account(library)
    rows = [
        [one["kind"], one["works"], one["known_works"], _percent(one["known_plays"], one["plays"])]
        for one in account["kinds"]
    ]
    lines = table(["kind", "works", "recognised", "of plays"], rows)
    lines += ["", *(line for one in account["kinds"] if (line := _advice(one)))]
    session.answer(account, lines if rows else ["There is no history to recognise yet."])


def _formats(session: Session) -> None:
    from recdesk.catalogue.packs import pack_formats

    found = pack_formats()
    document = [
        {
            "id": f.id,
            "name": f.name,
            "kinds": [k.value for k in f.kinds],
            "licence": f.licence,
            "origin": f.origin,
        }
        for f in found
    ]
    lines = [line for f in found for line in (f.name, f"    {f.origin}", f"    {f.licence}")]
    session.answer({"formats": document}, lines)


def _preview_lines(seen: Mapping[str, Any]) -> list[str]:
    about = "about " if seen["estimated"] else ""
    kinds = ", ".join(f"{n:,} {kind}" for kind, n in seen["kinds"].items())
    years = f", {seen['years'][0]} to {seen['years'][1]}" if seen["years"] else ""
    lines = [f"{seen['format_name']}: {about}{seen['works']:,} works ({kinds}){years}."]
    if seen["is_there"]:
        lines.append(f"The pack {seen['name']} is there already: adding it again brings it up to date.")
    else:
        lines.append(
            f"{about.capitalize()}{seen['known']:,} of them are known already and would be enriched."
        )
        lines.append(f"It would take some {seen['size_bytes'] / 1e6:,.1f} MB.")
    rows = [[w["kind"], w["title"], w["year"], ", ".join(w["creators"])] for w in seen["sample"]]
    return [*lines, seen["licence"], *_tally_lines(seen), "", *table(["kind", "title", "year", "by"], rows)]


def _report_lines(account: Mapping[str, Any]) -> list[str]:
    lines = [
        f"{account['name']}: {account['added']:,} new works, {account['merged']:,} known ones enriched, "
        f"{account['seconds']:.1f} s."
    ]
    if account["ratings"]:
        lines.append(f"{account['ratings']:,} ratings of {account['people']:,} people came with it.")
    if account["recognised"]:
        lines.append(
            f"{account['recognised']:,} titles of your history are recognised now that were not before."
        )
    return [*lines, *_tally_lines(account), account["licence"]]


def _tally_lines(account: Mapping[str, Any]) -> list[str]:
    left = [f"Left out: {n:,} × {why}." for why, n in account["left_out"].items()]
    broken = [f"Unreadable: {n:,} × {why}." for why, n in account["broken"].items()]
    return left + broken


def _advice(one: Mapping[str, Any]) -> str:
    """ "412 of your 1,030 artists are unknown; a MusicBrainz or Last.fm pack would help most." """
    unknown = one["works"] - one["known_works"]
    if not unknown or not one["helpful"]:
        return ""
    many = "series" if one["kind"] == "series" else f"{one['kind']}s"
    packs = " or ".join(one["helpful"])
    return f"{unknown:,} of your {one['works']:,} {many} are unknown; a pack of {packs} would help most."


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else ""
