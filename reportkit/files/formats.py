"""The formats that are read, one row each: how a file of it is told, what it is called, and what it gives. Pure.

A new source is a module that reads it and a row here.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, unique
from functools import cache, partial
from typing import Generic, TypeVar

from reportkit.files.damage import DamageError
from reportkit.files.document import Document
from reportkit.files.docx import is_docx, read_docx
from reportkit.files.limits import Limits
from reportkit.files.notes import notes_in_xlsx
from reportkit.files.ods import ODS_SAYS, is_ods, read_ods
from reportkit.files.ods_look import ods_looks
from reportkit.files.ods_struck import struck_in_ods
from reportkit.files.ole import Ole
from reportkit.files.package import Package
from reportkit.files.refusal import RefusalError
from reportkit.files.separated import is_plain, read_separated, read_texts
from reportkit.files.sheet_look import SheetLook
from reportkit.files.sheets import Notes, Sheets, document_of
from reportkit.files.struck_cells import StruckCell, StruckCells
from reportkit.files.text import Text
from reportkit.files.web_page import is_page, read_page, read_page_sheets
from reportkit.files.xls import is_xls, read_xls
from reportkit.files.xls_look import xls_looks
from reportkit.files.xlsb import is_xlsb, read_xlsb
from reportkit.files.xlsb_look import xlsb_looks
from reportkit.files.xlsx import is_xlsx, read_xlsx, struck_in_xlsx
from reportkit.files.xml2003 import is_xml_2003, read_xml_2003
from reportkit.language.words import Words

Source = TypeVar("Source")
"""What lies in the bytes: a package, a compound file or a text."""


@unique
class FileKind(Enum):
    """What bytes are that are read, by the name people know it."""

    XLSX = Words("xlsx", "xlsx")
    XLSB = Words("xlsb", "xlsb")
    ODS = Words("ods", "ods")
    XLS = Words("xls", "xls")
    CSV = Words("csv", "csv")
    HTML = Words("web page", "网页")
    XML = Words("XML 2003", "XML 2003 ")
    DOCX = Words("a Word document", " Word 文档")


@dataclass(frozen=True, slots=True)
class Format(Generic[Source]):
    """One format.

    Attributes:
        kind: what it is.
        is_it: tells whether a source is of this format; the formats of one kind of source are asked in their order.
        sheets: reads its sheets; None where it has none.
        documents: reads it as a document, of which a text has several readings, the likeliest first; None where its
            sheets are the document.
        endings: of the names that files of it usually have.
        struck: finds what is struck through in its sheets; None where its sheets or their looks tell it, or nothing
            can be.
        notes: finds the notes on the cells of its sheets; None where its sheets or their looks tell them, or it has
            none.
        looks: finds how its sheets look, which tells both; None where that is not needed for it.
        lost: what of a form the format does not keep, so that it cannot be checked; None where it keeps all.
        mimetype: what a package of it says of itself in its part `mimetype`, whole or in part; nothing for others.
    """

    kind: FileKind
    is_it: Callable[[Source], bool]
    sheets: Callable[[Source, Limits], Sheets] | None
    documents: Callable[[Source, Limits], Iterable[Document]] | None
    endings: tuple[str, ...]
    lost: Words | None = None
    mimetype: bytes = b""
    struck: Callable[[Source, Limits], StruckCells] | None = None
    notes: Callable[[Source, Limits], Notes] | None = None
    looks: Callable[[Source, Limits], Mapping[str, SheetLook]] | None = None

    def of(self, source: Source) -> "Opened":
        """Return a source of this format, ready to be read."""
        sheets = partial(self.sheets, source) if self.sheets else None
        documents = partial(self.documents, source) if self.documents else None
        struck = partial(self.struck, source) if self.struck else None
        notes = partial(self.notes, source) if self.notes else None
        looks = cache(partial(self.looks, source)) if self.looks else None
        return Opened(self.kind, sheets, documents, self.lost, struck, notes, looks)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file of a known format, of which nothing is read yet; attributes as of `Format`, and its pictures by number."""

    kind: FileKind
    sheets: Callable[[Limits], Sheets] | None
    documents: Callable[[Limits], Iterable[Document]] | None
    lost: Words | None
    struck: Callable[[Limits], StruckCells] | None = None
    notes: Callable[[Limits], Notes] | None = None
    looks: Callable[[Limits], Mapping[str, SheetLook]] | None = None
    pictures: int = 0

    def read_documents(self, limits: Limits) -> Iterable[Document]:
        """Return the file as a document, read when it is asked for."""
        if self.documents is not None:
            return self.documents(limits)
        if self.sheets is None:
            return ()
        return (document_of(self.sheets(limits), limits, self.struck_cells),)

    def struck_cells(self, limits: Limits) -> StruckCells:
        """Return what is struck through; where the styles are damaged no program shows anything of it."""
        with suppress(DamageError):
            if self.looks:
                return _struck_by_looks(self.looks(limits))
            return self.struck(limits) if self.struck else {}
        return {}

    def drawn_pictures(self, limits: Limits) -> int:
        """Return how many pictures are drawn over the cells of an old workbook; none where they are damaged."""
        with suppress(DamageError, RefusalError):
            looks = self.looks(limits).values() if self.looks else ()
            return sum(bool(picture.kind) for look in looks for picture in look.drawing.pictures)
        return 0

    def cell_notes(self, limits: Limits) -> Notes:
        """Return the notes on cells; none where they are damaged."""
        with suppress(DamageError, RefusalError):
            if self.looks:
                return _notes_by_looks(self.looks(limits))
            return self.notes(limits) if self.notes else {}
        return {}


