"""Discogs' monthly files of masters (albums) and artists: gzipped XML, an element for each.

Names carry a number where several share them ("Genesis (2)"), texts are in Discogs' own markup. Artists of
whom Discogs says nothing are left out: of 1,000 it says something of 243.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from recdesk.catalogue._cells import plain, year
from recdesk.catalogue._xml import all_said, elements, said
from recdesk.catalogue.files import PackFile, PackFiles
from recdesk.catalogue.format import Entry, FormatInfo, Tally, Wish
from recdesk.domain.works import Alias, CatalogueWork, Kind, work_uid

_NUMBER = re.compile(r"\s+\(\d+\)\Z")
_NAMED = re.compile(r"\[[almr]=([^\]]*)\]")
_MARKUP = re.compile(r"\[/?(?:[biu]|url|img)(?:=[^\]]*)?\]|\[[almr]\d+\]", re.IGNORECASE)
_ALIASES = 10


class Discogs:
    """masters, artists, or both."""

    info = FormatInfo(
        id="discogs",
        name="Discogs",
        kinds=(Kind.ALBUM, Kind.ARTIST),
        licence="Discogs' monthly data: CC0, no rights reserved.",
        origin="Discogs offers discogs_…_masters.xml.gz and discogs_…_artists.xml.gz every month.",
        namesakes_differ=True,
    )

    def claims(self, files: PackFiles) -> bool:
        return any(_kind(file) for file in files.files)

    def entries(self, files: PackFiles, wish: Wish, tally: Tally) -> Iterator[Entry]:
        for file in files.files:
            kind = _kind(file)
            if kind is None or not wish.wants(kind):
                continue
            tag = "master" if kind is Kind.ALBUM else "artist"
            for number, element in enumerate(elements(file, tag, 1, tally), start=1):
                work = _album(element) if kind is Kind.ALBUM else _artist(element)
                if not work.title:
                    tally.spoil(f"{file.name}, entry {number}", "an entry without name")
                elif kind is Kind.ARTIST and not _told(element):
                    tally.leave_out("an artist of whom Discogs says nothing")
                else:
                    yield Entry(work.external_ids[0][1], work)


def _kind(file: PackFile) -> Kind | None:
    head = file.head().lstrip()
    if head.startswith(b"<?xml"):
        head = head.partition(b"?>")[2].lstrip()
    if head.startswith(b"<masters>"):
        return Kind.ALBUM
    return Kind.ARTIST if head.startswith(b"<artists>") and b"<data_quality>" in head else None


def _name(text: str) -> str:
    return _NUMBER.sub("", text)


def _album(master: Element) -> CatalogueWork:
    makers = tuple(map(_name, all_said(master, "artists/artist/name")))
    title, first = said(master, "title"), year(said(master, "year"))
    return CatalogueWork(
        uid=work_uid(Kind.ALBUM, title, first, makers[0] if makers else ""),
        kind=Kind.ALBUM,
        title=title,
        year=first,
        creators=() if makers == ("Various",) else makers,
        genres=all_said(master, "genres/genre"),
        tags=all_said(master, "styles/style"),
        description=_text(said(master, "notes")),
        external_ids=(("discogs_master", master.get("id", "")),),
    )


def _artist(artist: Element) -> CatalogueWork:
    name = _name(said(artist, "name"))
    spellings = tuple(other for other in all_said(artist, "namevariations/name") if other != name)
    return CatalogueWork(
        uid=work_uid(Kind.ARTIST, name, None),
        kind=Kind.ARTIST,
        title=name,
        aliases=tuple(Alias(other) for other in spellings[:_ALIASES]),
        description=_text(said(artist, "profile")),
        external_ids=(("discogs_artist", said(artist, "id")),),
    )


def _told(artist: Element) -> bool:
    return bool(said(artist, "profile")) or artist.find("members/name") is not None


def _text(markup: str) -> str:
    return plain(_MARKUP.sub("", _NAMED.sub(lambda found: _name(found[1]), markup)))
