"""The real list of 2022 in flattened text: every task, every field, every repair."""

import hashlib
import re
from collections import Counter

import pytest

from reportkit.diagnostics import Code
from reportkit.imported import Imported, ImportOptions
from reportkit.language.script import Script, to_simplified
from reportkit.language.words import Lang
from reportkit.lists.importing import import_list
from reportkit.model import Note, UnitKind
from tests.gold_2022 import CANONICAL, SOURCE, Gold, gold

GOLD = gold()
NAME = "key-work-list-2022.txt"


@pytest.fixture(scope="module")
def imported() -> Imported:
    return import_list(NAME, SOURCE.read_bytes())


@pytest.mark.parametrize("wanted", GOLD, ids=lambda g: str(g.no))
def test_task_as_the_document_has_it(imported: Imported, wanted: Gold) -> None:
    task = imported.master.tasks[wanted.no - 1]
    assert (task.no, task.section, task.project) == (wanted.no, wanted.section, wanted.project)
    assert task.leaders == wanted.leaders
    assert tuple(ref.written for ref in task.leads) == wanted.leads
    assert tuple(ref.written for ref in task.participants) == wanted.participants
    assert (task.work[:6], task.work[-6:], len(task.work)) == (wanted.begins, wanted.ends, wanted.length)
    assert all(ref.name == CANONICAL.get(ref.written, ref.written) for ref in (*task.leads, *task.participants))


def test_wording_is_the_source_less_its_glosses(imported: Imported) -> None:
    """Nothing but pinyin is taken out: each wording is a line of the source without `(letters with a tone)`."""
    lines = SOURCE.read_text(encoding="utf-8").splitlines()
    plain = {re.sub(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǚ]+\)", "", line).strip() for line in lines}
    mended = [task.no for task in imported.master.tasks if task.work not in plain]
    assert mended == [34]


def test_shape_of_the_list(imported: Imported) -> None:
    tasks = imported.master.tasks
    per_section = Counter(task.section for task in tasks)
    assert list(per_section.values()) == [11, 10, 17, 15, 15, 15, 12, 14]
    assert sum(len(task.leads) for task in tasks) == 134
    assert sum(len(task.participants) for task in tasks) == 307
    assert sum(len(task.leaders) for task in tasks) == 126
    leads = {ref.written for task in tasks for ref in task.leads}
    others = {ref.written for task in tasks for ref in task.participants}
    assert (len(leads), len(others), len(leads | others)) == (41, 57, 69)
    assert len({task.project for task in tasks if task.project}) == 24
    assert sum(len(task.leads) > 1 for task in tasks) == 22
    assert sum(len(task.leaders) > 1 for task in tasks) == 17


def test_leaders_in_order_of_appearance_and_unpadded(imported: Imported) -> None:
    master = imported.master
    counts = Counter(name for task in master.tasks for name in task.leaders)
    assert dict(counts) == {
        "梅建勝": 25, "吳偉強": 20, "吳遠東": 18, "胡彪": 14, "姚文華": 9, "許玲娣": 8, "朱紅丹": 8, "倪偉俊": 7,
        "顧國煜": 6, "邵雪榮": 3, "曾宏": 2, "王建平": 2, "顧斌": 1, "李潔": 1, "王姝": 1, "董富全": 1,
    }  # fmt: skip
    assert [(leader.order, leader.name) for leader in master.leaders[:4]] == [
        (1, "梅建勝"), (2, "顧國煜"), (3, "姚文華"), (4, "顧斌"),
    ]  # fmt: skip


def test_genuine_brackets_stay(imported: Imported) -> None:
    text = "".join(
        task.work + "".join(r.written for r in (*task.leads, *task.participants)) for task in imported.master.tasks
    )
    assert Counter(re.findall(r"\([^)]*\)", text)) == {
        "(人才辦)": 10, "(金融辦)": 2, "(區金融辦)": 1, "(區國資辦)": 1, "(網信辦)": 2,
        "(飛)": 1, "(數字化車間)": 1, "(零)": 1, "(村)": 1, "(消防)": 1,
    }  # fmt: skip


def test_mis_decoded_run_of_task_34_is_restored(imported: Imported) -> None:
    assert "vivo、釘釘等項目,確保創建省級高新區,全力" in imported.master.tasks[33].work
    (finding,) = [d for d in imported.diagnostics if d.code is Code.L02]
    assert (finding.task, finding.cells) == (34, ("L409",))
    assert (finding.found, finding.values["wanted"]) == ("釘釘?shù)软椖浚\ue0cf_保", "釘釘等項目,確保")


def test_units_are_coded_leads_first(imported: Imported) -> None:
    units = {unit.name: unit for unit in imported.master.units}
    assert [unit.code for unit in units.values()] == [f"U{n:03d}" for n in range(1, 64)]
    assert list(units)[:4] == ["區科技局", "區發改局", "區經信局", "區委組織部"]
    leads = {ref.name for task in imported.master.tasks for ref in task.leads}
    assert set(list(units)[: len(leads)]) == leads
    assert units["區林業水利局"].aliases == ("區林水局",)
    assert units["市規劃和自然資源局余杭分局"].aliases == ("區規資分局",)
    assert units["區發改局"].aliases == ("區發改局(區金融辦)", "區發改局(金融辦)")
    kinds = Counter(unit.kind for unit in units.values())
    assert kinds == {
        UnitKind.DEPARTMENT: 41, UnitKind.TOWN: 12, UnitKind.OTHER: 5, UnitKind.PLATFORM: 3, UnitKind.COMPANY: 2,
    }  # fmt: skip
    assert not any(unit.name in {"各平臺、鎮街", "區級國有公司"} for unit in units.values())


