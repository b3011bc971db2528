"""The Movie Database: ratings, lists, and numbers that are the episode's own."""

from __future__ import annotations

from recdesk.domain.history import Action, Reading
from tests.importers.conformance import Conformance, cases, ledger, read


class TestTmdb(Conformance):
    source = "tmdb"


def test_a_rated_title_of_the_watchlist_is_told_once_whatever_the_files_are_called() -> None:
    events = ledger(read(cases("tmdb")[0])[1])
    assert [(e.action, e.mention.title) for e in events] == [
        (Action.RATED, "Harbour Lights"),
        (Action.RATED, "Salt, Again"),
        (Action.RATED, "Harbour Lights"),
        (Action.SAVED, "Vloed"),
    ]


def test_an_episode_counts_for_its_series_without_lending_it_its_number() -> None:
    episode, film, series, *_ = (r for r in read(cases("tmdb")[0])[1] if isinstance(r, Reading))
    assert (episode.detail, episode.mention.external_ids) == ("S01E02", ())
    assert film.mention.external_ids == (("tmdb", "movie/502"), ("imdb", "tt0000502"))
    assert series.mention.external_ids[0] == ("tmdb", "tv/503")
