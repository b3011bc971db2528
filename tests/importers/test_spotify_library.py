"""What is kept at Spotify: likes, and bans as dislikes."""

from __future__ import annotations

import json
from pathlib import Path

from recdesk.domain.history import Action, Reading
from recdesk.domain.works import Kind
from tests.importers.conformance import Conformance, cases, read


class TestSpotifyLibrary(Conformance):
    source = "spotify_library"

    def held(self, file: Path) -> int:
        return sum(len(v) for k, v in json.loads(file.read_text("utf-8")).items() if k != "other")


def test_kept_is_liked_and_banned_is_disliked() -> None:
    rows = [row for row in read(cases("spotify_library")[0])[1] if isinstance(row, Reading)]
    assert {row.mention.title for row in rows if row.action is Action.DISLIKED} == {"Loud Nine"}
    liked = {(row.mention.kind, row.mention.title) for row in rows if row.action is Action.LIKED}
    assert (Kind.PODCAST, "Night Garden Radio") in liked
    assert (Kind.ALBUM, "Moths of May") in liked
    assert ("spotify", "spotify:artist:6") in {pair for row in rows for pair in row.mention.external_ids}
