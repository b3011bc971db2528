"""Every sentence the window says about a person's data as a whole: backup, restore, export, erase."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QLocale

from recdesk.ui.job_words import events_text, moment_text, number
from recdesk.ui.words import isolated

if TYPE_CHECKING:
    from recdesk.library import Holdings

translate = QCoreApplication.translate
_NAMED = 3  # files in one sentence


def size_text(n: int) -> str:
    return QLocale().formattedDataSize(n, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def where(profile: Path) -> str:
    said = translate(
        "data", "All that RecDesk keeps of you lies in one folder, readable by you alone: {folder}"
    )
    return said.format(folder=isolated(str(profile)))


def what(found: Holdings) -> str:
    """ "4,812 events, 12 imports, 31 verdicts · 83.1 MB"."""
    return f"{_counted(found.counts)} · {size_text(found.bytes)}"


def _counted(counts: Mapping[str, int]) -> str:
    if not counts:
        return translate("data", "a library that cannot be read")
    said = [events_text(counts.get("events", 0))]
    for key, one, many in (
        ("imports", translate("data", "{n} import"), translate("data", "{n} imports")),
        ("feedback", translate("data", "{n} verdict"), translate("data", "{n} verdicts")),
    ):
        if n := counts.get(key, 0):
            said.append((one if n == 1 else many).format(n=number(n)))
    return ", ".join(said)


def backed_up(result: Mapping[str, Any]) -> tuple[str, str]:
    say = translate("data", "The backup {file} is written: {counted}, {size}.").format(
        file=isolated(Path(str(result["file"])).name),
        counted=_counted(result["counts"]),
        size=size_text(int(result["bytes"])),
    )
    return say, translate("data", "It is not encrypted: whoever has it can read it.")


def exported(result: Mapping[str, Any]) -> tuple[str, str]:
    say = translate("data", "The export {folder} is written: {n} files.").format(
        folder=isolated(Path(str(result["folder"])).name), n=number(int(result["files"]))
    )
    return say, translate("data", "README.md in it says what each column means.")


def restored(result: Mapping[str, Any]) -> tuple[str, str]:
    made = datetime.fromisoformat(str(result["made"]))
    say = translate("data", "The backup of {day} is back: {counted}.").format(
        day=moment_text(made), counted=_counted(result["counts"])
    )
    kept = result.get("kept")
    if not kept:
        return say, ""
    return say, translate("data", "What was here before is kept in {place}").format(place=isolated(str(kept)))


def erased(result: Mapping[str, Any]) -> tuple[str, str]:
    say = translate("data", "Everything RecDesk had of you is erased: {n} files, {size}.").format(
        n=number(len(result["files"])), size=size_text(int(result["bytes"]))
    )
    left = result.get("left") or []
    if left:
        return say, translate("data", "Not RecDesk's, so left alone: {names}.").format(names=_names(left))
    return say, translate("data", "Backups and exports that you saved elsewhere are still there.")


def _names(files: Sequence[str]) -> str:
    return ", ".join(map(isolated, files[:_NAMED])) + (" …" if len(files) > _NAMED else "")


# -- asking -------------------------------------------------------------------------------------------


def ask_restore(file: Path) -> tuple[str, str, str]:
    """(question, more, yes)."""
    return (
        translate("data", "Bring back {file}?").format(file=isolated(file.name)),
        translate(
            "data",
            "What is in RecDesk now is replaced; a backup of it is kept in the profile folder first. The "
            "window closes for a moment and opens again.",
        ),
        translate("data", "Bring it back"),
    )


def ask_erase(found: Holdings) -> tuple[str, str, str]:
    """(question, more, yes)."""
    more = translate(
        "data",
        "{counted} are deleted for good, with all that was learned, kept backups and the log: {n} files, "
        "{size}. Nobody can bring them back. Files you imported, and backups saved elsewhere, stay.",
    ).format(counted=_counted(found.counts), n=number(len(found.files)), size=size_text(found.bytes))
    if found.others:
        names = _names([path.name for path in found.others])
        more += " " + translate("data", "Not RecDesk's, so left alone: {names}.").format(names=names)
    return (
        translate("data", "Erase everything RecDesk has of you?"),
        more,
        translate("data", "Erase everything"),
    )


def under_way(do: str) -> str:
    return {
        "restore": translate("data", "Bringing your backup back…"),
        "erase": translate("data", "Erasing…"),
    }[do]
