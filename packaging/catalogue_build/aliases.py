"""Other titles of the works: which languages they are in, and which are not titles at all.

The `aka` field holds titles without a language; `titles/*.txt` names the language. A script that only one
language uses says it too: kana is Japanese, hangul Korean.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from catalogue_build.merge import Draft, Touch
from catalogue_build.sources import TitleLine
from catalogue_build.words import name_key, title_key
from recdesk.domain.works import Alias


def clean_aliases(drafts: Sequence[Draft], touches: list[Touch]) -> list[Draft]:
    """Leaves out aliases that name somebody else: a book's author, an album's artist, another artist."""
    artist_names = _artist_names(drafts)
    cleaned = []
    for draft in drafts:
        wrong = {alias for alias in draft.aliases if _names_somebody_else(draft, alias, artist_names)}
        for alias in draft.aliases:
            if alias in wrong:
                what = f"“{alias.title}” names another; it is not {draft.kind} “{draft.title}” ({draft.year})"
                touches.append(Touch("alias left out", draft.place, what))
        cleaned.append(replace(draft, aliases=tuple(a for a in draft.aliases if a not in wrong)))
    return cleaned


def join_titles(
    drafts: Sequence[Draft], rows: Sequence[int | None], lines: Sequence[TitleLine]
) -> list[Draft]:
    """Adds the titles of `lines` (of the works in `rows`) with their languages, then tags what the script
    tells. A title equal to the main one is left out: it adds nothing to match or to show."""
    added: dict[int, list[Alias]] = defaultdict(list)
    for row, line in zip(rows, lines, strict=True):
        if row is not None:
            added[row] += [Alias(title, language) for language, title in line.titles]
    return [replace(draft, aliases=_tagged(draft, added[row])) for row, draft in enumerate(drafts)]


def _artist_names(drafts: Sequence[Draft]) -> dict[str, str]:
    """Name key of every artist (titles before aliases) > the key of the title it belongs to."""
    artists = [draft for draft in drafts if draft.kind == "artist"]
    names = {name_key(alias.title): name_key(draft.title) for draft in artists for alias in draft.aliases}
    names.update({name_key(draft.title): name_key(draft.title) for draft in artists})
    return names


def _names_somebody_else(draft: Draft, alias: Alias, artist_names: dict[str, str]) -> bool:
    key = name_key(alias.title)
    creators = {name_key(name) for name in draft.creators}
    if draft.kind == "book":
        return key in creators and key != name_key(draft.title)
    if draft.kind == "album":
        return key in creators or artist_names.get(key, key) in creators
    if draft.kind == "artist":
        return artist_names.get(key) == key and key != name_key(draft.title)
    return False


def _tagged(draft: Draft, known: Sequence[Alias]) -> tuple[Alias, ...]:
    """One alias per title and language: those with a known language first, then the rest."""
    named = {title_key(alias.title) for alias in known}
    rest = [alias for alias in draft.aliases if alias.language or title_key(alias.title) not in named]
    scripts = {title: _script(title) for title in (draft.title, *(alias.title for alias in rest))}
    tagged = [
        alias if alias.language else Alias(alias.title, _language(scripts, alias.title, draft))
        for alias in rest
    ]
    return tuple(dict.fromkeys(alias for alias in (*known, *tagged) if alias.title != draft.title))


def _language(scripts: dict[str, str], title: str, draft: Draft) -> str:
    """The language a script gives away, or "". Titles in Chinese characters alone are Chinese unless the
    work is Japanese and has no other title in kana: then they may be either."""
    script = scripts[title]
    if script == "han":
        may_be_japanese = "ja" in draft.languages and "kana" not in scripts.values()
        return "" if may_be_japanese else "zh"
    return {"kana": "ja", "hangul": "ko"}.get(script, "")


def _script(title: str) -> str:
    """ "kana", "hangul", "han" (Chinese characters without either) or ""."""
    names = {unicodedata.name(letter, "").split(" ")[0] for letter in title if letter.isalpha()}
    if names & {"HIRAGANA", "KATAKANA"}:
        return "kana"
    if "HANGUL" in names:
        return "hangul"
    return "han" if "CJK" in names else ""
