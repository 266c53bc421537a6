"""What a file is, told by its bytes: every kind that is not read, with its marks and what to do about it. Pure.

The name says nothing: a photograph called `.xlsx` is a photograph. Signatures are those that the formats publish. The
kinds that are read stand in `reportkit.files.formats`, marked in the same places of a file.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from reportkit.diagnostics import Code
from reportkit.files.refusal import RefusalError
from reportkit.language.words import Words

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How compound files begin: old workbooks and Word files, saved mails, what a password locks ([MS-CFB] 2.2)."""
ZIP_MEMBER, ZIP_ENTRY, ZIP_END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
"""How members of a package or an archive begin, entries of its directory, and that one's end (APPNOTE 4.3.7, 4.3.12,
4.3.16): with the first it begins itself, with the last where it has no member."""
# Document-security software in front of any file: E-SafeNet (亿赛通), Tipray (天锐绿盾).
_SECURED = (b"\x62\x14\x23\x65", b"%TSD-Header")


def is_secured(data: bytes) -> bool:
    """Tell whether document-security software has encrypted a file."""
    return data.startswith(_SECURED) or b"E-SafeNet" in data[:512]


@dataclass(frozen=True, slots=True)
class Foreign:
    """What is not read.

    Attributes:
        code: F05 something else than a workbook, F10 an archive, F16 a workbook of a program that is not read here.
        what: by the name people know it.
        instead: what to do where a list is wanted; None for what is usual.
        starts: how its bytes begin.
        streams: names of streams, in small letters, of which a compound file of the kind has one.
        parts: names of parts, in small letters, of which a package of the kind has one.
        mimetype: what a package says of itself in its part `mimetype`.
        is_paper: True for a scan, a picture, a recording or a text: it may prove what a return says.
    """

    code: Code
    what: Words
    instead: Words | None = None
    starts: tuple[bytes, ...] = ()
    streams: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    mimetype: bytes = b""
    is_paper: bool = False

    def refusal(self) -> RefusalError:
        """Return why it is not read."""
        return RefusalError(self.code, instead=self.instead, what=self.what)


_TYPED_ANEW = Words(
    "Ask for the Word file or the workbook it was made from; a scan must be typed.",
    "请索取原来的 Word 或 Excel 文件；扫描件须重新录入。",
)
_AS_DOCX = Words("Open it in Word or WPS and save it as .docx.", "请用 Word 或 WPS 打开，另存为 .docx。")

PICTURE = Foreign(
    Code.F05,
    Words("a picture", "图片"),
    _TYPED_ANEW,
    starts=(
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"GIF87a",
        b"GIF89a",
        b"II*\0",
        b"MM\0*",
        b"II+\0",
        b"MM\0+",
        b"\0\0\x01\0\x01\0",
        b"8BPS\0\x01",
        b"\0\0\0\x0cjP  ",
        b"\0\0\0\x0cJXL ",
        b"\xd7\xcd\xc6\x9a",
    ),
    is_paper=True,
)
RECORDING = Foreign(
    Code.F05,
    Words("a sound or video recording", "音频或视频"),
    starts=(
        b"ID3\x02",
        b"ID3\x03",
        b"ID3\x04",
        b"OggS",
        b"#!AMR",
        b"\x1aE\xdf\xa3",
        b"fLaC\0",
        b"FLV\x01",
        b"0&\xb2u\x8ef\xcf\x11",
        b"\0\0\x01\xba",
        b"\0\0\x01\xb3",
        b"\xff\xfb",
        b"\xff\xf1",
    ),
    is_paper=True,
)
PDF = Foreign(Code.F05, Words("a PDF", " PDF 文件"), _TYPED_ANEW, is_paper=True)
WORD = Foreign(
    Code.F05,
    Words("a Word document", " Word 文档"),
    _AS_DOCX,
    starts=(b"{\\rtf",),
    streams=("worddocument",),
    is_paper=True,
)
PAGE = Foreign(Code.F05, Words("a web page without a table", "没有表格的网页"), is_paper=True)
XML = Foreign(Code.F05, Words("an XML file of another kind", "其他用途的 XML 文件"))
PROSE = Foreign(Code.F05, Words("a text without a table", "没有表格的文字"), is_paper=True)
MAIL = Foreign(
    Code.F05,
    Words(
        "a saved mail without an attached workbook, or deep inside of others",
        "没有表格附件、或在别的邮件里套得太深的邮件",
    ),
    Words(
        "Open the mail and save what is attached to it, and use that.",
        "请打开邮件，把里面的附件另存出来，再用另存的文件。",
    ),
    starts=(b"\x78\x9f\x3e\x22",),
    streams=("__properties_version1.0",),
)
PROGRAM = Foreign(Code.F05, Words("a program", "可执行程序"), starts=(b"\x7fELF",))
TAR = Foreign(Code.F10, Words("a tar archive", " tar 压缩包"))
ZIP = Foreign(
    Code.F10,
    Words("an archive inside another one, or one that holds no workbook", "压缩包里的压缩包，或没有表格的压缩包"),
)
UNUSUAL = Foreign(Code.F10, Words("packed in a way that few programs know", "用少见方式压缩的文件"))
FLAT = Foreign(Code.F16, Words("flat OpenDocument", "单一文件 OpenDocument（.fods）"))
UOF = Foreign(Code.F16, Words("UOF", "标文通（UOF）"))

