"""The list in any document into a master: read, clean, resolve units, and say what was guessed or mended."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportkit.diagnostics import Code, Diagnostic, cells_text
from reportkit.files.container import read_document
from reportkit.files.document import Document, Paragraph
from reportkit.language.errors import ReportkitError
from reportkit.language.script import Script, converted, script_of
from reportkit.language.text import fold, squeeze
from reportkit.language.words import Lang, Words
from reportkit.lists.blocks import blocks_of, roles_in, with_said, without_left_out
from reportkit.lists.cleaning import clean, habits_of
from reportkit.lists.contacts import contacts
from reportkit.lists.directory import Directory, directory
from reportkit.lists.findings import (
    Repairs,
    cleaning_findings,
    deadline_findings,
    deadline_of,
    finding_on,
    joint_findings,
    name_findings,
    project_findings,
    unit_findings,
)
from reportkit.lists.flat_text import read_text
from reportkit.lists.headings import OwnHeadings, own_headings
from reportkit.lists.joint_names import parted
from reportkit.lists.latin import between
from reportkit.lists.listing import Listing, Name, RawTask, Roles
from reportkit.lists.marks import mark_findings
from reportkit.lists.names import KnownUnits
from reportkit.lists.numbering import number_tasks
from reportkit.lists.own_columns import OwnColumns
from reportkit.lists.plausible import likelihood
from reportkit.lists.prose import read_prose
from reportkit.lists.stages import milestones_of
from reportkit.lists.steps import deadline_of_steps, milestones_of_steps, steps_of
from reportkit.lists.tables import read_tables
from reportkit.lists.targets import find_targets
from reportkit.lists.when import is_fiscal, plain_when, years_in, years_of_days
from reportkit.lists.whole_lines import at_bars, without_torn_lines
from reportkit.model import Leader, Master, Note, Own, Settings, Target, Task, UnitRef, Vocabulary

_CERTAIN = 0.9
"""How likely a reading must be for a text not to be read in another way."""
_HEADED = 0.15
"""How much likelier a reading is that goes by the headings of columns."""
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


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person says of a list that is imported.

    Attributes:
        script: convert everything to this script; None keeps the list's own.
        sheets: read only these sheets, by name; () for all.
        year: the year of the list; 0 where it says so itself.
    """

    script: Script | None = None
    sheets: tuple[str, ...] = ()
    year: int = 0


def import_list(
    name: str, data: bytes, *, options: ImportOptions = ImportOptions(), vocabulary: Vocabulary = Vocabulary()
) -> Imported:
    """Read the list of key tasks from a document.

    Args:
        name: of the document; it tells the year, never the format.
        data: the document.
        options: what a person says of the list.
        vocabulary: what the office says of its own words; its headings and kept words come along into the master.

    Raises:
        ReportkitError: nothing can be imported; the message says why.
    """
    vocabulary = replace(vocabulary, headings=with_said(vocabulary.headings, vocabulary.blocks))
    reader = _Reader(name, own_headings(vocabulary.headings), KnownUnits.of(vocabulary.units), options)
    readings: list[_Cleaned] = []
    best: tuple[float, Listing, _Cleaned | None] = 0.0, Listing(()), None
    for document in read_document(name, data):
        readings.append(_cleaned(_only(name, document, options.sheets), options.script, vocabulary))
        listing, likely = reader.likeliest(readings[-1])
        if likely > best[0]:
            best = likely, listing, readings[-1]
        if likely >= _CERTAIN:
            break
    if best[2] is not None:
        return _build(name, best[1], best[2], options, vocabulary)
    # A heading on its own is the weakest sign of a list; a flattened text has it on a line of its own as well.
    for reading in readings:
        listing = reader.tables(reading, least=1)
        if listing.tasks:
            return _build(name, listing, reading, options, vocabulary)
    raise ReportkitError(
        Words("“{file}” holds no list of tasks.", "“{file}”里没有找到任务单。"),
        Words(
            "Give a table with headings (序号, 重点工作, 牵头单位 …) or text with each number on a line of its own.",
            "请提供带表头（序号、重点工作、牵头单位等）的表格，或任务编号单独成行的文本。",
        ),
        file=name,
    )


