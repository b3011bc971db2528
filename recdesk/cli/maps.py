"""`recdesk maps`: how the columns of tables are read that no format is known for, as the person said once."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import orjson

from recdesk.cli.output import Session, table
from recdesk.domain.faults import UserFault
from recdesk.library import Library

_IGNORED = "ignore"


def grammar(add: Callable[[str, object, str], ArgumentParser]) -> None:
    """The words of `recdesk maps`."""
    made = add("maps", maps, "the tables whose columns you explained")
    made.add_argument("what", nargs="?", choices=["list", "forget"], default="list")
    made.add_argument("key", nargs="?", metavar="ID", help="which one to forget")


def maps(session: Session, words: Namespace) -> None:
    with Library.open(session.profile) as library:
        if words.what == "forget":
            if not words.key:
                raise UserFault("Which mapping?", "`recdesk maps` lists them with their ids.")
            library.column_maps.forget(words.key)
            said = "It is forgotten: the next such table is asked about, or guessed, again."
            session.answer({"forgotten": words.key}, [said])
            return
        kept = library.column_maps.all()
    document = [
        {"id": k.key, "file": k.name, "when": k.when.isoformat(), "mapping": dict(k.mapping)} for k in kept
    ]
    rows = [[k.key, k.name, f"{k.when:%Y-%m-%d}", _told(k.mapping)] for k in kept]
    session.answer({"maps": document}, table(["id", "made for", "used", "columns"], rows))


def read_mapping(path: Path) -> dict[str, str]:
    """The mapping {column: field} in a file. Raises `UserFault` where it is none."""
    try:
        mapping = orjson.loads(path.read_bytes())
    except OSError as error:
        raise UserFault(f"{path} cannot be read: {error.strerror}.", "Check the name.") from error
    except orjson.JSONDecodeError as error:
        raise UserFault(f"{path} is not JSON ({error}).", 'Write {"column": "field"}.') from error
    if not isinstance(mapping, dict) or not all(isinstance(v, str) for v in mapping.values()):
        raise UserFault(
            f"{path} is not a mapping.", 'Write {"column": "field"}, for example {"Name": "title"}.'
        )
    return mapping


def how_to_map(columns: Sequence[str]) -> str:
    """What to do about a table whose columns say too little."""
    example = orjson.dumps({columns[0]: "title", columns[1]: "date"}).decode()
    return f"Write what they are into a file, as in {example}, and give it with --map."


def _told(mapping: Mapping[str, str]) -> str:
    return ", ".join(f"{column}: {field}" for column, field in mapping.items() if field != _IGNORED)
