"""Which packs know most of a kind of work: what to advise to a person whose history is not recognised.

Ids are those of the formats; a test sees to it that each holds works of the kind it is advised for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from recdesk.domain.works import Kind

# (id, what people call it), the most helpful first. Of video channels nobody keeps a catalogue.
HELPFUL: Mapping[Kind, tuple[tuple[str, str], ...]] = {
    Kind.FILM: (("imdb", "IMDb"), ("tmdb", "TMDB"), ("movielens", "MovieLens")),
    Kind.SERIES: (("imdb", "IMDb"), ("tmdb", "TMDB"), ("anime_offline", "anime-offline-database")),
    Kind.BOOK: (("openlibrary", "Open Library"), ("goodbooks", "goodbooks-10k"), ("gutenberg", "Gutenberg")),
    Kind.ARTIST: (("musicbrainz", "MusicBrainz"), ("lastfm", "Last.fm"), ("discogs", "Discogs")),
    Kind.ALBUM: (("musicbrainz", "MusicBrainz"), ("discogs", "Discogs")),
    Kind.PODCAST: (("podcastindex", "Podcast Index"),),
    Kind.CHANNEL: (),
}


def helpful(kind: Kind, there: Collection[str]) -> tuple[str, ...]:
    """The names of up to two packs that would help with works of a kind; those whose format is `there`
    already are not named again."""
    return tuple(name for form, name in HELPFUL[kind] if form not in there)[:2]
