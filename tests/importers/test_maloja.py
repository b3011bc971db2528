"""Maloja: the first of several artists."""

from __future__ import annotations

import json
from pathlib import Path

from recdesk.domain.history import Reading
from tests.importers.conformance import Conformance, cases, read


class TestMaloja(Conformance):
    source = "maloja"
    repeats = True

    def held(self, file: Path) -> int:
        return len(json.loads(file.read_text("utf-8"))["scrobbles"])


def test_the_main_artist_counts() -> None:
    artists = [row.mention.title for row in read(cases("maloja")[0])[1] if isinstance(row, Reading)]
    assert artists[0] == "The Pier Band"
    assert "夜の庭" in artists
