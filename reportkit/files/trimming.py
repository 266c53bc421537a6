"""XML written again without what a reader takes room for: cells beyond the limits, false counts. Pure."""

from reportkit.address import position_of
from reportkit.files.limits import Limits
from reportkit.files.rebuilt import escaped
from reportkit.files.xml_events import EnoughError, as_count, parse_xml


def without_far(xml: bytes, limits: Limits, *, is_cut: bool) -> bytes:
    """Return a sheet's XML without far cells; `is_cut` ends it at the first far row.

    Raises:
        XmlError: the XML is damaged.
    """
    trimmer = _Trimmer(limits, is_cut=is_cut)
    try:
        parse_xml(xml, trimmer.start, trimmer.end, trimmer.text)
    except EnoughError:
        trimmer.out.extend(f"</{name}>" for name in reversed(trimmer.open))
    return "".join(trimmer.out).encode("utf-8")


def without_counts(xml: bytes) -> bytes:
    """Return a table of texts that claims no number of them.

    Raises:
        XmlError: the XML is damaged.
    """
    trimmer = _Trimmer(without=frozenset({"count", "uniqueCount"}))
    parse_xml(xml, trimmer.start, trimmer.end, trimmer.text)
    return "".join(trimmer.out).encode("utf-8")


class _Trimmer:
    """Writes elements as a parser meets them.

    Args:
        limits: beyond which rows and cells are left out; None where all stay.
        is_cut: True to end at the first far row.
        without: attributes that are left out.
    """

    def __init__(
        self, limits: Limits | None = None, *, is_cut: bool = False, without: frozenset[str] = frozenset()
    ) -> None:
        self.limits = limits
        self.is_cut = is_cut
        self.without = without
        self.out: list[str] = ["<?xml version='1.0' encoding='UTF-8'?>"]
        self.open: list[str] = []
        self.row = -1
        self.column = -1
        self.skipping = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        is_far = self._is_far(name, attributes)
        if is_far and self.is_cut and name == "row":
            raise EnoughError
        if is_far or self.skipping:
            self.skipping += 1
            return
        self.open.append(name)
        marks = "".join(f' {key}="{escaped(value)}"' for key, value in attributes.items() if key not in self.without)
        self.out.append(f"<{name}{marks}>")

    def _is_far(self, name: str, attributes: dict[str, str]) -> bool:
        """Tell whether a row or a cell lies beyond the limits; one without an address follows the one before."""
        if self.limits is None:
            return False
        if name == "row":
            self.row, self.column = as_count(attributes.get("r"), self.row + 2) - 1, -1
            return self.row >= self.limits.rows
        if name != "c":
            return False
        self.row, self.column = position_of(attributes.get("r", "")) or (self.row, self.column + 1)
        return self.row >= self.limits.rows or self.column >= self.limits.columns

    def end(self, name: str) -> None:
        if self.skipping:
            self.skipping -= 1
            return
        self.open.pop()
        self.out.append(f"</{name}>")

    def text(self, text: str) -> None:
        if not self.skipping:
            self.out.append(escaped(text))
