"""Milestones and targets as JSON has them, the same in every command. Pure."""

from reportkit.fields.numeric import json_number
from reportkit.model import Target, Task


def milestones_json(task: Task) -> list[dict[str, object]]:
    """Return the milestones of a task: `date` is ISO 8601, `percent` what is to be done by then, `text` its words."""
    return [
        {"date": step.day.isoformat(), "percent": json_number(step.percent), "text": step.words}
        for step in task.milestones
    ]


def target_json(target: Target) -> dict[str, object]:
    """Return what a target aims at, and the words of the list that say so."""
    return {
        "indicator": target.indicator,
        "op": target.op.value,
        "value": json_number(target.value),
        "measure": target.measure,
        "kind": target.kind.value,
        "quote": target.quote,
    }
