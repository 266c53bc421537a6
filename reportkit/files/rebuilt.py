"""Honest workbooks that python-calamine stumbles over, written again so that it can read them. Pure.

Excel opens workbooks whose own part stands at an unusual place, that list a macro module without a part among their
sheets, or whose parts are UTF-16 (Excel for telephones); LibreOffice opens an OpenDocument with line breaks between
its cells (Gnumeric). To call these damaged would be untrue. Only what a reader of values needs is written.
"""

import re
from collections.abc import Iterator, Mapping

from reportkit.files.book_parts import BookParts
from reportkit.files.part_names import resolved

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ERROR_CELL = re.compile(
    rb"(<(?:\w+:)?c\s[^>]{0,200}?\bt=[\"']e[\"'][^>]{0,200}>(?:<(?:\w+:)?f\b[^>]{0,400}>(?:[^<]*</(?:\w+:)?f>)?)?<(?:\w+:)?v>)"
    rb"[^<]+"
)
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension(?:[\s/][^<>]*)?>(?:</(?:\w+:)?dimension\s*>)?")
_MARK = re.compile(rb"<!--|<!\[CDATA\[")
_MARK_ENDS = {b"<!--": b"-->", b"<![CDATA[": b"]]>"}
_FROM_ROOT = re.compile(rb"(?P<before>\bTarget\s{0,9}=\s{0,9}(?P<quote>[\"']))(?P<target>/[^\"'<>]{0,400})(?P=quote)")
_GAP = re.compile(rb">\s+<(?=/?(?:table|office):|text:p\b)")


def at_home(parts: Mapping[str, bytes], main: str) -> dict[str, bytes]:
    """Return parts with the workbook's own part `main`, and all that stands beside it, where Excel puts them."""
    folder = main[: main.rfind("/") + 1]
    moved = {f"xl/{path.removeprefix(folder)}": part for path, part in parts.items() if path.startswith(folder)}
    name = main.rpartition("/")[2]
    for path, home in ((f"xl/{name}", "xl/workbook.xml"), (f"xl/_rels/{name}.rels", "xl/_rels/workbook.xml.rels")):
        if path in moved:
            moved[home] = moved.pop(path)
    links = "xl/_rels/workbook.xml.rels"
    if links in moved:
        moved[links] = _FROM_ROOT.sub(lambda match: _led_home(match, folder), moved[links])
    return {**{path: part for path, part in parts.items() if path.lower().startswith("docprops/")}, **moved}


def _led_home(match: re.Match[bytes], folder: str) -> bytes:
    """Return a target that is named from the root as it is named where Excel puts it, if it stands in a folder."""
    target = resolved(match["target"].decode(errors="surrogateescape"))
    if not target.startswith(folder.lower()):
        return match[0]
    return match["before"] + f"/xl/{target[len(folder) :]}".encode(errors="surrogateescape") + match["quote"]


def outer_parts() -> dict[str, bytes]:
    """Return what lies around a workbook whose own part stands where Excel puts it."""
    types = f'<Types xmlns="{_PACKAGE}/content-types"/>'
    return {
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": _links(_link("r1", "officeDocument", "xl/workbook.xml")).encode(),
    }


def _tables(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the tables that all sheets share, and where each lies."""
    for kind in ("sharedStrings", "styles"):
        path = next((path for path in parts if path.lower() == f"xl/{kind.lower()}.xml"), None)
        if path is not None:
            yield kind, path


def with_known_errors(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return parts in which the reader finds nothing that it does not know.

    An error that is younger than it (#SPILL!, #CALC!) is one it knows; what a sheet says of its own size, which may be
    nothing that it understands, is left out.
    """
    return {path: _known(part) if _is_sheet(path) else part for path, part in parts.items()}


def _known(sheet: bytes) -> bytes:
    head, mark, rest = sheet.partition(b"sheetData")
    return _DIMENSION.sub(b"", head) + _ERROR_CELL.sub(rb"\1#VALUE!", mark + rest)


def _is_sheet(path: str) -> bool:
    return path.lower().startswith("xl/worksheets/") and path.lower().endswith(".xml")


def plain_book(parts: Mapping[str, bytes], book: BookParts) -> dict[str, bytes]:
    """Return the parts of a workbook with nothing but those of its sheets that have cells; none where none has."""
    sheets = [(name, path) for name, path in book.sheets if b"worksheet" in parts.get(path, b"")[:2000]]
    if not sheets:
        return {}
    entries = "".join(
        f'<sheet name="{escaped(name)}" sheetId="{n}" r:id="r{n}"{_state(name, book)}/>'
        for n, (name, _) in enumerate(sheets, start=1)
    )
    links = "".join(_link(f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1))
    written = {f"xl/worksheets/sheet{n}.xml": parts[path] for n, (_, path) in enumerate(sheets, start=1)}
    for kind, path in _tables(parts):
        written[f"xl/{kind}.xml"] = parts[path]
        links += _link(f"r{len(written) + len(sheets)}", kind, f"{kind}.xml")
    sheets_of = f'<workbookPr date1904="{int(book.date1904)}"/><sheets>{entries}</sheets>'
    own = {
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{sheets_of}</workbook>',
        "xl/_rels/workbook.xml.rels": _links(links),
    }
    return {**outer_parts(), **{path: text.encode() for path, text in own.items()}, **written}


def links_to(found: Mapping[str, tuple[str, str]]) -> bytes:
    """Return a list of relations: the last word of its type and the part that each leads to, by the relation's name."""
    return _links("".join(_link(escaped(name), kind, escaped(part)) for name, (kind, part) in found.items())).encode()


def _state(name: str, book: BookParts) -> str:
    return ' state="hidden"' if name in book.hidden else ""


def _link(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _links(links: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def escaped(text: str) -> str:
    """Return a text as it stands in XML, in an attribute or between tags."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#9;")


def without_gaps(content: bytes) -> bytes:
    """Return the content of an OpenDocument without the white space between its rows and cells."""
    return _GAP.sub(b"><", content)


def without_marks(content: bytes) -> bytes:
    """Return well-formed XML in which raw text (CDATA), of which the reader gives nothing, is written as any other.

    Comments go, too: what looks like raw text inside of one is none.
    """
    if b"<![CDATA[" not in content:
        return content
    out: list[bytes] = []
    place = 0
    while match := _MARK.search(content, place):
        end = content.find(_MARK_ENDS[match[0]], match.end())
        if end < 0:
            break
        out.append(content[place : match.start()])
        if match[0] == b"<![CDATA[":
            out.append(escaped(content[match.end() : end].decode("utf-8", "replace")).encode())
        place = end + len(_MARK_ENDS[match[0]])
    return b"".join((*out, content[place:]))
