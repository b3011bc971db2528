"""Samples spoilt by structure: some of each format here, a thousand each in tests/bench/bench_ledger.py."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from recdesk.domain.faults import UserFault
from recdesk.importers import find_histories, sources
from tests.importers.conformance import cases
from tests.importers.spoiling import spoil
from tests.importers.whole_rows import is_whole

MUTANTS = 8  # of each format; a new seed would find new ways, and the bench tries them


@pytest.mark.parametrize("source", [info.id for info in sources()])
def test_a_file_spoilt_inside_ends_in_whole_rows_or_a_sentence(source: str, tmp_path: Path) -> None:
    rng = random.Random(source)
    for n in range(MUTANTS):
        copy = shutil.copytree(rng.choice(cases(source)), tmp_path / str(n))
        file = rng.choice(sorted(path for path in copy.rglob("*") if path.is_file()))
        file.write_bytes(spoil(file.read_bytes(), rng)[0])
        try:
            assert all(is_whole(row) for h in find_histories(copy).histories for row in h.rows())
        except UserFault as fault:
            assert fault.say
