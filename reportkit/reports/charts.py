"""Charts: native ones that can be edited, with patterns and figures that a grey printer keeps."""

from reportkit.address import address, quoted
from reportkit.language.text import cut
from reportkit.language.words import Words
from reportkit.model import Light
from reportkit.reports import values
from reportkit.reports.draft import LIGHTS, ReportDraft, SheetName
from reportkit.reports.tables import TOP, CountTable
from reportkit.workbook.book import Chart
from reportkit.workbook.look import LIGHT_FILL
from reportkit.workbook.style import HEI, SONG

_RUN = Words("Lights by period", "各期亮灯情况")
_BY = {
    SheetName.SECTIONS: Words("Lights by section", "各板块亮灯情况"),
    SheetName.LEADERS: Words("Lights by leader", "各领导亮灯情况"),
    SheetName.UNITS: Words("Lights by unit", "各单位亮灯情况"),
}
_TOTAL = Words("Tasks by light", "任务亮灯情况")
_LINE = "#595959"
_PATTERNS = {
    Light.BLUE: ("solid", ""),
    Light.GREEN: ("dashed_vertical", "#70AD47"),
    Light.YELLOW: ("wide_upward_diagonal", "#BF9000"),
    Light.RED: ("wide_downward_diagonal", "#C0392B"),
    Light.WHITE: ("none", ""),
}
_SMALL = 9
_MAX_TITLE = 255
_SIZES, _VERY_FEW = ((10, 9), (14, 8), (99, 7)), 3
"""How small the letters of a chart are with so many bars at most."""
_GAP, _WIDE_GAP = 30, 150
_PARTS = 28
"""A part of a column that is less than one of so many is too low for its figure."""
_LABELS = {"value": True, "num_format": "0;;"}


def _font(draft: ReportDraft, size: int = _SMALL, *, bold: bool = False, ours: str = SONG) -> dict[str, object]:
    """Return a font of a chart."""
    return {"name": draft.book.font(ours), "size": size, **({"bold": True} if bold else {})}


def _look(draft: ReportDraft, light: Light) -> dict[str, object]:
    """Return fill or pattern and border of what stands for a light."""
    name, ink = _PATTERNS[light]
    fill = draft.book.house_style.fill(LIGHT_FILL[light])
    look: dict[str, object] = {"border": {"color": _LINE, "width": 0.75}}
    if name in ("solid", "none"):
        look["fill"] = {"color": fill}
    else:
        look["pattern"] = {"pattern": name, "fg_color": ink, "bg_color": fill}
    return look


def _finish(draft: ReportDraft, chart: Chart, title: str, *, legend: bool = True) -> None:
    font = _font(draft, 11, ours=HEI) | {"bold": False}
    chart.set_title({"name": cut(title, _MAX_TITLE), "name_font": font, "overlay": False})
    chart.set_legend({"position": "bottom", "font": _font(draft)} if legend else {"none": True})
    chart.set_chartarea({"border": {"color": "#BFBFBF"}})
    chart.show_hidden_data()


def by_light(draft: ReportDraft, sheet: str, rows: tuple[int, int], names: int) -> Chart:
    """Return a column for each light, from rows first to last of column `names` and the figures right of it."""
    chart = draft.book.chart("column")
    first, last = rows
    chart.add_series(
        {
            "name": _TOTAL.text(draft.lang),
            "categories": [sheet, first, names, last, names],
            "values": [sheet, first, names + 1, last, names + 1],
            "points": [_look(draft, light) for light in LIGHTS],
            "data_labels": {"value": True, "font": _font(draft, 10, bold=True)},
            "gap": 60,
        }
    )
    _finish(draft, chart, _TOTAL.text(draft.lang), legend=False)
    chart.set_x_axis({"num_font": _font(draft)})
    chart.set_y_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    return chart


def stacked(draft: ReportDraft, table: CountTable) -> Chart:
    """Return a bar for each row of a table, divided by light."""
    chart = draft.book.chart("bar", stacked=True)
    sheet = draft.names[table.name]
    size = next(size for most, size in _SIZES if len(table.groups) <= most)
    gap = _WIDE_GAP if len(table.groups) <= _VERY_FEW else _GAP
    for light in LIGHTS:
        column = table.light(light)
        chart.add_series(
            {
                "name": values.light_text(light, draft.lang),
                "categories": [sheet, TOP, table.chart_label, table.last, table.chart_label],
                "values": [sheet, TOP, column, table.last, column],
                "data_labels": _LABELS | {"font": _font(draft, size, bold=True)},
                "gap": gap,
                **_look(draft, light),
            }
        )
    _finish(draft, chart, _BY[table.name].text(draft.lang))
    chart.set_y_axis({"reverse": True, "num_font": _font(draft, size), "interval_unit": 1})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    return chart


def run(draft: ReportDraft, rows: tuple[int, int], column: int, names: tuple[int, int]) -> Chart:
    """Return a column for each period, divided by light; a figure that its part has no room for is left out.

    Args:
        draft: the workbook.
        rows: heading row and last row of the counts, from 0.
        column: first column of the counts.
        names: row and first column of the periods' short names, which stand side by side.
    """
    chart = draft.book.chart("column", stacked=True)
    sheet, (head, last), (row, first) = draft.names[SheetName.CHANGES], rows, names
    least = max(-(-draft.view.total.tasks // _PARTS), 1)
    for place, light in enumerate(LIGHTS):
        chart.add_series(
            {
                "name": f"={quoted(sheet)}!{address(head, column + place, absolute=True)}",
                "categories": [sheet, row, first, row, first + last - head - 1],
                "values": [sheet, head + 1, column + place, last, column + place],
                "data_labels": _LABELS | {"num_format": f"[>={least}]0;;", "font": _font(draft, bold=True)},
                "gap": 60,
                **_look(draft, light),
            }
        )
    _finish(draft, chart, _RUN.text(draft.lang))
    chart.set_x_axis({"num_font": _font(draft)})
    chart.set_y_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    return chart
