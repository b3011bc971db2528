"""How the columns of tables are read, remembered."""

from __future__ import annotations

import pytest

from recdesk.domain.faults import UserFault
from recdesk.library import Library


def test_a_mapping_is_kept_replaced_and_forgotten(library: Library) -> None:
    library.column_maps.keep("a", {"Was": "title"}, "one.csv")
    library.column_maps.keep("b", {"Name": "title"}, "two.csv")
    library.column_maps.keep("a", {"Was": "film"}, "three.csv")
    assert [(kept.key, kept.name) for kept in library.column_maps.all()] == [
        ("a", "three.csv"),
        ("b", "two.csv"),
    ]
    assert library.column_maps.by_table()["a"] == {"Was": "film"}
    library.column_maps.forget("a")
    assert set(library.column_maps.by_table()) == {"b"}


def test_forgetting_what_is_not_kept_says_so(library: Library) -> None:
    with pytest.raises(UserFault):
        library.column_maps.forget("a")
