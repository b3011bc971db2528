"""Simkl: two backups that name the same works, episodes and the series they tell."""

from __future__ import annotations

import json
from pathlib import Path

from recdesk.domain.history import Action, Reading, SkippedRow
from recdesk.domain.works import Kind
from tests.importers.conformance import Conformance, cases, ledger, read

CASES = {case.name: case for case in cases("simkl")}
BACKUP = read(CASES["backup"])[1]


class TestSimkl(Conformance):
    source = "simkl"

    def held(self, file: Path) -> int:
        if file.suffix != ".json":
            return super().held(file)
        works = [work for kind in json.loads(file.read_text("utf-8")).values() for work in kind]
        seasons = [season for work in works for season in work.get("seasons", [])]
        return len(works) + sum(len(season["episodes"]) for season in seasons)


def test_a_series_told_by_its_episodes_adds_only_its_rating() -> None:
    series = [row for row in BACKUP if isinstance(row, Reading) and row.mention.title == "Harbour Lights"]
    assert [(row.action, row.detail) for row in series] == [(Action.WATCHED, "S01E01"), (Action.RATED, "")]
    assert [row.rule for row in BACKUP if isinstance(row, SkippedRow)] == ["told by its episodes"]


def test_both_backups_name_the_same_film() -> None:
    salt = [row for row in ledger([*BACKUP, *read(CASES["table"])[1]]) if row.mention.title == "Salt"]
    assert len(salt) == 1


def test_states_say_what_was_done() -> None:
    actions = {row.mention.title: row.action for row in BACKUP if isinstance(row, Reading)}
    assert (actions["Vloed"], actions["Shio"]) == (Action.SAVED, Action.ABANDONED)


def test_days_of_the_table_are_month_first() -> None:
    row = next(r for r in read(CASES["table"])[1] if isinstance(r, Reading))
    assert row.when is not None and row.when.date().isoformat() == "2015-08-21"
    assert [g.kind for g in row.mention.guesses] == [Kind.SERIES, Kind.FILM]
