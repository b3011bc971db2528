"""Ways in which an export gets spoilt on its way to us, each by itself a small function of bytes.

`spoil` takes what a file holds and a generator and gives a spoilt file and the name of what was done to it:
bytes torn and doubled, other encodings and line ends, columns and members lost, renamed or of another type,
numbers and dates beyond sense, archives and databases damaged inside. Knows forms, no services.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import re
import zipfile
from typing import Any

from tests.importers.spoiling_inside import Way, archive_bytes, other_database, page_lost, repacked

_BITS = (b'"', b"\n", b",", b"{", b"}", b"]", b"\x00", b"\xff", b"\xed\xa0\xbd", b"<", b"]]>", b"1e999", b"-")
_ENCODINGS = (
    "utf-16 utf-16-le utf-16-be utf-8-sig utf-32 utf-7 cp1252 latin-1 gb18030 shift-jis cp1251 euc-kr big5"
).split()
ODD_TEXTS = (
    *("- N/A null None nan inf -1 -99999 1e999 1e308 1e18 0 ² true [] {} =1+1 ( tt :// http://[::1").split(),
    *("0000-00-00 2019-00-00 31/31/2020 2020-13-45 0001-01-01 -0001-01-01 1600-01-01 ٢٠٢٤/٠١/٠٢").split(),
    *("9999-12-31T23:59:59Z 12:00 99:99:99 253402300800 -62135596800000 S99999E99999").split(),
    *("", " ", "\u202e", "\ufeff", "a\u0301" * 50, "\U0001f600", "9" * 30, "9" * 5000),
)
_ODD_VALUES: tuple[Any, ...] = (
    *(None, True, 0, -1, 10**25, -(10**19), 1.5, 1e308),
    *("", [], {}, [None], [[]], {"a": {"b": []}}, [1, "x"]),
    *ODD_TEXTS,
)
_LARGE = 4 << 20  # bytes: what has grown beyond is not spoilt further
_SHORT_TEXTS = tuple(text for text in ODD_TEXTS if len(text) < 200)  # for every number of a file
_NUMBER = re.compile(rb"-?\d[\d.:/-]*")


def spoil(content: bytes, rng: random.Random) -> tuple[bytes, str]:
    """The content spoilt in one to three ways, and their names joined by "+"."""
    names: list[str] = []
    for _ in range(rng.choice((1, 1, 2, 3))):
        if len(content) > _LARGE:
            break
        way = rng.choice(_ways(content))
        content = way(content, rng)
        names.append(way.__name__.strip("_"))
    return content, "+".join(names)


def _ways(content: bytes) -> tuple[Way, ...]:
    """What can happen to a file of this form; what is particular to the form about as often as the rest."""
    if content.startswith(b"PK\x03\x04"):
        return (_torn, _cut, archive_bytes, *[_repacked] * 4)
    if content.startswith(b"SQLite format 3"):
        return (_torn, _cut, page_lost, *[_other_database] * 4)
    match content[:400].lstrip(b"\xef\xbb\xbf \r\n\t")[:1]:
        case b"{" | b"[":
            return (*_ANY_TEXT, *[_other_json] * 7)
        case b"<":
            return (*_ANY_TEXT, *[_other_markup] * 4)
    return (*_ANY_TEXT, *[_other_table] * 7)


def _repacked(content: bytes, rng: random.Random) -> bytes:
    return repacked(content, rng, lambda held, rng: spoil(held, rng)[0])


def _other_database(content: bytes, rng: random.Random) -> bytes:
    return other_database(content, rng, ODD_TEXTS)


# -- any file


def _torn(content: bytes, rng: random.Random) -> bytes:
    """Some bytes changed, put in, taken out or doubled."""
    for _ in range(rng.randint(1, 6)):
        at, length = rng.randrange(len(content) + 1), rng.randrange(80)
        new = rng.choice(_BITS) if rng.random() < 0.6 else rng.randbytes(rng.randrange(1, 9))
        match rng.randrange(5):
            case 0:
                content = content[:at] + new + content[at + len(new) :]
            case 1:
                content = content[:at] + new + content[at:]
            case 2:
                content = content[:at] + content[at + length :]
            case 3:
                content = content[: at + length] + content[at:]
            case _:
                content = content[:at] + new * rng.randrange(1, 2000) + content[at:]
    return content


def _cut(content: bytes, rng: random.Random) -> bytes:
    return content[: rng.randrange(len(content) + 1)]


def _emptied(content: bytes, rng: random.Random) -> bytes:
    return rng.choice(
        (b"", b"\n", b"\xef\xbb\xbf", b"\xff\xfe", b"[]", b"{}", b"null", content.split(b"\n", 1)[0])
    )


def _packed(content: bytes, rng: random.Random) -> bytes:
    """In a gzip or a zip file, whole or damaged."""
    if rng.random() < 0.5:
        packed = gzip.compress(content, 1)
    else:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(rng.choice(("a.csv", "a/b.json", "x.zip", "x.xlsx", "x.gz")), content)
        packed = out.getvalue()
    return packed if rng.random() < 0.4 else rng.choice((_torn, _cut))(packed, rng)


# -- any text


def _other_encoding(content: bytes, rng: random.Random) -> bytes:
    text = content.decode("utf-8", "replace")
    if rng.random() < 0.2:  # read as Latin-1 and saved as UTF-8, as often as somebody pressed Save
        return content.decode("latin-1").encode()
    return text.encode(rng.choice(_ENCODINGS), "replace")


def _other_line_ends(content: bytes, rng: random.Random) -> bytes:
    new = rng.choice(
        (b"\r\n", b"\r", b"\n\n", b"\r\r\n", b"\n\r", "\u2028".encode(), b"\x0b", b"\x0c", b" ", b"")
    )
    return content.replace(b"\r\n", b"\n").replace(b"\n", new)


def _nulls(content: bytes, rng: random.Random) -> bytes:
    if rng.random() < 0.3:
        return content + b"\x00" * rng.randrange(1, 5000)
    for _ in range(rng.randrange(1, 20)):
        at = rng.randrange(len(content) + 1)
        content = content[:at] + b"\x00" * rng.choice((1, 1, 2, 500)) + content[at:]
    return content


def _shuffled(content: bytes, rng: random.Random) -> bytes:
    """Lines mixed, doubled or lost."""
    lines = content.split(b"\n")
    match rng.randrange(4):
        case 0:
            rng.shuffle(lines)
        case 1:
            lines = [line for line in lines if rng.random() < 0.7]
        case 2:
            lines = [line for line in lines for _ in range(rng.choice((1, 1, 2)))]
        case _:
            lines = [*lines, lines[0], *lines]
    return b"\n".join(lines)


def _odd_numbers(content: bytes, rng: random.Random) -> bytes:
    """Numbers and dates beyond sense, here and there or everywhere."""
    share = rng.choice((0.01, 0.1, 0.5, 1.0))
    one = rng.choice(_SHORT_TEXTS).encode()
    same = rng.random() < 0.5
    return _NUMBER.sub(
        lambda found: (
            (one if same else rng.choice(_SHORT_TEXTS).encode()) if rng.random() < share else found[0]
        ),
        content,
    )


# -- tables


def _other_table(content: bytes, rng: random.Random) -> bytes:
    """Columns lost, doubled, moved, renamed or emptied, cells swapped, giant or odd."""
    text = content.decode("utf-8", "replace")
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)) or [[]]
    except csv.Error:  # a cell that was made giant before
        return _shuffled(content, rng)
    _change_rows(rows, max(map(len, rows)), rng)
    out = io.StringIO()
    csv.writer(
        out,
        delimiter=rng.choice((delimiter, delimiter, delimiter, ",", ";", "\t", "|")),
        lineterminator=rng.choice(("\n", "\r\n")),
        quoting=rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    ).writerows(rows)
    return out.getvalue().encode("utf-8", "replace")


def _change_rows(rows: list[list[str]], width: int, rng: random.Random) -> None:
    at, other = rng.randrange(width or 1), rng.randrange(width or 1)
    some = [row for row in rows[1:] if rng.random() < rng.choice((0.1, 1.0)) and at < len(row)]
    match rng.randrange(11):
        case 0:
            for row in rows:
                del row[at : at + 1]
        case 1:
            for row in rows:
                row[at:at] = row[other : other + 1]
        case 2:
            order = rng.sample(range(width), width)
            rows[:] = [[row[n] for n in order if n < len(row)] for row in rows]
        case 3:
            rows[0][at : at + 1] = [rng.choice((*ODD_TEXTS, "Title", "Datum", "Titre", "日期", "Column1"))]
        case 4:
            del rows[0]
        case 5:
            rows.insert(0, [rng.choice(ODD_TEXTS)])
        case 6:
            for row in some[:1]:
                row[at] = rng.choice(("x", "9", '"', "é ", "\n")) * rng.choice((70_000, 400_000))
        case 7:
            for row in some:
                row[at] = ""
        case 8:
            for row in some:
                if other < len(row):
                    row[at], row[other] = row[other], row[at]
        case 9:
            for row in some:
                row[at] = rng.choice(ODD_TEXTS)
        case _:
            for row in some:
                row.extend(rng.choice(ODD_TEXTS) for _ in range(rng.randrange(1, 4)))


# -- JSON


def _other_json(content: bytes, rng: random.Random) -> bytes:
    """Members of another type, renamed, lost, doubled or nested too deep; or all of it inside something."""
    text = content.decode("utf-8-sig", "replace")
    try:
        return _changed(json.loads(text), rng)
    except (ValueError, RecursionError):
        lines = text.split("\n")  # one object a line, or already spoilt
        at = rng.randrange(len(lines))
        try:
            lines[at] = _changed(json.loads(lines[at]), rng).decode()
        except (ValueError, RecursionError):
            return _torn(content, rng)
        return "\n".join(lines).encode("utf-8", "replace")


def _changed(tree: Any, rng: random.Random) -> bytes:
    for _ in range(rng.choice((1, 1, 3, 20))):
        if isinstance(tree, dict | list) and tree:
            _change_member(*_somewhere(tree, rng), rng)
    if rng.random() < 0.2 and isinstance(tree, dict | list) and tree:
        _grow_member(*_somewhere(tree, rng), rng)
    match rng.randrange(20):
        case 0:
            tree = [tree]
        case 1:
            tree = {"data": tree}
        case 2:
            tree = tree[0] if isinstance(tree, list) and tree else tree
        case _:
            pass
    indent = rng.choice((None, None, 2))
    return json.dumps(tree, ensure_ascii=rng.random() < 0.5, indent=indent).encode("utf-8", "replace")


def _somewhere(tree: Any, rng: random.Random) -> tuple[Any, Any]:
    """A container and the name or number of a member of it, at any depth."""
    while True:
        at: Any = rng.choice([*tree]) if isinstance(tree, dict) else rng.randrange(len(tree))
        inner = tree[at]
        if not isinstance(inner, dict | list) or not inner or rng.random() < 0.1:
            return tree, at
        tree = inner


def _change_member(holder: Any, at: Any, rng: random.Random) -> None:
    match rng.randrange(6):
        case 0 | 1 | 2:
            holder[at] = rng.choice(_ODD_VALUES)
        case 3:
            del holder[at]
        case 4 if isinstance(holder, dict):
            holder[rng.choice(ODD_TEXTS)] = holder.pop(at)
        case _:
            holder[at] = rng.choice(([holder[at]], {"a": holder[at]}, [[holder[at]], 1]))


def _grow_member(holder: Any, at: Any, rng: random.Random) -> None:
    """At most once a file: each doubling of a doubling would take the machine's memory."""
    match rng.randrange(3):
        case 0:
            holder[at] = rng.choice(("x", "é", '"\\', "9")) * rng.choice((2000, 1_200_000))
        case 1:
            for _ in range(900):
                holder[at] = [holder[at]] if rng.random() < 0.5 else {"a": holder[at]}
        case _ if isinstance(holder, list):
            holder.extend([holder[at]] * rng.randrange(1, 200))
        case _:
            holder.update({f"{at}{n}": holder[at] for n in range(200)})


# -- web pages and XML


def _other_markup(content: bytes, rng: random.Random) -> bytes:
    """Attributes and texts replaced, tags lost or doubled."""
    text = content.decode("utf-8", "replace")
    pieces = re.split(r"(<[^<>]*>|\"[^\"<>]*\")", text)
    for _ in range(rng.choice((1, 3, 30))):
        at = rng.randrange(len(pieces))
        match rng.randrange(5):
            case 0:
                pieces[at] = ""
            case 1:
                pieces[at] *= 300 if len(pieces[at]) < 200 else 1
            case 2:
                pieces[at] = rng.choice(ODD_TEXTS)
            case 3:
                pieces[at] = (
                    '"' + rng.choice(ODD_TEXTS) + '"' if pieces[at].startswith('"') else "&amp;&nbsp;&#0;&x;"
                )
            case _:
                other = rng.randrange(len(pieces))
                pieces[at], pieces[other] = pieces[other], pieces[at]
    return "".join(pieces).encode("utf-8", "replace")


_ANY_TEXT: tuple[Way, ...] = (
    *(_torn, _cut, _emptied, _packed),
    *(_other_encoding, _other_line_ends, _nulls, _shuffled, _odd_numbers),
)
