from __future__ import annotations

import pytest

from recdesk.domain.faults import UserFault
from recdesk.domain.feedback import Verdict
from recdesk.library import Library
from tests.library.conftest import film


def _work(library: Library) -> int:
    library.works.install_pack("starter", "1", "ours", [film("A")])
    return library.works.all()[0].id


def test_the_last_word_counts_and_undo_brings_the_one_before_back(library: Library) -> None:
    work = _work(library)
    library.feedback.give(work, Verdict.LIKE)
    library.feedback.give(work, Verdict.NOT_INTERESTED)
    assert library.feedback.hidden() == {work}
    library.feedback.take_back(work)
    assert library.feedback.standing()[work].verdict is Verdict.LIKE
    assert library.feedback.hidden() == frozenset()


def test_the_journal_keeps_what_was_undone(library: Library) -> None:
    work = _work(library)
    entry = library.feedback.give(work, Verdict.LATER)
    assert library.feedback.take_back(work) == entry
    (opinion,) = library.feedback.journal()
    assert opinion.undone and opinion.title == "A"


def test_nothing_to_undo_and_unknown_works_are_sentences(library: Library) -> None:
    with pytest.raises(UserFault, match="no feedback"):
        library.feedback.take_back(_work(library))
    with pytest.raises(UserFault, match="no work number 99"):
        library.feedback.give(99, Verdict.LIKE)


def test_showings_of_a_day_are_counted(library: Library) -> None:
    work = _work(library)
    for _ in range(3):
        library.feedback.note_shown("top", [work])
    library.feedback.note_opened("top", work)
    assert library.feedback.query("SELECT shown, opened FROM impressions") == [(3, 1)]
