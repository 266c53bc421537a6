"""Which of several tables make a list: its parts belong together; a copy, another year's and menus do not. Pure."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from reportkit.diagnostics import Code, Diagnostic
from reportkit.language.errors import ReportkitError
from reportkit.language.script import is_latin
from reportkit.language.text import fold, squeeze
from reportkit.language.words import Words
from reportkit.lists.document_kinds import is_list_title
from reportkit.lists.table_rows import TITLE, VERSION, is_section
from reportkit.lists.table_tasks import TaskTable
from reportkit.lists.when import years_in
from reportkit.model import ListColumn

_LONGEST_PART = 60
_LABEL = re.compile(r"[:：。；;!！?？]|\d{4}")
_TELLING = frozenset({ListColumn.WORK, ListColumn.LEADS, ListColumn.DEADLINE})
_MOST_OTHER = 2
"""Kinds of columns that only one of two parts of a list has, where both say what is done, by whom and until when."""
_ALIKE = 90
"""Likeness of two wordings, 0 to 100, from which on they are versions of one task."""
_LEAST_VERSIONS = 1 / 3
"""Share of the tasks of one number that are alike, from which on two tables are versions of one list."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The tables that make up a list.

    Attributes:
        tables: in the document's order.
        names: what each is called where there are several, "" where it has no name of its own.
        findings: what was joined, and what was left out for its year.
    """

    tables: tuple[TaskTable, ...] = ()
    names: tuple[str, ...] = ()
    findings: tuple[Diagnostic, ...] = ()


def parts_of(file: str, candidates: Sequence[TaskTable], year: int) -> Parts:
    """Return the tables that make up the list.

    Args:
        file: the document, for messages.
        candidates: the tables with tasks.
        year: the year that is wanted, 0 where nobody has said.

    Raises:
        ReportkitError: two tables number the same tasks differently, so only a person can say which one counts.
    """
    of_year, findings = _of_one_year(candidates, year)
    kept, again = _in_one_language(_kept(of_year))
    findings += again
    joined = False
    for one, other in itertools.combinations(kept, 2):
        are_pages = other.heading.bottom < 0  # it goes on with the table before
        if one.numbers() & other.numbers() and not are_pages and not (_is_section(one) and _is_section(other)):
            if not _are_parts(one, other):
                raise _two_lists(file, one, other)
            joined = True
    names = tuple(part_name(one) for one in kept)
    names = names if len(set(names)) > 1 else ("",) * len(kept)
    if joined:
        told = "、".join(f"{name}({len(one.groups)})" for name, one in zip(names, kept, strict=True))
        findings.append(Diagnostic(Code.L33, values={"n": len(kept), "names": told}))
    return Parts(tuple(kept), names, tuple(findings))


def _kept(candidates: Sequence[TaskTable]) -> list[TaskTable]:
    """Return the tables that may be part of one list, a copy of another left out."""
    kept: list[TaskTable] = []
    best = max(candidates, key=lambda one: (len(one.heading.columns), len(one.groups)), default=None)
    for candidate in candidates:
        copied = any(set(candidate.wordings()) <= set(other.wordings()) for other in kept)
        if best is not None and _belongs(candidate, best) and not copied:
            kept.append(candidate)
    return kept


def _in_one_language(kept: Sequence[TaskTable]) -> tuple[list[TaskTable], list[Diagnostic]]:
    """Return the tables without those that hold the first of them in another language; these are told."""
    again = [one for one in kept[1:] if _is_translated(kept[0], one)]
    findings = [Diagnostic(Code.L52, sheet=one.table.name or None, values={"n": len(one.groups)}) for one in again]
    return [one for one in kept if one not in again], findings


def _is_translated(one: TaskTable, other: TaskTable) -> bool:
    """Tell whether two tables have the same numbers and as many tasks, one in Chinese and one in letters."""
    in_letters = {all(map(is_latin, table.wordings())) for table in (one, other)}
    return in_letters == {True, False} and one.numbers() == other.numbers() and len(one.groups) == len(other.groups)


def _of_one_year(candidates: Sequence[TaskTable], wanted: int) -> tuple[list[TaskTable], list[Diagnostic]]:
    """Return the tables of the wanted year, else of the newest; those of other years are told."""
    years = [year_of(one) for one in candidates]
    named = set(years) - {0}
    if len(named) < 2:
        return list(candidates), []
    year = wanted if wanted in named else max(named)
    kept = [one for one, its in zip(candidates, years, strict=True) if its in (0, year)]
    findings = [
        Diagnostic(Code.L32, sheet=one.table.name or None, values={"year": its, "n": len(one.groups)})
        for one, its in zip(candidates, years, strict=True)
        if its not in (0, year)
    ]
    return kept, findings


def year_of(candidate: TaskTable) -> int:
    """Return the year that a table says it is of, by the name of its sheet or the title above it; else 0."""
    above = (text for text in texts_above(candidate) if TITLE.search(text))
    return next((year for text in (candidate.table.name, *above) for year in years_in(text)), 0)


def texts_above(candidate: TaskTable) -> tuple[str, ...]:
    """Return the texts above the headings of a table, and above the table, without the sheet's name behind them."""
    name = re.compile(rf"\s*[(（]{re.escape(candidate.table.name)}[)）]$")
    above = [cell.text for row in candidate.table.rows[: max(candidate.heading.top, 0)] for cell in row]
    texts = dict.fromkeys((*above, candidate.table.heading))
    return tuple(name.sub("", squeeze(text)) for text in texts if text.strip())


