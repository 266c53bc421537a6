"""What a form says while someone types: Excel's own validations, conditional formats and the counting line.

Only rules that survive every program's save are used (measured): validations one to a column range, lists from
a sheet range, and formula rules with solid fills. Words of the template stand in formulas as quoted literals,
so they are never read as a formula, and they still work when the sheet is copied into another workbook.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportkit.address import column_letters
from reportkit.forms.issue import joined, number_text
from reportkit.language.text import MAX_CELL, visible
from reportkit.language.words import Lang, Words
from reportkit.model import Choice, Field, FieldType, Required, Status
from reportkit.workbook.book import Sheet

MISSING: dict[str, object] = {"bg_color": "#F9CB9C"}
"""Fill of a cell that must be filled in and is not."""
WRONG: dict[str, object] = {"bg_color": "#E6A09A", "font_color": "#7F0000", "bold": True}
"""Fill of a cell that cannot be right."""

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
_NUMBERS = (FieldType.INTEGER, FieldType.NUMBER, FieldType.PERCENT, FieldType.MONEY)
_DAYS = (FieldType.DATE, FieldType.MONTH)
_MAX_LITERAL = 255
_MAX_CONDITION = 2_000
_MAX_COUNT = 1_500
_MANY = 20
_FAR = Decimal(10) ** 15

_NOT_WHOLE = Words("Please type a whole number{range}, digits only.", "请填整数{range}，只填数字。")
_NOT_NUMBER = Words("Please type a number{range}: digits only, no unit.", "请填数字{range}，不带单位和文字。")
_NOT_PERCENT = Words(
    "Please type a number{range}, without a % sign: for 60 % type 60.", "请填数字{range}，不写 % 号：60% 就填 60。"
)
_NOT_DAY = Words("Please type a day such as 2022-11-30.", "请填日期，写成 2022-11-30 这样。")
_NOT_MONTH = Words("Please type a month such as 2022-11.", "请填月份，写成 2022-11 这样。")
_TOO_LONG = Words("At most {n} characters fit here; please shorten the text.", "这里最多填 {n} 字，请精简。")
_NO_CHOICE = Words("Please choose from the list: {choices}.", "请从下拉列表里选：{choices}。")
_BETWEEN = Words(" from {a} to {b}", "（{a} 至 {b}）")
_LEAST = Words(" of at least {a}", "（不小于 {a}）")
_MOST = Words(" of at most {b}", "（不大于 {b}）")
_SEVERAL = Words("Several may be given, with 、 between them.", "可填多项，用顿号“、”隔开。")


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a field stands on a sheet.

    Attributes:
        field: the field.
        column: from 0.
        first: first row, from 0.
        last: last row, from 0.
        source: range of its list (`=_rk!$G$2:$G$7`), "" where it has none.
    """

    field: Field
    column: int
    first: int
    last: int
    source: str = ""

    @property
    def cell(self) -> str:
        """The first cell, its column fixed: what a conditional format speaks of."""
        return f"${column_letters(self.column)}{self.first + 1}"

    @property
    def range(self) -> str:
        """The whole column of answers, fixed."""
        letters = column_letters(self.column)
        return f"${letters}${self.first + 1}:${letters}${self.last + 1}"


def validate(sheet: Sheet, place: Slot, lang: Lang) -> None:
    """Give a column Excel's own validation: its hint where one types, a plain sentence where it is wrong."""
    field = place.field
    title, prompt = field.label.template(lang), field.hint.template(lang)
    corners = (place.first, place.column), (place.last, place.column)
    error = ""
    match field.type:
        case FieldType.CHOICE:
            error = _NO_CHOICE.text(lang, choices=joined(_labels(field.choices, lang), lang))
            sheet.list_of(*corners, place.source, title=title, prompt=prompt, error=error)
            return
        case FieldType.MULTI_CHOICE:
            prompt = f"{prompt}{'' if lang is not Lang.EN or not prompt else ' '}{_SEVERAL.text(lang)}"
            options: dict[str, object] = {"validate": "list", "source": place.source, "show_error": False}
        case FieldType.INTEGER | FieldType.NUMBER | FieldType.PERCENT | FieldType.MONEY:
            options, error = _number_rule(field, lang)
        case FieldType.DATE | FieldType.MONTH:
            options = {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY}
            error = (_NOT_DAY if field.type is FieldType.DATE else _NOT_MONTH).text(lang)
        case _:
            most = min(field.max_length or MAX_CELL, MAX_CELL)
            options = {"validate": "length", "criteria": "<=", "value": most}
            error = _TOO_LONG.text(lang, n=most)
    sheet.validation(*corners, options, title=title, prompt=prompt, error=error)


