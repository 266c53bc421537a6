"""Tables that are no workbook: CSV, HTML saved as .xls, XML of Excel 2003 -> grids as of a workbook. Pure."""

import csv
import io
import re
from datetime import datetime
from email import message_from_bytes, policy
from html.parser import HTMLParser

from reportkit.details import parse_xml
from reportkit.grid import MAX_COLUMNS, MAX_ROWS, Grid, Raw

_MAX_CELLS = 500_000
_PIECE = 65_536
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode(data: bytes) -> str | None:
    """Return text as its bytes say: by its mark, as UTF-8, as it declares itself, as GB18030; None for no text."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decode(data, name)
    if b"\0" in data[:4096]:
        return None
    declared = _DECLARED.search(data[:2048])
    names = ["utf-8", *([declared[1].decode("ascii")] if declared else []), "gb18030"]
    texts = (_decode(data, name) for name in names)
    return next((text for text in texts if text is not None), None) or _mended(data)


def _mended(data: bytes) -> str | None:
    """Return a text in which a few bytes are damaged, None where more than one in a hundred is."""
    for name in ("utf-8", "gb18030"):
        text = data.decode(name, "replace")
        if text.count("\ufffd") * 100 <= len(text):
            return text
    return None


def _decode(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def read_csv(text: str) -> Grid:
    """Read comma, tab or semicolon separated values; a damaged quote ends a row where the line ends."""
    first = text[:4096]
    separator = max(",\t;", key=first.count)
    lines = io.StringIO(text.replace("\0", ""), newline="")
    rows: list[tuple[Raw, ...]] = []
    csv.field_size_limit(1_000_000)
    beyond = False
    reader = csv.reader(lines, delimiter=separator)
    while True:
        try:
            row = next(reader, None)
        except csv.Error:
            continue
        if row is None:
            break
        if len(rows) >= MAX_ROWS:
            beyond = True
            break
        beyond = beyond or len(row) > MAX_COLUMNS
        rows.append(tuple(row[:MAX_COLUMNS]))
    return Grid("CSV", visible=True, rows=tuple(rows), beyond=beyond)


class _TableParser(HTMLParser):
    """Collects the tables of a page; merged cells keep their text in the first."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[dict[tuple[int, int], str]] = []
        self.stack: list[tuple[int, int]] = []  # row and column of the open tables
        self.numbers: list[int] = []
        self.taken: list[set[tuple[int, int]]] = []
        self.open: list[tuple[int, int, int]] = []
        self.cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        match tag:
            case "table":
                self.tables.append({})
                self.taken.append(set())
                self.numbers.append(len(self.tables) - 1)
                self.stack.append((-1, 0))
            case "tr" if self.stack:
                self.stack[-1] = (self.stack[-1][0] + 1, 0)
            case "td" | "th" if self.stack:
                self._start_cell(dict(attrs))
            case "br" | "p" | "div" if self.open:
                self._append("\n")
            case _:
                pass

    def _start_cell(self, attributes: dict[str, str | None]) -> None:
        row, column = self.stack[-1]
        number = self.numbers[-1]
        taken = self.taken[number]
        row = max(row, 0)
        while (row, column) in taken:
            column += 1
        down, across = (_span(attributes.get(name)) for name in ("rowspan", "colspan"))
        if self.cells + down * across > _MAX_CELLS:  # a few short tags could claim cells without end
            down = across = 1
        taken.update((row + r, column + c) for r in range(down) for c in range(across))
        self.cells += down * across
        self.stack[-1] = (row, column + across)
        self.open.append((number, row, column))
        if row < MAX_ROWS and column < MAX_COLUMNS:
            self.tables[number][row, column] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self.open:
            self.open.pop()
        elif tag == "table" and self.stack:
            number = self.numbers.pop()
            self.stack.pop()
            self.open = [cell for cell in self.open if cell[0] != number]

    def handle_data(self, data: str) -> None:
        if self.open:
            self._append(re.sub(r"\s+", " ", data))

    def _append(self, text: str) -> None:
        number, row, column = self.open[-1]
        if (row, column) in self.tables[number]:
            self.tables[number][row, column] += text


def _span(value: str | None) -> int:
    return min(max(int(value), 1), MAX_COLUMNS) if value and value.isascii() and value.isdigit() else 1


def read_html(text: str) -> tuple[Grid, ...]:
    """Read the tables of a page, each as a sheet; at most half a million cells."""
    parser = _TableParser()
    for start in range(0, len(text), _PIECE):
        if parser.cells > _MAX_CELLS:
            break
        parser.feed(text[start : start + _PIECE])
    return tuple(_grid(f"HTML {n}", table) for n, table in enumerate(parser.tables, start=1) if table)


def read_mhtml(data: bytes) -> str | None:
    """Return the page inside a web archive, None where there is none."""
    message = message_from_bytes(data, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            return decode(payload) if isinstance(payload, bytes) else None
    return None


def read_xml_2003(data: bytes) -> tuple[Grid, ...]:
    """Read a workbook in the XML of Excel 2003.

    Raises:
        XmlError: the XML is damaged or carries a DTD.
    """
    reader = _Xml2003()
    parse_xml(data, reader.start, reader.end, reader.text)
    return tuple(_grid(name, cells) for name, cells in reader.sheets)


class _Xml2003:
    def __init__(self) -> None:
        self.sheets: list[tuple[str, dict[tuple[int, int], Raw]]] = []
        self.row = self.column = -1
        self.kind = ""
        self.value: str | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        index = plain.get("Index", "")
        place = int(index) - 1 if index.isascii() and index.isdigit() and len(index) < 8 else None
        match name:
            case "Worksheet":
                self.sheets.append((plain.get("Name", ""), {}))
                self.row = -1
            case "Row":
                self.row = self.row + 1 if place is None else place
                self.column = -1
            case "Cell":
                self.column = self.column + 1 if place is None else place
            case "Data":
                self.kind, self.value = plain.get("Type", "String"), ""
            case _:
                pass

    def text(self, text: str) -> None:
        if self.value is not None:
            self.value += text

    def end(self, name: str) -> None:
        if name == "Data" and self.value is not None:
            if self.sheets and 0 <= self.row < MAX_ROWS and 0 <= self.column < MAX_COLUMNS:
                self.sheets[-1][1][self.row, self.column] = _typed(self.kind, self.value)
            self.value = None


def _typed(kind: str, text: str) -> Raw:
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return datetime.fromisoformat(text)
    except ValueError:
        return text
    return text


def _grid(name: str, cells: "dict[tuple[int, int], str] | dict[tuple[int, int], Raw]") -> Grid:
    rows: list[list[Raw]] = [[] for _ in range(max((r for r, _ in cells), default=-1) + 1)]
    for row, column in sorted(cells):
        line = rows[row]
        line += [""] * (column + 1 - len(line))
        value = cells[row, column]
        line[column] = value.strip() if isinstance(value, str) else value
    return Grid(name, visible=True, rows=tuple(map(tuple, rows)))
