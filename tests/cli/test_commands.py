"""The contract of the command line: its exit codes, its sentences and the fields of its JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from recdesk.cli import main
from recdesk.domain.resources import resource
from recdesk.library import Library

SAMPLES = resource("samples")


class Desk:
    """Runs commands on one profile and reads what they say."""

    def __init__(self, profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.profile = profile
        self._capsys = capsys

    def run(self, *words: object) -> tuple[int, str, str]:
        self._capsys.readouterr()
        code = main(["--profile", str(self.profile), *map(str, words)])
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def ask(self, *words: object) -> dict[str, Any]:
        code, out, err = self.run(*words, "--json")
        assert code in (0, 1), err
        answer = json.loads(out)
        assert isinstance(answer, dict)
        return answer


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile with the samples imported and learned, made once; tests work on copies."""
    profile = tmp_path_factory.mktemp("taught") / "profile"
    assert main(["--profile", str(profile), "import", str(SAMPLES)]) == 0
    assert main(["--profile", str(profile), "train"]) == 0
    return profile


@pytest.fixture
def desk(taught: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    copy = tmp_path / "copy"
    with Library.open(taught) as library:
        library.copy_to(copy)
    (copy / "runs").symlink_to(taught / "runs")
    return Desk(copy, capsys)


@pytest.fixture
def fresh(own_profile: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(own_profile, capsys)


def test_import_counts_sum_to_rows_and_again_is_all_duplicates(fresh: Desk) -> None:
    for first in (True, False):
        (batch,) = fresh.ask("import", SAMPLES / "goodreads_library_export.csv")["batches"]
        states = ("new", "duplicate", "skipped", "review", "unreadable")
        assert batch["rows"] == sum(batch[state] for state in states) == 23
        assert batch["new"] == (23 if first else 0)
        assert {"id", "source", "path", "seconds", "reasons"} <= batch.keys()


def test_imports_show_lists_every_row_and_undo_takes_them_back(desk: Desk) -> None:
    batch = next(b for b in desk.ask("imports")["batches"] if b["source"] == "youtube")
    rows = desk.ask("imports", "show", batch["id"])["rows"]
    assert len(rows) == batch["rows"] and {"row", "state", "reason", "raw"} <= rows[0].keys()
    (advert,) = desk.ask("imports", "show", batch["id"], "--state", "skipped")["rows"]
    assert "advert" in advert["reason"]
    assert desk.ask("undo", batch["id"]) == {"removed": batch["new"]}


def test_recommend_gives_ranked_works_whose_parts_sum_to_the_score(desk: Desk) -> None:
    answer = desk.ask("recommend", "-n", 30)
    assert [item["rank"] for item in answer["items"]] == list(range(1, 31))
    for item in answer["items"]:
        assert sum(item["parts"].values()) == pytest.approx(item["score"], abs=1e-6)
        assert item["reasons"] and item["reasons"][0]["text"]
        fields = {"id", "kind", "title", "year", "creators", "confidence", "novelty"}
        assert fields <= item.keys()
    assert {"novelty", "diversity", "median_reach", "outside_usual"} <= answer["measures"].keys()
    events = {e["event"]: e["title"] for e in desk.ask("history")["events"]}
    cited = [e for item in answer["items"] for r in item["reasons"] for e in r["evidence"]]
    assert cited and all(e["event"] in events for e in cited)


def test_recommend_twice_says_the_same(desk: Desk) -> None:
    assert desk.ask("recommend") == desk.ask("recommend")


def test_known_works_are_not_recommended_unless_asked_for(desk: Desk) -> None:
    events = desk.ask("history")["events"]
    known = {e["item"] for e in events if e["action"] != "saved"}
    assert not known & {item["id"] for item in desk.ask("recommend", "-n", 100)["items"]}
    again = desk.ask("recommend", "--mode", "revisit")["items"]
    # An album is known through the plays of its tracks, which the history lists under their artist.
    assert {item["id"] for item in again if item["kind"] != "album"} <= known
    saved = {item["title"] for item in desk.ask("recommend", "--mode", "backlog")["items"]}
    assert "Piranesi" in saved


def test_kind_and_sliders_do_what_they_say(desk: Desk) -> None:
    books = desk.ask("recommend", "--kind", "book")
    assert {item["kind"] for item in books["items"]} == {"book"}
    plain, novel = desk.ask("recommend"), desk.ask("recommend", "--novelty", "1")
    assert novel["measures"]["novelty"] > plain["measures"]["novelty"]
    varied = desk.ask("recommend", "--diversity", "1")
    assert varied["measures"]["diversity"] > plain["measures"]["diversity"]
    own = desk.ask("recommend", "--in-proportion")
    assert own["measures"]["proportion"] > plain["measures"]["proportion"]
    gems, hits = (desk.ask("recommend", "--popularity", at)["measures"] for at in ("0", "1"))
    assert gems["median_reach"] < hits["median_reach"]


def test_a_refused_work_stays_away_and_undo_brings_the_same_list_back(desk: Desk) -> None:
    before = desk.ask("recommend")
    first = before["items"][0]
    assert "journal_id" in desk.ask("feedback", first["id"], "not-interested")
    for words in (("recommend",), ("recommend", "--novelty", "1"), ("search", first["title"])):
        assert first["id"] not in {item["id"] for item in desk.ask(*words)["items"]}
    desk.ask("feedback", first["id"], "undo")
    assert desk.ask("recommend") == before


def test_a_blocked_creator_stays_away_on_every_path_until_it_is_undone(desk: Desk) -> None:
    before = desk.ask("recommend")
    first = next(item for item in before["items"] if item["creators"])
    name = first["creators"][0]
    blocked = desk.ask("block", "creator", name)
    assert blocked["works"] >= 1
    searched = ("search", first["title"])
    for words in (("recommend", "-n", "200"), ("recommend", "--novelty", "1"), searched):
        assert not [item for item in desk.ask(*words)["items"] if name in item["creators"]]
    told = desk.ask("journal")["journal"][0]
    assert (told["deed"], told["verdict"], told["title"]) == ("block", "creator", name)
    desk.ask("journal", "undo", blocked["journal_id"])
    assert desk.ask("recommend") == before


def test_an_event_that_is_ignored_stands_in_the_journal_and_comes_back(desk: Desk) -> None:
    event = desk.ask("history", "-n", "1")["events"][0]
    entry = desk.ask("ignore", event["event"])["journal_id"]
    assert event["event"] not in {e["event"] for e in desk.ask("history")["events"]}
    assert desk.ask("journal")["journal"][0]["title"] == event["title"]
    desk.ask("journal", "undo", entry)
    assert event["event"] in {e["event"] for e in desk.ask("history")["events"]}
    code, _, said = desk.run("journal", "undo", entry)
    assert code == 2 and "undone already" in said


def test_why_not_names_the_stage_and_its_remedy_works(desk: Desk) -> None:
    last = desk.ask("recommend", "-n", "60")["items"][-1]
    asked = desk.ask("why-not", last["id"])
    assert asked["stage"] == "score" and asked["numbers"]["appears_at"] == 60
    assert asked["remedies"][0]["do"] == "recdesk recommend -n 60"
    lefts = [step["left"] for step in asked["pipeline"]]
    assert lefts == sorted(lefts, reverse=True) and lefts[-1] == 20

    desk.ask("feedback", last["id"], "not-interested")
    refused = desk.ask("why-not", last["id"])
    assert (refused["stage"], refused["remedies"][0]["do"]) == (
        "refused",
        f"recdesk feedback {last['id']} undo",
    )
    desk.ask("feedback", last["id"], "undo")

    tag = desk.ask("block", "word", last["title"])
    blocked = desk.ask("why-not", last["id"])
    assert blocked["stage"] == "blocked"
    assert blocked["remedies"][0]["do"] == f"recdesk journal undo {tag['journal_id']}"
    desk.ask("journal", "undo", tag["journal_id"])

    known = next(e for e in desk.ask("history")["events"] if e["kind"] == "film")
    assert desk.ask("why-not", known["item"])["stage"] in ("known", "catalogue")
    other = desk.ask("why-not", last["id"], "--kind", "podcast" if last["kind"] != "podcast" else "film")
    assert other["stage"] == "kind"


def test_a_title_that_no_catalogue_holds_is_said_so_with_what_may_have_been_meant(desk: Desk) -> None:
    asked = desk.ask("why-not", "Blade Runer")
    assert asked["stage"] == "not in the catalogue"
    assert any("Blade Runner" in remedy["text"] for remedy in asked["remedies"])


def test_a_filter_holds_for_every_work_of_the_list(desk: Desk) -> None:
    items = desk.ask("recommend", "--kind", "film", "--years", "1990-1999", "--without", "violence")["items"]
    assert len(items) == 20
    assert all(1990 <= item["year"] <= 1999 for item in items)
    french = desk.ask("recommend", "--language", "fr", "--kind", "film", "--years=-1970", "--novelty", "0.5")
    with Library.open(desk.profile) as library:
        works = library.works.some(item["id"] for item in french["items"])
    assert french["items"] and all("fr" in work.languages for work in works.values())
    code, _, said = desk.run("recommend", "--years", "soon")
    assert code == 2 and "1990-1999" in said


def test_the_taste_is_told_in_interests_and_less_of_one_moves_the_list(desk: Desk) -> None:
    interests = desk.ask("taste")["interests"]
    assert len(interests) >= 3 and all(interest["names"] for interest in interests)
    assert sum(interest["lasting"] for interest in interests) == pytest.approx(1.0)
    before = desk.ask("recommend")
    entry = desk.ask("taste", "never", "1")["journal_id"]
    assert [interest["lean"] for interest in desk.ask("taste")["interests"]][:2] == ["never", None]
    assert desk.ask("recommend") != before
    desk.ask("journal", "undo", entry)
    assert desk.ask("recommend") == before
    code, _, said = desk.run("taste", "more", "99")
    assert code == 2 and "no interest 99" in said


def test_explain_accounts_for_the_whole_score(desk: Desk) -> None:
    first = desk.ask("recommend")["items"][0]
    account = desk.ask("explain", first["id"])
    assert sum(account["parts"].values()) == pytest.approx(account["score"], abs=1e-6)
    history = sum(e["contribution"] for e in account["evidence"])
    assert history == pytest.approx(account["parts"]["history"], abs=1e-6)
    one, three = account["counterfactual"]
    assert three["score"] < one["score"] < account["score"]
    assert three["rank"] >= one["rank"] >= one["rank_before"] == 1


def test_search_finds_titles_first_and_then_meanings(desk: Desk) -> None:
    assert desk.ask("search", "severance")["items"][0]["title"] == "Severance"
    assert desk.ask("search", "盗梦空间")["items"][0]["title"] == "Inception"
    found = desk.ask("search", "a lonely astronaut on the moon", "--kind", "film")["items"]
    assert {item["kind"] for item in found} == {"film"} and len(found) == 20


def test_sources_catalogue_and_doctor_answer_in_their_fields(desk: Desk) -> None:
    assert len(desk.ask("sources")["sources"]) >= 6
    (pack,) = desk.ask("catalogue", "list")["packs"]
    assert pack["name"] == "starter" and pack["items"] > 11_000 and pack["licence"]
    checks = desk.ask("doctor")["checks"]
    assert checks and all(check["ok"] for check in checks), checks


def test_train_does_nothing_when_nothing_changed(desk: Desk) -> None:
    first = desk.ask("train")
    assert first["embedded"] == 0 and {"seconds", "model", "events", "items"} <= first.keys()


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        (["import", "/nowhere/at-all.csv"], "at-all.csv"),
        (["undo", "99"], "99"),
        (["recommend", "--novelty", "2"], "between 0 and 1"),
        (["recommend", "--mix", "film"], "--mix"),
        (["feedback", "No Such Work At All", "like"], "No Such Work"),
        (["dance"], "dance"),
        (["imports", "show", "99"], "99"),
        (["history", "--since", "yesterday-ish"], "yesterday-ish"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(
    fresh: Desk, words: Sequence[str], sign: str
) -> None:
    code, out, err = fresh.run(*words)
    assert code == 2 and out == ""
    assert sign in err and "Traceback" not in err and len(err.splitlines()) == 1


def test_unreadable_rows_are_done_with_exit_code_1(fresh: Desk, tmp_path: Path) -> None:
    lines = (SAMPLES / "goodreads_library_export.csv").read_text("utf-8").splitlines()
    lines[3] = ",".join(lines[3].split(",")[:4])
    broken = tmp_path / "books.csv"
    broken.write_text("\n".join(lines), "utf-8")
    code, _, _ = fresh.run("import", broken)
    assert code == 1


def test_a_folder_without_histories_is_refused_not_called_complete(fresh: Desk, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "letter.txt").write_text("Dear all,\nno history here.\n")
    code, out, err = fresh.run("import", tmp_path / "in")
    assert code == 2 and out == "" and "letter.txt" in err


def test_our_own_mistake_is_one_sentence_and_a_log_entry(
    fresh: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr(Library, "open", broken)
    code, _, err = fresh.run("imports")
    assert code == 2 and "Traceback" not in err and "recdesk.log" in err
    assert "ZeroDivisionError" in (fresh.profile / "logs" / "recdesk.log").read_text("utf-8")


@pytest.mark.slow
def test_demo_without_a_display_prints_the_recommendations() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "recdesk", "demo", "--headless", "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    answer = json.loads(done.stdout)
    assert len(answer["items"]) == 20 and answer["items"][0]["reasons"]


@pytest.mark.parametrize("day", ["2026-10-04", "20261004", "2026-W40-7"])
def test_a_day_as_the_end_of_a_history_is_meant_to_its_end(desk: Desk, day: str) -> None:
    days = {event["when"][:10] for event in desk.ask("history", "--since", day, "--until", day)["events"]}
    assert days == {"2026-10-04"}


def test_a_list_that_nothing_passes_says_so(desk: Desk) -> None:
    code, out, _ = desk.run("recommend", "--genre", "No Such Genre")
    assert code == 0 and "No work passes" in out


def test_an_import_is_remembered_by_its_whole_path(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "NetflixViewingHistory.csv").write_text('Title,Date\n"Alien","1/2/26"\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    code, _, err = desk.run("import", "NetflixViewingHistory.csv")
    assert code == 0, err
    assert desk.ask("imports")["batches"][0]["path"] == str(tmp_path / "NetflixViewingHistory.csv")


def test_a_list_that_was_learned_from_another_history_says_so(desk: Desk) -> None:
    assert desk.run("recommend", "-n", 1)[2] == ""
    last = desk.ask("imports")["batches"][0]["id"]
    desk.run("undo", last)
    code, out, err = desk.run("recommend", "-n", 1, "--json")
    assert code == 0 and json.loads(out)["items"]
    assert err.count("\n") == 1 and "`recdesk train`" in err
