"""Reading the texts of a large pack: behind everything else, and in nobody's way."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from recdesk.library import Library
from recdesk.ui import embedding
from recdesk.ui.embedding import BackgroundEmbedding
from recdesk.ui.link import WorkerLink
from tests.ui.shell.conftest import FAKE


@pytest.fixture
def library(own_profile: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library of which 20,000 works have no vector yet."""
    monkeypatch.setattr(embedding, "IDLE_MS", 1)
    with Library.open(own_profile) as opened:  # type: ignore[arg-type]
        opened.settings.put(embedding.LEFT, 20_000)
        yield opened


@pytest.fixture
def begin(library: Library, qtbot: QtBot) -> Iterator[Callable[..., tuple[BackgroundEmbedding, list[str]]]]:
    """Begins embedding over a link; gives it and what it called."""
    begun: list[BackgroundEmbedding] = []

    def make(link: WorkerLink) -> tuple[BackgroundEmbedding, list[str]]:
        said: list[str] = []

        def learn() -> None:
            said.append("learn")
            library.settings.put(embedding.LEFT, 0)  # as the job does that ended

        begun.append(BackgroundEmbedding(library, link, learn))
        return begun[-1], said

    yield make
    for one in begun:
        one.close()


def doing(link: WorkerLink) -> list[str]:
    return [job.do for job in link.jobs]


Begin = Callable[[WorkerLink], tuple[BackgroundEmbedding, list[str]]]


def test_it_begins_when_nothing_else_is_to_do_and_gives_way_to_what_is_asked(
    link: WorkerLink, begin: Begin, qtbot: QtBot
) -> None:
    begin(link)
    qtbot.waitUntil(lambda: doing(link) == ["embed"])
    with qtbot.waitSignals([link.job_ended, link.job_ended]):
        link.ask("learn")
    qtbot.waitUntil(lambda: doing(link) == ["embed"])  # and goes on behind it


def test_what_the_person_stops_is_not_begun_again(link: WorkerLink, begin: Begin, qtbot: QtBot) -> None:
    one, _ = begin(link)
    qtbot.waitUntil(lambda: doing(link) == ["embed"])
    with qtbot.waitSignal(link.job_ended):
        link.cancel(link.jobs[0].id)
    one.go_on()
    assert not link.jobs


def test_what_was_embedded_is_learned_from(begin: Begin, qtbot: QtBot) -> None:
    link = WorkerLink([*FAKE, "--embeds"])
    _, said = begin(link)
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["learn"]
    link.close()


def test_a_library_whose_works_all_have_vectors_asks_nothing(
    link: WorkerLink, begin: Begin, library: Library
) -> None:
    library.settings.put(embedding.LEFT, 0)
    one, _ = begin(link)
    one.go_on()
    assert not link.jobs
