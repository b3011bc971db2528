"""Dates: one order for a whole column, and times as people write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recdesk.domain.history import Precision
from recdesk.importers.dates import DateColumn, parse_day
from recdesk.importers.moments import parse_moment

SHAPES = {"mdy": "{m}/{d}/{y}", "dmy": "{d:02}.{m:02}.{y}", "ymd": "{y}-{m:02}-{d:02}"}


def order_of(texts: list[str]) -> str:
    column = DateColumn()
    for text in texts:
        column.feed(text)
    return column.order


@given(
    first=st.dates(date(1995, 1, 1), date(2030, 1, 1)),
    steps=st.lists(st.integers(0, 3), min_size=40, max_size=80),
    order=st.sampled_from(sorted(SHAPES)),
    short=st.booleans(),
)
def test_a_sorted_column_of_two_months_gives_back_its_dates(
    first: date, steps: list[int], order: str, short: bool
) -> None:
    days = [first + timedelta(days=sum(steps[:n]) + n) for n in range(len(steps))]
    texts = [
        SHAPES[order].format(y=f"{d.year % 100:02}" if short else d.year, m=d.month, d=d.day) for d in days
    ]
    found = order_of(texts)
    assert [parse_day(text, found) for text in texts] == days


@pytest.mark.parametrize("text", ["2020年5月27日", "2020/05/27", "2020. 5. 27.", "2020-05-27"])
def test_a_year_in_front_needs_no_order(text: str) -> None:
    assert parse_day(text, "mdy") == date(2020, 5, 27)


@pytest.mark.parametrize(
    "text", ["31/31/2020", "2020-02-30", "0001-01-01", "0000-00-00", "3020-01-01", "", "soon", "1/2"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_day(text, "dmy") is None
    assert parse_moment(text, "dmy") is None


@pytest.mark.parametrize(
    ("text", "iso", "precision"),
    [
        ("14 Jul 2023", "2023-07-14T12:00:00+00:00", Precision.DAY),
        ("Jul 14, 2023 11:30 PM", "2023-07-14T23:30:00+00:00", Precision.MINUTE),
        ("03.02.2023", "2023-02-03T12:00:00+00:00", Precision.DAY),
        ("03/02/2023 7:05 pm", "2023-02-03T19:05:00+00:00", Precision.MINUTE),
        ("03/02/2023, 19:05:10", "2023-02-03T19:05:10+00:00", Precision.SECOND),
        ("2023-07-14T23:30:00+02:00", "2023-07-14T21:30:00+00:00", Precision.SECOND),
        ("2023-07-14 23:30:00 UTC", "2023-07-14T23:30:00+00:00", Precision.SECOND),
        ("1689377400", "2023-07-14T23:30:00+00:00", Precision.SECOND),
        ("1689377400000", "2023-07-14T23:30:00+00:00", Precision.SECOND),
        ("20230714", "2023-07-14T12:00:00+00:00", Precision.DAY),
        ("7/3/2023 11:30:00 PM +02:00", "2023-03-07T21:30:00+00:00", Precision.SECOND),
        ("Fri, 14 Jul 2023 23:30:00 +0200", "2023-07-14T21:30:00+00:00", Precision.SECOND),
        ("12. März 2023", "2023-03-12T12:00:00+00:00", Precision.DAY),
        ("12 de março de 2023", "2023-03-12T12:00:00+00:00", Precision.DAY),
        ("1er mai 2023, 21:05", "2023-05-01T21:05:00+00:00", Precision.MINUTE),
        ("2023년 5월 3일 오후 4:05", "2023-05-03T16:05:00+00:00", Precision.MINUTE),
        ("March 2023", "2023-03-01T12:00:00+00:00", Precision.MONTH),
        ("março de 2023", "2023-03-01T12:00:00+00:00", Precision.MONTH),
        ("2023-07", "2023-07-01T12:00:00+00:00", Precision.MONTH),
        ("2023", "2023-01-01T12:00:00+00:00", Precision.YEAR),
    ],
)
def test_times_are_read_as_exactly_as_they_are_written(text: str, iso: str, precision: Precision) -> None:
    found = parse_moment(text, "dmy")
    assert found is not None
    assert (found[0].isoformat(), found[1]) == (iso, precision)


@given(st.text(max_size=40), st.sampled_from(["dmy", "mdy", "ymd"]))
def test_no_text_breaks_the_reading_of_times(text: str, order: str) -> None:
    found = parse_moment(text, order)
    assert found is None or found[0].tzinfo is not None
