"""The door of the command line: arguments in, exit code out, no traceback ever.

0: done. 1: done, but something needs the person's eye. 2: could not be done, one sentence on stderr.
"""

from __future__ import annotations

import argparse
import io
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from recdesk.cli import (
    advice,
    asking,
    bubble,
    commands,
    evaluating,
    journal,
    maps,
    numbers,
    owning,
    packs,
    picking,
    review,
    shown,
    stats,
    taste,
    training,
    whynot,
)
from recdesk.cli.output import Session, Unheard
from recdesk.cli.watching import watch_folder
from recdesk.domain.faults import Cancelled, UserFault
from recdesk.domain.logfile import log_handler, log_path
from recdesk.domain.profile import profile_folder

log = logging.getLogger(__name__)

_NOT_TEXT = "surrogates not allowed"  # Python's reason: words and names that are no UTF-8 reach us so


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UserFault(f"{message[0].upper()}{message[1:]}.", f"See `{self.prog} --help`.")


class _Command(_Parser):
    """The words of one command, its options before, between or after them: argparse alone takes
    `catalogue add --dry-run PATH` for a command without a path."""

    _mixed = False

    def parse_known_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def]
        if self._mixed or "--" in (args or ()):
            return super().parse_known_args(args, namespace)
        self._mixed = True  # what follows comes back here, for the options and then for the words
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._mixed = False


def main(argv: Sequence[str]) -> int:
    """Run one command. `argv` is without the program's name."""
    _speak_any_alphabet()
    try:
        words = parser().parse_args(argv)
    except UserFault as fault:
        return _refuse(fault)
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    session = Session(profile_folder(words.profile), words.json)
    unlogged = getattr(words, "unlogged", False)  # a log would be a new file where all is taken away
    if not unlogged:
        logging.getLogger("recdesk").addHandler(log_handler(session.profile))
    try:
        words.run(session, words)
        session.flush()
    except UserFault as fault:
        return _refuse(fault)
    except Unheard as fault:
        _say_no_more()
        return 0 if fault.left else _refuse(UserFault(str(fault), "What was asked for is done."))
    except (Cancelled, KeyboardInterrupt):
        return _refuse(UserFault("Stopped.", "What was finished is kept."))
    except Exception as error:
        if isinstance(error, UnicodeEncodeError) and error.reason == _NOT_TEXT:
            return _refuse(UserFault(f"{error.object!r} is not written in UTF-8.", "Type or name it anew."))
        if unlogged:
            logging.getLogger("recdesk").addHandler(log_handler(session.profile))
        log.exception("recdesk %s failed", words.command)
        return _refuse(_own_mistake(session.profile))
    return 1 if session.attention else 0


def _own_mistake(profile: Path) -> UserFault:
    where = log_path(profile)
    told = f"It is written down in {where}." if where.is_file() else f"No log could be written at {where}."
    return UserFault("RecDesk made a mistake.", told)


def _speak_any_alphabet() -> None:
    """What the terminal or the file cannot hold is written as an escape: a title in Chinese, or a file name
    that is no text, must not end a command that was done."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # None where it was closed beforehand
            stream.reconfigure(errors="backslashreplace")


def _say_no_more() -> None:
    """The interpreter flushes again at its exit, and must not complain a second time."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refuse(fault: UserFault) -> int:
    print(f"recdesk: {fault}", file=sys.stderr)
    return 2


def parser() -> argparse.ArgumentParser:
    """The whole grammar of the command line."""
    common = _Command(add_help=False)
    for name, more in (("--profile", {"metavar": "DIR"}), ("--json", {"action": "store_true"})):
        common.add_argument(name, default=argparse.SUPPRESS, **more)  # type: ignore[arg-type]
    top = _Parser(prog="recdesk", description="Recommendations from your own history, on your own machine.")
    top.add_argument("--profile", metavar="DIR", default=None, help="the profile folder")
    top.add_argument("--json", action="store_true", help="print one JSON document")
    sub = top.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Command)

    def add(name: str, run: object, text: str) -> argparse.ArgumentParser:
        made = sub.add_parser(name, parents=[common], help=text, description=text)
        made.set_defaults(run=run)
        return made

    demo = add("demo", commands.demo, "look at the program with a sample library")
    demo.add_argument("--headless", action="store_true", help="print the recommendations, open no window")
    _add_imports(add)
    packs.grammar(add)
    maps.grammar(add)
    training.grammar(add)
    advice.grammar(add)
    whynot.grammar(add)
    taste.grammar(add)
    bubble.grammar(add)
    shown.grammar(add)
    stats.grammar(add)
    past = add("history", commands.history, "browse what you watched, heard and read")
    past.add_argument("--kind", type=asking.kind_word, metavar="KIND", action="append", default=[])
    past.add_argument("--since", metavar="D")
    past.add_argument("--until", metavar="D")
    past.add_argument("-n", type=numbers.positive, default=-1)
    review.grammar(add)
    journal.grammar(add)
    picking.grammar(add)
    evaluating.grammar(add)
    owning.grammar(add)
    doctor = add("doctor", commands.doctor, "check database, vectors, model, device and permissions")
    doctor.add_argument("--mend", action="store_true", help="mend what can be mended")
    return top


def _add_imports(add: Callable[[str, object, str], argparse.ArgumentParser]) -> None:
    take = add("import", commands.import_files, "import history files, folders and archives")
    take.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    take.add_argument("--source", metavar="ID", help="which format the files are (see `recdesk sources`)")
    take.add_argument("--map", type=Path, metavar="FILE", help="JSON: column of the file -> our field")
    take.add_argument(
        "--only-profile",
        action="append",
        metavar="NAME",
        help="only this person of a household (may be given more than once)",
    )
    take.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
    listed = add("imports", commands.imports, "list imports, or the rows of one")
    listed.add_argument("show", nargs="?", choices=["show"])
    listed.add_argument("id", nargs="?", type=numbers.positive)
    listed.add_argument("--state", choices=["new", "duplicate", "skipped", "review", "unreadable"])
    listed.add_argument("--csv", type=Path, metavar="FILE", help="write the rows to a table instead")
    watch = add("watch", watch_folder, "import what is new in a folder, by itself")
    watch.add_argument("folder", type=Path, metavar="DIR")
    watch.add_argument("--once", action="store_true", help="look once, and end")
    add("undo", commands.undo, "take an import back").add_argument("id", type=numbers.positive)
    add("sources", commands.sources, "the formats that are recognised")
