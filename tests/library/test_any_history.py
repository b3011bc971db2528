"""What holds whatever rows come, in whatever order, and whichever import is taken back."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recdesk.domain.history import BatchStatus, Precision, Reading
from recdesk.library import Library, NewMention
from tests.library.conftest import film, reading

_BODY = '{{"guesses": [{{"kind": "film", "title": "{}"}}], "creators": [], "year": null, "external_ids": []}}'
_DOUBTFUL = "Dune"
_FULLER, _WEAKER = ("diary 1", "diary 2", "diary 3"), ("watched 1", "watched 2")


def _row(
    key: str,
    title: str,
    day: int | None,
    exact: Precision,
    rating: float | None,
    liked: bool,
    covers: list[str],
) -> tuple[str, Reading]:
    when = None if day is None else datetime(2024, 1, day, 12, tzinfo=UTC)
    more: dict[str, Any] = {"when": when, "precision": exact if when else Precision.NONE, "rating": rating}
    return title, reading(title, key, liked=liked, covers=tuple(covers) if key in _FULLER else (), **more)


rows = st.builds(
    _row,
    key=st.sampled_from(_FULLER + _WEAKER),
    title=st.sampled_from(("Arrival", _DOUBTFUL)),
    day=st.sampled_from((None, 1, 2)),
    exact=st.sampled_from((Precision.DAY, Precision.SECOND)),
    rating=st.sampled_from((None, 0.5, 0.8)),
    liked=st.booleans(),
    covers=st.lists(st.sampled_from(_WEAKER), max_size=2, unique=True),
)
imports = st.lists(st.lists(rows, min_size=1, max_size=4), min_size=2, max_size=4)


def _import(library: Library, name: int, rows: Sequence[tuple[str, Reading]], together: int) -> int:
    batch = library.history.begin_batch("letterboxd", f"/{name}.csv", str(name))
    for first in range(0, len(rows), together):
        page = rows[first : first + together]
        new = {
            title: NewMention(
                title, _BODY.format(title), "made", 0.0, create=film(title), doubtful=title == _DOUBTFUL
            )
            for title, _ in page
        }
        links = library.history.add_mentions(list(new.values()))
        library.history.add_rows(
            batch.id,
            first + 1,
            [row for _, row in page],
            {i: (links[t], None) for i, (t, _) in enumerate(page)},
        )
    library.history.finish_batch(batch.id, BatchStatus.DONE, 0.0)
    return batch.id


def _told(library: Library) -> list[tuple[object, ...]]:
    """Every event with all that it says, without the numbers that depend on what came when."""
    return library.history.query(
        "SELECT e.key, m.key, w.uid, e.at, e.precision, e.rating, e.liked, e.superseded_by IS NULL, "
        "(SELECT group_concat(key) FROM (SELECT key FROM covered_keys WHERE event_id = e.id ORDER BY key)) "
        "FROM events e JOIN mentions m ON m.id = e.mention_id JOIN works w ON w.id = m.work_id ORDER BY 1"
    )


def _ledger(library: Library) -> dict[str, object]:
    live = [batch for batch in library.history.batches() if batch.status is not BatchStatus.UNDONE]
    for batch in live:
        assert sum(batch.counts.values()) == len(library.history.ledger(batch.id))
    return {
        batch.path: (batch.counts, [(r.n, r.state, r.reason) for r in library.history.ledger(batch.id)])
        for batch in live
    }


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    profile = tmp_path_factory.mktemp("empty") / "profile"
    Library.open(profile).close()
    return profile


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(imports, st.randoms(use_true_random=False), st.integers(1, 4), st.integers(0, 3))
def test_the_order_does_not_matter_and_an_undo_leaves_what_would_be_there_without(
    empty: Path, imports: list[list[tuple[str, Reading]]], random: Random, together: int, gone: int
) -> None:
    order = random.sample(range(len(imports)), len(imports))
    gone %= len(imports)
    with TemporaryDirectory() as folder:
        for name in ("one", "other", "without"):
            shutil.copytree(empty, Path(folder, name))
        with (
            Library.open(Path(folder, "one")) as one,
            Library.open(Path(folder, "other")) as other,
            Library.open(Path(folder, "without")) as without,
        ):
            numbers = [_import(one, n, rows, together) for n, rows in enumerate(imports)]
            for n in order:
                _import(other, n, imports[n], 4)
            assert _told(one) == _told(other)
            one.history.undo(numbers[gone])
            for n, rows in enumerate(imports):
                if n != gone:
                    _import(without, n, rows, 4)
            assert _told(one) == _told(without)
            assert _ledger(one) == _ledger(without)
            assert {work.uid for work in one.works.all()} == {work.uid for work in without.works.all()}
            assert one.check() == []
