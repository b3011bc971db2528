from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from recdesk.domain.faults import UserFault
from recdesk.domain.feedback import Verdict
from recdesk.domain.history import Batch, Guess, Mention, Reading, RowState
from recdesk.domain.review import AnswerKind, work_of_rows
from recdesk.domain.works import CatalogueWork, Kind, work_uid
from recdesk.library import Library, MentionLink, NewLink, NewMention
from tests.library.conftest import film, reading
from tests.library.older import library_before

DUNES = [film("Dune", 1984, audience=5.0), film("Dune", 2021, audience=5.9), film("Arrival", 2016)]


@pytest.fixture
def pack(library: Library) -> dict[str, int]:
    """Works of a catalogue: title and year -> number."""
    library.packs.add("starter", version="1", licence="ours", works=DUNES)
    return {f"{work.title} {work.year}": library.works.by_uid(work.uid).id for work in DUNES}  # type: ignore[union-attr]


def _mention(title: str, kind: Kind = Kind.FILM, **more: object) -> Mention:
    return Mention((Guess(kind, title),), **more)  # type: ignore[arg-type]


def _link(
    library: Library, mention: Mention, candidates: Sequence[int] = (), accepted: int | None = None
) -> MentionLink:
    """What an import writes down of a mention: in doubt where there are candidates."""
    key = f"{mention}"
    new = NewMention(
        key,
        orjson.dumps(mention).decode(),
        "title, several works of that name" if candidates else "no such title",
        0.4,
        work_id=accepted,
        create=None if accepted else work_of_rows(mention),
        doubtful=bool(candidates),
        candidates=tuple((work, 0.9) for work in candidates),
    )
    return library.history.add_mentions([new])[key]


def _import(library: Library, name: str, rows: Sequence[tuple[Reading, MentionLink]]) -> Batch:
    batch = library.history.begin_batch("letterboxd", name, name)
    links = {i: (link, None) for i, (_, link) in enumerate(rows)}
    library.history.add_rows(batch.id, 1, [row for row, _ in rows], links)
    return library.history.batch(batch.id)


def _state(library: Library) -> dict[str, list[tuple[object, ...]]]:
    """Everything an answer may touch."""
    return {
        table: library.works.query(f"SELECT * FROM {table} ORDER BY 1, 2, 3")
        for table in (
            "works", "mentions", "mention_guests", "joined_names", "events", "raw_rows", "batches",
            "feedback", "impressions",
        )
        if table not in ("mention_guests",)
    } | {"mention_guests": library.works.query("SELECT * FROM mention_guests ORDER BY 1, 2")}  # fmt: skip


def _sums(batch: Batch) -> bool:
    return batch.rows == sum(batch.counts.values())


def test_m004_review_keeps_what_was_there_and_lets_it_be_reviewed(tmp_path: Path) -> None:
    old = library_before("m004_review", tmp_path)
    with old:
        old.execute("INSERT INTO packs(name, version, licence, added_at) VALUES ('p', '1', 'l', 0)")
        old.execute(
            "INSERT INTO works(id, uid, kind, title, creators, genres, tags, countries, languages, "
            "description, origin) VALUES (1,'u','film','Dune','[]','[]','[]','[]','[]','','p')"
        )
        old.execute(
            "INSERT INTO mentions(id, key, body, work_id, state, method, confidence) "
            "VALUES (1,'k',?,1,?,'m',1.0)",
            (orjson.dumps(_mention("Dune")).decode(), "accepted"),
        )
    old.close()
    with Library.open(tmp_path) as library:
        assert library.check() == []
        assert library.review.waiting() == (0, 0)
        assert [work.title for work in library.works.all()] == ["Dune"]
        assert library.review.spellings(1)[0].mention == _mention("Dune")


