"""An answer is taken back although packs came and went meanwhile."""

from __future__ import annotations

import orjson
import pytest

from recdesk.domain.history import Guess, Mention
from recdesk.domain.works import Kind
from recdesk.library import Library, NewMention
from tests.library.conftest import film, reading

WORKS = [film("Dune", 1984), film("Arrival", 2016)]


@pytest.mark.parametrize("comes_back", [True, False])
def test_an_answer_is_undone_to_the_work_it_was_even_if_that_has_another_number_now(
    library: Library, comes_back: bool
) -> None:
    library.packs.add("starter", version="1", licence="ours", works=WORKS)
    wrong, right = (work.id for work in library.works.all())
    body = orjson.dumps(Mention((Guess(Kind.FILM, "Dune"),))).decode()
    dune = library.history.add_mentions([NewMention("dune", body, "title", 0.9, work_id=wrong)])["dune"]
    batch = library.history.begin_batch("letterboxd", "/diary.csv", "diary")
    library.history.add_rows(batch.id, 1, [reading("Dune", "1")], {0: (dune, None)})
    library.review.accept(dune.id, right)
    library.packs.remove("starter")
    others = [film(f"Other {n}") for n in range(9)]
    library.packs.add("others", version="1", licence="ours", works=others)
    if comes_back:
        library.packs.add("starter", version="2", licence="ours", works=WORKS)
    library.review.undo()
    (event,) = library.history.events()
    work = library.works.get(event.work_id)
    assert work is not None and (work.title, work.year) == ("Dune", 1984)
    assert library.check() == []
