"""Several documents in one import are the sections of one list."""

from pathlib import Path

import pytest

from reportkit.imported import Imported
from reportkit.language.errors import ReportkitError
from reportkit.language.script import Script, converted
from reportkit.language.words import Lang
from reportkit.lists.importing import import_lists
from reportkit.model import BlockRole, SourceBlock, Vocabulary
from tests.office import Office

HEAD = "序号,重点工作,牵头单位,完成时限"
REPORT = f"""2024年政府工作报告任务分解,,,
{HEAD}
一、农业,,,
1,建成高标准农田3万亩。,县农业农村局,10月底前
二、工业,,,
2,新增规上工业企业12家。,县经信局,全年
"""
LIVING = """青溪县2024年民生实事项目
1.新建小学2所。（牵头单位：县教育局）
2.改造农贸市场3个。（牵头单位：县商务局）
"""
NOTES = "会议纪要\n时间：2024年3月1日\n参加人员：张三、李四\n会议听取了关于防汛工作的汇报。\n"


def read(*documents: tuple[str, str], vocabulary: Vocabulary = Vocabulary()) -> Imported:
    return import_lists([(name, text.encode()) for name, text in documents], vocabulary=vocabulary)


BOTH = (("报告.csv", REPORT), ("实事.txt", LIVING))


def test_each_document_is_a_section_and_its_own_sections_stand_behind_its_name() -> None:
    found = read(*BOTH).master
    assert [(task.no, task.section, task.work) for task in found.tasks] == [
        (1, "2024年政府工作报告任务分解：一、农业", "建成高标准农田3万亩。"),
        (2, "2024年政府工作报告任务分解：二、工业", "新增规上工业企业12家。"),
        (3, "青溪县2024年民生实事项目", "新建小学2所。"),
        (4, "青溪县2024年民生实事项目", "改造农贸市场3个。"),
    ]
    assert found.settings.year == 2024
    assert {unit.name for unit in found.units} == {"县农业农村局", "县经信局", "县教育局", "县商务局"}


def test_that_all_were_numbered_through_is_told() -> None:
    told = [item.values for item in read(*BOTH).diagnostics if item.code.name == "L33"]
    assert told == [{"n": 2, "names": "2024年政府工作报告任务分解(2)、青溪县2024年民生实事项目(2)"}]


def test_numbers_that_go_on_from_one_document_to_the_next_stay() -> None:
    later = LIVING.replace("2.改", "8.改").replace("1.新", "7.新")
    found = read(("报告.csv", REPORT), ("实事.txt", later))
    assert [task.no for task in found.master.tasks] == [1, 2, 7, 8]
    assert not [item for item in found.diagnostics if item.code.name == "L33"]


def test_places_name_the_file() -> None:
    found = read(("报告.csv", REPORT.replace("10月底前", "适时")), ("实事.txt", LIVING))
    assert {(item.sheet, item.cells) for item in found.diagnostics if item.code.name == "L18"} == {
        ("报告.csv", ("B4",))
    }
    places = {block.became: block.place for block in found.master.source}
    assert (places["任务 1"], places["任务 3"]) == ("报告.csv!A4", "实事.txt!L2")


def test_a_persons_word_for_a_block_counts_in_whichever_document_it_stands() -> None:
    said = Vocabulary(blocks=(SourceBlock("", "1.新建小学2所。（牵头单位：县教育局）", "", BlockRole.LEFT_OUT),))
    assert [task.work for task in read(*BOTH, vocabulary=said).master.tasks][2:] == ["改造农贸市场3个。"]


def test_all_are_in_the_script_of_the_first() -> None:
    other = converted(LIVING, Script.TRADITIONAL)
    found = read(("报告.csv", REPORT), ("实事.txt", other)).master
    assert found.settings.language is Lang.HANS
    assert found.tasks[3].work == "改造农贸市场3个。"


def test_one_that_is_no_list_is_refused_by_its_name() -> None:
    with pytest.raises(ReportkitError, match=r"纪要\.txt"):
        read(("报告.csv", REPORT), ("纪要.txt", NOTES))


def test_one_document_alone_is_as_it_is() -> None:
    found = read(("报告.csv", REPORT)).master
    assert [task.section for task in found.tasks] == ["一、农业", "二、工业"]
    assert found.settings.list_title == "2024年政府工作报告任务分解"


def test_several_files_are_named_on_the_command_line(tmp_path: Path) -> None:
    office = Office(tmp_path)
    for name, text in BOTH:
        (tmp_path / name).write_text(text, encoding="utf-8")
    output = tmp_path / "made.xlsx"
    words = [str(tmp_path / name) for name, _ in BOTH]
    found = office.answer("import", *words, "--output", str(output))
    assert [task["no"] for task in found["tasks"]] == [1, 2, 3, 4]
    status, _, said = office.run("--lang", "en", "import", words[0], str(tmp_path / "missing.docx"))
    assert (status, "missing.docx" in said) == (2, True)
