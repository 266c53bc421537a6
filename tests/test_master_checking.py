"""Every rule on the master as a whole: what triggers it, where it points, and what it leaves alone."""

from collections.abc import Mapping, Sequence

import pytest

from reportkit.diagnostics import Code, Severity
from reportkit.language.words import Lang
from reportkit.master.checking import RULES
from tests.test_master_reading import (
    GROUPS,
    LEADERS,
    TARGETS,
    TASK_HEADINGS,
    TASKS,
    UNITS,
    Cell,
    Rows,
    places,
    read,
    target_with,
    tasks_with,
)

ROW = TASKS[1]
TAIL = ROW[1:]
Found = tuple[str, str | None, tuple[str, ...]]


def tasks(*rows: Sequence[Cell]) -> Mapping[str, Rows]:
    return {"任务": [TASK_HEADINGS, *rows]}


def units(*rows: Sequence[Cell]) -> Mapping[str, Rows]:
    return {"单位": [*UNITS, *rows]}


def groups(*rows: Sequence[Cell]) -> Mapping[str, Rows]:
    return {"集合": [*GROUPS, *rows]}


def milestones(*rows: Sequence[Cell]) -> Mapping[str, Rows]:
    return {"节点": [("任务序号", "节点日期", "应完成（%）", "节点要求"), *rows]}


def leaders(*rows: Sequence[Cell]) -> Mapping[str, Rows]:
    return {"领导": [*LEADERS, *rows]}


