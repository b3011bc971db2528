"""From the words of a row to a work: known answers first, then matching, then a work of its own."""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from recdesk.domain.history import Mention, Reading, Row
from recdesk.domain.works import CatalogueWork, Kind, work_uid
from recdesk.library import Library, MentionLink, NewMention
from recdesk.matching import Match, MatchState, TitleEntry, TitleIndex, mention_key

_DETAILS_KEPT = 12  # video titles that describe a channel no pack knows; more only blur its vector


class Linker:
    """Links the mentions of one import. Builds the title index on first need: importing a file again
    finds every answer in the library and never builds it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._index: TitleIndex | None = None
        self._known: dict[str, MentionLink] = {}
        self._keys: dict[Mention, str] = {}

    def link(self, rows: Sequence[Row]) -> dict[int, tuple[MentionLink, MentionLink | None]]:
        """The mention of every Reading in `rows`, by position, and that of what it belongs to."""
        readings = {i: row for i, row in enumerate(rows) if isinstance(row, Reading)}
        keys = {i: self._key(row.mention) for i, row in readings.items()}
        also = {i: self._key(row.also) for i, row in readings.items() if row.also}
        self._recall({*keys.values(), *also.values()})
        self._meet(readings, keys, also)
        return {i: (self._known[key], self._known[also[i]] if i in also else None) for i, key in keys.items()}

    def _key(self, mention: Mention) -> str:
        # A play log says the same few thousand names over and over: remembering their keys took 2.6 s of
        # 11.7 off 60,000 plays.
        key = self._keys.get(mention)
        if key is None:
            key = self._keys[mention] = mention_key(mention)
        return key

    def _recall(self, keys: set[str]) -> None:
        unknown = keys - self._known.keys()
        if unknown:
            self._known.update(self._library.history.mentions(unknown))

    def _meet(self, readings: dict[int, Reading], keys: dict[int, str], also: dict[int, str]) -> None:
        new: dict[str, NewMention] = {}
        speakers: dict[str, list[Reading]] = {}
        for i, key in keys.items():
            if key not in self._known:
                speakers.setdefault(key, []).append(readings[i])
        for key, said in speakers.items():
            new[key] = self._settle(key, said)
        for i, key in also.items():
            larger = readings[i].also
            if larger and key not in self._known and key not in new:
                new[key] = self._settle_larger(key, larger)
        if new:
            links = self._library.history.add_mentions(list(new.values()))
            self._known.update(links)
            self._learn_titles(new, links)

    def _settle(self, key: str, said: list[Reading]) -> NewMention:
        mention = said[0].mention
        # Nobody met a work years before it came out: the first row's year tells remakes apart.
        years = [reading.when.year for reading in said if reading.when]
        match = self._titles().match(mention, seen=min(years, default=None))
        if match.state is MatchState.ACCEPTED:
            return NewMention(key, _body(mention), match.method, match.confidence, work_id=match.work_id)
        return NewMention(
            key,
            _body(mention),
            match.method,
            match.confidence,
            create=_work_of(mention, said),
            doubtful=match.state is MatchState.DOUBTFUL,
            candidates=_candidates(match),
        )

    def _settle_larger(self, key: str, mention: Mention) -> NewMention:
        # An album is linked only where a pack knows it: making one of every single would bury the
        # artist's own weight under hundreds of works that can never be recommended.
        match = self._titles().match(mention)
        found = match.work_id if match.state is MatchState.ACCEPTED else None
        return NewMention(key, _body(mention), match.method, match.confidence, work_id=found)

    def _titles(self) -> TitleIndex:
        if self._index is None:
            self._index = TitleIndex.build(
                TitleEntry(
                    row.work_id,
                    row.kind,
                    row.title,
                    row.aliases,
                    row.year,
                    row.creators,
                    row.external_ids,
                    row.audience,
                )
                for row in self._library.works.titles()
            )
        return self._index

    def _learn_titles(self, new: dict[str, NewMention], links: dict[str, MentionLink]) -> None:
        for key, mention in new.items():
            work, work_id = mention.create, links[key].work_id
            if work is None or work_id is None:
                continue
            self._titles().add(
                TitleEntry(
                    work_id, work.kind, work.title, (), work.year, work.creators, work.external_ids, None
                )
            )


def _work_of(mention: Mention, said: list[Reading]) -> CatalogueWork:
    """A work made of what the rows know: enough to be taste, never enough to be recommended."""
    creator = mention.creators[0] if mention.creators else ""
    described = mention.kind is Kind.CHANNEL
    details = dict.fromkeys(reading.detail for reading in said if reading.detail) if described else {}
    tags = dict.fromkeys(tag for reading in said for tag in reading.tags)
    return CatalogueWork(
        uid="history:" + work_uid(mention.kind, mention.title, mention.year, creator),
        kind=mention.kind,
        title=mention.title,
        year=mention.year,
        creators=mention.creators,
        tags=tuple(tags)[:_DETAILS_KEPT],
        description="; ".join(list(details)[:_DETAILS_KEPT]),
        external_ids=mention.external_ids,
    )


def _candidates(match: Match) -> tuple[tuple[int, float], ...]:
    return tuple((candidate.work_id, candidate.score) for candidate in match.candidates)


def _body(mention: Mention) -> str:
    return orjson.dumps(mention).decode()
