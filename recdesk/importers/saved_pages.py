"""A page somebody saved for later or bookmarked: a wish for a work if the page is one, else an article.

Shared by the services that keep such lists. Of an address what follows the question mark is never kept.
"""

from __future__ import annotations

from recdesk.domain.history import Action, Reading, Row, SkippedRow
from recdesk.importers.identity import event_key, raw_json
from recdesk.importers.media_pages import media_page, without_query
from recdesk.importers.rows import Stamp


def saved_page(
    place: str,
    url: str,
    title: str,
    saved: Stamp,
    *,
    shelf: str = "",
    tags: tuple[str, ...] = (),
    liked: bool = False,
) -> Row:
    """The row of one saved page. A starred page is liked; any other is saved."""
    kept = {
        "title": title if title != url else "",
        "url": without_query(url),
        "saved": saved.key,
        "shelf": shelf,
    }
    raw = raw_json(kept, kept)
    page = media_page(url, title)
    if isinstance(page, str):
        return SkippedRow(place, raw, page)
    return Reading(
        place=place,
        raw=raw,
        key=event_key("saved", without_query(url)),
        mention=page.mention,
        action=Action.LIKED if liked else Action.SAVED,
        when=saved.when,
        precision=saved.precision,
        time_kind=saved.kind,
        liked=liked,
        detail=page.detail,
        shelf=shelf,
        tags=tags,
    )


def web_tags(text: str) -> tuple[str, ...]:
    """Tags as these services join them: bars, commas, or the list of a program ("['a','b']")."""
    bare = text.strip().strip("[]").replace("|", ",")
    return tuple(dict.fromkeys(tag for tag in (t.strip().strip("'\"") for t in bare.split(",")) if tag))
