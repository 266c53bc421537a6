"""Number formats of the cell styles of an Office Open XML workbook. Pure."""

from functools import lru_cache

from reportkit.files.number_formats import number_format
from reportkit.files.xml_events import as_count, parse_xml

_REMEMBERED = 100_000


def read_styles(xml: bytes) -> tuple[str, ...]:
    """Return the number format of each cell style of `styles.xml`, "" for General.

    Returns that were saved by the same program share this part to the byte, so a small one is remembered.

    Raises:
        XmlError: the XML is damaged or carries a DTD.
    """
    return _remembered_styles(xml) if len(xml) < _REMEMBERED else _read_styles(xml)


@lru_cache(maxsize=16)
def _remembered_styles(xml: bytes) -> tuple[str, ...]:
    return _read_styles(xml)


def _read_styles(xml: bytes) -> tuple[str, ...]:
    custom: dict[int, str] = {}
    styles: list[str] = []
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if name == "numFmt":
            custom[as_count(attributes.get("numFmtId"), -1)] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            styles.append(number_format(as_count(attributes.get("numFmtId"), 0), custom))

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and name != "cellXfs"

    parse_xml(xml, start, end)
    return tuple(styles)
