"""What one part of the project promises another: tests that ask for tests, documents that stay true."""

import re
import shlex
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import recdesk
from recdesk.cli.door import parser
from recdesk.importers import SourceInfo, sources
from recdesk.library import _schema

ROOT = Path(__file__).resolve().parents[2]


def project() -> dict[str, dict[str, object]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def fenced_lines(document: str) -> list[str]:
    """The lines of a Markdown file's code blocks."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", (ROOT / document).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [line.strip().removeprefix("$ ") for block in blocks for line in block.splitlines()]


def test_the_version_is_said_once_and_the_same_everywhere() -> None:
    assert project()["project"]["version"] == recdesk.__version__


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.id)
def test_every_format_has_a_test_and_a_sample(source: SourceInfo) -> None:
    """A sample's path carries the format's name, and some test speaks of it."""
    room = ROOT / "tests" / "importers"
    name = plain(source.id)
    samples = [file for file in room.rglob("*") if file.is_file() and file.suffix not in (".py", ".pyc")]
    assert any(name in plain(str(file.relative_to(room))) for file in samples), f"no sample of {source.id}"
    tests = [plain(f"{file.name} {file.read_text('utf-8')}") for file in room.rglob("*.py")]
    assert any(name in test for test in tests), f"no test of {source.id}"


@pytest.mark.parametrize("migration", _schema.NAMES)
def test_every_migration_has_a_test_named_after_it(migration: str) -> None:
    tests = "\n".join(file.read_text("utf-8") for file in (ROOT / "tests" / "library").glob("test_*.py"))
    assert re.search(rf"def test_\w*{migration}", tests), (
        f"no test in tests/library has {migration} in its name"
    )


def test_the_readme_names_both_commands_and_its_other_commands_exist() -> None:
    lines = fenced_lines("README.md")
    for command in ("run", "test"):
        assert any(f"python3 packaging/bootstrap.py {command}" in line for line in lines), command
    for line in lines:
        words = shlex.split(line, comments=True)
        if words[:1] == ["recdesk"] and len(words) > 1:
            parser().parse_args(words[1:])


@pytest.mark.parametrize("document", ["README.md", "ARCHITECTURE.md"])
def test_the_files_a_document_links_to_exist(document: str) -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", (ROOT / document).read_text("utf-8"))
    missing = [target for target in targets if not (ROOT / target).exists()]
    assert not missing, missing


def test_every_dependency_has_an_exact_version_in_the_constraints() -> None:
    constraints = (ROOT / "packaging" / "constraints.txt").read_text("utf-8")
    pinned = {plain(name) for name in re.findall(r"^([\w.-]+)==", constraints, re.MULTILINE)}
    described = project()["project"]
    optional = described["optional-dependencies"]
    assert isinstance(optional, dict)
    assert isinstance(described["dependencies"], list)
    wanted = {
        plain(re.split(r"[^\w.-]", line)[0]) for line in [*described["dependencies"], *optional["test"]]
    }
    assert not wanted - pinned


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.slow
def test_the_wheel_carries_every_resource(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*build, "-w", str(tmp_path), str(ROOT)], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("recdesk-*.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
        packed.extractall(tmp_path / "unpacked")
    ours = [
        file.relative_to(ROOT / "resources") for file in (ROOT / "resources").rglob("*") if file.is_file()
    ]
    assert not [str(file) for file in ours if f"recdesk/_resources/{file.as_posix()}" not in names]
    ask = "from recdesk.domain.resources import resource; print(resource('catalogue'))"
    found = subprocess.run(
        [sys.executable, "-c", ask],
        env={"PYTHONPATH": str(tmp_path / "unpacked")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == str(tmp_path / "unpacked" / "recdesk" / "_resources" / "catalogue")
