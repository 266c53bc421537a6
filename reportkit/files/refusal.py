"""Why a file is not read: a finding on a file that came, or the one sentence of a command."""

from collections.abc import Mapping
from types import MappingProxyType

from reportkit.diagnostics import Code, Diagnostic, cells_text
from reportkit.files.limits import LIST, Limits, size_text
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang, Words

PART_TWICE = Words("the same part twice", "重复的部分")
TWO_DOCUMENTS = Words("a second workbook or document", "另一份表格或文档")
"""What a file holds of which two readers may see two different ones."""


class RefusalError(Exception):
    """Ends the look at a file; becomes its one finding.

    Args:
        code: why.
        sheet: the sheet that is the reason, None where it is the file.
        cells: addresses in it.
        instead: what to do where the file is the office's own list; None for what the code's own is.
        values: what stands in the braces of the code's words.
    """

    def __init__(
        self,
        code: Code,
        *,
        sheet: str | None = None,
        cells: tuple[str, ...] = (),
        instead: Words | None = None,
        **values: object,
    ) -> None:
        super().__init__(code.name)
        self.code = code
        self.sheet = sheet
        self.cells = cells
        self.instead = instead
        self.values = values

    def finding(self, name: str) -> Diagnostic:
        """Return the refusal of the file of that name as a finding."""
        return Diagnostic(self.code, file=name, sheet=self.sheet, cells=self.cells, values=self.values)


_RESAVE = Words(
    "Open it in Excel or WPS and save it as .xlsx, or bring back an earlier copy.",
    "请用 Excel 或 WPS 打开后另存为 .xlsx，或恢复以前的备份。",
)
_EXPORT = Words(
    "Open it in the program that made it, and save or export it as .xlsx.",
    "请用原来的软件打开，另存（导出）为 .xlsx。",
)
_UNLOCK = Words("Remove the password and save it.", "请去掉打开密码后另存。")
_RELEASE = Words("Have it released (decrypted).", "请申请解密（外发）。")
_ORIGIN = Words("Find out where the file comes from; do not open it.", "请核实文件来源，不要打开。")
_SPLIT = Words(
    "Split a long list, or delete what is no part of it; else find out where the file comes from.",
    "任务单太长的，请拆成几份或删去无关内容；否则请核实文件来源。",
)
_FAR = Words(
    "Delete what is no part of the table (it may stand far below or beside it), or split a long list, and save it.",
    "请删去不属于表格的内容（可能在表格下方、右侧很远处），或把任务单拆开，另存后重试。",
)
NO_SHEET = Words("no sheet at all", "没有任何工作表")
"""What a workbook holds that has no sheet."""
NO_CELLS = Words("nothing but charts or macros for sheets", "只有图表、宏表，没有单元格工作表")
"""What a workbook holds of whose sheets none has cells."""
NOTHING = Words("nothing in any cell", "所有单元格都是空的")
"""What a workbook holds whose cells are all empty."""
_TYPE_ANEW = Words(
    "Open it in Excel or WPS, look at these cells, type them anew and save it.",
    "请用 Excel 或 WPS 打开，核对这些单元格，重新填写后保存。",
)
_UNREAD = Words("“{file}” is {what}; it cannot be read.", "无法读取“{file}”：这是{what}。")
_TOO_FAR = Words(
    "“{file}”{sheet} holds too much, or too far away, to be read whole: up to {cells}.",
    "“{file}”{sheet}的内容太多或太远（到 {cells} 为止），无法全部读取。",
)

