"""Ratings packs: the plain form (items.csv and ratings.csv), and one door to all packs that hold ratings.

    items.csv    item_id,title,year,kind,creators,genres,tags,description   (lists parted by "|")
    ratings.csv  user_id,item_id,rating,timestamp                           (the last two may be empty)

Further columns of items.csv are welcome: languages, countries, audience (a number of people). Cells may also
be parted by semicolons or tabs, as spreadsheets do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from recdesk.catalogue._cells import audience, columns, listed, plain, raw_rows, table, whole, year
from recdesk.catalogue._ratings import Places, gather, votes
from recdesk.catalogue._titles import movielens_title
from recdesk.catalogue.files import PackFile, PackFiles
from recdesk.catalogue.format import Entry, FormatInfo, RatedFormat, Tally, Wish
from recdesk.catalogue.goodbooks import Goodbooks
from recdesk.catalogue.movielens import MovieLens
from recdesk.domain.faults import UserFault
from recdesk.domain.ratings import RatingsTable
from recdesk.domain.works import Alias, CatalogueWork, Kind, work_uid

_ITEMS = {"item_id", "title", "kind"}
_RATED = {"user_id", "item_id"}
_MARKS = (",", ";", "\t")  # that part cells
_KINDS = {kind.value: kind for kind in Kind}
_BY_MAKER = (Kind.BOOK, Kind.ALBUM)
_SCREEN = (Kind.FILM, Kind.SERIES)


class RatingsPack:
    """items + ratings, gzipped or not."""

    info = FormatInfo(
        id="ratings",
        name="Ratings pack",
        kinds=tuple(Kind),
        licence="Terms are those of whoever made this pack; it does not say them itself.",
        origin="A folder or zip with items.csv and ratings.csv, made by you or somebody you know.",
        min_votes=0,
    )

    def claims(self, files: PackFiles) -> bool:
        return _with(files, _ITEMS) is not None

    def entries(self, files: PackFiles, wish: Wish, tally: Tally) -> Iterator[Entry]:
        found = _with(files, _ITEMS)
        assert found is not None
        items, mark = found
        counts = _votes(files) if wish.min_votes or not wish.glance else Counter()
        for line, cells in table(items, tally, mark):
            kind, title, key = (
                _KINDS.get(cells["kind"].strip().casefold()),
                cells["title"].strip(),
                cells["item_id"].strip(),
            )
            if kind is None:
                tally.spoil(f"{items.name}, line {line}", "its kind is none of ours")
            elif not title or not key:
                tally.spoil(f"{items.name}, line {line}", "an item without number or title")
            elif wish.wants(kind):
                people = whole(cells.get("audience")) or counts[key]
                yield Entry(key, _work(cells, kind, title, people))
            else:
                tally.leave_out("another kind")

    def has_ratings(self, files: PackFiles) -> bool:
        return _with(files, _RATED) is not None

    def ratings(self, files: PackFiles, rows: Mapping[str, int], tally: Tally) -> RatingsTable | None:
        found = _with(files, _RATED)
        if found is None:
            return None
        file, mark = found
        return gather(raw_rows(file, mark), _places(file, mark), rows, tally, file.name)


_CHECK = "Look whether these are the files that were meant, and whether both call an item the same."
_WANTED = "It wants the columns user_id and item_id, or the ratings of MovieLens or goodbooks-10k."
RATED: tuple[RatedFormat, ...] = (RatingsPack(), MovieLens(), Goodbooks())


def read_ratings_pack(
    items: Path, ratings: Path, tally: Tally | None = None
) -> tuple[list[CatalogueWork], list[str], RatingsTable]:
    """(works, their ids in the pack, ratings) of two files: our own form, MovieLens (.csv, .dat) or
    goodbooks-10k, plain or gzipped. `ratings.item` counts in the order of the works; two items that are the
    same work (MovieLens has some) have equal uids and stay two. What is left out is counted in the tally.
    Raises `UserFault` if the files are none of these, cannot be read, or hold no rating."""
    files = PackFiles(items, ratings)
    known = next((form for form in RATED if form.claims(files)), None)
    if known is None:
        raise UserFault(
            f"{items.name} lists no items that RecDesk can read.",
            "It wants the columns item_id, title and kind, or the files of MovieLens or goodbooks-10k.",
        )
    tally = tally or Tally()
    entries = list(known.entries(files, Wish(), tally))
    if not entries:
        raise UserFault(f"{items.name} holds no item that can be read ({tally.told()}).", _CHECK)
    rows = {entry.key: row for row, entry in enumerate(entries)}
    table = known.ratings(files, rows, tally)
    if table is None:
        raise UserFault(f"{ratings.name} lists no ratings that RecDesk can read.", _WANTED)
    if not len(table.item):
        where = "its items" if ratings == items else f"the items in {items.name}"
        raise UserFault(f"{ratings.name} holds no rating of {where} ({tally.told()}).", _CHECK)
    return [entry.work for entry in entries], [entry.key for entry in entries], table


def _with(files: PackFiles, wanted: set[str]) -> tuple[PackFile, str] | None:
    """The first file with these columns, and what parts its cells."""
    return next(
        ((file, mark) for file in files.files for mark in _MARKS if set(columns(file, mark)) >= wanted), None
    )


def _places(file: PackFile, mark: str) -> Places:
    place = {name: number for number, name in enumerate(columns(file, mark))}
    return Places(place["user_id"], place["item_id"], place.get("rating"), place.get("timestamp"))


def _votes(files: PackFiles) -> Counter[str]:
    """How many people rated each item."""
    found = _with(files, _RATED)
    if found is None:
        return Counter()
    file, mark = found
    return votes(raw_rows(file, mark), _places(file, mark).item)


def _work(cells: Mapping[str, str], kind: Kind, title: str, people: int) -> CatalogueWork:
    creators, when = listed(cells.get("creators")), year(cells.get("year"))
    aliases: tuple[str, ...] = ()
    if kind in _SCREEN:  # packs made of MovieLens keep its titles: "Matrix, The", "Ran (Chaos)"
        named = movielens_title(title)
        title, when, aliases = named.title, when or named.year, named.aliases
    maker = creators[0] if creators and kind in _BY_MAKER else ""
    return CatalogueWork(
        uid=work_uid(kind, title, when, maker),
        kind=kind,
        title=title,
        year=when,
        creators=creators,
        genres=listed(cells.get("genres")),
        tags=listed(cells.get("tags")),
        countries=listed(cells.get("countries")),
        languages=listed(cells.get("languages")),
        aliases=tuple(Alias(alias) for alias in aliases),
        audience=audience(people),
        description=plain(cells.get("description")),
    )
