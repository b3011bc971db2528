"""A checkout and an environment small enough to watch: its python is a script that writes down its calls."""

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("bootstrap.py", "checkout_venv.py", "system_packages.py", "constraints.txt")


@dataclass
class Checkout:
    """A copy of what the bootstrap reads. `calls` are the command lines its fake python was given."""

    root: Path
    environment: dict[str, str]

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def calls(self) -> list[str]:
        noted = self.root / "calls.txt"
        return noted.read_text("utf-8").splitlines() if noted.exists() else []

    @property
    def installs(self) -> list[str]:
        return [call for call in self.calls if "-m pip install" in call]

    def forget_calls(self) -> None:
        (self.root / "calls.txt").unlink()

    def fake_python(self, answers: str = "") -> None:
        """An environment that works at once. `answers` are shell cases: `*"-m mypy"*) exit 1 ;;`."""
        python = self.venv / "bin" / "python"
        python.parent.mkdir(parents=True, exist_ok=True)
        (self.venv / "pyvenv.cfg").write_text("home = /usr/bin\n", "utf-8")
        python.write_text(
            f"""#!/bin/sh
echo "$@" >> "{self.root}/calls.txt"
case "$*" in
*"import pip, sys"*) echo "{tuple(sys.version_info[:2])}" ;;
{answers}
esac
""",
            "utf-8",
        )
        python.chmod(0o755)

    def bootstrap(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "packaging/bootstrap.py", *arguments],
            cwd=self.root,
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            # Tests that run in a shell's background inherit an ignored Ctrl+C, which Python then never hears.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    root = tmp_path / "checkout"
    (root / "packaging").mkdir(parents=True)
    for part in PARTS:
        shutil.copy(ROOT / "packaging" / part, root / "packaging")
    shutil.copy(ROOT / "pyproject.toml", root)
    # No display, no GPU tool and no settings of whoever runs the tests.
    return Checkout(root, {"PATH": os.environ["PATH"], "HOME": str(tmp_path)})


@pytest.fixture(autouse=True)
def packaging_on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bootstrap's modules are beside each other, not in a package."""
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    for name in ("RECDESK_VENV", "RECDESK_TORCH_INDEX"):
        monkeypatch.delenv(name, raising=False)
