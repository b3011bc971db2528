"""Dates and times as a web page shows them to a person, in the languages of their accounts.

"29 Nov 2021, 18:06:16 AEDT", "13.01.2024, 16:16:16 MEZ", "2024年1月13日 下午4:16:16", "13 de jan. de 2024": a
month by its name or three numbers, a clock with or without halves of the day, a zone by its abbreviation.
A table instead of a parser of all languages: dateparser needs 1 to 2 ms for such a string, this some 10 us.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from recdesk.importers.dates import parse_day

# One line a language; each name stands for itself and, from three letters on, for its own beginnings.
# Croatian has no line: its "lip" is June and its "listopada" October, the Polish ones July and November.
_MONTHS = """
january february march april may june july august september october november december
jan feb mar apr may jun jul aug sept oct nov dec
januar februar märz april mai juni juli august september oktober november dezember
jänner feber mär apr mai jun jul aug sep okt nov dez
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
janv févr mars avr mai juin juil aoû sept oct nov déc
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
januari februari maart april mei juni juli augustus september oktober november december
jan feb mrt apr mei jun jul aug sep okt nov dec
styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
oca şub mar nis may haz tem ağu eyl eki kas ara
januari februari mars april maj juni juli augusti september oktober november december
januar februar marts april maj juni juli august september oktober november december
tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta
ledna února března dubna května června července srpna září října listopadu prosince
január február március április május június július augusztus szeptember október november december
jan febr márc ápr máj jún júl aug szept okt nov dec
ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
янв февр мар апр май июн июл авг сент окт нояб дек
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
січ лют бер квіт трав черв лип серп вер жовт лист груд
ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου
ιαν φεβ μαρ απρ μαΐ ιουν ιουλ αυγ σεπ οκτ νοε δεκ
januari februari maret april mei juni juli agustus september oktober november desember
يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर
जन फ़र मार्च अप्रैल मई जून जुल अग सित अक्टू नव दिस
ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר
בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר
มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม
มค กพ มีค เมย พค มิย กค สค กย ตค พย ธค
"""  # noqa: E501 - a language that is broken in two would be read as two
_AFTERNOON = (
    "pm",
    "p m",
    "अपराह्न",
    "אחהצ",
    "หลังเที่ยง",
    "午後",
    "下午",
    "晚上",
    "中午",
    "오후",
    "μμ",
    "μ μ",
    "م",
    "ch",
)
_FORENOON = (
    "am",
    "a m",
    "पूर्वाह्न",
    "לפנהצ",
    "ก่อนเที่ยง",
    "午前",
    "上午",
    "早上",
    "凌晨",
    "清晨",
    "오전",
    "πμ",
    "π μ",
    "ص",
    "sa",
)
# Minutes from UTC. Takeout writes every row with the zone of the day of export, so these are fixed offsets.
# Where two zones share letters, the one with more people: IST is India's, CST America's, BST Britain's.
_ZONES = {
    name: minutes
    for names, minutes in (
        ("UTC GMT WET Z UCT MGZ HTMG", 0),
        ("CET MEZ BST WEST WAT HNEC", 60),
        ("CEST MESZ EET OEZ SAST CAT HAEC", 120),
        ("EEST OESZ MSK TRT EAT IDT", 180),
        ("IRST", 210),
        ("GST AZT SAMT", 240),
        ("PKT UZT YEKT", 300),
        ("IST", 330),
        ("NPT", 345),
        ("BDT", 360),
        ("ICT WIB", 420),
        ("SGT HKT MYT PHT AWST WITA", 480),
        ("JST KST WIT", 540),
        ("ACST", 570),
        ("AEST", 600),
        ("ACDT", 630),
        ("AEDT", 660),
        ("NZST", 720),
        ("NZDT", 780),
        ("NDT", -150),
        ("BRT ART CLST UYT ADT", -180),
        ("NST", -210),
        ("AST CLT BOT VET EDT", -240),
        ("EST CDT COT PET", -300),
        ("CST MDT", -360),
        ("MST PDT", -420),
        ("PST AKDT", -480),
        ("AKST", -540),
        ("HST", -600),
    )
    for name in names.split()
}
# The letters of other zones, told by the writing beside them: China's, Israel's and Arabia's.
_ZONES_BESIDE = {
    "CST": (re.compile("年"), 480),
    "IST": (re.compile("[א-ת]"), 120),
    "AST": (re.compile("[ء-ي]"), 180),
}

_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2}))?(?!\d)")
_DOTTED_CLOCK = re.compile(r"(?<!\d)(\d{1,2})\.(\d{2})\.(\d{2})(?![\d.])")
_OFFSET = re.compile(r"(?:GMT|UTC)\s*([+\-−–])\s*(\d{1,2})(?::?(\d{2}))?")
_ABBREVIATION = re.compile(r"\b([A-Z]{1,5})\b[\])]?\s*\Z")
# Letters with the marks on them, which Hindi and Thai set apart, and what Hebrew and Thai set for a full stop
# inside an abbreviation: "ม.ค." and "בינו׳".
_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])+")
_INSIDE_WORDS = re.compile(r"(?<=[\u0e01-\u0e4e])\.|[\u05f3\u05f4\u0970]")
_DIGITS = re.compile(r"\d+")
_SHORT_YEAR = re.compile(
    r"(?<!\d)\d{1,2}\.?\s+[^\W\d_]{3,}\.?\s+\d{2}(?!\d)"
)  # "19. September 13", as Kindles wrote once


@dataclass(frozen=True, slots=True)
class Worded:
    """What a text says: `time` as the clock on the wall showed it (00:00 without `clock`), and `zone`, None
    if it is not written or not known."""

    time: datetime
    clock: bool
    zone: timezone | None


def read_worded(text: str, order: str) -> Worded | None:
    """The date and time in `text`, or None. `order` ("dmy" ...) is asked only where all is numbers."""
    plain = _INSIDE_WORDS.sub("", unicodedata.normalize("NFKC", text)).strip()
    offset, rest = _zone(plain)
    clock = _CLOCK.search(rest) or _dotted_clock(rest, order)
    words = rest if clock is None else _without(rest, clock)
    day = _day(words, order)
    if day is None:
        return None
    time = datetime(day.year, day.month, day.day)
    if clock is None:
        return Worded(time, False, offset)
    hour, minute, second = (int(g or 0) for g in clock.groups())
    if half := _half(words):
        hour = hour % 12 + (12 if half > 0 else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return Worded(time.replace(hour=hour, minute=minute, second=second), True, offset)


def numbers_of(text: str) -> str:
    """The date's numbers joined for a `DateColumn`, "" if a month is named (no order is needed then)."""
    plain = _INSIDE_WORDS.sub("", unicodedata.normalize("NFKC", text))
    numbers = _DIGITS.findall(_CLOCK.sub(" ", _OFFSET.sub(" ", plain)))[:3]
    named = any(_month(word) for word in _WORD.findall(plain))
    return "" if named or len(numbers) < 3 else "/".join(numbers)


