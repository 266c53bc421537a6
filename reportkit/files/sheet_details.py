"""What stands behind the values of every sheet of an Office Open XML workbook, behind the shield. Pure."""

import contextlib
import re
from collections.abc import Iterator, Mapping

from reportkit.files.book_parts import BookParts
from reportkit.files.cell_styles import read_styles
from reportkit.files.damage import in_sheet
from reportkit.files.details import SheetDetails
from reportkit.files.limits import Limits
from reportkit.files.plain_sheet import NEAR, NotPlainError, PlainSheet, take_apart
from reportkit.files.reach import Reach, check_reach
from reportkit.files.shared_texts import SharedTexts
from reportkit.files.sheet_readings import Ambiguous, read_readings
from reportkit.files.sheet_xml import SheetScanner, scan_sheet
from reportkit.files.xml_events import XmlError, parse_xml

# Readers count rows and columns in 32 bits, and begin again at the first where that is not enough.
_ENDLESS_RANGE = re.compile(rb"<(?:[^<>:\s]++:)?mergeCell\s[^<>]*?\bref\s*=\s*[\"'][^\"'<>]*?(?:[A-Za-z]{7}|[0-9]{10})")


class ShieldedDetails(Mapping[str, SheetDetails]):
    """The details of each sheet by its name; those of a sheet written the plain way are read when they are asked for.

    Args:
        parts: the parts of the package.
        book: what the workbook's own part says.
        limits: rows and columns beyond which a cell is far, and how many cells there may be.

    Attributes:
        far: sheets with cells beyond the limits, with the addresses of those cells, at most as many as are named.
        ambiguous: sheets with cells that readers read differently, with these cells.
        written: parts of sheets that were written anew, so that all readers read them alike.

    Raises:
        XmlError: a part is damaged or carries a DTD.
        RefusalError: the cells within the limits reach further, all sheets together, than can be read.
    """

    def __init__(self, parts: Mapping[str, bytes], book: BookParts, limits: Limits) -> None:
        self._limits = limits
        self._styles = read_styles(styles) if (styles := _part(parts, "xl/styles.xml")) else ()
        self._sheets: dict[str, SheetDetails | PlainSheet] = {}
        self.far: dict[str | None, tuple[str, ...]] = {}
        self.ambiguous: dict[str, Ambiguous] = {}
        self.written: dict[str, bytes] = {}
        self._texts = SharedTexts(_part(parts, "xl/sharedstrings.xml"))
        scanned: list[Reach] = []
        for name, path in book.sheets:
            if path not in parts or not path.lower().endswith(".xml"):
                continue
            with in_sheet(name):
                sheet = self._shielded(parts[path], name)
            if isinstance(sheet, PlainSheet):
                self._sheets[name] = sheet
                continue
            scanned.append(sheet.reach)
            check_reach(scanned, limits)
            self._sheets[name] = sheet.details()
            if sheet.is_odd:
                self._write(name, path, parts[path])
        self.far |= {reach.sheet: tuple(reach.far) for reach in scanned if reach.far}
        self._check(scanned)

    def _shielded(self, xml: bytes, name: str) -> SheetScanner | PlainSheet:
        """Return a sheet of which it is certain that it is well-formed and how far its cells reach."""
        if b"mergeCell" in xml and _ENDLESS_RANGE.search(xml, xml.rfind(b"<", 0, xml.index(b"mergeCell"))):
            raise XmlError("a merged range beyond every number of a row")
        if (self._limits.rows, self._limits.columns) >= NEAR:
            with contextlib.suppress(NotPlainError):
                sheet = take_apart(xml)
                sheet.check(self._texts)
                parse_xml(sheet.frame)
                return sheet
        return scan_sheet(xml, self._limits, name=name, styles=self._styles, texts=self._texts)

    def _write(self, name: str, path: str, xml: bytes) -> None:
        """Write a sheet anew in which readers may see different values; what they do see differently is noted."""
        found = read_readings(xml, self._limits, self._styles, self._texts, name)
        self.written[path] = found.xml
        if found.ambiguous:
            self.ambiguous[name] = found.ambiguous

    def _check(self, scanned: list[Reach]) -> None:
        """Hold the sheets against the limit; how far a plain one reaches is looked at closely only where it matters."""
        plain = {name: sheet for name, sheet in self._sheets.items() if isinstance(sheet, PlainSheet)}
        most = sum(sheet.last_row * NEAR[1] for sheet in plain.values())
        if sum(reach.box for reach in scanned) + most > min(self._limits.cells, self._limits.filled):
            scanned = [*scanned, *(sheet.reach(self._limits, name) for name, sheet in plain.items())]
        check_reach(scanned, self._limits)

    def __getitem__(self, name: str) -> SheetDetails:
        sheet = self._sheets[name]
        if isinstance(sheet, PlainSheet):
            scanner = SheetScanner(self._styles, self._limits, name)
            scanner.read_plain(sheet)
            sheet = self._sheets[name] = scanner.details()
        return sheet

    def __iter__(self) -> Iterator[str]:
        return iter(self._sheets)

    def __len__(self) -> int:
        return len(self._sheets)


def _part(parts: Mapping[str, bytes], name: str) -> bytes:
    """Return the part of a name in small letters, empty where there is none."""
    return next((data for path, data in parts.items() if path.lower() == name), b"")
