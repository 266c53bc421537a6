"""A listing becomes a master: units resolved, days read, targets found; and what was guessed or mended. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportkit.diagnostics import Code, Diagnostic, cells_text
from reportkit.files.document import Paragraph
from reportkit.imported import Imported, ImportOptions
from reportkit.language.script import Script, is_latin
from reportkit.language.spoken import Spoken, language_of
from reportkit.language.text import squeeze
from reportkit.language.words import LANGUAGE_NAMES, Lang, Words
from reportkit.lists.blocks import blocks_of, misfits
from reportkit.lists.contacts import contacts
from reportkit.lists.directory import Directory, directory
from reportkit.lists.doubtful import doubt_findings
from reportkit.lists.due_in_wording import due_of
from reportkit.lists.financial_year import beginning_of, month_findings, said_month
from reportkit.lists.findings import (
    Repairs,
    cleaning_findings,
    deadline_findings,
    deadline_of,
    finding_on,
    is_open_day,
    joint_findings,
    name_findings,
    project_findings,
    twin_findings,
    undivided_findings,
    unit_findings,
    unled_findings,
    wording_day_findings,
)
from reportkit.lists.joint_names import parted, undivided
from reportkit.lists.latin import between
from reportkit.lists.listing import Listing, Name, RawTask
from reportkit.lists.marks import mark_findings
from reportkit.lists.names import KnownUnits
from reportkit.lists.numbering import number_tasks, with_codes
from reportkit.lists.own_columns import OwnColumns
from reportkit.lists.reading import Cleaned
from reportkit.lists.several_days import due_in_steps
from reportkit.lists.staged_aims import with_stages
from reportkit.lists.stages import milestones_of
from reportkit.lists.surroundings import Issued, issued_under
from reportkit.lists.twin_names import Twins, paired
from reportkit.lists.when import (
    days_first,
    fiscal_year_in,
    is_fiscal,
    with_plain_days,
    years_in,
    years_of_days,
)
from reportkit.model import (
    Leader,
    Master,
    Note,
    Own,
    OwnCell,
    OwnColumn,
    Settings,
    Target,
    Task,
    Unit,
    UnitRef,
    Vocabulary,
)
from reportkit.targets.finding import find_targets

_LEAST_WORDS = 3
_LEAST_DUE = 2
LIST_TITLE = Words("List of key tasks with responsibilities", "重点工作责任分解表")


def build(file: str, listing: Listing, source: Cleaned, options: ImportOptions, vocabulary: Vocabulary) -> Imported:
    """Turn a listing into a master with its diagnostics.

    Args:
        file: name of the document; it tells the year.
        listing: what was read.
        source: the document.
        options: what a person says of the list.
        vocabulary: what the office says of its own words.
    """
    spoken = _spoken(listing.tasks, source.repairs.script)
    dated, day_findings = _dated(listing.tasks, is_day_first=spoken.lang is Lang.EN)
    tasks, twins = paired([with_stages(task) for task in dated])
    tasks, joints = parted(tasks)
    joined = (*joint_findings(joints), *undivided_findings(undivided(tasks)), *twin_findings(twins))
    listing = replace(listing, tasks=tasks, diagnostics=(*listing.diagnostics, *joined))
    script = source.repairs.script
    given, number_findings = number_tasks(tasks)
    tasks, shown = with_codes(tasks, spoken.lang)
    prose = _prose(tasks)
    book = _directory(tasks, prose, script, vocabulary, twins)
    said = _Year(options.year) if options.year else _year(file, listing, prose)
    issued = None if said.year else issued_under(source.whole)
    year = said.year or (issued.year if issued else vocabulary.year)
    named = f"{file} {listing.title}"
    text = "\n".join((named, *(text for _, text in source.whole.texts())))
    begins = beginning_of(named, [task.deadline for task in tasks], text)
    calendar = _Calendar(year, begins.month, begins.month if is_fiscal(named) or not any(years_in(named)) else 1)
    made, columns = _tasks(tasks, given, book, calendar)
    targets = _targets(made, tasks)
    month = said_month(named, calendar.begins) if year else 1
    title = listing.title or LIST_TITLE.text(spoken.lang)
    settings = Settings(list_title=title, year=year, first_month=month, language=spoken.lang, shown_columns=shown)
    findings = [*number_findings, *_findings(listing, made, targets, book, source.repairs)]
    findings += _misfit_findings(vocabulary, listing)
    findings += doubt_findings(made, listing, source.read, KnownUnits.of(vocabulary.units))
    findings += [*deadline_findings(made, tasks, year, calendar.begins), *wording_day_findings(made, tasks, year)]
    findings += [*_year_findings(said, year, issued), *_language_findings(spoken), *day_findings]
    findings += [*_month_findings(settings), *month_findings(made, tasks, year, begins)]
    ordered = tuple(sorted((replace(finding, file=file) for finding in findings), key=Diagnostic.sort_key))
    master = Master(
        made,
        targets,
        _with_contacts(tasks, book),
        book.groups,
        _leaders(tasks),
        settings,
        _notes(ordered, settings.lang),
        headings=vocabulary.headings,
        kept_words=vocabulary.kept_words,
        own=Own(columns=columns),
        source=blocks_of(source.whole, listing, given, vocabulary.blocks, settings.lang),
    )
    return Imported(master, ordered)


def _misfit_findings(vocabulary: Vocabulary, listing: Listing) -> Iterator[Diagnostic]:
    """Name the blocks that a person called something that they cannot be here."""
    for block in misfits(vocabulary.blocks, listing.columns):
        yield Diagnostic(Code.L42, found=squeeze(block.text))


def _month_findings(settings: Settings) -> Iterator[Diagnostic]:
    """Say in which month the list's year was taken to begin, where that is not January."""
    if settings.first_month > 1:
        month = f"{settings.year}-{settings.first_month:02d}"
        yield Diagnostic(Code.L61, values={"year": settings.calendar.whole, "month": month})


