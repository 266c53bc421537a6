"""One function a command: read, work out, write. The only place where the domain meets the disk.

What writes workbooks is loaded by the commands that write some: a status waits for none of it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from reportkit.diagnostics import OURS, Code, Diagnostic
from reportkit.disk.inbox import waiting
from reportkit.disk.looking import digest_of_bytes, is_file, is_there, read, real, refuse_no_file, size_of
from reportkit.disk.outbox import make_folder, publish, set_aside, write_whole
from reportkit.disk.rounds import BookName, Issued, IssuedRound
from reportkit.disk.trouble import DiskError
from reportkit.disk.work import Failure, Job
from reportkit.disk.workspace import Outgoing, Workspace
from reportkit.files.refusal import refuse_size
from reportkit.forms.assign import Assignment, assignments
from reportkit.identity import form_id
from reportkit.imported import Imported, ImportOptions
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang, Words
from reportkit.master.changes import Changes
from reportkit.model import Master, Settings, Verdict, Vocabulary
from reportkit.naming import pick_unit
from reportkit.period import Period
from reportkit.round.basis import Books, refuse_large
from reportkit.round.closing import close_rounds, keep_books, living, remember_report
from reportkit.round.collected import Judged, Opening
from reportkit.round.edges import Edges
from reportkit.round.jobs import (
    answer_for,
    answered,
    to_import,
    to_read_look,
    to_read_master,
    to_read_template,
    to_read_vocabulary,
)
from reportkit.round.model import Settled, last_entries
from reportkit.round.originals import strays
from reportkit.round.outputs import Outputs
from reportkit.round.periods import (
    due_day,
    newest_round,
    next_period,
    of_another_year,
    overdue,
    require_counted,
    require_due,
    require_round,
)
from reportkit.round.session import Session
from reportkit.round.standings import Standings
from reportkit.round.unasked import in_no_form, nobody_asked
from reportkit.round.wanted import Wanted

T = TypeVar("T")

_NO_TASK = Words("“{name}” leads no task in {period}.", "“{name}”在 {period} 没有牵头的任务。")
_NO_TASK_HINT = Words("Use --participants for units that only take part.", "只是参与的单位，请加 --participants。")
_NOT_THERE = Words("“{path}” does not exist.", "“{path}”不存在。")
_NOT_THERE_HINT = Words("Look at the name of the file.", "请核对文件名。")
_NO_RETURN = Words("“{path}” is no return.", "“{path}”不是报表。")
_OURS = Words("“{path}” holds what the office itself works with.", "“{path}”里是本工作目录自己的文件。")
_OURS_HINT = Words(
    'Put what came into inbox/ and run "reportkit collect", or name the file itself.',
    "请把收到的文件放进 inbox 再运行“reportkit collect”，或写明具体文件。",
)
_TO_COME = Words("{day} is still to come: today is {today}.", "{day} 还没到：今天是 {today}。")
_TO_COME_HINT = Words("Say the day on which the return came.", "请写收到报表的日期。")
_NOT_A_FILE = Words("“{path}” cannot be read: {why}.", "无法读取“{path}”：{why}。")

_WRITING_FORMS = Words("Writing forms", "正在生成填报表")
_READING = Words("Reading returns", "正在读取报送")


def init(space: Workspace, lang: Lang = Lang.HANS) -> tuple[str, ...]:
    """Make a workspace: folders, form template, secret; what is there already stays.

    Args:
        space: the workspace.
        lang: of the form template; the first list that is imported words it anew where it is in another.

    Returns:
        What was made, relative to the workspace.
    """
    from reportkit.forms.template import default_template, write_template

    folders = (space.templates, space.inbox, space.outbox)
    made = [space.relative(folder) + "/" for folder in folders if make_folder(folder)]
    space.secret()
    if not is_there(space.form):
        publish(space.form, write_template(default_template(lang), lang), space.written)
        made.append(space.relative(space.form))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did.

    Attributes:
        written: the master workbook, relative to the workspace.
        kept: where the master that a person had edited was set aside, None where there was none.
        imported: the master as it is written, and the findings.
        changes: what was changed in the master that was there; None where there was none.
        faults: findings on what a fault of ours kept from being written beside the master.
        own: findings on what a person wrote into the master and nobody understood: what became of it.
    """

    written: str
    kept: str | None
    imported: Imported
    changes: Changes | None = None
    faults: tuple[Diagnostic, ...] = ()
    own: tuple[Diagnostic, ...] = ()


