"""Whether anything may move on its own: not for somebody who asked the desktop or RecDesk for less motion."""

from __future__ import annotations

import os

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStyle, QWidget

LESS_MOTION = "less_motion"
"""The setting, the property of the application that carries it, and in capitals with RECDESK_ before it the
environment variable that asks for it from outside."""


def ask_for_less(less: bool) -> None:
    """From now on in this process."""
    application = QCoreApplication.instance()
    if application is not None:
        application.setProperty(LESS_MOTION, less)


def may_move(widget: QWidget) -> bool:
    """Desktops tell their wish through the style: an animation of no duration."""
    application = QCoreApplication.instance()
    if application is None or application.property(LESS_MOTION) or os.environ.get("RECDESK_LESS_MOTION"):
        return False
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    return widget.style().styleHint(hint, None, widget) > 0
