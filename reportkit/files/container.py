"""The door for bytes: what a file is, whether it is safe to open, and what it holds. Pure.

The kind is told by the bytes and never by the name. Everything that could hurt a reader is looked at before a
library sees it: sizes and ratios, the names in the archive, DTDs, chains of old files, and how far cells reach.
Returns, lists, master and template come in here alike; the purpose chooses how much may be read, and whether a refusal
is a finding on a file that came or the one sentence of a command.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import NoReturn

from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.book_parts import BookParts
from reportkit.files.damage import DamageError
from reportkit.files.details import SheetDetails
from reportkit.files.document import Document
from reportkit.files.formats import (
    COMPOUND_FILES,
    PACKAGES,
    TEXTS,
    WORKBOOK_ENDINGS,
    XML_TEXTS,
    FileKind,
    Opened,
    find,
    is_several,
    says_known,
)
from reportkit.files.grid import Grid, GridError, GridPasswordError
from reportkit.files.kinds import (
    MAIL,
    OLE,
    PAPERS,
    ZIP,
    ZIP_END,
    ZIP_MEMBER,
    Foreign,
    by_parts,
    by_start,
    by_streams,
    by_text,
    is_secured,
)
from reportkit.files.lead import without_lead
from reportkit.files.limits import LIST, MASTER, RETURN, Limits, size_text
from reportkit.files.locked import unlocked
from reportkit.files.ole import open_ole
from reportkit.files.package import open_package
from reportkit.files.refusal import NO_SHEET, NOTHING, TWO_DOCUMENTS, RefusalError, as_error
from reportkit.files.saved_mail import is_mail
from reportkit.files.sheet_readings import Ambiguous
from reportkit.files.sheets import Notes, Sheets, refuse_ambiguous
from reportkit.files.struck_cells import StruckCells
from reportkit.files.text import text_of
from reportkit.files.text_kinds import text_kind, xml_kind
from reportkit.files.xlsx import is_xlsx, workbook_parts
from reportkit.files.xml_events import XmlError
from reportkit.language.words import Words

__all__ = [
    "Container",
    "FileKind",
    "is_paper",
    "open_container",
    "read_document",
    "require_container",
    "shielded_parts",
]


_PICTURE_FOLDERS = ("xl/media/", "pictures/")
_PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic")
"""Of the parts of a workbook that are pictures; what programs draw themselves (emf, wmf) is none of a unit's."""


@dataclass(frozen=True, slots=True)
class Container:
    """What a file holds.

    Attributes:
        kind: what it is, None where it is no workbook or could not be read.
        grids: its sheets; empty where it could not be read.
        details: what stands behind the values, by name of the sheet.
        book: names and properties of the workbook; only for xlsx, of xlsb the properties.
        findings: on the file as a whole; a refusal is among them where there are no grids.
        damage: why it is refused where what was read of it turns out not to be enough, None where all of it was read.
        ambiguous: what different readers read in cells in which they differ, by name of the sheet and place; in the
            grids these cells are empty.
        struck: the cells of which something is struck through, by name of the sheet and place.
        notes: what notes (comments) on cells say, likewise.
        pictures: how many pictures it carries with it.
    """

    kind: FileKind | None
    grids: tuple[Grid, ...] = ()
    details: Mapping[str, SheetDetails] = field(default_factory=dict)
    book: BookParts = field(default_factory=BookParts)
    findings: tuple[Diagnostic, ...] = ()
    damage: Diagnostic | None = None
    ambiguous: Mapping[str, Ambiguous] = field(default_factory=dict)
    struck: StruckCells = field(default_factory=dict)
    notes: Notes = field(default_factory=dict)
    pictures: int = 0


def open_container(data: bytes, name: str, limits: Limits = RETURN) -> Container:
    """Tell what a file is and read its sheets; never raises on account of the file.

    Args:
        data: the file.
        name: its name, for the findings only.
        limits: how much of it may be read; cells beyond are left out, and named in a finding.
    """
    try:
        container = _read_sheets(data, name, limits)
        if _is_empty(container) and not container.ambiguous:
            raise RefusalError(Code.F33, what=NOTHING)  # noqa: TRY301 - one way out
    except RefusalError as refusal:
        return Container(None, findings=(refusal.finding(name),))
    return container