def test_questions_come_in_the_order_of_their_plays_with_what_the_rows_say(
    library: Library, pack: dict[str, int]
) -> None:
    seldom = _link(library, _mention("Arival"), [pack["Arrival 2016"]])
    often = _link(library, _mention("Dune"), [pack["Dune 2021"], pack["Dune 1984"]])
    rows = [(reading("Dune", f"d{day}", when=datetime(2024, 1, day, tzinfo=UTC)), often) for day in (3, 1, 2)]
    _import(library, "diary.csv", [(reading("Arival", "a"), seldom), *rows])
    first, second = library.review.queue()
    assert [first.mention.title, second.mention.title] == ["Dune", "Arival"]
    assert (first.rows, first.plays, first.sources) == (3, 3, ("letterboxd",))
    assert first.first == datetime(2024, 1, 1, tzinfo=UTC) and first.last == datetime(2024, 1, 3, tzinfo=UTC)
    assert [(c.work.year, c.score) for c in first.candidates] == [(2021, 0.9), (1984, 0.9)]
    assert first.places[0].startswith("diary.csv, row")
    assert library.review.waiting() == (2, 4)


def test_one_answer_settles_all_rows_that_say_the_same(library: Library, pack: dict[str, int]) -> None:
    link = _link(library, _mention("Dune"), [pack["Dune 2021"], pack["Dune 1984"]])
    one = _import(library, "one.csv", [(reading("Dune", "1"), link), (reading("Dune", "2"), link)])
    two = _import(library, "two.csv", [(reading("Dune", "3"), link)])
    assert one.counts[RowState.REVIEW] == 2
    library.review.accept(link.id, pack["Dune 2021"])
    assert library.review.queue() == [] and library.review.waiting() == (0, 0)
    assert {event.work_id for event in library.history.events()} == {pack["Dune 2021"]}
    for batch in (library.history.batch(one.id), library.history.batch(two.id)):
        assert batch.counts[RowState.REVIEW] == 0 and _sums(batch) and batch.reasons == {}
        assert all(row.state is RowState.NEW for row in library.history.ledger(batch.id))
    # Nothing is left of the work that was made meanwhile: its name leads to the right one.
    assert ("Dune", pack["Dune 2021"]) in [(t, i) for i, t in library.titles.all()]
    assert [w.origin for w in library.works.all()] == ["starter"] * 3


def test_an_answer_undone_leaves_everything_as_it_was(library: Library, pack: dict[str, int]) -> None:
    link = _link(library, _mention("Dune"), [pack["Dune 2021"]])
    _import(library, "one.csv", [(reading("Dune", "1"), link)])
    assert link.work_id is not None
    library.feedback.give(link.work_id, Verdict.LIKE)
    library.feedback.note_shown("top", [link.work_id, pack["Dune 2021"]])
    before = _state(library)
    for answer in (
        lambda: library.review.accept(link.id, pack["Dune 2021"]),
        lambda: library.review.reject(link.id),
        lambda: library.review.create(link.id, film("Dune Drifter", 2020)),
    ):
        number = answer()
        assert _state(library) != before
        undone = library.review.undo()
        assert undone.id == number and undone.undone
        assert _state(library) == before


def test_feedback_on_the_work_made_from_rows_follows_to_the_right_one(
    library: Library, pack: dict[str, int]
) -> None:
    link = _link(library, _mention("Dune"), [pack["Dune 2021"]])
    _import(library, "one.csv", [(reading("Dune", "1"), link)])
    assert link.work_id is not None
    library.feedback.give(link.work_id, Verdict.LIKE)
    library.feedback.note_opened("top", link.work_id)
    library.review.accept(link.id, pack["Dune 2021"])
    assert {w: o.verdict for w, o in library.feedback.standing().items()} == {pack["Dune 2021"]: Verdict.LIKE}
    library.feedback.give(pack["Dune 2021"], Verdict.LATER)
    library.review.undo()
    verdicts = {w: o.verdict for w, o in library.feedback.standing().items()}
    assert verdicts == {link.work_id: Verdict.LIKE, pack["Dune 2021"]: Verdict.LATER}


