"""What workers are asked for: to read what an office works with and what came, to open archives, to mark copies.

Everything that is bytes of others is read by one of these jobs, whichever command wants it, so that all of it meets
the same limits of time and memory. Who asks loads what reads, so that every worker that is forked then has it.
"""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from reportkit.diagnostics import Code, Diagnostic
from reportkit.disk.work import Cause, Failure, Job, Shared, WorkerFaultError, Workers
from reportkit.fields.field_type import FieldType
from reportkit.files.bundle import Bundle
from reportkit.imported import Imported, ImportOptions
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang, Words
from reportkit.model import Entry, Master, Template, Vocabulary
from reportkit.returns.content import Claim, ReturnContent
from reportkit.returns.reference import Reference
from reportkit.workbook.style import HouseStyle

T = TypeVar("T")

COPY = 14
"""Marking a correction copy takes as long as reading so many forms."""
_TOO_MUCH = Words(
    "“{file}” could not be read within the time and memory that it may take. Nothing was written.",
    "在规定的时间、内存之内没能读完“{file}”。没有写入任何内容。",
)
_NOT_NOW = Words(
    "“{file}” could not be read now: the system ended its reader, or the computer was too busy. Nothing was written.",
    "现在没能读完“{file}”：读取它的进程被系统中断了，或者电脑太忙。没有写入任何内容。",
)
_NOT_NOW_HINT = Words(
    "The file is not to blame. Close other programs and run the command again.",
    "不是文件的问题。请关闭其他程序，再运行一次。",
)
_TOO_MUCH_HINT = Words(
    "There is too much in the file: split a very long list, or delete in Excel or WPS what stands far below and beside "
    "the tables (Ctrl+End leads to the last cell) and save it as a new .xlsx.",
    "文件内容太多：任务单特别长的请拆成几份；或者用 Excel、WPS 打开，删去表格下方、右侧很远处多余的内容"
    "（按 Ctrl+End 可跳到最后一格），另存为新的 .xlsx。",
)


# What the office works with


def to_import(documents: Sequence[tuple[str, bytes]], options: ImportOptions, vocabulary: Vocabulary) -> Job[Imported]:
    """Return the job of reading a list of tasks from documents, by the words of the office that reads it."""
    return Job(_import, (tuple(documents), options, vocabulary), sum(len(data) for _, data in documents))


def to_read_vocabulary(data: bytes, file: str) -> Job[Vocabulary]:
    """Return the job of reading what an office has said of its own words in its master."""
    from reportkit.master import reading  # noqa: F401 - by every worker that is started from now on

    return Job(_read_vocabulary, (data, file), len(data))


def to_read_master(data: bytes, file: str) -> Job[tuple[Master, tuple[Diagnostic, ...]]]:
    """Return the job of reading a master workbook."""
    from reportkit.master import reading  # noqa: F401 - likewise

    return Job(_read_master, (data, file), len(data))


def to_read_template(
    data: bytes,
    file: str,
    issued: Mapping[str, FieldType] | None = None,
    kept: Sequence[str] = (),
    lang: Lang | None = None,
) -> Job[tuple[Template, tuple[Diagnostic, ...]]]:
    """Return the job of reading a form template.

    Args:
        data: the workbook.
        file: its name, for messages.
        issued: the types that forms of the year asked for.
        kept: words that stay as they are in both scripts.
        lang: of the list, where it is to be told what is in another.
    """
    from reportkit.forms import reading  # noqa: F401 - likewise

    return Job(_read_template, (data, file, issued or {}, tuple(kept), lang), len(data))


def to_read_look(data: bytes, file: str) -> Job[tuple[HouseStyle, tuple[Diagnostic, ...]]]:
    """Return the job of reading how an office wants its workbooks to look."""
    from reportkit.forms import look_sheet  # noqa: F401 - likewise

    return Job(_read_look, (data, file), len(data))


def answer_for(workers: Workers, job: Job[T], file: str) -> T:
    """Return the answer to a job without which no command can go on.

    Args:
        workers: who does it.
        job: the job.
        file: the list, the master or the template that it is about, as people know it.

    Raises:
        ReportkitError: it cannot be read, or not within the limits of a worker.
        WorkerFaultError: it met a fault of ours.
    """
    return answered(workers.run(job), file)


