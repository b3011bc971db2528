"""What an importer is: one module (or object) per history format, with a name, a claim and rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from recdesk.domain.history import Row
from recdesk.domain.works import Kind
from recdesk.importers.look import Look
from recdesk.importers.streams import Member


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """One format for the person: `files` are the names its export usually has. `weak`: it claims a file
    only where no other format does."""

    id: str
    name: str
    kinds: tuple[Kind, ...]
    files: tuple[str, ...]
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """This file is mine. Files claimed with one `home` are one history; `role` is the importer's own."""

    home: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Decline:
    """This file belongs to my service but brings no history, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a history, as it is handed back to the importer that claimed it."""

    member: Member
    role: str
    look: Look
    label: str  # the file's name for the person: as short as it can be within its history

    def place(self, number: int) -> str:
        return f"{self.label}, row {number}"


class Importer(Protocol):
    """A history format. `claim` looks at content first, at names only between equals, and opens nothing;
    `rows` yields one `Row` per row of the parts, in one order for the same parts, and may be called again.
    """

    @property
    def info(self) -> SourceInfo: ...

    def claim(self, look: Look, /) -> Claim | Decline | None: ...

    def rows(self, parts: Sequence[Part], /) -> Iterator[Row]: ...
