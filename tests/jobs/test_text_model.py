"""Another text model: read behind everything else, and the lists stay until it is through."""

from __future__ import annotations

import shutil
from importlib import import_module
from pathlib import Path

import pytest

from recdesk import jobs
from recdesk.domain.faults import UserFault
from recdesk.domain.progress import never_stop, say_nothing
from recdesk.learning import embedder_id, model_folder
from recdesk.library import Library


@pytest.mark.slow
def test_the_old_list_stays_until_another_model_has_read_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "another"
    shutil.copytree(model_folder(), folder)
    with Library.open(tmp_path / "profile") as library:
        first = jobs.learn(library, say_nothing, never_stop)
        monkeypatch.setattr(import_module("recdesk.jobs.learn"), "EMBED_FIRST", 3)
        chosen = jobs.choose_model(library, folder)
        assert chosen == embedder_id(folder) != embedder_id()
        again = jobs.learn(library, say_nothing, never_stop)
        assert (again.embedded, again.model) == (3, first.model)
        run = library.runs.latest()
        assert run is not None and run.embedder == embedder_id() and run.folder.is_dir()
        # A command waits for as many as it asks for.
        more = jobs.learn(library, say_nothing, never_stop, embed_most=8)
        assert more.embedded == 8


def test_a_folder_that_is_no_model_changes_nothing(tmp_path: Path) -> None:
    with Library.open(tmp_path / "profile") as library:
        with pytest.raises(UserFault, match="no text model"):
            jobs.choose_model(library, tmp_path)
        assert jobs.unembedded(library)[0] == embedder_id()
