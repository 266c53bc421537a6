"""A web page as paragraphs and tables, merged cells spread out."""

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from reportkit.files.document import Cell, Document, Table, at, paragraphs, spread
from reportkit.language.text import squeeze

_HIDDEN = frozenset({"script", "style", "noscript", "template", "select", "svg", "head", "nav", "button"})
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "footer",
        "table",
        "tr",
        "center",
        "form",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "hr",
        "caption",
    },
)
_MAX_SPAN = 5_000


@dataclass(slots=True)
class _Box:
    """A cell while it is read."""

    rows: int
    columns: int
    text: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """A table while it is read."""

    heading: str
    rows: list[list[_Box]] = field(default_factory=list)
    box: _Box | None = None


def read_html(text: str) -> Document:
    """Read the tables of a page, nested ones apart, and the paragraphs outside of tables."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    return parser.document()


class _Parser(HTMLParser):
    """Takes pages as they are: cells and rows that are never closed, tables in tables, entities, `<br>`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[_Open] = []
        self._tables: list[_Open] = []
        self._hidden = 0
        self._lines: list[str] = [""]
        self._headings: list[str] = []
        self._in_heading = False
        self._in_title = False
        self._title = ""

    def document(self) -> Document:
        """Return what was read; a table that was never closed counts."""
        tables = tuple(_table(number, table) for number, table in enumerate(self._tables, 1))
        # White space of a page says nothing: only a block's text counts, and an empty block is an empty cell.
        pieces = paragraphs((f"L{number}", squeeze(line)) for number, line in enumerate(self._lines, 1))
        title = next((h for h in self._headings if h), "") or squeeze(self._title)
        return Document(pieces, tables, title)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what the tag opens; what HTML closes by itself is closed."""
        if tag == "title":
            self._in_title = True
        if tag in _HIDDEN:
            self._hidden += tag != "head"
        elif tag == "table":
            heading = next((line for line in reversed(self._lines) if line.strip()), "")
            self._open.append(_Open(squeeze(heading)))
            self._tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._open[-1].rows.append([])
            self._open[-1].box = None
        elif tag in ("td", "th") and self._open:
            self._cell(dict(attrs))
        elif tag == "br":
            self._say("\n")
        elif tag in _BLOCKS:
            self._break()
        if tag in ("h1", "h2"):
            self._in_heading = True
            self._headings.append("")

    def handle_endtag(self, tag: str) -> None:
        """Close what the tag closes."""
        if tag == "title":
            self._in_title = False
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - (tag != "head"))
        elif tag == "table" and self._open:
            self._open.pop()
        elif tag in ("td", "th", "tr") and self._open:
            self._open[-1].box = None
        elif tag in _BLOCKS:
            self._break()
        if tag in ("h1", "h2"):
            self._in_heading = False

    def handle_data(self, data: str) -> None:
        """Take text where it stands."""
        if self._in_title:
            self._title += data
        elif not self._hidden:
            if self._in_heading and self._headings:
                self._headings[-1] = squeeze(self._headings[-1] + data)
            self._say(re.sub(r"[ \t\r\n\f]+", " ", data))

    def _cell(self, attrs: dict[str, str | None]) -> None:
        table = self._open[-1]
        if not table.rows:
            table.rows.append([])
        table.box = _Box(_span(attrs.get("rowspan")), _span(attrs.get("colspan")))
        table.rows[-1].append(table.box)

    def _say(self, text: str) -> None:
        if self._open:
            if self._open[-1].box is not None:
                self._open[-1].box.text.append(text)
        elif text == "\n":
            self._lines.append("")
        else:
            self._lines[-1] += text

    def _break(self) -> None:
        """Begin a new paragraph: in a cell a new line, outside a new line with nothing on it yet."""
        if self._open:
            box = self._open[-1].box
            if box is not None and "".join(box.text).strip():
                box.text.append("\n")
        elif self._lines[-1]:
            self._lines.append("")


def _span(text: str | None) -> int:
    """Return a span as browsers read it: at least 1, and 0 (to the end) taken as far as a list can reach."""
    digits = re.match(r"\s*(\d{1,5})", text or "")
    if not digits:
        return 1
    return min(int(digits[1]) or _MAX_SPAN, _MAX_SPAN)


def _table(number: int, table: _Open) -> Table:
    """Lay out the cells as HTML says: each takes the first free place of its row."""
    name = f"表{number}"
    taken: set[tuple[int, int]] = set()
    cells = []
    for row, boxes in enumerate(table.rows):
        column = 0
        for box in boxes:
            while (row, column) in taken:
                column += 1
            # A row span never reaches beyond the last row.
            height = min(box.rows, len(table.rows) - row)
            text = "\n".join(squeeze(line) for line in "".join(box.text).split("\n")).strip()
            cells.append(Cell(text, at(name, row, column), row, column, height, box.columns))
            taken.update((r, c) for r in range(row, row + height) for c in range(column, column + box.columns))
            column += box.columns
    return replace(spread(name, cells, table.heading), follows=True)
