"""Lists in English: measures, changed days, offices of which one carries out what another answers for, labels."""

import io

import openpyxl
import pytest

from reportkit.diagnostics import Code
from reportkit.imported import Imported
from reportkit.language.errors import ReportkitError
from reportkit.lists.importing import import_list
from reportkit.model import Task


def of_rows(*rows: str, title: str = "Delivery plan 2026/27") -> Imported:
    """Import a table written as lines with `|` between the cells, below a title."""
    lines = [row.split("|") for row in rows]
    titled = [[title, *[""] * (len(lines[0]) - 1)], *lines]
    return import_list("list.csv", "\n".join(",".join(f'"{cell}"' for cell in line) for line in titled).encode())


def units(task: Task) -> tuple[list[str], list[str]]:
    return [ref.written for ref in task.leads], [ref.written for ref in task.participants]


def test_what_measures_success_stands_beside_the_wording_and_has_targets() -> None:
    found = of_rows(
        "Ref|Action|Lead|Success criteria|Update",
        "1|Improve recycling|Waste|Recycle 52% of waste|On track",
        "2|Build homes|Housing|Complete 80 homes|",
    )
    assert [task.work for task in found.master.tasks] == ["Improve recycling", "Build homes"]
    assert [[cell.value for cell in task.own] for task in found.master.tasks] == [
        ["Recycle 52% of waste", "On track"],
        ["Complete 80 homes"],
    ]
    assert [(one.task, str(one.value)) for one in found.master.targets] == [(1, "52"), (2, "80")]
    assert [one.found for one in found.diagnostics if one.code is Code.L54] == ["Success criteria"]


@pytest.mark.parametrize("heading", ["Key performance indicator", "Milestones", "How we will measure success"])
def test_measures_are_the_tasks_where_nothing_else_is(heading: str) -> None:
    found = of_rows(f"No.|{heading}|Owner", "1|Open four new libraries|Culture", "2|Mend twelve roofs|Estates")
    assert [task.work for task in found.master.tasks] == ["Open four new libraries", "Mend twelve roofs"]


def test_a_day_that_was_changed_holds() -> None:
    found = of_rows(
        "Ref|Action|Owner|Original due date|Revised due date",
        "1|Mend the wall|Parks|31/03/2027|30/06/2027",
        "2|Paint the hall|Estates|30/11/2026|",
    )
    assert [str(task.deadline) for task in found.master.tasks] == ["2027-06-30", "2026-11-30"]


def test_who_carries_a_task_out_leads_where_nobody_answers_for_it() -> None:
    found = of_rows("Ref|Action|Responsible|Delivered by", "1|Mend the wall|Parks|Site team")
    assert units(found.master.tasks[0]) == (["Parks"], ["Site team"])
    found = of_rows("Ref|Action|SRO|Delivered by", "1|Mend the wall|Dr Ann Lee|Site team")
    assert units(found.master.tasks[0]) == (["Site team"], [])
    assert found.master.tasks[0].leaders == ("Dr Ann Lee",)


@pytest.mark.parametrize(
    ("heading", "cells", "section"),
    [("Priority", ("High", "Low"), ""), ("Priority", ("1", "2"), ""), ("Priority", ("Homes", "Parks"), "Homes")],
)
def test_how_urgent_a_task_is_is_no_section(heading: str, cells: tuple[str, str], section: str) -> None:
    rows = (f"{cell}|Mend roof {at}|Estates" for at, cell in enumerate(cells))
    found = of_rows(f"{heading}|Action|Lead", *rows)
    assert found.master.tasks[0].section == section


def test_an_outcome_behind_the_wording_of_each_row_measures_it() -> None:
    rows = ("Open a shop|Trade|Shop open", "Mend it|Estates|Roof dry")
    found = of_rows("Activity|Owner|Outcome", *rows)
    assert [(task.section, task.own[0].value) for task in found.master.tasks] == [("", "Shop open"), ("", "Roof dry")]
    found = of_rows(
        "Outcome|Activity|Owner", *(f"{end}|{work}|{who}" for work, who, end in (r.split("|") for r in rows))
    )
    assert [task.section for task in found.master.tasks] == ["Shop open", "Roof dry"]


def test_a_column_of_targets_that_are_days_is_one_of_deadlines() -> None:
    found = of_rows("Measure|Target|Lead", "Open a shop|Q3|Trade", "Mend the roof|By end of 2027|Estates")
    assert [str(task.deadline) for task in found.master.tasks] == ["2026-12-31", "2027-12-31"]


