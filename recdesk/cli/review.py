"""`recdesk review`: rows whose work is in doubt, wrong matches, works that are one, joined artists."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable
from typing import Any

from recdesk import jobs
from recdesk.cli.asking import find_work, kind_word
from recdesk.cli.numbers import any_year, is_number
from recdesk.cli.output import ProgressBar, Session, table
from recdesk.domain.faults import UserFault
from recdesk.domain.progress import never_stop
from recdesk.domain.review import Question
from recdesk.domain.works import CatalogueWork, work_uid
from recdesk.library import Library

_EPILOG = """\
list                  questions, those that most plays hang on first
show ROW              one of them, or any other row's mention (--event: ROW is an event's number)
accept ROW ITEM       these rows mean that work: now, in every import, and in those to come
reject ROW            none of the candidates: a work of its own
create ROW --title T  a work of its own, called as it should be (--year, --by, --kind)
merge ITEM ITEM       the first work is the second; rows and feedback follow
split ITEM [ROW...]   take the last merge apart, or give the rows of one spelling a work of their own
joined                names like "A & B" that may be one band or several artists
band NAME             it is one band            artists NAME   they are several artists
again                 match again what no catalogue knew
answers               what was answered, newest first
undo [ANSWER]         take an answer back, exactly
"""


def grammar(add: Callable[[str, object, str], ArgumentParser]) -> None:
    """What may be typed."""
    made = add("review", review, "say which work doubtful rows mean")
    made.epilog = _EPILOG
    made.formatter_class = RawDescriptionHelpFormatter
    made.add_argument("what", choices=list(_COMMANDS), metavar="WHAT", help=", ".join(_COMMANDS))
    made.add_argument("words", nargs="*", metavar="ROW or ITEM")
    made.add_argument("--event", action="store_true", help="ROW is the number of an event")
    made.add_argument("--title")
    made.add_argument("--year", type=any_year)
    made.add_argument("--by", action="append", default=[], metavar="NAME")
    made.add_argument("--kind", type=kind_word, metavar="KIND")


def review(session: Session, words: Namespace) -> None:
    run, least, most = _COMMANDS[words.what]
    if not least <= len(words.words) <= most:
        raise UserFault(
            f"`recdesk review {words.what}` takes other arguments.", "See `recdesk review --help`."
        )
    with Library.open(session.profile) as library, ProgressBar() as bar:
        jobs.prepare(library, bar, never_stop)
        run(session, library, words)


def waiting_line(rows: int) -> str:
    """How to go on when rows wait for the person."""
    ask = "1 row waits" if rows == 1 else f"{rows} rows wait"
    return f"{ask} for you to say which work is meant: `recdesk review list`."


def _list(session: Session, library: Library, words: Namespace) -> None:
    _tell(session, library.review.queue())


def _show(session: Session, library: Library, words: Namespace) -> None:
    _tell(session, [library.review.question(_row(library, words))])


def _tell(session: Session, questions: list[Question]) -> None:
    lines: list[str] = [] if questions else ["Nothing waits for review."]
    for one in questions:
        said = ", ".join(
            filter(None, (one.mention.kind.value, *one.mention.creators, _year(one.mention.year)))
        )
        many = "1 row" if one.rows == 1 else f"{one.rows} rows"
        lines.append(f"{one.id}  {one.mention.title} ({said}): {many} of {', '.join(one.sources)}; {one.why}")
        for place in one.candidates:
            work = place.work
            lines.append(
                f"    {work.id}  {work.title} ({work.kind.value}, {_year(work.year)}) "
                f"{', '.join(work.creators[:2])}  {place.score:.2f}"
            )
    if questions:
        lines.append("`recdesk review accept ROW ITEM`, or `recdesk review reject ROW`.")
    session.answer({"rows": [_account(one) for one in questions]}, lines)


def _account(one: Question) -> dict[str, Any]:
    return {
        "row": one.id,
        "events": one.rows,
        "plays": one.plays,
        "title": one.mention.title,
        "kind": one.mention.kind.value,
        "kinds": [guess.kind.value for guess in one.mention.guesses],
        "year": one.mention.year,
        "creators": list(one.mention.creators),
        "why": one.why,
        "item": one.work_id,
        "sources": list(one.sources),
        "first": one.first.isoformat() if one.first else None,
        "last": one.last.isoformat() if one.last else None,
        "places": list(one.places),
        "details": list(one.details),
        "candidates": [
            {
                "item": possible.work.id,
                "title": possible.work.title,
                "kind": possible.work.kind.value,
                "year": possible.work.year,
                "creators": list(possible.work.creators),
                "score": possible.score,
            }
            for possible in one.candidates
        ],
    }


def _accept(session: Session, library: Library, words: Namespace) -> None:
    question = library.review.question(_row(library, words))
    work = find_work(library, words.words[1])
    entry = library.review.accept(question.id, work.id)
    _confirm(session, library, entry, f"{_rows(question)} “{question.mention.title}”: {work.title}.")


def _reject(session: Session, library: Library, words: Namespace) -> None:
    question = library.review.question(_row(library, words))
    entry = library.review.reject(question.id)
    _confirm(session, library, entry, f"{_rows(question)} “{question.mention.title}”: a work of its own.")


def _create(session: Session, library: Library, words: Namespace) -> None:
    question = library.review.question(_row(library, words))
    mention = question.mention
    kind, title = words.kind or mention.kind, words.title or mention.title
    year = words.year if words.year is not None else mention.year
    creators = tuple(words.by) or mention.creators
    uid = "history:" + work_uid(kind, title, year, creators[0] if creators else "")
    work = CatalogueWork(uid, kind, title, year, creators)
    entry = library.review.create(question.id, work)
    _confirm(session, library, entry, f"{_rows(question)} “{mention.title}”: {title}, a work of its own.")


def _merge(session: Session, library: Library, words: Namespace) -> None:
    gone, kept = (find_work(library, item) for item in words.words)
    entry = library.review.merge(gone.id, kept.id)
    _confirm(session, library, entry, f"{gone.title} is {kept.title} from now on.")


def _split(session: Session, library: Library, words: Namespace) -> None:
    work = find_work(library, words.words[0])
    if len(words.words) == 1:
        answer = library.review.split(work.id)
        session.answer({"answer": answer.id, "undone": True}, [f"{answer.title} is a work of its own again."])
        return
    spellings = {one.mention_id: one for one in library.review.spellings(work.id)}
    rows = [_number(row) for row in words.words[1:]]
    strange = [row for row in rows if row not in spellings]
    if strange:
        there = "; ".join(f"{i} ({one.mention.title}, {one.rows} rows)" for i, one in spellings.items())
        raise UserFault(f"Row {strange[0]} does not lead to {work.title}.", f"These do: {there or 'none'}.")
    entries = [library.review.reject(row) for row in rows]
    _confirm(session, library, entries[-1], f"{len(rows)} spellings have works of their own.")


def _joined(session: Session, library: Library, words: Namespace) -> None:
    names = jobs.joined_names(library)
    asked = [one for one in names if one.worth_asking]
    document = [
        {
            "name": one.title,
            "plays": one.plays,
            "counts_for": one.counts_for,
            "said": None if one.band is None else "band" if one.band else "artists",
            "ask": one.worth_asking,
            "artists": [{"name": p.title, "item": p.work_id, "plays": p.plays} for p in one.parts],
        }
        for one in names
    ]
    lines = [
        f"{one.title}: {one.plays} plays, now for {one.counts_for}. As artists: "
        + ", ".join(f"{p.title} ({p.plays} plays)" if p.work_id else f"{p.title} (new)" for p in one.parts)
        for one in asked
    ]
    lines.append(
        "`recdesk review band NAME`, or `recdesk review artists NAME`." if asked else "No name to ask about."
    )
    session.answer({"names": document}, lines)


def _band(session: Session, library: Library, words: Namespace) -> None:
    entry = jobs.say_joined(library, words.words[0], band=True)
    _confirm(session, library, entry, f"{words.words[0]} is one band.")


def _artists(session: Session, library: Library, words: Namespace) -> None:
    entry = jobs.say_joined(library, words.words[0], band=False)
    _confirm(session, library, entry, f"{words.words[0]} are several artists; plays count for each.")


def _again(session: Session, library: Library, words: Namespace) -> None:
    with ProgressBar() as bar:
        report = jobs.rematch(library, bar, never_stop)
    document = {
        "asked": report.asked, "found": report.found, "review": report.doubtful,
        "titles": list(report.titles),
    }  # fmt: skip
    session.attention = bool(report.doubtful)
    session.answer(
        document,
        [
            f"Of {report.asked} titles that no catalogue knew, {report.found} are found now; "
            f"{report.doubtful} more wait for review."
        ],
    )


def _answers(session: Session, library: Library, words: Namespace) -> None:
    answers = library.review.answers()
    works = library.works.some(a.work_id for a in answers if a.work_id)
    titles = {i: work.title for i, work in works.items()}
    document = [
        {
            "answer": a.id, "kind": a.kind.value, "title": a.title, "item": a.work_id,
            "leads_to": titles.get(a.work_id or 0), "when": a.when.isoformat(), "undone": a.undone,
        }
        for a in answers
    ]  # fmt: skip
    rows = [
        [a.id, a.kind.value, a.title, titles.get(a.work_id or 0, ""), "undone" * a.undone] for a in answers
    ]
    session.answer({"answers": document}, table(["answer", "kind", "rows", "work", ""], rows))


def _undo(session: Session, library: Library, words: Namespace) -> None:
    answer = library.review.undo(_number(words.words[0]) if words.words else None)
    session.answer(
        {"answer": answer.id, "undone": True},
        [f"The answer about {answer.title} is undone; it is as it was."],
    )


def _confirm(session: Session, library: Library, entry: int, line: str) -> None:
    questions, rows = library.review.waiting()
    left = "1 question waits." if questions == 1 else f"{questions} questions wait."
    left = left if questions else "Nothing waits any more."
    document = {"answer": entry, "waiting": questions, "waiting_rows": rows}
    session.answer(document, [f"{line} (answer {entry})", left])


def _row(library: Library, words: Namespace) -> int:
    number = _number(words.words[0])
    return library.review.question_of_event(number).id if words.event else number


def _number(text: str) -> int:
    if not is_number(text):
        raise UserFault(f"{text} is not the number of a row.", "`recdesk review list` gives them.")
    return int(text)


def _rows(question: Question) -> str:
    return "The one row of" if question.rows == 1 else f"All {question.rows} rows of"


def _year(year: int | None) -> str:
    return "" if year is None else str(year)


_Command = Callable[[Session, Library, Namespace], None]
_COMMANDS: dict[str, tuple[_Command, int, int]] = {  # with how many arguments
    "list": (_list, 0, 0),
    "show": (_show, 1, 1),
    "accept": (_accept, 2, 2),
    "reject": (_reject, 1, 1),
    "create": (_create, 1, 1),
    "merge": (_merge, 2, 2),
    "split": (_split, 1, 100),
    "joined": (_joined, 0, 0),
    "band": (_band, 1, 1),
    "artists": (_artists, 1, 1),
    "again": (_again, 0, 0),
    "answers": (_answers, 0, 0),
    "undo": (_undo, 0, 1),
}
