from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from recdesk.domain.faults import UserFault
from recdesk.domain.feedback import Verdict
from recdesk.domain.journal import BlockWhat, Deed, Lean
from recdesk.library import Library, MentionLink
from tests.library.conftest import film, reading
from tests.library.older import library_before


@pytest.fixture
def work(library: Library) -> int:
    library.packs.add("starter", version="1", licence="ours", works=[film("Heat", 1995, tags=("heist",))])
    return library.works.all()[0].id


@pytest.fixture
def event(library: Library, linked: Callable[[str], tuple[MentionLink, None]]) -> int:
    batch = library.history.begin_batch("letterboxd", "diary.csv", "digest")
    library.history.add_rows(batch.id, 1, [reading("Ran", "1")], {0: linked("Ran")})
    return library.history.events()[0].id


def test_all_that_was_said_stands_in_one_numbering_newest_first(
    library: Library, work: int, event: int
) -> None:
    numbers = [
        library.feedback.give(work, Verdict.LIKE),
        library.blocks.add(BlockWhat.TAG, "heist"),
        library.journal.ignore(event),
        library.feedback.give(work, Verdict.LATER),
    ]
    told = library.journal.entries()
    assert [entry.journal_id for entry in told] == sorted(numbers, reverse=True)
    assert [(e.deed, e.said, e.subject) for e in told] == [
        (Deed.VERDICT, "later", "Heat"),
        (Deed.IGNORE, "watched", "Ran"),
        (Deed.BLOCK, "tag", "heist"),
        (Deed.VERDICT, "like", "Heat"),
    ]


def test_any_entry_can_be_undone_and_the_others_stay(library: Library, work: int, event: int) -> None:
    first = library.feedback.give(work, Verdict.NOT_INTERESTED)
    block = library.blocks.add(BlockWhat.TAG, "heist")
    ignored = library.journal.ignore(event)
    assert library.history.event_count() == 0
    assert library.journal.undo(block).subject == "heist"
    assert library.hidden_works() == {work}
    library.journal.undo(first)
    assert library.hidden_works() == frozenset()
    library.journal.undo(ignored)
    assert library.history.event_count() == 1
    assert all(entry.undone for entry in library.journal.entries())


def test_an_older_verdict_holds_again_when_a_newer_one_is_undone(library: Library, work: int) -> None:
    library.feedback.give(work, Verdict.LIKE)
    newer = library.feedback.give(work, Verdict.NOT_INTERESTED)
    library.journal.undo(newer)
    assert library.feedback.standing()[work].verdict is Verdict.LIKE


def test_what_is_not_there_or_undone_already_is_a_sentence(library: Library, work: int, event: int) -> None:
    with pytest.raises(UserFault, match="no entry 7"):
        library.journal.undo(7)
    entry = library.feedback.give(work, Verdict.LIKE)
    library.journal.undo(entry)
    with pytest.raises(UserFault, match="undone already"):
        library.journal.undo(entry)
    with pytest.raises(UserFault, match="no event number 99"):
        library.journal.ignore(99)
    library.journal.ignore(event)
    with pytest.raises(UserFault, match="left out of learning already"):
        library.journal.ignore(event)


def test_m006_journal_adds_its_tables_and_keeps_the_older_library_beside_it(tmp_path: Path) -> None:
    older = library_before("m006_journal", tmp_path)
    older.execute("INSERT INTO settings VALUES ('theme', '\"dark\"')")
    older.commit()
    older.close()
    with Library.open(tmp_path) as library:
        assert library.settings.get("theme") == "dark"
        assert library.journal.entries() == []
    (kept,) = tmp_path.glob("library-schema-*.sqlite")
    assert kept.stat().st_mode & 0o777 == 0o600
    copy = sqlite3.connect(kept)
    tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type='table'")}
    assert "settings" in tables and "blocks" not in tables
    copy.close()


