"""Which formulas may stand in a correction copy: those that reckon with what lies in the file itself. Pure.

Not what is known to be bad is kept out, but what is not known to be harmless: a function must be in the list, a sheet
one of the file's own, and nothing may stand in brackets but a column of a table.
"""

import re
from collections.abc import Collection

from openpyxl.utils import FORMULAE

# Of the functions of 2007 those that ask other programs, servers or whatever a text names.
_REACHING = frozenset({"HYPERLINK", "INDIRECT", "INFO", "RTD", "GETPIVOTDATA"})
_NEWER = frozenset((
    "AGGREGATE", "ARRAYTOTEXT", "BYCOL", "BYROW", "CEILING.MATH", "CEILING.PRECISE", "CHOOSECOLS", "CHOOSEROWS",
    "CONCAT", "COT", "DAYS", "DROP", "EXPAND", "FILTER", "FLOOR.MATH", "FLOOR.PRECISE", "FORMULATEXT", "HSTACK",
    "IFNA", "IFS", "ISFORMULA", "ISOWEEKNUM", "LET", "MAXIFS", "MINIFS", "MODE.MULT", "MODE.SNGL", "NUMBERVALUE",
    "PERCENTILE.EXC", "PERCENTILE.INC", "PERCENTRANK.EXC", "PERCENTRANK.INC", "QUARTILE.EXC", "QUARTILE.INC",
    "RANDARRAY", "RANK.AVG", "RANK.EQ", "SEQUENCE", "SHEET", "SHEETS", "SORT", "SORTBY", "STDEV.P", "STDEV.S",
    "SWITCH", "TAKE", "TEXTAFTER", "TEXTBEFORE", "TEXTJOIN", "TEXTSPLIT", "TOCOL", "TOROW", "UNICHAR", "UNICODE",
    "UNIQUE", "VALUETOTEXT", "VAR.P", "VAR.S", "VSTACK", "WRAPCOLS", "WRAPROWS", "XLOOKUP", "XMATCH", "XOR",
))  # fmt: skip
_FUNCTIONS = frozenset(name for name in FORMULAE if not name.startswith("CUBE")) - _REACHING | _NEWER
_TEXT = re.compile(r'"[^"]*"')
_ERROR = re.compile(r"#(?:REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|N/A|SPILL!|CALC!|GETTING_DATA)")
_QUOTED = re.compile(r"'((?:[^']|'')*+)'(!?)")
_CALL = re.compile(r"(?<![\w.])([\w.]+)\s*\(")
_SHEET = re.compile(r"(?<![\w.])([\w.]+)!")
_PREFIX = re.compile(r"_xlfn\.|_xlws\.", re.IGNORECASE)
_OUTSIDE = frozenset("'|\\!")
_LONGEST = 8_192
"""Characters of a formula (Excel's own limit)."""


def is_harmless(formula: str, sheets: Collection[str]) -> bool:
    """Tell whether a formula, with or without its sign, needs nothing but this file.

    Args:
        formula: as the file has it.
        sheets: names of the file's sheets, folded by `casefold`.
    """
    if len(formula) > _LONGEST:
        return False
    rest = _ERROR.sub(" ", _TEXT.sub(" ", formula))
    named = [part.replace("''", "'") for name, _ in _QUOTED.findall(rest) for part in name.split(":")]
    rest = _PREFIX.sub("", _QUOTED.sub(r" \2", rest).replace(" !", " "))
    named += _SHEET.findall(rest)
    rest = _SHEET.sub(" ", rest)
    if any(name.casefold() not in sheets for name in named) or not _OUTSIDE.isdisjoint(rest):
        return False
    return _has_columns_only(rest) and all(name.upper() in _FUNCTIONS for name in _CALL.findall(rest))


def _has_columns_only(rest: str) -> bool:
    """Tell whether all that stands in brackets are columns of tables: a name stands before them."""
    depth = 0
    for before, sign in zip(" " + rest, rest, strict=False):
        if sign == "[":
            if depth == 0 and not (before.isalnum() or before in "_."):
                return False
            depth += 1
        elif sign == "]":
            depth -= 1
    return True
