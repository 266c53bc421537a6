"""Web pages -> their tables as sheets, with merged cells and hidden rows, and as a document with its paragraphs. Pure.

Pages are taken as they are: cells and rows that are never closed, tables in tables, entities, tables saved as `.xls`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import islice

from reportkit.address import Position
from reportkit.diagnostics import Code
from reportkit.files.damage import LibraryCall
from reportkit.files.details import SheetDetails
from reportkit.files.details_builder import DetailsBuilder
from reportkit.files.document import (
    Document,
    DocumentCell,
    GoneRows,
    Load,
    Marked,
    Marking,
    SourcePlace,
    TableDraft,
    at,
    lay_out,
    paragraphs,
)
from reportkit.files.grid import Grid, Raw
from reportkit.files.kinds import PAGE
from reportkit.files.limits import Limits
from reportkit.files.page_marks import StruckTags, struck
from reportkit.files.page_numbers import PageNumber, page_number
from reportkit.files.reach import Reach
from reportkit.files.refusal import RefusalError
from reportkit.files.sheets import Sheets, sheet_of
from reportkit.files.struck_cells import StruckCell
from reportkit.files.text import Text
from reportkit.language.text import squeeze

_PIECE = 65_536
_PAGE = re.compile(r"<(?:!doctype html|html|head|body|table)\b|\A<(?:meta|tr|div|p|h[1-6])\b")
_HIDES = re.compile(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)
# A picture written into its tag, or a tag that keeps a parser busy for minutes: nothing of a table stands there.
_ENDLESS = re.compile(r"(</?[A-Za-z][\w:-]{0,40})[^<>]{20000,}")
_MAY_STRIKE = re.compile(r"line-through|<(?:s|del|strike)[\s>]", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_SPAN = re.compile(r"\s{0,9}(\d{1,9})", re.ASCII)
_TO_THE_END = 10**9
_NEAR = 20
"""Pieces of a cell's text before a table in it among which the line above the table is looked for."""
_NOT_SHOWN = frozenset({"script", "style", "noscript", "template", "select", "svg", "nav", "button"})
_BLOCKS = frozenset(
    {
        "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer",
        "table", "tr", "center", "form", "dl", "dt", "dd", "blockquote", "hr", "caption",
    }
)  # fmt: skip


def is_page(source: Text) -> bool:
    """Tell whether a text is a web page, or the pages of a web archive."""
    return source.is_archive or _PAGE.search(source.start) is not None


def read_page_sheets(source: Text, limits: Limits) -> Sheets:
    """Read the tables of a page, nested ones apart; cells beyond the limits are left out and named.

    Raises:
        RefusalError: it has no table, or more tags or spans than can be read.
    """
    found: list[tuple[Grid, SheetDetails]] = []
    far: dict[str | None, tuple[str, ...]] = {}
    layout = _Layout(limits)
    gone: dict[str, Mapping[Position, StruckCell]] = {}
    tags = StruckTags() if _MAY_STRIKE.search(source.text) else None
    for number, table in enumerate(_parsed(source, limits, tags).tables, 1):
        name = f"HTML {number}"
        reach, builder = Reach(limits, name), DetailsBuilder(hidden_rows=table.hidden_rows)
        texts: dict[Position, Raw] = {}
        cells = list(layout.cells(name, table))
        for cell, box in zip(cells, table.boxes(), strict=True):
            _take(cell, box, texts, builder, reach)
        if texts:
            found.append(sheet_of(name, texts, builder))
        gone[name] = dict(_struck_cells(cells, table))
        if reach.far:
            far[name] = tuple(reach.far)
    if not found:
        raise PAGE.refusal()
    details = {grid.name: details for grid, details in found}
    return Sheets(tuple(grid for grid, _ in found), details, far=far, struck=gone)


