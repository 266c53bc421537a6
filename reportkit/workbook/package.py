"""The package of a workbook: what XlsxWriter has written, to be put together by our own packer."""

from collections.abc import Callable, Mapping
from io import StringIO
from types import MappingProxyType
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager

_STYLES = "xl/styles.xml"
_MOST = 32
_lists_of_styles: dict[object, str] = {}
"""Parts that list the styles of a workbook, by what they list: forms of a round have the same."""


class PackedWorkbook(Workbook):
    """XlsxWriter's workbook, whose parts are handed to us instead of being packed.

    Attributes:
        parts: the parts of its package by name, once it is closed.
    """

    parts: Mapping[str, bytes] = MappingProxyType({})

    def with_format(self, item: Format) -> Format:
        """Make a format one of this workbook's and return it."""
        item.xf_format_indices, item.dxf_format_indices = self.xf_format_indices, self.dxf_format_indices
        self.formats.append(item)
        return item

    def list_of_styles(self) -> object:
        """Return what the part that lists the styles is made of."""
        return tuple(self.xf_format_indices), tuple(self.dxf_format_indices), self.has_comments

    def prepare_styles(self) -> None:
        """Number fonts, fills, borders and number formats, as the part that lists the styles needs it."""
        super()._prepare_format_properties()

    def _prepare_format_properties(self) -> None:
        self._prepare_formats()

    def _get_packager(self) -> Packager:
        return Parts()


class Parts(Packager):
    """Hands the parts of a workbook over, and leaves nothing to be packed by XlsxWriter."""

    def _create_package(self) -> list[Any]:
        book: Any = self.workbook
        create: Callable[[], list[Any]] = super()._create_package
        written = ((name, stream.getvalue()) for stream, name, _ in create())
        book.parts = {name: part.encode() if isinstance(part, str) else part for name, part in written}
        return []

    def _write_styles_file(self) -> None:
        book: Any = self.workbook
        key = book.list_of_styles()
        if key not in _lists_of_styles:
            book.prepare_styles()
            super()._write_styles_file()
            _remember(key, self.filenames.pop()[0].getvalue())
        self.filenames.append((StringIO(_lists_of_styles[key]), _STYLES, False))


def _remember(key: object, part: str) -> None:
    if len(_lists_of_styles) >= _MOST:
        _lists_of_styles.clear()
    _lists_of_styles[key] = part