def _only(file: str, document: Document, sheets: Sequence[str]) -> Document:
    """Return a document with only the sheets that are asked for.

    Raises:
        ReportkitError: it has no such sheet.
    """
    if not sheets:
        return document
    by_name = {fold(table.name): table for table in document.tables}
    missing = [sheet for sheet in sheets if fold(sheet) not in by_name]
    if missing:
        raise ReportkitError(
            Words("“{file}” has no sheet “{sheet}”.", "“{file}”里没有工作表“{sheet}”。"),
            Words("It has: {names}.", "现有：{names}。"),
            file=file,
            sheet=missing[0],
            names="、".join(table.name for table in document.tables) or "-",
        )
    asked = {fold(sheet) for sheet in sheets}
    return replace(document, pieces=(), tables=tuple(t for t in document.tables if fold(t.name) in asked))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads what a document may be.

    Attributes:
        name: of the document.
        own: what the office has said of headings.
        known: the units that it has named.
        options: what a person says of the list.
    """

    name: str
    own: OwnHeadings
    known: KnownUnits
    options: ImportOptions

    def tables(self, reading: "_Cleaned", least: int = 2) -> Listing:
        """Return the list that stands in its tables."""
        year = self.options.year or next(years_in(self.name), 0)
        document, roles = reading.read, reading.roles
        return read_tables(self.name, document, self.own, least, known=self.known, year=year, roles=roles)

    def likeliest(self, reading: "_Cleaned") -> tuple[Listing, float]:
        """Return the likeliest of what a document may be, and how likely it is.

        It may be tables, prose that says whose its items are, its paragraphs perhaps parted by bars, or a table that
        was flattened.
        """
        pieces, known, roles = reading.read.pieces, self.known, reading.roles
        prose = (read_prose(at_bars(pieces), known, roles), read_prose(pieces, known, roles))
        found = (self.tables(reading), *prose, read_text(pieces, known, roles))
        scored = [(listing, likelihood(listing, known)) for listing in found]
        tables = (scored[0][0], scored[0][1] and scored[0][1] + _HEADED)
        return max((tables, *scored[1:]), key=lambda pair: pair[1])


@dataclass(frozen=True, slots=True)
class _Cleaned:
    """A document before anything of it is understood.

    Attributes:
        whole: its texts clean, its torn lines put together.
        roles: what of it a person has said what it is.
        repairs: what became of its texts.
    """

    whole: Document
    roles: Roles
    repairs: Repairs

    @property
    def read(self) -> Document:
        """What of it is read: not what a person has left out."""
        return without_left_out(self.whole, self.roles)


def _cleaned(document: Document, script: Script | None, vocabulary: Vocabulary) -> _Cleaned:
    """Clean every text with what the whole document shows, and convert it where another script is wanted."""
    texts = document.texts()
    habits = habits_of(text for _, text in texts)
    cleaned = {text: clean(text, habits) for text in dict.fromkeys((*(text for _, text in texts), document.title))}
    by_place = {place: cleaned[text] for place, text in texts}
    own = script_of("".join(result.text for result in by_place.values()))
    wanted = script or own

    def change(text: str) -> str:
        mended = cleaned[text].text if text in cleaned else clean(text, habits).text
        return mended if own is wanted else converted(mended, wanted, vocabulary.kept)

    changed = document.changed(change)
    whole = replace(changed, pieces=tuple(without_torn_lines(changed.pieces)))
    return _Cleaned(whole, roles_in(whole, vocabulary.blocks), Repairs(by_place, wanted, changed.marked))


def _build(file: str, listing: Listing, reading: _Cleaned, options: ImportOptions, vocabulary: Vocabulary) -> Imported:
    """Turn a listing into a master with its diagnostics."""
    tasks, joints = parted(listing.tasks)
    listing = replace(listing, tasks=tasks, diagnostics=(*listing.diagnostics, *joint_findings(joints)))
    repairs = reading.repairs
    given, number_findings = number_tasks(tasks)
    prose = "\n".join(piece.text for task in tasks for piece in (*task.work, *task.aims))
    book = _directory(tasks, prose, repairs.script, vocabulary)
    said = options.year or _year(
        (file, listing.title, str(listing.year)), (prose, "\n".join(task.deadline for task in tasks))
    )
    year = said or vocabulary.year
    calendar = _Calendar(year, is_fiscal=is_fiscal(f"{file} {listing.title}"))
    beside = OwnColumns.of(_beside(raw, year) for raw in tasks)
    made = tuple(
        replace(_task(no, raw, book, calendar), own=beside.cells(_beside(raw, year)))
        for no, raw in zip(given, tasks, strict=True)
    )
    targets = tuple(target for task in made for target in find_targets(task.no, task.work))
    findings = [*number_findings, *_findings(listing, made, targets, book, repairs)]
    findings += deadline_findings(made, tasks, year)
    settings = Settings(
        list_title=listing.title or LIST_TITLE.text(Lang.of(repairs.script)), year=year, script=repairs.script
    )
    if not said:
        findings.append(Diagnostic(Code.L34, values={"year": year}) if year else Diagnostic(Code.L19))
    ask = contacts(tasks, book.names)
    ordered = tuple(sorted((replace(finding, file=file) for finding in findings), key=Diagnostic.sort_key))
    notes = tuple(Note(d.code.name, _place(d, settings.lang), d.message(settings.lang)) for d in ordered)
    master = Master(
        made,
        targets,
        tuple(replace(unit, contact=ask.get(unit.name, "")) for unit in book.units),
        book.groups,
        _leaders(tasks),
        settings,
        notes,
        headings=vocabulary.headings,
        kept_words=vocabulary.kept_words,
        own=Own(columns=beside.columns),
        source=blocks_of(reading.whole, listing, given, vocabulary.blocks, settings.lang),
    )
    return Imported(master, ordered)


def _findings(
    listing: Listing, made: Sequence[Task], targets: Sequence[Target], book: Directory, repairs: Repairs
) -> Iterator[Diagnostic]:
    """Yield what was guessed or mended in tasks, names and units, and what belongs to no task."""
    yield from mark_findings(repairs.marked, made, listing.tasks)
    yield from cleaning_findings(made, listing.tasks, repairs)
    yield from name_findings(made, listing.tasks)
    yield from project_findings(made, listing.tasks)
    yield from unit_findings(book, listing.tasks)
    stray = (piece for task in listing.tasks if not task.leads for piece in task.others)
    for piece in (*listing.unassigned, *stray):
        yield finding_on(None, Code.L08, [piece.place], piece.text)
    yield from listing.diagnostics
    if targets:
        yield Diagnostic(Code.L10, values={"n": len(targets)})


def _directory(tasks: Sequence[RawTask], prose: str, script: Script, vocabulary: Vocabulary) -> Directory:
    """Return the units and collectives of a list, all that lead before those that take part."""
    names = [name.written for task in tasks for name in task.leads]
    names += [name.written for task in tasks for name in task.participants]
    return directory(names, "\n".join((prose, *names)), script, vocabulary.units)


def _place(finding: Diagnostic, lang: Lang) -> str:
    cells = cells_text(finding.cells, lang)
    return f"{finding.sheet}!{cells}" if finding.sheet else cells


def _year(names: Sequence[str], texts: Sequence[str]) -> int:
    """Return the year of a list: of its file's name or title, or the commonest in its texts; 0 where none says."""
    for text in names:
        for year in years_in(text):
            return year
    years = [year for text in texts for year in years_of_days(text)]
    return max(sorted(set(years)), key=years.count, default=0)


