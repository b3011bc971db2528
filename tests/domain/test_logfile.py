from __future__ import annotations

import logging
from pathlib import Path

from recdesk.domain.logfile import MAX_BYTES, OLD_FILES, log_handler, log_path


def _say(profile: Path, text: str) -> None:
    handler = log_handler(profile)
    handler.emit(logging.LogRecord("recdesk", logging.ERROR, "", 0, text, None, None))
    handler.close()


def test_only_the_owner_can_read_the_log(tmp_path: Path) -> None:
    _say(tmp_path, "once")
    assert log_path(tmp_path).stat().st_mode & 0o777 == 0o600
    assert "once" in log_path(tmp_path).read_text("utf-8")


def test_a_log_that_has_grown_is_put_aside_and_the_oldest_goes(tmp_path: Path) -> None:
    path = log_path(tmp_path)
    path.parent.mkdir()
    for number in range(OLD_FILES + 3):
        path.write_text(f"{number}" * (MAX_BYTES + 1), "utf-8")
        _say(tmp_path, "next")
    kept = sorted(file.name for file in path.parent.iterdir())
    assert kept == [path.name, *(f"{path.name}.{n}" for n in range(1, OLD_FILES + 1))]
    assert path.with_name(f"{path.name}.1").read_text("utf-8")[0] == f"{OLD_FILES + 2}"
    assert path.stat().st_size < 1_000


def test_a_folder_that_cannot_be_written_leaves_the_program_running(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be")
    _say(tmp_path, "to stderr instead")
