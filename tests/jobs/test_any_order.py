"""Overlapping files of one service say the same in the end, whichever came first, and undo gives back each
step."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest

from recdesk import jobs
from recdesk.domain.history import RowState
from recdesk.domain.progress import never_stop, say_nothing
from recdesk.library import Library

BOOKS = (
    "Book Id,Title,Author,My Rating,Date Read,Date Added,Bookshelves,Exclusive Shelf,My Review,Read Count\n"
)
DIARY = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n"


def lines(library: Library) -> list[str]:
    """All that the library holds of each event but its own numbers."""
    return [
        " | ".join(map(str, row))
        for row in library.history.query(
            "SELECT e.source, e.key, w.kind, w.title, a.title, e.action, e.at, e.precision, e.time_kind, "
            "e.rating, e.rating_text, e.liked, e.repeat, e.seconds, e.fraction, e.count, e.detail, "
            "e.profile, e.shelf, e.tags, e.review FROM live_events e "
            "JOIN mentions m ON m.id=e.mention_id JOIN works w ON w.id=m.work_id "
            "LEFT JOIN mentions n ON n.id=e.also_mention_id LEFT JOIN works a ON a.id=n.work_id "
            "ORDER BY e.source, e.key"
        )
    ]


def take(library: Library, path: Path) -> int:
    (batch,) = jobs.import_history(library, [path], say_nothing, never_stop).batches
    assert batch.rows == sum(batch.counts.values()) > 0
    assert batch.counts[RowState.UNREADABLE] == 0
    return batch.id


def in_every_order(root: Path, files: Sequence[Path]) -> list[str]:
    """The events of the files, the same in every order of imports. On the way, undoing the last import, and
    undoing the first, must leave what the others say by themselves."""
    outcomes = []
    for number, order in enumerate(permutations(files)):
        with Library.open(root / f"profile{number}") as library:
            batches, steps = [], [lines(library)]
            for path in order:
                batches.append(take(library, path))
                steps.append(lines(library))
            outcomes.append(steps[-1])
            library.history.undo(batches[0])
            without_first = lines(library)
            take(library, order[0])
            assert lines(library) == steps[-1]
            for batch, before in zip(reversed(batches[1:]), reversed(steps[1:-1]), strict=True):
                library.history.undo(batch)
                assert lines(library) == before
            assert library.check() == []
        with Library.open(root / f"profile{number}-rest") as rest:
            for path in order[1:]:
                take(rest, path)
            assert lines(rest) == without_first
    assert all(outcome == outcomes[0] for outcome in outcomes)
    return outcomes[0]


def table(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_the_files_of_letterboxd_one_by_one_in_any_order(tmp_path: Path) -> None:
    diary = table(
        tmp_path / "diary.csv",
        DIARY + "2024-01-03,Heat,1995,https://boxd.it/a1,4.5,,crime,2024-01-02\n"
        "2024-02-03,Dune,2021,https://boxd.it/a2,,Yes,,2024-02-02\n",
    )
    watched = table(
        tmp_path / "watched.csv",
        "Date,Name,Year,Letterboxd URI\n2024-01-03,Heat,1995,https://boxd.it/f1\n"
        "2024-01-05,Ran,1985,https://boxd.it/f3\n",
    )
    ratings = table(
        tmp_path / "ratings.csv",
        "Date,Name,Year,Letterboxd URI,Rating\n2024-01-03,Heat,1995,https://boxd.it/f1,4.5\n"
        "2024-01-05,Ran,1985,https://boxd.it/f3,5\n",
    )
    events = in_every_order(tmp_path, [diary, watched, ratings])
    assert len(events) == 4  # Heat and Dune of the diary, Ran watched, Ran rated


def test_a_review_adds_its_text_and_rating_to_the_entry_of_the_diary_and_covers_the_rating(
    tmp_path: Path,
) -> None:
    diary = table(tmp_path / "diary.csv", DIARY + "2024-01-03,Heat,1995,https://boxd.it/a1,,,,2024-01-02\n")
    reviews = table(
        tmp_path / "reviews.csv",
        "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n"
        "2024-01-03,Heat,1995,https://boxd.it/a1,4.5,,What a film,,2024-01-02\n",
    )
    ratings = table(
        tmp_path / "ratings.csv",
        "Date,Name,Year,Letterboxd URI,Rating\n2024-01-03,Heat,1995,https://boxd.it/f1,4.5\n",
    )
    (event,) = in_every_order(tmp_path, [diary, reviews, ratings])
    assert "4.5 of 5" in event and "What a film" in event


def test_the_account_data_and_the_extended_history_of_spotify(tmp_path: Path) -> None:
    names = [("Can", "Halleluwah", 300_000), ("Can", "Vitamin C", 12_000), ("Neu!", "Hallogallo", 200_500)]
    account = [
        {"endTime": f"2024-01-02 10:0{n}", "artistName": artist, "trackName": track, "msPlayed": ms}
        for n, (artist, track, ms) in enumerate(names)
    ]
    extended = [
        {
            "ts": f"2024-01-02T10:0{n}:{n * 7:02}Z", "ms_played": ms, "master_metadata_track_name": track,
            "master_metadata_album_artist_name": artist, "master_metadata_album_album_name": "An Album",
            "spotify_track_uri": f"spotify:track:{n}", "reason_end": "fwdbtn" if ms < 30_000 else "trackdone",
            "skipped": ms < 30_000, "incognito_mode": False,
        }
        for n, (artist, track, ms) in enumerate(names)
    ]  # fmt: skip
    extended.append(extended[0] | {"ts": "2023-01-01T00:00:10Z"})
    events = in_every_order(
        tmp_path,
        [
            table(tmp_path / "StreamingHistory_music_0.json", json.dumps(account)),
            table(tmp_path / "Streaming_History_Audio_2023.json", json.dumps(extended)),
        ],
    )
    assert len(events) == 4
    assert all("| second |" in event for event in events)
    assert sum("| skipped |" in event for event in events) == 1


def test_what_only_a_newer_goodreads_export_knows_is_kept_in_either_order(tmp_path: Path) -> None:
    older = table(
        tmp_path / "goodreads_library_export.csv",
        BOOKS + "1,Emma,Jane Austen,0,2020/01/05,2020/01/01,,read,,1\n"
        "2,Dune,Frank Herbert,4,2021/01/05,2021/01/01,owned,read,Sand,1\n",
    )
    newer = table(
        tmp_path / "newer" / "goodreads_library_export.csv",
        BOOKS + "1,Emma,Jane Austen,5,2020/01/05,2020/01/01,,read,A joy,2\n"
        "2,Dune,Frank Herbert,3,2021/01/05,2021/01/01,,read,,1\n"
        "3,Ulysses,James Joyce,0,,2022/01/01,,to-read,,0\n",
    )
    told = {event.split(" | ")[3]: event for event in in_every_order(tmp_path, [older, newer])}
    assert sorted(told) == ["Dune", "Emma", "Ulysses"]
    assert "5 of 5" in told["Emma"] and "A joy" in told["Emma"]
    assert "Sand" in told["Dune"] and "4 of 5" in told["Dune"]  # equal dates: the fuller row speaks


@pytest.mark.slow
def test_real_files_of_one_service_in_both_orders(samples: Path, tmp_path: Path) -> None:
    folder = samples / "letterboxd" / "letterboxd-a"
    events = in_every_order(tmp_path, [folder / f"{name}.csv" for name in ("watched", "diary", "ratings")])
    assert len(events) > 75
