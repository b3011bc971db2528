"""YouTube watch history from Google Takeout (watch-history.json or .html), with the YouTube Music rows in it.

One row is one video watched, or an advert, a removed video, a community post, an opened app: those are left
out by named rules. What remains is an event with the channel, or with the artist where it is music. The
verb round the titles ("Watched ...", "... angesehen") is found from the titles themselves. Location and
weather, which the rows of opened apps carry, are never kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import urlsplit

from recdesk.domain.history import (
    Action,
    BadRow,
    Guess,
    Mention,
    Precision,
    Reading,
    Row,
    SkippedRow,
    TimeKind,
)
from recdesk.domain.works import Kind
from recdesk.importers.dates import at_noon
from recdesk.importers.identity import Occurrences, clip, event_key, raw_json
from recdesk.importers.importer import Claim, Decline, Part, SourceInfo
from recdesk.importers.look import Form, Look
from recdesk.importers.records import Record, read_records, text_of
from recdesk.importers.tables import Broken
from recdesk.importers.verbs import Verbs
from recdesk.importers.youtube_page import is_activity_page, read_page

info = SourceInfo(
    id="youtube",
    name="YouTube watch history",
    kinds=(Kind.CHANNEL, Kind.ARTIST),
    files=("watch-history.*", "Wiedergabeverlauf.*", "takeout-*.zip", "MyActivity.*"),
)

_VIDEO = re.compile(r"(?:[?&]v=|youtu\.be/|/shorts/|/live/|/embed/)([\w-]{11})(?![\w-])", re.ASCII)
_CHANNEL_ID = re.compile(r"/channel/(UC[\w-]{22})\Z", re.ASCII)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# The channels that YouTube makes for artists: "Ada - Topic", in the language of the account [M].
_TOPIC = re.compile(
    r" [-–] (?:topic|thema|tema|tópico|argomento|onderwerp|sujet|thème|temat|тема|konu|ämne|emne|aihe|téma|"
    r"トピック|주제|主题|主題)\Z",
    re.IGNORECASE,
)
_ZONE = re.compile(r"(?:Z|[+-]\d\d:?\d\d)\Z")


def claim(look: Look) -> Claim | Decline | None:
    if is_activity_page(look):
        return Claim(home=look.path, role="page")
    if look.form is not Form.JSON:
        return None
    if look.keys >= {"header", "title", "time", "products"} and '"YouTube' in look.text:
        if "/results?search_query" in look.text and "watch?v" not in look.text:
            return Decline("it is what was searched for at YouTube, not what was watched")
        return Claim(home=look.path, role="activity")
    if look.keys >= {"snippet", "publishedAt"} and "youtube#playlistItem" in look.text:
        return Claim(home=look.path, role="2016")
    return None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        plays = Occurrences()
        verbs = Verbs()
        read = read_page if part.role == "page" else read_records
        if part.role != "2016":
            for found in read(part.member):
                if not isinstance(found, Broken) and not verbs.feed(text_of(found[1], "title")):
                    break
        for found in read(part.member):
            if isinstance(found, Broken):
                yield BadRow(part.place(found.number), found.text, found.why)
            elif part.role == "2016":
                yield _row_of_2016(found[1], part.place(found[0]), plays)
            else:
                yield _row(found[1], part.place(found[0]), verbs, plays)


def _row(record: Record, place: str, verbs: Verbs, plays: Occurrences) -> Row:
    title, url = text_of(record, "title"), text_of(record, "titleUrl")
    header, written = text_of(record, "header"), text_of(record, "time")
    kept = {"header": header, "title": title, "titleUrl": url, "time": written}
    raw = raw_json(kept, kept)
    if not title or not written:
        return BadRow(place, raw, "it has no title" if written else "it has no time")
    time = _time(written)
    if time is None:
        return BadRow(place, raw, f"the time {clip(written, 40)} is not a time")
    name, channel_url = _channel(record)
    exact = _has_zone(written)
    rule = _rule(record, url, title, verbs, name)
    if rule:
        return SkippedRow(place, raw, rule)
    kept["channel"] = name
    bare = text_of(record, "bare") or verbs.strip(title)
    music = header == "YouTube Music" or "//music.youtube.com/" in url or bool(_TOPIC.search(name))
    mention = _mention(name, channel_url, music)
    return Reading(
        place=place,
        raw=raw_json(kept, kept),
        key=plays.number(event_key(_video_id(url) or bare, time.replace(microsecond=0).isoformat())),
        mention=mention,
        action=_action(mention),
        when=time if exact else at_noon(time.date()),
        precision=Precision.SECOND if exact else Precision.DAY,
        time_kind=TimeKind.CONSUMED,
        detail=bare,
    )


def _rule(record: Record, url: str, title: str, verbs: Verbs, channel: str) -> str:
    """The rule by which a row is left out, or "". Adverts were 29 % of the rows of one real file; removed
    videos have no address, or their address for a title and no channel."""
    details = record.get("details")
    if isinstance(details, list) and any("google" in str(d).casefold() for d in details):
        return "advert"
    if not url:
        return "removed video" if channel == "" and not verbs.is_visit(title) else "visit, not a video"
    host, path = _address(url)
    if not host.endswith(("youtube.com", "youtu.be")):
        return "visit, not a video"
    if path.startswith("/post/") or "/community" in path:
        return "community post"
    if not _video_id(url):
        return "visit, not a video"
    if verbs.is_mark(title):
        return "liked, shared or saved, not watched"
    if not channel:
        return (
            "removed video"
            if (text_of(record, "bare") or verbs.strip(title)).startswith(("http://", "https://"))
            else "no channel named"
        )
    return ""


def _row_of_2016(record: Record, place: str, plays: Occurrences) -> Row:
    """Archives of 2016 held the playlist "watch history" as the YouTube API gave it. Its `channelTitle` is
    the owner of the playlist, which is the person; the maker of the video is named in some only."""
    snippet = record.get("snippet")
    if not isinstance(snippet, dict):
        return BadRow(place, "", "it has no title")
    title, written = text_of(snippet, "title"), text_of(snippet, "publishedAt")
    name, channel_id = text_of(snippet, "videoOwnerChannelTitle"), text_of(snippet, "videoOwnerChannelId")
    resource = snippet.get("resourceId")
    video = text_of(resource, "videoId") if isinstance(resource, dict) else ""
    kept = {"title": title, "videoId": video, "publishedAt": written, "channel": name}
    raw = raw_json(kept, kept)
    time = _time(written)
    if not title or time is None:
        return BadRow(place, raw, "it has no time" if title else "it has no title")
    if not name:
        removed = title in ("Deleted video", "Private video")
        return SkippedRow(place, raw, "removed video" if removed else "no channel named")
    mention = _mention(name, f"/channel/{channel_id}", bool(_TOPIC.search(name)))
    return Reading(
        place=place,
        raw=raw,
        key=plays.number(event_key(video or title, time.isoformat())),
        mention=mention,
        action=_action(mention),
        when=time,
        precision=Precision.SECOND,
        time_kind=TimeKind.CONSUMED,
        detail=title,
    )


@lru_cache(maxsize=8192)
def _mention(name: str, url: str, music: bool) -> Mention:
    """Music is the artist's, and "TaylorSwiftVEVO" is Taylor Swift; anything else is the channel's."""
    found = _CHANNEL_ID.search(url)
    ids = (("youtube_channel", found.group(1)),) if found else ()
    artist = _TOPIC.sub("", name).strip() or name
    if artist.endswith("VEVO") and artist != "VEVO":
        artist = artist.removesuffix("VEVO").strip()
        spaced = _CAMEL.sub(" ", artist)
        guesses = dict.fromkeys((Guess(Kind.ARTIST, spaced), Guess(Kind.ARTIST, artist)))
        return Mention(tuple(guesses), external_ids=ids)
    if music:
        guesses_of_music = (Guess(Kind.ARTIST, artist),)
        return Mention(
            guesses_of_music if bool(_TOPIC.search(name)) else (*guesses_of_music, Guess(Kind.CHANNEL, name)),
            external_ids=ids,
        )
    return Mention((Guess(Kind.CHANNEL, name),), external_ids=ids)


def _action(mention: Mention) -> Action:
    return Action.LISTENED if mention.kind is Kind.ARTIST else Action.WATCHED


def _channel(record: Record) -> tuple[str, str]:
    """Name and address of the channel, "" where the row has none."""
    subtitles = record.get("subtitles")
    first = subtitles[0] if isinstance(subtitles, list) and subtitles else None
    return (text_of(first, "name"), text_of(first, "url")) if isinstance(first, dict) else ("", "")


def _video_id(url: str) -> str:
    """The eleven signs that name a video, "" if the address is not that of a video."""
    found = _VIDEO.search(url)
    return found.group(1) if found else ""


def _address(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
        return parts.hostname or "", parts.path
    except ValueError:
        return "", ""


def _has_zone(text: str) -> bool:
    """JSON always names the zone; a page may name one that RecDesk does not know, and then the day is all
    that is sure."""
    return _ZONE.search(text) is not None


def _time(text: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    return time if time.year >= 2005 else None
