"""Days in the wording of a task that no column or label gives a deadline: 推进迁建，10月底前完成主体工程. Pure.

Only a day *by* which something is to be done is looked for. It is the task's deadline where it is the only one of a
wording of one sentence and stands in its last clause; of several, nobody but the office can say which is the whole
task's.
"""

import re
from dataclasses import dataclass
from datetime import date

from reportkit.data import alternatives
from reportkit.language.days import read_day
from reportkit.language.months import month_names
from reportkit.language.script import is_latin
from reportkit.lists.when import plain_when
from reportkit.model import Task

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_NAMES = alternatives(name for name in month_names() if name.isascii())
_OF_YEAR = r"(?:20\d\d年|(?:民[国國])?(?<!\d)1[01]\d年)"
_BY_THEN = re.compile(
    rf"(?:{_OF_YEAR}|今年|年)?(?:{_NUMBER}月(?:{_NUMBER}[日号]|份?(?:底|末|上旬|中旬|下旬)?)"
    r"|第?[一二三四1-4]季度?[末底]?|[上下]半年)(?:之前|以前|前|[内內])"
    rf"|{_OF_YEAR}年?[底末](?:之前|以前|前)|{_OF_YEAR}度?[内內]"
    rf"|\bby (?:the end of |end of )?(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{_NAMES})\b(?:,? 20\d\d)?",
    re.IGNORECASE,
)
_YEAR_END = re.compile("年[底末](?:之前|以前|前)|年[内內]")
_ENDS = "。；\n"
_CLAUSE = re.compile(r"[，,；;。]")
_BEFORE_BY = re.compile("^(?:今年|年(?!底|末|内|中))|^by ", re.IGNORECASE)
_BEGINS = re.compile("[於于在]?")
"""What may stand before a day that a wording begins with."""


@dataclass(frozen=True, slots=True)
class DueInWording:
    """What the wording of a task says of days.

    Attributes:
        said: the days as they stand there, in order.
        day: the deadline of the whole task, None where nobody can say whether one of them is it.
    """

    said: tuple[str, ...]
    day: date | None


def due_of(task: Task, said: str, year: int) -> DueInWording | None:
    """Return what the wording of a task says of days where nothing else does.

    Args:
        task: the task.
        said: the deadline that a column or a label gives it, as it stands there.
        year: of the list, 0 where nobody knows it.
    """
    return None if said or task.milestones else due_in_wording(task.work, year)


def due_in_wording(work: str, year: int) -> DueInWording | None:
    """Return what a wording says of days, None where it names none but the end of the year.

    Args:
        work: the wording.
        year: of the list, for days without one; 0 where nobody knows it.
    """
    found = list(_BY_THEN.finditer(work))
    said = tuple(match[0] for match in found)
    if not said:
        return None
    is_only = len(said) == 1 and _YEAR_END.search(work.replace(said[0], "")) is None
    return DueInWording(said, _day(said[0], year) if is_only and _is_of_all(work, found[0]) else None)


def _is_of_all(work: str, when: re.Match[str]) -> bool:
    """Tell whether a day stands in the last clause of a wording of one sentence, or begins it with its year."""
    behind = work[when.end() :].rstrip("。.；; \n")
    if is_latin(work):
        return not behind and "\n" not in work
    if _BEGINS.fullmatch(work[: when.start()]) and re.match(_OF_YEAR, when[0]):
        return not any(mark in behind for mark in _ENDS)
    return not any(mark in work[: when.start()] for mark in _ENDS) and _CLAUSE.search(behind) is None


def _day(said: str, year: int) -> date | None:
    """Return the day that words name."""
    read = read_day(plain_when(_BEFORE_BY.sub("", said)), year) if year else None
    return read.day if read else None
