"""Identity: whose form of which period it is."""

from reportkit.catalogue.rule import Rule, Severity
from reportkit.language.words import Words

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
        'Send each form as a file of its own; or say of each that counts whose it is with "reportkit accept".',
        "请每份表存一个文件再交；也可用“reportkit accept”逐份指定算哪家的。",
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
        "Fill in the form that was made for {unit}; the office can assign the file to the unit whose form it is.",
        "请改填发给{unit}的表；这份如果是别家报的，由下发单位改记到那家名下。",
    ),
)
