"""From a title as a history says it to the work it means.

`TitleIndex` holds the works of a library and answers mentions with a `Match`; `normalise` and
`normalise_creator` are the forms it compares. Pure: no SQL, no Qt, no files. Precision before recall: what
is not settled is DOUBTFUL, and one answer of the person settles every mention of the same `mention_key`.
"""

from recdesk.matching.creators import normalise_creator
from recdesk.matching.entries import Candidate, Match, MatchState, TitleEntry, mention_key
from recdesk.matching.index import TitleIndex
from recdesk.matching.titles import normalise

__all__ = [
    "Candidate",
    "Match",
    "MatchState",
    "TitleEntry",
    "TitleIndex",
    "mention_key",
    "normalise",
    "normalise_creator",
]
