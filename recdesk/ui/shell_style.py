"""The style sheet of the shell's own parts: navigation, bars, messages. Pages and parts dress themselves."""

from __future__ import annotations

from recdesk.ui.theme import Theme


def style_sheet(t: Theme) -> str:
    return f"""
#window, #parts, #topBar {{ background: {t.base}; }}
QMenuBar {{ background: {t.window}; color: {t.text}; padding: 2px 6px; }}
QMenuBar::item {{ padding: 4px 10px; border-radius: 5px; background: transparent; }}
QMenuBar::item:selected {{ background: {t.hover}; }}
QMenu {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.edge}; padding: 5px; }}
QMenu::item {{ padding: 6px 26px 6px 22px; border-radius: 5px; }}
QMenu::item:selected {{ background: {t.accent}; color: {t.on_accent}; }}
QMenu::item:disabled {{ color: {t.edge}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 5px 8px; }}
QListWidget#navigation {{ background: {t.window}; color: {t.text}; padding: 10px 8px; outline: 0;
  border-right: 1px solid {t.line}; }}
QListWidget#navigation::item {{ padding-left: 10px; border-radius: 8px; border: 2px solid transparent; }}
QListWidget#navigation::item:hover {{ background: {t.hover}; }}
QListWidget#navigation::item:disabled {{ background: transparent; }}
QListWidget#navigation::item:selected {{ background: {t.raised}; color: {t.link}; font-weight: 600; }}
QListWidget#navigation::item:selected:focus {{ border-color: {t.ring}; }}
#topBar {{ border-bottom: 1px solid {t.line}; }}
QSplitter::handle {{ background: {t.line}; width: 1px; }}
QStatusBar {{ background: {t.window}; color: {t.soft}; border-top: 1px solid {t.line}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ color: {t.soft}; padding: 3px 4px; }}
QPushButton[primary="true"]:disabled {{ background: {t.hover}; color: {t.edge}; border-color: {t.line}; }}
QStatusBar QPushButton {{ padding: 2px 10px; }}
QStatusBar QPushButton:focus {{ padding: 1px 9px; }}
QProgressBar {{ background: {t.line}; border: none; border-radius: 4px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 4px; }}
#notice, #badNotice {{ background: {t.raised}; border-top: 1px solid {t.line};
  border-left: 4px solid {t.plus}; }}
#badNotice {{ border-left-color: {t.minus}; }}
#soft {{ color: {t.soft}; }}
#card {{ background: {t.raised}; border: 1px solid {t.line}; border-radius: 12px; }}
QTableView {{ background: {t.raised}; alternate-background-color: {t.base}; color: {t.text};
  border: 1px solid {t.line}; border-radius: 8px; outline: 0; selection-background-color: {t.accent};
  selection-color: {t.on_accent}; }}
QTableView:focus {{ border-color: {t.ring}; }}
QTableView::item {{ padding: 0 5px; border: none; }}
QHeaderView {{ background: transparent; }}
QHeaderView::section {{ background: transparent; color: {t.soft}; border: none;
  border-bottom: 1px solid {t.line}; padding: 7px 8px; font-weight: 600; }}
"""
