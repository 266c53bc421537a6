"""A return is a dossier: scans, pictures and papers that came beside a workbook are filed as its unit's evidence.

Whose they are is told by the number of the form in their name, by the forms they came with (the same archive, mail or
folder; of mails in mails the innermost), by the name of a unit in their own name or folder. Where none of these says
so, or two contradict each other, they wait for a person. One thing may be the evidence of several units, and of several
periods.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from pathlib import PurePosixPath

from reportkit.diagnostics import Code, Diagnostic
from reportkit.disk.receipts import Receipt
from reportkit.files.container import is_paper
from reportkit.identity import find_form_id
from reportkit.language.words import Lang, Words, joined
from reportkit.model import Unit, Verdict
from reportkit.period import Calendar, Period, find_part, find_period
from reportkit.returns.content import Outcome, ReturnContent
from reportkit.round.collected import Arrival, Collected, Opening, Paper
from reportkit.round.receipts import evidence_receipt, is_refused, waiting_receipt
from reportkit.round.session import Session
from reportkit.round.ways import UnitNames, Way, is_packed


@dataclass(frozen=True, slots=True)
class Home:
    """Whose evidence something is.

    Attributes:
        unit: the unit.
        period: the period it reports on.
    """

    unit: Unit
    period: Period


def is_evidence(reading: ReturnContent, name: str) -> bool:
    """Tell whether a file is no workbook and may prove what a return says."""
    return reading.outcome is Outcome.UNREADABLE and is_paper(reading.diagnostics, name)


def is_closed(reading: ReturnContent) -> bool:
    """Tell whether a file is an archive that is not opened here: a form may be in it, or photographs."""
    return reading.outcome is Outcome.UNREADABLE and any(finding.code is Code.F10 for finding in reading.diagnostics)


def may_be_evidence(reading: ReturnContent, name: str) -> bool:
    """Tell whether a file came with a return as likely as for one: a paper, or a workbook in which no form is."""
    is_strange = reading.outcome is Outcome.REFUSED and reading.unit is None and reading.period is None
    return is_strange or is_closed(reading) or is_evidence(reading, name)


_Forms = dict[PurePosixPath, Home | None]
"""Whose forms are, by their names as sent; None of one that waits for a person."""


class Dossiers:
    """Finds whose evidence papers are.

    Args:
        session: the run.
        taken: what this run took in already.
        opening: what is open.
        came: the names of all that came with the papers, and theirs.
        is_bundle: True where all of it came in one archive or mail.
    """

    def __init__(
        self,
        session: Session,
        taken: Sequence[Collected],
        opening: Opening,
        came: Iterable[str] = (),
        *,
        is_bundle: bool = False,
    ) -> None:
        self._session, self._taken, self._opening, self._is_bundle = session, taken, opening, is_bundle
        self._units = UnitNames(session.bases.current.units.values())
        self._folders = {folder for name in came for folder in PurePosixPath(name).parents}

    def home(self, way: Way) -> Home | None:
        """Return whose evidence something is, None where nothing says so or not all that speaks says the same."""
        folder, homes = self._nearest(way)
        numbered = self._numbered(way, folder)
        if numbered is not None:
            return numbered
        of_folder = self._folders_unit(folder)
        if len(homes) == 1 and None not in homes and not self._is_apart(way, folder, homes):
            is_near = any(file.parent == way.path.parent for file in self._forms_for(way))
            found = self.beside(way)
            if found is not None or of_folder is None or is_near:
                return found
        unit = self._named(way, folder) or of_folder
        mine = {home for home in homes if home is not None and home.unit is unit}
        return mine.pop() if len(mine) == 1 else self._by_name(way, folder, unit)

    def _folders_unit(self, folder: PurePosixPath | None) -> Unit | None:
        """Return the unit that a folder is called by, whatever else lies in it.

        An archive or a mail may be called by who passed it on.
        """
        if folder is None or is_packed(folder):
            return None
        units = self._units.named((folder.name,))
        return next(iter(units)) if len(units) == 1 else None

    def beside(self, way: Way) -> Home | None:
        """Return whose the only form is that something came with, None where no name may speak against it."""
        folder, homes = self._nearest(way)
        home = next(iter(homes)) if len(homes) == 1 else None
        claims = self._units.claims(way.parts(folder))
        if home is None or (claims and home.unit not in claims) or self._is_apart(way, folder, homes):
            return None
        if self._folders_unit(folder) not in {None, home.unit}:
            return None
        # An archive or a mail may be called by who passed it on; a folder is called so by the office itself.
        is_of_office = not self._is_bundle and not way.inside
        return None if is_of_office and self._named(way, None) not in (None, home.unit) else home

    def claimants(self, way: Way) -> tuple[str, ...]:
        """Return the names of the units that could have sent something, by its name and the forms it came with."""
        folder, homes = self._nearest(way)
        units = {home.unit for home in homes if home is not None} | self._units.claims(way.parts(folder))
        return tuple(sorted(unit.name for unit in units))

    def _is_apart(self, way: Way, folder: PurePosixPath | None, homes: set[Home | None]) -> bool:
        """Tell whether something lies beside a folder with forms, where others are called by other units."""
        around = set(way.path.parents)
        if folder is None or any(file.parent in around for file in self._seen(way, folder)):
            return False
        return not self._called(folder) <= {home.unit for home in homes if home is not None}

    def _called(self, folder: PurePosixPath) -> frozenset[Unit]:
        """Return the units that folders inside of one are called by."""
        if folder not in self._named_inside:
            inside = (one for one in self._folders if folder in one.parents)
            self._named_inside[folder] = frozenset[Unit]().union(*(self._units.named((one.name,)) for one in inside))
        return self._named_inside[folder]

    @cached_property
    def _named_inside(self) -> dict[PurePosixPath, frozenset[Unit]]:
        """The units that folders inside of some are called by, as far as that was asked."""
        return {}

    def _by_name(self, way: Way, folder: PurePosixPath | None, unit: Unit | None) -> Home | None:
        """Return whose evidence something is by the unit that its own name or its folders', up to one, speaks of.

        That of a mail is that of whoever passed others on, where a form of another unit came in one of these.
        """
        letter = way.letter
        if unit is None or (folder is None and letter is not None and not self._may_name(way, letter, unit)):
            return None
        period = self._period(unit, way)
        return None if period is None else Home(unit, period)

    def _may_name(self, way: Way, letter: PurePosixPath, unit: Unit) -> bool:
        if self._named(way, letter) is unit:
            return True
        return all(
            home is not None and home.unit is unit
            for file, home in self._forms_for(way).items()
            if file.is_relative_to(letter)
        )

    def _numbered(self, way: Way, folder: PurePosixPath | None) -> Home | None:
        """Return whose form a name bears the number of, the nearest one that the workspace signed."""
        for part in chain.from_iterable(way.parts(folder)):
            number = find_form_id(part)
            if number is None or not number.is_signed_by(self._session.bases.current.secret):
                continue
            unit = self._session.bases.of(number.period).units.get(number.unit)
            if unit is not None:
                return Home(unit, number.period)
        return None

    def _nearest(self, way: Way) -> tuple[PurePosixPath | None, set[Home | None]]:
        """Return the nearest folder, archive or mail around something that holds forms, and whose these are."""
        for folder in way.path.parents[:-1]:
            homes = set(self._seen(way, folder).values())
            if homes:
                return folder, homes
        return None, set()

    def _seen(self, way: Way, folder: PurePosixPath) -> _Forms:
        """Return the forms in a folder that may speak for something in it."""
        return {
            file: home
            for file, home in self._forms_for(way).items()
            if file.is_relative_to(folder) and way.sees(file, folder, is_bundle=self._is_bundle)
        }

    def _forms_for(self, way: Way) -> _Forms:
        """Return the forms that came with something, also in an earlier run."""
        return self._forms | self._came_inside(way.inside) if way.inside else self._forms

    @cached_property
    def _forms(self) -> _Forms:
        """The forms that this run took in."""
        found: _Forms = {}
        for one in self._taken:
            home = self._home_of_form(one)
            receipt = self._session.space.receipts.get(one.sha256) if one.verdict is Verdict.DUPLICATE else None
            if home is not None and not (receipt is not None and receipt.is_evidence):
                waits = one.verdict is Verdict.QUARANTINED or (receipt is not None and is_refused(receipt))
                found[PurePosixPath(one.file)] = None if waits else home
        return found

    def _home_of_form(self, one: Collected) -> Home | None:
        """Return whose something is that was taken in, None where it is evidence or nobody knows."""
        unit = self._session.bases.of(one.period).by_name.get(one.unit or "")
        return None if one.is_evidence or unit is None or one.period is None else Home(unit, one.period)

    def _came_inside(self, inside: str) -> _Forms:
        """Return the forms that came in an archive or mail."""
        receipts = (r for r in self._session.space.receipts.all() if r.inside == inside and not r.is_evidence)
        return {PurePosixPath(r.name): self._filed(r) for r in receipts if r.period or r.quarantined}

    def _filed(self, receipt: Receipt) -> Home | None:
        """Return whose a form is that was filed before, None where that is not known."""
        period = Period.parse(receipt.period) if receipt.period else None
        unit = self._session.bases.of(period).units.get(receipt.unit)
        return Home(unit, period) if unit is not None and period is not None else None

    def _named(self, way: Way, folder: PurePosixPath | None) -> Unit | None:
        """Return the unit that the names around something speak of, None where none or several are named."""
        claims = self._units.claims(way.parts(folder))
        return next(iter(claims)) if len(claims) == 1 else None

    def _period(self, unit: Unit, way: Way) -> Period | None:
        """Return the period that something speaks of, or is of: the one that is open, else the newest of its unit."""
        rounds = self._rounds_of(unit)
        for part in chain.from_iterable(way.parts()):
            said = find_period(part)
            spoken = [said] if said else [p for one in rounds if (p := find_part(part, Calendar.of(one))) is not None]
            meant = [one for one in rounds for p in spoken if one.begin <= p.begin and p.end <= one.end]
            if meant:
                return meant[0]
        return self._opening.period or next(iter(rounds), None)

    def _rounds_of(self, unit: Unit) -> list[Period]:
        """Return the periods for which a unit was handed a form, newest first."""
        space = self._session.space
        rounds = (issued for period in reversed(space.rounds.periods()) if (issued := space.rounds.recall(period)))
        return [issued.period for issued in rounds if any(form.code == unit.code for form in issued.forms)]


_NOBODYS = Words("nothing says which unit's evidence it is", "也看不出是哪家的佐证材料")
_SEVERAL = Words("it may be the evidence of one of these: ", "可能是其中一家的佐证材料：")


def left_waiting(session: Session, paper: Arrival, claimants: Sequence[str]) -> Collected:
    """Keep evidence that belongs to nobody until a person says whose it is, and return what is told of it.

    Args:
        session: the run.
        paper: the paper.
        claimants: the units that could have sent it.
    """
    receipt = waiting_receipt(session, paper.receipt)
    paper.keep(receipt)
    said = (_waits(paper.name, claimants if len(claimants) > 1 else ()),)
    return replace(evidence_told(session, receipt), file=paper.name, diagnostics=said, inside=paper.inside)


def _waits(name: str, claimants: Sequence[str]) -> Diagnostic:
    """Say of evidence that it waits, and for which units it may be."""
    units = Words(joined(claimants, Lang.EN), joined(claimants, Lang.HANS), joined(claimants, Lang.HANT))
    values = {"why": _SEVERAL, "units": units} if claimants else {"why": _NOBODYS, "units": ""}
    return Diagnostic(Code.D33, file=name, values=values)


def filed_as(session: Session, paper: Arrival, home: Home, *, claimed: bool = False) -> Collected:
    """File a paper as the evidence of a unit and return what is told of it.

    Args:
        session: the run.
        paper: the paper.
        home: whose evidence it is.
        claimed: True where a person said so.
    """
    receipt = evidence_receipt(session, replace(paper.receipt, name=paper.name), home.period, home.unit)
    receipt = replace(receipt, claimed=claimed, also=() if claimed else receipt.also)
    paper.keep(receipt)
    told = evidence_told(session, receipt)
    return replace(told, diagnostics=(_closed(told),)) if is_closed(paper.reading) else told


def _closed(told: Collected) -> Diagnostic:
    """Say of an archive that was filed that nobody looked into it."""
    (filed,) = told.diagnostics
    return replace(filed, code=Code.D34)


def filed_again(session: Session, paper: Paper, known: Receipt, home: Home | None) -> Collected:
    """File evidence that was filed before as that of another unit or period too, and return what is told of it.

    Args:
        session: the run.
        paper: what came.
        known: the receipt of the same bytes.
        home: whose evidence it is by what it came with, None where nothing says so.
    """
    own = (known.unit, known.period, known.name)
    mine = (home.unit.code, home.period.folder, paper.name) if home is not None else own
    is_new = mine[:2] not in {one[:2] for one in (own, *known.also)}
    receipt = replace(known, also=(*known.also, mine)) if is_new else known
    if is_new:
        session.space.promise(receipt.sha256)
        session.space.receipts.write(receipt)
    as_of = replace(receipt, unit=mine[0], period=mine[1])
    told = paper.again(as_of)
    if is_new:
        return evidence_told(session, replace(as_of, name=paper.name))
    return told if home is not None else replace(told, inside=paper.inside)


def evidence_told(session: Session, receipt: Receipt) -> Collected:
    """Return what is told of evidence by its receipt: whose it is, or that it waits for a person."""
    period = Period.parse(receipt.period) if receipt.period else None
    unit = session.bases.of(period).unit_name(receipt.unit)
    verdict = None if period else Verdict.QUARANTINED
    if period is None:
        note = _waits(receipt.name, ())
    else:
        note = Diagnostic(Code.D31, file=receipt.name, unit=unit, values={"period": period.words})
    return Collected(
        receipt.name, verdict, receipt.stored, period, unit, diagnostics=(note,), sha256=receipt.sha256,
        is_evidence=True,
    )  # fmt: skip
