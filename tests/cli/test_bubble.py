"""`recdesk bubble` and `recdesk shown`: what they say, and that the ways out lead out."""

from __future__ import annotations

import json
import shlex
import time
from pathlib import Path
from typing import Any

import pytest

from recdesk.cli import main
from recdesk.cli.bubble import command
from recdesk.domain.bubble import Dimension, WayOut
from recdesk.domain.resources import resource
from recdesk.domain.taste import Filter
from recdesk.library import Library


class Desk:
    """Runs commands on one profile and reads their JSON."""

    def __init__(self, profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.profile = profile
        self._capsys = capsys

    def say(self, *words: object) -> tuple[int, str]:
        self._capsys.readouterr()
        code = main(["--profile", str(self.profile), *map(str, words)])
        return code, self._capsys.readouterr().out

    def ask(self, *words: object) -> dict[str, Any]:
        code, out = self.say(*words, "--json")
        assert code in (0, 1)
        answer: dict[str, Any] = json.loads(out)
        return answer


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample histories, imported and learned, made once; tests work on copies."""
    profile = tmp_path_factory.mktemp("taught") / "profile"
    assert main(["--profile", str(profile), "import", str(resource("samples"))]) == 0
    assert main(["--profile", str(profile), "train"]) == 0
    return profile


@pytest.fixture
def desk(taught: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    copy = tmp_path / "copy"
    with Library.open(taught) as library:
        library.copy_to(copy)
    (copy / "runs").symlink_to(taught / "runs")
    return Desk(copy, capsys)


@pytest.mark.slow
def test_every_kind_of_the_history_has_months_shares_and_ways_out(desk: Desk) -> None:
    bubbles = desk.ask("bubble")["bubbles"]
    assert {"film", "book", "music"} <= {bubble["kind"] for bubble in bubbles}
    for bubble in bubbles:
        assert [d["dimension"] for d in bubble["dimensions"]] == [
            "genre",
            "tag",
            "country",
            "decade",
            "reach",
        ]
        for dimension in bubble["dimensions"]:
            for point in dimension["months"]:
                assert point["low"] <= point["number"] <= point["high"]
                assert point["from"] <= point["to"]
            assert sum(share["you"] for share in dimension["shares"]) <= 1 + 1e-9
    by_year = desk.ask("bubble", "--kind", "film", "--by", "year")["bubbles"][0]
    assert by_year["period"] == "year"
    assert all(p["from"].endswith("-01") for d in by_year["dimensions"] for p in d["months"])


@pytest.mark.slow
def test_the_commands_of_the_ways_out_lead_out(desk: Desk) -> None:
    (bubble,) = desk.ask("bubble", "--kind", "film")["bubbles"]
    ways = {way["dimension"]: way for way in reversed(bubble["ways_out"])}  # of two the first
    assert {"genre", "country", "decade"} <= ways.keys()

    def led(dimension: str) -> list[Any]:
        items = desk.ask(*shlex.split(ways[dimension]["command"])[1:])["items"]
        assert len(items) == 20
        with Library.open(desk.profile) as library:
            return list(library.works.some(item["id"] for item in items).values())

    refused = set(ways["genre"]["filter"]["without"])
    assert refused and not [work for work in led("genre") if refused & set(work.genres)]
    homes = set(ways["country"]["filter"]["outside"])
    assert homes and not [w for w in led("country") if homes & set(w.countries) or not w.countries]
    until = ways["decade"]["filter"]["until"]
    assert all(work.year <= until for work in led("decade"))


@pytest.mark.slow
def test_what_was_shown_often_is_listed_and_never_again_is_never_recommended(desk: Desk) -> None:
    first = desk.ask("recommend")["items"][0]["id"]
    today = time.time()
    with Library.open(desk.profile) as library:
        for day in range(9):
            library.feedback.note_shown("top", [first], now=today - day * 86_400)
    (one,) = desk.ask("shown")["shown"]
    assert (one["item"], one["days"], one["said"]) == (first, 9, None) and one["back"] > one["last"]
    assert first not in {item["id"] for item in desk.ask("recommend")["items"]}
    desk.ask("shown", "show-again", first)
    assert desk.ask("recommend")["items"][0]["id"] == first
    (entry,) = desk.ask("shown", "never-again", first)["journal_ids"]
    assert desk.ask("shown")["shown"][0]["said"] == "never-again"
    assert first not in {item["id"] for item in desk.ask("recommend")["items"]}
    desk.ask("journal", "undo", entry)
    assert desk.ask("recommend")["items"][0]["id"] == first


@pytest.mark.slow
def test_a_word_on_no_work_is_refused(desk: Desk) -> None:
    assert desk.say("shown", "never-again")[0] == 2


def test_an_empty_profile_is_told_what_to_do(own_profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fresh = Desk(own_profile, capsys)
    assert fresh.ask("bubble") == {"bubbles": []}
    code, out = fresh.say("bubble")
    assert code == 0 and "Import a history first" in out
    assert fresh.ask("shown") == {"shown": []}


def test_a_name_with_an_apostrophe_can_be_typed_as_it_is_told() -> None:
    names = frozenset({"Children's", "rock 'n' roll"})
    typed = shlex.split(command(WayOut(Dimension.GENRE, "music", ("Pop",), Filter(without=names))))
    given = {typed[at + 1] for at, word in enumerate(typed) if word == "--without"}
    assert given == names
