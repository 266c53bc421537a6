"""The list in any document into a master: read, clean, resolve units, and say what was guessed or mended."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reportkit.dates import How, read_day
from reportkit.diagnostics import Code, Diagnostic
from reportkit.errors import ReportkitError
from reportkit.master.cleaning import Cleaned, clean, habits_of
from reportkit.master.listing import Document, Listing, Name, Piece, Place, RawTask
from reportkit.master.source_table import read_tables
from reportkit.master.source_text import read_text
from reportkit.master.sources import read_document
from reportkit.master.targets import mine
from reportkit.master.units import Directory, directory
from reportkit.model import Leader, Master, Settings, Task, UnitRef
from reportkit.script import Script, script_of, to_simplified, to_traditional
from reportkit.text import fold, squeeze
from reportkit.words import Lang, Words

LIST_TITLE = Words("List of key tasks with responsibilities", "重点工作责任分解表")


@dataclass(frozen=True, slots=True)
class Imported:
    """A list after import.

    Attributes:
        master: what goes into the master workbook.
        diagnostics: what was guessed or mended, with its place in the source.
    """

    master: Master
    diagnostics: tuple[Diagnostic, ...]


def import_list(name: str, data: bytes, *, script: Script | None = None) -> Imported:
    """Read the list of key tasks from a document.

    Args:
        name: of the document; it tells the year, never the format.
        data: the document.
        script: convert everything to this script; None keeps the list's own.

    Raises:
        ReportkitError: nothing can be imported; the message says why.
    """
    readings: list[tuple[Document, _Repairs]] = []
    for document in read_document(name, data):
        readings.append(_cleaned(document, script))
        listing = read_tables(name, readings[-1][0])
        listing = listing if listing.tasks else read_text(readings[-1][0].pieces)
        if listing.tasks:
            return _build(name, listing, readings[-1][1])
    # A heading on its own is the weakest sign of a list; a flattened text has it on a line of its own as well.
    for document, repairs in readings:
        listing = read_tables(name, document, least=1)
        if listing.tasks:
            return _build(name, listing, repairs)
    raise ReportkitError(
        Words("“{file}” holds no list of tasks.", "“{file}”里没有找到任务单。"),
        Words(
            "Give a table with headings (序号, 重点工作, 牵头单位 …) or text with each number on a line of its own.",
            "请提供带表头（序号、重点工作、牵头单位等）的表格，或任务编号单独成行的文本。",
        ),
        file=name,
    )


@dataclass(frozen=True, slots=True)
class _Repairs:
    """What cleaning did, by place, and the script the clean text is in."""

    by_place: dict[Place, Cleaned]
    script: Script


def _cleaned(document: Document, script: Script | None) -> tuple[Document, _Repairs]:
    """Clean every text with what the whole document shows, and convert it where another script is wanted."""
    texts = document.texts()
    habits = habits_of(text for _, text in texts)
    cleaned = {text: clean(text, habits) for text in dict.fromkeys((*(text for _, text in texts), document.title))}
    by_place = {place: cleaned[text] for place, text in texts}
    own = script_of("".join(result.text for result in by_place.values()))
    wanted = script or own
    convert = to_traditional if wanted is Script.TRADITIONAL else to_simplified

    def change(text: str) -> str:
        mended = cleaned[text].text if text in cleaned else clean(text, habits).text
        return mended if own is wanted else convert(mended)

    return document.changed(change), _Repairs(by_place, wanted)


def _build(file: str, listing: Listing, repairs: _Repairs) -> Imported:
    """Turn a listing into a master with its diagnostics."""
    tasks = listing.tasks
    numbers, findings = _numbers(tasks)
    prose = "\n".join(piece.text for task in tasks for piece in (*task.work, *task.aims))
    written = [name.written for task in tasks for name in task.leads]
    written += [name.written for task in tasks for name in task.participants]
    book = directory(written, "\n".join((prose, *written)), repairs.script)
    year = _year((file, listing.title), (prose, "\n".join(task.deadline for task in tasks)))
    made = tuple(_task(no, raw, book, year) for no, raw in zip(numbers, tasks, strict=True))
    targets = tuple(target for task in made for target in mine(task.no, task.work))
    findings += [
        *_cleaning_findings(made, tasks, repairs),
        *_name_findings(made, tasks),
        *_project_findings(made, tasks),
        *_deadline_findings(made, tasks, year),
        *_unit_findings(book, tasks),
        *(_on(None, Code.L08, [piece.place], piece.text) for piece in listing.leftovers),
        *listing.diagnostics,
    ]
    if not year:
        findings.append(Diagnostic(Code.L19))
    if targets:
        findings.append(Diagnostic(Code.L10, values={"n": len(targets)}))
    settings = Settings(
        list_title=listing.title or LIST_TITLE.text(Lang.of(repairs.script)),
        year=year,
        script=repairs.script,
    )
    ordered = tuple(sorted((replace(finding, file=file) for finding in findings), key=Diagnostic.sort_key))
    master = Master(
        made,
        targets,
        book.units,
        book.groups,
        _leaders(tasks),
        settings,
        tuple((d.code.name, _place(d), d.message(settings.lang)) for d in ordered),
    )
    return Imported(master, ordered)


def _place(finding: Diagnostic) -> str:
    cells = "、".join(finding.cells)
    return f"{finding.sheet}!{cells}" if finding.sheet else cells


def _year(names: Sequence[str], texts: Sequence[str]) -> int:
    """Return the year of a list: of its file's name or title, or the commonest in its texts; 0 where none says."""
    for text in names:
        match = re.search(r"(?<!\d)(20\d\d)(?!\d)", fold(text))
        if match:
            return int(match[1])
    years = [int(year) for text in texts for year in re.findall(r"(?<!\d)(20\d\d)(?=年|[./-]\d)", text)]
    return max(sorted(set(years)), key=years.count, default=0)


