"""The sheets of the master workbook: their names, columns, notes and lists, for writing and for reading. Pure.

Whoever edits the workbook sees the words of this page only; the program finds a column by any of its headings.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from reportkit.diagnostics import Severity
from reportkit.language.script import Script
from reportkit.language.words import Words
from reportkit.model import Kind, Op, UnitKind

T = TypeVar("T", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet.

    Attributes:
        name: ASCII name, by which the program knows it.
        heading: what stands above it.
        note: what the note on the heading says.
        width: in characters.
        also: other headings by which it is found.
        needed: True where the sheet cannot be read without it.
        centered: True for short values.
        day: True for dates.
    """

    name: str
    heading: Words
    note: Words
    width: float
    also: tuple[str, ...] = ()
    needed: bool = False
    centered: bool = False
    day: bool = False


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet.

    Attributes:
        name: ASCII name, by which the program knows it.
        title: name of the sheet.
        also: other names by which it is found.
        heading: what stands on top of it.
        advice: the line below, on how it is edited.
        columns: in order.
        a3: True for a sheet that is printed on A3.
    """

    name: str
    title: Words
    also: tuple[str, ...]
    heading: Words
    advice: Words
    columns: tuple[Column, ...]
    a3: bool = False

    @property
    def titles(self) -> tuple[str, ...]:
        """Every name by which it is found; they are compared folded."""
        return (self.title.zh, self.title.en, *self.also)

    def column(self, name: str) -> Column:
        """Return a column by its ASCII name."""
        return next(column for column in self.columns if column.name == name)

    def place(self, name: str) -> int:
        """Return the place of a column from 0, as the workbook is written."""
        return [column.name for column in self.columns].index(name)


TASKS = SheetPlan(
    "tasks",
    Words("Tasks", "任务"),
    ("任务单", "任务表", "任务清单", "重点工作", "责任分解", "责任分解表"),
    Words("{title}", "{title}"),
    Words(
        "One row a task. Several names in a cell: on lines of their own, or with 、 between them. "
        "A task that is dropped stays; fill in the day it was withdrawn.",
        "一行一项任务。一格中有几个名字时，分行写或用“、”隔开。任务撤销时不要删行，填上撤销日期即可。",
    ),
    (
        Column(
            "no",
            Words("No.", "序号"),
            Words(
                "The task's number, the same all year. A task that is added gets the next free number.",
                "任务编号，全年不变。年中新增的任务接着往后编。",
            ),
            6.5,
            ("编号", "任务编号", "任务序号", "任务号", "number", "no"),
            needed=True,
            centered=True,
        ),
        Column(
            "section",
            Words("Section", "板块"),
            Words("The section of the list; repeat it on every row.", "任务所在的板块，每行都写；没有可空着。"),
            17,
            ("章节", "部分", "大类", "领域"),
        ),
        Column(
            "project",
            Words("Project", "项目"),
            Words("The project the task belongs to, if any.", "任务所属的项目，每行都写；没有可空着。"),
            18,
            ("类别", "项目名称", "工作类别"),
        ),
        Column(
            "work",
            Words("Key task", "重点工作"),
            Words("The wording, as it stands in the document.", "任务原文，与文件一致。"),
            64,
            ("工作任务", "任务", "重点任务", "工作内容", "任务内容", "重点工作任务", "主要任务", "work"),
            needed=True,
        ),
        Column(
            "leaders",
            Words("Leaders", "牵头领导"),
            Words(
                "Names as on the sheet of leaders. When a post changes hands, fill in the successor there; "
                "leave the name here.",
                "与“领导”表里的姓名一致。换人时在“领导”表填接任人，这里不必改。",
            ),
            11,
            ("责任领导", "分管领导", "区领导", "市领导", "县领导", "领导"),
            centered=True,
        ),
        Column(
            "leads",
            Words("Lead units", "牵头单位"),
            Words(
                "The first unit speaks for the task and reports on it. A name or another name from the sheet of units; "
                "an office inside the unit may stand behind it in brackets.",
                "第一个单位为主报送。写“单位”表里的名称或别名；内设机构写在括号里，如 区发改局(金融办)。",
            ),
            25,
            ("责任单位", "主办单位", "承办单位", "负责单位", "主要责任单位"),
            needed=True,
        ),
        Column(
            "participants",
            Words("Participants", "主要参与单位"),
            Words(
                "Units that take part, and collectives from the sheet of groups.",
                "参与的单位，也可写“集合”表里的名称，如 各平台、镇街。",
            ),
            28,
            ("参与单位", "配合单位", "协办单位", "协同单位", "责任处室", "participating units"),
        ),
        Column(
            "deadline",
            Words("Deadline", "完成时限"),
            Words("The day it is due; empty for the end of the year.", "完成日期，如 2022-06-30；空着表示年底。"),
            12.5,
            ("完成期限", "截止日期", "完成时间", "时限", "due"),
            centered=True,
            day=True,
        ),
        Column(
            "added",
            Words("Added on", "新增日期"),
            Words("Only for a task added during the year.", "年中新增的任务才填，如 2022-06-01。"),
            12.5,
            ("增加日期", "新增", "新增时间", "added"),
            centered=True,
            day=True,
        ),
        Column(
            "withdrawn",
            Words("Withdrawn on", "撤销日期"),
            Words(
                "The day the task was dropped. From then on it is grey and out of the counts.",
                "撤销任务的日期。此后该行变灰，不再统计。",
            ),
            12.5,
            ("撤销", "取消日期", "调出日期", "撤销时间", "withdrawn"),
            centered=True,
            day=True,
        ),
    ),
    a3=True,
)

TARGETS = SheetPlan(
    "targets",
    Words("Targets", "指标"),
    ("指标表", "目标", "目标指标", "量化指标", "目标值"),
    Words("Targets of the tasks", "任务指标"),
    Words(
        "One row a target. Proposed from the wording of the tasks: put right what is wrong, delete what is none, "
        "add what is missing.",
        "一行一个指标，由任务原文提出，供核对：不对的改，不是指标的删，漏的补。",
    ),
    (
        Column(
            "task",
            Words("Task no.", "任务序号"),
            Words("Number of the task, as on the sheet of tasks.", "与“任务”表的序号一致。"),
            9,
            ("任务编号", "任务号", "任务", "task"),
            needed=True,
            centered=True,
        ),
        Column(
            "no",
            Words("Target no.", "指标序号"),
            Words(
                "1, 2, 3 … within the task, the same all year; empty for the next free number.",
                "在该任务里的第几个指标，全年不变；空着则自动往后编。",
            ),
            9,
            ("指标编号", "序号", "编号", "no", "number"),
            centered=True,
        ),
        Column(
            "indicator",
            Words("Indicator", "指标"),
            Words("What is counted or measured.", "数什么、量什么，如 新增国家高新技术企业。"),
            36,
            ("指标名称", "指标内容", "目标名称"),
            needed=True,
        ),
        Column(
            "op",
            Words("Comparison", "比较"),
            Words("Choose from the list. Empty: the value is to be reached.", "从列表选。空着按“达到”。"),
            12,
            ("比较方式", "比较符", "op"),
            centered=True,
        ),
        Column(
            "value",
            Words("Value", "目标值"),
            Words(
                "A number, in the measure beside it: 8 % is 8, 35,000 with the measure 万亩 is 3.5. "
                "Empty for an aim without a digit.",
                "填数字，与右边的计量单位相配：8% 填 8，3.5万亩填 3.5。没有数字的指标空着。",
            ),
            12,
            ("数值", "目标数", "value"),
            centered=True,
        ),
        Column(
            "measure",
            Words("Measure", "计量单位"),
            Words("家, 个, 亿元, 万亩, % …", "家、个、亿元、万亩、% 等。"),
            12,
            ("单位", "计量", "measure"),
            centered=True,
        ),
        Column(
            "kind",
            Words("Kind", "类型"),
            Words(
                "count and amount are held against the share of the year that has passed; level, ratio and growth "
                "against the value itself; scope, stretch and implicit are shown only.",
                "数量、总量：按时间进度衡量。水平、比率、增速：直接与目标值比。范围、力争、定性：只显示，不计亮灯。",
            ),
            10,
            ("指标类型", "类别", "kind"),
            centered=True,
        ),
        Column(
            "quote",
            Words("Words of the list", "原文"),
            Words("The words that say so.", "任务原文里的话，便于核对。"),
            46,
            ("任务原文", "出处", "quote"),
        ),
    ),
)

MILESTONES = SheetPlan(
    "milestones",
    Words("Milestones", "节点"),
    ("节点表", "时间节点", "里程碑", "进度安排", "进度节点", "milestone"),
    Words("Milestones of the tasks", "任务节点"),
    Words(
        "One row a step, for tasks that do not go evenly through the year. What is expected by a day follows the "
        "percents; empty for all other tasks.",
        "一行一个节点，只给不是匀速推进的任务填。有比例的，序时进度按节点折算；不填的任务按月平均。",
    ),
    (
        Column(
            "task",
            Words("Task no.", "任务序号"),
            Words("Number of the task, as on the sheet of tasks.", "与“任务”表的序号一致。"),
            9,
            ("序号", "任务编号", "任务号", "任务", "编号", "task"),
            needed=True,
            centered=True,
        ),
        Column(
            "day",
            Words("Day", "节点日期"),
            Words("The day the step is due, 2022-06-30.", "到哪一天为止，如 2022-06-30。"),
            13,
            ("日期", "时间", "时间节点", "节点时间", "day"),
            needed=True,
            centered=True,
            day=True,
        ),
        Column(
            "percent",
            Words("Done by then, %", "应完成（%）"),
            Words(
                "Share of the year's work that is done by then: 40 for 40 %. Empty where only words say it.",
                "到这一天应完成全年任务的百分之几，40% 填 40。没有比例的空着。",
            ),
            12,
            ("应完成比例", "完成比例", "进度", "应达进度", "比例", "percent"),
            centered=True,
        ),
        Column(
            "words",
            Words("What is done by then", "节点要求"),
            Words("What is to be done by then.", "到这一天要做到什么，如 完成招标。"),
            56,
            ("要求", "内容", "工作内容", "节点内容", "节点任务", "what"),
        ),
    ),
)

UNITS = SheetPlan(
    "units",
    Words("Units", "单位"),
    ("单位名单", "单位表", "责任单位", "单位名称"),
    Words("Units", "单位名单"),
    Words(
        "One row a unit. One unit gets one form, whatever the tasks call it: write its other names beside it.",
        "一行一家单位。同一家单位有几种写法时，规范名称之外的都填进“别名”，这样只发一张表。",
    ),
    (
        Column(
            "code",
            Words("Code", "代码"),
            Words(
                "Stands in the form numbers. Never change it; a new unit gets the next free one, U070 for example.",
                "印在表号里，不要改动。新增单位填下一个没用过的，如 U070。",
            ),
            9,
            ("单位代码", "编码", "编号", "code"),
            centered=True,
        ),
        Column(
            "name",
            Words("Name", "单位名称"),
            Words("The name on forms and reports.", "规范名称，下发的表和汇总都用它。"),
            32,
            ("单位", "规范名称", "全称", "名称", "canonical name"),
            needed=True,
        ),
        Column(
            "aliases",
            Words("Other names", "别名"),
            Words(
                "Every other way the list writes it, on lines of their own or with 、 between them.",
                "任务里的其他写法，分行写或用“、”隔开，如 区数管局。",
            ),
            32,
            ("其他名称", "简称", "曾用名", "aliases"),
        ),
        Column(
            "kind",
            Words("Kind", "类别"),
            Words("Choose from the list.", "从列表选。"),
            10,
            ("类型", "单位类别", "单位类型", "kind"),
            centered=True,
        ),
        Column(
            "contact",
            Words("Contact", "联系人及电话"),
            Words("Whom to call when something is missing.", "催报时找谁，如 王某 0571-12345678。"),
            24,
            ("联系人", "联系方式", "联系电话", "电话", "contact"),
        ),
        Column(
            "email",
            Words("E-mail", "电子邮箱"),
            Words("Where the form is sent; several with ; between them.", "表发到哪里；有几个用“;”隔开。"),
            28,
            ("邮箱", "电子邮件", "邮件", "email"),
        ),
        Column("remarks", Words("Remarks", "备注"), Words("Whatever helps.", "随便记。"), 24, ("说明", "remarks")),
    ),
)

GROUPS = SheetPlan(
    "groups",
    Words("Groups", "集合"),
    ("集合名称", "集合表", "统称", "单位集合"),
    Words("Groups of units", "集合名称"),
    Words(
        "Names in the tasks that stand for several units. Leave the members empty where nothing says who is meant.",
        "任务里代表好几家单位的说法，如 各镇街。没有写明是哪些单位的（如 有关镇街），成员空着。",
    ),
    (
        Column(
            "name",
            Words("Group", "集合名称"),
            Words("As the tasks write it.", "与任务里的写法一致。"),
            28,
            ("集合", "名称", "统称", "name"),
            needed=True,
        ),
        Column(
            "members",
            Words("Members", "成员单位"),
            Words(
                "Units from the sheet of units; a group inside a group will do, too.",
                "“单位”表里的单位，分行写或用“、”隔开；也可以写另一个集合。",
            ),
            92,
            ("成员", "包含单位", "包括", "members"),
            needed=True,
        ),
    ),
)

LEADERS = SheetPlan(
    "leaders",
    Words("Leaders", "领导"),
    ("领导名单", "牵头领导", "区领导"),
    Words("Leaders", "领导名单"),
    Words(
        "In order of rank. When a post changes hands, fill in the successor and give the successor a row; "
        "the tasks stay as they are.",
        "按排名先后。换人时在原任一行填“接任人”，并给接任人加一行；任务表不必改。",
    ),
    (
        Column(
            "order",
            Words("Order", "排序"),
            Words("1, 2, 3 …: the order in reports.", "1、2、3……，汇总表里的先后。"),
            8,
            ("顺序", "次序", "序号", "排名", "order"),
            centered=True,
        ),
        Column(
            "name",
            Words("Name", "姓名"),
            Words("As the tasks write it.", "与任务里的写法一致。"),
            16,
            ("领导", "领导姓名", "牵头领导", "name"),
            needed=True,
            centered=True,
        ),
        Column(
            "title", Words("Post", "职务"), Words("Post, as reports print it.", "汇总表里印的职务。"), 32, ("title",)
        ),
        Column(
            "successor",
            Words("Successor", "接任人"),
            Words(
                "Who holds the post now: takes over all tasks of this row's leader.",
                "现在由谁接任；本行领导的任务全部转给接任人。",
            ),
            16,
            ("继任", "继任者", "继任人", "接替人", "successor"),
            centered=True,
        ),
        Column(
            "email",
            Words("E-mail", "电子邮箱"),
            Words("Where the leader's workbook is sent.", "分领导汇总表发到哪里。"),
            32,
            ("邮箱", "电子邮件", "邮件", "email"),
        ),
    ),
)

WAIVERS = SheetPlan(
    "waivers",
    Words("Waivers", "豁免"),
    ("豁免表", "放宽", "waiver"),
    Words("Waivers", "豁免"),
    Words(
        "What the office does not insist on for a while: one row a unit and field. It holds for rounds that are due "
        "by its last day.",
        "暂时不强求的填报要求，一行一家单位的一个填报项。报送截止日期在“截止日期”当天或以前的各期有效，过期自动失效。",
    ),
    (
        Column(
            "unit",
            Words("Unit", "单位"),
            Words("Name of the unit, as on the sheet of units.", "单位名称，与“单位”表一致。"),
            26,
            ("单位名称", "责任单位", "unit"),
            needed=True,
        ),
        Column(
            "field",
            Words("Field", "填报项"),
            Words("Heading of the column on the form.", "填报表上那一列的名称，例如：完成进度（%）。"),
            22,
            ("栏目", "项目", "列名", "field"),
            needed=True,
        ),
        Column(
            "code",
            Words("Code", "问题编号"),
            Words(
                "Code of the finding, as in the check report; empty for every finding on the field.",
                "核查结果里的编号，例如 V01；空着表示这一项的各种问题都算。",
            ),
            10,
            ("编号", "代号", "code"),
            centered=True,
        ),
        Column(
            "severity",
            Words("Counts as", "降为"),
            Words("What its findings count as instead.", "这类问题改按什么处理。"),
            10,
            ("程度", "改为", "severity"),
            centered=True,
        ),
        Column(
            "reason",
            Words("Reason", "原因"),
            Words("Why; without a reason it does not hold.", "为什么放宽，必填。"),
            44,
            ("理由", "说明", "reason"),
        ),
        Column(
            "until",
            Words("Until", "截止日期"),
            Words("The last day; without one it does not hold.", "到哪一天为止，必填。"),
            13,
            ("到期日", "有效期至", "until"),
            centered=True,
            day=True,
        ),
    ),
)

SETTINGS = SheetPlan(
    "settings",
    Words("Settings", "设置"),
    ("参数", "设定", "参数设置"),
    Words("Settings", "设置"),
    Words("Fill in the second column; empty means the usual value.", "只改“取值”一列；空着按默认值。"),
    (
        Column(
            "label",
            Words("Setting", "设置项"),
            Words("What is set.", "设什么。"),
            20,
            ("项目", "名称", "设置"),
            needed=True,
        ),
        Column(
            "value",
            Words("Value", "取值"),
            Words("What it is set to.", "填在这里。"),
            40,
            ("值", "内容", "value"),
            needed=True,
        ),
        Column("meaning", Words("Meaning", "说明"), Words("What it does.", "有什么用。"), 72, ("解释", "含义")),
        Column(
            "key",
            Words("Key", "代号"),
            Words("By which the program knows the row; leave it alone.", "程序用的，不要改。"),
            14,
            ("key",),
            centered=True,
        ),
    ),
)

NOTES = SheetPlan(
    "notes",
    Words("To check", "待核"),
    ("待核对", "核对", "导入记录", "notes"),
    Words("To check against the original", "请对照原件核对"),
    Words(
        "What the import guessed or mended. Put it right on the other sheets where it is wrong; "
        "delete the row when it is settled.",
        "导入时推断或修补过的地方。不对的到别的表里改；核对完一条就删掉一行。",
    ),
    (
        Column("code", Words("Code", "代号"), Words("Kind of finding.", "哪一类情况。"), 8, ("code",), centered=True),
        Column(
            "message",
            Words("What was done", "内容"),
            Words("What was guessed or mended.", "推断或修补了什么。"),
            88,
            ("情况", "说明", "message"),
            needed=True,
        ),
        Column(
            "place",
            Words("Place in the original", "原件位置"),
            Words("Line, paragraph or cell of the original.", "原件里的行、段落或单元格。"),
            42,
            ("位置", "place"),
        ),
    ),
)

PLANS = (TASKS, TARGETS, MILESTONES, UNITS, GROUPS, LEADERS, WAIVERS, SETTINGS, NOTES)
"""The sheets in the order of their tabs."""


@dataclass(frozen=True, slots=True)
class Choices(Generic[T]):
    """A drop-down list, and every way in which its entries may be written.

    Attributes:
        what: what is chosen, for messages.
        labels: what stands in the list.
        also: other words that mean the same; they are compared folded.
    """

    what: Words
    labels: Mapping[T, Words]
    also: Mapping[T, tuple[str, ...]]

    def spellings(self, choice: T) -> tuple[str, ...]:
        """Return every text that means `choice`."""
        label = self.labels[choice]
        return (label.zh, label.en, choice.value, *self.also.get(choice, ()))


# A word stands before each sign: a cell that begins with "=" would become a formula when it is typed.
OPS = Choices(
    Words("comparison", "比较方式"),
    {
        Op.AT_LEAST: Words("at least >=", "不少于 ≥"),
        Op.MORE: Words("more than >", "超过 >"),
        Op.AT_MOST: Words("at most <=", "不超过 ≤"),
        Op.LESS: Words("less than <", "低于 <"),
        Op.EQUAL: Words("reach =", "达到 ="),
        Op.ABOUT: Words("about ≈", "约 ≈"),
    },
    {
        Op.AT_LEAST: ("≥", "≧", "=>", "不少于", "不低于", "不小于", "大于等于", "至少", "以上", "at least"),
        Op.MORE: ("超过", "超", "大于", "高于", "突破", "多于", "more than", "more"),
        Op.AT_MOST: ("≤", "≦", "=<", "不超过", "不高于", "不大于", "不多于", "小于等于", "以下", "以内", "at most"),
        Op.LESS: ("低于", "小于", "少于", "不足", "less than", "less"),
        Op.EQUAL: ("==", "达到", "等于", "为", "完成", "reach", "equal"),
        Op.ABOUT: ("≈", "~", "约", "左右", "大约"),
    },
)

KINDS = Choices(
    Words("kind of target", "指标类型"),
    {
        Kind.COUNT: Words("count", "数量"),
        Kind.AMOUNT: Words("amount", "总量"),
        Kind.LEVEL: Words("level", "水平"),
        Kind.RATIO: Words("ratio", "比率"),
        Kind.GROWTH: Words("growth", "增速"),
        Kind.SCOPE: Words("scope", "范围"),
        Kind.STRETCH: Words("stretch", "力争"),
        Kind.IMPLICIT: Words("implicit", "定性"),
    },
    {
        Kind.COUNT: ("个数", "数目", "计数"),
        Kind.AMOUNT: ("金额", "总额"),
        Kind.LEVEL: ("水平值", "绝对值"),
        Kind.RATIO: ("比例", "占比", "率"),
        Kind.GROWTH: ("增长", "增长率", "增幅"),
        Kind.SCOPE: ("对象范围", "规模"),
        Kind.STRETCH: ("力争目标", "争取"),
        Kind.IMPLICIT: ("无数值", "隐含", "定性目标"),
    },
)

LOWERED = Choices(
    Words("degree", "程度"),
    {Severity.WARNING: Severity.WARNING.label, Severity.INFO: Severity.INFO.label},
    {Severity.WARNING: ("请核项", "提醒"), Severity.INFO: ("不提示", "忽略")},
)

UNIT_KINDS = Choices(
    Words("kind of unit", "单位类别"),
    {
        UnitKind.DEPARTMENT: Words("department", "部门"),
        UnitKind.PLATFORM: Words("platform", "平台"),
        UnitKind.TOWN: Words("town", "镇街"),
        UnitKind.COMPANY: Words("state company", "国企"),
        UnitKind.OTHER: Words("other", "其他"),
    },
    {
        UnitKind.DEPARTMENT: ("区级部门", "机关", "科室"),
        UnitKind.PLATFORM: ("开发区", "园区"),
        UnitKind.TOWN: ("镇", "街道", "乡镇", "镇(街道)", "乡镇街道", "镇乡"),
        UnitKind.COMPANY: ("国有企业", "国有公司", "企业", "公司", "company"),
        UnitKind.OTHER: ("其它",),
    },
)


class Cycle(StrEnum):
    """How often units report, as `Settings.cycle` has it."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


