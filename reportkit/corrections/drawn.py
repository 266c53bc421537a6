"""Pictures and charts as openpyxl writes them, of what was read from a unit's workbook. Pure."""

import io
import re
import warnings
from collections.abc import Collection, Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement

from defusedxml.ElementTree import fromstring
from openpyxl.chart._chart import ChartBase
from openpyxl.chart.chartspace import ChartSpace
from openpyxl.chart.reader import read_chart
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor, TwoCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from PIL.Image import DecompressionBombError
from PIL.Image import open as open_picture

from reportkit.address import address, column_letters, position_of
from reportkit.corrections.admitting import Admitted
from reportkit.corrections.allowed import is_harmless
from reportkit.corrections.edited import Edited, cells_of
from reportkit.corrections.left_out import LeftOut, Part
from reportkit.files.damage import DamageError, LibraryCall
from reportkit.files.drawings import Box, Drawing, Picture, Place

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OUTSIDE = frozenset(f"{_C}{name}" for name in ("externalData", "userShapes", "printSettings", "pivotSource", "extLst"))
_LITERALS = {f"{_C}numRef": f"{_C}numLit", f"{_C}strRef": f"{_C}strLit"}
_REFERENCES = frozenset({*_LITERALS, f"{_C}multiLvlStrRef"})
_AS_THEY_ARE = frozenset({"png", "jpeg", "gif"})
_MOST_PIXELS = 50_000_000
_PIXEL = 9_525
_CHART = (5_400_000, 2_700_000)
_WIDTH, _HEIGHT = 8.43, 15.0
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383

_WPS = re.compile(r'DISPIMG\("([^"]{1,200})"', re.IGNORECASE)

Anchor = OneCellAnchor | TwoCellAnchor


def draw(edited: Edited, admitted: Admitted) -> None:
    """Draw over the sheets what was drawn there, and over cells the pictures that they held."""
    for name, drawing in admitted.drawings.items():
        if name in edited.book.sheetnames:
            draw_over(edited, name, drawing)
    for (name, place), data in (*admitted.in_cells.items(), *_wps(edited, admitted)):
        _draw_in_cell(edited, name, place, data)


def draw_over(edited: Edited, name: str, drawing: Drawing) -> None:
    """Draw over a sheet what can be drawn; the rest stands in `Edited.left_out`."""
    sheets = frozenset(sheet.casefold() for sheet in edited.book.sheetnames)
    charts = [chart_of(xml, box, sheets) for xml, box in drawing.charts]
    for chart in charts:
        if chart is not None:
            edited.add_chart(name, chart)
    if name in {sheet.title for sheet in edited.book.worksheets}:
        edited.left_out += _pictures(edited, name, drawing.pictures)
    elif name not in edited.charts:  # a sheet of a chart without one cannot be written
        edited.book.remove(edited.book[name])
    if None in charts or drawing.lost_charts:
        edited.left_out.append(LeftOut(Part.CHART, name))
    edited.left_out += _words(name, drawing)


def _words(sheet: str, drawing: Drawing) -> Iterator[LeftOut]:
    """Yield what is drawn over a sheet and cannot be carried: shapes with their words, pictures that are missing."""
    yield from (LeftOut(Part.TEXT_BOX, sheet, text=text) for text in drawing.texts)
    if drawing.shapes:
        yield LeftOut(Part.SHAPE, sheet)
    if drawing.lost:
        yield LeftOut(Part.PICTURE, sheet)


def _pictures(edited: Edited, sheet: str, pictures: Iterable[Picture]) -> Iterator[LeftOut]:
    """Draw pictures over a sheet; yield those that cannot be."""
    for picture in pictures:
        image = image_of(picture)
        if image is None:
            start = picture.box.start
            yield LeftOut(Part.PICTURE, sheet, (address(start.row, start.column),))
        else:
            edited.add_image(sheet, image)


def _wps(edited: Edited, admitted: Admitted) -> Iterator[tuple[tuple[str, str], bytes]]:
    """Yield the pictures that formulas of WPS name, by the cells of the formulas."""
    for sheet in edited.book.worksheets if admitted.wps else ():
        for cell in cells_of(sheet):
            named = _WPS.search(cell.value) if cell.data_type == "f" and isinstance(cell.value, str) else None
            if named is not None and named[1] in admitted.wps:
                yield (sheet.title, cell.coordinate), admitted.wps[named[1]]


