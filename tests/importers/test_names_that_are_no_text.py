"""Files from old disks, whose names are bytes that are no UTF-8."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from recdesk.domain.faults import UserFault
from recdesk.domain.history import Reading
from recdesk.importers import find_histories

_NAME = os.fsdecode(b"caf\xe9.csv")
_TABLE = "Title,Date\n" + "".join(f'"Dark: Season 1: Episode {n}","{n}/14/2020"\n' for n in range(1, 9))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / _NAME
    try:
        made.write_text(_TABLE)
    except OSError:
        pytest.skip("this file system takes no such name")
    return made


def _places(path: Path) -> set[str]:
    (history,) = find_histories(path).histories
    return {row.place.encode().decode() for row in history.rows() if isinstance(row, Reading)}


def test_a_file_is_read_and_called_by_what_of_its_name_can_be_read(file: Path) -> None:
    assert _places(file) == {f"caf\\xe9.csv, row {n}" for n in range(2, 10)}


def test_a_folder_with_such_a_file_is_read_whole(file: Path) -> None:
    shutil.copy(file, file.with_name("netflix.csv"))
    file.write_text(_TABLE.replace("Dark", "1899"))
    found = find_histories(file.parent)
    assert {member for history in found.histories for member in history.members} == {
        "caf\\xe9.csv",
        "netflix.csv",
    }


def test_what_cannot_be_read_is_named_in_words(tmp_path: Path) -> None:
    with pytest.raises(UserFault) as met:
        find_histories(tmp_path / _NAME)
    assert "caf\\xe9.csv is not there" in str(met.value).encode().decode()
