"""Colours, words and covers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from recdesk.domain.works import Kind
from recdesk.ranking import TEMPLATES
from recdesk.ui import reason_words, theme, words
from recdesk.ui.parts import covers
from recdesk.ui.parts.cover_face import Face
from recdesk.ui.parts.cover_inks import FAMILIES, inks_of
from recdesk.ui.parts.covers import CoverStore

SIZE = QSize(148, 210)


@pytest.mark.parametrize("dress", [theme.LIGHT, theme.DARK], ids=lambda t: t.name)
def test_every_pair_of_the_palettes_has_its_contrast(dress: theme.Theme) -> None:
    for ink, ground, least in theme.PAIRS:
        assert theme.contrast(getattr(dress, ink), getattr(dress, ground)) >= least, (ink, ground)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_text_of_every_cover_can_be_read_on_both_its_grounds(family: str) -> None:
    for inks in FAMILIES[family]:
        assert theme.contrast(inks.ink, inks.ground) >= 4.5, inks
        assert theme.contrast(inks.ink, inks.deep) >= 4.5, inks


def test_contrast_is_wcags() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_palette_remembers_its_theme() -> None:
    assert theme.of(theme.palette(theme.LIGHT)) is theme.LIGHT
    assert theme.of(theme.palette(theme.DARK)) is theme.DARK


def _cover(store: CoverStore, face: Face, ratio: float = 1.0) -> QImage:
    pixmap = store.cover(face, SIZE, ratio, patient=True)
    assert pixmap is not None
    return pixmap.toImage()


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_a_cover_of_its_own(qapp: object, kind: Kind) -> None:
    store = CoverStore()
    drawn = {each: _cover(store, Face(each, "Stalker", "Tarkovsky", "1979", "Mystery")) for each in Kind}
    assert all(drawn[kind] != drawn[other] for other in Kind if other != kind)


@pytest.mark.parametrize(
    "title", ["", "A", "千と千尋の神隠し", "שיר השירים", "Supercalifragilistic" * 6, "word " * 60, "🎬"]
)
def test_no_title_breaks_a_cover(qapp: object, title: str) -> None:
    store = CoverStore()
    for kind in Kind:
        assert not _cover(store, Face(kind, title)).isNull()


def test_the_same_title_has_the_same_cover_every_day(qapp: object) -> None:
    face = Face(Kind.BOOK, "Solaris", "Stanisław Lem", "1961", "Science-Fiction")
    assert _cover(CoverStore(), face) == _cover(CoverStore(), face)


def test_a_fine_screen_gets_fine_covers(qapp: object) -> None:
    image = _cover(CoverStore(), Face(Kind.FILM, "Heat"), ratio=2.0)
    assert (image.width(), image.height()) == (296, 420)


def test_the_store_keeps_within_its_bound(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(covers, "KEPT_BYTES", 5 * 148 * 210 * 4)
    store = CoverStore()
    for number in range(12):
        store.cover(Face(Kind.FILM, f"Film {number}"), SIZE, 1.0, patient=True)
    assert len(store) == 5
    assert store.bytes <= covers.KEPT_BYTES


def test_a_frame_without_room_is_told_when_there_is_room_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(covers, "BUDGET_S", 1e-9)
    store = CoverStore()
    store.cover(Face(Kind.FILM, "The first"), SIZE, 1.0, patient=True)
    told = QSignalSpy(store.room_again)
    assert store.cover(Face(Kind.FILM, "The second"), SIZE, 1.0) is None
    qtbot.waitUntil(lambda: told.count() == 1)
    assert store.cover(Face(Kind.FILM, "The second"), SIZE, 1.0) is not None


def test_unknown_genres_have_inks_too() -> None:
    assert QColor(inks_of("Never-Heard-Of", 3).ground).isValid()


def test_the_windows_reasons_are_the_ranking_rooms_word_for_word(qapp: object) -> None:
    said_elsewhere = ("effect.", "shelf.")
    theirs = {key: text for key, text in TEMPLATES.items() if not key.startswith(said_elsewhere)}
    assert dict(reason_words.templates()) == theirs


def test_titles_and_numbers_keep_their_own_direction(qapp: object) -> None:
    said = words.related_line("שיר השירים", "read, 2 May 2024", -0.25)
    assert "\u2068שיר השירים\u2069" in said
    assert said.startswith("\u2068−")


@pytest.mark.parametrize(("year", "text"), [(None, ""), (1999, "1999"), (-750, "750 BC")])
def test_years_are_said_as_people_say_them(qapp: object, year: int | None, text: str) -> None:
    assert words.year_text(year) == text
