"""Editing a workbook in place with openpyxl, and what openpyxl would lose on the way. Pure.

openpyxl drops three things that matter in a form: lists and conditional formats that Excel keeps in its 2010
extension (those that point to another sheet), and the saved results of formulas. They are carried over here.
"""

import io
import re
import warnings
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

import openpyxl
from openpyxl.utils import exceptions, get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook import Workbook

from reportkit.corrections.admitting import Admitted, admit, sheets_of
from reportkit.corrections.cleaning import clean
from reportkit.corrections.drawn import draw
from reportkit.corrections.edited import Edited, cells_of
from reportkit.corrections.extensions import restore_extensions
from reportkit.files.container import shielded_parts
from reportkit.files.damage import DamageError, LibraryCall
from reportkit.files.extent import extent
from reportkit.files.repack import pack, unpack

_RAISED = (
    exceptions.CellCoordinatesException, exceptions.IllegalCharacterError, exceptions.NamedRangeException,
    exceptions.SheetTitleException, exceptions.InvalidFileException,
)  # fmt: skip
_FORMULA_CELL = re.compile(rb'<c r="([A-Z]+\d+)"([^<>]*)>(<f[^<>]*>[^<]*</f>|<f[^<>]*/>)(?:<v\s*/>|<v></v>)</c>')
_BEHIND_MERGES = re.compile(
    rb"<(?:phoneticPr|conditionalFormatting|dataValidations|hyperlinks|printOptions|pageMargins|pageSetup|headerFooter|"
    rb"rowBreaks|colBreaks|customProperties|cellWatches|ignoredErrors|smartTags|drawing|legacyDrawing|picture|oleObjects|"
    rb"controls|webPublishItems|tableParts|extLst)\b|</worksheet>"
)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_MOST_CELLS = 200_000
"""That are laid out: openpyxl takes half a kilobyte for each, and makes those that are not there."""
_NEVER = "2000-01-01T00:00:00Z"


def open_book(data: bytes) -> Edited | None:
    """Open an xlsx or xlsm workbook for editing; None where it is none or openpyxl cannot read it.

    What leads out of the file is gone, and stands in `Edited.left_out`.
    """
    parts = shielded_parts(data)
    try:
        admitted = admit(parts) if parts is not None and extent(parts) <= _MOST_CELLS else None
        return _open(admitted) if admitted is not None else None
    except DamageError:
        return None


def _open(admitted: Admitted) -> Edited | None:
    bare = io.BytesIO(pack(admitted.parts))
    book = _load(bare)
    for name in admitted.strangers.intersection(book.sheetnames):
        book.remove(book[name])
    if not book.worksheets:  # what it does not understand it leaves out
        return None
    there = [name for name in admitted.sheets if name in book.sheetnames]
    edited = Edited(book, _results(book, bare), {name: list(admitted.merged[name]) for name in there})
    edited.left_out += admitted.left_out
    edited.left_out += restore_extensions(book, {name: admitted.parts[admitted.sheets[name]] for name in there})
    draw(edited, admitted)
    clean(edited)
    return edited


def _load(data: io.BytesIO, *, results: bool = False) -> Workbook:
    """Have openpyxl read a workbook.

    Args:
        data: the workbook.
        results: True for the saved results of formulas, read as they are asked for; False for all there is.

    Raises:
        DamageError: it cannot; it has exceptions of its own besides those that damage makes libraries raise.
    """
    try:
        with LibraryCall(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it drops is put back, or told
            return openpyxl.load_workbook(
                data, read_only=results, data_only=results, rich_text=not results, keep_links=False
            )
    except (*_RAISED, RecursionError) as error:
        raise DamageError(f"{type(error).__name__}: {error}") from error


def _results(book: Workbook, data: io.BytesIO) -> dict[tuple[str, str], object]:
    """Return the saved results of all formulas."""
    wanted = [
        (sheet.title, cell.coordinate) for sheet in book.worksheets for cell in cells_of(sheet) if cell.data_type == "f"
    ]
    if not wanted:
        return {}
    saved = _load(data, results=True)
    found: dict[tuple[str, str], object] = {}
    with LibraryCall(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in dict.fromkeys(name for name, _ in wanted):
            saved[name].reset_dimensions()
            for number, row in enumerate(saved[name].iter_rows(values_only=True), 1):
                found |= {(name, f"{get_column_letter(c)}{number}"): value for c, value in enumerate(row, 1)}
        saved.close()
    return {place: found.get(place) for place in wanted}


def save_book(edited: Edited) -> bytes:
    """Return the workbook; the same content gives the same bytes."""
    book = edited.book
    stamp = book.properties.modified
    stream = io.BytesIO()
    book.save(stream)
    parts = unpack(stream.getvalue())
    when = stamp.strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(stamp, datetime) else _NEVER
    core = "docProps/core.xml"
    parts[core] = _MODIFIED.sub(rb"\g<1>" + when.encode("ascii"), parts[core])
    for name, path in sheets_of(parts).items():
        results = {cell: value for (title, cell), value in edited.cached.items() if title == name}
        xml = _with_results(parts[path], results) if results else parts[path]
        parts[path] = _with_merges(xml, edited.merged.get(name, []))
    return pack(parts)


def _with_merges(xml: bytes, merged: Sequence[str]) -> bytes:
    """Put merged ranges back where the order of a sheet's parts wants them."""
    if not merged:
        return xml
    cells = b"".join(b'<mergeCell ref="%s"/>' % ref.encode("ascii") for ref in merged)
    block = b'<mergeCells count="%d">%s</mergeCells>' % (len(merged), cells)
    behind = _BEHIND_MERGES.search(xml, xml.rfind(b"</sheetData>"))
    place = behind.start() if behind else len(xml)
    return xml[:place] + block + xml[place:]


def _with_results(xml: bytes, results: Mapping[str, object]) -> bytes:
    """Put the saved results back beside the formulas of a sheet."""

    def put(match: re.Match[bytes]) -> bytes:
        value = results.get(match[1].decode("ascii"))
        if value is None:
            return match[0]
        kind, text = _result(value)
        attributes = re.sub(rb'(?<!\s)\s++t="[^"]*"', b"", match[2]) + (b' t="%s"' % kind if kind else b"")
        return b'<c r="%s"%s>%s<v>%s</v></c>' % (match[1], attributes, match[3], text)

    return _FORMULA_CELL.sub(put, xml)


def _result(value: object) -> tuple[bytes, bytes]:
    """Return the type and text of a saved result as a sheet writes it."""
    match value:
        case bool():
            return b"b", b"1" if value else b"0"
        case int() | float():
            return b"", repr(value).encode("ascii")
        case datetime() | date() | time() | timedelta():
            return b"", repr(_serial(value)).encode("ascii")
        case _:
            text = str(value)
            escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            return b"e" if re.fullmatch(r"#[A-Z0-9/]+[!?]?", text) else b"str", escaped.encode("utf-8")


def _serial(moment: datetime | date | time | timedelta) -> float:
    return float(to_excel(moment))  # type: ignore[no-untyped-call]
