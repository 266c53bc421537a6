"""What a text is that holds no table: data of programs, their source, their logs, keys, mails, letters. Pure.

A text has no signature, but its kind has a way to begin that no table has. What is found here is no list either, so
that `import` refuses it as well; what is only prose may be a list of paragraphs, and is told in `files.separated`.
"""

import binascii
import json
import re
from collections.abc import Callable

from reportkit.diagnostics import Code
from reportkit.files.kinds import OLE, XML, ZIP_MEMBER, Foreign, by_start
from reportkit.files.text import Text
from reportkit.language.words import Words

_FEW_LINES = 200
_BREAK = re.compile(r"[\r\n]+")


def _text(en: str, zh: str) -> Foreign:
    return Foreign(Code.F05, Words(en, zh))


JSON = _text("JSON, data of a program", " JSON 数据")
SOURCE = _text("the source text of a program", "程序源代码")
SQL = _text("SQL, commands for a database", " SQL 数据库脚本")
LOG = _text("the log of a program", "程序日志")
DECODE = Words(
    "Save the file out of the program that shows this text (a mail is saved whole, as .eml), and use that.",
    "这是邮件等程序传送文件时用的编码：请在原来的程序里把附件另存出来（邮件请整封另存为 .eml），再用另存的文件。",
)
BASE64 = Foreign(Code.F05, Words("a file written out as text (base64)", "用 base64 编码写成文本的文件"), DECODE)
BASE64_BOOK = Foreign(
    Code.F05,
    Words("a workbook or archive written out as text (base64)", "用 base64 编码写成文本的表格或压缩包"),
    DECODE,
)

# How they begin, in small letters.
_BEGINNINGS: tuple[tuple[Foreign, re.Pattern[str]], ...] = (
    (_text("a vCard, an entry of an address book", "电子名片（vCard）"), re.compile(r"begin:vcard\b")),
    (_text("a calendar entry or an invitation", "日历或会议邀请文件"), re.compile(r"begin:vcalendar\b")),
    (
        _text("an encrypted or signed PGP message or key", " PGP 加密、签名的邮件或密钥"),
        re.compile(r"-----begin pgp "),
    ),
    (
        _text("a key or a certificate, which nobody else should have", "密钥或证书文件（密钥请勿外传）"),
        re.compile(r"-{4,5} ?begin [a-z0-9 ]{0,40}(?:key|certificate|request|crl|pkcs7|cms)\b|ssh-[a-z0-9-]{2,20} aaaa"
                   r"|putty-user-key-file"),
    ),
    (
        _text("a note of a system on another file", "系统给别的文件做的记录"),
        re.compile(r"\[(?:zonetransfer|\.shellclassinfo|localizedfilenames)\]"),
    ),
    (_text("settings of Windows", " Windows 注册表文件"), re.compile(r"windows registry editor|regedit4\b")),
    (JSON, re.compile(r'\{\s{0,99}"[^"\n]{0,200}"\s{0,20}:|\[\s{0,99}[\[{]\s{0,99}"[^"\n]{0,200}"\s{0,20}[:,\]]')),
    (
        SOURCE,
        re.compile(r"#!\s?/|#include\s?[<\"]|<\?php|@echo off|attribute vb_name|option explicit|package main\b"
                   r"|\\documentclass|diff --git |<%@|version 1\.0 class"),
    ),
)  # fmt: skip

_STATEMENT = re.compile(
    r"(?:create|alter|drop) (?:or replace )?(?:temporary )?"
    r"(?:table|database|schema|view|index|procedure|function|user)\b"
    r"|insert into [\w.`\"\[\]]{1,80} ?[(vs]|set names \w|begin transaction|pragma \w|use `?\w{1,60}`?;"
    r"|select [^\n]{1,400}\bfrom [\w.`\"\[]|(?:update [\w.`\"]{1,80} set|delete from) "
)
_REMARK = ("--", "/*", "*/", "* ", "#")
_MARKS_CODE = re.compile(
    r"(?:import|from|using|package|namespace|require|use) [\w.{*'\"<]|(?:def|func|function|fn|sub) \w{1,80}\s?\("
    r"|(?:const|let|var|dim) \w{1,80}\b|(?:public|private|protected|internal|static|export) \w|class \w{1,80}\s?[(:{]"
    r"|return\b|if ?\(|for ?\(|while ?\("
)
_ENDS_CODE = (";", "{", "}", "):", "(", ")", "',", '",', "'", '"')
_ENTRY = re.compile(
    r"[\[(<]?(?:\d{4}[-/.]\d\d?[-/.]\d\d?[ t]|[a-z]{3} +\d\d? )?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?z?(?: ?[+-]\d\d:?\d\d)?"
    r"[\])>]?[ :|-][^\n]{0,80}?"
    r"(?:\b(?:debug|info|warn|warning|error|fatal|trace|critical|notice|severe)\b|\[\d{1,7}\]:)"
)
_WEB_ENTRY = re.compile(r"\S{1,60} \S{1,60} \S{1,60} \[\d\d/[a-z]{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] \"")
_ELEMENT = re.compile(
    r"<(?:\?xml|!--|!doctype|!\[cdata|[a-z_][\w:.-]{0,80}(?:\s[^<>]{0,2000})?>|[a-z_][\w:.-]{0,80}/>)"
)
_DATA_URI = re.compile(rb"\s{0,99}data:[\w/+.;=-]{0,200};base64,", re.IGNORECASE)
_LINES_64 = re.compile(rb"[A-Za-z0-9+/_-]+={0,2}")
_SHORTEST_64 = 64
_SHORTEST_LINE = 16  # programs write 60 to 76 characters; short words are a text, each taking more room than itself