def _deadline(text: str, year: int) -> tuple[date | None, bool]:
    """Return the day a deadline names, None for the end of the year, and whether it was plainly a day."""
    read = read_day(text, year) if text and year else None
    if read is None or read.day is None:
        return None, not text
    day = None if read.day == date(year, 12, 31) else read.day
    return day, day is None or read.how in (How.EXACT, How.READ)


def _deadline_findings(made: Sequence[Task], tasks: Sequence[RawTask], year: int) -> list[Diagnostic]:
    """Say which deadlines were no plain day: 6月底 is the last of June, 长期 none before the year's end."""
    findings = []
    for task, raw in zip(made, tasks, strict=True):
        day, plain = _deadline(raw.deadline, year)
        if not plain:
            wanted: object = day.isoformat() if day else Words("the end of the year", "年底")
            findings.append(_on(task, Code.L18, [raw.place], raw.deadline, wanted=wanted))
    return findings


def _task(no: int, raw: RawTask, book: Directory, year: int) -> Task:
    def refs(names: Iterable[Name]) -> tuple[UnitRef, ...]:
        return tuple(UnitRef(book.names[name.written], name.written) for name in names)

    return Task(
        no=no,
        section=squeeze(raw.section),
        project=squeeze(raw.project) if raw.project else None,
        work="\n".join(text for text in (_joined(raw.work), _joined(raw.aims)) if text),
        leaders=tuple(dict.fromkeys(name.written for name in raw.leaders)),
        leads=refs(raw.leads),
        participants=refs(raw.participants),
        deadline=_deadline(raw.deadline, year)[0],
    )


def _joined(pieces: Sequence[Piece]) -> str:
    """Return the paragraphs of a wording as one text; a line that was only broken is put together again."""
    text = ""
    for piece in pieces:
        broken = text and not re.search(r"[。；;！!.…：:]$", text)
        text += piece.text if broken or not text else "\n" + piece.text
    return text


