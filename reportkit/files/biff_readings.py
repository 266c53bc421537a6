"""Cells of an old workbook (.xls, .et) in which readers may see different values. Pure.

Two records of one cell, or one that names a shared text that is not there: of [MS-XLS] what a cell holds, looked at
once more only where the records of a sheet are not in order or name texts beyond the last.
"""

import contextlib
import struct
from collections.abc import Iterator, Mapping

from reportkit.address import Position
from reportkit.files.biff import Globals, read_globals, records
from reportkit.files.biff_texts import shared_texts
from reportkit.files.details_builder import ANY_ERROR, ERRORS
from reportkit.files.number_formats import packed_number
from reportkit.files.sheet_readings import Ambiguous, Said, Sayings, said_number

_FORMULA, _LABEL, _RICH, _LABEL_SST, _NUMBER, _RK, _MULRK = 0x06, 0x204, 0xD6, 0xFD, 0x203, 0x27E, 0xBD
_BLANK, _MULBLANK, _BOOLERR, _STRING = 0x201, 0xBE, 0x205, 0x207
_SINGLE = frozenset({_FORMULA, _LABEL, _RICH, _LABEL_SST, _NUMBER, _RK, _BOOLERR, _BLANK})
_SEVERAL = frozenset({_MULRK, _MULBLANK})
_PENDING = "="


def ambiguous_in_biff(stream: bytes) -> Mapping[str, Ambiguous]:
    """Return the cells of each sheet in which readers may see different values, by the sheet's name."""
    book = Globals()
    found: dict[str, Ambiguous] = {}
    with contextlib.suppress(struct.error, IndexError):
        read_globals(stream, book)
        texts = [shared.text for shared in shared_texts(stream)]
        for start, name in book.sheets:
            if _is_odd(stream, start, len(texts)):
                ambiguous = _gathered(stream, start, book, texts)
                if ambiguous:
                    found[name] = ambiguous
    return found


def _is_odd(stream: bytes, start: int, texts: int) -> bool:
    """Tell whether the cells of a sheet are not in order, or one names a text that is not there."""
    last = (-1, -1)
    for kind, content in records(stream, start):
        if kind in _SINGLE or kind in _SEVERAL:
            place = struct.unpack_from("<2H", content)
            if place <= last or (kind == _LABEL_SST and struct.unpack_from("<I", content, 6)[0] >= texts):
                return True
            last = place if kind in _SINGLE else (place[0], struct.unpack_from("<H", content, len(content) - 2)[0])
    return False


def _gathered(stream: bytes, start: int, book: Globals, texts: list[str]) -> Ambiguous:
    sayings = Sayings()
    pending: Position | None = None  # a formula whose text is to follow
    for kind, content in records(stream, start):
        if kind == _STRING and pending is not None:
            sayings.take(pending, (book.text(content, 0, wide=True), ""))
            pending = None
        for place, said in _cells(kind, content, book):
            if kind == _LABEL_SST:
                sayings.take(place, *_shared(struct.unpack_from("<I", content, 6)[0], texts))
            elif said[0] == _PENDING:
                pending = place
            else:
                sayings.take(place, said)
    return sayings.ambiguous


def _shared(number: int, texts: list[str]) -> tuple[Said, ...]:
    """Return a shared text; by a number of none, what two readers make of it."""
    return ((texts[number], ""),) if number < len(texts) else (("", ""), (str(number), ""))


def _cells(kind: int, content: bytes, book: Globals) -> Iterator[tuple[Position, Said]]:
    """Yield what a record says of its cells; of a shared text nothing yet, of one that follows a mark."""
    if kind in _SINGLE:
        row, column, style = struct.unpack_from("<3H", content)
        yield (row, column), _said(kind, content, book, style)
    elif kind in _SEVERAL:
        row, first = struct.unpack_from("<2H", content)
        step = 6 if kind == _MULRK else 2
        for n in range((len(content) - 6) // step):
            (style,) = struct.unpack_from("<H", content, 4 + step * n)
            said = _number(packed_number(content, 6 + step * n), book, style) if kind == _MULRK else ("", "")
            yield (row, first + n), said


def _said(kind: int, content: bytes, book: Globals, style: int) -> Said:
    match kind:
        case _ if kind in (_LABEL, _RICH):
            return book.text(content, 6, wide=True), ""
        case _ if kind == _NUMBER:
            return _number(struct.unpack_from("<d", content, 6)[0], book, style)
        case _ if kind == _RK:
            return _number(packed_number(content, 6), book, style)
        case _ if kind == _BOOLERR:
            return _fixed(content[6], is_error=content[7] == 1), ""
        case _ if kind == _FORMULA:
            return _result(content[6:14], book, style)
        case _:
            return "", ""


def _number(value: float, book: Globals, style: int) -> Said:
    code = book.format(style)
    return said_number(value, code), code


def _fixed(value: int, *, is_error: bool) -> str:
    return ERRORS.get(value, ANY_ERROR) if is_error else ("TRUE" if value else "FALSE")


def _result(result: bytes, book: Globals, style: int) -> Said:
    """Return the saved result of a formula (2.5.133)."""
    if result[6:] != b"\xff\xff":
        return _number(struct.unpack("<d", result)[0], book, style)
    match result[0]:
        case 0:
            return _PENDING, ""
        case 1 | 2 as kind:
            return _fixed(result[2], is_error=kind == 2), ""
        case _:
            return "", ""
