"""Podcast Index: its database of feeds (one SQLite file, in a .tgz) and the table "newsfeeds" as CSV.

Feeds that are dead and such of a few episodes are left out. Owners' names and addresses are not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recdesk.catalogue._cells import columns, language, plain, table, whole
from recdesk.catalogue._database import MAGIC, rows_of
from recdesk.catalogue.files import PackFile, PackFiles
from recdesk.catalogue.format import Entry, FormatInfo, Tally, Wish
from recdesk.domain.works import CatalogueWork, Kind, work_uid

_COLUMNS = {"id", "title", "url", "itunes_author", "description", "dead"}
_TABLE = "podcasts"
_WANTED = (
    "id", "title", "itunesId", "itunesAuthor", "language", "description", "dead", "episodeCount",
    *(f"category{n}" for n in range(1, 6)),
)  # fmt: skip
_EPISODES = 5  # feeds with fewer were mostly given up or never begun; by feel
_AUTHOR_CHARS = 80


class PodcastIndex:
    """The database or the table."""

    info = FormatInfo(
        id="podcastindex",
        name="Podcast Index",
        kinds=(Kind.PODCAST,),
        licence="Podcast Index: MIT, as its repository says of everything in it; descriptions are the "
        "podcasters' own.",
        origin="Podcast Index offers podcastindex_feeds.db.tgz.",
    )

    def claims(self, files: PackFiles) -> bool:
        return _database(files) is not None or _table(files) is not None

    def entries(self, files: PackFiles, wish: Wish, tally: Tally) -> Iterator[Entry]:
        for place, cells in _feeds(files, tally):
            episodes = whole(cells.get("episodecount"))
            if cells.get("dead") == "1":
                tally.leave_out("the feed is dead")
            elif episodes is not None and episodes < _EPISODES:
                tally.leave_out(f"fewer than {_EPISODES} episodes")
            elif not (title := " ".join(cells["title"].split())):
                tally.spoil(place, "a podcast without title")
            else:
                yield Entry(cells["id"], _work(title, cells))


def _database(files: PackFiles) -> PackFile | None:
    for file in files.files:
        head = file.head()
        if head.startswith(MAGIC) and b"itunesAuthor" in head:
            return file
    return None


def _table(files: PackFiles) -> PackFile | None:
    return next((file for file in files.files if set(columns(file)) >= _COLUMNS), None)


def _feeds(files: PackFiles, tally: Tally) -> Iterator[tuple[str, Mapping[str, str]]]:
    """(place, cells by casefolded column) of either form; what is nothing is ""."""
    if database := _database(files):
        for row in rows_of(database, _TABLE, _WANTED):
            told = {name.casefold(): "" if value is None else str(value) for name, value in row.items()}
            yield f"{database.name}, feed {told['id']}", told
        return
    file = _table(files)
    assert file is not None
    for line, cells in table(file, tally):
        yield f"{file.name}, line {line}", {k: "" if v in ("NULL", "\\N") else v for k, v in cells.items()}


def _work(title: str, cells: Mapping[str, str]) -> CatalogueWork:
    author = (cells.get("itunesauthor") or cells.get("itunes_author") or "").strip()[:_AUTHOR_CHARS]
    itunes = (cells.get("itunesid") or cells.get("itunes_id") or "").strip()
    kinds = (cells.get(f"category{n}", "").strip().title() for n in range(1, 6))
    return CatalogueWork(
        uid=work_uid(Kind.PODCAST, title, None, author),
        kind=Kind.PODCAST,
        title=title,
        creators=(author,) if author else (),
        genres=tuple(dict.fromkeys(kind for kind in kinds if kind)),
        languages=language(cells.get("language")),
        description=plain(cells["description"]),
        external_ids=(("podcastindex", cells["id"]), *((("itunes", itunes),) if itunes.isdigit() else ())),
    )
