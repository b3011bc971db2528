"""Pages of titles as AniList answers them: {"data": {"Page": {"media": [...]}}}, anime and manga.

A person's own list from AniList is a history and no pack; it has no "Page".
"""

from __future__ import annotations

from collections.abc import Iterator

from recdesk.catalogue._cells import audience, plain
from recdesk.catalogue._json import Record, inner, json_list, objects, text, texts
from recdesk.catalogue.files import PackFile, PackFiles
from recdesk.catalogue.format import Entry, FormatInfo, Tally, Wish
from recdesk.domain.ids import work_ids
from recdesk.domain.works import Alias, CatalogueWork, Kind, work_uid

_TAGS = 10


class AniList:
    """One page, or a folder of them."""

    info = FormatInfo(
        id="anilist_pages",
        name="AniList pages",
        kinds=(Kind.SERIES, Kind.FILM, Kind.BOOK),
        licence="AniList's terms: non-commercial use; its data may not be collected or passed on in bulk.",
        origin="Saved answers of AniList's interface (JSON), one or many in a folder.",
    )

    def claims(self, files: PackFiles) -> bool:
        return any(_is_page(file) for file in files.files)

    def entries(self, files: PackFiles, wish: Wish, tally: Tally) -> Iterator[Entry]:
        for file in files.files:
            if not _is_page(file):
                continue
            for number, record in json_list(file, "data.Page.media.item", tally):
                kind = _kind(record)
                titles = [title for name in ("english", "romaji", "native")
                          if (title := text(inner(record, "title"), name))]  # fmt: skip
                if not titles or not isinstance(record.get("id"), int):
                    tally.spoil(f"{file.name}, entry {number}", "a title without number or name")
                elif record.get("isAdult"):
                    tally.leave_out("a title for adults")
                elif wish.wants(kind):
                    yield Entry(str(record["id"]), _work(kind, titles, record))
                else:
                    tally.leave_out("another kind")


def _is_page(file: PackFile) -> bool:
    head = file.head()
    return head.lstrip()[:1] == b"{" and b'"Page"' in head and b'"media"' in head


def _kind(record: Record) -> Kind:
    if text(record, "type") == "MANGA":
        return Kind.BOOK
    return Kind.FILM if text(record, "format") == "MOVIE" else Kind.SERIES


def _work(kind: Kind, titles: list[str], record: Record) -> CatalogueWork:
    year, people = inner(record, "startDate").get("year"), record.get("popularity")
    first = year if isinstance(year, int) else None
    others = dict.fromkeys((*titles[1:], *texts(record, "synonyms")))
    spoiling = ("isMediaSpoiler", "isGeneralSpoiler")
    told = (tag for tag in objects(record, "tags") if not any(tag.get(sign) for sign in spoiling))
    tags = [name for tag in told if (name := text(tag, "name"))]
    made = objects(inner(record, "studios"), "edges")
    studios = (text(inner(edge, "node"), "name") for edge in made if edge.get("isMain"))
    return CatalogueWork(
        uid=work_uid(kind, titles[0], first),
        kind=kind,
        title=titles[0],
        year=first,
        creators=tuple(studio for studio in studios if studio),
        genres=("Anime" if kind is not Kind.BOOK else "Manga", *texts(record, "genres")),
        tags=tuple(tags[:_TAGS]),
        audience=audience(people if isinstance(people, int) else None),
        aliases=tuple(Alias(other) for other in others if other != titles[0]),
        description=plain(text(record, "description")),
        external_ids=work_ids(kind, {"anilist": record["id"], "mal": record.get("idMal")}),
    )
