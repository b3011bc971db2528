"""What is done to a profile between one window and the next: bringing a backup back, erasing everything.

No window may be open meanwhile: what it remembers of works and lists would be of another library. The command
line does it, in a process of its own, and a small window says so. Knows nothing of what the commands do.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QProcess, Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from recdesk.ui import data_words
from recdesk.ui.notices import Notice

_TOLD: Mapping[str, Callable[[Mapping[str, Any]], tuple[str, str]]] = {
    "restore": data_words.restored,
    "erase": data_words.erased,
}


def run_command(profile: Path, words: Sequence[str]) -> Notice:
    """Run `recdesk WORDS` on a profile that no window has open, and wait for it; returns what came of it."""
    process = QProcess()
    process.setProgram(sys.executable)
    process.setArguments(["-m", "recdesk", "--profile", str(profile), *words, "--json"])
    waiting = _Waiting(data_words.under_way(words[0]))
    waiting.show()
    loop = QEventLoop()
    process.finished.connect(loop.quit)
    process.errorOccurred.connect(lambda _error: loop.quit())
    process.start()
    if process.state() != QProcess.ProcessState.NotRunning:  # it may have failed at once
        loop.exec()
    waiting.hide()
    waiting.deleteLater()
    crashed = process.exitStatus() == QProcess.ExitStatus.CrashExit
    never_ran = process.error() == QProcess.ProcessError.FailedToStart
    if not crashed and not never_ran and process.exitCode() == 0:
        return Notice(*_TOLD[words[0]](json.loads(bytes(process.readAllStandardOutput().data()))))
    said = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip()
    return Notice(said.removeprefix("recdesk: ") or process.errorString(), bad=True)


class _Waiting(QWidget):
    """A small window without a button: it takes seconds, and to stop in the middle would help nobody."""

    def __init__(self, words: str) -> None:
        frame = Qt.WindowType.CustomizeWindowHint | Qt.WindowType.WindowTitleHint
        super().__init__(None, Qt.WindowType.Window | frame)
        self.setObjectName("waiting")
        self.setWindowTitle("RecDesk")
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedHeight(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 26)
        column.setSpacing(14)
        column.addWidget(QLabel(words))
        column.addWidget(bar)
        self.setFixedWidth(380)