def of_lines(text: str) -> Imported:
    return import_list("list.txt", text.encode())


LINES = """Climate plan 2026-2030

Transport

T1. Install 120 charge points
Lead: Parking
Partners: PowerNet
BRAG: Green
Priority: High
What success looks like:
- 120 points in use
- fewer complaints
By when: March 2028

T2. Widen the lane
Delivered by: Highways; Site Team
By when:
2030
Progress: Started

Buildings

B1. Retrofit 400 homes
Responsible: Housing
Delivered by: Site Team
Outcome: 400 warm homes
"""


def test_labels_below_items_say_what_stands_beside_the_wording() -> None:
    found = of_lines(LINES)
    assert [(task.section, task.work, str(task.deadline)) for task in found.master.tasks] == [
        ("Transport", "Install 120 charge points", "2028-03-31"),
        ("Transport", "Widen the lane", "2030-12-31"),
        ("Buildings", "Retrofit 400 homes", "None"),
    ]
    assert list(map(units, found.master.tasks)) == [
        (["Parking"], ["PowerNet"]),
        (["Highways", "Site Team"], []),
        (["Housing"], ["Site Team"]),
    ]
    headings = {column.name: column.heading for column in found.master.own.columns}
    assert [{headings[cell.column]: cell.value for cell in task.own} for task in found.master.tasks] == [
        {
            "Number in the list": "T1",
            "What success looks like": "120 points in use; fewer complaints",
            "BRAG": "Green",
            "Priority": "High",
        },
        {"Number in the list": "T2", "Progress": "Started"},
        {"Number in the list": "B1", "Outcome": "400 warm homes"},
    ]


def test_a_word_of_a_sentence_is_no_label_of_what_stands_beside_it() -> None:
    found = of_lines(
        "Plan 2026\n\n1. Improve monitoring: install 40 sensors. Lead: Roads. Milestones: bid in May; open in June.\n"
        "2. Resources: hire 12 drivers. Lead: Fleet.\n"
    )
    assert [task.work for task in found.master.tasks] == [
        "Improve monitoring: install 40 sensors.",
        "Resources: hire 12 drivers.",
    ]
    assert [cell.value for cell in found.master.tasks[0].own] == ["bid in May; open in June."]


def test_those_behind_with_take_part() -> None:
    found = of_lines(
        "Plan 2026\n\n1. Cut gas use (Estates, with Faculty of Science; by July 2026)\n2. Plant 40 trees (Estates)\n"
    )
    assert units(found.master.tasks[0]) == (["Estates"], ["Faculty of Science"])
    assert str(found.master.tasks[0].deadline) == "2026-07-31"


@pytest.mark.parametrize(
    ("cell", "names", "told"),
    [
        ("County Council and National Trust", ["County Council", "National Trust"], [Code.L35]),
        ("Sports and Leisure", ["Sports and Leisure"], [Code.L55]),
        ("Department for Culture and Sport", ["Department for Culture and Sport"], [Code.L55]),
    ],
)
def test_names_that_and_joins_are_two_where_both_are_offices(cell: str, names: list[str], told: list[Code]) -> None:
    found = of_rows("Ref|Action|Lead|Partners", f"1|Mend the wall|Parks|{cell}", "2|Paint it|Estates|")
    assert units(found.master.tasks[0])[1] == names
    assert [one.code for one in found.diagnostics if one.code in (Code.L35, Code.L55)] == told