def _is_empty(container: Container) -> bool:
    """Tell whether no cell of a file holds anything, near or far, and nothing of it is lost."""
    if container.damage is not None or any(True for grid in container.grids for _ in grid.cells()):
        return False
    is_far = any(finding.code is Code.S12 for finding in container.findings)
    return not is_far and not any(sheet.errors or sheet.formulas for sheet in container.details.values())


def require_container(data: bytes, name: str, restore: Words, limits: Limits = MASTER) -> Container:
    """Read the sheets of a workbook of the office's own, of which nothing may be left out.

    Args:
        data: the file.
        name: its name, for the message.
        restore: how one that is damaged, or none at all, is had back.
        limits: how much of it may be read.

    Raises:
        ReportkitError: it cannot be read, or not whole; the message says why, with sheet and cell.
    """
    with _as_sentence(name, restore):
        container = _read_sheets(data, name, limits, is_whole=True)
        for finding in container.findings:
            if finding.code is Code.S12:
                raise RefusalError(Code.F20, sheet=finding.sheet, cells=finding.cells)
        refuse_ambiguous(container.ambiguous)
        return container


def read_document(name: str, data: bytes, limits: Limits = LIST) -> Iterator[Document]:
    """Yield a document; a text that may be read in several ways gives several readings, the likeliest first.

    Args:
        name: of the document, for the message.
        data: the document.
        limits: how much of it may be read.

    Raises:
        ReportkitError: it is no document, or cannot be read whole; the message says why, with sheet and cell.
    """
    with _as_sentence(name), _damage_refused(data):
        yield from _opened(data, limits).read_documents(limits)


def is_paper(findings: Iterable[Diagnostic], name: str) -> bool:
    """Tell whether a file was refused as a scan, a picture, a recording or a text: it may prove what a return says.

    Args:
        findings: on the file.
        name: its name: what is called a workbook and is none was meant to be one.
    """
    is_called_workbook = name.lower().endswith(WORKBOOK_ENDINGS)
    told = (finding.values.get("what") for finding in findings if finding.code is Code.F05)
    return not is_called_workbook and any(what in PAPERS for what in told)


def shielded_parts(data: bytes) -> dict[str, bytes] | None:
    """Return the parts of an .xlsx, for a library that edits or sees it; None for what is refused or anything else.

    They were unpacked behind the same shield as what is read. What cannot be used and is not needed is left out.
    """
    try:
        with _damage_refused(data):
            package = open_package(unlocked(without_lead(data)))
            return workbook_parts(package) if is_xlsx(package) else None
    except RefusalError:
        return None


@contextmanager
def _as_sentence(name: str, restore: Words | None = None) -> Iterator[None]:
    """Tell a refusal as the one sentence of a command; `restore` as `as_error` takes it."""
    try:
        yield
    except RefusalError as refusal:
        raise as_error(refusal, name, restore) from refusal


@contextmanager
def _damage_refused(data: bytes) -> Iterator[None]:
    """Refuse a file that is damaged; anything else that is raised is a fault of ours, and goes on."""
    try:
        yield
    except GridPasswordError as error:
        raise RefusalError(Code.F03) from error
    except RecursionError as error:  # a mail of parts inside of parts, more than a reader holds in mind
        raise RefusalError(Code.F18) from error
    except DamageError as error:
        if isinstance(error, XmlError) and error.dtd:
            raise RefusalError(Code.F09, what="DOCTYPE") from error
        raise _damaged(data, error) from error


def _damaged(data: bytes, error: DamageError) -> RefusalError:
    return RefusalError(Code.F06, sheet=error.sheet, size=size_text(len(data)))