def _number_rule(field: Field, lang: Lang) -> tuple[dict[str, object], str]:
    kind = "integer" if field.type is FieldType.INTEGER else "decimal"
    low, high = field.minimum, field.maximum
    limits = {
        "validate": kind,
        "criteria": "between",
        "minimum": number_text(-_FAR if low is None else low),
        "maximum": number_text(_FAR if high is None else high),
    }
    words = {FieldType.INTEGER: _NOT_WHOLE, FieldType.PERCENT: _NOT_PERCENT}.get(field.type, _NOT_NUMBER)
    return dict(limits), words.text(lang, range=_range_text(low, high, lang))


def _range_text(low: Decimal | None, high: Decimal | None, lang: Lang) -> str:
    a, b = number_text(low or Decimal(0)), number_text(high or Decimal(0))
    if low is not None and high is not None:
        return _BETWEEN.text(lang, a=a, b=b)
    if low is not None:
        return _LEAST.text(lang, a=a)
    return _MOST.text(lang, b=b) if high is not None else ""


def literal(text: str) -> str:
    """Return a text as a string literal of a formula, its quotes doubled.

    A literal takes 255 characters; the reader of the template keeps labels shorter than that.
    """
    return '"' + visible(text)[:_MAX_LITERAL].replace('"', '""') + '"'


def blank(ref: str) -> str:
    """Return a condition: the cells of `ref` hold nothing but spaces."""
    return f'LEN(TRIM(SUBSTITUTE({ref},"　","")))=0'


def colour(sheet: Sheet, places: Sequence[Slot], lang: Lang) -> None:
    """Mark what cannot be right, then what is missing, in the answers of one sheet as they are typed."""
    begun = f"COUNTA({places[0].cell}:{places[-1].cell})>0"
    for place, formula in (*_contradictions(places, lang, _cell), *_impossible(places, lang, _cell)):
        sheet.condition((place.first, place.column), (place.last, place.column), "=" + formula, WRONG)
    for place in places:
        corners = (place.first, place.column), (place.last, place.column)
        if place.field.required is Required.YES:
            sheet.condition(*corners, f"=AND({begun},{blank(place.cell)})", MISSING)
        when = _when(place, places, lang)
        if when:
            ref, labels = when
            sheet.condition(*corners, f"=AND({_any_of(ref.cell, labels)},{blank(place.cell)})", MISSING)


def missing_count(places: Sequence[Slot], lang: Lang, *, wanted: bool = False) -> str:
    """Return an expression that counts the open required cells (with `wanted`, also those one would like)."""
    levels = (Required.YES, Required.WANTED) if wanted else (Required.YES,)
    parts = []
    wanted_places = [place for place in places if place.field.required in levels]
    # Each column by itself follows when it is moved; many are counted by runs, as a formula has its length.
    runs = _neighbours(wanted_places) if len(wanted_places) > _MANY else [(place, place) for place in wanted_places]
    for first, last in runs:
        parts.append(f"SUMPRODUCT(--({blank(_range(first, last))}))")
    for place in places:
        when = _when(place, places, lang)
        if place not in wanted_places and when:
            ref, labels = when
            chosen = "+".join(f"({ref.range}={literal(label)})" for label in labels)
            parts.append(f"SUMPRODUCT(((0+{chosen})>0)*({blank(place.range)}))")
    return "+".join(parts) or "0"


