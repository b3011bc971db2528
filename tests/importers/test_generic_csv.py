"""Tables nobody knows: columns understood by their names, or as the person says."""

from __future__ import annotations

from pathlib import Path

import pytest

from recdesk.domain.faults import UserFault
from recdesk.domain.history import Action, BadRow, Precision, Reading, SkippedRow
from recdesk.domain.works import Kind
from recdesk.importers import find_histories
from tests.importers.conformance import Conformance, cases, read


class TestGenericCsv(Conformance):
    source = "generic_csv"


def written(tmp_path: Path, text: str, name: str = "log.csv") -> Path:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    return file


def readings(path: Path) -> list[Reading]:
    return [row for row in read(path)[1] if isinstance(row, Reading)]


def test_kinds_statuses_ratings_and_dates_are_understood() -> None:
    log = {
        r.mention.title: r for r in readings(next(c for c in cases("generic_csv") if c.name == "mixed_kinds"))
    }
    assert (log["Paper Moons"].mention.kind, log["Paper Moons"].rating) == (Kind.FILM, 0.9)
    assert log["Quiet Rivers"].action is Action.ABANDONED
    assert (log["The Long Field"].action, log["The Long Field"].rating) == (Action.READ, 0.75)
    assert (log["Salt"].mention.kind, log["Salt"].action) == (Kind.ALBUM, Action.RATED)
    assert log["Night Garden Radio"].precision is Precision.SECOND
    assert log["Bakers at War"].action is Action.SAVED


def test_what_it_cannot_take_says_why() -> None:
    rows = read(next(c for c in cases("generic_csv") if c.name == "mixed_kinds"))[1]
    assert [row.rule for row in rows if isinstance(row, SkippedRow)] == ["not a kind RecDesk knows (game)"]
    assert [row.why for row in rows if isinstance(row, BadRow)] == [
        "the date yesterday is not a date",
        "the rating 11 is not between 0 and 10",
    ]


def test_plays_are_counted_whole_with_marks_between_their_thousands(tmp_path: Path) -> None:
    rows = (
        'Radiohead,"1,024"',
        "Portishead,512",
        'Björk,"1,012,345"',
        "Low,1.500",
        "Pixies,12 500",
        "Can,3.0",
    )
    plays = {
        r.mention.title: r.count for r in readings(written(tmp_path, "\n".join(["Artist,Plays", *rows])))
    }
    assert plays == {
        "Radiohead": 1024, "Portishead": 512, "Björk": 1_000_000, "Low": 1500, "Pixies": 12_500, "Can": 3
    }  # fmt: skip


def test_a_mapping_says_what_columns_mean(tmp_path: Path) -> None:
    file = written(tmp_path, "a;b;c;d\nPaper Moons;12.03.2024;85;film\n")
    mapping = {"a": "title", "B": "date", "c": "rating/100", "d": "kind"}
    (history,) = find_histories(file, source="generic_csv", mapping=mapping).histories
    (row,) = history.rows()
    assert isinstance(row, Reading) and row.when is not None
    assert (row.mention.title, row.mention.kind, row.rating) == ("Paper Moons", Kind.FILM, 0.85)
    assert row.when.date().isoformat() == "2024-03-12"


@pytest.mark.parametrize(
    "mapping", [{"a": "colour"}, {"b": "date"}, {"a": "title", "b": "title"}, {"a": "rating/x"}]
)
def test_a_mapping_that_makes_no_sense_is_refused_with_a_sentence(
    tmp_path: Path, mapping: dict[str, str]
) -> None:
    with pytest.raises(UserFault):
        find_histories(written(tmp_path, "a,b\n1,2\n"), source="generic_csv", mapping=mapping)


def test_a_mapping_for_columns_that_are_not_there_names_them(tmp_path: Path) -> None:
    found = find_histories(written(tmp_path, "a,b\n1,2\n"), mapping={"film name": "title"})
    assert "film name" in found.ignored[0].why


def test_a_list_of_titles_alone_is_taken_from_a_chosen_file_but_not_from_a_folder(tmp_path: Path) -> None:
    file = written(tmp_path, "movieId,title,genres\n1,Paper Moons (2019),Drama\n", "movies.csv")
    assert not find_histories(file).histories  # nothing in it is about a person
    chosen = written(tmp_path, "Title,Director\nPaper Moons,Lena Ost\n", "seen.csv")
    assert find_histories(chosen).histories
    assert not find_histories(tmp_path).histories


def test_saved_articles_are_not_taken_for_films(tmp_path: Path) -> None:
    file = written(
        tmp_path, "title,url,saved_at,tags,state\nA thing,https://example.org,1700000000,,unread\n"
    )
    assert not find_histories(file).histories


def test_it_never_takes_a_file_that_another_format_claims(tmp_path: Path) -> None:
    file = written(tmp_path, 'Title,Date\n"Paper Moons","2/20/23"\n')
    assert [h.source for h in find_histories(file).histories] == ["netflix_simple"]


def test_a_scale_of_ten_is_seen_from_the_whole_column(tmp_path: Path) -> None:
    rows = readings(written(tmp_path, "Title,Rating\nA,4\nB,5\nC,8\n"))
    assert [row.rating for row in rows] == [0.4, 0.5, 0.8]