def _dotted_clock(text: str, order: str) -> re.Match[str] | None:
    """ "16.16.16" as Danes, Finns and Indonesians write it, if without it a date is left."""
    for found in _DOTTED_CLOCK.finditer(text):
        if _day(_without(text, found), order) is not None:
            return found
    return None


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _zone(text: str) -> tuple[timezone | None, str]:
    """The zone and the text without it."""
    if found := _OFFSET.search(text):
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        minutes = minutes if found[1] == "+" else -minutes
        return (_fixed(minutes) if abs(minutes) < 24 * 60 else None), _without(text, found)
    found = _ABBREVIATION.search(text)
    if found is None or found[1] in ("AM", "PM"):
        return None, text
    writing, minutes_beside = _ZONES_BESIDE.get(found[1], (None, 0))
    minutes_known = minutes_beside if writing and writing.search(text) else _ZONES.get(found[1])
    return None if minutes_known is None else _fixed(minutes_known), text[: found.start()]


@lru_cache(maxsize=256)
def _fixed(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes))


def _day(text: str, order: str) -> date | None:
    numbers = [int(n) for n in _DIGITS.findall(text) if len(n) <= 4]
    month = next((m for m in map(_month, _WORD.findall(text)) if m), 0)
    if not month:
        return parse_day("/".join(map(str, numbers[:3])), order) if len(numbers) >= 3 else None
    if len(numbers) < 2:
        return None
    day, year = numbers[:2] if numbers[0] <= 31 else (numbers[1], numbers[0])
    if _SHORT_YEAR.search(text):
        year += 2000
    return parse_day(f"{year:04d}/{month}/{day}", "ymd") if year > 31 else None


def _half(text: str) -> int:
    """1 after noon, -1 before, 0 where the day has 24 hours."""
    words = f" {' '.join(_WORD.findall(text.casefold()))} "
    for marks, side in ((_AFTERNOON, 1), (_FORENOON, -1)):
        if any(f" {mark} " in words or (len(mark) == 2 and mark > "一" and mark in words) for mark in marks):
            return side
    return 0


@lru_cache(maxsize=4096)
def _month(word: str) -> int:
    """The number of the month a word names, 0 if it names none. "sty" and "sept" are beginnings."""
    folded = unicodedata.normalize("NFKC", word).casefold().replace("i̇", "i")
    if folded in _EXACT:
        return _EXACT[folded]
    if len(folded) < 3:
        return 0
    return next((n for name, n in _EXACT.items() if name.startswith(folded)), 0)


_EXACT = {
    unicodedata.normalize("NFKC", name): n
    for line in reversed(_MONTHS.strip().split("\n"))
    for n, name in enumerate(line.split(), start=1)
}
