"""The usual ways in which a return goes wrong, each by its name: what a clerk does, and what is sent then.

Each takes a form that is filled in well and returns what comes of it, () where the form does not lend itself to it.
"""

import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import PurePath

from reportkit.demo.clerk import Report
from reportkit.demo.filled_form import FilledForm, RowToFill, as_csv, copied, sort_rows, with_row_inserted
from reportkit.fields.answer_type import CellValue
from reportkit.identity import find_form_id
from reportkit.language.words import Words
from reportkit.model import Status

Sending = tuple[str, bytes, date]
"""Name, bytes and day of a file that is sent."""


@dataclass(frozen=True, slots=True)
class ClerkForm:
    """One form on a clerk's desk.

    Attributes:
        name: under which it was issued.
        issued: as it was issued.
        filled: filled in well.
        reports: what it says, by number of the task.
        day: on which it would be sent.
        due: the last day.
        other: number of another unit's form, "" where there is none.
        last: what the unit sent the period before, None where that is not known.
    """

    name: str
    issued: bytes
    filled: FilledForm
    reports: Mapping[int, Report]
    day: date
    due: date
    other: str
    last: bytes | None

    def sent(self, name: str | None = None) -> tuple[Sending, ...]:
        """Send the form as it is now."""
        return ((name or self.name, self.filled.save(self.day), self.day),)

    def reports_with(self, *status: Status) -> list[RowToFill]:
        """Return the task rows that report one of the states."""
        return [line for line in self.filled.tasks if self.reports[line.key.task].status in status]

    def figures(self) -> list[RowToFill]:
        """Return the target rows whose figure has more than one digit."""
        lines = [line for line in self.filled.lines if line.key.target is not None]
        return [line for line in lines if isinstance(v := line.read("actual"), int | float | Decimal) and v >= 10]


@dataclass(frozen=True, slots=True)
class Mishap:
    """One way to go wrong.

    Attributes:
        what: what was done, in words.
        happen: what is sent then.
        is_costly: True where the whole return is lost for the time being.
    """

    what: Words
    happen: Callable[[ClerkForm], Sequence[Sending]]
    is_costly: bool = False


def _late(job: ClerkForm) -> Sequence[Sending]:
    day = job.due + timedelta(days=1)
    return ((job.name, job.filled.save(day), day),)


def _status_in_other_words(job: ClerkForm) -> Sequence[Sending]:
    lines = job.reports_with(Status.ON_TRACK, Status.AHEAD)
    if not lines:
        return ()
    lines[0].write("status", job.filled.say("完成") + f"{job.reports[lines[0].key.task].percent}%")
    return job.sent()


def _figures_with_words(job: ClerkForm) -> Sequence[Sending]:
    lines = job.figures()
    if not lines:
        return ()
    for line in lines:
        line.write("actual", f"{line.read('actual')}{line.read('measure') or ''}")
    first = job.filled.tasks[0]
    first.write("percent", f"{first.read('percent')}％".translate(_FULL_WIDTH))
    return job.sent()


def _about(job: ClerkForm) -> Sequence[Sending]:
    lines = [line for line in job.figures() if line.read("measure") not in ("%", "％")]
    if not lines:
        return ()
    lines[0].write("actual", job.filled.say("约") + _in_chinese(int(float(str(lines[0].read("actual"))))))
    return job.sent()


def _blank(job: ClerkForm) -> Sequence[Sending]:
    _empty(job)
    return job.sent()


def _done_with_sixty(job: ClerkForm) -> Sequence[Sending]:
    lines = job.reports_with(Status.ON_TRACK, Status.AHEAD)
    entries = job.filled.labels.get("status", ())
    done = list(Status).index(Status.DONE)  # the list has the states in their own order
    if not lines or len(entries) <= done:
        return ()
    lines[0].write("status", entries[done])
    lines[0].write("percent", Decimal(60))
    return job.sent()


def _prose_and_cell(job: ClerkForm) -> Sequence[Sending]:
    lines = [line for line in job.figures() if str(line.read("actual")) != str(line.read("actual"))[::-1]]
    for line in lines:
        figure = str(line.read("actual"))
        if figure.isdigit() and not figure.endswith("0"):
            line.write("actual", Decimal(figure[::-1]))  # 187 for 781: typed the wrong way round
            return job.sent()
    return ()


def _no_reason(job: ClerkForm) -> Sequence[Sending]:
    lines = job.reports_with(Status.LAGGING, Status.NOT_STARTED)
    if not lines:
        return ()
    lines[0].write("problems", None)
    return job.sent()


def _row_inserted(job: ClerkForm) -> Sequence[Sending]:
    return ((job.name, with_row_inserted(job.filled, job.filled.say("已请分管领导审阅"), job.day), job.day),)


def _rows_sorted(job: ClerkForm) -> Sequence[Sending]:
    if len(job.filled.tasks) < 2:
        return ()
    sort_rows(job.filled.tasks, "percent")
    return job.sent()


def _copied_into_a_new_book(job: ClerkForm) -> Sequence[Sending]:
    return ((job.name, copied(job.filled, job.day), job.day),)


def _last_periods(job: ClerkForm) -> Sequence[Sending]:
    return ((job.name, job.last, job.day),) if job.last else ()


