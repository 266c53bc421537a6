"""Fields that take a number: whole, plain, per cent or money. Pure."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from reportkit.data import load
from reportkit.diagnostics import Code
from reportkit.fields.answer_type import AnswerType, CellValue, Validation
from reportkit.fields.formulas import filled
from reportkit.fields.reading import CellReading, Understood
from reportkit.files.number_formats import NumberShown
from reportkit.language.amounts import (
    DIGITS_KEPT,
    Amount,
    amount_text,
    exact,
    in_measure,
    is_percent,
    percent_text,
    plain_text,
    read_amount,
    split_measure,
)
from reportkit.language.conversion import converted_amount, is_convertible, is_counter, must_be_converted
from reportkit.language.numerals import tidy
from reportkit.language.text import fold, squeeze
from reportkit.language.words import Lang, Words
from reportkit.model import Field, Kind, Target, Value

_BETWEEN = Words(" from {a} to {b}", "（{a} 至 {b}）")
_LEAST = Words(" of at least {a}", "（不小于 {a}）")
_MOST = Words(" of at most {b}", "（不大于 {b}）")
_PLAIN = Words("plain numbers", "数字本身")
_BRACKETED = re.compile(r"[(（]([^()（）]{1,12})[)）]\s*$")
_MILLION = Decimal(1_000_000)
_FALL = re.compile(r"[降减減]|回落|负增长|負增長|下滑|下跌|↓")
_FAR = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class _Word:
    """A part of a word that says of an indicator that it may be below zero."""

    word: str


_BELOW_NONE = tuple(fold(row.word) for row in load("below_none_words", _Word))
_FEW_PER_CENT = 5
"""Per cent of an aim below which a number up to 1 may well be what is reached."""
_FAR_BELOW = 20
"""Times that such a number is below its aim where it is hardly what is reached."""
_MOST_SHARE = 2
"""Number up to which a share of all may be meant, as 1.05 of 105 %, where the aim is far above."""
_LEAST_SCALE_ALONE = 10_000
"""Scale from which on one that is smaller than its column's is surely meant as it stands: 5千万 in 亿元."""
_NEAR_AIM = 4
"""Times that a growth is at most above or below its aim where nothing is to be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberType(AnswerType):
    """An exact number.

    Attributes:
        error: what Excel says of anything else; `{range}` is where it must lie.
        like: a number as it should be written, for the findings.
        is_whole: True where nothing may stand behind the point.
        measure: what it is always counted in: %; "" where the field's heading or the target says it.
        is_labelled: True where the heading may say the measure in brackets: 完成投资（万元）.
        low: the least number where the template says none.
        high: the greatest number where the template says none.
    """

    error: Words
    like: str
    is_whole: bool = False
    measure: str = ""
    is_labelled: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    is_number: ClassVar[bool] = True

    def read(self, reading: CellReading) -> Understood:
        """Read a number in the measure that is asked for."""
        raw = reading.cell.raw
        if isinstance(raw, float) and abs(raw) >= DIGITS_KEPT:
            return reading.fail(Code.V22)
        empty = reading.placeholder()
        if empty is not None:
            return empty
        amount = _amount(reading)
        if amount is None:
            return reading.fail(Code.V02, example=self.like)
        figure = _Figure(self, reading, amount, self.asked_measure(reading))
        return self._in_range(reading, figure.read())

    def asked_measure(self, reading: CellReading) -> str:
        """Return the measure in which a cell is asked: the target's, the type's own, or the heading's."""
        if reading.target is not None:
            return reading.target.measure
        match = _BRACKETED.search(reading.field.label.zh) if self.is_labelled else None
        return match[1] if match else self.measure

    def _in_range(self, reading: CellReading, read: Understood) -> Understood:
        value = read.value
        if not isinstance(value, Decimal):
            return read
        if value < 0 and _is_count(reading.target):
            return reading.fail(Code.V39)
        low, high = self.limits(reading.field.minimum, reading.field.maximum)
        is_low, is_high = low is not None and value < low, high is not None and value > high
        if not (is_low or is_high):
            return read
        code = Code.V06 if low is not None and high is not None else Code.V24 if is_low else Code.V25
        return reading.fail(code, **code.wanted(min=_plain(low), max=_plain(high)))

    def limits(self, low: Decimal | None, high: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
        """Return the template's limits, the type's own where it has none."""
        return self.low if low is None else low, self.high if high is None else high

    def text(self, value: Value, field: Field, lang: Lang) -> str:
        """Return a number plainly, a percent with its sign."""
        return amount_text(value, self.measure) if isinstance(value, Decimal) else ""

    def exported(self, value: Value, field: Field, lang: Lang) -> int | float | None:
        """Return a number as JSON has it."""
        return json_number(value) if isinstance(value, Decimal) else None

    def validation(self, field: Field, source: str, lang: Lang) -> Validation:
        """Let numbers within the field's limits in."""
        low, high = field.minimum, field.maximum
        rule = {
            "validate": "integer" if self.is_whole else "decimal",
            "criteria": "between",
            "minimum": plain_text(-_FAR if low is None else low),
            "maximum": plain_text(_FAR if high is None else high),
        }
        return Validation(rule, self.error.text(lang, range=_range_text(low, high, lang)))

    def impossible(self, field: Field, ref: str, lang: Lang) -> str:
        """Mark what is no number, or beyond the limits; typing 60% gives 0.6, which is hardly ever meant."""
        limits = [f"({ref}<{plain_text(field.minimum)})"] if field.minimum is not None else []
        limits += [f"({ref}>{plain_text(field.maximum)})"] if field.maximum is not None else []
        limits += [f"({ref}>0)*({ref}<1)"] if self.measure == "%" else []
        no_number = f"{filled(ref)}*(1-ISNUMBER({ref}))"
        return f"{no_number}+ISNUMBER({ref})*({'+'.join(limits)})" if limits else no_number

    def is_impossible(self, value: CellValue, field: Field) -> bool:
        """Tell whether a number is beyond the limits, or a share where a percent is asked."""
        if not isinstance(value, Decimal):
            return False
        low, high = field.minimum, field.maximum
        is_share = self.measure == "%" and 0 < value < 1
        return is_share or (low is not None and value < low) or (high is not None and value > high)


def _is_count(target: Target | None) -> bool:
    """Tell whether a target counts things, of which there are never fewer than none; a balance or a decline may be."""
    if target is None or target.kind is not Kind.COUNT or is_percent(target.measure) or is_convertible(target.measure):
        return False
    said = fold(f"{target.indicator} {target.quote}")
    return not any(word in said for word in _BELOW_NONE)


@dataclass(frozen=True, slots=True)
class _Figure:
    """An amount that was written, on its way to the number that is asked for."""

    type: NumberType
    reading: CellReading
    amount: Amount
    measure: str

    def read(self) -> Understood:
        """Return the number with what is to be said of it; what it means may have to be asked."""
        value = self._value()
        if value is None:
            return self._ask()
        if self.type.is_whole and value != value.to_integral_value():
            return self.reading.fail(Code.V02, example=self.type.like)
        read = self._fraction(value)
        if self._is_changed(value) and not read.findings:
            return Understood(value, (self.reading.find(Code.V03, read=self._shown(value)),))
        return read

    def _value(self) -> Decimal | None:
        """Return the amount in the measure that is asked for, None where that is not certain."""
        if self.amount.words:
            return None
        if not self.measure and is_counter(self.amount.measure):
            return self.amount.value
        value = in_measure(self.amount, self.measure)
        has_own = value is None and bool(self.amount.measure)
        return converted_amount(self.amount, self.measure) if has_own else value

    def _is_changed(self, value: Decimal) -> bool:
        """Tell whether another number is written, or shown by the words of the cell's format, than is understood."""
        cell = self.reading.cell
        if isinstance(cell.raw, str):
            return squeeze(cell.raw) != plain_text(value)
        if not isinstance(cell.raw, float):
            return False
        shown = cell.shown
        return shown is not None and shown.has_words and value not in (exact(cell.raw), shown.number)

    def _shown(self, value: Decimal) -> str:
        """Say what was read; where it was converted, with the measure it was converted into."""
        return plain_text(value) if value == self.amount.value else amount_text(value, self.measure)

    def _ask(self) -> Understood:
        """Ask whether a number with other words or another measure beside it is what it seems to be."""
        amount, unit_word = self._in_millions(), self.measure or _PLAIN
        guess = in_measure(replace(amount, words=False), self.measure)
        if guess is None and must_be_converted(amount, self.measure):
            return self.reading.fail(Code.V26, unit_word=unit_word)
        if not self._is_understood(amount):
            return self.reading.fail(Code.V60, unit_word=unit_word)
        if guess is None:
            scale = split_measure(self.measure)[1]
            guess = tidy(amount.value / scale) if amount.scale > 1 or amount.measure else amount.value
        text = plain_text(-guess if self._is_fall() else guess)
        return self.reading.fail(Code.V04, suggestion=text, unit_word=unit_word, guess=text)

    def _is_understood(self, amount: Amount) -> bool:
        """Tell whether all that stands beside the number is known, so that it may be said what it seems to be.

        五百 in a column of 万元 may be a number like any other, or leave out the 万.
        """
        target = self.reading.target
        is_growth = target is not None and target.kind is Kind.GROWTH
        name, scale = split_measure(self.measure)
        if not amount.measure and 1 < amount.scale < min(scale, _LEAST_SCALE_ALONE):
            return False
        is_the_same = in_measure(replace(amount, scale=1), self.measure) is not None
        is_counter_too = is_counter(amount.measure) and is_counter(name)
        return amount.is_known(is_growth=is_growth) and (
            is_the_same or is_counter_too or not (name or amount.measure == "%")
        )

    def _in_millions(self) -> Amount:
        """Return the amount, of 1.2m a million times the number: metres are hardly meant where none are asked."""
        amount = self.amount
        if amount.measure != "m" or split_measure(self.measure)[0] == "m":
            return amount
        return replace(amount, value=tidy(amount.value * _MILLION), scale=int(_MILLION), measure="")

    def _is_fall(self) -> bool:
        """Tell whether a growth is written as a fall: 下降3%, where the target is not the fall itself."""
        target, written = self.reading.target, self.reading.cell.written
        if target is None or target.kind is not Kind.GROWTH or _FALL.search(target.indicator):
            return False
        return _FALL.search(written) is not None and "-" not in written

    def _fraction(self, value: Decimal) -> Understood:
        """Decide whether 0.85 in a column of per cent means 85 % or 0.85 %, where nothing says so, or ask."""
        if not self._is_bare_share(value):
            return Understood(value)
        times = tidy(value * 100)
        if abs(value) > 1 or self._may_be_either(times):
            return self.reading.fail(Code.V29, a=percent_text(times), b=percent_text(value))
        chosen, other = (times, value) if value < 1 else (value, times)
        finding = self.reading.find(Code.V05, a=percent_text(chosen), b=percent_text(other))
        return Understood(chosen, (finding,))

    def _is_bare_share(self, value: Decimal) -> bool:
        """Tell whether a number that may be a share stands without % where per cent are asked, far from the aim."""
        if not is_percent(self.measure) or self.amount.measure in {"%", "‰"} or not 0 < abs(value) < _MOST_SHARE:
            return False
        target = self.reading.target
        if target is None or target.value is None:
            return 0 < value <= 1
        aim = abs(target.value)
        if aim < _FEW_PER_CENT or abs(value) > 1:
            return abs(value) * _FAR_BELOW < aim
        return value > 0 or target.kind is Kind.GROWTH

    def _may_be_either(self, times: Decimal) -> bool:
        """Tell whether a hundred times the number is as far from the aim as the number itself."""
        target = self.reading.target
        if target is None or not target.value or (target.kind is not Kind.GROWTH and times > 0):
            return False
        aim = abs(target.value)
        return times < 0 or aim < _FEW_PER_CENT or not aim / _NEAR_AIM <= times <= aim * _NEAR_AIM


def json_number(value: Decimal | None) -> int | float | None:
    """Return an exact number as JSON has it: a whole one without a point."""
    if value is None or not value.is_finite():
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _amount(reading: CellReading) -> Amount | None:
    """Return the amount that a cell shows, None where it shows none."""
    cell = reading.cell
    if isinstance(cell.raw, str):
        return read_amount(cell.raw)
    shown = cell.shown
    if not isinstance(cell.raw, float) or shown is None or shown.is_day:
        return None
    return _amount_shown(shown, exact(cell.raw), cell.written)


def _amount_shown(shown: NumberShown, value: Decimal, written: str) -> Amount | None:
    """Return the amount that a number format makes of a number, uncertain where it is another one than the cell's."""
    if shown.number is None:
        return read_amount(written)
    found = read_amount(written) if shown.has_words else None
    amount = found or Amount(tidy(shown.number), words=shown.has_words)
    is_smaller = abs(shown.number) < abs(value) and amount.value != value
    return replace(amount, words=True, is_doubtful=is_smaller) if shown.is_unlike or is_smaller else amount


def _plain(value: Decimal | None) -> str:
    return "" if value is None else plain_text(value)


def _range_text(low: Decimal | None, high: Decimal | None, lang: Lang) -> str:
    if low is not None and high is not None:
        return _BETWEEN.text(lang, a=plain_text(low), b=plain_text(high))
    if low is not None:
        return _LEAST.text(lang, a=plain_text(low))
    return _MOST.text(lang, b=plain_text(high)) if high is not None else ""