def import_source(
    edges: Edges,
    sources: Sequence[Path],
    output: Path | None,
    options: ImportOptions = ImportOptions(),
    show: Callable[[Changes], None] = lambda _: None,
) -> ImportResult:
    """Read a list from documents of any kind and write the master workbook.

    What a person edited in the workspace's master stays; that workbook itself is set aside under another name, as
    colours, notes and sheets of a person's own do not come along. A file at any other place is only set aside.

    Args:
        edges: the workspace and who reads.
        sources: the documents; the list of each is a section of the whole.
        output: where to write instead of the workspace's master.
        options: what a person says of the list.
        show: is told what will change in a master that is there, before anything is written.
    """
    from reportkit.master.writing import write_master

    space = edges.space
    if output is None:
        space.require()
    is_elsewhere = output is not None and real(output) != real(space.master)
    documents = [(source.name, _document(source)) for source in sources]
    job = to_import(documents, options, _vocabulary(edges, is_needed=not is_elsewhere))
    imported = answer_for(edges.workers, job, " ".join(name for name, _ in documents))
    if output is not None and is_elsewhere:
        kept = publish(output, write_master(imported.master), None)
        return ImportResult(space.relative(output), space.relative(kept) if kept else None, imported)
    with space.lock():
        return _renew(edges, imported, show)


def _vocabulary(edges: Edges, *, is_needed: bool) -> Vocabulary:
    """Return the office's own words from the master that is there; without a master there are none.

    Args:
        edges: the workspace and who reads.
        is_needed: False where the master stays as it is, whatever can be read of it.

    Raises:
        ReportkitError: the master that is about to be written anew cannot be opened: what a person wrote there would be
            passed over.
    """
    space = edges.space
    if not is_needed:
        return _if_readable(edges, space.master, to_read_vocabulary) or Vocabulary()
    if not is_there(space.master):
        return Vocabulary()
    file = space.relative(space.master)
    refuse_size(file, size_of(space.master))
    return answer_for(edges.workers, to_read_vocabulary(read(space.master), file), file)


def _document(source: Path) -> bytes:
    """Return the bytes of a list; what is larger than any list is not even read."""
    try:
        if not is_there(real(source)):
            raise ReportkitError(_NOT_THERE, _NOT_THERE_HINT, path=source)
        refuse_size(source.name, size_of(source))
        return read(source)
    except DiskError as error:
        raise ReportkitError(_NOT_A_FILE, _NOT_THERE_HINT, path=source, why=error.values["why"]) from None


def _renew(edges: Edges, imported: Imported, show: Callable[[Changes], None]) -> ImportResult:
    """Write the workspace's master; keep what a person edited in the one that is there."""
    from reportkit.master.renewing import renew
    from reportkit.master.writing import write_master

    space = edges.space
    data = write_master(imported.master)
    proposal, changes, kept = imported.master, None, None
    own: tuple[Diagnostic, ...] = ()
    old = _master_at(edges, space.master)
    if old is not None:
        file = space.relative(space.master)
        listed, _ = answer_for(edges.workers, to_read_master(data, file), file)
        calendar = replace(old.settings.calendar, year=old.settings.year or listed.settings.year)
        ends = [period.end for period in space.rounds.periods() if calendar.holds(period)]
        since = max(ends) + timedelta(days=1) if ends else None
        renewed = renew(old, listed, _last_import(edges, old), since)
        changes, own = replace(renewed.changes, closing=_to_close(space, renewed.changes)), renewed.own
        show(changes)
        imported = Imported(renewed.master, (*renewed.diagnostics, *imported.diagnostics))
        data = write_master(renewed.master, edited=changes.kept_edits > 0)
        proposal = renewed.proposal
        if changes.other_list and ends:
            kept = set_aside(space.master)
    if changes is not None and changes.closing:
        close_rounds(space, _books_of_year(edges, old))
    # The master goes first: after a stop between the two, what changed counts as a person's and stays.
    kept = publish(space.master, data, space.written) or kept
    outputs = Outputs(space)
    is_first = old is None  # which proposes what it writes
    outputs.made(lambda: write_whole(space.imported, data if is_first else write_master(proposal)), space.imported)
    outputs.made(lambda: _word_form(space, imported.master.settings.lang), space.form)
    aside = space.relative(kept) if kept else None
    written = space.relative(space.master)
    own = tuple(replace(item, file=aside if item.code in (Code.L29, Code.L30) else written) for item in own)
    return ImportResult(written, aside, imported, changes, tuple(outputs.faults), own)