def part_name(candidate: TaskTable) -> str:
    """Return what a part of a list is called: its first row, its sheet's own name, else what stands above it."""
    if not _is_default_name(candidate.table.name):
        return next(filter(_may_name, _alone_above(candidate)), candidate.table.name)
    own = next(filter(_may_name_part, _alone_above(candidate)), "")
    if own:
        return own
    text = squeeze(candidate.table.heading)
    is_title = TITLE.search(text) is not None or (is_latin(text) and is_list_title(text))
    is_remark = _LABEL.search(text) is not None and not is_section(text)
    return text if len(text) <= _LONGEST_PART and not is_title and not is_remark else ""


def _may_name_part(text: str) -> bool:
    """Tell whether a text above the headings of a sheet without a name of its own may be what it is called."""
    is_plain = not _is_default_name(text) and not any(years_in(text))
    return is_plain and len(text) <= _LONGEST_PART and _LABEL.search(text) is None


def _alone_above(candidate: TaskTable) -> Iterator[str]:
    """Yield the texts that stand alone in a row above the headings."""
    for row in candidate.table.rows[: max(candidate.heading.top, 0)]:
        cells = [cell for cell in dict.fromkeys(row) if cell.text.strip()]
        yield from (squeeze(cell.text) for cell in cells[:1] if len(cells) == 1)


def _may_name(text: str) -> bool:
    """Tell whether a text may be what a part of a list is called: short, and no title, no year and no label."""
    is_title = TITLE.search(text) is not None or is_list_title(text) or any(years_in(text))
    return len(text) <= _LONGEST_PART and not is_title and _LABEL.search(text) is None


def _are_parts(one: TaskTable, other: TaskTable) -> bool:
    """Tell whether two tables with the same numbers are parts of one list: named apart, built alike, other tasks."""
    names = part_name(one), part_name(other)
    if (
        any(map(VERSION.search, names))
        or not all(names)
        or names[0] == names[1]
        or one.heading.columns.keys() != other.heading.columns.keys()
    ):
        return False
    return not _are_versions(one.wording_by_number(), other.wording_by_number())


def _are_versions(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Tell whether two lists word the tasks of one number alike: then one is a version of the other."""
    both = one.keys() & other.keys()
    alike = sum(fuzz.ratio(one[no], other[no]) >= _ALIKE for no in both)
    return alike > _LEAST_VERSIONS * len(both)


def _two_lists(file: str, one: TaskTable, other: TaskTable) -> ReportkitError:
    return ReportkitError(
        Words(
            "“{file}” holds two lists: {a} ({n} tasks) and {b} ({m} tasks).",
            "“{file}”里有两份任务单：{a}（{n} 项）和 {b}（{m} 项）。",
        ),
        Words(
            "Say which sheet counts: --sheet “{a}”; or leave only the one that counts in the document.",
            "请用 --sheet 指明要用的工作表，如 --sheet “{a}”；或在文件里只保留要用的一份再导入。",
        ),
        file=file,
        a=one.table.name,
        b=other.table.name,
        n=len(one.groups),
        m=len(other.groups),
    )


def _belongs(candidate: TaskTable, best: TaskTable) -> bool:
    """Tell whether a table may be part of the list: it has numbers, or nearly the columns of the best table.

    The menus of a page (重点工作, 部门) look like headings too, but have neither.
    """
    has, wanted = candidate.heading.columns.keys(), best.heading.columns.keys()
    return bool(candidate.numbers()) or has == wanted or (has >= _TELLING and len(has ^ wanted) <= _MOST_OTHER)


def _is_section(candidate: TaskTable) -> bool:
    """Tell whether a table is one section of a list: its name or a row above its tasks says so."""
    names = (candidate.table.name, candidate.table.heading, *(g.section for g in candidate.groups[:1]))
    return any(map(is_section, names))


def _is_default_name(name: str) -> bool:
    return not name or re.fullmatch(r"(?:sheet|表|工作表|table)\s*\d*", fold(name)) is not None
