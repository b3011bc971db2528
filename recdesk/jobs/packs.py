"""Catalogue packs: what a file holds, adding it, taking it away, and the list of those that are there."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from statistics import median

from recdesk.catalogue.files import Mark, PackFiles
from recdesk.catalogue.format import Entry, PackFormat, RatedFormat, Tally, Wish
from recdesk.catalogue.packs import FORMATS, recognise
from recdesk.domain.faults import Cancelled, UserFault
from recdesk.domain.progress import Progress, Say, Stop
from recdesk.domain.works import CatalogueWork, Kind
from recdesk.library import Library, PackSummary
from recdesk.matching import CatalogueNaming, normalise, normalise_creator

OURS = frozenset({"starter", "history"})
_BY_FILE = frozenset({"ratings", "plain"})  # formats of anybody's making: the pack is called like its file
_SCALED = (
    50_000  # entries that wait in memory until the pack's figures can be compared; 100 MB with long texts
)
_FAMOUS = 4_000  # works of each kind to compare with
_ENOUGH = 25  # works in common from which a median says something


@dataclass(slots=True)
class PackReport:
    """What adding a pack did."""

    name: str
    format: str
    licence: str
    summary: PackSummary
    kinds: Counter[str] = field(default_factory=Counter)
    tally: Tally = field(default_factory=Tally)
    ratings: int = 0
    people: int = 0


def open_pack(path: Path, say: Say, stop: Stop) -> tuple[PackFiles, PackFormat]:
    """The files of a path and what they are; reading them says how far it is and hears a stop. Raises
    `UserFault` if the path cannot be opened or is no pack."""

    def watch(mark: Mark) -> None:
        if stop():
            raise Cancelled
        say(Progress("pack", mark.done, max(mark.total, mark.done), mark.name))

    files = PackFiles(path)
    form = recognise(files)
    files.mark.watch = watch
    return files, form


def pack_in(path: Path) -> str:
    """The name of the pack that a path holds, "" if it is none. A table of one's own does not count: a
    history may look the same."""
    try:
        files = PackFiles(path)
        return next((form.info.name for form in FORMATS if form.claims(files)), "")
    except UserFault:
        return ""


def add_pack(
    library: Library, path: Path, say: Say, stop: Stop, *, wish: Wish | None = None, name: str | None = None
) -> PackReport:
    """Add the pack at a path, or bring the pack of that name to this version.

    Raises `UserFault` if it is no pack, if nothing in it passes the wish, or if the name is taken by another
    kind of pack. Cancelled (or met by a fault) while it is added for the first time, also while its ratings
    are read, it is taken away again.
    """
    wish = wish or Wish()
    files, form = open_pack(path, say, stop)
    name = _free_name(library, name or pack_name(form, path), form)
    passing = _Passing(library, form, files, wish)
    works = passing.works()
    first = next(works, None)
    if first is None:
        raise UserFault(
            f"{path.name} has no work that is wanted ({passing.tally.told()}).",
            "Ask for fewer votes or all kinds.",
        )
    summary = library.packs.add(
        name,
        _then_ratings(library, name, chain((first,), works), form, files, passing),
        version=f"{form.info.id} {_day(path)}",
        licence=form.info.licence,
        source=str(path),
        filters=wish_words(wish),
        naming=CatalogueNaming(),
        say=_Quieter(say, files.mark),
        stop=stop,
    )
    report = PackReport(
        name, form.info.name, form.info.licence, summary, passing.kinds, passing.tally,
        passing.ratings, passing.people,
    )  # fmt: skip
    _note(library, report)
    return report


def remove_pack(library: Library, name: str, say: Say, stop: Stop) -> int:
    """Take a pack away; history and feedback stay. Returns how many works are gone. Raises `UserFault` if
    there is no such pack, or it is the one that the program brings."""
    if name in OURS:
        raise UserFault(
            f"The pack {name} belongs to RecDesk and stays.", "`recdesk catalogue list` names the others."
        )
    return library.packs.remove(name, say=say, stop=stop)


def pack_name(form: PackFormat, path: Path) -> str:
    """What a pack is called if the person names nothing: like its format, or like its file."""
    if form.info.id not in _BY_FILE:
        return form.info.id
    stem = path.name.split(".")[0] if path.is_file() else path.name
    return _slug(stem) or form.info.id


def wish_words(wish: Wish) -> str:
    """ "film, series · at least 500 votes · en"; "" where nothing was asked."""
    parts = [
        ", ".join(sorted(kind.value for kind in wish.kinds or ())),
        f"at least {wish.min_votes:,} votes" if wish.min_votes is not None else "",
        ", ".join(sorted(wish.languages or ())),
    ]
    return " · ".join(part for part in parts if part)


class _Passing:
    """The works of a pack that are wanted, on their way through: filtered, brought to the library's scale,
    each with a uid of its own."""

    def __init__(self, library: Library, form: PackFormat, files: PackFiles, wish: Wish) -> None:
        self._library = library
        self._form = form
        self._files = files
        self._wish = wish
        self._given: set[int] = set()
        self._editions: dict[tuple[str, str], str] = {}  # of a book's title and author: the uid of the first
        self.uids: list[str] = []  # by the number of an item, of formats that have ratings
        self.rows: dict[str, int] = {}  # key of an entry to the number of its item
        self.kinds: Counter[str] = Counter()
        self.tally = Tally()
        self.ratings = self.people = 0

    def works(self) -> Iterator[CatalogueWork]:
        wanted = keep(
            self._form.entries(self._files, self._wish, self.tally), self._form, self._wish, self.tally
        )
        waiting = list(islice(wanted, _SCALED))
        raised = scale(self._library, [entry.work for entry in waiting])
        rated = isinstance(self._form, RatedFormat)
        for entry in chain(waiting, wanted):
            work = self._own(entry)
            if rated:
                work = self._book(work)
                self.rows.setdefault(entry.key, len(self.uids))
                self.uids.append(work.uid)
            self.kinds[work.kind.value] += 1
            if work.audience is not None and (by := raised.get(work.kind)):
                work = replace(work, audience=round(max(0.0, work.audience + by), 2))
            yield work

    def _own(self, entry: Entry) -> CatalogueWork:
        """Where namesakes are different works, the pack's own number tells them apart."""
        work = entry.work
        if self._form.info.namesakes_differ:
            mark = hash(work.uid)  # 32 bytes of a million uids instead of 120
            if mark in self._given:
                return replace(work, uid=f"{work.uid}:{entry.key}")
            self._given.add(mark)
        return work

    def _book(self, work: CatalogueWork) -> CatalogueWork:
        """An edition under the uid of the first of its book, whose ratings are then those of all: 953 of
        Book-Crossing's 17,384 books are there in another year or another writing."""
        if work.kind is not Kind.BOOK or not work.creators:
            return work
        book = normalise(work.title), normalise_creator(work.creators[0])
        first = self._editions.setdefault(book, work.uid)
        return work if first == work.uid else replace(work, uid=first)


