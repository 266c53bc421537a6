"""Tables that are no workbook: CSV, HTML saved as .xls -> grids as of a workbook. Pure."""

import csv
import io
import re
import unicodedata
from collections.abc import Mapping
from email import message_from_bytes, policy
from html.parser import HTMLParser

from reportkit.address import Position
from reportkit.files.details import SheetDetails
from reportkit.files.details_builder import DetailsBuilder
from reportkit.files.grid import MAX_COLUMNS, MAX_ROWS, Grid, Raw

Sheets = tuple[tuple[Grid, SheetDetails], ...]
"""Sheets with what stands behind their values."""

_MAX_CELLS = 500_000
_PIECE = 65_536
_HIDES = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# A picture written into its tag, or a tag that keeps a parser busy for minutes: nothing of a table stands there.
_ENDLESS = re.compile(r"(</?[A-Za-z][\w:-]{0,40})[^<>]{20000,}")
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_LONG = re.compile(rb"[\xe0-\xef][\x80-\xbf]{2}")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode(data: bytes, said: str = "") -> str | None:
    """Return text as its bytes say: by its mark, as UTF-8, as it declares itself, as GB18030; None for no text.

    A few Chinese characters in GBK can be UTF-8 by chance, of letters that take two bytes there ("一" is "һ"); where
    there are no others, what a text declares of itself counts more.

    Args:
        data: the text.
        said: its encoding as what stands around it says, "" where nothing does.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decode(data, name)
    if b"\0" in data[:4096]:
        return _without_mark(data)
    declared = _DECLARED.search(data[:2048])
    names = [name for name in (said, declared[1].decode("ascii") if declared else "") if name]
    names = ["utf-8", *names, "gb18030"] if _LONG.search(data) else [*names, "utf-8", "gb18030"]
    texts = (_decode(data, name) for name in names)
    return next((text for text in texts if text is not None), None) or _mended(data)


def _without_mark(data: bytes) -> str | None:
    """Return UTF-16 that does not say in which order its bytes stand; None for what is no text."""
    for name in ("utf-16-le", "utf-16-be"):
        text = _decode(data, name)
        start = text[:4096] if text else ""
        # In the wrong order no line break is one, nor a comma.
        odd = sum(unicodedata.category(c) in ("Cc", "Cn", "Co") and c not in "\t\r\n" for c in start)
        if odd * 50 <= len(start) and any(c in start for c in ",;\t\n"):
            return text
    return None


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
        self.behind: list[DetailsBuilder] = []
        self.stack: list[tuple[int, int]] = []  # row and column of the open tables
        self.numbers: list[int] = []
        self.taken: list[set[tuple[int, int]]] = []
        self.open: list[tuple[int, int, int]] = []
        self.cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        match tag:
            case "table":
                self.tables.append({})
                self.behind.append(DetailsBuilder())
                self.taken.append(set())
                self.numbers.append(len(self.tables) - 1)
                self.stack.append((-1, 0))
            case "tr" if self.stack:
                self.stack[-1] = (self.stack[-1][0] + 1, 0)
                if _HIDES.search(dict(attrs).get("style") or ""):
                    self.behind[self.numbers[-1]].hidden_rows.add(self.stack[-1][0])
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
        if down > 1 or across > 1:
            self.behind[number].merge((row, column, row + down - 1, column + across - 1))
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


def read_html(text: str) -> Sheets:
    """Read the tables of a page, as sheets with their merged cells and hidden rows; at most half a million cells."""
    parser = _TableParser()
    text = _ENDLESS.sub(r"\1", text)
    for start in range(0, len(text), _PIECE):
        if parser.cells > _MAX_CELLS:
            break
        parser.feed(text[start : start + _PIECE])
    tables = enumerate(zip(parser.tables, parser.behind, strict=True), start=1)
    return tuple(sheet_of(f"HTML {n}", table, behind) for n, (table, behind) in tables if table)


def read_mhtml(data: bytes) -> str:
    """Return the pages inside a web archive, one behind the other: Excel saves every sheet as a page of its own."""
    message = message_from_bytes(data, policy=policy.default)
    pages = []
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            said = part.get_content_charset("")
            pages.append(decode(payload, said) or "" if isinstance(payload, bytes) else "")
    return "\n".join(pages)


def sheet_of(
    name: str, cells: Mapping[Position, str] | Mapping[Position, Raw], behind: DetailsBuilder
) -> tuple[Grid, SheetDetails]:
    """Put a sheet together from its cells by place, from 0, and what stands behind them."""
    rows: list[list[Raw]] = [[] for _ in range(max((r for r, _ in cells), default=-1) + 1)]
    for row, column in sorted(cells):
        line = rows[row]
        line += [""] * (column + 1 - len(line))
        value = cells[row, column]
        line[column] = value.strip() if isinstance(value, str) else value
    grid = Grid(name, visible=True, rows=tuple(map(tuple, rows)), merged=tuple(behind.merged))
    return grid, behind.details(name)
