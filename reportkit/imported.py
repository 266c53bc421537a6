"""What goes into an import and what comes out of it: by themselves, as every command knows them and few read a list."""

from dataclasses import dataclass

from reportkit.diagnostics import Diagnostic
from reportkit.language.script import Script
from reportkit.model import Master


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person says of a list that is imported.

    Attributes:
        script: convert everything to this script; None keeps the list's own.
        sheets: read only these sheets, by name; () for all.
        year: the year of the list; 0 where it says so itself.
    """

    script: Script | None = None
    sheets: tuple[str, ...] = ()
    year: int = 0


@dataclass(frozen=True, slots=True)
class Imported:
    """A list after import.

    Attributes:
        master: what goes into the master workbook.
        diagnostics: what was guessed or mended, with its place in the source.
    """

    master: Master
    diagnostics: tuple[Diagnostic, ...]