def keep(entries: Iterator[Entry], form: PackFormat, wish: Wish, tally: Tally) -> Iterator[Entry]:
    """The entries that the wish wants; the others are counted."""
    least = form.info.min_votes if wish.min_votes is None else wish.min_votes
    counted = form.info.min_votes is not None
    for entry in entries:
        work = entry.work
        if not wish.wants(work.kind):
            tally.leave_out("another kind")
        elif not wish.speaks(work.languages):
            tally.leave_out("another language")
        elif counted and tally.counted and least and votes_of(work) < least:
            tally.leave_out("fewer votes than wanted")
        else:
            yield entry


def votes_of(work: CatalogueWork) -> int:
    """The number of people that an audience figure stands for; it has two decimals, so 1 % is lost."""
    return 0 if work.audience is None else round(10**work.audience * 1.012)


def scale(library: Library, works: list[CatalogueWork]) -> dict[Kind, float]:
    """What to add to the pack's audience figures of each kind. A pack of 610 people counts 300 for a film
    that the library knows as one of three million: the median difference over the works that both have is
    made up for, else nothing of the pack would be well known, and matching would see strangers."""
    pairs: dict[Kind, list[float]] = {}
    for kind in {work.kind for work in works}:
        known = {
            _name(work.kind, work.title, work.year): work.audience
            for work in library.works.well_known(kind, _FAMOUS)
        }
        for work in works:
            there = known.get(_name(kind, work.title, work.year)) if work.kind is kind else None
            if there is not None and work.audience is not None:
                pairs.setdefault(kind, []).append(there - work.audience)
    return {kind: round(median(gaps), 2) for kind, gaps in pairs.items() if len(gaps) >= _ENOUGH}


def _name(kind: Kind, title: str, year: int | None) -> tuple[str, int | None]:
    return title.casefold(), None if kind in (Kind.ARTIST, Kind.PODCAST, Kind.BOOK) else year


def _note(library: Library, report: PackReport) -> None:
    library.pack_figures.note(
        report.name,
        {
            "format": report.format,
            "kinds": dict(report.kinds.most_common()),
            "ratings": report.ratings,
            "people": report.people,
        },
    )


def _then_ratings(
    library: Library,
    name: str,
    works: Iterator[CatalogueWork],
    form: PackFormat,
    files: PackFiles,
    passing: _Passing,
) -> Iterator[CatalogueWork]:
    """The works, and behind the last of them the ratings, while the pack still counts as half added: one
    whose ratings were not read to their end must not pass for a whole one."""
    told = files.mark.watch

    def watch(mark: Mark) -> None:
        if told is not None:
            told(mark)
        library.packs.still_adding(name)

    files.mark.watch = watch
    yield from works
    if isinstance(form, RatedFormat):
        _keep_ratings(library, name, form, files, passing)


def _keep_ratings(
    library: Library, name: str, form: RatedFormat, files: PackFiles, passing: _Passing
) -> None:
    table = form.ratings(files, passing.rows, passing.tally)
    if table is None or not len(table.item):
        library.pack_figures.ratings_file(name).unlink(missing_ok=True)  # of an earlier version
        return
    library.pack_figures.keep_ratings(name, passing.uids, replace(table, items=len(passing.uids)))
    passing.ratings, passing.people = len(table.item), table.people


def _free_name(library: Library, name: str, form: PackFormat) -> str:
    clean = _slug(name)
    if not clean or clean in OURS:
        raise UserFault(f"A pack cannot be called {name!r}.", "Give another with --name.")
    there = library.packs.get(clean)
    if there is not None and there.version.partition(" ")[0] != form.info.id:
        raise UserFault(
            f"There is a pack called {clean} already, of another kind.", "Give this one another with --name."
        )
    return clean


def _slug(name: str) -> str:
    """A name that is a file's name on every system, and can be typed."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[^\w]+", "-", folded).strip("-")[:60]


def _day(path: Path) -> str:
    return f"{datetime.fromtimestamp(path.stat().st_mtime, UTC):%Y-%m-%d}"


class _Quieter:
    """While the files are being read, how far that is says more than how many works there are."""

    def __init__(self, say: Say, mark: Mark) -> None:
        self._say = say
        self._mark = mark
        self._seen = (-1, "")

    def __call__(self, progress: Progress, /) -> None:
        now = (self._mark.done, self._mark.name)
        if now == self._seen or progress.stage != "adding":
            self._say(progress)
        self._seen = now
