"""Every code of the catalogue is triggered by a fixture, and says where: findings on a return here, the rest by name.

`TYPED` and `HANDS` run a whole return: a real form, filled in, spoilt in one place, read and held against the rules.
Where a code needs another kind of fixture (a damaged container, a master, a source document), `ELSEWHERE` names the
test that asserts it; that the test is there and speaks of the code is checked.
"""

import ast
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook

from reportkit.checks.rules import Context, check
from reportkit.checks.verdicts import verdict
from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.archives import open_bundle
from reportkit.model import Entry, Role, Verdict
from tests.returned import (
    MASTER,
    Q2,
    SCIENCE,
    TARGETS,
    TASKS,
    TEMPLATE,
    columns,
    edited,
    filled,
    form,
    put,
    read,
    row_of,
    sheet,
)

Hands = Callable[[Workbook], None]
ON_TRACK = {"percent": 50}


def assess(data: bytes, last: Mapping[int, Entry] | None = None) -> tuple[Verdict, tuple[Diagnostic, ...]]:
    """Read a return of the science office, hold it against every rule, and return the verdict and all findings."""
    reading = read(data, "回执.xlsx")
    tasks = tuple(task for task in MASTER.tasks if SCIENCE in {ref.name for ref in task.leads})
    context = Context(MASTER, TEMPLATE, Q2, date(2022, 7, 5), SCIENCE, Role.LEAD, "回执.xlsx", tasks, last or {})
    entries, found = check(reading.entries, context)
    findings = (*reading.diagnostics, *found)
    return verdict(findings, entries), findings


@cache
def clean() -> bytes:
    """Return a form filled in so that nothing is found."""

    def fill(book: Workbook) -> None:
        for no in (1, 2, 4):
            put(sheet(book), no, ON_TRACK)

    return edited(filled(SCIENCE), fill)


def test_the_form_that_is_spoilt_below_has_no_finding_itself() -> None:
    assert assess(clean()) == (Verdict.ACCEPTED, ())


TYPED: list[tuple[str, int, int | None, dict[str, object], tuple[str, ...]]] = [
    ("V01", 1, None, {"progress": None}, ("progress",)),
    ("V01", 4, None, {"percent": None}, ("percent",)),
    ("V02", 1, None, {"percent": "很多"}, ("percent",)),
    ("V02", 1, 1, {"actual": "3-5"}, ("actual",)),
    ("V03", 1, None, {"percent": "５０％"}, ("percent",)),
    ("V03", 1, 1, {"actual": "260家"}, ("actual",)),
    ("V04", 1, None, {"percent": "50%左右"}, ("percent",)),
    ("V04", 1, 1, {"actual": "约300"}, ("actual",)),
    ("V60", 1, None, {"percent": "50家"}, ("percent",)),
    ("V60", 1, 1, {"actual": "廿五"}, ("actual",)),
    ("V26", 1, 1, {"actual": "50%"}, ("actual",)),
    ("V05", 1, None, {"percent": 0.5}, ("percent",)),
    ("V06", 1, None, {"percent": 130}, ("percent",)),
    ("V07", 1, None, {"expected_date": "下个月"}, ("expected_date",)),
    ("V08", 1, None, {"expected_date": "2022.11.30"}, ("expected_date",)),
    ("V09", 1, None, {"expected_date": "11月中旬"}, ("expected_date",)),
    ("V10", 1, None, {"expected_date": "2022年2月30日"}, ("expected_date",)),
    ("V11", 1, None, {"expected_date": "1950-01-01"}, ("expected_date",)),
    ("V12", 1, None, {"status": "完成一半"}, ("status",)),
    ("V13", 1, None, {"status": "推进中"}, ("status",)),
    ("V14", 1, None, {"percent": "#N/A"}, ("percent",)),
    ("V15", 1, None, {"percent": "=25+25"}, ("percent",)),
    ("V17", 1, None, {"remarks": "字" * 2001}, ("remarks",)),
    ("V18", 1, None, {"progress": "招标已\u200b完成，现场\u200b开工。"}, ("progress",)),
    ("V19", 1, None, {"progress": "同上"}, ("progress",)),
    ("V21", 1, None, {"progress": '=DISPIMG("ID_1",1)'}, ("progress",)),
    ("V22", 1, None, {"remarks": 12345678901234567890}, ("remarks",)),
    ("V23", 1, 1, {"actual": None}, ("actual",)),
    ("V29", 2, 1, {"actual": 0.8}, ("actual",)),
    ("V33", 1, 1, {"actual": "无"}, ("actual",)),
    ("X01", 1, None, {"status": "已完成", "percent": 60}, ("status", "percent")),
    ("X03", 1, None, {"status": "进度滞后"}, ("problems",)),
    ("X07", 1, None, {"percent": 100}, ("status", "percent")),
    ("X08", 1, None, {"status": "已完成", "percent": 100}, ()),
    ("X10", 1, 1, {"actual": 5000}, ("actual",)),
    ("X13", 1, None, {"status": "未启动", "problems": "资金未到位"}, ("status", "percent")),
    ("X14", 1, None, {"expected_date": date(2023, 3, 1)}, ("expected_date",)),
    ("X15", 1, None, {"expected_date": date(2022, 5, 1)}, ("expected_date",)),
    ("X16", 1, None, {"percent": 5}, ("percent",)),
    ("X17", 1, None, {"progress": "总体进度达到80%，有序推进。"}, ("progress",)),
    ("X21", 1, None, {"progress": "该项任务已全部完成。"}, ("progress",)),
]


