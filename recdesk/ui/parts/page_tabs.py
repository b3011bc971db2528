"""Two pages that belong together under one place of the navigation: a line of chips at the top of both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QPushButton, QWidget

translate = QCoreApplication.translate
_SIDES = 28  # where a page's heading begins


_TOGETHER = (("taste", "bubble"), ("hidden", "shown"))


def tabs_of(key: str) -> Sequence[tuple[str, str]]:
    """The pages that stand under one place with this one, as (key, label)."""
    labels = {
        "taste": translate("tabs", "Interests"),
        "bubble": translate("tabs", "Bubble"),
        "hidden": translate("tabs", "Sent away"),
        "shown": translate("tabs", "Shown often"),
    }
    keys = next(keys for keys in _TOGETHER if key in keys)
    return [(each, labels[each]) for each in keys]


def with_tabs(
    page: QWidget, here: str, tabs: Sequence[tuple[str, str]], show: Callable[[str], object]
) -> QWidget:
    """The page, with a chip for each of `tabs` (key, label) above it; `here` is its own. A press on another
    calls `show` with that one's key."""
    line = QWidget()
    line.setObjectName("pageTabs")
    row = QHBoxLayout(line)
    row.setContentsMargins(_SIDES, 14, 20, 0)
    row.setSpacing(6)
    group = QButtonGroup(line)
    for key, label in tabs:
        chip = QPushButton(label)
        chip.setObjectName(f"tab {key}")
        chip.setCheckable(True)
        chip.setChecked(key == here)
        chip.setProperty("chip", True)
        chip.clicked.connect(partial(_turn, group, here, key, show))
        group.addButton(chip)
        row.addWidget(chip)
    row.addStretch()
    column = page.layout()
    assert isinstance(column, QBoxLayout)
    column.insertWidget(0, line)
    return page


def _turn(group: QButtonGroup, here: str, key: str, show: Callable[[str], object], _on: bool = True) -> None:
    """The chips of a page keep saying where one is: that page is met again as it was left."""
    for chip in group.buttons():
        chip.setChecked(chip.objectName() == f"tab {here}")
    if key != here:
        show(key)
