"""What single cells of the master workbook hold: numbers, days, entries of lists, addresses. Pure.

Values are read generously; what had to be put right, and what cannot be read, is told with its cell.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from reportkit.diagnostics import Code, Diagnostic
from reportkit.language.amounts import Amount, amount_text, exact, in_measure, percent_text, read_amount
from reportkit.language.days import How, read_day, read_serial
from reportkit.language.numerals import read_numeral, tidy
from reportkit.language.text import fold
from reportkit.language.words import Words
from reportkit.master.choices import Choices
from reportkit.master.tables import SheetRow, SheetTable, suggestion
from reportkit.measure import FULL

T = TypeVar("T", bound=StrEnum)

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


@dataclass(slots=True)
class CellReader:
    """Reads cells and keeps what is wrong with them.

    Attributes:
        findings: what was told so far.
        year: the year of days that are written without one, 0 where nobody knows it.
    """

    findings: list[Diagnostic] = field(default_factory=list)
    year: int = 0

    def rows(self, table: SheetTable, column: str) -> Iterator[SheetRow]:
        """Yield the rows of a table that say in `column` what they are about; tell of the others."""
        for row in table.rows:
            if self.needs(table, row, column):
                yield row

    def needs(self, table: SheetTable, row: SheetRow, column: str) -> bool:
        """Tell whether something stands in a column; where nothing does, that is a finding."""
        if not row.text(column):
            self.findings.append(row.finding(Code.M24, column, row=row.number, what=table.plan.column(column).heading))
        return bool(row.text(column))

    def wrong(self, row: SheetRow, column: str, what: Words, example: str | Words, near: str | None = None) -> None:
        """Tell that a cell holds no `what`."""
        found = row.text(column)
        self.findings.append(row.finding(Code.M10, column, found=found, suggestion=near, what=what, example=example))

    def mended(self, row: SheetRow, column: str, wanted: str) -> None:
        """Tell as what a cell was read."""
        found = row.text(column)
        self.findings.append(row.finding(Code.M22, column, found=found, suggestion=wanted, wanted=wanted))

    def choice(self, row: SheetRow, column: str, choices: Choices[T]) -> T | None:
        """Return the entry of a list that is meant, None where the cell is empty or means none of them."""
        text = row.text(column)
        if not text:
            return None
        table = {fold(spelling): choice for choice in choices.labels for spelling in choices.spellings(choice)}
        choice = table.get(fold(text))
        if choice is None:
            near = suggestion(
                text, [label for words in choices.entries for label in (words.zh, words.en)], _LIKE_A_CHOICE
            )
            example = choices.labels[table[fold(near)]] if near else choices.entries[0]
            self.wrong(row, column, choices.what, example, near)
        return choice

    def percent(self, row: SheetRow, column: str) -> Decimal | None:
        """Return a share from 0 to 100, with or without its sign; None where the cell is empty or holds none."""
        raw = row.raw(column)
        number = self._share(row, column, raw) if isinstance(raw, float) else _written_percent(row, column)
        if number is not None and 0 <= number <= FULL:
            return number
        if row.text(column):
            self.wrong(row, column, _PERCENT, "40")
        return None

    def _share(self, row: SheetRow, column: str, raw: float) -> Decimal:
        """Return a number as percent: a share of less than one per cent is none, its format was lost."""
        if column in row.percents:
            return tidy(exact(raw) * 100)
        if not 0 < raw < 1:
            return exact(raw)
        number = tidy(exact(raw) * 100)
        self.mended(row, column, percent_text(number))
        return number

    def amount(self, row: SheetRow, column: str, measure: str) -> tuple[Decimal | None, str]:
        """Return the number in a cell, and the measure that stands there with it."""
        raw, text = row.raw(column), row.text(column)
        if isinstance(raw, float):
            return (tidy(exact(raw) * 100), "%") if column in row.percents else (exact(raw), "")
        if not text:
            return None, ""
        amount = None if isinstance(raw, bool | date) else read_amount(text)
        value = _in_measure(amount, measure)
        if amount is None or value is None:
            self.wrong(row, column, _NUMBER, "35")
            return None, ""
        if amount.measure or amount.words or amount.scale > 1:
            self.mended(row, column, amount_text(value, measure or amount.measure))
        return value, amount.measure

    def ordinal(self, row: SheetRow, column: str, what: Words) -> int | None:
        """Return a number that counts; None where the cell holds none."""
        text = row.text(column)
        match = match_ordinal(text)
        number = read_numeral(match[1]) if match else None
        if number is not None and number >= 1:
            return int(number)
        if text:
            self.wrong(row, column, what, "12")
        return None

    def day(self, row: SheetRow, column: str) -> date | None:
        """Return the day in a cell; a month's end is taken for its last day, and told."""
        raw, text = row.raw(column), row.text(column)
        if isinstance(raw, date):
            return raw.date() if isinstance(raw, datetime) else raw
        if not text:
            return None
        if isinstance(raw, float):
            day, certain = read_serial(raw), True
        else:
            read = read_day(text, self.year)
            day, certain = (read.day, read.how is How.EXACT) if read else (None, False)
        if day is None:
            self.wrong(row, column, _DAY, "2022-06-30")
        elif not certain:
            self.mended(row, column, day.isoformat())
        return day

    def email(self, row: SheetRow) -> str:
        """Return the addresses in a cell, `; ` between them; an impossible one is told and left out."""
        text = unicodedata.normalize("NFKC", row.text("email"))
        good = []
        for address in filter(None, _BETWEEN_ADDRESSES.split(text)):
            if _ADDRESS.fullmatch(address) and ".." not in address:
                good.append(address)
            else:
                found = row.finding(Code.M10, "email", found=address, what=_EMAIL, example="kejiju@yuhang.gov.cn")
                self.findings.append(found)
        return "; ".join(good)


def _written_percent(row: SheetRow, column: str) -> Decimal | None:
    """Return the number of a percent that is written as a text, with or without its sign."""
    bare = unicodedata.normalize("NFKC", row.text(column)).strip().removesuffix("%")
    amount = None if isinstance(row.raw(column), bool | date) else read_amount(bare)
    return amount.value if amount and not (amount.measure or amount.words) else None


def _in_measure(amount: Amount | None, measure: str) -> Decimal | None:
    if amount is None or not measure:
        return amount.value if amount else None
    return in_measure(amount, measure)
