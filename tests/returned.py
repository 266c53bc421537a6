"""A small office for the tests of reading: five tasks, three units, real forms, and hands that edit them."""

import io
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.diagnostics import Diagnostic
from reportkit.forms.assign import assignments
from reportkit.forms.form import write_form
from reportkit.forms.template import default_template
from reportkit.model import (
    Entry,
    Group,
    Kind,
    Leader,
    Master,
    Op,
    Role,
    Settings,
    Target,
    Task,
    Unit,
    UnitRef,
)
from reportkit.period import Period
from reportkit.returns.content import ReturnContent
from reportkit.returns.reading import read_return
from reportkit.returns.reference import Reference
from tests.hands import opened

SECRET = b"a secret of thirty-two bytes ...."
Q2 = Period.parse("2022-Q2")
Q1 = Period.parse("2022-Q1")
SCIENCE, HOUSING, WATER = "区科技局", "区住建局", "区林水局"
_WORK = {
    1: "建设城西科创大走廊核心区，新增国家高新技术企业500家、科技型中小企业700家。",
    2: "深挖浙江大学创新研究院潜力，研发投入增长15%以上。",
    3: "开工建设安置房三十二万平方米，交付十万平方米。",
    4: "加强产学研协同，技术交易总额超6亿元。",
    5: "新建绿道四十公里，PM2.5浓度维持在35微克/立方米以下。",
}
_LEADS = {1: (SCIENCE,), 2: (SCIENCE,), 3: (HOUSING,), 4: (SCIENCE, HOUSING), 5: (WATER,)}


def _refs(*names: str) -> tuple[UnitRef, ...]:
    return tuple(UnitRef(name, name) for name in names)


def _target(task: int, no: int, indicator: str, value: str, measure: str, *, kind: Kind = Kind.COUNT) -> Target:
    op = Op.AT_MOST if measure.startswith("微克") else Op.AT_LEAST
    return Target(task, no, indicator, op, Decimal(value), measure, kind, indicator)


MASTER = Master(
    tasks=tuple(
        Task(no, "一、创新", "厚植创新" if no < 3 else "宜居", work, ("梅建胜",), _refs(*_LEADS[no]), _refs("各部门"))
        for no, work in _WORK.items()
    ),
    targets=(
        _target(1, 1, "国家高新技术企业", "500", "家"),
        _target(1, 2, "科技型中小企业", "700", "家"),
        _target(2, 1, "研发投入增长", "15", "%", kind=Kind.GROWTH),
        _target(4, 1, "技术交易总额", "6", "亿元", kind=Kind.AMOUNT),
        _target(5, 1, "PM2.5浓度", "35", "微克/立方米", kind=Kind.LEVEL),
    ),
    units=(Unit("U001", SCIENCE), Unit("U002", HOUSING, ("区建设局",)), Unit("U003", WATER, ("区林业水利局",))),
    groups=(Group("各部门", (SCIENCE, HOUSING, WATER)),),
    leaders=(Leader("梅建胜", 1),),
    settings=Settings("区督查室", "2022年重点工作责任分解表", 2022),
)
TEMPLATE = default_template()
DESK = Reference(MASTER, TEMPLATE, SECRET)
TASKS, TARGETS = "填报表", "指标"


@cache
def form(unit: str = SCIENCE, period: Period = Q2, role: Role = Role.LEAD, secret: bytes = SECRET) -> bytes:
    """Return the form as it is issued."""
    duty = next(a for a in assignments(MASTER, period, participants=True) if a.unit.name == unit and a.role is role)
    return write_form(duty, period=period, due=date(2022, 7, 5), master=MASTER, template=TEMPLATE, secret=secret)


def saved(book: Workbook) -> bytes:
    """Return the workbook as it is sent."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def edited(data: bytes, change: Callable[[Workbook], None]) -> bytes:
    """Return a workbook after someone's hands were in it."""
    book = opened(data)
    change(book)
    return saved(book)


def sheet(book: Workbook, name: str = TASKS) -> Worksheet:
    """Return a sheet by its name."""
    found = book[name]
    assert isinstance(found, Worksheet)
    return found


def columns(page: Worksheet) -> tuple[int, dict[str, int]]:
    """Return the row of names and the column (from 1) of each name."""
    for row in page.iter_rows():
        names = {cell.value: int(cell.column or 0) for cell in row if isinstance(cell.value, str)}
        if "key" in names:
            return int(row[0].row or 0), names
    raise AssertionError("no row of names")


def row_of(page: Worksheet, mark: str) -> int:
    """Return the row whose key holds `mark`: `.T002.` for a task, `.T002.1.` for a target."""
    for row in page.iter_rows(max_col=page.max_column):
        if any(isinstance(cell.value, str) and mark in cell.value for cell in row):
            return int(row[0].row or 0)
    raise AssertionError(mark)


def put(page: Worksheet, task: int, values: Mapping[str, object], target: int | None = None) -> None:
    """Write values into the row of a task or of a target."""
    _, names = columns(page)
    row = row_of(page, f".T{task:03d}." if target is None else f".T{task:03d}.{target}.")
    for name, value in values.items():
        page.cell(row, names[name]).value = value  # type: ignore[assignment]


@cache
def filled(unit: str = SCIENCE) -> bytes:
    """Return a form filled in well."""

    def fill(book: Workbook) -> None:
        page = sheet(book)
        for no in [no for no, units in _LEADS.items() if unit in units]:
            put(page, no, {"progress": f"任务{no}已完成阶段目标。", "status": "正常推进", "percent": 10 * no})
        for target in MASTER.targets:
            if unit in _LEADS[target.task]:
                value = float(target.value or 0) / 2
                put(sheet(book, TARGETS), target.task, {"actual": value}, target.no)

    return edited(form(unit), fill)


def read(data: bytes, name: str = "回执.xlsx") -> ReturnContent:
    """Read a file at the office's desk."""
    return read_return(data, name, DESK)


def codes(found: ReturnContent) -> list[str]:
    """Return the codes of a reading's findings, in order."""
    return [finding.code.name for finding in found.diagnostics]


def finding(found: ReturnContent, code: str) -> Diagnostic:
    """Return the one finding with a code."""
    (only,) = [item for item in found.diagnostics if item.code.name == code]
    return only


def said(entries: tuple[Entry, ...]) -> dict[int, tuple[object, ...]]:
    """Return what entries say, without where it stands."""
    return {
        entry.task: (
            {name: (answer.value, answer.faulty) for name, answer in entry.answers.items() if answer.written},
            {no: {name: a.value for name, a in row.items()} for no, row in entry.targets.items()},
        )
        for entry in entries
    }


def reported(found: ReturnContent) -> list[int]:
    """Return the tasks whose own row was read."""
    return [entry.task for entry in found.entries if entry.answers]