def _notes(findings: Iterable[Diagnostic], lang: Lang) -> tuple[Note, ...]:
    """Return what is to be checked, as it stands on the last sheet of the master."""
    return tuple(Note(item.code.name, _place(item, lang), item.message(lang)) for item in findings)


def _dated(tasks: Sequence[RawTask], *, is_day_first: bool) -> tuple[list[RawTask], list[Diagnostic]]:
    """Return tasks with deadlines of which it is plain which number is the month, as far as all of them tell it.

    Args:
        tasks: the tasks.
        is_day_first: True for the first number to be the day where none of them tells it; then that is told.
    """
    written = [task.deadline for task in tasks]
    days = with_plain_days(written)
    first = days_first(days) if is_day_first else days
    guessed = next(((said, day) for said, told, day in zip(written, days, first, strict=True) if day != told), None)
    found = [Diagnostic(Code.M63, found=guessed[0], values={"wanted": guessed[1]})] if guessed else []
    return [replace(task, deadline=day) for task, day in zip(tasks, first, strict=True)], found


def _prose(tasks: Iterable[RawTask]) -> str:
    """Return the wordings and aims of all tasks."""
    return "\n".join(piece.text for task in tasks for piece in (*task.work, *task.aims))


def _tasks(
    tasks: Sequence[RawTask], numbers: Sequence[int], book: Directory, calendar: "_Calendar"
) -> tuple[tuple[Task, ...], tuple[OwnColumn, ...]]:
    """Return the tasks, each with what is carried along beside it, and the columns that it stands in."""
    beside = OwnColumns.of(_beside(raw, calendar.year) for raw in tasks)
    made = tuple(
        replace(
            _task(no, raw, book, calendar),
            own=(*beside.cells(_beside(raw, calendar.year)), *_open_day(raw, calendar.year)),
        )
        for no, raw in zip(numbers, tasks, strict=True)
    )
    return made, beside.columns


