"""A file that came back -> whose it is, and what it says on each task. Pure; never raises on account of the file."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from reportkit.address import address
from reportkit.diagnostics import MOST_CELLS, Code, Diagnostic
from reportkit.files.container import Container, open_container
from reportkit.files.sheet_readings import either
from reportkit.returns.content import Claim, Outcome, ReturnContent
from reportkit.returns.entries import read_entries
from reportkit.returns.finding import ReturnedTable, find_tables
from reportkit.returns.identifying import Identity, claimed, identify
from reportkit.returns.notes import note_findings
from reportkit.returns.reference import Reference
from reportkit.returns.sender import filled_in_by
from reportkit.returns.struck import without_struck

_MISSING = frozenset({Code.I15, Code.S01, Code.S03, Code.S13})
"""Findings that tables, columns or rows of a form are missing."""


def read_return(data: bytes, name: str, reference: Reference, *, claim: Claim | None = None) -> ReturnContent:
    """Read a file that came back.

    Args:
        data: the file.
        name: its name as it was sent, for the findings; it is never evidence.
        reference: what the office holds it against.
        claim: the coordinator's word; it wins over missing or unsigned marks.
    """
    container = open_container(data, name)
    if not container.grids:
        return _without_entries(Outcome.UNREADABLE, Identity(), container, name)
    reading = _read_container(container, name, reference, claim)
    if container.damage is None or reading.outcome is Outcome.QUARANTINED or not _lacks_form(reading):
        return reading
    return ReturnContent.without_content(Outcome.UNREADABLE, container.damage)


def _lacks_form(reading: ReturnContent) -> bool:
    """Tell whether what is missing of a form may be what could not be read of a damaged file."""
    return reading.outcome is Outcome.REFUSED or any(item.code in _MISSING for item in reading.diagnostics)


def _read_container(container: Container, name: str, reference: Reference, claim: Claim | None) -> ReturnContent:
    """Read what lies in the sheets of a file; arguments as of `read_return`."""
    tables = find_tables(container.grids, reference.template, reference.labels)
    tables = without_struck(tables, container, reference.template)
    identity = identify(container, tables, reference, name)
    if claim is not None and (tables or identity.form is not None):
        identity = claimed(identity, claim, reference, name) or identity
    if not identity.is_sure:
        return _unsure(identity, container, tables, name)
    entries, findings = read_entries(tables, container, identity, reference, name)
    notes = note_findings(container, entries, name, identity.unit.name if identity.unit else None)
    reading = _without_entries(Outcome.IDENTIFIED, identity, container, name)
    told = _without_told(reading.diagnostics, (*findings, *notes))
    sender = filled_in_by(tables)
    return replace(reading, entries=entries, diagnostics=told, pictures=container.pictures, sender=sender)


def _without_told(general: Sequence[Diagnostic], findings: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return all findings; a cell that is told as an answer is not told once more as a cell."""
    told = {(finding.sheet, cell) for finding in findings if finding.code is Code.V27 for cell in finding.cells}
    kept = (d for d in general if d.code is not Code.S24 or any((d.sheet, cell) not in told for cell in d.cells))
    return (*kept, *findings)


def _ambiguous(container: Container, name: str) -> Iterator[Diagnostic]:
    """S24: the cells that readers read differently."""
    for sheet, places in container.ambiguous.items():
        for place in sorted(places)[:MOST_CELLS]:
            values = {"readings": either(places[place])}
            yield Diagnostic(Code.S24, file=name, sheet=sheet, cells=(address(*place),), values=values)


def _unsure(identity: Identity, container: Container, tables: Sequence[ReturnedTable], name: str) -> ReturnContent:
    ours = identity.is_ours and (tables or identity.form is not None)
    return _without_entries(Outcome.QUARANTINED if ours else Outcome.REFUSED, identity, container, name)


def _without_entries(outcome: Outcome, identity: Identity, container: Container, name: str) -> ReturnContent:
    findings = (*container.findings, *_ambiguous(container, name), *identity.findings)
    return ReturnContent(
        identity.unit.name if identity.unit else None, identity.period, str(identity.form) if identity.form else None,
        identity.role, (), identity.evidence, findings, outcome,
        _moment(container.book.modified), forms=tuple(map(str, identity.forms)),
    )  # fmt: skip


def _moment(text: str) -> datetime | None:
    """Return the moment that document properties name, None where they name none."""
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None
