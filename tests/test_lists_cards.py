"""Lists that have a small table of labels for each task, as open-government plans do."""

from collections.abc import Mapping

import pytest

from reportkit.diagnostics import Code
from reportkit.imported import Imported
from reportkit.language.errors import ReportkitError
from reportkit.lists.importing import import_list

REGISTER = {"Lead agency": "Companies Registry", "Other stakeholders": "Civic Lab; Ministry of Justice"}
PORTAL = {"Lead agency": "Digital Office", "End date": "31 December 2025", "Status": "New"}


def card(heading: str, rows: Mapping[str, str]) -> str:
    cells = "".join(f"<tr><td>{label}</td><td>{said}</td></tr>" for label, said in rows.items())
    return f"<h2>{heading}</h2><table>{cells}</table>"


def imported(*cards: str) -> Imported:
    return import_list("list.html", f"<h1>Action Plan 2025</h1>{''.join(cards)}".encode())


def read(found: Imported) -> list[tuple[str, list[str], list[str], str]]:
    return [
        (task.work, [u.name for u in task.leads], [u.name for u in task.participants], str(task.deadline))
        for task in found.master.tasks
    ]


def test_a_card_is_a_task_with_the_wording_above_it() -> None:
    found = imported(card("Commitment 1: Open the register", REGISTER), card("Commitment 2: Build a portal", PORTAL))
    assert read(found) == [
        ("Open the register", ["Companies Registry"], ["Civic Lab", "Ministry of Justice"], "None"),
        ("Build a portal", ["Digital Office"], [], "2025-12-31"),
    ]


def test_what_a_list_does_not_need_of_a_card_is_carried_along_and_told() -> None:
    portal = {**PORTAL, "Seating plan": "Rows"}
    found = imported(card("1. Open the register", REGISTER), card("2. Build a portal", portal))
    assert [cell.value for cell in found.master.tasks[1].own] == ["New", "Rows"]
    assert [(f.sheet, f.cells, f.found) for f in found.diagnostics if f.code is Code.L13] == [
        ("表2", ("A3",), "Status"),
        ("表2", ("A4",), "Seating plan"),
    ]


def test_what_stands_beside_the_wording_of_a_card_is_carried_along() -> None:
    portal = {**PORTAL, "Success criteria": "90% of forms online"}
    found = imported(card("1. Open the register", REGISTER), card("2. Build a portal", portal))
    assert [column.heading for column in found.master.own.columns] == ["Success criteria", "Status"]
    assert [cell.value for cell in found.master.tasks[1].own] == ["90% of forms online", "New"]
    assert [(one.task, str(one.value)) for one in found.master.targets] == [(2, "90")]


def test_a_card_may_hold_its_wording_itself() -> None:
    cards = [
        card(name, {"Action": name.lower(), **rows}) for name, rows in (("Open it", REGISTER), ("Mend it", PORTAL))
    ]
    assert [work for work, *_ in read(imported(*cards))] == ["open it", "mend it"]


def test_what_stands_above_a_card_with_a_wording_is_its_project() -> None:
    cards = [
        card(f"Objective {no}: {name}", {"Theme": "Town", "What": f"{name} it", **rows})
        for no, name, rows in ((1, "Open", REGISTER), (2, "Mend", PORTAL))
    ]
    assert [(task.no, task.section, task.project, task.work) for task in imported(*cards).master.tasks] == [
        (1, "Town", "Objective 1: Open", "Open it"),
        (2, "Town", "Objective 2: Mend", "Mend it"),
    ]


def test_cards_may_stand_in_one_table_and_have_two_labels_a_row() -> None:
    rows = "".join(
        f"<tr><td>Action</td><td>{work}</td><td>Priority</td><td>High</td></tr>"
        f"<tr><td>Owner</td><td>{who}</td><td>By when</td><td>May 2025</td></tr>"
        for work, who in (("Open the register", "Parks"), ("Build a portal", "Estates"))
    )
    found = import_list("list.html", f"<h1>Action Plan 2025</h1><table>{rows}</table>".encode())
    assert read(found) == [
        ("Open the register", ["Parks"], [], "2025-05-31"),
        ("Build a portal", ["Estates"], [], "2025-05-31"),
    ]