def _word_form(space: Workspace, lang: Lang) -> None:
    """Write the form template in the language of the list where it is ours in another one and nobody edited it."""
    from reportkit.forms.template import default_template, write_template

    if not is_there(space.form):
        return
    there = read(space.form)
    wanted = write_template(default_template(lang), lang)
    if there != wanted and any(there == write_template(default_template(other), other) for other in Lang):
        space.written.note(space.form, digest_of_bytes(there))
        publish(space.form, wanted, space.written)


def _to_close(space: Workspace, changes: Changes) -> tuple[Period, ...]:
    """Return the periods of the rounds that another list closes."""
    return tuple(issued.period for issued in living(space)) if changes.other_list else ()


def _books_of_year(edges: Edges, old: Master | None) -> Callable[[IssuedRound], Books | None]:
    """Return what tells by which of the workbooks that are there a round lives: by none of another year."""
    space = edges.space
    if old is None or not is_there(space.form):
        return lambda _: None
    books = {BookName.MASTER: space.read_master(), BookName.FORM: space.read_form()}
    return lambda issued: None if of_another_year(old, issued.period) else books


def _last_import(edges: Edges, old: Master) -> Master | None:
    """Return the master as last imported: from the record, or the master itself where nobody has saved it since."""
    from reportkit.master.writing import write_master

    known = _master_at(edges, edges.space.imported)
    if known is not None:
        return known
    return old if write_master(old) == read(edges.space.master) else None


def _master_at(edges: Edges, path: Path) -> Master | None:
    """Return the master at a place, None where there is none that can be read."""
    found = _if_readable(edges, path, to_read_master)
    return found[0] if found is not None else None


