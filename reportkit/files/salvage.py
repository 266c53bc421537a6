"""What of a damaged workbook is read all the same: the sheets that are whole, and what stands for a lost part. Pure.

Excel mends such a workbook when it opens it. Of a return as much is read as is certain, and what is missing is named;
whoever may leave nothing out (`files.container.require_container`) refuses it.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.damage import DamageError
from reportkit.files.rebuilt import escaped
from reportkit.files.sheets import Sheets
from reportkit.files.xml_events import XmlError
from reportkit.language.text import shown_name
from reportkit.language.words import Lang, Words, joined

STYLES = Words("its number formats", "数字格式")
RELATIONS = Words("the list of its sheets' parts", "工作表的登记")
_SHEET = Words("sheet “{name}”", "工作表“{name}”")
_MOST_LOST = 3
"""Sheets of a workbook that may be damaged while the others are read."""
_MOST_NAMED = 5
_OTHERS = Words(" and others ({n} in all)", " 等 {n} 处")
_NUMBER = re.compile(r"\D([0-9]{1,6})\.[a-z]+")
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(slots=True)
class Losses:
    """What of a workbook could not be read.

    Attributes:
        sheets: their names.
        parts: what else, as people know it.
        first: the first damage that was met.
    """

    sheets: list[str] = field(default_factory=list)
    parts: list[Words] = field(default_factory=list)
    first: DamageError | None = None

    def lose(self, what: Words, error: DamageError) -> None:
        """Go on without a part that can be done without.

        Raises:
            XmlError: a DTD stands in it: that is no accident.
        """
        raise_dtd(error)
        self.parts.append(what)
        self.first = self.first or error

    def finding(self) -> Diagnostic | None:
        """Return the finding that names them, None where there is nothing."""
        if self.first is None:
            return None
        sheet = self.sheets[0] if len(self.sheets) == 1 else None
        return Diagnostic(Code.F32, sheet=sheet, values={"parts": _listed(self._named)})

    def _named(self, lang: Lang) -> list[str]:
        sheets = [_SHEET.text(lang, name=name) for name in self.sheets]
        return [*(part.text(lang) for part in self.parts), *sheets]


def raise_dtd(error: DamageError) -> None:
    """Raise damage again that is a DTD."""
    if isinstance(error, XmlError) and error.dtd:
        raise error


def whole_sheets(read: Callable[[Collection[str]], Sheets], losses: Losses) -> Sheets:
    """Read the sheets of a workbook; where a few are damaged, the others.

    Args:
        read: reads it without the sheets of these names.
        losses: what is lost already; what is lost here is added.

    Raises:
        DamageError: the damage is of no sheet, or no other sheet has anything in it.
    """
    while True:
        try:
            sheets = read(losses.sheets)
        except DamageError as error:
            _lose(error, losses)
        else:
            if losses.sheets and losses.first is not None and not any(grid.texts for grid in sheets.grids):
                raise losses.first
            return sheets


def _lose(error: DamageError, losses: Losses) -> None:
    """Give up the sheet that is damaged.

    Raises:
        DamageError: the damage is of no sheet, or of too many.
    """
    raise_dtd(error)
    if not error.sheet or error.sheet in losses.sheets or len(losses.sheets) == _MOST_LOST:
        raise (losses.first or error) from error
    losses.sheets.append(error.sheet)
    losses.first = losses.first or error


def told(sheets: Sheets, losses: Losses, unusable: Iterable[str]) -> Sheets:
    """Return sheets with the findings on what was lost and what was left aside.

    Args:
        sheets: the sheets.
        losses: what was lost.
        unusable: names of further parts that cannot be used.
    """
    aside = [shown_name(name) for name in unusable]
    left = Diagnostic(Code.F31, values={"parts": _listed(lambda _: aside)}) if aside else None
    found = tuple(finding for finding in (left, losses.finding()) if finding is not None)
    return replace(sheets, findings=(*sheets.findings, *found), damage=losses.first)


def _listed(named: Callable[[Lang], Sequence[str]]) -> Words:
    """Return names one after the other, of many the first."""
    said = (_shortened(named(lang), lang) for lang in (Lang.EN, Lang.HANS, Lang.HANT))
    return Words(*(text.replace("{", "{{").replace("}", "}}") for text in said))


def _shortened(names: Sequence[str], lang: Lang) -> str:
    more = _OTHERS.text(lang, n=len(names)) if len(names) > _MOST_NAMED else ""
    return joined(names[:_MOST_NAMED], lang) + more


def guessed_relations(relations: Sequence[str], paths: Iterable[str], folder: str) -> bytes | None:
    """Return the lost list of relations of a workbook's own part, as programs write it; None where that is not clear.

    Args:
        relations: those that its sheets name, in order.
        paths: names of all parts, in small letters.
        folder: of the workbook's own part, with a slash.
    """
    inside = [path.removeprefix(folder) for path in paths if path.startswith(f"{folder}worksheets/")]
    numbered = sorted((int(match[1]), path) for path in inside if (match := _NUMBER.search(path)) is not None)
    if len(numbered) != len(relations) or len(inside) != len(relations):
        return None
    entries = "".join(
        f'<Relationship Id="{escaped(name)}" Type="{_OFFICE}/worksheet" Target="{escaped(path)}"/>'
        for name, (_, path) in zip(relations, numbered, strict=True)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{entries}</Relationships>'.encode()
