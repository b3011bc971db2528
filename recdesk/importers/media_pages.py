"""Web pages that are a work: the one list of hosts whose pages RecDesk takes for films, books and music.

Bookmarks, saved pages and a browser's history are mostly articles, and articles are not taste in works. A
page counts only if its host and path are on this list and its title names the work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from recdesk.domain.history import Guess, Mention
from recdesk.domain.works import Kind
from recdesk.importers.cells import spaced, year

ARTICLE = "an article, not a film, book or piece of music"
NO_PAGE = "not a web page"
_NAMELESS = "a page of a known service whose title names no work"
_VIDEO = "a video whose maker the page does not name"


@dataclass(frozen=True, slots=True)
class MediaPage:
    """The work a page is. `plays`: to open the page is to play it; other pages are about the work."""

    mention: Mention
    detail: str = ""
    plays: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """Pages of one kind at one host: how their paths look and how their titles name the work (groups
    `title`, `by`, `year`, `piece`). `number` forms the (scheme, value) of the first group of the path."""

    host: str
    path: re.Pattern[str]
    kinds: tuple[Kind, ...]
    title: re.Pattern[str]
    number: tuple[str, str] | None = None
    plays: bool = False


def _place(
    host: str,
    path: str,
    kinds: Kind | tuple[Kind, ...],
    title: str,
    number: tuple[str, str] | None = None,
    *,
    plays: bool = False,
) -> _Place:
    many = kinds if isinstance(kinds, tuple) else (kinds,)
    return _Place(host, re.compile(path), many, re.compile(title, re.IGNORECASE), number, plays)


_SCREEN = (Kind.FILM, Kind.SERIES)
_SPOTIFY = r"(?:/intl-[a-z]+)?"
_END = r"(?:\s+[|•·–—-].*)?\Z"
_PLACES = (
    _place(
        "youtube.com",
        r"/(?:@[^/]+|channel/(UC[\w-]{22})|c/[^/]+|user/[^/]+)(?:/\w*)?\Z",
        Kind.CHANNEL,
        r"(?P<title>.+?) - YouTube\Z",
        ("youtube_channel", "{}"),
    ),
    _place(
        "open.spotify.com",
        _SPOTIFY + r"/track/(\w+)",
        Kind.ARTIST,
        r"(?P<piece>.+?) - .*\bby (?P<title>.+?) \| Spotify\Z",
        plays=True,
    ),
    _place(
        "open.spotify.com",
        _SPOTIFY + r"/album/(\w+)",
        Kind.ALBUM,
        r"(?P<title>.+?) - (?:album|ep|single|compilation) by (?P<by>.+?) \| Spotify\Z",
        ("spotify", "spotify:album:{}"),
        plays=True,
    ),
    _place(
        "open.spotify.com",
        _SPOTIFY + r"/artist/(\w+)",
        Kind.ARTIST,
        r"(?P<title>.+?)(?: - .*)? \| Spotify\Z",
        ("spotify", "spotify:artist:{}"),
    ),
    _place(
        "open.spotify.com",
        _SPOTIFY + r"/show/(\w+)",
        Kind.PODCAST,
        r"(?P<title>.+?) \| Podcast on Spotify\Z",
        ("spotify", "spotify:show:{}"),
    ),
    _place(
        "music.apple.com",
        r"/\w\w/album/",
        Kind.ALBUM,
        r"(?P<title>.+?) by (?P<by>.+?) on Apple Music\Z",
        plays=True,
    ),
    _place("music.apple.com", r"/\w\w/artist/", Kind.ARTIST, r"(?P<title>.+?) on Apple Music\Z"),
    _place("podcasts.apple.com", r"/\w\w/podcast/", Kind.PODCAST, r"(?P<title>.+?) on Apple Podcasts\Z"),
    _place(
        "soundcloud.com",
        r"/[^/]+/(?!sets\b)[^/]+\Z",
        Kind.ARTIST,
        r"(?:Stream )?(?P<piece>.+?) by (?P<title>.+?) \| Listen.* SoundCloud\Z",
        plays=True,
    ),
    _place("bandcamp.com", r"/album/", Kind.ALBUM, r"(?P<title>.+?) \| (?P<by>.+)\Z", plays=True),
    _place("bandcamp.com", r"/track/", Kind.ARTIST, r"(?P<piece>.+?) \| (?P<title>.+)\Z", plays=True),
    _place("netflix.com", r"(?:/[a-z-]+)?/title/(\d+)", _SCREEN, r"Watch (?P<title>.+?)" + _END),
    _place(
        "imdb.com",
        r"(?:/\w\w)?/title/(tt\d+)",
        _SCREEN,
        r"(?P<title>.+?) \((?:(?P<series>[^()\d]+) )?(?P<year>\d{4})[^()]*\) - IMDb\Z",
        ("imdb", "{}"),
    ),
    _place(
        "letterboxd.com", r"/film/[^/]+/?\Z", Kind.FILM, r"\W*(?P<title>.+?) \((?P<year>\d{4})\) directed by "
    ),
    _place(
        "goodreads.com",
        r"/book/show/(\d+)",
        Kind.BOOK,
        r"(?P<title>.+?) by (?P<by>.+?)" + _END,
        ("goodreads", "{}"),
    ),
)
_WATCH = re.compile(r"/(?:watch|shorts/|live/|embed/)")


def media_page(url: str, title: str) -> MediaPage | str:
    """The work that a page is, or the rule by which it is none."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").casefold()
    except ValueError:
        return NO_PAGE
    if parts.scheme not in ("http", "https") or not host:
        return NO_PAGE
    known = False
    for place in _PLACES:
        if host == place.host or host.endswith(f".{place.host}"):
            path = place.path.match(parts.path)
            if path is None:
                continue
            known = True
            if found := place.title.match(spaced(title.replace("\u200e", ""))):
                return _page(place, path, found)
    if host.endswith(("youtube.com", "youtu.be")) and (host == "youtu.be" or _WATCH.match(parts.path)):
        return _VIDEO
    return _NAMELESS if known else ARTICLE


def without_query(url: str) -> str:
    """An address without what follows the question mark, where sites put a reader's tokens."""
    return re.split(r"[?#]", url, maxsplit=1)[0]


def _page(place: _Place, path: re.Match[str], found: re.Match[str]) -> MediaPage:
    named = found.groupdict()
    number = path.group(1) if place.number and path.re.groups else None
    kinds = place.kinds[::-1] if named.get("series") else place.kinds
    mention = Mention(
        guesses=tuple(Guess(kind, spaced(named["title"])) for kind in kinds),
        creators=(spaced(named["by"]),) if named.get("by") else (),
        year=year(named.get("year") or ""),
        external_ids=((place.number[0], place.number[1].format(number)),) if place.number and number else (),
    )
    return MediaPage(mention, spaced(named.get("piece") or ""), place.plays)
