"""Read a list and write the master workbook, with what a person edited in the one that is there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from reportkit.diagnostics import Code, Diagnostic
from reportkit.disk.looking import is_there, read, real, size_of
from reportkit.disk.outbox import publish, set_aside, write_whole
from reportkit.disk.rounds import BookName, IssuedRound
from reportkit.disk.trouble import DiskError
from reportkit.disk.workspace import Workspace
from reportkit.files.refusal import refuse_size
from reportkit.imported import Imported, ImportOptions
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Words
from reportkit.master.changes import Changes
from reportkit.master.renewing import renew
from reportkit.master.writing import write_master
from reportkit.model import Master, Vocabulary
from reportkit.period import Period
from reportkit.round.basis import Books
from reportkit.round.closing import close_rounds, living
from reportkit.round.edges import Edges
from reportkit.round.jobs import answer_for, to_import, to_read_master, to_read_vocabulary
from reportkit.round.outputs import Outputs
from reportkit.round.periods import of_another_year
from reportkit.workflow.init import word_form
from reportkit.workflow.master_file import if_readable, master_at
from reportkit.workflow.named_files import NOT_THERE, NOT_THERE_HINT
from reportkit.workflow.results import ImportResult

_NOT_A_FILE = Words("“{path}” cannot be read: {why}.", "无法读取“{path}”：{why}。")


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
        return if_readable(edges, space.master, to_read_vocabulary) or Vocabulary()
    if not is_there(space.master):
        return Vocabulary()
    file = space.relative(space.master)
    refuse_size(file, size_of(space.master))
    return answer_for(edges.workers, to_read_vocabulary(read(space.master), file), file)


def _document(source: Path) -> bytes:
    """Return the bytes of a list; what is larger than any list is not even read."""
    try:
        if not is_there(real(source)):
            raise ReportkitError(NOT_THERE, NOT_THERE_HINT, path=source)
        refuse_size(source.name, size_of(source))
        return read(source)
    except DiskError as error:
        raise ReportkitError(_NOT_A_FILE, NOT_THERE_HINT, path=source, why=error.values["why"]) from None


@dataclass(frozen=True, slots=True)
class _Draft:
    """The master as it is to be written.

    Attributes:
        imported: the master, and the findings.
        data: its workbook.
        proposal: the master as the list alone would have it: what of the workbook differs is a person's.
        changes: what was changed in the master that is there; None where there is none.
        own: findings on what a person wrote there and nobody understood.
        replaces: True where the master that is there is of another list, and rounds were handed out by it.
    """

    imported: Imported
    data: bytes
    proposal: Master
    changes: Changes | None = None
    own: tuple[Diagnostic, ...] = ()
    replaces: bool = False


def _renew(edges: Edges, imported: Imported, show: Callable[[Changes], None]) -> ImportResult:
    """Write the workspace's master; keep what a person edited in the one that is there."""
    space, old = edges.space, master_at(edges, edges.space.master)
    listed = _Draft(imported, write_master(imported.master), imported.master)
    draft = _renewed(edges, old, listed) if old is not None else listed
    if draft.changes is not None:
        show(draft.changes)
    kept = set_aside(space.master) if draft.replaces else None
    if draft.changes is not None and draft.changes.closing:
        close_rounds(space, _books_of_year(edges, old))
    # The master goes first: after a stop between the two, what changed counts as a person's and stays.
    kept = publish(space.master, draft.data, space.written) or kept
    outputs = Outputs(space)
    outputs.made(lambda: write_whole(space.imported, _proposed(draft)), space.imported)
    outputs.made(lambda: word_form(space, draft.imported.master.settings.language), space.form)
    aside = space.relative(kept) if kept else None
    written = space.relative(space.master)
    own = tuple(replace(item, file=aside if item.code in (Code.L29, Code.L30) else written) for item in draft.own)
    return ImportResult(written, aside, draft.imported, draft.changes, tuple(outputs.faults), own)


def _renewed(edges: Edges, old: Master, listed: _Draft) -> _Draft:
    """Return the master that is there with what the list says now."""
    space = edges.space
    file = space.relative(space.master)
    new, _ = answer_for(edges.workers, to_read_master(listed.data, file), file)
    calendar = replace(old.settings.calendar, year=old.settings.year or new.settings.year)
    ends = [period.end for period in space.rounds.periods() if calendar.holds(period)]
    renewed = renew(old, new, _last_import(edges, old), max(ends) + timedelta(days=1) if ends else None)
    changes = replace(renewed.changes, closing=_to_close(space, renewed.changes))
    return _Draft(
        Imported(renewed.master, (*renewed.diagnostics, *listed.imported.diagnostics)),
        write_master(renewed.master, edited=changes.kept_edits > 0),
        renewed.proposal,
        changes,
        renewed.own,
        changes.other_list and bool(ends),
    )


def _proposed(draft: _Draft) -> bytes:
    """Return the workbook that the list alone would make; where no master was there, it is the one that is written."""
    return draft.data if draft.changes is None else write_master(draft.proposal)


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
    known = master_at(edges, edges.space.imported)
    if known is not None:
        return known
    return old if write_master(old) == read(edges.space.master) else None
