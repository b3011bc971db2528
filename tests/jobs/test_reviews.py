"""What the person wrote is read once, in the background, and counts where no rating speaks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from recdesk import jobs
from recdesk.domain.history import Event
from recdesk.domain.progress import never_stop, say_nothing
from recdesk.jobs.reviews import SAID, heard, read_reviews
from recdesk.library import Library

_TABLE = """Title,Year,Watched date,Review,Rating
Heat,1995,2021-03-01,I loved every second of it. Brilliant.,
Ronin,1998,2021-03-02,Dull and far too long. What a waste of time.,
Frozen,2013,2021-03-03,I hated it. Terrible.,4.5
The Town,2010,2021-03-04,,
"""


@pytest.fixture
def told(library: Library, tmp_path: Path) -> Library:
    """Four films watched, three of them with a review, one of these rated."""
    path = tmp_path / "films.csv"
    path.write_text(_TABLE, encoding="utf-8")
    jobs.import_history(library, [path], say_nothing, never_stop)
    return library


def said(library: Library) -> dict[str, float]:
    events: list[Event] = heard(library, library.history.learnable_events())
    return {event.title: event.sentiment for event in events}


@pytest.mark.slow
def test_reviews_without_a_rating_are_read_and_the_others_left_alone(told: Library) -> None:
    assert set(said(told).values()) == {0.0}
    read_reviews(told, told.history.learnable_events(), say_nothing, never_stop)
    found = said(told)
    assert found["Heat"] > 0.3 > -0.3 > found["Ronin"]
    assert found["Frozen"] == found["The Town"] == 0.0
    kept = told.settings.get(SAID, {})
    assert len(kept["said"]) == 2 and "loved" not in str(kept)  # a checksum and a figure, not the text
    told.settings.put(SAID, kept | {"embedder": "another/model"})
    assert set(said(told).values()) == {0.0}  # what another text model told is not mixed in


@pytest.mark.slow
def test_what_was_read_is_not_read_again(told: Library) -> None:
    read_reviews(told, told.history.learnable_events(), say_nothing, never_stop)
    code = (
        "import sys\nfrom pathlib import Path\nfrom recdesk.jobs.reviews import read_reviews\n"
        "from recdesk.library import Library\nfrom recdesk.domain.progress import never_stop, say_nothing\n"
        "with Library.open(Path(sys.argv[1])) as library:\n"
        "    read_reviews(library, library.history.learnable_events(), say_nothing, never_stop)\n"
        "print('torch' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(told.profile)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
