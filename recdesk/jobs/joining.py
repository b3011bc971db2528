"""Names that may be one band or several artists: "A & B", "A / B", "A feat. B", "A; B", "A x B".

Matching takes such a name for a band where a pack has one, for its first artist where that one is widely
known, and otherwise for a work of its own. The person's answer comes before all of that: it is kept by name,
holds for every row that says the name, now and later, and counts the row for the first artist and for the
others as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from recdesk.domain.faults import UserFault
from recdesk.domain.history import Guess, Mention
from recdesk.domain.review import work_of_rows
from recdesk.domain.works import CatalogueWork, Kind
from recdesk.library import Library
from recdesk.matching import normalise_creator, split_joined

MOST_PARTS = 6  # of one name; what has more is a list of everybody on a sampler


@dataclass(slots=True)
class Part:
    """One of the artists a name may join. `work_id` is None where the library does not know them yet;
    `plays` are what they have by themselves."""

    title: str
    work_id: int | None = None
    plays: int = 0


@dataclass(slots=True)
class JoinedName:
    """A name that joins others. `band` is what the person said, None where nobody asked; `counts_for` is the
    title it counts for now, `sure` whether a pack has a band of that name."""

    name: str
    title: str
    parts: tuple[Part, ...]
    plays: int = 0
    counts_for: str = ""
    sure: bool = False
    band: bool | None = None
    mentions: list[int] = field(default_factory=list)

    @property
    def worth_asking(self) -> bool:
        """Whether the answer would change anything that is known: a name of two strangers may wait."""
        known = any(part.work_id is not None for part in self.parts)
        return self.band is None and not self.sure and known


def joined_key(title: str) -> str:
    """The form of a name under which an answer is kept."""
    return normalise_creator(title)


def parts_of(title: str) -> tuple[str, ...]:
    """The names that a joined one may be made of, in order; empty where it joins none."""
    found: list[str] = []
    rest = title
    while (joined := split_joined(rest)) is not None and len(found) < MOST_PARTS - 1:
        found.append(joined.lead.strip(" ()[]"))
        rest = joined.rest
    found.append(rest.strip(" ()[]"))
    return tuple(name for name in found if name) if len(found) > 1 else ()


def joined_names(library: Library) -> list[JoinedName]:
    """Every name of the history that joins others, those with most plays first."""
    said = library.review.joined_names()
    names: dict[str, JoinedName] = {}
    counts: dict[int, int] = {}
    for mention_id, title, work_id, _state, plays in library.review.artist_mentions():
        counts[work_id] = counts.get(work_id, 0) + plays
        parts = parts_of(title)
        if not parts:
            continue
        key = joined_key(title)
        one = names.setdefault(key, JoinedName(key, title, tuple(map(Part, parts))))
        one.mentions.append(mention_id)
        one.plays += plays
        one.counts_for = str(work_id)
        if key in said:
            one.band = len(said[key]) == 1
    _look_up(library, names.values(), counts)
    return sorted(names.values(), key=lambda one: (-one.plays, one.title))


def say_joined(library: Library, title: str, band: bool) -> int:
    """Answer whether a name is one band or several artists. Returns the number of the answer."""
    key = joined_key(title)
    one = next((one for one in joined_names(library) if one.name == key), None)
    if one is None:
        raise UserFault(
            f"No rows of your history name {title!r} as joined artists.",
            "`recdesk review joined` lists the names that may be several.",
        )
    if band:
        called = library.review.artists_called([one.title])
        # What leads to one of its artists since an earlier answer is not the band.
        works = library.works.some(work_id for found in called.values() for work_id, _ in found)
        bands = {
            name: [(work_id, pack) for work_id, pack in found if joined_key(works[work_id].title) == key]
            for name, found in called.items()
        }
        makers: list[int | CatalogueWork] = [_best(bands, one.title, {}) or _made(one.title)]
    else:
        makers = [part.work_id or _made(part.title) for part in one.parts]
    return library.review.say_joined(key, one.title, one.mentions, makers)


def _look_up(library: Library, names: Iterable[JoinedName], counts: Mapping[int, int]) -> None:
    """Fill in what the library knows of the names and their parts, in one question for all."""
    found = library.review.artists_called(
        {name for one in names for name in (one.title, *(part.title for part in one.parts))}
    )
    works = library.works.some({int(one.counts_for) for one in names})
    for one in names:
        work, now = works.get(int(one.counts_for)), int(one.counts_for)
        one.counts_for = work.title if work else ""
        one.sure = bool(work and work.origin != "history" and normalise_creator(work.title) == one.name)
        for part in one.parts:
            part.work_id = _best(found, part.title, counts)
            # Without those of the joined name, which would be counted for the answer twice.
            joint = one.plays if part.work_id == now else 0
            part.plays = counts.get(part.work_id, 0) - joint if part.work_id else 0


def _best(found: Mapping[str, list[tuple[int, bool]]], title: str, counts: Mapping[int, int]) -> int | None:
    """Of the artists with a name: one of a pack before one of the history, then the one played most."""
    there = found.get(title.casefold(), [])
    best = max(there, key=lambda pair: (pair[1], counts.get(pair[0], 0), -pair[0]), default=None)
    return best[0] if best else None


def _made(title: str) -> CatalogueWork:
    return work_of_rows(Mention((Guess(Kind.ARTIST, title),)))
