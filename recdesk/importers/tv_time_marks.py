"""What one mark of TV Time's says: a film, a series or an episode of it, and what was done with that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from recdesk.domain.history import Action, Guess, Mention, Reading, Row, SkippedRow, TimeKind
from recdesk.domain.ids import work_ids
from recdesk.domain.works import Kind
from recdesk.importers.episodes import episode_detail
from recdesk.importers.identity import event_key, raw_json
from recdesk.importers.rows import no_date, stamp

_YEAR = re.compile(r"(?<=\S)\s+\(((?:19|20)\d\d)\)\Z")


class Told(Enum):
    """What a mark tells, and the action it is."""

    WATCHED = Action.WATCHED, ""
    SEEN = Action.WATCHED, "followed"  # some episodes, it is not said which
    FOLLOWED = Action.SAVED, "followed"
    LIKED = Action.LIKED, "favorites"
    STOPPED = Action.ABANDONED, "stopped"

    @property
    def action(self) -> Action:
        return self.value[0]

    @property
    def shelf(self) -> str:
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Mark:
    """The film, series or episode of a row. `part_id` is TheTVDB's number of the episode."""

    kind: Kind
    title: str
    year: int | None = None
    season: int | None = None
    episode: int | None = None
    episode_title: str = ""
    part_id: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)

    @property
    def mention(self) -> Mention:
        """TV Time tells series of one name apart as "Once Upon a Time (2011)": the year is no title."""
        born = _YEAR.search(self.title)
        title = self.title[: born.start()] if born else self.title
        ids = work_ids(self.kind, self.ids)
        return Mention((Guess(self.kind, title),), year=int(born[1]) if born else self.year, external_ids=ids)

    @property
    def listed(self) -> str:
        """The key under which lists name the work; a viewing of it covers that."""
        return event_key("listed", self.kind, self.title)

    def raw(self, written: str) -> str:
        kept = {
            "title": self.title,
            "year": self.year,
            "season": self.season,
            "episode": self.episode,
            "episode_title": self.episode_title,
            "id": self.part_id or self.ids.get("tvdb"),
            "time": written,
        }
        return raw_json(kept, kept)

    def row(
        self,
        told: Told,
        place: str,
        written: str,
        *,
        bulk: bool = False,
        liked: bool = False,
        repeat: bool = False,
        seconds: int | None = None,
    ) -> Row:
        """The row a mark makes. `written` is its time, UTC; `bulk`: many were marked in one go."""
        raw = self.raw(written)
        if not self.title:
            return SkippedRow(place, raw, "no title")
        watched = told is Told.WATCHED
        meaning = TimeKind.BULK if bulk else TimeKind.CONSUMED if watched else TimeKind.LOGGED
        time = stamp(written, meaning)
        if time is None:
            return no_date(place, raw, written)
        part = self.part_id or f"{self.title} {self.season} {self.episode}"
        if watched:
            key = event_key("watched", self.kind, part if self.kind is Kind.SERIES else self.title, time.key)
        else:
            key = self.listed if told in (Told.SEEN, Told.FOLLOWED) else event_key(told.name, self.title)
        return Reading(
            place=place,
            raw=raw,
            key=key,
            mention=self.mention,
            action=told.action,
            when=time.when,
            precision=time.precision,
            time_kind=time.kind,
            liked=liked or told is Told.LIKED,
            repeat=repeat,
            seconds=seconds or None,
            detail=episode_detail(self.season, self.episode, self.episode_title),
            shelf=told.shelf,
            covers=(self.listed,) if watched else (),
        )


def whole_id(value: object) -> str:
    """A number or text of JSON as a table writes it; "" for what is neither."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int | float) else ""
