"""What heads the columns of the tidy tables, in the language of the list. Pure.

Columns that hold a name of JSON's (`red`, `lead`, `total`) say so: those names are the same in every language.
"""

from collections.abc import Mapping, Sequence

from reportkit.language.words import Lang, Words
from reportkit.model import Template

CODE_OF = "_code"
"""What the name of a column ends with that holds the name behind a label: `status_code`."""
_CODE = Words("{label} (code)", "{label}（代码）")
_OWN = Words("{label} (own column)", "{label}（本单位的列）")
HEADINGS: Mapping[str, Words] = {
    "period": Words("Period", "报送期"),
    "no": Words("No.", "序号"),
    "section": Words("Section", "板块"),
    "project": Words("Project", "项目"),
    "work": Words("Key task", "重点工作"),
    "leaders": Words("Leaders", "牵头领导"),
    "lead_units": Words("Lead units", "牵头单位"),
    "deadline": Words("Deadline", "完成时限"),
    "milestones": Words("Milestones", "工作节点"),
    "light": Words("Light (code)", "亮灯（代码）"),
    "reason": Words("Reason for the light", "亮灯理由"),
    "baseline": Words("Share of the schedule, %", "序时进度（%）"),
    "gap": Words("Gap, points", "差距（百分点）"),
    "last_light": Words("Light last period (code)", "上期亮灯（代码）"),
    "last_percent": Words("Percent last period", "上期完成进度（%）"),
    "unit": Words("Unit", "单位"),
    "role": Words("Role (code)", "牵头或参与（代码）"),
    "speaks": Words("Counts for the task (1 or 0)", "以此单位为准（1 或 0）"),
    "form_id": Words("Form number", "填报表编号"),
    "target": Words("Target no.", "指标序号"),
    "indicator": Words("Indicator", "指标"),
    "op": Words("Comparison", "比较符号"),
    "value": Words("Target", "目标值"),
    "measure": Words("Measure", "计量单位"),
    "kind": Words("Kind of target (code)", "指标类型（代码）"),
    "quote": Words("Words of the list", "任务单原文"),
    "expected": Words("Expected value", "序时应完成"),
    "last": Words("Value last period", "上期值"),
    "actual": Words("Value so far", "目前完成值"),
    "ratio": Words("Share of the target", "完成率"),
}


def csv_headings(columns: Sequence[str], own: Mapping[str, str], template: Template, lang: Lang) -> tuple[str, ...]:
    """Return what heads each column, no two the same: of a second one it is said that it is the office's own.

    Args:
        columns: their names: ours, those of the form's fields, `status_code` for the name behind a label, and own ones.
        own: the headings of the office's own columns by their names.
        template: whose labels head what units answer.
        lang: of the list.
    """
    found: list[str] = []
    for name in columns:
        heading = own[name] if name in own else _heading(name, template, lang)
        while heading in found:
            heading = _OWN.text(lang, label=heading)
        found.append(heading)
    return tuple(found)


def _heading(name: str, template: Template, lang: Lang) -> str:
    field = template.field(name)
    if field is not None:
        return field.label.text(lang)
    if name in HEADINGS:
        return HEADINGS[name].text(lang)
    return _CODE.text(lang, label=_heading(name.removesuffix(CODE_OF), template, lang))
