"""Output: what was written, and what it was made from."""

from reportkit.catalogue.rule import Rule, Severity
from reportkit.language.words import Words

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
O08 = Rule(
    Severity.ERROR,
    Words(
        '"{file}" could not be written: the program failed over it (reference {reference}); neither the units nor the '
        "disk are at fault. A file that lies there is an earlier one, as it was; other files are not touched by this.",
        "“{file}”没有写成：程序出错（编号 {reference}），不是填报单位的问题，也不是磁盘的问题。"
        "那里如有文件，是以前的，没有动；不影响其他文件。",
    ),
    Words(
        "Send {log} to whoever looks after reportkit; the next run of the command tries again.",
        "请把 {log} 发给维护人；下次运行这个命令会再试。",
    ),
)
O09 = Rule(
    Severity.ERROR,
    Words(
        "Tasks of the master that are in no form, so that nobody is asked about them: {why}.",
        "任务单里有任务不在任何填报表里，没有单位报送：{why}。",
    ),
    Words(
        'Run "reportkit check": it names the cells to mend; then distribute again.',
        "运行“reportkit check”可看到该改的单元格；改好后重新下发。",
    ),
)
O10 = Rule(
    Severity.ERROR,
    Words("No unit is asked about anything in {period}: {why}.", "{period}没有要报送的单位：{why}。"),
    Words(
        "Check the period, and on the sheet of tasks the days of adding and of withdrawal.",
        "请核对报送期，以及任务表里的新增日期、撤销日期。",
    ),
)
O11 = Rule(
    Severity.WARNING,
    Words(
        "Returns for {period} were due on {due}, which is past: the forms say so and ask to be sent at once.",
        "{period}的截止日期 {due} 已过：填报表上已写明，并请单位尽快报送。",
    ),
    Words(
        "To give the units a day to come, distribute again with --due.",
        "要另定日期，请加 --due 重新下发。",
    ),
)
O12 = Rule(
    Severity.WARNING,
    Words(
        "{period} is over: its forms are by the list that it was handed out or last merged by, not by today's.",
        "{period}已经结束：填报表按当时下发（或最后汇总）所用的任务单生成，不是现在的任务单。",
    ),
    Words(
        "What has changed in the master since then is not in them.",
        "此后对任务单的修改不在这些表里。",
    ),
)
O13 = Rule(
    Severity.WARNING,
    Words(
        "{period} went out by a list of another year and nothing of it came back: it is handed out anew, by the list "
        "of {year}.",
        "{period}原来是按别的年度的任务单下发的，还没有报回：已改按 {year} 年的任务单重新下发。",
    ),
    Words(
        "Send these forms; tell units that have the earlier ones not to use them.",
        "请发送这些表；已收到原表的单位，请通知作废。",
    ),
)
O14 = Rule(
    Severity.WARNING,
    Words("{period} does not begin before {begin}.", "{period}到 {begin} 才开始。"),
    Words(
        "Check the period: without a year it is of the year of the list.",
        "请核对报送期：不写年份的，按任务单的年度算。",
    ),
)
O15 = Rule(
    Severity.WARNING,
    Words(
        "Under the numbers {tasks} today's list has other tasks than {period} was asked about, or none: what was "
        "reported there is left out.",
        "{period}填报的第 {tasks} 项任务，现在的任务单里是别的任务或者没有：当时所报内容不计入。",
    ),
    Words(
        "The round's own list, without --current-list, has them all.",
        "不加 --current-list，按当时的任务单汇总，则全部计入。",
    ),
)
O20 = Rule(
    Severity.WARNING,
    Words(
        "{period} is settled anew by the list of today, not by the one it was reported by.",
        "{period}是按现在的任务单重新汇总的，不是当时上报所用的任务单。",
    ),
    Words(
        'Without --current-list, "reportkit merge --period {merged}" brings the report back as it was.',
        "不加 --current-list 再运行“reportkit merge --period {merged}”，即恢复当时的汇总。",
    ),
)
