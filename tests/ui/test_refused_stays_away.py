"""A "no" in the window: on no page, in no search, not in the first frame of the next start, nor through a
merge; and taken back, everything stands where it stood."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from recdesk.domain.feedback import Verdict
from recdesk.domain.journal import BlockWhat
from recdesk.library import Library
from recdesk.ui.models.browse import Browse
from tests.ui.conftest import load_latest

PAGES = ("top", "kind:film", "kind:book", "kind:artist", "backlog", "revisit")


def everywhere(browse: Browse) -> Iterator[int]:
    """All works on all shelves and pages, and among the related ones of some."""
    for shelf in browse.shelves:
        yield from (card.work_id for card in shelf.cards)
    for page in PAGES:
        yield from (card.work_id for card in browse.cards(page))
    yield from (card.work_id for card in (*browse.found, *browse.found_by_meaning))


def test_a_refused_work_is_on_no_page_at_any_position_and_undo_brings_all_of_them_back(
    browse: Browse, qtbot: QtBot
) -> None:
    before = (browse.shelves, [browse.cards(page) for page in PAGES])
    gone = browse.shelves[0].cards[0].work_id
    browse.give(gone, Verdict.NOT_INTERESTED)
    for position in (0.0, 0.5, 1.0):
        turned = {
            "novelty": position,
            "diversity": position,
            "popularity": 1.0 - position,
            "lately": position,
        }
        browse.set_dials(turned)
        qtbot.waitUntil(lambda: not browse.moving)
        assert gone not in set(everywhere(browse))
        assert all(len(browse.cards(page)) for page in PAGES)
    browse.set_dials({})
    qtbot.waitUntil(lambda: not browse.moving)
    browse.undo(gone)
    qtbot.waitUntil(lambda: not browse.moving)
    assert (browse.shelves, [browse.cards(page) for page in PAGES]) == before


def test_a_search_for_its_very_title_does_not_find_it(browse: Browse, qtbot: QtBot) -> None:
    card = browse.shelves[0].cards[0]
    browse.give(card.work_id, Verdict.NOT_INTERESTED)
    with qtbot.waitSignal(browse.found_changed):
        browse.search(card.title)
    qtbot.waitUntil(lambda: not browse.searching)
    assert card.work_id not in set(everywhere(browse))


@pytest.mark.parametrize("how", ["command line", "block", "merge"])
def test_the_first_frame_of_the_next_start_has_nothing_that_was_refused_since(
    how: str, library: Library, browse: Browse
) -> None:
    refused, other = (card.work_id for card in browse.shelves[0].cards[:2])
    if how == "command line":
        library.feedback.give(refused, Verdict.NOT_INTERESTED)
    elif how == "block":
        work = library.works.get(refused)
        assert work is not None
        library.blocks.add(BlockWhat.CREATOR, work.creators[0])
    else:
        library.review.merge(refused, other)
    first = Browse(library)
    assert first.shelves and refused not in set(everywhere(first))
    assert other in set(everywhere(first))
    first.deleteLater()


def test_a_no_follows_its_work_into_the_one_it_turned_out_to_be(library: Library, browse: Browse) -> None:
    refused, other = (card.work_id for card in browse.shelves[0].cards[:2])
    browse.give(refused, Verdict.NOT_INTERESTED)
    library.review.merge(refused, other)
    assert load_latest(browse)
    assert {refused, other}.isdisjoint(everywhere(browse))
    library.review.split(other)
    assert load_latest(browse)
    assert refused not in set(everywhere(browse)) and other in set(everywhere(browse))
