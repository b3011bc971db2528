"""`recdesk pick`: ten works instead of a history."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from recdesk.cli import main


@pytest.fixture
def ask(own_profile: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def ask(*words: object) -> dict[str, Any]:
        assert main(["--profile", str(own_profile), "--json", *map(str, words)]) == 0
        answer = json.loads(capsys.readouterr().out)
        assert isinstance(answer, dict)
        return answer

    return ask


@pytest.mark.slow
def test_somebody_without_a_history_answers_a_few_works_and_gets_a_list(ask: Any) -> None:
    first = ask("pick", "-n", 12)
    assert (first["loved"], first["enough"]) == (0, 10)
    ids = [item["id"] for item in first["items"]]
    assert len(set(ids)) == 12 and len({item["kind"] for item in first["items"]}) >= 5
    second = ask("pick", "--like", *ids[:3], "--dislike", ids[3], "--unknown", ids[4], ids[5])
    assert second["loved"] == 3 and len(second["journal_ids"]) == 4
    again = {item["id"] for item in second["items"]}
    assert not again & set(ids[:6])
    third = ask("pick", "--like", "Inception", "--kind", "book")
    assert third["loved"] == 4 and {item["kind"] for item in third["items"]} == {"book"}
    assert not {item["id"] for item in third["items"]} & set(ids[4:6])  # not known then, not asked now
    journal = ask("journal")["journal"]
    assert [entry["verdict"] for entry in journal] == ["seen-liked", "seen-disliked", *["seen-liked"] * 3]
    listed = ask("recommend", "-n", 30)["items"]
    assert not {item["id"] for item in listed} & {*ids[:4]}
    assert {item["sure"] for item in listed} <= {"sure", "likely", "a guess"}
    assert not any(item["try"] for item in listed)
    assert any(item["try"] for item in ask("recommend", "-n", 30, "--diversity", 1)["items"])
    ask("journal", "undo", journal[-1]["journal_id"])
    assert ask("pick")["loved"] == 3


def test_a_work_that_nobody_knows_is_refused_with_a_sentence(
    own_profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--profile", str(own_profile), "pick", "-n", "0"]) == 2
    assert "-n: 0 is too small" in capsys.readouterr().err
