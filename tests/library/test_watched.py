"""Which files of a watched folder are ready: new or changed, and the same in two looks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from recdesk.domain.faults import UserFault
from recdesk.library import Library, _watched


@pytest.fixture
def library(own_profile: Path) -> Iterator[Library]:
    with Library.open(own_profile) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "exports"
    made.mkdir()
    return made


def ready(library: Library, folder: Path) -> list[str]:
    return [path.name for path in library.watched.look(folder).ready]


def test_a_file_is_ready_when_two_looks_find_it_the_same(library: Library, folder: Path) -> None:
    (folder / "a.csv").write_text("Title\n")
    first = library.watched.look(folder)
    assert first.growing and not first.ready
    assert library.watched.look(folder).ready == (folder / "a.csv",)


def test_a_file_whose_name_is_no_text_is_taken_like_any_other(library: Library, folder: Path) -> None:
    file = folder / os.fsdecode(b"caf\xe9.csv")
    try:
        file.write_text("Title\n")
    except OSError:
        pytest.skip("this file system takes no such name")
    library.watched.look(folder)
    assert library.watched.look(folder).ready == (file,)
    library.watched.took(file, "3 new")
    assert library.watched.look(folder).ready == ()
    assert [outcome.name for outcome in library.watched.outcomes()] == [file.name]


def test_a_growing_file_is_left_alone_until_it_rests(library: Library, folder: Path) -> None:
    for text in ("a", "aa", "aaa"):
        (folder / "a.csv").write_text(text)
        assert ready(library, folder) == []
    assert ready(library, folder) == ["a.csv"]


def test_a_file_that_was_taken_is_ready_again_only_when_it_changed(library: Library, folder: Path) -> None:
    file = folder / "a.csv"
    file.write_text("one")
    library.watched.look(folder)
    library.watched.took(file, "1 new")
    assert ready(library, folder) == []
    os.utime(file, ns=(1, 1))
    assert ready(library, folder) == []
    assert ready(library, folder) == ["a.csv"]
    assert [(o.name, o.what) for o in library.watched.outcomes()] == [("a.csv", "1 new")]


def test_the_memory_outlives_the_program(library: Library, folder: Path, own_profile: Path) -> None:
    (folder / "a.csv").write_text("one")
    library.watched.look(folder)
    with Library.open(own_profile) as later:
        assert ready(later, folder) == ["a.csv"]


def test_an_unpacked_export_is_one_thing(library: Library, folder: Path) -> None:
    (folder / "my_data" / "inner").mkdir(parents=True)
    (folder / "my_data" / "inner" / "b.csv").write_text("one")
    library.watched.look(folder)
    (folder / "my_data" / "inner" / "c.csv").write_text("two")
    assert ready(library, folder) == []
    assert ready(library, folder) == ["my_data"]


def test_downloads_under_way_hidden_and_empty_files_and_links_are_passed_over(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    for name in (".hidden.csv", "a.csv.part", "b.zip.crdownload"):
        (folder / name).write_text("x")
    (folder / "empty.csv").touch()
    (tmp_path / "elsewhere.csv").write_text("x")
    (folder / "link.csv").symlink_to(tmp_path / "elsewhere.csv")
    library.watched.look(folder)
    assert ready(library, folder) == []


def test_a_folder_that_is_gone_or_far_too_large_is_refused_in_a_sentence(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UserFault, match="cannot be read"):
        library.watched.choose(folder / "gone")
    monkeypatch.setattr(_watched, "MOST_ENTRIES", 3)
    (folder / "deep").mkdir()
    for n in range(5):
        (folder / "deep" / f"{n}.csv").write_text("x")
    with pytest.raises(UserFault, match="exports alone"):
        library.watched.choose(folder)
    assert library.watched.folder is None


def test_the_choice_is_remembered_and_can_be_taken_back(library: Library, folder: Path) -> None:
    library.watched.choose(folder)
    assert library.watched.folder == folder
    library.watched.choose(None)
    assert library.watched.folder is None
