"""What the terminal says of an import: what a person can hold against the list in a minute."""

import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from reportkit.cli.folding import COLUMNS
from reportkit.cli.imports import imported
from reportkit.cli.screen import findings
from reportkit.diagnostics import Code, Diagnostic
from reportkit.language.widths import width
from reportkit.language.words import Lang
from reportkit.lists.importing import import_list
from reportkit.workflow.results import ImportResult
from tests.office import Office

HEAD = "序号,重点工作,牵头单位,完成时限,总投资"


def said(rows: Sequence[str], lang: Lang = Lang.EN) -> list[str]:
    found = import_list("2024.csv", "\n".join((HEAD, *rows)).encode())
    return imported(ImportResult("templates/master.xlsx", None, found), lang, verbose=False)


def behind(lines: list[str], head: str) -> list[str]:
    """Return the indented lines behind one that begins so."""
    at = next(n for n, line in enumerate(lines) if line.startswith(head)) + 1
    end = next((n for n in range(at, len(lines)) if not lines[n].startswith("  ")), len(lines))
    return lines[at:end]


def task(no: int, unit: str, until: str = "10月底前", money: str = "") -> str:
    return f"{no},推进第{no}个项目建设并按期完工投用,{unit},{until},{money}"


def test_tasks_are_counted_by_section_and_by_unit() -> None:
    lines = said(["一、农业,,,,", task(1, "县教育局"), task(2, "县水利局"), "二、工业,,,,", task(3, "县教育局")])
    assert behind(lines, "Tasks by section:") == ["     2  一、农业", "     1  二、工业"]
    assert "Tasks by lead unit: 县教育局 2, 县水利局 1" in lines


def test_a_list_without_sections_has_no_line_of_them() -> None:
    assert not [line for line in said([task(1, "县教育局")]) if "section:" in line]


def test_many_sections_and_units_are_cut_and_counted() -> None:
    rows = [row for n in range(1, 21) for row in (f"第{n}部分 事项{n},,,,", task(n, f"县第{n}局"))]
    lines = said(rows)
    assert len(behind(lines, "Tasks by section:")) == 13
    assert behind(lines, "Tasks by section:")[-1] == "     8  in 8 more sections"
    assert "… 20 units in all" in " ".join(lines)


def test_tasks_that_nobody_leads_are_named() -> None:
    lines = said([task(1, "县教育局"), task(2, ""), task(3, ""), task(4, "县水利局"), task(5, "")])
    assert "Without a lead unit: tasks 2-3, 5" in lines


def test_columns_that_are_carried_along_are_named() -> None:
    assert "Columns carried along as they stand: “总投资”" in said([task(1, "县教育局", money="300万元")])


def test_what_was_left_out_is_counted_by_why() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["2024年任务表"],
        HEAD.split(","),
        *(task(n, "县教育局").split(",") for n in range(1, 5)),
        ["本表由县政府办解释。"],
    ):
        sheet.append([*row])
    for cell in sheet[4]:
        cell.font = Font(strike=True)
    sheet.row_dimensions[5].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    found = import_list("2024.xlsx", stream.getvalue())
    lines = imported(ImportResult("templates/master.xlsx", None, found), Lang.EN, verbose=False)
    assert [line for line in lines if line.startswith("Left out")] == [
        "Left out: texts that belong to no task: 1, struck through: 1, hidden: 1"
    ]


def test_five_tasks_to_look_at_are_the_doubtful_ones_and_both_ends() -> None:
    rows = [task(n, "县教育局", "适时" if n in (4, 7) else "10月底前") for n in range(1, 21)]
    shown = behind(said(rows), "Hold these")
    numbers = [int(line.split()[0]) for line in shown]
    assert (len(numbers), {1, 4, 7, 20} <= set(numbers), numbers == sorted(numbers)) == (5, True, True)
    assert shown[0].split() == ["1", "推进第1个项目建设并按期完工投用", "县教育局", "2024-10-31"]


@pytest.mark.parametrize("lang", list(Lang))
def test_no_line_is_wider_than_the_terminal(lang: Lang) -> None:
    long = "，".join(["推进一二三四五六七八九十等重点项目建设"] * 5)
    rows = [f"{n},{n}号{long},县发展和改革局、县自然资源和规划局、县农业农村局,适时," for n in range(1, 40)]
    assert max(width(line) for line in said(rows, lang)) <= COLUMNS


def test_findings_of_one_kind_are_one_line_with_their_count_and_first_places() -> None:
    cells = [
        Diagnostic(Code.L18, sheet="清单", cells=(f"E{n}",), found=f"适时{n}", values={"wanted": "-"})
        for n in range(2, 9)
    ]
    other = Diagnostic(Code.L19)
    text = " ".join(" ".join(findings([*cells, other], Lang.EN, verbose=False)).split())
    assert text.count("(L18)") == 1
    assert "And 6 more like it: 清单 E3, 清单 E4, 清单 E5 … (L18)" in text
    assert "--verbose" not in text
    assert " ".join(findings([*cells, other], Lang.EN, verbose=True)).count("(L18)") == 7


def test_kinds_beyond_the_most_are_counted_with_all_that_is_of_them() -> None:
    found = [Diagnostic(Code.L19), *(Diagnostic(Code.L18, found="适时", values={"wanted": "-"}) for _ in range(4))]
    assert findings(found, Lang.EN, verbose=False, most=1)[-1] == "  … and 4 more: --verbose shows them."


def test_an_import_says_all_of_it_at_once(tmp_path: Path) -> None:

    office = Office(tmp_path)
    status, out, _ = office.run("--lang", "en", "import", str(tmp_path / "list-2022.txt"))
    assert (status, "Hold these against the list:" in out, "Next: open it in Excel" in out) == (0, True, True)
