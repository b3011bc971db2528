from __future__ import annotations

import numpy as np
import pytest

from recdesk.domain.feedback import Verdict
from recdesk.domain.works import Alias
from recdesk.library import Library
from tests.library.conftest import film


def test_a_pack_is_listed_with_what_it_holds(library: Library) -> None:
    library.packs.add(
        "starter", version="1", licence="ours", works=[film("A", description="text"), film("B")]
    )
    (pack,) = library.packs.all()
    assert (pack.name, pack.items, pack.with_text, pack.licence) == ("starter", 2, 1, "ours")


def test_a_newer_pack_keeps_numbers_and_drops_only_what_nobody_speaks_of(library: Library) -> None:
    library.packs.add(
        "starter", version="1", licence="ours", works=[film("Kept"), film("Loved"), film("Gone")]
    )
    ids = {work.title: work.id for work in library.works.all()}
    library.feedback.give(ids["Loved"], Verdict.LIKE)
    library.packs.add(
        "starter", version="2", licence="ours", works=[film("Kept", description="now with words")]
    )
    after = {work.title: work for work in library.works.all()}
    assert set(after) == {"Kept", "Loved"}
    assert after["Kept"].id == ids["Kept"] and after["Kept"].description == "now with words"


def test_aliases_and_kinship_come_back_as_they_were_given(library: Library) -> None:
    b = film("B", aliases=(Alias("乙", "zh"), Alias("Be")))
    a = film("A", kindred=(b.uid, "film:unknown:1900"))
    library.packs.add("starter", version="1", licence="ours", works=[a, b])
    ids = dict(zip(("A", "B"), library.works.ids_of([a.uid, b.uid])))
    edges, ranks = library.works.kinship()
    assert edges.tolist() == [[ids["A"], ids["B"]]] and ranks.tolist() == [0]
    assert {title for work_id, title in library.titles.all() if work_id == ids["B"]} == {"B", "乙", "Be"}


def test_vectors_of_another_embedder_are_never_taken_for_ours(library: Library) -> None:
    library.packs.add("starter", version="1", licence="ours", works=[film("A"), film("B")])
    a, b = (work.id for work in library.works.all())
    unit = np.eye(2, 384, dtype=np.float32)
    library.vectors.put_floats("one", [a, b], ["h1", "h2"], unit)
    assert library.vectors.missing("one") == []
    assert library.vectors.missing("two") == [a, b]
    assert not library.vectors.matrix("two", [a, b], 384).any()
    np.testing.assert_allclose(library.vectors.matrix("one", [b, a], 384), unit[::-1], atol=1e-6)


def test_a_work_whose_text_has_changed_waits_for_a_new_vector(library: Library) -> None:
    library.packs.add("starter", version="1", licence="ours", works=[film("A"), film("B")])
    a, b = (work.id for work in library.works.all())
    library.vectors.put_floats("one", [a, b], ["h1", "h2"], np.eye(2, 384, dtype=np.float32))
    library.packs.add(
        "starter", version="2", licence="ours", works=[film("A"), film("B", description="now with words")]
    )
    assert library.vectors.missing("one") == [b]


def test_what_the_person_spoke_of_is_embedded_first_then_the_best_known(library: Library) -> None:
    works = [film("Rare", audience=2.0), film("Famous", audience=6.0), film("Uncounted"), film("Loved")]
    library.packs.add("starter", version="1", licence="ours", works=works)
    ids = {work.title: work.id for work in library.works.all()}
    library.feedback.give(ids["Loved"], Verdict.LIKE)
    order = [ids[title] for title in ("Loved", "Famous", "Rare", "Uncounted")]
    assert library.vectors.missing("one") == order
    assert library.vectors.missing("one", 1) == order[:2]


def test_int8_keeps_a_vector_within_a_thousandth(library: Library) -> None:
    library.packs.add("starter", version="1", licence="ours", works=[film("A")])
    (work,) = library.works.all()
    vector = np.random.default_rng(0).standard_normal((1, 384)).astype(np.float32)
    vector /= np.linalg.norm(vector)
    library.vectors.put_floats("one", [work.id], ["h"], vector)
    assert float(library.vectors.matrix("one", [work.id], 384)[0] @ vector[0]) == pytest.approx(1, abs=1e-3)
