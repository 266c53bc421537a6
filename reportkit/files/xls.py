"""Old workbooks (.xls, .et) -> their sheets: what their records claim, before any library believes it. Pure.

Of [MS-XLS] only the records that say how far cells reach, what is encrypted, and how much room a reader is to reserve.
"""

import struct
from collections.abc import Iterator

from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.biff import details_of_biff, sheet_at
from reportkit.files.damage import in_sheet
from reportkit.files.grid import GridError, read_grids
from reportkit.files.limits import MAX_STRINGS, Limits
from reportkit.files.ole import Ole
from reportkit.files.reach import Reach, check_reach
from reportkit.files.refusal import NO_CELLS, RefusalError
from reportkit.files.sheets import Sheets

_FILEPASS, _SST, _DIMENSIONS, _MULRK = 0x2F, 0xFC, 0x200, 0xBD
_ROWS, _COLUMNS = 65_536, 256
# Records of a cell with a value begin with row and column: FORMULA, LABEL, NUMBER, BOOLERR, RK, LABELSST, MULRK (which
# holds several side by side, six bytes each).
_CELLS = frozenset({0x06, 0x206, 0x406, 0x04, 0x204, 0x03, 0x203, 0x05, 0x205, 0x7E, 0x27E, 0xFD, 0xBD, 0xD6})


def is_xls(ole: Ole) -> bool:
    """Tell whether a compound file is an old workbook."""
    return _book(ole) is not None


def read_xls(ole: Ole, limits: Limits) -> Sheets:
    """Read the sheets of an old workbook; cells beyond the limits are left out and named.

    Raises:
        RefusalError: it needs a password, or its cells reach too far.
        GridError: it is damaged.
        OleError: a chain is broken.
    """
    stream = ole.read(_book(ole) or "")
    reach = _reach(stream, limits)
    check_reach([reach], limits)
    has_macros = any(name.casefold().startswith("_vba_project") for name in ole.streams)
    grids = read_grids(ole.data, limits)
    if not grids:
        raise RefusalError(Code.F33, what=NO_CELLS)
    far: dict[str | None, tuple[str, ...]] = {None: tuple(reach.far)} if reach.far else {}
    findings = (Diagnostic(Code.F11),) if has_macros else ()
    return Sheets(grids, details_of_biff(stream), far=far, findings=findings)


def _book(ole: Ole) -> str | None:
    """Return the name of the stream that holds the workbook, None where there is none."""
    names = {stream.casefold(): stream for stream in ole.streams}
    return names.get("workbook") or names.get("book")


def _reach(stream: bytes, limits: Limits) -> Reach:
    """Return how far the cells of all sheets reach, laid one upon the other.

    Raises:
        RefusalError: the stream is encrypted.
        GridError: a record reaches beyond the end, or claims what no old workbook can hold.
    """
    reach = Reach(limits)
    for kind, record in _records(stream):
        if kind == _FILEPASS:
            raise RefusalError(Code.F03)
        if kind in _CELLS and len(record) >= 4:
            row, column = struct.unpack_from("<HH", record)
            for beside in range((len(record) - 6) // 6 if kind == _MULRK else 1):
                reach.take(row, column + beside)
        if (kind == _SST and _too_many_strings(record)) or (kind == _DIMENSIONS and _too_large(record)):
            raise GridError("claims too much")
    return reach


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    offset = 0
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, offset)
        end = offset + 4 + length
        if end > len(stream):
            with in_sheet(sheet_at(stream, offset)):
                raise GridError("record cut off")
        yield kind, stream[offset + 4 : end]
        offset = end


def _too_many_strings(record: bytes) -> bool:
    """Tell whether more strings are claimed than an old workbook can hold ([MS-XLS] 2.4.265)."""
    return len(record) >= 8 and int.from_bytes(record[4:8], "little") > MAX_STRINGS


def _too_large(record: bytes) -> bool:
    """Tell whether a sheet claims to reach further than it can: readers reserve room by the claim.

    The first row and the one behind the last, likewise the columns ([MS-XLS] 2.4.90; in Excel 5 two bytes for each).
    """
    if len(record) < 8:
        return False
    top, bottom, left, right = struct.unpack_from("<2I2H" if len(record) >= 12 else "<4H", record)
    return bool(bottom > _ROWS or right > _COLUMNS or (top > bottom > 0) or (left > right > 0))
