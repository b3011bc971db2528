"""Words that were read in the wrong encoding are read again, and no others."""

from __future__ import annotations

import pytest

from recdesk.domain.history import Guess, Mention
from recdesk.domain.works import Kind
from recdesk.matching import readable_mention
from recdesk.matching.garbled import readable

MEANT = (
    "Amélie",
    "WALL·E",
    "Star Wars: Episode I – The Phantom Menace",
    "Сталкер",
    "千と千尋の神隠し",
    "Où est-il?",
)


@pytest.mark.parametrize("title", MEANT)
def test_a_title_that_was_read_as_latin_is_read_as_it_was_meant(title: str) -> None:
    assert readable(title.encode().decode("latin-1")) == title


@pytest.mark.parametrize("title", ["Amélie", "Episode I – The Phantom Menace", "It’s Me"])
def test_a_title_that_was_read_as_windows_does_is_read_as_it_was_meant(title: str) -> None:
    assert readable(title.encode().decode("cp1252")) == title


def test_a_hard_space_that_became_a_soft_one_is_none_the_worse() -> None:
    assert readable("Episode III \u00e2\u0080\u0093\u00c2 Revenge of the Sith") == (
        "Episode III – Revenge of the Sith"
    )


@pytest.mark.parametrize(
    "title", [*MEANT, "Todo Mundo em Pânico 2", "São Paulo", "«CAFÉ»", "Â", "Ã", "ÂME", "Naïve"]
)
def test_what_is_written_well_stays(title: str) -> None:
    assert readable(title) == title


def test_a_mention_keeps_its_year_and_ids() -> None:
    said = Mention((Guess(Kind.FILM, "AmÃ©lie"),), ("Jean-Pierre Jeunet",), 2001, (("imdb", "tt0211915"),))
    meant = Mention((Guess(Kind.FILM, "Amélie"),), ("Jean-Pierre Jeunet",), 2001, (("imdb", "tt0211915"),))
    assert readable_mention(said) == meant and readable_mention(meant) is meant
