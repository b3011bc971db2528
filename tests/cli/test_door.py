"""What may be typed, and in which order."""

from __future__ import annotations

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
