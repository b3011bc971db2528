"""What a cover is drawn from, and its shape. Apart from the drawing, which loads after the first frame."""

from __future__ import annotations

from dataclasses import dataclass

from recdesk.domain.works import Kind

RATIO = 1.42  # height to width


@dataclass(frozen=True, slots=True)
class Face:
    """What a cover is drawn from: facts only."""

    kind: Kind
    title: str
    creator: str = ""
    year: str = ""
    genre: str = ""
