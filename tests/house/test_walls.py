"""The walls between the rooms, broken on purpose: a contract that cannot fail protects nothing.

Each case plants one forbidden import into a copy of the package and expects the contract that forbids it to
say so.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# (contract, room that sins, forbidden line)
SINS = [
    ("rooms", "domain", "import recdesk.matching"),
    ("rooms", "importers", "import recdesk.library"),
    ("rooms", "library", "import recdesk.ranking"),
    ("rooms", "worker", "import recdesk.cli"),
    ("torch", "ui", "import torch"),
    ("torch", "ui", "import recdesk.jobs"),
    ("torch", "ranking", "def late() -> None:\n    import sentence_transformers"),
    ("learning", "cli", "import recdesk.learning"),
    ("learning", "worker", "import torch"),
    ("qt", "jobs", "import PySide6.QtCore"),
    ("qt", "worker", "import apscheduler.schedulers.background"),
    ("sql", "ui", "import sqlite3"),
    ("sql", "importers", "import sqlite_utils"),
    ("sql", "catalogue", "import sqlite3"),
    ("online", "catalogue", "import http.client"),
    ("online", "learning", "import huggingface_hub"),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """lint-imports over the package in `folder`, not over the installed one."""
    call = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    return subprocess.run(
        [sys.executable, "-c", call],
        cwd=folder,
        env={"PATH": "", "PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "recdesk", tmp_path / "recdesk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


_BROKEN = re.compile(r" BROKEN(?: \(\d+ ignored imports?\))?\Z")


def broken(said: str) -> set[str]:
    """The names of the contracts that a report calls broken."""
    return {line.rsplit(" BROKEN", 1)[0].strip() for line in said.splitlines() if _BROKEN.search(line)}


def name_of(contract: str) -> str:
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    return lines[lines.index(f'id = "{contract}"') + 1].removeprefix('name = "').removesuffix('"')


def test_the_house_as_it_stands_keeps_every_contract(copy: Path) -> None:
    report = lint(copy)
    assert report.returncode == 0, report.stdout


@pytest.mark.parametrize(
    ("contract", "room", "line"), SINS, ids=[f"{c}-{r}-{n}" for n, (c, r, _) in enumerate(SINS)]
)
def test_a_planted_import_is_found(copy: Path, contract: str, room: str, line: str) -> None:
    (copy / "recdesk" / room / "sin.py").write_text(f'"""Planted."""\n\n{line}\n', "utf-8")
    report = lint(copy)
    assert report.returncode == 1, report.stdout + report.stderr
    assert name_of(contract) in broken(report.stdout), report.stdout


def test_a_room_that_is_not_in_the_plan_is_found(copy: Path) -> None:
    (copy / "recdesk" / "utils").mkdir()
    (copy / "recdesk" / "utils" / "__init__.py").write_text('"""Planted."""\n', "utf-8")
    report = lint(copy)
    assert report.returncode == 1
    assert name_of("rooms") in broken(report.stdout), report.stdout


def test_every_contract_is_broken_on_purpose_once() -> None:
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    contracts = {lines[n + 1] for n, line in enumerate(lines) if line == "[[tool.importlinter.contracts]]"}
    assert contracts == {f'id = "{contract}"' for contract, _, _ in SINS}