_LISTS = Words("drop-down lists", "下拉选项")
_LAYOUT = Words("merged cells and hidden rows", "合并单元格和隐藏行")

_TYPES, _LONGEST_TYPES = "[content_types].xml", 4 * 1024 * 1024
_NOTE = b"annotation"
_OFFICE = (b"spreadsheetml", b"wordprocessingml", b"ms-excel", b"ms-word")


def _struck_by_looks(looks: Mapping[str, SheetLook]) -> StruckCells:
    """Return the cells of which something is struck through, by how the sheets look."""
    return {
        name: {place: StruckCell() for place, cell in look.cells.items() if cell.struck} | dict(look.struck)
        for name, look in looks.items()
    }


def _notes_by_looks(looks: Mapping[str, SheetLook]) -> Notes:
    """Return the notes on cells, by how the sheets look."""
    return {name: look.notes for name, look in looks.items() if look.notes}


def _notes_in_ods(package: Package, limits: Limits) -> Notes:
    return _notes_by_looks(ods_looks(package, limits)) if _NOTE in package.part("content.xml") else {}


PACKAGES: tuple[Format[Package], ...] = (
    Format(FileKind.XLSX, is_xlsx, read_xlsx, None, (".xlsx", ".xlsm"), struck=struck_in_xlsx, notes=notes_in_xlsx),
    Format(FileKind.XLSB, is_xlsb, read_xlsb, None, (".xlsb",), looks=xlsb_looks),
    Format(
        FileKind.ODS, is_ods, read_ods, None, (".ods",), mimetype=ODS_SAYS, struck=struck_in_ods, notes=_notes_in_ods
    ),
    Format(FileKind.DOCX, is_docx, None, read_docx, (".docx",)),
)
COMPOUND_FILES: tuple[Format[Ole], ...] = (
    Format(FileKind.XLS, is_xls, read_xls, None, (".xls", ".et"), _LISTS, looks=xls_looks),
)
XML_TEXTS: tuple[Format[Text], ...] = (Format(FileKind.XML, is_xml_2003, read_xml_2003, None, (".xml",), _LISTS),)
TEXTS: tuple[Format[Text], ...] = (
    Format(FileKind.HTML, is_page, read_page_sheets, read_page, (".html", ".htm", ".mht"), _LISTS),
    Format(FileKind.CSV, is_plain, read_separated, read_texts, (".csv", ".txt"), _LAYOUT),
)


def _books(formats: tuple[Format[Source], ...]) -> tuple[str, ...]:
    return tuple(ending for known in formats if known.sheets is not None for ending in known.endings)


WORKBOOK_ENDINGS = (*_books(PACKAGES), *_books(COMPOUND_FILES), *_books(XML_TEXTS))
"""Of the names of workbooks: what is called so and is something else was meant to be one."""


def says_known(package: Package) -> bool:
    """Tell whether a package says that it is of a format that is read."""
    if _TYPES in package.names:
        said = package.perhaps(_TYPES, _LONGEST_TYPES)
        # What cannot be had, or says nothing, may have said so.
        return b"ContentType" not in said or any(mark in said for mark in _OFFICE)
    return any(known.mimetype and known.mimetype in package.mimetype for known in PACKAGES)


def find(formats: tuple[Format[Source], ...], source: Source) -> Opened | None:
    """Return a source as the first of these formats that it is, None where it is none of them."""
    return next((known.of(source) for known in formats if known.is_it(source)), None)


def is_several(formats: tuple[Format[Source], ...], source: Source) -> bool:
    """Tell whether a source is of more than one of these formats, of which each program opens another."""
    found = 0
    for known in formats:
        with suppress(DamageError, RefusalError):
            found += known.is_it(source)
    return found > 1
