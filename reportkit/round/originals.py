"""The originals that are kept of what came: those there are, are gone or changed, or nobody knows. An edge."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from reportkit.diagnostics import Code, Diagnostic
from reportkit.disk.inbox import waiting
from reportkit.disk.looking import is_file, names_below
from reportkit.disk.receipts import Receipt
from reportkit.disk.workspace import Workspace
from reportkit.language.words import Words, listed
from reportkit.model import EvidenceFile, Unit
from reportkit.period import Period
from reportkit.round.model import Kept

_IS_GONE = Words("it is gone", "文件不见了")
_IS_CHANGED = Words("somebody changed it since it came", "收到之后被人改动过")
_SHOWN = 5
DUPLICATES, CHANGED = "duplicates", "changed"
"""Folders among the kept originals for files that have no receipt: same bytes once more, and what people changed."""


def kept_of(space: Workspace, period: Period) -> tuple[Kept, ...]:
    """Return the originals that were filed under a period and still are what came.

    Raises:
        DiskError: one cannot be read just now.
    """
    returns = (receipt for receipt in space.receipts.filed(period) if not receipt.is_evidence)
    found = tuple(item for receipt in returns if (item := _kept(space, receipt)) is not None)
    space.originals.remember()
    return found


def as_of(kept: Sequence[Kept], run: int | None) -> tuple[Kept, ...]:
    """Return originals as they counted up to a collection; None for all that has come since.

    What a person's word has filed since then was not there, and where it has only said which counts it had not yet.
    """
    if run is None:
        return tuple(kept)
    there = (item for item in kept if item.run <= run and not (item.claimed and item.chosen > run))
    return tuple(replace(item, chosen=0) if item.chosen > run else item for item in there)


def evidence_of(space: Workspace, period: Period, units: Collection[Unit]) -> tuple[EvidenceFile, ...]:
    """Return the scans, pictures and papers that came for a period, in the order of the units and then of arrival."""
    names = {unit.code: unit.name for unit in units}
    filed = (r for r in space.receipts.filed(period) if r.is_evidence and r.unit in names)
    there = sorted((r for r in filed if is_file(space.root / r.stored)), key=lambda r: r.unit)
    return tuple(EvidenceFile(names[r.unit], r.name, r.stored, r.received.date()) for r in there)


def _kept(space: Workspace, receipt: Receipt) -> Kept | None:
    """Return an original as it came; None where it is gone or changed, or between receipt and rename."""
    if not space.originals.is_what_came(receipt):
        return None
    return Kept(
        receipt.sha256, receipt.name, receipt.stored, receipt.received, receipt.order, receipt.unit,
        receipt.claimed, receipt.strict, receipt.run, receipt.changed, receipt.dated, receipt.chosen, receipt.told_by,
        receipt.period,
    )  # fmt: skip


def _is_there(space: Workspace, receipt: Receipt) -> bool:
    """Tell whether an original is as it came; of evidence, of which nothing is read, whether there is one."""
    return is_file(space.root / receipt.stored) if receipt.is_evidence else _kept(space, receipt) is not None


def lost(space: Workspace, period: Period, units: Collection[Unit], there: Collection[str]) -> Iterator[Diagnostic]:
    """Yield a finding for each original of a period that is gone, or is no more what came.

    Args:
        space: the workspace.
        period: the period.
        units: the units on the list.
        there: digests of the originals that are there.
    """
    names, promised = {unit.code: unit.name for unit in units}, space.promised()
    for receipt in space.receipts.filed(period):
        if receipt.unit not in names or receipt.sha256 in there:
            continue
        # Of what is promised the original is still on its way to its place.
        if receipt.sha256 in promised or _is_there(space, receipt):
            continue
        why = _IS_CHANGED if is_file(space.root / receipt.stored) else _IS_GONE
        values = {"stored": receipt.stored, "why": why}
        yield Diagnostic(Code.D13, file=receipt.name, unit=names[receipt.unit], values=values)


def strays(space: Workspace) -> tuple[Path, ...]:
    """Return what lies among the kept originals without a receipt: its receipt was lost, or a person moved it."""
    there = names_below(space.returns)
    # Looked up after the files: a run that is at work meanwhile writes a receipt before it moves anything.
    known = {str(space.root / receipt.stored) for receipt in space.receipts.all()}
    unknown = frozenset(path for name in there if name not in known and not _is_ours(space, path := Path(name)))
    # Every command asks, and nearly always nothing does lie there: each of a thousand files need not be looked at.
    found = waiting([space.returns], None) if unknown else ()
    return tuple(item.path for item in found if item.path in unknown and not item.skipped and item.size >= 0)


def _is_ours(space: Workspace, path: Path) -> bool:
    """Tell whether what lies among the originals lies there for another reason."""
    return space.rounds.is_book(path) or any(path.is_relative_to(space.returns / top) for top in (DUPLICATES, CHANGED))


def unnamed(space: Workspace) -> Iterator[Diagnostic]:
    """Yield the finding that says what lies among the kept originals and is not counted."""
    found = [space.relative(path) for path in strays(space)]
    if found:
        yield Diagnostic(Code.O07, values={"n": len(found), "files": listed(found[:_SHOWN])})
