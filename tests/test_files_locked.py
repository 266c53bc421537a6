"""Workbooks that Excel's own password locks are opened as Excel opens them; any other password is the sender's."""

import hashlib
import io
import struct
import warnings
from collections.abc import Callable, Mapping
from types import MappingProxyType

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.ecma376_standard import ECMA376Standard
from msoffcrypto.method.rc4 import DocumentRC4, _makekey
from msoffcrypto.method.xor_obfuscation import DocumentXOR

from reportkit.corrections.editing import open_book
from reportkit.files.archives import open_bundle
from reportkit.files.container import FileKind, open_container, read_document, shielded_parts
from reportkit.files.locked import unlocked
from reportkit.files.looks import read_looks
from reportkit.files.ole import open_ole
from tests.containers import compound, xlsx, zipped
from tests.other_formats import Book, xls, xlsb
from tests.returned import filled, read

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    try:
        from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
    except ImportError:
        from cryptography.hazmat.primitives.ciphers.algorithms import ARC4

EXCELS, OTHER = "VelvetSweatshop", "Sommer2022"
BOOK = Book({"表": [["甲", 2.0], ["乙" * 40, 3.0]] * 5})
SALT = bytes(range(16))
_FILEPASS, _BOF, _BOUNDSHEET = 0x2F, 0x809, 0x85


