"""The starter catalogue once per run, and small sources to try the rules of the build on."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from recdesk.catalogue import StarterPack, load_starter
from recdesk.domain.resources import resource

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "packaging"))  # the build is a tool beside the program, not a part of it

from catalogue_build.assemble import Assembly, assemble  # noqa: E402 - needs the path above


@pytest.fixture(scope="session")
def starter() -> StarterPack:
    return load_starter()


Build = Callable[..., Assembly]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """build(works, kinship, titles): what the build makes of these lines."""

    def assembled(works: str, kinship: str = "", titles: str = "") -> Assembly:
        for part, text in (("works", works), ("kinship", kinship), ("titles", titles)):
            (tmp_path / part).mkdir(exist_ok=True)
            (tmp_path / part / "lines.txt").write_text(text.strip() + "\n", encoding="utf-8")
        shutil.copy(resource("catalogue", "sources", "genres.md"), tmp_path)
        return assemble(tmp_path)

    return assembled
