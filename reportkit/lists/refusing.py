"""Why a document is not taken for a list of tasks: what it seems to be, what was seen, what is missing, what to do."""

from collections.abc import Sequence

from reportkit.files.document import Document, DocumentTable, Marking
from reportkit.language.errors import ReportkitError
from reportkit.language.text import fold_prose, shorten
from reportkit.language.words import Lang, Words, joined
from reportkit.lists.document_kinds import DocumentKind, Seeming, seems, speaks_of
from reportkit.lists.headings import OwnHeadings
from reportkit.lists.listing import Basis, Listing
from reportkit.lists.names import KnownUnits
from reportkit.lists.plausible import doubts, named_share, says_little, says_more_than_whose
from reportkit.lists.tables import headings_of
from reportkit.model import ListColumn

_NAMED_BY_SOME, _NAMED_BY_MOST = 0.5, 0.8
_LEFT_OUT = frozenset({Marking.STRUCK, Marking.DELETED, Marking.HIDDEN, Marking.HIDDEN_SHEET})
_LEAST_COLUMNS = 3
_SHOWN, _MOST_SHOWN = 40, 4

_IS_ANOTHER = Words("“{file}” holds no list of tasks: it seems to be {kind}.", "“{file}”里没有任务单，看起来是{kind}。")
_IS_NONE = Words("“{file}” holds no list of tasks: {saw}.", "“{file}”里没有找到任务单：{saw}。")
_IS_UNLIKELY = Words(
    "“{file}” cannot be taken for a list of tasks{kind}: {n} were seen, from “{first}” on, but {doubts}.",
    "不能认定“{file}”是任务单{kind}：看到 {n} 项（“{first}”等），但{doubts}。",
)
_GIVE_LIST = Words(
    "Give the document in which each task stands with its unit: a table with headings (No., Action, Lead …), "
    "or items that end in whose they are.",
    "请改用写明每项任务由哪个单位负责的文件：带表头（序号、重点工作、牵头单位等）的表格，或每项后面写明“牵头单位：…”的文本。",
)
_LAY_OUT = Words(
    "Lay the tasks out in a table with headings (No., Action, Lead …), one task a row, and import that.",
    "请整理成带表头（序号、重点工作、牵头单位等）、一项一行的表格，再导入。",
)
_COLLECT = Words(
    "What units send back goes into inbox/ and is read by “reportkit collect”; give import the list itself.",
    "单位报回的表请放进 inbox/，用“reportkit collect”读取；import 要的是任务单本身。",
)
_SHOW = Words(
    "Show the rows (take filters out too) or take the lines out of them, and import again.",
    "请取消隐藏（包括取消筛选）或去掉删除线，再重新导入。",
)
_FILL_IN = Words(
    "Fill in the tasks below the headings, or give the document in which they stand.",
    "请在表头下面填上任务，或改用已填好的文件。",
)


def refuse_unlikely(name: str, document: Document, listing: Listing, known: KnownUnits, own: OwnHeadings) -> None:
    """Refuse a document whose tasks look like none.

    Args:
        name: of the document.
        document: the document, its texts clean.
        listing: the likeliest reading of it.
        known: units of which an office has said what they are called.
        own: what the office has said of headings.

    Raises:
        ReportkitError: it does; the message says what it seems to be, or what speaks against its tasks.
    """
    seeming = seems(name, document)
    if _is_another(seeming, listing):
        raise _another(name, seeming.kind)
    subject = _subject(listing, own)
    if subject is not None and not seeming.is_called_list:
        raise _another(name, subject)
    found = doubts(listing, document, known)
    if found:
        is_named = seeming.kind is not None and not seeming.is_called_list
        raise ReportkitError(
            _IS_UNLIKELY,
            _LAY_OUT,
            file=name,
            kind=_in_brackets(seeming.kind) if is_named else Words("", ""),
            n=len(listing.tasks),
            first=shorten("".join(piece.text for piece in listing.tasks[0].work), _SHOWN),
            doubts=_list_of(found),
        )


def refuse_form(name: str, document: Document) -> None:
    """Refuse a form in which a unit reports, before its tasks are read: they are those of the list.

    Raises:
        ReportkitError: it is one.
    """
    seeming = seems(name, document)
    if seeming.is_form:
        raise _another(name, seeming.kind)


