"""What gives an answer its meaning, its heading, measure and indicator, and whether someone changed it. Pure.

A number under another measure is converted where that is exact, and said so; what was changed otherwise may mean
something else, so that the answer is left out and asked about.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportkit.diagnostics import Code, Diagnostic
from reportkit.fields.numeric import NumberType
from reportkit.fields.reading import At, CellReading, RawCell, verbatim
from reportkit.fields.type_table import type_of
from reportkit.language.amounts import Amount, amount_text, read_amount, split_measure
from reportkit.language.conversion import converted_amount, is_convertible, is_same_measure
from reportkit.language.text import fold, fold_prose, heading_words
from reportkit.language.words import Lang, Words
from reportkit.model import Answer, Field, Target
from reportkit.returns.finding import ReturnedTable
from reportkit.returns.form import IdentifiedForm, Match
from reportkit.returns.form_words import FormWord, words_of
from reportkit.returns.values import read_answer

_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】\n]{1,60})[)）\]】]")
_SIGN = re.compile(r"[%‰‱$¥€£₩±×÷≤≥<>]|(?<=[(\[【])[-+−](?=[)\]】])")
"""Signs that give a number another meaning, wherever they stand; a stroke only alone in brackets."""
_APART = re.compile(r"[,，、;；:：/\s]")
_LEAST_HEADINGS = 2
"""Headings of a row that must be the form's own, so that the others in it are headings at all."""
_HEADING = Words("heading", "表头")
_MEASURE = Words("measure", "单位")
_INDICATOR = Words("indicator", "指标名称")
_NO_MEASURE = Words("no measure", "没有单位")


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed of that which gives an answer its meaning.

    Attributes:
        what: the word for it.
        said: what stands there now.
        wanted: what stood there.
        measure: the other measure that it says, so that the answer may be converted; "" where it says none.
        is_lists: True where the list was changed since the form went out, and the form was not.
    """

    what: Words
    said: str
    wanted: Words
    measure: str = ""
    is_lists: bool = False


def changes(match: Match, item: Field, form: IdentifiedForm) -> Iterator[Change]:
    """Yield what was changed of that which gives the answer of a row in one column its meaning."""
    table = match.table
    if table.heading is not None and not form.is_old:
        text = table.text_at(table.heading, table.columns[item.name])
        is_as_issued = text == item.label.template(form.master.settings.lang)
        found = () if is_as_issued else tuple(_of_heading(text, match, item, form))
        yield from found if found and _is_of_headings(table, form) else ()
    if match.target is not None and type_of(item).is_number:
        yield from _of_target(match, form)


def _is_of_headings(table: ReturnedTable, form: IdentifiedForm) -> bool:
    """Tell whether the row of headings is one: most of what was retyped is then a heading too."""
    texts = ((name, table.text_at(table.heading or 0, column)) for name, column in table.columns.items())
    return sum(form.labels.get(heading_words(text)) == name for name, text in texts) >= _LEAST_HEADINGS


def _of_heading(text: str, match: Match, item: Field, form: IdentifiedForm) -> Iterator[Change]:
    words, own = heading_words(text), {heading_words(item.label.template(lang)) for lang in Lang}
    if not words:
        return
    wanted = verbatim(item.label)
    if not any(_is_part(words, label) for label in own):
        if not type_of(item).is_text or _names_another(words, item, form):
            yield Change(_HEADING, text.strip(), wanted)
    elif type_of(item).is_number:
        parts = _said_beside(text, match, item)
        yield from (Change(_HEADING, text.strip(), wanted, part if is_convertible(part) else "") for part in parts)


def _is_part(words: str, label: str) -> bool:
    """Tell whether a heading is another one shortened: 完成值 of 目前完成值."""
    return words in label


def _names_another(words: str, item: Field, form: IdentifiedForm) -> bool:
    """Tell whether a heading is that of another column of the form."""
    return form.labels.get(words, item.name) != item.name


def _said_beside(text: str, match: Match, item: Field) -> Iterator[str]:
    """Yield what brackets and signs behind a heading say that is not the form's own."""
    own = {fold(part) for lang in Lang for part in _parts(item.label.template(lang))} | set(words_of(FormWord.BESIDE))
    return (part for part in _parts(text) if fold(part) not in own and not _is_measure_of(part, match))


def _parts(text: str) -> list[str]:
    inside = [part for said in _BRACKETS.findall(text) for part in _APART.split(said) if part]
    return inside + _signs(_BRACKETS.sub("", text))


def _signs(text: str) -> list[str]:
    """Return the signs in a text that give a number another meaning."""
    return _SIGN.findall(unicodedata.normalize("NFKC", text))


def _is_measure_of(text: str, match: Match) -> bool:
    return match.target is not None and is_same_measure(text, match.target.measure)