@pytest.mark.parametrize(("code", "task", "target", "typed", "fields"), TYPED, ids=[row[0] for row in TYPED])
def test_what_is_typed_is_found_in_its_cell(
    code: str, task: int, target: int | None, typed: dict[str, object], fields: tuple[str, ...]
) -> None:
    page = TASKS if target is None else TARGETS
    where: list[str] = []

    def spoil(book: Workbook) -> None:
        put(sheet(book, page), task, typed, target)
        _, names = columns(sheet(book, page))
        row = row_of(sheet(book, page), f".T{task:03d}." if target is None else f".T{task:03d}.{target}.")
        where.extend(sheet(book, page).cell(row, names[field]).coordinate for field in fields)

    outcome, findings = assess(edited(clean(), spoil))
    mine = [d for d in findings if d.code.name == code]
    assert mine, [d.code.name for d in findings]
    if fields:
        assert [(d.sheet, d.cells) for d in mine] == [(page, tuple(where))]
    assert {d.task for d in mine} == {task}
    assert outcome is not Verdict.ACCEPTED or mine[0].severity.rank > 2


def delete_row(book: Workbook) -> None:
    sheet(book).delete_rows(row_of(sheet(book), ".T004."))


def delete_sheet(book: Workbook) -> None:
    book.remove(sheet(book))


def rename_sheet(book: Workbook) -> None:
    sheet(book).title = "科技局"


def delete_column(book: Workbook) -> None:
    page = sheet(book)
    page.delete_cols(columns(page)[1]["problems"])


def add_column(book: Workbook) -> None:
    page = sheet(book)
    row, names = columns(page)
    page.cell(row + 1, max(names.values()) + 1).value = "经办人"
    page.cell(row + 2, max(names.values()) + 1).value = "张三"


def double_column(book: Workbook) -> None:
    page = sheet(book)
    row, names = columns(page)
    page.cell(row, max(names.values()) + 1).value = "percent"
    page.cell(row + 2, max(names.values()) + 1).value = 33


def merge_cells(book: Workbook) -> None:
    page = sheet(book)
    place, row = columns(page)[1]["percent"], row_of(page, ".T001.")
    page.merge_cells(start_row=row, end_row=row + 1, start_column=place, end_column=place)


def hide_row(book: Workbook) -> None:
    page = sheet(book)
    page.row_dimensions[row_of(page, ".T002.")].hidden = True


def hide_sheet(book: Workbook) -> None:
    page = book.create_sheet("草稿")
    page["B2"] = "已完成招标"
    page.sheet_state = "hidden"


def add_task(book: Workbook) -> None:
    page = sheet(book)
    row = row_of(page, ".T004.") + 1
    page.insert_rows(row)
    _, names = columns(page)
    page.cell(row, names["work"]).value = "新增一项工作"
    page.cell(row, names["progress"]).value = "已启动"


