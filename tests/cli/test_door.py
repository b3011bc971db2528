"""What may be typed, and in which order."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from recdesk.cli.door import main, parser
from recdesk.domain.works import Kind


@pytest.mark.parametrize(
    "line",
    [
        "catalogue add --min-votes 100 --dry-run ml.zip",
        "catalogue --dry-run add ml.zip --min-votes 100",
        "catalogue add ml.zip --dry-run --min-votes 100",
    ],
)
def test_options_stand_before_between_or_after_the_words(line: str) -> None:
    words = parser().parse_args(line.split())
    assert (words.what, words.which, words.min_votes, words.dry_run) == ("add", "ml.zip", 100, True)


def test_the_number_of_an_import_may_follow_the_state() -> None:
    words = parser().parse_args(["imports", "show", "--state", "new", "3"])
    assert (words.show, words.id, words.state) == ("show", 3, "new")


def test_words_that_begin_with_a_dash_follow_two_dashes() -> None:
    assert parser().parse_args(["why-not", "--", "--x--"]).title == "--x--"


def test_a_missing_word_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--profile", str(tmp_path), "undo"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "id" in said


def test_a_file_without_a_history_is_answered_in_whole_sentences(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    assert main(["--profile", str(tmp_path / "p"), "import", str(tmp_path / "empty.csv")]) == 2
    assert "empty.csv: it is empty. `recdesk sources`" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["history", "recommend", "catalogue add x"])
def test_a_wrong_kind_is_answered_with_the_kinds_there_are(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command.split(), "--kind", "song"]) == 2
    said = capsys.readouterr().err
    assert "song is not one of film, series, book" in said and "Kind" not in said
    assert parser().parse_args([*command.split(), "--kind", "book"]).kind == [Kind.BOOK]


def started(*words: str, **options: object) -> subprocess.Popen[bytes]:
    """The command line as a process, with the buffers that a person's Python has."""
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    surroundings |= options.pop("env", {})  # type: ignore[call-overload]
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "recdesk", *words], env=surroundings, stderr=subprocess.PIPE, **options
    )


@pytest.mark.parametrize("words", [("imports",), ("sources", "--json")])
def test_a_reader_who_left_is_no_fault_however_short_the_answer(words: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    desk = started(*words, stdout=writing)
    os.close(writing)
    assert desk.communicate()[1] == b""
    assert desk.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("words", [("imports",), ("sources", "--json")])
def test_an_answer_that_finds_no_room_is_told_in_one_sentence(words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        desk = started(*words, stdout=full)
        said = desk.communicate()[1].decode()
    assert desk.returncode == 2
    assert said.count("\n") == 1 and "could not be written: No space left" in said


def test_a_terminal_that_has_no_such_letters_gets_them_escaped() -> None:
    plain = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    desk = started("catalogue", "formats", stdout=subprocess.PIPE, env=plain)
    said, error = desk.communicate()
    assert desk.returncode == 0 and error == b""
    assert said.isascii()
    desk = started("catalogue", "formats", "--json", stdout=subprocess.PIPE, env=plain)
    assert json.loads(desk.communicate()[0])["formats"]


@pytest.mark.skipif(sys.platform != "linux", reason="names are text on this system")
@pytest.mark.parametrize("words", [("explain",), ("block", "word"), ("search",)])
def test_words_that_are_no_text_are_answered_in_one_sentence(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, os.fsdecode(b"dr\xffgon")]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "not written in UTF-8" in said


def test_a_number_of_thousands_of_digits_is_no_work(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feedback", "9" * 5000, "like"]) == 2
    assert "No work is called" in capsys.readouterr().err


def test_a_year_is_one_that_a_calendar_knows(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "create", "1", "--year", "9" * 30]) == 2
    assert "is no year" in capsys.readouterr().err


@pytest.mark.parametrize(
    "line",
    [
        "imports --state new",
        "imports --csv x.csv",
        "catalogue remove x --dry-run",
        "catalogue list --kind film",
        "catalogue list x",
        "evaluate --seed 1 --seed 2",
        "evaluate --ratings x --people 0",
    ],
)
def test_an_option_that_would_do_nothing_is_refused(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(line.split()) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_pack_is_not_removed_by_a_dry_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], own_profile: Path
) -> None:
    (tmp_path / "mine.csv").write_text("title,kind,year\nOf My Own,film,2001\n", "utf-8")
    assert main(["catalogue", "add", str(tmp_path / "mine.csv")]) == 0
    assert main(["catalogue", "remove", "mine", "--dry-run"]) == 2
    capsys.readouterr()
    assert main(["catalogue", "list", "--json"]) == 0
    assert "mine" in [pack["name"] for pack in json.loads(capsys.readouterr().out)["packs"]]


def test_stopped_before_it_is_loaded_it_says_so_in_a_sentence() -> None:
    early = """if True:
        import sys
        class CtrlC:
            def find_spec(self, name, *_):
                if name == "recdesk.cli":
                    raise KeyboardInterrupt
        sys.meta_path.insert(0, CtrlC())
        from recdesk.__main__ import main
        sys.exit(main(["stats"]))
    """
    done = subprocess.run([sys.executable, "-c", early], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "recdesk: Stopped. Nothing was begun.\n")
