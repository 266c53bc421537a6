"""Several steps in the column of deadlines: “6月底前完成招标，12月底前完工” is two milestones. Pure.

Only that column is read so, never the prose of a task; what is not plainly a sequence of days with what is done by
them is no milestone.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from itertools import pairwise

from reportkit.language.days import read_day
from reportkit.language.text import fold, squeeze
from reportkit.measure import FULL
from reportkit.model import Milestone

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_WHEN = (
    rf"(?:20\d\d年)?(?:(?:{_NUMBER}|元)月(?:{_NUMBER}[日号]|份?(?:底|末|初|上旬|中旬|下旬)?)"
    r"|第?[一二三四1-4]季度[末底]?|上半年|年中|下半年|年[底末]|全年)"
)
_STEP = re.compile(rf"(?:到|至|在|于)?(?P<when>{_WHEN})(?:之?前|以前|止)?[:：,，]?(?P<what>.*)")
# A part ends with a stop, or with a space before the next day: lines of a cell come with spaces between them.
_ENDS = re.compile(rf"[,，;；。\n]|\s(?=(?:到|至)?{_WHEN})")
# A percent of the whole task; of anything else (完成投资50%) it is no share of what is to be done.
_SHARE = re.compile(
    r"(?:累计|总体|整体)?(?:完成|达到|达|至|推进到)?(?:进度)?(?:达到|达|至)?"
    r"(?:全年|年度|总)?(?:目标|任务|工作|工作量|工程量|计划)?的?(?P<share>\d{1,3}(?:\.\d+)?)%(?:以上)?"
)


def steps_of(text: str, year: int) -> tuple[Milestone, ...]:
    """Return the steps that a column of deadlines names.

    () where it names fewer than two, where their days do not rise, or where none says what is done by then.
    """
    found: list[tuple[date, str]] = []
    for said in filter(None, map(squeeze, _ENDS.split(text) if year else ())):
        step = _step(said, year)
        if step is not None:
            found.append(step)
        elif found:
            day, words = found.pop()
            found.append((day, f"{words}，{said}" if words else said))
        else:
            return ()
    if len(found) < 2 or any(one >= other for (one, _), (other, _) in pairwise(found)):
        return ()
    steps = tuple(milestone(day, words) for day, words in found)
    return steps if milestones_of_steps(steps) else ()


def _step(said: str, year: int) -> tuple[date, str] | None:
    """Return the day that a part begins with and what it says of it, None where it begins with none."""
    step = _STEP.fullmatch(unicodedata.normalize("NFKC", said)) or _STEP.fullmatch(fold(said))
    read = read_day(step["when"], year) if step else None
    if step is None or read is None or read.day is None:
        return None
    return read.day, squeeze(step["what"])


def milestone(day: date, words: str) -> Milestone:
    """Return a step: what is to be done by a day, as a share of the whole task where the words say one."""
    match = _SHARE.fullmatch(fold(words))
    share = Decimal(match["share"]) if match else None
    if share is None or share > FULL:
        return Milestone(day, None, words)
    return Milestone(day, share, "")


def deadline_of_steps(steps: tuple[Milestone, ...]) -> date | None:
    """Return the day of the last step, None where that is the year's end or leaves something to be done."""
    last = steps[-1]
    is_end = (last.day.month, last.day.day) == (12, 31)
    return None if is_end or (last.percent is not None and last.percent < FULL) else last.day


def milestones_of_steps(steps: tuple[Milestone, ...]) -> tuple[Milestone, ...]:
    """Return the steps that say more than a day on which all is to be done."""
    return tuple(step for step in steps if step.words or (step.percent is not None and step.percent < FULL))
