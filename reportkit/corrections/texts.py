"""Short texts for a unit, ready to paste into a chat or a mail: what is wrong, or that a return is missing. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportkit.corrections.points import SHEETS, Degree, apart, asked_of_the_unit, degree
from reportkit.diagnostics import Diagnostic
from reportkit.language.words import Lang, Words, joined
from reportkit.model import UnusableFile

_DUE = Words("by {due}", "{due} 前")
_WAS_DUE = Words("at once: it was due on {due}", "尽快（原定 {due} 前）")


@dataclass(frozen=True, slots=True)
class Envelope:
    """To whom a text goes, on what, and from whom.

    Attributes:
        unit: the unit as it is called.
        period: the period as it is called.
        office: who sends it, "" where the office did not say its name.
        due: the day by which a return should be back.
        lang: language of the text.
        is_past: True where that day is past.
    """

    unit: str
    period: str
    office: str
    due: date
    lang: Lang
    is_past: bool = False

    def say(self, words: Words, **values: object) -> str:
        """Return a sentence with what stands on the envelope filled in; `{by}` is the day, or that it is past."""
        by = (_WAS_DUE if self.is_past else _DUE).text(self.lang, due=self.due)
        return words.text(self.lang, unit=self.unit, period=self.period, by=by, **values)

    def signed(self, lines: Sequence[str]) -> str:
        """Return lines as one text, the sender's name below."""
        return "\n".join([*lines, *([self.office] if self.office else [])])


@dataclass(frozen=True, slots=True)
class Counting:
    """A return that counts while a later one waits to be put right.

    Attributes:
        file: the name it came under.
        day: when it came.
    """

    file: str
    day: date


@dataclass(frozen=True, slots=True)
class OtherForm:
    """A form of another period than the one that was asked for, which was refused for that.

    Attributes:
        file: the name it came under.
        day: when it came.
        period: the period it is for, as it is called.
    """

    file: str
    day: date
    period: str


COUNTING = Words("Until then “{file}”, which came on {day}, counts.", "改好之前，先按 {day} 收到的“{file}”汇总。")
_HELLO = {
    Degree.MEND: Words(
        "{unit}: your report for {period} has arrived. To put right: {n}{look}.",
        "{unit}：{period}的填报表收到了，有 {n} 处要改{look}。",
    ),
    Degree.CHECK: Words(
        "{unit}: your report for {period} has arrived and is counted. To look at: {n}.",
        "{unit}：{period}的填报表已收到并汇总，有 {n} 处请核对。",
    ),
    Degree.FIXED: Words(
        "{unit}: your report for {period} has arrived and is in order; nothing need be sent again. Thank you!",
        "{unit}：{period}的填报表已收到，没有问题，不用再交，谢谢！",
    ),
}
_NEXT = {
    Degree.MEND: Words(
        'Please put them right in the attached file (sheet "{sheet}") and send it back {by}.',
        "请在附上的修改稿里改（看第一页“{sheet}”），{by}把这份文件原样发回，谢谢！",
    ),
    Degree.CHECK: Words(
        "If all of it is right, nothing need be sent again. If not, please put it right in the attached file "
        '(sheet "{sheet}") and send it back {by}.',
        "都没有错就不用再交；有错的，请在附上的核对稿里改（看第一页“{sheet}”），{by}把这份文件原样发回，谢谢！",
    ),
}
LOOK = Words("; to look at: {n}", "，另有 {n} 处请核对")
"""What is said of points to look at beside those to put right."""
_TO_LOOK_AT = Words("To look at:", "请核对：")
_MORE = Words("and {n} more, listed in the file", "还有 {n} 处，见附件")
_REMIND = Words(
    "{unit}: your report for {period} has not arrived yet. Please fill in the form and send it back {by}.",
    "{unit}：{period}的填报表还没有收到，请填好，{by}发回，谢谢！",
)
_REMIND_ANEW = Words(
    "{unit}: what you sent as your report for {period} cannot be used. Please send the form, filled in, {by}.",
    "{unit}：你们发来的{period}填报表用不了，请重新发一份填好的表，{by}发回，谢谢！",
)
_UNUSABLE = Words(
    "“{file}”, which came on {day}, does not count: {why}.",
    "{day} 收到的“{file}”没有采用：{why}。",
)
_KEPT_ALONE = Words(
    "What you sent besides is kept as evidence, {n}: {files}.", "另外 {n} 份材料已作佐证留存：{files}。"
)
_KEPT = Words(
    "What you sent is kept as evidence, {n}: {files}; the form itself is not among it.",
    "你们发来的 {n} 份材料已作佐证留存：{files}；里面没有填报表。",
)
_OTHER_PERIOD = Words(
    "“{file}”, which came on {day}, is the form for {other} and does not count; asked for is that for {period}.",
    "{day} 收到的“{file}”是{other}的表，没有计入；现在要报的是{period}的表。",
)
_AND_MORE = Words("{files} and others", "{files}等")
_LINES, _MOST_NAMES = 5, 12


