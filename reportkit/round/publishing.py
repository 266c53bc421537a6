"""The workbooks of a round in the outbox: which there are, where they lie, and that none of them is old. An edge."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reportkit.diagnostics import Code, Diagnostic
from reportkit.disk.looking import files_in, is_file, read_if_there
from reportkit.disk.outbox import publish, retract
from reportkit.disk.printing import find_office, first_pages
from reportkit.disk.workspace import Outgoing, Workspace
from reportkit.language.text import file_name
from reportkit.language.words import Lang, Words
from reportkit.naming import LEADER, SECTION, pick
from reportkit.period import Period
from reportkit.reports.consolidated import write_consolidated
from reportkit.reports.leader import write_leader
from reportkit.reports.public import write_public
from reportkit.reports.section import write_section
from reportkit.round.edges import Track
from reportkit.round.model import Settled
from reportkit.round.session import Session
from reportkit.workbook.book import HouseStyle

_REPORT_FILE = Words("Progress of key tasks {period}", "{period}重点工作进展汇总")
_LEADER_FILE = Words("{no:02d} {name}, key tasks {period}", "{no:02d} {name}牵头重点工作进展（{period}）")
_SECTION_FILE = Words("{no:02d} {name}, {period}", "{no:02d} {name}（{period}）")
_PUBLIC_FILE = Words("How the key tasks came along {period} (for publication)", "{period}重点工作完成情况（公开稿）")
_BRIEF_FILE = Words("{name} (one-page brief)", "{name}（一页简报）")
_LONGEST_NAME = 50
_AT_ONCE = 6
_PRINTING = Words("Printing briefs", "正在生成简报")
_LEADERS_FOLDER = Words("by leader", "分领导")
_SECTIONS_FOLDER = Words("by section", "分板块")
_WRITING_REPORTS = Words("Writing workbooks", "正在生成汇总")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which workbooks a merge is to write.

    Attributes:
        period: the period.
        strict: True where one error makes a whole return wait.
        leaders: names of the only leaders to write workbooks for, () for all.
        sections: names of the sections to write workbooks for.
        pdf: True for a one-page brief of each workbook as PDF too.
    """

    period: Period
    strict: bool = False
    leaders: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    pdf: bool = False


