"""The environment of a checkout: made once, known by a stamp, repaired when it was interrupted.

The stamp is written last and holds a digest of everything the environment depends on, so a missing or
different stamp means "install again" and an equal one means "start at once". Knows pip and venv; knows
nothing of the system's packages (see `system_packages`).
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path

TORCH = "torch==2.13.0"
NEEDED_GB = 4  # the environment takes 1.8 GB with the CPU build of torch, and pip needs room to unpack
HERE = Path(__file__).resolve().parent
INSTALLER = ("bootstrap.py", "checkout_venv.py")

NETWORK_SIGNS = (
    "Temporary failure in name resolution",
    "Failed to establish a new connection",
    "NewConnectionError",
    "ConnectionResetError",
    "ReadTimeoutError",
    "Read timed out",
    "IncompleteRead",
    "SSLError",
    "Connection broken",
    "ProxyError",
    "incomplete-download",
)


class Fault(Exception):
    """What the person can do something about, in one plain sentence."""


class CheckoutVenv:
    """The environment of the checkout `root`, with the optional dependencies `extra` ("" or "test")."""

    def __init__(self, root: Path, extra: str) -> None:
        chosen = os.environ.get("RECDESK_VENV")
        self.root = root
        self.extra = extra
        self.folder = Path(chosen).expanduser().resolve() if chosen else root / ".venv"
        self.constraints = root / "packaging" / "constraints.txt"
        self.stamp = self.folder / "recdesk-stamp.json"
        self.log = self.folder / "recdesk-install.log"

    @property
    def python(self) -> Path:
        windows = sys.platform == "win32"
        return self.folder / ("Scripts/python.exe" if windows else "bin/python")

    def script(self, name: str) -> Path:
        return self.python.with_name(name)

    def digest(self) -> str:
        """Of all that decides what is installed. Settings of the linters are left out: changing them must
        not cost an install."""
        project = tomllib.loads((self.root / "pyproject.toml").read_text("utf-8"))
        decides = {
            "build": project.get("build-system"),
            "project": project.get("project"),
            "hatch": project.get("tool", {}).get("hatch"),
            "constraints": self.constraints.read_text("utf-8"),
            "installer": [(HERE / name).read_text("utf-8") for name in INSTALLER],
            "python": sys.version_info[:2],
            "checkout": str(self.root),
        }
        return hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()

    def is_ready(self) -> bool:
        try:
            stamp = json.loads(self.stamp.read_text("utf-8"))
        except (OSError, ValueError):
            return False
        if not isinstance(stamp, dict) or stamp.get("digest") != self.digest() or not self.python.exists():
            return False
        return stamp.get("extra") in (self.extra, "test")  # "test" holds all that "run" needs

    def build(self) -> None:
        """Makes or completes the environment. Safe to interrupt at any moment: the stamp comes last."""
        self.check_space()
        self.stamp.unlink(missing_ok=True)
        self.make()
        say(f"Preparing RecDesk in {self.folder} (once; a few minutes).")
        self.install_torch()
        # Without build isolation, so that the build tool too has the version of the constraints file.
        self.pip_or_fault("RecDesk and its libraries", "--no-build-isolation", "-e", self.requirement())
        fresh = self.stamp.with_suffix(".new")
        fresh.write_text(json.dumps({"digest": self.digest(), "extra": self.extra}), "utf-8")
        fresh.replace(self.stamp)

    def describe(self) -> list[str]:
        if self.is_ready():
            return [f"environment: {self.folder} is ready"]
        return [
            f"environment: {self.folder} is to be made or completed",
            f"install: {', then '.join(self.torch_choices())}",
            f"install: {self.requirement()} under {self.constraints}",
        ]

    def requirement(self) -> str:
        return f"{self.root}[{self.extra}]" if self.extra else str(self.root)

    def check_space(self) -> None:
        place = self.folder
        while not place.exists():
            place = place.parent
        free_gb = shutil.disk_usage(place).free / 1e9
        if free_gb < NEEDED_GB and not self.python.exists():
            raise Fault(
                f"The disk of {place} has {free_gb:.1f} GB free and RecDesk needs {NEEDED_GB} GB; free some"
                " space, or set RECDESK_VENV to a folder on another disk."
            )

    def make(self) -> None:
        """A folder with a working Python and pip of this version. Never clears what is not an environment."""
        config = self.folder / "pyvenv.cfg"
        if self.folder.exists() and not config.exists() and any(self.folder.iterdir()):
            raise Fault(
                f"{self.folder} is there but is not a Python environment; move it away or set RECDESK_VENV"
                " to another folder."
            )
        if config.exists() and self.works():
            return
        made = subprocess.run(
            [sys.executable, "-m", "venv", "--clear", str(self.folder)],
            capture_output=True,
            text=True,
            errors="replace",
        )
        if made.returncode:
            reason = last_line(made.stderr or made.stdout)
            raise Fault(f"Python could not make the environment {self.folder}: {reason}")

    def works(self) -> bool:
        """Whether its Python runs, is of our version, and has pip: false after an interrupted creation and
        after the system's Python moved on."""
        wanted = str(tuple(sys.version_info[:2]))
        ask = "import pip, sys; print(tuple(sys.version_info[:2]))"
        try:
            answer = subprocess.run([str(self.python), "-c", ask], capture_output=True, text=True)
        except OSError:
            return False
        return answer.stdout.strip() == wanted

    def torch_choices(self) -> list[str]:
        """What pip is asked for, in this order. The local version `+cpu` takes the CPU build from wherever
        pip is set up to look; only Linux builds carry it, elsewhere the plain wheel is the CPU build."""
        if sys.platform != "linux":
            return [TORCH]
        if os.environ.get("RECDESK_TORCH_INDEX"):
            return [TORCH + "+cpu"]
        return [TORCH] if has_nvidia_gpu() else [TORCH + "+cpu", TORCH]

    def install_torch(self) -> None:
        index = os.environ.get("RECDESK_TORCH_INDEX")
        where = ["--extra-index-url", index] if index else []
        choices = self.torch_choices()
        for choice in choices[:-1]:
            if self.pip("PyTorch", "hatchling", choice, *where):
                return
            self.fail_unless_absent(choice)
            say(
                "pip finds no CPU build of PyTorch, so the general one is taken; on Linux it brings CUDA and"
                " several GB. Setting RECDESK_TORCH_INDEX to the address of PyTorch's CPU wheels avoids that."
            )
        self.pip_or_fault("PyTorch", "hatchling", choices[-1], *where)

    def fail_unless_absent(self, choice: str) -> None:
        said = self.log_text()
        if f"No matching distribution found for {choice}" not in said or network_failed(said):
            raise self.fault_of(said)

    def pip_or_fault(self, what: str, *arguments: str) -> None:
        """A hiccup of the network is tried once more; pip keeps what it has already downloaded."""
        if self.pip(what, *arguments):
            return
        if network_failed(self.log_text()):
            say("The network did not answer; trying once more.")
            if self.pip(what, *arguments):
                return
        raise self.fault_of(self.log_text())

    def pip(self, what: str, *arguments: str) -> bool:
        """Runs `pip install`; its words go to the log. False if it failed."""
        environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME")}
        environment["PIP_USER"] = "0"  # a personal default of user installs is an error in an environment
        command = [
            str(self.python),
            "-m",
            "pip",
            "install",
            "-q",
            "--no-input",
            "--disable-pip-version-check",
        ]
        started = time.monotonic()
        with self.log.open("w", encoding="utf-8") as log:
            child = subprocess.Popen(
                [*command, "-c", str(self.constraints), *arguments],
                stdout=log,
                stderr=subprocess.STDOUT,
                env=environment,
            )
            try:
                wait_visibly(child, what, started)
            except KeyboardInterrupt:
                end_gently(child)
                raise
        if child.returncode == 0:
            say(f"{what}: installed in {time.monotonic() - started:.0f} s")
        return child.returncode == 0

    def log_text(self) -> str:
        with contextlib.suppress(OSError):
            return self.log.read_text("utf-8", errors="replace")
        return ""

    def fault_of(self, said: str) -> Fault:
        if network_failed(said):
            return Fault(f"pip could not reach its index; check the network and try again ({self.log}).")
        if "No space left on device" in said:
            return Fault(f"The disk is full; free {NEEDED_GB} GB or set RECDESK_VENV to another disk.")
        errors = re.findall(r"^\s*(?:ERROR|\w+Error): (.+)$", said, re.MULTILINE)
        reason = errors[-1] if errors else last_line(said)
        return Fault(f"pip could not install RecDesk: {reason} (all it said: {self.log})")


