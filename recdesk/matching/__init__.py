"""From a title as a history says it to the work it means.

`TitleIndex` answers mentions with a `Match`, out of the names that a library keeps; `CatalogueNaming` tells a
library how names are kept; `normalise` and `normalise_creator` are the forms that are compared. Pure: no SQL,
no Qt, no files. Precision before recall: what is not settled is DOUBTFUL, and one answer of the person
settles every mention of the same `mention_key`.
"""

from recdesk.matching.creators import normalise_creator, split_joined
from recdesk.matching.entries import Candidate, Match, MatchState, TitleEntry, mention_key
from recdesk.matching.garbled import readable_mention
from recdesk.matching.index import TitleIndex
from recdesk.matching.naming import CatalogueNaming
from recdesk.matching.titles import normalise

__all__ = [
    "Candidate",
    "CatalogueNaming",
    "Match",
    "MatchState",
    "TitleEntry",
    "TitleIndex",
    "mention_key",
    "normalise",
    "normalise_creator",
    "readable_mention",
    "split_joined",
]
