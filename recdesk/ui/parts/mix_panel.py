"""The mix of kinds: what the list is made of, and behind a fold a fader for each kind.

Every fader rests in the middle, where its kind has the share that the person's own history gives it; below it
a button keeps the kind apart. Moves `Browse`, follows it wherever else the mix is changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from recdesk.domain.works import Kind
from recdesk.ui import dial_words, icons, theme, words
from recdesk.ui.models.browse import Browse, Stage
from recdesk.ui.models.dial_values import FADERS, alone, mix_of
from recdesk.ui.parts.mix_bar import MixBar
from recdesk.ui.parts.signs import sign_icon

UNFOLDED = "mix_unfolded"
_NEAR_REST = 4  # hundredths from which a fader that is dragged falls into its middle


@dataclass(frozen=True, slots=True)
class _Fader:
    share: QLabel
    slider: QSlider
    only: QToolButton

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """From top to bottom."""
        return self.share, self.slider, self.only


class MixPanel(QWidget):
    """One line and a bar; unfolded, the faders."""

    def __init__(self, browse: Browse, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._browse = browse
        self.faders: dict[Kind, _Fader] = {}
        self.fold = QPushButton(self.tr("Mix"))
        self.said = QLabel()
        self.fresh = QLabel()
        self.bar = MixBar()
        self._inside = QWidget()
        self._columns = QGridLayout(self._inside)
        self._lay_out()
        browse.measures_changed.connect(self._follow)
        browse.stage_changed.connect(self._follow)
        self._unfold(bool(browse.library.settings.get(UNFOLDED, False)))
        self._follow()

    # -- building -------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.fold.setProperty("heading", True)
        self.fold.setCheckable(True)
        left, right = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
        self.fold.setLayoutDirection(left if self.isRightToLeft() else right)  # the arrow is behind the word
        self.fold.setStyleSheet("QPushButton { padding: 1px 3px; margin-left: -9px; }")
        self.fold.setToolTip(self.tr("Show or hide a fader for each kind"))
        self.fold.setAccessibleDescription(self.fold.toolTip())
        self.fold.clicked.connect(self._keep_fold)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setFont(theme.scaled(self.font(), 0.9))
        self.said.setForegroundRole(self.said.palette().ColorRole.PlaceholderText)
        self.fresh.setFont(self.said.font())
        self.fresh.setForegroundRole(self.fresh.palette().ColorRole.PlaceholderText)
        self.fresh.hide()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.fold)
        head.addStretch()
        head.addWidget(self.said)
        head.addWidget(self.fresh)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addWidget(self._inside)
        self._columns.setContentsMargins(0, 4, 0, 0)
        self._columns.setHorizontalSpacing(0)
        self._columns.setVerticalSpacing(2)

    def _make_faders(self, kinds: list[Kind]) -> None:
        for fader in self.faders.values():
            for part in fader.parts:
                self._columns.removeWidget(part)
                part.deleteLater()
        self.faders = {kind: self._make_fader(kind) for kind in kinds}
        for column, fader in enumerate(self.faders.values()):
            for row, part in enumerate(fader.parts):
                self._columns.addWidget(part, row, column, Qt.AlignmentFlag.AlignHCenter)
        self._dress()

    def _make_fader(self, kind: Kind) -> _Fader:
        share = QLabel()
        share.setFont(theme.scaled(self.font(), 0.85))
        slider = QSlider(Qt.Orientation.Vertical)
        slider.setRange(0, 100)
        slider.setPageStep(10)
        slider.setFixedSize(28, 62)
        slider.setAccessibleName(dial_words.fader(kind))
        slider.setToolTip(
            self.tr("{kind}: in the middle as your history, above it more, at the foot none").format(
                kind=words.kind_plural(kind)
            )
        )
        slider.valueChanged.connect(partial(self._turn, kind))
        only = QToolButton()
        only.setCheckable(True)
        only.setFixedSize(34, 28)
        only.setIconSize(QSize(icons.SIZE - 3, icons.SIZE - 3))
        only.setToolTip(dial_words.only(kind))
        only.setAccessibleName(dial_words.only(kind))
        only.clicked.connect(partial(self._keep_apart, kind))
        return _Fader(share, slider, only)

    # -- turning --------------------------------------------------------------------------------------

    def _turn(self, kind: Kind, value: int) -> None:
        slider = self.faders[kind].slider
        if slider.isSliderDown() and abs(value - 50) <= _NEAR_REST:
            value = 50
        self._browse.set_dials({**self._browse.dial_values, FADERS[kind]: value / 100})

    def _keep_apart(self, kind: Kind, _on: bool = False) -> None:
        faders = alone(kind) if self.faders[kind].only.isChecked() else dict.fromkeys(FADERS.values(), 0.5)
        self._browse.set_dials({**self._browse.dial_values, **faders})

    def _unfold(self, on: bool) -> None:
        self.fold.setChecked(on)
        self._inside.setVisible(on)
        self._dress()

    def _keep_fold(self, on: bool) -> None:
        self._unfold(on)
        self._browse.library.settings.put(UNFOLDED, on)

    # -- following ------------------------------------------------------------------------------------

    def _follow(self) -> None:
        browse = self._browse
        own = browse.picker.shares if browse.picker is not None else {}
        if list(own) != list(self.faders):
            self._make_faders(list(own))
        name, _, rest = browse.live_key.partition(":")
        mixed = name != "kind"
        shares = mix_of(browse.dial_values, own)
        self.said.setText(dial_words.mix(shares) if mixed else dial_words.one_kind(Kind(rest)))
        self.bar.show_kinds(card.kind for card in browse.cards(browse.live_key))
        wanted = [kind for kind, share in (shares or {}).items() if share > 0.0]
        for kind, fader in self.faders.items():
            with QSignalBlocker(fader.slider):
                if not fader.slider.isSliderDown():
                    fader.slider.setValue(round(browse.dial_values[FADERS[kind]] * 100))
            share = dial_words.share((shares or own)[kind])
            fader.share.setText(share)
            fader.slider.setAccessibleDescription(share)
            fader.only.setChecked(wanted == [kind])
            fader.slider.setEnabled(mixed and browse.stage is Stage.LIVE)
            fader.only.setEnabled(mixed and browse.stage is Stage.LIVE)

    def say_fresh(self, text: str, tip: str) -> None:
        """How many works the mix has brought in."""
        self.fresh.setText(text)
        self.fresh.setToolTip(tip)
        self.fresh.setVisible(bool(text))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        colours = theme.of(self.palette())
        sign = "up" if self.fold.isChecked() else "down"
        self.fold.setIcon(sign_icon(sign, QColor(colours.text), self.devicePixelRatioF()))
        sheet = _style(colours)
        if self._inside.styleSheet() != sheet:
            self._inside.setStyleSheet(sheet)
        for kind, fader in self.faders.items():
            fader.only.setIcon(icons.icon(kind.value, QColor(colours.text)))


def _style(t: theme.Theme) -> str:
    return f"""
QSlider::groove:vertical {{ width: 4px; border-radius: 2px; background: {t.edge}; }}
QSlider::add-page:vertical {{ width: 4px; border-radius: 2px; background: {t.accent}; }}
QSlider::handle:vertical {{ width: 14px; height: 14px; margin: 0 -7px; border-radius: 9px;
  background: {t.raised}; border: 2px solid {t.accent}; }}
QSlider::handle:vertical:hover {{ background: {t.hover}; }}
QSlider::handle:vertical:focus {{ background: {t.accent}; border-color: {t.text}; }}
QSlider::handle:vertical:disabled, QSlider::add-page:vertical:disabled {{ background: {t.edge};
  border-color: {t.edge}; }}
QToolButton {{ padding: 2px; background: transparent; border-color: transparent; }}
QToolButton:focus {{ padding: 1px; border-color: {t.ring}; }}
QToolButton:hover {{ background: {t.hover}; }}
QToolButton:checked {{ background: {t.hover}; border-color: {t.accent}; }}
"""
