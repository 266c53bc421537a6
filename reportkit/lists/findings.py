"""What the import guessed or mended: each a finding with its place in the source."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.document import Marked, SourcePlace
from reportkit.language.days import How, read_day
from reportkit.language.numerals import number_ranges
from reportkit.language.script import Script
from reportkit.language.text import squeeze
from reportkit.language.words import Words
from reportkit.lists.cleaning import Cleaned
from reportkit.lists.directory import Directory
from reportkit.lists.due_in_wording import due_of
from reportkit.lists.joint_names import Joint, torn_posts
from reportkit.lists.listing import Name, RawTask
from reportkit.lists.twin_names import Twins
from reportkit.lists.when import is_standing, plain_when, says_when, with_whole_year, with_year_from, without_remark
from reportkit.lists.year_parts import last_day
from reportkit.measure import milestone_text
from reportkit.model import Task


@dataclass(frozen=True, slots=True)
class Repairs:
    """What became of a document's texts before anything was understood.

    Attributes:
        by_place: what cleaning did.
        script: the script the clean text is in.
        marked: what is struck through, hidden or tracked.
    """

    by_place: Mapping[SourcePlace, Cleaned]
    script: Script
    marked: tuple[Marked, ...] = ()


def cleaning_findings(made: Sequence[Task], tasks: Sequence[RawTask], repairs: Repairs) -> list[Diagnostic]:
    """Say for each task, and for what belongs to none, what cleaning did."""
    # A merged cell belongs to several tasks; what was done to it is said at the first.
    pairs = list(zip(made, tasks, strict=True))
    owner = {place: task for task, raw in reversed(pairs) for place in raw.places}
    glossed: dict[int, list[SourcePlace]] = {}
    findings = []
    for place, result in repairs.by_place.items():
        task = owner.get(place)
        if result.glosses:
            glossed.setdefault(task.no if task else 0, []).append(place)
        findings += [finding_on(task, Code.L02, [place], found, wanted=wanted) for found, wanted in result.restored]
        findings += [finding_on(task, Code.L15, [place], found) for found in result.damaged]
    for places in glossed.values():
        count = sum(repairs.by_place[place].glosses for place in places)
        findings.append(finding_on(owner.get(places[0]), Code.L01, places, n=count))
    return findings


def name_findings(made: Sequence[Task], tasks: Sequence[RawTask]) -> list[Diagnostic]:
    """Say which names were put together or unpadded, and where leads and participants are in doubt."""
    findings = []
    for task, raw in zip(made, tasks, strict=True):
        for name in (*raw.leaders, *raw.leads, *raw.participants):
            if name.parts:
                findings.append(finding_on(task, Code.L03, [name.place], " / ".join(name.parts), wanted=name.written))
            if name.padded:
                findings.append(finding_on(task, Code.L14, [name.place], name.padded, wanted=name.written))
        for post, of in torn_posts(raw):
            findings.append(finding_on(task, Code.L49, [post.place], f"{post.written}, {of.written}"))
        if raw.doubtful_split:
            leads = "、".join(name.written for name in raw.leads)
            places = [name.place for name in (*raw.leads, *raw.participants)]
            findings.append(finding_on(task, Code.L04, places, leads=leads))
    return findings


def unled_findings(made: Sequence[Task], tasks: Sequence[RawTask]) -> Iterator[Diagnostic]:
    """Say which tasks name no unit that leads: some where most others do, or most of a list."""
    unled = [(task.no, raw.place) for task, raw in zip(made, tasks, strict=True) if not task.leads]
    if unled:
        yield _on_tasks(Code.L43 if 2 * len(unled) < len(made) else Code.L53, unled)


def wording_day_findings(made: Sequence[Task], tasks: Sequence[RawTask], year: int) -> Iterator[Diagnostic]:
    """Say which days in wordings were taken as deadlines of tasks without any, and which may be and were not."""
    for task, raw in zip(made, tasks, strict=True):
        due = due_of(task, raw.deadline, year)
        if due and due.day:
            yield finding_on(task, Code.L46, [raw.place], due.said[0], wanted=due.day.isoformat())
        elif due:
            yield finding_on(task, Code.L47, [raw.place], "、".join(due.said))


def project_findings(made: Sequence[Task], tasks: Sequence[RawTask]) -> list[Diagnostic]:
    """Say which projects were filled down to further tasks, and which tasks have none."""
    filled: dict[tuple[str, str], list[tuple[int, SourcePlace]]] = {}
    bare: list[tuple[int, SourcePlace]] = []
    for task, raw in zip(made, tasks, strict=True):
        if task.project is None:
            bare.append((task.no, raw.place))
        elif raw.inherited and task.project:
            filled.setdefault((task.section, task.project), []).append((task.no, raw.place))
    findings = [_on_tasks(Code.L05, found, wanted=project) for (_, project), found in filled.items()]
    if bare and len(bare) < len(made):
        findings.append(_on_tasks(Code.L09, bare))
    return findings


def _on_tasks(code: Code, found: Sequence[tuple[int, SourcePlace]], **values: object) -> Diagnostic:
    """Return one finding on several tasks by their numbers and places."""
    return finding_on(None, code, [place for _, place in found], None, **values, tasks=ranges([no for no, _ in found]))


def unit_findings(book: Directory, tasks: Sequence[RawTask]) -> list[Diagnostic]:
    """Say which strings were taken as one unit, which may be one, and which collectives stay open."""
    places: dict[str, list[SourcePlace]] = {}
    for raw in tasks:
        for name in (*raw.leads, *raw.participants):
            places.setdefault(name.written, []).append(name.place)
    findings = [finding_on(None, Code.L06, places[a], a, wanted=b) for a, b in book.merged]
    of_units: dict[str, list[SourcePlace]] = {}
    for written, found in places.items():
        of_units.setdefault(book.names[written], []).extend(found)
    findings += [finding_on(None, Code.L11, of_units.get(u, []), u, wanted=other) for u, other in book.doubts]
    return [*findings, *_group_findings(book, places)]


def _group_findings(book: Directory, places: Mapping[str, Sequence[SourcePlace]]) -> Iterator[Diagnostic]:
    """Say whose members were guessed, and which stay open."""
    for group in book.groups:
        at, members = places[group.name], "、".join(group.members)
        if group in book.guessed:
            yield finding_on(None, Code.L16, at, group.name, n=len(group.members), wanted=members)
        elif not members:
            yield finding_on(None, Code.L12, at, group.name)


def joint_findings(joints: Iterable[Joint]) -> Iterator[Diagnostic]:
    """Say which names were taken for several because one of them stands in the list by itself."""
    for joint in joints:
        if not joint.is_sure:
            yield finding_on(None, Code.L35, [joint.name.place], joint.name.written, wanted="; ".join(joint.parts))


def undivided_findings(names: Iterable[Name]) -> Iterator[Diagnostic]:
    """Say which names with an `and` were taken for one."""
    for name in names:
        yield finding_on(None, Code.L55, [name.place], name.written)


def twin_findings(twins: Twins) -> Iterator[Diagnostic]:
    """Say which names in letters were taken for that of a unit beside them."""
    for name in twins.named:
        yield finding_on(None, Code.L06, [name.place], name.written, wanted=twins.units[name.written])


def deadline_findings(made: Sequence[Task], tasks: Sequence[RawTask], year: int, begins: int) -> list[Diagnostic]:
    """Say which deadlines were no plain day: 6月底 is the last of June, 长期 none before the year's end.

    Where the column named several steps, they are said: they were taken for milestones.
    """
    findings = []
    for task, raw in zip(made, tasks, strict=True):
        if task.milestones and not raw.stages:  # columns of their own need no word
            told = "；".join(map(milestone_text, task.milestones))
            findings.append(finding_on(task, Code.L26, [raw.place], raw.deadline, wanted=told))
            continue
        day, plain = deadline_of(raw.deadline, year, begins)
        if not plain:
            is_open = not year and is_open_day(raw.deadline)
            wanted: object = day.isoformat() if day else _UNTIL_KNOWN if is_open else _NO_DAY
            findings.append(finding_on(task, Code.L18, [raw.place], raw.deadline, wanted=wanted))
    return findings


def is_open_day(text: str) -> bool:
    """Tell whether a deadline is a day as soon as somebody knows the year of the list."""
    return says_when(text) and not is_standing(text) and deadline_of(text, 0)[0] is None


_NO_DAY = Words("no day of its own: until the end of the year", "没有具体日期、以年底为限")
_UNTIL_KNOWN = Words("no day until the year is known", "年份确定前不作日期")


def deadline_of(text: str, year: int, begins: int = 1) -> tuple[date | None, bool]:
    """Return the day a deadline names, and whether it was plainly said; None for all of the list's year (全年).

    Args:
        text: the deadline as written.
        year: of the list, 0 where that is not known.
        begins: the month in which that year begins; a day that is of the next one by that is not plainly said.
    """
    said, text = text, without_remark(text)
    part, is_plain = last_day(text, year, begins)
    if part is not None:
        return part, is_plain
    whole = with_year_from(text, year, begins)
    if whole != text:
        return deadline_of(whole, year)[0], False
    text = plain_when(with_whole_year(text, year))
    read = read_day(text, year) if text and (year or _SAYS_YEAR.search(text)) else None
    if read is None or read.day is None:
        return None, not said
    if year and read.day == date(year, 12, 31) and "全年" in text:
        return None, True
    return read.day, read.how in (How.EXACT, How.READ) or _PLAIN.fullmatch(squeeze(text)) is not None


_SAYS_YEAR = re.compile(r"20\d\d")
_PLAIN = re.compile(r"(?:20\d\d年)?(?:\d{1,2}月份?[底末]?|年[底末])(?:之?前|以前)?(?:完成)?")
"""A month's or a year's end, which in a list is a deadline as plain as a day."""


def ranges(numbers: Sequence[int]) -> str:
    """Return numbers as people write them: 107-109, 112."""
    return ", ".join(number_ranges(numbers))


def finding_on(
    task: Task | None, code: Code, places: Iterable[SourcePlace], found: str | None = None, **values: object
) -> Diagnostic:
    """Return a finding on a task, or on the list where `task` is None, with its places in the source."""
    cells, sheet = _cells(places)
    about = (task.no, task.work) if task else (None, "")
    return Diagnostic(code, sheet=sheet, cells=cells, task=about[0], task_name=about[1], found=found, values=values)


def _cells(places: Iterable[SourcePlace]) -> tuple[tuple[str, ...], str | None]:
    """Return addresses and the sheet they are on; addresses on several sheets carry the sheet's name themselves."""
    listed = list(dict.fromkeys(places))
    sheets = {place.sheet for place in listed}
    if len(sheets) == 1:
        return tuple(place.cell for place in listed), sheets.pop() or None
    return tuple(str(place) for place in listed), None
