"""Names kept in a library's file answer as those kept in memory do, and rules that change are told apart."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from recdesk.catalogue import load_starter
from recdesk.domain.progress import say_nothing
from recdesk.library import Library
from recdesk.matching import CatalogueNaming, TitleIndex
from tests.matching.labelled import read_pairs, starter_index

FORMS = (2, 1621336758)


def test_the_version_of_the_forms_goes_up_when_a_rule_changes_one() -> None:
    naming, sum_of_all = CatalogueNaming(), 0
    for work in load_starter().works:
        forms = naming.forms(work.kind, work.title, [alias.title for alias in work.aliases])
        sum_of_all = zlib.crc32(repr((forms.names, forms.spellings)).encode(), sum_of_all)
    assert (naming.version, sum_of_all) == FORMS, (
        "The forms of names have changed, and libraries keep them: let FORMS_VERSION in matching/naming.py "
        f"go up by one and write the new version and {sum_of_all} here. (For another starter catalogue write "
        "the sum alone.)"
    )


@pytest.mark.slow
def test_names_in_the_file_answer_as_names_in_memory(tmp_path: Path) -> None:
    in_memory, uids = starter_index()
    with Library.open(tmp_path / "profile") as library:
        library.packs.add("starter", version="1", licence="ours", works=load_starter().works)
        library.names.bring_up_to_date(CatalogueNaming(), say_nothing)
        numbers = library.works.ids_of(uids)
        in_file = TitleIndex(library.names)
        for pair in read_pairs():
            one, other = in_memory.match(pair.mention), in_file.match(pair.mention)
            assert (one.state, one.method, one.confidence) == (other.state, other.method, other.confidence)
            assert one.work_id is None or numbers[one.work_id] == other.work_id, pair
            kept = {(numbers[candidate.work_id], candidate.score) for candidate in one.candidates}
            assert {(c.work_id, c.score) for c in other.candidates} == kept, pair
