"""Ratings packs in the lists: added, removed, killed in the middle, cancelled."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from recdesk import catalogue, jobs, ranking
from recdesk.domain.faults import Cancelled
from recdesk.domain.history import Action
from recdesk.domain.progress import Progress, never_stop, say_nothing
from recdesk.domain.taste import Dials, Listing, Request, TasteRun
from recdesk.domain.works import Kind
from recdesk.jobs.packs import add_pack, remove_pack
from recdesk.library import Library
from recdesk.matching import CatalogueNaming
from tests.jobs.conftest import SAMPLES

pytestmark = pytest.mark.slow  # each adds a pack and learns two or three times

FILMS = Request(n=40, kinds=frozenset({Kind.FILM}))


def best_known() -> tuple[catalogue.StarterPack, catalogue.PackVectors]:
    """A sixth of the starter catalogue: a thousand films, 250 of each other kind. These tests learn twelve
    times, which takes a quarter of the time so."""
    pack, vectors = catalogue.load_starter(), catalogue.load_starter_vectors()
    ranked = sorted(enumerate(pack.works), key=lambda one: -(one[1].audience or 0.0))
    most = {kind: 1_000 if kind is Kind.FILM else 250 for kind in Kind}
    by_kind = {kind: [row for row, work in ranked if work.kind is kind] for kind in Kind}
    rows = sorted(row for kind, known in by_kind.items() for row in known[: most[kind]])
    uids = {pack.works[row].uid for row in rows}
    works = [
        replace(work, kindred=tuple(uid for uid in work.kindred if uid in uids))
        for work in (pack.works[row] for row in rows)
    ]
    hashes = [vectors.text_hashes[row] for row in rows]
    few = replace(vectors, text_hashes=hashes, codes=vectors.codes[rows], scales=vectors.scales[rows])
    return replace(pack, works=tuple(works)), few


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples imported and learned; names at hand, so that packs are added quickly. Made once."""
    profile = tmp_path_factory.mktemp("people") / "profile"
    pack, vectors = best_known()
    with Library.open(profile) as library:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(catalogue, "load_starter", lambda: pack)
            patch.setattr(catalogue, "load_starter_vectors", lambda: vectors)
            assert jobs.prepare(library, say_nothing, never_stop) == len(pack.works)
        library.names.bring_up_to_date(CatalogueNaming(), say_nothing, never_stop)
        jobs.import_history(library, [SAMPLES], say_nothing, never_stop)
        jobs.learn(library, say_nothing, never_stop)
    return profile


