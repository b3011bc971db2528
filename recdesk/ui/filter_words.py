"""A filter in words, and the names of languages and countries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from recdesk.ui.words import genre_text, isolated, year_text

if TYPE_CHECKING:
    from recdesk.domain.taste import Filter

translate = QCoreApplication.translate
_NAMED = 3


def language(code: str) -> str:
    if code == "zxx":  # ISO 639: no linguistic content
        return translate("filter", "no words at all")
    found = QLocale.codeToLanguage(code)
    return code if found == QLocale.Language.AnyLanguage else QLocale.languageToString(found)


def country(code: str) -> str:
    found = QLocale.codeToTerritory(code)
    return code if found == QLocale.Country.AnyCountry else QLocale.territoryToString(found)


def summary(wanted: Filter) -> str:
    """ "1990–1999 · French · without violence"; empty for a filter that is open."""
    parts = []
    if wanted.since is not None or wanted.until is not None:
        parts.append(_years(wanted.since, wanted.until))
    for values, named in (
        (wanted.genres, genre_text),
        (wanted.languages, language),
        (wanted.countries, country),
    ):
        if values:
            parts.append(_some(sorted(map(named, values))))
    if wanted.without:
        parts.append(
            translate("filter", "without {names}").format(
                names=_some(sorted(map(genre_text, wanted.without)))
            )
        )
    if wanted.abroad:
        parts.append(
            translate("filter", "outside {names}").format(names=_some(sorted(map(country, wanted.abroad))))
        )
    return " · ".join(isolated(part) for part in parts)


def _years(since: int | None, until: int | None) -> str:
    if since is None:
        return translate("filter", "until {year}").format(year=year_text(until))
    if until is None:
        return translate("filter", "since {year}").format(year=year_text(since))
    if since == until:
        return year_text(since)
    return f"{year_text(since)}–{year_text(until)}"


def _some(names: list[str]) -> str:
    more = len(names) - _NAMED
    said = ", ".join(names[:_NAMED])
    return translate("filter", "{names} and {n} more").format(names=said, n=more) if more > 0 else said
