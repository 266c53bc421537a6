"""What an office does with its form by Excel alone: a field added to the template, a type changed, a secret lost."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from reportkit.files.grid import read_grids
from reportkit.forms.columns import FIELD_COLUMNS
from tests.hands import opened
from tests.office import Office, fill

TODAY = ("--today", "2022-07-04")
HEADINGS = [column.name for column in FIELD_COLUMNS]
INVESTMENT = {
    "type": "number", "name": "investment", "label::zh-Hans": "完成投资（万元）", "hint::zh-Hans": "今年以来累计。",
    "required": "wanted", "min": 0, "max": 1000, "width": 12,
}  # fmt: skip
LEVEL = {"type": "choice", "name": "level", "label::zh-Hans": "协调层级", "choices": "levels", "required": "yes"}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def add_rows(office: Office, *fields: dict[str, Any]) -> None:
    """Add fields to the template as a person does in Excel: a row each, and the entries of a list."""
    path = office.folder / "templates" / "form.xlsx"
    book = opened(path)
    for field in fields:
        book["fields"].append([field.get(name) for name in HEADINGS])
    book["choices"].append(["levels", "city", "市级协调", None, None, "市里"])
    book["choices"].append(["levels", "district", "区级协调"])
    book.save(path)


def severe(office: Office) -> list[dict[str, Any]]:
    """Return the errors that `check` finds."""
    document = office.answer("check", status=office.run("check")[0])
    return [d for d in document["diagnostics"] if d["severity"] in ("error", "reject")]


def column(sheet: Any, name: str) -> str:  # noqa: ANN401 - openpyxl's own
    """Return the letters of the column with this name in the hidden row."""
    return next(str(cell.column_letter) for row in sheet.iter_rows() for cell in row if cell.value == name)


def test_a_row_in_the_template_reaches_everything(office: Office) -> None:
    add_rows(office, INVESTMENT, LEVEL)
    assert severe(office) == []
    forms = office.distribute()

    sheet = opened(forms["区住建局"])["填报表"]
    at = {name: column(sheet, name) for name in ("investment", "level")}
    assert [sheet[f"{at['investment']}6"].value, sheet[f"{at['level']}6"].value] == ["完成投资（万元）", "协调层级 *"]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    number = rules[f"{at['investment']}7"]
    assert (number.type, number.formula1, number.formula2, number.prompt) == ("decimal", "0", "1000", "今年以来累计。")
    assert rules[f"{at['level']}7"].type == "list"

    wrong = {3: {"investment": 1500, "level": "省级协调"}}
    office.send("a.xlsx", fill(forms["区住建局"], wrong))
    item = office.collect(*TODAY, status=1)["a.xlsx"]
    assert item["verdict"] == "partly_accepted"
    found = {(d["field"], d["found"]) for d in item["diagnostics"] if d["severity"] == "error"}
    assert found == {("investment", "1500"), ("level", "省级协调")}

    right = {3: {"investment": "350.5万元", "level": "市里"}}
    office.send("b.xlsx", fill(forms["区住建局"], right))
    assert office.collect(*TODAY)["b.xlsx"]["verdict"] in ("accepted", "accepted_with_warnings")
    entry = office.answer("export", "--period", "2022-Q2")["tasks"][2]["entries"][0]
    assert (entry["investment"], entry["level"]) == (350.5, "市级协调")
    rows = list(csv.DictReader(io.StringIO(office.run("export", "--period", "2022-Q2", "--format", "csv")[1])))
    told = next(row for row in rows if row["序号"] == "3")
    assert (told["完成投资（万元）"], told["协调层级"], told["协调层级（代码）"]) == ("350.5", "市级协调", "city")

    reports = office.answer("merge", "--period", "2022-Q2", *TODAY, status=1)["workbooks"]
    for path in reports[:1] + [name for name in reports if "李四丰" in name]:
        grid = next(g for g in read_grids((office.folder / path).read_bytes()) if g.name == "总表")
        cells = {str(value): (r, c) for r, c, value in grid.cells()}
        row = next(r for text, (r, _) in cells.items() if text.startswith("建设公共停车泊位"))
        assert grid.cell(row, cells["完成投资（万元）"][1]) == 350.5
        assert grid.cell(row, cells["协调层级"][1]) == "市级协调"


NEEDS = {
    "type": "multi_choice", "name": "needs", "label::zh-Hans": "需要哪级协调", "choices": "levels",
    "carry_over": "yes",
}  # fmt: skip
WHY = {"type": "text", "name": "why", "label::zh-Hans": "协调理由", "required_when": "needs=city"}


def test_several_choices_are_labels_wherever_a_person_reads_them(office: Office) -> None:
    add_rows(office, NEEDS, WHY)
    assert severe(office) == []
    first = office.distribute("2022-Q1")
    office.send("a.xlsx", fill(first["区住建局"], {3: {"needs": "区级协调，市里", "why": "事关两区"}}))
    assert office.collect("--today", "2022-04-02")["a.xlsx"]["verdict"] == "accepted"

    entry = office.answer("export", "--period", "2022-Q1")["tasks"][2]["entries"][0]
    assert (entry["needs"], entry["needs_code"]) == (["区级协调", "市级协调"], ["district", "city"])
    rows = list(csv.DictReader(io.StringIO(office.run("export", "--period", "2022-Q1", "--format", "csv")[1])))
    told = next(row for row in rows if row["序号"] == "3")
    assert (told["需要哪级协调"], told["需要哪级协调（代码）"]) == ("区级协调、市级协调", "district、city")
    report = office.answer("merge", "--period", "2022-Q1", "--today", "2022-04-02", status=1)["workbooks"][0]
    grid = next(g for g in read_grids((office.folder / report).read_bytes()) if g.name == "总表")
    assert "区级协调、市级协调" in {value for _, _, value in grid.cells()}

    sheet = opened(office.distribute("2022-Q2")["区住建局"])["填报表"]
    assert sheet[f"{column(sheet, 'needs')}7"].value == "区级协调、市级协调"


def test_one_of_several_choices_makes_another_field_necessary(office: Office) -> None:
    add_rows(office, NEEDS, WHY)
    forms = office.distribute()
    office.send("a.xlsx", fill(forms["区住建局"], {3: {"needs": "区级协调、市级协调"}}))
    found = office.collect(*TODAY, status=1)["a.xlsx"]["diagnostics"]
    (finding,) = [d for d in found if d["code"] == "X03"]
    assert (finding["field"], finding["task"]) == ("why", 3)
    assert "市级协调" in finding["message"]


def test_a_type_may_not_change_between_periods_of_a_year(office: Office) -> None:
    add_rows(office, INVESTMENT, LEVEL)
    office.distribute("2022-Q1")
    assert severe(office) == []
    path = office.folder / "templates" / "form.xlsx"
    book = opened(path)
    sheet = book["fields"]
    row = next(row[0].row for row in sheet.iter_rows() if row[1].value == "investment")
    sheet.cell(int(row or 0), 1, "text")
    book.save(path)
    [finding] = severe(office)
    assert (finding["code"], finding["field"], finding["sheet"]) == ("M07", "investment", "fields")
    assert (finding["cells"], finding["found"], finding["suggestion"]) == ([f"A{row}"], "text", "number")
    # Forms of the next period do not make it right: the year began with a number.
    office.distribute("2022-Q2")
    assert [d["code"] for d in severe(office)] == ["M07"]
    # Another year begins anew.
    document = office.answer("distribute", "--period", "2023-Q1")
    assert document["forms"]
    assert [d["code"] for d in severe(office)] == ["M07"]


@pytest.mark.parametrize("lost", [True, False], ids=["lost", "changed"])
def test_a_secret_that_is_not_the_forms_own_costs_a_question_and_no_work(office: Office, *, lost: bool) -> None:
    forms = office.distribute()
    data = fill(forms["区住建局"], {3: {"percent": 44}})
    secret = office.folder / ".reportkit" / "secret"
    before = secret.read_text()
    if lost:
        secret.unlink()
    else:
        secret.write_text("ab" * 32 + "\n")
    office.send("a.xlsx", data)
    item = office.collect(*TODAY, status=1)["a.xlsx"]
    assert item["verdict"] == "quarantined"
    hints = " ".join(d["hint"] for d in item["diagnostics"])
    assert "accept" in hints
    assert (office.folder / item["stored"]).read_bytes() == data
    # The office's word is one way out …
    told = office.answer("accept", item["stored"], "--period", "2022-Q2", "--unit", "区住建局", *TODAY)["returns"][0]
    assert told["verdict"] in ("accepted", "accepted_with_warnings")
    assert office.answer("export", "--period", "2022-Q2")["tasks"][2]["entries"][0]["percent"] == 44
    # … the old secret, put back, is the other: what comes then is known by itself.
    secret.write_text(before)
    office.send("b.xlsx", fill(forms["区科技局"]))
    assert office.collect(*TODAY)["b.xlsx"]["verdict"] == "accepted"
