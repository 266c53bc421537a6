"""What `import` says in the terminal: what became of the list, for a check in a minute, and what it changes."""

from collections import Counter
from collections.abc import Iterator, Sequence

from reportkit.cli.folding import COLUMNS, fold_lines
from reportkit.cli.screen import AND, each, findings, set_aside
from reportkit.diagnostics import Code, Severity
from reportkit.imported import Imported
from reportkit.language.text import pad, shorten
from reportkit.language.widths import width
from reportkit.language.words import Lang, Words
from reportkit.lists.findings import ranges
from reportkit.master.changes import Changes
from reportkit.model import Task
from reportkit.workflow.results import ImportResult

_SHOWN_SECTIONS = 12
_SHOWN_UNITS = 15
_LOOKED_AT = 5
_WIDEST_UNITS = 24
_WIDEST_DAY = 14
_OLD_MASTER = Words("The master of the list before lies beside it: {path}", "原任务单的总表另存在旁边：{path}")
_LEFT_OUT = {
    Code.L08: Words("texts that belong to no task: {n}", "不属于任何任务的文字 {n} 处"),
    Code.L36: Words("struck through: {n}", "已划去的 {n} 处"),
    Code.L37: Words("deleted while changes were tracked: {n}", "修订中删除的 {n} 处"),
    Code.L39: Words("hidden: {n}", "隐藏的 {n} 处"),
}
_SHOWN_CHANGES = 40
_BEFORE_DIFFERENCE = 8
_ANOTHER_LIST = Words(
    "This is another list than the master's; its {n} tasks make way, what is known of units and leaders stays.",
    "这是另一份任务单：原有 {n} 项任务由新的取代，单位和领导的资料保留。",
)
_CLOSES = Words(
    "With it these rounds are closed: {periods}. Nothing of them changes: they keep the list and the form they were "
    "reported by, late returns and corrections still count there.",
    "导入后以下各期即告结束：{periods}。已有的汇总不会变：各期仍按当时的任务单和表样，迟交和更正的报表照样计入该期。",
)
_COLUMN = {
    "section": Words("section", "板块"),
    "project": Words("project", "项目"),
    "leaders": Words("leaders", "牵头领导"),
    "leads": Words("lead units", "牵头单位"),
    "participants": Words("participants", "参与单位"),
    "deadline": Words("deadline", "完成时限"),
    "milestones": Words("milestones", "节点"),
}


def imported(result: ImportResult, lang: Lang, *, verbose: bool) -> list[str]:
    """Return what `import` says."""
    master = result.imported.master
    sections = len({task.section for task in master.tasks if task.section})
    head = Words(
        "{tasks} tasks in {sections} sections, {leaders} leaders, {units} units, {targets} targets -> {written}",
        "{tasks} 项任务，{sections} 个板块，{leaders} 位领导，{units} 家单位，{targets} 条指标 → {written}",
    ).text(
        lang, tasks=len(master.tasks), sections=sections, leaders=len(master.leaders), units=len(master.units),
        targets=len(master.targets), written=result.written,
    )  # fmt: skip
    lines = [head, *_overview(result.imported, lang)]
    if result.kept and result.changes is not None and result.changes.other_list:
        lines += fold_lines(_OLD_MASTER.text(lang, path=result.kept))
    elif result.kept:
        lines.append(set_aside([result.kept], lang))
    # What a person has cleared from the sheet of an earlier import is not said again.
    still = {(note.code, note.message) for note in master.notes}
    open_ones = [d for d in result.imported.diagnostics if (d.code.name, d.message(master.settings.lang)) in still]
    if open_ones:
        lines.append(
            Words(
                "Repairs and guesses: {n}, all on the last sheet of the master. Check them:",
                "有 {n} 处修补或推测，都列在任务单最后一张表，请核对：",
            ).text(lang, n=len(open_ones))
        )
        lines += findings(open_ones, lang, verbose=verbose)
    lines += findings(result.own, lang, verbose=verbose)
    lines += each(result.faults, lang)
    lines.append(
        Words(
            "Next: open it in Excel, look it over, then: reportkit check",
            "下一步：用 Excel 打开过目，然后运行 reportkit check",
        ).text(lang)
    )
    return lines


