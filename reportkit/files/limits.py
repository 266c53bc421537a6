"""How much of a file is read: one set of bounds for packages, and one for each purpose a file is opened for. Pure.

Whatever a file claims, this is what may be unpacked and laid out of it. The numbers are those that 1,500 real files
passed with room.
"""

import zipfile
from dataclasses import dataclass, replace

MIB = 1024 * 1024
MAX_ENTRIES = 50_000
"""Parts that the directory of a package may list, whether anybody needs them or not."""
MAX_LISTED = 20_000
"""Entries of an archive that are looked at; a directory of photographs has hundreds."""
MAX_UNPACKED = 200 * MIB
"""Bytes of all parts of a package, or of all members of an archive."""
MAX_PART = 100 * MIB
MAX_STRINGS = 2_000_000
"""Texts that a workbook's table of texts may claim: readers reserve room by it, so that a larger claim is taken out."""
MAX_RANGES = 20_000
"""Merged ranges, and ranges with a list, of one sheet."""
_RATIO_FROM = 4 * MIB
_MAX_RATIO = 200


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be read of a file that is opened for a purpose.

    Attributes:
        size: bytes of the file; of a package, of its parts but for pictures.
        rows: of a sheet.
        columns: of a sheet.
        cells: of all sheets together, counting the empty ones between A1 and each sheet's last row and column: so much
            room a reader takes.
        sparse: cells up to the last one of a sheet from which on one in fifty must hold something: fewer, and the last
            one is a stray mark.
        filled: cells of all sheets or tables together that hold something, and paragraphs: each is looked at.
        characters: of the cells and paragraphs of a document together: its words are read one by one.
        tags: of a web page; a Word document may have three times as many elements.
        pictured: bytes of a package with the pictures in it, 0 for no more than `size`.
    """

    size: int
    rows: int
    columns: int
    cells: int
    sparse: int
    filled: int
    characters: int
    tags: int
    pictured: int = 0


RETURN = Limits(
    size=10 * MIB, rows=5_000, columns=200, cells=2_000_000, sparse=2_000_000, filled=500_000, characters=10_000_000,
    tags=500_000, pictured=64 * MIB,
)  # fmt: skip
"""Of what units send, and of the form template: a form has a few hundred rows."""
MASTER = Limits(
    size=50 * MIB, rows=1_048_576, columns=1_000, cells=2_000_000, sparse=1_000_000, filled=600_000,
    characters=50_000_000, tags=500_000,
)  # fmt: skip
"""Of a workbook of the office's own: as many rows as a workbook can have, as long as not all of it is full."""
LIST = replace(MASTER, cells=500_000, sparse=500_000, filled=100_000, characters=1_500_000)
"""Of a list of tasks, of which every word is read: ten thousand tasks of a hundred characters, or twice as many short
ones in five columns, wherever in the sheet they stand. To understand one takes the best part of a millisecond, so that
what passes is done well within the time that a worker has."""


def is_bloated(info: zipfile.ZipInfo) -> bool:
    """Tell whether a part or a member unpacks to far more than any document does."""
    return info.file_size > _RATIO_FROM and info.file_size > _MAX_RATIO * max(info.compress_size, 1)


def size_text(size: int) -> str:
    """Return a number of bytes as people read it."""
    if size < 1024:
        return f"{size} B"
    return f"{size / 1024:.0f} KB" if size < MIB else f"{size / MIB:.1f} MB"
