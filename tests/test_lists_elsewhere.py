"""Lists as other places write them: in two languages, with words behind names, headings and items numbered alike."""

import pytest

from reportkit.files.document import Paragraph, SourcePlace
from reportkit.lists.duties import Duties, in_cell
from reportkit.lists.headings import meaning
from reportkit.lists.importing import Imported, import_list
from reportkit.lists.labels import read_labels
from reportkit.lists.latin import in_scripts, latin_names
from reportkit.model import ListColumn, Task


def line(text: str) -> Paragraph:
    return Paragraph(text, SourcePlace("", "L1"))


def who(found: Duties) -> tuple[list[str], list[str]]:
    return [name.written for name in found.leads], [name.written for name in found.participants]


def units(task: Task) -> tuple[list[str], list[str]]:
    return [unit.name for unit in task.leads], [unit.name for unit in task.participants]


def imported(text: str, name: str = "2024.txt") -> Imported:
    return import_list(name, text.strip().encode())


def sections(found: Imported) -> list[tuple[int, str]]:
    return [(task.no, task.section) for task in found.master.tasks]


# Words behind names


@pytest.mark.parametrize(
    ("cell", "means", "leads", "participants"),
    [
        ("区残联配合落实", ListColumn.PARTICIPANTS, [], ["区残联"]),
        ("区财政局等有关部门配合", ListColumn.PARTICIPANTS, [], ["区财政局", "有关部门"]),
        ("区文旅局、区商务局等部门参与", ListColumn.PARTICIPANTS, [], ["区文旅局", "区商务局"]),
        ("甲局牵头，各平台、镇街配合", ListColumn.LEADS, ["甲局"], ["各平台、镇街"]),
        ("甲局牵头，乙局等有关单位配合", ListColumn.LEADS, ["甲局"], ["乙局", "有关单位"]),
        ("乙局、丙局（牵头）", ListColumn.PARTICIPANTS, ["丙局"], ["乙局"]),
    ],
)
def test_words_behind_names_are_no_part_of_them(
    cell: str, means: ListColumn, leads: list[str], participants: list[str]
) -> None:
    assert who(in_cell([line(cell)], means)) == (leads, participants)


def test_a_comma_before_a_word_of_a_company_parts_no_names() -> None:
    found = latin_names([line("Harrow Ferries Co., Ltd., Ports; Amis & Sons, Inc.、J. Doe, OBE")])
    assert [name.written for name in found] == ["Harrow Ferries Co., Ltd.", "Ports", "Amis & Sons, Inc.", "J. Doe, OBE"]


# Two languages


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("任务编号 Task No.", ("任务编号", "Task No.")),
        ("Owner（主责部门）", ("主责部门", "Owner")),
        ("责任人/Responsible person", ("责任人", "Responsible person")),
        ("重点工作", ()),
        ("Action", ()),
        ("甲 A 乙", ()),
    ],
)
def test_a_text_in_two_languages_is_two_texts(text: str, parts: tuple[str, ...]) -> None:
    assert in_scripts(text) == parts


@pytest.mark.parametrize(
    ("heading", "means"),
    [
        ("任务编号 Task No.", ListColumn.NUMBER),
        ("责任单位\nResponsible department", ListColumn.LEADS),
        ("Deadline（完成时限）", ListColumn.DEADLINE),
        ("分类甲 Lead unit", ListColumn.LEADS),
        ("备注 Comments", None),
    ],
)
def test_a_heading_in_two_languages_means_what_either_says(heading: str, means: ListColumn | None) -> None:
    assert meaning(heading) is means


@pytest.mark.parametrize(
    ("text", "before", "said"),
    [
        ("责任单位 Lead department：港务局", "", [("leads", "港务局")]),
        ("Executive lead: Dr. May Ho", "", [("leaders", "Dr. May Ho")]),
        ("Open the site. Lead department: Estates", "Open the site.", [("leads", "Estates")]),
        ("建成。 责任单位：港务局", "建成。", [("leads", "港务局")]),
    ],
)
def test_the_longest_label_in_letters_counts(text: str, before: str, said: list[tuple[str, str]]) -> None:
    found = read_labels(line(text))
    assert (found[0], [(item.means.value, item.said.text) for item in found[1]]) == (before, said)


TWICE = """
一、港口 Port
1.建成码头2座。
Build two berths.
责任单位 Lead unit：港务局
完成时限 Deadline：2024-06-30
2.开通航线3条。
Open three routes.
责任单位 Lead unit：口岸办公室
二、服务 Services
3.办好论坛1次。
Hold a forum.
责任单位 Lead unit：贸易促进局
"""


def test_a_wording_in_two_paragraphs_is_one_task_below_its_section() -> None:
    found = imported(TWICE)
    assert sections(found) == [(1, "一、港口 Port"), (2, "一、港口 Port"), (3, "二、服务 Services")]
    assert [task.work for task in found.master.tasks][1] == "开通航线3条。\nOpen three routes."
    assert [units(task)[0] for task in found.master.tasks] == [["港务局"], ["口岸办公室"], ["贸易促进局"]]


# Headings and items numbered alike

ALIKE = """
1. Clean streets
1. Sweep every market square daily (Lead: Street Care)
2. Empty all bins twice a week (Lead: Street Care; with Parks)
2. Safe homes
3. Inspect 90 rented flats (Lead: Housing)
4. Fit 400 smoke alarms (Lead: Fire and Rescue)
"""


def test_sections_numbered_as_their_items_are_told_apart_by_a_count_of_their_own() -> None:
    found = imported(ALIKE)
    assert sections(found) == [
        (1, "1. Clean streets"),
        (2, "1. Clean streets"),
        (3, "2. Safe homes"),
        (4, "2. Safe homes"),
    ]


def test_items_that_name_nobody_are_no_sections_where_numbers_go_on() -> None:
    found = imported(ALIKE.replace("2. Safe homes\n", "").replace("1. Clean streets\n", ""))
    assert sections(found) == [(1, ""), (2, ""), (3, ""), (4, "")]


def test_lines_of_a_broken_wording_in_letters_keep_their_space() -> None:
    found = imported("1. Sweep every market\nsquare daily (Lead: Street Care)\n2. Empty the bins (Lead: Parks)\n")
    assert found.master.tasks[0].work == "Sweep every market square daily"
