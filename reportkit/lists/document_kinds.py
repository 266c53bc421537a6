"""What a document seems to be that is no list: minutes, a phone list, a budget. Pure.

Words of its title, of the first row of its tables and at the beginning of its lines say so; the words are a table of
data. A document that has none of them seems to be nothing in particular.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reportkit.data import alternatives, load
from reportkit.files.document import Document, DocumentCell, DocumentTable
from reportkit.identity import parse_row_key
from reportkit.language.script import han
from reportkit.language.text import fold, squeeze
from reportkit.language.words import Words
from reportkit.lists.numbered import numbers_section


class DocumentKind(StrEnum):
    """What a document may be."""

    LIST = "list"
    MINUTES = "minutes"
    AGENDA = "agenda"
    CONTACTS = "contacts"
    STAFF = "staff"
    ROSTER = "roster"
    BUDGET = "budget"
    PRICES = "prices"
    INVENTORY = "inventory"
    STATISTICS = "statistics"
    GRADES = "grades"
    LETTER = "letter"
    NOTICE = "notice"
    NEWS = "news"
    RULES = "rules"
    PORTFOLIOS = "portfolios"
    QUESTIONS = "questions"
    RISKS = "risks"
    SIGN_IN = "sign_in"
    REPORT = "report"
    CONTRACT = "contract"
    CHRONICLE = "chronicle"
    TIMETABLE = "timetable"
    COMPLAINTS = "complaints"
    POWERS = "powers"
    FORM = "form"

    @property
    def label(self) -> Words:
        """What people call it."""
        return _LABELS[self]

    @property
    def may_hold_a_list(self) -> bool:
        """Whether such a document may hold a list all the same: minutes say who is to do what, a notice encloses it."""
        return self in _RUNNING_TEXTS


_LABELS = {
    DocumentKind.LIST: Words("a list of tasks", "任务单"),
    DocumentKind.MINUTES: Words("minutes of a meeting", "会议纪要"),
    DocumentKind.AGENDA: Words("an agenda or a plan of meetings", "会议议程或会议安排"),
    DocumentKind.CONTACTS: Words("a list of contacts", "通讯录（联系人名单）"),
    DocumentKind.STAFF: Words("a list of staff", "人员名册"),
    DocumentKind.ROSTER: Words("a duty roster", "值班表"),
    DocumentKind.BUDGET: Words("a budget", "预算或经费表"),
    DocumentKind.PRICES: Words("a list of prices or purchases", "报价或采购清单"),
    DocumentKind.INVENTORY: Words("an inventory", "资产（物资）台账"),
    DocumentKind.STATISTICS: Words("a table of statistics", "统计表"),
    DocumentKind.GRADES: Words("results of an assessment", "考核成绩或排名"),
    DocumentKind.LETTER: Words("a letter", "信函"),
    DocumentKind.NOTICE: Words("a notice", "通知或公告"),
    DocumentKind.NEWS: Words("a news report", "新闻稿"),
    DocumentKind.RULES: Words("rules or regulations", "规章制度"),
    DocumentKind.PORTFOLIOS: Words("how leaders share their work", "领导分工"),
    DocumentKind.QUESTIONS: Words("a questionnaire, or questions and answers", "调查问卷或问答"),
    DocumentKind.RISKS: Words("a register of risks", "风险登记表"),
    DocumentKind.SIGN_IN: Words("a sheet to sign in", "签到表"),
    DocumentKind.REPORT: Words("a report or a speech", "总结、汇报或讲话"),
    DocumentKind.CONTRACT: Words("a contract", "合同或协议"),
    DocumentKind.CHRONICLE: Words("a chronicle", "大事记"),
    DocumentKind.TIMETABLE: Words("a timetable of courses", "培训或课程安排"),
    DocumentKind.COMPLAINTS: Words("a register of complaints or requests", "投诉或诉求登记表"),
    DocumentKind.POWERS: Words("a catalogue of permits or powers", "权责或许可事项目录"),
    DocumentKind.FORM: Words("a form that somebody has filled in", "已填报的表格"),
}
_RUNNING_TEXTS = frozenset({
    DocumentKind.MINUTES, DocumentKind.LETTER, DocumentKind.NOTICE, DocumentKind.NEWS, DocumentKind.RULES,
    DocumentKind.PORTFOLIOS, DocumentKind.REPORT, DocumentKind.CONTRACT,
})  # fmt: skip


class _Place(StrEnum):
    """Where a word says what a document is.

    Attributes:
        TITLE: somewhere in its title.
        TITLE_END: at the end of its title.
        HEADING: as the heading of a column, whatever stands in brackets behind it.
        LINE: at the beginning of a line.
        REPORT: as the heading of a column in which somebody reports.
        SUBJECT: as the heading of the column whose texts would be the tasks.
    """

    TITLE = "title"
    TITLE_END = "title_end"
    HEADING = "heading"
    LINE = "line"
    REPORT = "report"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that says what a document is."""

    kind: DocumentKind
    place: _Place
    word: str


