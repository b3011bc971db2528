from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.bench.killing import killed_import, mixed_folder


@pytest.mark.slow
def test_an_import_killed_five_times_ends_in_the_events_of_one_that_was_not(tmp_path: Path) -> None:
    files = mixed_folder(tmp_path / "files", 30_000)
    expected, _ = killed_import(tmp_path / "whole", files, [])
    assert len(expected) > 30_000
    moments = [random.Random(7).uniform(0.5, 2.5) for _ in range(5)]
    events, alive = killed_import(tmp_path / "killed", files, moments)
    assert alive > 0
    assert events == expected
