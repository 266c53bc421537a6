"""A Word document as paragraphs and tables, merged cells spread out (ECMA-376 part 1, WordprocessingML)."""

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from reportkit.diagnostics import Code
from reportkit.files.damage import LibraryCall
from reportkit.files.document import (
    Document,
    DocumentCell,
    Load,
    Marked,
    Marking,
    SourcePlace,
    TableDraft,
    at,
    lay_out,
    paragraphs,
)
from reportkit.files.docx_text import WordReader, child_of, read_lines, tag_of, value_of
from reportkit.files.limits import Limits
from reportkit.files.package import Package
from reportkit.files.refusal import RefusalError
from reportkit.files.xml_events import XmlError, as_count, parse_xml

_PART = "word/document.xml"
_ELEMENTS_A_TAG = 3  # where a page has one
_STYLES, _MOST_STYLES = "word/styles.xml", 4 * 1024 * 1024


def is_docx(package: Package) -> bool:
    """Tell whether a package is a Word document."""
    return _PART in package.names


def read_docx(package: Package, limits: Limits) -> Iterator[Document]:
    """Yield the body of a Word document; tracked insertions count, what is deleted, struck through or hidden not.

    Raises:
        RefusalError: it has more elements than can be read, or no body.
        XmlError: its XML is damaged, nested too deep or carries a DTD.
    """
    words = WordReader(read_lines(package.perhaps(_STYLES, _MOST_STYLES)))
    tables = _Tables(words)
    lines: list[tuple[str, str]] = []
    marked: list[Marked] = []
    heading = ""
    for number, block in enumerate(_blocks(_body(package, limits)), 1):
        if tag_of(block) != "p":
            tables.take(block, heading)
            continue
        found = words.read(block)
        marked += found.marks(SourcePlace("", f"L{number}"))
        # A paragraph that was deleted leaves no empty one, which would part a text.
        lines += [] if found.emptied else [(f"L{number}", found.text)]
        heading = found.text if found.text.strip() else heading
    load = Load(limits)
    yield Document(paragraphs(lines, load), lay_out(tables.drafts, load), marked=(*marked, *tables.marked))


def _body(package: Package, limits: Limits) -> Element:
    xml = package.part(_PART)
    if xml.count(b"<") > limits.tags * _ELEMENTS_A_TAG:
        raise RefusalError(Code.F18)
    parse_xml(xml)
    with LibraryCall():
        root = fromstring(xml, forbid_dtd=True)
    body = next((child for child in root if tag_of(child) == "body"), None)
    if body is None:
        raise XmlError("no body")
    return body


def _blocks(parent: Element) -> Iterator[Element]:
    """Yield paragraphs and tables in order, through content controls and tracked insertions."""
    for child in parent:
        tag = tag_of(child)
        if tag in ("p", "tbl"):
            yield child
        elif tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _blocks(child)


def _rows(parent: Element, wanted: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, through content controls and tracked insertions."""
    for child in parent:
        tag = tag_of(child)
        if tag == wanted:
            yield child
        elif tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
            yield from _rows(child, wanted)


def _property(element: Element, holder: str, name: str, default: str) -> str | None:
    """Return the `val` of a property, `default` where it has none, None where the property is not there."""
    properties = child_of(element, holder)
    item = child_of(properties, name) if properties is not None else None
    return None if item is None else value_of(item, default)


def _count(text: str | None, least: int) -> int:
    return max(least, as_count(text, least))


class _Tables:
    """Puts the tables of a document together, each followed by those inside its cells.

    Args:
        words: reads the text of a cell.

    Attributes:
        drafts: the tables.
        marked: what is struck through, hidden or tracked in them.
    """

    def __init__(self, words: WordReader) -> None:
        self._words = words
        self.drafts: list[TableDraft] = []
        self.marked: list[Marked] = []

    def take(self, table: Element, heading: str) -> None:
        """Take in a table; `heading` stands above it."""
        reading = _Table(self._words, f"表{len(self.drafts) + 1}")
        for row, element in enumerate(_rows(table, "tr")):
            reading.take(row, element)
        self.drafts.append(TableDraft(reading.name, tuple(reading.cells), heading, follows=True))
        self.marked += reading.marked
        for child in reading.inner:
            self.take(child, "")


class _Table:
    """A table while it is read.

    Attributes:
        name: of the table.
        cells: so far.
        marked: what is struck through, hidden or tracked in it.
        inner: the tables inside its cells.
    """

    def __init__(self, words: WordReader, name: str) -> None:
        self.name = name
        self.cells: list[DocumentCell] = []
        self.marked: list[Marked] = []
        self.inner: list[Element] = []
        self._words = words
        self._open_above: dict[int, int] = {}  # column -> index of the cell that a vertical merge continues
        self._begun: dict[int, DocumentCell] = {}  # column -> the cell of a deleted row that a vertical merge continues

    def take(self, row: int, element: Element) -> None:
        """Take in a row; one that was deleted while changes were tracked keeps its place and loses its texts."""
        column = _count(_property(element, "trPr", "gridBefore", "0"), 0)
        is_deleted = _property(element, "trPr", "del", "") is not None
        is_inserted = _property(element, "trPr", "ins", "") is not None
        marking = Marking.INSERTED if is_inserted else None
        for box in _rows(element, "tc"):
            breadth = _count(_property(box, "tcPr", "gridSpan", "1"), 1)
            merge = _property(box, "tcPr", "vMerge", "continue")
            if is_deleted or _property(box, "tcPr", "cellDel", "") is not None:
                self._delete(box, row, column, breadth, is_merged=merge == "restart")
            else:
                self._put(box, DocumentCell("", at(self.name, row, column), row, column, 1, breadth), merge, marking)
                self.inner += [child for child in _blocks(box) if tag_of(child) == "tbl"]
            column += breadth

    def _put(self, box: Element, cell: DocumentCell, merge: str | None, marking: Marking | None) -> None:
        """Take in a cell that stands there, or goes on with the one above."""
        above, begun = self._open_above.get(cell.column), self._begun.pop(cell.column, None)
        if merge == "continue" and above is not None:
            old = self.cells[above]
            self.cells[above] = replace(old, rows=cell.row - old.row + 1)
            return
        if merge == "continue" and begun is not None:
            cell = replace(begun, row=cell.row)
        else:
            found = self._words.read(box, marking)
            self.marked += found.marks(cell.place)
            cell = replace(cell, text=found.text, emptied=found.emptied)
        self._open_above[cell.column] = len(self.cells)
        self.cells.append(cell)
        if merge is None:
            del self._open_above[cell.column]

    def _delete(self, box: Element, row: int, column: int, breadth: int, *, is_merged: bool) -> None:
        """Leave out a cell that was deleted; one that goes on in the row below may stand there."""
        place = at(self.name, row, column)
        found = self._words.read(box, None if is_merged else Marking.DELETED)
        self.marked += found.marks(place)
        if is_merged:
            self._open_above.pop(column, None)
            self._begun[column] = DocumentCell(found.text, place, row, column, 1, breadth)
        elif found.emptied:
            self.cells.append(DocumentCell("", place, row, column, 1, breadth, emptied=True))