def total_row(book: Workbook) -> None:
    page = sheet(book)
    row = row_of(page, ".T004.") + 1
    page.insert_rows(row)
    page.cell(row, columns(page)[1]["no"]).value = "合计"
    page.cell(row, columns(page)[1]["percent"]).value = 150


def merge_texts(book: Workbook) -> None:
    sheet(book).merge_cells("J7:J8")


def change_given(book: Workbook) -> None:
    put(sheet(book), 1, {"work": "建设核心区，新增国家高新技术企业300家。"})


def double_row(book: Workbook) -> None:
    page = sheet(book)
    first, last = row_of(page, ".T001."), row_of(page, ".T004.") + 1
    page.insert_rows(last)
    for column in range(1, page.max_column + 1):
        page.cell(last, column).value = page.cell(first, column).value
    page.cell(last, columns(page)[1]["percent"]).value = 70


def formula_like(book: Workbook) -> None:
    page = sheet(book)
    cell = page.cell(row_of(page, ".T001."), columns(page)[1]["remarks"])
    cell.value = "=计划九月完成"
    cell.data_type = "s"


def retype_heading(book: Workbook) -> None:
    page = sheet(book)
    row, names = columns(page)
    page.delete_rows(row)
    page.cell(row, names["problems"]).value = "存在的问题和困难"


def write_above(book: Workbook) -> None:
    sheet(book).insert_rows(1, 2)
    sheet(book)["B1"] = "已核"


def write_below(book: Workbook) -> None:
    page = sheet(book)
    page.cell(page.max_row + 2, 4).value = "另：三号地块年底前交付。"


def clear_names_of_row(book: Workbook) -> None:
    put(sheet(book), 2, {"key": None, "no": None, "work": None})


def write_beside(book: Workbook) -> None:
    sheet(book)["R6"] = "第2项数据待核实"


HANDS: list[tuple[str, Hands, str | None, str | None]] = [
    ("S01", delete_sheet, None, None),
    ("S02", rename_sheet, None, None),
    ("S03", delete_column, TASKS, None),
    ("S04", retype_heading, TASKS, "M5"),
    ("S06", add_column, TASKS, None),
    ("S07", double_column, TASKS, None),
    ("S08", write_above, TASKS, None),
    ("S09", merge_cells, TASKS, "L7"),
    ("S22", merge_texts, TASKS, "J7"),
    ("S10", hide_row, TASKS, None),
    ("S11", hide_sheet, "草稿", None),
    ("S12", write_below, TASKS, "D13"),
    ("S13", delete_row, None, None),
    ("S21", write_beside, TASKS, "R6"),
    ("S14", add_task, TASKS, None),
    ("S16", change_given, TASKS, "D7"),
    ("S17", clear_names_of_row, TASKS, "B8"),
    ("S18", double_row, TASKS, "B7"),
    ("S19", total_row, TASKS, None),
    ("V20", formula_like, TASKS, "P7"),
]


@pytest.mark.parametrize(("code", "hands", "page", "cell"), HANDS, ids=[row[0] for row in HANDS])
def test_what_hands_do_to_a_form_is_found_on_its_sheet(
    code: str, hands: Hands, page: str | None, cell: str | None
) -> None:
    _, findings = assess(edited(clean(), hands))
    mine = [d for d in findings if d.code.name == code]
    assert mine, [d.code.name for d in findings]
    if page is not None:
        assert mine[0].sheet == page
    if cell is not None:
        assert cell in mine[0].cells


def test_a_formula_with_its_result_counts_and_is_told() -> None:
    source = zipfile.ZipFile(io.BytesIO(clean()))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = re.sub(rb'(<c r="L7"[^>]*?>)<v>50</v>', rb"\1<f>25+25</f><v>50</v>", data)
            target.writestr(name, data)
    outcome, findings = assess(stream.getvalue())
    assert [(d.code, d.sheet, d.cells) for d in findings] == [(Code.V16, TASKS, ("L7",))]
    assert outcome is Verdict.ACCEPTED


def test_an_empty_form_says_so() -> None:
    outcome, findings = assess(form(SCIENCE))
    assert Code.D08 in {d.code for d in findings}
    assert outcome is Verdict.REJECTED


def test_an_archive_without_a_workbook_says_so() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("照片/", b"")
    found = open_bundle(stream.getvalue(), "材料.zip")
    assert found is not None
    assert [(d.code, d.file) for d in found.findings] == [(Code.F17, "材料.zip")]


