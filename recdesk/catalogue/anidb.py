"""AniDB's answers, one XML file for each anime: titles in many languages, a description, tags with weights.

Titles of one language are told apart by what they are: the main one is the Latin spelling of the Japanese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from recdesk.catalogue._cells import audience, plain, whole, year
from recdesk.catalogue._xml import elements, said
from recdesk.catalogue.files import PackFile, PackFiles
from recdesk.catalogue.format import Entry, FormatInfo, Tally, Wish
from recdesk.domain.works import Alias, CatalogueWork, Kind, work_uid

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LINK = re.compile(r"https?://\S+\s+\[([^\]]*)\]")
_TAGS = 10
_BRANCHES = {
    "elements", "setting", "themes", "dynamic", "target audience", "original work", "technical aspects",
    "content indicators", "cast", "time", "place", "origin", "maintenance tags", "ending", "season",
}  # fmt: skip


class AniDb:
    """One file, or a folder of them."""

    info = FormatInfo(
        id="anidb",
        name="AniDB",
        kinds=(Kind.SERIES, Kind.FILM),
        licence="AniDB data: CC BY-NC-SA 4.0, for non-commercial use with its name.",
        origin="Saved answers of AniDB's interface (XML), one for each anime.",
    )

    def claims(self, files: PackFiles) -> bool:
        return any(_is_anime(file) for file in files.files)

    def entries(self, files: PackFiles, wish: Wish, tally: Tally) -> Iterator[Entry]:
        for file in files.files:
            if not _is_anime(file):
                continue
            for anime in elements(file, "anime", 0, tally):
                kind = Kind.FILM if said(anime, "type") == "Movie" else Kind.SERIES
                titles = [(title.get("type", ""), title.get(_LANG, ""), (title.text or "").strip())
                          for title in anime.findall("titles/title")]  # fmt: skip
                if anime.get("restricted") == "true":
                    tally.leave_out("a title for adults")
                elif not any(text for _, _, text in titles):
                    tally.spoil(file.name, "an anime without title")
                elif wish.wants(kind):
                    yield Entry(anime.get("id", ""), _work(kind, titles, anime))
                else:
                    tally.leave_out("another kind")


def _is_anime(file: PackFile) -> bool:
    head = file.head()
    return b"<anime id=" in head and b"<titles>" in head


def _work(kind: Kind, titles: list[tuple[str, str, str]], anime: Element) -> CatalogueWork:
    title = next((text for what, language, text in titles if what == "official" and language == "en"), "")
    title = title or next((text for what, _, text in titles if what == "main"), titles[0][2])
    first = year(said(anime, "startdate")[:4])
    votes = anime.find("ratings/permanent")
    others = {text: language for _, language, text in titles if text not in ("", title)}
    return CatalogueWork(
        uid=work_uid(kind, title, first),
        kind=kind,
        title=title,
        year=first,
        creators=tuple(
            (name.text or "").strip()
            for name in anime.findall("creators/name")
            if name.get("type") in ("Direction", "Original Work")
        ),
        genres=("Anime",),
        tags=_tags(anime),
        languages=("ja",) if any(language == "ja" for _, language, _ in titles) else (),
        audience=audience(whole(votes.get("count"))) if votes is not None else None,
        aliases=tuple(
            Alias(text, "" if language.startswith("x-") else language) for text, language in others.items()
        ),
        description=plain(_LINK.sub(r"\1", said(anime, "description"))),
        external_ids=(("anidb", anime.get("id", "")),),
    )


def _tags(anime: Element) -> tuple[str, ...]:
    """The weightiest first, without the branches of AniDB's tree and what gives the end away."""
    found = sorted(
        (tag for tag in anime.findall("tags/tag") if tag.get("globalspoiler") != "true"),
        key=lambda tag: -(whole(tag.get("weight")) or 0),
    )
    names = (said(tag, "name") for tag in found)
    return tuple(dict.fromkeys(name for name in names if name and name not in _BRANCHES))[:_TAGS]
