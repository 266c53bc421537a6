"""What came and is no form, filed once all that came with it is read: as evidence, or to wait for a person."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from reportkit.diagnostics import Code, Diagnostic
from reportkit.disk.receipts import Receipt
from reportkit.disk.trouble import DiskError
from reportkit.model import Verdict
from reportkit.returns.content import Outcome, ReturnContent
from reportkit.round.collected import Arrival, Collected, Opening, Paper, Repeated
from reportkit.round.dossier import Dossiers, evidence_told, filed_again, filed_as, is_evidence, left_waiting
from reportkit.round.filing import file_arrival, is_what_came, keep, said_before
from reportkit.round.receipts import is_refused
from reportkit.round.session import Session
from reportkit.round.ways import Way


def with_papers(session: Session, taken: Sequence[Collected], opening: Opening) -> list[Collected]:
    """Return what was taken in with what came by itself and is no form: filed as evidence of a unit, or left to wait.

    What waits of an archive is looked at once more, by what lies beside the archive.

    Args:
        session: the run, with its papers.
        taken: what was taken in of all that came with them.
        opening: what is open.
    """
    papers = papers_since(session, 0)
    dossiers = Dossiers(session, taken, opening, [one.file for one in taken] + [paper.name for paper in papers])
    found = [_unusable(session, _by_its_folder(session, one, dossiers), dossiers) for one in taken]
    return found + [_filed(session, paper, dossiers) for paper in papers]


def _filed(session: Session, paper: Paper, dossiers: Dossiers) -> Collected:
    try:
        return as_evidence(session, paper, dossiers)
    except DiskError:
        return Collected.left(paper.name, paper.where, Diagnostic(Code.F15, file=paper.name))


def _by_its_folder(session: Session, one: Collected, dossiers: Dossiers) -> Collected:
    """File what came in an archive in a folder and is nobody's by that as evidence of the unit whose form is beside."""
    around = session.space.receipts.get(one.inside) if one.inside else None
    receipt = session.space.receipts.get(one.sha256)
    if around is None or receipt is None or "/" not in around.name:
        return one
    home = dossiers.home(Way(one.file, bundle=around.name))
    if home is None:
        return one
    try:
        if not receipt.period:
            return filed_as(session, _kept_paper(session, receipt), home)
        again = partial(said_before, session, one.file, stored=one.stored)
        return filed_again(session, Repeated(receipt, one.file, one.stored, again), receipt, home)
    except DiskError:
        return one


def tied(session: Session, one: Collected, dossiers: Dossiers, way: Way) -> Collected:
    """Note of a file that cannot be used whose it is by what is around it, and return what is told of it."""
    receipt = session.space.receipts.get(one.sha256) if one.sha256 else None
    if receipt is None or not _is_unusable(one, receipt):
        return one
    home = dossiers.home(way)
    if home is None:
        return one
    gravest = min(one.diagnostics, key=lambda finding: finding.severity.rank, default=None)
    refusal = gravest.code.name if gravest is not None else Code.F01.name
    of_unit = replace(receipt, unit=home.unit.code, refused_for=home.period.folder, of_period="", refusal=refusal)
    if of_unit != receipt:
        session.space.receipts.write(of_unit)
    return replace(one, unit=home.unit.name, period=home.period)


def _is_unusable(one: Collected, receipt: Receipt) -> bool:
    is_strange = one.unit is None and one.verdict in {Verdict.UNREADABLE, Verdict.REJECTED}
    return is_strange and not one.is_evidence and is_refused(receipt) and not receipt.quarantined


def _unusable(session: Session, one: Collected, dossiers: Dossiers) -> Collected:
    """Tell whose a file is that cannot be used, by what lies around it or around the archive that it came in."""
    receipt = session.space.receipts.get(one.sha256) if one.sha256 else None
    around = session.space.receipts.get(receipt.inside) if receipt is not None and receipt.inside else None
    return tied(session, one, dossiers, Way(one.file, bundle=around.name if around is not None else ""))


def papers_since(session: Session, n: int) -> Sequence[Paper]:
    """Take from a run the papers that came after the first `n`, so that they wait no longer."""
    papers = session.papers[n:]
    del session.papers[n:]
    return papers


def as_evidence(session: Session, paper: Paper, dossiers: Dossiers) -> Collected:
    """File what is no form as somebody's evidence; what is nobody's waits, if it can be evidence at all.

    Raises:
        DiskError: it cannot be kept just now.
    """
    known = session.space.receipts.get(paper.receipt.sha256)
    if isinstance(paper, Repeated) or (known is not None and _is_another(session, paper, known)):
        home = dossiers.home(Way(paper.name, subject=paper.subject, mail=paper.mail))
        return filed_again(session, paper, known or paper.receipt, home)
    is_sure = is_evidence(paper.reading, paper.name)
    # A workbook may be a form that nobody knows again, and an archive may hold one: a name alone does not settle them.
    way = Way(paper.name, paper.inside, paper.subject, mail=paper.mail)
    home = (dossiers.home if is_sure else dossiers.beside)(way)
    if home is not None:
        return filed_as(session, paper, home)
    return left_waiting(session, paper, dossiers.claimants(way)) if is_sure else file_arrival(session, paper)


def _is_another(session: Session, paper: Arrival, known: Receipt) -> bool:
    """Tell whether the same bytes are filed as evidence, by this very run too, and came another way."""
    own = paper.receipt
    is_filed = known.is_evidence and bool(known.period) and (known.name, known.inside) != (paper.name, own.inside)
    return is_filed and is_what_came(session.space.root / known.stored, known.sha256)


def filed_along(session: Session, receipt: Receipt) -> Iterator[Collected]:
    """File what waits and came in one archive or mail with a return of which a person said whose it is."""
    if not receipt.inside:
        return
    along = [paper for paper in session.space.receipts.all() if paper.inside == receipt.inside]
    dossiers = Dossiers(session, (), Opening(), [paper.name for paper in along], is_bundle=True)
    for paper in along:
        home = None
        if paper.is_evidence and paper.quarantined:
            home = dossiers.home(Way(paper.name, paper.inside))
        if home is not None:
            yield filed_as(session, _kept_paper(session, paper), home)


def _kept_paper(session: Session, receipt: Receipt) -> Arrival:
    """Return a paper that waits among the kept originals, as it came."""
    reading = ReturnContent.without_content(Outcome.UNREADABLE, *evidence_told(session, receipt).diagnostics)
    path: Path = session.space.root / receipt.stored
    again = partial(said_before, session, receipt.name, stored=receipt.stored)
    return Arrival(receipt, reading, receipt.stored, partial(keep, session, path), again, Opening())
