"""Lists that say everything in Chinese and in English: one unit, one task, whatever the language."""

from reportkit.diagnostics import Code
from reportkit.imported import Imported
from reportkit.lists.importing import import_list

HEADINGS = "編號 No.,行動 Action,負責部門 Responsible office,協辦部門 Supporting office,完成日期 Date"
FIRST = '1,"更換升降機 4 部\nReplace four lifts","工程處\nWorks Office","保安處\nSecurity Office",2025-12-31'
SECOND = '2,"修訂颱風指引\nRevise the typhoon guide","保安處\nSecurity Office",,2025-05-31'
THIRD = '3,"安排急救訓練\nArrange first aid training","人事處\nPersonnel Office","工程處\nWorks Office",2025-10-31'


def imported(*lines: str) -> Imported:
    return import_list("2025.csv", "\n".join(lines).encode())


def units(found: Imported) -> list[tuple[list[str], list[str]]]:
    return [
        ([ref.written for ref in task.leads], [ref.written for ref in task.participants]) for task in found.master.tasks
    ]


def test_a_unit_in_two_languages_is_one_unit_with_another_name() -> None:
    found = imported(HEADINGS, FIRST, SECOND, THIRD)
    assert units(found) == [(["工程處"], ["保安處"]), (["保安處"], []), (["人事處"], ["工程處"])]
    assert [(unit.name, unit.aliases) for unit in found.master.units] == [
        ("工程處", ("Works Office",)),
        ("保安處", ("Security Office",)),
        ("人事處", ("Personnel Office",)),
    ]


def test_a_wording_keeps_its_languages_on_lines_of_their_own() -> None:
    works = [task.work for task in imported(HEADINGS, FIRST, SECOND, THIRD).master.tasks]
    assert works[1] == "修訂颱風指引\nRevise the typhoon guide"


def test_a_group_in_two_languages_is_one_group() -> None:
    found = imported(HEADINGS, FIRST, SECOND.replace(",,", ',"各部門\nAll departments",'), THIRD)
    assert units(found)[1] == (["保安處"], ["各部門"])
    assert [group.name for group in found.master.groups] == ["各部門"]


def test_what_was_taken_for_another_name_is_told_with_its_cell() -> None:
    told = [
        (f.cells, f.found, f.values["wanted"])
        for f in imported(HEADINGS, FIRST, SECOND, THIRD).diagnostics
        if f.code is Code.L06
    ]
    assert (("C2",), "Works Office", "工程處") in told


def test_units_in_two_languages_that_do_not_keep_to_one_way_are_units_of_their_own() -> None:
    other = SECOND.replace("Security Office", "Harbour Pilots Ltd.")
    assert units(imported(HEADINGS, FIRST, other, THIRD))[0] == (
        ["工程處", "Works Office"],
        ["保安處", "Security Office"],
    )


def test_columns_in_two_languages_say_the_same() -> None:
    found = imported(
        "項目,工作事項,Work item,負責組別,Responsible section,完成日期",
        "1,更換升降機,Replace the lifts,工程組,Works Section,2025-12-31",
        "2,修訂指引,Revise the guide,保安組,Security Section,2025-05-31",
    )
    assert units(found) == [(["工程組"], []), (["保安組"], [])]
    assert [task.work.split("\n") for task in found.master.tasks] == [
        ["更換升降機", "Replace the lifts"],
        ["修訂指引", "Revise the guide"],
    ]