def _read_sheets(data: bytes, name: str, limits: Limits, *, is_whole: bool = False) -> Container:
    """Read the sheets of a file.

    Args:
        data: the file.
        name: its name.
        limits: how much of it may be read.
        is_whole: True to refuse it where a part that may be needed is damaged, False to read the others.

    Raises:
        RefusalError: it is no workbook, or cannot be read.
    """
    with _damage_refused(data):
        opened = _opened(data, limits)
        if opened.sheets is None:
            raise RefusalError(Code.F05, what=opened.kind.value)
        sheets = opened.sheets(limits)
        if is_whole and sheets.damage is not None:
            raise sheets.damage
    if not sheets.grids:
        raise RefusalError(Code.F33, what=NO_SHEET)
    lost = (Diagnostic(Code.F04, values={"ext": opened.kind.value, "lost": opened.lost}),) if opened.lost else ()
    far = (Diagnostic(Code.S12, sheet=sheet, cells=cells) for sheet, cells in sheets.far.items())
    findings = tuple(replace(finding, file=name) for finding in (*lost, *sheets.findings, *far))
    damage = _damaged(data, sheets.damage).finding(name) if sheets.damage is not None else None
    return Container(
        opened.kind, sheets.sure, sheets.details, sheets.book, findings, damage, sheets.ambiguous,
        *_marks(sheets, opened, limits), opened.pictures or opened.drawn_pictures(limits),
    )  # fmt: skip


def _marks(sheets: Sheets, opened: Opened, limits: Limits) -> tuple[StruckCells, Notes]:
    """Return what is struck through and what is noted on cells."""
    return sheets.struck or opened.struck_cells(limits), sheets.notes or opened.cell_notes(limits)


def _opened(data: bytes, limits: Limits) -> Opened:
    """Tell what a file is by its bytes.

    Raises:
        RefusalError: it is nothing that is read.
    """
    may_hold_pictures = data.startswith(ZIP_MEMBER)
    _check_size(len(data), max(limits.size, limits.pictured) if may_hold_pictures else limits.size, by_start(data))
    if not data.strip(b"\0 \t\r\n"):
        raise RefusalError(Code.F19, size=size_text(len(data)))
    if is_secured(data):
        raise RefusalError(Code.F02)
    data = unlocked(without_lead(data))
    if data.startswith(OLE):
        return _compound_file(data)
    return _package(data, limits) if data.startswith((ZIP_MEMBER, ZIP_END)) else _text(data)


def _check_size(size: int, most: int, foreign: Foreign | None = None) -> None:
    """Refuse what is larger than may be read; of what is no workbook it matters more that it is none."""
    if size > most:
        if foreign is not None and foreign.is_paper:
            _refuse(foreign)
        raise RefusalError(Code.F07, size=size_text(size), limit=size_text(most))


def _compound_file(data: bytes) -> Opened:
    ole = open_ole(data)
    names = {stream.casefold() for stream in ole.streams}
    if "encryptedpackage" in names:
        raise RefusalError(Code.F03)
    if any("drmcontent" in stream for stream in names):
        raise RefusalError(Code.F02)
    return find(COMPOUND_FILES, ole) or _refuse(by_streams(names))


def _package(data: bytes, limits: Limits) -> Opened:
    package = open_package(data)
    pictures = [info.compress_size for name, info in package.names.items() if _is_picture(name)]
    _check_size(len(data) - sum(pictures), limits.size)
    opened = find(PACKAGES, package)
    if opened is None:
        foreign = by_parts(package.names, package.mimetype)
        if foreign is None and says_known(package):
            raise GridError("the document's own part is missing")
        _refuse(foreign or ZIP)
    if is_several(PACKAGES, package):
        raise RefusalError(Code.F09, what=TWO_DOCUMENTS)
    return replace(opened, pictures=len(pictures))


def _is_picture(part: str) -> bool:
    return part.startswith(_PICTURE_FOLDERS) and part.endswith(_PICTURE_ENDINGS)


def _text(data: bytes) -> Opened:
    foreign = by_start(data)
    if foreign is not None:
        _refuse(foreign)
    text = text_of(data)
    if not (text.start or text.is_archive):
        raise RefusalError(Code.F19, size=size_text(len(data)))
    opened = find(XML_TEXTS, text)
    if opened is not None:
        return opened
    foreign = by_text(text.start) or (MAIL if is_mail(data) else text_kind(text, data))
    if foreign is not None:
        _refuse(foreign)
    return find(TEXTS, text) or _refuse(xml_kind(text))


def _refuse(foreign: Foreign | None) -> NoReturn:
    raise foreign.refusal() if foreign else RefusalError(Code.F01)
