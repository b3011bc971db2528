"""Ask the matcher again for what no pack knew: after a pack was added, or matching has learned something.

Only mentions that the person has not answered are asked about. A work that was made from rows and is known
now becomes a part of the known one, with its feedback.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from recdesk.domain.forms import KnownWork
from recdesk.domain.progress import Progress, Say, Stop
from recdesk.library import Library, NewLink, Unsettled
from recdesk.matching import CatalogueNaming, Match, MatchState, TitleIndex, readable_mention

CHUNK = 500  # mentions a transaction, some 30 ms; a stop is heard between two


@dataclass(frozen=True, slots=True)
class RematchReport:
    """Of `asked` ways in which rows name a work, `found` lead to a work of a pack now and `doubtful` wait for
    the person who did not before. `titles` are some of those found."""

    asked: int = 0
    found: int = 0
    doubtful: int = 0
    titles: tuple[str, ...] = ()
    cancelled: bool = False


_NAMED = 12  # titles in a report


def rematch(library: Library, say: Say, stop: Stop) -> RematchReport:
    """Match again what nobody has settled. What is done when it is stopped is kept; asking again goes over
    the rest anew, which changes nothing that was right."""
    todo = library.review.unsettled()
    say(Progress("matching", 0, len(todo)))
    if not todo or stop():
        return RematchReport(cancelled=bool(todo))
    library.names.bring_up_to_date(CatalogueNaming(), say, stop)
    matcher = TitleIndex(_NamesOfPacks(library))
    asked = found = doubtful = 0
    titles: list[str] = []
    for start in range(0, len(todo), CHUNK):
        chunk = todo[start : start + CHUNK]
        if stop():
            return RematchReport(asked, found, doubtful, tuple(titles), cancelled=True)
        answers = [(one, matcher.match(readable_mention(one.mention), seen=one.seen)) for one in chunk]
        library.review.relink(_links(answers))
        asked += len(chunk)
        accepted = [one for one, match in answers if match.state is MatchState.ACCEPTED]
        found += len(accepted)
        titles += [one.mention.title for one in accepted][: _NAMED - len(titles)]
        doubtful += sum(_is_new_doubt(one, match) for one, match in answers)
        say(Progress("matching", asked, len(todo)))
    return RematchReport(asked, found, doubtful, tuple(titles))


class _NamesOfPacks:
    """The names of the works of packs alone: a row must not be met by the work that was made from it."""

    def __init__(self, library: Library) -> None:
        self._names = library.names
        self._own = library.review.made_from_rows()

    def find(self, key: int) -> Sequence[tuple[int, int, int, int]]:
        return self._names.find(key)

    def spelt(self, marks: Collection[int]) -> Sequence[tuple[int, str]]:
        return self._names.spelt(marks)

    def has_word(self, word: int) -> bool:
        return self._names.has_word(word)

    def identified(self, pairs: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], Sequence[int]]:
        found = self._names.identified(pairs)
        there = self.known({row for rows in found.values() for row in rows})
        kept = {pair: [row for row in rows if row in there] for pair, rows in found.items()}
        return {pair: rows for pair, rows in kept.items() if rows}

    def known(self, work_ids: Iterable[int]) -> Mapping[int, KnownWork]:
        known = self._names.known(work_ids)
        return {row: work for row, work in known.items() if work.work_id not in self._own}


def _links(answers: Sequence[tuple[Unsettled, Match]]) -> list[NewLink]:
    links = []
    for one, match in answers:
        candidates = tuple((candidate.work_id, candidate.score) for candidate in match.candidates)
        if match.state is MatchState.ACCEPTED:
            links.append(NewLink(one.id, match.work_id, match.method, match.confidence))
        elif match.state is MatchState.DOUBTFUL and one.work_id is not None:
            links.append(NewLink(one.id, None, match.method, match.confidence, candidates))
        elif one.waiting and one.work_id is not None:  # the works that it was asked about have gone
            links.append(NewLink(one.id, None, match.method, match.confidence))
    return links


def _is_new_doubt(one: Unsettled, match: Match) -> bool:
    # An album that no pack is sure of has no work of its own: its plays count for the artist all the same.
    return match.state is MatchState.DOUBTFUL and one.work_id is not None and not one.waiting
