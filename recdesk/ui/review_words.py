"""What the review says: questions, answers and how many rows they settle."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from recdesk.domain.history import Mention
from recdesk.domain.review import AnswerKind, Question
from recdesk.ui import job_words, words

translate = QCoreApplication.translate


def rows_text(rows: int) -> str:
    if rows == 1:
        return translate("review", "1 row")
    return translate("review", "{n} rows").format(n=job_words.number(rows))


def facts(question: Question) -> str:
    """ "Netflix · 80 rows · 3 Jan 2018 to 4 Mar 2019"."""
    parts = (_sources(question), rows_text(question.rows), span(question.first, question.last))
    return " · ".join(words.isolated(part) for part in parts if part)


def where(question: Question) -> str:
    """ "Netflix · 3 Jan 2018 to 4 Mar 2019"."""
    parts = (_sources(question), span(question.first, question.last))
    return " · ".join(words.isolated(part) for part in parts if part)


def _sources(question: Question) -> str:
    return ", ".join(dict.fromkeys(map(job_words.source_name, question.sources)))


def span(first: datetime | None, last: datetime | None) -> str:
    """One day, or from the first to the last."""
    if first is None or last is None:
        return ""
    days = [day(first), day(last)]
    if days[0] == days[1]:
        return days[0]
    return translate("review", "{first} to {last}").format(first=days[0], last=days[1])


def day(when: datetime) -> str:
    return QLocale().toString(QDate(when.year, when.month, when.day), "d MMM yyyy")


def said_of(mention: Mention) -> str:
    """What the rows say beside the title: kind, year, makers, and what else the title may mean."""
    kinds = dict.fromkeys(words.kind_name(guess.kind) for guess in mention.guesses)
    kind = translate("review", " or ").join(kinds)
    parts = (kind, words.year_text(mention.year), *mention.creators[:3])
    return " · ".join(words.isolated(part) for part in parts if part)


def places(question: Question) -> str:
    """Where the rows stand, and what they are of."""
    named = "; ".join(words.isolated(place) for place in question.places)
    rest = question.rows - len(question.places)
    if rest > 0:
        named = translate("review", "{places} and {rest} more").format(
            places=named, rest=job_words.number(rest)
        )
    details = ", ".join(map(words.quoted, question.details))
    return f"{details}\n{named}" if details else named


def settles(rows: int) -> str:
    if rows == 1:
        return translate("review", "Your answer settles this row, now and in every import to come.")
    return translate("review", "One answer settles all {n} rows, now and in every import to come.").format(
        n=job_words.number(rows)
    )


def progress(place: int, total: int) -> str:
    return translate("review", "{place} of {total}").format(
        place=job_words.number(place), total=job_words.number(total)
    )


def waiting(questions: int, rows: int, joined: int) -> str:
    """ "12 questions, 80 rows · 2 joined names"; empty where nothing waits."""
    parts = []
    if questions == 1:
        parts.append(translate("review", "1 question, {rows}").format(rows=rows_text(rows)))
    elif questions:
        parts.append(
            translate("review", "{n} questions, {rows}").format(
                n=job_words.number(questions), rows=rows_text(rows)
            )
        )
    if joined == 1:
        parts.append(translate("review", "1 joined name"))
    elif joined:
        parts.append(translate("review", "{n} joined names").format(n=job_words.number(joined)))
    return " · ".join(parts)


def accepted(title: str, work: str) -> str:
    # The sentence begins with a word of its own: a title in Arabic would turn the whole of it around.
    return translate("review", "Noted: {title} is {work}.").format(
        title=words.quoted(title), work=words.quoted(work)
    )


def own_work(title: str) -> str:
    return translate("review", "Noted: {title} is a work of its own.").format(title=words.quoted(title))


def one_work(title: str, work: str) -> str:
    return translate("review", "All rows of {title} count on {work} now.").format(
        title=words.quoted(title), work=words.quoted(work)
    )


def undone(title: str) -> str:
    return translate("review", "The answer about {title} is taken back.").format(title=words.quoted(title))


def joined_answer(name: str, band: bool) -> str:
    if band:
        return translate("review", "Noted: {name} is one band.").format(name=words.quoted(name))
    return translate("review", "Noted: {name} are several artists; the plays count for each.").format(
        name=words.quoted(name)
    )


def answer_kind(kind: AnswerKind) -> str:
    """What was answered, for a column."""
    return {
        AnswerKind.LINK: translate("review", "That work"),
        AnswerKind.OWN: translate("review", "A work of its own"),
        AnswerKind.MERGE: translate("review", "One work"),
        AnswerKind.JOINED: translate("review", "Band or artists"),
    }[kind]


def rematched(found: int, doubtful: int) -> str:
    if not found and not doubtful:
        return translate("review", "No title found a work that it had not found before.")
    said = translate("review", "{found} titles found their work.").format(found=job_words.number(found))
    if not doubtful:
        return said
    more = translate("review", "{n} more wait for your answer.").format(n=job_words.number(doubtful))
    return f"{said} {more}"


def alike(score: float) -> str:
    return translate("review", "{percent} % alike").format(percent=round(100 * score))


def plays(count: int) -> str:
    if count == 1:
        return translate("review", "1 play")
    return translate("review", "{n} plays").format(n=job_words.number(count))