def _beside(raw: RawTask, year: int) -> tuple[tuple[str, str], ...]:
    """Return what is carried along as it stands: further columns, and stages of a year that nobody knows."""
    return raw.extras if year else (*raw.stages, *raw.extras)


@dataclass(frozen=True, slots=True)
class _Calendar:
    """The year of a list.

    Attributes:
        year: in which it begins, 0 where that is not known.
        is_fiscal: True where its quarters are counted from April.
    """

    year: int
    is_fiscal: bool


def _task(no: int, raw: RawTask, book: Directory, calendar: _Calendar) -> Task:
    def refs(names: Iterable[Name]) -> tuple[UnitRef, ...]:
        return tuple(UnitRef(book.names[name.written], name.written) for name in names)

    year = calendar.year
    steps = steps_of(plain_when(raw.deadline), year)
    stages = milestones_of(raw.stages, year, fiscal=calendar.is_fiscal)
    return Task(
        no=no,
        section=squeeze(raw.section),
        project=squeeze(raw.project) if raw.project else None,
        work="\n".join(text for text in (_joined(raw.work), _joined(raw.aims)) if text),
        leaders=tuple(dict.fromkeys(name.written for name in raw.leaders)),
        leads=refs(raw.leads),
        participants=refs(raw.participants),
        deadline=deadline_of_steps(steps) if steps else deadline_of(raw.deadline, year)[0],
        milestones=stages or milestones_of_steps(steps),
    )


def _joined(pieces: Sequence[Paragraph]) -> str:
    """Return the paragraphs of a wording as one text; a line that was only broken is put together again."""
    text = ""
    for piece in pieces:
        broken = text and not re.search(r"[。；;！!.…：:]$", text)
        text += between(text, piece.text) + piece.text if broken or not text else "\n" + piece.text
    return text


def _leaders(tasks: Sequence[RawTask]) -> tuple[Leader, ...]:
    """Return the leaders in order of appearance, with the post that the list names beside them first."""
    posts: dict[str, str] = {}
    for task in tasks:
        for name in task.leaders:
            posts[name.written] = posts.get(name.written) or name.post
    return tuple(Leader(name, order, post) for order, (name, post) in enumerate(posts.items(), 1))
