"""Finding the histories in what a person drops: recognised by what is in the files, not by their names.

Files of one service that lie together become one history. A file that two formats claim is a question for
the person, not a matter of order; a file nobody claims is listed with the reason.
"""

from __future__ import annotations

import hashlib
import io
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath

from recdesk.domain.faults import UserFault
from recdesk.domain.filenames import as_text
from recdesk.domain.history import Row
from recdesk.importers.bundle import Bundle, Ignored
from recdesk.importers.databases import table_names
from recdesk.importers.generic_csv import GenericCsv, Table, columns_in
from recdesk.importers.grids import deep_grids
from recdesk.importers.identity import clip
from recdesk.importers.importer import Claim, Decline, Importer, Part, SourceInfo
from recdesk.importers.look import HEAD_BYTES, Form, Look, look_at
from recdesk.importers.near_misses import near_miss
from recdesk.importers.registry import IMPORTERS
from recdesk.importers.streams import Member, Stream
from recdesk.importers.unpacking import Wrapping, is_wrapped, plain_name, unwrapped


class History:
    """One history found: the parts of one service that belong together. Equal `digest`, equal content."""

    def __init__(self, bundle: Bundle, importer: Importer, parts: Sequence[Part]) -> None:
        self._bundle = bundle
        self._importer = importer
        self._parts = tuple(parts)

    @property
    def source(self) -> str:
        """The id of the format; keys of its rows are unique within it."""
        return self._importer.info.id

    @property
    def info(self) -> SourceInfo:
        return self._importer.info

    @property
    def path(self) -> Path:
        """What was dropped."""
        return self._bundle.path

    @property
    def place(self) -> Path:
        """What to choose to be given this history alone: of what was dropped, the file, archive or innermost
        folder that holds all its parts."""
        place = self.path / posixpath.commonpath(self.members)
        while place != self.path and not place.exists():  # within an archive
            place = place.parent
        return place

    @property
    def members(self) -> tuple[str, ...]:
        """The files it consists of, by their names inside `path`."""
        return tuple(part.member.path for part in self._parts)

    @property
    def name(self) -> str:
        """For the person: "Netflix (NetflixViewingHistory.csv)"."""
        within = self.members[0] if len(self._parts) == 1 else ""
        return f"{self.info.name} ({PurePosixPath(within).name or as_text(self.path.name)})"

    @property
    def size(self) -> int:
        """Bytes to read, for progress; of gzip files the packed ones."""
        return sum(part.member.size for part in self._parts)

    @cached_property
    def digest(self) -> str:
        """32 hex digits of the content of all parts, whatever they are called and wherever they lie.
        Reads everything once (some 500 MB/s). Raises `UserFault` if a part cannot be read."""
        with self._bundle:
            parts = sorted(f"{part.role}:{content_digest(part.member)}" for part in self._parts)
        return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()

    @property
    def table(self) -> Table | None:
        """How the columns of a table of no known format are read; None for every other format."""
        return self._importer.table(self._parts[0].look) if isinstance(self._importer, GenericCsv) else None

    def rows(self) -> Iterator[Row]:
        """Every row, in an order that is the same each time. Raises `UserFault` when the file goes away or
        proves damaged: the rows before that are good."""
        with self._bundle:
            yield from self._importer.rows(self._parts)


@dataclass(frozen=True, slots=True)
class Found:
    """What a path holds: histories to import, and files left aside with the reason."""

    histories: tuple[History, ...]
    ignored: tuple[Ignored, ...]


def find_histories(
    path: Path,
    *,
    source: str | None = None,
    mapping: Mapping[str, str] | None = None,
    remembered: Mapping[str, Mapping[str, str]] | None = None,
) -> Found:
    """The histories in a file, folder or archive.

    `source` keeps to one format (an id of `sources()`) and settles a doubt between two. `mapping` (column
    to field) means `generic_csv` and says what the columns of a table mean; `remembered` are such mappings by
    the `table_key` of the tables they are for. Raises `UserFault` if the path itself cannot be opened, or if
    the source or the mapping is unknown; a file inside it that cannot be opened is in `ignored`.
    """
    importers = _asked_for(source, mapping, remembered)
    with Bundle(path) as bundle:
        ignored = list(bundle.refused)
        groups: dict[tuple[str, str], list[tuple[Member, Claim, Look]]] = {}
        alone = len(bundle.members) == 1 or _is_workbook(bundle)
        for member in bundle.members:
            try:
                look, answer = _judge(member, alone, importers)
            except UserFault as fault:
                ignored.append(Ignored(member.path, str(fault), failed=True))
                continue
            if isinstance(answer, str):
                ignored.append(_left_aside(look, answer, importers))
            else:
                importer, claim = answer
                groups.setdefault((importer.info.id, claim.home), []).append((member, claim, look))
        by_id = {importer.info.id: importer for importer in importers}
        _leave_strays(groups, by_id, ignored, in_archive=not path.is_dir())
        histories = tuple(
            History(bundle, by_id[source_id], _parts(_without_copies(files, ignored)))
            for (source_id, _), files in groups.items()
        )
    return Found(histories, tuple(sorted(ignored, key=lambda i: i.path)))


