"""The catalogue of diagnostics: every finding, its severity and its words in one place, and nothing else.

A finding is a value, collected and reported together with all others; it is never raised. Codes are stable
once released. The words follow one order: what is wrong, where, what to do.
"""

import dataclasses
import re
from collections.abc import Mapping
from enum import Enum, StrEnum, unique

from reportkit.language.text import shorten
from reportkit.language.words import Lang, Words

_FIRST_CELLS = 10
_TASK_NAME_COLUMNS = 32
_FOUND_COLUMNS = 80


class Severity(StrEnum):
    """How much a finding matters, from most to least."""

    REJECT = "reject"
    ERROR = "error"
    WARNING = "warning"
    FIXED = "fixed"
    INFO = "info"

    @property
    def label(self) -> Words:
        """The one word people know it by."""
        return _LABELS[self]

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}
_TASK = Words("Task {no}", "任务 {no}")
_TASK_NAMED = Words("Task {no} ({name})", "任务 {no}（{name}）")
_TASKS = Words("Tasks {tasks}", "任务 {tasks}")
_LABELS = {
    Severity.REJECT: Words("sent back", "退回"),
    Severity.ERROR: Words("to mend", "须改"),
    Severity.WARNING: Words("to check", "请核"),
    Severity.FIXED: Words("read as", "已代改"),
    Severity.INFO: Words("note", "提示"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """Severity and words of a code.

    Attributes:
        severity: how much it matters.
        message: what is wrong and where, with names in braces.
        hint: what to do about it.
    """

    severity: Severity
    message: Words
    hint: Words


@unique
class Code(Enum):
    """The catalogue: code -> rule."""

    # Files: what kind of file came.
    F01 = Rule(
        Severity.REJECT,
        Words('"{file}" is not a spreadsheet; it was not read.', "“{file}”不是表格文件，没有读取。"),
        Words(
            "Save it as .xlsx with Excel or WPS and send it again; unpack archives first.",
            "用 Excel 或 WPS 另存为 .xlsx 再交；压缩包先解压。",
        ),
    )
    F02 = Rule(
        Severity.REJECT,
        Words(
            '"{file}" is encrypted by document-security software.',
            "“{file}”被本机加密软件加密，别的电脑打不开。",
        ),
        Words("Have it released (decrypted) and send it again.", "申请解密（外发）后再交。"),
    )
    F03 = Rule(
        Severity.REJECT,
        Words('"{file}" is encrypted with a password.', "“{file}”设有密码，内容已加密，无法读取。"),
        Words(
            "Take off the password, also that of “protect workbook”, save and send it again.",
            "去掉打开密码（“保护工作簿”的密码也要去掉），另存后再交。",
        ),
    )
    F04 = Rule(
        Severity.WARNING,
        Words(
            '"{file}" is the old {ext} format; values were read, {lost} could not be checked.',
            "“{file}”是旧格式（{ext}），已按内容读取，但查不到{lost}。",
        ),
        Words("Next time use the .xlsx that was sent out.", "下次请用下发的 .xlsx。"),
    )
    F05 = Rule(
        Severity.REJECT,
        Words('"{file}" is {what}, not a workbook; it was not read.', "“{file}”是{what}，不是表格文件，没有读取。"),
        Words("Send the form itself, the filled-in workbook (.xlsx).", "请把填好的表格文件（.xlsx）本身发来。"),
    )
    F06 = Rule(
        Severity.REJECT,
        Words('"{file}" is incomplete or damaged ({size}).', "“{file}”不完整或已损坏（{size}）。"),
        Words("Send the original file again.", "重新发送原文件。"),
    )
    F07 = Rule(
        Severity.REJECT,
        Words('"{file}" is {size}; the limit is {limit}.', "“{file}”有 {size}，超过 {limit}。"),
        Words("Remove pictures and attachments, then send it again.", "删掉图片和附件后再交。"),
    )
    F08 = Rule(
        Severity.REJECT,
        Words('"{file}" unpacks too large; not read, for safety.', "“{file}”解压后过大，为安全未读取。"),
        Words("Ask the sender where the file comes from.", "找填报人核实来源。"),
    )
    F09 = Rule(
        Severity.REJECT,
        Words(
            '"{file}" holds content that should not be there ({what}); not read.',
            "“{file}”含不应出现的内容（{what}），为安全未读取。",
        ),
        Words("Ask the sender where the file comes from.", "找填报人核实来源。"),
    )
    F10 = Rule(
        Severity.REJECT,
        Words('"{file}" is {what}; it was not unpacked.', "“{file}”是{what}，没有解开读取。"),
        Words(
            "Unpack it and send the workbooks, or pack them into one .zip.",
            "请解压后把表格文件发来，或者直接打成一个 .zip。",
        ),
    )
    F11 = Rule(
        Severity.WARNING,
        Words('"{file}" contains macros; they were not run.', "“{file}”带有宏，程序不会运行宏，只读取数值。"),
        Words("Next time save it as .xlsx.", "下次另存为 .xlsx。"),
    )
    F12 = Rule(
        Severity.WARNING,
        Words(
            '"{file}" links to other files in {n} places; saved values were used.',
            "“{file}”有 {n} 处引用了别的文件，采用的是保存时的数值。",
        ),
        Words("Copy and paste as values.", "复制后“粘贴为数值”。"),
    )
    F13 = Rule(
        Severity.WARNING,
        Words('"{file}" has embedded objects; not merged.', "“{file}”内嵌了对象或附件，未汇总。"),
        Words("Send attachments separately.", "附件另行报送。"),
    )
    F14 = Rule(
        Severity.INFO,
        Words('"{file}" was skipped: it is {what}.', "“{file}”已跳过：{what}。"),
        Words("Nothing to do, unless a form was meant.", "一般无需处理；如果是要报的表，请放入文件本身。"),
    )
    F15 = Rule(
        Severity.ERROR,
        Words(
            '"{file}" is open in another program or out of reach just now; skipped this time.',
            "“{file}”正被其他程序打开，或暂时读不到，这次没读。",
        ),
        Words(
            "Close it there, see that its folder can be opened, and run the command again.",
            "请关闭该文件，确认所在文件夹能打开，然后重新运行。",
        ),
    )
    F16 = Rule(
        Severity.REJECT,
        Words('"{file}" is a {what} table, which cannot be read here.', "“{file}”是{what}格式的表格，这里读不了。"),
        Words(
            "Open it where it was made, save or export it as .xlsx and send that.",
            "请用原来的软件打开，另存（导出）为 .xlsx 再交。",
        ),
    )
    F17 = Rule(
        Severity.REJECT,
        Words('"{file}" holds no workbook.', "“{file}”里没有表格文件。"),
        Words("Send the form itself, as .xlsx.", "请把填报表（.xlsx）本身发来。"),
    )
    F18 = Rule(
        Severity.REJECT,
        Words(
            '"{file}" cannot be read: it breaks the reader, or takes more time or memory than any form needs.',
            "“{file}”无法读取：文件内部有毛病，或者读取时要占的时间、内存远超一般表格。",
        ),
        Words("Fill in the form that was sent out and send that.", "请用下发的表重新填写后再交。"),
    )

    F19 = Rule(
        Severity.REJECT,
        Words('"{file}" is empty ({size}); nothing is in it.', "“{file}”是空文件（{size}），里面什么也没有。"),
        Words("Send the file again; its content was lost on the way.", "内容在途中丢了，请重新发送原文件。"),
    )

    F20 = Rule(
        Severity.REJECT,
        Words(
            '"{file}" has content very far from its table (up to {cells}); it was not read.',
            "“{file}”在离表格很远的地方（到 {cells} 为止）有内容，没有读取。",
        ),
        Words(
            "Delete what stands far below and beside the table, save it as .xlsx and send that.",
            "删去表格下方、右侧很远处多余的内容，另存为 .xlsx 再交。",
        ),
    )

    F22 = Rule(
        Severity.ERROR,
        Words(
            '"{file}" could not be worked through: the program failed over it (reference {reference}). '
            "The file is kept as it is, and nothing is held against whoever sent it.",
            "“{file}”这次没有处理完：程序出错（编号 {reference}），不是文件的问题，也不怪报送单位；文件原样保留。",
        ),
        Words(
            "Send {log} to whoever looks after reportkit; the unit need do nothing, and the next run tries again.",
            "请把 {log} 发给维护人；填报单位不用做什么，下次运行会再试。",
        ),
    )
    F23 = Rule(
        Severity.ERROR,
        Words(
            'The program failed while it marked the correction copy of "{file}" (reference {reference}); {instead}.',
            "标注“{file}”的修改稿时程序出错（编号 {reference}）；{instead}。",
        ),
        Words(
            "What the unit has to mend stands in the check report. Send {log} to whoever looks after reportkit.",
            "单位要改的内容见核查结果。请把 {log} 发给维护人。",
        ),
    )

    # Identity: whose form of which period it is.
    I01 = Rule(
        Severity.REJECT,
        Words('"{file}" is not a form issued by this office.', "“{file}”不是本系统下发的表。"),
        Words("Fill in the form that was sent out.", "用下发的表填写。"),
    )
    I03 = Rule(
        Severity.REJECT,
        Words("This form is for {found}; {wanted} is open now.", "这张表是 {found} 的，现在收的是 {wanted}。"),
        Words("Fill in the form for {wanted}.", "把内容填到 {wanted} 的表里。"),
    )
    I04 = Rule(
        Severity.WARNING,
        Words(
            "Older form version {found} read through a mapping; current is {wanted}.",
            "用的是旧版表（{found}），已按新版对应读取；现行版为 {wanted}。",
        ),
        Words("Use the new form next time.", "下次用新版。"),
    )
    I05 = Rule(
        Severity.REJECT,
        Words('Unit "{found}" is not on the list. {suggestion}', "表内单位“{found}”不在名单里。{suggestion}"),
        Words("Check the list of units.", "核对单位名单。"),
    )
    I07 = Rule(
        Severity.REJECT,
        Words("One file holds {n} units: {units}.", "一个文件里有 {n} 个单位的内容：{units}。"),
        Words("One file a unit.", "每单位一个文件。"),
    )
    I08 = Rule(
        Severity.FIXED,
        Words(
            "Unit or period cell was edited; recognised by form number as {unit} {period}.",
            "单位或期次的格子被改过，已按表内编号认定为 {unit} {period}。",
        ),
        Words("Nothing to do.", "无需处理。"),
    )

    # Deliveries: what else came from the unit, and when.
    D01 = Rule(
        Severity.INFO,
        Words(
            '{unit} sent {n} files; "{file}" of {time} is used, others kept.',
            "{unit} 交了 {n} 份，采用 {time} 的“{file}”，其余留存。",
        ),
        Words('If that is wrong, say which one counts with "reportkit accept".', "如不对，指定采用哪份。"),
    )
    D02 = Rule(
        Severity.ERROR,
        Words(
            "{unit} has {n} different files of unknown order; not merged. Where they differ: {cells}.",
            "{unit} 有 {n} 份内容不同、分不出先后的表，均未汇总。不同之处：{cells}。",
        ),
        Words("Send the one that counts.", "只留一份再交。"),
    )
    D03 = Rule(
        Severity.INFO,
        Words('"{file}" is identical to "{other}"; ignored.', "“{file}”与“{other}”完全相同，已忽略。"),
        Words("Nothing to do.", "无需处理。"),
    )
    D04 = Rule(
        Severity.WARNING,
        Words("{unit} returned at {time}, {late} late.", "{unit} 于 {time} 报送，比截止时间晚 {late}。"),
        Words("Decide whether it counts.", "决定是否计入。"),
    )
    D05 = Rule(
        Severity.WARNING,
        Words(
            "{n} cells filled last time are now empty: {cells}.",
            "新交的表里有 {n} 处上一份填过、现在是空的：{cells}。",
        ),
        Words("Check that this was meant.", "确认是否有意删除。"),
    )
    D07 = Rule(
        Severity.ERROR,
        Words("{unit} has not returned ({leader}, {contact}).", "{unit} 未报送（{leader}，{contact}）。"),
        Words("Remind the unit.", "催报。"),
    )
    D08 = Rule(
        Severity.ERROR,
        Words(
            "{unit} returned an empty form; counted as not returned.",
            "{unit} 交回的表没有填写任何内容，按未报送计。",
        ),
        Words("Fill it in and send it again.", "填写后再交。"),
    )
    D09 = Rule(
        Severity.WARNING,
        Words(
            "{unit}'s text is nearly the same as {other}'s ({pct}).",
            "{unit} 的内容与 {other} 基本相同（{pct}）。",
        ),
        Words("Check that the right file was sent.", "核对是否误交。"),
    )
    D10 = Rule(
        Severity.WARNING,
        Words(
            "{n} progress texts are identical to last period ({cells}).",
            "有 {n} 项进展与上期一字不差（{cells}）。",
        ),
        Words('Bring the progress up to date, or write "no change".', "更新进展或注明“无变化”。"),
    )
    D11 = Rule(
        Severity.WARNING,
        Words(
            "{unit}'s return for {period}, received on {time}, came to count after this period's first; the comparison "
            "has changed.",
            "{unit} 的{period}报表（{time} 收到）在本期首份报表之后才计入；与该期的比较已随之改变。",
        ),
        Words("If this summary was sent out before, send it again.", "如此前已发出本期汇总，请重发。"),
    )
    D12 = Rule(
        Severity.WARNING,
        Words(
            '"{file}" of {unit} came later but does not count; "{other}" does: {why}.',
            "{unit} 的“{file}”收到得更晚，但没有采用，采用的是“{other}”：{why}。",
        ),
        Words('If this one is to count, say so with "reportkit accept".', "如应以这份为准，用“reportkit accept”指定。"),
    )
    D13 = Rule(
        Severity.ERROR,
        Words(
            "The original “{file}” of {unit} is not where it was kept ({stored}): {why}. It does not count.",
            "{unit} 的原件“{file}”不在原来保存的位置（{stored}）：{why}。未计入。",
        ),
        Words(
            "Put the original back, or put it into inbox/ and collect again; else ask the unit to send it once more.",
            "请从备份恢复原件，或放进 inbox 再收取；找不回的请单位重新报送。",
        ),
    )
    D14 = Rule(
        Severity.WARNING,
        Words(
            "The form of {period} came from {unit}, while that of {wanted} is out and has not come back.",
            "{unit} 交回的是{period}的表；{wanted}的表已下发，该单位尚未报送。",
        ),
        Words(
            'It counts for {period}. If the wrong form was filled in, ask for {wanted}, and say with "reportkit '
            'accept" which return counts for {period}.',
            "已计入{period}。如是填错了表，请单位改填{wanted}的表，并用“reportkit accept”指定{period}以哪份为准。",
        ),
    )

    # Structure: sheets, columns and rows.
    S01 = Rule(
        Severity.REJECT,
        Words('Sheet "{sheet}" is missing. The file has: {found}.', "缺工作表“{sheet}”。文件里有：{found}。"),
        Words("Fill that sheet in, in the form that was sent out.", "请在下发的表里补填这张表。"),
    )
    S02 = Rule(
        Severity.INFO,
        Words('Sheet "{sheet}" was renamed "{found}"; recognised.', "工作表“{sheet}”被改名为“{found}”，已认出。"),
        Words("Nothing to do.", "无需处理。"),
    )
    S03 = Rule(
        Severity.ERROR,
        Words('Column "{field}" is missing in "{sheet}".', "“{sheet}”缺“{field}”一列。"),
        Words("Restore the column and send it again.", "恢复该列再交。"),
    )
    S04 = Rule(
        Severity.ERROR,
        Words(
            'Header "{found}" in column {col} not recognised; expected "{wanted}".',
            "第 {col} 列表头“{found}”认不出，应为“{wanted}”。",
        ),
        Words("Restore the heading.", "改回原表头。"),
    )
    S05 = Rule(
        Severity.INFO,
        Words('"{field}" moved to column {col}; recognised.', "“{field}”移到了 {col} 列，已认出。"),
        Words("Nothing to do.", "无需处理。"),
    )
    S06 = Rule(
        Severity.WARNING,
        Words("{n} extra columns ({names}) not merged.", "多出 {n} 列（{names}），未汇总。"),
        Words("Put what you want to report in the remarks.", "要报的内容写进备注。"),
    )
    S07 = Rule(
        Severity.ERROR,
        Words('Two columns are called "{field}" ({cols}).', "有两列都叫“{field}”（{cols}）。"),
        Words("Delete one of the columns.", "删去一列。"),
    )
    S08 = Rule(
        Severity.INFO,
        Words("{n} rows above the header; recognised.", "表头上方多了 {n} 行，已认出。"),
        Words("Nothing to do.", "无需处理。"),
    )
    S09 = Rule(
        Severity.ERROR,
        Words("{cells} are merged; rows cannot be told apart.", "{cells} 是合并单元格，无法分清各行的数。"),
        Words("Unmerge the cells and fill in each row.", "取消合并，逐行填写。"),
    )
    S10 = Rule(
        Severity.WARNING,
        Words("Rows {rows} are hidden or filtered; still merged.", "第 {rows} 行被隐藏或筛掉，内容仍已汇总。"),
        Words("Check that they are meant to be reported.", "确认是否要报。"),
    )
    S11 = Rule(
        Severity.WARNING,
        Words('Hidden sheet "{sheet}" has content; not merged.', "隐藏工作表“{sheet}”里有内容，未汇总。"),
        Words("Move what should be reported into the form.", "需要报的移到正表。"),
    )
    S12 = Rule(
        Severity.WARNING,
        Words("Content outside the table ({cells}) not merged.", "表格之外（{cells}）有内容，未汇总。"),
        Words("Move it into the table or delete it.", "移到表内或删除。"),
    )
    S13 = Rule(
        Severity.ERROR,
        Words("{n} tasks are missing: {tasks}.", "少了 {n} 项任务：{tasks}。"),
        Words(
            "They are back in the correction copy: fill them in there, even where nothing has begun.",
            "修改稿里已经补回，请在里面填写；未开展也要填。",
        ),
    )
    S14 = Rule(
        Severity.WARNING,
        Words(
            "{n} rows not on the task list ({cells}); listed apart.",
            "多了 {n} 行任务单上没有的事项（{cells}），已单列，未计入。",
        ),
        Words("Call us if they should be on the list; otherwise leave them.", "要增列任务请联系我们；否则不用管。"),
    )
    S15 = Rule(
        Severity.INFO,
        Words("Rows were re-ordered; matched by task number.", "行的顺序变了，已按任务编号对上。"),
        Words("Nothing to do.", "无需处理。"),
    )
    S16 = Rule(
        Severity.FIXED,
        Words(
            '"{field}" in {cells} was changed to "{value}"; restored from the task list as "{wanted}".',
            "{cells} 的“{field}”被改为“{value}”，已按任务单恢复为“{wanted}”。",
        ),
        Words("Call us if the list itself is wrong.", "要改任务单请联系我们。"),
    )
    S17 = Rule(
        Severity.ERROR,
        Words("{cells} has no task number.", "{cells} 没有任务编号，不知是哪项任务。"),
        Words("Restore the number.", "恢复编号。"),
    )
    S18 = Rule(
        Severity.ERROR,
        Words(
            "Task {task_no} appears {n} times ({places}){differ}.",
            "任务 {task_no} 出现了 {n} 次（{places}）{differ}。",
        ),
        Words("Make them one row.", "合并为一行。"),
    )
    S19 = Rule(
        Severity.INFO,
        Words("Rows {rows} are totals or notes; skipped.", "第 {rows} 行是合计或说明，已跳过。"),
        Words("Nothing to do.", "无需处理。"),
    )
    S20 = Rule(
        Severity.INFO,
        Words(
            "The drop-down in {cells} was lost, usually by pasting.",
            "{cells} 的下拉选项丢失（多因复制粘贴），内容仍已核对。",
        ),
        Words('Choose "paste values" when pasting.', "粘贴时选“粘贴为数值”。"),
    )
    S23 = Rule(
        Severity.WARNING,
        Words(
            "The hidden keys of {cells} belong to other rows; what can be seen in them was taken.",
            "{cells} 这几行的隐藏编号和看得见的内容不是同一项，已按看得见的序号和文字认定。",
        ),
        Words("Check that each row reports on its own task.", "请核对各行是不是填在自己的任务上。"),
    )
    S22 = Rule(
        Severity.WARNING,
        Words(
            "{cells} are merged; what is written in them counts for each of their rows.",
            "{cells} 是合并单元格，里面的文字每一行都算。",
        ),
        Words("If the rows differ, unmerge the cells and fill in each.", "各行不一样的，请取消合并，逐行填写。"),
    )
    S21 = Rule(
        Severity.WARNING,
        Words(
            "“{found}” was written beside the table ({cells}); not merged.",
            "表格旁边（{cells}）写了“{found}”，未汇总。",
        ),
        Words(
            "If it is to count, write it into the table, for example under remarks.",
            "要计入的请写进表里，例如填在备注；只是说明的可以不改。",
        ),
    )

    # Values: what stands in a cell.
    V01 = Rule(
        Severity.ERROR,
        Words('{cells}: "{field}" is empty.', "{cells} 没填“{field}”。"),
        Words("Fill it in{how}.", "请填写{how}。"),
    )
    V02 = Rule(
        Severity.ERROR,
        Words('{cells}: "{value}" is not a number.', "{cells} 的“{value}”不是数字。"),
        Words("Type the number only, for example {example}.", "只填数字，例如 {example}。"),
    )
    V03 = Rule(
        Severity.FIXED,
        Words('{cells}: "{value}" was read as {read}.', "{cells} 的“{value}”已读作 {read}。"),
        Words("Put it right if that is wrong.", "不对请改。"),
    )
    V04 = Rule(
        Severity.ERROR,
        Words(
            '{cells}: "{value}" includes a unit or words. This column is in {unit_word}. Is it {guess}?',
            "{cells} 的“{value}”带有单位或文字。本列单位是{unit_word}，是否为 {guess}？",
        ),
        Words("Type the number only, for example {guess}.", "只填数字，例如 {guess}。"),
    )
    V05 = Rule(
        Severity.WARNING,
        Words(
            "{cells}: {value} could mean {a} or {b}; taken as {a}.",
            "{cells} 填了 {value}，看不出是 {a} 还是 {b}，按 {a} 计。",
        ),
        Words("Check it and write it with %.", "请核对，改成带 % 的写法。"),
    )
    V06 = Rule(
        Severity.ERROR,
        Words(
            "{cells}: {value} must be between {min} and {max}.",
            "{cells} 的 {value} 超出范围，应在 {min} 至 {max} 之间。",
        ),
        Words("Put the number right.", "改正数值。"),
    )
    V07 = Rule(
        Severity.ERROR,
        Words('{cells}: "{value}" is not a date.', "{cells} 的“{value}”不是日期。"),
        Words("Write it like {like}.", "写成 {like} 这样。"),
    )
    V08 = Rule(
        Severity.FIXED,
        Words('{cells}: "{value}" was read as {date}.', "{cells} 的“{value}”已读作 {date}。"),
        Words("Put it right if that is wrong.", "不对请改。"),
    )
    V09 = Rule(
        Severity.ERROR,
        Words('{cells}: "{value}" is not an exact day.', "{cells} 的“{value}”说不准是哪一天。"),
        Words("Give the day, for example {like}.", "写到日，例如 {like}。"),
    )
    V10 = Rule(
        Severity.ERROR,
        Words("{cells}: {value} does not exist.", "{cells}：没有 {value} 这一天。"),
        Words("Put the date right.", "改正日期。"),
    )
    V11 = Rule(
        Severity.ERROR,
        Words(
            "{cells}: {value} must be between {from} and {to}.",
            "{cells} 的 {value} 应在 {from} 至 {to} 之间。",
        ),
        Words("Put the date right.", "改正日期。"),
    )
    V12 = Rule(
        Severity.ERROR,
        Words(
            '{cells}: "{value}" is not one of the choices. {suggestion} Choices: {choices}.',
            "{cells} 填了“{value}”，不在选项里。{suggestion}可选：{choices}。",
        ),
        Words("Choose one from the drop-down list.", "从下拉列表选一项。"),
    )
    V13 = Rule(
        Severity.FIXED,
        Words('{cells}: "{value}" was taken as "{read}".', "{cells} 的“{value}”按选项“{read}”计。"),
        Words("Nothing to do.", "无需处理。"),
    )
    V14 = Rule(
        Severity.ERROR,
        Words("{cells} shows {value}, a formula error.", "{cells} 显示 {value}，是公式出错，不是数据。"),
        Words("Type what it should be, without a formula.", "请直接填内容，不用公式。"),
    )
    V15 = Rule(
        Severity.ERROR,
        Words("{cells} holds a formula that was never calculated.", "{cells} 是没有算出结果的公式。"),
        Words("Open and save it with Excel or WPS, then send it again.", "用 Excel 或 WPS 打开并保存后再交。"),
    )
    V16 = Rule(
        Severity.INFO,
        Words("{cells} is a formula; saved result {value} used.", "{cells} 是公式，采用保存时的结果 {value}。"),
        Words("Nothing to do.", "无需处理。"),
    )
    V17 = Rule(
        Severity.ERROR,
        Words("{cells} has {n} characters; at most {max}.", "{cells} 有 {n} 字，最多 {max} 字。"),
        Words("Shorten it and send it again.", "精简后再交。"),
    )
    V18 = Rule(
        Severity.FIXED,
        Words("{n} invisible characters removed from {cells}.", "{cells} 里 {n} 个看不见的字符已去掉。"),
        Words("Nothing to do.", "无需处理。"),
    )
    V19 = Rule(
        Severity.ERROR,
        Words('{cells}: "{value}" says nothing we can merge.', "{cells} 填了“{value}”，看不出内容。"),
        Words("Say what was done; if there is no progress, say why.", "逐条写明；没有进展请写原因。"),
    )
    V20 = Rule(
        Severity.INFO,
        Words('{cells} starts with "{char}"; kept as plain text.', "{cells} 以“{char}”开头，按文字保存。"),
        Words("Nothing to do.", "无需处理。"),
    )
    V21 = Rule(
        Severity.WARNING,
        Words("{cells} is a picture; pictures are not merged.", "{cells} 是图片，图片不能汇总。"),
        Words("Write it in words.", "用文字填写。"),
    )
    V22 = Rule(
        Severity.ERROR,
        Words(
            "{cells}: numbers over 15 digits lose their last digits.",
            "{cells} 的编号超过 15 位，末几位已被表格软件变成 0。",
        ),
        Words("Set the cell to text format first, then type it again.", "先设为文本格式，再重填。"),
    )

    # Across fields, periods and units.
    X01 = Rule(
        Severity.ERROR,
        Words(
            "The status is “{status}” ({cell_a}), but progress is {pct} ({cell_b}).",
            "状态是“{status}”（{cell_a}），进度却是 {pct}（{cell_b}）。",
        ),
        Words("Put one of the two right.", "改正其中一处。"),
    )
    X03 = Rule(
        Severity.ERROR,
        Words(
            "“{value}” was chosen, so “{field}” ({cell}) is needed.",
            "选了“{value}”，就要填“{field}”（{cell}）。",
        ),
        Words("Fill it in, one sentence is enough.", "请补填，一句话也可以。"),
    )
    X05 = Rule(
        Severity.WARNING,
        Words("{cells}: {last} last period, {now} now.", "{cells} 上期 {last}，本期 {now}，退后了。"),
        Words("Check it; if it is so, say why in the remarks.", "核对；属实请在备注说明。"),
    )
    X06 = Rule(
        Severity.WARNING,
        Words(
            "It was due {due}, and the status is still “{status}”.",
            "时限是 {due}，状态仍是“{status}”。",
        ),
        Words("Check the status; say in the problems what holds it up.", "请核对状态；没完成请在存在问题里写明原因。"),
    )

    # The master workbook and the form template.
    M01 = Rule(
        Severity.ERROR,
        Words(
            'Settings "{sheet}" row {row}: unknown type "{value}". Did you mean "{suggestion}"? Known: {types}.',
            "设置表“{sheet}”第 {row} 行：类型“{value}”不认识。是否指“{suggestion}”？可用：{types}。",
        ),
        Words("Put the settings right.", "改正设置。"),
    )
    M02 = Rule(
        Severity.ERROR,
        Words("Task number {task_no} repeats in rows {rows}.", "任务编号 {task_no} 在第 {rows} 行重复。"),
        Words("Give one of them another number.", "请给其中一项改号。"),
    )
    M03 = Rule(
        Severity.ERROR,
        Words("Task {task_no} has no lead unit.", "任务 {task_no} 没有写牵头单位。"),
        Words("Fill it in; without one nobody is asked about the task.", "请补上，否则没有单位报送这一项。"),
    )
    M04 = Rule(
        Severity.ERROR,
        Words(
            'Unit "{found}" is not in the unit list. {suggestion}',
            "责任单位“{found}”不在单位名单里。{suggestion}",
        ),
        Words(
            "Put the name right, or add the unit to the sheet of units.", "请改正名称；确有这家单位的，请补进单位表。"
        ),
    )
    M05 = Rule(
        Severity.ERROR,
        Words(
            'Field "{field}" uses list "{list}", which does not exist. {suggestion}',
            "填报项“{field}”用到选项“{list}”，选项表里没有。{suggestion}",
        ),
        Words("Put it right.", "改正。"),
    )
    M06 = Rule(
        Severity.ERROR,
        Words('Sheet "{sheet}" not found; "{found}" is close.', "没找到工作表“{sheet}”，有个相近的“{found}”。"),
        Words("Rename it.", "改名。"),
    )
    M07 = Rule(
        Severity.ERROR,
        Words(
            'Field "{field}" changed from {a} to {b}.',
            "填报项“{field}”上一期是{a}，本期改成{b}；已下发的表不能改类型。",
        ),
        Words("Add a new field instead.", "另起新填报项。"),
    )
    M08 = Rule(
        Severity.WARNING,
        Words('Waiver "{rule}" for {unit} ended {date}.', "豁免“{rule}”（{unit}）已于 {date} 到期。"),
        Words("Extend it or delete it.", "续期或删除。"),
    )
    M09 = Rule(
        Severity.WARNING,
        Words(
            'The sheet look has no cell named "{name}"; the usual look is used.',
            "look 表里没有名为“{name}”的单元格，用默认样式。",
        ),
        Words(
            "Nothing need be done; to change it, name a cell like that.",
            "不改样式可不管；要改，请把一个单元格命名为该名称。",
        ),
    )

    # Output.
    O03 = Rule(
        Severity.WARNING,
        Words("{n} units are not in this summary: {units}.", "本次汇总不含 {n} 家：{units}。"),
        Words("See the list of units that have not returned.", "见未报送名单。"),
    )
    O04 = Rule(
        Severity.WARNING,
        Words(
            "LibreOffice is not installed on this machine; no PDF was made. The workbooks are complete.",
            "本机没有安装 LibreOffice，未生成 PDF；工作簿都已生成。",
        ),
        Words(
            "Install LibreOffice, or print the first sheet to PDF from Excel or WPS.",
            "请安装 LibreOffice，或在 Excel、WPS 中把第一张表另存为 PDF。",
        ),
    )
    O05 = Rule(
        Severity.WARNING,
        Words(
            "LibreOffice could not turn {n} workbooks into PDF: {files}.",
            "LibreOffice 有 {n} 本未能转成 PDF：{files}。",
        ),
        Words(
            "Run the command again, or print the first sheet to PDF from Excel or WPS.",
            "请重试，或在 Excel、WPS 中把第一张表另存为 PDF。",
        ),
    )
    O06 = Rule(
        Severity.WARNING,
        Words("The list is of {year}, and {period} is of another year.", "任务单是 {year} 年的，{period}不在这一年。"),
        Words(
            "Check the period; for a new year import its list first.",
            "请核对报送期；新的一年请先导入当年的任务单。",
        ),
    )

    O07 = Rule(
        Severity.ERROR,
        Words(
            "{n} files among the kept originals are not on record and do not count: {files}.",
            "保存的原件里有 {n} 个文件没有收件记录，未计入：{files}。",
        ),
        Words('Run "reportkit collect": it takes them in.', "请运行“reportkit collect”，会重新登记。"),
    )

    # The list: what the import of a source document guessed or repaired.
    L01 = Rule(
        Severity.FIXED,
        Words(
            "{n} pinyin glosses that a web page had glued on were removed.",
            "去掉了网页转换时粘上的拼音 {n} 处。",
        ),
        Words("Look through the wording once.", "请通读一遍文字。"),
    )
    L02 = Rule(
        Severity.FIXED,
        Words("Mis-decoded text “{found}” was restored as “{wanted}”.", "乱码“{found}”已还原为“{wanted}”。"),
        Words("Compare it with the original document.", "请对照原件核对。"),
    )
    L03 = Rule(
        Severity.FIXED,
        Words(
            "“{found}” stood on several lines and was joined as “{wanted}”.",
            "“{found}”分在几行，已合为“{wanted}”。",
        ),
        Words("Put it right in the list if they are two.", "如果本是两个名称，请在任务单里改正。"),
    )
    L04 = Rule(
        Severity.WARNING,
        Words(
            "It is not clear where lead units end and participants begin; taken as lead: {leads}.",
            "看不出牵头单位与参与单位的分界，按牵头 {leads} 处理。",
        ),
        Words("Check it and put it right in the list.", "请核对，不对请在任务单里改正。"),
    )
    L05 = Rule(
        Severity.INFO,
        Words(
            "The project “{wanted}” was filled down to tasks {tasks}.",
            "项目“{wanted}”已向下填到任务 {tasks}。",
        ),
        Words("Nothing to do.", "无需处理。"),
    )
    L06 = Rule(
        Severity.FIXED,
        Words("“{found}” was taken as “{wanted}”.", "“{found}”按“{wanted}”处理。"),
        Words("Put it right on the sheet of units if they are two.", "如果是两家，请在单位表里改正。"),
    )
    L07 = Rule(
        Severity.WARNING,
        Words("The numbers of the list are not 1 to {n}: {what}.", "任务编号不是 1 至 {n}：{what}。"),
        Words("Check it against the original document.", "请对照原件核对。"),
    )
    L08 = Rule(
        Severity.FIXED,
        Words("“{found}” belongs to no task and was left out.", "“{found}”不属于任何任务，没有收入。"),
        Words("Nothing to do if that is right.", "确实无关则无需处理。"),
    )
    L09 = Rule(
        Severity.WARNING,
        Words("Tasks {tasks} stand under no project.", "任务 {tasks} 没有写明项目。"),
        Words("Fill in the project if there is one.", "有项目请补上。"),
    )
    L10 = Rule(
        Severity.INFO,
        Words("{n} targets were found in the wording of the tasks.", "从任务文字里找出指标 {n} 条。"),
        Words("Look them over on the sheet of targets.", "请在指标表里逐条过目。"),
    )
    L11 = Rule(
        Severity.WARNING,
        Words(
            "“{found}” looks like “{wanted}”, but that is not certain; kept apart.",
            "“{found}”像是“{wanted}”，但不能确定，先分开。",
        ),
        Words("If they are one, add it to the other names of that unit.", "如是同一家，请填进该单位的“别名”。"),
    )
    L12 = Rule(
        Severity.WARNING,
        Words("“{found}” does not say which units are meant.", "“{found}”没有写明是哪些单位。"),
        Words(
            "Fill in its members on the sheet of groups if they are known.",
            "如已明确，请在集合名称表里填上成员。",
        ),
    )
    L13 = Rule(
        Severity.WARNING,
        Words("Column “{found}” is not known and was left out.", "“{found}”一列认不出，没有收入。"),
        Words(
            "If it is needed, choose on the sheet of headings what it holds, and import again.",
            "需要的话，请在“列名对照”表里选定这一列是什么，再重新导入。",
        ),
    )
    L14 = Rule(
        Severity.FIXED,
        Words("The padding inside the name “{wanted}” was removed.", "姓名“{wanted}”中间的空格已去掉。"),
        Words("Nothing to do.", "无需处理。"),
    )
    L15 = Rule(
        Severity.WARNING,
        Words(
            "“{found}” looks mis-decoded and could not be restored.",
            "“{found}”像是乱码，没能还原。",
        ),
        Words("Compare it with the original document.", "请对照原件改正。"),
    )
    L16 = Rule(
        Severity.INFO,
        Words(
            "“{found}” was taken as {n} units: {wanted}.",
            "“{found}”按 {n} 家单位处理：{wanted}。",
        ),
        Words("Put its members right on the sheet of groups.", "不对请在集合名称表里改正成员。"),
    )
    L17 = Rule(
        Severity.INFO,
        Words(
            "The texts of column “{found}” were put behind the wording of their tasks.",
            "“{found}”一列的内容已接在各项任务的文字后面。",
        ),
        Words("Look through the wording once.", "请通读一遍文字。"),
    )
    L18 = Rule(
        Severity.WARNING,
        Words(
            "“{found}” in the column of deadlines was taken as {wanted}.",
            "完成时限“{found}”按 {wanted} 处理。",
        ),
        Words("Put the deadline right in the list if that is wrong.", "不对请在任务单里改正。"),
    )
    L26 = Rule(
        Severity.WARNING,
        Words(
            "“{found}” in the column of deadlines was taken as milestones: {wanted}.",
            "完成时限一栏的“{found}”拆成了节点：{wanted}。",
        ),
        Words("Put them right on the sheet of milestones if that is wrong.", "不对请在“节点”表里改正。"),
    )
    L19 = Rule(
        Severity.WARNING,
        Words("Nothing says which year the list is of.", "看不出任务单是哪一年的。"),
        Words("Fill in the year on the sheet of settings.", "请在设置表里填上年份。"),
    )
    L21 = Rule(
        Severity.WARNING,
        Words(
            "It no longer stands in the list; it was kept and is withdrawn from {day} on.",
            "新任务单里没有了，已保留并从 {day} 起撤销。",
        ),
        Words("Clear the day of withdrawal if the task goes on.", "如仍要办理，请删去“撤销日期”。"),
    )
    L22 = Rule(
        Severity.WARNING,
        Words(
            "The list words it anew, but somebody had edited it here, and that wording stays. "
            "The list now says: “{found}”.",
            "任务单改了文字，但这里有人改过，仍用改过的。任务单现为：“{found}”。",
        ),
        Words("Take the new wording over by hand if it should count.", "如应以新文字为准，请手工改过来。"),
    )
    L23 = Rule(
        Severity.INFO,
        Words("It is new in the list and counts from {day} on.", "是任务单新增的，从 {day} 起计入。"),
        Words("Change the day of adding if that is wrong.", "不对请改“新增日期”。"),
    )
    L24 = Rule(
        Severity.WARNING,
        Words(
            "Task {was} has the number {task_no} now; earlier rounds know it under the old one.",
            "任务 {was} 现编号为 {task_no}，以前各期仍是旧编号。",
        ),
        Words(
            "Put the old numbers back in the list if earlier rounds are to go on.",
            "要与以前各期连续，请在任务单里恢复旧编号。",
        ),
    )
    L25 = Rule(
        Severity.WARNING,
        Words(
            "This is another list than the master's: its {n} tasks made way for the new ones.",
            "这是另一份任务单：原有的 {n} 项任务已由新的取代。",
        ),
        Words(
            "If it is the same list after all, bring the master that was set aside back.",
            "如其实是同一份，请恢复另存的旧文件。",
        ),
    )

    # Further codes of the stations.
    I09 = Rule(
        Severity.ERROR,
        Words(
            "The form number “{found}” in “{file}” does not check; it is not certain whose return this is.",
            "“{file}”的表号“{found}”核对不上，不能确定是谁报的。",
        ),
        Words(
            'See whose it is, then run "reportkit accept".',
            "请确认是谁报的，再用“reportkit accept”指定。",
        ),
    )
    I10 = Rule(
        Severity.WARNING,
        Words(
            "“{file}” has lost its keys; recognised by {what}.",
            "“{file}”里的编号列不见了，按{what}认出。",
        ),
        Words("Use the form that was sent out next time.", "下次请直接在下发的表里填写。"),
    )
    I11 = Rule(
        Severity.ERROR,
        Words(
            "What “{file}” says of itself does not agree: {a}; {b}.",
            "“{file}”里的说法对不上：{a}；{b}。",
        ),
        Words(
            'See whose it is, then run "reportkit accept".',
            "请确认是谁报的，再用“reportkit accept”指定。",
        ),
    )
    I12 = Rule(
        Severity.INFO,
        Words(
            "The office took “{file}” as the return of {unit} for {period}.",
            "“{file}”由督查部门认定为 {unit} {period} 的报送。",
        ),
        Words("Nothing to do.", "无需处理。"),
    )
    I13 = Rule(
        Severity.ERROR,
        Words("“{file}” holds {n} forms: {forms}.", "“{file}”里有 {n} 份表：{forms}。"),
        Words(
            'Send each form as a file of its own; or name the one that counts with "reportkit accept".',
            "请每份表存一个文件再交；只要其中一份时，用“reportkit accept”指定。",
        ),
    )
    I14 = Rule(
        Severity.ERROR,
        Words(
            "“{file}” has lost its number and its keys; by task numbers and wording it seems to be {whose}.",
            "“{file}”里没有表号和编号列，从任务编号和文字看，像是{whose}。",
        ),
        Words(
            'See whose it is and for which period, then run "reportkit accept".',
            "请确认是谁报的、报的是哪一期，再用“reportkit accept”指定。",
        ),
    )
    I15 = Rule(
        Severity.REJECT,
        Words(
            "None of the tasks in “{file}” is one that {unit} was asked to report on; the form was made for {whose}.",
            "“{file}”里没有要{unit}报送的任务，这是发给{whose}的表。",
        ),
        Words(
            'See whose it is and run "reportkit accept" with that unit, or have the unit fill in its own form.',
            "请确认是谁报的，再用“reportkit accept”指定；或请该单位改填自己的表。",
        ),
    )
    V26 = Rule(
        Severity.ERROR,
        Words(
            '{cells}: "{value}" is in another unit of measure. This column is in {unit_word}.',
            "{cells} 的“{value}”单位不对，本列单位是{unit_word}。",
        ),
        Words("Convert it into {unit_word} and type the number only.", "请换算成{unit_word}，只填数字。"),
    )
    V24 = Rule(
        Severity.ERROR,
        Words("{cells}: {value} is too small, it must be at least {min}.", "{cells} 的 {value} 太小，最小是 {min}。"),
        Words("Put the number right.", "请改正数值。"),
    )
    V25 = Rule(
        Severity.ERROR,
        Words("{cells}: {value} is too large, it must be at most {max}.", "{cells} 的 {value} 太大，最大是 {max}。"),
        Words("Put the number right.", "请改正数值。"),
    )
    V23 = Rule(
        Severity.WARNING,
        Words("{cells}: “{field}” is empty.", "{cells} 没填“{field}”。"),
        Words("Fill it in if there is a figure; otherwise leave it.", "有数就填，暂时没有可以空着。"),
    )
    X07 = Rule(
        Severity.ERROR,
        Words(
            "Progress is 100 % ({cell_b}), but the status is “{status}” ({cell_a}).",
            "进度已是 100%（{cell_b}），状态却是“{status}”（{cell_a}）。",
        ),
        Words("Put one of the two right.", "改正其中一处。"),
    )
    X08 = Rule(
        Severity.WARNING,
        Words(
            "“{indicator}” stands at {now} of {wanted}, but the status is “{status}”.",
            "“{indicator}”目标 {wanted}，目前 {now}，状态却是“{status}”。",
        ),
        Words("Check the status and the figure.", "请核对状态和数值。"),
    )
    X09 = Rule(
        Severity.WARNING,
        Words(
            "“{indicator}” was {last} last period and is {now} now.",
            "“{indicator}”上期 {last}，本期 {now}，变少了。",
        ),
        Words("Check it; if it is so, say why in the remarks.", "请核对；属实请在备注说明。"),
    )
    X10 = Rule(
        Severity.WARNING,
        Words(
            "“{indicator}” is {now}, {times} times the target of {wanted}; is the measure right?",
            "“{indicator}”填了 {now}，是目标（{wanted}）的 {times} 倍，单位是不是填错了？",
        ),
        Words("The measure is {unit_word}.", "本行单位是{unit_word}，请核对。"),
    )
    X11 = Rule(
        Severity.WARNING,
        Words("The lead units disagree on {what}: {sayings}.", "牵头单位对{what}的说法不一：{sayings}。"),
        Words("Ask them; the first-named unit's is used.", "请核实；汇总采用第一牵头单位的说法。"),
    )
    X12 = Rule(
        Severity.WARNING,
        Words("{unit} reports on it but does not lead it.", "{unit} 报了这一项，但不是它的牵头单位。"),
        Words(
            "It is listed apart and not counted; call us if your unit leads it.",
            "已单列，未计入；确由本单位牵头的请联系我们。",
        ),
    )
    X13 = Rule(
        Severity.WARNING,
        Words(
            "The status is “{status}” ({cell_a}), but progress is already {pct} ({cell_b}).",
            "状态是“{status}”（{cell_a}），进度却已有 {pct}（{cell_b}）。",
        ),
        Words("Check which of the two is right.", "请核对哪一处是对的。"),
    )
    X14 = Rule(
        Severity.WARNING,
        Words(
            "{cells}: the expected finish {date} is later than the time limit {due}.",
            "{cells} 预计完成时间 {date} 晚于时限 {due}。",
        ),
        Words("Check the date; if it is so, say why in the remarks.", "请核对日期；属实请在备注说明原因。"),
    )
    X15 = Rule(
        Severity.WARNING,
        Words(
            "{cells}: the expected finish {date} passed within the period, and the status is still “{status}”.",
            "{cells} 预计完成时间 {date} 在本期内已过，状态仍是“{status}”。",
        ),
        Words("Give the new date, or put the status right.", "请填新的预计时间，或改正状态。"),
    )
    X16 = Rule(
        Severity.WARNING,
        Words(
            "The status is “{status}”, but {what} stands at {now} while {expected} is expected by now.",
            "状态是“{status}”，但{what}只有 {now}，而序时应达 {expected}。",
        ),
        Words("Check the status and the figure.", "请核对状态和数值。"),
    )
    X17 = Rule(
        Severity.WARNING,
        Words(
            "{cells}: the text says {what} {said}, but the figure filled in ({cell_b}) is {now}.",
            "{cells} 文字里写{what} {said}，{cell_b} 填的是 {now}。",
        ),
        Words("Put the one right that is wrong.", "请核对，改正不对的一处。"),
    )
    X18 = Rule(
        Severity.WARNING,
        Words(
            "The status is “{status}” and the progress {now}, but the milestone “{milestone}” is past.",
            "状态是“{status}”，进度填 {now}，而节点“{milestone}”已过，尚未达到。",
        ),
        Words(
            "Check status and percent; say under problems what holds the task up.",
            "请核对状态和进度；确未达到的，在存在问题里说明原因。",
        ),
    )
    M10 = Rule(
        Severity.ERROR,
        Words("“{found}” is no {what}.", "“{found}”不是正确的{what}。"),
        Words("Write it like {example}.", "请写成 {example} 这样。"),
    )
    M11 = Rule(
        Severity.ERROR,
        Words("Sheet “{sheet}” has no column “{field}”.", "工作表“{sheet}”缺“{field}”一列。"),
        Words("Restore the column.", "请恢复该列。"),
    )
    M12 = Rule(
        Severity.WARNING,
        Words(
            "Leader “{found}” is not on the sheet of leaders. {suggestion}",
            "领导“{found}”不在领导名单里。{suggestion}",
        ),
        Words("Add the name or put it right.", "请补进名单或改正。"),
    )
    M13 = Rule(
        Severity.WARNING,
        Words("Task numbers {found} are missing.", "缺任务编号 {found}。"),
        Words("Check it against the list.", "请对照任务单核对。"),
    )
    M14 = Rule(
        Severity.ERROR,
        Words("Target “{found}” of task {task_no} has no number.", "任务 {task_no} 的指标“{found}”没有数值。"),
        Words(
            "Fill in the value; if it has none, set its kind to implicit.",
            "请填上目标值；确实没有数字的，类型选“定性”。",
        ),
    )
    M15 = Rule(
        Severity.ERROR,
        Words(
            "Targets belong to task {found}, which is not on the list.",
            "指标属于任务 {found}，任务单里没有这一项。",
        ),
        Words("Put the number right.", "请改正任务编号。"),
    )
    M16 = Rule(
        Severity.INFO,
        Words("Unit “{found}” has no task.", "单位“{found}”没有任务。"),
        Words("Nothing to do; delete the row if it is not needed.", "无需处理；不需要可删去该行。"),
    )
    M17 = Rule(
        Severity.WARNING,
        Words("Nothing says which units “{found}” stands for.", "没有写明“{found}”是哪些单位。"),
        Words("Fill in its members if they are known.", "如已明确，请填上成员。"),
    )
    M18 = Rule(
        Severity.ERROR,
        Words("“{found}” is the name of two units ({a}, {b}).", "“{found}”同时是两家单位的名称（{a}、{b}）。"),
        Words("Leave it with one of them.", "请只留在其中一家。"),
    )
    M19 = Rule(
        Severity.ERROR,
        Words("Task {task_no} has no wording.", "任务 {task_no} 没有写重点工作。"),
        Words("Fill it in or delete the row.", "请补上，或删去该行。"),
    )
    M20 = Rule(
        Severity.ERROR,
        Words("Two fields are called “{found}”.", "有两个填报项都叫“{found}”。"),
        Words("Rename one of them.", "请改掉其中一个。"),
    )
    M21 = Rule(
        Severity.ERROR,
        Words(
            "Setting “{field}”: {found} is not between {least} and {most}; {default} is used.",
            "设置“{field}”填的 {found} 不在 {least} 到 {most} 之间，暂按 {default}。",
        ),
        Words("Put it right.", "请改正。"),
    )
    M22 = Rule(
        Severity.FIXED,
        Words("{cells}: “{found}” was read as {wanted}.", "{cells} 的“{found}”按 {wanted} 处理。"),
        Words("Nothing to do if that is right.", "没有错则无需处理。"),
    )
    M23 = Rule(
        Severity.ERROR,
        Words("Sheet “{sheet}” is missing.", "缺工作表“{sheet}”。"),
        Words("Bring it back from an earlier copy of the workbook.", "请从以前的工作簿里恢复。"),
    )
    M24 = Rule(
        Severity.ERROR,
        Words(
            "Row {row} of sheet “{sheet}” has no {what}; it was left out.",
            "工作表“{sheet}”第 {row} 行没有填{what}，没有收入。",
        ),
        Words("Fill it in or delete the row.", "请补上，或删去该行。"),
    )
    M25 = Rule(
        Severity.ERROR,
        Words(
            "Code {found} stands in rows {rows}; {wanted} is used for “{name}”.",
            "代码 {found} 在第 {rows} 行重复，“{name}”暂用 {wanted}。",
        ),
        Words(
            "Leave the code with the unit that had it first; give the other {wanted}.",
            "原来的单位保留代码，另一家填 {wanted}。",
        ),
    )
    M26 = Rule(
        Severity.WARNING,
        Words(
            "There is no setting “{found}”; it was not used. {suggestion}",
            "没有“{found}”这项设置，未采用。{suggestion}",
        ),
        Words("Put the name right or delete the row.", "请改正名称，不需要可删去。"),
    )
    M27 = Rule(
        Severity.INFO,
        Words(
            "Row {row} of sheet “{sheet}” is no task; “{found}” counts as the section of the rows below.",
            "工作表“{sheet}”第 {row} 行不是任务，“{found}”作为下面各行的板块。",
        ),
        Words("Nothing to do if that is right.", "没有错则无需处理。"),
    )
    M28 = Rule(
        Severity.ERROR,
        Words(
            "“{found}” stands in rows {rows} of sheet “{sheet}”; the first of them counts.",
            "“{found}”在工作表“{sheet}”第 {rows} 行重复，以第一行为准。",
        ),
        Words("Leave it in one row.", "请只留一行。"),
    )
    M29 = Rule(
        Severity.ERROR,
        Words("The successors go round in a circle: {what}.", "接任关系绕成了圈：{what}。"),
        Words("Empty the successor of whoever holds the post now.", "请把现任的“接任人”清空。"),
    )
    M30 = Rule(
        Severity.WARNING,
        Words(
            "Task {task_no} was withdrawn on {a}, before it was added on {b}.",
            "任务 {task_no} 的撤销日期 {a} 早于新增日期 {b}。",
        ),
        Words("Put one of the two days right.", "请改正其中一个日期。"),
    )
    M40 = Rule(
        Severity.WARNING,
        Words("Unit “{found}” has no code; {wanted} is used.", "单位“{found}”没有代码，暂用 {wanted}。"),
        Words("Write {wanted} into {cells}, so that it stays.", "请把 {wanted} 填进 {cells}，以后不变。"),
    )
    M41 = Rule(
        Severity.WARNING,
        Words(
            "Target “{found}” of task {task_no}: {a} % stands there; is {b} % meant?",
            "任务 {task_no} 的指标“{found}”填的是 {a}%，是不是 {b}%？",
        ),
        Words("With the measure % write 8 for 8 %.", "计量单位是 % 时，8% 请填 8。"),
    )
    M42 = Rule(
        Severity.ERROR,
        Words(
            "Target number {no} of task {task_no} repeats in rows {rows}.",
            "任务 {task_no} 的指标序号 {no} 在第 {rows} 行重复。",
        ),
        Words("Give each target of a task a number of its own.", "同一任务的指标序号不能相同，请改正。"),
    )
    M44 = Rule(
        Severity.WARNING,
        Words("Setting “{field}” is empty.", "设置“{field}”空着。"),
        Words("Fill it in: {what}", "请填上：{what}"),
    )
    M45 = Rule(
        Severity.ERROR,
        Words(
            "Red from {a} points is not above yellow from {b}; {default} are used.",
            "红灯线 {a} 没有大于黄灯线 {b}，暂按 {default}。",
        ),
        Words("Put one of the two right.", "请改正其中一个。"),
    )
    M46 = Rule(
        Severity.WARNING,
        Words("Task {task_no} has no leader.", "任务 {task_no} 没有写牵头领导。"),
        Words("Fill it in.", "请补上。"),
    )
    M47 = Rule(
        Severity.ERROR,
        Words(
            "Milestones belong to task {found}, which is not on the list.",
            "节点属于任务 {found}，任务单里没有这一项。",
        ),
        Words("Put the number right.", "请改正任务编号。"),
    )
    M48 = Rule(
        Severity.WARNING,
        Words(
            "Milestone {found} of task {task_no} does not lie between {a} and the deadline {b}; it bends no baseline.",
            "任务 {task_no} 的节点 {found} 不在 {a} 至完成时限 {b} 之间，不参与序时进度折算。",
        ),
        Words("Put the day of the milestone or the deadline right.", "请改正节点日期或完成时限。"),
    )
    M49 = Rule(
        Severity.WARNING,
        Words(
            "Task {task_no}: by {a} less is to be done ({found} %) than by {b} ({wanted} %); it bends no baseline.",
            "任务 {task_no}：{a} 应完成 {found}%，反而少于 {b} 的 {wanted}%，这个节点不参与序时进度折算。",
        ),
        Words("Put percents or days right.", "请改正比例或日期。"),
    )
    M50 = Rule(
        Severity.WARNING,
        Words(
            "Task {task_no} has several milestones on {found} (rows {rows}); the highest percent counts.",
            "任务 {task_no} 在 {found} 有几个节点（第 {rows} 行），以应完成比例最高的为准。",
        ),
        Words("Leave one row a day if that is not meant.", "不是有意的请每天只留一行。"),
    )
    M51 = Rule(
        Severity.INFO,
        Words(
            "Task {task_no} is withdrawn; its milestones count no longer.",
            "任务 {task_no} 已撤销，其节点不再计算。",
        ),
        Words("Nothing to do.", "无需处理。"),
    )

    M52 = Rule(
        Severity.ERROR,
        Words(
            "“{found}” is no schedule; the months that have passed of twelve are used.",
            "“{found}”不是序时进度，暂按已过月数÷12。",
        ),
        Words(
            "Write four or twelve percents that never fall and end with 100, or nothing.",
            "请写 4 个或 12 个只增不减、最后为 100 的百分比，或者不填。",
        ),
    )

    M31 = Rule(
        Severity.ERROR,
        Words(
            "No field can be called “{found}”: the form uses that name itself.",
            "填报项不能叫“{found}”：表格自己要用这个名称。",
        ),
        Words("Choose another name, for example {example}.", "请换一个名称，例如 {example}。"),
    )
    M32 = Rule(
        Severity.ERROR,
        Words(
            "Field “{field}” is to be filled in when “{found}”: there is no such field or choice. {suggestion}",
            "填报项“{field}”的必填条件“{found}”里，填报项或选项不存在。{suggestion}",
        ),
        Words("Write it like {example}.", "请写成 {example} 这样。"),
    )
    M33 = Rule(
        Severity.ERROR,
        Words(
            "Field “{field}”: its least value {a} is above its greatest {b}.",
            "填报项“{field}”的最小值 {a} 大于最大值 {b}。",
        ),
        Words("Put one of the two right.", "请改正其中一个。"),
    )
    M34 = Rule(
        Severity.WARNING,
        Words(
            "The form has no field “{field}”; lights must do without it.", "表里没有填报项“{field}”，亮灯时少一项依据。"
        ),
        Words("Add it, unless it was left out on purpose.", "请补上；有意不要的可以不管。"),
    )
    M35 = Rule(
        Severity.ERROR,
        Words("“{found}” stands twice in the list “{list}”.", "选项表“{list}”里有两个“{found}”。"),
        Words("Leave it in one place.", "请只留一处。"),
    )
    M36 = Rule(
        Severity.WARNING,
        Words(
            "Column “{found}” of sheet “{sheet}” is not known; it was not used. {suggestion}",
            "工作表“{sheet}”的“{found}”一列认不出，未采用。{suggestion}",
        ),
        Words("Put its heading right, or delete it.", "请改正表头，不需要可删去。"),
    )
    M37 = Rule(
        Severity.WARNING,
        Words(
            "“{field}” has no label; its name is shown instead.", "“{field}”没有写显示名称，表上直接显示它的英文名。"
        ),
        Words("Fill in the label.", "请补上显示名称。"),
    )
    M38 = Rule(
        Severity.WARNING,
        Words(
            "Choice “{found}” of the list “{list}” is not one of the states that lights know. {suggestion}",
            "状态选项“{found}”（选项表“{list}”）不是亮灯认得的状态。{suggestion}",
        ),
        Words("Use one of: {choices}.", "请用其中之一：{choices}。"),
    )
    M39 = Rule(
        Severity.ERROR,
        Words(
            "Field “{field}” must be of type {wanted}, not {found}.",
            "填报项“{field}”的类型应为 {wanted}，不能是 {found}。",
        ),
        Words("Put the type right, or give the field another name.", "请改正类型，或给填报项另起名称。"),
    )

    @property
    def rule(self) -> Rule:
        """Severity and words."""
        return self.value

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.value.severity


@dataclasses.dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    Attributes:
        code: which.
        file: name of the file as it was sent, or a path relative to the workspace.
        unit: canonical name of the unit.
        sheet: name of the sheet in that file.
        cells: addresses in that file (`F12`), column letters then row.
        task: number of the task.
        task_name: wording of the task, printed shortened before the message.
        tasks: numbers of the tasks, where one finding stands for cells of several.
        field: ASCII name of the field.
        found: what was written, as typed.
        suggestion: what it may be meant to be.
        values: what stands in the braces of the words; a `Words` is printed in the reader's language.
        severity: of the code, or what the office lowered it to.
    """

    code: Code
    file: str | None = None
    unit: str | None = None
    sheet: str | None = None
    cells: tuple[str, ...] = ()
    task: int | None = None
    task_name: str = ""
    tasks: tuple[int, ...] = ()
    field: str | None = None
    found: str | None = None
    suggestion: str | None = None
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    lowered: Severity | None = None

    @property
    def severity(self) -> Severity:
        """How much it matters here."""
        return self.lowered or self.code.severity

    def message(self, lang: Lang) -> str:
        """Return what is wrong and where, in `lang`; a finding on a task begins with the task."""
        text = self.statement(lang)
        if "{task_no}" in self.code.rule.message.en:
            return text
        about = self.about(lang)
        if lang is Lang.EN:
            return f"{about}: {text}" if about else text
        return f"{about}：{text}" if about else text

    def statement(self, lang: Lang) -> str:
        """Return what is wrong and where, without the task: for a place that names the task itself."""
        return _tidied(self.code.rule.message.text(lang, **self._filled(lang)))

    def about(self, lang: Lang) -> str:
        """Return the task or tasks as people know them, `任务 12（落实…）` or `任务 3、5`; "" where there is none."""
        if self.task is None:
            return _TASKS.text(lang, tasks=_numbers(self.tasks, lang)) if self.tasks else ""
        name = shorten(self.task_name, _TASK_NAME_COLUMNS)
        return (_TASK_NAMED if name else _TASK).text(lang, no=self.task, name=name)

    def hint(self, lang: Lang) -> str:
        """Return what to do about it, in `lang`."""
        return _tidied(self.code.rule.hint.text(lang, **self._filled(lang)))

    def _filled(self, lang: Lang) -> dict[str, object]:
        filled: dict[str, object] = {
            "file": self.file or "",
            "unit": self.unit or "",
            "sheet": self.sheet or "",
            "cells": cells_text(self.cells, lang),
            "task_no": self.task if self.task is not None else "",
            "field": self.field or "",
            "n": len(self.cells),
            "like": "2026-03-15",
            "value": shorten(self.found or "", _FOUND_COLUMNS),
            "found": shorten(self.found or "", _FOUND_COLUMNS),
            "suggestion": self.suggestion or "",
            "places": cells_text(self.cells, lang),
            "differ": "",
        }
        for name, value in self.values.items():
            filled[name] = value.text(lang) if isinstance(value, Words) else value
        return filled

    def sort_key(self) -> tuple[str, int, int, str, tuple[tuple[int, str], ...], str]:
        """Order of a report: by file, then as the catalogue is ordered, by task and by place."""
        order = "FIDSVXLMO".index(self.code.name[0])
        place = tuple((len(cell), cell) for cell in self.cells)
        return (self.file or "", order, self.task or 0, self.sheet or "", place, self.code.name)

    def to_json(self, lang: Lang) -> dict[str, object]:
        """Return the finding as the contract's JSON object."""
        return {
            "code": self.code.name,
            "severity": self.severity.value,
            "file": self.file,
            "unit": self.unit,
            "sheet": self.sheet,
            "cells": list(self.cells),
            "task": self.task,
            "field": self.field,
            "message": self.message(lang),
            "hint": self.hint(lang),
            "found": self.found,
            "suggestion": self.suggestion,
        }


def _tidied(text: str) -> str:
    """Return a text without the gap that a value leaves where there is none."""
    return re.sub(" {2,}", " ", text).strip()


def cells_text(cells: tuple[str, ...], lang: Lang) -> str:
    """Return addresses as people read them: `F12、F15`, and `… 等 16 处` where there are more than ten."""
    return _shortened(cells, lang, Words(" and others ({n} in all)", " 等 {n} 处"))


def _numbers(tasks: tuple[int, ...], lang: Lang) -> str:
    """Return task numbers as people read them: `3、5`, and `… 等 16 项` where there are more than ten."""
    return _shortened(tuple(map(str, tasks)), lang, Words(" and others ({n} in all)", " 等 {n} 项"))


def _shortened(items: tuple[str, ...], lang: Lang, more: Words) -> str:
    shown = (", " if lang is Lang.EN else "、").join(items[:_FIRST_CELLS])
    return shown if len(items) <= _FIRST_CELLS else shown + more.text(lang, n=len(items))
