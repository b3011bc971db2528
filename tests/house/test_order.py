"""The order of the house: sizes, docstrings, and idioms that have no place in it."""

import ast
import io
import os
import re
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("recdesk", "packaging", "tests")
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
SKIPPED_FOLDERS = {"__pycache__", "build", "dist", "resources"}
TEXT = {
    ".py",
    ".toml",
    ".md",
    ".txt",
    ".sh",
    ".in",
    ".xml",
    ".desktop",
    ".yml",
    ".yaml",
    ".json",
    ".spec",
    ".qss",
    ".ts",
}


def python_files(*rooms: str) -> list[Path]:
    return sorted(
        file for room in rooms for file in (ROOT / room).rglob("*.py") if "__pycache__" not in file.parts
    )


def trees(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    for file in python_files(*rooms):
        yield str(file.relative_to(ROOT)), ast.parse(file.read_text("utf-8"))


def text_files() -> Iterator[Path]:
    """What a reader of the project sees as text. Folders made by tools start with a dot, as .venv does."""
    yield ROOT / ".ci" / "run"
    for folder, inner, names in os.walk(ROOT):
        inner[:] = [name for name in inner if not name.startswith(".") and name not in SKIPPED_FOLDERS]
        yield from (Path(folder, name) for name in names if Path(name).suffix in TEXT)


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    long = {str(f.relative_to(ROOT)): n for f in python_files(*ROOMS) if (n := lines_of(f)) > LONGEST_FILE}
    assert not long, f"longer than {LONGEST_FILE} lines; which second thing crept in? {long}"


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{name}:{node.lineno} {node.name}": size
        for name, tree in trees(*ROOMS)
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (size := size_of(node)) > LONGEST_FUNCTION
    }
    assert not long, f"longer than {LONGEST_FUNCTION} lines: {long}"


def test_every_module_says_what_it_is_for() -> None:
    silent = [name for name, tree in trees("recdesk", "packaging") if not ast.get_docstring(tree)]
    assert not silent, f"no docstring: {silent}"


# The one sleep: between two transactions, so that another process gets SQLite's lock (see `breathe`).
SLEEPS = {("recdesk/library/_file.py", "time.sleep")}


def test_no_fault_is_swallowed_and_nothing_sleeps() -> None:
    found = [
        f"{name}:{line} {what}"
        for name, tree in trees("recdesk", "packaging")
        for line, what in idioms(tree)
        if (name, what) not in SLEEPS
    ]
    assert not found, f"banned here, with a reason each in idioms(): {found}"


def test_no_test_sleeps() -> None:
    found = [
        f"{name}:{n}" for name, tree in trees("tests") for n, what in idioms(tree) if what == "time.sleep"
    ]
    assert not found, f"wait for the thing itself: {found}"


def test_no_work_is_left_as_a_note() -> None:
    """A note without an owner is never done: do it now, or leave it out."""
    notes = re.compile(r"#.*\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]) + r")\b")
    found = [
        f"{file.relative_to(ROOT)}:{token.start[0]}"
        for file in python_files(*ROOMS)
        for token in tokenize.generate_tokens(io.StringIO(file.read_text("utf-8")).readline)
        if token.type == tokenize.COMMENT and notes.search(token.string)
    ]
    assert not found, found


@pytest.mark.parametrize(
    ("room", "libraries"), [("domain", {"numpy", "platformdirs"}), ("ranking", {"numpy", "tokenizers"})]
)
def test_the_pure_rooms_need_little_more_than_numpy(room: str, libraries: set[str]) -> None:
    """platformdirs names the profile's folder; the tokenizer serves the search box, so that a typed sentence
    becomes a vector without torch."""
    allowed = {*sys.stdlib_module_names, *libraries, "recdesk"}
    strange = [
        f"{name}:{node.lineno} {module}"
        for name, tree in trees(f"recdesk/{room}")
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for module in imported(node)
        if module.partition(".")[0] not in allowed
    ]
    assert not strange, strange


def test_nothing_names_a_registry_or_a_place_on_one_machine() -> None:
    """Where packages come from is pip's and apt's setting; a path of one machine is wrong on all others."""
    # Spelled in two halves, so that this list does not find itself.
    hosts = ("py" + "pi.org", "python" + "hosted.org", "download.py" + "torch.org", "hugging" + "face.co")
    hosts += ("registry.npm" + "js.org", "deb.deb" + "ian.org", "anaconda" + ".org")
    places = (r"/wo" + r"rk/\w", r"/op" + r"t/(wheels|pypi)", r"/ro" + r"ot/", r"/ho" + r"me/\w+/")
    pattern = re.compile("|".join([*map(re.escape, hosts), *places]))
    found = [
        f"{file.relative_to(ROOT)}:{number} {match[0]}"
        for file in text_files()
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1)
        if (match := pattern.search(line))
    ]
    assert not found, found


def test_packaging_is_no_package() -> None:
    """An `__init__` there would hide the library of the same name from everything run in the checkout."""
    assert not (ROOT / "packaging" / "__init__.py").exists()


def lines_of(file: Path) -> int:
    return len(file.read_text("utf-8").splitlines())


def size_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end; the docstring is not held against it."""
    size = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        size -= (first.end_lineno or first.lineno) - first.lineno + 1
    return size


def idioms(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Lines with an idiom that has bitten others.

    Swallowing all exceptions hides bugs; sleeping guesses at a time that a signal knows; urllib.request is
    the one way out of the machine that the import contracts cannot name.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and catches_all(node.type) and only_passes(node.body):
            yield node.lineno, "except Exception: pass"
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called == "time.sleep":
                yield node.lineno, "time.sleep"
            if called.endswith("suppress") and any(catches_all(argument) for argument in node.args):
                yield node.lineno, "suppress(Exception)"
        if isinstance(node, (ast.Import, ast.ImportFrom)) and "urllib.request" in imported(node):
            yield node.lineno, "urllib.request"


def catches_all(caught: ast.expr | None) -> bool:
    return caught is None or ast.unparse(caught) in ("Exception", "BaseException")


def only_passes(body: list[ast.stmt]) -> bool:
    """Nothing but pass, continue, `...` or a bare return: nobody will ever hear of it."""
    return all(
        isinstance(line, (ast.Pass, ast.Continue)) or ast.unparse(line) in ("...", "return") for line in body
    )


def imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
