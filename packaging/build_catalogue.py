"""Builds the starter catalogue that ships with the program from its readable sources.

    python packaging/build_catalogue.py              write resources/catalogue/ anew
    python packaging/build_catalogue.py --check      say whether it is up to date; writes nothing
    python packaging/build_catalogue.py --no-vectors leave new works without a vector, for a quick look

Sources that cannot be used are listed with file and line, and nothing is written. docs/catalogue.md tells how
a work is added.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(_ROOT), str(_ROOT / "packaging")]

from catalogue_build.assemble import Assembly, assemble  # noqa: E402
from catalogue_build.report import write_report  # noqa: E402
from catalogue_build.sources import hash_sources  # noqa: E402
from catalogue_build.vectors import Embed, refresh_vectors, stale_vectors  # noqa: E402

from recdesk.catalogue._compiled import compile_works, compress  # noqa: E402
from recdesk.domain.progress import Progress  # noqa: E402
from recdesk.learning.model_id import embedder_id  # noqa: E402

NAME = "starter"
LICENCE = (
    "MIT, like the program. Titles, years and people are facts; tags, figures and descriptions were written "
    "for RecDesk."
)
_WORKS, _VECTORS, _REPORT = "starter.jsonl.gz", "starter-vectors.npz", "REPORT.md"


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0: done, or up to date; 1: the sources or the compiled files need a hand."""
    parser = argparse.ArgumentParser(description="Build the starter catalogue.")
    parser.add_argument("--folder", type=Path, default=_ROOT / "resources" / "catalogue")
    parser.add_argument("--check", action="store_true", help="write nothing, say whether all is up to date")
    parser.add_argument("--no-vectors", action="store_true", help="do not embed; list works without a vector")
    options = parser.parse_args(arguments)
    if options.check:
        found = check(options.folder)
        print("\n".join(found) or "The starter catalogue is up to date.")
        return 1 if found else 0
    return build(options.folder, None if options.no_vectors else _embed)


def build(folder: Path, embed: Embed | None) -> int:
    """Writes the compiled works, their vectors and the report into `folder`."""
    assembly = assemble(folder / "sources")
    if assembly.problems:
        print("\n".join(assembly.problems))
        print(f"Nothing was written: {len(assembly.problems)} lines of the sources need a hand.")
        return 1
    text = _compiled(folder, assembly)
    _replace(folder / _WORKS, compress(text))
    _replace(folder / _REPORT, write_report(assembly).encode())
    vectors = refresh_vectors(folder / _VECTORS, assembly.works, embedder_id(), embed)
    print(f"{len(assembly.works)} works from {len(assembly.sources.works)} lines; see {_REPORT}.")
    print(f"Vectors: {vectors.kept} kept, {vectors.embedded} new, {len(vectors.missing)} missing.")
    for title in vectors.missing[:20]:
        print(f"  no vector yet: {title}")
    return 0


def check(folder: Path) -> list[str]:
    """What is not up to date in `folder`, as sentences."""
    assembly = assemble(folder / "sources")
    if assembly.problems:
        return list(assembly.problems)
    found = []
    if _read(folder / _WORKS) != _compiled(folder, assembly):
        found.append(f"{_WORKS} is not what the sources say; run packaging/build_catalogue.py")
    if _read(folder / _REPORT) != write_report(assembly).encode():
        found.append(f"{_REPORT} is not what the sources say; run packaging/build_catalogue.py")
    return found + stale_vectors(folder / _VECTORS, assembly.works, embedder_id())


def _compiled(folder: Path, assembly: Assembly) -> bytes:
    return compile_works(NAME, LICENCE, hash_sources(folder / "sources"), assembly.works)


def _read(path: Path) -> bytes:
    """The text of a written file; what gzip made of it depends on the zlib at hand and is not compared."""
    if not path.exists():
        return b""
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(path.name + ".new")
    beside.write_bytes(content)
    beside.replace(path)


def _embed(texts: Sequence[str]) -> NDArray[np.float32]:
    from recdesk.learning.encoder import Embedder  # torch: only when a text is new

    return Embedder("cpu").encode(texts, say=_print_progress)


def _print_progress(progress: Progress, /) -> None:
    print(f"{progress.stage} {progress.done} of {progress.total}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
