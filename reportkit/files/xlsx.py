"""Workbooks in Office Open XML (.xlsx, .xlsm) -> their sheets. Pure.

What was looked at is what is read: the workbook is handed on repacked from the parts that were checked, so that no
library can see another file in it.
"""

import contextlib
import re
from collections.abc import Collection, Iterator, Mapping

from reportkit.diagnostics import MOST_CELLS, Code, Diagnostic
from reportkit.files.book_parts import BookParts, main_parts, read_book, sheet_relations
from reportkit.files.cell_styles import read_styles
from reportkit.files.damage import DamageError
from reportkit.files.grid import Grid, GridError, read_grids
from reportkit.files.limits import MAX_STRINGS, Limits
from reportkit.files.own_parts import OwnParts, own_parts
from reportkit.files.package import Package
from reportkit.files.part_names import decoded
from reportkit.files.rebuilt import at_home, outer_parts, plain_book, with_known_errors
from reportkit.files.refusal import NO_SHEET, RefusalError
from reportkit.files.repack import stored
from reportkit.files.salvage import Losses, told, whole_sheets
from reportkit.files.sheet_details import ShieldedDetails
from reportkit.files.sheets import Sheets
from reportkit.files.struck_cells import StruckCells
from reportkit.files.trimming import without_counts, without_far
from reportkit.files.xlsx_struck import struck_in_parts
from reportkit.files.xml_events import EnoughError, parse_xml
from reportkit.language.words import Words

_BOOK = "xl/workbook.xml"
_MAX_SHEETS = 255
_MAX_BOOK = 4 * 1024 * 1024
_LINK_PART = re.compile(r"xl/externallinks/[^/]+\.(xml|bin)")


def is_xlsx(package: Package) -> bool:
    """Tell whether a package is a workbook in Office Open XML."""
    return _BOOK in package.names or bool(_elsewhere(package))


def read_xlsx(package: Package, limits: Limits) -> Sheets:
    """Read the sheets of a workbook; cells beyond the limits are left out and named.

    Parts that no form needs are not looked into; of a damaged workbook the sheets that are whole are read.

    Raises:
        RefusalError: it has more sheets than any workbook, none with cells, or its cells reach too far.
        GridError: no reader can read it.
        XmlError: a part is damaged or carries a DTD.
    """
    losses = Losses()
    own = xlsx_parts(package, losses)
    sheets = whole_sheets(lambda lost: _read(own, lost, limits), losses)
    return told(sheets, losses, package.unusable(own.names))


def xlsx_parts(package: Package, losses: Losses) -> OwnParts:
    """Find the parts that a reader of values needs.

    Args:
        package: a workbook in Office Open XML.
        losses: what is damaged and can be done without is added.

    Raises:
        RefusalError: it has more sheets than any workbook, or none.
        DamageError: a part that is needed is damaged.
    """
    main = _elsewhere(package) or _BOOK
    entries = tuple(dict.fromkeys(sheet_relations(package.part(main))))
    if not entries:
        raise RefusalError(Code.F33, what=NO_SHEET)
    if len(entries) > _MAX_SHEETS:
        raise RefusalError(Code.F09, what=Words("too many sheets", "工作表过多"))
    return own_parts(package, main, entries, read_styles, losses)


def workbook_parts(package: Package) -> dict[str, bytes]:
    """Return every part of a workbook that can be used, by its name as it is written.

    Raises:
        RefusalError: a part that a reader needs is not to be unpacked.
        DamageError: such a part is damaged.
    """
    losses = Losses()
    own = xlsx_parts(package, losses)
    if losses.first is not None:
        raise losses.first
    unusable = frozenset(package.unusable(own.names))
    parts = package.parts(lambda _: True, own.names.__contains__)
    return {path: part for path, part in parts.items() if path not in unusable}


def struck_in_xlsx(package: Package, limits: Limits) -> StruckCells:
    """Return the cells of a workbook of which something is struck through.

    Raises:
        RefusalError: a part that a reader needs is not to be unpacked.
        DamageError: such a part is damaged.
    """
    return struck_in_parts(_parts_at_home(xlsx_parts(package, Losses()), ()), limits)


def _parts_at_home(own: OwnParts, lost: Collection[str]) -> dict[str, bytes]:
    """Return the parts of the sheets that are not lost where Excel puts them."""
    parts = own.unpacked(lost)
    return parts if own.main == _BOOK else at_home(parts, decoded(own.package.path(own.main))) | outer_parts()


def _read(own: OwnParts, lost: Collection[str], limits: Limits) -> Sheets:
    """Read the sheets that are not lost."""
    parts = _parts_at_home(own, lost)
    parts |= _plain_strings(parts)
    book = read_book(parts)
    details = ShieldedDetails(parts, book, limits)
    for sheet, path in book.sheets:
        far = details.far.get(sheet)
        if far and path not in details.written:
            parts[path] = without_far(parts[path], limits, is_cut=len(far) >= MOST_CELLS)
    grids = {grid.name: grid for grid in _grids({**parts, **details.written}, book, limits)}
    strangers = tuple(extras(own.package.names))
    return Sheets(tuple(grids.values()), details, book, details.far, strangers, ambiguous=details.ambiguous)


def _elsewhere(package: Package) -> str:
    """Return where a workbook's own part stands if not where Excel puts it, "" where it is none."""
    relations = package.perhaps("_rels/.rels") if _BOOK not in package.names else b""
    if not relations:
        return ""
    try:
        main = next(iter(main_parts(relations)), "")
    except DamageError:
        return ""
    part = package.small(main, _MAX_BOOK) if main.endswith(".xml") else b""
    return main if b"spreadsheetml" in part[:4096] else ""


def _grids(parts: Mapping[str, bytes], book: BookParts, limits: Limits) -> tuple[Grid, ...]:
    """Read the sheets of a workbook; where the reader stumbles, of the same workbook written in a way that it knows."""
    grids: tuple[Grid, ...] = ()
    with contextlib.suppress(GridError):
        grids = read_grids(stored(parts), limits)
    if grids:
        return grids
    known = with_known_errors(parts)
    if known != parts:
        with contextlib.suppress(GridError):
            grids = read_grids(stored(known), limits)
    plain = plain_book(known, book)
    return grids or (read_grids(stored(plain), limits) if plain else ())


def _plain_strings(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return tables of shared strings that claim more than a workbook holds without the claim.

    Readers reserve room by it; what is read is the texts themselves, whatever their number.
    """
    return {
        path: without_counts(content)
        for path, content in parts.items()
        if path.lower().endswith("sharedstrings.xml") and _claims_too_many(content)
    }


def _claims_too_many(strings: bytes) -> bool:
    claims: list[str] = []

    def start(_: str, attributes: dict[str, str]) -> None:
        claims.extend(value.strip() for key, value in attributes.items() if key.casefold().endswith("count"))
        raise EnoughError

    with contextlib.suppress(EnoughError):
        parse_xml(strings, start)
    return any(claim.isdecimal() and int(claim[:20]) > MAX_STRINGS for claim in claims)


def extras(names: Mapping[str, object]) -> Iterator[Diagnostic]:
    """Name what came along and is not read: macros, links to other files, embedded objects.

    Args:
        names: parts of the package by their names in small letters.
    """
    if any(path.endswith("vbaproject.bin") for path in names):
        yield Diagnostic(Code.F11)
    links = sum(_LINK_PART.fullmatch(path) is not None for path in names)
    if links:
        yield Diagnostic(Code.F12, values={"n": links})
    if any(path.startswith(("xl/embeddings/", "xl/activex/")) for path in names):
        yield Diagnostic(Code.F13)
