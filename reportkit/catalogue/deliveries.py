"""Deliveries: what else came from the unit, and when."""

from reportkit.catalogue.rule import Rule, Severity
from reportkit.language.words import Words

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
    Words(
        "{unit} returned on {time} (known by: {by}), {late} late.",
        "{unit} 于 {time} 报送（依据：{by}），比截止时间晚 {late}。",
    ),
    Words(
        'Decide whether it counts. If it came on another day, say so with "reportkit accept" and --received.',
        "决定是否计入。如果不是这天收到的，用“reportkit accept”加 --received 写明日期。",
    ),
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
        "{unit} returned an empty form; there is nothing in it to count.",
        "{unit} 交回的表没有填写任何内容，没有可以汇总的。",
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
D15 = Rule(
    Severity.ERROR,
    Words(
        '"{file}" is the same file as "{other}", which {why}; nothing has changed in it.',
        "“{file}”与“{other}”完全相同，那份{why}，内容没有任何改动。",
    ),
    Words(
        "See what is said of that file, and ask the unit for one that is put right.",
        "请看对那份文件的说明，改正之后再交。",
    ),
)
D16 = Rule(
    Severity.WARNING,
    Words(
        '{n} cells that are empty in "{file}" are taken from "{other}": {cells}.',
        "“{file}”里空着的 {n} 格采用了“{other}”填的内容：{cells}。",
    ),
    Words(
        "Check that both files are meant to count together. If a cell was emptied on purpose, tell the office: it can "
        "let the later file count alone.",
        "请核对两份表是不是各填一部分、合起来算一份。有意清空的格请告诉下发单位，可指定后一份单独计入。",
    ),
)
D18 = Rule(
    Severity.ERROR,
    Words(
        '{cells}: "{file}" says "{value}", "{other}" says "{said}"; {counts}.',
        "{cells} “{file}”填“{value}”，“{other}”填“{said}”，两份不一致，{counts}。",
    ),
    Words("Agree on one of the two and put it right.", "请核对，以哪个为准就填哪个。"),
)
D20 = Rule(
    Severity.INFO,
    Words(
        '"{file}" of {unit} counts together with "{other}", which fills in other cells.',
        "{unit} 的“{file}”与“{other}”各填一部分，已合为一份计入。",
    ),
    Words("Nothing to do.", "无需处理。"),
)
D31 = Rule(
    Severity.INFO,
    Words(
        "“{file}” was filed with the return of {unit} for {period}, as its evidence.",
        "“{file}”已作为佐证材料归入 {unit} 的{period}报送。",
    ),
    Words("Nothing to do.", "无需处理。"),
)
D33 = Rule(
    Severity.ERROR,
    Words(
        "“{file}” is no form, and {why}{units}; it waits.",
        "“{file}”不是填报表，{why}{units}，先放着待认定。",
    ),
    Words(
        'When you know whose it is, say so with "reportkit accept"; if it is a scan of the form, ask for the workbook.',
        "确认是哪家的，用“reportkit accept”指定；如果是填报表的扫描件，请对方发表格文件。",
    ),
)
D34 = Rule(
    Severity.WARNING,
    Words(
        "“{file}” is an archive that cannot be opened here; it was filed unopened as evidence of {unit} for {period}.",
        "“{file}”是这里打不开的压缩包，没有解开，已随 {unit} 的{period}报送一并留存。",
    ),
    Words("See what is in it; if a form is, put that into inbox/.", "请解开看看；里面如有填报表，把表放进 inbox。"),
)
D35 = Rule(
    Severity.WARNING,
    Words(
        '"{other}", which came later, is an empty form and was not taken; "{file}" stands.',
        "后来交的“{other}”里没有填写任何内容，没有采用，仍以“{file}”为准。",
    ),
    Words("If the wrong file was sent, send the one that is filled in.", "如果发错了文件，请把填好的表再发一次。"),
)
D36 = Rule(
    Severity.WARNING,
    Words(
        '{cells}: "{file}" has only "{value}" there, which does not replace what "{other}" says: "{said}" counts.',
        "{cells} “{file}”里只写了“{value}”，没有顶替“{other}”填的内容，按“{said}”计。",
    ),
    Words(
        "If that is wrong, send one file with what is right in this cell; of a figure that is none, type 0.",
        "如果不对，请在一份表里把这一格填成对的再交；数值确实为零的请填 0。",
    ),
)
D42 = Rule(
    Severity.WARNING,
    Words(
        '"{other}" of {unit}, received on {time}, does not count: {why}.',
        "{unit} {time} 发来的“{other}”没有采用：{why}。",
    ),
    Words(
        "If it was meant to count, fill in the form that was sent out, save it as .xlsx, unlocked, and send it.",
        "如应以它为准，请在下发的表里填好，存成不带密码的 .xlsx 再发一次。",
    ),
)
D51 = Rule(
    Severity.WARNING,
    Words(
        "{unit}'s return for {period}, received on {time}, came to count after that period was reported; its figures "
        "here are those reported then.",
        "{unit} 的{period}报表（{time} 收到）在该期汇总之后才计入；此处该期的数字仍是当时汇总的。",
    ),
    Words(
        'To take it in, run "reportkit merge --period {merged}", then merge this period again.',
        "要计入，请先运行“reportkit merge --period {merged}”，再重新汇总本期。",
    ),
)
