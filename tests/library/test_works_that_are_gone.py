"""A window that stays open shows works that a worker has taken away meanwhile, and people keep numbers."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from recdesk.domain.journal import Lean
from recdesk.library import Library, NewMention
from tests.library.conftest import film, reading

_ALBUM = json.dumps(
    {"guesses": [{"kind": "album", "title": "Blue"}], "creators": [], "year": None, "external_ids": []}
)


def _a_work_and_one_that_is_gone(library: Library) -> tuple[int, int]:
    library.packs.add("here", [film("Heat")], version="1", licence="open")
    library.packs.add("gone", [film("Ran")], version="1", licence="open")
    here, gone = (work.id for work in library.works.all())
    library.packs.remove("gone")
    return here, gone


def test_what_was_shown_and_is_gone_is_passed_over_when_the_session_is_written_down(library: Library) -> None:
    here, gone = _a_work_and_one_that_is_gone(library)
    library.feedback.note_shown("top", [gone, here])
    library.feedback.note_opened("", gone)
    library.feedback.note_opened("", here)
    rows = library.feedback.query("SELECT work_id, sum(shown), sum(opened) FROM impressions GROUP BY work_id")
    assert rows == [(here, 1, 1)]


def test_a_leaning_leaves_out_a_work_that_is_gone(library: Library) -> None:
    here, gone = _a_work_and_one_that_is_gone(library)
    library.journal.lean(Lean.MORE, "crime", [gone, here])
    assert library.journal.leanings().keys() == {here}


def test_rows_that_lead_to_no_work_can_be_looked_at_like_any_other(library: Library) -> None:
    album = library.history.add_mentions([NewMention("blue", _ALBUM, "no pack has it", 0.0)])["blue"]
    question = library.review.question(album.id)
    assert question.id == album.id and question.mention.title == "Blue"


def test_a_row_of_the_first_second_of_1970_was_not_met_in_the_year_0(library: Library) -> None:
    mention = _ALBUM.replace("album", "film")
    link = library.history.add_mentions([NewMention("blue", mention, "made", 0.0, create=film("Blue"))])[
        "blue"
    ]
    batch = library.history.begin_batch("letterboxd", "/x", "d")
    at = datetime(1970, 1, 1, tzinfo=UTC)
    library.history.add_rows(batch.id, 1, [reading("Blue", "1", when=at)], {0: (link, None)})
    assert [one.seen for one in library.review.unsettled()] == [1970]