def _leave_strays(
    groups: dict[tuple[str, str], list[tuple[Member, Claim, Look]]],
    by_id: Mapping[str, Importer],
    ignored: list[Ignored],
    *,
    in_archive: bool,
) -> None:
    """Takes out the tables that only look like histories and lie within a service's export: subscriptions
    in Amazon's, votes in TV Time's. An archive is one export; so is a folder inside what was dropped. Beside
    an export in a folder of the person's own, a table is a table."""
    services: dict[str, str] = {}  # where: what
    for (source, _), files in groups.items():
        if not by_id[source].info.weak:
            services |= {_export_of(member, in_archive): by_id[source].info.name for member, _, _ in files}
    services.pop("", None)
    for group in [key for key in groups if by_id[key[0]].info.weak]:
        kept = []
        for file in groups.pop(group):
            service = services.get(_export_of(file[0], in_archive))
            if service is None:
                kept.append(file)
            else:
                why = f"it lies in an export of {service} and is no part of it that RecDesk reads"
                ignored.append(Ignored(file[0].path, f"{why}; if it is a history, import it by itself"))
        if kept:
            groups[group] = kept


def _export_of(member: Member, in_archive: bool) -> str:
    """The export a member lies in, as the name of its outermost folder; "" where that is the person's own."""
    return "/" if in_archive else member.path.partition("/")[0] if "/" in member.path else ""


def candidates(bundle: Bundle) -> Iterator[tuple[Member, Look]]:
    """The members of a bundle that no format knows and that may be tables. Raises `UserFault` where one
    cannot be read."""
    alone = len(bundle.members) == 1 or _is_workbook(bundle)
    for member in bundle.members:
        look, answer = _judge(member, alone, IMPORTERS)
        if answer == look.form.value or (not isinstance(answer, str) and answer[0].info.weak):
            yield member, look


def _judge(
    member: Member, alone: bool, importers: Sequence[Importer]
) -> tuple[Look, tuple[Importer, Claim] | str]:
    """A look at a member and whose it is; deeper than its head where only that can tell."""
    look = look_at(member.path, member.head(HEAD_BYTES), alone=alone)
    if look.form is Form.DATABASE:
        look = replace(look, tables=table_names(member))
    answer = decide(look, importers)
    if isinstance(answer, str) and look.form is Form.JSON and alone:
        look = replace(look, grids=tuple(deep_grids(member)))
        answer = decide(look, importers)
    return look, answer


def glance(path: Path, head: bytes, *, importers: Sequence[Importer] = IMPORTERS) -> str | None:
    """The name of the format of a file, from its name and first 4 KiB; None if unknown. Opens nothing: of an
    archive, the names and sizes in the head speak."""
    if head.startswith(b"PK\x03\x04"):
        return _glance_into_zip(head, importers) or _by_usual_name(path.name, importers)
    if is_wrapped(head):
        return _glance_into_packed(path.name, head, importers) or _by_usual_name(path.name, importers)
    look = look_at(path.name, head)
    answer = decide(look, importers)
    if isinstance(answer, str):  # the head of a large database does not name its tables
        return _by_usual_name(path.name, importers) if look.form is Form.DATABASE else None
    return answer[0].info.name


def decide(look: Look, importers: Sequence[Importer]) -> tuple[Importer, Claim] | str:
    """Whose file it is, or one sentence why it is nobody's."""
    strong: list[tuple[Importer, Claim]] = []
    weak: list[tuple[Importer, Claim]] = []
    declined = ""
    for importer in importers:
        answer = importer.claim(look)
        if isinstance(answer, Decline):
            declined = declined or answer.why
        elif answer is not None:
            (weak if importer.info.weak else strong).append((importer, answer))
    if len(strong) > 1:
        names = " or ".join(f"{i.info.name} ({i.info.id})" for i, _ in strong)
        return f"it could be {names}; import it again and name the source"
    if strong:
        return strong[0]
    if declined := declined or near_miss(look):
        return declined
    if weak:
        return weak[0]
    if look.form is Form.TEXT and len(importers) == 1:
        return f"it does not look like {importers[0].info.name}"
    return look.form.value


def _left_aside(look: Look, why: str, importers: Sequence[Importer]) -> Ignored:
    """A file that nobody reads, with what the person could say to change that."""
    claimants = _claimants(look, importers)
    if why != look.form.value or not look.alone or not any(isinstance(i, GenericCsv) for i in importers):
        return Ignored(look.path, why, claimants)
    columns = columns_in(look)
    if columns:
        why = f"it is a table, but its columns do not say enough ({clip(', '.join(columns))})"
    return Ignored(look.path, why, claimants, columns)


