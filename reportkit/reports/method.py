"""口径说明: how it was computed, in plain words, with a legend that needs no colour."""

from reportkit import measure
from reportkit.language.amounts import percent_text, plain_text
from reportkit.language.words import Lang, Words, joined
from reportkit.model import Light, Settings
from reportkit.reports import values
from reportkit.reports.draft import LIGHTS, LINE, ReportDraft, SheetName
from reportkit.reports.view import View
from reportkit.workbook.heights import height
from reportkit.workbook.look import LIGHT_FILL, LIGHT_NAME, LOOK
from reportkit.workbook.sheet import Sheet

_TITLE = Words("How it was computed", "口径说明")
_LEGEND_ROW = 3
_WIDTHS = (22.0, 10.0, 92.0)
_HEADINGS = (Words("Light", "亮灯"), Words("Colour", "颜色"), Words("When", "条件"))
_STATUS_HEADING = Words("Status list", "状态选项")
_WHEN = {
    Light.BLUE: Words(
        "The lead unit reports the task done, and neither percent nor targets speak against it.",
        "牵头单位报已完成，且进度和指标数值与之不矛盾。",
    ),
    Light.GREEN: Words(
        "At most {yellow} points behind schedule, or ahead of it; where there is no figure, the status decides.",
        "落后序时不超过 {yellow} 个百分点，或超前；没有进度和指标数值的，以自报状态为准。",
    ),
    Light.YELLOW: Words(
        "More than {yellow} and up to {red} points behind; or due in at most {soon} days, or the year over, and not "
        "done; or a milestone is past and its percent not reached; or the unit itself reports lagging or a change; or "
        "not started though more than {yellow} % are expected.",
        "落后序时超过 {yellow}、不超过 {red} 个百分点；或距完成时限不超过 {soon} 天、或全年已过，尚未完成；"
        "或已过节点、填报进度未达节点要求；或单位自报进度滞后、需调整；或序时应达超过 {yellow}% 而未启动。",
    ),
    Light.RED: Words(
        "More than {red} points behind; or overdue and not done; or not started after mid-year.",
        "落后序时超过 {red} 个百分点；或已过完成时限尚未完成；或年度过半仍未启动。",
    ),
    Light.WHITE: Words(
        "The first-named lead unit has not reported, or what it reports cannot be judged.",
        "第一牵头单位未报，或所报内容无法判定。",
    ),
}
_RULES = (
    (
        Words("Several at once", "同时符合几条"),
        Words(
            "The worst light counts; of several targets and the percent the one furthest behind decides. Percents and "
            "gaps are rounded to one decimal and compared as they are printed.",
            "取最重的灯；有几个指标和完成进度的，以落后最多的为准。百分比和差距四舍五入到一位小数，按所列数字比较。",
        ),
    ),
    (
        Words("Schedule", "序时进度"),
        Words(
            "{schedule}; {period}: {share}. A task with a deadline of its own is held against the time up to that "
            "deadline.",
            "{schedule}，{period}为 {share}；本身有完成时限的任务，按到时限的时间折算。",
        ),
    ),
    (
        Words("Milestones", "节点"),
        Words(
            "Where the list gives milestones with a percent, what is expected runs straight from one to the next "
            "(nothing when the year begins, 100 % at the deadline), as the schedule goes. A milestone that is past and "
            "whose percent is not reached makes the task yellow at least. Milestones without a percent are named and "
            "change nothing.",
            "任务列有带比例的节点时，相邻节点之间按序时折算（年初为 0，到时限为 100%）；已过节点而填报进度"
            "未达到节点比例的，至少亮黄灯。没有比例的节点只提示，不影响序时和亮灯。",
        ),
    ),
    (
        Words("Targets", "指标"),
        Words(
            "Counts and amounts are held against the schedule; levels, ratios and growth rates directly against the "
            "target; caps are inverted. Share: value so far as percent of the target.",
            "数量、金额类指标按序时比较；水平、比例、增长类指标直接与目标值比较；控制类指标（不超过）反向计算。"
            "完成率＝完成值÷目标值。",
        ),
    ),
    (
        Words("Stretch and scope", "不计入亮灯的指标"),
        Words(
            "Stretch targets, sizes of what a task works on and aims without a digit are shown and decide no light.",
            "力争类、范围类和没有数字的要求只作展示，不参与亮灯。",
        ),
    ),
    (
        Words("Who speaks", "以谁为准"),
        Words(
            "The first-named lead unit speaks for a task; further lead units stand beside it. Where they disagree "
            "(status, percent more than {conflict} points apart, another value) it is listed as a conflict, "
            "never averaged. Reports of participating units are shown and not counted.",
            "任务以排在第一的牵头单位所报为准，其他牵头单位所报并列；状态不同、进度相差超过 {conflict} 个百分点或"
            "指标数值不同的，列入冲突，不作平均。参与单位所报只展示、不计数。",
        ),
    ),
    (
        Words("Overlaps", "重复计数"),
        Words(
            "A task of two leaders (or lead units) counts for each of them, so rows by leader and by unit add up to "
            "more than the number of tasks; the totals below them count each task once.",
            "一项任务由两位领导（或两个单位）共同牵头的，在各自名下都计数，因此分领导、分单位各行之和多于任务总数；"
            "合计行每项任务只计一次。",
        ),
    ),
    (
        Words("Last period", "上期"),
        Words(
            "The nearest earlier period of this year that returns came for, be it a month, a quarter or a half-year; "
            "its returns are read anew each time, so a correction of it changes the comparison.",
            "指本年度在本期之前、收到过报表的最近一期，不论月度、季度或半年；每次都按该期现有报表重新比较，"
            "该期报表更正的，比较随之改变。",
        ),
    ),
    (
        Words("Return rate", "报送率"),
        Words(
            "Units whose return was accepted, wholly or in part, of all units that lead a task. Withdrawn tasks are "
            "not counted.",
            "已接收（含部分接收）报表的单位数÷应报单位数。已撤销的任务不计入。",
        ),
    ),
    (
        Words("Editing", "人工改动"),
        Words(
            "Figures are formulas over “{tasks}”. After an edit of status, percent or light there, or of a value on "
            "“{targets}”, lights, figures and charts of all sheets follow; texts and lists of tasks stay as they were "
            "when merged, and the reason for the light says that it was edited.",
            "各表数字都是对“{tasks}”的公式。在该表改动状态、进度或亮灯，或在“{targets}”改动完成值后，亮灯、数字和图"
            "随之变动；文字和任务名单仍为汇总时的内容，亮灯理由会注明有人工改动。",
        ),
    ),
    (
        Words("Source of thresholds", "标准来源"),
        Words(
            "Thresholds: traffic lights of Yinchuan 2025 (10 and 30 points); schedule: Xuancheng 2020 (months "
            "elapsed / 12). Both are set in the master's settings; deadlines and milestones of a task stand beside it.",
            "亮灯标准参照银川市 2025 年做法（10、30 个百分点），序时进度参照宣城市 2020 年做法（已过月数÷12），"
            "均可在任务单“设置”中调整；个别任务可另列完成时限和节点。",
        ),
    ),
)


