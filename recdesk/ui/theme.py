"""Colours and type of the window: a light and a dark palette, and the style sheet drawn from them.

Knows colours and fonts. Knows no page. Every pair of text and ground that the window uses is listed in
`PAIRS`, and a test computes its contrast (WCAG 2: 4.5 to 1 for text, 3 to 1 for bars and focus rings).
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by what they are for, as #rrggbb."""

    name: str
    window: str  # behind everything
    base: str  # pages
    raised: str  # cards, fields, buttons
    hover: str
    line: str  # hair lines, only ornament
    edge: str  # borders that must be seen: fields, focusless buttons
    text: str
    soft: str  # second line of text
    accent: str  # fills: primary button, slider groove
    on_accent: str
    link: str  # accent as text
    ring: str  # focus
    plus: str  # bars that speak for
    minus: str  # bars that speak against


LIGHT = Theme(
    name="light",
    window="#f3f2ef",
    base="#fbfaf8",
    raised="#ffffff",
    hover="#eceae4",
    line="#e2dfd8",
    edge="#8d8980",
    text="#1d1b18",
    soft="#5f5b53",
    accent="#8c3b1f",
    on_accent="#ffffff",
    link="#8c3b1f",
    ring="#b5502c",
    plus="#2c7a57",
    minus="#b2402f",
)
DARK = Theme(
    name="dark",
    window="#131316",
    base="#18181c",
    raised="#232328",
    hover="#2c2c33",
    line="#303037",
    edge="#777781",
    text="#efeeea",
    soft="#a9a7a1",
    accent="#e28a5c",
    on_accent="#20120a",
    link="#f0a47c",
    ring="#f0a47c",
    plus="#55b88a",
    minus="#e8806c",
)
PAIRS: tuple[tuple[str, str, float], ...] = (
    *(
        (ink, ground, 4.5)
        for ink in ("text", "soft", "link")
        for ground in ("window", "base", "raised", "hover")
    ),
    ("on_accent", "accent", 4.5),
    *(
        (mark, ground, 3.0)
        for mark in ("ring", "plus", "minus", "edge", "accent")
        for ground in ("base", "raised")
    ),
)
"""(ink, ground, least contrast) for every pair the window paints."""


def luminance(colour: QColor | str) -> float:
    """Relative luminance, 0..1, by WCAG 2.1."""
    c = QColor(colour)
    r, g, b = (
        v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (c.redF(), c.greenF(), c.blueF())
    )
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: QColor | str, other: QColor | str) -> float:
    """Contrast ratio by WCAG 2.1, 1..21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def of(palette: QPalette) -> Theme:
    """The theme a palette was made from."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    made = QPalette()
    for where, colour in (
        (role.Window, theme.window), (role.WindowText, theme.text), (role.Base, theme.base),
        (role.AlternateBase, theme.raised), (role.Text, theme.text), (role.PlaceholderText, theme.soft),
        (role.Button, theme.raised), (role.ButtonText, theme.text), (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent), (role.ToolTipBase, theme.raised),
        (role.ToolTipText, theme.text), (role.Link, theme.link), (role.LinkVisited, theme.link),
        (role.Mid, theme.line), (role.Light, theme.hover), (role.Midlight, theme.hover),
        (role.Dark, theme.edge), (role.Shadow, theme.line), (role.Accent, theme.accent),
        (role.BrightText, theme.text),
    ):  # fmt: skip
        made.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(theme.edge))
    return made


def apply(app: QApplication, choice: str = "system") -> Theme:
    """Dress the program: "light", "dark", or "system" for whatever the desktop asks for."""
    theme = {"light": LIGHT, "dark": DARK}.get(choice) or _of_system()
    if app.style().objectName().lower() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))
    return theme


def _of_system() -> Theme:
    return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


