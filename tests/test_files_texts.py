"""Texts: a table is read as one, and whatever else a text is, it is called by its name."""

from base64 import b64encode, encodebytes

import pytest

from reportkit.diagnostics import Code
from reportkit.files.archives import open_bundle
from reportkit.files.container import FileKind, open_container
from reportkit.files.ignored_files import leftover
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang
from reportkit.lists.importing import import_list
from tests.containers import xlsx, zipped

BOOK = xlsx('<row r="1"><c r="A1"><v>1</v></c></row>')
PLAIN = "没有表格的文字"

NO_TABLE: dict[str, tuple[str | bytes, str]] = {
    "JSON": ('{"进展": 1, "b": [1, 2]}', "JSON"),
    "JSON, a list": ("[1, 2, 3]", "JSON"),
    "JSON, line by line": ('{"a":1,"b":2}\n{"a":2,"b":2}\n', "JSON"),
    "JSON, cut off": ('{"name": "x", "rows": [{"a": 1, "b":', "JSON"),
    "JSON, lists in lists": ("[" * 100_000 + "]" * 100_000, "JSON"),
    "a vCard": ("BEGIN:VCARD\r\nVERSION:3.0\r\nN:Li;Si;;;\r\nEND:VCARD\r\n", "vCard"),
    "an invitation": ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "日历"),
    "a private key": ("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n", "密钥"),
    "a private key of OpenSSH": ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n", "密钥"),
    "a public key": ("ssh-ed25519 AAAAC3Nz a@b\n", "密钥"),
    "a certificate": ("-----BEGIN CERTIFICATE-----\nMIIE\n", "证书"),
    "a PGP message": ("-----BEGIN PGP MESSAGE-----\n\nhQ\n", "PGP"),
    "where a download came from": ("[ZoneTransfer]\r\nZoneId=3\r\n", "系统"),
    "how a folder looks": ("[.ShellClassInfo]\r\nIconFile=x\r\n", "系统"),
    "what macOS notes": (b"\0\x05\x16\x07\0\x02\0\0Mac OS X" + b"\0" * 90, "系统"),
    "settings of Windows": ("Windows Registry Editor Version 5.00\r\n", "注册表"),
    "a log": ("2022-07-01 10:00:00,123 INFO start\n2022-07-01 10:00:01,001 ERROR failed, twice\n", "日志"),
    "a log of a system": ("Jul  1 10:00:00 host sshd[123]: in\nJul  1 10:00:01 host cron[1]: x\n", "日志"),
    "a log of a site": ('127.0.0.1 - - [01/Jul/2022:10:00:00 +0800] "GET / HTTP/1.1" 200 123\n', "日志"),
    "Python": ('import os\n\ndef main():\n    print("x", 1)\n\nmain()\n', "源代码"),
    "JavaScript": ("const a = require('x');\nfunction f(a, b) {\n  return a + b;\n}\n", "源代码"),
    "a script": ("#!/bin/sh\necho a, b\n", "源代码"),
    "a batch file": ("@echo off\r\ndir\r\n", "源代码"),
    "a macro": ('Attribute VB_Name = "M"\r\nSub a()\r\nEnd Sub\r\n', "源代码"),
    "C": ("#include <stdio.h>\nint main(void) { return 0; }\n", "源代码"),
    "SQL": ("-- dump\nCREATE TABLE a (id int, b text);\nINSERT INTO a VALUES (1,'x');\n", "SQL"),
    "SQL of rows": ("INSERT INTO `a` VALUES (1,'x','y','z');\nINSERT INTO `a` VALUES (2,'y','y','z');\n", "SQL"),
    "XML": ('<?xml version="1.0"?><a/>', "XML"),
    "XML without its declaration": ("<note><to>x, y</to>\n<to>x, y</to></note>", "XML"),
    "base64 of words": (encodebytes(b"hello world this is it. " * 20), "base64"),
    "base64 of a picture": (encodebytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 300), "base64"),
    "base64 of a workbook": (b64encode(BOOK), "base64 编码写成文本的表格"),
    "a mail": (
        "Received: from a by b\r\nFrom: a@example.cn\r\nSubject: x\r\nDate: Fri, 1 Jul 2022 10:00:00 +0800\r\n\r\nhi",
        "邮件",
    ),
    "a mail behind its first header": ("Thread-Topic: x\nFrom: a\nSubject: b\nMIME-Version: 1.0\n\nhi\n", "邮件"),
    "a mailbox": ("From a Fri Jul  1 10:00:00 2022\nFrom: a\nSubject: b\nMessage-ID: <1>\n\nhi\n", "邮件"),
    "what Outlook packs": (b"\x78\x9f\x3e\x22\x01\0" + b"\0" * 40, "邮件"),
}  # fmt: skip