_EVEN = Words("Months elapsed at the period's end as a share of the year", "期末已过月数占全年的比例")
_SET = Words(
    "What the office's settings expect by the end of each quarter or month ({points} %)",
    "按任务单“设置”所定各季（月）末应达的百分比（{points}）",
)


def light_list() -> tuple[int, int]:
    """Return the first and last row of the lights in column A, from 0: the source of a drop-down."""
    return _LEGEND_ROW + 1, _LEGEND_ROW + len(LIGHTS)


def status_list(view: View) -> tuple[int, int]:
    """Return the first and last row of the status labels in column A, from 0: the source of a drop-down."""
    first = _LEGEND_ROW + len(LIGHTS) + 3
    return first, first + len(values.status_labels(view.round.template, view.lang)) - 1


def draw_method(draft: ReportDraft) -> None:
    """Draw the sheet that explains all others."""
    sheet = draft.sheet(SheetName.METHOD, _WIDTHS)
    draft.head(sheet, 2, title=draft.say(_TITLE))
    draft.headings(sheet, _LEGEND_ROW, [draft.say(words) for words in _HEADINGS], tall=20)
    settings = draft.view.settings
    limits = {
        "yellow": plain_text(settings.yellow), "red": plain_text(settings.red), "soon": settings.due_soon,
        "conflict": plain_text(settings.conflict), "period": draft.view.period, "tasks": draft.names[SheetName.TASKS],
        "targets": draft.names[SheetName.TARGETS],
        "share": percent_text(measure.baseline(
                draft.view.round.period, schedule=settings.schedule, first=settings.first_month
            )),
        "schedule": _schedule(settings),
    }  # fmt: skip
    for row, light in enumerate(LIGHTS, start=_LEGEND_ROW + 1):
        sheet.put(row, 0, values.light_text(light, draft.lang), LOOK.center.but(fill=LIGHT_FILL[light]))
        sheet.put(row, 1, LIGHT_NAME[light].text(draft.lang), LOOK.center)
        _explain(sheet, row, draft.say(_WHEN[light], **limits))
    first, last = status_list(draft.view)
    sheet.put(first - 1, 0, draft.say(_STATUS_HEADING), LOOK.heading)
    sheet.row(first - 1, LINE)
    for row, label in enumerate(values.status_labels(draft.view.round.template, draft.lang).values(), start=first):
        sheet.put(row, 0, label, LOOK.center)
        sheet.row(row, LINE)
    for row, (name, rule) in enumerate(_RULES, start=last + 2):
        sheet.merge((row, 0), (row, 1), draft.say(name), LOOK.center)
        _explain(sheet, row, draft.say(rule, **limits))
    draft.page_setup(sheet, (last + 1 + len(_RULES), 2), one_page=True)


def _schedule(settings: Settings) -> Words:
    """Return what the schedule is."""
    if not settings.schedule:
        return _EVEN
    said = {lang: joined(map(plain_text, settings.schedule), lang) for lang in (Lang.EN, Lang.HANS)}
    return Words(*(_SET.text(lang, points=points) for lang, points in said.items()))


def _explain(sheet: Sheet, row: int, text: str) -> None:
    sheet.put(row, 2, text, LOOK.body)
    sheet.row(row, height([(text, _WIDTHS[2])], LOOK.body.size, least=20))