_TABLE = (
    PICTURE,
    RECORDING,
    PDF,
    WORD,
    PROGRAM,
    Foreign(
        Code.F05,
        Words("a presentation", "演示文稿"),
        streams=("powerpoint document",),
        parts=("ppt/presentation.xml",),
        mimetype=b"opendocument.presentation",
        is_paper=True,
    ),
    Foreign(
        Code.F05,
        Words("a drawing", "绘图文件"),
        streams=("visiodocument",),
        parts=("visio/document.xml",),
        mimetype=b"opendocument.graphics",
        is_paper=True,
    ),
    Foreign(Code.F05, Words("an OFD document", " OFD 版式文件"), _TYPED_ANEW, parts=("ofd.xml",), is_paper=True),
    Foreign(
        Code.F05,
        Words("an XPS document", " XPS 版式文件"),
        _TYPED_ANEW,
        parts=("fixeddocseq.fdseq", "fixeddocumentsequence.fdseq"),
        is_paper=True,
    ),
    Foreign(Code.F05, Words("a text document", "文字文档"), _AS_DOCX, mimetype=b"opendocument.text", is_paper=True),
    MAIL,
    Foreign(
        Code.F05,
        Words("a shortcut to a file, not the file itself", "快捷方式，不是文件本身"),
        starts=(b"L\0\0\0\x01\x14\x02\0", b"[InternetShortcut]"),
    ),
    Foreign(
        Code.F05,
        Words("a note of a system on another file", "系统给别的文件做的记录"),
        starts=(b"\0\x05\x16\x07\0", b"\0\0\0\x01Bud1"),
    ),
    Foreign(Code.F05, Words("a database", "数据库文件"), starts=(b"SQLite format 3\0", b"\0\x01\0\0Standard ")),
    Foreign(Code.F10, Words("a RAR archive", " RAR 压缩包"), starts=(b"Rar!\x1a\x07",)),
    Foreign(Code.F10, Words("a 7z archive", " 7z 压缩包"), starts=(b"7z\xbc\xaf\x27\x1c",)),
    Foreign(Code.F10, Words("a gzip archive", " gz 压缩包"), starts=(b"\x1f\x8b",)),
    Foreign(Code.F10, Words("a bzip2 archive", " bz2 压缩包"), starts=(b"BZh91AY&SY",)),
    Foreign(Code.F10, Words("an xz archive", " xz 压缩包"), starts=(b"\xfd7zXZ\0",)),
    Foreign(Code.F10, Words("a CAB archive", " CAB 压缩包"), starts=(b"MSCF",)),
    Foreign(Code.F16, Words("SYLK", " SYLK "), starts=(b"ID;P",)),
    Foreign(Code.F16, Words("DIF", " DIF "), starts=(b"TABLE\r\n0,1", b"TABLE\n0,1")),
    Foreign(
        Code.F16,
        Words("Lotus 1-2-3 or Quattro Pro", " Lotus 1-2-3 或 Quattro Pro "),
        starts=(b"\0\0\x1a\0", b"\0\0\x02\0"),
    ),
    Foreign(
        Code.F16,
        Words("Excel 4 or older", " Excel 4 或更早的"),
        starts=(b"\x09\0\x04\0", b"\x09\x02\x06\0", b"\x09\x04\x06\0"),
    ),
    Foreign(
        Code.F16,
        Words("Apple Numbers or another iWork program", "苹果 Numbers 等 iWork "),
        parts=("index/document.iwa", "index.zip"),
    ),
)


PAPERS = frozenset({kind.what for kind in (*_TABLE, PAGE, PROSE) if kind.is_paper})
"""What is said of a file that is no workbook and may prove what a return says."""


def by_start(data: bytes) -> Foreign | None:
    """Return what bytes are by how they begin, None where they may be a text."""
    head = data[:1024]
    if head.lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(b"%PDF-"):
        return PDF
    return next((kind for kind in _TABLE if kind.starts and head.startswith(kind.starts)), None) or _by_marks(head)


def _by_marks(head: bytes) -> Foreign | None:
    """Return what bytes are by what stands a little behind a beginning that a text may have as well."""
    if head.startswith(b"MZ") and b"\0" in head:
        return PROGRAM
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return PICTURE
    if head.startswith(b"RIFF") and b"\0" in head[4:8]:
        return PICTURE if head[8:12] == b"WEBP" else RECORDING
    if head[4:8] == b"ftyp":  # ISO base media: photographs of telephones, films of all kinds
        return PICTURE if head[8:12] in (b"heic", b"heix", b"heim", b"mif1", b"msf1", b"avif") else RECORDING
    return TAR if head[257:262] == b"ustar" else None


def by_streams(names: Collection[str]) -> Foreign | None:
    """Return what a compound file is by the names of its streams, in small letters."""
    return next((kind for kind in _TABLE if any(stream in names for stream in kind.streams)), None)


def by_parts(names: Collection[str], mimetype: bytes) -> Foreign | None:
    """Return what a package is by the names of its parts, in small letters, and its mimetype; None for others."""
    return next((kind for kind in _TABLE if _is_package(kind, names, mimetype)), None)


def _is_package(kind: Foreign, names: Collection[str], mimetype: bytes) -> bool:
    return any(part in names for part in kind.parts) or bool(kind.mimetype and kind.mimetype in mimetype)


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
