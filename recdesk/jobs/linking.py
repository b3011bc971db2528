"""From the words of a row to a work: known answers first, then matching, then a work of its own."""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from recdesk.domain.history import Mention, Reading, Row
from recdesk.domain.progress import say_nothing
from recdesk.domain.review import work_of_rows
from recdesk.domain.works import CatalogueWork, Kind
from recdesk.library import Library, MentionLink, NewMention
from recdesk.matching import (
    CatalogueNaming,
    Match,
    MatchState,
    TitleEntry,
    TitleIndex,
    mention_key,
    normalise_creator,
    readable_mention,
)

_SEEN = 50_000  # mentions known by their object; those of formats that make each anew are soon forgotten
_DETAILS_KEPT = 12  # video titles that describe a channel no pack knows; more only blur its vector


class Linker:
    """Links the mentions of one import. Works are looked up in the file, however many it holds; those that
    this import makes are remembered beside it, and formed for good when names are next needed."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._index: TitleIndex | None = None
        self._known: dict[str, MentionLink] = {}
        self._keys: dict[Mention, str] = {}
        self._seen: dict[int, tuple[Mention, MentionLink]] = {}
        self._joined: dict[str, tuple[int, ...]] | None = None

    def link(self, rows: Sequence[Row]) -> dict[int, tuple[MentionLink, MentionLink | None]]:
        """The mention of every Reading in `rows`, by position, and that of what it belongs to."""
        readings = {i: row for i, row in enumerate(rows) if isinstance(row, Reading)}
        if len(self._seen) > _SEEN:
            self._seen.clear()
        seen = self._seen
        unseen = {
            i: row
            for i, row in readings.items()
            if id(row.mention) not in seen or (row.also is not None and id(row.also) not in seen)
        }
        if unseen:
            self._look_at(unseen)
        return {
            i: (seen[id(row.mention)][1], None if row.also is None else seen[id(row.also)][1])
            for i, row in readings.items()
        }

    def _look_at(self, readings: dict[int, Reading]) -> None:
        keys = {i: self._key(row.mention) for i, row in readings.items()}
        also = {i: self._key(row.also) for i, row in readings.items() if row.also}
        self._recall({*keys.values(), *also.values()})
        self._meet(readings, keys, also)
        # Importers hand out one object for equal mentions: a play log names the same few thousand over and
        # over. An object that is kept here has its number to itself.
        for i, row in readings.items():
            self._seen[id(row.mention)] = row.mention, self._known[keys[i]]
            if row.also:
                self._seen[id(row.also)] = row.also, self._known[also[i]]

    def _key(self, mention: Mention) -> str:
        # Remembering the keys of equal mentions took 2.6 s of 11.7 off 60,000 plays.
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
        mention = readable_mention(said[0].mention)
        makers = self._said_of(mention)
        if makers:
            method = "you said: one band" if len(makers) == 1 else f"you said: {len(makers)} artists"
            return NewMention(
                key, _body(mention), method, 1.0, work_id=makers[0], settled=True, guests=makers[1:]
            )
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
        mention = readable_mention(mention)
        match = self._titles().match(mention)
        found = match.work_id if match.state is MatchState.ACCEPTED else None
        return NewMention(key, _body(mention), match.method, match.confidence, work_id=found)

    def _said_of(self, mention: Mention) -> tuple[int, ...]:
        """The works of a joined name that the person has answered; none of any other."""
        if mention.kind is not Kind.ARTIST:
            return ()
        if self._joined is None:
            self._joined = self._library.review.joined_names()
        return self._joined.get(normalise_creator(mention.title), ()) if self._joined else ()

    def _titles(self) -> TitleIndex:
        if self._index is None:
            # Works that were made or renamed since the last import get their names' forms now.
            self._library.names.bring_up_to_date(CatalogueNaming(), say_nothing)
            self._index = TitleIndex(self._library.names)
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
    described = mention.kind is Kind.CHANNEL
    details = dict.fromkeys(reading.detail for reading in said if reading.detail) if described else {}
    tags = dict.fromkeys(tag for reading in said for tag in reading.tags)
    return work_of_rows(mention, tuple(tags)[:_DETAILS_KEPT], "; ".join(list(details)[:_DETAILS_KEPT]))


def _candidates(match: Match) -> tuple[tuple[int, float], ...]:
    return tuple((candidate.work_id, candidate.score) for candidate in match.candidates)


def _body(mention: Mention) -> str:
    return orjson.dumps(mention).decode()