def _overview(imported: Imported, lang: Lang) -> Iterator[str]:
    """Yield what a person can hold against the list in a minute: sections, units, what was left out, some tasks."""
    tasks = imported.master.tasks
    yield from _sections(tasks, lang)
    yield from fold_lines(_units(tasks, lang))
    for line in (_without_unit(tasks, lang), _beside(imported, lang), _left_out(imported, lang)):
        yield from fold_lines(line) if line else ()
    yield Words("Hold these against the list:", "请对照原件看看这几项：").text(lang)
    for task in _worth_a_look(imported):
        who = AND.text(lang).join(unit.name for unit in task.leads) or "-"
        until = task.deadline.isoformat() if task.deadline else "-"
        head, tail = f"  {task.no:>4}  ", f"  {pad(shorten(who, _WIDEST_UNITS), _WIDEST_UNITS)}  {until}"
        room = COLUMNS - width(head) - _WIDEST_UNITS - _WIDEST_DAY
        yield (head + pad(shorten(task.work, room), room) + tail).rstrip()


def _sections(tasks: Sequence[Task], lang: Lang) -> Iterator[str]:
    """Yield how many tasks each section has."""
    counts = Counter(task.section for task in tasks)
    if set(counts) == {""}:
        return
    yield Words("Tasks by section:", "各板块任务数：").text(lang)
    for section, n in list(counts.items())[:_SHOWN_SECTIONS]:
        yield f"  {n:>4}  " + shorten(section or "-", COLUMNS - 8)
    if len(counts) > _SHOWN_SECTIONS:
        rest = list(counts.values())[_SHOWN_SECTIONS:]
        words = Words("  {n:>4}  in {m} more sections", "  {n:>4}  另 {m} 个板块")
        yield words.text(lang, n=sum(rest), m=len(rest))


def _units(tasks: Sequence[Task], lang: Lang) -> str:
    """Return how many tasks each unit leads, the most first."""
    counts = Counter(unit.name for task in tasks for unit in task.leads).most_common()
    named = AND.text(lang).join(f"{name} {n}" for name, n in counts[:_SHOWN_UNITS])
    words = Words("Tasks by lead unit: {named}", "各牵头单位任务数：{named}")
    if len(counts) > _SHOWN_UNITS:
        words = Words("Tasks by lead unit: {named} … {n} units in all", "各牵头单位任务数：{named} …… 共 {n} 家")
    return words.text(lang, named=named or "-", n=len(counts))


def _without_unit(tasks: Sequence[Task], lang: Lang) -> str:
    """Return which tasks no unit leads, "" where there are none."""
    alone = [task.no for task in tasks if not task.leads]
    if not alone:
        return ""
    words = Words("Without a lead unit: tasks {tasks}", "没有牵头单位：任务 {tasks}")
    return words.text(lang, tasks=ranges(alone))


def _left_out(imported: Imported, lang: Lang) -> str:
    """Return what of the list went nowhere, "" where all of it did: texts by why, and sheets of other years."""
    counts = Counter(item.code for item in imported.diagnostics)
    parts = [words.text(lang, n=counts[code]) for code, words in _LEFT_OUT.items() if counts[code]]
    parts += [f"“{item.sheet}”" for item in imported.diagnostics if item.code is Code.L32 and item.sheet]
    return Words("Left out: {parts}", "未导入：{parts}").text(lang, parts=AND.text(lang).join(parts)) if parts else ""


def _beside(imported: Imported, lang: Lang) -> str:
    """Return which columns are carried along as they stand, "" where there are none."""
    names = dict.fromkeys(item.found for item in imported.diagnostics if item.code is Code.L13 and item.found)
    words = Words("Columns carried along as they stand: {names}", "原样附在任务后的列：{names}")
    return words.text(lang, names=AND.text(lang).join(f"“{name}”" for name in names)) if names else ""


