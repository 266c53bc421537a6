"""The formulas of the reports: counts over the hidden columns, and what follows an edit of a status. Pure.

Only functions that every spreadsheet program has had for twenty years: no dynamic arrays, nothing volatile.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from string import Formatter

from reportkit.address import address
from reportkit.language.amounts import percent_text
from reportkit.language.text import pieces
from reportkit.language.words import Lang, Words
from reportkit.measure import due_milestone, tenth
from reportkit.model import Light, Op, Settings, Status, Target
from reportkit.period import Period
from reportkit.reports import values
from reportkit.reports.plan import LIGHT_RANK, Plan, TaskRows
from reportkit.workbook.look import LIGHT_MARK

_MID_YEAR = 6
_EDITED = Words("Edited after merging; when merged: ", "汇总后有人工改动，汇总时：")

_PIECE = 250


@dataclass(frozen=True, slots=True)
class Live:
    """A figure: the formula that keeps it right, without its equals sign, and what it comes to."""

    formula: str
    value: str | float | Decimal


@lru_cache(maxsize=4096)  # formulas of a round name the same few leaders, units and lights thousands of times
def text(value: str) -> str:
    """Return a text as it stands in a formula; a long one in pieces, as Excel opens none of over 255 characters."""
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces(value, _PIECE))


def pattern(name: str) -> str:
    """Return a name as it stands in a criterion, where `*`, `?` and `~` would mean something else."""
    return "".join(f"~{c}" if c in "~*?" else c for c in name)


def within(name: str) -> str:
    """Return the criterion that finds a name between bars."""
    return text(f"*|{pattern(name)}|*")


@dataclass(frozen=True, slots=True)
class Rules:
    """What a light is judged by after an edit.

    Attributes:
        settings: thresholds and language.
        labels: label of each status by name.
        period: the period, whose last day is the day of judgement.
    """

    settings: Settings
    labels: Mapping[str, str]
    period: Period

    @property
    def past_mid_year(self) -> bool:
        """True where a task not started is red."""
        return self.period.months_gone(self.settings.first_month) > _MID_YEAR


class Counts:
    """Formulas that count tasks of a plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def tasks(self, *conditions: tuple[str, str]) -> str:
        """Return the count of tasks that meet every (column, criterion)."""
        pairs = conditions or (("no", text(">0")),)
        inner = ",".join(f"{self._plan.range(key)},{criterion}" for key, criterion in pairs)
        return f"COUNTIFS({inner})"

    def light(self, light: Light, *conditions: tuple[str, str]) -> str:
        """Return the count of tasks with a light that meet every condition."""
        return self.tasks(*conditions, ("code", text(light.value)))

    def edited(self, lang: Lang) -> str:
        """Return the count of tasks that somebody edited after merging, as their reasons say."""
        return self.tasks(("reason", text(f"{pattern(_EDITED.text(lang))}*")))

    def status(self, label: str) -> str:
        """Return the count of tasks with a self-reported status by its label."""
        return self.tasks(("status", text(pattern(label))))


def rows_of(rows: range) -> str:
    """Return the count of the numbered rows of a list, given from 0, by the numbers in its first column."""
    return f"COUNT({address(rows.start, 0)}:{address(max(rows.stop, rows.start + 1) - 1, 0)})"


def spelt(template: str, found: Mapping[str, Live | str]) -> Live:
    """Fill a sentence with figures that stay formulas, and with texts.

    Args:
        template: the sentence, names in braces.
        found: what stands for each name.
    """
    named = ((literal, found[name] if name else "") for literal, name, _, _ in Formatter().parse(template))
    parts = _joined_texts(part for pair in named for part in pair if part)
    figures = [part if isinstance(part, Live) else Live(text(part), part) for part in parts]
    # Parentheses round a sum are for whoever reads the formula.
    formula = "&".join(f"({part.formula})" if "+" in part.formula else part.formula for part in figures)
    return Live(formula, "".join(str(part.value) for part in figures))


def _joined_texts(parts: Iterable[Live | str]) -> list[Live | str]:
    """Return the parts of a sentence, texts that follow each other as one."""
    joined: list[Live | str] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def percent_of(part: Live, whole: Live) -> Live:
    """Return a share in percent, to a tenth; 0 where there is nothing to share."""
    count, total = Decimal(str(part.value)), Decimal(str(whole.value))
    percent = tenth(count * 100 / total) if total else Decimal(0)
    # Rounded as a part of one: 23 of 80 as a percentage is a hair under 28.75 in a float.
    return Live(f"IF({whole.formula}=0,0,ROUND({part.formula}/{whole.formula},3)*100)", float(percent))


def percent_words(cell: str, percent: Live) -> Live:
    """Return a percentage that stands in a cell as it is printed in a sentence: `50%`, `33.3%`."""
    return Live(f'{cell}&"%"', percent_text(Decimal(str(percent.value))))


def _at(plan: Plan, row: TaskRows, key: str) -> str:
    return address(row.first, plan.column(key))


