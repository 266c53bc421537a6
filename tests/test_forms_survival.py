"""What a filled-in form still says after other programs have saved it, and after people have moved things about.

The same entries, the same unit and the same period must be read from each.
"""

import csv
import io
import shutil
import subprocess
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.forms.template import default_template
from reportkit.model import Entry, Value
from reportkit.returns.content import Outcome
from reportkit.returns.reading import read_return
from reportkit.returns.reference import Reference
from tests.forms_sample import MASTER, PERIOD, SECRET, form, last_entry
from tests.hands import opened

SOFFICE = shutil.which("soffice")
DESK = Reference(MASTER, default_template(), SECRET)
FILLED: dict[int, dict[str, str | float]] = {
    3: {"progress": "入选计划项目6项。", "status": "正常推进", "percent": 40},
    4: {"progress": "新增312家。\n走访180家。", "status": "进度滞后", "percent": 62.5, "problems": "用地未批。"},
}
ACTUALS = {(3, 1): 6, (4, 1): 312, (4, 2): 401.5}
Edit = Callable[[Workbook], None]
Meaning = tuple[dict[int, dict[str, Value]], dict[tuple[int, int], Decimal | None]]


def columns(ws: Worksheet) -> tuple[int, dict[str, int]]:
    """Return the row of hidden names and the column of each."""
    for row in ws.iter_rows():
        if any(cell.value == "key" for cell in row):
            return int(str(row[0].row)), {str(cell.value): cell.column or 0 for cell in row if cell.value}
    raise AssertionError(ws.title)


@cache
def filled() -> bytes:
    """Fill in a form as a clerk would."""
    book = opened(form(last={4: last_entry(4)}))
    tasks, targets = book["填报表"], book["指标"]
    top, at = columns(tasks)
    for row in range(top + 2, top + 4):
        task = int(str(tasks.cell(row, at["no"]).value))
        for name, value in FILLED[task].items():
            tasks.cell(row, at[name], value)
    top, at = columns(targets)
    for row, actual in zip(range(top + 2, top + 5), ACTUALS.values(), strict=True):
        targets.cell(row, at["actual"], actual)
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def meaning(entries: tuple[Entry, ...]) -> Meaning:
    """Return what entries say, without their addresses."""
    said: dict[int, dict[str, Value]] = {
        e.task: {name: a.value for name, a in e.answers.items() if a.value is not None} for e in entries
    }
    return said, {(e.task, target): e.actual(target) for e in entries for target in e.targets}


EXPECTED: Meaning = (
    {
        3: {"progress": "入选计划项目6项。", "status": "on_track", "percent": Decimal(40)},
        4: {
            "progress": "新增312家。\n走访180家。",
            "status": "lagging",
            "percent": Decimal("62.5"),
            "problems": "用地未批。",
        },
    },
    {(3, 1): Decimal(6), (4, 1): Decimal(312), (4, 2): Decimal("401.5")},
)


def check(data: bytes, name: str, *, targets: bool = True) -> None:
    """Hold a file against what the clerk filled in."""
    reading = read_return(data, name, DESK)
    assert reading.outcome is Outcome.IDENTIFIED, [d.code.name for d in reading.diagnostics]
    assert (reading.unit, reading.period) == ("区科技局", PERIOD)
    said, actuals = meaning(reading.entries)
    assert said == EXPECTED[0]
    if targets:
        assert actuals == EXPECTED[1]


def test_as_it_was_filled_in() -> None:
    check(filled(), "回来的表.xlsx")


def insert_rows_above(book: Workbook) -> None:
    book["填报表"].insert_rows(1, 3)


def move_columns(book: Workbook) -> None:
    ws = book["填报表"]
    top, at = columns(ws)
    for row in range(top, top + 4):
        a, b = ws.cell(row, at["percent"]), ws.cell(row, at["progress"])
        a.value, b.value = b.value, a.value


def sort_backwards(book: Workbook) -> None:
    ws = book["填报表"]
    top, _ = columns(ws)
    for column in range(1, ws.max_column + 1):
        a, b = ws.cell(top + 2, column), ws.cell(top + 3, column)
        a.value, b.value = b.value, a.value


def insert_column(book: Workbook) -> None:
    ws = book["填报表"]
    ws.merged_cells.ranges.clear()
    ws.insert_cols(4)


def hide_a_row(book: Workbook) -> None:
    book["填报表"].row_dimensions[7].hidden = True


def hide_columns(book: Workbook) -> None:
    ws = book["填报表"]
    _, at = columns(ws)
    for name in ("percent", "problems"):
        ws.column_dimensions[get_column_letter(at[name])].hidden = True


def edit_headings(book: Workbook) -> None:
    ws = book["填报表"]
    top, at = columns(ws)
    ws.cell(top + 1, at["progress"], "我们的进展")
    ws.cell(top + 1, at["percent"], "%")