def test_what_is_worse_than_last_time_is_found_in_its_cell() -> None:
    def better(book: Workbook) -> None:
        put(sheet(book), 1, {"percent": 60})
        put(sheet(book, TARGETS), 1, {"actual": 400}, 1)

    last = {entry.task: entry for entry in read(edited(clean(), better)).entries}
    outcome, findings = assess(clean(), last)
    found = {d.code.name: (d.sheet, d.cells) for d in findings}
    assert found["X05"] == (TASKS, ("L7",))
    assert found["X09"] == (TARGETS, ("I7",))
    assert found["D10"] == (TASKS, ("J7", "J8", "J9"))
    assert outcome is Verdict.ACCEPTED_WITH_WARNINGS


ELSEWHERE: dict[str, tuple[str, ...]] = {
    "test_round_unusable.py::test_a_damaged_file_that_came_later_is_told_beside_what_counts": ("D42",),
    "test_returns_struck.py::test_the_fixed_cells_of_a_row_that_are_struck_through_are_asked_about": ("S42",),
    "test_returns_struck.py::test_what_a_conditional_format_strikes_through_is_asked_about": ("V50",),
    "test_files_shown.py::test_what_is_struck_through_is_known_in_every_kind_of_file": ("V31",),
    "test_files_shown.py::test_a_note_is_passed_on_with_its_address_and_asked_about_on_whatever_cell_it_stands": (
        "S25",
    ),
    "test_files_container.py::test_refused_with_the_real_reason": (
        "F01", "F02", "F03", "F05", "F06", "F08", "F09", "F10", "F19", "F20",
    ),
    "test_files_hostile.py::test_what_is_no_workbook_is_called_by_its_name_and_it_is_said_what_to_send": ("F16",),
    "test_files_container.py::test_workbooks_of_every_kind": ("F04",),
    "test_files_container.py::test_too_large_a_file_is_not_even_looked_at": ("F07",),
    "test_files_container.py::test_macros_links_and_objects_are_named": ("F11", "F12", "F13"),
    "test_files_two_readings.py::test_an_answer_that_can_be_read_in_two_ways_is_asked_about_and_the_others_count": (
        "V27",
    ),
    "test_files_two_readings.py::test_a_key_that_can_be_read_in_two_ways_is_no_key": ("S24",),
    "test_files_container.py::test_cells_far_outside_are_left_out_and_named": ("S12",),
    "test_faults.py::test_what_ends_the_reader_or_takes_too_much_is_a_verdict_on_that_file_alone": ("F18",),
    "test_faults.py::test_a_file_over_which_we_fail_waits_and_the_others_go_on": ("F22",),
    "test_faults.py::test_a_copy_over_which_we_fail_is_made_of_the_form_and_that_is_said": ("F23",),
    "test_faults.py::test_a_kept_original_that_cannot_be_read_just_now_is_named_and_counts_against_nobody": ("F24",),
    "test_files_archive.py::test_pictures_take_no_room_and_many_are_one_finding": ("F25",),
    "test_files_archive.py::test_what_is_in_a_file_is_counted_together_however_it_is_packed": ("F26",),
    "test_files_needed.py::test_what_is_wrong_with_a_part_that_is_needed_is_the_reason": ("F30",),
    "test_files_needed.py::test_a_form_is_read_whatever_is_wrong_with_a_part_that_it_does_not_need": ("F31",),
    "test_files_needed.py::test_a_form_is_read_beside_a_sheet_that_is_damaged_and_that_is_told": ("F32",),
    "test_files_container.py::test_a_workbook_that_holds_nothing_says_just_that": ("F33",),
    "test_returns_reading.py::test_no_form_of_ours": ("I01",),
    "test_story.py::test_another_period_than_the_one_that_is_open_is_sent_back": ("I03",),
    "test_returns_reading.py::test_the_form_of_an_older_template_lacks_what_it_lacks": ("I04",),
    "test_returns_reading.py::test_a_unit_that_left_the_list": ("I05",),
    "test_returns_reading.py::test_two_units_in_one_file_wait_for_a_person": ("I07",),
    "test_returns_reading.py::test_words_that_name_no_other_unit_do_not_count": ("I08",),
    "test_returns_reading.py::test_rows_sorted_without_their_hidden_column_are_what_can_be_seen": ("S23",),
    "test_returns_matching.py::test_key_number_and_wording_that_name_three_tasks_are_asked_about": ("S26",),
    "test_returns_meaning.py::test_a_converted_number_says_from_what_into_what": ("V28",),
    "test_returns_meaning.py::test_a_wording_changed_in_the_list_is_no_change_of_the_unit": ("S36",),
    "test_returns_meaning.py::test_a_list_changed_while_forms_were_out_is_no_fault_of_the_unit": ("V37", "V38"),
    "test_checks_unchanged.py::test_without_a_report_of_last_period_everything_is_asked_at_once": ("V36",),
    "test_checks_unchanged.py::test_it_takes_last_periods_figures_and_says_so": ("X22",),
    "test_checks_unchanged.py::test_own_figures_count_and_other_ones_are_asked_about": ("X24",),
    "test_returns_meaning.py::test_another_indicator_is_asked_about_and_never_restored": ("V30",),
    "test_returns_reading.py::test_a_form_without_any_task_of_the_named_unit_says_whose_it_is": ("I15",),
    "test_returns_reading.py::test_both_forms_of_a_unit_in_one_file_wait_for_a_person": ("I13",),
    "test_returns_reading.py::test_a_form_of_another_workspace_waits_for_a_person": ("I09",),
    "test_returns_reading.py::test_what_is_left_of_the_marks_is_enough": ("I10",),
    "test_returns_reading.py::test_another_number_in_the_heading_waits_for_a_person": ("I11",),
    "test_returns_reading.py::test_without_any_number_a_person_says_whose_it_is": ("I12", "I14"),
    "test_returns_reading.py::test_the_same_is_read_whatever_moves": ("S05", "S15", "S20"),
    "test_story.py::test_what_concerns_the_round_is_told_with_its_file_and_unit": (
        "F14", "F15", "D01", "D03", "D04", "D07", "O03", "X11",
    ),
    "test_round_order.py::test_where_nothing_tells_none_counts_and_the_cells_are_named": ("D02",),
    "test_round_order.py::test_cells_that_were_filled_and_are_empty_now_are_pointed_out": ("D05",),
    "test_round_joining.py::test_halves_are_one_and_each_cell_says_where_it_comes_from": ("D16", "D20"),
    "test_round_joining.py::test_what_both_fill_in_differently_is_asked_about": ("D18",),
    "test_checks_displaced.py::test_a_column_that_was_sorted_by_itself_is_asked_about_and_none_of_it_counts": ("S37",),
    "test_round_joining.py::test_a_word_for_nothing_never_wipes_what_another_file_says": ("D36",),
    "test_story.py::test_two_units_with_the_same_words_are_asked_about": ("D09",),
    "test_causes.py::test_refused_bytes_sent_again_are_said_to_be_the_same_with_what_to_do": ("D15",),
    "test_round_order.py::test_what_came_later_and_does_not_count_says_so": ("D12",),
    "test_round_dossier.py::test_the_screen_says_how_much_was_filed_and_each_file_when_asked": ("D31",),
    "test_round_dossier.py::test_a_name_says_whose_evidence_it_is": ("D33",),
    "test_round_dossier.py::test_an_archive_that_is_not_opened_is_filed_with_what_it_came_with_and_is_told": ("D34",),
    "test_round_heard.py::test_an_empty_form_that_comes_later_asks_for_nothing_but_a_look": ("D35",),
    "test_story.py::test_an_original_that_is_gone_or_changed_is_told_and_never_counts_unseen": ("D13",),
    "test_story.py::test_without_its_receipts_what_is_kept_is_taken_in_again": ("O07",),
    "test_lost_outputs.py::test_an_output_over_which_we_fail_is_missing_and_named_and_all_else_is_written": ("O08",),
    "test_story.py::test_an_old_form_that_comes_while_a_later_one_is_out_is_asked_about": ("D14",),
    "test_closed_rounds.py::test_todays_list_settles_an_old_round_anew_only_when_asked": ("O20",),
    "test_closed_rounds.py::test_a_return_that_comes_after_its_period_was_reported_is_named_and_not_counted": ("D51",),
    "test_history.py::test_what_an_earlier_period_says_anew_changes_the_comparison_and_is_told": ("D11",),
    "test_returns_values.py::test_of_things_that_are_counted_there_are_never_fewer_than_none": ("V39",),
    "test_returns_values.py::test_bounds_on_one_side_say_which": ("V24", "V25"),
    "test_checks_rules.py::test_each_rule_finds_its_place": ("X06",),
    "test_checks_rules.py::test_milestones_of_the_list": ("X18",),
    "test_checks_rules.py::test_a_task_of_another_unit_is_shown_and_asked_nothing": ("X12",),
    "test_forms_template.py::test_each_mistake_is_said_with_its_place_and_the_nearest_right_word": (
        "M01", "M05", "M20", "M31", "M32", "M33", "M34", "M35", "M37", "M38", "M39",
    ),
    "test_forms_template.py::test_types_may_not_change_within_a_year": ("M07",),
    "test_master_checking.py::test_rules": (
        "M02", "M03", "M04", "M12", "M13", "M14", "M15", "M16", "M17", "M18", "M19", "M28", "M29", "M30", "M41",
        "M42", "M46", "M47", "M48", "M49", "M50", "M51",
    ),
    "test_master_reading.py::test_a_missing_sheet_is_told_and_one_that_is_called_almost_so": ("M06", "M23"),
    "test_checks_waivers.py::test_a_waiver_that_ended_is_told_to_the_office": ("M08",),
    "test_forms_look_sheet.py::test_each_missing_name_is_said_and_falls_back": ("M09",),
    "test_master_reading.py::test_what_is_no_task_number": ("M10",),
    "test_master_reading.py::test_a_missing_column_is_told_and_a_misspelt_one_suggested": ("M11", "M36"),
    "test_master_reading.py::test_settings_that_cannot_be_leave_the_usual_value": ("M21", "M26", "M45", "M52", "M60"),
    "test_three_languages.py::test_a_list_that_mixes_languages_says_so": ("M61",),
    "test_three_languages.py::test_a_template_that_is_translated_in_part_is_told_once": ("M62",),
    "test_three_languages.py::test_days_of_an_english_list_have_the_day_first_where_nothing_tells_it": ("M63",),
    "test_master_reading.py::test_a_day_that_is_read_is_told": ("M22",),
    "test_master_reading.py::test_a_row_without_a_number_is_left_out_and_told": ("M24",),
    "test_master_reading.py::test_two_units_never_have_one_code": ("M25",),
    "test_master_reading.py::test_a_section_in_a_row_of_its_own_holds_for_the_rows_below": ("M27",),
    "test_master_reading.py::test_a_unit_without_a_code_keeps_the_same_one_wherever_its_row_stands": ("M40",),
    "test_master_reading.py::test_empty_settings_that_forms_need_are_told": ("M44",),
    "test_master_reading.py::test_a_kept_word_that_does_nothing_is_told_with_its_cell": ("M53",),
    "test_disk_printing.py::test_without_libreoffice_it_is_said_and_the_workbooks_are_written": ("O04",),
    "test_history.py::test_a_period_that_is_not_of_the_year_of_the_list_is_asked_about": ("O06",),
    "test_disk_printing.py::test_briefs_stand_beside_their_workbooks": ("O05",),
    "test_lists_real.py::test_every_repair_is_said": (
        "L01", "L03", "L04", "L05", "L06", "L08", "L09", "L10", "L12", "L14", "L16",
    ),
    "test_lists_real.py::test_mis_decoded_run_of_task_34_is_restored": ("L02",),
    "test_lists_other.py::test_doubled_and_missing_numbers_are_said": ("L07",),
    "test_list_numbers.py::test_so_does_prose_and_the_finding_says_which": ("L50",),
    "test_lists_first_reading.py::test_a_note_says_that_the_first_of_several_units_leads": ("L51",),
    "test_lists_first_reading.py::test_the_same_list_on_a_sheet_in_each_language_is_read_once": ("L52",),
    "test_lists_other.py::test_what_looks_like_one_unit_is_a_warning_with_its_place": ("L11",),
    "test_lists_other.py::test_headings_in_two_rows": ("L13",),
    "test_lists_other.py::test_mis_decoded_text_that_cannot_be_restored_is_said": ("L15",),
    "test_lists_other.py::test_aims_of_their_own_column_are_put_to_the_wording": ("L17",),
    "test_lists_other.py::test_deadlines": ("L18",),
    "test_lists_steps.py::test_steps_in_the_column_of_deadlines_are_proposed_and_said": ("L26",),
    "test_lists_other.py::test_a_list_of_no_year_says_so": ("L19",),
    "test_master_renewing.py::test_a_task_the_list_left_out_is_kept_and_withdrawn_and_comes_back": ("L21",),
    "test_master_renewing.py::test_a_wording_that_both_changed_is_the_persons_and_both_are_said": ("L22",),
    "test_master_renewing.py::test_a_new_task_stands_from_the_next_period_and_from_the_start_before_any": ("L23",),
    "test_master_renewing.py::test_a_task_put_between_moves_the_others_with_what_was_edited": ("L24",),
    "test_master_renewing.py::test_the_list_of_the_next_year_takes_the_place_of_the_old_one": ("L25",),
    "test_master_own.py::test_what_was_not_understood_stays_in_its_row_and_is_found_again": ("L27",),
    "test_master_own.py::test_targets_and_milestones_of_no_task_stay_and_are_named": ("L28",),
    "test_master_own.py::test_what_stands_outside_of_the_tables_is_named_as_left_behind": ("L29",),
    "test_master_own.py::test_of_formulas_only_what_they_gave_comes_along_and_their_cells_are_named": ("L30",),
    "test_lists_other.py::test_what_stands_under_merged_cells_is_told_and_given_to_no_other_task": ("L31",),
    "test_lists_elsewhere.py::test_names_that_and_joins_are_parted_where_the_list_names_them": ("L35",),
    "test_lists_sheets.py::test_of_lists_of_several_years_one_is_read_and_the_others_are_told": ("L32",),
    "test_lists_sheets.py::test_one_sheet_a_section_is_one_list": ("L33",),
    "test_lists_sheets.py::test_a_list_without_a_year_is_taken_as_of_the_masters_year_and_that_is_told": ("L34",),
    "test_lists_marks.py::test_a_row_struck_out_is_left_out_and_told": ("L36",),
    "test_lists_marks.py::test_tracked_deletions_are_left_out_and_told_and_insertions_are_asked_about": ("L37", "L38"),
    "test_lists_marks.py::test_a_hidden_row_is_left_out_and_asked_about": ("L39",),
    "test_lists_marks.py::test_a_hidden_sheet_is_asked_about": ("L40",),
    "test_lists_elsewhere.py::test_a_column_of_units_or_of_days_is_known_by_them_where_no_other_is": ("L41",),
    "test_lists_blocks.py::test_a_choice_that_a_block_cannot_be_is_told": ("L42",),
    "test_lists_published.py::test_a_task_without_a_unit_is_pointed_at_where_others_have_one": ("L43",),
    "test_lists_published.py::test_the_number_of_a_document_says_its_year_where_nothing_else_does": ("L45",),
    "test_lists_published.py::test_a_day_in_the_wording_is_the_deadline_where_that_is_plain": ("L46", "L47"),
    "test_lists_published.py::test_a_section_says_once_whose_its_tasks_are": ("L44",),
    "test_lists_sheets.py::test_a_year_that_a_title_says_in_a_way_of_its_own_is_told": ("L48",),
    "test_lists_elsewhere.py::test_tasks_of_a_list_that_names_no_unit_are_told": ("L53",),
    "test_lists_sheets.py::test_the_month_in_which_the_year_of_a_list_begins_is_a_setting_and_is_told": ("L61",),
    "test_lists_unseen.py::test_of_a_day_that_is_the_same_in_either_year_nothing_is_asked_and_the_question_says_both": (
        "L70",
    ),
    "test_lists_english.py::test_what_measures_success_stands_beside_the_wording_and_has_targets": ("L54",),
    "test_lists_english.py::test_names_that_and_joins_are_two_where_both_are_offices": ("L55",),
    "test_lists_doubtful.py::test_a_table_that_is_passed_over_is_told": ("L56",),
    "test_lists_doubtful.py::test_whose_a_task_is_in_its_wording_is_pointed_at": ("L57",),
    "test_lists_doubtful.py::test_half_a_sentence_is_pointed_at": ("L58",),
    "test_lists_doubtful.py::test_a_name_that_is_none_is_pointed_at": ("L59",),
    "test_lists_doubtful.py::test_a_name_that_is_two_others_of_the_list_is_pointed_at": ("L60",),
    "test_lists_doubtful.py::test_what_may_be_no_task_is_pointed_at": ("L62",),
    "test_lists_doubtful.py::test_a_section_that_may_be_none_is_pointed_at": ("L63",),
    "test_lists_doubtful.py::test_a_number_that_is_missing_in_a_section_is_told": ("L64",),
    "test_lists_layouts.py::test_a_note_says_until_when_tasks_are_due_that_do_not_say_so": ("L65",),
    "test_lists_doubtful.py::test_lines_outside_of_the_table_that_name_units_are_told": ("L66",),
    "test_lists_doubtful.py::test_tasks_without_a_deadline_are_told_where_most_have_one": ("L67",),
    "test_lists_elsewhere.py::test_a_post_and_what_it_may_be_of_behind_a_comma_are_asked_about": ("L49",),
    "test_master_reading.py::test_what_stands_under_merged_cells_is_told_and_counts_as_left_behind": ("M55",),
    "test_master_own.py::test_a_column_that_the_office_added_is_told": ("M54",),
    "test_shown_columns.py::test_check_names_a_column_that_the_master_does_not_have": ("M56",),
    "test_round_periods.py::test_a_round_keeps_the_day_it_was_issued_with": ("O11",),
    "test_closed_rounds.py::test_forms_of_a_round_that_is_over_say_by_which_list_they_are": ("O12",),
    "test_closed_rounds.py::test_a_list_that_was_imported_too_early_and_taken_back_holds_no_round": ("O13",),
    "test_closed_rounds.py::test_todays_list_of_another_year_takes_no_report_for_another_task": ("O15",),
    "test_closed_rounds.py::test_a_round_that_is_far_from_beginning_is_asked_about": ("O14",),
    "test_round_unasked.py::test_who_hands_out_to_nobody_is_told_why_and_not_to_send_anything": ("O10",),
    "test_round_unasked.py::test_every_command_that_counts_tasks_tells_of_them": ("O09",),
    "test_codes_covered.py::test_a_formula_with_its_result_counts_and_is_told": ("V16",),
    "test_codes_covered.py::test_an_empty_form_says_so": ("D08",),
    "test_codes_covered.py::test_an_archive_without_a_workbook_says_so": ("F17",),
    "test_codes_covered.py::test_what_is_worse_than_last_time_is_found_in_its_cell": ("X05", "X09", "D10"),
}  # fmt: skip
"""Which test triggers which codes, where that is not done by a row of the tables above."""

