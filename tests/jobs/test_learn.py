from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from recdesk import jobs, ranking
from recdesk.domain.feedback import Verdict
from recdesk.domain.history import Event
from recdesk.domain.progress import never_stop, say_nothing
from recdesk.domain.ratings import RatingsTable
from recdesk.domain.taste import Dials, Request
from recdesk.domain.works import Kind
from recdesk.jobs.learn import _basis, taste_input
from recdesk.learning import others_config
from recdesk.library import Library
from tests.jobs.conftest import SAMPLES


@pytest.fixture(scope="session")
def once_taught(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples imported and learned, made once; tests work on copies."""
    profile = tmp_path_factory.mktemp("taught") / "profile"
    with Library.open(prepared) as original:
        original.copy_to(profile)
    with Library.open(profile) as library:
        jobs.import_history(library, [SAMPLES], say_nothing, never_stop)
        jobs.learn(library, say_nothing, never_stop)
    return profile


@pytest.fixture
def taught(once_taught: Path, tmp_path: Path) -> Iterator[Library]:
    with Library.open(once_taught) as original:
        original.copy_to(tmp_path / "copy")
    shutil.copytree(once_taught / "runs", tmp_path / "copy" / "runs")
    with Library.open(tmp_path / "copy") as library:
        yield library


def test_learning_twice_does_nothing_the_second_time_and_loads_no_torch(taught: Library) -> None:
    first = taught.runs.latest()
    assert first is not None
    code = (
        "import sys\nfrom pathlib import Path\nfrom recdesk import jobs\n"
        "from recdesk.library import Library\nfrom recdesk.domain.progress import never_stop, say_nothing\n"
        "with Library.open(Path(sys.argv[1])) as library:\n"
        "    summary = jobs.learn(library, say_nothing, never_stop)\n"
        "print(summary.model, summary.embedded, 'torch' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(taught.profile)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [str(first.id), "0", "False"]


def test_the_same_data_gives_the_same_run_to_the_last_bit(taught: Library) -> None:
    first = taught.runs.latest()
    jobs.learn(taught, say_nothing, never_stop, force=True)
    second = taught.runs.latest()
    assert first is not None and second is not None and second.id == first.id + 1
    a, b = ranking.load_run(first.folder), ranking.load_run(second.folder)
    np.testing.assert_array_equal(a.lasting, b.lasting)
    np.testing.assert_array_equal(a.factors.shared, b.factors.shared)
    np.testing.assert_array_equal(a.factors.own, b.factors.own)


def test_what_was_watched_is_not_recommended_and_parts_sum_to_scores(taught: Library) -> None:
    latest = taught.runs.latest()
    assert latest is not None
    ranker = ranking.Ranker(ranking.load_run(latest.folder))
    listing = ranker.arrange(Dials(), Request(n=100))
    known = {event.work_id for event in taught.history.events() if event.action != "saved"}
    assert len(listing.picks) == 100
    assert not known & {pick.work_id for pick in listing.picks}
    for pick in listing.picks:
        assert sum(pick.parts.values()) == pytest.approx(pick.score, abs=1e-6)


def test_feedback_makes_the_next_training_worth_doing(taught: Library) -> None:
    first = taught.runs.latest()
    work = taught.works.all()[0]
    taught.feedback.give(work.id, Verdict.LIKE)
    summary = jobs.learn(taught, say_nothing, never_stop)
    assert first is not None and summary.model == first.id + 1


def test_only_the_last_runs_stay_on_the_disk(taught: Library) -> None:
    for _ in range(2):
        jobs.learn(taught, say_nothing, never_stop, force=True)
    latest = taught.runs.latest()
    assert latest is not None
    kept = sorted(int(folder.name) for folder in Path(taught.profile / "runs").iterdir())
    assert kept == [latest.id - 1, latest.id]


def test_an_empty_history_still_gives_lists(library: Library) -> None:
    jobs.learn(library, say_nothing, never_stop)
    latest = library.runs.latest()
    assert latest is not None
    listing = ranking.Ranker(ranking.load_run(latest.folder)).arrange(Dials(), Request(n=20))
    assert len(listing.picks) == 20


def test_other_ways_of_hearing_other_people_are_worth_training_where_there_are_any(
    taught: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def basis() -> str:
        return _basis(taught, [], [], 0)

    alone = basis()
    monkeypatch.setattr(others_config, "PEOPLE_VERSION", "people/next")
    assert basis() == alone
    one = np.zeros(1, np.int32)
    taught.pack_figures.keep_ratings("club", ["a"], RatingsTable(1, 1, one, one, np.ones(1, np.float32)))
    rated = basis()
    assert rated != alone
    monkeypatch.setattr(others_config, "PEOPLE_VERSION", "people/after that")
    again = basis()
    assert again != rated
    monkeypatch.setattr(others_config, "OthersConfig", partial(others_config.OthersConfig, own=0.9))
    assert basis() != again


def test_works_that_another_program_took_away_meanwhile_are_not_learned_from(taught: Library) -> None:
    events = taught.history.learnable_events()
    opinions = [taught.feedback.standing()[work] for work in _liked(taught, events)]
    gone, kept = opinions[0].work_id, opinions[1].work_id
    with Library.open(taught.profile) as window:
        window.review.merge(gone, kept)
    given = taste_input(taught, events, opinions)
    there = {work.id for work in given.works}
    assert gone not in there and kept in there
    assert {event.work_id for event in given.events} <= there and len(given.events) < len(events)
    assert [opinion.work_id for opinion in given.opinions] == [kept]


def _liked(library: Library, events: list[Event]) -> list[int]:
    """Two films of the history, each with a verdict."""
    films = list(dict.fromkeys(event.work_id for event in events if event.kind is Kind.FILM))[:2]
    for film in films:
        library.feedback.give(film, Verdict.LIKE)
    return films


def test_a_work_that_went_while_it_was_read_keeps_no_vector(library: Library) -> None:
    embedder = jobs.unembedded(library)[0]
    before = library.vectors.count(embedder)
    library.vectors.put_floats(embedder, [10**9], ["a"], np.ones((1, 384), np.float32))
    assert library.vectors.count(embedder) == before
