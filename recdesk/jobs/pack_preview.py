"""A look at a pack before it is added: what it is, what is in it, how much room it takes.

Reads some twenty thousand works at most and reckons the rest from how far it came in the file, so looking at
a pack of gigabytes takes seconds. Adds nothing to the library.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from recdesk.catalogue.files import PackFiles
from recdesk.catalogue.format import Entry, FormatInfo, PackFormat, RatedFormat, Tally, Wish
from recdesk.domain.history import Guess, Mention
from recdesk.domain.progress import Progress, Say, Stop
from recdesk.domain.works import CatalogueWork, Kind, embedding_text
from recdesk.jobs.packs import keep, open_pack, pack_name, wish_words
from recdesk.library import Library
from recdesk.matching import CatalogueNaming, MatchState, TitleIndex

SAMPLE = 10
_LOOKED_AT = 20_000
_SECONDS = 8.0  # from the first work on; what comes before it (counting votes) is needed and can be stopped
_MATCHED = 400  # works asked for in the library, some 0.3 s
# Bytes in the library for each new work and for each byte of its words, which are kept again for searching
# and matching. Measured: 7,725 films grew the file by 875 bytes each, 8,236 books with long descriptions by
# 2,270, 15,820 artists by 518. A vector takes its place later.
_A_WORK, _A_BYTE, _A_VECTOR = 370, 2.1, 480


@dataclass(slots=True)
class PackPreview:
    """`works` are those that would be added, `known` those of them that the library has already; both are
    estimates where `whole` is false. `languages` and `kinds` count the works that were looked at; `is_there`
    says that the pack was added before, so that adding it brings it up to date."""

    path: str
    name: str
    info: FormatInfo
    filters: str
    works: int = 0
    known: int = 0
    whole: bool = True
    kinds: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    first_year: int | None = None
    last_year: int | None = None
    with_text: int = 0
    has_ratings: bool = False
    is_there: bool = False
    size_bytes: int = 0
    sample: list[CatalogueWork] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)


def preview_pack(
    library: Library, path: Path, say: Say, stop: Stop, *, wish: Wish | None = None, name: str | None = None
) -> PackPreview:
    """What adding the pack at a path would bring. Raises `UserFault` as adding it would, `Cancelled` when
    stopped while its files are read."""
    wish = replace(wish or Wish(), glance=True)
    files, form = open_pack(path, say, stop)
    view = PackPreview(str(path), name or pack_name(form, path), form.info, wish_words(wish))
    looked = _look(view, form, files, wish, stop)
    share = 1.0 if view.whole else _share(files, form)
    view.works = len(looked) if view.whole else _rounded(len(looked) / share)
    view.known = _known(library, looked, say, stop) * view.works // max(len(looked), 1)
    if not view.whole:
        view.known = _rounded(view.known)
    _describe(view, looked)
    view.has_ratings = isinstance(form, RatedFormat) and form.has_ratings(files)
    there = library.packs.get(view.name)
    view.is_there = there is not None and there.version.partition(" ")[0] == form.info.id
    view.size_bytes = _size(looked, view, files)
    return view


def _look(
    view: PackPreview, form: PackFormat, files: PackFiles, wish: Wish, stop: Stop
) -> list[CatalogueWork]:
    works: list[CatalogueWork] = []
    entries: Iterator[Entry] = keep(form.entries(files, wish, view.tally), form, wish, view.tally)
    until = 0.0
    for entry in entries:
        until = until or time.monotonic() + _SECONDS
        works.append(entry.work)
        if len(works) >= _LOOKED_AT or time.monotonic() > until or stop():
            view.whole = next(entries, None) is None
            break
    view.whole = view.whole and view.tally.whole
    return works


def _share(files: PackFiles, form: PackFormat) -> float:
    """How much of the pack was read, by the bytes of the file at hand; at least a thousandth."""
    mark = files.mark
    return min(1.0, max(mark.done / mark.total if mark.total else 0.0, 0.001))


def _rounded(number: float) -> int:
    """Two figures of an estimate: more would claim to be known."""
    unit: int = 10 ** max(0, len(str(int(number))) - 2)
    return round(number / unit) * unit


def _known(library: Library, works: Sequence[CatalogueWork], say: Say, stop: Stop) -> int:
    """How many of these works the library has, asked of an even spread of them."""
    step = max(1, len(works) // _MATCHED)
    asked = works[::step]
    library.names.bring_up_to_date(CatalogueNaming(), say, stop)
    index = TitleIndex(library.names)
    found = 0
    for number, work in enumerate(asked):
        if number % 50 == 0:
            say(Progress("matching", number, len(asked)))
            if stop():
                break
        mention = Mention((Guess(work.kind, work.title),), work.creators, work.year, work.external_ids)
        found += index.match(mention).state is MatchState.ACCEPTED
    return round(found * len(works) / max(len(asked), 1))


def _describe(view: PackPreview, works: Sequence[CatalogueWork]) -> None:
    view.kinds = Counter(work.kind.value for work in works)
    view.languages = Counter(tag for work in works for tag in work.languages[:1])
    years = sorted(work.year for work in works if work.year is not None and work.kind is not Kind.ARTIST)
    if years:
        view.first_year, view.last_year = years[0], years[-1]
    view.with_text = sum(bool(work.description) for work in works)
    view.sample = (
        [works[i * len(works) // SAMPLE] for i in range(SAMPLE)] if len(works) > SAMPLE else list(works)
    )


def _size(works: Sequence[CatalogueWork], view: PackPreview, files: PackFiles) -> int:
    """Bytes on the disk: works that are known add next to nothing, ratings a quarter of their text."""
    if not works:
        return 0
    words = sum(
        len(embedding_text(work).encode()) + sum(len(alias.title.encode()) + 30 for alias in work.aliases)
        for work in works
    )
    new = (view.works - view.known) * (_A_WORK + _A_VECTOR + _A_BYTE * words / len(works))
    rated = files.named("ratings.csv", "ratings.dat") if view.has_ratings else None
    return int(new + (0.25 * rated.size if rated else 0))
