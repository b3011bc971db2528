"""What every row of every importer must be, however spoilt its file: one that a library can keep."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

from recdesk.domain.history import BadRow, Reading, Row


def is_whole(row: Row) -> bool:
    """Asserts that it has a place, a reason or a key, aware times, numbers in range, text that is UTF-8 and a
    raw row that is JSON."""
    row.raw.encode()
    assert row.place, "the row has no place"
    row.place.encode()
    if isinstance(row, BadRow):
        assert row.why, "a bad row does not say why"
        row.why.encode()
        return True
    assert isinstance(json.loads(row.raw), dict), "the raw row is no object"
    if not isinstance(row, Reading):
        assert row.rule, "a row is skipped by no rule"
        return True
    assert row.key, "the row has no key"
    assert row.when is None or row.when.utcoffset() == timedelta(0), "the time is not UTC"
    assert row.rating is None or 0 < row.rating <= 1, f"the rating is {row.rating}"
    assert row.fraction is None or 0 <= row.fraction <= 1, f"the fraction is {row.fraction}"
    assert row.seconds is None or 0 < row.seconds < 1e12, f"it took {row.seconds} s"
    assert 1 <= row.count < 2**53, f"it happened {row.count} times"
    for text in _texts(row):
        text.encode()
    return True


def _texts(row: Reading) -> Iterator[str]:
    for mention in [row.mention, *([row.also] if row.also else [])]:
        assert mention.guesses and all(guess.title.strip() for guess in mention.guesses), "it has no title"
        assert mention.year is None or -5000 < mention.year < 3000, f"the year is {mention.year}"
        yield from (guess.title for guess in mention.guesses)
        yield from mention.creators
        yield from (part for pair in mention.external_ids for part in pair)
    yield from (
        row.detail,
        row.profile,
        row.shelf,
        row.review,
        row.rating_text,
        row.key,
        *row.tags,
        *row.covers,
    )
