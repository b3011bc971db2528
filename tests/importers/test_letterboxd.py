"""Letterboxd: several files that say the same thing are counted once."""

from __future__ import annotations

import shutil
from pathlib import Path

from recdesk.domain.history import Action, Reading, Row
from recdesk.importers import find_histories
from tests.importers.conformance import Conformance, cases, read


class TestLetterboxd(Conformance):
    source = "letterboxd"


EXPORT = next(case for case in cases("letterboxd") if case.name == "whole_export")


def kept(rows: list[Row]) -> list[Reading]:
    """What a library keeps: no key twice, and no key that an earlier row covers."""
    seen: set[str] = set()
    new = []
    for row in rows:
        if isinstance(row, Reading):
            if row.key not in seen:
                new.append(row)
            seen |= {row.key, *row.covers}
    return new


def test_a_film_in_the_diary_is_watched_once_and_its_equal_rating_is_no_second_opinion() -> None:
    events = [row for row in kept(read(EXPORT)[1]) if row.mention.title == "Paper Moons"]
    assert [row.action for row in events] == [Action.WATCHED, Action.LIKED]
    assert events[0].rating == 0.9
    assert events[0].review == "Lovely & slow.\n\nThe moon is paper."


def test_a_rating_that_changed_since_the_diary_still_arrives() -> None:
    events = [row for row in kept(read(EXPORT)[1]) if row.mention.title == "The Glass Heist"]
    assert [(row.action, row.rating_text) for row in events] == [
        (Action.WATCHED, ""),
        (Action.WATCHED, "3 of 5"),
        (Action.RATED, "3.5 of 5"),
    ]


def test_films_outside_the_diary_are_watched_and_the_watchlist_is_saved() -> None:
    events = kept(read(EXPORT)[1])
    assert [row.action for row in events if row.mention.title == "Quiet Rivers"] == [
        Action.WATCHED,
        Action.RATED,
    ]
    assert [row.action for row in events if row.mention.title == "Bakers at War"] == [Action.SAVED]


def test_the_diary_alone_and_then_the_whole_export_end_in_the_same_events(tmp_path: Path) -> None:
    shutil.copy(EXPORT / "diary.csv", tmp_path / "diary.csv")
    diary, whole = read(tmp_path / "diary.csv")[1], read(EXPORT)[1]
    assert {row.key for row in kept([*diary, *whole])} == {row.key for row in kept(whole)}


def test_entries_deleted_at_letterboxd_and_lists_are_left_aside_and_say_why() -> None:
    ignored = {i.path: i.why for i in find_histories(EXPORT).ignored}
    assert "deleted" in ignored["deleted/diary.csv"]
    assert "list" in ignored["lists/favourites.csv"]
    assert "profile.csv" in ignored


def test_a_renamed_list_of_films_is_a_question_and_not_a_guess(tmp_path: Path) -> None:
    shutil.copy(EXPORT / "watched.csv", tmp_path / "films of mine.csv")
    found = find_histories(tmp_path / "films of mine.csv")
    assert not found.histories
    assert "watched.csv" in found.ignored[0].why and "watchlist.csv" in found.ignored[0].why


def test_two_exports_in_one_folder_are_two_histories(tmp_path: Path) -> None:
    shutil.copytree(EXPORT, tmp_path / "mine")
    shutil.copytree(EXPORT, tmp_path / "yours")
    assert len(find_histories(tmp_path).histories) == 2
