"""Podcast subscriptions as OPML (Overcast, Pocket Casts, AntennaPod, gPodder ...), and Overcast's "all data".

A subscription is a podcast followed. Overcast's larger file adds episodes with what was played [M]. Addresses
of feeds can hold a private token, so none is kept. Lists of blogs have the same form: a file that nowhere
speaks of podcasts is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from recdesk.domain.history import Action, BadRow, Guess, Mention, Reading, Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.cells import number, spaced
from recdesk.importers.identity import event_key, raw_json
from recdesk.importers.importer import Claim, Decline, Part, SourceInfo
from recdesk.importers.look import Form, Look
from recdesk.importers.rows import no_date, stamp
from recdesk.importers.tables import Broken
from recdesk.importers.xml_elements import read_attributes

info = SourceInfo(
    id="podcasts_opml",
    name="Podcast subscriptions",
    kinds=(Kind.PODCAST,),
    files=("overcast.opml", "podcasts_opml.xml", "*.opml"),
)

# What the lists of podcast programs and the addresses of podcast hosts hold; lists of blogs hold neither.
_SPEAKS = re.compile(
    r"podcast|pódcast|подкаст|ポッドキャスト|播客|팟캐스트|overcast|pocket ?casts|antennapod|gpodder|castro|"
    r"player[. ]?fm|castbox|podverse|podkicker|beyondpod|downcast|doggcatcher|snipd|fountain\.fm|"
    r"libsyn|simplecast|megaphone\.fm|anchor\.fm|acast\.com|art19\.com|omny(?:content|studio)?\.|buzzsprout|podbean|"
    r"spreaker|transistor\.fm|captivate\.fm|podigee|podlove|audioboom|soundcloud\.com:users|ivoox|npr\.org/\d+|"
    r"audiomeans|ausha\.co|blubrry|fireside\.fm|redcircle|rss\.com|pinecast|supportingcast|dovetail\.prxu|feeds\.bbci",
    re.IGNORECASE,
)
_EPISODE = "podcast-episode"


def claim(look: Look) -> Claim | Decline | None:
    if look.form is not Form.XML or "<opml" not in look.text[:2000].casefold():
        return None
    if not _SPEAKS.search(look.text):
        return Decline("it is a list of feeds, and nothing in it says that they are podcasts")
    return Claim(home=look.path)


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        show = ""
        for found in read_attributes(part.member, "outline"):
            if isinstance(found, Broken):
                yield BadRow(part.place(found.number), found.text, found.why)
                continue
            number, outline = found
            place = part.place(number)
            if outline.get("type", "").casefold() == _EPISODE:
                yield _episode(outline, show, place)
            elif "xmlUrl" in outline:  # anything else is a folder or a playlist
                show = _name(outline)
                yield _subscription(outline, show, place)


def _subscription(outline: Mapping[str, str], show: str, place: str) -> Row:
    raw = raw_json(outline, ("text", "title", "subscribed"))
    if not show:
        return SkippedRow(place, raw, "no title")
    if outline.get("subscribed") == "0":
        return SkippedRow(place, raw, "no longer followed")
    return Reading(
        place=place,
        raw=raw,
        key=event_key("follows", show),
        mention=Mention((Guess(Kind.PODCAST, show),)),
        action=Action.LIKED,
        liked=True,
        shelf="following",
    )


def _episode(outline: Mapping[str, str], show: str, place: str) -> Row:
    raw = raw_json(outline, ("text", "title", "played", "progress", "userUpdatedDate"))
    episode = _name(outline)
    if not show or not episode:
        return SkippedRow(place, raw, "no title")
    progress = number(outline.get("progress", "0")) or 0.0
    if outline.get("played") != "1" and progress <= 0:
        return SkippedRow(place, raw, "an episode not played")
    time = stamp(outline.get("userUpdatedDate", ""), TimeKind.CONSUMED)
    if time is None:
        return no_date(place, raw, outline["userUpdatedDate"])
    return Reading(
        place=place,
        raw=raw,
        key=event_key("played", show, episode),
        mention=Mention((Guess(Kind.PODCAST, show),)),
        action=Action.LISTENED,
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        seconds=progress if 0 < progress < 86_400 else None,
        fraction=1.0 if outline.get("played") == "1" else None,
        detail=episode,
    )


def _name(outline: Mapping[str, str]) -> str:
    return spaced(outline.get("title") or outline.get("text") or "")
