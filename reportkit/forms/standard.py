"""The form an office gets before it changes anything: the usual columns of such reports. Pure.

Columns and states follow what published lists and ledgers use: 进展情况, 存在的问题, 下一步措施 (Hangzhou 2020), a
state out of six (Jinzhai 2025 with the office's 其他), a percent (完成进度), and the day by which it will be done.
"""

from collections.abc import Sequence
from decimal import Decimal

from reportkit.fields.field_type import FieldType
from reportkit.language.script import to_traditional
from reportkit.language.words import Lang, Words
from reportkit.model import UNCHANGED, Choice, Condition, Field, Required, Status, Template
from reportkit.workbook.look import STATUS_WORD

_STATUS_ALIASES = {
    Status.NOT_STARTED: ("尚未启动", "未开展", "未开工", "未开始", "没启动"),
    Status.ON_TRACK: (
        "按序时推进", "达到序时进度", "达序时进度", "达进度", "按进度", "按序时", "推进中", "进行中", "有序推进",
        "正常", "按计划推进",
    ),
    Status.AHEAD: ("超进度", "超过序时进度", "超序时", "提前", "超前"),
    Status.LAGGING: (
        "滞后", "慢序时", "欠进度", "未达到序时进度", "未达序时进度", "推进缓慢", "已延期", "延期", "逾期",
    ),
    Status.DONE: ("完成", "提前完成", "全部完成", "已办结", "办结", "已全部完成", "100%"),
    Status.OTHER: ("其他", "其它", "其它类", "暂缓", "中止", "取消", "需调整", "调整"),
}  # fmt: skip
_ENGLISH_ALIASES = {
    Status.NOT_STARTED: ("not yet started", "yet to start", "not begun", "yet to begin", "no progress"),
    Status.ON_TRACK: (
        "on schedule", "on target", "on course", "on plan", "in progress", "underway", "under way", "ongoing", "green",
        "amber/green", "green/amber",
    ),
    Status.AHEAD: ("ahead of schedule", "ahead of plan", "ahead of target", "early", "exceeding target"),
    Status.LAGGING: (
        "behind", "behind schedule", "behind plan", "delayed", "delay", "late", "overdue", "slipped", "slipping",
        "off track", "off target", "at risk", "some risk", "amber", "amber/red", "red/amber", "red",
    ),
    Status.DONE: ("complete", "completed", "finished", "achieved", "delivered", "closed", "blue", "100%"),
    Status.OTHER: (
        "other", "on hold", "paused", "suspended", "deferred", "cancelled", "canceled", "stopped", "withdrawn",
        "abandoned", "no longer going ahead", "to adjust", "to stop",
    ),
}  # fmt: skip
_REGIONAL_ALIASES = {
    Status.NOT_STARTED: ("尚未開始", "未開始", "尚未啟動", "未啟動", "尚未辦理", "尚未執行", "未動工"),
    Status.ON_TRACK: (
        "符合進度", "進度正常", "正常", "正常推進", "如期", "如期進行", "按計劃進行", "依計畫進行", "辦理中", "執行中",
        "進行中", "持續辦理", "推動中",
    ),
    Status.AHEAD: ("超前", "進度超前", "提前"),
    Status.LAGGING: ("落後", "進度落後", "落後進度", "延誤", "延遲", "延期", "逾期", "未符進度"),
    Status.DONE: ("完成", "已結案", "結案", "辦理完成", "全部完成", "解除列管", "100%"),
    Status.OTHER: ("其他", "暫緩", "暫緩辦理", "停辦", "取消", "終止", "需調整"),
}  # fmt: skip
_REGIONAL_UNCHANGED = ("無變化", "沒有變化", "沒有新進展", "同上期", "與上期相同", "no change")
_ENGLISH_UNCHANGED = ("no change", "unchanged", "nothing new", "nothing to report", "as before", "as last time")
_UNCHANGED_ALIASES = ("无变化", "没有变化", "没有新进展", "与上期相同", "同上期", "no change", "nothing new")


def status_choices(lang: Lang = Lang.HANS) -> tuple[Choice, ...]:
    """Return the six states, and that nothing is new, with the words that mean the same in a language."""
    states = (Choice(status.value, STATUS_WORD[status], _aliases(status, lang)) for status in Status)
    return (*states, Choice(UNCHANGED, Words("no change since last time", "无新进展"), _others_unchanged(lang)))


