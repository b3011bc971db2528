from __future__ import annotations

from collections.abc import Sequence

import pytest

from recdesk.domain.faults import UserFault
from recdesk.domain.journal import BlockWhat
from recdesk.domain.works import Alias, CatalogueWork
from recdesk.library import Library
from tests.library.conftest import film

WORKS = [
    film("Blade Runner", 1982, creators=("Ridley Scott",), tags=("neo-noir", "based on a novel")),
    film("Blade Runner 2049", 2017, creators=("Denis Villeneuve",)),
    film("Blade", 1998, creators=("Stephen Norrington",), genres=("action",), tags=("vampires",)),
    film("Alien", 1979, creators=("Ridley Scott",), description="A crew meets a creature; blood follows."),
    film("花样年华", 2000, creators=("王家卫",), aliases=(Alias("In the Mood for Love", "en"),)),
]


def _install(library: Library, works: Sequence[CatalogueWork] = WORKS, version: str = "1") -> None:
    library.packs.add("starter", version=version, licence="ours", works=list(works))


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
    assert library.blocks.find(what, value.upper()) == entry
    library.journal.undo(entry)
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


def test_what_cannot_be_blocked_is_a_sentence(library: Library) -> None:
    with pytest.raises(UserFault, match="nothing to block"):
        library.blocks.add(BlockWhat.WORD, " ?! ")
    with pytest.raises(UserFault, match="is not blocked"):
        library.blocks.find(BlockWhat.TAG, "gore")
