"""What came instead of a workbook, told by its bytes, so that the sender hears what to send instead. Pure.

The name says nothing: a photograph called `.xlsx` is a photograph. Signatures are those that the formats publish.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from reportkit.diagnostics import Code
from reportkit.language.words import Words


@dataclass(frozen=True, slots=True)
class Foreign:
    """What is no workbook that can be read.

    Attributes:
        code: F05 something else than a workbook, F10 an archive, F16 a workbook of a program that is not read here.
        what: by the name people know it.
    """

    code: Code
    what: Words


def _other(en: str, zh: str) -> Foreign:
    return Foreign(Code.F05, Words(en, zh))


def _packed(en: str, zh: str) -> Foreign:
    return Foreign(Code.F10, Words(en, zh))


def _table(en: str, zh: str) -> Foreign:
    return Foreign(Code.F16, Words(en, zh))


PICTURE = _other("a picture", "图片")
PDF = _other("a PDF", " PDF 文件")
WORD = _other("a Word document", " Word 文档")
SLIDES = _other("a presentation", "演示文稿")
RECORDING = _other("a sound or video recording", "音频或视频")
OFD = _other("an OFD document", " OFD 版式文件")
SHORTCUT = _other("a shortcut to a file, not the file itself", "快捷方式，不是文件本身")
MAIL = _other("a saved mail without an attached workbook", "没有表格附件的邮件")
PROGRAM = _other("a program", "可执行程序")
PAGE = _other("a web page without a table", "没有表格的网页")
XML = _other("an XML file of another kind", "其他用途的 XML 文件")
TEXT_DOCUMENT = _other("a text document", "文字文档")
DATABASE = _other("a database", "数据库文件")
DRAWING = _other("a drawing", "绘图文件")
TAR = _packed("a tar archive", " tar 压缩包")
ZIP = _packed("an archive inside another one, or one that holds no workbook", "压缩包里的压缩包，或没有表格的压缩包")
UNUSUAL = _packed("packed in a way that few programs know", "用少见方式压缩的文件")
FLAT = _table("flat OpenDocument", "单一文件 OpenDocument（.fods）")
SYLK = _table("SYLK", " SYLK ")
DIF = _table("DIF", " DIF ")
LOTUS = _table("Lotus 1-2-3 or Quattro Pro", " Lotus 1-2-3 或 Quattro Pro ")
EXCEL_4 = _table("Excel 4 or older", " Excel 4 或更早的")
NUMBERS = _table("Apple Numbers or another iWork program", "苹果 Numbers 等 iWork ")
UOF = _table("UOF", "标文通（UOF）")

_STARTS: tuple[tuple[bytes, Foreign], ...] = (
    (b"{\\rtf", WORD),
    (b"\x89PNG\r\n\x1a\n", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF87a", PICTURE),
    (b"GIF89a", PICTURE),
    (b"II*\0", PICTURE),
    (b"MM\0*", PICTURE),
    (b"ID3\x02", RECORDING),
    (b"ID3\x03", RECORDING),
    (b"ID3\x04", RECORDING),
    (b"OggS", RECORDING),
    (b"#!AMR", RECORDING),
    (b"\x1aE\xdf\xa3", RECORDING),
    (b"Rar!\x1a\x07", _packed("a RAR archive", " RAR 压缩包")),
    (b"7z\xbc\xaf\x27\x1c", _packed("a 7z archive", " 7z 压缩包")),
    (b"\x1f\x8b", _packed("a gzip archive", " gz 压缩包")),
    (b"BZh91AY&SY", _packed("a bzip2 archive", " bz2 压缩包")),
    (b"\xfd7zXZ\0", _packed("an xz archive", " xz 压缩包")),
    (b"MSCF", _packed("a CAB archive", " CAB 压缩包")),
    (b"L\0\0\0\x01\x14\x02\0", SHORTCUT),
    (b"[InternetShortcut]", SHORTCUT),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"SQLite format 3\0", DATABASE),
    (b"\0\x01\0\0Standard ", DATABASE),
    (b"ID;P", SYLK),
    (b"TABLE\r\n0,1", DIF),
    (b"TABLE\n0,1", DIF),
    (b"\0\0\x1a\0", LOTUS),
    (b"\0\0\x02\0", LOTUS),
    (b"\x09\0\x04\0", EXCEL_4),
    (b"\x09\x02\x06\0", EXCEL_4),
    (b"\x09\x04\x06\0", EXCEL_4),
)
_STREAMS: tuple[tuple[str, Foreign], ...] = (
    ("worddocument", WORD),
    ("powerpoint document", SLIDES),
    ("visiodocument", DRAWING),
    ("__properties_version1.0", MAIL),
)
_PARTS: tuple[tuple[str, Foreign], ...] = (
    ("word/document.xml", WORD),
    ("ppt/presentation.xml", SLIDES),
    ("visio/document.xml", DRAWING),
    ("ofd.xml", OFD),
    ("index/document.iwa", NUMBERS),
    ("index.zip", NUMBERS),
)
_OPEN_DOCUMENTS: tuple[tuple[bytes, Foreign], ...] = (
    (b"opendocument.text", TEXT_DOCUMENT),
    (b"opendocument.presentation", SLIDES),
    (b"opendocument.graphics", DRAWING),
)


def by_start(data: bytes) -> Foreign | None:
    """Return what bytes are by how they begin, None where they may be a text."""
    head = data[:1024]
    if head.lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(b"%PDF-"):
        return PDF
    for start, foreign in _STARTS:
        if head.startswith(start) and (start != b"MZ" or b"\0" in head):
            return foreign
    return _by_marks(head)


def _by_marks(head: bytes) -> Foreign | None:
    """Return what bytes are by what stands a little behind their beginning."""
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return PICTURE
    if head.startswith(b"RIFF") and b"\0" in head[4:8]:
        return PICTURE if head[8:12] == b"WEBP" else RECORDING
    if head[4:8] == b"ftyp":  # ISO base media: photographs of telephones, films of all kinds
        return PICTURE if head[8:12] in (b"heic", b"heix", b"heim", b"mif1", b"msf1", b"avif") else RECORDING
    return TAR if head[257:262] == b"ustar" else None


def by_streams(names: Collection[str]) -> Foreign | None:
    """Return what a compound file is by the names of its streams, in small letters."""
    return next((foreign for stream, foreign in _STREAMS if stream in names), None)


def by_parts(names: Collection[str], mimetype: bytes) -> Foreign | None:
    """Return what a zip container is by the names of its parts, in small letters, and its part `mimetype`.

    None where it says that it is a workbook, or some document, and what makes it one is missing.
    """
    for part, foreign in _PARTS:
        if part in names:
            return foreign
    is_broken = b"spreadsheet" in mimetype or "[content_types].xml" in names
    return next((foreign for mark, foreign in _OPEN_DOCUMENTS if mark in mimetype), None if is_broken else ZIP)


def by_text(start: str) -> Foreign | None:
    """Return what a text is by its first characters, in small letters; None where it may be a table."""
    if "urn:oasis:names:tc:opendocument:xmlns:office" in start and "office:document" in start:
        return FLAT
    if "<uof:" in start or "schemas.uof.org" in start:
        return UOF
    if start.startswith("<?xml") and ("word.document" in start or "schemas.microsoft.com/office/word" in start):
        return WORD
    if start.startswith("<svg") or (start.startswith("<?xml") and re.search(r"<svg\b", start)):
        return PICTURE
    return None
