"""`recdesk evaluate`: the fields it promises, on a small pack and on a history."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from recdesk.cli.door import main
from tests.learning.made_packs import made_pack


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up pack in the plain form."""
    folder = tmp_path_factory.mktemp("pack")
    made = made_pack(120, 60)
    with (folder / "items.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["item_id", "title", "year", "kind", "creators", "genres", "tags", "description"])
        for work in made.works:
            lists = ["|".join(parts) for parts in (work.creators, work.genres, work.tags)]
            writer.writerow([work.id, work.title, work.year, work.kind.value, *lists, ""])
    with (folder / "ratings.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["user_id", "item_id", "rating", "timestamp"])
        assert made.table.times is not None
        for person, item, time in zip(made.table.person, made.table.item, made.table.times):
            writer.writerow([person, item + 1, "", time])
    return folder


def asked(capsys: pytest.CaptureFixture[str], profile: Path, *words: object) -> tuple[int, dict, str]:  # type: ignore[type-arg]
    code = main(["--profile", str(profile), "--json", "evaluate", *map(str, words)])
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out else {}, said.err


@pytest.mark.slow
def test_a_pack_is_measured_with_all_fields_and_equally_again(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, pack: Path
) -> None:
    files = ("--ratings", pack / "ratings.csv", "--items", pack / "items.csv")
    code, found, _ = asked(capsys, tmp_path, *files, "--protocol", "strong", "--seed", 1, "--people", 20)
    assert code == 0
    assert (found["protocol"], found["users"], found["items"]) == ("strong", 20, 60)
    wanted = {"random", "popularity", "centred text", "TF-IDF", "item-kNN", "EASE", "one person", "hybrid"}
    assert wanted <= set(found["models"])
    for name, model in found["models"].items():
        for measure in ("ndcg@10", "ndcg@100", "recall@20", "recall@50", "precision@10", "recall@10", "f1@10",
                        "coverage@10", "novelty@10", "ild@10", "calibration@10"):  # fmt: skip
            low, high = model["intervals"][measure]
            assert low <= model[measure] <= high, (name, measure)
    assert found["models"]["EASE"]["ratio"]["ndcg@100"] == [1.0, 1.0, 1.0]
    # The folder alone says the same, and the texts are not read again.
    _, again, _ = asked(capsys, tmp_path, "--ratings", pack, "--seed", 1, "--people", 20)
    for model in (*found["models"].values(), *again["models"].values()):
        model.pop("seconds")
    assert again == found


@pytest.mark.slow
def test_rows_that_take_no_part_are_named_beside_the_figures(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, pack: Path
) -> None:
    """A figure without them would be believed to be of the whole file."""
    torn = tmp_path / "torn"
    torn.mkdir()
    (torn / "items.csv").write_bytes((pack / "items.csv").read_bytes() + b"x1,A play,1990,theatre,,,,\n")
    more = b"5,nowhere,,\n5,1,much,\n6,2\n"
    (torn / "ratings.csv").write_bytes((pack / "ratings.csv").read_bytes() + more)
    code, found, _ = asked(capsys, tmp_path, "--ratings", torn, "--protocol", "single", "--people", 5)
    assert code == 1
    assert found["unreadable"] == 3
    liked, few, left, unread = found["notes"]
    assert few.startswith("Tested on 5 people")
    assert liked == "Whoever chose a work counts as liking it, whatever the rating."
    assert left == "Left out: 1 a rating of a work that is left out or not described."
    assert "items.csv, line 62: its kind is none of ours" in unread
    assert "a rating that cannot be read" in unread


def test_words_of_a_pack_without_a_pack_are_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _, said = asked(capsys, tmp_path, "--protocol", "strong")
    assert code == 2
    assert "--protocol speaks of a ratings pack" in said


def test_a_pack_that_is_not_there_is_one_plain_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _, said = asked(
        capsys, tmp_path, "--ratings", tmp_path / "none.csv", "--items", tmp_path / "no.csv"
    )
    assert code == 2
    assert len(said.strip().splitlines()) == 1
    assert "Traceback" not in said


def test_without_a_history_there_is_nothing_to_test_and_it_says_what_to_do(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _, said = asked(capsys, tmp_path)
    assert code == 2
    assert "recdesk import" in said


@pytest.mark.slow
def test_a_history_is_tested_beside_popularity_with_a_verdict(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from recdesk import catalogue

    films = [work for work in catalogue.load_starter().works if work.kind.value == "film"]
    loved = [work for work in films if "Horror" in work.genres][:60]
    diary = tmp_path / "diary.csv"
    with diary.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["Date", "Name", "Year", "Letterboxd URI", "Rating", "Rewatch", "Tags", "Watched Date"]
        )
        for n, work in enumerate(loved):
            day = np.datetime64("2020-01-01") + n
            writer.writerow([day, work.title, work.year, f"https://boxd.it/{n:04}", "", "", "", day])
    assert main(["--profile", str(tmp_path / "profile"), "import", str(diary)]) in (0, 1)
    capsys.readouterr()
    code, found, _ = asked(capsys, tmp_path / "profile")
    assert code == 0
    assert set(found["models"]) == {"random", "popularity", "centred text", "one person"}
    assert found["by_time"]
    assert found["items"] > 10_000 and found["hidden"] >= 8
    low = found["ahead_of_popularity"][1]
    assert found["verdict"].startswith("better" if low > 0 else "not better")
