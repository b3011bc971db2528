"""`recdesk demo`: the program with a sample library, in a profile that is thrown away afterwards."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from argparse import Namespace
from pathlib import Path
from types import FrameType
from typing import NoReturn

from recdesk import jobs
from recdesk.cli.advice import recommend
from recdesk.cli.output import ProgressBar, Session
from recdesk.domain.faults import UserFault
from recdesk.domain.progress import never_stop
from recdesk.library import Library


def demo(session: Session, words: Namespace) -> None:
    """Fill a throw-away profile, then open the window on it; without a display, print what it recommends."""
    for sign in filter(None, (signal.SIGTERM, getattr(signal, "SIGHUP", None))):
        signal.signal(sign, _leave)  # the folder goes too when the terminal is closed
    with tempfile.TemporaryDirectory(prefix="recdesk-demo-") as folder:
        profile = Path(folder) / "profile"
        if words.headless or session.as_json or not has_display():
            _fill(profile)
            _print(Session(profile, session.as_json))
            return
        _open_window(profile)


def _leave(sign: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(128 + sign)


def has_display() -> bool:
    """Whether a window can be shown. QT_QPA_PLATFORM speaks for itself (offscreen in tests)."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _fill(profile: Path) -> None:
    with Library.open(profile) as library, ProgressBar() as bar:
        jobs.import_samples(library, bar, never_stop)
        jobs.learn(library, bar, never_stop)


def _print(session: Session) -> None:
    from recdesk.cli.door import parser

    recommend(session, parser().parse_args(["recommend"]))


def _open_window(profile: Path) -> None:
    # A process of its own: this one may have loaded what the window's process must never hold.
    import subprocess

    command = [sys.executable, "-m", "recdesk", "--profile", str(profile), "window", "--sample"]
    code = subprocess.run(command, check=False).returncode
    if code:
        raise UserFault("The window could not be opened.", "Try `recdesk demo --headless`.")
