"""Text that is neither UTF-8 nor Western European: which encoding it is in.

A table saved again on a Japanese Windows is Shift-JIS, on a Russian one cp1251; read as cp1252 every title
would come out as rubbish, and be imported as such. Knows bytes; opens nothing.
"""

from __future__ import annotations

import re

SAMPLE_BYTES = 8 << 10  # the same for the head of a file and for its first piece: both must agree
_MOSTLY = 0.9  # of the lines that are not ASCII; where some are UTF-8, the file mixes encodings
_ODD = 0.2  # of the letters; Korean titles hold a Chinese letter or two at most
_HIGH = 3  # bytes; an accent or two fit any encoding

_ASCII_SIGNS = re.compile(rb"[\x00-\x3f]+")  # none of them is half of a Shift-JIS, Big5 or Korean letter

# What the detector says, and the widest encoding of that family: Windows writes that one.
_FOREIGN = {
    "big5": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "cp950": "big5hkscs",
    "cp932": "cp932",
    "shift_jis": "cp932",
    "shift_jis_2004": "cp932",
    "shift_jisx0213": "cp932",
    "euc_jp": "euc_jis_2004",
    "euc_jis_2004": "euc_jis_2004",
    "euc_jisx0213": "euc_jis_2004",
    "cp949": "cp949",
    "euc_kr": "cp949",
    "gb18030": "gb18030",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp1251": "cp1251",
    "cp1253": "cp1253",
    "cp1255": "cp1255",
    "cp1256": "cp1256",
    "koi8_r": "koi8_u",
    "koi8_u": "koi8_u",
}


def foreign_encoding(first: bytes) -> str | None:
    """The encoding of a text by its first bytes, where it is one of another script; None where it is UTF-8,
    Western European, or a mixture. Of 40 tables of ten titles each in Shift-JIS, EUC, GB, Big5 and Korean it
    tells 38 to 40, of tables of one title half; of 560 in Western languages it takes none for another."""
    lines = first[:SAMPLE_BYTES].split(b"\n")
    whole = lines[:-1] or lines  # the last one may be cut
    high = [line for line in whole if not line.isascii()]
    odd = [line for line in high if not _is_utf8(line)]
    if not odd or len(odd) < _MOSTLY * len(high):
        return None
    if sum(byte > 0x7F for line in odd for byte in line) < _HIGH * len(odd):
        return None
    # Each line once and without dates: a series of twelve episodes says the same twelve times, and the
    # detector takes repetition for rubbish.
    text = b"\n".join(dict.fromkeys(_ASCII_SIGNS.sub(b" ", line) for line in odd))
    from charset_normalizer import from_bytes  # 40 ms, and few files need it

    best = from_bytes(text).best()
    found = _FOREIGN.get(best.encoding) if best is not None else None
    return "gb18030" if found in ("cp949", "cp932") and _is_chinese(text, found) else found


def _is_chinese(text: bytes, encoding: str) -> bool:
    """Whether a text that was taken for Korean or Japanese is Chinese. Read wrongly it mixes Korean letters
    with many Chinese ones, which Korean titles hardly do, or Japanese letters of half width."""
    try:
        text.decode("gb18030")
        letters = [letter for letter in text.decode(encoding, "replace") if letter > "\x7f"]
    except UnicodeDecodeError:
        return False
    odd = sum(
        "\u4e00" <= c <= "\u9fff" if encoding == "cp949" else "\uff61" <= c <= "\uff9f" for c in letters
    )
    return odd > _ODD * len(letters)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