PROSE: dict[str, str | bytes] = {
    "a readme": "# Title\n\nThis is the form, please fill it in.\nThanks, and regards.\n\n- one\n- two\n",
    "a letter": "各单位：\n请按要求填报，并于月底前报送。\n联系人张三，电话123。\n",
    "a verse": "床前明月光，疑是地上霜。\n举头望明月，低头思故乡。\n",
    "a word": "见附件",
    "a line": "Please see attached, thanks.",
    "settings": "a: 1\nb:\n  - 2\n  - 3\n",
    "lines that end alike": "alpha;\nbeta;\ngamma;\n",
    "an address": "https://docs.example.cn/sheet/abc",
    "a letter in UTF-16": "请看附件，谢谢。\r\n再见。\r\n".encode("utf-16"),
}

TABLES = {
    "commas": "序号,进展,进度\n1,推进,50\n2,完成,100\n",
    "tabs": "序号\t进展\n1\t推进\n",
    "semicolons": "a;b;c\n1;2;3\n",
    "full-width commas": "序号，任务，进展，进度\n1，修路，推进，50\n",
    "sentences in cells": "序号,任务,进展\n1,建房,已完成。\n2,修路,推进中。\n",
    "one column of numbers": "进度\n50%\n60%\n",
    "one column of words": "status\nOn track\nDone\n",
    "one column of codes of one length": "Ab12\nCd34\n" * 20,
    "one row": "序号,进展\n",
    "times": "2022-07-01 10:00:00,INFO,a\n2022-07-01 10:00:00,WARN,b\n",
    "rows of few values": "表,,,,\n序号,进展,进度,,\n1,,,,\n2,,,,\n",
    "targets": "任务,指标,目标,实际\n1,企业,500家,260\n",
}


@pytest.mark.parametrize("what", NO_TABLE)
def test_a_text_that_is_no_table_is_called_by_its_name(what: str) -> None:
    text, words = NO_TABLE[what]
    data = text if isinstance(text, bytes) else text.encode()
    (finding,) = open_container(data, "回执.xlsx").findings
    assert finding.code is Code.F05
    assert words in finding.message(Lang.HANS)
    with pytest.raises(ReportkitError) as refused:
        import_list("名单.csv", data)
    assert words in refused.value.words.text(Lang.HANS, **refused.value.values)


@pytest.mark.parametrize("what", PROSE)
def test_prose_is_a_text_without_a_table(what: str) -> None:
    text = PROSE[what]
    (finding,) = open_container(text if isinstance(text, bytes) else text.encode(), "说明.txt").findings
    assert (finding.code, PLAIN in finding.message(Lang.HANS)) == (Code.F05, True)


@pytest.mark.parametrize("what", TABLES)
def test_a_table_is_read_by_whatever_parts_its_values(what: str) -> None:
    found = open_container(TABLES[what].encode(), "回执.csv")
    assert (found.kind, [f.code for f in found.findings]) == (FileKind.CSV, [Code.F04])
    assert found.grids[0].cell(0, 0)


def test_a_text_with_the_number_of_a_form_is_read_whatever_else_it_is() -> None:
    found = open_container("报送说明。\n表号 2022Q2-U007-7KX3QF，请查收。\n".encode(), "a.txt")
    assert found.kind is FileKind.CSV


def test_a_mark_of_an_encoding_alone_is_an_empty_file() -> None:
    for data in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xef\xbb\xbf\r\n"):
        assert [f.code for f in open_container(data, "a.csv").findings] == [Code.F19]


def test_a_web_archive_of_a_browser_is_a_page_and_no_mail() -> None:
    data = (
        b"From: <Saved by Blink>\r\nSubject: a\r\nDate: Fri, 1 Jul 2022 10:00:00 +0800\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n'
        b"<table><tr><td>1</td></tr></table>\r\n--x--\r\n"
    )
    assert open_bundle(data, "a.mht") is None
    assert open_container(data, "a.mht").kind is FileKind.HTML


@pytest.mark.parametrize(
    "name", ["表.xlsx:Zone.Identifier", "表.xlsxZone.Identifier", "desktop.ini", "Thumbs.db", "表.xlsx_Zone.Identifier"]
)
def test_what_windows_notes_of_a_file_is_skipped_by_its_name(name: str) -> None:
    assert leftover(name) is not None
    found = open_bundle(zipped({name: b"[ZoneTransfer]\r\nZoneId=3\r\n", "表.xlsx": BOOK}), "包.zip")
    assert found is not None
    assert [m.name for m in found.members if m.finding] == []
    assert [m.name for m in found.members if m.data] == ["表.xlsx"]
