"""What is struck through in the cells of an Office Open XML workbook (ECMA-376 part 1, 18.4, 18.8). Pure.

A cell has a font by its style, and one by each conditional format that holds. Its text, a shared one or its own, may be
made of runs, and a run with properties of its own has nothing of the cell's font.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportkit.address import Area, Position, areas_of, position_of
from reportkit.files.book_parts import read_book
from reportkit.files.conditional_strikes import StrikingRule, struck_by_rules
from reportkit.files.limits import Limits
from reportkit.files.rich_texts import RichTexts, is_on
from reportkit.files.struck_cells import Runs, StruckCell, StruckCells
from reportkit.files.xml_events import as_count, parse_xml


def struck_in_parts(parts: Mapping[str, bytes], limits: Limits) -> StruckCells:
    """Return the cells of which something is struck through.

    Args:
        parts: of the package, where Excel puts them.
        limits: rows and columns beyond which nothing is looked at.

    Raises:
        XmlError: a part is damaged or carries a DTD.
    """
    named = {path.lower(): part for path, part in parts.items()}
    styles, texts = named.get("xl/styles.xml", b""), named.get("xl/sharedstrings.xml", b"")
    struck, conditional = _struck_styles(styles) if b"strike" in styles else _NONE_STRUCK
    sheets = {name: parts.get(path, b"") for name, path in read_book(parts).sheets}
    if not struck and not conditional and not any(b"strike" in xml for xml in (texts, *sheets.values())):
        return {}
    shared = RichTexts.of(texts).texts
    by_rules = {name: _by_rules(xml, conditional, shared) for name, xml in sheets.items() if conditional and xml}
    return {
        name: {**by_rules.get(name, {}), **_Cells.of(xml, struck, shared, limits)}
        for name, xml in sheets.items()
        if xml
    }


_NONE_STRUCK: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())


def _struck_styles(xml: bytes) -> tuple[frozenset[int], frozenset[int]]:
    """Return which styles of cells, and which of conditional formats, have a font that is struck through."""
    styles = _Styles()
    parse_xml(xml, styles.start)
    fonts = _true_at(styles.fonts)
    return frozenset(at for at, font in enumerate(styles.cells) if font in fonts), _true_at(styles.conditional)


def _true_at(values: Sequence[bool]) -> frozenset[int]:
    return frozenset(at for at, value in enumerate(values) if value)


class _Styles:
    """Takes in the styles of a workbook.

    Attributes:
        fonts: of each whether it is struck through.
        cells: of each style of cells the place of its font.
        conditional: of each style of conditional formats whether its font is struck through.
    """

    def __init__(self) -> None:
        self.fonts: list[bool] = []
        self.cells: list[int] = []
        self.conditional: list[bool] = []
        self._table = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match self._table, name:
            case _, "fonts" | "cellXfs" | "cellStyleXfs" | "dxfs":
                self._table = name
            case ("fonts", "font") | ("dxfs", "dxf"):
                self._listed().append(False)
            case "fonts" | "dxfs", "strike" if self._listed():
                self._listed()[-1:] = [is_on(attributes)]
            case "cellXfs", "xf":
                self.cells.append(as_count(attributes.get("fontId"), 0))
            case _:
                pass

    def _listed(self) -> list[bool]:
        return self.fonts if self._table == "fonts" else self.conditional


def _by_rules(xml: bytes, conditional: frozenset[int], shared: list[Runs]) -> Mapping[Position, StruckCell]:
    """Return the cells of a sheet that its conditional formats strike through."""
    if b"conditionalFormatting" not in xml:
        return {}
    rules = _Rules(conditional, shared)
    parse_xml(xml, rules.start, rules.end, rules.text)
    return struck_by_rules(rules.found, rules.texts)


class _Rules:
    """Takes in what stands in the cells of a sheet, and the rules of its conditional formats that strike cells through.

    Attributes:
        texts: what stands in the cells.
        found: the rules.
    """

    def __init__(self, conditional: frozenset[int], shared: list[Runs]) -> None:
        self.texts: dict[Position, str] = {}
        self.found: list[StrikingRule] = []
        self._conditional, self._shared = conditional, shared
        self._row = self._column = -1
        self._kind = self._text = ""
        self._areas: tuple[Area, ...] = ()
        self._rule: StrikingRule | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "row":
                self._row, self._column = as_count(attributes.get("r"), self._row + 2) - 1, -1
            case "c":
                self._row, self._column = position_of(attributes.get("r", "")) or (self._row, self._column + 1)
                self._kind, self._text = attributes.get("t", "n"), ""
            case "v" | "t" | "formula":
                self._text = ""
            case "conditionalFormatting":
                self._areas = tuple(areas_of(attributes.get("sqref", "")))
            case "cfRule" if as_count(attributes.get("dxfId"), -1) in self._conditional and self._areas:
                self._rule = StrikingRule(self._areas, attributes.get("type", ""), attributes.get("operator", ""))
            case _:
                pass

    def end(self, name: str) -> None:
        match name:
            case "v" | "t":
                at = as_count(self._text, -1) if self._kind == "s" else -1
                known = 0 <= at < len(self._shared)
                self.texts[self._row, self._column] = self._shared[at].text if known else self._text
            case "formula" if self._rule is not None:
                self._rule = replace(self._rule, formulas=(*self._rule.formulas, self._text))
            case "cfRule" if self._rule is not None:
                self.found.append(self._rule)
                self._rule = None
            case _:
                pass

    def text(self, text: str) -> None:
        self._text += text


class _Cells:
    """Takes in the cells of a sheet.

    Attributes:
        found: those of which something is struck through.
    """

    def __init__(self, styles: frozenset[int], shared: list[Runs], limits: Limits) -> None:
        self.found: dict[Position, StruckCell] = {}
        self._styles, self._shared, self._limits = styles, shared, limits
        self._row = self._column = -1
        self._kind, self._value = "", ""
        self._is_struck = self._is_open = False
        self._own = RichTexts()

    @classmethod
    def of(
        cls, xml: bytes, styles: frozenset[int], shared: list[Runs], limits: Limits
    ) -> Mapping[Position, StruckCell]:
        """Return the cells of a sheet of which something is struck through."""
        cells = cls(styles, shared, limits)
        parse_xml(xml, cells.start, cells.end, cells.text)
        return cells.found

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "row":
                self._row, self._column = as_count(attributes.get("r"), self._row + 2) - 1, -1
            case "c":
                place = position_of(attributes.get("r", ""))
                self._row, self._column = place or (self._row, self._column + 1)
                self._kind, self._value = attributes.get("t", "n"), ""
                self._is_struck = as_count(attributes.get("s", "0"), 0) in self._styles
                self._own = RichTexts()
            case "v":
                self._is_open = True
            case _:
                self._own.start(name, attributes)

    def end(self, name: str) -> None:
        match name:
            case "v":
                self._is_open = False
            case "c":
                self._end_cell()
            case _:
                self._own.end(name)

    def text(self, text: str) -> None:
        if self._is_open:
            self._value += text
        self._own.text(text)

    def _end_cell(self) -> None:
        if self._row >= self._limits.rows or self._column >= self._limits.columns:
            return
        found = StruckCell() if self._is_struck and self._value else None
        runs = self._runs()
        if runs is not None:
            found = runs.of_cell(is_struck=self._is_struck)
        if found is not None:
            self.found[self._row, self._column] = found

    def _runs(self) -> Runs | None:
        """Return the text of the cell in runs, None where it has none."""
        if self._own.texts:
            return self._own.texts[-1]
        at = as_count(self._value, -1) if self._kind == "s" else -1
        return self._shared[at] if 0 <= at < len(self._shared) else None
