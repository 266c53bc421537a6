"""The receipt of a return: in words what was understood of it, so that a unit sees an error that no rule sees. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from reportkit.corrections.points import Degree, apart, asked_of_the_unit
from reportkit.corrections.texts import COUNTING, Counting, Envelope, asked_places, look_too, named_files
from reportkit.diagnostics import Diagnostic
from reportkit.fields.type_table import type_of
from reportkit.language.amounts import amount_text, percent_text
from reportkit.language.text import fold, shorten
from reportkit.language.widths import width
from reportkit.language.words import Words, joined
from reportkit.measure import aim_figure, is_met, share
from reportkit.model import Answer, Entry, Field, Master, Target, Template, Verdict

_TITLE = Words("Receipt: {unit}, report for {period}", "回执：{unit}{period}填报表")
_CAME = Words("Received {day}, as “{file}”{sender}.", "{day} 收到，文件名“{file}”{sender}。")
_SENDER = Words(", filled in by {name}", "，填报人：{name}")
_JOINED = Words("It counts together with {files}: each fills in a part.", "与{files}各填一部分，已合为一份。")
_EVIDENCE = Words("Filed with it as evidence, {n}: {files}.", "随表收到的佐证材料 {n} 份：{files}。")
_AFTER = {
    Degree.FIXED: Words("It is in order and counted; nothing need be sent again.", "没有问题，已汇总，不用再交。"),
    Degree.CHECK: Words(
        "It is counted. To look at: {n}{see}; if all of it is right, nothing need be sent again.",
        "已汇总。有 {n} 处请核对{see}；都没有错就不用再交。",
    ),
    Degree.MEND: Words(
        "To put right: {n}{look}{see}; please send it back {by}. The rest is counted.",
        "有 {n} 处要改{look}{see}，请改好，{by}发回。其余内容已汇总。",
    ),
}
_NOTHING = Words(
    "Nothing of it could be counted yet. To put right: {n}{look}{see}; please send it back {by}.",
    "这份表暂时没有汇总。有 {n} 处要改{look}{see}，请改好，{by}发回。",
)
_SEE = Words(" (see “{copy}”)", "（见“{copy}”）")
_UNDERSTOOD = Words("This is what we understood:", "我们是这样理解的：")
_TASK = Words("{no}. {work}", "任务 {no}　{work}")
_SAID = Words("    {label}: {text}", "    {label}：{text}")
_LEFT_OUT = Words("not counted, you wrote “{written}”", "未计入，你们填的是“{written}”")
_LEFT_OUT_FOR = Words("not counted. {why}", "未计入。{why}")
_EMPTY = Words("not filled in", "没有填")
_STROKE = Words("taken as not filled in, you wrote “{written}”", "按没有填计，你们填的是“{written}”")
_OF_AIM = Words("{actual}, {share} of the aim ({aim})", "{actual}，完成 {share}（目标 {aim}）")
_OF_AIM_BRIEFLY = Words("{actual}, {share}", "{actual}，完成 {share}")
_MET = Words("{actual}, aim reached ({aim})", "{actual}，已达到目标（{aim}）")
_NOT_MET = Words("{actual}, aim not reached yet ({aim})", "{actual}，尚未达到目标（{aim}）")
_WITHIN = Words("{actual}, within the limit ({aim})", "{actual}，没有超出目标（{aim}）")
_BEYOND = Words("{actual}, beyond the limit ({aim})", "{actual}，已超出目标（{aim}）")
_WRITTEN = Words("{text} (you wrote “{written}”)", "{text}（你们填的是“{written}”）")
_CLOSING = Words(
    "If something is not as you meant it, put it right in your file and send it again.",
    "与实际不符的，请在表里改好，再报一次。",
)
_UNDERSTOOD_BRIEFLY = Words(
    "This is what we understood; texts are taken as you wrote them and not repeated here:",
    "我们是这样理解的（文字内容照你们所填，这里不再列出）：",
)
_SAID_BRIEFLY = Words(" | {label}: {text}", " | {label}：{text}")
_PLAINLY = Words(" | {text}", " | {text}")
"""How it stands, which needs no label."""
_BETWEEN, _INDENT = " |", "    "
_PAGE, _COLUMNS = 56, 90
"""Lines of a page, and half-width columns of a line on it."""
_BRIEF_WORK = 30
_WORK, _TEXT = 76, 100
"""Columns of a wording, and of an answer: a receipt is read at a glance."""
_FIRST = ("status", "percent", "progress")
_FIGURES = re.compile(r"[0-9]+")


_Line = tuple[str, str]
"""A label and what is said under it."""


_Cell = tuple[str, str]
"""Sheet and address."""


def _least_first(item: Diagnostic) -> int:
    return -item.severity.rank


@dataclass(frozen=True)
class Received:
    """A return that came, as its sender knows it.

    Attributes:
        file: the name it came under.
        day: when it came.
        verdict: what became of it.
        findings: on it.
        entries: what it reports.
        copy: name of the correction copy, "" where there is none.
        evidence: names of the scans, pictures and papers that came for the period.
        counting: the return that counts until this one is put right, whose entries are given; None for itself.
        joined: names of the files that it counts together with.
        sender: who filled it in, as its foot says, "" where it does not.
        reasons: the findings on the return whose entries are given: why an answer does not count.
    """

    file: str
    day: date
    verdict: Verdict
    findings: Sequence[Diagnostic]
    entries: Sequence[Entry]
    copy: str = ""
    evidence: Sequence[str] = ()
    counting: Counting | None = None
    joined: Sequence[str] = ()
    sender: str = ""
    reasons: Sequence[Diagnostic] = ()

    @cached_property
    def why(self) -> Mapping[_Cell, Diagnostic]:
        """The first finding on each cell, as it is said of this cell alone."""
        each = (one for item in self.reasons for one in apart(item) if len(one.cells) == 1)
        return {(one.sheet or "", one.cells[0]): one for one in sorted(each, key=_least_first)}


def receipt_text(envelope: Envelope, received: Received, master: Master, template: Template) -> str:
    """Return the receipt of a return: whether something must come back, and each task with what was understood.

    Args:
        envelope: to whom it goes, on what, and from whom.
        received: the return.
        master: the list, for the wordings and the aims.
        template: the form's fields, for the labels.
    """
    sender = envelope.say(_SENDER, name=received.sender) if received.sender else ""
    lines = [envelope.say(_TITLE), envelope.say(_CAME, day=received.day, file=received.file, sender=sender)]
    if received.joined:
        files = joined([f"“{name}”" for name in received.joined], envelope.lang)
        lines.append(envelope.say(_JOINED, files=files))
    if received.evidence:
        files = named_files(envelope, received.evidence)
        lines.append(envelope.say(_EVIDENCE, n=len(received.evidence), files=files))
    lines.append(_what_next(envelope, received))
    if received.counting is not None:
        day, file = received.counting.day, received.counting.file
        lines.append(envelope.say(COUNTING, day=day, file=file))
    if received.entries and (received.counting is not None or received.verdict.is_merged):
        understood = list(_understood(envelope, received, master, template))
        room = _PAGE - len(lines)
        is_long = len(understood) > room
        shown = _in_brief(envelope, received, master, template, room) if is_long else understood
        lines += ["", envelope.say(_UNDERSTOOD_BRIEFLY if is_long else _UNDERSTOOD), *shown, "", envelope.say(_CLOSING)]
    return envelope.signed(lines)


def _understood(envelope: Envelope, received: Received, master: Master, template: Template) -> Iterator[str]:
    """Yield what was understood, a paragraph a task."""
    for entry in received.entries:
        task, said = master.task(entry.task), _Said(envelope, template, entry, received.why)
        yield from ("", envelope.say(_TASK, no=entry.task, work=shorten(task.work if task else "", _WORK)))
        for label, text in said.of_all(master.targets_of(entry.task)):
            yield envelope.say(_SAID, label=label, text=shorten(text, _TEXT))


def _in_brief(envelope: Envelope, received: Received, master: Master, template: Template, room: int) -> list[str]:
    """Return what was understood where it would be more than a page: as much as there is room for in each line.

    Where that is too long as well, tasks that have targets are named by their numbers only.
    """
    entries = received.entries
    saids = [_Said(envelope, template, entry, received.why, is_brief=True) for entry in entries]
    whole = [line for said in saids for line in _brief_task(said, master, has_work=True)]
    if len(whole) <= room:
        return whole
    has_work = [not master.targets_of(entry.task) for entry in entries]
    return [line for said, has in zip(saids, has_work, strict=True) for line in _brief_task(said, master, has_work=has)]


def _brief_task(said: "_Said", master: Master, *, has_work: bool) -> Iterator[str]:
    envelope, entry = said.envelope, said.entry
    task = master.task(entry.task)
    line = envelope.say(_TASK, no=entry.task, work=shorten(task.work, _BRIEF_WORK) if task and has_work else "").strip()
    for label, text in said.of_all(master.targets_of(entry.task)):
        part = envelope.say(_SAID_BRIEFLY if label else _PLAINLY, label=label, text=shorten(text, _TEXT))
        if width(line) + width(part) > _COLUMNS:
            yield line
            line = _INDENT + part.lstrip(_BETWEEN)
        else:
            line += part
    yield line


def _what_next(envelope: Envelope, received: Received) -> str:
    asked, n = asked_of_the_unit(received.findings), asked_places(received.findings)
    words = _AFTER[asked] if received.verdict.is_merged else _NOTHING
    see = envelope.say(_SEE, copy=received.copy) if received.copy else ""
    return envelope.say(words, n=n, see=see, look=look_too(envelope, received.findings))


@dataclass(frozen=True, slots=True)
class _Said:
    """What an entry says, a line for each field that holds something or should.

    Attributes:
        envelope: says in which language.
        template: the form's fields.
        entry: the entry.
        why: the finding on each cell.
        is_brief: True to leave out texts as they were written, and the aims behind shares of them.
    """

    envelope: Envelope
    template: Template
    entry: Entry
    why: Mapping[_Cell, Diagnostic]
    is_brief: bool = False

    def of_all(self, targets: Sequence[Target]) -> Iterator[_Line]:
        """Yield what is said of the task and of its targets."""
        yield from self.of_the_task()
        yield from self.of_targets(targets)

    def of_the_task(self) -> Iterator[_Line]:
        """Yield what is said of the task itself, how it stands first."""
        fields = {f.name: f for f in self.template.task_fields if type_of(f).is_asked}
        ordered = dict.fromkeys([*(name for name in _FIRST if name in fields), *fields])
        for name in ordered:
            yield from self._line(fields[name], self.entry.answers)

    def of_targets(self, targets: Sequence[Target]) -> Iterator[_Line]:
        """Yield what is said of each target, with how much of the aim that is."""
        for target in targets:
            answers = self.entry.targets.get(target.no)
            if answers is None:
                continue
            for field in self.template.target_fields:
                if field.name == "actual":
                    yield target.indicator or target.quote, self._so_far(target, answers.get("actual"))
                elif type_of(field).is_asked:
                    yield from self._line(field, answers)

    def _line(self, field: Field, answers: Mapping[str, Answer]) -> Iterator[_Line]:
        answer = answers.get(field.name)
        text = self._told(field, answer) if answer is not None else ""
        is_left_out = self.is_brief and type_of(field).is_text and answer is not None and not answer.faulty
        if text and not is_left_out:
            is_plain = self.is_brief and field.name in _FIRST and answer is not None and not answer.faulty
            yield "" if is_plain else field.label.template(self.envelope.lang), text

    def _told(self, field: Field, answer: Answer) -> str:
        """Return what an answer says as it was understood, with what was written where that looks different."""
        if answer.faulty:
            return self._left_out(answer)
        if answer.value is None:
            return self._stroke(answer) if answer.written.strip() else ""
        text = type_of(field).text(answer.value, field, self.envelope.lang)
        return text if type_of(field).is_text else self._beside_written(text, answer)

    def _left_out(self, answer: Answer) -> str:
        """Say of an answer that does not count what stood there and why."""
        why = self._reason(answer)
        if why or not answer.written:
            return why or self.envelope.say(_EMPTY)
        return self.envelope.say(_LEFT_OUT, written=shorten(answer.written, _TEXT // 2))

    def _reason(self, answer: Answer) -> str:
        """Return why an answer does not count, "" where no finding on its cell says so."""
        found = self.why.get((answer.sheet, answer.cell))
        if found is None or not found.found:
            return ""
        return self.envelope.say(_LEFT_OUT_FOR, why=found.statement(self.envelope.lang))

    def _stroke(self, answer: Answer) -> str:
        """Say of a stroke, or a word for nothing, why it does not count: it was taken for an empty cell."""
        return self._reason(answer) or self.envelope.say(_STROKE, written=shorten(answer.written, _TEXT // 2))

    def _beside_written(self, text: str, answer: Answer) -> str:
        if not text or _looks_like(text, answer.written):
            return text
        return self.envelope.say(_WRITTEN, text=text, written=shorten(answer.written, _TEXT // 2))

    def _so_far(self, target: Target, answer: Answer | None) -> str:
        if answer is None or (answer.value is None and not answer.faulty):
            return self._stroke(answer) if answer is not None and answer.written.strip() else self.envelope.say(_EMPTY)
        actual = self.entry.actual(target.no)
        if answer.faulty or actual is None:
            return self._left_out(answer) if answer.faulty else answer.written
        return self._against_aim(target, actual, self._beside_written(amount_text(actual, target.measure), answer))

    def _against_aim(self, target: Target, actual: Decimal, told: str) -> str:
        """Say how much of an aim is reached: of a rate or a level only whether it is, as a share of it says nothing."""
        if target.value is None:
            return told
        aim = aim_figure(target, target.value, self.envelope.lang)
        reached = share(target, actual)
        if target.is_prorated and reached is not None:
            words = _OF_AIM_BRIEFLY if self.is_brief else _OF_AIM
            return self.envelope.say(words, actual=told, aim=aim, share=percent_text(reached))
        met, not_met = (_WITHIN, _BEYOND) if target.is_cap else (_MET, _NOT_MET)
        return self.envelope.say(met if is_met(target, actual) else not_met, actual=told, aim=aim)


def _looks_like(told: str, written: str) -> bool:
    """Tell whether what was understood can be seen in what was written: 312 in `312 家`, a day in its figures."""
    one, other = (fold(text).replace(",", "") for text in (told, written))
    figures = _FIGURES.findall(one)
    return one in other or other in one or (len(figures) > 1 and figures == _FIGURES.findall(other))