def _if_readable(edges: Edges, path: Path, to_job: Callable[[bytes, str], Job[T]]) -> T | None:
    """Return what is read of a master that need not be there, None where none is or where it is none.

    Args:
        edges: the workspace and who reads.
        path: where it lies.
        to_job: makes the job of reading it.

    Raises:
        ReportkitError: it takes more time or memory than a worker may have: that may be the moment's fault, and what
            a person wrote there must not be passed over.
        WorkerFaultError: it met a fault of ours.
    """
    if not is_there(path):
        return None
    file = edges.space.relative(path)
    refuse_size(file, size_of(path))
    found = edges.workers.run(to_job(read(path), file))
    if isinstance(found, Failure) and found.refusal is not None:
        return None
    return answered(found, file)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look over master and template found.

    Attributes:
        diagnostics: every finding.
        next_period: the period for which forms go out next.
    """

    diagnostics: tuple[Diagnostic, ...]
    next_period: Period


def check(edges: Edges) -> Looked:
    """Look over the master workbook and the form template."""
    from reportkit.checks.waivers import unknown
    from reportkit.fields.type_table import TYPES, FieldType

    space, workers = edges.space, edges.workers
    master_file, name = space.relative(space.master), space.relative(space.form)
    refuse_large(space)
    master, master_findings = answer_for(workers, to_read_master(space.read_master(), master_file), master_file)
    form = space.read_form()
    types = space.rounds.types_issued(master.settings.calendar).items()
    issued = {key: FieldType(kind) for key, kind in types if kind in TYPES}
    template, form_findings = answer_for(
        workers, to_read_template(form, name, issued, master.kept, master.settings.lang), name
    )
    _, look_findings = answer_for(workers, to_read_look(form, name), name)
    waivers = unknown(master, template, master_file)
    findings = (*master_findings, *waivers, *form_findings, *look_findings)
    return Looked(findings, next_period(master.settings, space.rounds.periods(), edges.moment.date()))


def settings_of(edges: Edges) -> Settings:
    """Return what the master sets, the usual where it cannot be read: that is told by who works with it."""
    found = _master_at(edges, edges.space.master)
    return found.settings if found is not None else Settings()


@dataclass(frozen=True, slots=True)
class Handout:
    """What is to be handed out.

    Attributes:
        period: the period.
        due: the day returns are due, None for what was said before or the settings say.
        units: names of the only units to write forms for, () for all.
        participants: True to write forms for units that only take part as well.
    """

    period: Period
    due: date | None = None
    units: tuple[str, ...] = ()
    participants: bool = False


@dataclass(frozen=True, slots=True)
class Distributed:
    """What was handed out.

    Attributes:
        period: the period.
        due: the day returns are due.
        forms: the forms of this run.
        kept: files that people had changed at the forms' places, where they were set aside.
        diagnostics: what is odd about the round.
    """

    period: Period
    due: date
    forms: tuple[Issued, ...]
    kept: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def distribute(edges: Edges, handout: Handout) -> Distributed:
    """Write one form a lead unit, and remember what was handed out."""
    space = edges.space
    with space.lock():
        period = handout.period
        before = _handed_out(space, period)
        session = Session.open(edges, period if before is None else None)
        require_counted(session.calendar, period, space.rounds.periods())
        if handout.due is not None:
            require_due(handout.due, period, before, session.today)
        basis = session.bases.of(period)
        due = handout.due or (before.due if before else due_day(period, basis.master.settings.due_day))
        # What is handed out now closes what was handed out for the time before it.
        close_rounds(
            space, lambda issued: session.bases.current.books if session.bases.live(issued) else None, before=period
        )
        earlier = Standings(session).before(period).heard
        outputs = Outputs(space)
        duties = edges.track(_duties(basis.master, handout), _WRITING_FORMS)
        issued = IssuedRound(period, due)
        forms = tuple(form for duty in duties if (form := _issue(session, duty, issued, earlier, outputs)))
        handed_out = _with_others(session, replace(issued, forms=forms), before)
        if handed_out.forms or not outputs.faults:
            space.rounds.remember(handed_out)
        master = basis.master
        unasked = in_no_form(master, period, participants=handout.participants)
        nobody = () if forms or unasked else filter(None, (nobody_asked(master, period),))
        findings = (
            *of_another_year(master, period),
            *overdue(issued, session.today),
            *unasked,
            *nobody,
            *outputs.faults,
        )
        return Distributed(period, due, forms, tuple(map(space.relative, outputs.kept)), findings)


def _with_others(session: Session, issued: IssuedRound, before: IssuedRound | None) -> IssuedRound:
    """Return what is handed out now, together with what was handed out before and was not written anew."""
    renewed = {(form.code, form.role) for form in issued.forms}
    others = [form for form in (before.forms if before else ()) if (form.code, form.role) not in renewed]
    whole = sorted((*others, *issued.forms), key=lambda form: (form.code, form.role))
    basis = session.bases.of(issued.period)
    types = {f.name: f.type.value for f in basis.template.fields}
    # Forms that are out already keep the types they asked for.
    types |= before.types if before and others else {}
    targets = _said_of_targets(basis.master, before.targets if before else {})
    issued = replace(issued, forms=tuple(whole), types=types, targets=targets)
    if before is not None:
        issued = replace(issued, books=before.books, is_closed=before.is_closed, seen=before.seen)
    # Until somebody merges it, it lives by what it was handed out by.
    is_reported = issued.books and issued.seen.own is not None
    return issued if issued.is_closed or is_reported else replace(issued, books=keep_books(session.space, basis.books))


def _said_of_targets(
    master: Master, before: Mapping[str, tuple[tuple[str, str], ...]]
) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return what forms say of each target, now and before: one that went out earlier may still come back."""
    now = {f"{target.task}.{target.no}": (target.indicator, target.measure) for target in master.targets}
    pairs = {key: (*before.get(key, ()), said) for key, said in now.items()}
    return {**before, **{key: tuple(dict.fromkeys(said)) for key, said in pairs.items()}}


def _handed_out(space: Workspace, period: Period) -> IssuedRound | None:
    """Return what was handed out before; a damaged record of it is what handing out again is for."""
    try:
        return space.rounds.recall(period)
    except ReportkitError:
        return None


def _duties(master: Master, handout: Handout) -> tuple[Assignment, ...]:
    duties = assignments(master, handout.period, participants=handout.participants)
    if not handout.units:
        return duties
    wanted = [pick_unit(master.units, name) for name in handout.units]
    for unit in wanted:
        if unit.code not in {duty.unit.code for duty in duties}:
            raise ReportkitError(_NO_TASK, _NO_TASK_HINT, name=unit.name, period=handout.period)
    return tuple(duty for duty in duties if duty.unit.code in {unit.code for unit in wanted})


