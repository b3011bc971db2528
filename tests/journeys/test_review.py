"""A title that may be two works: dropped, asked about once, answered, and never asked about again."""

from __future__ import annotations

from pathlib import Path

from recdesk.domain.history import RowState
from recdesk.ui.pages.review import ReviewPage

from .conftest import Visit


def netflix(folder: Path, *titles: str) -> Path:
    folder.mkdir()
    lines = [f'"{title}","{day}/6/24"' for day, title in enumerate(titles, start=1)]
    file = folder / "NetflixViewingHistory.csv"
    file.write_text("\n".join(["Title,Date", *lines]), "utf-8")
    return file


def test_a_doubtful_title_is_asked_about_once_and_never_again(
    visit: Visit, fresh_profile: Path, tmp_path: Path
) -> None:
    person = visit(fresh_profile, learning=False)
    person.drop(netflix(tmp_path / "a", "Maska", "Inception", "Maska"))
    person.rest()
    notice = person.heard("Netflix")
    assert notice.action == "Review" and notice.then is not None
    notice.then()
    page = person.desk.window.page("review")
    assert isinstance(page, ReviewPage) and person.desk.window.current_page == "review"
    person.wait(lambda: page.questions.current is not None)
    asked = page.questions.current
    assert asked is not None and asked.title == "Maska" and asked.rows == 2
    chosen = asked.cards[0]
    page.take(0)
    library = person.desk.library
    person.wait(lambda: len(library.history.events_of(chosen.work_id)) == 2)
    assert person.batch().counts[RowState.REVIEW] == 0

    person.drop(netflix(tmp_path / "b", "Maska", "Something Else"))
    person.rest()
    person.wait(lambda: len(library.history.batches()) == 2)
    assert person.batch().counts[RowState.REVIEW] == 0
    assert library.review.queue() == []