@dataclass(frozen=True, slots=True)
class Seeming:
    """What a document seems to be.

    Attributes:
        kind: what, None where nothing says it.
        by_title: True where its own title says so.
        by_more: True where more than one thing says so.
        is_called_list: True where its title says that it is a list.
        is_form: True where it is a form in which a unit reports, whatever its title says.
    """

    kind: DocumentKind | None = None
    by_title: bool = False
    by_more: bool = False
    is_called_list: bool = False
    is_form: bool = False


_WORDS = load("document_kinds", _Word)
_BY_TITLE, _BY_OTHERS = 3, 2
_FIRST_LINES, _LONGEST_TITLE, _FIRST_ROWS = 3, 60, 4
_MOST_LINES = 2_000
# No title: a sentence, or a label with what it says.
_NO_TITLE = re.compile(r".*(?:[。；;！!]|[a-z]\.)$|[^:：A-Za-z]{1,8}[:：].")
_LEAST_COLUMNS, _LEAST_REPORTS = 3, 2


def seems(file: str, document: Document) -> Seeming:
    """Return what a document seems to be by its words.

    Args:
        file: its name.
        document: its texts.
    """
    by_title = _kinds_of(map(_told, _titles(document)))
    if _is_form(document, is_titled=DocumentKind.FORM in by_title):
        return Seeming(DocumentKind.FORM, is_form=True)
    points = Counter(dict.fromkeys(by_title, _BY_TITLE))
    points.update(dict.fromkeys(_kinds_of([_told(file.rpartition(".")[0])]), _BY_OTHERS))
    heads = (_told(cell.text) for table in document.tables for cell in _heads(table))
    for found in (_found(_Place.HEADING, heads), _found(_Place.LINE, map(_told, _lines(document)))):
        for row in found:
            points[row.kind] += _BY_OTHERS
    is_called_list = points.pop(DocumentKind.LIST, 0) > 0
    kind = max(points, key=points.__getitem__, default=None)
    by_more = kind is not None and points[kind] > _BY_TITLE
    return Seeming(kind, kind in by_title, by_more, is_called_list)


def speaks_of(heading: str) -> DocumentKind | None:
    """Return what a document is that has this heading over what would be the tasks: 采购项目; None for any other."""
    return next((row.kind for row in _found(_Place.SUBJECT, [_told(heading)])), None)


def is_list_title(text: str) -> bool:
    """Tell whether a title says that its document is a list of tasks."""
    return _TITLES[DocumentKind.LIST].search(_told(text)) is not None


def _is_form(document: Document, *, is_titled: bool) -> bool:
    """Tell whether a document is a form in which a unit reports.

    It holds a key of reportkit's own, or asks who has filled it in and has columns to report in; these are filled in
    where its title does not say what it is, for a list may have them as well. A form in which nothing is reported yet
    may be sent along with a list: beside another table it is an annex.
    """
    if any(parse_row_key(text.strip()) for _, text in document.texts()):
        return True
    foot = (row.kind for row in _found(_Place.LINE, map(_told, _lines(document))))
    if DocumentKind.FORM not in foot:
        return False
    filled = [_filled_reports(table) for table in document.tables]
    has_others = any(share is None and _has_rows(table) for share, table in zip(filled, document.tables, strict=True))
    least = 0.5 if not is_titled else 0.0 if has_others else -1.0
    return any(share is not None and share > least for share in filled)


def _filled_reports(table: DocumentTable) -> float | None:
    """Return the share of cells filled in below the columns to report in, None for a table that has none."""
    heads = [cell for cell in _heads(table) if _AT[_Place.REPORT].match(_told(cell.text))]
    if len(heads) < _LEAST_REPORTS:
        return None
    below = [row[cell.column] for row in table.rows[heads[0].row + 1 :] for cell in heads]
    return sum(bool(cell.text.strip()) for cell in below) / max(len(below), 1)


