from __future__ import annotations

from collections.abc import Callable

import pytest

from recdesk.domain.faults import UserFault
from recdesk.domain.feedback import Verdict
from recdesk.domain.history import BadRow, BatchStatus, RowState, SkippedRow
from recdesk.library import Library, MentionLink
from tests.library.conftest import reading

Link = Callable[..., tuple[MentionLink, None]]


def _import(library: Library, link: Link, titles: list[str], digest: str = "d") -> int:
    batch = library.history.begin_batch("letterboxd", f"/tmp/{digest}.zip", digest)
    rows = [reading(title, title) for title in titles]
    library.history.add_rows(batch.id, 1, rows, {i: link(t) for i, t in enumerate(titles)})
    library.history.finish_batch(batch.id, BatchStatus.DONE, 0.1)
    return batch.id


def test_every_row_ends_in_one_state_and_the_counts_sum_to_the_rows(library: Library, linked: Link) -> None:
    batch = library.history.begin_batch("letterboxd", "/tmp/x.zip", "d")
    rows = [
        reading("A", "1"),
        reading("A", "1"),
        SkippedRow("x, row 3", "{}", "advert"),
        BadRow("x, row 4", "{}", "no title"),
        reading("Dune", "5"),
    ]
    links = {0: linked("A"), 1: linked("A"), 4: linked("Dune", doubtful=True)}
    library.history.add_rows(batch.id, 1, rows, links)
    summary = library.history.batch(batch.id)
    assert summary.rows == len(rows) == sum(summary.counts.values())
    assert set(summary.counts.values()) == {1}
    assert summary.reasons["advert"] == 1 and summary.reasons["no title"] == 1
    states = [row.state for row in library.history.ledger(batch.id)]
    assert states == [
        RowState.NEW, RowState.DUPLICATE, RowState.SKIPPED, RowState.UNREADABLE, RowState.REVIEW
    ]  # fmt: skip


def test_a_ledger_is_looked_through_page_by_page(library: Library, linked: Link) -> None:
    batch_id = _import(library, linked, ["A", "B", "A", "C", "A", "D"])
    rows = library.history.ledger(batch_id)
    assert [row.n for row in rows] == [1, 2, 3, 4, 5, 6]
    for state in (None, RowState.NEW, RowState.DUPLICATE):
        wanted = [row for row in rows if state is None or row.state is state]
        for at in range(len(wanted) + 1):
            assert library.history.ledger(batch_id, state, 2, at) == wanted[at : at + 2]


def test_importing_a_file_again_adds_nothing(library: Library, linked: Link) -> None:
    _import(library, linked, ["A", "B"])
    again = library.history.batch(_import(library, linked, ["A", "B"]))
    assert again.counts[RowState.DUPLICATE] == 2 and again.counts[RowState.NEW] == 0
    assert library.history.event_count() == 2


def test_a_weaker_row_that_a_fuller_one_covers_is_a_duplicate(library: Library, linked: Link) -> None:
    batch = library.history.begin_batch("letterboxd", "/tmp/x.zip", "d")
    rows = [reading("A", "diary:A", covers=("watched:A",)), reading("A", "watched:A")]
    library.history.add_rows(batch.id, 1, rows, {0: linked("A"), 1: linked("A")})
    counts = library.history.batch(batch.id).counts
    assert counts[RowState.NEW] == 1 and counts[RowState.DUPLICATE] == 1
    assert library.history.event_count() == 1


def test_a_weaker_row_counts_for_nothing_whichever_came_first(library: Library, linked: Link) -> None:
    weak = library.history.begin_batch("letterboxd", "/tmp/watched.csv", "weak")
    library.history.add_rows(weak.id, 1, [reading("A", "watched:A")], {0: linked("A")})
    full = library.history.begin_batch("letterboxd", "/tmp/diary.csv", "full")
    diary = reading("A", "diary:A", covers=("watched:A",))
    library.history.add_rows(full.id, 1, [diary], {0: linked("A")})
    assert library.history.event_count() == 1
    assert library.history.batch(weak.id).counts[RowState.DUPLICATE] == 1
    assert library.history.undo(full.id) == 0
    assert library.history.event_count() == 1
    assert library.history.batch(weak.id).counts[RowState.NEW] == 1


