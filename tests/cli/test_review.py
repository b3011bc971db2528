"""Doubtful rows from the command line, with the real catalogue and real imports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from recdesk import jobs
from recdesk.cli import main
from recdesk.domain.progress import never_stop, say_nothing
from recdesk.library import Library


class Shell:
    """Runs commands on the test's own profile."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def run(self, *words: object) -> tuple[int, str, str]:
        self._capsys.readouterr()
        code = main([str(word) for word in words])
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def ask(self, *words: object) -> dict[str, Any]:
        code, out, err = self.run(*words, "--json")
        assert code in (0, 1), err
        answer: dict[str, Any] = json.loads(out)
        return answer


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile with the starter catalogue and nothing else, made once; tests work on copies."""
    profile = tmp_path_factory.mktemp("prepared") / "profile"
    with Library.open(profile) as library:
        jobs.prepare(library, say_nothing, never_stop)
    return profile


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], prepared: Path, own_profile: Path) -> Shell:
    with Library.open(prepared) as library:
        library.copy_to(own_profile)
    return Shell(capsys)


def netflix(folder: Path, name: str, *titles: str) -> Path:
    """A viewing history as Netflix exports it."""
    lines = [f'"{title}","{day}/6/24"' for day, title in enumerate(titles, start=1)]
    file = folder / name / "NetflixViewingHistory.csv"
    file.parent.mkdir()
    file.write_text("\n".join(["Title,Date", *lines]), "utf-8")
    return file


def scrobbles(folder: Path, *artists: str) -> Path:
    file = folder / "plays.json"
    plays = [
        {
            "ts": f"2024-03-{day:02}T10:00:00Z",
            "ms_played": 200_000,
            "master_metadata_track_name": f"Song {day}",
            "master_metadata_album_artist_name": artist,
            "master_metadata_album_album_name": None,
            "spotify_track_uri": f"spotify:track:{day}",
            "reason_end": "trackdone",
        }
        for day, artist in enumerate(artists, start=1)
    ]
    file.write_text(json.dumps(plays), "utf-8")
    return file


def test_one_answer_settles_a_title_in_this_file_and_in_those_to_come(shell: Shell, tmp_path: Path) -> None:
    code, out, _ = shell.run("import", netflix(tmp_path, "a", "The Mist", "Maska", "Maska"))
    assert code == 1 and "recdesk review list" in out
    rows = shell.ask("review", "list")["rows"]
    maska = next(row for row in rows if row["title"] == "Maska")
    assert maska["events"] == 2 and 1 <= len(maska["candidates"]) <= 5
    assert {"item", "title", "kind", "year", "creators", "score"} <= maska["candidates"][0].keys()
    chosen = maska["candidates"][0]
    said = shell.ask("review", "accept", maska["row"], chosen["item"])
    assert said["waiting"] == len(rows) - 1
    events = [e for e in shell.ask("history")["events"] if e["item"] == chosen["item"]]
    assert len(events) == 2

    # Another file, the same file again, and the same file after an undo: nothing is asked again.
    (other,) = shell.ask("import", netflix(tmp_path, "b", "Something Else Entirely", "Maska"))["batches"]
    assert other["review"] == 0
    (first,) = [b for b in shell.ask("imports")["batches"] if b["id"] != other["id"]]
    shell.ask("undo", first["id"])
    (again,) = shell.ask("import", first["path"])["batches"]
    assert all(row["title"] != "Maska" for row in shell.ask("review", "list")["rows"])
    for batch in (other, again):
        counts = (batch[s] for s in ("new", "duplicate", "skipped", "review", "unreadable"))
        assert batch["rows"] == sum(counts)


def test_none_of_these_a_work_of_ones_own_and_undo(shell: Shell, tmp_path: Path) -> None:
    shell.run("import", netflix(tmp_path, "a", "Maska"))
    (question,) = shell.ask("review", "list")["rows"]
    answer = shell.ask("review", "reject", question["row"])["answer"]
    assert shell.ask("review", "list")["rows"] == []
    assert shell.ask("imports")["batches"][0]["review"] == 0
    assert shell.ask("review", "undo") == {"answer": answer, "undone": True}
    assert shell.ask("review", "list")["rows"] == [question]
    shell.ask("review", "create", question["row"], "--title", "Maska, the Film", "--year", 2010)
    (event,) = shell.ask("history")["events"]
    assert event["title"] == "Maska, the Film"
    assert [a["undone"] for a in shell.ask("review", "answers")["answers"]] == [False, True]


def test_a_wrong_match_is_mended_by_the_number_of_an_event(shell: Shell, tmp_path: Path) -> None:
    shell.run("import", netflix(tmp_path, "a", "Inception"))
    (event,) = shell.ask("history")["events"]
    shell.ask("review", "accept", event["event"], "Interstellar", "--event")
    assert shell.ask("history")["events"][0]["title"] == "Interstellar"
    (shown,) = shell.ask("review", "show", event["event"], "--event")["rows"]
    assert shown["title"] == "Inception" and shown["events"] == 1


def test_joined_artists_are_asked_about_once_and_the_rule_holds(shell: Shell, tmp_path: Path) -> None:
    name = "Radiohead & Nobody Known"
    shell.run("import", scrobbles(tmp_path, name, "Radiohead", name))
    (asked,) = [n for n in shell.ask("review", "joined")["names"] if n["ask"]]
    assert asked["name"] == name and asked["plays"] == 2
    assert [artist["name"] for artist in asked["artists"]] == ["Radiohead", "Nobody Known"]
    shell.ask("review", "artists", name)
    titles = {event["title"] for event in shell.ask("history")["events"]}
    assert titles == {"Radiohead"}
    assert not [n for n in shell.ask("review", "joined")["names"] if n["ask"]]
    later = tmp_path / "later"
    later.mkdir()
    shell.run("import", scrobbles(later, "Thom", "Yorke", "Ed", "Radiohead and Nobody Known"))
    assert "Radiohead and Nobody Known" not in {e["title"] for e in shell.ask("history")["events"]}
    shell.ask("review", "band", name)
    assert name in {e["title"] for e in shell.ask("history")["events"]}


def test_two_spellings_become_one_work_and_are_split_again(shell: Shell, tmp_path: Path) -> None:
    shell.run(
        "import", netflix(tmp_path, "a", "Quiet Days in Brno", "Quiet Days in Brunn", "Quiet Days in Brno")
    )
    before = {e["event"]: (e["item"], e["title"]) for e in shell.ask("history")["events"]}
    said = shell.ask("review", "merge", "Quiet Days in Brunn", "Quiet Days in Brno")
    assert {e["title"] for e in shell.ask("history")["events"]} == {"Quiet Days in Brno"}
    code, out, _ = shell.run("review", "split", "Quiet Days in Brno")
    assert code == 0 and "Quiet Days in Brunn" in out
    assert {e["event"]: (e["item"], e["title"]) for e in shell.ask("history")["events"]} == before
    assert shell.ask("review", "answers")["answers"][0]["answer"] == said["answer"]


@pytest.mark.parametrize(
    ("words", "say"),
    [
        (("accept", "1"), "other arguments"),
        (("accept", "999999", "Inception"), "no row number 999999"),
        (("reject", "one"), "not the number of a row"),
        (("band", "Nobody & Noone"), "joined artists"),
        (("undo",), "no answer to undo"),
        (("merge", "Inception", "Inception"), "one work already"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(shell: Shell, words: tuple[str, ...], say: str) -> None:
    code, out, err = shell.run("review", *words)
    assert code == 2 and say in err and not out


def test_answers_count_down_what_an_older_library_called_its_doubts(
    shell: Shell, tmp_path: Path, own_profile: Path
) -> None:
    (batch,) = shell.ask("import", netflix(tmp_path, "a", "Sabrina", "Beauty and the Beast"))["batches"]
    (name,) = batch["reasons"]
    assert batch["reasons"] == {name: 2}
    with Library.open(own_profile) as library, library.review.writing() as db:
        db.execute("UPDATE batches SET reasons=?", (json.dumps({"more than one work has this title": 2}),))
        db.execute("UPDATE raw_rows SET reason='more than one work has this title' WHERE reason != ''")
    row = shell.ask("review", "list")["rows"][0]
    shell.ask("review", "reject", row["row"])
    (after,) = shell.ask("imports")["batches"]
    assert (after["reasons"], after["review"], after["new"]) == ({name: 1}, 1, 1)


def test_a_question_goes_with_the_pack_whose_works_it_was_about(shell: Shell, tmp_path: Path) -> None:
    shell.ask("import", netflix(tmp_path, "a", "Balto"))
    assert not shell.ask("review", "list")["rows"]
    (tmp_path / "mine.csv").write_text("kind,title,year,creators\nfilm,Balto,1995,\nfilm,Balto,1931,\n")
    shell.ask("catalogue", "add", tmp_path / "mine.csv", "--name", "mine")
    (row,) = shell.ask("review", "list")["rows"]
    assert row["title"] == "Balto"
    shell.ask("catalogue", "remove", "mine")
    assert not shell.ask("review", "list")["rows"]
    (batch,) = shell.ask("imports")["batches"]
    assert (batch["new"], batch["review"], batch["reasons"]) == (1, 0, {})