def _leaders(tasks: Sequence[RawTask]) -> tuple[Leader, ...]:
    """Return the leaders in order of appearance, with the post that the list names beside them first."""
    posts: dict[str, str] = {}
    for task in tasks:
        for name in task.leaders:
            posts[name.written] = posts.get(name.written) or name.post
    return tuple(Leader(name, order, post) for order, (name, post) in enumerate(posts.items(), 1))


def _numbers(tasks: Sequence[RawTask]) -> tuple[list[int], list[Diagnostic]]:
    """Return a number for each task and what is wrong with the list's own.

    The list's numbers are kept. Where they begin anew in every section, or none is written, all tasks are numbered
    through; a single task without a number, or with one that is taken, gets the next after the highest.
    """
    written = [int(task.no) if task.no else None for task in tasks]
    known = [no for no in written if no is not None]
    if not known:
        return list(range(1, len(tasks) + 1)), [_misnumbered(tasks, tasks, _NONE_WRITTEN)]
    firsts = [no for at, no in enumerate(written) if at == 0 or tasks[at].section != tasks[at - 1].section]
    if len(firsts) > 1 and all(no == 1 for no in firsts):
        return list(range(1, len(tasks) + 1)), [_misnumbered(tasks, tasks, _BEGIN_ANEW)]
    numbers: dict[int, None] = {}
    renumbered: list[RawTask] = []
    changes: list[str] = []
    following = max(known)
    for no, task in zip(written, tasks, strict=True):
        if no is None or no in numbers:
            following += 1
            changes.append(f"{no if no is not None else '-'}→{following}")
            renumbered.append(task)
            numbers[following] = None
        else:
            numbers[no] = None
    findings = [_misnumbered(tasks, renumbered, _CHANGED, changes="、".join(changes))] if renumbered else []
    missing = [no for no in range(1, max(known) + 1) if no not in numbers]
    if missing:
        findings.append(_misnumbered(tasks, (), _MISSING, missing=_ranges(missing)))
    if list(numbers) != sorted(numbers) and not renumbered:
        findings.append(_misnumbered(tasks, (), _UNORDERED))
    return list(numbers), findings


_NONE_WRITTEN = Words("none were written, so they were given in order", "原件没有编号，已按顺序编号")
_BEGIN_ANEW = Words("they begin anew in each section, so they were numbered through", "各板块各自编号，已统一编号")
_CHANGED = Words("missing or doubled, so new ones were given: {changes}", "有缺号或重号，已另编：{changes}")
_MISSING = Words("{missing} are missing", "缺 {missing}")
_UNORDERED = Words("they do not stand in order", "没有按顺序排列")


def _misnumbered(tasks: Sequence[RawTask], at: Sequence[RawTask], what: Words, **values: str) -> Diagnostic:
    filled = Words(what.en.format(**values), what.zh.format(**values))
    return _on(None, Code.L07, (task.place for task in at), n=len(tasks), what=filled)


def _on(
    task: Task | None, code: Code, places: Iterable[Place], found: str | None = None, **values: object
) -> Diagnostic:
    """Return a finding on a task, or on the list where `task` is None, with its places in the source."""
    cells, sheet = _cells(places)
    about = (task.no, task.work) if task else (None, "")
    return Diagnostic(code, sheet=sheet, cells=cells, task=about[0], task_name=about[1], found=found, values=values)


def _cells(places: Iterable[Place]) -> tuple[tuple[str, ...], str | None]:
    """Return addresses and the sheet they are on; addresses on several sheets carry the sheet's name themselves."""
    listed = list(dict.fromkeys(places))
    sheets = {place.sheet for place in listed}
    if len(sheets) == 1:
        return tuple(place.cell for place in listed), sheets.pop() or None
    return tuple(str(place) for place in listed), None


