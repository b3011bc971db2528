"""Finding: who claims a file, and what happens when two do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from recdesk.domain.faults import UserFault
from recdesk.domain.history import Row
from recdesk.domain.works import Kind
from recdesk.importers import find_histories, glance, sources
from recdesk.importers.finding import decide
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look, look_at


class Claimant:
    """A format that claims whatever has a column "title"."""

    def __init__(self, name: str, *, weak: bool = False) -> None:
        self.info = SourceInfo(name, name.title(), (Kind.FILM,), (), weak)

    def claim(self, look: Look, /) -> Claim | None:
        return Claim(look.path) if look.sheet("title") else None

    def rows(self, parts: Sequence[Part], /) -> Iterator[Row]:
        raise AssertionError("a doubtful file must not be read")


LOOK = look_at("a.csv", b"Title,Date\n")


def test_two_claimants_are_a_question_that_names_both() -> None:
    answer = decide(LOOK, [Claimant("first"), Claimant("second")])
    assert isinstance(answer, str)
    assert "First (first)" in answer and "Second (second)" in answer and "source" in answer


def test_the_order_of_claimants_does_not_matter() -> None:
    one, two = Claimant("first"), Claimant("weak", weak=True)
    assert decide(LOOK, [one, two]) == decide(LOOK, [two, one])


def test_naming_the_source_settles_it_and_an_unknown_source_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('Title,Date\n"Paper Moons","2/20/23"\n')
    assert [h.source for h in find_histories(file, source="generic_csv").histories] == ["generic_csv"]
    found = find_histories(file, source="goodreads")
    assert not found.histories and "Goodreads" in found.ignored[0].why
    with pytest.raises(UserFault, match="no source called nonsense") as fault:
        find_histories(file, source="nonsense")
    assert "netflix_simple" in fault.value.do_next


def test_equal_content_has_an_equal_digest_wherever_it_lies(tmp_path: Path) -> None:
    for name in ("a/NetflixViewingHistory.csv", "b/renamed.csv", "c.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text('Title,Date\n"Paper Moons","2/20/23"\n')
    (tmp_path / "c.csv").write_text('Title,Date\n"Paper Moons","2/21/23"\n')
    digests = {h.members[0]: h.digest for h in find_histories(tmp_path).histories}
    assert digests["a/NetflixViewingHistory.csv"] == digests["b/renamed.csv"] != digests["c.csv"]


def test_a_glance_at_a_zip_reads_the_names_in_its_head() -> None:
    head = b"PK\x03\x04" + bytes(22) + (9).to_bytes(2, "little") + bytes(2) + b"diary.csv" + b"..."
    assert glance(Path("letterboxd.zip"), head) == "Letterboxd"
    assert glance(Path("photos.zip"), b"PK\x03\x04" + bytes(40)) is None


def test_a_glance_at_something_else_is_none() -> None:
    assert glance(Path("a.pdf"), b"%PDF-1.7") is None
    assert glance(Path("empty.csv"), b"") is None


def test_every_source_says_its_kinds_and_usual_files() -> None:
    assert all(info.name and info.kinds and info.files for info in sources())
