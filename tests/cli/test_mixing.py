"""A list that is all of one kind says why, and how to mix."""

from __future__ import annotations

from collections.abc import Sequence

from recdesk.cli.mixing import one_kind_lines
from recdesk.domain.taste import Dials, Request
from recdesk.domain.works import Kind


def said(kinds: Sequence[str], dials: Dials | None = None, request: Request | None = None) -> str:
    items = [{"kind": kind} for kind in kinds]
    return " ".join(one_kind_lines(items, dials or Dials(), request or Request()))


def test_a_list_of_one_kind_says_that_it_is_the_plain_order_and_how_to_mix() -> None:
    assert "All of them are series" in said(["series"] * 20)
    assert "`--mix own`" in said(["series"] * 20)
    assert "17 of 20 are films" in said(["film"] * 17 + ["book"] * 3)


def test_nothing_is_said_of_a_mixed_list_or_of_one_that_was_asked_for() -> None:
    assert said(["film", "book"] * 10) == ""
    assert said(["film"] * 3) == ""
    assert said(["film"] * 20, request=Request(kinds=frozenset({Kind.FILM}))) == ""
    assert said(["film"] * 20, dials=Dials(mix={Kind.FILM: 1.0})) == ""
    assert said(["film"] * 20, request=Request(because=3)) == ""
