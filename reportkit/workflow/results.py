"""What the commands did: values, which the door tells in words and as JSON."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportkit.diagnostics import Diagnostic
from reportkit.disk.rounds import Issued
from reportkit.imported import Imported
from reportkit.language.words import Lang
from reportkit.master.changes import Changes
from reportkit.period import Period
from reportkit.round.model import Settled


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


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look over master and template found.

    Attributes:
        diagnostics: every finding.
        next_period: the period for which forms go out next.
    """

    diagnostics: tuple[Diagnostic, ...]
    next_period: Period


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


@dataclass(frozen=True, slots=True)
class RoundStatus:
    """Where a round stands.

    Attributes:
        settled: the round.
        issued: how many forms were handed out.
        waiting: files in quarantine that a person must assign, relative to the workspace.
        astray: findings on kept originals that are not as they were kept, so that something does not count.
        of_no_period: those of `waiting` of which nobody knows for which period they are.
    """

    settled: Settled
    issued: int
    waiting: tuple[str, ...]
    astray: tuple[Diagnostic, ...] = ()
    of_no_period: tuple[str, ...] = ()


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
