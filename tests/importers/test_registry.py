"""Every format has samples, expected rows and a test class: a new importer without them fails here."""

from __future__ import annotations

from pathlib import Path

import pytest

from recdesk.importers import glance, sources
from tests.importers.conformance import SAMPLES, cases

IDS = [info.id for info in sources()]


@pytest.mark.parametrize("source", IDS)
def test_every_importer_has_samples_with_expected_rows_and_a_conformance_test(source: str) -> None:
    assert cases(source), f"put a sample under {SAMPLES / source}"
    assert all(case.with_suffix(".jsonl").is_file() for case in cases(source))
    tests = (Path(__file__).parent / f"test_{source}.py").read_text("utf-8")
    assert f'(Conformance):\n    source = "{source}"' in tests


def test_ids_are_unique_and_only_the_table_of_titles_is_weak() -> None:
    assert len(set(IDS)) == len(IDS)
    assert [info.id for info in sources() if info.weak] == ["generic_csv"]


@pytest.mark.parametrize("source", IDS)
def test_four_kilobytes_are_enough_to_name_the_format(source: str) -> None:
    name = next(info.name for info in sources() if info.id == source)
    for case in cases(source):
        heads = {glance(file, file.read_bytes()[:4096]) for file in case.rglob("*") if file.is_file()}
        assert name in heads, case.name
