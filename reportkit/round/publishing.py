"""The workbooks of a round in the outbox: which there are, where they lie, and that none of them is old. An edge."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from reportkit.diagnostics import Code, Diagnostic
from reportkit.disk.looking import files_in, is_file, read_if_there
from reportkit.disk.outbox import retract
from reportkit.disk.printing import find_office, first_pages
from reportkit.disk.store import key_of
from reportkit.disk.workspace import Outgoing, Workspace
from reportkit.language.text import file_name
from reportkit.language.words import Lang, Words, listed
from reportkit.naming import LEADER, SECTION, pick
from reportkit.period import Period
from reportkit.reports.consolidated import write_consolidated
from reportkit.reports.leader import write_leader
from reportkit.reports.public import write_public
from reportkit.reports.section import write_section
from reportkit.round.edges import Track
from reportkit.round.model import Settled
from reportkit.round.outputs import Outputs
from reportkit.round.session import Session
from reportkit.round.wanted import Wanted, Written
from reportkit.workbook.style import HouseStyle

_REPORT_FILE = Words("Progress of key tasks {period}", "{period}重点工作进展汇总")
_LEADER_FILE = Words("{no:02d} {name}, key tasks {period}", "{no:02d} {name}牵头重点工作进展（{period}）")
_SECTION_FILE = Words("{no:02d} {name}, {period}", "{no:02d} {name}（{period}）")
_PUBLIC_FILE = Words("How the key tasks came along {period} (for publication)", "{period}重点工作完成情况（公开稿）")
_BRIEF_FILE = Words("{name} (one-page brief)", "{name}（一页简报）")
_LONGEST_NAME, _MOST_BYTES, _LONGEST_FILE = 36, 108, 120
_AT_ONCE = 6
_PRINTING = Words("Printing briefs", "正在生成简报")
_LEADERS_FOLDER = Words("by leader", "分领导")
_SECTIONS_FOLDER = Words("by section", "分板块")
_WRITING_REPORTS = Words("Writing workbooks", "正在生成汇总")


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


def write_reports(  # noqa: PLR0913, PLR0917 - a round, and who is told what of it
    session: Session,
    settled: Settled,
    findings: Sequence[Diagnostic],
    wanted: Wanted,
    outputs: Outputs,
    track: Track,
) -> Written:
    """Write the workbooks of a round, and take away those of an earlier merge that this one does not write.

    Args:
        session: the run.
        settled: the round.
        findings: on the round and on its returns, for the consolidated workbook.
        wanted: which workbooks.
        outputs: takes what is written, and what could not be.
        track: shows how far it has come.
    """
    basis = session.bases.of(settled.period)
    space, lang, style = session.space, basis.lang, basis.house_style
    reports = _reports(session, settled, wanted)
    overviews = {item.place: _brief_of(item.place, lang) for item in reports if item.kind is not ReportKind.PUBLIC}
    program = outputs.made(find_office, *overviews.values()) if wanted.pdf else None
    # Without its workbook there is nothing to print.
    with_it = {place: [brief] for place, brief in overviews.items() if program is not None}
    whole = key_of(basis.key, settled.key, settled.evidence, settled.round.is_anew)

    def drawn(item: _Report) -> bytes:
        told = tuple(findings) if item.kind is ReportKind.CONSOLIDATED else ()
        made_of = key_of(whole, item.kind, item.name, told)
        return outputs.drawn(item.place, partial(_draw, item, settled, findings, style), made_of)

    books = _drawn(track(reports, _WRITING_REPORTS), drawn, with_it, outputs)
    unchanged = {place for place, data in books.items() if read_if_there(place) == data}
    workbooks = _put(books, with_it, outputs)
    to_print = {place: books[place] for place, brief in overviews.items() if outputs.lost.isdisjoint((place, brief))}
    pages, unprinted = _briefs(program, lang, to_print, outputs, track) if wanted.pdf and to_print else ({}, ())
    briefs = _put(pages, {}, outputs)
    # A brief of an earlier merge holds as long as its workbook says the same.
    holding = {brief for place, brief in overviews.items() if place in unchanged | outputs.lost}
    _withdraw(space, settled.period, {*workbooks, *briefs, *holding, *outputs.lost})
    return Written(tuple(map(space.relative, workbooks)), tuple(map(space.relative, briefs)), unprinted)


def _put(files: Mapping[Path, bytes], with_it: Mapping[Path, Sequence[Path]], outputs: Outputs) -> list[Path]:
    """Put files to their places and return those of what is there then; `with_it` as for `_drawn`."""
    return [place for place, data in files.items() if outputs.put(place, data, *with_it.get(place, ()))]


def _drawn(
    reports: Sequence[_Report],
    draw: Callable[[_Report], bytes],
    with_it: Mapping[Path, Sequence[Path]],
    outputs: Outputs,
) -> dict[Path, bytes]:
    """Return the workbooks by their places.

    Args:
        reports: which.
        draw: makes one.
        with_it: what is made of a workbook, by its place.
        outputs: is told of those over which a fault of ours came.
    """
    books: dict[Path, bytes] = {}
    for item in reports:
        book = outputs.made(partial(draw, item), item.place, *with_it.get(item.place, ()))
        if book is not None:
            books[item.place] = book
    return books


def _draw(report: _Report, settled: Settled, findings: Sequence[Diagnostic], house_style: HouseStyle) -> bytes:
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
    top = space.place(period, Outgoing.REPORTS)
    folders = {top}
    for place in files_in(top, deep=True):
        if place.suffix in (".xlsx", ".pdf") and place not in written:
            retract(place, space.written)
            folders.add(place.parent)
    for folder in folders:
        space.written.forget_gone(folder)


def _brief_of(place: Path, lang: Lang) -> Path:
    """Return where the brief of a workbook lies."""
    return place.with_name(f"{_BRIEF_FILE.text(lang, name=place.stem)}.pdf")


def _briefs(
    program: str | None, lang: Lang, books: Mapping[Path, bytes], outputs: Outputs, track: Track
) -> tuple[dict[Path, bytes], tuple[Diagnostic, ...]]:
    """Print the overview of each workbook as PDF beside it; return them by place, and what could not be printed."""
    if program is None:
        return {}, (Diagnostic(Code.O04),)
    places = list(books)
    batches = [places[start : start + _AT_ONCE] for start in range(0, len(places), _AT_ONCE)]
    found: dict[Path, bytes] = {}
    missing: list[str] = []
    for batch in track(batches, _PRINTING):
        briefs = [_brief_of(place, lang) for place in batch]
        pages = outputs.made(partial(first_pages, program, [books[place] for place in batch]), *briefs)
        for place, brief, page in zip(batch, briefs, pages or (), strict=pages is not None):
            if page is None:
                missing.append(place.name)
            else:
                found[brief] = page
    values = {"n": len(missing), "files": listed(missing)}
    return found, (Diagnostic(Code.O05, values=values),) if missing else ()


def _reports(session: Session, settled: Settled, wanted: Wanted) -> list[_Report]:
    """Return every workbook to write: what is asked for, and what lies there already."""
    lang, folder = session.bases.of(settled.period).lang, session.space.place(settled.period, Outgoing.REPORTS)
    period = settled.period.label(lang)
    whole, public = (file_name(words.text(lang, period=period)) for words in (_REPORT_FILE, _PUBLIC_FILE))
    return [
        _Report(folder / f"{whole}.xlsx", ReportKind.CONSOLIDATED),
        *_of_leaders(session, settled, wanted, folder / _LEADERS_FOLDER.text(lang)),
        *_of_sections(session, settled, wanted, folder / _SECTIONS_FOLDER.text(lang)),
        _Report(folder / f"{public}.xlsx", ReportKind.PUBLIC),
    ]


def _of_leaders(session: Session, settled: Settled, wanted: Wanted, folder: Path) -> list[_Report]:
    rank = {leader.name: leader.order for leader in settled.round.master.leaders}
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
    lang = session.bases.of(settled.period).lang
    period = settled.period.label(lang)
    for no, name in enumerate(names, start=1):
        short = file_name(name, _LONGEST_NAME, _MOST_BYTES)
        file = file_name(words.text(lang, no=no, name=short, period=period), _LONGEST_FILE)
        yield name, folder / f"{file}.xlsx"
