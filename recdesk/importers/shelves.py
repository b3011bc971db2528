"""What the name of a shelf or a status says was done with a work, in the words people use.

Knows the fixed names of services and the commonest own names in some languages; says nothing of the rest.
"""

from __future__ import annotations

import re

from recdesk.domain.history import Action
from recdesk.domain.works import Kind

_GIVEN_UP = re.compile(
    r"did[- ]?n[o']?t[- ]?finish|\bdnf\b|dropped|abandon|unfinished|gave[- ]?up|\bquit\b|abgebrochen|"
    r"non[- ]finit|sin[- ]terminar|niet[- ]uitgelezen|nicht[- ]beendet|stopped|"
    r"abbandonat|afgebroken|porzucon|yarıda|bırak|брошен|弃|棄|中断|挫折|중단|포기"
)
_WANTED = re.compile(
    r"(?<![a-z])to[- _]?(read|watch|listen|see)|\btbr\b|\bplan(s|ned|ning|to\w+)?(?![^\W_])|want|wish|"
    r"watch[- ]?list|read(ing)?[- ]list|(?<![a-z])later(?![a-z])|someday|not[- _]?started|"
    r"backlog|unread|unwatched|leseliste|merkliste|à[- ](lire|voir)|a[- ]lire|por[- ](leer|ver)|"
    r"para[- ](ler|ver)|da[- ](leggere|vedere)|te[- ](lezen|kijken|zien)|saved|bookmarked|queue|"
    r"pendiente|quero|do[- ](obejrzenia|przeczytania)|ungelesen|ungesehen|izlenecek|okunacak|хочу|буду|"
    r"想看|想读|想讀|想听|未読|未視聴|積読|たい\Z|예정|싶|읽을|볼 것"
)
_DONE = re.compile(
    r"^(read|watched|seen|viewed|listened|heard|played|finished|completed?|done|rated|history|logged|repeating|"
    r"rewatched|reread|(currently[- ])?(reading|watching|listening)|in progress|current|"
    r"gelesen|gesehen|gehört|beendet|lue?|vue?|terminée?|leíd[oa]s?|vist[oaie]s?|lid[oa]s?|lett[oai]|gelezen|gezien|"
    r"assistid[oa]s?|concluíd[oa]s?|terminad[oa]s?|finalizad[oa]s?|finit[oai]|bekeken|obejrzan[eya]|przeczytan[eya]|"
    r"assistindo|lendo|viendo|leyendo|en cours|in corso|em andamento|en progreso|"
    r"izlendi|okundu|bitti|просмотрено|прочитано|看过|看過|读过|讀過|听过|已看|已读|視聴済み?|読了|観た|見た|"
    r"봤음|봄|읽음|완독|시청 완료|x|yes|ja|sí|oui|sim|tak|evet|да|✓|✔|checked)$"
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