def test_an_answer_outlives_the_import_it_was_given_in(library: Library, pack: dict[str, int]) -> None:
    mention = _mention("Dune")
    link = _link(library, mention, [pack["Dune 2021"]])
    batch = _import(library, "one.csv", [(reading("Dune", "1"), link)])
    library.review.accept(link.id, pack["Dune 2021"])
    library.history.undo(batch.id)
    again = library.history.mentions([f"{mention}"])[f"{mention}"]
    assert (again.id, again.work_id, again.doubtful) == (link.id, pack["Dune 2021"], False)


def test_an_answer_undone_after_its_import_was_undone_leaves_nothing_behind(
    library: Library, pack: dict[str, int]
) -> None:
    link = _link(library, _mention("Dune"), [pack["Dune 2021"]])
    batch = _import(library, "one.csv", [(reading("Dune", "1"), link)])
    library.review.accept(link.id, pack["Dune 2021"])
    library.history.undo(batch.id)
    library.review.undo()
    assert library.works.query("SELECT count(*) FROM mentions") == [(0,)]
    assert [work.origin for work in library.works.all()] == ["starter"] * 3


@pytest.mark.parametrize("answer", ["accept", "reject"])
def test_other_rows_that_make_the_same_work_do_not_ask_again(
    library: Library, pack: dict[str, int], answer: str
) -> None:
    link = _link(library, _mention("Dune"), [pack["Dune 2021"], pack["Dune 1984"]])
    _import(library, "one.csv", [(reading("Dune", "1"), link)])
    if answer == "accept":
        library.review.accept(link.id, pack["Dune 2021"])
    else:
        library.review.reject(link.id)
    # Another key (it carries an id), the same title, year and maker.
    more = _mention("Dune", external_ids=(("netflix", "7"),))
    other = _link(library, more, [pack["Dune 2021"], pack["Dune 1984"]])
    assert not other.doubtful
    assert other.work_id == (pack["Dune 2021"] if answer == "accept" else link.work_id)
    batch = _import(library, "two.csv", [(reading("Dune", "9"), other)])
    assert batch.counts[RowState.REVIEW] == 0


def test_questions_about_one_work_made_from_rows_are_one_question(
    library: Library, pack: dict[str, int]
) -> None:
    one = _link(library, _mention("Dune"), [pack["Dune 2021"]])
    two = _link(library, _mention("Dune", external_ids=(("netflix", "7"),)), [pack["Dune 2021"]])
    _import(library, "a.csv", [(reading("Dune", "1"), one), (reading("Dune", "2"), two)])
    (question,) = library.review.queue()
    assert question.rows == 2
    library.review.accept(question.id, pack["Dune 2021"])
    assert library.review.queue() == []
    assert {event.work_id for event in library.history.events()} == {pack["Dune 2021"]}


def test_a_wrong_match_is_mended_later_for_all_its_rows(library: Library, pack: dict[str, int]) -> None:
    link = _link(library, _mention("Dune"), accepted=pack["Dune 1984"])
    _import(library, "a.csv", [(reading("Dune", "1"), link), (reading("Dune", "2"), link)])
    event = library.history.events()[0]
    question = library.review.question_of_event(event.id)
    assert (question.rows, question.work_id) == (2, pack["Dune 1984"])
    before = _state(library)
    library.review.accept(question.id, pack["Dune 2021"])
    assert {e.work_id for e in library.history.events()} == {pack["Dune 2021"]}
    assert library.works.get(pack["Dune 1984"]) is not None
    library.review.undo()
    assert _state(library) == before


def test_a_work_of_ones_own_can_be_named_as_it_should_be(library: Library, pack: dict[str, int]) -> None:
    link = _link(library, _mention("Dune p2 HDRip"), [pack["Dune 2021"]])
    _import(library, "a.csv", [(reading("Dune p2 HDRip", "1"), link)])
    named = CatalogueWork(
        "history:" + work_uid(Kind.FILM, "Dune: Part Two", 2024), Kind.FILM, "Dune: Part Two", 2024
    )
    library.review.create(link.id, named)
    (event,) = library.history.events()
    assert event.title == "Dune: Part Two"
    assert library.works.get(event.work_id).origin == "history"  # type: ignore[union-attr]


