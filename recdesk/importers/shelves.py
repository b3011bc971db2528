"""What the name of a shelf or a status says was done with a work, in the words people use.

Knows the fixed names of services and the commonest own names in some languages; says nothing of the rest.
"""

from __future__ import annotations

import re

from recdesk.domain.history import Action
from recdesk.domain.works import Kind

_GIVEN_UP = re.compile(
    r"did[- ]?n[o']?t[- ]?finish|\bdnf\b|dropped|abandon|unfinished|gave[- ]?up|\bquit\b|abgebrochen|"
    r"non[- ]finit|sin[- ]terminar|niet[- ]uitgelezen|nicht[- ]beendet|pausado|stopped"
)
_WANTED = re.compile(
    r"to[- _]?(read|watch|listen|see)|\btbr\b|plan|want|wish|watch[- ]?list|read(ing)?[- ]list|later|someday|"
    r"backlog|unread|unwatched|leseliste|merkliste|à[- ](lire|voir)|a[- ]lire|por[- ](leer|ver)|"
    r"para[- ](ler|ver)|da[- ](leggere|vedere)|te[- ](lezen|kijken)|saved|bookmarked|queue"
)
_DONE = re.compile(
    r"^(read|watched|seen|viewed|listened|heard|played|finished|completed?|done|rated|history|logged|repeating|"
    r"rewatched|reread|(currently[- ])?(reading|watching|listening)|in progress|current|"
    r"gelesen|gesehen|gehört|lu|vu|leído|visto|lido|letto|gelezen|gezien|x|yes)$"
)

_CONSUMED = {
    Kind.BOOK: Action.READ,
    Kind.FILM: Action.WATCHED,
    Kind.SERIES: Action.WATCHED,
    Kind.CHANNEL: Action.WATCHED,
    Kind.ARTIST: Action.LISTENED,
    Kind.ALBUM: Action.LISTENED,
    Kind.PODCAST: Action.LISTENED,
}


def consumed(kind: Kind) -> Action:
    """What is done with a work of this kind: a book is read, a film watched, an album listened to."""
    return _CONSUMED[kind]


def shelf_action(name: str, kind: Kind) -> Action | None:
    """What being on this shelf means, or None if its name does not say."""
    folded = name.strip().casefold()
    if _DONE.match(folded):
        return consumed(kind)
    if _GIVEN_UP.search(folded):
        return Action.ABANDONED
    return Action.SAVED if _WANTED.search(folded) else None
