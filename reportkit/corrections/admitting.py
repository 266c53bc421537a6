"""What of a unit's workbook is let in to be edited: cells, how they look, notes, tables; nothing that leads out. Pure.

A package is known by its relations: those of the list go in, all others stay behind, whatever they are. What a unit
would miss is named. Pictures and charts are taken out of their drawings here, as openpyxl gives up a whole workbook
over one that it does not know.
"""

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement, tostring

from defusedxml.ElementTree import fromstring

from reportkit.corrections.left_out import LeftOut, Part
from reportkit.files.damage import LibraryCall
from reportkit.files.drawings import Drawing, Relation, read_drawing, relations_of, rich_pictures, wps_pictures

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRICT_MARK = b"http://purl.oclc.org/ooxml/"
_STRICT = re.compile(re.escape(_STRICT_MARK) + rb"(\w+)/(\w+)")
_RENAMED = {b"customProperties": b"custom-properties", b"extendedProperties": b"extended-properties"}
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]*?ref="([A-Z0-9:]+)"')
_MERGES, _CACHES = (
    re.compile(
        rb"<(\w+:)?%(name)s\b[^<>]*?(?:/>|>(?:[^<]++|<(?!/?(?:\w+:)?%(name)s\b))*</(?:\w+:)?%(name)s>)"
        % {b"name": name}
    )
    for name in (b"mergeCells", b"pivotCaches")
)
_RICH_CELL = re.compile(rb'<(?:\w+:)?c\s(?=[^>]{0,200}?\br="([A-Z]{1,3}\d{1,7})")[^>]{0,200}?\bvm="(\d{1,6})"')
_SHEETS = frozenset({"worksheet", "chartsheet"})
_OF_BOOK = _SHEETS | {"styles", "theme", "sharedStrings", "xlMacrosheet", "xlIntlMacrosheet", "dialogsheet"}
_OF_SHEET = frozenset({"hyperlink", "comments", "table"})
_TOLD = {
    "externalLink": Part.BOOKS, "externalLinkPath": Part.BOOKS, "vbaProject": Part.MACROS, "connections": Part.QUERIES,
    "queryTable": Part.QUERIES, "pivotTable": Part.PIVOT, "oleObject": Part.OBJECT, "package": Part.OBJECT,
    "control": Part.CONTROL, "ctrlProp": Part.CONTROL, "slicer": Part.SLICER, "timeline": Part.SLICER,
    "customXml": Part.PARTS,
}  # fmt: skip
_SAYS = (
    (b"legacyDrawingHF", Part.BACKGROUND),
    (b"<picture ", Part.BACKGROUND),
    (b"sparklineGroup ", Part.SPARKLINES),
)


@dataclass(frozen=True, slots=True)
class Admitted:
    """A package, less what may not come in.

    Attributes:
        parts: what openpyxl is given; merged ranges are taken out of the sheets.
        sheets: the part of each worksheet by its name, in order.
        merged: the merged ranges of each.
        drawings: what is drawn over each sheet, those of charts too.
        in_cells: pictures inside of cells, by sheet and address.
        wps: pictures by the ID that formulas of WPS name.
        strangers: names of sheets that are none of cells and none of charts.
        left_out: what stays behind.
    """

    parts: Mapping[str, bytes]
    sheets: Mapping[str, str]
    merged: Mapping[str, tuple[str, ...]]
    drawings: Mapping[str, Drawing]
    in_cells: Mapping[tuple[str, str], bytes] = field(default_factory=dict)
    wps: Mapping[str, bytes] = field(default_factory=dict)
    strangers: frozenset[str] = frozenset()
    left_out: tuple[LeftOut, ...] = ()


def admit(package: Mapping[str, bytes]) -> Admitted | None:
    """Return what may come in of a workbook's package, None where its own part is missing.

    Raises:
        DamageError: that part is damaged.
    """
    parts = _transitional(package)
    book = next((r.target for r in relations_of(parts, "") if r.type == "officeDocument"), "xl/workbook.xml")
    if book not in parts:
        return None
    entries = tuple(_entries(parts, book))
    sheets, drawn = _placed(entries, {"worksheet"}), _placed(entries, _SHEETS)
    strangers = frozenset(name for name, _ in entries) - drawn.keys()
    return Admitted(
        _bare(parts, book, entries, sheets.values()),
        sheets,
        {name: _merged(parts[path]) for name, path in sheets.items()},
        {name: read_drawing(parts, path) for name, path in drawn.items()},
        _in_cells(parts, sheets),
        wps_pictures(parts, book),
        strangers,
        tuple(_left_out(parts, {path: name for name, path in drawn.items()}, sorted(strangers))),
    )


