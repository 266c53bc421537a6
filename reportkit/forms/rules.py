"""What a form says while someone types: Excel's own validations, conditional formats and the counting line.

Only rules that survive every program's save are used (measured): validations one to a column range, lists from
a sheet range, and formula rules with solid fills. Words of the template stand in formulas as quoted literals,
so they are never read as a formula, and they still work when the sheet is copied into another workbook.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reportkit.address import column_letters
from reportkit.fields.answer_type import Choosing
from reportkit.fields.formulas import blank, literal
from reportkit.fields.type_table import type_of
from reportkit.language.words import Lang
from reportkit.model import UNCHANGED, Field, Required, Status
from reportkit.workbook.sheet import Sheet

MISSING: dict[str, object] = {"bg_color": "#F9CB9C"}
"""Fill of a cell that must be filled in and is not."""
WRONG: dict[str, object] = {"bg_color": "#E6A09A", "font_color": "#7F0000", "bold": True}
"""Fill of a cell that cannot be right."""

_MAX_COUNT = 1_500
_MANY = 20


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
    given = type_of(field).validation(field, place.source, lang)
    title, hint = field.label.template(lang), field.hint.template(lang)
    prompt = (" " if lang is Lang.EN else "").join(filter(None, (hint, given.prompt)))
    corners = (place.first, place.column), (place.last, place.column)
    sheet.validation(*corners, given.rule, title=title, prompt=prompt, error=given.error)


def colour(sheet: Sheet, places: Sequence[Slot], lang: Lang) -> None:
    """Mark what cannot be right, then what is missing, in the answers of one sheet as they are typed."""
    begun, new = f"COUNTA({places[0].cell}:{places[-1].cell})>0", _is_new(places, lang, _cell)
    for place, formula in (*_contradictions(places, lang, _cell), *_impossible(places, lang, _cell)):
        sheet.condition((place.first, place.column), (place.last, place.column), "=" + formula, WRONG)
    for place in places:
        corners = (place.first, place.column), (place.last, place.column)
        if place.field.required is Required.YES:
            sheet.condition(*corners, f"=AND({begun},{blank(place.cell)}{',' if new else ''}{new})", MISSING)
        when = _when(place, places, lang)
        if when:
            ref, labels = when
            sheet.condition(*corners, f"=AND({_any_of(ref, labels)},{blank(place.cell)})", MISSING)


def missing_count(places: Sequence[Slot], lang: Lang, *, wanted: bool = False) -> str:
    """Return an expression that counts the open required cells (with `wanted`, also those one would like)."""
    levels = (Required.YES, Required.WANTED) if wanted else (Required.YES,)
    always = [place for place in places if place.field.required in levels]
    parts = list(_open_counts(always, _is_new(places, lang, _column)))
    sometimes = [place for place in places if place.field.required not in levels]
    parts += [part for place in sometimes if (part := _needed_count(place, places, lang))]
    return "+".join(parts) or "0"


def _open_counts(always: Sequence[Slot], new: str) -> Iterator[str]:
    """Yield expressions that count the open cells of columns, where a condition is given only in rows that meet it."""
    # Each column by itself follows when it is moved; many are counted by runs, as a formula has its length.
    runs = _neighbours(always) if len(always) > _MANY else [(place, place) for place in always]
    for first, last in runs:
        is_open = blank(_range(first, last))
        yield f"SUMPRODUCT(({is_open})*{new})" if new else f"SUMPRODUCT(--({is_open}))"


def _needed_count(place: Slot, places: Sequence[Slot], lang: Lang) -> str:
    """Return an expression that counts the open cells of a column which a choice makes necessary, "" for none."""
    when = _when(place, places, lang)
    if when is None:
        return ""
    ref, labels = when
    chosen = "+".join(f"({type_of(ref.field).chosen(ref.range, label)})" for label in labels)
    return f"SUMPRODUCT(((0+{chosen})>0)*({blank(place.range)}))"


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


# The rules below are arithmetic, as `AnswerType.impossible` has it.
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
    found = ((place, type_of(place.field).impossible(place.field, at(place), lang)) for place in places)
    return [(place, formula) for place, formula in found if formula]


def _status_and_percent(places: Sequence[Slot], lang: Lang) -> tuple[Slot, Slot, str] | None:
    named = {place.field.name: place for place in places}
    status, percent = named.get("status"), named.get("percent")
    if status is None or percent is None:
        return None
    if type_of(status.field).choosing is not Choosing.ONE or not type_of(percent.field).is_number:
        return None
    done = next((choice for choice in status.field.choices if choice.name == Status.DONE), None)
    return (status, percent, done.label.template(lang)) if done else None


def _is_new(places: Sequence[Slot], lang: Lang, at: Callable[[Slot], str]) -> str:
    """Return a condition: the status does not say that nothing is new, so that the row is asked; "" for none."""
    status = next((place for place in places if place.field.name == "status"), None)
    choices = status.field.choices if status else ()
    label = next((choice.label.template(lang) for choice in choices if choice.name == UNCHANGED), None)
    return f"({at(status)}<>{literal(label)})" if status and label else ""


def _when(place: Slot, places: Sequence[Slot], lang: Lang) -> tuple[Slot, list[str]] | None:
    when = place.field.required_when
    if when is None:
        return None
    ref = next((p for p in places if p.field.name == when.field), None)
    labels = [c.label.template(lang) for c in ref.field.choices if c.name in when.choices] if ref else []
    return (ref, labels) if ref and labels else None


def _any_of(ref: Slot, labels: Sequence[str]) -> str:
    return f"OR({','.join(type_of(ref.field).chosen(ref.cell, label) for label in labels)})"
