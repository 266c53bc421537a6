"""What an office would write itself, with openpyxl and pandas: `python -m benchmarks.script forms|merge LIST FOLDER`.

`forms` writes a form for each unit of a list, `merge` reads the forms back and writes a summary and a sheet for each
leader. It knows nothing of who sent what, checks nothing and answers nobody.
"""

import sys
from pathlib import Path

import pandas as pd
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

ASKED = ("进展情况", "状态", "完成进度（%）", "存在问题", "下一步打算")
_THIN = Side(style="thin")
_WIDTHS = (6, 14, 14, 48, 10, 40, 12, 10, 30, 30)


def _dress(page: Worksheet, first: int) -> None:
    """Give a sheet its look: a heading, borders, wrapped text, widths."""
    for place, width in enumerate(_WIDTHS, 1):
        page.column_dimensions[get_column_letter(place)].width = width
    for row in page.iter_rows(min_row=first):
        for cell in row:
            cell.border = Border(_THIN, _THIN, _THIN, _THIN)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in page[first]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDE8F5")
    page.freeze_panes = f"A{first + 1}"


def forms(source: Path, folder: Path) -> None:
    """Write a form for each unit."""
    for unit, tasks in pd.read_excel(source).groupby("牵头单位"):
        book = Workbook()
        page = book.worksheets[0]
        page.title = "填报表"
        page["A1"], page["A2"] = "重点工作进展填报表", f"单位：{unit}"
        page["A1"].font = Font(bold=True, size=16)
        page.append([*tasks.columns.drop("牵头单位"), *ASKED])
        for row in tasks.drop(columns="牵头单位").itertuples(index=False):
            page.append([*row, *[None] * len(ASKED)])
        status = DataValidation(type="list", formula1='"未启动,正常推进,超序时进度,进度滞后,已完成,其他"')
        page.add_data_validation(status)
        status.add(f"G4:G{page.max_row}")
        _dress(page, 3)
        book.save(folder / f"{unit}.xlsx")


def fill(folder: Path) -> None:
    """Fill the forms in, as units do."""
    for path in folder.glob("*.xlsx"):
        book = load_workbook(path)
        page = book.worksheets[0]
        for row in range(4, page.max_row + 1):
            for place, value in enumerate(("已完成前期工作，按计划推进。", "正常推进", 50, None, "继续推进。"), 6):
                page.cell(row, place).value = value
        book.save(path)


def merge(source: Path, folder: Path) -> None:
    """Read the forms back; write all tasks, a summary, and the tasks of each leader."""
    read = [pd.read_excel(path, header=2) for path in sorted(folder.glob("*.xlsx"))]
    said = pd.concat(read)[["序号", *ASKED]]
    whole = pd.read_excel(source).merge(said, on="序号", how="left")
    summary = whole.pivot_table(index="板块", columns="状态", values="序号", aggfunc="count", fill_value=0)
    with pd.ExcelWriter(folder.with_name("merged.xlsx"), engine="openpyxl") as out:
        whole.to_excel(out, sheet_name="全部", index=False)
        summary.to_excel(out, sheet_name="汇总")
        for leader, tasks in whole.groupby("牵头领导"):
            tasks.to_excel(out, sheet_name=str(leader), index=False)
        for page in out.sheets.values():
            _dress(page, 1)


if __name__ == "__main__":
    match sys.argv[1]:
        case "forms":
            forms(Path(sys.argv[2]), Path(sys.argv[3]))
        case "fill":
            fill(Path(sys.argv[3]))
        case _:
            merge(Path(sys.argv[2]), Path(sys.argv[3]))