def _aliases(status: Status, lang: Lang) -> tuple[str, ...]:
    match lang:
        case Lang.EN:
            return _ENGLISH_ALIASES[status]
        case Lang.TAIWAN | Lang.HONG_KONG:
            return _REGIONAL_ALIASES[status]
        case _:
            return _spelt(_STATUS_ALIASES[status], lang)


def _others_unchanged(lang: Lang) -> tuple[str, ...]:
    match lang:
        case Lang.EN:
            return _ENGLISH_UNCHANGED
        case Lang.TAIWAN | Lang.HONG_KONG:
            return _REGIONAL_UNCHANGED
        case _:
            return _spelt(_UNCHANGED_ALIASES, lang)


def _spelt(words: Sequence[str], lang: Lang) -> tuple[str, ...]:
    """Return words in the script of a language."""
    return tuple(words if lang is Lang.HANS else map(to_traditional, words))


def default_template(lang: Lang = Lang.HANS) -> Template:
    """Return the form as it is before an office changes it: seven fields a task, one a target.

    Args:
        lang: in which other words for its choices stand.
    """
    return Template((*_what_is_done(status_choices(lang)), *_what_comes(), _actual()), version="1")


def _what_is_done(states: tuple[Choice, ...]) -> tuple[Field, ...]:
    return (
        Field(
            "progress",
            FieldType.LONG_TEXT,
            Words("Progress this period", "本期进展情况"),
            Words(
                "What has been done since the beginning of the year, with figures. If nothing has moved, say why.",
                "写今年以来做了什么、到什么程度，尽量用数字；没有进展请写明原因。",
            ),
            required=Required.YES,
            max_length=5000,
            width=38,
            participants=True,
        ),
        Field(
            "status",
            FieldType.CHOICE,
            Words("Status", "状态"),
            Words(
                "Choose one from the list. With “no change since last time” the rest of the row may stay empty: "
                "it is taken from last time.",
                "点右侧箭头，从列表里选一项。选“无新进展”的，这一行其他格可以不填，沿用上期。",
            ),
            required=Required.YES,
            choices=states,
            width=13,
        ),
        Field(
            "percent",
            FieldType.PERCENT,
            Words("Done (%)", "完成进度（%）"),
            Words(
                "How much of the year's task is done: a number from 0 to 100, without a % sign.",
                "全年任务完成了多少：填 0 到 100 的数字，不写 % 号，如 60。",
            ),
            required=Required.YES,
            minimum=Decimal(0),
            maximum=Decimal(100),
            width=10,
        ),
        Field(
            "problems",
            FieldType.LONG_TEXT,
            Words("Problems", "存在问题"),
            Words(
                "Needed where a task is not started, lagging or to be adjusted: what stands in the way.",
                "状态选“未启动”“进度滞后”“其他”的必须填：卡在哪里、需要谁协调。",
            ),
            required_when=Condition("status", (Status.NOT_STARTED, Status.LAGGING, Status.OTHER)),
            max_length=5000,
            width=24,
            participants=True,
        ),
    )


def _what_comes() -> tuple[Field, ...]:
    return (
        Field(
            "next_steps",
            FieldType.LONG_TEXT,
            Words("Next steps", "下一步工作打算"),
            Words("What comes next and by when.", "接下来做什么、什么时候做到。"),
            max_length=5000,
            width=24,
        ),
        Field(
            "expected_date",
            FieldType.DATE,
            Words("Expected finish", "预计完成时间"),
            Words("A day, such as 30 November 2022.", "填到日，如 2022-11-30。"),
            width=13,
        ),
        Field(
            "remarks",
            FieldType.LONG_TEXT,
            Words("Remarks", "备注"),
            Words("Anything else, such as what must be decided above.", "其他要说明的，如需要上级协调的事项。"),
            max_length=2000,
            width=16,
            participants=True,
        ),
    )


def _actual() -> Field:
    return Field(
        "actual",
        FieldType.NUMBER,
        Words("Value so far", "目前完成值"),
        Words(
            "The figure since the beginning of the year, in the measure of the row: the number only.",
            "填今年以来的累计数，单位见本行“单位”一列；只填数字。",
        ),
        target=True,
        required=Required.WANTED,
        width=14,
    )