CYCLES = Choices(
    Words("reporting cycle", "报送周期"),
    {
        Cycle.MONTH: Words("monthly", "每月"),
        Cycle.QUARTER: Words("quarterly", "每季度"),
        Cycle.HALF: Words("half-yearly", "每半年"),
        Cycle.YEAR: Words("yearly", "每年"),
    },
    {
        Cycle.MONTH: ("月", "月度", "按月", "一月一报"),
        Cycle.QUARTER: ("季", "季度", "每季", "按季", "一季一报"),
        Cycle.HALF: ("半年", "半年度", "按半年", "half-year"),
        Cycle.YEAR: ("年", "年度", "全年", "按年"),
    },
)

SCRIPTS = Choices(
    Words("script", "文字"),
    {Script.SIMPLIFIED: Words("simplified Chinese", "简体"), Script.TRADITIONAL: Words("traditional Chinese", "繁体")},
    {
        Script.SIMPLIFIED: ("简体中文", "简体字", "zh-hans"),
        Script.TRADITIONAL: ("繁体中文", "繁体字", "正体", "zh-hant"),
    },
)


class Holds(StrEnum):
    """What a setting holds."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    CYCLE = "cycle"
    SCHEDULE = "schedule"
    SCRIPT = "script"


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
        "cycle",
        Words("Reporting cycle", "报送周期"),
        Words("How often units report. Usual: {usual}.", "单位多久报一次。默认 {usual}。"),
        Holds.CYCLE,
    ),
    Setting(
        "due_day",
        Words("Due day", "报送截止日"),
        Words(
            "Returns are due by this day of the month after the period. Usual: {usual}.",
            "报送期结束后，次月几日前报送。默认 {usual}。",
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
        "script",
        Words("Script", "文字"),
        Words(
            "Script of forms and reports. Names are always printed as they are written here.",
            "报表和汇总表用简体还是繁体；名称一律照本工作簿的写法。",
        ),
        Holds.SCRIPT,
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
)
"""One row for each attribute of `Settings`, in order."""
