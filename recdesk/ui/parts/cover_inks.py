"""The colours of drawn covers: which four inks a genre is printed in.

A cover is printed in four inks: `ground` and `deep` (text stands on these), `mark` (the shape; text never
stands on it) and `ink` (the text). A test holds every ink to 4.5 to 1 against both of its grounds.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import NamedTuple


class Inks(NamedTuple):
    """Four colours as #rrggbb."""

    ground: str
    deep: str
    mark: str
    ink: str


FAMILIES: Mapping[str, tuple[Inks, ...]] = {
    "crime": (
        Inks("#1b1a1f", "#2a1417", "#d23b32", "#f4ede4"),
        Inks("#e8e2d6", "#d8cfbf", "#b3261e", "#1b1a1f"),
        Inks("#22303a", "#17222a", "#e0a93b", "#f3efe6"),
    ),
    "horror": (
        Inks("#161014", "#2b0e12", "#b3202e", "#efe6dc"),
        Inks("#1d2119", "#101409", "#8fae4b", "#eef1e4"),
        Inks("#2b1b33", "#190f20", "#d46a9a", "#f6ecf4"),
    ),
    "future": (
        Inks("#0e1b3a", "#08102a", "#4fd3e6", "#eaf6fb"),
        Inks("#241a4d", "#140d33", "#f07ac1", "#f5effc"),
        Inks("#0c2b33", "#061a20", "#ff9a4a", "#eafaf8"),
        Inks("#dfe6ea", "#c7d3da", "#e2552c", "#14212b"),
    ),
    "wonder": (
        Inks("#17382c", "#0d2419", "#d9b455", "#f5efdc"),
        Inks("#39235c", "#241240", "#e8c268", "#f6eefc"),
        Inks("#e9dfc6", "#d9cba6", "#7a4a1d", "#2b2010"),
    ),
    "heart": (
        Inks("#f3d9d3", "#e8bfb8", "#b93a57", "#4a1624"),
        Inks("#7d1f3d", "#58122a", "#f4a79d", "#fff1ec"),
        Inks("#f6e5c9", "#efd3a8", "#d4573f", "#4b2013"),
    ),
    "laugh": (
        Inks("#f4c84a", "#eab52c", "#cf4027", "#2a1c08"),
        Inks("#f19a78", "#ea855f", "#fff0c2", "#33110a"),
        Inks("#c2e2db", "#a2d2c9", "#e4572e", "#12342f"),
    ),
    "life": (
        Inks("#34495e", "#243444", "#e6a15c", "#f5f1ea"),
        Inks("#ded6cb", "#cbbfae", "#9c4a2f", "#2c241c"),
        Inks("#4b2e39", "#351e27", "#d9a7a0", "#f9f0ee"),
        Inks("#2c4a46", "#1d3431", "#e3c07b", "#f3f4ea"),
        Inks("#e9e4d8", "#d9d1be", "#3f5f7f", "#232a33"),
        Inks("#5b2f24", "#43211a", "#e9b98a", "#fbf1e6"),
        Inks("#c9d3d6", "#b3c1c6", "#a8402f", "#1c272c"),
        Inks("#2b2f45", "#1d2033", "#c98fb0", "#f2eff6"),
    ),
    "record": (
        Inks("#ece4d4", "#dcd0b8", "#8a5a2b", "#2d2417"),
        Inks("#3a3327", "#28231a", "#d0a864", "#f5eddc"),
        Inks("#d5dcd8", "#bfcac4", "#3f6b5c", "#1d2b26"),
    ),
    "field": (
        Inks("#5a4526", "#3f2f17", "#e5b567", "#f8efdd"),
        Inks("#d2b07e", "#c39c62", "#7a2e1a", "#2a1a0a"),
        Inks("#3f4a33", "#2b3422", "#d8c56a", "#f3f3e2"),
    ),
    "speed": (
        Inks("#16181d", "#0b0c10", "#ff5a36", "#f6f4f0"),
        Inks("#9f2119", "#7a1611", "#ffd35a", "#fff6ec"),
        Inks("#1e3557", "#12233d", "#f2b632", "#f1f5fb"),
    ),
    "play": (
        Inks("#1b5f8f", "#134a71", "#ffd447", "#f3faff"),
        Inks("#ffd9a0", "#ffc87f", "#d94f38", "#3b1d0c"),
        Inks("#cfe8b9", "#b8da9c", "#d95a2f", "#1e3311"),
    ),
    "loud": (
        Inks("#1c1b1b", "#2d1113", "#e23d28", "#f6efe6"),
        Inks("#e6ded0", "#d5cab6", "#c22f20", "#1e1a17"),
        Inks("#2a3440", "#1b232c", "#e9c46a", "#f4f1ea"),
        Inks("#f0e3cf", "#e2d0b3", "#2f4a6b", "#1f1c1a"),
        Inks("#4a1620", "#350e16", "#f0b35a", "#fdf2ea"),
    ),
    "bright": (
        Inks("#f6b3c4", "#ee9bb1", "#5b2a86", "#3a0f26"),
        Inks("#452a86", "#331c69", "#ff8fb1", "#f8f1ff"),
        Inks("#b9e0f2", "#9dd1ea", "#ef5b7b", "#0f2d40"),
    ),
    "pulse": (
        Inks("#120a2e", "#1e1048", "#00e0c6", "#eafffb"),
        Inks("#0d0d10", "#1a1030", "#ff4fa3", "#fbf1f8"),
        Inks("#d7dbe2", "#c2c8d3", "#3a3af0", "#12142c"),
    ),
    "blue": (
        Inks("#12263f", "#0b1a2e", "#e8a33d", "#f7efdf"),
        Inks("#e9dcc0", "#d9c79d", "#1f4e6b", "#1f2630"),
        Inks("#5b1a4a", "#3f0f33", "#ffb347", "#fdf0e6"),
        Inks("#1f3b3a", "#142a29", "#e07a4f", "#f2f1e6"),
        Inks("#d8dfe6", "#c3ced9", "#b5472f", "#1a2430"),
        Inks("#3a2a1c", "#291c11", "#7fb3b0", "#f7eedf"),
    ),
    "hall": (
        Inks("#f0e9da", "#e0d5bd", "#7d1f2d", "#2c1a18"),
        Inks("#2e1a1f", "#1f0f13", "#c9a45c", "#f6eddd"),
        Inks("#26343b", "#18242a", "#cdb98a", "#f2efe4"),
    ),
    "street": (
        Inks("#f0bb1c", "#dca50c", "#1a1712", "#17130a"),
        Inks("#191919", "#2a2a2a", "#f2b705", "#f7f2e2"),
        Inks("#3d2f54", "#2a1f3d", "#7fe08b", "#f3effa"),
    ),
    "earth": (
        Inks("#0f5c46", "#0a4232", "#ffc83d", "#f4fbef"),
        Inks("#7a4a2a", "#5b3419", "#f0cf8e", "#fdf3e2"),
        Inks("#dfd3b6", "#cdbd97", "#a2482a", "#2b2113"),
    ),
    "mind": (
        Inks("#e6ecef", "#cfd9df", "#1d6fa5", "#14242f"),
        Inks("#123a4a", "#0b2733", "#7fd0c2", "#ecf8f6"),
        Inks("#dfe7d3", "#c8d6b5", "#3b7a3f", "#1a2916"),
        Inks("#f3ead9", "#e6d8bd", "#c65a2e", "#2d2013"),
    ),
}

