"""Opening what a person drops: a file, a folder, a zip or tar archive (also one inside another), a packed
file, a workbook, each known by its content.

A `Bundle` lists its `members` by name and opens them as streams; nothing is ever written under a name of
theirs. What `dangers` names is refused with a sentence. It knows nothing of what the files mean.
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from recdesk.domain.faults import UserFault
from recdesk.domain.filenames import as_text
from recdesk.importers.dangers import check_whole, danger, is_folder, is_system_file, is_system_path
from recdesk.importers.faults import AGAIN, READING, locked_fault, reading_fault
from recdesk.importers.limits import LIMITS
from recdesk.importers.streams import Member, Opener, Stream, file_opener
from recdesk.importers.tars import Allowance, Kept, TarCopy
from recdesk.importers.unpacking import Wrapping, plain_name, unwrapped
from recdesk.importers.workbook import is_workbook, read_workbook

_OFFICE_MARKS = frozenset({"[Content_Types].xml", "mimetype"})  # docx; ods, epub: no export archives


@dataclass(frozen=True, slots=True)
class Ignored:
    """A file that is not imported, and why, in one plain sentence. `claimants` are the ids of the formats
    that it could be, where there is more than one: naming the source settles it. `columns` are those of a
    table that says too little by itself: a mapping settles that. `failed`: nobody could look into it, so
    what it holds may be missed."""

    path: str
    why: str
    claimants: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    failed: bool = False


class Bundle:
    """The members of a path, and what was refused. Raises `UserFault` if the path itself cannot be opened.

    Archives are kept open between reads; `close` (or leaving a `with`) lets them go, and reading a member
    afterwards opens them again.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.members: list[Member] = []
        self.refused: list[Ignored] = []
        self._archives: dict[str, zipfile.ZipFile] = {}
        self._copies: dict[str, TarCopy] = {}
        self._nested = Allowance(LIMITS.total_bytes)  # of the tars inside archives, all together
        self._workbooks: dict[str, dict[str, bytes]] = {}
        try:
            is_folder = stat.S_ISDIR(path.stat().st_mode)
        except OSError as error:
            raise reading_fault(error, as_text(path)) from error
        if is_folder:
            for file in self._walk():
                self._add_in_folder(file)
        else:
            self._add_file(path, as_text(path.name), top=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._workbooks.clear()
        self._copies.clear()
        while self._archives:
            self._archives.popitem()[1].close()

    # -- folders

    def _walk(self) -> Iterator[Path]:
        def denied(error: OSError) -> None:
            self._refuse(as_text(error.filename), "this folder may not be read")

        count = 0
        for root, folders, files in os.walk(self.path, onerror=denied):
            folders[:] = sorted(f for f in folders if f != "__MACOSX" and not f.startswith("."))
            for name in sorted(files):
                count += 1
                if count > LIMITS.entries:
                    raise UserFault(
                        f"{as_text(self.path)} holds more than {LIMITS.entries:,} files.",
                        "Choose the folder of the export itself.",
                    )
                if not is_system_file(name):
                    yield Path(root, name)

    def _add_in_folder(self, file: Path) -> None:
        name = as_text(file.relative_to(self.path).as_posix())
        try:
            mode = file.lstat().st_mode
            if stat.S_ISLNK(mode):
                self._refuse(name, "it is a link to a place elsewhere", failed=False)
            elif not stat.S_ISREG(mode):
                self._refuse(name, "it is not an ordinary file", failed=False)
            else:
                self._add_file(file, name, top=False)
        except OSError as error:
            self._refuse(name, reading_fault(error, name).say)
        except UserFault as fault:
            self._refuse(name, str(fault))

    def _add_file(self, file: Path, name: str, *, top: bool) -> None:
        opener = file_opener(file, name)
        try:
            mode = file.stat()
        except OSError as error:
            raise reading_fault(error, name) from error
        if not stat.S_ISREG(mode.st_mode):
            raise UserFault(f"{name} is not an ordinary file.", "Choose a file or a folder.")
        wrapping, inside = unwrapped(opener, name, mode.st_size)
        match wrapping:
            case Wrapping.ZIP:
                self._add_zip(name, lambda: zipfile.ZipFile(file), mode.st_size, top=top, nested=False)
            case Wrapping.TAR:
                self._add_tar(name, inside, Allowance(LIMITS.total_bytes), top=top, nested=False)
            case Wrapping.PACKED:
                self._add(plain_name(name), mode.st_size, inside)
            case Wrapping.NONE:
                self._add(name, mode.st_size, opener)

    # -- archives

    def _add_zip(
        self, name: str, make: Callable[[], zipfile.ZipFile], size: int, *, top: bool, nested: bool
    ) -> None:
        def archive() -> zipfile.ZipFile:
            if name not in self._archives:
                try:
                    self._archives[name] = make()
                except zipfile.BadZipFile as error:
                    raise UserFault(
                        f"{name} is not a complete zip archive: its end is missing.", AGAIN
                    ) from error
                except READING as error:
                    raise reading_fault(error, name) from error
            return self._archives[name]

        infos = [i for i in archive().infolist() if not is_folder(i) and not is_system_path(i.filename)]
        check_whole(name, infos, size)
        names = {i.filename for i in infos}
        if is_workbook(names):
            self._add_workbook(name, archive, size)
            return
        if _OFFICE_MARKS & names:
            why = "it is an office document or e-book; save a table as CSV first"
            self._refuse(name, why, failed=False)
            return
        if infos and all(i.flag_bits & 1 for i in infos):
            raise locked_fault(name)
        prefix = "" if top else f"{name}/"
        for info in infos:
            path = prefix + info.filename.replace("\\", "/")
            if why := danger(info):
                self._refuse(path, why)
                continue
            self._add_inner(path, _entry_opener(archive, info, path), info.file_size, nested=nested)

    def _add_tar(self, name: str, opener: Opener, allowance: Allowance, *, top: bool, nested: bool) -> None:
        copy = self._copies[name] = TarCopy(name, opener, allowance)

        def stream(number: int, kept: Kept) -> Stream:
            if name not in self._copies:
                self._copies[name] = TarCopy(name, opener, Allowance(LIMITS.total_bytes))
            return self._copies[name].open(number, kept)

        prefix = "" if top else f"{name}/"
        for path, why in copy.refused:
            self._refuse(prefix + path, why)
        for number, kept in enumerate(copy.kept):
            self._add_inner(prefix + kept.path, partial(stream, number, kept), kept.size, nested=nested)

    def _add_inner(self, path: str, opener: Opener, size: int, *, nested: bool) -> None:
        """A file of an archive."""
        try:
            wrapping, inside = unwrapped(opener, path, size)
        except UserFault:  # it says so again, by itself, when it is looked at
            self._add(path, size, opener)
            return
        match wrapping:
            case Wrapping.NONE:
                self._add(path, size, opener)
            case Wrapping.PACKED:
                self._add(plain_name(path), size, inside)
            case _ if nested:
                self._refuse(path, "it is an archive inside an archive inside an archive; unpack it first")
            case _ if size > LIMITS.nested_bytes:
                most = f"{LIMITS.nested_bytes >> 20} MiB"
                why = f"it is an archive of more than {most} inside an archive; unpack the outer one first"
                self._refuse(path, why)
            case _:
                self._add_nested(path, inside, size, is_tar=wrapping is Wrapping.TAR)

    def _add_nested(self, path: str, opener: Opener, size: int, *, is_tar: bool) -> None:
        def make() -> zipfile.ZipFile:
            with opener() as stream:
                return zipfile.ZipFile(io.BytesIO(stream.read_whole(LIMITS.nested_bytes)))

        try:
            if is_tar:
                self._add_tar(path, opener, self._nested, top=False, nested=True)
            else:
                self._add_zip(path, make, size, top=False, nested=True)
        except UserFault as fault:
            self._refuse(path, str(fault))

    def _add_workbook(self, name: str, archive: Callable[[], zipfile.ZipFile], size: int) -> None:
        def sheets() -> dict[str, bytes]:
            if name not in self._workbooks:
                self._workbooks[name] = read_workbook(archive(), name)
            return self._workbooks[name]

        for title in sheets():
            path = name if len(sheets()) == 1 else f"{name}/{title.replace('/', '_')}"
            self._add(path, size, _sheet_opener(sheets, title, path))

    def _add(self, path: str, size: int, opener: Opener) -> None:
        self.members.append(Member(path, size, opener))

    def _refuse(self, path: str, why: str, *, failed: bool = True) -> None:
        self.refused.append(Ignored(path, why, failed=failed))


def _entry_opener(archive: Callable[[], zipfile.ZipFile], info: zipfile.ZipInfo, name: str) -> Opener:
    def opener() -> Stream:
        try:
            return Stream(archive().open(info), name)
        except (*READING, ValueError) as error:  # ValueError: a place before the beginning of the file
            raise reading_fault(error, name) from error

    return opener


def _sheet_opener(sheets: Callable[[], dict[str, bytes]], title: str, name: str) -> Opener:
    return lambda: Stream(io.BytesIO(sheets()[title]), name)
