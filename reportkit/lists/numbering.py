"""Numbers of tasks: the list's own where they are sound, and what is wrong with them where they are not. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportkit.diagnostics import Code, Diagnostic
from reportkit.language.script import is_latin
from reportkit.language.words import Lang, Words
from reportkit.lists.findings import finding_on, ranges
from reportkit.lists.listing import RawTask
from reportkit.shown import LIST_NUMBER

_NONE_WRITTEN = Words("none were written, so they were given in order", "原件没有编号，已按顺序编号")
_BEGIN_ANEW = Words("they begin anew in each section, so they were numbered through", "各板块各自编号，已统一编号")
_CHANGED = Words("missing or doubled, so new ones were given: {changes}", "有缺号或重号，已另编：{changes}")
_MISSING = Words("{missing} are missing", "缺 {missing}")
_UNORDERED = Words("they do not stand in order", "没有按顺序排列")


def with_codes(tasks: Sequence[RawTask], lang: Lang) -> tuple[tuple[RawTask, ...], tuple[str, ...]]:
    """Return tasks with the list's own numbers beside them where these are others than ours, and their heading.

    They come along as they stand; () where the list counts its tasks 1, 2, 3.

    Args:
        tasks: the tasks.
        lang: of a list in Chinese.
    """
    if not any(task.code for task in tasks):
        return tuple(tasks), ()
    heading = LIST_NUMBER.text(Lang.EN if all(is_latin(p.text) for task in tasks for p in task.work) else lang)
    return tuple(_with_code(task, heading) for task in tasks), (heading,)


def _with_code(task: RawTask, heading: str) -> RawTask:
    code = task.code or task.no
    return replace(task, extras=((heading, code), *task.extras)) if code else task


def number_tasks(tasks: Sequence[RawTask]) -> tuple[list[int], list[Diagnostic]]:
    """Return a number for each task and what is wrong with the list's own.

    The list's numbers are kept. Where they begin anew in every section, or none is written, all tasks are numbered
    through; a single task without a number, or with one that is taken, gets the next after the highest.
    """
    written = [int(task.no) if task.no else None for task in tasks]
    through = list(range(1, len(tasks) + 1))
    if not any(no is not None for no in written):
        return through, [_none_written(tasks)]
    if _begin_anew(tasks, written):
        return through, [_finding(tasks, tasks, _BEGIN_ANEW)]
    given = _given(written)
    findings = [*_renumbered(tasks, written, given), *_missing(tasks, written, given)]
    if given != sorted(given) and given == written:
        findings.append(_finding(tasks, (), _UNORDERED))
    return given, findings


def _renumbered(tasks: Sequence[RawTask], written: Sequence[int | None], given: Sequence[int]) -> Iterator[Diagnostic]:
    """Say which tasks got a number that is not their own."""
    changes = [(task, was, no) for task, was, no in zip(tasks, written, given, strict=True) if was != no]
    if changes:
        told = "、".join(f"{'-' if was is None else was}→{no}" for _, was, no in changes)
        yield _finding(tasks, [task for task, _, _ in changes], _CHANGED, changes=told)


def _missing(tasks: Sequence[RawTask], written: Sequence[int | None], given: Sequence[int]) -> Iterator[Diagnostic]:
    """Say which numbers up to the highest of the list no task has."""
    missing = sorted(set(range(1, _highest(written) + 1)) - set(given))
    if missing:
        yield _finding(tasks, (), _MISSING, missing=ranges(missing))


def _highest(written: Sequence[int | None]) -> int:
    return max((no for no in written if no is not None), default=0)


def _begin_anew(tasks: Sequence[RawTask], written: Sequence[int | None]) -> bool:
    """Tell whether every one of several sections begins with 1."""
    firsts = [no for at, no in enumerate(written) if at == 0 or tasks[at].section != tasks[at - 1].section]
    return len(firsts) > 1 and all(no == 1 for no in firsts)


def _given(written: Sequence[int | None]) -> list[int]:
    """Return the numbers as written; one that is missing or taken is the next after the highest."""
    following = _highest(written)
    given: dict[int, None] = {}
    for no in written:
        if no is None or no in given:
            following += 1
            given[following] = None
        else:
            given[no] = None
    return list(given)


def _none_written(tasks: Sequence[RawTask]) -> Diagnostic:
    """Say that a list has no numbers, or counts its tasks in a way of its own: by the first and the last of these."""
    coded = [task for task in tasks if task.code]
    if not coded:
        return _finding(tasks, tasks, _NONE_WRITTEN)
    named = dict.fromkeys((coded[0].code, coded[-1].code))
    return finding_on(None, Code.L50, [coded[0].place], " … ".join(named))


def _finding(tasks: Sequence[RawTask], at: Sequence[RawTask], what: Words, **values: str) -> Diagnostic:
    filled = Words(what.en.format(**values), what.zh.format(**values))
    return finding_on(None, Code.L07, (task.place for task in at), n=len(tasks), what=filled)
