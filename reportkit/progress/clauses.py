"""How far a target or a percent has come, said in one clause. Pure."""

from decimal import Decimal

from reportkit import measure
from reportkit.language.amounts import amount_text, percent_text, plain_text
from reportkit.language.words import Lang, Words
from reportkit.model import Milestone, Op, TargetProgress

_PERCENT = Words(
    "reported {percent} done, {expected} expected by now{bent}, {distance}",
    "自报完成 {percent}，序时应达 {expected}{bent}，{distance}",
)
_PRORATED = Words(
    "{indicator}: aim {aim}, {actual} so far ({share}), {due} expected by now ({expected}{bent}), {distance}",
    "{indicator}目标{aim}，已完成 {actual}（{share}），序时应为 {due}（{expected}{bent}），{distance}",
)
_DIRECT_MET = Words("{indicator}: aim {aim}, {actual} now, reached", "{indicator}目标{aim}，目前 {actual}，已达到")
_DIRECT = Words(
    "{indicator}: aim {aim}, {actual} now ({share} of the aim), {distance}",
    "{indicator}目标{aim}，目前 {actual}（为目标的 {share}），{distance}",
)
_CAP_MET = Words("{indicator}: cap {aim}, {actual} now, kept", "{indicator}控制目标{aim}，目前 {actual}，在控制数以内")
_CAP = Words(
    "{indicator}: cap {aim}, {actual} now, exceeded, {distance}",
    "{indicator}控制目标{aim}，目前 {actual}，突破控制数，{distance}",
)
_CAP_EDGE = Words(
    "{indicator}: cap {aim}, {actual} now, not kept", "{indicator}控制目标{aim}，目前 {actual}，未能控制住"
)
_SHORT_OF = Words("{indicator}: aim {aim}, only {actual} ({share})", "{indicator}目标{aim}，只完成 {actual}（{share}）")
_AIMS = {
    Op.AT_LEAST: Words("{value}", " {value}"),
    Op.EQUAL: Words("{value}", " {value}"),
    Op.MORE: Words("more than {value}", "超 {value}"),
    Op.ABOUT: Words("about {value}", "约 {value}"),
    Op.AT_MOST: Words("at most {value}", "不超过 {value}"),
    Op.LESS: Words("below {value}", "低于 {value}"),
}
_BENT = Words(" (milestone {milestone})", "（节点：{milestone}）")
_BENT_WITHIN = Words(", milestone {milestone}", "，节点：{milestone}")
_BEHIND = Words("{points} points behind", "落后 {points} 个百分点")
_AHEAD = Words("{points} points ahead", "超前 {points} 个百分点")
_LEVEL = Words("on schedule", "与序时持平")
_SHORT = Words("{points} points short", "差 {points} 个百分点")
_NOT_QUITE = Words("just short", "略有不足")


def target_words(reached: TargetProgress, lang: Lang, *, denying: bool = False, bent: Milestone | None = None) -> str:
    """Say in one clause how a target stands; "" where it was not reported.

    Args:
        reached: the target with what has been reached.
        lang: language of the clause.
        denying: True where the clause speaks against the task's being done, whatever the schedule says.
        bent: the milestone that what is expected rests on.
    """
    target, actual = reached.target, reached.actual
    if target.value is None or actual is None or reached.gap is None:
        return ""
    prorated = target.is_prorated
    due = measure.due(target.value, reached.expected or measure.NONE, actual)
    return _clause(reached, prorated=prorated, denying=denying).text(
        lang,
        indicator=target.indicator,
        aim=_AIMS[target.op].text(lang, value=amount_text(target.value, target.measure)),
        actual=amount_text(actual, target.measure),
        share=share_text(reached.share),
        due=amount_text(due, target.measure),
        expected=share_text(reached.expected),
        bent=milestone_words(bent, _BENT_WITHIN, lang),
        distance=_distance(reached.gap, lang, against_schedule=prorated),
    )


def _clause(reached: TargetProgress, *, prorated: bool, denying: bool) -> Words:
    met = is_met(reached)
    if reached.target.is_cap:
        return _CAP_MET if met else (_CAP if reached.gap else _CAP_EDGE)
    if denying and not met:
        return _SHORT_OF
    if prorated:
        return _PRORATED
    return _DIRECT_MET if met else _DIRECT


def percent_words(percent: Decimal, base: Decimal, lang: Lang, *, bent: Milestone | None = None) -> str:
    """Say in one clause how the reported percent stands against the baseline, and on what milestone that rests."""
    gap = measure.tenth(percent) - base
    return _PERCENT.text(
        lang,
        percent=share_text(percent),
        expected=share_text(base),
        bent=milestone_words(bent, _BENT, lang),
        distance=_distance(gap, lang, against_schedule=True),
    )


def milestone_words(milestone: Milestone | None, words: Words, lang: Lang) -> str:
    """Return words that name a milestone, "" for none."""
    return words.text(lang, milestone=measure.milestone_text(milestone)) if milestone else ""


def is_met(reached: TargetProgress) -> bool:
    """Tell whether a target is reached; one without a figure is not."""
    return reached.actual is not None and measure.is_met(reached.target, reached.actual)


def share_text(value: Decimal | None) -> str:
    """Return a percent to a tenth, as it is printed; "" for none."""
    return "" if value is None else percent_text(measure.tenth(value))


def _distance(gap: Decimal, lang: Lang, *, against_schedule: bool) -> str:
    points = plain_text(abs(gap))
    if gap < 0:
        return (_BEHIND if against_schedule else _SHORT).text(lang, points=points)
    if not against_schedule:
        return _NOT_QUITE.text(lang)
    return (_AHEAD if gap else _LEVEL).text(lang, points=points)
