"""The log of a music player: plays, skips and a clock that was never set."""

from __future__ import annotations

from pathlib import Path

from recdesk.domain.history import Action, Reading
from tests.importers.conformance import Conformance, cases, read


class TestAudioscrobbler(Conformance):
    source = "audioscrobbler"
    repeats = True

    def held(self, file: Path) -> int:
        return sum(1 for line in file.read_text("utf-8").splitlines() if line and line[0] != "#")


def test_a_skip_is_a_skip_and_its_length_is_not_taken_for_listening() -> None:
    rows = {row.detail: row for row in read(cases("audioscrobbler")[0])[1] if isinstance(row, Reading)}
    assert (rows["Moths"].action, rows["Moths"].seconds) == (Action.SKIPPED, None)
    assert (rows["Low Tide"].action, rows["Low Tide"].seconds) == (Action.LISTENED, 259)
    assert rows["蛾"].when is None
