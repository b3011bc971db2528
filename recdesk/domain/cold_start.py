"""The cold start's words: how many answers are wanted, and what is kept of those that say nothing."""

from __future__ import annotations

from recdesk.domain.feedback import Verdict

ENOUGH = 10  # loved works after which the lists have something to go by
FEWEST = 3  # and from which on they may be looked at
PASSED = "asked_and_unknown"
"""The setting that holds the works a person was asked about and did not know: no opinion, and not asked
about again."""

LOVED = frozenset({Verdict.LIKE, Verdict.SEEN_LIKED})
