"""Fields that take a day or a month. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from reportkit.diagnostics import Code
from reportkit.fields.answer_type import AnswerType, CellValue, Validation
from reportkit.fields.formulas import filled
from reportkit.fields.reading import CellReading, Understood
from reportkit.language.days import FIRST, LAST, LAST_MINUTE, How, read_day, read_day_first, read_serial
from reportkit.language.text import visible
from reportkit.language.words import Lang, Words, day_text
from reportkit.model import Field, Value

_LAST_MINUTE = time(23, 59)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayType(AnswerType):
    """A day.

    Attributes:
        error: what Excel says of anything else.
    """

    error: Words

    @property
    def number_format(self) -> str:
        """The day as ISO 8601 writes it."""
        return "yyyy-mm-dd"

    def read(self, reading: CellReading) -> Understood:
        """Read a day, exact or asked for."""
        empty = reading.placeholder()
        return _day_of(reading) if empty is None else empty

    def text(self, value: Value, field: Field, lang: Lang) -> str:
        """Return the day as it is written in the language."""
        return day_text(value, lang) if isinstance(value, date) else ""

    def exported(self, value: Value, field: Field, lang: Lang) -> str | None:
        """Return the day as ISO 8601 writes it."""
        return value.isoformat() if isinstance(value, date) else None

    def validation(self, field: Field, source: str, lang: Lang) -> Validation:
        """Let the days in that a reader of returns takes."""
        rule = {"validate": "date", "criteria": "between", "minimum": FIRST, "maximum": LAST}
        return Validation(rule, self.error.text(lang))

    def impossible(self, field: Field, ref: str, lang: Lang) -> str:
        """Mark what is no day: to Excel, a day is a number."""
        return f"{filled(ref)}*(1-ISNUMBER({ref}))"

    def is_impossible(self, value: CellValue, field: Field) -> bool:
        """Tell nothing of a day: what we write is one."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthType(DayType):
    """A month, kept as text of ISO 8601: `2022-06`."""

    @property
    def number_format(self) -> str:
        """The month as ISO 8601 writes it."""
        return "yyyy-mm"

    def read(self, reading: CellReading) -> Understood:
        """Read a month; a day of it will do."""
        empty = reading.placeholder()
        if empty is not None:
            return empty
        raw = reading.cell.raw
        text = visible(raw) if isinstance(raw, str) else ""
        vague = read_day(text, reading.at.year, reading.at.first_month) if text else None
        read = Understood(vague.day) if vague and vague.day else _day_of(reading)
        if not isinstance(read.value, date):
            return read
        month = f"{read.value:%Y-%m}"
        is_fixed = reading.cell.written != month
        return Understood(month, (reading.find(Code.V08, date=month),) if is_fixed else ())

    def text(self, value: Value, field: Field, lang: Lang) -> str:
        """Return the month as ISO 8601 writes it."""
        return value if isinstance(value, str) else ""

    def exported(self, value: Value, field: Field, lang: Lang) -> str | None:
        """Return the month as ISO 8601 writes it."""
        return value if isinstance(value, str) else None

    def typed(self, value: Value, field: Field, lang: Lang) -> CellValue:
        """Return the first day of the month, as Excel keeps a month that is typed."""
        return date.fromisoformat(f"{value}-01") if isinstance(value, str) else None


def _day_of(reading: CellReading) -> Understood:
    match reading.cell.raw:
        case datetime() as moment:
            return _day_of_moment(reading, moment)
        case date() as day:
            return _day(reading, day)
        case bool() | time() | timedelta():
            return reading.fail(Code.V07, like=_like(reading))
        case float() as number:
            return _day_of_number(reading, number)
        case str() as text:
            return _day_of_text(reading, visible(text))


def _day_of_moment(reading: CellReading, moment: datetime) -> Understood:
    """Read a day with a time; some programs save a midnight as some seconds before it, and so another day."""
    if moment.time() > _LAST_MINUTE:
        return _ask_day(reading, moment.date() + timedelta(days=1))
    return _day(reading, moment.date())


def _day_of_number(reading: CellReading, number: float) -> Understood:
    cell = reading.cell
    if cell.shown is not None and cell.shown.has_words:
        return _day_of_text(reading, cell.written)
    if number != int(number) and FIRST.year <= number <= LAST.year:
        return _ask_day(reading, None)  # 2022.1 may be the first month or the tenth
    day = read_serial(number, date1904=cell.date1904)
    if day is not None and number % 1 > LAST_MINUTE:
        return _ask_day(reading, day + timedelta(days=1))
    return _day(reading, day, fixed=True) if day else reading.fail(Code.V07, like=_like(reading))


def _day_of_text(reading: CellReading, text: str) -> Understood:
    read_text = read_day_first if reading.at.is_day_first else read_day
    read = read_text(text, reading.at.year, reading.at.first_month)
    if read is None:
        return reading.fail(Code.V07, like=_like(reading))
    if read.how is How.IMPOSSIBLE:
        return reading.fail(Code.V10)
    if read.how is How.VAGUE or read.day is None:
        return _ask_day(reading, read.day)
    return _day(reading, read.day, fixed=read.how is How.READ)


def _ask_day(reading: CellReading, day: date | None) -> Understood:
    like = _like(reading) if day is None else day.isoformat()
    return reading.fail(Code.V09, suggestion=day.isoformat() if day else None, like=like)


def _day(reading: CellReading, day: date, *, fixed: bool = False) -> Understood:
    if not FIRST <= day <= LAST:
        return reading.fail(Code.V11, **{"from": FIRST.isoformat(), "to": LAST.isoformat()})
    return Understood(day, (reading.find(Code.V08, date=day),) if fixed else ())


def _like(reading: CellReading) -> str:
    """Return a day as it should be written, one of the year reported on."""
    year = reading.at.year
    return f"{year if FIRST.year <= year <= LAST.year else 2026}-03-15"
