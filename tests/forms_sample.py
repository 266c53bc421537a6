"""A small list and its form, for the tests of the form."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from reportkit.forms.assign import Assignment
from reportkit.forms.form import write_form
from reportkit.forms.template import default_template
from reportkit.language.words import Lang
from reportkit.model import (
    Answer,
    Entry,
    Kind,
    Master,
    Op,
    Role,
    Settings,
    Target,
    Task,
    Template,
    Unit,
    UnitRef,
)
from reportkit.period import Period
from reportkit.workbook.style import OURS, HouseStyle

SECRET = b"0123456789abcdef0123456789abcdef"
PERIOD = Period.parse("2022-Q2")
DUE = date(2022, 7, 5)

SCIENCE = Unit("U001", "区科技局")
FINANCE = Unit("U002", "区财政局", aliases=("财政局",))
TOWN = Unit("U003", "余杭街道")


def ref(name: str, written: str = "") -> UnitRef:
    return UnitRef(name, written or name)


TASKS = (
    Task(
        3, "一、创新", "创新动力", "入选省级以上研发攻关计划项目15项以上，勇闯“无人区”。", ("顾国煜",),
        (ref("区科技局"),), (ref("各镇街"),),
    ),
    Task(
        4, "一、创新", "主力军", "新增国家高新技术企业500家、科技型中小企业700家。", ("顾国煜", "梅建胜"),
        (ref("区科技局"), ref("区财政局", "区财政局(区国资办)")), (ref("余杭街道"),),
    ),
    Task(9, "二、环境", None, "PM2.5浓度维持在35微克/立方米以下。", ("胡彪",), (ref("区财政局"),), (ref("区科技局"),)),
)  # fmt: skip
TARGETS = (
    Target(3, 1, "研发攻关计划项目", Op.AT_LEAST, Decimal(15), "项", Kind.COUNT, "15项以上"),
    Target(4, 1, "国家高新技术企业", Op.EQUAL, Decimal(500), "家", Kind.COUNT, "500家"),
    Target(4, 2, "科技型中小企业", Op.EQUAL, Decimal(700), "家", Kind.COUNT, "700家"),
    Target(4, 3, "对账销号", Op.EQUAL, None, "", Kind.IMPLICIT, "全部对账销号清零"),
    Target(9, 1, "PM2.5浓度", Op.AT_MOST, Decimal(35), "微克/立方米", Kind.LEVEL, "35微克/立方米以下"),
)
MASTER = Master(
    TASKS,
    TARGETS,
    (SCIENCE, FINANCE, TOWN),
    settings=Settings(organisation="区政府督查室", list_title="2022年重点工作责任分解表", year=2022),
)
SCIENCE_TASKS = Assignment(SCIENCE, Role.LEAD, TASKS[:2])


def last_entry(task: int, *, status: str = "on_track", percent: str = "20", actual: str = "118") -> Entry:
    return Entry(
        task,
        SCIENCE.name,
        Role.LEAD,
        answers={
            "progress": Answer("progress", "一季度新增118家。"),
            "status": Answer("status", status),
            "percent": Answer("percent", Decimal(percent)),
        },
        targets={1: {"actual": Answer("actual", Decimal(actual))}},
    )


def form(
    assignment: Assignment = SCIENCE_TASKS,
    *,
    master: Master = MASTER,
    template: Template | None = None,
    last: Mapping[int, Entry] | None = None,
    lang: Lang | None = None,
    house_style: HouseStyle = OURS,
) -> bytes:
    """Write a form; everything has a plain default."""
    return write_form(
        assignment,
        period=PERIOD,
        due=DUE,
        master=master,
        template=template or default_template(),
        secret=SECRET,
        last=last or {},
        lang=lang,
        house_style=house_style,
    )


def with_field(name: str, **changes: object) -> Template:
    """Return the usual template with one field changed."""
    template = default_template()
    fields = tuple(replace(f, **changes) if f.name == name else f for f in template.fields)  # type: ignore[arg-type]
    return Template(fields, template.version)