def _of_target(match: Match, form: IdentifiedForm) -> Iterator[Change]:
    """Yield what was changed in the measure and the indicator of a target's row, or in the list since it went out."""
    target, row = match.target, match.row.index
    if target is None:
        return
    said = match.table.text(row, "indicator").strip(), match.table.text(row, "measure").strip()
    earlier = form.reference.said_of(target, form.identity.period)
    issued = next((item for item in earlier if _is_as(said, item)), None)
    indicator, measure = said if issued is None else issued
    is_signed = any(
        sign not in _signs(target.indicator) and not _is_measure_of(sign, match) for sign in _signs(indicator)
    )
    if is_signed or fold_prose(indicator) not in ("", fold_prose(target.indicator)):
        yield Change(_INDICATOR, indicator, _as_words(target.indicator), is_lists=issued is not None)
    if measure and not is_same_measure(measure, target.measure):
        wanted = _as_words(target.measure) if target.measure else _NO_MEASURE
        yield Change(_MEASURE, measure, wanted, measure, is_lists=issued is not None)


def _is_as(said: tuple[str, str], issued: tuple[str, str]) -> bool:
    """Tell whether a row says of its target what a form said when it was handed out."""
    is_one = fold_prose(said[0]) == fold_prose(issued[0]) and _signs(said[0]) == _signs(issued[0])
    return is_one and is_same_measure(said[1], issued[1])


def _as_words(text: str) -> Words:
    return verbatim(Words(text, text, text))


def read_meant(
    item: Field, cell: RawCell, at: At, target: Target | None, changed: Sequence[Change]
) -> tuple[Answer, tuple[Diagnostic, ...]]:
    """Read one cell as an answer to `item`, as `read_answer` does.

    Args:
        item: what the cell is asked for.
        cell: the cell.
        at: its place.
        target: the target whose row it stands in.
        changed: what was changed of that which gives the answer its meaning.

    Returns:
        The answer and its findings; of a number under another measure it is what was asked, where that is exact.
    """
    if not changed or cell.is_empty:
        return read_answer(item, cell, at, target)
    reading = CellReading(item, cell, at, target)
    weighty = [change for change in changed if change.measure or not change.is_lists]
    if not weighty:
        return _reworded(reading, changed[0])
    gravest = min(weighty, key=lambda change: bool(change.measure))
    is_one_measure = gravest.measure and len({split_measure(change.measure) for change in weighty}) == 1
    return _Remeasured(reading, gravest).read() if is_one_measure else _asked(reading, gravest)


def _asked(reading: CellReading, change: Change) -> tuple[Answer, tuple[Diagnostic, ...]]:
    """V30, V38: leave an answer out that may mean something else than was asked."""
    code = Code.V38 if change.is_lists else Code.V30
    finding = reading.find(code, what=change.what, said=change.said, wanted=change.wanted)
    at, written = reading.at, f"{reading.cell.written}（{change.said}）"
    return Answer(reading.field.name, None, written, at.sheet, at.cell, faulty=True), (finding,)


def _reworded(reading: CellReading, change: Change) -> tuple[Answer, tuple[Diagnostic, ...]]:
    """V37: take an answer for what the list calls it now; the office itself has put it so."""
    answer, findings = read_answer(reading.field, reading.cell, reading.at, reading.target)
    if answer.value is None:
        return answer, findings
    return answer, (*findings, _of_list(reading, change, reading.cell.written))


def _of_list(reading: CellReading, change: Change, read: str) -> Diagnostic:
    """V37: the list was changed since the form went out."""
    return reading.find(Code.V37, what=change.what, said=change.said, wanted=change.wanted, read=read)


@dataclass(frozen=True, slots=True)
class _Remeasured:
    """A number under another measure than was asked, on its way to the measure that was.

    Attributes:
        reading: the cell.
        change: what says the other measure.
    """

    reading: CellReading
    change: Change

    def read(self) -> tuple[Answer, tuple[Diagnostic, ...]]:
        """Convert a number that has no measure of its own, or the one that is said; any other speaks for itself."""
        reading, said = self.reading, self.change.measure
        amount = read_amount(reading.cell.written)
        if amount is None or amount.words or not self._is_meant(amount):
            return read_answer(reading.field, reading.cell, reading.at, reading.target)
        value = self._converted(amount)
        if value is None:
            return _asked(reading, self.change)
        # It is shown with its measure, so that nobody asks whether 0.5 of 5 ‰ is meant as a share of one.
        cell = replace(reading.cell, raw=float(value), number_format=f'General"{self._wanted()}"')
        answer, findings = read_answer(reading.field, cell, reading.at, reading.target)
        shown = amount_text(value, self._wanted())
        told = (
            _of_list(reading, self.change, shown)
            if self.change.is_lists
            else reading.find(Code.V28, what=self.change.what, said=said, read=shown)
        )
        written = reading.cell.written if amount.measure else f"{reading.cell.written}{said}"
        return replace(answer, written=written), (*(replace(item, found=written) for item in findings), told)

    def _is_meant(self, amount: Amount) -> bool:
        return not amount.measure or amount.measure == split_measure(self.change.measure)[0]

    def _converted(self, amount: Amount) -> Decimal | None:
        """Return the number in the measure that was asked, None where that is not certain."""
        if amount.scale > 1 and not amount.measure:
            return None  # 3.5万 under 万元 may be either
        return converted_amount(replace(amount, measure=amount.measure or self.change.measure), self._wanted())

    def _wanted(self) -> str:
        kind = type_of(self.reading.field)
        return kind.asked_measure(self.reading) if isinstance(kind, NumberType) else ""
