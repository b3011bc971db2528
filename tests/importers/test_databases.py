"""Databases of other programs: read from a copy, and only the tables that were named."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from recdesk.domain.faults import UserFault
from recdesk.importers import databases, find_histories
from recdesk.importers.bundle import Bundle
from recdesk.importers.databases import open_database, table_names
from recdesk.importers.limits import Limits
from recdesk.importers.streams import Member
from tests.importers.databases_of_samples import database_of, make, scripts

SCRIPTS = {f"{script.parent.name}/{script.stem}": script for script in scripts()}
KOBO = database_of(SCRIPTS["kobo/reader"])


def member_of(path: Path) -> Member:
    return Bundle(path).members[0]


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_sample_is_what_its_script_makes(name: str, tmp_path: Path) -> None:
    made = tmp_path / "made"
    make(SCRIPTS[name], made)
    assert dump(made) == dump(database_of(SCRIPTS[name]))


def test_a_table_that_was_not_named_cannot_be_read() -> None:
    with open_database(member_of(KOBO), "content") as database:
        assert next(database.rows("SELECT count(*) AS n FROM content"))["n"] == 8
        with pytest.raises(UserFault):
            list(database.rows("SELECT * FROM user"))
        with pytest.raises(UserFault):
            list(database.rows("SELECT (SELECT RefreshToken FROM user) AS t FROM content"))


def test_a_view_planted_in_the_file_opens_no_door(tmp_path: Path) -> None:
    planted = tmp_path / "KoboReader.sqlite"
    planted.write_bytes(KOBO.read_bytes())
    with closing(sqlite3.connect(planted)) as connection:
        connection.execute("ALTER TABLE content RENAME TO c")
        connection.execute("CREATE VIEW content AS SELECT RefreshToken AS Title FROM user")
        connection.commit()
    with open_database(member_of(planted), "content") as database, pytest.raises(UserFault):
        list(database.rows("SELECT Title FROM content"))


def test_nothing_is_written_to_the_file_or_left_beside_it(tmp_path: Path) -> None:
    copy = tmp_path / "KoboReader.sqlite"
    copy.write_bytes(KOBO.read_bytes())
    with open_database(member_of(copy), "content") as database, pytest.raises(UserFault):
        list(database.rows("DELETE FROM content"))
    assert "user" in table_names(member_of(copy))
    assert copy.read_bytes() == KOBO.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["KoboReader.sqlite"]


def test_a_database_in_the_middle_of_its_programs_work_is_read_without_its_side_files(tmp_path: Path) -> None:
    live = tmp_path / "KoboReader.sqlite"
    live.write_bytes(KOBO.read_bytes())
    with closing(sqlite3.connect(live)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("UPDATE ratings SET Rating = 5")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("BEGIN IMMEDIATE")
        with open_database(member_of(live), "ratings") as database:
            assert [row["Rating"] for row in database.rows("SELECT Rating FROM ratings")] == [5]


def test_a_database_larger_than_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "LIMITS", Limits(database_bytes=1000))
    with pytest.raises(UserFault, match="larger than any history"):
        table_names(member_of(KOBO))


def test_a_question_without_an_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "_STEPS", 1_000_000)
    many = tmp_path / "many.db"
    with closing(sqlite3.connect(many)) as connection:
        connection.execute("CREATE TABLE t (n)")
        connection.executemany("INSERT INTO t VALUES (?)", [(n,) for n in range(400)])
        connection.commit()
    with open_database(member_of(many), "t") as database, pytest.raises(UserFault):
        list(database.rows("SELECT count(*) FROM t a, t b, t c"))


@pytest.mark.parametrize(
    "view",
    [
        "SELECT Token AS Rating FROM user",
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS Rating FROM n",
        "SELECT hex(zeroblob(400000000)) AS Rating",
        "SELECT count(*) AS Rating FROM content a, content b, content c, content d, content e, content f",
        "SELECT load_extension('/tmp/x') AS Rating",
        "SELECT name AS Rating FROM pragma_database_list",
    ],
)
def test_views_of_a_stranger_read_nothing_and_come_to_an_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, view: str
) -> None:
    monkeypatch.setattr(databases, "_STEPS", 1_000_000)
    planted = tmp_path / "KoboReader.sqlite"
    planted.write_bytes(KOBO.read_bytes())
    with closing(sqlite3.connect(planted)) as connection:
        connection.execute("DROP TABLE ratings")
        connection.execute("ALTER TABLE user RENAME COLUMN RefreshToken TO Token")
        values = ", ".join(f"('{n}', '9')" for n in range(60))
        connection.execute(f"INSERT INTO content (ContentID, ContentType) VALUES {values}")
        connection.execute(f"CREATE VIEW ratings AS {view}")
        connection.commit()
    with open_database(member_of(planted), "content", "ratings") as database, pytest.raises(UserFault):
        list(database.rows("SELECT Rating FROM ratings"))


def test_triggers_of_a_stranger_have_nothing_to_wait_for(tmp_path: Path) -> None:
    planted = tmp_path / "KoboReader.sqlite"
    planted.write_bytes(KOBO.read_bytes())
    with closing(sqlite3.connect(planted)) as connection:
        for doing in ("INSERT", "UPDATE", "DELETE"):
            connection.execute(
                f"CREATE TRIGGER on_{doing} AFTER {doing} ON content BEGIN DELETE FROM ratings; END"
            )
        connection.commit()
    before = planted.read_bytes()
    (history,) = find_histories(planted).histories
    assert len(list(history.rows())) == 7 and planted.read_bytes() == before


def test_a_database_that_another_program_has_locked_is_read_from_its_copy(tmp_path: Path) -> None:
    live = tmp_path / "KoboReader.sqlite"
    live.write_bytes(KOBO.read_bytes())
    with closing(sqlite3.connect(live)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        (history,) = find_histories(live).histories
        assert len(list(history.rows())) == 7


def test_a_schema_that_is_not_text_is_a_plain_sentence(tmp_path: Path) -> None:
    spoilt = tmp_path / "KoboReader.sqlite"
    spoilt.write_bytes(KOBO.read_bytes().replace(b"CREATE TABLE user", b"CREATE TABLE\x96user"))
    found = find_histories(spoilt)
    assert found.histories == () and "damaged database" in found.ignored[0].why


def test_a_torn_database_is_a_plain_sentence(tmp_path: Path) -> None:
    torn = tmp_path / "KoboReader.sqlite"
    torn.write_bytes(KOBO.read_bytes()[:1500])
    found = find_histories(torn)
    assert found.histories == () and "damaged database" in found.ignored[0].why