def rename_sheets(book: Workbook) -> None:
    book["填报表"].title = "Sheet1"
    book["指标"].title = "Sheet2"


def unprotect(book: Workbook) -> None:
    for ws in book.worksheets:
        ws.protection.disable()


def lose_everything_but_cells(book: Workbook) -> None:
    """Do what an online sheet does: no properties, names, hidden sheets, validations or protection."""
    book.remove(book["_rk"])
    del book.defined_names["rk_form"]
    while book.custom_doc_props.props:  # type: ignore[attr-defined]  # newer than its stubs
        del book.custom_doc_props[book.custom_doc_props.props[0].name]  # type: ignore[attr-defined]
    for ws in book.worksheets:
        ws.data_validations.dataValidation.clear()
    unprotect(book)


EDITS: tuple[Edit, ...] = (
    insert_rows_above, move_columns, sort_backwards, insert_column, hide_a_row, hide_columns, edit_headings,
    rename_sheets, unprotect, lose_everything_but_cells,
)  # fmt: skip


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_whatever_people_do_to_it(edit: Edit) -> None:
    book = opened(filled())
    edit(book)
    check(saved(book), "form.xlsx")


def test_a_row_deleted_leaves_the_others_what_they_are() -> None:
    book = opened(filled())
    ws = book["填报表"]
    top, at = columns(ws)
    assert ws.cell(top + 2, at["no"]).value == 3
    ws.delete_rows(top + 2)
    reading = read_return(saved(book), "form.xlsx", DESK)
    said, actuals = meaning(reading.entries)
    assert (reading.unit, reading.period, said[4]) == ("区科技局", PERIOD, EXPECTED[0][4])
    assert not said.get(3)
    assert [d.code.name for d in reading.diagnostics] == ["S13"]
    assert [actuals[4, 1], actuals[4, 2]] == [Decimal(312), Decimal("401.5")]


def test_pasted_into_a_new_book() -> None:
    book, old = Workbook(), opened(filled(), values=True)
    for name in ("填报表", "指标"):
        ws = book.create_sheet(name)
        for row in old[name].iter_rows(values_only=True):
            ws.append(row)
    check(saved(book), "新建 Microsoft Excel 工作表.xlsx")


def test_saved_as_csv_from_the_sheet_that_is_seen() -> None:
    ws = opened(filled(), values=True)["填报表"]
    stream = io.StringIO()
    csv.writer(stream).writerows(["" if v is None else v for v in row] for row in ws.iter_rows(values_only=True))
    check(stream.getvalue().encode("gb18030"), "填报表.csv", targets=False)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_saved_by_libreoffice_in_each_of_its_formats(tmp_path: Path) -> None:
    (tmp_path / "form.xlsx").write_bytes(filled())

    def convert(source: Path, suffix: str) -> Path:
        out = tmp_path / f"{source.suffix[1:]}-{suffix}"
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        call = [str(SOFFICE), profile, "--headless", "--convert-to", suffix, "--outdir", str(out), str(source)]
        subprocess.run(call, check=True, capture_output=True, timeout=1200)
        return out / f"form.{suffix}"

    for suffix in ("xlsx", "xls", "ods"):
        path = convert(tmp_path / "form.xlsx", suffix)
        check(path.read_bytes(), path.name)
        if suffix != "xlsx":
            back = convert(path, "xlsx")
            check(back.read_bytes(), f"{suffix} and back.xlsx")


NODE = shutil.which("node")
SHEETJS = """
const x = require('xlsx'), [a, b] = process.argv.slice(1);
x.writeFile(x.readFile(a, {cellStyles: true}), b);
"""
EXCELJS = """
const {Workbook} = require('exceljs'), [a, b] = process.argv.slice(1), w = new Workbook();
w.xlsx.readFile(a).then(() => w.xlsx.writeFile(b));
"""


@pytest.mark.parametrize(("module", "script"), [("xlsx", SHEETJS), ("exceljs", EXCELJS)])
def test_saved_by_what_online_sheets_are_made_of(tmp_path: Path, module: str, script: str) -> None:
    """An optional test: node finds the modules in the folder NODE_PATH."""
    if (
        NODE is None
        or subprocess.run([NODE, "-e", f"require('{module}')"], capture_output=True, check=False).returncode
    ):
        pytest.skip(f"node has no module {module}")
    (tmp_path / "form.xlsx").write_bytes(filled())
    call = [NODE, "-e", script, str(tmp_path / "form.xlsx"), str(tmp_path / "back.xlsx")]
    subprocess.run(call, check=True, capture_output=True, timeout=1200)
    check((tmp_path / "back.xlsx").read_bytes(), "back.xlsx")
