"""Reporting periods (报送期): a month, a quarter, a half-year or a year. Pure."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang, Words

_SHAPE = re.compile(r"(?P<year>\d{4})(?:-(?:(?P<month>\d{2})|Q(?P<quarter>\d)|H(?P<half>\d)))?", re.IGNORECASE)
_BAD = Words("“{period}” is not a reporting period.", "“{period}”不是一个报送期。")
_BAD_HINT = Words(
    "Write a month (2022-06), a quarter (2022-Q1 to 2022-Q4), a half-year (2022-H1, 2022-H2) or a year (2022).",
    "请写成月份（2022-06）、季度（2022-Q1 至 2022-Q4）、半年（2022-H1、2022-H2）或年份（2022）。",
)
_CHINESE = "一二三四"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One reporting period; periods are ordered by their end, and of two with one end the shorter comes first.

    Attributes:
        end: its last day.
        months: how many months it covers (1, 3, 6 or 12).
    """

    end: date
    months: int

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read `2022-06`, `2022-Q2`, `2022-H1` or `2022`.

        Raises:
            ReportkitError: the text is no period (`2022-Q5`, `2022-13`, `Q2`).
        """
        match = _SHAPE.fullmatch(text.strip())
        if match is None:
            raise ReportkitError(_BAD, _BAD_HINT, period=text)
        year = int(match["year"])
        last, months = 12, 12
        for group, span in (("month", 1), ("quarter", 3), ("half", 6)):
            if match[group]:
                last, months = int(match[group]) * span, span
        if not (1 <= last <= 12 and 1900 <= year <= 2999):
            raise ReportkitError(_BAD, _BAD_HINT, period=text)
        return cls(date(year, last, monthrange(year, last)[1]), months)

    def __str__(self) -> str:
        number = self.end.month // self.months
        match self.months:
            case 12:
                return f"{self.end.year}"
            case 6:
                return f"{self.end.year}-H{number}"
            case 3:
                return f"{self.end.year}-Q{number}"
            case _:
                return f"{self.end.year}-{number:02d}"

    @property
    def code(self) -> str:
        """The period without its hyphen, as it stands in a form number: `2022Q2`."""
        return str(self).replace("-", "")

    @classmethod
    def from_code(cls, code: str) -> "Period":
        """Read what `code` wrote."""
        return cls.parse(code[:4] + ("-" + code[4:] if code[4:] else ""))

    @property
    def year(self) -> int:
        """The year it belongs to."""
        return self.end.year

    @property
    def begin(self) -> date:
        """Its first day."""
        return date(self.end.year, self.end.month - self.months + 1, 1)

    @property
    def elapsed(self) -> float:
        """The share of the year that has passed at its end, 0 to 1: the baseline of 序时进度."""
        return self.end.month / 12

    def brief(self, lang: Lang) -> str:
        """Return it without its year, for a narrow column: 6月, 二季度, 上半年, 全年; 06, Q2, H1, year."""
        number = self.end.month // self.months
        if lang is Lang.EN:
            return {12: "year", 6: f"H{number}", 3: f"Q{number}"}.get(self.months, f"{number:02d}")
        half = "上半年" if number == 1 else "下半年"
        names = {12: "全年", 6: half, 3: f"{_CHINESE[(number - 1) % 4]}季度", 1: f"{number}月"}
        return names[self.months]

    def label(self, lang: Lang) -> str:
        """Return it as people say it: 2022年第二季度, Q2 2022."""
        number = self.end.month // self.months
        if lang is Lang.EN:
            names = {12: "{y}", 6: "H{n} {y}", 3: "Q{n} {y}", 1: "{y}-{n:02d}"}
        else:
            half = "上" if number == 1 else "下"
            quarter = _CHINESE[number - 1] if self.months == 3 else ""
            names = {
                12: "{y}年度",
                6: "{y}年" + half + "半年",
                3: "{y}年第" + quarter + "季度",
                1: "{y}年{n}月",
            }
        return names[self.months].format(y=self.end.year, n=number)
