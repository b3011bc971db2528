from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from recdesk import importers
from recdesk.domain.backlog import OWNED, Waiting
from recdesk.domain.feedback import Verdict
from recdesk.domain.history import Action, Precision
from recdesk.library import Library, MentionLink
from tests.library.conftest import reading

Link = Callable[[str], tuple[MentionLink, None]]


def _take_in(library: Library, source: str, link: tuple[MentionLink, None], key: str, **more: object) -> None:
    batch = library.history.begin_batch(source, f"{source}.csv", f"{source} {key}")
    library.history.add_rows(batch.id, 1, [reading("any", key, **more)], {0: link})


def test_a_saved_work_waits_since_it_was_first_saved_anywhere(library: Library, linked: Link) -> None:
    stalker = linked("Stalker")
    work = stalker[0].work_id
    assert work is not None
    for source, year in (("letterboxd", 2024), ("goodreads", 2021)):
        when = datetime(year, 3, 4, 12, tzinfo=UTC)
        _take_in(library, source, stalker, source, action=Action.SAVED, when=when)
    since = datetime(2021, 3, 4, 12, tzinfo=UTC)
    expected = Waiting(since, Precision.DAY, ("goodreads", "letterboxd"))
    assert library.backlog.waiting() == library.backlog.waiting([work]) == {work: expected}
    assert not expected.owned


def test_what_is_known_does_not_wait_any_more(library: Library, linked: Link) -> None:
    seen, told, waits = (linked(title) for title in ("Seen", "Told", "Waits"))
    for link in (seen, told, waits):
        _take_in(library, "goodreads", link, f"save {link[0].id}", action=Action.SAVED)
    _take_in(library, "goodreads", seen, "read it", action=Action.READ)
    library.feedback.give(told[0].work_id or 0, Verdict.SEEN_NEUTRAL)
    assert list(library.backlog.waiting()) == [waits[0].work_id]


def test_what_was_put_aside_in_the_program_waits_too_until_it_is_taken_back(
    library: Library, linked: Link
) -> None:
    work = linked("Stalker")[0].work_id or 0
    library.feedback.give(work, Verdict.LATER)
    (waiting,) = library.backlog.waiting().values()
    assert waiting.later and waiting.sources == () and waiting.since is not None
    library.feedback.take_back(work)
    assert library.backlog.waiting() == {}


def test_owned_and_unplayed_is_told_apart_from_a_wish(library: Library, linked: Link) -> None:
    own = linked("Own")
    _take_in(library, "calibre", own, "1", action=Action.SAVED)
    assert library.backlog.waiting()[own[0].work_id or 0].owned
    assert {source.id for source in importers.sources()} >= OWNED