def _struck_cells(cells: Iterable[DocumentCell], table: "_Table") -> Iterator[tuple[Position, StruckCell]]:
    """Yield the cells of which something is struck through."""
    for cell, box in zip(cells, table.boxes(), strict=True):
        text = squeeze("".join(box.struck))
        if text:
            yield (cell.row, cell.column), StruckCell(cell.text, text)


def _take(cell: DocumentCell, box: "_Box", texts: dict[Position, Raw], builder: DetailsBuilder, reach: Reach) -> None:
    """Put a cell into a sheet, or among the far ones; of a number that is shown as another one the number itself."""
    place = cell.row, cell.column
    if not reach.is_far(*place):
        texts[place] = cell.text
        if box.number is not None and not box.struck and not box.number.is_shown_by(cell.text):
            texts[place] = float(box.number.value)
            builder.formats |= {place: box.number.number_format} if box.number.number_format else {}
        if cell.rows > 1 or cell.columns > 1:
            builder.merge((cell.row, cell.column, cell.row + cell.rows - 1, cell.column + cell.columns - 1))
    elif cell.text:
        reach.note_far(cell.row, cell.column)


def read_page(source: Text, limits: Limits) -> Iterator[Document]:
    """Yield the paragraphs of a page and its tables, nested ones apart.

    Raises:
        RefusalError: it has more tags or spans than can be read, or its cells claim more than can be laid out.
    """
    _check_tags(source.text, limits)
    page = _parsed(source, limits, StruckTags())
    load = Load(limits)
    lines = list(page.lines_with_marks())
    pieces = paragraphs(((place.cell, line) for place, line, marked in lines if line or not marked), load)
    title = next((heading for heading in page.headings if heading), "") or squeeze(page.title)
    layout = _Layout(limits)
    marked = [mark for _, _, marks in lines for mark in marks]
    drafts = (
        TableDraft(name, tuple(_counting(layout, name, table, marked)), table.heading, follows=True)
        for name, table in ((f"表{number}", table) for number, table in enumerate(page.tables, 1))
    )
    tables = lay_out(drafts, load)
    yield Document(pieces, tables, title, tuple(marked))


def _counting(layout: "_Layout", name: str, table: "_Table", marked: list[Marked]) -> Iterator[DocumentCell]:
    """Yield the cells of a table without what hidden rows hold; what does not count is added to `marked`."""
    hidden = GoneRows(table.hidden_rows)
    cells = list(layout.cells(name, table))
    for cell, box in zip(cells, table.boxes(), strict=True):
        if hidden.hold(cell):
            marked += [Marked(Marking.HIDDEN, cell.place, cell.text)] if cell.text else []
        else:
            marked += struck(cell.place, squeeze("".join(box.struck)))
    return hidden.without(cells)


def _check_tags(text: str, limits: Limits) -> None:
    """Refuse a document of more tags than can be read, and name the line in which they become too many."""
    tag = next(islice(re.finditer("<", text), limits.tags, None), None)
    if tag is not None:
        line = text.count("\n", 0, tag.start()) + 1
        raise RefusalError(Code.F20, cells=(f"L{line}",))


def _parsed(source: Text, limits: Limits, tags: StruckTags | None = None) -> "_Parser":
    """Read a page; what is struck through is a text like any other where no tags are given to look for it."""
    if source.text.count("<") > limits.tags:
        raise RefusalError(Code.F18)
    text = _ENDLESS.sub(r"\1", source.text)
    parser = _Parser(tags)
    with LibraryCall():
        for start in range(0, len(text), _PIECE):
            parser.feed(text[start : start + _PIECE])
        parser.close()
    return parser


@dataclass(slots=True)
class _Box:
    """A cell while it is read."""

    rows: int
    columns: int
    number: PageNumber | None = None
    parts: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    is_at_start: bool = True  # of a line, so that a block begins no other

    def say(self, text: str) -> None:
        self.parts.append(text)
        self.is_at_start = text.endswith("\n") or (self.is_at_start and not text.strip())

    def begin_line(self) -> None:
        if not self.is_at_start:
            self.say("\n")

    @property
    def text(self) -> str:
        return "\n".join(squeeze(line) for line in "".join(self.parts).split("\n")).strip()


