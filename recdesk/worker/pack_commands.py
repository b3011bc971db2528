"""What the parent can ask of packs: look into one, add it, take it away. Loads their readers when asked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recdesk import jobs
from recdesk.domain.progress import Say, Stop
from recdesk.domain.works import Kind
from recdesk.library import Library

if TYPE_CHECKING:
    from recdesk.catalogue.format import Wish
    from recdesk.worker.commands import Command, Outcome


def preview_pack(profile: Path, words: Mapping[str, Any], say: Say, stop: Stop) -> Outcome:
    """The works of "path" that pass "kinds", "languages" and "min_votes" (null: as the format has it)."""
    from recdesk.jobs import pack_accounts, pack_preview

    with Library.open(profile) as library:
        view = pack_preview.preview_pack(library, Path(words["path"]), say, stop, wish=_wish(words))
        return pack_accounts.preview_account(view), []


def add_pack(profile: Path, words: Mapping[str, Any], say: Say, stop: Stop) -> Outcome:
    """Adds them, and then asks anew what of the history is known. "name" may say what the pack is called."""
    from recdesk.jobs import pack_accounts, packs

    with Library.open(profile) as library:
        report = packs.add_pack(
            library, Path(words["path"]), say, stop, wish=_wish(words), name=words.get("name") or None
        )
        account = pack_accounts.report_account(report)
        account["recognised"] = jobs.rematch(library, say, stop).found
    return account, ["works", "events"]


def remove_pack(profile: Path, words: Mapping[str, Any], say: Say, stop: Stop) -> Outcome:
    from recdesk.jobs import packs

    with Library.open(profile) as library:
        removed = packs.remove_pack(library, str(words["name"]), say, stop)
        jobs.rematch(library, say, stop)  # no question about works that have gone
    return {"removed": removed, "name": words["name"]}, ["works", "events"]


def _wish(words: Mapping[str, Any]) -> Wish:
    from recdesk.catalogue.format import Wish

    return Wish(
        kinds=frozenset(map(Kind, words.get("kinds") or ())) or None,
        languages=frozenset(map(str, words.get("languages") or ())) or None,
        min_votes=None if words.get("min_votes") is None else int(words["min_votes"]),
    )


COMMANDS: Mapping[str, Command] = {
    "preview_pack": preview_pack,
    "add_pack": add_pack,
    "remove_pack": remove_pack,
}
