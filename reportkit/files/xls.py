"""Old workbooks (.xls, .et) -> their sheets: what their records claim, before any library believes it. Pure.

Of [MS-XLS] only the records that say how far cells reach, what is encrypted, and how much room a reader is to reserve.
"""

import struct
from collections.abc import Iterator

from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.biff import counts_from_1904, details_of_biff, numbers_not_days, sheet_at, sheets_of
from reportkit.files.biff_readings import ambiguous_in_biff
from reportkit.files.book_parts import BookParts
from reportkit.files.compound import of_one_stream
from reportkit.files.damage import in_sheet
from reportkit.files.grid import GridError, read_grids
from reportkit.files.limits import Limits
from reportkit.files.ole import Ole
from reportkit.files.reach import Reach, check_reach
from reportkit.files.refusal import NO_CELLS, PART_TWICE, RefusalError
from reportkit.files.sheets import Sheets, refuse_doubled, with_values

_FILEPASS, _DIMENSIONS, _MULRK = 0x2F, 0x200, 0xBD
_ROWS, _COLUMNS = 65_536, 256
# Records of a cell with a value begin with row and column: FORMULA, LABEL, NUMBER, BOOLERR, RK, LABELSST, MULRK (which
# holds several side by side, six bytes each).
_CELLS = frozenset({0x06, 0x206, 0x406, 0x04, 0x204, 0x03, 0x203, 0x05, 0x205, 0x7E, 0x27E, 0xFD, 0xBD, 0xD6})


def is_xls(ole: Ole) -> bool:
    """Tell whether a compound file is an old workbook."""
    return book_name(ole) is not None


def read_xls(ole: Ole, limits: Limits) -> Sheets:
    """Read the sheets of an old workbook; cells beyond the limits are left out and named.

    Raises:
        RefusalError: it needs a password, its cells reach too far, or two sheets bear one name.
        GridError: it is damaged.
        OleError: a chain is broken.
    """
    name = book_name(ole) or ""
    stream = ole.read(name)
    reach = _reach(stream, limits)
    check_reach([reach], limits)
    has_macros = any(storage.casefold().startswith("_vba_project") for storage in ole.storages)
    grids = read_grids(of_one_stream(name, _without_claims(stream)), limits)
    if not grids:
        if sheet_at(stream, len(stream)) is None:
            raise GridError("no sheets")
        raise RefusalError(Code.F33, what=NO_CELLS)
    far: dict[str | None, tuple[str, ...]] = {None: tuple(reach.far)} if reach.far else {}
    findings = (Diagnostic(Code.F11),) if has_macros else ()
    refuse_doubled(name for _, name in sheets_of(stream))
    grids = tuple({grid.name: grid for grid in grids}.values())
    details, ambiguous = details_of_biff(stream), ambiguous_in_biff(stream)
    book = BookParts(date1904=counts_from_1904(stream))
    grids = with_values(grids, numbers_not_days(stream))
    return Sheets(grids, details, book, far=far, findings=findings, ambiguous=ambiguous)


def book_name(ole: Ole) -> str | None:
    """Return the name of the root's own stream that holds the workbook, None where there is none.

    Excel 5 wrote `Book`; a file for it and for Excel 97 holds both, of which later programs read `Workbook`.

    Raises:
        RefusalError: two streams of the root bear that name.
    """
    names = {stream.casefold(): stream for stream in ole.streams}
    name = next((name for name in ("workbook", "book") if name in names), None)
    if name in ole.doubled:
        raise RefusalError(Code.F09, what=PART_TWICE)
    return names[name] if name else None


def _reach(stream: bytes, limits: Limits) -> Reach:
    """Return how far the cells of all sheets reach, laid one upon the other.

    Raises:
        RefusalError: the stream is encrypted.
        GridError: a record reaches beyond the end.
    """
    reach = Reach(limits)
    for kind, _, record in _records(stream):
        if kind == _FILEPASS:
            raise RefusalError(Code.F03)
        if kind in _CELLS and len(record) >= 4:
            row, column = struct.unpack_from("<HH", record)
            for beside in range((len(record) - 6) // 6 if kind == _MULRK else 1):
                reach.take(row, column + beside)
    return reach


def _without_claims(stream: bytes) -> bytes:
    """Return the stream without claims of a reach that no sheet has: readers reserve room by them, and need none."""
    whole = bytearray(stream)
    for kind, start, record in _records(stream):
        if kind == _DIMENSIONS and _too_large(record):
            whole[start : start + len(record)] = bytes(len(record))
    return bytes(whole)


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield kind, place of the content and content of each record.

    Raises:
        GridError: one reaches beyond the end.
    """
    offset = 0
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, offset)
        end = offset + 4 + length
        if end > len(stream):
            with in_sheet(sheet_at(stream, offset)):
                raise GridError("record cut off")
        yield kind, offset + 4, stream[offset + 4 : end]
        offset = end


def _too_large(record: bytes) -> bool:
    """Tell whether a sheet claims to reach further than it can: readers reserve room by the claim.

    The first row and the one behind the last, likewise the columns ([MS-XLS] 2.4.90; in Excel 5 two bytes for each).
    """
    if len(record) < 8:
        return False
    top, bottom, left, right = struct.unpack_from("<2I2H" if len(record) >= 12 else "<4H", record)
    return bool(bottom > _ROWS or right > _COLUMNS or (top > bottom > 0) or (left > right > 0))