_MEMBERS: Mapping[str, str] = {
    "crime": "Crime Film-Noir Mystery True-Crime Investigative Gothic",
    "horror": "Horror",
    "future": "Science-Fiction Technology Dystopia Mathematics",
    "wonder": "Fantasy Magical-Realism Fiction Religion",
    "heart": "Romance Health Parenting Personal-Stories Poetry",
    "laugh": "Comedy Stand-up Humour Game-Show Talk-Show Food Games",
    "life": "Drama Literary-Fiction Classic Short-Stories Play Culture Interview",
    "record": "Documentary History Biography Memoir Historical-Fiction Essays Reality Language",
    "field": "War Western Adventure Travel",
    "speed": "Action Superhero Thriller Sport News Politics",
    "play": "Family Animation Anime Children Graphic-Novel Manga Young-Adult Education",
    "loud": "Rock Punk Metal Grunge Hardcore Alternative Post-Punk Emo Industrial Britpop Film-TV",
    "bright": "Pop Indie K-Pop J-Pop C-Pop Synth-Pop New-Wave Musical Dance Shoegaze Psychedelic",
    "pulse": "Electronic House Techno Ambient Drum-and-Bass Dubstep Trip-Hop Experimental",
    "blue": "Jazz Blues Soul Funk Disco R&B Gospel Bossa-Nova Music",
    "hall": "Classical Opera Contemporary-Classical Soundtrack Progressive Art Arts Spoken-Word",
    "street": "Hip-Hop Economics Business Finance",
    "earth": "Folk Country Reggae Ska Latin Afrobeat World Bluegrass Singer-Songwriter Nature",
    "mind": "Science Philosophy Psychology Society Self-Help",
}
_FAMILY_OF = {genre: family for family, genres in _MEMBERS.items() for genre in genres.split()}


def seed_of(text: str) -> int:
    """A number that is the same for the same title on every machine."""
    return zlib.crc32(text.encode())


def inks_of(genre: str, seed: int) -> Inks:
    """The inks of a cover: the genre says the family, the title which of its printings."""
    family = FAMILIES[_FAMILY_OF.get(genre, "life")]
    return family[seed % len(family)]
