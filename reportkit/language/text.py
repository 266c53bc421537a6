"""Reading what people write: folding for comparison, cleaning, and how wide a text is on paper. Pure."""

import math
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from reportkit.language.script import to_simplified
from reportkit.language.widths import width

# Characters that take no room and carry no meaning, among them what Word and WPS leave behind.
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_LINE_BREAK = re.compile("\r\n?|[\u2028\u2029]")
_RETURN = "_x000D_"
"""A carriage return as workbooks write it, where a program took it for text: before a line break, or at the end."""
_SPACES = re.compile(r"[\s\u3000\xa0]+")
MAX_CELL = 32_767
"""The longest text a cell can hold, in UTF-16 units (Excel specifications and limits)."""


def units(text: str) -> int:
    """Return how many UTF-16 units a text takes: how Excel counts, for which an emoji has two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> str:
    """Return the start of a text that takes at most so many UTF-16 units; a character of two is never halved."""
    if len(text) * 2 <= most:
        return text
    data = text.encode("utf-16-le", "surrogatepass")[: most * 2]
    is_halved = len(data) == most * 2 and 0xD8 <= data[-1] <= 0xDB
    return (data[:-2] if is_halved else data).decode("utf-16-le", "surrogatepass")


def pieces(text: str, most: int) -> list[str]:
    """Return a text in pieces of at most so many UTF-16 units; an empty text is one piece."""
    found = []
    while text:
        found.append(cut(text, most))
        text = text[len(found[-1]) :]
    return found or [""]


def visible(text: str) -> str:
    """Return `text` without invisible and control characters; every kind of line break becomes a newline."""
    if text.isprintable():  # most texts are: nothing in them is invisible, not even a line break
        return text.removesuffix(_RETURN)
    text = _LINE_BREAK.sub("\n", text).replace(f"{_RETURN}\n", "\n").removesuffix(_RETURN)
    return _CONTROL.sub("", _INVISIBLE.sub("", text))


def squeeze(text: str) -> str:
    """Return `text` on one line: runs of white space (NBSP, ideographic space) become one space."""
    return _SPACES.sub(" ", visible(text)).strip()


def unspaced(text: str) -> str:
    """Return `text` without any white space, as names of units and leaders are kept."""
    return _SPACES.sub("", visible(text))


def is_mark(character: str) -> bool:
    """Tell whether a character is a number in small, in a circle or in brackets: ¹ ₂ ⑨ ⑴ ½ ㋅ mark, and count nothing.

    Compatible forms (NFKC) make a digit like any other of it.
    """
    if character.isascii():
        return False
    category = unicodedata.category(character)
    return category == "No" or (category == "So" and unicodedata.normalize("NFKC", character)[0].isdigit())


def without_marks(text: str) -> str:
    """Return a text without numbers that only mark: 312 of 312¹. The power of a unit stays: m²."""
    if text.isascii():
        return text
    before = f" {text}"
    return "".join(c for last, c in zip(before, text, strict=False) if not is_mark(c) or (c in "²³" and last in "mM米"))


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Return the form in which names are compared: NFKC, no white space, simplified script, lower case."""
    return to_simplified(unspaced(unicodedata.normalize("NFKC", text))).casefold()


@lru_cache(maxsize=16_384)
def fold_prose(text: str) -> str:
    """Return the form in which prose is compared: as `fold`, and free of punctuation and symbols."""
    return "".join(c for c in fold(text) if unicodedata.category(c)[0] not in "PSZ")


SENTENCE_END = re.compile(r"[。；;！!.…]$")
"""Where a sentence, or a part of one that could stand alone, ends."""
OPENING_BRACKETS, CLOSING_BRACKETS = "(（[［【〔〖", ")）]］】〕〗"
"""What opens and closes a bracket; within a class of a pattern they are `re.escape`d."""
_BESIDE_HEADING = re.compile(
    rf"[*＊★]|[{re.escape(OPENING_BRACKETS)}][^{re.escape(CLOSING_BRACKETS)}\n]{{0,200}}+[{re.escape(CLOSING_BRACKETS)}]"
)


@lru_cache(maxsize=4096)
def heading_words(text: str) -> str:
    """Return a heading as it is compared: its first line, folded, free of stars and brackets."""
    return fold_prose(_BESIDE_HEADING.sub("", text.strip().split("\n")[0]))


# A word of a foreign script moves to the next line whole; every other character may end a line.
_WORD = re.compile(r"[!-~]+|.", re.DOTALL)
# No line begins with the former or ends with the latter (GB/T 15834-2011, 5.1): the neighbour moves along.
_CLOSING = frozenset("。，、；：！？）」』》〉】〕”’…—％℃·,.;:!?)]}%")
_OPENING = frozenset("（「『《〈【〔“‘([{")
_SHORT_WORD = 5
_FOREIGN = 1.15
"""Half-width columns of a letter or digit: fonts that stand in for 宋体 draw them wider than half a character."""