def _targets(made: Sequence[Task], tasks: Sequence[RawTask]) -> tuple[Target, ...]:
    """Return the targets of all tasks by their wordings and by what measures them."""
    texts = (
        (task, "\n".join((task.work, *(said for _, said in raw.measures))))
        for task, raw in zip(made, tasks, strict=True)
    )
    return tuple(target for task, text in texts for target in find_targets(task.no, text))


def _with_contacts(tasks: Sequence[RawTask], book: Directory) -> tuple[Unit, ...]:
    """Return the units, each with whom the list names to ask there."""
    ask = contacts(tasks, book.names)
    return tuple(replace(unit, contact=ask.get(unit.name, "")) for unit in book.units)


def _year_findings(said: "_Year", year: int, issued: Issued | None) -> Iterator[Diagnostic]:
    """Say that the list does not say of which year it is, or not plainly, and which one it was taken for."""
    if said.doubtful:
        yield Diagnostic(Code.L48, found=said.doubtful, values={"year": year})
    if issued:
        yield finding_on(None, Code.L45, [issued.place], issued.number, year=year)
    elif not said.year:
        yield Diagnostic(Code.L34, values={"year": year}) if year else Diagnostic(Code.L19)


def _spoken(tasks: Sequence[RawTask], script: Script) -> Spoken:
    """Return the language of the tasks; Chinese is in the script that was asked for."""
    spoken = language_of("\n".join((task.section, *(piece.text for piece in task.work))) for task in tasks)
    is_kept = spoken.lang is Lang.EN or spoken.lang.script is script
    return spoken if is_kept else Spoken(Lang.of(script), spoken.others)


def _language_findings(spoken: Spoken) -> Iterator[Diagnostic]:
    """Say that a list is written in more than one language, and which one it was taken for."""
    if spoken.others:
        named = [LANGUAGE_NAMES[lang] for lang in (spoken.lang, *spoken.others)]
        yield Diagnostic(Code.M61, values={"wanted": named[0], "others": named[1]})


def _findings(
    listing: Listing, made: Sequence[Task], targets: Sequence[Target], book: Directory, repairs: Repairs
) -> Iterator[Diagnostic]:
    """Yield what was guessed or mended in tasks, names and units, and what belongs to no task."""
    yield from mark_findings(repairs.marked, made, listing.tasks)
    yield from cleaning_findings(made, listing.tasks, repairs)
    yield from name_findings(made, listing.tasks)
    yield from unled_findings(made, listing.tasks)
    yield from project_findings(made, listing.tasks)
    yield from unit_findings(book, listing.tasks)
    stray = (piece for task in listing.tasks if not task.leads for piece in task.others)
    for piece in (*listing.unassigned, *stray):
        yield finding_on(None, Code.L08, [piece.place], piece.text)
    yield from listing.diagnostics
    if targets:
        yield Diagnostic(Code.L10, values={"n": len(targets)})


def _directory(tasks: Sequence[RawTask], prose: str, script: Script, vocabulary: Vocabulary, twins: Twins) -> Directory:
    """Return the units and collectives of a list, all that lead before those that take part; twins are other names."""
    names = [name.written for task in tasks for name in task.leads]
    names += [name.written for task in tasks for name in task.participants]
    told = [Unit("", chinese, (latin,)) for latin, chinese in twins.units.items()]
    return directory([*names, *twins.units], "\n".join((prose, *names)), script, (*vocabulary.units, *told))


def _place(finding: Diagnostic, lang: Lang) -> str:
    cells = cells_text(finding.cells, lang)
    return f"{finding.sheet}!{cells}" if finding.sheet else cells


def _year(file: str, listing: Listing, prose: str) -> "_Year":
    """Return the year of a list: of its file's name or title, or the commonest in its texts.

    A year that is later than every day of the list is what a strategy is called by: Vision 2035.
    """
    deadlines = "\n".join(task.deadline for task in listing.tasks)
    due = [year for task in listing.tasks for year in years_in(task.deadline)]
    called = (file, listing.title, str(listing.year))
    named = [(year, text) for text in called for year in years_in(text)]
    sound = next((year for year, _ in named if len(due) < _LEAST_DUE or year <= max(due)), 0)
    year = sound or _commonest(due if named else [*years_of_days(prose), *years_of_days(deadlines)])
    if named and not sound:
        return _Year(year, doubtful=named[0][1])
    if year:
        return _Year(year)
    fiscal = _of_fiscal_year(called)
    return fiscal if fiscal.year else _Year(_commonest(due))


