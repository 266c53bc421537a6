"""What single cells of the master workbook hold: numbers, days, entries of lists, addresses. Pure.

Values are read generously; what had to be put right, and what cannot be read, is told with its cell.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

from reportkit.diagnostics import Code, Diagnostic
from reportkit.language.amounts import Amount, amount_text, exact, in_measure, percent_text, read_amount
from reportkit.language.days import How, read_day, read_day_first, read_serial
from reportkit.language.numerals import read_numeral, tidy
from reportkit.language.text import fold
from reportkit.language.words import Words
from reportkit.master.choices import Choices
from reportkit.master.suggestions import nearest
from reportkit.master.tables import SheetRow, SheetTable
from reportkit.measure import FULL
from reportkit.period import Calendar

T = TypeVar("T", bound=StrEnum)
V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)

_NUMBER = Words("number", "数")
_PERCENT = Words("percent, 0 to 100", "百分数（0 到 100）")
_DAY = Words("date", "日期")
_EMAIL = Words("e-mail address", "电子邮箱")

_LIKE_A_CHOICE = 45
"""Likeness from which an entry of a list is suggested: labels of two characters differ by half in one."""
_ORDINAL = re.compile(r"第?(\d{1,6}|[一二三四五六七八九十百]+)(?:\.0*)?[项条号、.)]*")
# RFC 5321 allows more; what an office types by mistake is caught by this.
_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}")
_BETWEEN_ADDRESSES = re.compile(r"[;,、\s]+")


def match_ordinal(text: str) -> re.Match[str] | None:
    """Match a number that counts by its form: 12, `１２`, `12.`, 第十二项; its numeral is the first group."""
    return _ORDINAL.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", ""))


@dataclass(frozen=True, slots=True)
class Read(Generic[V_co]):
    """What was read of a cell.

    Attributes:
        value: what it means.
        findings: what had to be put right, or cannot be read.
        strange: the column, where what stands there was not understood, or only in part, so that it is carried over as
            it is written.
    """

    value: V_co
    findings: tuple[Diagnostic, ...] = ()
    strange: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entries(Generic[V]):
    """What was read of a sheet.

    Attributes:
        things: what its rows are about, each with its row.
        findings: what had to be put right, or cannot be read.
        left: rows that say nothing that could be used.
    """

    things: tuple[tuple[V, SheetRow], ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    left: tuple[SheetRow, ...] = ()

    @property
    def values(self) -> tuple[V, ...]:
        """What the rows are about."""
        return tuple(thing for thing, _ in self.things)


def together(things: Iterable[tuple[Read[V | None], SheetRow]], *, left: Iterable[SheetRow] = ()) -> Entries[V]:
    """Return what was read row by row as what was read of the sheet; a row that is None says nothing.

    Args:
        things: what each row is about.
        left: rows that were found to say nothing before.
    """
    read = list(things)
    return Entries(
        tuple((item.value, row) for item, row in read if item.value is not None),
        found_in(*(item for item, _ in read)),
        (*left, *(row for item, row in read if item.value is None)),
    )


def found_in(*cells: Read[Any]) -> tuple[Diagnostic, ...]:
    """Return the findings on several cells."""
    return tuple(finding for cell in cells for finding in cell.findings)


def strange_in(*cells: Read[Any]) -> tuple[str, ...]:
    """Return the columns of several cells that were not understood."""
    return tuple(column for cell in cells for column in cell.strange)


def lacks(table: SheetTable, row: SheetRow, *columns: str) -> tuple[Diagnostic, ...]:
    """Return a finding on each of the columns in which nothing stands."""
    return tuple(
        row.finding(Code.M24, column, row=row.number, what=table.plan.column(column).heading)
        for column in columns
        if not row.text(column)
    )


def _wrong(row: SheetRow, column: str, what: Words, example: str | Words, near: str | None = None) -> Read[None]:
    """Tell that a cell holds no `what`."""
    found = row.text(column)
    return Read(
        None, (row.finding(Code.M10, column, found=found, suggestion=near, what=what, example=example),), (column,)
    )


def _mended(row: SheetRow, column: str, wanted: str) -> tuple[Diagnostic, ...]:
    """Tell as what a cell was read."""
    found = row.text(column)
    return (row.finding(Code.M22, column, found=found, suggestion=wanted, wanted=wanted),)


def read_choice(row: SheetRow, column: str, choices: Choices[T]) -> Read[T | None]:
    """Return the entry of a list that is meant, None where the cell is empty or means none of them."""
    text = row.text(column)
    if not text:
        return Read(None)
    table = {fold(spelling): choice for choice in choices.labels for spelling in choices.spellings(choice)}
    choice = table.get(fold(text))
    if choice is not None:
        return Read(choice)
    labels = {fold(label): label for words in reversed(choices.entries) for label in reversed(words.everywhere)}
    near = nearest(text, labels, _LIKE_A_CHOICE)
    example = choices.labels[table[fold(near)]] if near else choices.entries[0]
    return _wrong(row, column, choices.what, example, near)


def read_percent(row: SheetRow, column: str) -> Read[Decimal | None]:
    """Return a share from 0 to 100, with or without its sign; None where the cell is empty or holds none."""
    raw = row.raw(column)
    read = _share(row, column, raw) if isinstance(raw, float) else Read(_written_percent(row, column))
    if read.value is not None and 0 <= read.value <= FULL:
        return read
    return _wrong(row, column, _PERCENT, "40") if row.text(column) else Read(None)


def _share(row: SheetRow, column: str, raw: float) -> Read[Decimal | None]:
    """Return a number as percent: a share of less than one per cent is none, its format was lost."""
    if column in row.percents:
        return Read(tidy(exact(raw) * 100))
    if not 0 < raw < 1:
        return Read(exact(raw))
    number = tidy(exact(raw) * 100)
    return Read(number, _mended(row, column, percent_text(number)))


def read_number(row: SheetRow, column: str, measure: str) -> Read[tuple[Decimal | None, str]]:
    """Return the number in a cell, and the measure that stands there with it."""
    raw, text = row.raw(column), row.text(column)
    if isinstance(raw, float):
        return Read((tidy(exact(raw) * 100), "%") if column in row.percents else (exact(raw), ""))
    if not text:
        return Read((None, ""))
    amount = None if isinstance(raw, bool | date) else read_amount(text)
    value = _in_measure(amount, measure)
    if amount is None or value is None:
        wrong = _wrong(row, column, _NUMBER, "35")
        return Read((None, ""), wrong.findings, wrong.strange)
    if amount.measure or amount.words or amount.scale > 1:
        told = _mended(row, column, amount_text(value, measure or amount.measure))
        return Read((value, amount.measure), told, (column,) if amount.words else ())
    return Read((value, amount.measure))


def read_ordinal(row: SheetRow, column: str, what: Words) -> Read[int | None]:
    """Return a number that counts; None where the cell holds none."""
    text = row.text(column)
    match = match_ordinal(text)
    number = read_numeral(match[1]) if match else None
    if number is not None and number >= 1:
        return Read(int(number))
    return _wrong(row, column, what, "12") if text else Read(None)


def read_date(row: SheetRow, column: str, calendar: Calendar) -> Read[date | None]:
    """Return the day in a cell; a month's end is taken for its last day, and told.

    Args:
        row: the row.
        column: its column.
        calendar: the list's year, of which are days that are written without one.
    """
    raw, text = row.raw(column), row.text(column)
    if isinstance(raw, date):
        return Read(raw.date() if isinstance(raw, datetime) else raw)
    if not text:
        return Read(None)
    if isinstance(raw, float):
        day, certain = read_serial(raw), True
    else:
        read_text = read_day_first if calendar.is_day_first else read_day
        read = read_text(text, calendar.year, calendar.first)
        day, certain = (read.day, read.how is How.EXACT) if read else (None, False)
    if day is None:
        return _wrong(row, column, _DAY, f"{calendar.year or 2022}-06-30")
    return Read(day, () if certain else _mended(row, column, day.isoformat()))


def read_email(row: SheetRow) -> Read[str]:
    """Return the addresses in a cell, `; ` between them; an impossible one is told and left out."""
    text = unicodedata.normalize("NFKC", row.text("email"))
    written = list(filter(None, _BETWEEN_ADDRESSES.split(text)))
    wrong = [address for address in written if not _ADDRESS.fullmatch(address) or ".." in address]
    findings = (
        row.finding(Code.M10, "email", found=address, what=_EMAIL, example="kejiju@yuhang.gov.cn") for address in wrong
    )
    good = "; ".join(address for address in written if address not in wrong)
    return Read(good, tuple(findings), ("email",) if wrong else ())


def _written_percent(row: SheetRow, column: str) -> Decimal | None:
    """Return the number of a percent that is written as a text, with or without its sign."""
    bare = unicodedata.normalize("NFKC", row.text(column)).strip().removesuffix("%")
    amount = None if isinstance(row.raw(column), bool | date) else read_amount(bare)
    return amount.value if amount and not (amount.measure or amount.words) else None


def _in_measure(amount: Amount | None, measure: str) -> Decimal | None:
    if amount is None or not measure:
        return amount.value if amount else None
    return in_measure(amount, measure)