def scaled(font: QFont, factor: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """`font` in another size and weight. Sizes are relative, so the desktop's own text size counts."""
    made = QFont(font)
    if font.pointSizeF() > 0:
        made.setPointSizeF(font.pointSizeF() * factor)
    else:
        made.setPixelSize(max(1, round(font.pixelSize() * factor)))
    made.setWeight(weight)
    return made


def style_sheet(theme: Theme) -> str:
    """What palettes cannot say: corners, paddings, thin scroll bars, focus rings."""
    return "".join(part(theme) for part in (_scroll_bars, _buttons, _fields, _sliders))


def _scroll_bars(t: Theme) -> str:
    return f"""
QToolTip {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.edge}; padding: 5px 8px; }}
QScrollBar:vertical {{ width: 10px; background: transparent; margin: 0; }}
QScrollBar:horizontal {{ height: 10px; background: transparent; margin: 0; }}
QScrollBar::handle {{ background: {t.edge}; border-radius: 3px; margin: 2px; min-height: 32px;
  min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _buttons(t: Theme) -> str:
    return f"""
QPushButton, QToolButton {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.line};
  border-radius: 8px; padding: 6px 12px; }}
QPushButton:hover, QToolButton:hover {{ background: {t.hover}; border-color: {t.edge}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {t.ring}; padding: 5px 11px; }}
QPushButton:checked, QToolButton:checked {{ background: {t.accent}; color: {t.on_accent};
  border-color: {t.accent}; }}
QPushButton:checked:focus {{ border: 2px solid {t.text}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {t.edge}; border-color: {t.line}; }}
QPushButton[primary="true"] {{ background: {t.accent}; color: {t.on_accent}; border-color: {t.accent};
  font-weight: 600; }}
QPushButton[primary="true"]:focus {{ border: 2px solid {t.text}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QPushButton[chip="true"] {{ padding: 5px 8px; }}
QPushButton[chip="true"]:focus {{ padding: 4px 7px; }}
QPushButton[quiet="true"] {{ background: transparent; border-color: transparent; color: {t.link}; }}
QPushButton[quiet="true"]:disabled {{ color: {t.edge}; }}
QPushButton[quiet="true"]:hover {{ background: {t.hover}; }}
QPushButton[quiet="true"]:focus {{ border: 2px solid {t.ring}; }}
QPushButton[heading="true"], QPushButton[heading="true"]:checked {{ background: transparent; color: {t.text};
  border: 2px solid transparent; padding: 3px 4px; text-align: left; }}
QPushButton[heading="true"]:hover {{ color: {t.link}; }}
QPushButton[heading="true"]:focus {{ border-color: {t.ring}; padding: 3px 4px; }}
"""


def _fields(t: Theme) -> str:
    return f"""
QLineEdit {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.edge}; border-radius: 8px;
  padding: 7px 10px; selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QLineEdit:focus {{ border: 2px solid {t.ring}; padding: 6px 9px; }}
QComboBox {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.edge}; border-radius: 8px;
  padding: 6px 10px; }}
QComboBox::drop-down {{ border: none; background: transparent; width: 24px; }}
QComboBox:hover {{ background: {t.hover}; }}
QComboBox:focus {{ border: 2px solid {t.ring}; padding: 5px 9px; }}
QComboBox:disabled {{ color: {t.edge}; border-color: {t.line}; }}
QComboBox QAbstractItemView {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.edge};
  selection-background-color: {t.accent}; selection-color: {t.on_accent}; outline: none; }}
QListView::indicator {{ width: 13px; height: 13px; border: 1px solid {t.edge}; border-radius: 3px; }}
QListView::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; }}
"""


def _sliders(t: Theme) -> str:
    return f"""
QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {t.edge}; }}
QSlider::sub-page:horizontal {{ height: 4px; border-radius: 2px; background: {t.accent}; }}
QSlider[mirrored="true"]::sub-page:horizontal {{ background: {t.edge}; }}
QSlider[mirrored="true"]::add-page:horizontal {{ height: 4px; border-radius: 2px; background: {t.accent}; }}
QSlider::handle:horizontal {{ width: 16px; height: 16px; margin: -7px 0; border-radius: 9px;
  background: {t.raised}; border: 2px solid {t.accent}; }}
QSlider::handle:horizontal:hover {{ background: {t.hover}; }}
QSlider::handle:horizontal:focus {{ background: {t.accent}; border-color: {t.text}; }}
QSlider::handle:horizontal:disabled, QSlider::sub-page:horizontal:disabled {{ background: {t.edge};
  border-color: {t.edge}; }}
"""
