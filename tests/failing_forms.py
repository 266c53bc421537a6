"""Forms spoilt as people and programs spoil them: one function for each way, of a real form that was filled in well."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache

from openpyxl import Workbook
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.worksheet import Worksheet

from tests.hands import opened
from tests.returned import (
    HOUSING,
    Q1,
    SCIENCE,
    TARGETS,
    TASKS,
    columns,
    edited,
    filled,
    form,
    put,
    row_of,
    sheet,
)

Hands = Callable[[Workbook], None]
ON_TRACK = {"percent": 50}


@cache
def clean(unit: str = SCIENCE) -> bytes:
    """Return a form filled in so that nothing is found."""

    def fill(book: Workbook) -> None:
        for no in (1, 2, 4) if unit == SCIENCE else (3, 4):
            put(sheet(book), no, ON_TRACK)

    return edited(filled(unit), fill)


def typed(task: int, values: Mapping[str, object], target: int | None = None) -> bytes:
    """Return the form with other values in the row of a task, or of one of its targets."""

    def write(book: Workbook) -> None:
        put(sheet(book) if target is None else sheet(book, TARGETS), task, values, target)

    return edited(clean(), write)


def place(page: Worksheet, task: int, name: str) -> tuple[int, int]:
    """Return row and column of a field in the row of a task."""
    return row_of(page, f".T{task:03d}."), columns(page)[1][name]


def patched(data: bytes, part: str, pattern: bytes, text: bytes) -> bytes:
    """Return a workbook with something else in the XML of the parts whose name begins with `part`."""
    source, stream = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    changed = 0
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith(part):
                content, n = re.subn(pattern, text, content)
                changed += n
            target.writestr(name, content)
    assert changed, f"nothing like {pattern!r} in {part}"
    return stream.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return a workbook with one more part."""
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, content)
    return stream.getvalue()


# Rows and columns --------------------------------------------------------------------------------------------


def insert_rows(page: Worksheet, row: int, number: int = 1) -> None:
    """Insert rows as a program with a screen does it: lists and merged cells go along."""
    page.insert_rows(row, number)
    _shift(page, lambda at: at + number if at >= row else at)


def delete_row(page: Worksheet, row: int) -> None:
    """Delete a row; lists and merged cells below move up."""
    page.delete_rows(row)
    _shift(page, lambda at: at - 1 if at > row else at)


def _shift(page: Worksheet, moved: Callable[[int], int]) -> None:
    for rule in page.data_validations.dataValidation:
        rule.sqref = MultiCellRange(
            [CellRange(None, r.min_col, moved(r.min_row), r.max_col, moved(r.max_row)) for r in rule.sqref.ranges]
        )
    for area in page.merged_cells.ranges:
        area.min_row, area.max_row = moved(area.min_row), moved(area.max_row)


def rows_inserted(book: Workbook) -> None:
    page = sheet(book)
    insert_rows(page, row_of(page, ".T002."), 2)
    insert_rows(page, 1, 3)


def task_row_deleted(book: Workbook) -> None:
    delete_row(sheet(book), row_of(sheet(book), ".T004."))


def task_typed_below(book: Workbook) -> None:
    page = sheet(book)
    row = row_of(page, ".T004.") + 1
    insert_rows(page, row)
    page.cell(row, columns(page)[1]["work"]).value = "新增一项工作"
    page.cell(row, columns(page)[1]["progress"]).value = "已启动"
    page.cell(row, columns(page)[1]["percent"]).value = 99


def rows_sorted_backwards(book: Workbook) -> None:
    page = sheet(book)
    first, last = row_of(page, ".T001."), row_of(page, ".T004.")
    for column in range(1, page.max_column + 1):
        a, b = page.cell(first, column), page.cell(last, column)
        a.value, b.value = b.value, a.value


def columns_swapped(book: Workbook) -> None:
    page = sheet(book)
    top, names = columns(page)
    for row in range(top, row_of(page, ".T004.") + 1):
        a, b = page.cell(row, names["percent"]), page.cell(row, names["progress"])
        a.value, b.value = b.value, a.value


def heading_retyped(book: Workbook) -> None:
    page = sheet(book)
    top, names = columns(page)
    delete_row(page, top)
    page.cell(top, names["problems"]).value = "存在的问题和困难"


def column_deleted(book: Workbook) -> None:
    sheet(book).delete_cols(columns(sheet(book))[1]["problems"])


def column_added(book: Workbook) -> None:
    page = sheet(book)
    top, names = columns(page)
    page.cell(top + 1, max(names.values()) + 1).value = "经办人"
    page.cell(top + 2, max(names.values()) + 1).value = "张三"


def cells_merged(book: Workbook) -> None:
    """Merge the progress and the percent of the first two tasks: Excel keeps the upper cell only."""
    page = sheet(book)
    for name in ("progress", "percent"):
        row, column = place(page, 1, name)
        page.cell(row + 1, column).value = None
        page.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)


def row_hidden(book: Workbook) -> None:
    sheet(book).row_dimensions[row_of(sheet(book), ".T002.")].hidden = True