@pytest.fixture(scope="module")
def pack(taught: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """240 well-known films and all that the samples liked, rated by 110 people who each love two genres."""
    with Library.open(taught) as library:
        known = {event.work_id for event in library.history.events() if event.action is not Action.SAVED}
        films = {work.id: work for work in library.works.well_known(Kind.FILM, 240)}
        films |= {w.id: w for w in library.works.some(sorted(known)).values() if w.kind is Kind.FILM}
    works = [work for work in films.values() if work.origin == "starter" and work.genres]
    rng = np.random.default_rng(0)
    folder = tmp_path_factory.mktemp("pack") / "club"
    folder.mkdir()
    with (folder / "items.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow("item_id title year kind creators genres tags description".split())
        table.writerows(
            [n, w.title, w.year, "film", "", "|".join(w.genres), "", ""] for n, w in enumerate(works)
        )
    genres = sorted({genre for work in works for genre in work.genres})
    with (folder / "ratings.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["user_id", "item_id", "rating", "timestamp"])
        for person in range(110):
            loved = set(rng.choice(genres, 2, replace=False).tolist())
            chance = np.array([4.0 if loved & set(work.genres) else 0.5 for work in works])
            seen = rng.choice(len(works), 30, replace=False, p=chance / chance.sum())
            table.writerows([person, item, 5 if loved & set(works[item].genres) else 4, ""] for item in seen)
    return folder


@pytest.fixture
def library(taught: Path, tmp_path: Path) -> Iterator[Library]:
    shutil.copytree(taught, tmp_path / "profile")
    with Library.open(tmp_path / "profile") as opened:
        yield opened


def run_of(library: Library) -> TasteRun:
    latest = library.runs.latest()
    assert latest is not None
    return ranking.load_run(latest.folder)


def films(library: Library) -> Listing:
    return ranking.Ranker(run_of(library)).arrange(Dials(), FILMS)


def test_a_ratings_pack_changes_the_list_and_says_why_and_removed_it_gives_the_old_list_back(
    library: Library, pack: Path
) -> None:
    before = films(library)
    add_pack(library, pack, say_nothing, never_stop)
    jobs.embed_missing(library, say_nothing, never_stop)
    told: list[Progress] = []
    jobs.learn(library, told.append, never_stop)
    assert {progress.stage for progress in told} >= {"people", "learning"}
    assert any(progress.stage == "people" and progress.done == progress.total > 0 for progress in told)
    ranker = ranking.Ranker(run_of(library))
    after = ranker.arrange(Dials(), FILMS)
    assert [pick.work_id for pick in after.picks] != [pick.work_id for pick in before.picks]
    teller = ranking.Teller(library.works.lookup(), library.history.learnable_events())
    said = []
    for pick in after.picks:
        assert sum(pick.parts.values()) == pytest.approx(pick.score, abs=1e-6)
        account = ranker.account(pick.work_id, Dials(), FILMS)
        said += [ranking.say_reason(reason) for reason in teller.reasons(account)]
    assert any(text.startswith("People who like ") for text in said)
    assert ranker.run.facts["other people, club"] == 110.0
    remove_pack(library, "club", say_nothing, never_stop)
    assert not list((library.profile / "packs").glob("club*"))
    jobs.learn(library, say_nothing, never_stop)
    assert films(library) == before


def test_only_the_history_changed_so_nothing_is_learned_of_the_pack_again(
    library: Library, pack: Path, caplog: pytest.LogCaptureFixture
) -> None:
    add_pack(library, pack, say_nothing, never_stop)
    jobs.learn(library, say_nothing, never_stop)
    file = library.pack_figures.people_file("club")
    written = file.stat().st_mtime_ns
    told: list[Progress] = []
    jobs.learn(library, told.append, never_stop, force=True)
    assert file.stat().st_mtime_ns == written
    assert not any(progress.total for progress in told if progress.stage == "people")
    summary = jobs.learn(library, told.append, never_stop)
    assert summary.model == library.runs.latest().id  # type: ignore[union-attr]
    file.write_bytes(b"damaged")
    jobs.learn(library, say_nothing, never_stop, force=True)
    assert file.stat().st_size > 10_000
    library.pack_figures.ratings_file("club").write_bytes(b"not any more")
    jobs.learn(library, say_nothing, never_stop)
    assert "club is left out" in caplog.text  # and the person's own taste speaks on
    assert "people" not in films(library).picks[0].parts


def test_cancel_is_heard_at_once_and_the_next_run_goes_on(library: Library, pack: Path) -> None:
    before = films(library)
    add_pack(library, pack, say_nothing, never_stop)
    told: list[int] = []

    def say(progress: Progress, /) -> None:
        if progress.stage == "people":
            told.append(progress.done)

    with pytest.raises(Cancelled):
        jobs.learn(library, say, lambda: 20 in told)
    assert told[-1] == 20
    assert films(library) == before
    assert not library.pack_figures.people_file("club").exists()
    jobs.learn(library, say_nothing, never_stop)
    assert library.pack_figures.people_file("club").exists()
    assert not library.pack_figures.book_file("club").exists()


def test_killed_in_the_middle_the_next_run_ends_as_if_nothing_had_happened(
    library: Library, pack: Path, tmp_path: Path
) -> None:
    add_pack(library, pack, say_nothing, never_stop)
    shutil.copytree(library.profile, tmp_path / "other")
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom recdesk import jobs\n"
        "from recdesk.learning import book\nfrom recdesk.library import Library\n"
        "from recdesk.domain.progress import never_stop\n"
        "book._EVERY = 0.0\n"
        "def say(progress):\n"
        "    if progress.stage == 'people' and progress.done == 52:\n"
        "        os.kill(os.getpid(), 9)\n"
        "with Library.open(Path(sys.argv[1])) as library:\n"
        "    jobs.learn(library, say, never_stop)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(library.profile)], capture_output=True)
    assert done.returncode == -9
    assert library.pack_figures.book_file("club").exists()
    steps: list[Progress] = []
    jobs.learn(library, steps.append, never_stop)
    with Library.open(tmp_path / "other") as other:
        whole: list[Progress] = []
        jobs.learn(other, whole.append, never_stop)
        assert films(other) == films(library)
    told = [sum(p.stage == "people" and p.total > 0 for p in one) for one in (steps, whole)]
    assert told[0] == told[1] - 52