@dataclass(slots=True)
class _Table:
    """A table while it is read."""

    heading: str
    rows: list[list[_Box]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    box: _Box | None = None

    def boxes(self) -> Iterator[_Box]:
        """Yield its cells, row by row."""
        return (box for row in self.rows for box in row)


class _Parser(HTMLParser):
    """Collects the tables of a page, in the order in which they begin, and the lines outside of them."""

    def __init__(self, tags: StruckTags | None) -> None:
        super().__init__(convert_charrefs=True)
        self._tags = tags
        self._struck: dict[int, list[str]] = {}  # what is struck through, by the number of its line from 0
        self._in_style = False
        self.tables: list[_Table] = []
        self.headings: list[str] = []
        self.title = ""
        self._open: list[_Table] = []
        self._lines: list[list[str]] = [[]]
        self._not_shown = 0
        self._in_heading = False
        self._in_title = False
        self._term = ""  # the tag that began the last paragraph, where that is a term or what is said of one
        self._above = ""
        self._looked_through = 0

    def lines_with_marks(self) -> Iterator[tuple[SourcePlace, str, tuple[Marked, ...]]]:
        """Yield the place and the text of each line outside of tables, with what is struck through there.

        White space of a page says nothing: only a block's text counts, and an empty block is an empty cell.
        """
        for line, parts in enumerate(self._lines):
            place = SourcePlace("", f"L{line + 1}")
            marks = tuple(struck(place, squeeze("".join(self._struck.get(line, ())))))
            yield place, squeeze("".join(parts)), marks

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what the tag opens; what HTML closes by itself is closed."""
        if self._tags is not None:
            self._tags.start(tag, dict(attrs))
            self._in_style = tag == "style"
        match tag:
            case "title":
                self._in_title = True
            case "table":
                self._open_table()
            case "tr" if self._open:
                self._open_row(dict(attrs))
            case "td" | "th" if self._open:
                self._open_cell(dict(attrs))
            case "br":
                self._say("\n")
            case _ if tag in _NOT_SHOWN:
                self._not_shown += 1
            case _ if tag in _BLOCKS:
                self._begin_block(tag)
            case _:
                pass
        if tag in ("h1", "h2"):
            self._in_heading = True
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        """Close what the tag closes."""
        if self._tags is not None:
            self._tags.end(tag)
            self._in_style = False
        match tag:
            case "title":
                self._in_title = False
            case "table" if self._open:
                self._open.pop()
            case "td" | "th" | "tr" if self._open:
                self._open[-1].box = None
            case _ if tag in _NOT_SHOWN:
                self._not_shown = max(0, self._not_shown - 1)
            case _ if tag in _BLOCKS:
                self._break()
            case _:
                pass
        self._in_heading = self._in_heading and tag not in ("h1", "h2")

    def handle_data(self, data: str) -> None:
        """Take text where it stands."""
        if self._in_title:
            self.title += data
        elif self._in_style and self._tags is not None:
            self._tags.learn(data)
        elif self._tags is not None and self._tags.are_open and not self._not_shown:
            self._strike(data)
        elif not self._not_shown:
            if self._in_heading:
                self.headings[-1] = squeeze(self.headings[-1] + data)
            self._say(_SPACES.sub(" ", data))

    def _open_table(self) -> None:
        self.tables.append(_Table(squeeze(self._line_above())))
        self._open.append(self.tables[-1])

    def _line_above(self) -> str:
        """Return the last line that says something, in the cell that is open or else outside of tables.

        Lines that were looked through before are not looked at again.
        """
        box = self._open[-1].box if self._open else None
        if box is not None:
            return next((line for line in reversed("".join(box.parts[-_NEAR:]).split("\n")) if line.strip()), "")
        since = self._looked_through
        self._looked_through = len(self._lines) - 1  # the last one may still grow
        later = map("".join, reversed(self._lines[since:]))
        self._above = next((line for line in later if line.strip()), self._above)
        return self._above

    def _open_row(self, attributes: dict[str, str | None]) -> None:
        table = self._open[-1]
        if _HIDES.search(attributes.get("style") or ""):
            table.hidden_rows.add(len(table.rows))
        table.rows.append([])
        table.box = None

    def _open_cell(self, attributes: dict[str, str | None]) -> None:
        table = self._open[-1]
        if not table.rows:
            table.rows.append([])
        table.box = _Box(_span(attributes.get("rowspan")), _span(attributes.get("colspan")), page_number(attributes))
        table.rows[-1].append(table.box)

    def _say(self, text: str) -> None:
        if self._open:
            box = self._open[-1].box
            if box is not None:
                box.say(text)
        elif text == "\n":
            self._lines.append([])
        else:
            self._lines[-1].append(text)

    def _strike(self, text: str) -> None:
        """Take text that is struck through, where it stands."""
        box = self._open[-1].box if self._open else None
        if box is not None:
            box.struck.append(text)
        elif not self._open:
            self._struck.setdefault(len(self._lines) - 1, []).append(text)

    def _begin_block(self, tag: str) -> None:
        """Begin a new paragraph; what is said of a term stands on its line, as behind a label: <dt>Lead<dd>Roads."""
        self._break()
        if tag == "dd" and self._term and not self._open:
            self._go_on_behind(self._term)
        self._term = tag if tag in ("dt", "dd") else ""

    def _go_on_behind(self, tag: str) -> None:
        """Go back to the end of the last line, that of a term or of what is said of one, where it shows something."""
        blank = len(self._lines) - 1
        last = "".join(self._lines[blank - 1]).strip() if blank else ""
        if last and not self._lines[blank] and blank not in self._struck:
            self._lines.pop()
            mark = "; " if tag == "dd" else " " if last.endswith((":", "：")) else ": "
            self._lines[-1].append(mark)

    def _break(self) -> None:
        """Begin a new paragraph: in a cell a new line, outside a new line with nothing on it yet."""
        if self._open:
            box = self._open[-1].box
            if box is not None:
                box.begin_line()
        elif self._lines[-1] or len(self._lines) - 1 in self._struck:
            self._lines.append([])


def _span(text: str | None) -> int:
    """Return a span as browsers read it: at least 1, and 0 to the end."""
    digits = _SPAN.match(text or "")
    return (int(digits[1]) or _TO_THE_END) if digits else 1


class _Layout:
    """Lays out the cells of the tables of one page as HTML says: each takes the first free place of its row.

    Args:
        limits: how many columns a table may have, and how many places may be taken by spans in all.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._left_over = limits.cells

    def cells(self, name: str, table: _Table) -> Iterator[DocumentCell]:
        """Yield the cells of a table, row by row.

        Raises:
            RefusalError: the spans take more places than any page has.
        """
        taken: dict[int, int] = {}  # column -> the first row in which it is free again
        for row, boxes in enumerate(table.rows):
            column = 0
            for box in boxes:
                column = self._free(taken, row, column)
                rows = min(box.rows, len(table.rows) - row)  # a span never reaches beyond the last row
                columns = max(min(box.columns, self._limits.columns - column), 1)
                text = box.text
                emptied = bool(box.struck) and not text
                yield DocumentCell(text, at(name, row, column), row, column, rows, columns, emptied)
                if rows > 1:
                    taken |= dict.fromkeys(range(column, column + columns), row + rows)
                    self._count(columns)
                column += columns

    def _free(self, taken: dict[int, int], row: int, column: int) -> int:
        start = column
        while column < self._limits.columns and taken.get(column, 0) > row:
            column += 1
        self._count(column - start)
        return column

    def _count(self, places: int) -> None:
        self._left_over -= places
        if self._left_over < 0:
            raise RefusalError(Code.F18)