def _draw_in_cell(edited: Edited, sheet: str, cell: str, data: bytes) -> None:
    """Draw a picture over the cell that held it, as large as the cell allows."""
    row, column = position_of(cell) or (0, 0)
    image = image_of(Picture(data, Box(Place(row, column))))
    if image is None:
        edited.left_out.append(LeftOut(Part.PICTURE, sheet, (cell,)))
        return
    page = edited.book[sheet]
    wide = (page.column_dimensions[column_letters(column)].width or _WIDTH) * 7 + 5
    tall = (page.row_dimensions[row + 1].height or _HEIGHT) * 4 / 3
    scale = min(wide / image.width, tall / image.height, 1.0) * _PIXEL
    image.anchor = anchor_of(Box(Place(row, column)), (int(image.width * scale), int(image.height * scale)))
    edited.add_image(sheet, image)
    page[cell].value = None
    edited.cached.pop((sheet, cell), None)


def image_of(picture: Picture) -> Image | None:
    """Return a picture for a sheet, None where it is damaged, too large, or of a kind that not every program shows."""
    if not picture.kind:
        return None
    try:
        with LibraryCall(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is large: its size is looked at below
            image = Image(io.BytesIO(picture.data if picture.kind in _AS_THEY_ARE else _as_png(picture.data)))
    except (DamageError, DecompressionBombError):
        return None
    if not image.width or not image.height:
        return None
    image.anchor = anchor_of(picture.box, (image.width * _PIXEL, image.height * _PIXEL))
    return image


def _as_png(data: bytes) -> bytes:
    """Return a picture of an old kind as a PNG; nothing where it is too large to be laid out."""
    stream = io.BytesIO()
    with open_picture(io.BytesIO(data)) as picture:
        if picture.width * picture.height <= _MOST_PIXELS:
            picture.convert("RGB").save(stream, "PNG")
    return stream.getvalue()


def anchor_of(box: Box, size: tuple[int, int]) -> Anchor:
    """Return where something is drawn, for openpyxl.

    Args:
        box: where it was.
        size: its own, in EMU, where the box says none.
    """
    if box.end is not None and (box.end.row, box.end.column) >= (box.start.row, box.start.column):
        return TwoCellAnchor(editAs="oneCell", _from=_marker(box.start), to=_marker(box.end))
    wide, tall = box.size if box.size is not None and all(box.size) else size
    return OneCellAnchor(_from=_marker(box.start), ext=XDRPositiveSize2D(wide, tall))


def _marker(place: Place) -> AnchorMarker:
    row, column = min(place.row, _LAST_ROW), min(place.column, _LAST_COLUMN)
    return AnchorMarker(col=column, colOff=place.right, row=row, rowOff=place.down)


def chart_of(xml: bytes, box: Box, sheets: Collection[str]) -> ChartBase | None:
    """Return a chart for a sheet, None where openpyxl does not know it; of what lies elsewhere it keeps the values.

    Args:
        xml: its part.
        box: where it is drawn.
        sheets: names of the workbook's sheets, folded by `casefold`.
    """
    try:
        with LibraryCall():
            root = fromstring(xml)
        _clean(root, sheets)
        with LibraryCall(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            chart: ChartBase = read_chart(ChartSpace.from_tree(root))  # type: ignore[no-untyped-call, arg-type]
    except DamageError:
        return None
    chart.anchor = anchor_of(box, _CHART)  # type: ignore[assignment]  # its stubs know only the address of a cell
    return chart


def _clean(root: Element, sheets: Collection[str]) -> None:
    """Take from a chart what leads out of it, and make of references to other workbooks the values that were shown."""
    titles = [text for title in root.iter(f"{_C}title") for text in title.findall(f"{_C}tx")]
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in _OUTSIDE or any(key.startswith(_R) for key in child.attrib):
                parent.remove(child)
            elif child.tag in _REFERENCES and not is_harmless(child.findtext(f"{_C}f") or "", sheets):
                place = list(parent).index(child)
                parent.remove(child)
                if child.tag in _LITERALS:  # of several levels of names there are no literals: the chart is given up
                    parent.insert(place, _literal(child, parent, is_title=parent in titles))


def _literal(reference: Element, parent: Element, *, is_title: bool) -> Element:
    """Return the saved values of a reference, as they stand where it stood."""
    found = (reference.find(f"{_C}{name}") for name in ("numCache", "strCache"))
    cache = next((item for item in found if item is not None), Element("none"))
    if parent.tag != f"{_C}tx":
        literal = Element(_LITERALS[reference.tag])
        literal.extend(list(cache))
        return literal
    words = cache.findtext(f"{_C}pt/{_C}v") or ""
    literal = Element(f"{_C}rich" if is_title else f"{_C}v")
    if is_title:
        SubElement(literal, f"{_A}bodyPr")
        SubElement(SubElement(SubElement(literal, f"{_A}p"), f"{_A}r"), f"{_A}t").text = words
    else:
        literal.text = words
    return literal