def test_two_works_become_one_and_are_split_again_exactly(library: Library) -> None:
    accents, plain = (_link(library, _mention(title, Kind.BOOK)) for title in ("Les Misérables", "Les Miz"))
    assert accents.work_id and plain.work_id
    _import(library, "a.csv", [(reading("a", "1"), accents), (reading("b", "2"), plain)])
    library.feedback.give(plain.work_id, Verdict.LIKE)
    library.feedback.note_shown("top", [accents.work_id, plain.work_id])
    before = _state(library)
    library.review.merge(plain.work_id, accents.work_id)
    assert {event.work_id for event in library.history.events()} == {accents.work_id}
    assert list(library.feedback.standing()) == [accents.work_id]
    assert library.works.query("SELECT sum(shown) FROM impressions WHERE work_id=?", (accents.work_id,)) == [
        (2,)
    ]
    assert [work.id for work in library.works.all()] == [accents.work_id]
    assert {i for i, _ in library.titles.all()} == {accents.work_id}
    with pytest.raises(UserFault, match="one work already"):
        library.review.merge(plain.work_id, accents.work_id)
    library.review.split(accents.work_id)
    assert _state(library) == before
    with pytest.raises(UserFault, match="Nothing was merged"):
        library.review.split(accents.work_id)


def test_one_spelling_can_be_split_off_a_work(library: Library, pack: dict[str, int]) -> None:
    one = _link(library, _mention("Dune", year=2021), accepted=pack["Dune 2021"])
    two = _link(library, _mention("Dune", year=2020), accepted=pack["Dune 2021"])
    _import(library, "a.csv", [(reading("a", "1"), one), (reading("b", "2"), two)])
    assert {s.mention_id for s in library.review.spellings(pack["Dune 2021"])} == {one.id, two.id}
    library.review.reject(two.id)
    works = {event.work_id for event in library.history.events()}
    assert len(works) == 2 and pack["Dune 2021"] in works


def test_an_answer_that_a_later_one_rests_on_is_undone_after_it(
    library: Library, pack: dict[str, int]
) -> None:
    link = _link(library, _mention("Dune"), [pack["Dune 2021"]])
    other = _link(library, _mention("Arival"), [pack["Arrival 2016"]])
    _import(library, "a.csv", [(reading("a", "1"), link), (reading("b", "2"), other)])
    before = _state(library)
    first = library.review.accept(link.id, pack["Dune 2021"])
    apart = library.review.accept(other.id, pack["Arrival 2016"])
    second = library.review.accept(link.id, pack["Dune 1984"])
    with pytest.raises(UserFault, match="A later answer"):
        library.review.undo(first)
    library.review.undo(second)
    library.review.undo(first)
    library.review.undo(apart)
    assert _state(library) == before
    kinds = [(a.kind, a.undone) for a in library.review.answers()]
    assert kinds == [(AnswerKind.LINK, True)] * 3
    with pytest.raises(UserFault, match="no answer to undo"):
        library.review.undo()


def test_joined_artists_count_for_the_first_and_for_the_others(library: Library) -> None:
    joined = _link(library, _mention("Bowie & Queen", Kind.ARTIST))
    _import(library, "a.csv", [(reading("a", "1", mention=_mention("Bowie & Queen", Kind.ARTIST)), joined)])
    before = _state(library)
    bowie, queen = (work_of_rows(_mention(name, Kind.ARTIST)) for name in ("Bowie", "Queen"))
    library.review.say_joined("bowie and queen", "Bowie & Queen", [joined.id], [bowie, queen])
    assert [event.title for event in library.history.events()] == ["Bowie"]
    learned = library.history.learnable_events()
    assert sorted(event.title for event in learned) == ["Bowie", "Queen"]
    guest = next(event for event in learned if event.title == "Queen")
    assert [event.id for event in library.history.events_of(guest.work_id)] == [guest.id]
    assert len(library.review.joined_names()["bowie and queen"]) == 2
    library.review.undo()
    assert _state(library) == before