def reminder_text(
    envelope: Envelope,
    evidence: Sequence[str] = (),
    others: Sequence[OtherForm] = (),
    unusable: Sequence[UnusableFile] = (),
) -> str:
    """Return the text for a unit whose return is missing.

    Args:
        envelope: to whom it goes, on what, and from whom.
        evidence: names of scans, pictures and papers that came from it.
        others: forms of other periods that it sent instead.
        unusable: files that it sent and that cannot be used.
    """
    files = named_files(envelope, evidence)
    kept = [envelope.say(_KEPT_ALONE if unusable else _KEPT, n=len(evidence), files=files)] if evidence else []
    told = [envelope.say(_OTHER_PERIOD, file=one.file, day=one.day, other=one.period) for one in others]
    lost = [envelope.say(_UNUSABLE, file=one.file, day=one.day, why=one.why) for one in unusable]
    return envelope.signed([envelope.say(_REMIND_ANEW if unusable else _REMIND), *lost, *told, *kept])


def chat_text(envelope: Envelope, findings: Sequence[Diagnostic], counting: Counting | None = None) -> str:
    """Return the text for a unit whose return came: what is wrong, and whether it must come back.

    What must be put right and what is to be looked at have at most five lines each.

    Args:
        envelope: to whom it goes, on what, and from whom.
        findings: on its return; what was read as something else and notes are left out.
        counting: the return that counts until this one is put right, None where there is none.
    """
    asked = asked_of_the_unit(findings)
    if asked is Degree.FIXED:
        return envelope.signed([envelope.say(_HELLO[asked])])
    listed = _of_degree(findings, asked)
    lines = [envelope.say(_HELLO[asked], n=_places(listed), look=look_too(envelope, findings))]
    lines += _numbered(envelope, listed)
    to_look_at = _of_degree(findings, Degree.CHECK) if asked is Degree.MEND else []
    if to_look_at:
        lines += [envelope.say(_TO_LOOK_AT), *_numbered(envelope, to_look_at)]
    lines.append(envelope.say(_NEXT[asked], sheet=SHEETS[asked].text(envelope.lang)))
    if counting is not None:
        lines.append(envelope.say(COUNTING, file=counting.file, day=counting.day))
    return envelope.signed(lines)


def _of_degree(findings: Sequence[Diagnostic], asked: Degree) -> list[Diagnostic]:
    return sorted((item for item in findings if degree(item) is asked), key=Diagnostic.sort_key)


def _numbered(envelope: Envelope, listed: Sequence[Diagnostic]) -> list[str]:
    """Return findings a line each, with what to do; of more than a text has room for the first ones."""
    shown = listed if len(listed) <= _LINES else listed[: _LINES - 1]
    gap = " " if envelope.lang is Lang.EN else ""
    lines = [f"{n}. {d.message(envelope.lang)}{gap}{d.hint(envelope.lang)}" for n, d in enumerate(shown, 1)]
    if len(shown) < len(listed):
        lines.append(f"{len(shown) + 1}. {envelope.say(_MORE, n=_places(listed) - _places(shown))}")
    return lines


def named_files(envelope: Envelope, names: Sequence[str]) -> str:
    """Return the names of files in one line; of more than a reader would go through the first ones."""
    if len(names) <= _MOST_NAMES:
        return joined(names, envelope.lang)
    return envelope.say(_AND_MORE, files=joined(names[:_MOST_NAMES], envelope.lang))


def _places(found: Sequence[Diagnostic]) -> int:
    return sum(len(apart(item)) for item in found)


def look_too(envelope: Envelope, findings: Sequence[Diagnostic]) -> str:
    """Return how many places a unit is asked to look at beside those to put right, "" for none of either."""
    n = _places([item for item in findings if degree(item) is Degree.CHECK])
    return envelope.say(LOOK, n=n) if n and asked_of_the_unit(findings) is Degree.MEND else ""


def asked_places(findings: Sequence[Diagnostic]) -> int:
    """Return how many places of a return a unit is asked to put right, or else to look at: the same in every text."""
    asked = asked_of_the_unit(findings)
    return _places([item for item in findings if degree(item) is asked])