def agile(data: bytes, password: str) -> bytes:
    """Return a package locked as Excel does since 2010."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def standard(data: bytes, password: str) -> bytes:
    """Return a package locked as Excel 2007 did ([MS-OFFCRYPTO] 2.3.4.5)."""
    key = ECMA376Standard.makekey_from_password(password, 0x660E, 0x8004, 0x18, 128, 16, SALT)
    cipher = Cipher(algorithms.AES(key), modes.ECB())  # noqa: S305 - as it was done then

    def locked(content: bytes) -> bytes:
        encryptor = cipher.encryptor()
        return encryptor.update(content.ljust(-(-len(content) // 16) * 16, b"\0")) + encryptor.finalize()

    verifier = bytes(range(100, 116))
    name = "Microsoft Enhanced RSA and AES Cryptographic Provider\0".encode("utf-16-le")
    header = struct.pack("<8I", 0x24, 0, 0x660E, 0x8004, 128, 0x18, 0, 0) + name
    info = struct.pack("<HHII", 4, 2, 0x24, len(header)) + header + struct.pack("<I", 16) + SALT + locked(verifier)
    info += struct.pack("<I", 20) + locked(hashlib.sha1(verifier, usedforsecurity=False).digest())
    return compound({"EncryptionInfo": info, "EncryptedPackage": struct.pack("<Q", len(data)) + locked(data)})


Record = tuple[int, bytes]


def records(stream: bytes) -> list[Record]:
    found = []
    while len(stream) >= 4:
        kind, length = struct.unpack_from("<HH", stream)
        found.append((kind, stream[4 : 4 + length]))
        stream = stream[4 + length :]
    return found


def open_part(kind: int, content: bytes) -> int:
    """Return how many bytes of a record stay as they are ([MS-XLS] 2.2.10)."""
    return len(content) if kind in {_BOF, _FILEPASS} else 4 if kind == _BOUNDSHEET else 0


def with_filepass(data: bytes, filepass: bytes) -> list[Record]:
    """Return the records of an old workbook, with the one that says how it is locked."""
    plain = records(open_ole(data).read("Workbook"))
    plain.insert(1, (_FILEPASS, filepass))
    return [
        (kind, struct.pack("<I", struct.unpack_from("<I", content)[0] + 4 + len(filepass)) + content[4:])
        if kind == _BOUNDSHEET
        else (kind, content)
        for kind, content in plain
    ]


def workbook(pieces: list[Record], locked: Callable[[int, int, bytes], bytes]) -> bytes:
    """Return an old workbook whose records are locked by a function of kind, place and content."""
    stream = b""
    for kind, content in pieces:
        opened = open_part(kind, content)
        hidden = locked(kind, len(stream) + 4 + opened, content[opened:])
        stream += struct.pack("<HH", kind, len(content)) + content[:opened] + hidden
    return compound({"Workbook": stream.ljust(4096, b"\0")})


def rc4(data: bytes, password: str) -> bytes:
    """Return an old workbook locked by RC4 ([MS-OFFCRYPTO] 2.3.6)."""
    verifier = bytes(range(100, 116))
    cipher = Cipher(ARC4(_makekey(password, SALT, 0)), mode=None).encryptor()  # noqa: S304 - as it was done then
    checked = cipher.update(verifier) + cipher.update(hashlib.md5(verifier, usedforsecurity=False).digest())
    pieces = with_filepass(data, struct.pack("<HHH", 1, 1, 1) + SALT + checked)
    length = sum(4 + len(content) for _, content in pieces)
    keys = DocumentRC4.decrypt(password, SALT, io.BytesIO(b"\0" * length), blocksize=1024).read()
    return workbook(
        pieces, lambda _, place, text: bytes(a ^ b for a, b in zip(text, keys[place : place + len(text)], strict=True))
    )


def xor(data: bytes, password: str) -> bytes:
    """Return an old workbook locked by XOR ([MS-OFFCRYPTO] 2.3.7.3)."""
    key = DocumentXOR.create_xor_key_method1(password)
    keys = DocumentXOR.create_xor_array_method1(password)
    verifier = next(n for n in range(0x10000) if DocumentXOR.verifypw(password, n))

    def locked(kind: int, place: int, text: bytes) -> bytes:
        first = place + len(text) + (4 if kind == _BOUNDSHEET else 0)
        return bytes(DocumentXOR.rol(byte, 5, 8) ^ keys[(first + n) % 16] for n, byte in enumerate(text))

    return workbook(with_filepass(data, struct.pack("<HHH", 0, key, verifier)), locked)


LOCKS: Mapping[str, tuple[Callable[[bytes, str], bytes], Callable[[Book], bytes], FileKind]] = MappingProxyType(
    {
        "agile, .xlsx": (agile, lambda _: filled(), FileKind.XLSX),
        "standard, .xlsb": (standard, xlsb, FileKind.XLSB),
        "RC4": (rc4, xls, FileKind.XLS),
        "XOR": (xor, xls, FileKind.XLS),
    }
)


@pytest.mark.parametrize("lock", LOCKS)
def test_what_excels_own_password_locks_is_read(lock: str) -> None:
    locked, make, kind = LOCKS[lock]
    data = locked(make(BOOK), EXCELS)
    found, plain = open_container(data, "回执"), open_container(make(BOOK), "回执")
    assert (found.kind, found.findings, found.grids) == (kind, plain.findings, plain.grids)
    assert dict(found.details) == dict(plain.details)
    assert read_looks(data) == read_looks(make(BOOK))
    assert next(iter(read_document("list", data))).tables == next(iter(read_document("list", make(BOOK)))).tables


@pytest.mark.parametrize("locked", [agile, standard])
def test_a_form_that_excels_own_password_locks_is_a_form_and_can_be_marked(
    locked: Callable[[bytes, str], bytes],
) -> None:
    data = locked(filled(), EXCELS)
    assert read(data).entries == read(filled()).entries
    assert read(data).diagnostics == read(filled()).diagnostics
    assert shielded_parts(data) == shielded_parts(filled())
    assert open_book(data) is not None
    bundle = open_bundle(zipped({"区科技局.xlsx": data}), "材料.zip")
    assert bundle is not None
    assert bundle.members[0].data == data


@pytest.mark.parametrize("lock", LOCKS)
def test_any_other_password_is_the_senders(lock: str) -> None:
    locked, make, _ = LOCKS[lock]
    found = open_container(locked(make(BOOK), OTHER), "回执")
    assert ([finding.code.name for finding in found.findings], found.grids) == (["F03"], ())


def test_what_was_locked_is_held_against_the_same_limits() -> None:
    for parts, code in (
        ({"xl/worksheets/sheet1.xml": b"\0" * 30_000_000}, "F08"),
        ({"xl/worksheets/sheet1.xml": b"<!DOCTYPE a><a/>"}, "F09"),
        ({"xl/worksheets/sheet1.xml": b"<a"}, "F06"),
    ):
        found = open_container(standard(xlsx("", parts), EXCELS), "回执")
        assert [finding.code.name for finding in found.findings] == [code]
    twice = standard(standard(filled(), EXCELS), EXCELS)
    assert [finding.code.name for finding in open_container(twice, "回执").findings] == ["F03"]


INFO = (
    '<?xml version="1.0"?>{dtd}<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption"><keyEncryptors>'
    '<p:encryptedKey xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password" spinCount="{spins}"/>'
    "</keyEncryptors></encryption>"
)


@pytest.mark.parametrize(
    "info",
    [
        INFO.format(dtd="", spins=10_000_000),
        INFO.format(dtd="", spins="9" * 500),
        INFO.format(dtd="", spins="-1"),
        INFO.format(dtd="<!DOCTYPE a [<!ENTITY b 'c'>]>", spins=1),
        INFO.format(dtd="", spins=1),
        "<a",
        "",
    ],
)
def test_a_lock_that_nobody_could_turn_is_a_password(monkeypatch: pytest.MonkeyPatch, info: str) -> None:
    """The key is never begun with where it takes too long."""
    if 'spinCount="1"' not in info or "DOCTYPE" in info:
        monkeypatch.setattr("reportkit.files.locked._opened", lambda _: pytest.fail("it was tried"))
    stream = struct.pack("<HHI", 4, 4, 0x40) + info.encode()
    data = compound({"EncryptionInfo": stream, "EncryptedPackage": b"\0" * 5000})
    assert unlocked(data) == data
    assert [finding.code.name for finding in open_container(data, "回执").findings] == ["F03"]