def test_matching_again_moves_what_is_known_now_and_leaves_answers_alone(
    library: Library, pack: dict[str, int]
) -> None:
    unknown = _link(library, _mention("Arival"))
    answered = _link(library, _mention("Dune"))
    doubted = _link(library, _mention("Dooon"))
    assert unknown.work_id and answered.work_id
    batch = _import(
        library, "a.csv", [(reading(t, t), link) for t, link in zip("abc", (unknown, answered, doubted))]
    )
    library.review.reject(answered.id)
    library.feedback.give(unknown.work_id, Verdict.LIKE)
    assert {one.id for one in library.review.unsettled()} == {unknown.id, doubted.id}
    library.review.relink(
        [
            NewLink(unknown.id, pack["Arrival 2016"], "spelling", 0.93),
            NewLink(answered.id, pack["Dune 2021"], "title", 0.98),
            NewLink(doubted.id, None, "spelling", 0.4, ((pack["Dune 2021"], 0.7),)),
        ]
    )
    works = {event.title: event.work_id for event in library.history.events()}
    assert works["Arrival"] == pack["Arrival 2016"] and works["Dune"] == answered.work_id
    assert list(library.feedback.standing()) == [pack["Arrival 2016"]]
    now = library.history.batch(batch.id)
    assert now.counts[RowState.REVIEW] == 1 and _sums(now)
    assert [question.id for question in library.review.queue()] == [doubted.id]


def test_rows_that_come_back_when_an_import_is_undone_still_wait_for_review(
    library: Library, pack: dict[str, int]
) -> None:
    link = _link(library, _mention("Dune"), [pack["Dune 2021"]])
    one = _import(library, "one.csv", [(reading("Dune", "1"), link)])
    two = _import(library, "two.csv", [(reading("Dune", "1"), link)])
    library.history.undo(one.id)
    heir = library.history.batch(two.id)
    assert heir.counts[RowState.REVIEW] == 1 and _sums(heir)
    library.review.accept(link.id, pack["Dune 2021"])
    assert library.history.batch(two.id).counts[RowState.NEW] == 1


def test_a_mended_work_leads_a_merged_ones_candidates_to_the_right_place(
    library: Library, pack: dict[str, int]
) -> None:
    link = _link(library, _mention("Dune"), [pack["Dune 1984"], pack["Dune 2021"]])
    _import(library, "a.csv", [(reading("a", "1"), link)])
    library.review.merge(pack["Dune 1984"], pack["Dune 2021"])
    (question,) = library.review.queue()
    assert [possible.work.id for possible in question.candidates] == [pack["Dune 2021"]]


def test_a_killed_answer_changes_nothing(library: Library, pack: dict[str, int]) -> None:
    link = _link(library, _mention("Dune"), [pack["Dune 2021"]])
    _import(library, "a.csv", [(reading("a", "1"), link)])
    before = _state(library)
    library.works.query(
        "CREATE TEMP TRIGGER stop BEFORE INSERT ON answers BEGIN SELECT RAISE(ABORT, 'x'); END"
    )
    with pytest.raises(sqlite3.IntegrityError):
        library.review.accept(link.id, pack["Dune 2021"])
    assert _state(library) == before
    assert json.loads(library.works.query("SELECT counts FROM batches")[0][0]) == {"review": 1}


def test_a_doubtful_row_waits_again_when_the_row_that_covered_it_is_taken_back(
    library: Library, pack: dict[str, int]
) -> None:
    arrival = _link(library, _mention("Arrival"), accepted=pack["Arrival 2016"])
    dune = _link(library, _mention("Dune"), [pack["Dune 1984"], pack["Dune 2021"]])
    _import(library, "diary", [(reading("Arrival", "diary"), arrival)])
    watched = _import(library, "watched", [(reading("Dune", "watched"), dune)])
    assert watched.counts[RowState.REVIEW] == 1
    fuller = _import(library, "fuller", [(reading("Arrival", "diary", covers=("watched",)), arrival)])
    assert library.history.batch(watched.id).counts[RowState.DUPLICATE] == 1
    library.history.undo(fuller.id)
    assert library.history.batch(watched.id).counts == watched.counts
