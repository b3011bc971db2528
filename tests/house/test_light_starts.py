"""What each process loads: linted imports say who may, these run the processes and look.

import-linter reads text and cannot see what a library imports in turn; the window's quick start and its small
memory hang on torch never arriving there by any way.
"""

import subprocess
import sys

import pytest

HEAVY = {"torch", "sentence_transformers", "transformers", "sklearn", "scipy"}
IMPORT_ALL = """
import importlib, pkgutil, sys
package = importlib.import_module({package!r})
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
print(*sorted({{name.partition(".")[0] for name in sys.modules}}))
"""
IMPORT_ONE = "import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"


def loaded_by(program: str) -> set[str]:
    """The top-level modules in a fresh process after the program ran."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize("room", ["ui", "ranking", "library", "matching", "importers", "catalogue", "domain"])
def test_the_window_and_all_it_may_use_never_load_torch(room: str) -> None:
    assert not loaded_by(IMPORT_ALL.format(package=f"recdesk.{room}")) & HEAVY


@pytest.mark.parametrize("room", ["worker", "jobs", "cli"])
def test_the_rooms_without_a_window_never_load_qt(room: str) -> None:
    assert not loaded_by(IMPORT_ALL.format(package=f"recdesk.{room}")) & {
        "PySide6",
        "shiboken6",
        "apscheduler",
    }


@pytest.mark.parametrize("room", ["worker", "cli", "jobs"])
def test_torch_waits_until_a_job_needs_it(room: str) -> None:
    """An import of 1.3 s (torch) to 5 s (sentence-transformers) that `recdesk imports` must not pay."""
    assert not loaded_by(IMPORT_ONE.format(module=f"recdesk.{room}")) & HEAVY


def test_the_door_loads_nothing_heavy() -> None:
    heavy = HEAVY | {"PySide6", "numpy", "sqlite_utils", "apscheduler"}
    assert not loaded_by(IMPORT_ONE.format(module="recdesk.__main__")) & heavy