# Of the office's own documents the same reasons, with what the office itself can do about them.
_OWN: Mapping[Code, tuple[Words, Words]] = MappingProxyType({
    Code.F01: (
        Words("“{file}” is neither text nor a workbook.", "“{file}”既不是文本也不是表格，认不出是什么文件。"), _RESAVE),
    Code.F02: (
        Words("“{file}” is encrypted by document-security software.", "“{file}”被本机加密软件加密，别的电脑打不开。"),
        _RELEASE),
    Code.F03: (Words("“{file}” needs a password to open.", "“{file}”设有打开密码，无法读取。"), _UNLOCK),
    Code.F05: (
        _UNREAD,
        Words(
            "Take the list itself: a workbook, a Word document, a text or a saved web page.",
            "请改用任务单文件本身：Excel 表格、Word 文档、文本或保存的网页。")),
    Code.F06: (
        Words("“{file}”{sheet} is incomplete or damaged ({size}).", "“{file}”{sheet}不完整或已损坏（{size}）。"),
        _RESAVE),
    Code.F07: (
        Words("“{file}” is {size}; more than {limit} cannot be read.", "“{file}”有 {size}，超过 {limit}，无法读取。"),
        Words("Remove pictures and attachments from it.", "请去掉其中的图片和附件。")),
    Code.F08: (Words("“{file}” unpacks too large to be read.", "“{file}”解压后过大，无法读取。"), _SPLIT),
    Code.F09: (
        Words("“{file}” holds content that should not be there ({what}).", "“{file}”含不应出现的内容（{what}）。"),
        _ORIGIN),
    Code.F10: (_UNREAD, Words("Unpack it and take the document inside.", "请解压后使用其中的文件。")),
    Code.F16: (
        Words(
            "“{file}” is a table in another format ({what}); it cannot be read.",
            "“{file}”是{what}格式的表格，无法读取。"),
        _EXPORT),
    Code.F18: (
        Words(
            "“{file}” breaks the reader, or takes more time or memory than it may.",
            "“{file}”内部有毛病，或者读取时要占的时间、内存过多。"),
        _RESAVE),
    Code.F19: (
        Words("“{file}” is empty.", "“{file}”是空文件。"),
        Words("Save or export it again, or bring back an earlier copy.", "请重新导出、另存，或恢复以前的备份。")),
    Code.F20: (_TOO_FAR, _FAR),
    Code.F30: (
        Words(
            "“{file}” is packed in an unusual way, which cannot be unpacked here.",
            "“{file}”的打包压缩方式少见，这里解不开。"),
        Words("Open it in Excel or WPS and save it again.", "请用 Excel 或 WPS 打开后另存。")),
    Code.F33: (
        Words("“{file}” is a workbook with {what}.", "“{file}”是表格文件，但{what}。"),
        Words("Take the file that the list stands in.", "请改用任务单所在的文件。")),
    Code.S24: (
        Words(
            "“{file}”{sheet} says two things in {cells}: {readings}; programs differ over which.",
            "“{file}”{sheet}的 {cells} 存了两种内容：{readings}，不同软件读出来不一样。"),
        _TYPE_ANEW),
})  # fmt: skip


# A workbook that reportkit wrote is not split, typed anew or taken for a Word file: what else can be done about it.
_OF_WORKBOOK: Mapping[Code, Words] = MappingProxyType({
    Code.F02: _RELEASE,
    Code.F03: _UNLOCK,
    Code.F07: _OWN[Code.F07][1],
    Code.F09: _ORIGIN,
    Code.F10: Words("Unpack it and put the workbook inside in its place.", "请解压，用里面的表格文件替换它。"),
    Code.F16: _EXPORT,
    Code.F18: _RESAVE,
    Code.F30: Words("Open it in Excel or WPS and save it again.", "请用 Excel 或 WPS 打开后另存。"),
    Code.S24: _TYPE_ANEW,
    Code.F20: Words(
        "Delete what stands far below or beside the tables, and save it.",
        "请删去表格下方、右侧很远处多余的内容，保存后重试。",
    ),
})  # fmt: skip


def as_error(refusal: RefusalError, name: str, restore: Words | None = None) -> ReportkitError:
    """Return why a document of the office itself is not read, as one sentence with file, sheet and cell.

    Args:
        refusal: why.
        name: of the document.
        restore: how a workbook that an office works with is had back; None where the document is a list.
    """
    message, hint = _OWN[refusal.code]
    hint = (refusal.instead or hint) if restore is None else _OF_WORKBOOK.get(refusal.code, restore)
    cells = Words(*(cells_text(refusal.cells, lang) for lang in (Lang.EN, Lang.HANS)))
    values = {**refusal.values, "sheet": _sheet_words(refusal.sheet), "cells": cells}
    return ReportkitError(message, hint, file=name, **values)


def _sheet_words(name: str | None) -> Words:
    if not name:
        return Words("", "")
    escaped = name.replace("{", "{{").replace("}", "}}")
    return Words(f", sheet “{escaped}”,", f"的工作表“{escaped}”")


def refuse_size(name: str, size: int, limits: Limits = LIST) -> None:
    """Refuse a file that is larger than may be read, so that it need not be read.

    Args:
        name: its name, for the message.
        size: in bytes.
        limits: of what it is read for.

    Raises:
        ReportkitError: it is too large.
    """
    if size > limits.size:
        raise as_error(RefusalError(Code.F07, size=size_text(size), limit=size_text(limits.size)), name)
