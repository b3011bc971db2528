"""A day without a time is that day wherever the person lives."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from recdesk.domain.history import Action, Event, Precision, TimeKind
from recdesk.domain.works import Kind
from recdesk.ui import words
from recdesk.ui.models.events import date_text


@pytest.fixture(params=["Pacific/Auckland", "Pacific/Kiritimati", "Etc/GMT+12", "UTC"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def _event(**more: Any) -> Event:
    given: dict[str, Any] = {
        "id": 1, "work_id": 1, "action": Action.WATCHED, "when": datetime(2020, 12, 31, 12, tzinfo=UTC),
        "precision": Precision.DAY, "time_kind": TimeKind.CONSUMED, "rating": None, "liked": False,
        "repeat": False, "seconds": None, "fraction": None, "count": 1, "detail": "", "source": "netflix",
        "batch_id": 1, "title": "Dark", "kind": Kind.SERIES,
    }  # fmt: skip
    return Event(**(given | more))


@pytest.mark.parametrize("precision", [Precision.DAY, Precision.MONTH, Precision.YEAR])
def test_the_last_day_of_a_year_stays_in_it(qapp: object, zone: str, precision: Precision) -> None:
    event = _event(precision=precision)
    assert "2020" in words.event_text(event) and "2021" not in words.event_text(event)
    assert "2020" in date_text(event.when, precision)


def test_a_time_is_told_by_the_clock_of_the_place(qapp: object, zone: str) -> None:
    event = _event(precision=Precision.SECOND)
    assert ("2021" in words.event_text(event)) is (zone in ("Pacific/Auckland", "Pacific/Kiritimati"))
