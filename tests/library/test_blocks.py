from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from recdesk.domain.faults import UserFault
from recdesk.domain.journal import BlockWhat
from recdesk.domain.works import Alias, CatalogueWork
from recdesk.library import Library, MentionLink, _blocks
from tests.library.conftest import film, reading

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


def test_a_work_that_takes_the_number_of_one_that_is_gone_is_looked_at(
    library: Library, linked: Callable[..., tuple[MentionLink, None]]
) -> None:
    library.blocks.add(BlockWhat.WORD, "gore")

    def import_film(title: str) -> int:
        batch = library.history.begin_batch("letterboxd", f"/{title}.csv", title)
        library.history.add_rows(batch.id, 1, [reading(title, title)], {0: linked(title)})
        return batch.id

    paddington = import_film("Paddington")
    assert _hidden(library) == set()
    library.history.undo(paddington)
    import_film("Gore")
    assert _hidden(library) == {"Gore"}


def test_one_more_work_is_looked_at_alone(
    library: Library, linked: Callable[..., tuple[MentionLink, None]]
) -> None:
    _install(library, [film(f"Film {n}") for n in range(3000)])
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1

    library._connection.set_progress_handler(count, 10)
    library.blocks.add(BlockWhat.WORD, "王家卫")
    of_all, steps = steps, 0
    linked("王家卫的电影")
    steps = 0
    assert _hidden(library) == {"王家卫的电影"}
    library._connection.set_progress_handler(None, 0)
    assert steps < of_all / 5


def test_a_block_that_is_undone_while_works_are_looked_at_hides_none_of_them(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = _blocks._works_of

    def undo_meanwhile(*asked: Any) -> list[int]:
        library.journal.undo(library.blocks.standing()[0].journal_id)
        return list(look(*asked))

    _install(library)
    monkeypatch.setattr(_blocks, "_works_of", undo_meanwhile)
    library.blocks.add(BlockWhat.TAG, "vampires")
    assert _hidden(library) == set()


def test_blocking_the_same_again_is_one_entry(library: Library) -> None:
    _install(library)
    assert library.blocks.add(BlockWhat.TAG, "vampires") == library.blocks.add(BlockWhat.TAG, " Vampires ")
    assert len(library.blocks.journal()) == 1


def test_what_cannot_be_blocked_is_a_sentence(library: Library) -> None:
    with pytest.raises(UserFault, match="nothing to block"):
        library.blocks.add(BlockWhat.WORD, " ?! ")
    with pytest.raises(UserFault, match="is not blocked"):
        library.blocks.find(BlockWhat.TAG, "gore")
