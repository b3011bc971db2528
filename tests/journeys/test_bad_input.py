"""Bad files, one by one, through the window: a sentence that says what and where, the good rows kept.

After each of them `visit` looks that the window is there and that neither it nor its log speaks of a mistake.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from recdesk.domain.history import BatchStatus, RowState
from recdesk.domain.progress import say_nothing
from recdesk.domain.resources import resource
from recdesk.library import Library
from recdesk.matching import CatalogueNaming

from .conftest import Person, Visit, leave

SHOWS = ("Dark", "Stranger Things", "The Crown", "Black Mirror")


@pytest.fixture
def person(visit: Visit, fresh_profile: Path) -> Person:
    """In front of a window that knows its catalogue and no history."""
    return visit(fresh_profile, learning=False)


def netflix(file: Path, rows: int) -> Path:
    lines = [f'"{SHOWS[n % 4]}: Season 1: Episode {n}","{1 + n % 12}/{1 + n % 28}/20"' for n in range(rows)]
    file.write_text("\n".join(["Title,Date", *lines]) + "\n", "utf-8")
    return file


def test_a_zip_that_ends_in_the_middle_is_told_and_the_whole_one_is_read(
    person: Person, tmp_path: Path
) -> None:
    whole = resource("samples") / "letterboxd-sample.zip"
    cut = tmp_path / "letterboxd.zip"
    cut.write_bytes(whole.read_bytes()[:-2_000])
    person.drop(cut)
    person.rest()
    assert person.heard("letterboxd.zip is not a complete zip archive", "Download the export again").bad
    person.drop(whole)
    person.rest()
    person.heard("Letterboxd: 55 new, 70 known already.")


@pytest.mark.parametrize(
    ("encoding", "series", "season"),
    [
        ("utf-16", "灯台守", "シーズン1: エピソード"),
        ("shift_jis", "灯台守", "シーズン1: エピソード"),
        ("latin-1", "El niño de Amélie", "Temporada 1: Episodio "),
    ],
)
def test_another_encoding_is_read_as_what_it_is(
    person: Person, tmp_path: Path, encoding: str, series: str, season: str
) -> None:
    file = tmp_path / "NetflixViewingHistory.csv"
    rows = "".join(f'"{series}: {season}{n}","2020/05/{n:02d}"\n' for n in range(1, 13))
    file.write_bytes(f"Title,Date\n{rows}".encode(encoding))
    person.drop(file)
    person.rest()
    person.heard("Netflix: 12 new.")
    assert {event.title for event in person.desk.library.history.events()} == {series}


def test_what_is_no_history_is_named_with_the_reason(person: Person, tmp_path: Path) -> None:
    empty, pdf, zeros = tmp_path / "empty.csv", tmp_path / "report.csv", tmp_path / "huge.csv"
    empty.write_bytes(b"")
    pdf.write_bytes(b"%PDF-1.7\n1 0 obj")
    with zeros.open("wb") as file:
        file.truncate(2 << 30)  # sparse: 2 GB that cost no disk
    for path, why in ((empty, "it is empty"), (pdf, "it is a PDF document"), (zeros, "it is not text")):
        person.drop(path)
        person.rest()
        assert person.heard(path.name, why, "RecDesk reads exports of").bad
    assert person.desk.library.history.batches() == []


def test_rubbish_behind_good_rows_costs_no_good_row(person: Person, tmp_path: Path) -> None:
    file = netflix(tmp_path / "NetflixViewingHistory.csv", 1_200)
    with file.open("r+b") as stream:
        stream.truncate(100 << 20)  # sparse
    person.drop(file)
    person.rest()
    person.heard("Netflix: 1200 new", "unreadable")
    assert person.desk.library.history.event_count() == 1_200


def test_three_columns_too_few_in_row_4711_cost_that_row(person: Person, tmp_path: Path) -> None:
    head, row, *_ = (resource("samples") / "goodreads_library_export.csv").read_text("utf-8").splitlines()
    number, _, rest = row.partition(",")
    lines = [head, *(f"{int(number) + n},{rest}" for n in range(5_000))]
    lines[4_710] = ",".join(lines[4_710].split(",")[:-3])
    file = tmp_path / "goodreads_library_export.csv"
    file.write_text("\n".join(lines), "utf-8")
    person.drop(file)
    person.rest()
    person.heard("Goodreads", "1 unreadable", "goodreads_library_export.csv", "row 4711", "the header 24")
    counts = person.batch().counts
    assert (counts[RowState.NEW], counts[RowState.UNREADABLE]) == (4_999, 1)


def test_of_a_mixed_folder_the_histories_are_read_and_the_rest_is_named(
    person: Person, tmp_path: Path
) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    netflix(folder / "NetflixViewingHistory.csv", 20)
    shutil.copy(resource("samples") / "letterboxd-sample.zip", folder)
    (folder / "beach.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    (folder / "list.txt").write_text("milk\neggs\n", "utf-8")
    person.drop(folder)
    person.rest()
    person.heard("Netflix: 20 new.", "Letterboxd", "Left aside", "beach.jpg", "list.txt", "it is a picture")


def test_an_empty_folder_says_so(person: Person, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    person.drop(tmp_path / "nothing")
    person.rest()
    assert person.heard("There is nothing to import in nothing.").bad


def test_files_that_go_away_while_they_are_read_leave_the_rows_before(
    visit: Visit, fresh_profile: Path, tmp_path: Path
) -> None:
    folder = music(tmp_path / "music", parts=4, plays=3_000)
    (hold := tmp_path / "hold").touch()
    person = visit(fresh_profile, learning=False, RECDESK_TEST_HOLD=str(hold))
    person.drop(folder)
    person.wait(lambda: person.desk.library.history.event_count() > 1_000)
    shutil.rmtree(folder)
    hold.unlink()
    person.rest()
    person.heard("Streaming_History_Audio_", "is not there (any more)", "Put it back")
    kept = person.desk.library.history.event_count()
    assert 1_000 < kept < 12_000
    music(folder, parts=4, plays=3_000)
    person.drop(folder)
    person.rest()
    assert person.desk.library.history.event_count() == 12_000
    assert person.batch().status is BatchStatus.DONE


def music(folder: Path, parts: int, plays: int) -> Path:
    folder.mkdir()
    for part in range(parts):
        rows = [
            {
                "ts": f"20{10 + part}-01-{1 + n // 1440:02d}T{n // 60 % 24:02d}:{n % 60:02d}:00Z",
                "ms_played": 200_000,
                "master_metadata_track_name": f"Track {n % 40}",
                "master_metadata_album_artist_name": f"Artist {n % 9}",
                "master_metadata_album_album_name": "Album",
                "spotify_track_uri": f"spotify:track:{n % 9:011d}{n % 40:011d}",
                "episode_name": None,
            }
            for n in range(plays)
        ]
        (folder / f"Streaming_History_Audio_{part}.json").write_text(json.dumps(rows), "utf-8")
    return folder


def test_a_full_disk_keeps_what_was_read_and_goes_on_when_there_is_room(
    visit: Visit, fresh_profile: Path, tmp_path: Path
) -> None:
    with Library.open(fresh_profile) as library:
        library.names.bring_up_to_date(
            CatalogueNaming(), say_nothing
        )  # else these fill the disk, not the rows
        pages = library._connection.execute("PRAGMA page_count").fetchone()[0]
    file = netflix(tmp_path / "NetflixViewingHistory.csv", 30_000)
    person = visit(fresh_profile, learning=False, RECDESK_TEST_PAGES=str(pages + 1_000))
    person.drop(file)
    person.rest()
    assert person.heard("The disk that holds", "library.sqlite is full", "Free some space").bad
    kept = person.desk.library.history.event_count()
    assert 0 < kept < 30_000
    assert person.batch().status is BatchStatus.FAILED
    leave(person)
    later = visit(fresh_profile, learning=False, RECDESK_TEST_PAGES="")
    later.drop(file)
    later.rest()
    assert later.desk.library.history.event_count() == 30_000


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """64 MB that are a disk of their own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk], capture_output=True)
    if mounted.returncode:
        pytest.skip("needs the right to mount a disk")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root mounts disks")
