"""What is said of an import."""

from __future__ import annotations

import pytest

from recdesk.domain.history import NOTHING_TO_USE, Batch, BatchStatus, RowState
from recdesk.ui import job_words


def said(rows: int = 3, **counts: int) -> str:
    states = {state: counts.get(state.value, 0) for state in RowState}
    return job_words.batch_facts(Batch(1, "youtube", "history.json", BatchStatus.DONE, rows, states))


@pytest.mark.parametrize("state", ["skipped", "unreadable"])
def test_an_import_of_which_nothing_was_of_use_is_not_called_done(state: str) -> None:
    assert said(**{state: 3}).startswith("Nothing to use in it")


@pytest.mark.parametrize("state", ["new", "duplicate", "review"])
def test_an_import_with_something_in_it_is_done(state: str) -> None:
    assert said(**{"skipped": 2, state: 1}).startswith("Done")


def test_an_empty_import_is_done() -> None:
    assert said(rows=0).startswith("Done")


def test_the_summary_of_an_import_without_use_says_so_too() -> None:
    batch = {"source": "generic_csv", "status": NOTHING_TO_USE, "skipped": 3}
    assert job_words.import_summary([batch]) == "CSV: nothing to use in it, 3 left out."
