"""How our workbooks look: one set of styles for the master, forms and reports.

Fonts are those that Windows, WPS and macOS have in some form; 仿宋_GB2312 is not used, as it lacks a third of
the traditional characters. Colours keep their order of darkness on a grey printer.
"""

from dataclasses import dataclass

from reportkit.language.words import Words
from reportkit.model import Light, ReceivedBy, Required, Status, Verdict
from reportkit.workbook.style import HEI, SONG, Style

_LINE = "#A6A6A6"


@dataclass(frozen=True, slots=True)
class Look:
    """The named styles a workbook is drawn with."""

    title: Style = Style(name="title", font=SONG, size=18, bold=True, align="center")
    subtitle: Style = Style(name="subtitle", font=SONG, size=10.5, color="#404040", align="center")
    heading: Style = Style(
        name="heading", font=HEI, size=10.5, bold=True, fill="#D9E2EE", border=_LINE, align="center", wrap=True
    )
    heading_input: Style = Style(
        name="heading_input", font=HEI, size=10.5, bold=True, fill="#F7DFA5", border=_LINE, align="center", wrap=True
    )
    section: Style = Style(name="section", font=HEI, size=11, bold=True, fill="#EEF2F7", border=_LINE, align="left")
    body: Style = Style(name="body", font=SONG, size=10.5, border=_LINE, wrap=True)
    center: Style = Style(name="body", font=SONG, size=10.5, border=_LINE, wrap=True, align="center")
    number: Style = Style(name="body", font=SONG, size=10.5, border=_LINE, align="center")
    percent: Style = Style(name="percent", font=SONG, size=10.5, border=_LINE, align="center", number='General"%"')
    date: Style = Style(name="date", font=SONG, size=10.5, border=_LINE, align="center", number="yyyy-mm-dd")
    given: Style = Style(name="locked", font=SONG, size=10.5, border=_LINE, wrap=True, fill="#F2F2F2")
    given_center: Style = Style(
        name="locked", font=SONG, size=10.5, border=_LINE, wrap=True, fill="#F2F2F2", align="center"
    )
    input: Style = Style(name="input", font=SONG, size=10.5, border=_LINE, wrap=True, fill="#FFFDE7", locked=False)
    input_center: Style = Style(
        name="input", font=SONG, size=10.5, border=_LINE, wrap=True, fill="#FFFDE7", align="center", locked=False
    )
    total: Style = Style(name="total", font=HEI, size=10.5, bold=True, fill="#EEF2F7", border=_LINE, align="center")
    note: Style = Style(name="note", font=SONG, size=9, color="#595959", wrap=True)
    plain: Style = Style(font=SONG, size=10.5, wrap=True)
    label: Style = Style(font=HEI, size=10.5, align="right")
    link: Style = Style(
        name="body", font=SONG, size=10.5, border=_LINE, color="#1F4E79", underline=True, align="center"
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """How one named cell of a workbook looks that a person may have restyled.

    Attributes:
        style: font, fill, border, alignment and number format.
        is_date: True where the number format shows days.
        width: of its column in characters, None where nobody set one.
    """

    style: Style
    is_date: bool
    width: float | None


LOOK = Look()
"""The look an office gets unless it chooses another."""

INPUT_FILL = {Required.YES: "#FFF6CC", Required.WANTED: "#FFFDE7", Required.NO: "#F1F7EC"}
"""Fill of a cell to fill in, by how much it is wanted."""

INPUT_NAME = {Required.YES: "input", Required.WANTED: "input_wanted", Required.NO: "input_optional"}
"""Name of the style of a cell to fill in, by how much it is wanted."""

WIDTHS = {
    "no": 5.0, "project": 11.0, "work": 36.0, "aims": 20.0, "leaders": 8.5, "lead_units": 13.0,
    "participants": 15.0, "last_progress": 24.0,
}  # fmt: skip
"""Widths of the list's own columns in characters, as forms have them."""

LIGHT_FILL = {
    Light.BLUE: "#9DC3E6",
    Light.GREEN: "#A9D18E",
    Light.YELLOW: "#FFE699",
    Light.RED: "#F1948A",
    Light.WHITE: "#FFFFFF",
}
"""Fill of a light's cell; the mark and the word beside it say the same without colour."""

NAMED = {
    style.name: style for style in (
        LOOK.title, LOOK.subtitle, LOOK.heading, LOOK.heading_input, LOOK.section, LOOK.body, LOOK.date, LOOK.percent,
        LOOK.given, LOOK.total, LOOK.note,
    )
} | {
    INPUT_NAME[need]: LOOK.input.but(name=INPUT_NAME[need], fill=INPUT_FILL[need]) for need in Required
} | {
    light.value: LOOK.center.but(name=light.value, fill=fill) for light, fill in LIGHT_FILL.items()
}  # fmt: skip
"""Every style that an office may change, by its name."""

LIGHT_MARK = {Light.BLUE: "✔", Light.GREEN: "●", Light.YELLOW: "▲", Light.RED: "■", Light.WHITE: "○"}
"""A sign for each light that a grey printer keeps."""

LIGHT_WORD = {
    Light.BLUE: Words("done", "已完成"),
    Light.GREEN: Words("on schedule", "正常"),
    Light.YELLOW: Words("watch", "预警"),
    Light.RED: Words("lagging", "滞后"),
    Light.WHITE: Words("not reported", "未报"),
}
"""What a light means, in a word."""

LIGHT_NAME = {
    Light.BLUE: Words("blue", "蓝"),
    Light.GREEN: Words("green", "绿"),
    Light.YELLOW: Words("yellow", "黄"),
    Light.RED: Words("red", "红"),
    Light.WHITE: Words("white", "白"),
}
"""The name of a light's colour."""

STATUS_WORD = {
    Status.NOT_STARTED: Words("not started", "未启动"),
    Status.ON_TRACK: Words("on track", "正常推进"),
    Status.AHEAD: Words("ahead", "超序时进度"),
    Status.LAGGING: Words("lagging", "进度滞后"),
    Status.DONE: Words("done", "已完成"),
    Status.OTHER: Words("other (to adjust or stop)", "其他（需调整或中止）"),
}
"""The words of the self-reported status as the form's own list has them."""

VERDICT_WORD: dict[Verdict | None, Words] = {
    None: Words("not returned", "未报送"),
    Verdict.REJECTED: Words("sent back", "退回"),
    Verdict.UNREADABLE: Words("unreadable", "无法读取"),
    Verdict.QUARANTINED: Words("to be identified", "待认定"),
    Verdict.PARTLY_ACCEPTED: Words("partly accepted", "部分接收"),
    Verdict.ACCEPTED_WITH_WARNINGS: Words("accepted with warnings", "已接收（有请核项）"),
    Verdict.ACCEPTED: Words("accepted", "已接收"),
    Verdict.SUPERSEDED: Words("superseded", "已有更新的一份"),
    Verdict.DUPLICATE: Words("duplicate", "重复"),
}
"""What became of a return, None where nothing came; in the order in which it needs somebody."""
RECEIVED_BY_WORD: dict[ReceivedBy | None, Words] = {
    None: Words("", ""),
    ReceivedBy.MAIL: Words("mail", "邮件"),
    ReceivedBy.INBOX: Words("inbox", "收件箱"),
    ReceivedBy.FILE: Words("file", "文件"),
    ReceivedBy.WORD: Words("your word", "人工认定"),
}
"""What says on which day a return came, None where none did."""