def _cleaning_findings(made: Sequence[Task], tasks: Sequence[RawTask], repairs: _Repairs) -> list[Diagnostic]:
    """Say for each task, and for what belongs to none, what cleaning did."""
    # A merged cell belongs to several tasks; what was done to it is said at the first.
    pairs = list(zip(made, tasks, strict=True))
    owner = {place: task for task, raw in reversed(pairs) for place in raw.places}
    glossed: dict[int, list[Place]] = {}
    findings = []
    for place, result in repairs.by_place.items():
        task = owner.get(place)
        if result.glosses:
            glossed.setdefault(task.no if task else 0, []).append(place)
        findings += [_on(task, Code.L02, [place], found, wanted=wanted) for found, wanted in result.restored]
        findings += [_on(task, Code.L15, [place], found) for found in result.damaged]
    for places in glossed.values():
        count = sum(repairs.by_place[place].glosses for place in places)
        findings.append(_on(owner.get(places[0]), Code.L01, places, n=count))
    return findings


def _name_findings(made: Sequence[Task], tasks: Sequence[RawTask]) -> list[Diagnostic]:
    """Say which names were put together or unpadded, and where leads and participants are in doubt."""
    findings = []
    for task, raw in zip(made, tasks, strict=True):
        for name in (*raw.leaders, *raw.leads, *raw.participants):
            if name.parts:
                findings.append(_on(task, Code.L03, [name.place], " / ".join(name.parts), wanted=name.written))
            if name.padded:
                findings.append(_on(task, Code.L14, [name.place], name.padded, wanted=name.written))
        if raw.doubtful_split:
            leads = "、".join(name.written for name in raw.leads)
            places = [name.place for name in (*raw.leads, *raw.participants)]
            findings.append(_on(task, Code.L04, places, leads=leads))
    return findings


def _project_findings(made: Sequence[Task], tasks: Sequence[RawTask]) -> list[Diagnostic]:
    """Say which projects were filled down to further tasks, and which tasks have none."""
    filled: dict[tuple[str, str], list[tuple[int, Place]]] = {}
    bare = [(task.no, raw.place) for task, raw in zip(made, tasks, strict=True) if task.project is None]
    for task, raw in zip(made, tasks, strict=True):
        if raw.inherited and task.project:
            filled.setdefault((task.section, task.project), []).append((task.no, raw.place))
    findings = [
        _on(None, Code.L05, [p for _, p in found], wanted=project, tasks=_ranges([no for no, _ in found]))
        for (_, project), found in filled.items()
    ]
    if bare and len(bare) < len(made):
        findings.append(_on(None, Code.L09, [place for _, place in bare], tasks=_ranges([no for no, _ in bare])))
    return findings


def _ranges(numbers: Sequence[int]) -> str:
    """Return numbers as people write them: 107-109, 112."""
    runs: list[list[int]] = []
    for no in numbers:
        if runs and no == runs[-1][-1] + 1:
            runs[-1].append(no)
        else:
            runs.append([no])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _unit_findings(book: Directory, tasks: Sequence[RawTask]) -> list[Diagnostic]:
    """Say which strings were taken as one unit, which may be one, and which collectives stay open."""
    places: dict[str, list[Place]] = {}
    for raw in tasks:
        for name in (*raw.leads, *raw.participants):
            places.setdefault(name.written, []).append(name.place)

    findings = [_on(None, Code.L06, places[a], a, wanted=b) for a, b in book.merged]
    for unit, other in book.doubts:
        at = [place for written, found in places.items() if book.names[written] == unit for place in found]
        findings.append(_on(None, Code.L11, at, unit, wanted=other))
    for group in book.groups:
        if group in book.guessed:
            members = "、".join(group.members)
            findings.append(_on(None, Code.L16, places[group.name], group.name, n=len(group.members), wanted=members))
        elif not group.members:
            findings.append(_on(None, Code.L12, places[group.name], group.name))
    return findings
