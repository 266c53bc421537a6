"""Containers made by hand, good and hostile, for the tests of reading."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NONE, _END, _SHORT = 0xFFFFFFFF, 0xFFFFFFFE, 4096
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def sheet_xml(rows: str, more: str = "") -> str:
    """Return a sheet's XML around its rows."""
    return f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{more}</worksheet>'


def xlsx_parts(rows: str = "", more: str = "", sheets: int = 1) -> dict[str, str | bytes]:
    """Return the parts of a small workbook whose first sheet has `rows` of XML."""
    numbers = range(1, sheets + 1)
    names = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{links}</Relationships>',
    }
    for n in numbers:
        parts[f"xl/worksheets/sheet{n}.xml"] = sheet_xml(rows if n == 1 else "", more if n == 1 else "")
    return parts


def xlsx(rows: str = "", parts: Mapping[str, str | bytes] = MappingProxyType({})) -> bytes:
    """Return a small workbook whose first sheet has `rows` of XML, with further or other parts."""
    return zipped({**xlsx_parts(rows), **parts})


def cell(address: str, value: str) -> str:
    """Return one row of XML with one number in it."""
    row = "".join(c for c in address if c.isdigit())
    return f'<row r="{row}"><c r="{address}"><v>{value}</v></c></row>'


def ole(streams: Sequence[tuple[str, bytes]]) -> bytes:
    """Return a compound file of streams, each in sectors of its own (cutoff 0), one hanging from the other."""
    size = 512
    table: list[int] = []
    body = b""
    entries = [_Entry("Root Entry", 5, child=1 if streams else _NONE).written()]
    for number, (name, content) in enumerate(streams, start=1):
        count = max(1, -(-len(content) // size))
        first = len(table) + 2
        table += [*range(first + 1, first + count), 0xFFFFFFFE]
        body += content.ljust(count * size, b"\0")
        right = number + 1 if number < len(streams) else _NONE
        entries.append(_Entry(name, 2, content, right, start=first).written())
    directory = b"".join(entries).ljust(-(-len(entries) * 128 // size) * size, b"\0")
    n_directory = len(directory) // size
    first_directory = len(table) + 2
    # Sector 0 is the table, sector 1 is left empty; streams follow, then the directory.
    full = [0xFFFFFFFD, 0xFFFFFFFF, *table, *range(first_directory + 1, first_directory + n_directory), 0xFFFFFFFE]
    full += [0xFFFFFFFF] * (size // 4 - len(full))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header = header.ljust(44, b"\0")
    header += struct.pack("<8I", 1, first_directory, 0, 0, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return header + struct.pack(f"<{size // 4}I", *full) + b"\0" * size + body + directory


Storage = dict[str, "Storage | bytes"]
"""Streams and storages of a compound file by their names."""


@dataclass
class _Entry:
    """An entry of the directory of a compound file."""

    name: str
    kind: int
    content: bytes = b""
    right: int = _NONE
    child: int = _NONE
    start: int = _END

    def written(self) -> bytes:
        text = self.name.encode("utf-16-le") + b"\0\0"
        entry = text.ljust(64, b"\0") + struct.pack("<HBB3I", len(text), self.kind, 1, _NONE, self.right, self.child)
        return entry.ljust(116, b"\0") + struct.pack("<IQ", self.start, len(self.content))


def compound(storage: Storage, *, shift: int = 9) -> bytes:
    """Return a compound file of storages as Outlook writes it ([MS-CFB]).

    Short streams lie in a stream of their own, siblings hang from one another in their order, and sectors have 512
    bytes or (`shift` 12) 4,096.
    """
    entries: list[_Entry] = []
    _enter(entries, "Root Entry", storage, 5)
    short = [entry for entry in entries if 0 < len(entry.content) < _SHORT]
    small_table, small = _laid([entry.content for entry in short], 64)
    for entry, start in zip(short, small_table.starts, strict=True):
        entry.start = start
    entries[0].content = small
    long = [entry for entry in entries if len(entry.content) >= _SHORT or entry.kind == 5]
    size = 1 << shift
    links = struct.pack(f"<{len(small_table.links)}I", *small_table.links)
    contents = [entry.content for entry in long] + [links, b"\0" * 128 * len(entries)]
    table, _ = _laid(contents, size)
    for entry, start in zip(long, table.starts, strict=False):
        entry.start = start
    _, body = _laid([*contents[:-1], b"".join(entry.written() for entry in entries)], size)
    count = next(n for n in range(1, 99) if n * size // 4 >= len(table.links) + n)
    first = len(table.links)
    sectors = struct.pack(f"<{first}I", *table.links) + struct.pack("<I", 0xFFFFFFFD) * count
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<5H", 0x3E, 4 if shift == 12 else 3, 0xFFFE, shift, 6) + b"\0" * 10
    head += struct.pack("<5I", count, table.starts[-1], 0, _SHORT, table.starts[-2])
    head += struct.pack("<3I", -(-len(links) // size), _END, 0)
    head += struct.pack("<109I", *range(first, first + count), *[_NONE] * (109 - count))
    return head.ljust(size, b"\0") + body + sectors.ljust(count * size, b"\xff")


def _enter(entries: list[_Entry], name: str, content: "Storage | bytes", kind: int) -> int:
    """Add an entry and what it holds, and return its number."""
    number = len(entries)
    entries.append(_Entry(name, kind, content if isinstance(content, bytes) else b""))
    if not isinstance(content, bytes):
        names = sorted(content, key=lambda name: (len(name), name.upper()))
        kinds = {name: 2 if isinstance(content[name], bytes) else 1 for name in names}
        numbers = [_enter(entries, name, content[name], kinds[name]) for name in names]
        for left, right in pairwise(numbers):
            entries[left].right = right
        entries[number].child = numbers[0] if numbers else _NONE
    return number


@dataclass
class _Table:
    """A table of sectors: which follows which, and where each content begins."""

    links: list[int]
    starts: list[int]


def _laid(contents: Sequence[bytes], size: int) -> tuple[_Table, bytes]:
    """Lay contents one behind the other in sectors."""
    table = _Table([], [])
    for content in contents:
        first, count = len(table.links), -(-len(content) // size)
        table.starts.append(first if count else _END)
        table.links += [*range(first + 1, first + count), *([_END] if count else [])]
    return table, b"".join(content.ljust(-(-len(content) // size) * size, b"\0") for content in contents)


def biff(*records: tuple[int, bytes]) -> bytes:
    """Return a stream of records of an old workbook."""
    return b"".join(struct.pack("<HH", kind, len(content)) + content for kind, content in records)
