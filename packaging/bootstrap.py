"""The two commands of the README: from a fresh checkout to a running program, and to a checked one.

    python3 packaging/bootstrap.py run [arguments of `recdesk demo`]
    python3 packaging/bootstrap.py test [arguments of pytest]

`--dry-run` before the command prints what would be done and does nothing. Only the standard library is used,
because nothing else is there yet. Every fault ends in one plain sentence; pip's own words go to a log that
the sentence names. `checkout_venv` knows the environment, `system_packages` what the system must bring; this
file puts them in order.

Settings, all optional (pip's own, such as PIP_INDEX_URL and pip.conf, are honoured as they are):
    RECDESK_VENV         where the environment is made (default: `.venv` in the checkout)
    RECDESK_TORCH_INDEX  the address of PyTorch's index of CPU wheels. Where pip finds no CPU build by itself,
                         it saves several GB on a computer without an NVIDIA GPU.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checkout_venv import CheckoutVenv
    from system_packages import Plan

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
USAGE = "usage: python3 packaging/bootstrap.py [--dry-run] run|test [arguments]"


def main(arguments: list[str]) -> int:
    """Returns the exit code: 0 done, 1 a step failed, 2 it could not be done."""
    dry = arguments[:1] == ["--dry-run"]
    command, *rest = arguments[dry:] or [""]
    if command not in ("run", "test"):
        print(USAGE, file=sys.stderr)
        return 2
    if sys.version_info < OLDEST_PYTHON:
        print(f"RecDesk needs Python 3.11 or newer; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 2
    # After the version check: these modules may use what older Pythons do not know.
    import checkout_venv
    import system_packages

    venv = checkout_venv.CheckoutVenv(ROOT, extra="test" if command == "test" else "")
    plan = system_packages.Plan(window=command == "run" and has_display(), offscreen=command == "test")
    try:
        if dry:
            describe(venv, plan, command, rest)
            return 0
        prepare(venv, plan)
        return check(venv, rest) if command == "test" else open_demo(venv, rest)
    except checkout_venv.Fault as fault:
        print(fault, file=sys.stderr)
        return 2
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        print(f"RecDesk could not be prepared: {what}.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.", file=sys.stderr)
        return 2


def has_display() -> bool:
    """macOS and Windows always have a screen to open a window on; elsewhere the session names it."""
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def prepare(venv: CheckoutVenv, plan: Plan) -> None:
    """Brings the system's libraries and the environment up to date; does nothing when they are."""
    plan.provide_libraries()
    if venv.is_ready():
        return
    plan.provide_venv_module()
    plan.suggest_fonts()
    venv.build()


def describe(venv: CheckoutVenv, plan: Plan, command: str, rest: list[str]) -> None:
    """Prints the plan, one line a step, in the order in which it would be done."""
    for line in (*plan.describe(), *venv.describe()):
        print(line)
    steps = [step for _, step in checks(venv, rest)] if command == "test" else [demo_command(venv, rest)]
    for step in steps:
        print("then: " + " ".join(step))


def demo_command(venv: CheckoutVenv, rest: list[str]) -> list[str]:
    headless = [] if has_display() or "--headless" in rest else ["--headless"]
    return [str(venv.python), "-m", "recdesk", "demo", *headless, *rest]


def open_demo(venv: CheckoutVenv, rest: list[str]) -> int:
    """The program on the sample library: a window, or a table where there is no display."""
    command = demo_command(venv, rest)
    if sys.platform != "win32":  # exec there returns to the prompt before the program has ended
        os.execv(command[0], command)
    return subprocess.call(command)


def checks(venv: CheckoutVenv, rest: list[str]) -> list[tuple[str, list[str]]]:
    """What must be green before a change is finished, cheapest first."""
    python = str(venv.python)
    return [
        ("ruff check", [python, "-m", "ruff", "check"]),
        ("ruff format", [python, "-m", "ruff", "format", "--check"]),
        ("mypy", [python, "-m", "mypy"]),
        ("lint-imports", [python, str(venv.script("lint-imports"))]),
        ("pytest", [python, "-m", "pytest", *rest]),
    ]


def check(venv: CheckoutVenv, rest: list[str]) -> int:
    """Runs every check, one line each; stops at the first that fails and shows what it said."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HF_HUB_OFFLINE": "1"}
    for name, command in checks(venv, rest):
        started = time.monotonic()
        live = name == "pytest"  # minutes long: its dots are shown as they come
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            stdout=None if live else subprocess.PIPE,
            stderr=None if live else subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        seconds = time.monotonic() - started
        if done.returncode:
            print(done.stdout or "", end="", flush=True)
            print(f"{name}: failed after {seconds:.1f} s", flush=True)
            return 1
        print(f"{name}: ok, {seconds:.1f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
