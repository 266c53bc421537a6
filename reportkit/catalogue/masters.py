"""The master workbook and the form template."""

from reportkit.catalogue.rule import Rule, Severity
from reportkit.language.words import Words

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
    Words("Put the name right, or add the unit to the sheet of units.", "请改正名称；确有这家单位的，请补进单位表。"),
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
    Words("The form has no field “{field}”; lights must do without it.", "表里没有填报项“{field}”，亮灯时少一项依据。"),
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
    Words("“{field}” has no label; its name is shown instead.", "“{field}”没有写显示名称，表上直接显示它的英文名。"),
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
M53 = Rule(
    Severity.INFO,
    Words(
        "“{found}” is the same in simplified and traditional Chinese anyway; its row changes nothing.",
        "“{found}”简繁转换时本来就不变，这一行不起作用。",
    ),
    Words("Delete the row, or write the word as it is to stay.", "请删去这一行，或照应有的写法改正。"),
)
M54 = Rule(
    Severity.INFO,
    Words(
        "Column “{found}” of sheet “{sheet}” is the office's own: it is kept as it is, and nothing is read from it.",
        "工作表“{sheet}”的“{found}”是本单位自己加的列：照旧保留，程序不读取。",
    ),
    Words(
        "Nothing to do if that is right; the settings say which of the sheet of tasks are shown in forms and reports.",
        "没有错则无需处理；“任务”表里的列要在填报表和汇总表里列出的，写进“设置”表的“表外列”。",
    ),
)
M55 = Rule(
    Severity.WARNING,
    Words(
        "“{found}” stands in {cells} under merged cells that show another text; it is not read.",
        "{cells} 被合并单元格盖住，里面另有“{found}”，没有读取。",
    ),
    Words("Unmerge the cells and fill in each, or delete what is covered.", "请取消合并，逐格填好，或删去盖住的内容。"),
)
M56 = Rule(
    Severity.WARNING,
    Words(
        "There is no column “{found}” of the office's own on the sheet “{sheet}”; it is not shown. {suggestion}",
        "“{sheet}”表里没有本单位自己加的“{found}”一列，不列出。{suggestion}",
    ),
    Words(
        "Write the heading as it stands there ({names}), or delete it.",
        "请照表里的列名写（{names}），不需要可删去。",
    ),
)
M60 = Rule(
    Severity.ERROR,
    Words(
        "“{found}” is no language of forms and reports; that of the tasks is used. {suggestion}",
        "“{found}”不是可用的语言，暂按任务的语言处理。{suggestion}",
    ),
    Words("Choose one: {choices}.", "请从这几种里选：{choices}。"),
)
M61 = Rule(
    Severity.WARNING,
    Words(
        "The list is written in more than one language; it was taken for {wanted}, but a good part of it is {others}.",
        "任务单里夹用两种语言文字，按{wanted}处理，但其中不少是{others}。",
    ),
    Words(
        "Whatever is written for the list is in it; where that is wrong, change the language on the sheet of settings.",
        "填报表、通知和汇总表都用这种语言；不对的，请在“设置”表里改。",
    ),
)
M62 = Rule(
    Severity.WARNING,
    Words(
        "The form template is not all in {wanted}: {n} of its labels and hints are in another language only: {names}.",
        "填报表模板没有全部译成{wanted}：有 {n} 处名称或提示只有别的语言（{names}）。",
    ),
    Words(
        "Fill in the columns {columns} for these rows, or delete the file and run “reportkit init” for a new template.",
        "请在这些行补填 {columns} 列；也可删去这个文件，运行“reportkit init”重新生成。",
    ),
)
M63 = Rule(
    Severity.FIXED,
    Words(
        "Deadlines such as “{found}” were read with the day first: {wanted}.",
        "“{found}”这样的日期按日在前、月在后处理：{wanted}。",
    ),
    Words(
        "Nothing to do if that is right; where the month stands first, put the deadlines right on the sheet of tasks.",
        "没有错则无需处理；月在前的，请在“任务”表里改正完成时限。",
    ),
)
