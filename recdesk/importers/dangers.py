"""What makes an archive dangerous to open: names that point outside, links, bombs.

Knows the directory of an archive; opens nothing. The numbers stand in `limits`.
"""

from __future__ import annotations

import stat
import zipfile

from recdesk.domain.faults import UserFault
from recdesk.importers.limits import LIMITS

_SYSTEM_FILES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


def gib(size: int) -> str:
    """A number of bytes for the person."""
    return f"{size / (1 << 30):g} GiB"


def is_system_file(name: str) -> bool:
    """Whether the operating system put it there."""
    return name.startswith("._") or name.lower() in _SYSTEM_FILES


def is_system_path(path: str) -> bool:
    """As `is_system_file`, of a name inside an archive."""
    parts = path.replace("\\", "/").split("/")
    return "__MACOSX" in parts or is_system_file(parts[-1])


def is_folder(info: zipfile.ZipInfo) -> bool:
    """As `ZipInfo.is_dir`, which looks at the last letter of a name that may have none."""
    return info.filename.endswith("/")


def check_whole(name: str, infos: list[zipfile.ZipInfo], packed: int) -> None:
    """Refuses an archive that is too much as a whole. Overlapping entries share their packed bytes, so
    the sum is held against the size of the archive itself."""
    total = sum(i.file_size for i in infos)
    too_dense = total > LIMITS.ratio_from_bytes and total > LIMITS.ratio * max(packed, 1)
    if len(infos) > LIMITS.entries or total > LIMITS.total_bytes or too_dense:
        raise UserFault(
            f"{name} would unpack to {len(infos):,} files of {total / 1e9:,.1f} GB: no export is like that "
            f"(at most {LIMITS.entries:,} files, {gib(LIMITS.total_bytes)} and {LIMITS.ratio} times the "
            "archive's own size).",
            "If you trust it, unpack it yourself and import the folder.",
        )


def points_outside(path: str) -> str:
    """Why a name (with `/`) inside an archive is none, or ""."""
    if not path.strip():
        return "it has no name"
    if path.startswith("/") or ".." in path.split("/") or path[1:2] == ":":
        return "its name points outside the archive"
    return ""


def danger(info: zipfile.ZipInfo) -> str:
    """Why an entry must not be opened, or ""."""
    if why := points_outside(info.filename.replace("\\", "/")):
        return why
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a link to a place elsewhere"
    if info.flag_bits & 1:
        return "it is locked with a password"
    if info.file_size > LIMITS.entry_bytes:
        return f"it is larger than {gib(LIMITS.entry_bytes)}"
    dense = info.file_size > LIMITS.ratio * max(info.compress_size, 1)
    if info.file_size > LIMITS.ratio_from_bytes and dense:
        return f"it would unpack to more than {LIMITS.ratio} times its size, which no history does"
    return ""