def wait_visibly(child: subprocess.Popen[bytes], what: str, started: float) -> None:
    """On a terminal, counts the seconds while pip works: a silent minute looks like a hang."""
    shown = sys.stderr.isatty()
    while True:
        try:
            child.wait(timeout=1 if shown else None)
        except subprocess.TimeoutExpired:
            print(f"\r{what} ... {time.monotonic() - started:.0f} s ", end="", file=sys.stderr, flush=True)
            continue
        if shown:
            print("\r" + " " * 60 + "\r", end="", file=sys.stderr, flush=True)
        return


def end_gently(child: subprocess.Popen[bytes]) -> None:
    """On a terminal pip got the same Ctrl+C and puts its files away; otherwise it must be told."""
    try:
        child.wait(timeout=3)
    except subprocess.TimeoutExpired:
        child.terminate()
        child.wait()


def has_nvidia_gpu(driver: Path = Path("/proc/driver/nvidia/gpus")) -> bool:
    """Whether the NVIDIA driver sees a GPU. The tool alone proves nothing: images carry it without a card."""
    if driver.is_dir() and any(driver.iterdir()):
        return True
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return False
    try:
        listed = subprocess.run([tool, "-L"], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return listed.returncode == 0 and "GPU " in listed.stdout


def network_failed(said: str) -> bool:
    return any(sign in said for sign in NETWORK_SIGNS)


def last_line(said: str) -> str:
    lines = said.strip().splitlines()
    return lines[-1].strip() if lines else "it gave no reason"


def say(line: str) -> None:
    """Progress goes to stderr, so that the recommendations alone are on stdout."""
    print(line, file=sys.stderr, flush=True)
