"""Sheets whose XML is written the plain way, taken apart without a parser. Pure.

Between `<sheetData>` and `</sheetData>` every program writes the same few kinds of text: a row, a cell, an empty
cell. Where all that stands there is of these kinds, it is well-formed and says what it seems to say, and a regular
expression reads it many times as fast as a parser calls back. Anything else (a comment, a prefix, an attribute that
nobody expects) is not plain, and is a parser's business.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from reportkit.address import position_of
from reportkit.files.limits import Limits
from reportkit.files.reach import Reach
from reportkit.files.shared_texts import SharedTexts

MOST_FORMULA = 255
"""Characters of a formula that are kept: they tell what it is."""
NEAR = (4_999, 182)
"""Rows and columns within which the cells that hold something must lie: up to FZ4999."""
_ANYWHERE = rb"[A-Z]{1,3}+[1-9][0-9]{0,6}+"
_NEAR = rb"(?:[A-Z]|[A-F][A-Z])(?:[1-9][0-9]{0,2}|[1-4][0-9]{3})"
# Legal characters of XML, and references to the five names and to numbers that are certainly legal.
_TEXT = (
    rb"(?>[^<&\x00-\x08\x0b-\x1f]++|&(?:amp|lt|gt|quot|apos|#(?:9|10|3[2-9]|[4-9][0-9]|[1-9][0-9]{2,3}|[1-4][0-9]{4}"
    rb"|5[0-4][0-9]{3}|65[0-4][0-9]{2}));)*+"
)
_CELL_MARKS = rb'"(?: s="[0-9]{1,6}+")?+(?: t="[a-zA-Z]{1,9}+")?+'
_HELD = (
    rb'(?:<f(?: aca="false")?>' + _TEXT + rb"</f>)?(?:<v>" + _TEXT + rb'</v>|<v ?+/>|<is><t(?: xml:space="preserve")?>'
    + _TEXT + rb"</t></is>)?"
)  # fmt: skip
# Empty cells may stand anywhere: a colour that goes down to the last row harms nobody.
_EMPTY = rb'<c r="' + _ANYWHERE + _CELL_MARKS + rb"(?: ?+/>|></c>|><v ?+/></c>|><v></v></c>)"
_CELL = rb"(?:" + _EMPTY + rb'|<c r="' + _NEAR + _CELL_MARKS + rb">" + _HELD + rb"</c>)"
_ROW_TAG = rb'<row r="[1-9][0-9]{0,6}"(?: [A-Za-z0-9:]{1,30}="[^"<>&\x00-\x1f]*")*+'
_ROWS = re.compile(rb"(?>" + _ROW_TAG + rb"(?: ?+/>|>" + _CELL + rb"*+</row>))*+")

_ROW_TAGS = re.compile(rb'<row r="([0-9]+)"((?: [A-Za-z0-9:]+="[^"]*")*)')
_ROW_MARKS = re.compile(rb'<row r="[0-9]+"([^>]*)')
_NAMES = re.compile(rb' ([A-Za-z0-9:]+)="[^"]*"')
_ATTRIBUTES = re.compile(rb' ([A-Za-z0-9:]+)="([^"]*)"')
_FULL = re.compile(
    rb'<c r="([A-Z0-9]+)"(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?>'
    rb"(?:<f[^>]*>([^<]*)(</f>))?(?:(<v)(?:>([^<]*)| ?/>)|<is><t[^>]*>([^<]*))?"
)
_PLACES = re.compile(rb'<c r="([A-Z0-9]+)"')
_ROW_NUMBERS = re.compile(rb'<row r="([0-9]+)"')
# Kinds of values beside those that all readers know, and a value where a text is told, of which the reader of values
# gives nothing; a text may look so too, which is rare, and is read by a parser.
_ODD_KIND = re.compile(rb' t="(?:(?!(?:n|s|str|inlineStr|b|e|d)")|inlineStr">(?:<f[^>]*>[^<]*</f>)?<v)')
_ODD_BOOLEAN = re.compile(rb' t="b">(?:<f[^>]*>[^<]*</f>)?<v>(?!(?:[01]|true|false)?<)')
_SHARED = re.compile(rb' t="s">(?:<f[^>]*>[^<]*</f>)?<v>([^<]*)')
_LIST = re.compile(rb"<(?:\w+:)?dataValidation((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*+)\s*/?>", re.ASCII)
_LIST_START = re.compile(rb"<(?:[^<>\s/]+:)?dataValidation[\s/>]")
_ANY_ATTRIBUTE = re.compile(rb"(?<![\w:.-])([\w:.-]++)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)')")
_ASKED = (b"type", b"sqref")
_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_ENCODING = re.compile(rb"encoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE)
_STRAY = re.compile(rb"<(?:\w+:)?(?:c|row|sheetData)[\s/>]")
_NEVER = ("\ufffe", "\uffff", "]]>")
_REFERENCE = re.compile("&(?:#([0-9]+)|([a-z]+));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}

PlainCell = tuple[str, int, bool, str, str | None]
"""Address, number of the style, whether there is a value, error ("" for none), formula (None for none) of a cell."""


class NotPlainError(ValueError):
    """The sheet needs a parser."""


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """A sheet taken apart.

    Attributes:
        frame: its XML without the rows.
        rows: the rows, as they are written.
    """

    frame: bytes
    rows: bytes

    @property
    def _end(self) -> int:
        """Where the last value ends: below it a sheet may be coloured for thousands of rows."""
        return max(map(self.rows.rfind, (b"</v>", b"</f>", b"</is>"))) + len(b"</is>")

    @property
    def last_row(self) -> int:
        """The last row that holds something, from 1; 0 where none does."""
        tag = _ROW_TAGS.match(self.rows, max(self.rows.rfind(b"<row ", 0, self._end), 0))
        return int(tag[1]) if tag else 0

    def reach(self, limits: Limits, name: str) -> Reach:
        """Return how far the cells that hold something reach; all lie within `NEAR`."""
        reach = Reach(limits, name)
        for address, *_ in _FULL.findall(self.rows, 0, self._end):
            reach.take(*(position_of(address.decode()) or (0, 0)))
        return reach

    def check(self, texts: SharedTexts) -> None:
        """Look for a cell or a row that stands there twice, and for a cell that holds what readers read differently.

        Raises:
            NotPlainError: there is one.
        """
        rows = _ROW_NUMBERS.findall(self.rows)
        last = self.rows.find(b"</row>", self._end)
        cells = _PLACES.findall(self.rows, 0, last if last >= 0 else len(self.rows))
        is_odd = len(set(rows)) < len(rows) or len(set(cells)) < len(cells)
        if is_odd or _ODD_KIND.search(self.rows) or _ODD_BOOLEAN.search(self.rows):
            raise NotPlainError
        if not all(texts.is_plain(number.decode()) for number in set(_SHARED.findall(self.rows)) if number):
            raise NotPlainError

    def cells(self, styles: AbstractSet[int]) -> Iterator[PlainCell]:
        """Yield the cells that hold something and have a formula, an error or one of these styles, in order."""
        for address, style, kind, formula, closed, result, value, inline in _FULL.findall(self.rows, 0, self._end):
            if closed or ((value or inline) and (kind == b"e" or int(style or 0) in styles)):
                error = _text(value.decode()) if kind == b"e" else ""
                # No reference is longer than eight characters, so that the start of a formula is whole in these.
                start = _text(formula[: MOST_FORMULA * 8 + 8].decode(errors="ignore"))[:MOST_FORMULA]
                # A formula may well give an empty text.
                has_value = bool(value or inline or (result and kind == b"str"))
                yield address.decode(), int(style or 0), has_value, error, start if closed else None

    def hidden_rows(self) -> frozenset[int]:
        """Return the rows, from 0, that are hidden or filtered away."""
        if b"hidden=" not in self.rows:
            return frozenset()
        tags = _ROW_TAGS.findall(self.rows)
        hiding = {marks for _, marks in tags if dict(_ATTRIBUTES.findall(marks)).get(b"hidden") in (b"1", b"true")}
        return frozenset(int(number) - 1 for number, marks in tags if marks in hiding)

    def lists(self) -> list[dict[str, str]]:
        """Return the kind and the places of each validation of data around the rows.

        Raises:
            NotPlainError: a parser must look for them.
        """
        if b"dataValidation" not in self.frame:
            return []
        found = _LIST.findall(self.frame)
        if len(found) < len(_LIST_START.findall(self.frame)) or b"sqref>" in self.frame:
            raise NotPlainError
        lists = [_asked(attributes) for attributes in found if b"list" in attributes or b"&" in attributes]
        if any("&" in value for attributes in lists for value in attributes.values()):
            raise NotPlainError
        return lists


def _asked(attributes: bytes) -> dict[str, str]:
    pairs = _ANY_ATTRIBUTE.findall(attributes)
    return {name.decode(): (double or single).decode() for name, double, single in pairs if name in _ASKED}


def take_apart(xml: bytes) -> PlainSheet:
    """Take a sheet apart; what stands around its rows is still to be looked at.

    Raises:
        NotPlainError: something in it needs a parser.
    """
    start, end = xml.find(_OPEN), xml.rfind(_CLOSE)
    if not 0 < start < end:
        raise NotPlainError
    head, rows, tail = xml[:start], xml[start + len(_OPEN) : end], xml[end:]
    # One instruction may stand at the very beginning, behind a byte order mark: the declaration.
    is_odd = b"<!" in head or b"<!" in tail or head.find(b"<?", 4) >= 0 or b"<?" in tail
    is_odd = is_odd or any(map(_STRAY.search, (head, tail))) or _ENCODING.search(head[:200]) is not None
    if is_odd or _ROWS.fullmatch(rows) is None:
        raise NotPlainError
    try:
        text = rows.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotPlainError from error
    if any(mark in text for mark in _NEVER):
        raise NotPlainError
    _check_rows(rows)
    return PlainSheet(head + _OPEN + tail, rows)


def _check_rows(rows: bytes) -> None:
    """Look for a row that has an attribute twice."""
    for marks in set(_ROW_MARKS.findall(rows)):
        names = _NAMES.findall(marks)
        if len(set(names)) < len(names) or b"r" in names:
            raise NotPlainError


def _text(written: str) -> str:
    """Return a text with its references resolved."""
    if "&" not in written:
        return written
    return _REFERENCE.sub(lambda match: chr(int(match[1])) if match[1] else _NAMED[match[2]], written)
