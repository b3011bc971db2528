"""What a command says: one JSON document, or lines for people; progress goes to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from recdesk.domain.progress import Progress

_STAGES = {
    "catalogue": "Installing the catalogue",
    "reading": "Reading",
    "reading reviews": "Reading your reviews",
    "matching": "Matching",
    "embedding": "Reading descriptions",
    "learning": "Learning your taste",
    "measuring": "Measuring",
    "people": "Learning from other people's likes",
    "pack": "Reading the pack",
    "adding": "Adding works",
    "removing": "Taking works away",
    "backup": "Copying the library",
    "packing": "Packing",
    "unpacking": "Unpacking",
    "restore": "Bringing it back",
    "exporting": "Writing",
}


class Unheard(Exception):
    """What was answered could not be written. `left`: nobody reads any more (`| head`), which is no fault."""

    def __init__(self, error: OSError) -> None:
        super().__init__(f"The answer could not be written: {error.strerror or error}.")
        self.left = isinstance(error, BrokenPipeError)


@dataclass(slots=True)
class Session:
    """One call: where the profile is, and how to answer."""

    profile: Path
    as_json: bool = False
    attention: bool = False  # done, but something needs the person's eye: exit code 1
    lines: list[str] = field(default_factory=list)

    def answer(self, document: dict[str, Any], lines: Iterable[str]) -> None:
        """Print the document with --json, the lines without. Raises `Unheard`."""
        if self.as_json:
            utf_8 = (getattr(sys.stdout, "encoding", None) or "").casefold() == "utf-8"
            lines = [json.dumps(document, ensure_ascii=not utf_8)]
        try:
            for line in lines:
                print(line)
        except OSError as error:
            raise Unheard(error) from error

    def flush(self) -> None:
        """Let go of what is printed. Raises `Unheard`."""
        try:
            if sys.stdout is not None:
                sys.stdout.flush()
        except OSError as error:
            raise Unheard(error) from error


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Columns as wide as what they hold; numbers to the right."""
    body = [[("" if cell is None else str(cell)) for cell in row] for row in rows]
    widths = [max(len(line[i]) for line in [list(header), *body]) for i in range(len(header))]
    right = [bool(body) and all(_number(line[i]) for line in body) for i in range(len(header))]

    def line(cells: Sequence[str]) -> str:
        placed = (c.rjust(w) if r else c.ljust(w) for c, w, r in zip(cells, widths, right))
        return "  ".join(placed).rstrip()

    return [line(list(header)), line(["-" * width for width in widths]), *map(line, body)]


def _number(cell: str) -> bool:
    return cell.replace(".", "", 1).replace("-", "", 1).isdigit() or not cell


class ProgressBar:
    """Progress on stderr: a bar on a terminal, nothing elsewhere."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._stage = ""

    def __call__(self, progress: Progress, /) -> None:
        if not sys.stderr.isatty():
            return
        from tqdm import tqdm

        if self._bar is None or progress.stage != self._stage:
            self.close()
            self._stage = progress.stage
            self._bar = tqdm(desc=_STAGES.get(progress.stage, progress.stage), leave=False)
        self._bar.total = progress.total or None
        self._bar.update(progress.done - self._bar.n)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
