"""Answers that hold over imports of every kind, and matching again when a pack has come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from recdesk import jobs
from recdesk.domain.feedback import Verdict
from recdesk.domain.history import BatchStatus, RowState
from recdesk.domain.progress import Progress, never_stop, say_nothing
from recdesk.domain.works import CatalogueWork, Kind, work_uid
from recdesk.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """With a catalogue of three films, two of which share a name."""
    with Library.open(tmp_path / "profile") as opened:
        add_pack(opened, "small", film("Solaris", 1972), film("Solaris", 2002), film("Stalker", 1979, 6.5))
        yield opened


def film(title: str, year: int, audience: float = 5.0) -> CatalogueWork:
    return CatalogueWork(work_uid(Kind.FILM, title, year), Kind.FILM, title, year, audience=audience)


def add_pack(library: Library, name: str, *works: CatalogueWork) -> None:
    library.packs.add(name, version="1", licence="ours", works=list(works))


def netflix(folder: Path, titles: Sequence[str], name: str = "NetflixViewingHistory.csv") -> Path:
    """A viewing history as Netflix exports it, a day for each title."""
    folder.mkdir(exist_ok=True)
    lines = [f'"{title}","{1 + day % 12}/{1 + day // 12}/24"' for day, title in enumerate(titles)]
    file = folder / name
    file.write_text("\n".join(["Title,Date", *lines]), "utf-8")
    return file


def take_in(library: Library, file: Path) -> dict[RowState, int]:
    report = jobs.import_history(library, [file], say_nothing, never_stop)
    assert not report.faults
    batch = report.batches[0]
    assert batch.rows == sum(batch.counts.values())
    return dict(batch.counts)


def number_of(library: Library, title: str, year: int) -> int:
    work = library.works.by_uid(work_uid(Kind.FILM, title, year))
    assert work is not None
    return work.id


def test_a_settled_question_is_never_asked_again(library: Library, tmp_path: Path) -> None:
    first = netflix(tmp_path / "a", ["Solaris", "Stalker", "Solaris"])
    assert take_in(library, first)[RowState.REVIEW] == 2
    (question,) = library.review.queue()
    library.review.accept(question.id, number_of(library, "Solaris", 1972))
    asked = [
        take_in(library, first),  # the same file
        take_in(library, netflix(tmp_path / "b", ["Stalker", "SOLARIS", "solaris!"])),  # another file
    ]
    for batch in library.history.batches():
        if batch.status is not BatchStatus.UNDONE:
            library.history.undo(batch.id)
    assert library.history.event_count() == 0
    asked.append(take_in(library, first))  # after an undo
    assert [counts[RowState.REVIEW] for counts in asked] == [0, 0, 0]
    assert library.review.queue() == []
    works = {event.work_id for event in library.history.events()}
    assert works == {number_of(library, "Solaris", 1972), number_of(library, "Stalker", 1979)}


def test_an_answer_given_while_an_import_is_cut_short_holds_for_its_rest(
    library: Library, tmp_path: Path
) -> None:
    file = netflix(tmp_path / "a", ["Solaris"] * 3_000)
    file.write_text("Title,Date\n" + "\n".join(f'"Solaris","1/1/{n}"' for n in range(1, 2_500)), "utf-8")
    calls = iter(range(1_000))
    report = jobs.import_history(library, [file], say_nothing, lambda: next(calls) >= 1)
    assert report.cancelled and 0 < report.batches[0].rows < 2_499
    questions = library.review.queue()
    for question in questions:
        library.review.accept(question.id, number_of(library, "Solaris", 2002))
    counts = take_in(library, file)
    assert counts[RowState.REVIEW] == 0 and library.review.queue() == []


def test_a_new_pack_finds_works_for_what_was_made_from_rows(library: Library, tmp_path: Path) -> None:
    take_in(
        library,
        netflix(tmp_path / "a", ["Nostalghia in Tuscany", "Solaris", "A Very Unknown Film", "Stalker"]),
    )
    own = {e.title: e.work_id for e in library.history.events()}
    library.feedback.give(own["Nostalghia in Tuscany"], Verdict.LIKE)
    mine = next(u for u in library.review.unsettled() if u.mention.title == "A Very Unknown Film")
    library.review.reject(mine.id)
    add_pack(
        library, "more", film("Nostalghia in Tuscany", 1983), film("A Very Unknown Film", 2001),
    )  # fmt: skip
    steps: list[Progress] = []
    report = jobs.rematch(library, steps.append, never_stop)
    assert (report.found, report.titles) == (1, ("Nostalghia in Tuscany",))
    assert steps[-1].done == steps[-1].total == report.asked
    found = number_of(library, "Nostalghia in Tuscany", 1983)
    events = {e.title: e.work_id for e in library.history.events()}
    assert events["Nostalghia in Tuscany"] == found
    assert events["A Very Unknown Film"] == own["A Very Unknown Film"]  # the person has said what it is
    assert list(library.feedback.standing()) == [found]
    assert len([w for w in library.works.all() if w.title == "Nostalghia in Tuscany"]) == 1
    assert jobs.rematch(library, say_nothing, never_stop).found == 0


def test_a_pack_that_raises_a_doubt_makes_a_question_of_it(library: Library, tmp_path: Path) -> None:
    batch = jobs.import_history(
        library, [netflix(tmp_path / "a", ["Heatwave"])], say_nothing, never_stop
    ).batches[0]
    assert batch.counts[RowState.NEW] == 1
    add_pack(library, "more", film("Heatwave", 1982), film("Heatwave", 2022))
    report = jobs.rematch(library, say_nothing, never_stop)
    assert (report.found, report.doubtful) == (0, 1)
    now = library.history.batch(batch.id)
    assert (now.counts[RowState.NEW], now.counts[RowState.REVIEW]) == (0, 1)
    assert {c.work.year for c in library.review.queue()[0].candidates} == {1982, 2022}
    assert jobs.rematch(library, say_nothing, never_stop).doubtful == 0


def test_matching_again_can_be_stopped_and_keeps_what_is_done(library: Library, tmp_path: Path) -> None:
    take_in(library, netflix(tmp_path / "a", ["Nostalghia in Tuscany"]))
    add_pack(library, "more", film("Nostalghia in Tuscany", 1983))
    assert jobs.rematch(library, say_nothing, lambda: True).cancelled
    assert library.review.unsettled()
    assert jobs.rematch(library, say_nothing, never_stop).found == 1


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Simon & Garfunkel", ("Simon", "Garfunkel")),
        ("A feat. B", ("A", "B")),
        ("A; B; C", ("A", "B", "C")),
        ("A/B", ("A", "B")),
        ("A x B", ("A", "B")),
        ("Tyler, The Creator", ()),
        ("Radiohead", ()),
    ],
)
def test_the_parts_of_a_joined_name(name: str, parts: tuple[str, ...]) -> None:
    from recdesk.jobs.joining import parts_of

    assert parts_of(name) == parts
