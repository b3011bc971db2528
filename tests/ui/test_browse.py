from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from recdesk.domain.feedback import Verdict
from recdesk.domain.history import Action
from recdesk.domain.works import Kind
from recdesk.library import Library, NewMention
from recdesk.ranking import QueryEncoder, find_model_dir, load_run, save_run
from recdesk.ui.models.browse import LAST_HOME, Browse, Stage
from recdesk.ui.models.dial_values import NEUTRAL
from tests.library.conftest import reading
from tests.ui.conftest import load_latest


def ids(browse: Browse, key: str = "top") -> list[int]:
    shelf = browse.shelf(key)
    return [card.work_id for card in shelf.cards] if shelf else []


def test_without_a_run_there_is_nothing_and_it_says_so(qapp: object, empty_library: Library) -> None:
    browse = Browse(empty_library)
    assert browse.stage is Stage.NOTHING
    assert not load_latest(browse)
    assert browse.shelves == ()


def test_the_next_start_shows_the_last_list_at_once(library: Library, browse: Browse) -> None:
    again = Browse(library)
    assert again.stage is Stage.STORED
    assert again.shelves == browse.shelves
    assert library.settings.get(LAST_HOME)


def test_the_stored_list_needs_neither_numpy_nor_ranking(library: Library, browse: Browse) -> None:
    program = (
        "import sys; from pathlib import Path; from PySide6.QtWidgets import QApplication\n"
        "from recdesk.library import Library; from recdesk.ui.models.browse import Browse\n"
        "from recdesk.ui.pages.home import HomePage\n"
        "app = QApplication([]); library = Library.open(Path(sys.argv[1])); browse = Browse(library)\n"
        "page = HomePage(browse); page.resize(1000, 800); page.show(); app.processEvents(); page.grab()\n"
        "assert page.rows[0].view.cards.rowCount() > 0\n"
        "print(sorted({'numpy', 'torch', 'recdesk.ranking', 'sqlite_utils'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(library.profile)],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_no_work_stands_on_two_shelves(browse: Browse) -> None:
    shown = [card.work_id for shelf in browse.shelves for card in shelf.cards]
    assert len(shown) == len(set(shown)) > 60
    assert {"top", "gems", "outside", "backlog"} <= {shelf.key for shelf in browse.shelves}


def test_every_card_names_the_work_that_speaks_for_it(browse: Browse, library: Library) -> None:
    known = {work.title for work in library.works.all()[:12]}
    cards = browse.shelf("top").cards
    named = [card for card in cards if any(title in card.reason for title in known)]
    assert len(named) >= len(cards) / 2
    assert all(card.reason for card in cards)  # of kinds with no history it is said that little is known


def test_fifty_moves_of_a_dial_in_one_turn_are_one_reranking(browse: Browse, qtbot: QtBot) -> None:
    lists = QSignalSpy(browse.list_changed)
    for step in range(50):
        browse.set_dials({**NEUTRAL, "novelty": step / 50})
    qtbot.waitUntil(lambda: lists.count() > 0)
    assert lists.count() == 1


def test_a_moving_dial_reorders_the_list_in_sight_and_the_rest_when_it_rests(
    browse: Browse, qtbot: QtBot
) -> None:
    top, gems = ids(browse), ids(browse, "gems")
    rested = QSignalSpy(browse.shelves_changed)
    moved: list[tuple[bool, bool, int]] = []

    def look(_key: str) -> None:  # at once: on a busy machine the hand rests before a test looks again
        moved.append((ids(browse) != top, ids(browse, "gems") == gems, rested.count()))

    browse.list_changed.connect(look)
    browse.set_dials({**NEUTRAL, "novelty": 1.0})
    qtbot.waitUntil(lambda: rested.count() == 1)
    assert moved == [(True, True, 0)]


def test_dials_at_rest_are_the_plain_order_again(browse: Browse, qtbot: QtBot) -> None:
    before = ids(browse)
    browse.set_dials({**NEUTRAL, "novelty": 1.0, "diversity": 0.8})
    qtbot.waitUntil(lambda: ids(browse) != before)
    browse.set_dials(NEUTRAL)
    qtbot.waitUntil(lambda: ids(browse) == before)


def test_more_novelty_measures_as_more_novel(browse: Browse, qtbot: QtBot) -> None:
    plain = browse.measures
    browse.set_dials({**NEUTRAL, "novelty": 1.0})
    qtbot.waitUntil(lambda: browse.measures is not plain)
    assert browse.measures.novelty > plain.novelty


@pytest.mark.parametrize("verdict", ["not-interested", "seen-liked", "seen-neutral", "seen-disliked"])
def test_a_card_that_is_sent_away_goes_at_once_and_undo_brings_it_back(
    browse: Browse, qtbot: QtBot, verdict: str
) -> None:
    before = ids(browse)
    browse.give(before[2], verdict)
    assert before[2] not in ids(browse)
    assert browse.undo_last()
    assert ids(browse) == before
    assert not browse.undo_last()


def test_undo_takes_back_nothing_that_was_said_before_this_session(browse: Browse, library: Library) -> None:
    before = ids(browse)
    library.feedback.give(before[2], Verdict.NOT_INTERESTED)  # last year
    browse.follow_feedback()
    browse.give(before[2], Verdict.SEEN_NEUTRAL)
    browse.undo(before[2])  # from its menu
    assert not browse.undo_last()
    assert library.feedback.standing()[before[2]].verdict is Verdict.NOT_INTERESTED


def test_sending_away_works_before_a_run_is_loaded_too(library: Library, browse: Browse) -> None:
    stored = Browse(library)
    work_id = ids(stored)[0]
    stored.give(work_id, Verdict.NOT_INTERESTED)
    assert work_id not in ids(stored)


def test_what_was_sent_away_stays_away_in_the_next_session(library: Library, browse: Browse) -> None:
    work_id = ids(browse)[0]
    browse.give(work_id, Verdict.NOT_INTERESTED)
    again = Browse(library)
    load_latest(again)
    assert all(work_id != card.work_id for shelf in again.shelves for card in shelf.cards)
    assert [card.work_id for card in again.cards("hidden")] == [work_id]


def test_liking_a_work_lifts_its_like_and_not_itself(browse: Browse) -> None:
    last = browse.shelf("top").cards[-1]
    relative = browse.similar(last.work_id)[0].work_id
    before, beside = browse.details(last.work_id).score, browse.details(relative).score
    browse.give(last.work_id, Verdict.LIKE)
    assert browse.details(relative).score > beside
    assert browse.details(last.work_id).score == before
    assert browse.details(last.work_id).standing is Verdict.LIKE


def test_later_puts_a_work_into_the_backlog(browse: Browse) -> None:
    work_id = ids(browse)[0]
    browse.give(work_id, Verdict.LATER)
    assert work_id in [card.work_id for card in browse.cards("backlog")]
    assert work_id not in ids(browse)


def test_the_bars_of_a_work_sum_to_its_score(browse: Browse, qtbot: QtBot) -> None:
    browse.set_dials({"novelty": 0.7, "diversity": 0.2, "popularity": 0.1, "lately": 0.4})
    qtbot.waitUntil(lambda: browse.measures is not None)
    for card in browse.shelf("top").cards:
        details = browse.details(card.work_id)
        assert sum(bar.value for bar in details.bars) == pytest.approx(details.score, abs=1e-6)


def test_titles_are_found_by_beginning_inside_alias_and_script(browse: Browse, qtbot: QtBot) -> None:
    def found(text: str) -> list[str]:
        browse.search(text)
        qtbot.waitUntil(lambda: bool(browse.found))
        return [card.title for card in browse.found]

    assert found("work number 15")[0] == "Work Number 15"
    assert found("千尋")[0] == "千と千尋の神隠し"
    assert found("ALIAS 33")[0] == "Work Number 33"
    browse.search("")
    assert browse.found == ()


def test_a_damaged_run_is_a_sentence_and_the_last_list_stays(library: Library, browse: Browse) -> None:
    run = library.runs.latest().folder / "taste.run"
    run.write_bytes(run.read_bytes()[:200])
    again = Browse(library)
    faults = QSignalSpy(again.fault_met)
    assert not load_latest(again)
    assert faults.count() == 1
    assert "damaged" in faults.at(0)[0]
    assert again.shelves == browse.shelves


def test_works_read_by_another_language_model_are_not_compared(browse: Browse, qtbot: QtBot) -> None:
    faults = QSignalSpy(browse.fault_met)
    browse.search("a quiet story about the sea")
    qtbot.waitUntil(lambda: faults.count() == 1)
    assert "made" in faults.at(0)[0]
    assert browse.found_by_meaning == ()


def test_a_sentence_finds_works_by_meaning_and_shows_no_title_twice(
    library: Library, browse: Browse, qtbot: QtBot
) -> None:
    run = library.runs.latest()
    named = replace(load_run(run.folder), embedder=QueryEncoder(find_model_dir()).id)
    save_run(named, run.folder)
    load_latest(browse)
    browse.search("work number 20")
    qtbot.waitUntil(lambda: len(browse.found_by_meaning) > 10)
    titles, meant = ({card.work_id for card in found} for found in (browse.found, browse.found_by_meaning))
    assert titles
    assert not titles & meant


def test_a_session_leaves_word_of_what_it_showed_and_what_was_looked_at(
    browse: Browse, library: Library
) -> None:
    first, second, *_ = browse.shelves[0].cards
    browse.select(second.work_id)
    browse.note_session()
    rows = library.feedback.query("SELECT work_id, sum(shown), sum(opened) FROM impressions GROUP BY work_id")
    noted = {work_id: (shown, opened) for work_id, shown, opened in rows}
    assert noted[first.work_id][0] > 0 and noted[first.work_id][1] == 0
    assert noted[second.work_id][1] == 1


def test_an_album_that_speaks_says_that_its_tracks_were_heard(library: Library, qapp: object) -> None:
    """A track's event is its artist's; of the album the run alone knows the numbers of these events."""
    run = load_run(library.runs.latest().folder)
    albums = [w for w in library.works.all()[:12] if w.kind is Kind.ALBUM]
    row = int(np.searchsorted(run.work_ids, albums[0].id))
    band = library.history.add_mentions([NewMention("band", "{}", "made", 1.0, work_id=albums[0].id - 1)])[
        "band"
    ]
    batch = library.history.begin_batch("lastfm", "/x.csv", "x")
    heard = [
        reading("track", f"{n}", action=Action.LISTENED, when=datetime(2021, 3, n, tzinfo=UTC))
        for n in (1, 2)
    ]
    library.history.add_rows(batch.id, 1, heard, {0: (band, None), 1: (band, None)})
    shares = tuple((event.id, 0.5) for event in library.history.events())
    lasting = np.where(run.evidence_rows == row, 9.0, 0.0)
    events = tuple(shares if at == row else () for at in run.evidence_rows.tolist())
    save_run(
        replace(run, lasting=lasting, current=lasting, evidence_events=events), library.runs.latest().folder
    )
    live = Browse(library)
    assert load_latest(live)
    details = live.details(ids(live)[0])
    assert details and details.related[0].card.work_id == albums[0].id
    assert details.related[0].what == "listened to, 2 March 2021"
    assert f"Because you listened to {albums[0].title}" in details.sentence