def test_a_disk_without_a_byte_left_neither_stops_nor_closes_the_window(
    visit: Visit, prepared: Path, small_disk: Path, tmp_path: Path
) -> None:
    profile = small_disk / "profile"
    shutil.copytree(prepared, profile)
    person = visit(profile, learning=False)
    fill_up(small_disk)
    work = person.desk.library.works.all()[0].id
    person.desk.intents.give_verdict("like", work)
    assert person.heard("The disk that holds", "is full").bad
    person.drop(netflix(tmp_path / "NetflixViewingHistory.csv", 3_000))
    person.rest()
    (small_disk / "ballast").unlink()
    person.drop(tmp_path / "NetflixViewingHistory.csv")
    person.rest()
    person.desk.intents.give_verdict("like", work)
    assert person.desk.library.history.event_count() == 3_000
    assert set(person.desk.library.feedback.standing()) == {work}


def fill_up(disk: Path) -> None:
    with (disk / "ballast").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4_096))
        except OSError:
            return


def test_a_profile_that_may_not_be_written_is_refused_in_a_sentence(prepared: Path, small_disk: Path) -> None:
    shutil.copytree(prepared, small_disk / "profile")
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    command = [sys.executable, "-m", "recdesk", "--profile", str(small_disk / "profile"), "window"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    assert "cannot be written. Make it yours, or choose another one" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_library_that_turns_read_only_says_so_and_loses_nothing(
    visit: Visit, fresh_profile: Path, tmp_path: Path
) -> None:
    person = visit(fresh_profile, learning=False)
    with Library.open(fresh_profile) as library:
        work = library.works.all()[0].id
    person.desk.library._connection.execute("PRAGMA query_only=ON")  # as a read-only disk does
    person.desk.intents.give_verdict("like", work)
    assert person.heard("library.sqlite cannot be opened or written").bad
    person.desk.library._connection.execute("PRAGMA query_only=OFF")
    person.desk.intents.give_verdict("like", work)
    assert set(person.desk.library.feedback.standing()) == {work}
