"""The line to the worker: every job ends exactly once, whatever the worker does."""

import sys

import pytest
from pytestqt.qtbot import QtBot

from recdesk.domain.progress import Progress
from recdesk.ui.link import MAX_DEATHS, End, Job, JobEnd, WorkerLink


class Watch:
    """What a link has said so far."""

    def __init__(self, link: WorkerLink) -> None:
        self.ended: list[JobEnd] = []
        self.progress: list[Progress] = []
        self.deaths: list[int] = []
        link.job_ended.connect(self.ended.append)
        link.job_progressed.connect(lambda _job, progress: self.progress.append(progress))
        link.worker_died.connect(self.deaths.append)


@pytest.fixture
def watch(link: WorkerLink) -> Watch:
    return Watch(link)


def take_in(link: WorkerLink, name: str) -> Job:
    return link.ask("import", paths=[f"/tmp/{name}"], source=None)


def until_ended(qtbot: QtBot, watch: Watch, n: int = 1) -> list[JobEnd]:
    qtbot.waitUntil(lambda: len(watch.ended) >= n)
    return watch.ended


def test_no_child_runs_before_there_is_work(link: WorkerLink) -> None:
    assert link.process_id == 0


def test_a_job_reports_how_far_it_is_and_then_its_result(
    link: WorkerLink, watch: Watch, qtbot: QtBot
) -> None:
    job = take_in(link, "a.csv")
    (ended,) = until_ended(qtbot, watch)
    assert watch.progress == [Progress("reading", 3, 9, "a.csv")]
    assert (ended.job, ended.end, ended.changed) == (job, End.FINISHED, {"events", "works"})
    assert ended.result["batches"][0]["rows"] == 9
    assert link.jobs == ()


def test_a_path_that_is_no_text_reaches_the_worker_and_comes_back(
    link: WorkerLink, watch: Watch, qtbot: QtBot
) -> None:
    take_in(link, "caf\udce9.csv")
    (ended,) = until_ended(qtbot, watch)
    assert ended.result["batches"][0]["path"].endswith("caf\udce9.csv")


def test_jobs_end_in_the_order_asked(link: WorkerLink, watch: Watch, qtbot: QtBot) -> None:
    asked = [take_in(link, "a.csv"), link.ask("learn", force=False), link.ask("undo", batch=1)]
    assert [ended.job for ended in until_ended(qtbot, watch, 3)] == asked


def test_a_fault_comes_as_a_sentence(link: WorkerLink, watch: Watch, qtbot: QtBot) -> None:
    take_in(link, "broken.csv")
    (ended,) = until_ended(qtbot, watch)
    assert (ended.end, ended.say) == (End.FAILED, "The zip ends in the middle.")


def test_lines_that_are_no_reports_do_not_stop_the_line(
    link: WorkerLink, watch: Watch, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    take_in(link, "noise.csv")
    assert until_ended(qtbot, watch)[0].end is End.FINISHED
    assert caplog.text.count("not a report of the worker") == 2


def test_a_running_job_can_be_cancelled(link: WorkerLink, watch: Watch, qtbot: QtBot) -> None:
    job = take_in(link, "slow.csv")
    qtbot.waitUntil(lambda: bool(watch.progress))
    link.cancel(job.id)
    link.cancel(job.id)  # pressed twice
    assert until_ended(qtbot, watch)[0].end is End.CANCELLED
    assert watch.deaths == []


def test_a_waiting_job_can_be_cancelled(link: WorkerLink, watch: Watch, qtbot: QtBot) -> None:
    first, second = take_in(link, "slow.csv"), take_in(link, "a.csv")
    link.cancel(second.id)
    link.cancel(first.id)
    assert [ended.end for ended in until_ended(qtbot, watch, 2)] == [End.CANCELLED, End.CANCELLED]


def test_a_worker_that_does_not_hear_is_killed_and_the_next_job_runs(
    link: WorkerLink, watch: Watch, qtbot: QtBot
) -> None:
    link._patience.setInterval(1)
    deaf, next_one = take_in(link, "deaf.csv"), take_in(link, "a.csv")
    qtbot.waitUntil(lambda: bool(watch.progress))
    link.cancel(deaf.id)
    ended = until_ended(qtbot, watch, 2)
    assert [(e.job, e.end) for e in ended] == [(deaf, End.CANCELLED), (next_one, End.FINISHED)]


def test_a_crash_interrupts_the_running_job_only(link: WorkerLink, watch: Watch, qtbot: QtBot) -> None:
    first, second = take_in(link, "crash.csv"), take_in(link, "a.csv")
    ended = until_ended(qtbot, watch, 2)
    assert [(e.job, e.end) for e in ended] == [(first, End.INTERRUPTED), (second, End.FINISHED)]
    assert "ended unexpectedly" in ended[0].say
    assert "kept" in ended[0].do_next
    assert watch.deaths == [7]


def test_a_worker_that_left_is_started_again(link: WorkerLink, watch: Watch, qtbot: QtBot) -> None:
    take_in(link, "a.csv")
    until_ended(qtbot, watch)
    before = link.process_id
    link._process.closeWriteChannel()  # what it does by itself after some idle minutes
    qtbot.waitUntil(lambda: link.process_id == 0)
    take_in(link, "a.csv")
    assert until_ended(qtbot, watch, 2)[1].end is End.FINISHED
    assert link.process_id not in (0, before)
    assert watch.deaths == []


def test_a_job_sent_to_a_leaving_worker_is_not_lost(link: WorkerLink, watch: Watch, qtbot: QtBot) -> None:
    take_in(link, "a.csv")
    until_ended(qtbot, watch)
    link._send({"do": "bye"})
    take_in(link, "a.csv")
    assert until_ended(qtbot, watch, 2)[1].end is End.FINISHED


def test_a_worker_that_keeps_dying_is_given_up(qtbot: QtBot) -> None:
    link = WorkerLink([sys.executable, "-S", "-c", "raise SystemExit(3)"])
    link._again.setInterval(0)
    watch = Watch(link)
    jobs = [link.ask("learn", force=False) for _ in range(MAX_DEATHS + 2)]
    qtbot.waitUntil(lambda: len(watch.ended) == len(jobs))
    assert {ended.end for ended in watch.ended} == {End.INTERRUPTED}
    assert "keeps ending" in watch.ended[-1].say
    assert len(watch.deaths) == MAX_DEATHS


def test_a_worker_that_cannot_be_started_is_told(qtbot: QtBot) -> None:
    link = WorkerLink(["/nowhere/recdesk"])
    watch = Watch(link)
    link.ask("learn", force=False)
    (ended,) = until_ended(qtbot, watch)
    assert "cannot be started" in ended.say


def test_closing_ends_a_child_that_does_not_listen(link: WorkerLink, watch: Watch, qtbot: QtBot) -> None:
    take_in(link, "deaf.csv")
    qtbot.waitUntil(lambda: bool(watch.progress))
    link.close()
    assert link.process_id == 0
    assert watch.deaths == []


def test_nothing_is_begun_because_of_what_is_said_while_the_link_closes(qtbot: QtBot) -> None:
    last_words = 'import sys; sys.stdin.read(); print(\'{"id": 1, "report": "finished"}\')'
    link = WorkerLink([sys.executable, "-S", "-c", last_words])
    watch = Watch(link)
    asked: list[str] = []
    link.job_asked.connect(lambda job: asked.append(job.do))
    link.job_ended.connect(lambda _ended: link.ask("learn"))  # as the window does after an import
    link.ask("import")
    link.close()
    assert link.process_id == 0
    assert asked == ["import"] and watch.ended == []
