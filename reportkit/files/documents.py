"""A document of any kind, told by its content and never by its name, into paragraphs and tables."""

import codecs
import io
import re
import zipfile
import zlib

from reportkit.files.document import Document, paragraphs
from reportkit.files.docx import read_docx
from reportkit.files.list_sheets import read_separated, read_workbook
from reportkit.files.web_page import read_html
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Words

MAX_SIZE = 50_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]{2,20})")
_HTML = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|table|div|p)\b", re.IGNORECASE)
_DELIMITERS = (",", "\t", ";", "|", "，")
_HEAD = 4096


def read_document(name: str, data: bytes) -> tuple[Document, ...]:
    """Read a document; a text that may be read in several ways gives several readings, the likeliest first.

    Raises:
        ReportkitError: it is no document that a list can be read from; the message says what it is.
    """
    _refuse(name, data)
    if data.startswith(b"PK"):
        return (_packed(name, data),)
    if data.startswith(_OLE):
        if "WordDocument".encode("utf-16-le") in data:
            raise _unsupported(
                name,
                Words("an old Word document (.doc)", "旧版 Word 文档（.doc）"),
                Words("Open it in Word or WPS and save it as .docx.", "用 Word 或 WPS 打开，另存为 .docx 再导入。"),
            )
        return (read_workbook(name, data),)
    text = _decode(name, data)
    if _HTML.search(text[:_HEAD]):
        return (read_html(text),)
    separated = [read_separated(text, delimiter) for delimiter in _DELIMITERS if delimiter in text]
    flat = Document(paragraphs((f"L{number}", line) for number, line in enumerate(text.splitlines(), 1)))
    return (*separated, flat)


def _refuse(name: str, data: bytes) -> None:
    """Refuse what is no document with text in it."""
    if not data.strip(b"\x00 \t\r\n"):
        raise ReportkitError(
            Words("“{file}” is empty.", "“{file}”是空文件。"),
            Words("Export the list again and import that file.", "请重新导出任务单后再导入。"),
            file=name,
        )
    refuse_size(name, len(data))
    if data.startswith(b"%PDF"):
        raise _unsupported(
            name,
            Words("a PDF", " PDF 文件"),
            Words(
                "Ask for the Word file or the workbook it was made from; a scan must be typed.",
                "请索取原来的 Word 或 Excel 文件；扫描件须重新录入。",
            ),
        )
    if data.startswith((b"{\\rtf", b"MIME-Version")):
        raise _unsupported(
            name,
            Words("a rich text or a saved web archive", " RTF 文件或网页存档（MHT）"),
            Words("Open it in Word or WPS and save it as .docx.", "用 Word 或 WPS 打开，另存为 .docx 再导入。"),
        )
    if data.startswith(_PICTURES):
        raise _unsupported(
            name,
            Words("a picture", "图片"),
            Words(
                "Ask for the Word file or the workbook; a photograph cannot be read.",
                "请索取 Word 或 Excel 文件。",
            ),
        )


def refuse_size(name: str, size: int) -> None:
    """Refuse a document that is larger than any list, so that it need not be read.

    Args:
        name: of the document.
        size: in bytes.

    Raises:
        ReportkitError: it is too large.
    """
    if size > MAX_SIZE:
        raise ReportkitError(
            Words("“{file}” is larger than {limit} MB.", "“{file}”超过 {limit} MB。"),
            Words("Remove pictures and attachments from it.", "请去掉其中的图片和附件。"),
            file=name,
            limit=MAX_SIZE // 1_000_000,
        )


def _unsupported(name: str, what: Words, hint: Words) -> ReportkitError:
    return ReportkitError(
        Words(
            f"“{{file}}” is {what.en}; no list can be read from it.",
            f"无法从“{{file}}”读取任务单：这是{what.zh}。",
        ),
        hint,
        file=name,
    )


def _packed(name: str, data: bytes) -> Document:
    """Read a zip container: a Word document, or else a workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.namelist()
            kind = archive.read("mimetype")[:_HEAD] if "mimetype" in members else b""
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError) as error:
        raise ReportkitError(
            Words("“{file}” is incomplete or damaged.", "“{file}”不完整或已损坏。"),
            Words("Open it, save it again and import that file.", "请重新打开并另存后再导入。"),
            file=name,
        ) from error
    if "word/document.xml" in members:
        return read_docx(name, data)
    is_book = any(member.startswith("xl/") for member in members) or b"spreadsheet" in kind
    if kind and not is_book:
        raise _unsupported(
            name,
            Words("an OpenDocument text", "OpenDocument 文本"),
            Words("Save it as .docx and import that.", "请另存为 .docx 再导入。"),
        )
    if not is_book:
        raise _unsupported(
            name,
            Words("an archive or an unknown kind of file", "压缩包或不认识的文件"),
            Words("Unpack it and import the document inside.", "请解压后导入其中的文件。"),
        )
    return read_workbook(name, data)


def _decode(name: str, data: bytes) -> str:
    """Return the text of bytes: by byte-order mark, as UTF-8, as the page says, as GB18030.

    Raises:
        ReportkitError: it is no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    declared = _CHARSET.search(data[:_HEAD])
    # A page that calls itself gb2312 is GBK more often than not, and GB18030 holds both.
    wanted = declared[1].decode().lower() if declared else ""
    wanted = "gb18030" if wanted in ("gb2312", "gbk", "gb_2312-80", "x-gbk") else wanted
    readings = [_decoded(data, encoding) for encoding in ("utf-8", wanted)]
    # The bytes of one of these are often bytes of the other: the one with an office's words in it is right.
    readings += sorted((_decoded(data, code) for code in ("gb18030", "big5")), key=_strangeness)
    for text in readings:
        if text is not None and text.count("\x00") * 20 < len(text):
            return text
    raise _unsupported(
        name,
        Words("neither text nor a workbook", "认不出的文件，既不是文本也不是表格"),
        Words("Save the list as .docx or .xlsx and import that.", "请把任务单另存为 .docx 或 .xlsx 再导入。"),
    )


_OFFICE_WORDS = re.compile("[局办辦委部镇鎮区區任项項单單设設建年]")


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding) if encoding else None
    except (UnicodeError, LookupError):
        return None


def _strangeness(text: str | None) -> float:
    """Return how few of a text's characters are those that every list of tasks has; 1 for no text."""
    return 1 - len(_OFFICE_WORDS.findall(text)) / len(text) if text else 1.0