def test_groups_expand_where_it_is_known_who_is_meant(imported: Imported) -> None:
    groups = {group.name: group.members for group in imported.master.groups}
    towns = ("余杭街道", "倉前街道", "閑林街道", "五常街道", "中泰街道", "仁和街道", "良渚街道")
    rural = ("瓶窯鎮", "徑山鎮", "黃湖鎮", "鸕鳥鎮", "百丈鎮")
    platforms = ("未來科技城", "良渚新城", "錢江經濟開發區")
    assert groups == {
        "各平臺、鎮街": platforms + towns + rural,
        "區級國有公司": (),
        "各平臺": platforms,
        "有關鎮街": (),
        "有關平臺、鎮街": (),
        "各鎮街": towns + rural,
    }
    assert {unit.name for unit in imported.master.units} >= {*towns, *rural, *platforms}


FOUND = {
    Code.L02: 1,  # task 34
    Code.L03: 11,  # names on two lines
    Code.L04: 4,  # 17, 62, 70, 82: lead units above a lone collective
    Code.L05: 24,  # every project has more than one task
    Code.L06: 11,  # six aliases, five names with an office in brackets
    Code.L08: 1,  # the disclaimer
    Code.L09: 1,  # 107-109
    Code.L12: 3,  # 有關鎮街, 有關平臺、鎮街, 區級國有公司
    Code.L14: 19,  # padded names
    Code.L16: 2,  # 各平臺, 各平臺、鎮街
}


def test_every_repair_is_said(imported: Imported) -> None:
    counts = Counter(finding.code for finding in imported.diagnostics)
    assert {code: counts[code] for code in FOUND} == FOUND
    assert {code for code in counts if code.name[0] == "L"} - set(FOUND) <= {Code.L01, Code.L10}


def test_glosses_are_counted_task_by_task(imported: Imported) -> None:
    findings = [d for d in imported.diagnostics if d.code is Code.L01]
    assert sum(int(str(d.values["n"])) for d in findings) == 1079
    assert len({d.task for d in findings}) == len(findings)
    assert all(d.cells and d.file == NAME for d in findings)


@pytest.mark.parametrize(
    ("finding", "found", "says"),
    [
        ((Code.L03, 25, ("L311",)), "市規劃和自然資源局 / 余杭分局", "市規劃和自然資源局余杭分局"),
        ((Code.L03, 27, ("L335",)), "市規劃和自然資源局 / 余杭分局", "市規劃和自然資源局余杭分局"),
        ((Code.L03, 5, ("L69",)), "區發改局 / (區金融辦)", "區發改局(區金融辦)"),
        ((Code.L03, 88, ("L1027",)), "區疫情防控 / 指揮部", "區疫情防控指揮部"),
        ((Code.L04, 70, ("L809", "L811", "L813", "L815")), None, "區文廣旅體局、良渚新城"),
        ((Code.L08, None, ("L1278",)), "聲明:本文有刪減", "聲明:本文有刪減"),
        ((Code.L09, None, ("L1239", "L1256", "L1267")), None, "107-109"),
        ((Code.L05, None, ("L1199", "L1209", "L1219", "L1229")), None, "持續加強社會保障"),
    ],
)
def test_a_repair_names_its_place(
    imported: Imported, finding: tuple[Code, int | None, tuple[str, ...]], found: str | None, says: str
) -> None:
    matching = [d for d in imported.diagnostics if (d.code, d.task, d.cells) == finding and d.found == found]
    assert len(matching) == 1
    assert says in matching[0].message(imported.master.settings.lang)


def test_padded_names_are_said_as_they_stood(imported: Imported) -> None:
    findings = [d for d in imported.diagnostics if d.code is Code.L14 and d.task == 5]
    assert [d.values["wanted"] for d in findings] == ["顧斌"]
    assert findings[0].found is not None
    assert re.fullmatch(r"顧\s+斌", findings[0].found)


def test_notes_are_the_diagnostics_in_the_lists_language(imported: Imported) -> None:
    notes = imported.master.notes
    assert len(notes) == len(imported.diagnostics)
    assert Note("L08", "L1278", "“聲明:本文有刪減”不屬於任何任務，沒有收入。") in notes


def test_settings_are_taken_from_the_list(imported: Imported) -> None:
    settings = imported.master.settings
    assert (settings.year, settings.language, settings.organisation) == (2022, Lang.HANT, "")
    assert settings.list_title == "重點工作責任分解表"


def test_conversion_to_simplified_changes_the_script_alone(imported: Imported) -> None:
    simple = import_list(NAME, SOURCE.read_bytes(), options=ImportOptions(Script.SIMPLIFIED)).master
    assert simple.settings.language is Lang.HANS
    for task, original in zip(simple.tasks, imported.master.tasks, strict=True):
        assert task.work == to_simplified(original.work)
        assert [ref.written for ref in task.leads] == [to_simplified(ref.written) for ref in original.leads]
    assert {"瓶窑镇", "鸬鸟镇", "余杭街道"} <= {unit.name for unit in simple.units}
    assert simple.tasks[34 - 1].leaders == ("李洁",)
    assert len(simple.units) == len(imported.master.units)


def test_same_input_same_result(imported: Imported) -> None:
    again = import_list(NAME, SOURCE.read_bytes())
    digests = {hashlib.sha256(repr(result).encode()).hexdigest() for result in (imported, again)}
    assert len(digests) == 1


def test_the_name_of_the_file_does_not_decide_what_it_is(imported: Imported) -> None:
    assert import_list("list.docx", SOURCE.read_bytes()).master.tasks == imported.master.tasks