def test_undoing_the_fuller_rows_lets_the_weaker_ones_count_again(library: Library, linked: Link) -> None:
    full = library.history.begin_batch("letterboxd", "/tmp/diary.csv", "full")
    diary = reading("A", "diary:A", covers=("watched:A",))
    library.history.add_rows(full.id, 1, [diary], {0: linked("A")})
    weak = library.history.begin_batch("letterboxd", "/tmp/watched.csv", "weak")
    library.history.add_rows(weak.id, 1, [reading("A", "watched:A")], {0: linked("A")})
    assert library.history.event_count() == 1
    library.history.undo(full.id)
    assert library.history.event_count() == 1
    summary = library.history.batch(weak.id)
    assert summary.counts[RowState.NEW] == 1 and summary.rows == 1
    library.history.undo(weak.id)
    assert library.history.event_count() == 0 and library.check() == []


def test_undo_returns_the_library_to_what_it_was_and_keeps_feedback(library: Library, linked: Link) -> None:
    batch = _import(library, linked, ["A", "B"])
    loved = next(work.id for work in library.works.all() if work.title == "A")
    library.feedback.give(loved, Verdict.LIKE)
    assert library.history.undo(batch) == 2
    assert library.history.event_count() == 0
    assert [work.title for work in library.works.all()] == ["A"]
    assert library.feedback.standing()[loved].verdict is Verdict.LIKE
    assert library.history.batch(batch).status is BatchStatus.UNDONE
    assert library.check() == []


def test_undoing_the_first_of_two_overlapping_imports_keeps_what_the_second_holds(
    library: Library, linked: Link
) -> None:
    first = _import(library, linked, ["A", "B"], "first")
    second = _import(library, linked, ["B", "C"], "second")
    assert library.history.undo(first) == 1
    assert sorted(event.title for event in library.history.events()) == ["B", "C"]
    summary = library.history.batch(second)
    assert summary.counts[RowState.NEW] == 2 and summary.counts[RowState.DUPLICATE] == 0
    assert summary.rows == 2


def test_an_import_that_was_killed_goes_on_behind_its_last_row(library: Library, linked: Link) -> None:
    batch = library.history.begin_batch("letterboxd", "/tmp/x.zip", "d")
    library.history.add_rows(batch.id, 1, [reading("A", "1")], {0: linked("A")})
    assert library.history.mark_interrupted() == 1
    assert library.history.batch(batch.id).status is BatchStatus.INTERRUPTED
    resumed = library.history.begin_batch("letterboxd", "/tmp/x.zip", "d")
    assert (resumed.id, resumed.rows_done) == (batch.id, 1)


def test_undoing_what_is_not_there_is_a_sentence(library: Library, linked: Link) -> None:
    with pytest.raises(UserFault, match="no import number 7"):
        library.history.undo(7)
    batch = _import(library, linked, ["A"])
    library.history.undo(batch)
    with pytest.raises(UserFault, match="undone before"):
        library.history.undo(batch)


def test_an_ignored_event_is_not_learned_from(library: Library, linked: Link) -> None:
    _import(library, linked, ["A", "B"])
    (event,) = (e for e in library.history.events() if e.title == "A")
    entry = library.journal.ignore(event.id)
    assert [e.title for e in library.history.learnable_events()] == ["B"]
    library.journal.undo(entry)
    assert library.history.event_count() == 2


def test_learnable_events_do_not_depend_on_the_order_of_imports(library: Library, linked: Link) -> None:
    _import(library, linked, ["C", "A"], "one")
    _import(library, linked, ["B"], "two")
    assert [event.title for event in library.history.learnable_events()] == ["A", "B", "C"]
