"""Cells that a conditional format strikes through (ECMA-376 part 1, 18.3.1.18; OpenDocument 1.3 with calcext). Pure.

Comparisons with a number or a text are worked out, of the cell itself or of one that a formula names. Of any other
condition nobody can tell without the program whether it holds, and whoever sees the cell sees a line: it is asked.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from reportkit.address import Area, Position, position_of
from reportkit.files.struck_cells import StruckCell

Texts = Mapping[Position, str]
"""What stands in the cells of a sheet, as the file has it."""

_FORMULA = re.compile(r"=?(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(=|<>|<=|>=|<|>)(\"[^\"]*\"|-?[0-9.]+)", re.IGNORECASE)
_OPERATORS = {
    "equal": "=", "notEqual": "<>", "greaterThan": ">", "lessThan": "<", "greaterThanOrEqual": ">=",
    "lessThanOrEqual": "<=",
}  # fmt: skip
_MOST_RULES = 50
"""Of a sheet that are looked at."""
_ALWAYS, _NEVER = frozenset({"TRUE", "TRUE()", "1"}), frozenset({"FALSE", "FALSE()", "0"})


@dataclass(frozen=True, slots=True)
class StrikingRule:
    """A rule that strikes cells through.

    Attributes:
        areas: its ranges.
        kind: of its condition: `cellIs`, `expression`, or any other.
        operator: of a comparison, as Office Open XML names it.
        formulas: what it is held against.
    """

    areas: tuple[Area, ...]
    kind: str
    operator: str = ""
    formulas: tuple[str, ...] = ()

    def struck(self, texts: Texts) -> Iterator[tuple[Position, bool]]:
        """Yield the cells that hold something and that it strikes through, or may, with whether that is certain."""
        for place, text in texts.items():
            if text and any(a <= place[0] <= c and b <= place[1] <= d for a, b, c, d in self.areas):
                holds = self._holds(place, texts)
                if holds is not False:
                    yield place, holds is not None

    def _holds(self, place: Position, texts: Texts) -> bool | None:
        """Tell whether its condition holds for a cell, None where that cannot be told."""
        match self.kind, self.formulas:
            case "cellIs", [wanted]:
                return _compared(texts.get(place, ""), _OPERATORS.get(self.operator, ""), wanted)
            case "cellIs", [least, most] if self.operator in ("between", "notBetween"):
                inside = (_compared(texts[place], ">=", least), _compared(texts[place], "<=", most))
                return None if None in inside else all(inside) is (self.operator == "between")
            case "expression", [formula]:
                return self._is_so(formula.strip(), place, texts)
            case _:
                return None

    def _is_so(self, formula: str, place: Position, texts: Texts) -> bool | None:
        plain = formula.removeprefix("=").replace(" ", "").upper()
        if plain in _ALWAYS or plain in _NEVER:
            return plain in _ALWAYS
        found = _FORMULA.fullmatch(formula.replace(" ", ""))
        named = position_of(f"{found[2]}{found[4]}") if found else None
        if found is None or named is None:
            return None
        # References are as seen from the first cell of the ranges, and move along where no $ holds them.
        row = named[0] if found[3] else named[0] + place[0] - min(area[0] for area in self.areas)
        column = named[1] if found[1] else named[1] + place[1] - min(area[1] for area in self.areas)
        return _compared(texts.get((row, column), ""), found[5], found[6])


def _compared(text: str, operator: str, wanted: str) -> bool | None:
    """Compare what stands in a cell with a number or a quoted text; None where it is neither."""
    wanted = wanted.strip().removeprefix("=")
    if wanted[:1] == '"' == wanted[-1:] and operator in ("=", "<>"):
        return (text.casefold() == wanted[1:-1].replace('""', '"').casefold()) is (operator == "=")
    one, other = _number(text), _number(wanted)
    if one is None or other is None:
        return (operator == "<>" if other is not None else None) if operator in ("=", "<>") else None
    order = {"=": one == other, "<>": one != other, "<": one < other, ">": one > other}
    order |= {"<=": one <= other, ">=": one >= other}
    return order.get(operator)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def struck_by_rules(rules: Iterable[StrikingRule], texts: Texts) -> dict[Position, StruckCell]:
    """Return the cells that rules strike through, or may."""
    found: dict[Position, StruckCell] = {}
    for rule in islice(rules, _MOST_RULES):
        for place, is_sure in rule.struck(texts):
            if is_sure or place not in found:
                found[place] = StruckCell(is_sure=is_sure)
    return found
