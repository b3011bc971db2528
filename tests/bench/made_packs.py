"""A pack of any size, made up: words of the starter catalogue put together anew, so that titles are as long
and as alike as real ones. Nothing of it is shipped."""

from __future__ import annotations

import random
from collections.abc import Iterator

from recdesk.catalogue import load_starter
from recdesk.domain.history import Guess, Mention
from recdesk.domain.works import Alias, CatalogueWork, Kind

_KINDS = (Kind.FILM, Kind.SERIES, Kind.BOOK, Kind.ARTIST, Kind.ALBUM)
_SHARES = (55, 12, 22, 6, 5)
_FIRST = "Anna Ben Carla David Elena Farid Grace Hugo Ines Jonas Kim Lena Mehmet Nora Oscar Priya".split()
_SYLLABLES = (
    "ba ber cor dan el fa gar ho in jo kas lo mar ni or pe qui ros sen tor ul van wer xi yan zel".split()
)


class MadePack:
    """`n` works from one seed. One in 200 is a work of the starter catalogue as another catalogue would say
    it; one in five has other titles; works have ids, makers, years and an audience as packs have them."""

    def __init__(self, n: int, seed: int = 1) -> None:
        self.n = n
        self._seed = seed
        self._starter = load_starter().works
        self._words = [word for work in self._starter for word in work.title.split()]
        self._rare = sorted({word for word in self._words if len(word) > 4})
        self._foreign = sorted(
            {word for work in self._starter for a in work.aliases for word in a.title.split()}
        )

    def works(self) -> Iterator[CatalogueWork]:
        draw = random.Random(self._seed)
        for number in range(self.n):
            if number % 200 == 100:
                yield self._like_starter(draw, number)
            else:
                yield self._new(draw, number)

    def mentions(self, n: int) -> list[Mention]:
        """How histories name n works: half of them are in the pack, as written, misspelt, with a remark, or
        with an episode; the rest nobody knows. All different."""
        draw = random.Random(self._seed + 1)
        step = max(1, self.n // (n // 2))
        said: dict[Mention, None] = {}
        for number, work in enumerate(self.works()):
            if number % step == 0 and len(said) < n // 2:
                said[_say(draw, work)] = None
        while len(said) < n:
            kind = draw.choices(_KINDS, _SHARES)[0]
            said[Mention((Guess(kind, f"{self._title(draw)} {self._name(draw)}"),))] = None
        return list(said)

    def _new(self, draw: random.Random, number: int) -> CatalogueWork:
        kind = draw.choices(_KINDS, _SHARES)[0]
        title = self._name(draw) if kind is Kind.ARTIST else self._title(draw)
        known = draw.random() < 0.2
        return CatalogueWork(
            uid=f"made:{number}",
            kind=kind,
            title=title,
            year=int(2024 - draw.expovariate(1 / 25)),
            creators=() if kind is Kind.ARTIST else (self._name(draw),),
            genres=("Drama", "Comedy")[: draw.randint(0, 2)],
            tags=tuple(draw.sample(self._words, 3)) if known else (),
            languages=("en",),
            audience=round(min(6.5, 1 + draw.expovariate(1.1)), 2),
            aliases=tuple(self._alias(draw) for _ in range(draw.randint(1, 3)))
            if draw.random() < 0.2
            else (),
            description=" ".join(draw.choices(self._words, k=18)) if known else "",
            external_ids=(("made", f"tt{number:08}"),),
        )

    def _like_starter(self, draw: random.Random, number: int) -> CatalogueWork:
        work = draw.choice(self._starter)
        return CatalogueWork(
            uid=f"made:{number}",
            kind=work.kind,
            title=work.title,
            year=work.year,
            creators=work.creators[:1],
            audience=work.audience,
            external_ids=(("made", f"tt{number:08}"),),
        )

    def _title(self, draw: random.Random) -> str:
        words = [
            draw.choice(self._rare),
            *draw.choices(self._words, k=min(8, int(draw.expovariate(1 / 2.2)))),
        ]
        if draw.random() < 0.12:
            words.insert(len(words) // 2 + 1, "-")
        return " ".join(words).strip(" -:")

    def _alias(self, draw: random.Random) -> Alias:
        return Alias(" ".join(draw.choices(self._foreign, k=draw.randint(2, 5))), "xx")

    def _name(self, draw: random.Random) -> str:
        surname = "".join(draw.choices(_SYLLABLES, k=draw.randint(2, 4))).capitalize()
        return f"{draw.choice(_FIRST)} {surname}"


def _say(draw: random.Random, work: CatalogueWork) -> Mention:
    title, way = work.title, draw.random()
    if way < 0.15 and len(title) > 6:
        at = draw.randrange(1, len(title) - 1)
        title = title[:at] + title[at + 1 :]
    elif way < 0.3:
        title += draw.choice((" (Deluxe Edition)", ": Season 2", " - Remastered 2011", " (Extended)"))
    guesses = [Guess(work.kind, title)]
    if work.kind is Kind.FILM and draw.random() < 0.4:
        guesses.append(Guess(Kind.SERIES, title))
    makers = work.creators if draw.random() < 0.5 else ()
    return Mention(tuple(guesses), makers, work.year if draw.random() < 0.5 else None)