def test_an_event_that_comes_again_after_its_import_was_undone_is_not_learned_from(
    library: Library, event: int, linked: Callable[..., tuple[MentionLink, None]]
) -> None:
    ignored = library.journal.ignore(event)
    (batch,) = library.history.batches()
    library.history.undo(batch.id)
    assert library.history.query("SELECT count(*) FROM events") == [(0,)]
    (told,) = library.journal.entries()
    assert (told.journal_id, told.deed, told.said, told.subject) == (ignored, Deed.IGNORE, "watched", "Ran")
    again = library.history.begin_batch("letterboxd", "diary.csv", "digest")
    rows = [reading("Ikiru", "2"), reading("Ran", "1")]
    library.history.add_rows(again.id, 1, rows, {0: linked("Ikiru"), 1: linked("Ran")})
    assert [one.title for one in library.history.learnable_events()] == ["Ikiru"]
    assert library.journal.undo(ignored).work_id is not None
    assert [one.title for one in library.history.learnable_events()] == ["Ran", "Ikiru"]
    library.history.undo(again.id)
    library.history.add_rows(again.id, 1, rows, {0: linked("Ikiru"), 1: linked("Ran")})
    assert len(library.history.learnable_events()) == 2
    assert library.check() == []


def test_m009_kept_ignorings_keeps_what_was_left_out_of_learning(tmp_path: Path) -> None:
    older = library_before("m009_kept_ignorings", tmp_path)
    for statement in (
        "INSERT INTO works(id, uid, kind, title, creators, genres, tags, countries, languages, description, "
        "origin) VALUES (1, 'film:ran', 'film', 'Ran', '[]', '[]', '[]', '[]', '[]', '', 'history')",
        "INSERT INTO mentions(id, key, body, work_id, state, method, confidence) "
        "VALUES (1, 'ran', '{}', 1, 'created', '', 0)",
        "INSERT INTO batches(id, source, path, digest, status, started_at) "
        "VALUES (1, 'letterboxd', 'x', 'd', 'done', 0)",
        "INSERT INTO events(id, source, key, batch_id, mention_id, action, precision, time_kind, liked, "
        "repeat, count, rating_text, detail, profile, shelf, tags, review, ignored) VALUES (1, 'letterboxd', "
        "'k', 1, 1, 'watched', 'none', 'unknown', 0, 0, 1, '', '', '', '', '[]', '', 1)",
        "INSERT INTO ignorings(journal_id, at, event_id) VALUES (7, 60, 1)",
    ):
        older.execute(statement)
    older.commit()
    older.close()
    with Library.open(tmp_path) as library:
        (told,) = library.journal.entries()
        assert (told.journal_id, told.said, told.subject, told.undone) == (7, "watched", "Ran", False)
        library.history.undo(1)
        assert [(e.journal_id, e.subject) for e in library.journal.entries()] == [(7, "Ran")]
        assert library.check() == []


def test_the_last_leaning_of_a_work_holds_until_it_is_undone(library: Library, work: int) -> None:
    more = library.journal.lean(Lean.MORE, "heists", [work])
    never = library.journal.lean(Lean.NEVER, "crime", [work])
    assert library.journal.leanings()[work].lean is Lean.NEVER
    told = library.journal.entries()[0]
    assert (told.journal_id, told.deed, told.said, told.subject) == (never, Deed.LEANING, "never", "crime")
    library.journal.undo(never)
    assert library.journal.leanings()[work].journal_id == more
    library.journal.undo(more)
    assert library.journal.leanings() == {}


def test_m007_leanings_keeps_what_was_said_before(tmp_path: Path) -> None:
    older = library_before("m007_leanings", tmp_path)
    older.execute("INSERT INTO blocks(journal_id, what, value, at, basis) VALUES (4, 'tag', 'gore', 0, '')")
    older.commit()
    older.close()
    with Library.open(tmp_path) as library:
        assert [entry.subject for entry in library.journal.entries()] == ["gore"]
        assert library.journal.lean(Lean.LESS, "gore", []) == 5


def test_a_leaning_follows_its_work_into_the_one_it_is_merged_into_and_back(library: Library) -> None:
    library.packs.add(
        "starter", version="1", licence="ours", works=[film("Heat", 1995), film("The Heat", 1995)]
    )
    gone, kept = (work.id for work in library.works.all())
    library.journal.lean(Lean.LESS, "heists", [gone])
    answer = library.review.merge(gone, kept)
    assert library.journal.leanings().keys() == {kept}
    library.review.undo(answer)
    assert library.journal.leanings().keys() == {gone}
