"""What every test stands on: no screen, no network, no home folder, no leaked threads.

The environment is set at import, before any test module can import Qt or numpy, and is inherited by the child
processes that tests start.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from functools import partialmethod
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

ROOT = Path(__file__).resolve().parent.parent
_GUARD = ROOT / "tests" / "network_guard"
_SCRATCH = tempfile.TemporaryDirectory(prefix="recdesk-tests-")
_NOTE = Path(_SCRATCH.name) / "network-attempts.txt"
PATIENCE_MS = 60_000  # beside other work a child process may take longer to start than pytest-qt's 5 s

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # a test must never open a window on somebody's desktop
os.environ["LC_ALL"] = "C.UTF-8"  # dates and numbers are read as they are written in no country's way
os.environ.pop("LANGUAGE", None)
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["RECDESK_LESS_MOTION"] = "1"  # a test that is about motion asks for it
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(_GUARD), os.environ.get("PYTHONPATH")]))
os.environ["RECDESK_NETWORK_NOTE"] = str(_NOTE)
for _name in ("CONFIG", "DATA", "CACHE", "STATE"):
    os.environ[f"XDG_{_name}_HOME"] = str(Path(_SCRATCH.name) / _name.lower())
os.environ["RECDESK_PROFILE"] = str(Path(_SCRATCH.name) / "profile")
sys.path.insert(0, str(_GUARD))
import sitecustomize  # noqa: E402 - needs the environment above

if not hasattr(sitecustomize, "NetworkForbidden"):
    # The machine brings a sitecustomize of its own, imported at start: load ours beside it.
    del sys.modules["sitecustomize"]
    import sitecustomize
sys.path.remove(str(_GUARD))

# The same examples in every run, however long a busy machine takes for one; others come with
# --hypothesis-profile=default.
settings.register_profile(
    "steady", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


def pytest_unconfigure() -> None:
    _SCRATCH.cleanup()


class PatientBot(QtBot):
    """Waits as long as a busy machine may take; a test that is right never waits so long."""

    waitUntil = partialmethod(QtBot.waitUntil, timeout=PATIENCE_MS)
    waitSignal = partialmethod(QtBot.waitSignal, timeout=PATIENCE_MS)
    waitSignals = partialmethod(QtBot.waitSignals, timeout=PATIENCE_MS)
    waitExposed = partialmethod(QtBot.waitExposed, timeout=PATIENCE_MS)


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture(autouse=True)
def own_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A profile folder of the test's own, named but not yet made."""
    profile = tmp_path / "profile"
    monkeypatch.setenv("RECDESK_PROFILE", str(profile))
    return profile


@pytest.fixture(autouse=True)
def nothing_left_the_machine() -> Iterator[Path]:
    """Fails the test that tried to reach the network, in this process or in a child, even if the attempt
    was swallowed on the way. Gives the file in which attempts are noted."""
    yield _NOTE
    if _NOTE.exists():
        attempts = _NOTE.read_text("utf-8")
        _NOTE.unlink()
        pytest.fail(f"tried to leave the machine:\n{attempts}")


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """Fails the test that left a thread behind which would keep the program from ending."""
    before = set(threading.enumerate())
    yield
    left = [t.name for t in threading.enumerate() if t not in before and not t.daemon and t.is_alive()]
    assert not left, f"threads left behind: {left}"


def _outside_material(variable: str, default: str) -> Path:
    folder = Path(os.environ.get(variable) or ROOT.parent / "shared" / default)
    if not folder.is_dir():
        pytest.skip(f"{folder} is not here; set {variable} to the folder of {default} to run this test")
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    """Histories as the services export them; they are not ours to ship, so the test is skipped without."""
    return _outside_material("RECDESK_SAMPLES", "samples")


@pytest.fixture(scope="session")
def datasets() -> Path:
    """Rating sets to measure on; they are not ours to ship, so the test is skipped without."""
    return _outside_material("RECDESK_DATASETS", "datasets")
