"""Rows whose work is in doubt, as questions to the person. Reads; what is answered is `_review`'s matter."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from recdesk.domain.faults import UserFault
from recdesk.domain.review import Possible, Question, Spelling, mention_of
from recdesk.library._base import Section, moment
from recdesk.library._works import Works

SHOWN = 5  # candidates of one question
OPEN = "('review', 'created')"  # states of a mention that nobody has answered and no pack knows
_PLACES = 3  # rows of a question that are named


class Questions(Section):
    """What waits for an answer, and what can be asked about any row."""

    def waiting(self) -> tuple[int, int]:
        """(questions, rows they would settle)."""
        rows = self.query(
            "SELECT count(DISTINCT m.work_id), count(*) FROM mentions m "
            "JOIN live_events e ON e.mention_id = m.id WHERE m.state='review'"
        )
        return int(rows[0][0]), int(rows[0][1])

    def queue(self) -> list[Question]:
        """Every question, those that most plays hang on first."""
        rows = self.query(
            f"{_QUESTIONS} WHERE m.state IN {OPEN} AND m.work_id IN "
            "(SELECT work_id FROM mentions WHERE state='review') GROUP BY m.id"
        )
        found = [self._question(group) for group in _by_work(rows)]
        return sorted(found, key=lambda question: (-question.plays, question.id))

    def question(self, mention_id: int) -> Question:
        """The rows of one mention and the works they may mean, whether or not it is in doubt: a match that
        was wrong is asked about like any other."""
        group = self.query(f"{_QUESTIONS} WHERE m.id=? GROUP BY m.id", (mention_id,))
        if not group:
            raise UserFault(f"There is no row number {mention_id}.", "`recdesk review list` lists them.")
        if group[0][_STATE] in ("review", "created") and group[0][_WORK] is not None:
            group = self.query(
                f"{_QUESTIONS} WHERE m.state IN {OPEN} AND m.work_id=? GROUP BY m.id", (group[0][_WORK],)
            )
        return self._question(group)

    def question_of_event(self, event_id: int) -> Question:
        """As `question`, for the mention of an event."""
        rows = self.query("SELECT mention_id FROM events WHERE id=?", (event_id,))
        if not rows:
            raise UserFault(f"There is no event number {event_id}.", "`recdesk history` lists them.")
        return self.question(rows[0][0])

    def spellings(self, work_id: int) -> list[Spelling]:
        """How rows name a work, most rows first."""
        rows = self.query(
            "SELECT m.id, m.body, m.state, (SELECT count(*) FROM live_events e WHERE e.mention_id=m.id) AS n "
            "FROM mentions m WHERE m.work_id=? ORDER BY n DESC, m.id",
            (work_id,),
        )
        return [Spelling(i, mention_of(body), n, state == "settled") for i, body, state, n in rows]

    def _question(self, group: Sequence[tuple[Any, ...]]) -> Question:
        """One question of all mentions in `group`, which lead to one work; the one said most speaks."""
        group = sorted(group, key=lambda row: (row[_STATE] != "review", -row[_PLAYS], row[0]))
        number, body, why, candidates, work_id, *_ = group[0]
        mentions = [row[0] for row in group]
        first = [row[_FIRST] for row in group if row[_FIRST] is not None]
        last = [row[_FIRST + 1] for row in group if row[_FIRST + 1] is not None]
        sources = dict.fromkeys(name for row in group for name in row[_FIRST + 2].split(",") if name)
        places, details = self._some_rows(mentions)
        return Question(
            id=number,
            work_id=work_id,
            mention=mention_of(body),
            why=why,
            rows=sum(row[_PLAYS - 1] for row in group),
            plays=sum(row[_PLAYS] for row in group),
            sources=tuple(sources),
            first=moment(min(first)) if first else None,
            last=moment(max(last)) if last else None,
            places=places,
            details=details,
            candidates=self._possible(json.loads(candidates), work_id),
        )

    def _some_rows(self, mention_ids: Sequence[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        rows = self.query(
            "SELECT r.place, e.detail FROM events e JOIN raw_rows r ON r.event_id = e.id "
            "WHERE e.mention_id IN (SELECT value FROM json_each(?)) LIMIT ?",
            (json.dumps(mention_ids), 20 * _PLACES),
        )
        details = dict.fromkeys(detail for _, detail in rows if detail)
        return tuple(place for place, _ in rows[:_PLACES]), tuple(details)[:_PLACES]

    def _possible(self, candidates: Sequence[tuple[int, float]], own: int | None) -> tuple[Possible, ...]:
        """The candidates that are still there, merged ones as what they were merged into."""
        merged = self._merged(work_id for work_id, _ in candidates)
        scores: dict[int, float] = {}
        for work_id, score in candidates:
            scores.setdefault(merged.get(work_id, work_id), score)
        scores.pop(own or 0, None)
        works = self._works.some(scores)
        return tuple(Possible(works[i], score) for i, score in scores.items() if i in works)[:SHOWN]

    def _merged(self, work_ids: Iterable[int]) -> Mapping[int, int]:
        wanted = json.dumps(list(work_ids))
        return dict(
            self.query(
                "SELECT id, merged_into FROM works WHERE merged_into IS NOT NULL "
                "AND id IN (SELECT value FROM json_each(?))",
                (wanted,),
            )
        )

    @property
    def _works(self) -> Works:
        return Works(self._connection, self._path)


_QUESTIONS = (
    "SELECT m.id, m.body, m.method, m.candidates, m.work_id, m.state, count(e.id), "
    "coalesce(sum(e.count), 0), min(e.at), max(e.at), coalesce(group_concat(DISTINCT e.source), '') "
    "FROM mentions m LEFT JOIN live_events e ON e.mention_id = m.id"
)
_WORK, _STATE, _PLAYS, _FIRST = 4, 5, 7, 8


def _by_work(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    groups: dict[int, list[tuple[Any, ...]]] = {}
    for row in rows:
        groups.setdefault(row[_WORK], []).append(row)
    for group in groups.values():
        # Without rows there is nothing to ask: what is left of an import that was taken back.
        if any(row[_STATE] == "review" and row[_PLAYS] for row in group):
            yield group
