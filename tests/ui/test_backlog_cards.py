"""Cards of the backlog say since when a work waits, and where it was put down."""

from __future__ import annotations

from datetime import UTC, datetime

from recdesk.domain.backlog import Waiting
from recdesk.domain.feedback import Verdict
from recdesk.domain.history import Precision
from recdesk.ui import backlog_words
from recdesk.ui.models.browse import Browse


def _plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def test_a_card_of_the_backlog_says_that_it_was_put_aside(browse: Browse) -> None:
    card = browse.cards("kind:film")[0]
    browse.give(card.work_id, Verdict.LATER)
    (saved,) = [c for c in browse.cards("backlog") if c.work_id == card.work_id]
    assert saved.reason.startswith("Put aside ")
    details = browse.details(card.work_id)
    assert details is not None and "You put it aside for later on" in details.sentence


def test_the_date_is_told_as_exactly_as_it_is_known() -> None:
    since = datetime(2021, 3, 4, 12, tzinfo=UTC)
    day = Waiting(since, Precision.DAY, ("goodreads",))
    assert _plain(backlog_words.card_line(day)) == "Saved Mar 2021 · Goodreads"
    assert _plain(backlog_words.sentence(day)) == "In your backlog since 4 March 2021, from Goodreads."
    year = Waiting(since, Precision.YEAR, ("goodreads",))
    assert "since 2021, from" in _plain(backlog_words.sentence(year))
    undated = Waiting(None, Precision.NONE, ("letterboxd",))
    assert _plain(backlog_words.card_line(undated)) == "Saved · Letterboxd"
    owned = Waiting(since, Precision.DAY, ("calibre",))
    assert _plain(backlog_words.card_line(owned)).startswith("On your shelf · ")
