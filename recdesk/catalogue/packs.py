"""All pack formats, and the one door to them: what are these files?"""

from __future__ import annotations

from recdesk.catalogue.anidb import AniDb
from recdesk.catalogue.anilist import AniList
from recdesk.catalogue.anime_offline import AnimeOffline
from recdesk.catalogue.discogs import Discogs
from recdesk.catalogue.files import PackFiles
from recdesk.catalogue.format import FormatInfo, PackFormat
from recdesk.catalogue.gutenberg import Gutenberg
from recdesk.catalogue.imdb import Imdb
from recdesk.catalogue.lastfm import LastFm
from recdesk.catalogue.musicbrainz import MusicBrainz
from recdesk.catalogue.netflix_titles import NetflixTitles
from recdesk.catalogue.open_library import OpenLibrary
from recdesk.catalogue.plain_table import PlainTable
from recdesk.catalogue.podcasts import PodcastIndex
from recdesk.catalogue.ratings_pack import RATED
from recdesk.catalogue.tmdb import TmdbIds, TmdbTable
from recdesk.domain.faults import UserFault

FORMATS: tuple[PackFormat, ...] = (
    *RATED,
    Imdb(),
    TmdbTable(),
    TmdbIds(),
    OpenLibrary(),
    Gutenberg(),
    MusicBrainz(),
    LastFm(),
    AnimeOffline(),
    AniList(),
    AniDb(),
    PodcastIndex(),
    Discogs(),
    NetflixTitles(),
)
_PLAIN = PlainTable()  # asked last: a table of the others may have a kind and a title too


def pack_formats() -> tuple[FormatInfo, ...]:
    """What can be added, the most useful first."""
    return tuple(form.info for form in (*FORMATS, _PLAIN))


def recognise(files: PackFiles) -> PackFormat:
    """The format of these files. Raises `UserFault` if it is none, or more than one."""
    found = [form for form in FORMATS if form.claims(files)]
    if len(found) > 1:
        names = " and ".join(form.info.name for form in found)
        raise UserFault(
            f"{files.path.name} holds files of {names}.",
            "Put each pack into a folder of its own, and add those.",
        )
    if not found and _PLAIN.claims(files):
        found = [_PLAIN]
    if not found:
        raise UserFault(
            f"{files.path.name} is no catalogue pack that RecDesk knows.",
            "`recdesk catalogue formats` names those it knows; a table needs at least kind and title.",
        )
    return found[0]
