"""The taste page's contents, read in one go on the reader's thread: interests, where they lie, what was said.

Imports numpy through ranking; the window asks for it only when the page is first shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from recdesk import ranking
from recdesk.domain.journal import Lean
from recdesk.domain.works import Kind
from recdesk.library import Library
from recdesk.ui import taste_words

SUCH_AS = 4  # titles that stand for an interest
_CHANGE = 1.25  # how much larger a share must be now than always to be called rising


@dataclass(frozen=True, slots=True)
class InterestView:
    """One interest as it is shown. `x` and `y` lie within -1..1; `trend` is 1 rising, -1 fading, 0 steady;
    `lean` is what the person said of it, with the number of that entry in the journal."""

    name: str
    works: tuple[int, ...]
    titles: tuple[str, ...]
    kinds: dict[Kind, int]
    lasting: float
    current: float
    trend: int
    x: float
    y: float
    lean: Lean | None
    entry: int | None


def read_taste(library: Library) -> tuple[InterestView, ...]:
    """The interests of the newest run, the largest first; none where nothing was learned yet."""
    latest = library.runs.latest()
    if latest is None or not latest.folder.is_dir():
        return ()
    run = ranking.load_run(latest.folder)
    works = library.works.some(run.work_ids[run.evidence_rows].tolist())
    tags = {w.id: (*w.tags, *(taste_words.genre(genre) for genre in w.genres)) for w in works.values()}
    found = ranking.interests(run, tags)
    leanings = library.journal.leanings()
    made = []
    for interest, (x, y) in zip(found, ranking.places(run, found).tolist()):
        said = {leanings[w].journal_id: leanings[w].lean for w in interest.works if w in leanings}
        entry = max(said, default=None)
        # Those that bear its name stand for it, the strongest of them first.
        telling = sorted(interest.works, key=lambda w: -len({*interest.names[:2]} & {*tags.get(w, ())}))
        titles = tuple(works[w].title for w in telling[:SUCH_AS] if w in works)
        made.append(
            InterestView(
                name=taste_words.name(interest.names, titles),
                works=interest.works,
                titles=titles,
                kinds=dict(interest.kinds),
                lasting=interest.lasting,
                current=interest.current,
                trend=_trend(interest.lasting, interest.current),
                x=x,
                y=y,
                lean=None if entry is None else said[entry],
                entry=entry,
            )
        )
    return tuple(made)


def _trend(lasting: float, current: float) -> int:
    return int(current > _CHANGE * lasting) - int(lasting > _CHANGE * current)
