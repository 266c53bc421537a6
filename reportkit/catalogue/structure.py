"""Structure: sheets, columns and rows of a return."""

from reportkit.catalogue.rule import Rule, Severity
from reportkit.language.words import Words

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
S22 = Rule(
    Severity.WARNING,
    Words(
        "{cells} are merged; what is written in them counts for each of their rows.",
        "{cells} 是合并单元格，里面的文字每一行都算。",
    ),
    Words("If the rows differ, unmerge the cells and fill in each.", "各行不一样的，请取消合并，逐行填写。"),
)
S23 = Rule(
    Severity.WARNING,
    Words(
        "The hidden keys of {cells} belong to other rows; what can be seen in them was taken.",
        "{cells} 这几行的隐藏编号和看得见的内容不是同一项，已按看得见的序号和文字认定。",
    ),
    Words("Check that each row reports on its own task.", "请核对各行是不是填在自己的任务上。"),
)
S24 = Rule(
    Severity.ERROR,
    Words(
        "The file says two things in {cells}: {readings}; programs differ over which, so neither counts.",
        "文件里 {cells} 存了两种内容：{readings}，不同软件读出来不一样，都没有采用。",
    ),
    Words(
        "Type the cells anew in Excel or WPS, save it and send it again.",
        "请用 Excel 或 WPS 重新填写这些单元格，保存后再交。",
    ),
)
S25 = Rule(
    Severity.WARNING,
    Words("{cells} has a note: “{note}”.", "{cells} 有批注：“{note}”。"),
    Words(
        "Check that it agrees with what is reported; what should count belongs into the cells.",
        "请核对批注和填报的内容是否一致；要计入的请写进格子里。",
    ),
)
S26 = Rule(
    Severity.ERROR,
    Words(
        "Row {row}: its hidden key and what can be seen in it do not agree, it may be {places}; {cells} left out.",
        "第 {row} 行看得见的内容和隐藏编号对不上，可能是 {places} 中的任一项，{cells} 没有采用。",
    ),
    Words(
        "Put number, wording, indicator, aim and measure of the row right, so that they all name one of them.",
        "请把这一行的序号、文字、指标、目标值和单位改成同一项的，再交。",
    ),
)
S36 = Rule(
    Severity.INFO,
    Words(
        'Since the form went out the list\'s "{field}" was changed from "{value}" ({cells}) to "{wanted}"; the unit '
        "answered by the form.",
        "表发出后，任务单的“{field}”由“{value}”（{cells}）改成了“{wanted}”；单位是按发出的表填的。",
    ),
    Words(
        "Nothing to do for the unit. If its answer depends on the change, hand its form out anew.",
        "不用单位处理；如果改动影响填报，请重新下发该单位的表。",
    ),
)
S42 = Rule(
    Severity.WARNING,
    Words(
        "{cells}: {struck} is struck through and says nothing here; the list's own words count.",
        "{cells} 的{struck}划了删除线，划掉的不算数，仍按任务单的内容计。",
    ),
    Words(
        "If the row is to count, nothing need be done; if not, empty its answers and say why in the remarks.",
        "这一行照常填报的不用改；不该计入的，请清空填报的内容，并在备注写明原因。",
    ),
)
S37 = Rule(
    Severity.ERROR,
    Words(
        '{cells}: the figures under "{field}" seem to stand in other rows than they belong to: {why}; left out.',
        "{cells} 的“{field}”像是和所在的行错开了：{why}，都没有计入。",
    ),
    Words(
        "See whether this column was sorted by itself or pasted a row off, and put each figure into its own row; call "
        "us if all of them are right.",
        "请核对是不是只排序了这一列或粘贴错了行，把每个数填回自己的行；如果确实都没有填错，请联系我们。",
    ),
)
