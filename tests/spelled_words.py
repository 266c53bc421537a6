"""What people write where a day, a choice or words are asked, and what it says: the tables of `tests.spellings`."""

from datetime import date
from decimal import Decimal
from typing import Final

ASKED: Final = "asked"
"""No value counts, and a finding stands at the cell's own address."""

Typed = str | float | bool | tuple[float | str, str]
"""What is typed: a text, a number, or either with the number format of its cell."""
Meant = Decimal | date | str | tuple[str, ...]

_JUNE_30 = date(2022, 6, 30)
DAYS: list[tuple[Typed, Meant]] = [
    *((typed, _JUNE_30) for typed in (
        "2022-06-30", "2022-6-30", "2022.6.30", "2022/6/30", "2022年6月30日", "2022年6月30号", "6月30日", "6月30号",
        "20220630", "二〇二二年六月三十日", "2022年06月30日", "２０２２.６.３０", "2022-06-30 00:00:00",
        "30 June 2022",
        "June 30, 2022", "2022年6月30日前", "2022年6月30日（周四）", "六月三十日", "2022．6．30", "2022。6。30",
        "6月30日前",
        "6/30/2022", "30/6/2022", " 2022-06-30 ", "22.6.30", "2022-06-30\u200b", "Jun 30, 2022", 20220630.0,
    )),
    *((typed, _JUNE_30) for typed in ("6月底", "六月末", "2022年6月底前", "二季度末", "end of June")),
    *(((44742.0, code), _JUNE_30) for code in (
        "yyyy-mm-dd", "yyyy/m/d", 'yyyy"年"m"月"d"日"', "mmm d, yyyy", "d mmmm yyyy", "yyyy.mm.dd", "yyyy-mm-dd h:mm",
    )),
    (44742.0, _JUNE_30), ((44742.5, "yyyy-mm-dd h:mm"), _JUNE_30), ((44742.5, "yyyy-mm-dd"), _JUNE_30),
    (44742.5, _JUNE_30),
    *((typed, ASKED) for typed in (
        "6月", "6月中旬", "2022.6", "二季度", "近期", "尽快", "长期坚持", "6/7/2022", "2022-02-30", "2022年6月31日",
        "待定",
        "2022.6.3¹", "2022.6.3①", "6月3²日", "6月③日", "㋅30日", "2022-06-30至07-30", "2022-06-30\t2022-07-30",
        "2022-06-30\n2022-07-30", "预计6月30日", "6月30日左右", "农历八月十五", True, "2022", "6.30前后",
        "1922-06-30",
    )),
    ((0.5, "h:mm"), ASKED), ((6.0, '0"月底"'), _JUNE_30), ((6.0, '0"月"'), ASKED),
    ((44742.0, '"约"0'), ASKED), (5.0, ASKED), (6.3, ASKED),
    (2022.6, ASKED),
]  # fmt: skip

STATUSES: list[tuple[Typed, Meant]] = [
    ("正常推进", "on_track"), (" 正常推进 ", "on_track"), ("正常推进\n", "on_track"), ("按进度", "on_track"),
    ("推进中", "on_track"), ("達到序時進度", "on_track"), ("已完成", "done"), ("完成", "done"), ("已办结", "done"),
    ("100%", "done"), ((1.0, "0%"), "done"), ("未启动", "not_started"), ("尚未启动", "not_started"),
    ("未开工", "not_started"),
    ("进度滞后", "lagging"), ("滞后", "lagging"), ("欠进度", "lagging"), ("超序时进度", "ahead"), ("提前", "ahead"),
    ("正常\n推进", "on_track"), ("正常\t推进", "on_track"), ("已完成①", ASKED), ("基本完成", ASKED),
    ("未完成", ASKED),
    ("完成一半", ASKED), ("60%", ASKED), ((0.6, "0%"), ASKED), (1.0, ASKED), (True, ASKED),
    ("已完成/正常推进", ASKED),
    ("不清楚", ASKED), ("#N/A", ASKED), ("正常推进（1个滞后）", ASKED),
]  # fmt: skip

WORDS: list[tuple[Typed, Meant]] = [
    (text, text) for text in (
        "完成招标。", "新增312家。\n走访180家。", "一、完成招标；\n二、开工。", "投资3.5亿元，完成60%。",
        "用地¹未批", "面积50㎡",
        "第①批已交付", "a_x000D_b", "1.建成\n2.验收", "“三年行动”方案已印发", 'A&B <园区> "样板"', "🏗️ 已开工",
        "引进人才12人（含博士3人）", "_x0041_类企业", "编号_x000d_7", "100%达标", "+86-571", "建设中……",
    )
]  # fmt: skip
WORDS += [
    ("列一\t列二", "列一\t列二"), ("第一行\n\n第三行", "第一行\n\n第三行"), ("两个  空格", "两个  空格"),
    (312.0, "312"), (("已建成", '@"（预计）"'), "已建成（预计）"),
    ((312.0, '0"家"'), "312家"), ((312.0, '"新增"0"家"'), "新增312家"), ((0.6, "0%"), "60%"),
    ((0.6, '"完成"0%'), "完成60%"),
    ("  首尾空格  ", "首尾空格"), ("全角　空格", "全角　空格"),
]  # fmt: skip