def wrong_count(places: Sequence[Slot], lang: Lang) -> str:
    """Return an expression that counts the places that cannot be right; a contradiction counts once.

    What has no room in it (many lists of many entries) is still coloured where it stands.
    """
    impossible = sorted((formula for _, formula in _impossible(places, lang, _column)), key=len)
    parts: list[str] = []
    for formula in (*(formula for _, formula in _contradictions(places, lang, _column)[-1:]), *impossible):
        part = f"SUMPRODUCT(--(({formula})>0))"
        if sum(len(other) + 1 for other in parts) + len(part) <= _MAX_COUNT:
            parts.append(part)
    return "+".join(parts) or "0"


def _neighbours(places: Sequence[Slot]) -> list[tuple[Slot, Slot]]:
    """Return the first and the last of each run of columns side by side."""
    runs: list[tuple[Slot, Slot]] = []
    for place in places:
        if runs and runs[-1][1].column == place.column - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _range(first: Slot, last: Slot) -> str:
    return f"{first.range.partition(':')[0]}:{last.range.partition(':')[2]}"


def _cell(place: Slot) -> str:
    return place.cell


def _column(place: Slot) -> str:
    return place.range


# The rules below are arithmetic, `*` for and, `+` for or, so that one text serves a cell and a whole column. Each
# must come out as a number: to Excel, FALSE is greater than 0.
def _contradictions(places: Sequence[Slot], lang: Lang, at: Callable[[Slot], str]) -> list[tuple[Slot, str]]:
    pair = _status_and_percent(places, lang)
    if pair is None:
        return []
    status, percent, done = pair
    s, p, d = at(status), at(percent), literal(done)
    early = f"({s}={d})*ISNUMBER({p})*({p}<100)"
    late = f'({s}<>{d})*({s}<>"")*ISNUMBER({p})*({p}=100)'
    return [(status, f"{early}+{late}"), (percent, f"{early}+{late}")]


def _impossible(places: Sequence[Slot], lang: Lang, at: Callable[[Slot], str]) -> list[tuple[Slot, str]]:
    found = []
    for place in places:
        field, ref = place.field, at(place)
        filled = f"(1-({blank(ref)}))"
        if field.type in _NUMBERS:
            limits = [f"({ref}<{number_text(field.minimum)})"] if field.minimum is not None else []
            limits += [f"({ref}>{number_text(field.maximum)})"] if field.maximum is not None else []
            # Typing 60% gives 0.6, which is hardly ever meant.
            limits += [f"({ref}>0)*({ref}<1)"] if field.type is FieldType.PERCENT else []
            formula = f"{filled}*(1-ISNUMBER({ref}))"
            found.append((place, f"{formula}+ISNUMBER({ref})*({'+'.join(limits)})" if limits else formula))
        elif field.type in _DAYS:
            found.append((place, f"{filled}*(1-ISNUMBER({ref}))"))
        elif field.type is FieldType.CHOICE:
            others = "*".join(f"({ref}<>{literal(label)})" for label in _labels(field.choices, lang))
            # A very long list is left to Excel's own validation.
            found += [(place, f"{filled}*{others}")] if 0 < len(others) <= _MAX_CONDITION else []
        elif field.max_length:
            found.append((place, f"1*(LEN({ref})>{field.max_length})"))
    return found


def _status_and_percent(places: Sequence[Slot], lang: Lang) -> tuple[Slot, Slot, str] | None:
    status = next((p for p in places if p.field.name == "status" and p.field.type is FieldType.CHOICE), None)
    percent = next((p for p in places if p.field.name == "percent" and p.field.type in _NUMBERS), None)
    done = [c for c in status.field.choices if c.name == Status.DONE] if status else []
    return (status, percent, done[0].label.template(lang)) if status and percent and done else None


def _when(place: Slot, places: Sequence[Slot], lang: Lang) -> tuple[Slot, list[str]] | None:
    if place.field.required_when is None:
        return None
    name, choices = place.field.required_when
    ref = next((p for p in places if p.field.name == name), None)
    labels = _labels([c for c in ref.field.choices if c.name in choices], lang) if ref else []
    return (ref, labels) if ref and labels else None


def _any_of(ref: str, labels: Sequence[str]) -> str:
    return f"OR({','.join(f'{ref}={literal(label)}' for label in labels)})"


def _labels(choices: Sequence[Choice], lang: Lang) -> list[str]:
    return [choice.label.template(lang) for choice in choices]