def _is_workbook(bundle: Bundle) -> bool:
    """Whether all members are sheets of the one workbook that was dropped."""
    return bool(bundle.members) and all(
        member.path.startswith(f"{as_text(bundle.path.name)}/") for member in bundle.members
    )


def _claimants(look: Look, importers: Sequence[Importer]) -> tuple[str, ...]:
    """The formats between which `decide` could not; none where there is no such doubt."""
    strong = [i.info.id for i in importers if not i.info.weak and isinstance(i.claim(look), Claim)]
    return tuple(strong) if len(strong) > 1 else ()


def content_digest(member: Member) -> str:
    """32 hex digits of a member's bytes."""
    digest = hashlib.blake2b(digest_size=16)
    with member.open() as stream:
        while piece := stream.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _asked_for(
    source: str | None,
    mapping: Mapping[str, str] | None,
    remembered: Mapping[str, Mapping[str, str]] | None,
) -> Sequence[Importer]:
    known = [GenericCsv(remembered=remembered) if isinstance(i, GenericCsv) else i for i in IMPORTERS]
    if source is None and mapping is None:
        return known
    source = source or GenericCsv.info.id
    chosen = [importer for importer in known if importer.info.id == source]
    if not chosen:
        ids = ", ".join(importer.info.id for importer in known)
        raise UserFault(f"There is no source called {source}.", f"The sources are: {ids}.")
    if mapping is not None:
        if chosen[0].info.id != GenericCsv.info.id:
            raise UserFault(f"The columns of {chosen[0].info.name} are known.", "Leave the mapping out.")
        return [GenericCsv(mapping)]
    return chosen


def _without_copies(
    files: list[tuple[Member, Claim, Look]], ignored: list[Ignored]
) -> list[tuple[Member, Claim, Look]]:
    """A part that lies there twice ("part (1).json") is read once: a play log numbers equal rows, and would
    take the copy for plays of their own."""
    kept: list[tuple[Member, Claim, Look]] = []
    for member, claim, look in sorted(files, key=lambda f: (f[1].role, f[0].path)):
        twins = [m for m, c, _ in kept if m.size == member.size and c.role == claim.role]
        twin = next((m for m in twins if content_digest(m) == content_digest(member)), None)
        if twin is None:
            kept.append((member, claim, look))
        else:
            ignored.append(Ignored(member.path, f"it is a copy of {twin.path}"))
    return kept


def _parts(files: list[tuple[Member, Claim, Look]]) -> list[Part]:
    """Labelled by their names below the folder they share."""
    shared = posixpath.commonpath([f"/{member.folder}" for member, _, _ in files])
    return [
        Part(member, claim.role, look, PurePosixPath("/", member.path).relative_to(shared).as_posix())
        for member, claim, look in files
    ]


def _glance_into_zip(head: bytes, importers: Sequence[Importer]) -> str | None:
    """Looks at the file names in the local headers that lie within the head."""
    at = 0
    while (at := head.find(b"PK\x03\x04", at)) >= 0 and len(head) >= at + 30:
        length = int.from_bytes(head[at + 26 : at + 28], "little")
        name = head[at + 30 : at + 30 + length].decode("utf-8", "replace").casefold()
        if found := _by_usual_name(name.rsplit("/", 1)[-1], importers):
            return found
        at += 4
    return None


def _glance_into_packed(name: str, head: bytes, importers: Sequence[Importer]) -> str | None:
    """Looks at what the head unpacks to, as far as it does: file names of a tar, the head of one file."""
    wrapping, inside = unwrapped(lambda: Stream(io.BytesIO(head), name), name, len(head))
    found = b""
    try:
        with inside() as stream:
            while len(found) < HEAD_BYTES and (piece := stream.read_whole(512)):
                found += piece
    except UserFault:
        pass  # the head ends in the middle
    if wrapping is not Wrapping.TAR:
        answer = decide(look_at(plain_name(name), found), importers)
        return None if isinstance(answer, str) else answer[0].info.name
    starts = range(0, len(found), 512)
    headers = (found[at : at + 100] for at in starts if found[at + 257 : at + 262] == b"ustar")
    paths = (header.partition(b"\0")[0].decode("utf-8", "replace") for header in headers)
    known = (_by_usual_name(PurePosixPath(path).name, importers) for path in paths)
    return next((format_ for format_ in known if format_), None)


def _by_usual_name(name: str, importers: Sequence[Importer]) -> str | None:
    """The format whose export usually has files of this name."""
    base = name.casefold()
    for importer in importers:
        for usual in importer.info.files:
            stem, dot, ending = usual.casefold().partition("*")
            if base == stem if not dot else base.startswith(stem) and base.endswith(ending):
                return importer.info.name
    return None
