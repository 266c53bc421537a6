"""Workbooks that are locked with the password that Excel itself uses, opened as Excel opens them: without asking. Pure.

“Protect workbook” in old versions of Excel encrypts the whole file with a fixed password ([MS-OFFCRYPTO] 2.3.7.1 and
2.4.2.3); nobody chose it, and nobody knows it. Any other password is the sender's, and is never tried.
"""

import io
import struct
import warnings

from reportkit.files.damage import DamageError, LibraryCall
from reportkit.files.kinds import OLE, ZIP_MEMBER
from reportkit.files.ole import Ole, open_ole
from reportkit.files.xml_events import parse_xml

_PASSWORD = "VelvetSweatshop"  # noqa: S105 - it is in Excel's own documentation
_PACKAGE, _INFO, _WORKBOOK = "EncryptedPackage", "EncryptionInfo", "Workbook"
_AGILE = (4, 4)
_MOST_SPINS = 1_000_000
"""Turns that a key may take: Excel writes 100,000, and every further million takes a second or two."""
_BOF, _FILEPASS = 0x809, 0x2F
_MOST_BEFORE = 8
"""Records that stand before the one that says how a workbook is locked."""


def unlocked(data: bytes) -> bytes:
    """Return what a file holds that Excel's own password locks; any other file as it is, a damaged one too."""
    if not data.startswith(OLE):
        return data
    try:
        return _unlocked(data)
    except DamageError:
        return data


def _unlocked(data: bytes) -> bytes:
    tree = open_ole(data)
    if _PACKAGE in tree.streams and _INFO in tree.streams:
        plain, start = _opened(data) if _is_bounded(tree.read(_INFO)) else None, ZIP_MEMBER
    else:
        plain, start = _opened(data) if _is_locked(tree) else None, OLE
    return plain if plain is not None and plain.startswith(start) else data


def _is_bounded(info: bytes) -> bool:
    """Tell whether the key is made in a time that a reader has."""
    if len(info) < 8 or struct.unpack_from("<HH", info) != _AGILE:
        return True  # of the older way the turns are fixed
    spins: list[str] = []

    def start(_: str, attributes: dict[str, str]) -> None:
        spins.extend(value.strip() for name, value in attributes.items() if name.rpartition(":")[2] == "spinCount")

    try:
        parse_xml(info[8:].rstrip(b"\0"), start)
    except DamageError:
        return False
    return bool(spins) and all(spin.isascii() and spin.isdigit() and int(spin[:12]) <= _MOST_SPINS for spin in spins)


def _is_locked(tree: Ole) -> bool:
    """Tell whether an old workbook says that what follows is encrypted ([MS-XLS] 2.4.117)."""
    if _WORKBOOK not in tree.streams:
        return False
    stream = tree.read(_WORKBOOK)
    offset = 0
    for number in range(_MOST_BEFORE):
        if offset + 4 > len(stream):
            return False
        kind, length = (int(number) for number in struct.unpack_from("<HH", stream, offset))
        if kind == _FILEPASS or (number == 0 and kind != _BOF):
            return kind == _FILEPASS
        offset += 4 + length
    return False


def _opened(data: bytes) -> bytes | None:
    """Have the library open a file; None where the password is another, or the library cannot."""
    # Loaded where such a file is met: it brings a library of cryptography along.
    from msoffcrypto import OfficeFile, exceptions  # noqa: PLC0415

    out = io.BytesIO()
    said = (exceptions.DecryptionError, exceptions.FileFormatError, exceptions.InvalidKeyError, exceptions.ParseError)
    try:
        with LibraryCall(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            office = OfficeFile(io.BytesIO(data))
            if office.format == "ooxml":
                office.load_key(password=_PASSWORD, verify_password=True)
            else:
                office.load_key(password=_PASSWORD)
            office.decrypt(out)
    except (*said, DamageError):
        return None
    return out.getvalue()
