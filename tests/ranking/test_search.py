"""Finding works by title, by meaning, and by what they are like."""

from __future__ import annotations

import numpy as np
import pytest

from recdesk.domain.faults import UserFault
from recdesk.domain.taste import Dials, Request
from recdesk.ranking import Ranker, TitleIndex, Wish
from tests.ranking.made_runs import made_run

RUN = made_run(600, 30, width=48)
REST, NEW = Dials(), Request(n=20)


@pytest.fixture
def ranker() -> Ranker:
    return Ranker(RUN)


def text_of(work_id: int) -> np.ndarray:
    """What the embedder would say of a sentence with the very meaning of a work."""
    return (RUN.vectors[work_id // 10 - 1].astype(np.float32) + RUN.centre).astype(np.float32)


def found(ranker: Ranker, wish: Wish, request: Request = NEW) -> list[int]:
    return [pick.work_id for pick in ranker.search(wish, REST, request).picks]


def fresh(count: int) -> list[int]:
    return (RUN.work_ids[RUN.candidate & ~RUN.known & ~RUN.backlog][:count]).tolist()


def test_a_sentence_finds_the_work_that_means_it(ranker: Ranker) -> None:
    for work_id in fresh(20):
        assert found(ranker, Wish(meaning=text_of(work_id), embedder=RUN.embedder))[0] == work_id


def test_parts_of_a_find_sum_to_its_score_and_its_account_agrees(ranker: Ranker) -> None:
    wish = Wish(meaning=text_of(fresh(1)[0]), embedder=RUN.embedder, like=(50,), titles=(10,))
    turned = Dials(novelty=0.4, lately=0.3)
    for pick in ranker.search(wish, turned, NEW).picks:
        assert sum(pick.parts.values()) == pytest.approx(pick.score, abs=1e-9) and "meaning" in pick.parts
        account = ranker.account(pick.work_id, turned, NEW, wish)
        assert dict(account.parts) == dict(pick.parts)
        assert sum(e.contribution for e in account.evidence) == pytest.approx(account.parts["history"])


def test_title_hits_come_first_known_or_not_and_once(ranker: Ranker) -> None:
    known = int(RUN.work_ids[RUN.evidence_rows[0]])
    first = fresh(2)[1]
    wish = Wish(meaning=text_of(first), embedder=RUN.embedder, titles=(known, first, known))
    ids = found(ranker, wish)
    assert ids[:2] == [known, first] and len(ids) == len(set(ids)) == 20


def test_titles_alone_find_only_themselves(ranker: Ranker) -> None:
    assert found(ranker, Wish(titles=(30, 10, 20))) == [30, 10, 20]
    assert found(ranker, Wish(titles=(30, 10, 20)), Request(n=2)) == [30, 10]


def test_like_turns_a_search_towards_a_work_and_unlike_away(ranker: Ranker) -> None:
    one, other = fresh(2)
    closeness = (
        RUN.vectors.astype(np.float64) @ RUN.vectors[[one // 10 - 1, other // 10 - 1]].astype(np.float64).T
    )
    plain = found(ranker, Wish(like=(one,)))
    assert one not in plain
    turned = found(ranker, Wish(like=(one,), unlike=(other,)))
    rows, turned_rows = (np.array(ids) // 10 - 1 for ids in (plain, turned))
    assert closeness[rows, 0].mean() > closeness[:, 0].mean() + 0.1
    assert closeness[turned_rows, 1].mean() < closeness[rows, 1].mean()


def test_hidden_works_are_found_on_no_path(ranker: Ranker) -> None:
    work_id = fresh(1)[0]
    wish = Wish(meaning=text_of(work_id), embedder=RUN.embedder, titles=(work_id,))
    assert work_id not in found(ranker, wish, Request(hidden=frozenset({work_id})))


def test_a_sentence_of_another_embedder_is_refused(ranker: Ranker) -> None:
    with pytest.raises(UserFault, match="read by other/384, the works by made/384"):
        found(ranker, Wish(meaning=text_of(10), embedder="other/384"))


TITLES = TitleIndex(
    [
        (1, "Dark"), (2, "The Dark Knight"), (3, "Dark City"), (4, "Amélie"),
        (4, "Le Fabuleux Destin d'Amélie"), (5, "千と千尋の神隠し"), (6, "Darkest Hour"),
        (7, "Zodiac: Dark"), (8, "Embarked"), (9, "Spider-Man: No Way Home"),
    ],
    weight={2: 5.0, 3: 1.0, 6: 4.0},
)  # fmt: skip


def test_the_same_title_comes_before_beginnings_words_and_pieces() -> None:
    assert TITLES.hits("dark") == (1, 6, 3, 2, 7)


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("AMELIE", (4,)),
        ("knight dark", (2,)),
        ("千と", (5,)),
        ("spider man no", (9,)),
        ("home spider", (9,)),
        ("bark", (8,)),
        ("nothing of the kind", ()),
        ("  ?! ", ()),
    ],
)
def test_case_accents_punctuation_and_order_do_not_matter(typed: str, hits: tuple[int, ...]) -> None:
    assert TITLES.hits(typed) == hits


def test_as_many_hits_as_asked_for() -> None:
    assert TITLES.hits("dark", limit=2) == (1, 6)