def _issue(
    session: Session, duty: Assignment, issued: IssuedRound, earlier: Sequence[Settled], outputs: Outputs
) -> Issued | None:
    """Write a form and return what is remembered of it, None where a fault of ours came over it."""
    from reportkit.forms.form import write_form

    unit, period = duty.unit, issued.period
    basis = session.bases.of(period)
    place = session.space.place(period, Outgoing.FORMS) / f"{basis.unit_files.form(unit.name, duty.role, period)}.xlsx"
    make = partial(
        write_form, duty, period=period, due=issued.due, master=basis.master, template=basis.template,
        secret=basis.secret, last=last_entries(unit.code, earlier), house_style=basis.house_style,
        is_overdue=issued.due < session.today,
    )  # fmt: skip
    if not outputs.write(place, make):
        return None
    number = str(form_id(basis.secret, period, unit.code, duty.role))
    tasks = tuple(task.no for task in duty.tasks)
    return Issued(unit.name, unit.code, duty.role, number, session.space.relative(place), tasks)


def collect(edges: Edges, paths: Sequence[Path], opening: Opening, *, again: bool = False) -> Judged:
    """Identify, read, check and file everything that came; write correction copies, check report and short texts.

    A file came on the day of its mail, else when it was put where it lies, but never after the moment of the run.

    Args:
        edges: the workspace, the moment, who reads.
        paths: files and folders; none for the inbox.
        opening: what is open.
        again: True to look once more at all that was refused, or waits for a person.
    """
    from reportkit.round.intake import looked_again, take_in, unfinished
    from reportkit.round.judging import judge
    from reportkit.round.papers import file_papers

    space, zone = edges.space, edges.moment.tzinfo
    space.require()
    for path in paths:
        _refuse_ours(space, path, (space.templates, space.own, space.returns))
    with space.lock():
        session = Session.open(edges)
        if opening.period is not None:
            require_round(space, opening.period)
        found = waiting(paths or [space.inbox], zone)
        groups = zip(edges.track(found, _READING), take_in(session, found, opening), strict=True)
        taken = [one for _, group in groups for one in group]
        taken += file_papers(session, taken, opening)
        # What lost its receipt was collected before, each in its own time.
        astray = waiting(strays(space), zone)
        taken += [one for group in take_in(session, astray, Opening()) for one in group]
        taken += looked_again(session, taken, opening, every=again)
        taken += file_papers(session, taken, opening)
        received = judge(session, (*taken, *unfinished(session, taken)), opening)
        space.told(but=received.waiting)
        return received


def _refuse_ours(space: Workspace, path: Path, ours: Sequence[Path]) -> None:
    """See that a path is not, does not hold and does not lie in what is the workspace's own.

    Raises:
        ReportkitError: it is: templates would be taken for returns, and moved away.
    """
    named = real(path)
    inside = any(named.is_relative_to(real(folder)) for folder in ours)
    if inside or any(real(folder).is_relative_to(named) for folder in (space.templates, space.outbox)):
        raise ReportkitError(_OURS, _OURS_HINT, path=path)


def accept(edges: Edges, file: Path, period: Period, unit: str, received: date | None = None) -> Judged:
    """Take the coordinator's word for whose return a file is, and file it there; or for the day on which it came.

    Args:
        edges: the workspace, the moment, who reads.
        file: a file that waits, one that was filed, or any other.
        period: of which period it is.
        unit: whose it is.
        received: the day on which it came, None where nothing is said of that.

    Raises:
        ReportkitError: there is no such file, unit or round, or the day is still to come.
    """
    from reportkit.round.intake import Word, take_claimed
    from reportkit.round.judging import judge

    if received is not None and received > edges.moment.date():
        raise ReportkitError(_TO_COME, _TO_COME_HINT, day=received, today=edges.moment.date())
    space = edges.space
    with space.lock():
        session = Session.open(edges)
        require_round(space, period)
        who = pick_unit(session.bases.of(period).master.units, unit)
        named = file if file.is_absolute() or is_there(file) else space.root / file
        path = real(named)  # of a link what it leads to: the file is what is kept
        if not is_there(path):
            raise ReportkitError(_NOT_THERE, _NOT_THERE_HINT, path=file)
        refuse_no_file(path)
        _refuse_ours(space, path, (space.templates, space.own))
        item = next(iter(waiting([path], edges.moment.tzinfo)), None)
        if item is None:
            raise ReportkitError(_NO_RETURN, _NOT_THERE_HINT, path=file)
        judged = judge(session, [*take_claimed(session, item, Word(period, who, received))], Opening())
        for digest in sorted({one.sha256 for one in judged.returns} & (space.promised() - judged.waiting)):
            space.told(digest)
        return judged


@dataclass(frozen=True, slots=True)
class RoundStatus:
    """Where a round stands.

    Attributes:
        settled: the round.
        issued: how many forms were handed out.
        waiting: files in quarantine that a person must assign, relative to the workspace.
        astray: findings on kept originals that are not as they were kept, so that something does not count.
    """

    settled: Settled
    issued: int
    waiting: tuple[str, ...]
    astray: tuple[Diagnostic, ...] = ()


