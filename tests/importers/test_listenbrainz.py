"""ListenBrainz: months of listens, feedback, and the mapping that knows the first artist."""

from __future__ import annotations

import json
from pathlib import Path

from recdesk.domain.history import Action, BadRow, Reading, SkippedRow
from tests.importers.conformance import Conformance, cases, read

WHOLE = next(case for case in cases("listenbrainz") if case.name == "whole_export")


class TestListenBrainz(Conformance):
    source = "listenbrainz"
    repeats = True

    def held(self, file: Path) -> int:
        text = file.read_text("utf-8")
        return len(text.splitlines()) if file.suffix == ".jsonl" else len(json.loads(text))


def test_the_mapping_names_the_first_of_two_artists_and_brings_the_numbers_of_musicbrainz() -> None:
    first = next(row for row in read(WHOLE)[1] if isinstance(row, Reading))
    assert first.mention.title == "The Pier Band"
    assert first.mention.external_ids == (("musicbrainz_artist", "11111111-2222-3333-4444-555555555555"),)
    assert first.also is not None and first.also.external_ids[0][0] == "musicbrainz_release"
    assert first.seconds is None  # the length of a track is not how long it was heard


def test_feedback_is_a_like_or_a_dislike_where_the_recording_has_a_name() -> None:
    rows = [row for row in read(WHOLE)[1] if row.place.startswith("feedback")]
    assert [row.action for row in rows if isinstance(row, Reading)] == [Action.LIKED, Action.DISLIKED]
    assert [row.rule for row in rows if isinstance(row, SkippedRow)] == [
        "a recording known by its number only",
        "feedback taken back",
    ]


def test_a_line_cut_off_is_one_bad_row() -> None:
    bad = [(row.place, row.why) for row in read(WHOLE)[1] if isinstance(row, BadRow)]
    assert bad == [
        ("listens/2023/5.jsonl, row 5", "it has no time"),
        ("listens/2023/5.jsonl, row 6", "the line is damaged"),
    ]