class ReportKind(StrEnum):
    """What a workbook of a merge is for."""

    CONSOLIDATED = "consolidated"
    LEADER = "leader"
    SECTION = "section"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class _Report:
    """One workbook to be written.

    Attributes:
        place: where.
        kind: what it is for.
        name: of its leader or section, "" of the others.
    """

    place: Path
    kind: ReportKind
    name: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written for a round, its paths relative to the workspace.

    Attributes:
        workbooks: the workbooks, the consolidated one first.
        briefs: the PDF.
        kept: where files that people had changed were set aside.
        unprinted: what could not be printed.
    """

    workbooks: tuple[str, ...]
    briefs: tuple[str, ...]
    kept: tuple[str, ...]
    unprinted: tuple[Diagnostic, ...]


def write_reports(
    session: Session, settled: Settled, findings: Sequence[Diagnostic], wanted: Wanted, track: Track
) -> Written:
    """Write the workbooks of a round, and take away those of an earlier merge that this one does not write.

    Args:
        session: the run.
        settled: the round.
        findings: on the round and on its returns, for the consolidated workbook.
        wanted: which workbooks.
        track: shows how far it has come.
    """
    space, lang = session.space, session.lang
    reports = _reports(session, settled, wanted)
    style = session.house_style
    books = {item.place: _drawn(item, settled, findings, style) for item in track(reports, _WRITING_REPORTS)}
    overviews = {item.place: books[item.place] for item in reports if item.kind is not ReportKind.PUBLIC}
    briefs, unprinted = _briefs(lang, overviews, track) if wanted.pdf else ({}, ())
    # A brief of an earlier merge holds as long as its workbook says the same.
    holding = [_brief_of(place, lang) for place in overviews if read_if_there(place) == books[place]]
    aside = [publish(place, data, space.written) for place, data in (*books.items(), *briefs.items())]
    _withdraw(space, settled.period, {*books, *briefs, *holding})
    workbooks, printed, kept = (
        tuple(space.relative(place) for place in places if place) for places in (books, briefs, aside)
    )
    return Written(workbooks, printed, kept, unprinted)


def _drawn(report: _Report, settled: Settled, findings: Sequence[Diagnostic], house_style: HouseStyle) -> bytes:
    """Return the bytes of one workbook."""
    match report.kind:
        case ReportKind.LEADER:
            return write_leader(settled.round, report.name, house_style)
        case ReportKind.SECTION:
            return write_section(settled.round, report.name, house_style)
        case ReportKind.PUBLIC:
            return write_public(settled.round, house_style)
        case ReportKind.CONSOLIDATED:
            return write_consolidated(settled.round, findings, house_style)


def _withdraw(space: Workspace, period: Period, written: Collection[Path]) -> None:
    """Delete what an earlier merge wrote and this one did not: the folder can be sent as it is, nothing in it is old.

    What a person changed or put there stays.
    """
    for place in files_in(space.place(period, Outgoing.REPORTS), deep=True):
        if place.suffix in (".xlsx", ".pdf") and place not in written:
            retract(place, space.written)


def _brief_of(place: Path, lang: Lang) -> Path:
    """Return where the brief of a workbook lies."""
    return place.with_name(f"{_BRIEF_FILE.text(lang, name=place.stem)}.pdf")


def _briefs(lang: Lang, books: Mapping[Path, bytes], track: Track) -> tuple[dict[Path, bytes], tuple[Diagnostic, ...]]:
    """Print the overview of each workbook as PDF beside it; return them by place, and what could not be printed."""
    program = find_office()
    if program is None:
        return {}, (Diagnostic(Code.O04),)
    places = list(books)
    batches = [places[start : start + _AT_ONCE] for start in range(0, len(places), _AT_ONCE)]
    found: dict[Path, bytes] = {}
    missing: list[str] = []
    for batch in track(batches, _PRINTING):
        for place, page in zip(batch, first_pages(program, [books[place] for place in batch]), strict=True):
            if page is None:
                missing.append(place.name)
            else:
                found[_brief_of(place, lang)] = page
    values = {"n": len(missing), "files": "、".join(missing)}
    return found, (Diagnostic(Code.O05, values=values),) if missing else ()


def _reports(session: Session, settled: Settled, wanted: Wanted) -> list[_Report]:
    """Return every workbook to write: what is asked for, and what lies there already."""
    lang, folder = session.lang, session.space.place(settled.period, Outgoing.REPORTS)
    period = settled.period.label(lang)
    whole, public = (file_name(words.text(lang, period=period)) for words in (_REPORT_FILE, _PUBLIC_FILE))
    return [
        _Report(folder / f"{whole}.xlsx", ReportKind.CONSOLIDATED),
        *_of_leaders(session, settled, wanted, folder / _LEADERS_FOLDER.text(lang)),
        *_of_sections(session, settled, wanted, folder / _SECTIONS_FOLDER.text(lang)),
        _Report(folder / f"{public}.xlsx", ReportKind.PUBLIC),
    ]


def _of_leaders(session: Session, settled: Settled, wanted: Wanted, folder: Path) -> list[_Report]:
    rank = {leader.name: leader.order for leader in session.reference.master.leaders}
    names = list(dict.fromkeys(name for p in settled.round.progress for name in p.task.leaders))
    names.sort(key=lambda name: rank.get(name, len(rank) + 1))
    chosen = [pick(name, LEADER, dict(zip(names, names, strict=True))) for name in wanted.leaders] or names
    places = _places(session, settled, folder, _LEADER_FILE, names)
    return [_Report(place, ReportKind.LEADER, name) for name, place in places if name in chosen or is_file(place)]


def _of_sections(session: Session, settled: Settled, wanted: Wanted, folder: Path) -> list[_Report]:
    names = list(dict.fromkeys(p.task.section for p in settled.round.progress if p.task.section))
    known = dict(zip(names, names, strict=True))
    chosen = [pick(name, SECTION, known, by_start=True) for name in wanted.sections]
    places = _places(session, settled, folder, _SECTION_FILE, names)
    return [_Report(place, ReportKind.SECTION, name) for name, place in places if name in chosen or is_file(place)]


def _places(
    session: Session, settled: Settled, folder: Path, words: Words, names: Sequence[str]
) -> Iterator[tuple[str, Path]]:
    """Yield the names of leaders or sections, each with where its workbook lies; a name keeps its number."""
    period = settled.period.label(session.lang)
    for no, name in enumerate(names, start=1):
        file = file_name(words.text(session.lang, no=no, name=name[:_LONGEST_NAME], period=period))
        yield name, folder / f"{file}.xlsx"