def text_kind(source: Text, data: bytes) -> Foreign | None:
    """Return what a text is that can hold no table; None where it may.

    Args:
        source: the text.
        data: its bytes.
    """
    if source.is_archive:
        return None
    known = next((kind for kind, beginning in _BEGINNINGS if beginning.match(source.start)), None)
    if known is not None or source.start.startswith("<"):
        return known
    return _base64(data) or next((kind for kind, is_it in _BY_LINES if is_it(source)), None)


def xml_kind(source: Text) -> Foreign | None:
    """Return XML of another kind, with its declaration or without; None for what does not begin so."""
    return XML if _ELEMENT.match(source.start) else None


def decoded_64(data: bytes) -> bytes | None:
    """Return what is written out in base64, of which a whole file consists; None for any other.

    Its lines are of one length but for the last, as mail programs and `base64` write them, or all is one line.
    """
    prefix = _DATA_URI.match(data[:400])
    bare = (data[prefix.end() :] if prefix else data).removeprefix(b"\xef\xbb\xbf").strip()
    head = bare[:_SHORTEST_64].split(maxsplit=1)
    if len(bare) < _SHORTEST_64 or not head or len(head[0]) < _SHORTEST_LINE or not _LINES_64.fullmatch(head[0]):
        return None
    *lines, last = bare.split()
    if any(len(line) != len(lines[0]) for line in lines) or (lines and len(last) > len(lines[0])):
        return None
    joined = b"".join((*lines, last)).translate(bytes.maketrans(b"-_", b"+/"))
    try:
        return binascii.a2b_base64(joined + b"=" * (-len(joined) % 4), strict_mode=True)
    except binascii.Error:
        return None


def _base64(data: bytes) -> Foreign | None:
    """Return what a text in base64 is; words of one length are base64 by chance, and so are not all of it."""
    content = decoded_64(data)
    if content is None:
        return None
    if content.startswith((ZIP_MEMBER, OLE)):
        return BASE64_BOOK
    is_mixed = all(re.search(signs, data[:2000]) for signs in (rb"[a-z]", rb"[A-Z]", rb"[0-9+/=]"))
    return BASE64 if is_mixed or by_start(content) is not None else None


def _is_json(source: Text) -> bool:
    """Tell whether the whole is JSON, however it begins; a list of numbers has no mark at its start."""
    if source.start[:1] not in ("{", "[") or source.text.rstrip()[-1:] not in ("}", "]"):
        return False
    try:
        json.loads(source.text)
    except ValueError:
        return False
    except RecursionError:  # lists in lists: nothing else is written so
        return True
    return True


def _lines(source: Text) -> list[str]:
    found = (line.strip() for line in _BREAK.split(source.start))
    return [line for line in found if line][:_FEW_LINES]


def _is_sql(source: Text) -> bool:
    said = next((line for line in _lines(source) if not line.startswith(_REMARK)), "")
    return _STATEMENT.match(said) is not None


def _is_source(source: Text) -> bool:
    """Tell whether lines begin as statements do, and many end as they do: prose may do one of it."""
    lines = [line for line in _lines(source) if not line.startswith((*_REMARK, "//"))]
    marked = sum(_MARKS_CODE.match(line) is not None for line in lines)
    ending = sum(line.endswith(_ENDS_CODE) for line in lines)
    return bool(marked and ending) and (marked + ending) * 2 > len(lines)


def _is_log(source: Text) -> bool:
    lines = _lines(source)
    entries = sum(bool(_ENTRY.match(line) or _WEB_ENTRY.match(line)) for line in lines)
    return entries * 2 > len(lines)


_BY_LINES: tuple[tuple[Foreign, Callable[[Text], bool]], ...] = (
    (JSON, _is_json), (SQL, _is_sql), (LOG, _is_log), (SOURCE, _is_source),
)  # fmt: skip
