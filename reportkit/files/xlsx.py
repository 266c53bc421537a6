"""Workbooks in Office Open XML (.xlsx, .xlsm) -> their sheets. Pure.

What was looked at is what is read: the workbook is handed on repacked from the parts that were checked, so that no
library can see another file in it.
"""

import contextlib
import re
from collections.abc import Iterator, Mapping

from reportkit.diagnostics import MOST_CELLS, Code, Diagnostic
from reportkit.files.book_parts import BookParts, main_part, read_book
from reportkit.files.damage import in_part_of
from reportkit.files.grid import Grid, GridError, read_grids
from reportkit.files.limits import MAX_STRINGS, Limits
from reportkit.files.package import Package
from reportkit.files.rebuilt import at_home, plain_book, with_known_errors
from reportkit.files.refusal import RefusalError
from reportkit.files.repack import stored
from reportkit.files.sheet_details import ShieldedDetails
from reportkit.files.sheets import Sheets
from reportkit.files.trimming import without_counts, without_far
from reportkit.files.xml_events import EnoughError, parse_xml
from reportkit.language.words import Words

_BOOK, _BOOK_RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_MAX_SHEETS = 255
_MAX_BOOK = 4 * 1024 * 1024
_LINK_PART = re.compile(r"xl/externallinks/[^/]+\.(xml|bin)")
_SKIPPED_PARTS = re.compile(r"(^|/)(media|drawings|printersettings|embeddings|activex|charts|theme)/|vbaproject")


def is_xlsx(package: Package) -> bool:
    """Tell whether a package is a workbook in Office Open XML."""
    return _BOOK in package.names or bool(_elsewhere(package))


def is_wanted(path: str) -> bool:
    """Tell by the name of a part, in small letters, whether a reader of values needs it."""
    return path.endswith((".xml", ".rels", ".bin")) and not _SKIPPED_PARTS.search(path)


def read_xlsx(package: Package, limits: Limits) -> Sheets:
    """Read the sheets of a workbook; cells beyond the limits are left out and named.

    Raises:
        RefusalError: it has more sheets than any workbook, or its cells reach too far.
        GridError: no reader can read it.
        XmlError: a part is damaged or carries a DTD.
    """
    own = (_BOOK, _BOOK_RELATIONS)
    with in_part_of(lambda: read_book({path: package.small(path, _MAX_BOOK) for path in own}).sheets):
        parts = package.parts(is_wanted)
    if main := _elsewhere(package):
        parts = at_home(parts, main)
    parts |= _plain_strings(parts)
    book = read_book(parts)
    if len(book.sheets) > _MAX_SHEETS:
        raise RefusalError(Code.F09, what=Words("too many sheets", "工作表过多"))
    details = ShieldedDetails(parts, book, limits)
    for sheet, path in book.sheets:
        far = details.far.get(sheet)
        if far:
            parts[path] = without_far(parts[path], limits, is_cut=len(far) >= MOST_CELLS)
    return Sheets(_grids(parts, book, limits), details, book, details.far, tuple(extras(package.names)))


def _elsewhere(package: Package) -> str:
    """Return where a workbook's own part stands if not where Excel puts it, "" where it is none."""
    relations = package.small("_rels/.rels")
    if _BOOK in package.names or not relations:
        return ""
    main = main_part(relations)
    part = package.small(main.lower(), _MAX_BOOK) if main.lower().endswith(".xml") else b""
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
    grids = grids or read_grids(stored(plain_book(known, book)), limits)
    if not grids:
        raise GridError("no sheets")
    return grids


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
