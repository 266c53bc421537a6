"""What is struck through in the cells of an OpenDocument (1.3, part 3, 16): by styles with parents. Pure.

LibreOffice keeps conditional formats in elements of its own (calcext), each with the style that it applies.
"""

import re
from collections.abc import Mapping

from reportkit.address import Position, areas_of
from reportkit.files.conditional_strikes import StrikingRule, struck_by_rules
from reportkit.files.limits import Limits
from reportkit.files.package import Package
from reportkit.files.struck_cells import Runs, StruckCell, StruckCells
from reportkit.files.xml_events import as_count, attribute_of, parse_xml

_CONTENT, _STYLES, _MOST_STYLES = "content.xml", "styles.xml", 4 * 1024 * 1024
_LINE = b"text-line-through"
_OPERATORS = {
    "=": "equal", "!=": "notEqual", "<>": "notEqual", ">": "greaterThan", "<": "lessThan",
    ">=": "greaterThanOrEqual", "<=": "lessThanOrEqual",
}  # fmt: skip
_COMPARED = re.compile(r'(=|!=|<>|>=|<=|>|<)\s?("[^"]*"|-?[0-9.]+)')
_OF_SHEET = re.compile(r"(?:\$?(?:'[^']{0,60}+'|[^\s.'$:]{1,60}+))?\.(?=\$?[A-Za-z])")
_LONGEST = 500


def struck_in_ods(package: Package, limits: Limits) -> StruckCells:
    """Return the cells of which something is struck through.

    Args:
        package: the OpenDocument.
        limits: rows and columns beyond which nothing is looked at.

    Raises:
        RefusalError: the content unpacks to more than it should.
        DamageError: a part is damaged.
    """
    content, styles = package.part(_CONTENT), package.perhaps(_STYLES, _MOST_STYLES)
    if _LINE not in content and _LINE not in styles:
        return {}
    known = _Styles()
    tables = _Tables(known, limits)
    if styles:
        parse_xml(styles, known.start)
    parse_xml(content, known.start)
    parse_xml(content, tables.start, tables.end, tables.text)
    return tables.found


class _Styles:
    """Takes in the styles of a part, with what each says of a line through its text."""

    def __init__(self) -> None:
        self._said: dict[str, bool] = {}
        self._parents: dict[str, str] = {}
        self._name = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "style":
            self._name = attribute_of(attributes, "name")
            self._parents[self._name] = attribute_of(attributes, "parent-style-name")
            displayed = attribute_of(attributes, "display-name")  # by which conditions name it
            if displayed:
                self._parents.setdefault(displayed, self._name)
        elif name == "text-properties":
            # LibreOffice says of a run only of what type its line is, of a cell also in what style it is drawn.
            said = [attribute_of(attributes, f"text-line-through-{kind}") for kind in ("style", "type")]
            if any(said):
                self._said[self._name] = "none" not in said

    def of(self, name: str) -> bool | None:
        """Return what a style says, or the first of those it is made of; None where none says anything."""
        seen: set[str] = set()
        while name and name not in seen:
            if name in self._said:
                return self._said[name]
            seen.add(name)
            name = self._parents.get(name, "")
        return None


class _Tables:
    """Takes in the tables of `content.xml`.

    Attributes:
        found: the cells of which something is struck through, by name of the sheet and place.
    """

    def __init__(self, styles: _Styles, limits: Limits) -> None:
        self.found: dict[str, dict[Position, StruckCell]] = {}
        self._styles, self._limits = styles, limits
        self._cells: dict[Position, StruckCell] = {}
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._usual: list[str] = []
        self._row_style = ""
        self._is_struck = self._is_open = False
        self._spans: list[bool | None] = []
        self._runs = Runs()
        self._notes = 0
        self._texts: dict[Position, str] = {}
        self._value = ""
        self._target = ""
        self._rules: list[StrikingRule] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "table":
                self._cells = self.found.setdefault(attribute_of(attributes, "name"), {})
                self._row, self._usual = 0, []
                self._texts, self._rules = {}, []
            case "table-column":
                many = min(as_count(attribute_of(attributes, "number-columns-repeated"), 1), self._limits.columns)
                self._usual += [attribute_of(attributes, "default-cell-style-name")] * many
            case "table-row":
                self._column, self._rows = 0, as_count(attribute_of(attributes, "number-rows-repeated"), 1)
                self._row_style = attribute_of(attributes, "default-cell-style-name")
            case "table-cell" | "covered-table-cell":
                self._start_cell(attributes)
            case "conditional-format":
                self._target = attribute_of(attributes, "target-range-address")[:_LONGEST]
            case "condition" if self._styles.of(attribute_of(attributes, "apply-style-name")):
                self._rules.append(_rule(self._target, attribute_of(attributes, "value")[:_LONGEST]))
            case "annotation":
                self._notes += 1
            case "p":
                self._is_open = True
                self._runs.runs += [("\n", None)] if self._runs.runs else []
            case "span":
                self._spans.append(self._styles.of(attribute_of(attributes, "style-name")))
            case _:
                pass

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        self._columns = as_count(attribute_of(attributes, "number-columns-repeated"), 1)
        usual = self._usual[self._column] if self._column < len(self._usual) else ""
        style = attribute_of(attributes, "style-name") or self._row_style or usual
        self._is_struck, self._runs, self._spans = bool(self._styles.of(style)), Runs(), []
        self._value = attribute_of(attributes, "value")

    def end(self, name: str) -> None:
        match name:
            case "table":
                by_rules = struck_by_rules(self._rules, self._texts)
                self._cells |= {place: cell for place, cell in by_rules.items() if place not in self._cells}
            case "table-row":
                self._row += self._rows
            case "table-cell" | "covered-table-cell":
                self._end_cell()
            case "annotation":
                self._notes -= 1
            case "p":
                self._is_open = False
            case "span" if self._spans:
                self._spans.pop()
            case _:
                pass

    def _end_cell(self) -> None:
        found, text = self._runs.of_cell(is_struck=self._is_struck), self._value or self._runs.text
        if text:
            rows = range(self._row, min(self._row + self._rows, self._limits.rows))
            columns = range(self._column, min(self._column + self._columns, self._limits.columns))
            places = [(row, column) for row in rows for column in columns]
            self._texts |= dict.fromkeys(places, text)
            self._cells |= dict.fromkeys(places, found) if found is not None else {}
        self._column += self._columns
        self._runs = Runs()

    def text(self, text: str) -> None:
        if self._is_open and not self._notes:
            own = next((said for said in reversed(self._spans) if said is not None), None)
            self._runs.runs.append((text, own))


def _rule(target: str, condition: str) -> StrikingRule:
    """Return the rule of a condition as LibreOffice writes it: `="完成"`, `formula-is($G7="完成")`."""
    areas = tuple(areas_of(_OF_SHEET.sub("", target)))
    compared = _COMPARED.fullmatch(condition.strip())
    if compared is not None:
        return StrikingRule(areas, "cellIs", _OPERATORS[compared[1]], (compared[2],))
    inside = condition.strip().removeprefix("formula-is(").removesuffix(")")
    formula = _OF_SHEET.sub("", inside.replace("[", "").replace("]", ""))
    return StrikingRule(areas, "expression" if inside != condition.strip() else "", formulas=(formula,))
