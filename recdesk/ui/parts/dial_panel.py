"""The dials: presets, four sliders, the mix of kinds, and beside each what it does to the list, measured.

Moves `Browse`; reads the measures back from it. Position zero (popularity: the middle) is the plain order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from recdesk.ui import dial_words, theme
from recdesk.ui.models import filters
from recdesk.ui.models.browse import Browse, Stage
from recdesk.ui.models.dial_values import NEUTRAL
from recdesk.ui.models.effects import Effects
from recdesk.ui.parts.elided import Elided
from recdesk.ui.parts.mix_panel import MixPanel
from recdesk.ui.parts.signs import sign_icon
from recdesk.ui.parts.switch import Switch
from recdesk.ui.parts.wrap import Wrap

UNFOLDED = "dials_unfolded"
PRESETS: Mapping[str, Mapping[str, float]] = {
    "comfort": {"novelty": 0.0, "diversity": 0.0, "popularity": 0.65, "lately": 0.25},
    "balanced": {"novelty": 0.25, "diversity": 0.3, "popularity": 0.5, "lately": 0.25},
    "explore": {"novelty": 0.7, "diversity": 0.6, "popularity": 0.4, "lately": 0.3},
    "deep": {"novelty": 0.4, "diversity": 0.35, "popularity": 0.05, "lately": 0.2},
}
"""Positions chosen by feel."""


@dataclass(frozen=True, slots=True)
class _Dial:
    label: str
    slider: QSlider
    effect: QLabel
    fresh: QLabel


class DialPanel(QWidget):
    """Follows `Browse` wherever else the dials are turned."""

    def __init__(
        self, browse: Browse, filter_row: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._browse = browse
        self._effects = Effects(browse, self)
        self.dials: dict[str, _Dial] = {}
        self.presets: dict[str, QPushButton] = {}
        self.reset = QPushButton(self.tr("Reset"))
        self.reset.setProperty("quiet", True)
        self.reset.setToolTip(self.tr("All dials to rest: the plain order of relevance"))
        self.reset.setAccessibleName(self.tr("Reset all dials"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 14)
        column.setSpacing(8)
        self._fold = QPushButton(self.tr("Tune the list"))
        self._inside = QWidget()
        column.addLayout(self._head())
        column.addWidget(self._inside)
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addLayout(self._preset_row())
        self.standing = Elided()
        _make_small(self.standing)
        self.standing.setAccessibleName(self.tr("All dials together"))
        inside.addWidget(self.standing)
        inside.addLayout(self._grid())
        self.mix = MixPanel(browse)
        inside.addWidget(self.mix)
        self.proportion = Switch(self.tr("In proportion to my history"))
        inside.addLayout(self._switch_row())
        if filter_row is not None:
            inside.addWidget(filter_row)
        self._connect()
        self._unfold(bool(browse.library.settings.get(UNFOLDED, True)))
        self._follow_dials()
        self._say_effects()
        self._say_fresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, 0, self.width(), 1, QColor(theme.of(self.palette()).line))

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._fold.setProperty("heading", True)
        self._fold.setCheckable(True)
        self._fold.setLayoutDirection(_opposite(self.layoutDirection()))  # the arrow stands behind the words
        self._fold.setFont(theme.scaled(self.font(), 1.1, QFont.Weight.Bold))
        self._fold.setToolTip(self.tr("Show or hide the dials"))
        row.addWidget(self._fold)
        row.addStretch()
        row.addWidget(self.reset)
        return row

    def be_brief(self, brief: bool) -> None:
        """Leave out what can be done without: a low window has little room above the dials."""
        self.standing.setVisible(not brief)
        self.mix.bar.setVisible(not brief)

    def _unfold(self, on: bool) -> None:
        """Show the dials, or leave the room to the reasons."""
        self._fold.setChecked(on)
        self._inside.setVisible(on)
        self._dress()

    def _keep_fold(self, on: bool) -> None:
        self._unfold(on)
        self._browse.library.settings.put(UNFOLDED, on)

    def _dress(self) -> None:
        ink = QColor(theme.of(self.palette()).text)
        sign = "down" if self._fold.isChecked() else "up"
        self._fold.setIcon(sign_icon(sign, ink, self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
        super().changeEvent(event)

    def _preset_row(self) -> Wrap:
        row = Wrap(fill=True)
        group = QButtonGroup(self)
        group.setExclusive(False)  # none is pressed where the sliders stand anywhere else
        for name, (label, tip) in self._preset_words().items():
            button = QPushButton(label)
            button.setCheckable(True)
            button.setToolTip(tip)
            button.setAccessibleDescription(tip)
            button.installEventFilter(self)
            button.setProperty("chip", True)
            button.clicked.connect(partial(self._use_preset, name))
            group.addButton(button)
            row.addWidget(button)
            self.presets[name] = button
        return row

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What a preset would do is found out when one lingers on it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(watched, QPushButton):
            name = next((name for name, button in self.presets.items() if button is watched), "")
            if name:
                count = self._effects.would_bring({**self._browse.dial_values, **PRESETS[name]})
                tip = self._preset_words()[name][1]
                watched.setToolTip(dial_words.would_bring(tip, count, self._effects.size))
        return super().eventFilter(watched, event)

    def _preset_words(self) -> Mapping[str, tuple[str, str]]:
        return {
            "comfort": (self.tr("Comfort"), self.tr("Close to what you know, and well known")),
            "balanced": (self.tr("Balanced"), self.tr("Some of everything")),
            "explore": (self.tr("Explore"), self.tr("Further from what you know")),
            "deep": (self.tr("Deep cuts"), self.tr("Known to few, close to your taste")),
        }

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        room = self.fontMetrics().horizontalAdvance(dial_words.fresh(100))  # the sliders are all as long
        for i, (name, (label, low, high)) in enumerate(self._dial_words().items()):
            slider = QSlider(Qt.Orientation.Horizontal)
            slider.setRange(0, 100)
            slider.setPageStep(10)
            slider.setAccessibleName(label)
            slider.setToolTip(self.tr("{low} on the left, {high} on the right").format(low=low, high=high))
            slider.setMinimumHeight(22)
            slider.setProperty("mirrored", self.isRightToLeft())
            slider.valueChanged.connect(partial(self._turn, name))
            title = QLabel(label)
            title.setBuddy(slider)
            effect, fresh = Elided(), _small_label()
            _make_small(effect)
            fresh.setMinimumWidth(room)
            fresh.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(title, 2 * i, 0)
            effect.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(effect, 2 * i, 1, 1, 2)
            grid.addWidget(slider, 2 * i + 1, 0, 1, 2)
            grid.addWidget(fresh, 2 * i + 1, 2)
            self.dials[name] = _Dial(label, slider, effect, fresh)
        return grid

    def _switch_row(self) -> QHBoxLayout:
        """A switch beside the sliders: kinds and genres in the shares of the history."""
        tip = self.tr(
            "Kinds and genres get the shares they have in your history, instead of only what fits best. The "
            "figure says how far the genres of this list have those shares."
        )
        self.proportion.setToolTip(tip)
        self.proportion.toggled.connect(self._switch_proportion)
        self.alike, self.proportion_fresh = _small_label(), _small_label()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.proportion)
        row.addStretch()
        row.addWidget(self.alike)
        row.addWidget(self.proportion_fresh)
        return row

    def _dial_words(self) -> Mapping[str, tuple[str, str, str]]:
        return {
            "novelty": (self.tr("Novelty"), self.tr("familiar"), self.tr("new to you")),
            "diversity": (self.tr("Diversity"), self.tr("alike"), self.tr("varied")),
            "popularity": (self.tr("Popularity"), self.tr("hidden gems"), self.tr("well known")),
            "lately": (self.tr("Lately"), self.tr("your whole history"), self.tr("the last weeks")),
        }

    def _connect(self) -> None:
        self._fold.clicked.connect(self._keep_fold)
        self.reset.clicked.connect(lambda: self._browse.set_dials(NEUTRAL))
        self._browse.dials_changed.connect(self._follow_dials)
        self._browse.measures_changed.connect(self._say_effects)
        self._browse.filter_changed.connect(self._say_fresh)
        self._browse.stage_changed.connect(self._follow_dials)
        self._effects.changed.connect(self._say_fresh)

    def _turn(self, name: str, value: int) -> None:
        self._browse.set_dials({**self._browse.dial_values, name: value / 100})
        self._show_preset()

    def _switch_proportion(self, on: bool) -> None:
        self._browse.set_dials({**self._browse.dial_values, "in_proportion": float(on)})

    def _use_preset(self, name: str, _on: bool = False) -> None:
        """The sliders go where the preset has them; the mix of kinds stays the person's."""
        self._browse.set_dials({**self._browse.dial_values, **PRESETS[name]})

    def _follow_dials(self) -> None:
        live = self._browse.stage is Stage.LIVE
        for name, dial in self.dials.items():
            with QSignalBlocker(dial.slider):
                # Not while it is held: the hand is ahead of the list by a frame.
                if not dial.slider.isSliderDown():
                    dial.slider.setValue(round(self._browse.dial_values[name] * 100))
            dial.slider.setEnabled(live)
        with QSignalBlocker(self.proportion):
            self.proportion.setChecked(self._browse.dial_values["in_proportion"] >= 0.5)
        for button in (*self.presets.values(), self.proportion):
            button.setEnabled(live)
        self._show_preset()

    def _show_preset(self) -> None:
        now = self._browse.dial_values
        for name, button in self.presets.items():
            button.setChecked(_stands_at(now, PRESETS[name]))
        self.reset.setEnabled(not _stands_at(now, NEUTRAL))

    def _say_effects(self) -> None:
        measures = self._browse.measures
        for name, dial in self.dials.items():
            said = dial_words.effect_of(name, measures, self._browse.plain) if measures else ""
            dial.effect.setText(said)
            dial.slider.setAccessibleDescription(said)
        said = dial_words.effect_of("in_proportion", measures, self._browse.plain) if measures else ""
        self.alike.setText(dial_words.alike(measures) if measures else "")
        self.alike.setToolTip(said)
        self.proportion.setAccessibleDescription(said)

    def _say_fresh(self) -> None:
        """Beside each slider how many works it alone has brought in, below the presets all of them."""
        effects = self._effects
        for name, dial in self.dials.items():
            said, tip = self._fresh(name, dial.label)
            dial.fresh.setText(said)
            dial.fresh.setToolTip(tip)
        self.mix.say_fresh(*self._fresh("mix", self.mix.fold.text()))
        said, tip = self._fresh("in_proportion", self.proportion.text())
        self.proportion_fresh.setText(said)
        self.proportion_fresh.setToolTip(tip)
        self.proportion_fresh.setVisible(bool(said))
        if effects.total is not None:
            resting = _stands_at(self._browse.dial_values, NEUTRAL)
            said = dial_words.standing(self._name(), effects.total, effects.size, resting)
            self.standing.setText(said)

    def _fresh(self, name: str, label: str) -> tuple[str, str]:
        """What stands beside a dial and its tool tip: nothing at rest, or while it is not known."""
        count = self._effects.fresh.get(name)
        if count is None or self._effects.rests(name):
            return "", ""
        return dial_words.fresh(count), dial_words.fresh_tip(label, count, self._effects.size)

    def _name(self) -> str:
        """The preset or the blend of the person's own that the dials stand at."""
        browse, now = self._browse, self._browse.dial_values
        if browse.moving:  # blends are read from the library: not at every tick
            return ""
        for blend in filters.blends(browse.library):
            if _stands_at(now, blend.dials) and blend.filter == browse.filter:
                return blend.name
        return next((self.presets[n].text() for n, at in PRESETS.items() if _stands_at(now, at)), "")


def _stands_at(now: Mapping[str, float], position: Mapping[str, float]) -> bool:
    return all(abs(now[dial] - value) < 0.005 for dial, value in position.items())


def _small_label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    _make_small(label)
    return label


def _make_small(label: QLabel) -> None:
    label.setFont(theme.scaled(label.font(), 0.9))
    label.setForegroundRole(label.palette().ColorRole.PlaceholderText)


def _opposite(direction: Qt.LayoutDirection) -> Qt.LayoutDirection:
    left, right = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
    return left if direction == right else right
