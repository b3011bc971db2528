"""Exit code 1: done, but something needs the person's eye."""

from __future__ import annotations

import errno
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from recdesk.catalogue.files import PackFiles
from recdesk.cli import main
from recdesk.domain.faults import UserFault
from recdesk.domain.resources import resource
from recdesk.library import Library

NETFLIX = resource("samples") / "NetflixViewingHistory.csv"
HOUSEHOLD = Path(__file__).parents[1] / "importers" / "samples" / "netflix_report" / "household"


class Shell:
    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def run(self, *words: object) -> tuple[int, str, str]:
        self._capsys.readouterr()
        code = main([str(word) for word in words])
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def ask(self, *words: object) -> tuple[int, dict[str, Any]]:
        code, out, _ = self.run(*words, "--json")
        return code, json.loads(out)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile that has its catalogue and the names in it, made once: that is most of a first import."""
    profile = tmp_path_factory.mktemp("ready") / "profile"
    assert main(["--profile", str(profile), "import", str(HOUSEHOLD), "--only-profile", "Ada"]) in (0, 1)
    assert main(["--profile", str(profile), "undo", "1"]) == 0
    return profile


@pytest.fixture
def shell(ready: Path, own_profile: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    with Library.open(ready) as library:
        library.copy_to(own_profile)
    return Shell(capsys)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "exports").mkdir()
    shutil.copy(NETFLIX, tmp_path / "exports")
    return tmp_path / "exports"


def test_a_folder_with_a_part_that_cannot_be_opened_is_not_called_done(shell: Shell, folder: Path) -> None:
    (folder / "letterboxd.zip").write_bytes(b"PK\x03\x04 and no end")
    code, out, err = shell.run("import", folder)
    assert code == 1 and "netflix" in out
    assert "1 file could not be looked into" in err and "letterboxd.zip" in err
    code, told = shell.ask("import", folder)
    assert code == 1 and [one["failed"] for one in told["ignored"]] == [True]


def test_what_is_no_history_wants_nobody_s_eye(shell: Shell, folder: Path) -> None:
    (folder / "readme.txt").write_text("Thank you for your request.\n")
    (folder / "me.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    with zipfile.ZipFile(folder / "letter.docx", "w") as document:
        document.writestr("[Content_Types].xml", "<Types/>")
    code, told = shell.ask("import", folder)
    assert code == 0 and [one["failed"] for one in told["ignored"]] == [False] * 3


def test_a_file_that_was_named_and_is_of_no_use_wants_the_person_s_eye(
    shell: Shell, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7\n")
    code, out, _ = shell.run("import", folder / NETFLIX.name, tmp_path / "letter.pdf")
    assert code == 1 and "letter.pdf: it is a PDF" in out
    assert shell.run("import", folder / NETFLIX.name, folder)[0] == 0


def test_everybody_of_a_household_is_taken_and_said_by_name(shell: Shell) -> None:
    code, _, err = shell.run("import", HOUSEHOLD)
    assert code == 1
    assert "several people" in err and "Bo (7 rows), Ada (5 rows)" in err and "--only-profile Bo" in err
    _, _, err = shell.run("import", HOUSEHOLD)
    assert err == "", "nothing new was taken"


def test_a_dry_run_says_it_too_and_a_choice_settles_it(shell: Shell) -> None:
    code, told = shell.ask("import", HOUSEHOLD, "--dry-run")
    assert code == 1 and list(told["people"].values()) == [{"Bo": 7, "Ada": 5}]
    _, told = shell.ask("import", HOUSEHOLD, "--only-profile", "Ada")
    assert told["people"] == {}


def test_a_pack_that_was_cut_short_is_seen_by_the_doctor_and_mended(shell: Shell, own_profile: Path) -> None:
    with Library.open(own_profile) as library:
        library.packs.add("half", version="1", licence="ours", works=[])
        with library.settings.writing() as db:
            db.execute("UPDATE packs SET state='adding', added_at=0 WHERE name='half'")
    _, told = shell.ask("doctor")
    (check,) = [check for check in told["checks"] if check["name"] == "packs"]
    assert not check["ok"] and check["mendable"] and "adding half was cut short" in check["detail"]
    with Library.open(own_profile) as library:
        assert library.packs.tidy() == ["half"]


def test_a_pack_s_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests may run as root, whom nothing is denied: the system's answer is made up."""
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "items.csv").touch()

    def denied(path: Path, *_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(UserFault, match=r"^items\.csv may not be read: permission is denied"):
        PackFiles(tmp_path / "pack")


def test_a_pack_s_folder_that_may_not_be_read_is_not_called_no_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pack").mkdir()

    def denied(folder: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(folder))

    monkeypatch.setattr("os.scandir", denied)
    with pytest.raises(UserFault, match=r"^pack may not be read"):
        PackFiles(tmp_path / "pack")


def test_the_doctor_names_a_text_model_that_is_gone_beside_all_else(shell: Shell, own_profile: Path) -> None:
    with Library.open(own_profile) as library:
        library.settings.put("text_model", str(own_profile / "no such model"))
        library.packs.add("half", version="1", licence="ours", works=[])
        with library.settings.writing() as db:
            db.execute("UPDATE packs SET state='adding', added_at=0 WHERE name='half'")
    code, told = shell.ask("doctor")
    checks = {check["name"]: check for check in told["checks"]}
    assert code == 1 and checks["database"]["ok"] and "device" in checks
    assert not checks["vectors"]["ok"] and "no such model" in checks["vectors"]["detail"]
    code, told = shell.ask("doctor", "--mend")  # that it cannot mend; what it can it does
    assert code == 1 and told["mended"] == ["packs"] and "no such model" in told["failed"][0]
