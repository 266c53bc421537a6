"""The sheet that holds the document against what was made of it, and a person's word for what a block is."""

from pathlib import Path

import pytest

from reportkit.diagnostics import Code
from reportkit.lists.importing import import_list
from reportkit.model import BlockRole, ListColumn, Master, SourceBlock, Task, Vocabulary
from tests.hands import opened
from tests.invented.documents import Grid, docx, row
from tests.office import Office

TABLE = """2024年重点工作任务表,,,
序号,重点工作,承办,备注
一,夯实农业基础,,
1,粮食总产量达到30万吨以上。,县农业局,
2,新建农村公路80公里。,县交通局,续建
其中县道30公里。,,,
以上由县政府办统筹。,县政府办,,
二,提升就业水平,,
3,培训技能人才500人次。,县人社局,
"""
PROSE = """青溪县2024年重点任务分工方案
现制定方案如下。
一、农业
1.粮食总产量达到30万吨以上。（牵头单位：县农业局）
抓紧抓实。
二、交通
2.新建农村公路80公里。（牵头单位：县交通局）
"""
FLAT = """序号

重点工作

牵头领导

牵头单位

农业方面

1

粮食总产量达到30万吨以上。

张三

县农业局

2

新建农村公路80公里。

李四

县交通局
"""


def said(**roles: BlockRole | ListColumn) -> Vocabulary:
    """Return a person's word for blocks, by their words; what no name can hold stands for a blank or a sign."""
    return Vocabulary(blocks=tuple(SourceBlock("", text, "", role) for text, role in roles.items()))


def word(text: str, role: BlockRole | ListColumn) -> Vocabulary:
    return said(**{text: role})


def master(text: str, vocabulary: Vocabulary = Vocabulary()) -> Master:
    kind = "csv" if "," in text else "txt"
    return import_list(f"2024.{kind}", text.encode(), vocabulary=vocabulary).master


def became(text: str, vocabulary: Vocabulary = Vocabulary()) -> dict[str, str]:
    return {block.text.partition("\n")[0]: block.became for block in master(text, vocabulary).source}


def brief(task: Task) -> tuple[int, str, str]:
    return task.no, task.section, task.work


def test_each_row_of_a_table_stands_beside_what_it_became() -> None:
    assert became(TABLE) == {
        "序号": "列：序号", "重点工作": "列：重点工作", "承办": "列：牵头单位", "备注": "列：原样附在任务后",
        "2024年重点工作任务表": "标题",
        "一 | 夯实农业基础": "板块",
        "1 | 粮食总产量达到30万吨以上。 | 县农业局": "任务 1",
        "2 | 新建农村公路80公里。 | 县交通局 | 续建": "任务 2",
        "其中县道30公里。": "板块",
        "以上由县政府办统筹。 | 县政府办": "任务 4",
        "二 | 提升就业水平": "板块",
        "3 | 培训技能人才500人次。 | 县人社局": "任务 3",
    }  # fmt: skip


def test_the_paragraphs_of_a_task_are_one_block() -> None:
    assert became(PROSE) == {
        "青溪县2024年重点任务分工方案": "标题", "现制定方案如下。": "未用", "一、农业": "板块",
        "1.粮食总产量达到30万吨以上。（牵头单位：县农业局）": "任务 1", "抓紧抓实。": "未用",
        "二、交通": "板块", "2.新建农村公路80公里。（牵头单位：县交通局）": "任务 2",
    }  # fmt: skip
    block = next(block for block in master(FLAT).source if block.became == "任务 2")
    assert block.text == "2\n新建农村公路80公里。\n李四\n县交通局"


def test_headings_that_are_repeated_are_shown_once() -> None:
    again = TABLE.replace("二,提升", "序号,重点工作,承办,备注\n二,提升")
    assert [block.text for block in master(again).source].count("序号") == 1
    assert "序号 | 重点工作 | 承办 | 备注" not in became(again)


