"""What is drawn over the cells of an Office Open XML workbook, or a binary one: pictures, charts, texts. Pure.

The parts of drawings are XML whatever the workbook is (ECMA-376 part 1, 20.5). Pictures inside of cells are read too,
as Excel keeps them ([MS-XLSX] 2.3.12, rich values) and as WPS does (a part `cellimages.xml`).
"""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from reportkit.files.damage import DamageError, LibraryCall

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RICH = "{http://schemas.microsoft.com/office/spreadsheetml/2017/richdata}"
_STARTS = {
    b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif", b"BM": "bmp", b"II*\0": "tiff",
    b"MM\0*": "tiff",
}  # fmt: skip
_MOST = 500
"""Things drawn on one sheet; what comes behind is named, not carried."""
_ANCHORS = {f"{_XDR}{name}" for name in ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")}


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a part.

    Attributes:
        id: by which the part names it.
        type: last word of its type, such as `image`.
        target: the part it leads to, or an address outside.
        is_outside: True for such an address.
        whole_type: its type as it stands there.
    """

    id: str
    type: str
    target: str
    is_outside: bool
    whole_type: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is drawn: a cell from 0, and how far from its corner, in EMU (914,400 an inch)."""

    row: int = 0
    column: int = 0
    down: int = 0
    right: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """Where something is drawn and how large: by its end or by its size in EMU."""

    start: Place = Place()
    end: Place | None = None
    size: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, and where it is drawn."""

    data: bytes
    box: Box

    @property
    def kind(self) -> str:
        """What it is, of what every program shows; "" for anything else, such as a metafile."""
        return picture_kind(self.data)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn over a sheet.

    Attributes:
        pictures: in their order.
        charts: the XML of each chart, and where it is.
        texts: of shapes.
        shapes: how many shapes without a text there are.
        lost: pictures whose part is missing, and what is beyond the most that is read.
        lost_charts: charts that no program but the one that wrote them can draw.
    """

    pictures: tuple[Picture, ...] = ()
    charts: tuple[tuple[bytes, Box], ...] = ()
    texts: tuple[str, ...] = ()
    shapes: int = 0
    lost: int = 0
    lost_charts: int = 0


def picture_kind(data: bytes) -> str:
    """Return what a picture is by its first bytes, "" for what not every program shows."""
    return next((kind for start, kind in _STARTS.items() if data.startswith(start)), "")


def relations_of(parts: Mapping[str, bytes], path: str) -> tuple[Relation, ...]:
    """Return the relations of a part; of a damaged list none."""
    folder, name = posixpath.split(path)
    xml = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    root = _tree(xml) if xml is not None else None
    return tuple(_relation(node, folder) for node in root) if root is not None else ()


def _relation(node: Element, folder: str) -> Relation:
    target, whole = node.get("Target", ""), node.get("Type", "")
    is_outside = node.get("TargetMode") == "External"
    if not is_outside:
        target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    return Relation(node.get("Id", ""), whole.rpartition("/")[2], target, is_outside, whole)


def _tree(xml: bytes) -> Element | None:
    """Return a part as a tree, None where it is damaged: nothing that is asked for depends on it."""
    try:
        with LibraryCall():
            root: Element = fromstring(xml)
    except DamageError:
        return None
    return root


def read_drawing(parts: Mapping[str, bytes], sheet: str) -> Drawing:
    """Return what is drawn over the sheet of that part; nothing where its drawing is damaged.

    Args:
        parts: of the package.
        sheet: the sheet's part.
    """
    path = next((r.target for r in relations_of(parts, sheet) if r.type == "drawing"), "")
    root = _tree(parts[path]) if path in parts else None
    if root is None:
        return Drawing(lost=int(bool(path)))
    targets = {r.id: r.target for r in relations_of(parts, path) if not r.is_outside}
    reader = _Reader(parts, targets)
    for number, node in enumerate(anchor for anchor in root if anchor.tag in _ANCHORS):
        if number < _MOST:
            reader.take(node)
        else:
            reader.lost += 1
    return Drawing(tuple(reader.pictures), tuple(reader.charts), tuple(reader.texts), reader.shapes, reader.lost)


class _Reader:
    """Takes in what is anchored on a sheet."""

    def __init__(self, parts: Mapping[str, bytes], targets: Mapping[str, str]) -> None:
        self._parts, self._targets = parts, targets
        self.pictures: list[Picture] = []
        self.charts: list[tuple[bytes, Box]] = []
        self.texts: list[str] = []
        self.shapes = self.lost = 0

    def take(self, anchor: Element) -> None:
        box = _box(anchor)
        for picture in anchor.findall(f"{_XDR}pic"):
            self._take_picture(picture, box)
        for group in anchor.findall(f"{_XDR}grpSp"):
            for picture in group.iter(f"{_XDR}pic"):
                self._take_picture(picture, Box(box.start, None, _own_size(picture)))
        for chart in anchor.iter(f"{_C}chart"):
            self._take_chart(chart.get(f"{_R}id", ""), box)
        for shape in anchor.iter(f"{_XDR}sp"):
            self._take_shape(shape)
        # Lines between shapes, diagrams, and charts of kinds that came later.
        self.shapes += sum(1 for _ in anchor.iter(f"{_XDR}cxnSp")) + sum(
            1 for frame in anchor.iter(f"{_XDR}graphicFrame") if frame.find(f".//{_C}chart") is None
        )

    def _take_picture(self, node: Element, box: Box) -> None:
        blip = node.find(f".//{_A}blip")
        data = self._parts.get(self._targets.get(blip.get(f"{_R}embed", ""), "")) if blip is not None else None
        if data is None:
            self.lost += 1
            return
        self.pictures.append(Picture(data, box))

    def _take_chart(self, relation: str, box: Box) -> None:
        xml = self._parts.get(self._targets.get(relation, ""))
        if xml is None:
            self.lost += 1
        else:
            self.charts.append((xml, box))

    def _take_shape(self, node: Element) -> None:
        lines = ["".join(t.text or "" for t in p.iter(f"{_A}t")) for p in node.iter(f"{_A}p")]
        text = "\n".join(lines).strip()
        if text:
            self.texts.append(text)
        else:
            self.shapes += 1


def _own_size(picture: Element) -> tuple[int, int] | None:
    size = picture.find(f"{_XDR}spPr/{_A}xfrm/{_A}ext")
    return (_number(size.get("cx")), _number(size.get("cy"))) if size is not None else None


def _box(anchor: Element) -> Box:
    start, end, size = (anchor.find(f"{_XDR}{name}") for name in ("from", "to", "ext"))
    extent = (_number(size.get("cx")), _number(size.get("cy"))) if size is not None else None
    return Box(_place(start), _place(end) if end is not None else None, extent)


def _place(node: Element | None) -> Place:
    if node is None:
        return Place()
    return Place(*(_number(node.findtext(f"{_XDR}{name}")) for name in ("row", "col", "rowOff", "colOff")))


def _number(text: str | None) -> int:
    """Return a length or a count; what is none, or beyond any sheet, is nought."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


# Pictures inside of cells ------------------------------------------------------------------------------------


def wps_pictures(parts: Mapping[str, bytes], book: str) -> dict[str, bytes]:
    """Return the pictures that WPS keeps for `DISPIMG("ID")` by that ID.

    Args:
        parts: of the package.
        book: the workbook's own part.
    """
    found: dict[str, bytes] = {}
    for path in (r.target for r in relations_of(parts, book) if r.type == "cellImage" and r.target in parts):
        root = _tree(parts[path])
        targets = {r.id: r.target for r in relations_of(parts, path)}
        for picture in root.iter(f"{_XDR}pic") if root is not None else ():
            name, blip = picture.find(f".//{_XDR}cNvPr"), picture.find(f".//{_A}blip")
            data = parts.get(targets.get(blip.get(f"{_R}embed", ""), "")) if blip is not None else None
            if name is not None and data is not None:
                found[name.get("name", "")] = data
    return found


def rich_pictures(parts: Mapping[str, bytes]) -> dict[int, bytes]:
    """Return the pictures that Excel keeps inside of cells by the number in a cell's attribute `vm`."""
    metadata, values = (_tree(parts.get(path, b"")) for path in ("xl/metadata.xml", "xl/richData/rdrichvalue.xml"))
    if metadata is None or values is None:
        return {}
    data = dict(enumerate(_related(parts)))
    first = dict(enumerate(_number(node.findtext(f"{_RICH}v")) for node in values))
    places = dict(enumerate(_number(node.get("i")) for node in metadata.iter(f"{_RICH}rvb")))
    cells = [_number(node.get("v")) for node in metadata.findall(f"{_X}valueMetadata/{_X}bk/{_X}rc")]
    shown = ((number, first.get(places.get(cell, -1), -1)) for number, cell in enumerate(cells, 1))
    return {number: data[at] for number, at in shown if data.get(at)}


def _related(parts: Mapping[str, bytes]) -> Iterator[bytes]:
    """Yield the pictures of rich values in their order, b"" for one that is missing."""
    path = "xl/richData/richValueRel.xml"
    root = _tree(parts.get(path, b""))
    targets = {r.id: r.target for r in relations_of(parts, path)}
    for node in root if root is not None else ():
        yield parts.get(targets.get(node.get(f"{_R}id", ""), ""), b"")
