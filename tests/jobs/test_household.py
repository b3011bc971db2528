"""Files that hold the history of more than one person."""

from __future__ import annotations

from pathlib import Path

import pytest

from recdesk import jobs
from recdesk.domain.faults import UserFault
from recdesk.domain.history import Batch, RowState
from recdesk.domain.progress import never_stop, say_nothing
from recdesk.jobs import importing
from recdesk.jobs.household import OTHER_PERSON
from recdesk.library import Library
from tests.jobs.conftest import SAMPLES, event_lines

HOUSEHOLD = Path(__file__).parents[1] / "importers" / "samples" / "netflix_report" / "household"


def _take(library: Library, *people: str) -> Batch:
    profiles = frozenset(people) if people else None
    (batch,) = jobs.import_history(library, [HOUSEHOLD], say_nothing, never_stop, profiles=profiles).batches
    return batch


def _with_event(batch: Batch) -> int:
    return batch.counts[RowState.NEW] + batch.counts[RowState.REVIEW]


def test_rows_of_other_people_are_in_the_ledger_and_left_out_by_name(library: Library) -> None:
    batch = _take(library, "Ada")
    assert _with_event(batch) == 5 and batch.reasons[OTHER_PERSON] == 7
    assert batch.rows == sum(batch.counts.values())
    skipped = library.history.ledger(batch.id, RowState.SKIPPED)
    assert all(row.raw for row in skipped if row.reason == OTHER_PERSON)


def test_another_choice_of_people_brings_in_what_was_left_out(library: Library, prepared: Path) -> None:
    _take(library, "Ada")
    other = _take(library, "Bo")
    assert _with_event(other) == 7 and other.reasons[OTHER_PERSON] == 5
    both = _take(library, "Ada", "Bo")
    assert (_with_event(both), both.counts[RowState.DUPLICATE]) == (0, 12)
    with_choices = event_lines(library)
    with Library.open(prepared) as original:
        original.copy_to(library.profile.with_name("everybody"))
    with Library.open(library.profile.with_name("everybody")) as everybody:
        _take(everybody)
        assert event_lines(everybody) == with_choices


def test_an_import_that_was_stopped_goes_on_only_with_the_same_choice(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 4)
    said: list[object] = []
    ada = frozenset({"Ada"})
    stopped = jobs.import_history(
        library, [HOUSEHOLD], said.append, lambda: len(said) >= 1, profiles=ada
    ).batches[0]
    assert _take(library, "Bo").id != stopped.id
    assert _take(library, "Ada").id == stopped.id


def test_a_name_that_is_not_there_is_refused_with_the_names_that_are(library: Library) -> None:
    with pytest.raises(UserFault, match="Ada, Bo") as fault:
        _take(library, "Cy")
    assert "Cy" in fault.value.say
    assert library.history.batches() == []


def test_a_file_without_profiles_says_so(library: Library) -> None:
    with pytest.raises(UserFault, match="do not say whose"):
        jobs.import_history(
            library,
            [SAMPLES / "NetflixViewingHistory.csv"],
            say_nothing,
            never_stop,
            profiles=frozenset({"Ada"}),
        )
