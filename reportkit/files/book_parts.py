"""What an Office Open XML workbook says of itself: its sheets and their parts, names, properties. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar, cast

from reportkit.diagnostics import Code
from reportkit.files.part_names import resolved
from reportkit.files.refusal import RefusalError
from reportkit.files.xml_events import XmlError, attribute_of, parse_xml
from reportkit.language.words import Words

T = TypeVar("T")

_REMEMBERED = 20_000
_LINK_TWICE = Words("one link to two parts", "一个链接指向两个部分")


@dataclass(frozen=True, slots=True)
class BookParts:
    """What the workbook's own part says.

    Attributes:
        sheets: (name, part of the container) in order.
        names: defined names that stand for the whole workbook, with their formulas.
        properties: custom document properties.
        date1904: True where days are counted from 1904.
        modified: when it was last saved, as its document properties say it, "" where they do not.
        hidden: names of the sheets that are hidden.
    """

    sheets: tuple[tuple[str, str], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    date1904: bool = False
    modified: str = ""
    hidden: frozenset[str] = frozenset()


def read_book(parts: Mapping[str, bytes]) -> BookParts:
    """Read names, properties and the order of the sheets of an Office Open XML workbook.

    Raises:
        XmlError: a part is damaged or carries a DTD.
    """
    by_name = {name.lower().lstrip("/"): name for name in parts}
    sheets: list[dict[str, str]] = []
    names: dict[str, str] = {}
    open_name: list[str] = []
    flags: dict[str, str] = {}
    targets = relations(parts.get(by_name.get("xl/_rels/workbook.xml.rels", ""), b""))

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            sheets.append(attributes)
        elif name == "definedName" and "localSheetId" not in attributes:
            open_name.append(attributes.get("name", ""))
            names[open_name[0]] = ""
        elif name == "workbookPr":
            flags["1904"] = attributes.get("date1904", "0")

    def end(name: str) -> None:
        if name == "definedName":
            open_name.clear()

    def text(text: str) -> None:
        if open_name:
            names[open_name[0]] += text

    workbook = parts.get(by_name.get("xl/workbook.xml", ""), b"")
    if workbook:
        parse_xml(workbook, start, end, text)
    properties = _properties(parts.get(by_name.get("docprops/custom.xml", ""), b""), "property", "name")
    core = _properties(parts.get(by_name.get("docprops/core.xml", ""), b""), "modified", None)
    is_1904 = flags.get("1904") in ("1", "true")
    placed = tuple(_placed(sheet, targets, by_name) for sheet in sheets)
    return BookParts(placed, names, properties, is_1904, core.get("modified", ""), _hidden(sheets))


def _hidden(sheets: list[dict[str, str]]) -> frozenset[str]:
    return frozenset(sheet.get("name", "") for sheet in sheets if sheet.get("state", "visible") != "visible")


def _placed(sheet: Mapping[str, str], targets: Mapping[str, str], by_name: Mapping[str, str]) -> tuple[str, str]:
    """Return the name of a sheet and its part, by the relation it names."""
    target = targets.get(attribute_of(sheet, "id"), "")
    path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return sheet.get("name", ""), by_name.get(path.lower(), path)


def main_parts(relations: bytes) -> tuple[str, ...]:
    """Return where the document's own part stands, in small letters, as `_rels/.rels` says it; none where it does not.

    Raises:
        XmlError: the part is damaged or carries a DTD.
    """
    return _remembered(_main_parts, relations)


def _main_parts(relations: bytes) -> tuple[str, ...]:
    found: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
            found.append(resolved(attributes.get("Target", "")))

    parse_xml(relations, start)
    return tuple(found)


def _remembered(read: Callable[[bytes], T], xml: bytes) -> T:
    """Return what is read of a part; of a small one, which returns saved by one program share to the byte, read once.

    By a profile that is the fiftieth part of what a return takes.
    """
    return cast("T", _read_once(read, xml)) if len(xml) < _REMEMBERED else read(xml)


@lru_cache(maxsize=64)
def _read_once(read: Callable[[bytes], object], xml: bytes) -> object:
    return read(xml)


def relations(xml: bytes) -> dict[str, str]:
    """Return the part that each relation leads to, by the relation's name.

    Raises:
        XmlError: the list is damaged or carries a DTD.
    """
    return {name: target for name, (_, target) in typed_relations(xml).items()}


def typed_relations(xml: bytes) -> dict[str, tuple[str, str]]:
    """Return the last word of its type and the part that each relation leads to, by the relation's name.

    Raises:
        XmlError: the list is damaged or carries a DTD.
        RefusalError: one name leads to two parts, of which each reader takes another.
    """
    return dict(_remembered(_typed_relations, xml)) if xml else {}


def _typed_relations(xml: bytes) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            link = kind, attributes.get("Target", "")
            if found.setdefault(attributes.get("Id", ""), link) != link:
                raise RefusalError(Code.F09, what=_LINK_TWICE)

    parse_xml(xml, start)
    return found


def sheet_relations(workbook: bytes) -> tuple[tuple[str, str], ...]:
    """Return name and relation of each sheet as the workbook's own part has them, in order.

    Raises:
        XmlError: the part is damaged or carries a DTD.
    """
    found: list[tuple[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            found.append((attributes.get("name", ""), attribute_of(attributes, "id")))

    parse_xml(workbook, start)
    return tuple(found)


def _properties(xml: bytes, element: str, key: str | None) -> dict[str, str]:
    """Return document properties; damaged ones are none, as no cell depends on them."""
    try:
        return _texts(xml, element, key)
    except XmlError as error:
        if error.dtd:
            raise
        return {}


def _texts(xml: bytes, element: str, key: str | None) -> dict[str, str]:
    """Return the text inside each `element`, by its attribute `key` or by its own name."""
    found: dict[str, str] = {}
    inside: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == element:
            inside.append(attributes.get(key, "") if key else name)
            found[inside[-1]] = ""

    def end(name: str) -> None:
        if name == element:
            inside.clear()

    def text(text: str) -> None:
        if inside:
            found[inside[-1]] += text

    if xml:
        parse_xml(xml, start, end, text)
    return found
