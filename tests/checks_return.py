"""A small round for the tests of correction copies: one unit with three tasks, and its form filled in."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from reportkit.checks.rules import Context, check
from reportkit.corrections.editing import open_book, save_book
from reportkit.corrections.layout import layouts
from reportkit.diagnostics import Diagnostic
from reportkit.forms.assign import assignments
from reportkit.forms.form import write_form
from reportkit.forms.standard import default_template
from reportkit.model import Entry, Kind, Master, Op, Role, Settings, Target, Task, Unit, UnitRef, Verdict
from reportkit.period import Period
from reportkit.returns.reading import read_return
from reportkit.returns.reference import Reference

UNIT = "区经信局"
PERIOD = Period.parse("2022-Q2")
DUE = date(2022, 7, 5)
SECRET = b"s" * 32
TEMPLATE = default_template()
SHEET, TARGETS = "填报表", "指标"
Filled = Mapping[tuple[int, int | None], Mapping[str, object]]


def _task(no: int, work: str) -> Task:
    return Task(no, "经济", None, work, ("张三",), (UnitRef(UNIT, UNIT),), ())


MASTER = Master(
    (_task(3, "新增国家高新技术企业500家。"), _task(5, "改造老旧工业园区。"), _task(7, "建设人工智能小镇。")),
    (
        Target(3, 1, "新增国家高新技术企业", Op.AT_LEAST, Decimal(500), "家", Kind.COUNT, ""),
        Target(3, 2, "省级研发中心", Op.AT_LEAST, Decimal(20), "家", Kind.COUNT, ""),
    ),
    units=(Unit("U007", UNIT),),
    settings=Settings(organisation="督查室", list_title="2022年重点工作责任分解表", year=2022),
)
DESK = Reference(MASTER, TEMPLATE, SECRET)

GOOD: Filled = {
    (3, None): {"progress": "新增国家高新技术企业260家，省级研发中心12家。", "status": "正常推进", "percent": 52},
    (3, 1): {"actual": 260},
    (3, 2): {"actual": 12},
    (5, None): {"progress": "完成招标，三个地块开工。", "status": "正常推进", "percent": 50},
    (7, None): {"progress": "核心区竣工投用。", "status": "已完成", "percent": 100},
}


def form() -> bytes:
    """Return the form as it was issued."""
    duty = assignments(MASTER, PERIOD)[0]
    return write_form(duty, period=PERIOD, due=DUE, master=MASTER, template=TEMPLATE, secret=SECRET)


def filled(data: bytes, *changes: Filled) -> bytes:
    """Return a workbook with values written into the cells of its rows, found by their keys."""
    edited = open_book(data)
    assert edited is not None
    for layout in layouts(edited.book):
        for place, values in (item for change in changes for item in change.items()):
            for name, value in values.items():
                if place in layout.rows and name in layout.columns:
                    edited.book[layout.sheet][f"{layout.columns[name]}{layout.rows[place]}"].value = value
    return save_book(edited)


def assess(data: bytes, name: str = "经信局.xlsx") -> tuple[tuple[Entry, ...], tuple[Diagnostic, ...]]:
    """Read a return and hold it against the rules; the findings of both."""
    reading = read_return(data, name, DESK)
    context = Context(MASTER, TEMPLATE, PERIOD, DUE, UNIT, Role.LEAD, name, MASTER.tasks)
    entries, findings = check(reading.entries, context)
    return entries, (*reading.diagnostics, *findings)


__all__ = ["DESK", "GOOD", "MASTER", "PERIOD", "SHEET", "TARGETS", "Verdict", "assess", "filled", "form"]