def _has_rows(table: DocumentTable) -> bool:
    """Tell whether a table has rows of several cells below its headings."""
    heads = _heads(table)
    below = table.rows[heads[0].row + 1 :] if heads else ()
    return sum(sum(bool(cell.text.strip()) for cell in row) >= _LEAST_COLUMNS for row in below) > 1


def _kinds_of(titles: Iterable[str]) -> frozenset[DocumentKind]:
    """Return what titles say that their document is."""
    return frozenset(kind for title in titles for kind, pattern in _TITLES.items() if pattern.search(title))


def _found(place: _Place, texts: Iterable[str]) -> Iterator[_Word]:
    """Yield the words that stand at a place in some text, each once."""
    pattern = _AT[place]
    words = {match["word"] for text in texts if (match := pattern.match(text))}
    return (row for row in _WORDS if row.place is place and _told(row.word) in words)


def _told(text: str) -> str:
    """Return a text as it is compared: in one width and script, Chinese without spaces, English with them."""
    plain = squeeze(unicodedata.normalize("NFKC", text)).casefold()
    return fold(text) if han().search(plain) else plain


def _words(place: _Place, kind: DocumentKind | None = None) -> str:
    """Return the pattern of the words of a place, of one kind or of all; one in letters is a whole word."""
    words = [_told(row.word) for row in _WORDS if row.place is place and kind in (None, row.kind)]
    in_letters = alternatives(word for word in words if word.isascii() and word[-1:].isalnum())
    others = alternatives(word for word in words if not (word.isascii() and word[-1:].isalnum()))
    found = [rf"(?<!\w)(?:{in_letters})(?!\w)" if in_letters else "", others]
    return "|".join(filter(None, found)) or "(?!)"


_TITLES = {
    kind: re.compile(rf"(?:{_words(_Place.TITLE, kind)})|(?:{_words(_Place.TITLE_END, kind)})(?:\([^()]{{0,20}}\))?$")
    for kind in DocumentKind
}
_AT = {
    _Place.HEADING: re.compile(rf"(?P<word>{_words(_Place.HEADING)})(?=[(/ ]|$)"),
    _Place.SUBJECT: re.compile(rf"(?P<word>{_words(_Place.SUBJECT)})(?=[(/ ]|$)"),
    _Place.REPORT: re.compile(rf"(?P<word>{_words(_Place.REPORT)})(?=[(/* ]|$)"),
    _Place.LINE: re.compile(rf"[(]?(?:\d{{1,2}}[.、)] ?|[一二三四五六七八九十]、)?(?P<word>{_words(_Place.LINE)})"),
}


def _titles(document: Document) -> Iterator[str]:
    """Yield what may be the title: of the page, the first lines, what stands over tables and in their first rows."""
    yield document.title
    for text in (*(piece.text for piece in document.pieces[:_FIRST_LINES]), *_over(document.tables)):
        if len(text) <= _LONGEST_TITLE and not _NO_TITLE.match(text) and not _heads_part(text):
            yield text


def _heads_part(text: str) -> bool:
    """Tell whether a line is numbered as the sections below a title are: 一、課程教學."""
    return numbers_section(text) and not is_list_title(text)


def _over(tables: Iterable[DocumentTable]) -> Iterator[str]:
    """Yield what stands over tables and in those of their first rows that have a single cell."""
    for table in tables:
        yield table.heading
        for row in table.rows[:_FIRST_ROWS]:
            cells = [cell for cell in dict.fromkeys(row) if cell.text.strip()]
            yield from (cells[0].text for _ in cells[:1] if len(cells) == 1)


def _heads(table: DocumentTable) -> Sequence[DocumentCell]:
    """Return the cells of the first row that has several, which are the headings of a table if it has any."""
    for row in table.rows[: 2 * _FIRST_ROWS]:
        cells = [cell for cell in dict.fromkeys(row) if cell.text.strip()]
        if len(cells) >= _LEAST_COLUMNS:
            return cells
    return ()


def _lines(document: Document) -> Iterator[str]:
    """Yield the beginning of each line, of very long documents those of the first."""
    for _, text in document.texts()[:_MOST_LINES]:
        yield text[:_LONGEST_TITLE]