def table(rows: str) -> str:
    lines = (f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>" for row in rows.split("/"))
    return f"<table>{''.join(lines)}</table>"


def test_a_table_stands_in_the_section_above_it_and_may_have_another_column() -> None:
    text = (
        "<h1>Plan 2026</h1><h2>Priority 1: Raise standards</h2><p>Objective: All pupils write well</p>"
        + table("Action|Who|When/Buy books|Head|May 2026/Train staff|Head|June 2026")
        + "<h2>Priority 2: Attend</h2>"
        + table("Action|Who|When|Partners/Ring parents|Office|July 2026|Police")
    )
    found = import_list("list.html", text.encode())
    assert [(task.section, task.work) for task in found.master.tasks] == [
        ("Priority 1: Raise standards", "Buy books"),
        ("Priority 1: Raise standards", "Train staff"),
        ("Priority 2: Attend", "Ring parents"),
    ]


def test_a_year_that_ends_in_june_is_counted_from_july() -> None:
    rows = ("1|Mend the road|Works|30 June 2027", "2|Adopt a plan|Planning|Q2 2026-27", "3|Paint|Works|June 2027")
    found = of_rows("No.|Action|Responsibility|Date", *rows, title="Operational Plan 2026-27")
    assert str(found.master.tasks[1].deadline) == "2026-12-31"


def test_the_year_of_days_counts_where_nothing_else_names_one() -> None:
    found = of_rows("No.|Action|Lead|By when", "1|Mend it|Works|May 2026", "2|Paint|Works|October", title="Our plan")
    assert str(found.master.tasks[1].deadline) == "2026-10-31"


def test_who_is_accountable_leads_those_who_are_responsible() -> None:
    found = of_rows("Ref|Activity|Responsible|Accountable|Due", "1|Train users|Change Team|Head of HR|May 2026")
    assert (units(found.master.tasks[0])[0], found.master.tasks[0].leaders) == (["Change Team"], ("Head of HR",))
    found = of_rows("Ref|Activity|Accountable|Due", "1|Train users|Change Team|May 2026")
    assert (units(found.master.tasks[0])[0], found.master.tasks[0].leaders) == (["Change Team"], ())


def test_who_and_when_may_stand_behind_dashes() -> None:
    found = of_lines(
        "Board plan 2026\n\n1. Offer a placement - Economy Team - September 2026\n"
        "2. Set up a scheme – end of June 2026 – Housing\n3. Mend the roof - mind the gap - May 2026\n"
    )
    assert [(task.work, units(task)[0], str(task.deadline)) for task in found.master.tasks] == [
        ("Offer a placement", ["Economy Team"], "2026-09-30"),
        ("Set up a scheme", ["Housing"], "2026-06-30"),
        ("Mend the roof - mind the gap - May 2026", [], "None"),
    ]


def test_an_article_is_no_part_of_a_name() -> None:
    found = of_lines(
        "Plan 2026\n\n1. Open a hub (Victim Services, with the Council)\n2. Mend it (The National Trust; by May 2026)\n"
    )
    assert list(map(units, found.master.tasks)) == [(["Victim Services"], ["Council"]), (["The National Trust"], [])]


def test_marks_for_the_looks_of_a_text_are_no_part_of_it() -> None:
    found = of_lines(
        "# Recovery plan 2026\n\n| Ref | Action | Owner | Due |\n|--|--|--|--|\n| R1 | Mend | Parks | May |\n"
    )
    assert found.master.settings.list_title == "Recovery plan 2026"


QUESTIONS = "Plan 2026\n\nQ1: Who leads it?\nLead: Transformation Office\nQ2: When does it end?\nLead: Housing\n"
SCORES = ("Indicator|Owner|Target|RAG", "Council tax collected|Revenues|98%|A", "Calls answered|Contact Centre|80%|G")
RISKS = ("Ref|Risk|Risk owner|Review date", "R1|Loss of key staff and skills|HR|May", "R2|Flood of the depot|Roads|May")


@pytest.mark.parametrize("rows", [SCORES, RISKS])
def test_scores_and_risks_are_no_tasks(rows: tuple[str, ...]) -> None:
    with pytest.raises(ReportkitError):
        of_rows(*rows, title="Council 2026/27")


def test_questions_are_no_tasks() -> None:
    with pytest.raises(ReportkitError):
        of_lines(QUESTIONS)


@pytest.mark.parametrize(("mark", "is_list"), [("", True), ("。", False)])
def test_sentences_are_no_headings_of_units(mark: str, is_list: bool) -> None:  # noqa: FBT001
    lines = (
        f"序号,要写的文字{mark},牵头单位,完成时限",
        "1,在城东新建小学一所,区教育局,6月底",
        "2,在城西新建粮仓五座,区粮食局,9月底",
    )
    if is_list:
        assert len(import_list("2025.csv", "\n".join(lines).encode()).master.tasks) == 2
    else:
        with pytest.raises(ReportkitError):
            import_list("2025.csv", "\n".join(lines).encode())


# What columns are by their cells, and what stands above tables


def test_what_must_be_done_is_no_section_beside_a_domain() -> None:
    rows = ("Safe|Must|Mend the lift|Estates", "Safe|Must|Train staff|Nursing", "Caring|Should|Ask all|Nursing")
    found = of_rows("CQC domain|Must / Should|Action|Lead team", *rows)
    assert [task.section for task in found.master.tasks] == ["Safe", "Safe", "Caring"]


def test_wordings_that_nobody_knows_go_before_measures() -> None:
    rows = ("Start 86 homes for families in need|Housing Section|Q2|Homes", "Repair all roads in town|Works|Q3|Km")
    found = of_rows("Undertakings of ours|Responsible Section|Target Date|Performance Indicator", *rows)
    assert [task.work for task in found.master.tasks] == [
        "Start 86 homes for families in need",
        "Repair all roads in town",
    ]
    assert [cell.value for cell in found.master.tasks[0].own] == ["Homes"]
    assert [one.found for one in found.diagnostics if one.code is Code.L41] == ["Undertakings of ours"]


def test_the_year_behind_a_heading_says_nothing() -> None:
    found = of_rows(
        "Objective for 2026|Owner|Actions 2026/27", "Homes|Housing|Build 40 homes", "Homes|Housing|Mend ten"
    )
    assert [(task.section, task.work) for task in found.master.tasks] == [
        ("Homes", "Build 40 homes"),
        ("Homes", "Mend ten"),
    ]


GROUPED = (
    "<tr><td rowspan=2>{0}</td><td>Buy books</td><td>Head</td><td>May</td></tr>"
    "<tr><td>Train</td><td>Head</td><td>June</td></tr><tr><td>{1}</td><td>Ring</td><td>Head</td><td>June</td></tr>"
)


@pytest.mark.parametrize(
    ("above", "section", "project"),
    [("<p>Housing and Building</p>", "Housing and Building", "Homes"), ("", "Homes", None)],
)
def test_the_only_column_of_groups_is_of_sections_where_nothing_stands_above_it(
    above: str, section: str, project: str | None
) -> None:
    head = "<tr><td>Stream of ours</td><td>Action</td><td>Lead</td><td>Due</td></tr>"
    rows = GROUPED.format("Homes", "Shops")
    other = "<p>Roads</p>" + table("Action|Lead|Due/Mend it|Works|July") if above else ""
    found = import_list("list.html", f"<h1>Delivery plan 2026</h1>{above}<table>{head}{rows}</table>{other}".encode())
    assert (found.master.tasks[0].section, found.master.tasks[0].project) == (section, project)


def test_offices_under_a_heading_that_nobody_knows_take_part() -> None:
    rows = ("Mend it|Works Department|Rural Roads Division|May", "Paint it|Works Department|Public Health Council|May")
    found = of_rows("Activity|Lead|Convergent lot|Timeline", *rows)
    assert [units(task)[1] for task in found.master.tasks] == [["Rural Roads Division"], ["Public Health Council"]]


def test_a_row_that_adds_up_is_no_task() -> None:
    found = of_rows("No.|Activity|Lead|Outlay", "1|Mend the wall|Works|45", "2|Paint it|Works|5", "|Total||50")
    assert [task.work for task in found.master.tasks] == ["Mend the wall", "Paint it"]


def test_start_and_end_below_a_timeframe_are_told_apart() -> None:
    head = (
        "<tr><td rowspan=2>Action</td><td rowspan=2>Lead</td><td colspan=2>Timeframe</td></tr>"
        "<tr><td>Start</td><td>End</td></tr>"
    )
    row = "<tr><td>Train chairs</td><td>HR</td><td>Jan 2026</td><td>Sep 2026</td></tr>"
    found = import_list(
        "list.html", f"<h1>Action plan 2026</h1><table>{head}{row}{row.replace('chairs', 'all')}</table>".encode()
    )
    assert str(found.master.tasks[0].deadline) == "2026-09-30"


def test_a_section_may_stand_in_the_first_row_of_its_table() -> None:
    def part(no: int, name: str, work: str) -> str:
        rows = f"<tr><td colspan=3>Priority {no}: {name}</td></tr><tr><td colspan=3>We are late.</td></tr>"
        head = "<tr><td>Actions</td><td>Who</td><td>By when</td></tr>"
        return f"<table>{rows}{head}<tr><td>{work}</td><td>Head</td><td>May 2026</td></tr></table>"

    tables = part(1, "Teach", "Buy books") + part(2, "Attend", "Ring parents")
    found = import_list("list.html", f"<h1>Plan 2026</h1>{tables}".encode())
    assert [task.section for task in found.master.tasks] == ["Priority 1: Teach", "Priority 2: Attend"]


def test_titles_with_numbers_stand_in_plain_sections() -> None:
    found = of_lines(
        "Joint plan 2026\nActions agreed by the Board\n\nStarting well\n1.1 Family hubs\nOpen three hubs for parents.\n"
        "Lead organisation: City Council\n1.2 Teeth\nBrush teeth in nurseries.\nLead organisation: County Council\n"
        "Living well\n2.1 Falls\nAnswer all falls in two hours.\nLead organisation: Ambulance Trust\n"
    )
    assert [(task.section, task.work.partition("\n")[0]) for task in found.master.tasks] == [
        ("Starting well", "Family hubs"),
        ("Starting well", "Teeth"),
        ("Living well", "Falls"),
    ]


def test_half_a_name_before_and_is_none() -> None:
    found = of_rows("Ref|Action|Lead|Partners", "1|Mend|Parks|Library and Archive Service", "2|Paint|Estates|")
    assert units(found.master.tasks[0])[1] == ["Library and Archive Service"]


def test_a_table_without_headings_goes_on_with_codes_for_numbers() -> None:
    head = "<tr><td>Action no.</td><td>Action</td><td>Lead</td></tr>"
    first = f"<table>{head}<tr><td>C1</td><td>Install solar</td><td>Assets</td></tr></table>"
    other = "<table><tr><td colspan=3>Land</td></tr><tr><td>L1</td><td>Plant trees</td><td>Parks</td></tr></table>"
    found = import_list("list.html", f"<h1>Climate action plan 2026</h1>{first}{other}".encode())
    assert [(task.section, task.work) for task in found.master.tasks] == [
        ("", "Install solar"),
        ("Land", "Plant trees"),
    ]


@pytest.mark.parametrize("numbers", [("1.1", "1.2", "2.1"), ("A1", "A2", "B1"), ("1-1", "1-2", "2-1")])
@pytest.mark.parametrize("more", [("", ""), ("No.|", "7|")])
def test_a_column_of_numbers_of_several_levels_is_no_project(numbers: tuple[str, ...], more: tuple[str, str]) -> None:
    works = ("Open two settings", "Adopt the strategy", "Let 48 homes")
    rows = (f"{more[1]}{no}|{work}|Housing" for no, work in zip(numbers, works, strict=True))
    found = of_rows(f"{more[0]}Step|What we will do|Lead", *rows)
    assert [(task.project, task.work) for task in found.master.tasks] == [(None, work) for work in works]


@pytest.mark.parametrize("heading", ["Head of Service", "Chief officer in charge of it"])
def test_posts_lead_whatever_stands_above_them(heading: str) -> None:
    found = of_rows(
        f"Ref|Action|Cabinet Member|{heading}|Supporting services",
        "1|Open two settings|Cllr. Sian Bevan|Head of Early Years|Property Services",
        "2|Let 48 homes|Cllr. Dai Morris|Assistant Director of Housing|Legal Services",
    )
    assert [units(task) for task in found.master.tasks] == [
        (["Head of Early Years"], ["Property Services"]),
        (["Assistant Director of Housing"], ["Legal Services"]),
    ]


def test_codes_and_letters_number_what_stands_behind_them() -> None:
    found = of_lines(
        "Business plan 2026\n\nA. Transport\nTR1  Award the contract.\nLead: Transport Directorate\n"
        "TR2  Extend the fare.\nLead: Transport Directorate\nB. Skills\nSE1  Fund 40 places.\nLead: Skills Team\n"
    )
    assert [(task.section, task.work) for task in found.master.tasks] == [
        ("A. Transport", "Award the contract."),
        ("A. Transport", "Extend the fare."),
        ("B. Skills", "Fund 40 places."),
    ]


def test_what_stands_alone_above_the_headings_names_a_sheet() -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, title, work in (("Educ", "Education for all", "Buy books"), ("Res", "Research", "Print")):
        sheet = book.create_sheet(name)
        for row in ((title,), ("Ref", "Action", "Lead", "Target date"), (f"{name[0]}1", work, "Registry", "May 2026")):
            sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    found = import_list("strategy 2026.xlsx", data.getvalue())
    assert [task.section for task in found.master.tasks] == ["Education for all", "Research"]


def test_ditto_is_what_stands_above() -> None:
    rows = ("1|Mend|Parks|Dr Ann Lee|May 2026", "2|Paint|Ditto|as above|ditto")
    found = of_rows("Ref|Action|Lead team|Executive lead|Due", *rows)
    assert units(found.master.tasks[1])[0] == ["Parks"]
    assert (found.master.tasks[1].leaders, str(found.master.tasks[1].deadline)) == (("Dr Ann Lee",), "2026-05-31")