@pytest.mark.parametrize(
    ("row", "role", "tasks"),
    [
        (
            "其中县道30公里。",
            BlockRole.GOES_ON,
            [(1, "一、夯实农业基础", "粮食总产量达到30万吨以上。"), (2, "一、夯实农业基础", "新建农村公路80公里。")],
        ),
        (
            "以上由县政府办统筹。 | 县政府办",
            BlockRole.LEFT_OUT,
            [(1, "一、夯实农业基础", "粮食总产量达到30万吨以上。"), (2, "一、夯实农业基础", "新建农村公路80公里。")],
        ),
        (
            "以上由县政府办统筹。 | 县政府办",
            BlockRole.SECTION,
            [(1, "一、夯实农业基础", "粮食总产量达到30万吨以上。"), (2, "一、夯实农业基础", "新建农村公路80公里。")],
        ),
    ],
)
def test_a_persons_word_for_a_row_counts(row: str, role: BlockRole, tasks: list[tuple[int, str, str]]) -> None:
    found = master(TABLE, word(row, role))
    shown = [brief(task) for task in found.tasks][: len(tasks)]
    assert [(no, section) for no, section, _ in shown] == [(no, section) for no, section, _ in tasks]
    assert all(mine.startswith(theirs) for (*_, mine), (*_, theirs) in zip(shown, tasks, strict=True))
    again = next(block for block in found.source if block.text == row)
    assert again.role is role


def test_a_row_that_heads_nothing_is_a_task_where_a_person_says_so() -> None:
    text = TABLE.replace("其中县道30公里。,", ",其中县道30公里。")
    tasks = master(text, word("其中县道30公里。", BlockRole.TASK)).tasks
    assert [task.work for task in tasks][1:3] == ["新建农村公路80公里。", "其中县道30公里。"]


@pytest.mark.parametrize("column", [0, 1])
def test_a_row_that_goes_on_adds_its_words_to_the_task_above(column: int) -> None:
    text = TABLE.replace("其中县道30公里。,", "," * column + "其中县道30公里。" + "," * (1 - column))
    task = master(text, word("其中县道30公里。", BlockRole.GOES_ON)).tasks[1]
    assert task.work == "新建农村公路80公里。\n其中县道30公里。"


def test_a_row_that_goes_on_leaves_the_task_above_its_number() -> None:
    text = "序号,任务,责任单位\n1,修路8公里。,县交通局\n2,建桥2座。,县交通局\n3,建站1座。,县交通局\n"
    tasks = master(text, word("3 | 建站1座。 | 县交通局", BlockRole.GOES_ON)).tasks
    assert [(task.no, task.work) for task in tasks][1:] == [(2, "建桥2座。\n建站1座。")]


def test_a_row_that_is_left_out_is_shown_as_not_used() -> None:
    text = "3 | 培训技能人才500人次。 | 县人社局"
    assert became(TABLE, word(text, BlockRole.LEFT_OUT))[text] == "未用"


def test_a_line_above_a_table_that_is_left_out_is_no_section() -> None:
    tables = [Grid((row("序号", "任务", "责任单位"), row("1", work, "县交通局"))) for work in ("修路8公里", "建桥2座")]
    data = docx("2024年重点任务", "一、农业", tables[0], "二、交通", tables[1])
    left_out = word("二、交通", BlockRole.LEFT_OUT)
    assert [task.section for task in import_list("a.docx", data).master.tasks] == ["一、农业", "二、交通"]
    assert "二、交通" not in [task.section for task in import_list("a.docx", data, vocabulary=left_out).master.tasks]


LAST = "3 | 培训技能人才500人次。 | 县人社局"


@pytest.mark.parametrize(
    ("text", "role"),
    [(LAST, ListColumn.LEADS), ("重点工作", BlockRole.SECTION), ("重点工作", BlockRole.GOES_ON)],
)
def test_a_choice_that_a_block_cannot_be_is_told(text: str, role: BlockRole | ListColumn) -> None:
    found = import_list("2024.csv", TABLE.encode(), vocabulary=word(text, role))
    assert [finding.found for finding in found.diagnostics if finding.code is Code.L42] == [text]
    assert found.master.headings == ()


@pytest.mark.parametrize(("role", "shown"), [(ListColumn.SECTION, "板块"), (ListColumn.OTHER, "未用")])
def test_a_row_of_which_a_word_for_columns_was_chosen_is_what_that_means_of_rows(role: ListColumn, shown: str) -> None:
    found = import_list("2024.csv", TABLE.encode(), vocabulary=word("1 | 粮食总产量达到30万吨以上。 | 县农业局", role))
    assert "粮食总产量达到30万吨以上。" not in [task.work for task in found.master.tasks]
    assert next(block.became for block in found.master.source if block.text.startswith("1 | ")) == shown
    assert not [finding for finding in found.diagnostics if finding.code is Code.L42]


GRAIN, ROADS = "粮食总产量达到30万吨以上。", "新建农村公路80公里。"


