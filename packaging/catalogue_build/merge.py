"""From lines to works: duplicates become one work with everything kept, and every work gets its uid.

Two lines are one work when their kind and title are the same, their years at most one apart (festival and
release years differ) and nobody is named who would tell them apart. Each decision is a `Touch`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from catalogue_build.sources import Place, WorkLine
from catalogue_build.words import name_key, title_key
from recdesk.domain.works import Alias, Kind, work_uid


@dataclass(frozen=True, slots=True)
class Touch:
    """One thing the build changed: `rule` names it, `what` is a sentence with the titles."""

    rule: str
    place: Place
    what: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A work on its way into the catalogue. `names` are all (kind, title, year) its lines go by, so that
    kinship and title lines of a merged duplicate still find it."""

    uid: str
    kind: str
    title: str
    year: int
    creators: tuple[str, ...]
    genres: tuple[str, ...]
    tags: tuple[str, ...]
    countries: tuple[str, ...]
    languages: tuple[str, ...]
    reach: int
    aliases: tuple[Alias, ...]
    description: str
    place: Place
    names: tuple[tuple[str, str, int], ...]


def merge_works(lines: Sequence[WorkLine], touches: list[Touch]) -> list[Draft]:
    """The works of `lines`, in their order; a duplicate is folded into the first line that names it."""
    drafts: list[Draft] = []
    rows_by_title: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        new = _draft(line)
        keys = {title_key(title) for title in (new.title, *(alias.title for alias in new.aliases))}
        near = sorted({row for key in keys for row in rows_by_title[key]})
        row = next((row for row in near if _same_work(drafts[row], new, touches)), None)
        if row is None:
            row = len(drafts)
            drafts.append(new)
        else:
            drafts[row] = _merged(drafts[row], new, touches)
        for key in keys:
            rows_by_title[key].append(row)
    return _with_uids(drafts, touches)


def _draft(line: WorkLine) -> Draft:
    return Draft(
        uid="",
        kind=line.kind,
        title=line.title,
        year=line.year,
        creators=line.creators,
        genres=line.genres,
        tags=line.tags,
        countries=line.countries,
        languages=line.languages,
        reach=line.reach,
        aliases=tuple(Alias(title) for title in line.aka),
        description=line.description,
        place=line.place,
        names=((line.kind, line.title, line.year),),
    )


def _same_work(old: Draft, new: Draft, touches: list[Touch]) -> bool:
    """Whether `new` is `old` again. They share a title or an alias already."""
    if abs(old.year - new.year) > 1:
        return False
    same_title = title_key(old.title) == title_key(new.title)
    shared = {name_key(name) for name in old.creators} & {name_key(name) for name in new.creators}
    if {old.kind, new.kind} == {"film", "series"}:
        return same_title and bool(shared)
    if old.kind != new.kind:
        return False
    if same_title and (shared or not (old.creators and new.creators)):
        return True
    if same_title:
        touches.append(Touch("same title, two works", new.place, f"{_named(new)} is not {_named(old)}"))
        return False
    # A member's solo work often carries the band's name as an alias: for artists only the title counts.
    return old.kind != "artist" and bool(shared) and _names_the_other(old, new)


def _names_the_other(one: Draft, two: Draft) -> bool:
    """Whether the title of one is an alias of the other."""
    return title_key(one.title) in {title_key(alias.title) for alias in two.aliases} or title_key(
        two.title
    ) in {title_key(alias.title) for alias in one.aliases}


def _merged(old: Draft, new: Draft, touches: list[Touch]) -> Draft:
    rule = "duplicate merged" if old.kind == new.kind else "film and series of one work merged"
    touches.append(Touch(rule, new.place, f"{_named(new)} joined {_named(old)} of {old.place}"))
    spellings = (new.title,) if new.title != old.title else ()
    return replace(
        old,
        # What is told in episodes stays a series even where a cut of it was shown in cinemas.
        kind="series" if old.kind != new.kind else old.kind,
        creators=_joined(old.creators, new.creators),
        genres=_joined(old.genres, new.genres),
        tags=_joined(old.tags, new.tags),
        countries=_joined(old.countries, new.countries),
        languages=_joined(old.languages, new.languages),
        reach=max(old.reach, new.reach),
        aliases=_joined(old.aliases, (*(Alias(title) for title in spellings), *new.aliases)),
        names=_joined(old.names, new.names),
    )


def _with_uids(drafts: list[Draft], touches: list[Touch]) -> list[Draft]:
    """Equal uids (same kind, title and year, different people) are told apart by the first creator, then by
    a number; the earlier line keeps the plain one."""
    taken: set[str] = set()
    finished: list[Draft] = []
    for draft in drafts:
        uid = next(uid for uid in _uids(draft) if uid not in taken)
        if uid != next(iter(_uids(draft))):
            touches.append(Touch("uid told apart", draft.place, f"{_named(draft)} is {uid}"))
        taken.add(uid)
        finished.append(replace(draft, uid=uid))
    return finished


def _uids(draft: Draft) -> Iterable[str]:
    kind = Kind(draft.kind)
    creator = draft.creators[0] if draft.creators else ""
    usual = creator if kind in (Kind.BOOK, Kind.ALBUM) else ""
    yield work_uid(kind, draft.title, draft.year, usual)
    full = work_uid(kind, draft.title, draft.year, creator)
    yield full
    number = 2
    while True:
        yield f"{full}#{number}"
        number += 1


def _named(draft: Draft) -> str:
    by = f" by {', '.join(draft.creators[:2])}" if draft.creators else ""
    return f"{draft.kind} “{draft.title}” ({draft.year}){by}"


def _joined(one: tuple, two: tuple) -> tuple:  # type: ignore[type-arg]
    return tuple(dict.fromkeys((*one, *two)))
