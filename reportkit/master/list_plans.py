"""The sheets of the master workbook that hold the list: tasks, targets, milestones. Pure.

Whoever edits the workbook sees the words of this page; the other headings by which a column is found are a table.
"""

from reportkit.language.words import Words
from reportkit.master.columns import MasterColumn, SheetPlan

TASKS = SheetPlan(
    "tasks",
    Words("Tasks", "任务"),
    Words("{title}", "{title}"),
    Words(
        "One row a task. Several names in a cell: on lines of their own, or with commas between them. "
        "A task that is dropped stays; fill in the day it was withdrawn.",
        "一行一项任务。一格中有几个名字时，分行写或用“、”隔开。任务撤销时不要删行，填上撤销日期即可。",
    ),
    (
        MasterColumn(
            "no",
            Words("No.", "序号"),
            Words(
                "The task's number, the same all year. A task that is added gets the next free number.",
                "任务编号，全年不变。年中新增的任务接着往后编。",
            ),
            6.5,
            needed=True,
            centered=True,
        ),
        MasterColumn(
            "section",
            Words("Section", "板块"),
            Words("The section of the list; repeat it on every row.", "任务所在的板块，每行都写；没有可空着。"),
            17,
        ),
        MasterColumn(
            "project",
            Words("Project", "项目"),
            Words("The project the task belongs to, if any.", "任务所属的项目，每行都写；没有可空着。"),
            18,
        ),
        MasterColumn(
            "work",
            Words("Key task", "重点工作"),
            Words("The wording, as it stands in the document.", "任务原文，与文件一致。"),
            64,
            needed=True,
        ),
        MasterColumn(
            "leaders",
            Words("Leaders", "牵头领导"),
            Words(
                "Names as on the sheet of leaders. When a post changes hands, fill in the successor there; "
                "leave the name here.",
                "与“领导”表里的姓名一致。换人时在“领导”表填接任人，这里不必改。",
            ),
            11,
            centered=True,
        ),
        MasterColumn(
            "leads",
            Words("Lead units", "牵头单位"),
            Words(
                "The first unit speaks for the task and reports on it. A name or another name from the sheet of units; "
                "an office inside the unit may stand behind it in brackets.",
                "第一个单位为主报送。写“单位”表里的名称或别名；内设机构写在括号里，如 区发改局(金融办)。",
            ),
            25,
            needed=True,
        ),
        MasterColumn(
            "participants",
            Words("Participants", "主要参与单位"),
            Words(
                "Units that take part, and collectives from the sheet of groups.",
                "参与的单位，也可写“集合”表里的名称，如 各平台、镇街。",
            ),
            28,
        ),
        MasterColumn(
            "deadline",
            Words("Deadline", "完成时限"),
            Words("The day it is due; empty for the end of the year.", "完成日期，如 2022-06-30；空着表示年底。"),
            12.5,
            centered=True,
            day=True,
        ),
        MasterColumn(
            "added",
            Words("Added on", "新增日期"),
            Words("Only for a task added during the year.", "年中新增的任务才填，如 2022-06-01。"),
            12.5,
            centered=True,
            day=True,
        ),
        MasterColumn(
            "withdrawn",
            Words("Withdrawn on", "撤销日期"),
            Words(
                "The day the task was dropped. From then on it is grey and out of the counts.",
                "撤销任务的日期。此后该行变灰，不再统计。",
            ),
            12.5,
            centered=True,
            day=True,
        ),
    ),
    a3=True,
)

TARGETS = SheetPlan(
    "targets",
    Words("Targets", "指标"),
    Words("Targets of the tasks", "任务指标"),
    Words(
        "One row a target. Proposed from the wording of the tasks: put right what is wrong, delete what is none, "
        "add what is missing.",
        "一行一个指标，由任务原文提出，供核对：不对的改，不是指标的删，漏的补。",
    ),
    (
        MasterColumn(
            "task",
            Words("Task no.", "任务序号"),
            Words("Number of the task, as on the sheet of tasks.", "与“任务”表的序号一致。"),
            9,
            needed=True,
            centered=True,
        ),
        MasterColumn(
            "no",
            Words("Target no.", "指标序号"),
            Words(
                "1, 2, 3 … within the task, the same all year; empty for the next free number.",
                "在该任务里的第几个指标，全年不变；空着则自动往后编。",
            ),
            9,
            centered=True,
        ),
        MasterColumn(
            "indicator",
            Words("Indicator", "指标"),
            Words("What is counted or measured.", "数什么、量什么，如 新增国家高新技术企业。"),
            36,
            needed=True,
        ),
        MasterColumn(
            "op",
            Words("Comparison", "比较"),
            Words("Choose from the list. Empty: the value is to be reached.", "从列表选。空着按“达到”。"),
            12,
            centered=True,
        ),
        MasterColumn(
            "value",
            Words("Value", "目标值"),
            Words(
                "A number, in the measure beside it: 8 for 8 %, 3.5 for £3.5 million. "
                "Empty for an aim without a digit.",
                "填数字，与右边的计量单位相配：8% 填 8，3.5万亩填 3.5。没有数字的指标空着。",
            ),
            12,
            centered=True,
        ),
        MasterColumn(
            "measure",
            Words("Measure", "计量单位"),
            Words("homes, miles, £ million, % …", "家、个、亿元、万亩、% 等。"),
            12,
            centered=True,
        ),
        MasterColumn(
            "kind",
            Words("Kind", "类型"),
            Words(
                "count and amount are held against the share of the year that has passed; level, ratio and growth "
                "against the value itself; scope, stretch and implicit are shown only.",
                "数量、总量：按时间进度衡量。水平、比率、增速：直接与目标值比。范围、力争、定性：只显示，不计亮灯。",
            ),
            10,
            centered=True,
        ),
        MasterColumn(
            "quote",
            Words("Words of the list", "原文"),
            Words("The words that say so.", "任务原文里的话，便于核对。"),
            46,
        ),
    ),
)

MILESTONES = SheetPlan(
    "milestones",
    Words("Milestones", "节点"),
    Words("Milestones of the tasks", "任务节点"),
    Words(
        "One row a step, for tasks that do not go evenly through the year. What is expected by a day follows the "
        "percents; empty for all other tasks.",
        "一行一个节点，只给不是匀速推进的任务填。有比例的，序时进度按节点折算；不填的任务按月平均。",
    ),
    (
        MasterColumn(
            "task",
            Words("Task no.", "任务序号"),
            Words("Number of the task, as on the sheet of tasks.", "与“任务”表的序号一致。"),
            9,
            needed=True,
            centered=True,
        ),
        MasterColumn(
            "day",
            Words("Day", "节点日期"),
            Words("The day the step is due, 2022-06-30.", "到哪一天为止，如 2022-06-30。"),
            13,
            needed=True,
            centered=True,
            day=True,
        ),
        MasterColumn(
            "percent",
            Words("Done by then, %", "应完成（%）"),
            Words(
                "Share of the year's work that is done by then: 40 for 40 %. Empty where only words say it.",
                "到这一天应完成全年任务的百分之几，40% 填 40。没有比例的空着。",
            ),
            12,
            centered=True,
        ),
        MasterColumn(
            "words",
            Words("What is done by then", "节点要求"),
            Words("What is to be done by then.", "到这一天要做到什么，如 完成招标。"),
            56,
        ),
    ),
    optional=True,
)