def _number_of_another(job: ClerkForm) -> Sequence[Sending]:
    if not job.other:
        return ()
    mine = str(job.filled.form)
    for sheet, row, column, text in job.filled.cells():
        if column and sheet == job.filled.lines[0].sheet and find_form_id(text):
            job.filled.write(sheet, row, column, text.replace(mine, job.other))
    return job.sent()


def _photo(job: ClerkForm) -> Sequence[Sending]:
    return ((job.filled.say("微信图片") + f"_{job.day:%Y%m%d}152001.png", _png(job.day), job.day),)


def _cut_short(job: ClerkForm) -> Sequence[Sending]:
    whole = job.filled.save(job.day)
    return ((job.name, whole[: len(whole) * 3 // 5], job.day),)


def _sent_twice(job: ClerkForm) -> Sequence[Sending]:
    whole = job.filled.save(job.day)
    return ((job.name, whole, job.day), (_named(job, "(1)"), whole, job.day))


def _second_version(job: ClerkForm) -> Sequence[Sending]:
    kept = _empty(job)
    first = job.filled.save(job.day - timedelta(days=1))
    for line, name, value in kept:
        line.write(name, value)
    second = job.filled.save(job.day)
    return ((job.name, first, job.day - timedelta(days=1)), (_named(job, job.filled.say("（修改）")), second, job.day))


def _not_filled_in(job: ClerkForm) -> Sequence[Sending]:
    return ((job.name, job.issued, job.day),)


def _as_csv(job: ClerkForm) -> Sequence[Sending]:
    return ((PurePath(job.name).stem + ".csv", as_csv(job.filled, job.day), job.day),)


def _renamed(job: ClerkForm) -> Sequence[Sending]:
    return job.sent(job.filled.say("新建 Microsoft Excel 工作表") + ".xlsx")


MISHAPS = (
    Mishap(Words("sent a day late", "晚一天才交"), _late),
    Mishap(
        Words('status written as "完成…%", not from the list', "状态没从列表选，写成“完成…%”"), _status_in_other_words
    ),
    Mishap(
        Words(
            "figures with their measure behind them, a percent in full-width signs", "数字后面带单位，百分数用了全角"
        ),
        _figures_with_words,
    ),
    Mishap(Words('a figure written as "约…" in Chinese numerals', "数值写成“约……”的汉字"), _about),
    Mishap(Words("required cells left blank", "必填格空着"), _blank),
    Mishap(Words("done, but with 60 %", "状态是已完成，进度却是 60%"), _done_with_sixty),
    Mishap(Words("lagging without a problem named", "滞后却没写存在问题"), _no_reason),
    Mishap(Words("the figure in the cell is not the one in the text", "文字里的数和数值格对不上"), _prose_and_cell),
    Mishap(Words("a row inserted above the table", "表头上方插了一行"), _row_inserted),
    Mishap(Words("rows sorted by percent", "按进度重新排了序"), _rows_sorted),
    Mishap(Words("copied into a new workbook", "复制到新工作簿里再交"), _copied_into_a_new_book),
    Mishap(Words("last period's form sent again", "交成了上一期的表"), _last_periods, is_costly=True),
    Mishap(Words("another unit's form number pasted in", "贴上了别的单位的表号"), _number_of_another, is_costly=True),
    Mishap(Words("a photo instead of the form", "交来的是照片"), _photo, is_costly=True),
    Mishap(Words("the file is cut short", "文件没传完整"), _cut_short, is_costly=True),
    Mishap(Words("the same file sent twice", "同一份文件交了两次"), _sent_twice),
    Mishap(Words("a corrected second version", "先交一份，第二天又交修改稿"), _second_version),
    Mishap(Words("nothing filled in", "空表原样交回"), _not_filled_in, is_costly=True),
    Mishap(Words("saved as CSV", "另存成了 CSV"), _as_csv),
    Mishap(Words("renamed", "文件改了名"), _renamed),
)
"""Every way, in the order in which they are given out."""

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_DIGITS = "零一二三四五六七八九"


def _empty(job: ClerkForm) -> list[tuple[RowToFill, str, CellValue | float]]:
    """Empty required cells of one row and return what stood in them."""
    line = job.filled.tasks[-1]
    kept = [(line, name, line.read(name)) for name in ("progress", "percent")]
    for _, name, _ in kept:
        line.write(name, None)
    return kept


def _named(job: ClerkForm, mark: str) -> str:
    name = PurePath(job.name)
    return f"{name.stem}{mark}{name.suffix}"


def _in_chinese(number: int) -> str:
    """Return a number rounded to its first digit in words: 487 -> 五百."""
    text = str(number)
    power = len(text) - 1
    first = round(number, -power) // 10**power
    if first == 10:
        first, power = 1, power + 1
    names = ("", "十", "百", "千", "万", "十万", "百万", "千万", "亿")
    return _DIGITS[first] + names[power] if power < len(names) else text


def _png(day: date) -> bytes:
    """Return a grey picture of 8 by 8 dots, of another grey each day: no two photos are one file."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\x00" + bytes([day.toordinal() % 256] * 8) for _ in range(8))
    head = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