CASES: tuple[tuple[str, Mapping[str, Rows], list[Found], str], ...] = (
    ("milestones in order", milestones((1, "2022-06-30", 40, None), (1, "2022-09-30", 60, "封顶")), [], ""),
    (
        "milestones of no task",
        milestones((7, "2022-06-30", 40, None), (7, "2022-09-30", 60, None)),
        [("M47", "节点", ("A2", "A3"))],
        "节点属于任务 7，任务单里没有这一项。",
    ),
    (
        "a milestone of another year",
        milestones((1, "2023-06-30", 40, None)),
        [("M48", "节点", ("B2",))],
        "任务 1 的节点 2023-06-30 不在 2022-01-01 至完成时限 2022-12-31 之间，不参与序时进度折算。",
    ),
    (
        "a milestone behind the deadline",
        {**tasks_with(H="2022-06-30"), **milestones((1, "2022-08-31", 40, None))},
        [("M48", "节点", ("B2",))],
        "任务 1 的节点 2022-08-31 不在 2022-01-01 至完成时限 2022-06-30 之间，不参与序时进度折算。",
    ),
    (
        "percents fall",
        milestones((1, "2022-06-30", 40, None), (1, "2022-08-31", None, "开工"), (1, "2022-09-30", 30, None)),
        [("M49", "节点", ("C4",))],
        "任务 1：2022-09-30 应完成 30%，反而少于 2022-06-30 的 40%，这个节点不参与序时进度折算。",
    ),
    (
        "two milestones on a day",
        milestones((1, "2022-06-30", 40, "招标"), (1, "2022-06-30", 30, "开工")),
        [("M50", "节点", ("B3", "B2"))],
        "任务 1 在 2022-06-30 有几个节点（第 3、2 行），以应完成比例最高的为准。",
    ),
    (
        "milestones of a withdrawn task",
        {**tasks_with(J="2022-06-30"), **milestones((1, "2023-06-30", 40, None))},
        [("M51", "节点", ("A2",))],
        "任务 1 已撤销，其节点不再计算。",
    ),
    (
        "a number stands twice",
        tasks(ROW, ROW, (2, *TAIL)),
        [("M02", "任务", ("A2", "A3"))],
        "任务编号 1 在第 2、3 行重复。",
    ),
    (
        "numbers are missing",
        tasks(ROW, (4, *TAIL), (6, *TAIL)),
        [("M13", "任务", ())],
        "缺任务编号 2-3、5。",
    ),
    ("numbers are codes", tasks((1001, *TAIL), (2001, *TAIL)), [], ""),
    ("no lead unit", {**tasks(ROW, (2, *TAIL[:4]))}, [("M03", "任务", ("F3",))], "任务 2 没有写牵头单位。"),
    (
        "no leader",
        tasks(ROW, (2, "一", "平台", "甲", None, "区科技局")),
        [("M46", "任务", ("E3",))],
        "任务 2 没有写牵头领导。",
    ),
    ("a list without leaders", tasks((1, "一", "平台", "甲", None, "区科技局")), [], ""),
    (
        "no wording",
        tasks((1, "一", "平台", " ", "梅建胜", "区科技局")),
        [("M19", "任务", ("D2",))],
        "任务 1 没有写重点工作。",
    ),
    (
        "an unknown unit",
        tasks((1, "一", "平台", "甲", "梅建胜", "区科技局", "区科枝局"), (2, "一", "平台", "乙", "梅建胜", "区科枝局")),
        [("M04", "任务", ("G2", "F3"))],
        "责任单位“区科枝局”不在单位名单里。是否指“区科技局”？",
    ),
    (
        "an unknown unit like none",
        tasks_with(G="市气象台"),
        [("M04", "任务", ("G2",))],
        "任务 1：责任单位“市气象台”不在单位名单里。",
    ),
    (
        "an unknown member",
        groups(("各平台", "区科技局、高新区")),
        [("M04", "集合", ("B2",))],
        "责任单位“高新区”不在单位名单里。",
    ),
    (
        "an unknown leader",
        tasks_with(E="梅建生"),
        [("M12", "任务", ("E2",))],
        "任务 1：领导“梅建生”不在领导名单里。是否指“梅建胜”？",
    ),
    (
        "an unknown successor",
        leaders((2, "胡彪", None, "王姝")),
        [("M12", "领导", ("D3",))],
        "领导“王姝”不在领导名单里。",
    ),
    (
        "one name, two units",
        units(("U002", "区外专局", "区科技局", "部门")),
        [("M18", "单位", ("B2", "C3")), ("M16", "单位", ("B3",))],
        "“区科技局”同时是两家单位的名称（U001 区科技局、U002 区外专局）。",
    ),
    (
        "one name, a unit and a group",
        groups(("區科技局", "区科技局")),
        [("M18", "单位", ("B2",))],
        "“区科技局”同时是两家单位的名称（U001 区科技局、集合 A2）。",
    ),
    ("a unit without a task", units(("U002", "区文联")), [("M16", "单位", ("B3",))], "单位“区文联”没有任务。"),
    ("a unit of a group", {**units(("U002", "区文联")), **groups(("各协会", "区文联"))}, [], ""),
    (
        "a group that stands for nobody",
        {**tasks_with(G="有关镇街"), **groups(("有关镇街", None), ("没人用", None))},
        [("M17", "集合", ("B2",))],
        "没有写明“有关镇街”是哪些单位。",
    ),
    (
        "a group in two rows",
        groups(("各平台", "区科技局"), ("各平臺", None)),
        [("M28", "集合", ("A2", "A3"))],
        "“各平台”在工作表“集合”第 2、3 行重复，以第一行为准。",
    ),
    (
        "a leader in two rows",
        leaders((2, "梅建勝")),
        [("M28", "领导", ("B2", "B3"))],
        "“梅建胜”在工作表“领导”第 2、3 行重复，以第一行为准。",
    ),
    (
        "successors in a circle",
        {"领导": [LEADERS[0], (1, "梅建胜", None, "胡彪"), (2, "胡彪", None, "梅建胜"), (3, "顾斌", None, "胡彪")]},
        [("M29", "领导", ("D2",))],
        "接任关系绕成了圈：梅建胜 → 胡彪 → 梅建胜。",
    ),
    (
        "a chain of successors",
        {"领导": [LEADERS[0], (1, "梅建胜", None, "胡彪"), (2, "胡彪", None, "顾斌"), (3, "顾斌")]},
        [],
        "",
    ),
    (
        "withdrawn before it was added",
        tasks_with(I="2022-06-01", J="2022-05-01"),
        [("M30", "任务", ("J2", "I2"))],
        "任务 1 的撤销日期 2022-05-01 早于新增日期 2022-06-01。",
    ),
    ("a withdrawn task needs nobody", tasks_with(E=None, F=None, J="2022-05-01"), [("M16", "单位", ("B2",))], ""),
    ("targets of no task", target_with(A=7), [("M15", "指标", ("A2",))], "指标属于任务 7，任务单里没有这一项。"),
    (
        "two targets with one number",
        {"指标": [TARGETS[0], (1, 1, "甲", None, 5, "个", "数量"), (1, 1, "乙", None, 5, "个", "数量")]},
        [("M42", "指标", ("B2", "B3"))],
        "任务 1 的指标序号 1 在第 2、3 行重复。",
    ),
    ("a target without its value", target_with(E=None), [("M14", "指标", ("E2",))], "任务 1 的指标“人才”没有数值。"),
    ("an aim without a digit", target_with(E=None, G="implicit"), [], ""),
    (
        "a share below one per cent",
        target_with(E=0.15, F="%", G="增速"),
        [("M41", "指标", ("E2",))],
        "任务 1 的指标“人才”填的是 0.15%，是不是 15%？",
    ),
)


@pytest.mark.parametrize(("what", "changes", "found", "message"), CASES, ids=[case[0] for case in CASES])
def test_rules(what: str, changes: Mapping[str, Rows], found: list[Found], message: str) -> None:
    _, findings = read(changes)
    assert places(findings) == found, what
    if message:
        assert findings[0].message(Lang.HANS) == message
    assert all(finding.hint(lang) for finding in findings for lang in Lang)


def test_a_group_that_leads_must_stand_for_somebody() -> None:
    _, findings = read({**tasks_with(F="有关镇街"), **groups(("有关镇街", None))})
    assert [(f.code, f.severity) for f in findings] == [(Code.M16, Severity.INFO), (Code.M17, Severity.ERROR)]


def test_every_rule_says_in_a_line_what_must_hold() -> None:
    assert all((rule.__doc__ or "").strip().endswith(".") for rule in RULES)
    assert len({rule.__name__ for rule in RULES}) == len(RULES)