def _commonest(years: Sequence[int]) -> int:
    return max(sorted(set(years)), key=years.count, default=0)


def _of_fiscal_year(called: Iterable[str]) -> "_Year":
    """Return the year of a list that is called FY25 and says no other year."""
    return next((_Year(year, text) for text in called if (year := fiscal_year_in(text))), _Year(0))


@dataclass(frozen=True, slots=True)
class _Year:
    """Of which year a list is.

    Attributes:
        year: the year, 0 where nothing says it.
        doubtful: what it is called, where that says it in a way that may be meant otherwise.
    """

    year: int
    doubtful: str = ""


def _beside(raw: RawTask, year: int) -> tuple[tuple[str, str], ...]:
    """Return what is carried along as it stands: further columns, and stages of a year that nobody knows."""
    return (*raw.measures, *(() if year else raw.stages), *raw.extras)


def _open_day(raw: RawTask, year: int) -> tuple[OwnCell, ...]:
    """Return the words of a deadline that is a day as soon as somebody knows the year."""
    return (OwnCell("deadline", squeeze(raw.deadline)),) if not year and is_open_day(raw.deadline) else ()


@dataclass(frozen=True, slots=True)
class _Calendar:
    """The year of a list.

    Attributes:
        year: in which it begins, 0 where that is not known.
        begins: the month in which it begins.
        counted: the month from which its quarters are counted.
    """

    year: int
    begins: int
    counted: int


def _task(no: int, raw: RawTask, book: Directory, calendar: _Calendar) -> Task:
    def refs(names: Iterable[Name]) -> tuple[UnitRef, ...]:
        return tuple(UnitRef(book.names[name.written], name.written) for name in names)

    year = calendar.year
    steps = due_in_steps(raw.deadline, year, calendar.begins)
    stages = milestones_of(raw.stages, year, calendar.counted)
    task = Task(
        no=no,
        section=squeeze(raw.section),
        project=squeeze(raw.project) if raw.project else None,
        work="\n".join(text for text in (_joined(raw.work), _joined(raw.aims)) if text),
        leaders=tuple(dict.fromkeys(name.written for name in raw.leaders)),
        leads=refs(raw.leads),
        participants=refs(raw.participants),
        deadline=steps.day if steps else deadline_of(raw.deadline, year, calendar.begins)[0],
        milestones=stages or (steps.milestones if steps else ()),
    )
    due = due_of(task, raw.deadline, year)
    return replace(task, deadline=due.day) if due else task


def _joined(pieces: Sequence[Paragraph]) -> str:
    """Return the paragraphs of a wording as one text; a line that was only broken is put together again.

    One that ends with a line break is whole, however it ends.
    """
    text = ""
    for piece in pieces:
        is_whole = text.endswith("\n") or re.search(r"[。；;！!.…：:]$", text) or _is_translated(text, piece.text)
        text = f"{text.rstrip()}\n{piece.text}" if is_whole else text + between(text, piece.text) + piece.text
    return text


def _is_translated(text: str, line: str) -> bool:
    """Tell whether a line says in words of letters what stands above it in Chinese."""
    return bool(text) and not is_latin(text) and is_latin(line) and len(line.split()) >= _LEAST_WORDS


def _leaders(tasks: Sequence[RawTask]) -> tuple[Leader, ...]:
    """Return the leaders in order of appearance, with the post that the list names beside them first."""
    posts: dict[str, str] = {}
    for task in tasks:
        for name in task.leaders:
            posts[name.written] = posts.get(name.written) or name.post
    return tuple(Leader(name, order, post) for order, (name, post) in enumerate(posts.items(), 1))
