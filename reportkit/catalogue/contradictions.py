"""Contradictions: across the fields of a task, across periods and units."""

from reportkit.catalogue.rule import Rule, Severity
from reportkit.language.words import Words

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
X21 = Rule(
    Severity.WARNING,
    Words(
        "{cells}: the text says that {says}, while the status is “{status}” ({cell_b}).",
        "{cells} 写的是{says}，状态却选了“{status}”（{cell_b}）。",
    ),
    Words("Check it; put the status or the text right.", "请核对，改正状态或进展情况。"),
)
X22 = Rule(
    Severity.FIXED,
    Words(
        "{cells}: “{value}”: last period's status “{read}” was taken, and what is empty is as it was then.",
        "{cells} 填的是“{value}”：状态按上期“{read}”计，没填的格沿用上期。",
    ),
    Words("Put it right if something is new.", "有新进展的请补报。"),
)
X24 = Rule(
    Severity.WARNING,
    Words(
        "{cells}: {now} here and {last} last period, while the status says “{status}” ({cell_b}).",
        "{cells} 填的是 {now}，上期是 {last}，状态却选了“{status}”（{cell_b}）。",
    ),
    Words("Choose the status that is so, and say what is new.", "有新进展的请改选状态，并写明进展。"),
)
