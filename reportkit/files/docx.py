"""A Word document as paragraphs and tables, merged cells spread out (ECMA-376 part 1, WordprocessingML)."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from reportkit.diagnostics import Code
from reportkit.files.damage import LibraryCall
from reportkit.files.document import Document, DocumentCell, Load, TableDraft, at, lay_out, paragraphs
from reportkit.files.limits import Limits
from reportkit.files.package import Package
from reportkit.files.refusal import RefusalError
from reportkit.files.xml_events import XmlError, as_count, parse_xml

_PART = "word/document.xml"
_ELEMENTS_A_TAG = 3  # where a page has one
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
# Deleted text of tracked changes, text of fields' codes, fallbacks that repeat a drawing's text.
_SKIPPED = frozenset({"del", "delText", "instrText", "moveFrom", "Fallback", "txbxContent"})


def is_docx(package: Package) -> bool:
    """Tell whether a package is a Word document."""
    return _PART in package.names


def read_docx(package: Package, limits: Limits) -> Iterator[Document]:
    """Yield the body of a Word document; text of tracked insertions counts, of deletions not.

    Raises:
        RefusalError: it has more elements than can be read, or no body.
        XmlError: its XML is damaged, nested too deep or carries a DTD.
    """
    drafts: list[TableDraft] = []
    lines: list[tuple[str, str]] = []
    heading = ""
    for number, block in enumerate(_blocks(_body(package, limits)), 1):
        if _tag(block) == "p":
            lines.append((f"L{number}", _text(block)))
            heading = lines[-1][1] if lines[-1][1].strip() else heading
        else:
            drafts += _tables(block, heading, len(drafts))
    load = Load(limits)
    yield Document(paragraphs(lines, load), lay_out(drafts, load))


def _body(package: Package, limits: Limits) -> Element:
    xml = package.part(_PART)
    if xml.count(b"<") > limits.tags * _ELEMENTS_A_TAG:
        raise RefusalError(Code.F18)
    parse_xml(xml)
    with LibraryCall():
        root = fromstring(xml, forbid_dtd=True)
    body = next((child for child in root if _tag(child) == "body"), None)
    if body is None:
        raise XmlError("no body")
    return body


def _tag(element: Element) -> str:
    tag = str(element.tag)
    return tag.rpartition("}")[2]


def _blocks(parent: Element) -> Iterator[Element]:
    """Yield paragraphs and tables in order, through content controls and tracked insertions."""
    for child in parent:
        tag = _tag(child)
        if tag in ("p", "tbl"):
            yield child
        elif tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _blocks(child)


def _rows(parent: Element, wanted: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, through content controls and tracked insertions."""
    for child in parent:
        tag = _tag(child)
        if tag == wanted:
            yield child
        elif tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
            yield from _rows(child, wanted)


def _text(element: Element) -> str:
    """Return the text of a paragraph, or of a cell with a newline between its paragraphs."""
    parts: list[str] = []
    for child in element:
        tag = _tag(child)
        if tag in _SKIPPED or tag == "tbl":
            continue
        if tag == "t":
            parts.append(child.text or "")
        elif tag in _BREAKS:
            parts.append(_BREAKS[tag])
        elif tag == "p":
            parts.append(("\n" if parts else "") + _text(child))
        else:
            parts.append(_text(child))
    return "".join(parts)


def _property(element: Element, holder: str, name: str, default: str) -> str | None:
    """Return the `val` of a property, `default` where it has none, None where the property is not there."""
    for child in element:
        if _tag(child) == holder:
            for item in child:
                if _tag(item) == name:
                    return next((v for k, v in item.attrib.items() if k.rpartition("}")[2] == "val"), default)
    return None


def _count(text: str | None, least: int) -> int:
    return max(least, as_count(text, least))


def _tables(table: Element, heading: str, before: int) -> list[TableDraft]:
    """Return a table and the tables inside its cells."""
    name = f"表{before + 1}"
    cells: list[DocumentCell] = []
    inner: list[Element] = []
    open_above: dict[int, int] = {}  # column -> index of the cell that a vertical merge continues
    for row, element in enumerate(_rows(table, "tr")):
        column = _count(_property(element, "trPr", "gridBefore", "0"), 0)
        for box in _rows(element, "tc"):
            breadth = _count(_property(box, "tcPr", "gridSpan", "1"), 1)
            merge = _property(box, "tcPr", "vMerge", "continue")
            above = open_above.get(column)
            if merge == "continue" and above is not None:
                old = cells[above]
                cells[above] = DocumentCell(old.text, old.place, old.row, old.column, row - old.row + 1, old.columns)
            else:
                open_above[column] = len(cells)
                cells.append(DocumentCell(_text(box), at(name, row, column), row, column, 1, breadth))
                if merge is None:
                    del open_above[column]
            inner += [child for child in _blocks(box) if _tag(child) == "tbl"]
            column += breadth
    found = [TableDraft(name, tuple(cells), heading, follows=True)]
    for child in inner:
        found += _tables(child, "", before + len(found))
    return found
