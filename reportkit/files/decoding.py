"""Bytes of a text -> text: by its mark, as UTF-8, as it declares itself, by what makes the most of its bytes. Pure."""

import re
import unicodedata
from collections.abc import Iterator

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), *((mark, "utf-16") for mark in _UTF_16))
_HEAD = 4096
_DECLARED = re.compile(rb"(?:charset|encoding)\s{0,20}=\s{0,20}[\"']?\s{0,20}([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_LONG = re.compile(rb"[\xe0-\xef][\x80-\xbf]{2}")
# What calls itself gb2312 is GBK more often than not, and GB18030 holds both.
_REALLY = dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936"), "gb18030") | {"big5": "big5hkscs"}
# A character of two bytes in either encoding of Chinese, or one byte.
_CHARACTERS = re.compile(rb"[\x81-\xfe][\x40-\xfe]|[\x81-\xfe]", re.DOTALL)
# Punctuation and the characters in daily use: of GB 2312 its first level and the letters of pinyin, of Big5 its own.
_USUAL_GB = re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]|\xa8[\xa1-\xc0]")
_USUAL_BIG5 = re.compile(rb"[\xa1-\xa3\xa4-\xc6][\x40-\x7e\xa1-\xfe]")
_LOOKED_AT = 20_000
_HIGH = re.compile(rb"[\x80-\xff]")
_SIGNS = re.compile(
    rb"(?<![\x80-\xff])[\x80\x82\x84\x85\x91-\x97\x99\xa0\xa3\xa9\xae\xb0\xb1\xb2\xb7\xbd\xc0-\xff](?![\x80-\xff])"
)
_LETTERS_TO_ONE = 10


def decode(data: bytes, said: str = "") -> str | None:
    """Return the text of bytes; None for what is no text.

    A few Chinese characters in GBK can be UTF-8 by chance, of letters that take two bytes there ("一" is "һ"); where
    there are no others, what a text declares of itself counts more.

    Args:
        data: the text.
        said: its encoding as what stands around it says, "" where nothing does.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decoded(data, name)
    if b"\0" in data[:_HEAD]:
        return _without_mark(data)
    if _is_western(data):
        return _decoded(data, "utf-8") or data.decode("cp1252", "replace")
    texts = (_decoded(data, _REALLY.get(name.lower(), name)) for name in _likely(data, said))
    return next((text for text in texts if text is not None), None) or _mended(data)


def xml_as_utf_8(part: bytes) -> bytes:
    """Return XML in UTF-8 where it is UTF-16 with a mark; what is no text stays as it is."""
    text = _decoded(part, "utf-16") if part.startswith(_UTF_16) else None
    if text is None:
        return part
    head, mark, rest = text.partition("?>")
    return (f'<?xml version="1.0" encoding="UTF-8"?>{rest}' if mark and head.startswith("<?xml") else text).encode()


def _is_western(data: bytes) -> bool:
    """Tell whether a text is in letters with single signs of Windows among them: £4.2m, café, a dash, a curled quote.

    A character of any other encoding takes two bytes or more that lie above those of ASCII, nearly always.
    """
    high = len(_HIGH.findall(data))
    return 0 < high * _LETTERS_TO_ONE <= len(data) and _SIGNS.sub(b"", data).isascii()


def _likely(data: bytes, said: str) -> Iterator[str]:
    """Yield the names of the encodings a text may be in, the likeliest first."""
    declared = _DECLARED.search(data[:_HEAD])
    names = [name for name in (said, declared[1].decode("ascii") if declared else "") if name]
    yield from ["utf-8", *names] if _LONG.search(data) else [*names, "utf-8"]
    yield from _chinese(data)


def _decoded(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeError, LookupError):
        return None


def _without_mark(data: bytes) -> str | None:
    """Return UTF-16 that does not say in which order its bytes stand; None for what is no text."""
    for name in ("utf-16-le", "utf-16-be"):
        text = _decoded(data, name)
        start = text[:_HEAD] if text else ""
        # In the wrong order no line break is one, nor a comma.
        odd = sum(unicodedata.category(c) in ("Cc", "Cn", "Co") and c not in "\t\r\n" for c in start)
        if odd * 50 <= len(start) and any(c in start for c in ",;\t\n"):
            return text
    return None


def _chinese(data: bytes) -> tuple[str, str]:
    """Return the two encodings of Chinese, the likelier first.

    The bytes of one are often bytes of the other: in the right one nearly every character is in daily use, in the wrong
    one about half of them.
    """
    characters = _CHARACTERS.findall(data, 0, _LOOKED_AT)
    usual_gb, usual_big5 = (
        sum(usual.fullmatch(character) is not None for character in characters)
        for usual in (_USUAL_GB, _USUAL_BIG5)
    )  # fmt: skip
    return ("big5hkscs", "gb18030") if usual_big5 > usual_gb else ("gb18030", "big5hkscs")


def _mended(data: bytes) -> str | None:
    """Return a text in which a few bytes are damaged, None where more than one in a hundred is."""
    for name in ("utf-8", "gb18030"):
        text = data.decode(name, "replace")
        if text.count("\ufffd") * 100 <= len(text):
            return text
    return None
