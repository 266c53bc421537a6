"""The rows of the sheet of settings: what each is called, what it does and what it may hold. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reportkit.language.words import Words


class Holds(StrEnum):
    """What a setting holds."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    CYCLE = "cycle"
    SCHEDULE = "schedule"
    LANGUAGE = "language"
    PAPER = "paper"
    COLUMNS = "columns"


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the sheet of settings.

    Attributes:
        key: name of the attribute of `Settings`.
        label: what it is called.
        meaning: what it does; {usual} stands for the value it has when the cell is empty.
        holds: what kind of value.
        least: the least number.
        most: the greatest number.
    """

    key: str
    label: Words
    meaning: Words
    holds: Holds = Holds.TEXT
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(100)


SETTING_ROWS = (
    Setting(
        "organisation",
        Words("Organisation", "督查单位"),
        Words("The office that issues the forms; printed on every form.", "下发报表的单位，印在每张表上。"),
    ),
    Setting(
        "list_title",
        Words("Title of the list", "任务单标题"),
        Words("Printed on forms and reports.", "印在报表和汇总表上。"),
    ),
    Setting(
        "year",
        Words("Year", "年度"),
        Words(
            "The year of the list; days written without a year are of this year.",
            "任务单的年度；没写年份的日期按这一年算。",
        ),
        Holds.WHOLE,
        Decimal(2000),
        Decimal(2099),
    ),
    Setting(
        "first_month",
        Words("First month of the year", "年度起始月"),
        Words(
            "The month in which the list's year begins, 1 to 12: 4 for a financial year 2025/26 that begins in April "
            "2025 (year: 2025), 9 for a school year. Usual: {usual}.",
            "任务单的年度从几月开始，填 1 到 12：如 2025/26 财政年度从 2025 年 4 月开始，年度填 2025、这里填 4；"
            "学年填 9。默认 {usual}。",
        ),
        Holds.WHOLE,
        Decimal(1),
        Decimal(12),
    ),
    Setting(
        "cycle",
        Words("Reporting cycle", "报送周期"),
        Words("How often units report. Usual: {usual}.", "单位多久报一次。默认 {usual}。"),
        Holds.CYCLE,
    ),
    Setting(
        "due_day",
        Words("Due day", "报送截止日"),
        Words(
            "Returns are due by this day of the month after the period; of a week or half-month so many days after its "
            "end. Usual: {usual}.",
            "报送期结束后，次月几日前报送；按周、按半月报送的，为结束后几天内。默认 {usual}。",
        ),
        Holds.WHOLE,
        Decimal(1),
        Decimal(28),
    ),
    Setting(
        "yellow",
        Words("Yellow from", "黄灯线"),
        Words(
            "Points behind the share of the year that has passed, beyond which a light is yellow. Usual: {usual}.",
            "落后序时进度超过多少个百分点亮黄灯。默认 {usual}。",
        ),
        Holds.NUMBER,
    ),
    Setting(
        "red",
        Words("Red from", "红灯线"),
        Words(
            "Points behind beyond which it is red; more than for yellow. Usual: {usual}.",
            "落后超过多少个百分点亮红灯，应大于黄灯线。默认 {usual}。",
        ),
        Holds.NUMBER,
    ),
    Setting(
        "due_soon",
        Words("Due soon", "临期天数"),
        Words(
            "An unfinished task turns yellow this many days before its deadline. Usual: {usual}.",
            "离完成时限多少天以内还没完成的，亮黄灯。默认 {usual}。",
        ),
        Holds.WHOLE,
        Decimal(0),
        Decimal(366),
    ),
    Setting(
        "conflict",
        Words("Disagreement", "说法不一"),
        Words(
            "Two lead units whose percents are further apart than this many points disagree. Usual: {usual}.",
            "两家牵头单位报的进度相差超过多少个百分点，列为说法不一。默认 {usual}。",
        ),
        Holds.NUMBER,
    ),
    Setting(
        "language",
        Words("Language", "语言"),
        Words(
            "Language of this workbook, of forms, messages and reports. Names are printed as they are written here.",
            "本工作簿、填报表、通知和汇总表用什么语言文字；名称一律照本工作簿的写法。",
        ),
        Holds.LANGUAGE,
    ),
    Setting(
        "schedule",
        Words("Schedule", "序时进度"),
        Words(
            "Percent expected by the end of each quarter (four numbers) or month (twelve), the last 100: 20, 45, 70, "
            "100. Empty: evenly, the months that have passed of twelve.",
            "各季度末（4 个数）或各月末（12 个数）应达到的百分比，最后为 100，如 20、45、70、100；"
            "不填则按月平均（已过月数÷12）。",
        ),
        Holds.SCHEDULE,
    ),
    Setting(
        "shown_columns",
        Words("Columns shown", "表外列"),
        Words(
            "Headings of columns that you added to the sheet of tasks; forms and reports show them beside each task, "
            "to be read only: Cost, Score. Empty: none.",
            "“任务”表里本单位自己加的列，写上列名（如 投资、分值），填报表和汇总表就在任务旁边照样列出，只看不填；"
            "不填则不列出。",
        ),
        Holds.COLUMNS,
    ),
    Setting(
        "paper",
        Words("Paper", "纸张"),
        Words(
            "What forms and reports are printed on; the larger size is for wide tables. Usual: {usual}.",
            "填报表和汇总表打印用纸，宽表用大的一种。默认 {usual}。",
        ),
        Holds.PAPER,
    ),
)
"""One row for each attribute of `Settings`, in order."""