def test_a_card_may_begin_with_its_title() -> None:
    rows = "<tr><td>Owner</td><td>Parks</td></tr><tr><td>By when</td><td>May 2025</td></tr>"
    cards = "".join(f"<table><tr><td colspan=2>{title}</td></tr>{rows}</table>" for title in ("Open it", "Mend it"))
    found = import_list("list.html", f"<h1>Action Plan 2025</h1>{cards}".encode())
    assert [work for work, *_ in read(found)] == ["Open it", "Mend it"]


def test_cards_below_one_heading_are_of_its_section() -> None:
    def rows(no: int, name: str) -> str:
        labels = {"Commitment number": no, "Commitment title": name, "What will be done": f"{name} it", "Lead": "Parks"}
        return f"<table>{''.join(f'<tr><td>{k}</td><td>{v}</td></tr>' for k, v in labels.items())}</table>"

    text = f"<h1>Plan 2025</h1><h2>Finance</h2>{rows(1, 'Open')}<p></p>{rows(2, 'Mend')}<h2>Law</h2>{rows(3, 'Draw')}"
    assert [(task.section, task.project) for task in import_list("list.html", text.encode()).master.tasks] == [
        ("Finance", "Open"),
        ("Finance", "Mend"),
        ("Law", "Draw"),
    ]


@pytest.mark.parametrize(
    "remark", ["Registered charity. Agreed by the trustees on 12 December 2024.", "经2024年12月12日理事会通过。"]
)
def test_a_sentence_below_the_title_is_no_project_of_the_cards_below_it(remark: str) -> None:
    tables = "".join(
        card("", {f"Action {no}": work, **rows}).removeprefix("<h2></h2>")
        for no, work, rows in ((1, "Open it", REGISTER), (2, "Mend it", PORTAL))
    )
    found = imported(f"<p>{remark}</p>{tables}")
    assert [(task.section, task.project, task.work) for task in found.master.tasks] == [
        ("", None, "Open it"),
        ("", None, "Mend it"),
    ]


def test_the_title_of_a_document_is_no_project_and_labels_may_be_numbered() -> None:
    cards = "".join(
        f"<table><tr><td>Action {no}</td><td>{work}</td></tr><tr><td>Lead</td><td>Parks</td></tr>"
        "<tr><td>Why</td><td>It is late</td></tr><tr><td>Deadline</td><td>May 2025</td></tr></table><p></p>"
        for no, work in ((1, "Open the register"), (2, "Mend the wall"))
    )
    found = import_list("list.html", f"<h1>Action Plan 2025</h1>{cards}".encode())
    assert [(task.project, task.work) for task in found.master.tasks] == [
        (None, "Open the register"),
        (None, "Mend the wall"),
    ]


def test_cards_in_chinese() -> None:
    rows = {"主辦機關": "工務局", "協辦機關": "交通局、財政局", "完成期限": "114年6月30日"}
    found = imported(card("一、拓寬道路", rows), card("二、修復古橋", rows))
    assert read(found)[0] == ("拓寬道路", ["工務局"], ["交通局", "財政局"], "2025-06-30")


@pytest.mark.parametrize(
    "rows", [{"Name": "Ann Lee", "Phone": "5512"}, {"Lead agency": "Parks", "Rent": "5", "Size": "9", "Rooms": "3"}]
)
def test_tables_that_say_other_things_are_no_cards(rows: Mapping[str, str]) -> None:
    with pytest.raises(ReportkitError):
        imported(card("The first", rows), card("The second", rows))


def test_labels_of_what_is_still_to_be_filled_in_head_no_card() -> None:
    def row(label: str, said: str = "") -> str:
        return f"<tr><td>{label}</td><td>{said}</td></tr>"

    def slip(work: str, unit: str) -> str:
        said = row("督办事项", work) + row("责任单位", unit) + row("完成时限", "2025年6月底")
        return f"<table>{said}{row('落实情况')}{row('经办人签名')}</table><p></p>"

    page = (
        "<h1>2025年重点工作督办单</h1><p>一、产业发展</p>"
        + slip("新建标准厂房10万平方米", "县工信局") + slip("引进企业20家", "县投促局")
        + "<p>二、城乡建设</p>" + slip("改造老旧小区12个", "县住建局")
    )  # fmt: skip
    found = import_list("单.html", page.encode())
    assert [(task.section, task.work) for task in found.master.tasks] == [
        ("一、产业发展", "新建标准厂房10万平方米"),
        ("一、产业发展", "引进企业20家"),
        ("二、城乡建设", "改造老旧小区12个"),
    ]
