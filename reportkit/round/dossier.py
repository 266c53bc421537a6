"""A return is a dossier: scans, pictures and papers that came beside a workbook are filed as its unit's evidence.

Whose they are is told by the number of the form in their name, by the forms they came with (the same archive, mail or
folder), by the name of a unit in their own name or folder. Where none of these says so, or two contradict each other,
they wait for a person.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath

from reportkit.diagnostics import Code, Diagnostic
from reportkit.disk.workspace import Receipt
from reportkit.files.container import is_paper
from reportkit.identity import find_form_id
from reportkit.language.text import fold
from reportkit.model import Unit, Verdict
from reportkit.period import Period
from reportkit.returns.reading import Outcome, ReturnContent
from reportkit.round.collected import Arrival, Collected, Opening
from reportkit.round.receipts import evidence_receipt, waiting_receipt
from reportkit.round.session import Session

_LETTERS = re.compile(r"[a-z0-9]++")
_SHORTEST = 2
"""Characters from which the name of a unit is looked for inside of other words."""


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


def may_be_evidence(reading: ReturnContent, name: str) -> bool:
    """Tell whether a file came with a return as likely as for one: a paper, or a workbook in which no form is."""
    is_strange = reading.outcome is Outcome.REFUSED and reading.unit is None and reading.period is None
    return is_strange or is_evidence(reading, name)


class Dossiers:
    """Finds whose evidence papers are.

    Args:
        session: the run.
        taken: what this run took in already.
        opening: what is open.
    """

    def __init__(self, session: Session, taken: Sequence[Collected], opening: Opening) -> None:
        self._session, self._taken, self._opening = session, taken, opening
        self._units = session.bases.current.units

    def home(self, name: str) -> Home | None:
        """Return whose evidence something is, None where nothing says so or not all that speaks says the same.

        Args:
            name: its name as sent, with the folder, archive or mail it came in.
        """
        numbered = self._numbered(name)
        if numbered is not None:
            return numbered
        beside, named = self._beside(name), self._named(name)
        mine = {home for home in beside if named in (None, home.unit)}
        if mine:
            return mine.pop() if len(mine) == 1 else None
        period = None if named is None or len(beside) == 1 else self._open_period(named)
        return None if named is None or period is None else Home(named, period)

    def _numbered(self, name: str) -> Home | None:
        """Return whose form a name bears the number of, where the workspace signed it."""
        number = find_form_id(name)
        if number is None or not number.is_signed_by(self._session.bases.current.secret):
            return None
        unit = self._session.bases.of(number.period).units.get(number.unit)
        return Home(unit, number.period) if unit is not None else None

    def _beside(self, name: str) -> set[Home]:
        """Return whose forms came in the same archive, mail or folder: in the nearest that holds any."""
        for folder in PurePosixPath(name).parents[:-1]:
            homes = {home for file, home in self._forms.items() if file.is_relative_to(folder)}
            if homes:
                return homes
        return set()

    @cached_property
    def _forms(self) -> dict[PurePosixPath, Home]:
        """Whose the forms are that came, by their names as sent."""
        forms = ((one, self._unit(one)) for one in self._taken if not one.is_evidence)
        return {
            PurePosixPath(one.file): Home(unit, one.period)
            for one, unit in forms
            if unit is not None and one.period is not None
        }

    def _unit(self, one: Collected) -> Unit | None:
        """Return the unit of a form that came, by the list of its round."""
        return self._session.bases.of(one.period).by_name.get(one.unit or "")

    def _named(self, name: str) -> Unit | None:
        """Return the unit that a name or the nearest folder around it names, None where none or several are named."""
        path = PurePosixPath(name)
        for part in (path.stem, *(folder.name for folder in path.parents)):
            found = self._in_words(part)
            if found:
                return next(iter(found)) if len(found) == 1 else None
        return None

    def _in_words(self, words: str) -> set[Unit]:
        """Return the units that words name; a name inside of a longer one that stands there is none."""
        spaced = f" {' '.join(_LETTERS.findall(words.casefold()))} "
        run = fold(words)
        there = {name for name in self._names if (f" {name} " in spaced if name.isascii() else name in run)}
        longest = {name for name in there if not any(name != other and name in other for other in there)}
        return {self._names[name] for name in longest}

    @cached_property
    def _names(self) -> dict[str, Unit]:
        """The units by their names, those left out that are too short to be looked for.

        A name in letters is whole words; one in characters is found inside of others.
        """
        named = ((name, unit) for unit in self._units.values() for name in (*unit.aliases, unit.name))
        words = ((" ".join(_LETTERS.findall(n.casefold())) if n.isascii() else fold(n), unit) for n, unit in named)
        return {name: unit for name, unit in words if len(name) > _SHORTEST}

    def _open_period(self, unit: Unit) -> Period | None:
        """Return the period a unit reports on now: the one that is open, else the newest it was handed a form for."""
        if self._opening.period is not None:
            return self._opening.period
        space = self._session.space
        for period in reversed(space.rounds.periods()):
            issued = space.rounds.recall(period)
            if issued is not None and any(form.code == unit.code for form in issued.forms):
                return period
        return None


def left_waiting(session: Session, paper: Arrival) -> Collected:
    """Keep evidence that belongs to nobody until a person says whose it is, and return what is told of it."""
    receipt = waiting_receipt(session, paper.receipt)
    paper.keep(receipt)
    return evidence_told(session, receipt)


def filed_as(session: Session, paper: Arrival, home: Home, *, claimed: bool = False) -> Collected:
    """File a paper as the evidence of a unit and return what is told of it.

    Args:
        session: the run.
        paper: the paper.
        home: whose evidence it is.
        claimed: True where a person said so.
    """
    receipt = evidence_receipt(session, paper.receipt, home.period, home.unit)
    receipt = replace(receipt, claimed=claimed)
    paper.keep(receipt)
    return evidence_told(session, receipt)


def evidence_told(session: Session, receipt: Receipt) -> Collected:
    """Return what is told of evidence by its receipt: whose it is, or that it waits for a person."""
    period = Period.parse(receipt.period) if receipt.period else None
    unit = session.bases.of(period).unit_name(receipt.unit)
    verdict = None if period else Verdict.QUARANTINED
    if period is None:
        note = Diagnostic(Code.D33, file=receipt.name)
    else:
        note = Diagnostic(Code.D31, file=receipt.name, unit=unit, values={"period": period.words})
    return Collected(
        receipt.name, verdict, receipt.stored, period, unit, diagnostics=(note,), sha256=receipt.sha256,
        is_evidence=True,
    )  # fmt: skip