NOT_HERE: dict[str, str] = {}
"""Codes without a fixture, each with the reason."""


@cache
def texts(file: str) -> dict[str, str]:
    """Return the source of every test of a file, together with the constants it names."""
    source = (Path(__file__).parent / file).read_text(encoding="utf-8")
    lines = source.splitlines()
    constants: dict[str, str] = {}
    tests: dict[str, str] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            constants[ast.unparse(target)] = "\n".join(lines[node.lineno - 1 : node.end_lineno])
        elif isinstance(node, ast.FunctionDef):
            first = min([node.lineno, *(item.lineno for item in node.decorator_list)])
            tests[node.name] = "\n".join(lines[first - 1 : node.end_lineno])
    return {
        name: text + "".join(more for constant, more in constants.items() if re.search(rf"\b{constant}\b", text))
        for name, text in tests.items()
    }


def test_every_code_has_a_fixture() -> None:
    here = {row[0] for row in TYPED} | {row[0] for row in HANDS}
    there = {code for codes in ELSEWHERE.values() for code in codes}
    assert sorted({code.name for code in Code} - here - there) == sorted(NOT_HERE), "name the test that triggers it"
    assert sorted((here | there) - {code.name for code in Code}) == []


@pytest.mark.parametrize("test", ELSEWHERE)
def test_the_fixtures_named_are_there(test: str) -> None:
    file, _, name = test.partition("::")
    text = texts(file)[name]
    assert [code for code in ELSEWHERE[test] if not re.search(rf"\b{code}\b", text)] == []
