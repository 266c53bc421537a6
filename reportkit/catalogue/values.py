"""Values: what stands in a cell of a return."""

from reportkit.catalogue.rule import Rule, Severity
from reportkit.language.words import Words

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
V23 = Rule(
    Severity.WARNING,
    Words("{cells}: “{field}” is empty.", "{cells} 没填“{field}”。"),
    Words("Fill it in if there is a figure; otherwise leave it.", "有数就填，暂时没有可以空着。"),
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
V26 = Rule(
    Severity.ERROR,
    Words(
        '{cells}: "{value}" is in another unit of measure. This column is in {unit_word}.',
        "{cells} 的“{value}”单位不对，本列单位是{unit_word}。",
    ),
    Words("Convert it into {unit_word} and type the number only.", "请换算成{unit_word}，只填数字。"),
)
V27 = Rule(
    Severity.ERROR,
    Words(
        "The file says two things in {cells}: {readings}; programs differ over which, so neither counts.",
        "文件里 {cells} 存了两种内容：{readings}，不同软件读出来不一样，都没有采用。",
    ),
    Words("Type it anew in Excel or WPS, save it and send it again.", "请用 Excel 或 WPS 重新填写这一格，保存后再交。"),
)
V28 = Rule(
    Severity.WARNING,
    Words(
        '{cells}: the {what} says {said} now; "{value}" was converted into {read}.',
        "{cells} 的“{value}”按改动后的{what}（{said}）换算为 {read}。",
    ),
    Words(
        "If it was not meant in {said}, put {what} and number right.",
        "如果填的不是{said}的数，请改回原来的{what}并核对数值。",
    ),
)
V29 = Rule(
    Severity.ERROR,
    Words("{cells}: {value} could mean {a} or {b}.", "{cells} 填了 {value}，看不出是 {a} 还是 {b}。"),
    Words("Write it with %: {a} or {b}.", "请写成带 % 的：{a} 或 {b}。"),
)
V30 = Rule(
    Severity.ERROR,
    Words(
        '{cells}: the {what} was changed from "{wanted}" to "{said}", so "{value}" may mean something else; left out.',
        "{cells} 的“{value}”没有采用：{what}由“{wanted}”改成了“{said}”，含义可能变了。",
    ),
    Words(
        'Give the figure for "{wanted}" and restore the {what}; call us if the list itself is wrong.',
        "请按“{wanted}”填写，并改回原来的{what}；要改任务单请联系我们。",
    ),
)
V31 = Rule(
    Severity.ERROR,
    Words(
        '{cells}: "{struck}" is struck through and does not count. {left}',
        "{cells} 的“{struck}”划了删除线，没有计入。{left}",
    ),
    Words(
        "Type what counts, without the line; empty the cell if nothing does.",
        "算数的请不带删除线重新填写；都不算的，清空这一格。",
    ),
)
V33 = Rule(
    Severity.WARNING,
    Words(
        '{cells}: whether "{value}" is nothing so far, or not known yet, nobody can tell.',
        "{cells} 填了“{value}”，看不出是零，还是暂时没有数。",
    ),
    Words(
        "Type 0 if there is nothing so far; leave it empty if there is no figure yet.",
        "是零请填 0；暂时没有数的可以空着。",
    ),
)
V36 = Rule(
    Severity.ERROR,
    Words(
        '{cells}: "{value}", but there is no report of last period on this task to go on from.',
        "{cells} 填的是“{value}”，但上期没有这项任务的情况可以沿用。",
    ),
    Words(
        "Choose a status (not started, if it is not) and fill in the row.",
        "请选一项状态（没有开展的选未启动），并把这一行填齐。",
    ),
)
V37 = Rule(
    Severity.WARNING,
    Words(
        '{cells}: since the form went out the list\'s {what} was changed from "{said}" to "{wanted}"; "{value}" counts '
        "as {read}.",
        "{cells} 的“{value}”按 {read} 计：表发出后，任务单的{what}由“{said}”改成了“{wanted}”。",
    ),
    Words(
        "Correct it only if it is another figure by the {what} as it is now; the form itself can stay.",
        "如果按现在的{what}不是这个数，请更正；表里的{what}不用改。",
    ),
)
V38 = Rule(
    Severity.ERROR,
    Words(
        '{cells}: since the form went out the list\'s {what} was changed from "{said}" to "{wanted}"; "{value}" is '
        "left out.",
        "{cells} 的“{value}”没有采用：表发出后，任务单的{what}由“{said}”改成了“{wanted}”。",
    ),
    Words(
        "Give the figure anew, in {wanted} and with that word behind it.",
        "请改按“{wanted}”填写，数字后面写上“{wanted}”。",
    ),
)
V39 = Rule(
    Severity.ERROR,
    Words(
        "{cells}: {value} is below zero, and what is counted here cannot be.",
        "{cells} 填了 {value}，这里数的是数量，不会是负数。",
    ),
    Words(
        "Put the number right; a decline belongs into the text.",
        "请核对改正；如果说的是减少，请写在文字里。",
    ),
)
V50 = Rule(
    Severity.WARNING,
    Words(
        '{cells}: a conditional format may show "{value}" struck through; it counts as it stands.',
        "{cells} 的“{value}”可能被条件格式划了删除线，按没有划掉计。",
    ),
    Words("If it is not to count, empty the cell.", "不算数的，请清空这一格。"),
)
V60 = Rule(
    Severity.ERROR,
    Words(
        '{cells}: "{value}" holds more than a number in {unit_word}, and what number is meant is not certain.',
        "{cells} 的“{value}”除了数字还有别的内容，看不准是多少{unit_word}。",
    ),
    Words("Work out the number in {unit_word} and type it only.", "请按{unit_word}算好，只填数字。"),
)
