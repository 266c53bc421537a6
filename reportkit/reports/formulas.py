"""The formulas of the reports: counts over the hidden columns, and what follows an edit of a status. Pure.

Only functions that every spreadsheet program has had for twenty years: no dynamic arrays, nothing volatile.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportkit.book import address
from reportkit.look import LIGHT_MARK
from reportkit.model import Light, Settings, Status
from reportkit.reports import values
from reportkit.reports.plan import LIGHT_RANK, Plan, Row
from reportkit.words import Lang, Words

_EDITED = Words("Edited after merging; when merged: ", "汇总后有人工改动，汇总时：")


@dataclass(frozen=True, slots=True)
class Live:
    """A figure: the formula that keeps it right, without its equals sign, and what it comes to."""

    formula: str
    value: str | float | Decimal


def text(value: str) -> str:
    """Return a text as it stands in a formula."""
    return '"' + value.replace('"', '""') + '"'


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
        past_mid_year: True where a task not started is red.
    """

    settings: Settings
    labels: Mapping[str, str]
    past_mid_year: bool


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

    def status(self, label: str) -> str:
        """Return the count of tasks with a self-reported status by its label."""
        return self.tasks(("status", text(pattern(label))))


def share_of(part: str, whole: str) -> str:
    """Return a share as a formula, 0 where there is nothing to share."""
    return f"IF({whole}=0,0,{part}/{whole})"


def _at(plan: Plan, row: Row, key: str) -> str:
    return address(row.first, plan.column(key))


def unchanged(plan: Plan, row: Row) -> str:
    """Return the condition that status and percent are as merged."""
    return (
        f"AND({_at(plan, row, 'status')}={_at(plan, row, 'status_merged')},"
        f"{_at(plan, row, 'percent')}={_at(plan, row, 'percent_merged')})"
    )


def light(plan: Plan, row: Row, rules: Rules) -> str:
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
    gap = f'MIN(IF({percent}="",999,{percent}-{base}),IF({target}="",999,{target}))'
    full = f'IF({percent}="",100,{percent})>=100,{at("target_short")}=0'
    done = f"AND({says(Status.DONE)},{full})"
    finished = f'AND(OR({percent}<>"",{target}<>""),{full})'
    late = f",{says(Status.NOT_STARTED)}" if rules.past_mid_year else ""
    red = f"OR({gap}<-{settings.red},AND({floor}=2,NOT({finished})){late})"
    yellow = (
        f"OR({gap}<-{settings.yellow},AND({floor}=1,NOT({finished})),{says(Status.LAGGING, Status.OTHER)},"
        f"AND({says(Status.NOT_STARTED)},{base}>{settings.yellow}))"
    )
    behind = f"IF({red},{word(Light.RED)},IF({yellow},{word(Light.YELLOW)},{word(Light.GREEN)}))"
    by_rule = f"IF({done},{word(Light.BLUE)},{behind})"
    nothing = f'AND({at("status")}="",{percent}="")'
    return f"IF({unchanged(plan, row)},{at('light_merged')},IF({nothing},{word(Light.WHITE)},{by_rule}))"


def reason(plan: Plan, row: Row, lang: Lang) -> str:
    """Return the reason for a light as a formula: as merged, and marked where somebody edited the task since."""
    merged = _at(plan, row, "reason_merged")
    return f"IF({unchanged(plan, row)},{merged},{text(_EDITED.text(lang))}&{merged})"


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
