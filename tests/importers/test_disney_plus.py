"""Disney+: the table that converters make of its PDF, and the PDF itself."""

from __future__ import annotations

from pathlib import Path

from recdesk.domain.history import Reading
from recdesk.domain.works import Kind
from recdesk.importers import find_histories
from tests.importers.conformance import Conformance, cases, read


class TestDisneyPlus(Conformance):
    source = "disney_plus"


def test_the_season_title_is_the_series_and_profiles_are_kept() -> None:
    first, second, *_ = (r for r in read(cases("disney_plus")[0])[1] if isinstance(r, Reading))
    assert (first.mention.title, first.detail, first.profile) == ("Harbour Lights", "Low Tide", "ada")
    assert (second.mention.kind, second.mention.title) == (Kind.FILM, "Paper Moons")


def test_the_pdf_says_what_to_ask_for(tmp_path: Path) -> None:
    (tmp_path / "disney_plus_export.csv").write_bytes(b"%PDF-1.7\n%\xe2\xe3")
    assert "PDF" in find_histories(tmp_path).ignored[0].why
