from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from recdesk.domain.faults import UserFault
from recdesk.domain.feedback import BlockWhat, Verdict
from recdesk.domain.works import Alias, CatalogueWork
from recdesk.library import Library
from tests.library.conftest import film
from tests.library.older import library_before

WORKS = [
    film("Blade Runner", 1982, creators=("Ridley Scott",), tags=("neo-noir", "based on a novel")),
    film("Blade Runner 2049", 2017, creators=("Denis Villeneuve",)),
    film("Blade", 1998, creators=("Stephen Norrington",), genres=("action",), tags=("vampires",)),
    film("Alien", 1979, creators=("Ridley Scott",), description="A crew meets a creature; blood follows."),
    film("花样年华", 2000, creators=("王家卫",), aliases=(Alias("In the Mood for Love", "en"),)),
]


def _install(library: Library, works: Sequence[CatalogueWork] = WORKS, version: str = "1") -> None:
    library.works.install_pack("starter", version, "ours", list(works))


def _hidden(library: Library) -> set[str]:
    return {work.title for work in library.works.some(library.hidden_works()).values()}


@pytest.mark.parametrize(
    ("what", "value", "hides"),
    [
        (BlockWhat.CREATOR, "ridley  scott", {"Blade Runner", "Alien"}),
        (BlockWhat.SERIES, "Blade Runner", {"Blade Runner", "Blade Runner 2049"}),
        (BlockWhat.SERIES, "in the mood for love", {"花样年华"}),
        (BlockWhat.TAG, "Neo Noir", {"Blade Runner"}),
        (BlockWhat.TAG, "Action", {"Blade"}),
        (BlockWhat.WORD, "blood", {"Alien"}),
        (BlockWhat.WORD, "样年", {"花样年华"}),
        (BlockWhat.WORD, "lade", set()),
        (BlockWhat.CREATOR, "王家卫", {"花样年华"}),
        (BlockWhat.TAG, "100%", set()),
    ],
)
def test_a_block_hides_what_it_names_and_nothing_else(
    library: Library, what: BlockWhat, value: str, hides: set[str]
) -> None:
    _install(library)
    entry = library.blocks.add(what, value)
    assert _hidden(library) == hides
    assert library.blocks.standing()[0].works == len(hides)
    library.blocks.take_back(entry)
    assert _hidden(library) == set()
    assert library.blocks.journal()[0].undone


def test_works_that_come_after_a_block_are_hidden_too(library: Library) -> None:
    _install(library)
    library.blocks.add(BlockWhat.CREATOR, "Denis Villeneuve")
    _install(library, [*WORKS, film("Dune", 2021, creators=("Denis Villeneuve",))], version="2")
    assert _hidden(library) == {"Blade Runner 2049", "Dune"}


def test_blocking_the_same_again_is_one_entry(library: Library) -> None:
    _install(library)
    assert library.blocks.add(BlockWhat.TAG, "vampires") == library.blocks.add(BlockWhat.TAG, " Vampires ")
    assert len(library.blocks.journal()) == 1


def test_verdicts_and_blocks_share_the_numbers_of_one_journal(library: Library) -> None:
    _install(library)
    work = library.works.all()[0].id
    numbers = [
        library.feedback.give(work, Verdict.LIKE),
        library.blocks.add(BlockWhat.TAG, "vampires"),
        library.feedback.give(work, Verdict.LATER),
        library.blocks.add(BlockWhat.WORD, "blood"),
    ]
    assert numbers == sorted(set(numbers))


def test_what_cannot_be_blocked_is_a_sentence(library: Library) -> None:
    with pytest.raises(UserFault, match="nothing to block"):
        library.blocks.add(BlockWhat.WORD, " ?! ")
    with pytest.raises(UserFault, match="no block number 7"):
        library.blocks.take_back(7)


def test_m006_blocks_adds_the_list_and_keeps_the_older_library_beside_it(tmp_path: Path) -> None:
    older = library_before("m006_blocks", tmp_path)
    older.execute("INSERT INTO settings VALUES ('theme', '\"dark\"')")
    older.commit()
    older.close()
    with Library.open(tmp_path) as library:
        assert library.settings.get("theme") == "dark"
        assert library.blocks.journal() == []
    (kept,) = tmp_path.glob("library-schema-*.sqlite")
    assert kept.stat().st_mode & 0o777 == 0o600
    copy = sqlite3.connect(kept)
    tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type='table'")}
    assert "settings" in tables and "blocks" not in tables
    copy.close()