def line_count(text: str, columns: float) -> int:
    """Estimate how many lines `text` takes in a wrapped cell `columns` half-width characters wide."""
    room = max(int(columns - 1.0), 2)
    return sum(_lines(part, room) for part in text.split("\n") or [""])


@lru_cache(maxsize=16_384)
def _lines(text: str, room: int) -> int:
    """Return how many lines of so many half-width columns a paragraph takes.

    A task stands in the workbooks of its leaders too: remembered, the nineteen of a round take nine tenths of the time.
    """
    if len(text) * 2 * _FOREIGN <= room or width(text) * _FOREIGN <= room:  # the former is quickly told
        return 1
    lines, used, last = 0, float(room), 0.0
    for word in _WORD.findall(text):
        wide = len(word) * _FOREIGN if len(word) > 1 else float(width(word))
        if word in _OPENING and used + wide + 2 > room:
            lines, used = lines + 1, wide
        elif used + wide <= room:
            used += wide
        elif word.isspace() and lines:
            used = float(room)
        else:
            wide += last if word[0] in _CLOSING else 0
            lines += math.ceil(wide / room)
            used = wide % room or room
        last = wide
    return lines


_LETTERS = re.compile(r"[!-~\u00c0-\u024f]+")


def word_room(texts: Iterable[str], most: float = 20.0) -> float:
    """Return how wide a column must be, in half-width characters, to break no word of some texts: 0 for Chinese ones.

    Args:
        texts: headings, names: what is no number and no address.
        most: of what is longer a part goes to the next line.
    """
    longest = max((len(word) for text in texts for word in _LETTERS.findall(text)), default=0)
    return min(round(longest * _FOREIGN + 1, 1), most) if longest > _SHORT_WORD else 0.0


def shorten(text: str, columns: int) -> str:
    """Return `text` on one line, cut to `columns` half-width columns with an ellipsis."""
    text = squeeze(text)
    if width(text) <= columns:
        return text
    out, used = [], 0
    for c in text:
        used += width(c)
        if used > columns - width("…"):
            break
        out.append(c)
    return "".join(out).rstrip() + "…"


def pad(text: str, columns: int) -> str:
    """Return `text` filled with spaces to `columns` half-width columns (longer text is left alone)."""
    return text + " " * max(0, columns - width(text))


_BREAKS = re.compile(r"[\n\t\u2028\u2029]")
_TURNS = re.compile(r"[\u061c\u2066-\u2069]")
# What Windows takes for a device, whatever ending follows.
_DEVICE = re.compile(r"^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?= *(?:\.|$))", re.IGNORECASE)
_FILE_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
# Of the 255 that most systems allow for a name (in UTF-8, three a Chinese character), less what stands around it.
_FILE_BYTES = 180


def file_name(text: str, limit: int = 80, size: int = _FILE_BYTES) -> str:
    """Return `text` fit for a file name on Windows, macOS and Linux, at most `limit` characters and `size` bytes.

    Reserved device names (CON, NUL …) get an underscore; an empty result is "_".
    """
    name = _FILE_UNSAFE.sub("_", squeeze(text))[:limit].encode()[:size].decode(errors="ignore").strip(" .")
    return _DEVICE.sub(r"\1_", name) or "_"


def shown_name(name: str) -> str:
    """Return the name of a file that came, as it can be printed and kept: on one line, with nothing that hides.

    A disk or a mail may name a file in GBK, which Python hands over as lone surrogates (PEP 383). What turns the
    direction of writing around (`xslx.exe` shown as `exe.xlsx`), control characters and escapes are left out.
    """
    return _TURNS.sub("", _BREAKS.sub(" ", visible(_named(name)))) or "?"


def _named(name: str) -> str:
    try:
        name.encode()
    except UnicodeEncodeError:
        try:
            return name.encode("utf-8", "surrogateescape").decode("gb18030")
        except UnicodeError:
            return name.encode("utf-8", "replace").decode()
    return name


_MAX_SHEET_NAME = 31
_SHEET_UNSAFE = re.compile(r"[\[\]:*?/\\]")


def sheet_name(text: str, taken: frozenset[str] | set[str] = frozenset()) -> str:
    r"""Return `text` fit for the name of a sheet: 31 UTF-16 units at most, none of `[]:*?/\`, not in `taken`.

    Names are compared without case, as Excel does; "History" is reserved by Excel.
    """
    base = _SHEET_UNSAFE.sub("_", squeeze(text)).strip("' ") or "_"
    if base.casefold() == "history":
        base += "_"
    base = cut(base, _MAX_SHEET_NAME)
    used = {name.casefold() for name in taken}
    name, n = base, 2
    while name.casefold() in used:
        tail = f" ({n})"
        name, n = cut(base, _MAX_SHEET_NAME - len(tail)) + tail, n + 1
    return name