def unchanged(plan: Plan, row: TaskRows) -> str:
    """Return the condition that status, percent and what the targets come to are as merged.

    They are compared as texts: an empty cell would be equal to 0.
    """
    pairs = (
        ("status", "status_merged"), ("percent", "percent_merged"), ("target_gap", "gap_merged"),
        ("target_short", "short_merged"),
    )  # fmt: skip
    return "AND(" + ",".join(f'{_at(plan, row, now)}&""={_at(plan, row, then)}&""' for now, then in pairs) + ")"


def light(plan: Plan, row: TaskRows, rules: Rules) -> str:
    """Return the light of a task as a formula: as merged, and after an edit of status or percent by the same rules.

    The rules are those of `reportkit.progress.lights`; a test holds them against each other.
    """
    settings, labels = rules.settings, rules.labels

    def at(key: str) -> str:
        return _at(plan, row, key)

    def word(which: Light) -> str:
        return text(values.light_text(which, settings.lang))

    def says(*which: Status) -> str:
        return ",".join(f"{at('status')}={text(labels[item.value])}" for item in which)

    base, floor, percent, target = at("baseline"), at("deadline_floor"), at("percent"), at("target_gap")
    tenth = f"ROUND({percent},1)"
    gap = f'MIN(IF({percent}="",999,ROUND({tenth}-{base},1)),IF({target}="",999,{target}))'
    full = f'IF({percent}="",100,{tenth})>=100,{at("target_short")}=0'
    done = f"AND({says(Status.DONE)},{full})"
    finished = f'AND(OR({percent}<>"",{target}<>""),{full})'
    late = f",{says(Status.NOT_STARTED)}" if rules.past_mid_year else ""
    red = f"OR({gap}<-{settings.red},AND({floor}=2,NOT({finished})){late})"
    step = due_milestone(row.progress.task.milestones, rules.period.end)
    missed = f',AND({percent}<>"",{tenth}<{step.percent})' if step else ""
    yellow = (
        f"OR({gap}<-{settings.yellow}{missed},AND({floor}=1,NOT({finished})),{says(Status.LAGGING, Status.OTHER)},"
        f"AND({says(Status.NOT_STARTED)},{base}>{settings.yellow}))"
    )
    behind = f"IF({red},{word(Light.RED)},IF({yellow},{word(Light.YELLOW)},{word(Light.GREEN)}))"
    by_rule = f"IF({done},{word(Light.BLUE)},{behind})"
    nothing = f'AND({at("status")}="",{percent}="",{target}="")'
    return f"IF({unchanged(plan, row)},{at('light_merged')},IF({nothing},{word(Light.WHITE)},{by_rule}))"


_MET = {Op.AT_MOST: "<=", Op.LESS: "<", Op.MORE: ">"}


def is_met(target: Target, value: str, aim: str) -> str:
    """Return the condition that a value reaches its aim, as `reportkit.measure.is_met` has it."""
    return f"{value}{_MET.get(target.op, '<=' if target.is_cap else '>=')}{aim}"


def share(target: Target, value: str, aim: str) -> str:
    """Return how much of an aim with a figure is reached, in percent, as `reportkit.measure.share` has it; "" for none.

    Args:
        target: the target, whose comparison and sign decide which way the fraction stands.
        value: the cell of the value so far.
        aim: the cell of the aim.
    """
    falling = target.value is not None and target.value < 0
    over, under = (aim, value) if target.is_cap != falling else (value, aim)
    ratio = f"IF({value}*{aim}<=0,0,ROUND({over}/{under}*100,1))"
    if target.is_cap or (target.value is not None and target.value <= 0):
        ratio = f"IF({is_met(target, value, aim)},100,{ratio})"
    return f'IF(ISNUMBER({value}),{ratio},"")'


def worst(cells: Sequence[str]) -> str:
    """Return the smallest figure of some cells, "" where they hold none."""
    inner = ",".join(cells)
    return f'IF(COUNT({inner})=0,"",MIN({inner}))'


def reason(plan: Plan, row: TaskRows, lang: Lang) -> str:
    """Return the reason for a light as a formula: as merged, and marked where somebody edited the task since."""
    merged = _at(plan, row, "reason_merged")
    as_lit = f"{_at(plan, row, 'light')}={_at(plan, row, 'light_merged')}"
    return f"IF(AND({unchanged(plan, row)},{as_lit}),{merged},{text(_EDITED.text(lang))}&{merged})"


def code(cell: str) -> str:
    """Return the name of the light that stands in a cell, by its mark."""
    formula = text(Light.WHITE.value)
    for which in (Light.BLUE, Light.GREEN, Light.YELLOW, Light.RED):
        formula = f"IF(LEFT({cell},1)={text(LIGHT_MARK[which])},{text(which.value)},{formula})"
    return formula


def rank(cell: str) -> str:
    """Return the rank of the light whose name stands in a cell."""
    return "+".join(f"({cell}={text(which.value)})*{number}" for which, number in LIGHT_RANK.items() if number)


def names_in(cell: str) -> str:
    """Return the names of a cell, one a line, between bars."""
    return f'"|"&SUBSTITUTE({cell},CHAR(10),"|")&"|"'
