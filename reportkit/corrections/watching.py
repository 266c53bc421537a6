"""Colours that go away as a cell is mended: conditional formats of our own, and their removal. Pure.

While a marked cell still holds what was sent, it shows its mark, whatever the form's own formats say; once it holds
something else, it turns green. Only formula rules with solid fills are used: these survive every program's save.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime

from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.language.text import units

MENDED = "FFE2F0D9"
"""Fill of a cell that was changed since it was marked."""

_SIGN = '"reportkit"'
_LITERAL = 200
"""Of a longer text, so many characters and its length are compared; a literal holds 255 at most."""


def watch(sheet: Worksheet, marks: Iterable[tuple[str, object, str]]) -> None:
    """Add the formats of a sheet's marked cells.

    Args:
        sheet: where they stand.
        marks: (address, what a person saw there, fill of its mark) of each cell.
    """
    listed = list(marks)
    kept = [(str(area.sqref), rule) for area in sheet.conditional_formatting for rule in area.rules]
    kept.sort(key=lambda item: item[1].priority)
    rules = ConditionalFormattingList()
    first = [(address, _rule(same(address, sent), fill, stop=True)) for address, sent, fill in listed]
    last = [(address, _rule(f"NOT({same(address, sent)})", MENDED, stop=False)) for address, sent, _ in listed]
    for priority, (place, rule) in enumerate((*first, *kept, *last), 1):
        rule.priority = priority
        rules.add(place, rule)
    sheet.conditional_formatting = rules


def unwatch(sheet: Worksheet) -> None:
    """Take our formats off a sheet."""
    kept = ConditionalFormattingList()
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            if not any(_SIGN in formula for formula in rule.formula):
                kept.add(str(area.sqref), rule)
    sheet.conditional_formatting = kept


def _rule(condition: str, fill: str, *, stop: bool) -> Rule:
    style = DifferentialStyle(fill=PatternFill(bgColor=fill))
    formula = f'AND({_SIGN}<>"",{condition})'
    return Rule("expression", formula=[formula], dxf=style, stopIfTrue=stop or None)


def same(address: str, sent: object) -> str:
    """Return the condition, as a formula, that a cell still holds what was sent."""
    match sent:
        case None | "":
            return f"LEN({address})=0"
        case bool():
            return f"{address}={'TRUE' if sent else 'FALSE'}"
        case int() | float():
            return f"{address}={sent!r}"
        case datetime() | date():
            return f"{address}={to_excel(sent):.15g}"  # type: ignore[no-untyped-call]
        case _:
            return _same_text(address, str(sent))


def _same_text(address: str, text: str) -> str:
    if re.match(r"#[A-Z]", text):  # an error value: comparing with it would be an error again
        return f"ISERROR({address})"
    plain = re.split(r"[\x00-\x1f\U00010000-\U0010ffff]", text)[0][:_LITERAL]
    literal = plain.replace('"', '""')
    if plain == text:
        return f'EXACT({address},"{literal}")'
    return f'AND(LEN({address})={units(text)},EXACT(LEFT({address},{len(plain)}),"{literal}"))'