def status(edges: Edges, period: Period | None) -> RoundStatus:
    """Tell where every lead unit stands in a round, by default the newest one.

    Raises:
        ReportkitError: there is no round yet, or none of that period.
    """
    space = edges.space
    session = Session.open(edges)
    if period is not None:
        require_round(space, period)
    period = period or newest_round(space, session.bases.current.master.settings, session.today)
    settled = Standings(session).settle(period, today=session.today)
    issued = space.rounds.recall(settled.period)
    waits_for = {"", settled.period.folder}
    waiting_files = [
        receipt.stored
        for receipt in space.receipts()
        if receipt.quarantined and receipt.waits_for in waits_for and is_file(space.root / receipt.stored)
    ]
    waiting_files += [item.kept.stored for item in settled.returns if item.verdict is Verdict.QUARANTINED]
    return RoundStatus(settled, len(issued.forms) if issued else 0, tuple(waiting_files), astray(settled.findings))


def astray(findings: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the findings that say why a round is not all that it should be: changed originals, faults of ours."""
    return tuple(finding for finding in findings if finding.code in OURS | {Code.D13, Code.O07, Code.O09, Code.O10})


def merged(edges: Edges, period: Period, *, strict: bool = False) -> Settled:
    """Merge what counts of a round and write nothing: what `export` prints.

    Raises:
        ReportkitError: there is no round of that period.
    """
    session = Session.open(edges)
    require_round(edges.space, period)
    return Standings(session).settle(period, strict=strict)


@dataclass(frozen=True, slots=True)
class TextsWritten:
    """What an export wrote.

    Attributes:
        places: the files that were written.
        kept: files that people had changed at those places, where they were set aside.
        faults: findings on the files that a fault of ours kept from being written.
    """

    places: tuple[Path, ...]
    kept: tuple[str, ...]
    faults: tuple[Diagnostic, ...]


def write_texts(edges: Edges, texts: Mapping[Path, Callable[[], str]]) -> TextsWritten:
    """Write each text, as soon as it is made, to its place."""
    outputs = Outputs(edges.space)
    places = tuple(place for place, text in texts.items() if outputs.write(place, partial(_encoded, text)))
    return TextsWritten(places, tuple(map(str, outputs.kept)), tuple(outputs.faults))


def _encoded(text: Callable[[], str]) -> bytes:
    return text().encode()


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge wrote.

    Attributes:
        settled: the round.
        workbooks: what was written, relative to the workspace, the consolidated workbook first.
        diagnostics: findings on the round, on its returns, and on what was printed.
        kept: files that people had changed at the reports' places, where they were set aside.
        lang: language of the workbooks.
        briefs: the PDF that were written, relative to the workspace.
    """

    settled: Settled
    workbooks: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    kept: tuple[str, ...]
    lang: Lang
    briefs: tuple[str, ...] = ()


def merge(edges: Edges, wanted: Wanted) -> Merged:
    """Merge what counts; write the consolidated workbook, one for each leader, and the sections asked for.

    Raises:
        ReportkitError: there is no round of that period.
    """
    from reportkit.round.publishing import write_reports
    from reportkit.round.replies import reply, report

    with edges.space.lock():
        session = Session.open(edges, wanted.period if wanted.current_list else None)
        require_round(edges.space, wanted.period)
        standings = Standings(session)
        settled = standings.settle(wanted.period, strict=wanted.strict)
        findings = (*settled.findings, *(d for item in settled.returns for d in item.diagnostics))
        # What goes back does not depend on how strictly a merge is done.
        answered = standings.settle(wanted.period) if wanted.strict else settled
        outputs = Outputs(edges.space)
        # What went back to units was said by the list that they were asked by.
        replies = None if session.bases.is_anew(wanted.period) else reply(standings, answered, outputs)
        written = write_reports(session, settled, findings, wanted, outputs, edges.track)
        if replies is not None:
            report(session, answered, replies, outputs)
            remember_report(standings, wanted.period, strict=wanted.strict)
        replied = replies.findings if replies else ()
        return Merged(
            settled, written.workbooks, (*findings, *replied, *written.unprinted, *outputs.faults),
            tuple(map(edges.space.relative, outputs.kept)), settled.round.master.settings.lang, written.briefs,
        )  # fmt: skip
