"""Douban, which exports nothing itself, in what people's tools save: a table by kind, or a workbook.

The table of the userscripts has one kind a file; the workbook of Tofu (which Doufen and NeoDB write as well)
has a sheet for each status, "看过" for seen and "想读" for wanted. Written from those programs, no real
sample seen. A title stands with its other names behind slashes, a book or an album with its maker before the
first. Films and series are one kind at Douban; games and plays are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from recdesk.domain.history import Action, Guess, Mention, Reading, Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.books import bad_stars, stars, words
from recdesk.importers.cells import plain_text, spaced, year
from recdesk.importers.identity import event_key, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.rows import date_order, no_date, stamp, table_rows
from recdesk.importers.shelves import consumed
from recdesk.importers.tables import Line, Sheet

info = SourceInfo(
    id="douban",
    name="Douban (豆瓣)",
    kinds=(Kind.FILM, Kind.SERIES, Kind.BOOK, Kind.ALBUM),
    files=("db-*.csv", "豆伴*.xlsx", "豆瓣*.xlsx", "doufen*.xlsx"),
)

# In the table, in the workbook: what each column is called there.
_TITLE = ("标题", "书名", "片名", "专辑")
_LINK = ("条目链接", "链接", "豆瓣链接")
_RATING = ("个人评分", "我的评分")
_DATE = ("打分日期", "创建时间", "标记日期")
_REVIEW = ("我的短评", "评论", "短评")
_STATUS = ("状态",)
_TAGS = ("标签",)
_MAKER = ("作者", "导演", "表演者", "音乐人")
_SUMMARY = "简介"  # "佐藤 夏 / 2010 / 新星出版社"
_YEAR = ("上映日期", "上映年份", "出版日期", "发行日期", _SUMMARY)
_COLUMNS = (*_TITLE, *_LINK, *_RATING, *_DATE, *_REVIEW, *_STATUS, *_TAGS, *_MAKER, *_YEAR)

_KINDS = {"movie.douban": Kind.FILM, "book.douban": Kind.BOOK, "music.douban": Kind.ALBUM}
_KIND_WORDS = {
    **dict.fromkeys(("看", "影", "movie"), Kind.FILM),
    **dict.fromkeys(("读", "书", "book"), Kind.BOOK),
    **dict.fromkeys(("听", "音乐", "music"), Kind.ALBUM),
}
_OTHERS = re.compile(r"玩|游戏|舞台剧|www\.douban\.com/(?:game|location/drama)|drama|game")
_WANTED = re.compile(r"想|wish")
_NUMBER = re.compile(r"/subject/(\d+)")
_FOUR_DIGITS = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_SEASON = re.compile(r"\s*第[一二三四五六七八九十\d]+[季部]\s*\Z")
_OF_A_PLACE = re.compile(r"\s*\((?:港|台|港台|港译|台译|美|日|英|法|韩|豆友译名)[^()]*\)\s*\Z")


def claim(look: Look) -> Claim | None:
    return Claim(home=look.folder) if _sheet(look) else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        sheet = _sheet(part.look)
        assert sheet is not None  # it was claimed by this sheet
        column = next(c for c in sheet.columns if c in _DATE)
        read = partial(_row, name=part.look.name.casefold(), order=date_order(part, sheet, column))
        yield from table_rows(part, sheet, read)


def _sheet(look: Look) -> Sheet | None:
    return look.sheet_where(
        lambda header: all(header.intersection(names) for names in (_TITLE, _LINK, _RATING, _DATE))
    )


def _row(line: Line, place: str, *, name: str, order: str) -> Row:
    raw = raw_json(line.cells, _COLUMNS)
    title, link = spaced(_said(line, _TITLE)), _said(line, _LINK)
    if not title:
        return SkippedRow(place, raw, "no title")
    if _OTHERS.search(link) or (_OTHERS.search(name) and not _kind(link, "")):
        return SkippedRow(place, raw, "a game or a play")
    kind = _kind(link, name)
    if kind is None:
        return SkippedRow(place, raw, "neither film, book nor music")
    given = stars(_said(line, _RATING), 5)
    if given is None:
        return bad_stars(place, raw, _said(line, _RATING))
    time = stamp(_said(line, _DATE), TimeKind.LOGGED, order)
    if time is None:
        return no_date(place, raw, _said(line, _DATE))
    wanted = bool(_WANTED.search(_said(line, _STATUS) or name)) and given.value is None
    mention = _mention(line, title, kind, link)
    action = Action.SAVED if wanted else consumed(mention.kind)
    return Reading(
        place=place,
        raw=raw,
        key=event_key(link or title, action),  # Douban keeps one mark for each title
        mention=mention,
        action=action,
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        rating=given.value,
        rating_text=given.text,
        shelf="wishlist" if wanted else "",
        tags=words(_said(line, _TAGS).replace("，", ",")),
        review=plain_text(_said(line, _REVIEW)),
    )


def _said(line: Line, columns: Sequence[str]) -> str:
    return next((value for column in columns if (value := line.get(column))), "")


def _kind(link: str, name: str) -> Kind | None:
    """By the address; else by the name of the file or sheet."""
    of_link = next((kind for host, kind in _KINDS.items() if host in link), None)
    return of_link or next((kind for word, kind in _KIND_WORDS.items() if word in name), None)


def _mention(line: Line, title: str, kind: Kind, link: str) -> Mention:
    names = _names(title)
    kinds: tuple[Kind, ...] = (kind,)
    if kind is Kind.FILM:
        seasons = [_SEASON.sub("", name) for name in names]
        kinds = (Kind.FILM, Kind.SERIES)
        if seasons[0] != names[0]:
            names, kinds = seasons, (Kind.SERIES,)
    number = _NUMBER.search(link)
    born = _FOUR_DIGITS.search(_said(line, _YEAR))
    makers = _said(line, _MAKER).split("/")
    if makers == [""] and kind is not Kind.FILM:
        makers = line.get(_SUMMARY).split(" / ")[:1]
    return Mention(
        tuple(dict.fromkeys(Guess(k, name) for k in kinds for name in names)),
        creators=tuple(maker for maker in map(spaced, makers) if maker),
        year=year(born[0]) if born and kinds != (Kind.SERIES,) else None,
        external_ids=(("douban", number[1]),) if number else (),
    )


def _names(title: str) -> list[str]:
    """ "肖申克的救赎 / The Shawshank Redemption" and "心慌方/Cube/立方体": the first two names."""
    parts = title.split(" / ") if " / " in title else title.split("/")
    names = [spaced(_OF_A_PLACE.sub("", part)) for part in parts]
    return [name for name in names if name][:2] or [title]