@pytest.mark.parametrize(
    ("text", "role", "tasks"),
    [
        ("抓紧抓实。", BlockRole.GOES_ON, [(1, "一、农业", f"{GRAIN}\n抓紧抓实。"), (2, "二、交通", ROADS)]),
        ("二、交通", BlockRole.GOES_ON, [(1, "一、农业", f"{GRAIN}\n二、交通"), (2, "一、农业", ROADS)]),
        ("现制定方案如下。", BlockRole.SECTION, [(1, "一、农业", GRAIN), (2, "二、交通", ROADS)]),
    ],
)
def test_a_persons_word_for_a_paragraph_counts(text: str, role: BlockRole, tasks: list[tuple[int, str, str]]) -> None:
    assert [brief(task) for task in master(PROSE, word(text, role)).tasks] == tasks


def test_a_paragraph_that_nobody_is_named_in_is_a_task_where_a_person_says_so() -> None:
    tasks = master(PROSE, word("抓紧抓实。", BlockRole.TASK)).tasks
    assert [task.work for task in tasks] == ["粮食总产量达到30万吨以上。", "抓紧抓实。", "新建农村公路80公里。"]


def test_a_line_of_a_flattened_table_is_a_section_where_a_person_says_so() -> None:
    assert {task.section for task in master(FLAT).tasks} == {""}
    assert {task.section for task in master(FLAT, word("农业方面", BlockRole.SECTION)).tasks} == {"农业方面"}


def test_several_paragraphs_of_a_task_are_left_out_together() -> None:
    block = next(block for block in master(FLAT).source if block.became == "任务 2")
    assert [task.no for task in master(FLAT, word(block.text, BlockRole.LEFT_OUT)).tasks] == [1]


def test_a_word_for_a_column_counts_and_moves_to_the_sheet_of_headings() -> None:
    found = master(TABLE, word("备注", ListColumn.AIMS))
    assert found.tasks[1].work.endswith("续建")
    assert [(own.heading, own.means) for own in found.headings] == [("备注", ListColumn.AIMS)]
    block = next(block for block in found.source if block.text == "备注")
    assert (block.became, block.role) == ("列：目标要求（接在重点工作后）", None)


def test_a_column_is_left_out_by_either_word() -> None:
    for role in (BlockRole.LEFT_OUT, ListColumn.OTHER):
        assert [own.means for own in master(TABLE, word("备注", role)).headings] == [ListColumn.OTHER]


def test_a_word_for_what_this_document_does_not_hold_is_kept_at_the_end() -> None:
    found = master(PROSE, word("以上由县政府办统筹。 | 县政府办", BlockRole.LEFT_OUT))
    last = found.source[-1]
    assert (last.place, last.text, last.role) == ("", "以上由县政府办统筹。 | 县政府办", BlockRole.LEFT_OUT)
    assert last.became == "（这次的原件里没有）"


def test_what_is_chosen_on_the_sheet_counts_at_the_next_import_and_stays_there(tmp_path: Path) -> None:
    office = Office(tmp_path)
    source = tmp_path / "2024.csv"
    source.write_text(TABLE, encoding="utf-8")
    office.answer("import", str(source))
    place = tmp_path / "templates" / "master.xlsx"
    book = opened(place)
    rows = {str(row[1].value): row for row in book["原文对照"].iter_rows(min_row=4)}
    rows["以上由县政府办统筹。 | 县政府办"][3].value = "不导入"
    rows["承办"][3].value = "参与单位"
    book.save(place)
    for _ in range(2):
        found = office.answer("import", str(source))
        assert [(task["lead_units"], task["participants"]) for task in found["tasks"]] == [
            ([], ["县农业局"]), ([], ["县交通局"]), ([], ["县人社局"]),
        ]  # fmt: skip
    sheet = opened(place)["原文对照"]
    kept = {str(row[1].value): row[3].value for row in sheet.iter_rows(min_row=4) if row[3].value}
    assert kept == {"以上由县政府办统筹。 | 县政府办": "不导入"}
    assert [row[0].value for row in opened(place)["列名对照"].iter_rows(min_row=4)][:1] == ["承办"]


def test_a_choice_that_is_none_is_told_and_stays(tmp_path: Path) -> None:
    office = Office(tmp_path)
    place = tmp_path / "templates" / "master.xlsx"
    book = opened(place)
    book["原文对照"]["D5"].value = "也许"
    book.save(place)
    told = [item for item in office.answer("check", status=1)["diagnostics"] if item["sheet"] == "原文对照"]
    assert [(item["cells"], item["found"]) for item in told] == [(["D5"], "也许")]