def answered(found: T | Failure, file: str) -> T:
    """Return an answer; a failure ends the command as `answer_for` says."""
    if not isinstance(found, Failure):
        return found
    if found.cause is Cause.PROGRAM:
        raise WorkerFaultError(found.trace)
    if found.cause is Cause.MOMENT:
        raise ReportkitError(_NOT_NOW, _NOT_NOW_HINT, file=file)
    raise found.refusal or ReportkitError(_TOO_MUCH, _TOO_MUCH_HINT, file=file)


# What came


def to_read(reference: Shared[Reference], data: bytes, name: str, claim: Claim | None = None) -> Job[ReturnContent]:
    """Return the job of reading a return."""
    from reportkit.returns import reading  # noqa: F401 - by every worker that is started from now on

    return Job(_read, (reference, data, name, claim), len(data))


def to_look_at(reference: Shared[Reference], data: bytes, name: str) -> Job[ReturnContent | Bundle]:
    """Return the job of reading a file of any kind: of an archive or a mail the answer is a bundle without members."""
    from reportkit.returns import reading  # noqa: F401 - by every worker that is started from now on

    return Job(_look_at, (reference, data, name), len(data))


def to_unpack(data: bytes, name: str) -> Job[Bundle]:
    """Return the job of opening an archive or a mail."""
    return Job(_unpack, (data, name), len(data))


def to_correct(  # noqa: PLR0913 - the interface of the station
    reference: Shared[Reference],
    data: bytes,
    name: str,
    marked: Sequence[Diagnostic],
    entries: Sequence[Entry],
    *,
    blank: bytes | None,
    house_style: HouseStyle,
) -> Job[bytes]:
    """Return the job of making a correction copy; it is refused where there is none to be made."""
    asked = (reference, data, name, tuple(marked), tuple(entries), blank, house_style)
    return Job(_correct, asked, len(data), COPY)


def unreadable(name: str) -> Diagnostic:
    """Return the finding on a file that ends its reader, or takes more than any form needs."""
    return Diagnostic(Code.F18, file=name)


def _read_vocabulary(data: bytes, file: str) -> Vocabulary:
    from reportkit.master.reading import read_vocabulary

    return read_vocabulary(data, file)


def _read_master(data: bytes, file: str) -> tuple[Master, tuple[Diagnostic, ...]]:
    from reportkit.master.reading import read_master

    return read_master(data, file)


def _read_template(
    data: bytes, file: str, issued: Mapping[str, FieldType], kept: Sequence[str], lang: Lang | None
) -> tuple[Template, tuple[Diagnostic, ...]]:
    from reportkit.forms.reading import read_template

    return read_template(data, file, issued, kept, lang)


def _read_look(data: bytes, file: str) -> tuple[HouseStyle, tuple[Diagnostic, ...]]:
    from reportkit.forms.look_sheet import read_look

    return read_look(data, file)


def _import(documents: Sequence[tuple[str, bytes]], options: ImportOptions, vocabulary: Vocabulary) -> Imported:
    # The grammars of lists take as long to load as a quarter of all else: only who reads a list loads them.
    from reportkit.lists.importing import import_lists

    return import_lists(documents, options=options, vocabulary=vocabulary)


def _read(reference: Reference, data: bytes, name: str, claim: Claim | None) -> ReturnContent:
    from reportkit.returns.reading import read_return

    return read_return(data, name, reference, claim=claim)


def _look_at(reference: Reference, data: bytes, name: str) -> ReturnContent | Bundle:
    from reportkit.files.archives import open_bundle
    from reportkit.returns.reading import read_return

    # What an archive holds can be many times its size: it is handed over only when its turn has come.
    return Bundle() if open_bundle(data, name) is not None else read_return(data, name, reference)


def _unpack(data: bytes, name: str) -> Bundle:
    from reportkit.files.archives import open_bundle

    return open_bundle(data, name) or Bundle()


def _correct(  # noqa: PLR0913, PLR0917 - the interface of the station
    reference: Reference,
    data: bytes,
    name: str,
    marked: Sequence[Diagnostic],
    entries: Sequence[Entry],
    blank: bytes | None,
    house_style: HouseStyle,
) -> bytes:
    # openpyxl takes as long to load as thirty forms take to be read: only who marks a copy loads it.
    from reportkit.corrections.marked_copy import correction_copy

    lang: Lang = reference.master.settings.lang
    works: Mapping[int, str] = {task.no: task.work for task in reference.master.tasks}
    return correction_copy(
        data, name, marked, lang=lang, blank=blank, entries=entries, house_style=house_style, works=works,
        template=reference.template,
    )  # fmt: skip
