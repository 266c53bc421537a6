"""The list: what the import of a source document guessed or repaired."""

from reportkit.catalogue.rule import Rule, Severity
from reportkit.language.words import Words

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
    Words(
        "Column “{found}” is none that a list needs; it stands in the master as it is.",
        "“{found}”一列不是任务单要用的，已原样放在任务表里。",
    ),
    Words(
        "If it holds tasks, units or deadlines, choose so on the sheet of headings, and import again.",
        "如果里面是任务、单位或时限，请在“列名对照”表里选定，再重新导入。",
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
L26 = Rule(
    Severity.WARNING,
    Words(
        "“{found}” in the column of deadlines was taken as milestones: {wanted}.",
        "完成时限一栏的“{found}”拆成了节点：{wanted}。",
    ),
    Words("Put them right on the sheet of milestones if that is wrong.", "不对请在“节点”表里改正。"),
)
L27 = Rule(
    Severity.WARNING,
    Words(
        "What a person wrote in {cells} of sheet “{sheet}” was not, or not wholly, understood; it was carried over as "
        "it is written.",
        "工作表“{sheet}”的 {cells} 没能看懂或没能全部看懂，已照原样保留。",
    ),
    Words('Run "reportkit check": it says what it makes of each.', "运行“reportkit check”可看到各处的情况。"),
)
L28 = Rule(
    Severity.WARNING,
    Words(
        "{cells} of sheet “{sheet}”: the list has no task {tasks}; the rows were carried over.",
        "工作表“{sheet}”的 {cells}：任务单里没有任务 {tasks}，这些行已保留。",
    ),
    Words("Put the numbers right, or delete the rows.", "请改正任务编号，不需要可删去。"),
)
L29 = Rule(
    Severity.WARNING,
    Words(
        "What stands on sheet “{sheet}” in {cells} was not carried over: it stands outside of the "
        "master's tables or under merged cells.",
        "工作表“{sheet}”的 {cells} 在任务单的表格之外，或被合并单元格盖住，没有带过来。",
    ),
    Words("It stands in the workbook that was set aside: {file}.", "原内容在另存的旧文件里：{file}。"),
)
L30 = Rule(
    Severity.WARNING,
    Words(
        "Of the formulas in {cells} of sheet “{sheet}” only what they gave was carried over.",
        "工作表“{sheet}”的 {cells} 是公式，只带过来了计算结果。",
    ),
    Words("They stand in the workbook that was set aside: {file}.", "公式在另存的旧文件里：{file}。"),
)
L31 = Rule(
    Severity.WARNING,
    Words(
        "“{found}” stands in {cells} under merged cells that show another text; {what}",
        "{cells} 被合并单元格盖住，里面另有“{found}”，{what}",
    ),
    Words(
        "Unmerge the cells in the list; then fill in each, or delete what is covered, and import again.",
        "请在原文里取消合并，逐格填好或删去盖住的内容，再重新导入。",
    ),
)
L32 = Rule(
    Severity.WARNING,
    Words(
        "This sheet holds a list of another year, {year}; its {n} tasks were left out.",
        "这张表是 {year} 年的任务单，其中 {n} 项没有导入。",
    ),
    Words(
        "If that is the list, import again with --sheet or --year.", "如要用的是这张，请加 --sheet 或 --year 重新导入。"
    ),
)
L33 = Rule(
    Severity.INFO,
    Words(
        "{n} tables with numbers of their own were joined into one list: {names}.",
        "{n} 张各自编号的表已合成一份任务单：{names}。",
    ),
    Words("To take only some of them, import again with --sheet.", "只要其中几张，请加 --sheet 重新导入。"),
)
L34 = Rule(
    Severity.WARNING,
    Words(
        "The list does not say which year it is of; it was taken as of {year}, as the master's settings have it.",
        "任务单没有写明年份，已按原任务单设置中的 {year} 年处理。",
    ),
    Words("If it is another year's, import again with --year.", "如不是，请加 --year 重新导入。"),
)
L35 = Rule(
    Severity.WARNING,
    Words("“{found}” was taken for several units: {wanted}.", "“{found}”按几家单位处理：{wanted}。"),
    Words("Put it right in the list if it is one.", "如果是一家，请在任务单里改正。"),
)
L36 = Rule(
    Severity.FIXED,
    Words("“{found}” in {cells} is struck through and was left out.", "{cells} 的“{found}”已划去，没有收入。"),
    Words(
        "Nothing to do if that is right; else take the line out of the list and import again.",
        "确已取消则无需处理；仍要保留的，请在原文里去掉删除线，再重新导入。",
    ),
)
L37 = Rule(
    Severity.FIXED,
    Words(
        "“{found}” in {cells} was deleted while changes were tracked, and was left out.",
        "{cells} 的“{found}”在修订中已删除，没有收入。",
    ),
    Words(
        "Nothing to do if that is right; else reject the change in the document and import again.",
        "确已删除则无需处理；仍要保留的，请在文档里拒绝该处修订，再重新导入。",
    ),
)
L38 = Rule(
    Severity.WARNING,
    Words(
        "“{found}” in {cells} was put in while changes were tracked; it counts, though nobody has accepted it.",
        "{cells} 的“{found}”是修订中新加的，尚未有人接受，已按接受处理。",
    ),
    Words(
        "Accept or reject the changes in the document; import again if any is rejected.",
        "请在文档里接受或拒绝修订；有拒绝的，请重新导入。",
    ),
)
L39 = Rule(
    Severity.WARNING,
    Words(
        "“{found}” is hidden ({cells}) and was left out.",
        "“{found}”是隐藏的（{cells}），没有收入。",
    ),
    Words(
        "If it belongs to the list, show it (take filters out too) and import again; else delete it.",
        "如属于任务单，请取消隐藏（包括取消筛选），再重新导入；不需要的请删去。",
    ),
)
L40 = Rule(
    Severity.WARNING,
    Words("Sheet “{sheet}” is hidden; {what}", "工作表“{sheet}”是隐藏的，{what}"),
    Words(
        "If it should count, show it and import again; if not, delete it.",
        "要用的，请取消隐藏后重新导入；不用的，请删去这张表。",
    ),
)
L41 = Rule(
    Severity.WARNING,
    Words(
        "Column “{found}” was taken for that of {wanted}, by what stands in it.",
        "“{found}”一列按内容看作{wanted}。",
    ),
    Words(
        "If it is another, choose on the sheet of headings what it holds, and import again.",
        "如果不是，请在“列名对照”表里选定这一列是什么，再重新导入。",
    ),
)
L42 = Rule(
    Severity.WARNING,
    Words(
        "What was chosen for “{found}” on the sheet of the source does not fit it and was not used.",
        "“原文对照”表里给“{found}”选的不适用，没有采用。",
    ),
    Words(
        "Choose for a heading what its column holds, for a row or a paragraph whether it is a task, goes on, heads "
        "others or is left out; then import again.",
        "列名请选这一列是什么；一行或一段文字请选单独一项任务、接上一项任务、板块标题或不导入，再重新导入。",
    ),
)
L43 = Rule(
    Severity.WARNING,
    Words("Tasks {tasks} name no unit that leads, while others do.", "任务 {tasks} 没有写明牵头单位，其他任务都写了。"),
    Words("Compare them with the original, and fill in the unit.", "请对照原件核对，补上牵头单位。"),
)
L44 = Rule(
    Severity.WARNING,
    Words(
        "“{found}” says once whose the {n} tasks below it are; each was given its units.",
        "“{found}”只写了一次责任单位，已用于下面的 {n} 项任务。",
    ),
    Words(
        "If what stands below it are parts of one task, choose so on the sheet of the source, and import again.",
        "如果下面各条同属一项任务，请在“原文对照”表里选“接上一项任务”，再重新导入。",
    ),
)
L45 = Rule(
    Severity.WARNING,
    Words(
        "Nothing but the number of the document, “{found}”, says which year the list is of; it was taken as of {year}.",
        "只有文号“{found}”写了年份，任务单已按 {year} 年处理。",
    ),
    Words("If it is another year's, import again with --year.", "如不是，请加 --year 重新导入。"),
)
L46 = Rule(
    Severity.WARNING,
    Words(
        "“{found}” in its wording was taken as the deadline of the whole task, {wanted}.",
        "任务文字里的“{found}”已作为整项任务的完成时限，即 {wanted}。",
    ),
    Words("Put the deadline right in the list if that is wrong.", "不对请在任务单里改正。"),
)
L47 = Rule(
    Severity.WARNING,
    Words(
        "Its wording names days ({found}); none was taken as the deadline of the whole task.",
        "任务文字里写有日期（{found}），没有作为整项任务的完成时限。",
    ),
    Words(
        "Fill in the deadline, or the days on the sheet of milestones, if they count.",
        "如应计时限，请在任务表里补上完成时限，或填进“节点”表。",
    ),
)
L48 = Rule(
    Severity.WARNING,
    Words("“{found}” was taken for a list of {year}.", "“{found}”按 {year} 年的任务单处理。"),
    Words("If it is another year's, import again with --year.", "如不是，请加 --year 重新导入。"),
)
L49 = Rule(
    Severity.WARNING,
    Words("“{found}” was taken for two names; it may be one post.", "“{found}”按两个名称处理，也可能是一个职务。"),
    Words("Put it right in the list if it is one.", "如果是一个，请在任务单里改正。"),
)
L50 = Rule(
    Severity.FIXED,
    Words(
        "The list has numbers of its own ({found}): they stand beside ours, which count through.",
        "任务单自有编号（{found}）：已单列一列，另按顺序编号。",
    ),
    Words("Nothing to do if that is right.", "确实如此则无需处理。"),
)
L51 = Rule(
    Severity.INFO,
    Words(
        "“{found}”: in {n} tasks the first unit was taken as the one that leads, the others as taking part.",
        "“{found}”：{n} 项任务按第一个单位牵头、其余参与处理。",
    ),
    Words("Nothing to do if that is right.", "确实如此则无需处理。"),
)
L52 = Rule(
    Severity.INFO,
    Words(
        "Sheet {sheet} holds the same {n} tasks in another language; it was left out.",
        "工作表 {sheet} 是同一份任务单（{n} 项）的另一种文字，没有收入。",
    ),
    Words("If it is another list, import it with --sheet.", "如是另一份任务单，请用 --sheet 另行导入。"),
)
L53 = Rule(
    Severity.WARNING,
    Words("Tasks {tasks} name no unit that leads.", "任务 {tasks} 没有写明牵头单位。"),
    Words(
        "If a column holds the units, choose so on the sheet of headings, and import again; else fill them in.",
        "如果有一列是牵头单位，请在“列名对照”表里选定，再重新导入；否则请补上牵头单位。",
    ),
)
L54 = Rule(
    Severity.INFO,
    Words(
        "The texts of column “{found}” say by what one knows that a task is done; they stand beside it, not in it.",
        "“{found}”一列说明怎样算完成，已单列在任务旁，没有接在文字后面。",
    ),
    Words(
        "If it belongs to the wording, choose so on the sheet of headings, and import again.",
        "如应接在任务文字后面，请在“列名对照”表里选定，再重新导入。",
    ),
)
L55 = Rule(
    Severity.INFO,
    Words("“{found}” was taken for one unit, though it may be two.", "“{found}”按一家单位处理，也可能是两家。"),
    Words("If it is two, put a comma between them in the list.", "如是两家，请在任务单里用逗号分开。"),
)
L56 = Rule(
    Severity.WARNING,
    Words("A table of {n} rows (“{found}”) was not read.", "有一张 {n} 行的表（“{found}”）没有读取。"),
    Words(
        "If it holds tasks, give it headings (No., Action, Lead …) and import again.",
        "如果里面有任务，请给它加上表头（序号、重点工作、牵头单位等），再重新导入。",
    ),
)
L57 = Rule(
    Severity.WARNING,
    Words(
        "The wording may still hold whose the task is: “{found}”.",
        "任务文字里可能还留着责任单位等内容：“{found}”。",
    ),
    Words("Move it to its column in the master.", "请在总表里移到相应的列。"),
)
L58 = Rule(
    Severity.WARNING,
    Words("The wording may be half a sentence: “{found}”.", "任务文字可能不完整：“{found}”。"),
    Words("Compare it with the document and put it right in the master.", "请对照原件，在总表里改正。"),
)
L59 = Rule(
    Severity.WARNING,
    Words("“{found}” does not look like the name of a unit or person.", "“{found}”不像单位名称或人名。"),
    Words("Compare it with the document and put it right in the master.", "请对照原件，在总表里改正。"),
)
L60 = Rule(
    Severity.WARNING,
    Words("“{found}” may be two units: {wanted}.", "“{found}”可能是两家单位：{wanted}。"),
    Words("If it is two, put a mark between them in the master.", "如是两家，请在总表里用顿号分开。"),
)
L61 = Rule(
    Severity.INFO,
    Words("The year of the list, {year}, is taken to begin in {month}.", "任务单的年度 {year} 按从 {month} 开始处理。"),
    Words(
        "If it begins in another month, put it right on the sheet of settings.", "如不是，请在设置表里改“年度起始月”。"
    ),
)
L62 = Rule(
    Severity.WARNING,
    Words(
        "“{found}” may be no task but a remark, a heading or a link.", "“{found}”可能不是任务，而是备注、标题或链接。"
    ),
    Words(
        "Delete it in the master, or choose “left out” on the sheet of the source and import again.",
        "请在总表里删去，或在“原文对照”表里选“不导入”，再重新导入。",
    ),
)
L63 = Rule(
    Severity.WARNING,
    Words("“{found}” was taken for a section, and may be none.", "“{found}”按板块标题处理，也可能不是。"),
    Words(
        "Change it in the master, or choose what it is on the sheet of the source and import again.",
        "请在总表里改正，或在“原文对照”表里选定它是什么，再重新导入。",
    ),
)
L64 = Rule(
    Severity.WARNING,
    Words("In section “{found}” the numbers {missing} are missing.", "板块“{found}”里缺编号 {missing}。"),
    Words("Look in the document whether a task was lost.", "请对照原件，看是否漏了任务。"),
)
L65 = Rule(
    Severity.INFO,
    Words(
        "“{found}”: {n} tasks without a deadline of their own have this one ({wanted}).",
        "“{found}”：{n} 项没有写明时限的任务按此处理（{wanted}）。",
    ),
    Words("Nothing to do if that is right.", "确实如此则无需处理。"),
)
L66 = Rule(
    Severity.WARNING,
    Words(
        "{n} lines outside of the table name units and were not read, “{found}” first.",
        "表格之外有 {n} 行写有单位，没有读取（“{found}”等）。",
    ),
    Words("If they are tasks, put them into the table and import again.", "如果是任务，请放进表格里，再重新导入。"),
)
L67 = Rule(
    Severity.INFO,
    Words("Tasks {tasks} have no deadline, while most others do.", "任务 {tasks} 没有完成时限，而其他任务大多有。"),
    Words("Fill it in if the document has one.", "原件里如有时限，请补上。"),
)
L70 = Rule(
    Severity.WARNING,
    Words(
        "“{found}” depends on the month in which the year of the list begins, which nothing in the document says: "
        "{wanted} if that is April, as was taken, and {other} if it is July.",
        "“{found}”要看财政年度从几月开始，文件里没有写明：现按 4 月开始，为 {wanted}；如从 7 月开始，则为 {other}。",
    ),
    Words(
        "Write it into the document (“year ending 30 June”) and import again, or put the deadline right.",
        "请在文件里写明（如“财政年度：7月至次年6月”）后重新导入，或直接改正完成时限。",
    ),
)
