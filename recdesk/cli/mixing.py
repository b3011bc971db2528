"""What to say of a list that is nearly all of one kind, to somebody who named none.

The plain list is the pure order of what fits, so it may be twenty series; the pages of the window share their
places among the kinds. Whoever meets the first and knows the second would think that something is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from recdesk.domain.taste import Dials, Request
from recdesk.domain.works import Kind

_FEW = 5  # a list so short is of one kind by chance
_NEARLY = 0.8


def one_kind_lines(items: Sequence[Mapping[str, Any]], dials: Dials, request: Request) -> list[str]:
    """One line where the list was not asked to be of one kind or mixed, and is (nearly) all of one."""
    if len(items) < _FEW or request.kinds is not None or request.because is not None or dials.mix is not None:
        return []
    kind, n = Counter(item["kind"] for item in items).most_common(1)[0]
    if n < _NEARLY * len(items):
        return []
    many = kind if kind == Kind.SERIES else f"{kind}s"
    share = "All of them" if n == len(items) else f"{n} of {len(items)}"
    said = f"{share} are {many}: this is the plain order of what fits you best."
    return [
        "",
        f"{said} `--mix own` shares the places among kinds as the home page does, `--kind` names one.",
    ]