def _worth_a_look(imported: Imported) -> list[Task]:
    """Return some tasks, in order: the most doubtful ones, the first and the last."""
    tasks = imported.master.tasks
    doubts = Counter(
        item.task for item in imported.diagnostics if item.task and item.severity.rank <= Severity.WARNING.rank
    )
    wanted = dict.fromkeys((tasks[0].no, tasks[-1].no, *(no for no, _ in doubts.most_common())))
    spread = (tasks[len(tasks) * part // _LOOKED_AT].no for part in range(1, _LOOKED_AT))
    chosen = set(list(dict.fromkeys((*wanted, *spread)))[:_LOOKED_AT])
    return [task for task in tasks if task.no in chosen]


def changed(changes: Changes, lang: Lang) -> list[str]:
    """Return what an import is about to change in the master that is there."""
    kept = Words("Kept as you edited it: {n}", "您改过的照旧保留：{n} 处").text(lang, n=changes.kept_edits)
    end = [kept] if changes.kept_edits else []
    if changes.other_list:
        text = _ANOTHER_LIST.text(lang, n=len(changes.removed))
        return [*fold_lines(text), *(line for text in _closing(changes, lang) for line in fold_lines(text)), *end]
    lines = [shorten(line, COLUMNS) for line in _changes(changes, lang)]
    head = Words("Against the master that is there:", "与现有任务单相比：")
    if not lines:
        head = Words("The list is as it was.", "任务单没有变化。")
    if len(lines) > _SHOWN_CHANGES:
        left = Words("  … and {n} more", "  …… 另有 {n} 处").text(lang, n=len(lines) - _SHOWN_CHANGES)
        lines = [*lines[:_SHOWN_CHANGES], left]
    return [head.text(lang), *lines, *end]


def _closing(changes: Changes, lang: Lang) -> Iterator[str]:
    """Yield which rounds another list closes, and that nothing of them changes."""
    if changes.closing:
        periods = AND.text(lang).join(period.label(lang) for period in changes.closing)
        yield _CLOSES.text(lang, periods=periods)


def _changes(changes: Changes, lang: Lang) -> Iterator[str]:
    """Yield a line a task: what happens to it, its number, and how it begins or where it differs."""
    stays = {task.no for task in changes.withdrawn}
    for no in changes.added:
        yield Words("  added       task {no}", "  新增  任务 {no}").text(lang, no=no)
    for task in changes.removed:
        words = Words("  removed     task {no} {work}", "  减少  任务 {no} {work}")
        if task.no in stays:
            words = Words("  withdrawn   task {no} {work}", "  撤销  任务 {no} {work}")
        yield words.text(lang, no=task.no, work=_from_difference(task.work, task.work[:1]))
    for item in changes.reworded:
        words = Words("  reworded    task {no} {now}", "  改写  任务 {no} {now}")
        if item.kept:
            words = Words("  yours stays task {no}; the list: {now}", "  仍用您改的  任务 {no}；任务单：{now}")
        yield words.text(lang, no=item.no, now=_from_difference(item.now, item.was))
    for moved in changes.renumbered:
        yield Words("  renumbered  {was} -> {no}", "  改号  {was} → {no}").text(lang, was=moved.was, no=moved.no)
    for altered in changes.changed:
        columns = AND.text(lang).join(_COLUMN[name].text(lang) for name in altered.columns)
        words = Words("  changed     task {no}: {names}", "  变动  任务 {no}：{names}")
        yield words.text(lang, no=altered.no, names=columns)


def _from_difference(text: str, other: str) -> str:
    """Return a text from a little before the place where it differs from another."""
    same = next((at for at, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), min(len(text), len(other)))
    start = max(0, same - _BEFORE_DIFFERENCE)
    return ("…" if start else "") + text[start:].replace("\n", " ")
