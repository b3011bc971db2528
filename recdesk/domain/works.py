"""Works: the films, series, books, artists, albums and podcasts that can be known, liked and recommended."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a work is. Episodes and tracks are not works: they belong to their series, artist or podcast.

    `CHANNEL` is a video channel: it appears in histories (YouTube) and counts as taste, but the starter
    catalogue holds none, so it is never recommended from there.
    """

    FILM = "film"
    SERIES = "series"
    BOOK = "book"
    ARTIST = "artist"
    ALBUM = "album"
    PODCAST = "podcast"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Alias:
    """Another title of a work. `language` is a BCP 47 tag ("de", "pt-BR") or "" where it is not known."""

    title: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class CatalogueWork:
    """A work as a catalogue pack describes it, before it has a number in a library.

    `uid` is the same in every build of a pack (see `work_uid`); `kindred` holds uids, most telling first.
    `audience` is log10 of the people who rated or follow the work, an estimate used as a prior and never
    printed. `reach` is 1 (cult) to 5 (household name). `year` of an artist is the first year of activity;
    negative years are BC.
    """

    uid: str
    kind: Kind
    title: str
    year: int | None = None
    creators: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    reach: int | None = None
    audience: float | None = None
    aliases: tuple[Alias, ...] = ()
    description: str = ""
    external_ids: tuple[tuple[str, str], ...] = ()
    kindred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """A work in the library. `id` is its number there; `origin` is a pack's name, or "history" for a work
    that was created from a row of the person's own history because no pack knows it."""

    id: int
    uid: str
    kind: Kind
    title: str
    year: int | None
    creators: tuple[str, ...]
    genres: tuple[str, ...]
    tags: tuple[str, ...]
    countries: tuple[str, ...]
    languages: tuple[str, ...]
    reach: int | None
    audience: float | None
    description: str
    origin: str


def work_uid(kind: Kind, title: str, year: int | None, creator: str = "") -> str:
    """The stable name of a work: "film:goodfellas:1990". `creator` is added for books and albums, where
    equal titles in one year are common. Titles in any script keep their letters."""
    parts = [kind.value, _slug(title), "" if year is None else str(year)]
    if creator:
        parts.append(_slug(creator))
    return ":".join(parts)


def embedding_text(work: CatalogueWork | Work) -> str:
    """The text of a work that is embedded. One place, so that vectors computed when the catalogue is built
    and vectors computed on the person's machine mean the same thing."""
    first = work.title if work.year is None else f"{work.title} ({work.year})"
    lines = [
        first,
        ", ".join((work.kind.value, *work.genres)),
        ", ".join(work.creators),
        ", ".join(work.tags),
        work.description,
    ]
    return ". ".join(line for line in lines if line)


def text_hash(text: str) -> str:
    """16 hex digits that change when an embedded text changes: stored with every vector."""
    import hashlib  # 4 ms that the first frame need not wait for

    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _slug(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[^\w]+", "-", folded).strip("-")
