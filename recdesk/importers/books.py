"""A book on somebody's shelf, as the services that keep shelves tell it: what they have in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from recdesk.domain.history import Action, BadRow, Guess, Mention, Reading
from recdesk.domain.isbn import isbn13
from recdesk.domain.works import Kind
from recdesk.importers.cells import number, spaced
from recdesk.importers.identity import clip, event_key
from recdesk.importers.rows import NEVER, Stamp
from recdesk.importers.shelves import shelf_action

_NOBODY = frozenset({"unknown", "unknown author", "anonymous", "n/a", "not applicable", "not available"})


@dataclass(frozen=True, slots=True)
class Stars:
    """A rating on 0 to 1, and as it was given; both empty where there is none."""

    value: float | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Shelved:
    """One row of a shelf. `identity` names the book in its service; `read` is when it was finished, `logged`
    when it was put there."""

    identity: str
    book: Mention
    action: Action
    read: Stamp = NEVER
    logged: Stamp = NEVER
    stars: Stars = Stars()
    times: int = 1
    liked: bool = False
    fraction: float | None = None
    seconds: float | None = None
    shelf: str = ""
    tags: tuple[str, ...] = ()
    review: str = ""


def book(
    title: str,
    authors: Iterable[str] = (),
    *,
    year: int | None = None,
    isbns: Iterable[str] = (),
    ids: Iterable[tuple[str, str]] = (),
) -> Mention:
    """A book by its title and authors; of the ISBNs the first valid one is kept."""
    isbn = next((found for found in map(isbn13, isbns) if found), "")
    names = dict.fromkeys(spaced(name) for name in authors)
    return Mention(
        guesses=(Guess(Kind.BOOK, title),),
        creators=tuple(name for name in names if name and name.casefold() not in _NOBODY),
        year=year,
        external_ids=tuple((s, v.strip()) for s, v in (("isbn13", isbn), *ids) if v.strip()),
    )


def stars(text: str, of: float) -> Stars | None:
    """The stars written in a cell, `NO_STARS` for a blank or zero, None for what is no such rating."""
    value = number(text or "0")
    if value is None or not 0 <= value <= of:
        return None
    return Stars(value / of, f"{value:g} of {of:g}") if value else NO_STARS


def bad_stars(place: str, raw: str, text: str) -> BadRow:
    """The row whose rating `stars` refused."""
    return BadRow(place, raw, f"the rating {clip(text, 40)} is not one")


def action_of(shelf: str, *, has_been_read: bool) -> Action:
    """What a shelf means; of one whose name says nothing, whether it has been read decides."""
    known = shelf_action(shelf, Kind.BOOK) if shelf else None
    return known or (Action.READ if has_been_read else Action.SAVED)


def words(text: str, separator: str = ",") -> tuple[str, ...]:
    """The parts of a cell that joins tags or names."""
    return tuple(dict.fromkeys(part for part in map(spaced, text.split(separator)) if part))


def shelved(place: str, raw: str, told: Shelved) -> Reading:
    """The event a row of a shelf tells. A book read again at another date is another event; one that is only
    wanted is one for ever."""
    consumed = told.action in (Action.READ, Action.ABANDONED)
    time = told.read if consumed and told.read.when else told.logged
    finished = told.read.key if consumed else ""
    return Reading(
        place=place,
        raw=raw,
        key=event_key(told.identity, told.action, finished),
        mention=told.book,
        action=told.action,
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        rating=told.stars.value,
        rating_text=told.stars.text,
        liked=told.liked,
        repeat=told.times > 1,
        seconds=told.seconds or None,
        fraction=told.fraction,
        count=min(max(1, told.times), 1000),
        shelf=told.shelf,
        tags=told.tags,
        review=told.review,
        # What was being read at the last export has its day now.
        covers=(event_key(told.identity, told.action, ""),) if finished else (),
    )


NO_STARS = Stars()
