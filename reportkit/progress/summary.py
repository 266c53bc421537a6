"""A merged round in counts: all of it, by section, by leader, by lead unit. Pure.

The counting itself is `reportkit.tally`'s, so that what is said in JSON and what the workbooks show cannot differ;
here it is applied to a round, in the order in which an office reads: sections as the list has them, leaders by rank,
units by code.
"""

from reportkit import tally
from reportkit.model import Round
from reportkit.tally import Tally as Summary


def total(merged: Round) -> Summary:
    """Count all tasks of a round, each once."""
    return tally.total(merged.progress)


def by_section(merged: Round) -> tuple[tuple[str, Summary], ...]:
    """Count by section, in the list's order."""
    return tally.by_section(merged.progress)


def by_leader(merged: Round) -> tuple[tuple[str, Summary], ...]:
    """Count by leader, in order of rank; a task of two leaders counts under both, so the sums overlap."""
    ranked = sorted(merged.master.leaders, key=lambda leader: leader.order)
    return tally.by_leader(merged.progress, tuple(leader.name for leader in ranked))


def by_unit(merged: Round) -> tuple[tuple[str, Summary], ...]:
    """Count by lead unit, in order of codes; a task counts under each of its lead units."""
    coded = sorted(merged.master.units, key=lambda unit: unit.code)
    return tally.by_unit(merged.progress, tuple(unit.name for unit in coded))