def hidden_sheet_deleted(book: Workbook) -> None:
    book.remove(book["_rk"])
    del book.defined_names["rk_form"]
    book.custom_doc_props.props.clear()  # type: ignore[attr-defined]  # newer than its stubs


def hidden_cells_deleted(book: Workbook) -> None:
    """Delete the column of keys and the row of names on both sheets."""
    for title in (TASKS, TARGETS):
        page = sheet(book, title)
        delete_row(page, columns(page)[0])
        page.delete_cols(1)
        for rule in page.data_validations.dataValidation:
            rule.sqref = MultiCellRange(
                [CellRange(None, r.min_col - 1, r.min_row, r.max_col - 1, r.max_row) for r in rule.sqref.ranges]
            )


def hidden_parts_shown(book: Workbook) -> None:
    for page in book.worksheets:
        page.sheet_state = "visible"
        for dimension in [*page.row_dimensions.values(), *page.column_dimensions.values()]:
            dimension.hidden = False


def sheet_renamed(book: Workbook) -> None:
    sheet(book).title = "科技局"


def sheet_gone(book: Workbook) -> None:
    book.remove(sheet(book))


def total_row(book: Workbook) -> None:
    page = sheet(book)
    row = row_of(page, ".T004.") + 1
    insert_rows(page, row)
    page.cell(row, columns(page)[1]["no"]).value = "合计"
    page.cell(row, columns(page)[1]["percent"]).value = 150


def text_far_below(book: Workbook) -> None:
    sheet(book)["D400"] = "另：三号地块年底前交付。"


def format_far_below(book: Workbook) -> None:
    for row in range(100, 3000):
        sheet(book)[f"D{row}"].number_format = "0.00"


def given_text_edited(book: Workbook) -> None:
    put(sheet(book), 1, {"work": "建设核心区，新增国家高新技术企业300家。"})


# Whose, and of which period ----------------------------------------------------------------------------------


def last_periods_form_with_new_dates() -> bytes:
    """Return the form of the first quarter, the second one typed over everything that can be seen."""

    def retype(book: Workbook) -> None:
        for page in book.worksheets:
            for row in page.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and "一季度" in cell.value:
                        cell.value = cell.value.replace("一季度", "二季度")
        for no in (1, 2, 4):
            put(sheet(book), no, {"progress": "按计划推进。", "status": "正常推进", "percent": 50})

    return edited(form(SCIENCE, Q1), retype)


def older_form(book: Workbook) -> None:
    page = sheet(book)
    page.delete_cols(columns(page)[1]["remarks"])
    book.custom_doc_props["rk_version"].value = "0"  # type: ignore[attr-defined]  # newer than its stubs


def other_unit_typed_in(book: Workbook) -> None:
    for row in sheet(book).iter_rows(max_row=6):
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("填报单位"):
                cell.value = f"填报单位：{HOUSING}"


def another_units_form_beside(book: Workbook) -> None:
    other = book.create_sheet("住建")
    for row in sheet(opened(clean(HOUSING))).iter_rows():
        for cell in row:
            other[cell.coordinate].value = cell.value


# Cells -------------------------------------------------------------------------------------------------------


def pasted_over_a_list(book: Workbook) -> None:
    """Paste a cell from elsewhere over one with a list: its list is gone, those of the other rows stay."""
    page = sheet(book)
    row, column = place(page, 1, "status")
    for rule in page.data_validations.dataValidation:
        ranges = [r for r in rule.sqref.ranges if (r.min_col, r.max_col) == (column, column) and r.min_row == row]
        if ranges:
            rule.sqref = MultiCellRange([CellRange(None, column, row + 1, column, ranges[0].max_row)])
    put(page, 1, {"status": "完成一半"})


def percent_cell(book: Workbook) -> None:
    row, column = place(sheet(book), 1, "percent")
    sheet(book).cell(row, column).value = 0.5
    sheet(book).cell(row, column).number_format = "0%"


def formula_with_result() -> bytes:
    return patched(clean(), "xl/worksheets/sheet", rb'(<c r="L7"[^>]*?>)<v>50</v>', rb"\1<f>25+25</f><v>50</v>")


def picture_in_a_cell() -> bytes:
    """Return a form with a picture in a cell, as WPS saves it."""
    formula = '=DISPIMG("ID_0A1B2C3D4E5F60718293A4B5C6D7E8F9",1)'
    escaped = formula.replace('"', "&quot;")
    cell = f'<c r="J7"\\1 t="str"><f>_xlfn.{escaped[1:]}</f><v>{escaped}</v></c>'
    data = patched(clean(), "xl/worksheets/sheet", rb'<c r="J7"( s="\d+")? t="\w+">.*?</c>', cell.encode())
    return with_part(data, "xl/cellimages.xml", b"<etc:cellImages/>")


def link_to_another_book() -> bytes:
    return with_part(clean(), "xl/externalLinks/externalLink1.xml", b"<externalLink/>")


def control_characters() -> bytes:
    """Return a form with a line break of a text processor inside a cell, as Excel escapes it."""
    return patched(typed(1, {"progress": "招标已完成。QQ现场开工。"}), "xl/", b"QQ", b"_x000B_")


def macros() -> bytes:
    return with_part(clean(), "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 of no interest")
