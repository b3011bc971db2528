"""The verb that Takeout writes round every title, found from the titles.

English writes "Watched X", German "X angesehen", Japanese "X を視聴しました": a beginning or an end shared by
nearly all titles, and in some languages both. In six real files of up to 10,407 rows it was shared by 99.7 to
100 %. Chinese and Korean set no space between. Where there are too few titles to tell, a table of the known
ones helps [M].
"""

from __future__ import annotations

from collections import Counter

_ENOUGH = 50  # titles from which on the data speak for themselves
_SHARE = 0.6  # of the titles; chosen far below the measured 99.7 % and far above any real title's words
_BOTH = 0.95  # the second side of a verb that has two must be as good as certain
_LETTERS = 14  # the longest verb known without spaces: "을(를) 시청했습니다."
_COUNTED = 20_000  # titles looked at; the verb does not change within a file
_WORDS = 4  # the longest verb known: "Vous avez regardé"

_BEFORE = (
    "Watched ",
    "Vous avez regardé ",
    "A regardé ",
    "Has visto ",
    "Se ha mirado ",
    "Assistiu a ",
    "Você assistiu a ",
    "Hai guardato ",
    "Bekeken: ",
    "Je hebt gekeken naar ",
    "Visto ",
    "Viu ",
    "Viste ",
    "Obejrzano: ",
    "Obejrzano ",
    "Zhlédnuto: ",
    "Sledovali ste ",
    "Ai vizionat ",
    "Ai urmărit ",
    "Du har set ",
    "Så på ",
    "Katsoit: ",
    "Katsottu: ",
    "Переглянуто: ",
    "Переглянуто ",
    "Παρακολουθήσατε ",
    "تمت مشاهدة ",
    "צפית ב-",
    "Du har sett ",
    "Tittade på ",
    "Просмотрено видео ",
    "Просмотрено: ",
    "Izlendi: ",
    "Menonton ",
    "Đã xem ",
    "已观看",
    "观看了",
    "观看过",
    "看过",
    "已觀看",
    "觀看了",
    "觀看過",
    "看過",
)
_AFTER = (
    " angesehen",
    " wurde angesehen",
    " bekeken",
    " を視聴しました",
    "を視聴しました",
    " izlendi",
    " adlı videoyu izlediniz",
    " を見ました",
    "を見ました",
    " 시청함",
    "을(를) 시청했습니다",
    "을(를) 시청했습니다.",
    "을(를) 시청함",
    " देखा",
    " megtekintése",
)
# What "My Activity" tells of a video besides that it was watched [M].
_MARKS = ("Liked ", "Disliked ", "Shared ", "Saved ", "Commented on ")
_VISITS = ("Visited ", "Used ", "Played ", "Answered ", "Searched for ", "Voted on ", "Subscribed to ")


class Verbs:
    """Feed it every title, then `strip` them."""

    def __init__(self) -> None:
        self._titles = 0
        self._before: Counter[str] = Counter()
        self._after: Counter[str] = Counter()
        self._found: tuple[str, str] | None = None

    def feed(self, title: str) -> bool:
        """Counts a title; false once it has seen enough of them."""
        if self._titles >= _COUNTED:
            return False
        self._titles += 1
        words = title.split(" ")
        for n in range(1, min(_WORDS, len(words) - 1) + 1):
            self._before[" ".join(words[:n]) + " "] += 1
            self._after[" " + " ".join(words[-n:])] += 1
        self._feed_unspaced(title)
        if len(self._before) + len(self._after) > 8 * _COUNTED:  # only what recurs can be a verb
            self._before = Counter({k: n for k, n in self._before.items() if n > 1})
            self._after = Counter({k: n for k, n in self._after.items() if n > 1})
        return True

    def strip(self, title: str) -> str:
        """The title without its verb."""
        before, after = self._verb()
        bare = title
        if before and bare.startswith(before):
            bare = bare[len(before) :]
        if after and bare.endswith(after):
            bare = bare[: -len(after)]
        if bare != title:
            return bare.strip() or title
        if not before and not after:
            for known in _BEFORE:
                if title.startswith(known) and len(title) > len(known):
                    return title[len(known) :].strip()
            for known in _AFTER:
                if title.endswith(known) and len(title) > len(known):
                    return title[: -len(known)].strip()
        return title

    def is_visit(self, title: str) -> bool:
        """An app opened, a search, a poll: something else than a video."""
        return title.startswith(_VISITS)

    def is_mark(self, title: str) -> bool:
        """Liked, shared, saved: a video, and no viewing of it."""
        return title.startswith(_MARKS) and self.strip(title) == title

    def _verb(self) -> tuple[str, str]:
        if self._found is None:
            before, after = self._shared(self._before, _SHARE), self._shared(self._after, _SHARE)
            if before and after:  # the weaker side may be what the person watches: "... - Peppa Pig"
                sure = self._shared(self._before, _BOTH), self._shared(self._after, _BOTH)
                before, after = sure if any(sure) else (before, "")
            self._found = (before, after)
        return self._found

    def _shared(self, counts: Counter[str], share: float) -> str:
        """The longest words that enough titles share, or "" ."""
        if self._titles < _ENOUGH:
            return ""
        often = [words for words, n in counts.items() if n >= share * self._titles]
        return max(often, key=len, default="")

    def _feed_unspaced(self, title: str) -> None:
        """Counts the first and last letters of a title that begins or ends in a script without spaces."""
        for n in range(1, min(_LETTERS, len(title) - 1) + 1):
            if "\u2e80" <= title[n - 1] <= "\uffef":
                self._before[title[:n]] += 1
            if "\u2e80" <= title[-n] <= "\uffef":
                self._after[title[-n:]] += 1