def _placed(entries: Iterable[tuple[str, Relation]], kinds: Collection[str]) -> dict[str, str]:
    """Return the part of each sheet of some kinds by its name."""
    return {name: relation.target for name, relation in entries if relation.type in kinds}


def _merged(sheet: bytes) -> tuple[str, ...]:
    return tuple(ref.decode("ascii") for ref in _MERGED.findall(sheet))


def _bare(
    parts: Mapping[str, bytes], book: str, entries: Iterable[tuple[str, Relation]], sheets: Iterable[str]
) -> dict[str, bytes]:
    """Return the parts without merged ranges and caches of pivots, and of relations those of the list."""
    kept = {path: part for path, part in parts.items() if not path.endswith(".rels")}
    kept |= {path: _MERGES.sub(b"", parts[path]) for path in sheets}
    kept[book] = _CACHES.sub(b"", parts[book])
    return kept | dict(_lists(parts, book, [relation.target for _, relation in entries]))


def sheets_of(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the part of every worksheet of a package that openpyxl wrote, by its name, in order."""
    return _placed(_entries(parts, "xl/workbook.xml"), {"worksheet"})


def _entries(parts: Mapping[str, bytes], book: str) -> Iterator[tuple[str, Relation]]:
    """Yield name and relation of every sheet whose part is there, in order."""
    relations = {relation.id: relation for relation in relations_of(parts, book)}
    with LibraryCall():
        root = fromstring(parts[book])
    for node in root.iter(f"{_MAIN}sheet"):
        relation = relations.get(node.get(f"{_REL}id", ""))
        if relation is not None and relation.target in parts:
            yield str(node.get("name")), relation


def _transitional(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return a workbook saved as “Strict Open XML” in the names that openpyxl knows; it finds no sheets in the others.

    ISO/IEC 29500-4, annex A: the same elements, under other names of their spaces.
    """

    def usual(match: re.Match[bytes]) -> bytes:
        name = _RENAMED.get(match[2], match[2])
        return b"http://schemas.openxmlformats.org/" + match[1] + b"/2006/" + name

    return {
        path: _STRICT.sub(usual, part) if path.endswith((".xml", ".rels")) and _STRICT_MARK in part else part
        for path, part in parts.items()
    }


def _lists(parts: Mapping[str, bytes], book: str, sheets: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the lists of relations that are left, each with its name."""
    yield _list_of(book, (r for r in relations_of(parts, book) if r.type in _OF_BOOK))
    for path in sheets:
        relations = (r for r in relations_of(parts, path) if r.type in _OF_SHEET)
        yield _list_of(path, (r for r in relations if r.type != "comments" or r.target in parts))


def _list_of(path: str, relations: Iterable[Relation]) -> tuple[str, bytes]:
    folder, name = posixpath.split(path)
    root = Element("Relationships", {"xmlns": _PACKAGE})
    for r in relations:
        marks = {"TargetMode": "External"} if r.is_outside else {}
        target = r.target if r.is_outside else f"/{r.target}"
        SubElement(root, "Relationship", {"Id": r.id, "Type": r.whole_type, "Target": target, **marks})
    return posixpath.join(folder, "_rels", f"{name}.rels"), tostring(root)


def _in_cells(parts: Mapping[str, bytes], sheets: Mapping[str, str]) -> dict[tuple[str, str], bytes]:
    pictures = rich_pictures(parts)
    if not pictures:
        return {}
    return {
        (name, cell.decode("ascii")): pictures[int(number)]
        for name, path in sheets.items()
        for cell, number in _RICH_CELL.findall(parts[path])
        if int(number) in pictures
    }


def _left_out(parts: Mapping[str, bytes], sheets: Mapping[str, str], strangers: Iterable[str]) -> Iterator[LeftOut]:
    """Yield what stays behind, by the relations of all parts, and by what sheets say of themselves.

    Args:
        parts: of the package.
        sheets: name of each sheet by its part.
        strangers: names of the other sheets.
    """
    yield from (LeftOut(Part.MACRO_SHEET, name) for name in strangers)
    for path in parts:
        if path.endswith(".rels"):
            owner = path.replace("_rels/", "").removesuffix(".rels")
            for relation in relations_of(parts, owner):
                if relation.type in _TOLD:
                    yield LeftOut(_TOLD[relation.type], sheets.get(owner, ""))
    for path, name in sheets.items():
        yield from (LeftOut(part, name) for mark, part in _SAYS if mark in parts[path])