def no_list(name: str, documents: Sequence[Document], own: OwnHeadings) -> ReportkitError:
    """Return why a document of which no reading has tasks is refused.

    Args:
        name: of the document.
        documents: its readings, their texts clean.
        own: what the office has said of headings.
    """
    seemings = [seems(name, document) for document in documents]
    seeming = max(seemings, key=lambda one: (one.by_title, one.by_more), default=Seeming())
    headings = next((found for document in documents if (found := headings_of(document, own))), ())
    is_named = seeming.kind is not None and (seeming.by_title or not seeming.is_called_list)
    if headings and (seeming.is_called_list or not is_named):
        return _empty(name, headings, _left_out(documents))
    if is_named:
        return _another(name, seeming.kind)
    return ReportkitError(_IS_NONE, _GIVE_LIST, file=name, saw=_saw(documents))


def _empty(name: str, headings: Sequence[str], left_out: int) -> ReportkitError:
    """Return why a table is refused that has no task below its headings, or none that counts."""
    en, zh = (_escaped(joined(headings[:_MOST_SHOWN], lang)) for lang in (Lang.EN, Lang.HANS))
    if left_out:
        saw = Words(
            f"all that stands below its headings ({en} …) is struck through or hidden ({left_out} texts)",
            f"表头（{zh}等）下面的内容都已划去或隐藏（{left_out} 处）",
        )
        return ReportkitError(_IS_NONE, _SHOW, file=name, saw=saw)
    kind = Words(
        f"a table of headings ({en} …) with no task below them",
        f"只有表头（{zh}等）、没有任务的空表",
    )
    return ReportkitError(_IS_ANOTHER, _FILL_IN, file=name, kind=kind)


def _left_out(documents: Sequence[Document]) -> int:
    """Return how many texts of a document are struck through or hidden."""
    return max((sum(mark.how in _LEFT_OUT for mark in document.marked) for document in documents), default=0)


def _is_another(seeming: Seeming, listing: Listing) -> bool:
    """Tell whether a document is another than a list, whatever in it was taken for tasks."""
    kind = seeming.kind
    if kind is None or seeming.is_called_list:
        return False
    if listing.basis is Basis.TASK_TABLE:
        return seeming.by_title and (named_share(listing) < _NAMED_BY_SOME or says_little(listing))
    if kind.may_hold_a_list:
        return seeming.by_title and named_share(listing) < _NAMED_BY_MOST
    is_bare_table = listing.basis is Basis.TABLE and not says_more_than_whose(listing)
    return seeming.by_title or (seeming.by_more and is_bare_table)


def _subject(listing: Listing, own: OwnHeadings) -> DocumentKind | None:
    """Return what the heading over the tasks says that its document is, None where an office has said otherwise."""
    heads = (column.text for column in listing.columns if column.means is ListColumn.WORK)
    return next(filter(None, (speaks_of(text) for text in heads if fold_prose(text) not in own)), None)


def _another(name: str, kind: DocumentKind | None) -> ReportkitError:
    hint = _COLLECT if kind is DocumentKind.FORM else _GIVE_LIST
    return ReportkitError(_IS_ANOTHER, hint, file=name, kind=(kind or DocumentKind.LIST).label)


def _in_brackets(kind: DocumentKind | None) -> Words:
    label = (kind or DocumentKind.LIST).label
    return Words(f" (it seems to be {label.en})", f"（看起来是{label.text(Lang.HANS)}）")


def _list_of(found: Sequence[Words]) -> Words:
    return Words("; ".join(one.en for one in found), "；".join(one.text(Lang.HANS) for one in found))


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _is_table(table: DocumentTable) -> bool:
    """Tell whether a table is one, and not the lines of a text that were parted at their commas."""
    filled = [len([cell for cell in dict.fromkeys(row) if cell.text.strip()]) for row in table.rows]
    return 2 * sum(cells >= _LEAST_COLUMNS for cells in filled) > sum(cells > 0 for cells in filled)


def _saw(documents: Sequence[Document]) -> Words:
    """Return what a document has instead of tasks."""
    tables = max((sum(map(_is_table, document.tables)) for document in documents), default=0)
    pieces = max((len(document.pieces) for document in documents), default=0)
    gone = _left_out(documents)
    en = [f"no table of it ({tables}) has the headings of a list"] if tables else []
    zh = [f"{tables} 张表都没有任务单的表头"] if tables else []
    if pieces or not tables:
        en.append(f"no paragraph of it ({pieces}) says whose a task is" if pieces else "it has no text that counts")
        zh.append(f"{pieces} 段文字都没有写明由谁负责" if pieces else "没有可用的文字")
    if gone:
        en.append(f"{gone} texts are struck through or hidden and do not count")
        zh.append(f"另有 {gone} 处文字已划去或隐藏，不算在内")
    return Words("; ".join(en), "，".join(zh))
