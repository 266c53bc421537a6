"""The merged round as JSON and as CSV."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from reportkit.fields.field_type import FieldType
from reportkit.forms.standard import default_template
from reportkit.language.words import Lang, Words
from reportkit.model import (
    Answer,
    Choice,
    Entry,
    Field,
    Kind,
    Leader,
    Master,
    Milestone,
    Op,
    Role,
    Round,
    Settings,
    Target,
    Task,
    Template,
    Unit,
    UnitRef,
    Value,
)
from reportkit.period import Period
from reportkit.progress.csv_headings import csv_headings
from reportkit.progress.export import export_csv, export_json, export_targets_csv
from reportkit.progress.merging import merge
from tests.csv_rows import csv_rows
from tests.office import GOOD, Office, fill

TEMPLATE = Template(
    (
        Field("progress", FieldType.LONG_TEXT, Words("Progress", "进展")),
        Field(
            "status",
            FieldType.CHOICE,
            Words("Status", "状态"),
            choices=(Choice("on_track", Words("On track", "正常推进")),),
        ),
        Field("percent", FieldType.PERCENT, Words("Percent", "进度")),
        Field("expected_date", FieldType.DATE, Words("Expected", "预计完成时间")),
        Field("start", FieldType.MONTH, Words("Start", "开工月份")),
        Field(
            "help",
            FieldType.MULTI_CHOICE,
            Words("Help", "支持方式"),
            choices=(Choice("money", Words("Money", "资金")), Choice("land", Words("Land", "土地"))),
        ),
        Field("actual", FieldType.NUMBER, Words("So far", "完成值"), target=True),
        Field("source", FieldType.TEXT, Words("Source", "数据来源"), target=True),
    )
)
MASTER = Master(
    tasks=(
        Task(
            4,
            "一、創新",
            "壯大主力軍",
            "新增企業500家",
            ("顧國煜",),
            (UnitRef("區科技局", "區科技局"), UnitRef("區發改局", "區發改局(區金融辦)")),
            (UnitRef("區商務局", "區商務局"),),
            date(2022, 12, 31),
        ),
        Task(5, "一、創新", None, "其他", ("顧國煜",), (UnitRef("區發改局", "區發改局"),), ()),
    ),
    targets=(
        Target(4, 1, "高新技術企業", Op.EQUAL, Decimal(500), "家", Kind.COUNT, "新增企業500家"),
        Target(4, 2, "清零", Op.EQUAL, None, "", Kind.IMPLICIT, "全部清零"),
    ),
    units=(Unit("U001", "區科技局"), Unit("U002", "區發改局"), Unit("U003", "區商務局")),
    leaders=(Leader("顧國煜", 1),),
    settings=Settings(language=Lang.HANT),
)


def entry(unit: str, actual: str | None, role: Role = Role.LEAD, **said: Value) -> Entry:
    targets = {}
    if actual is not None:
        targets[1] = {"actual": Answer("actual", Decimal(actual)), "source": Answer("source", "=报表")}
    answers = {name: Answer(name, value) for name, value in said.items()}
    return Entry(4, unit, role, f"2022Q2-{unit}", answers, targets)


def sample() -> Round:
    science = entry(
        "區科技局",
        "180.5",
        progress="=1+1 已認定",
        status="on_track",
        percent=Decimal("45.50"),
        expected_date=date(2022, 11, 30),
        start="2022-03",
        help=("land", "money"),
    )
    finance = entry("區發改局", "250", progress="-", percent=Decimal(50))
    trade = entry("區商務局", None, Role.PARTICIPANT, progress="+配合\n完成,已報", status="other")
    returns = {"區商務局": (trade,), "區發改局": (finance,), "區科技局": (science,)}
    return merge(Period.parse("2022-Q2"), date(2022, 7, 5), MASTER, TEMPLATE, returns, ())


def rows(text: str) -> list[dict[str, str]]:
    return csv_rows(text, TEMPLATE, MASTER.settings.lang)


def test_the_json_is_the_contract_s_with_numbers_as_numbers_and_days_as_iso() -> None:
    found = json.loads(json.dumps(export_json(sample()), ensure_ascii=False))
    task = found["tasks"][0]
    assert found["period"] == "2022-Q2"
    assert {name: task[name] for name in ("no", "section", "project", "work", "leaders", "light", "baseline")} == {
        "no": 4,
        "section": "一、創新",
        "project": "壯大主力軍",
        "work": "新增企業500家",
        "leaders": ["顧國煜"],
        "light": "yellow",
        "baseline": 50,
    }
    wanted = "高新技術企業目標 500家，已完成 180.5家（36.1%），序時應為 250家（50%），落後 13.9 個百分點"
    assert task["reason"] == wanted
    assert (task["gap"], task["deadline"]) == (-13.9, "2022-12-31")
    assert task["entries"][0] == {
        "unit": "區科技局",
        "role": "lead",
        "speaks": True,
        "form_id": "2022Q2-區科技局",
        "progress": "=1+1 已認定",
        "status": "正常推進",
        "status_code": "on_track",
        "percent": 45.5,
        "expected_date": "2022-11-30",
        "start": "2022-03",
        "help": ["土地", "資金"],
        "help_code": ["land", "money"],
    }


def test_every_entry_says_in_what_part_it_stands() -> None:
    entries = export_json(sample())["tasks"][0]["entries"]  # type: ignore[index]
    assert [(e["unit"], e["role"], e["speaks"]) for e in entries] == [
        ("區科技局", "lead", True),
        ("區發改局", "lead", False),
        ("區商務局", "participant", False),
    ]
    assert (entries[2]["status"], entries[2]["status_code"]) == ("other", "other")  # no choice of this form
    assert (entries[1]["status"], entries[1]["percent"], entries[1]["expected_date"]) == (None, 50, None)


def test_a_target_has_the_speaker_s_value_and_those_of_the_other_lead_units_beside_it() -> None:
    first, second = export_json(sample())["tasks"][0]["targets"]  # type: ignore[index]
    assert {
        name: first[name] for name in ("indicator", "op", "value", "measure", "kind", "actual", "ratio", "unit")
    } == {
        "indicator": "高新技術企業",
        "op": "=",
        "value": 500,
        "measure": "家",
        "kind": "count",
        "actual": 180.5,
        "ratio": 0.361,
        "unit": "區科技局",
    }
    assert first["source"] == "=报表"
    assert [(o["unit"], o["actual"], o["ratio"], o["gap"]) for o in first["others"]] == [("區發改局", 250, 0.5, None)]
    assert (second["value"], second["actual"], second["ratio"], second["unit"]) == (None, None, None, None)
    assert second["others"] == []  # nobody was asked for it


def test_a_task_nobody_reports_on_stands_there_without_entries() -> None:
    task = export_json(sample())["tasks"][1]  # type: ignore[index]
    assert (task["light"], task["entries"], task["targets"], task["gap"]) == ("white", [], [], None)


def test_conflicts_are_part_of_the_truth() -> None:
    assert export_json(sample())["tasks"][0]["conflicts"] == [  # type: ignore[index]
        {
            "what": "target 1",
            "sayings": [{"unit": "區科技局", "says": "180.5家"}, {"unit": "區發改局", "says": "250家"}],
        }
    ]


def test_the_csv_has_one_row_a_task_and_entry() -> None:
    found = rows(export_csv(sample()))
    assert [(r["no"], r["unit"], r["role"], r["speaks"]) for r in found] == [
        ("4", "區科技局", "lead", "1"),
        ("4", "區發改局", "lead", "0"),
        ("4", "區商務局", "participant", "0"),
        ("5", "", "", ""),
    ]
    assert found[0]["leaders"] == "顧國煜"
    assert found[0]["lead_units"] == "區科技局、區發改局(區金融辦)"
    assert (found[0]["percent"], found[0]["gap"], found[0]["status"]) == ("45.5", "-13.9", "正常推進")
    assert (found[3]["light"], found[3]["percent"]) == ("white", "")


def test_no_cell_of_the_csv_is_a_formula() -> None:
    found = rows(export_csv(sample()))
    assert [r["progress"] for r in found] == ["'=1+1 已認定", "-", "'+配合\n完成,已報", ""]
    assert found[0]["gap"] == "-13.9"  # a number stays a number


def test_line_ends_of_other_systems_stay_inside_of_their_cell() -> None:
    said = entry("區科技局", None, progress="一\r\n二\r三\u2028四", status="on_track", expected_date=date(2022, 7, 1))
    merged = merge(Period.parse("2022-Q2"), date(2022, 7, 5), MASTER, TEMPLATE, {"區科技局": (said,)}, ())
    text = export_csv(merged)
    assert "\r" not in text
    assert [row["progress"] for row in rows(text)] == ["一\n二\n三\u2028四", ""]
    assert [row["expected_date"] for row in rows(text)] == ["2022-07-01", ""]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_wide_signs_are_taken_for_formulas_too(sign: str) -> None:
    merged = merge(
        Period.parse("2022-Q2"), date(2022, 7, 5), MASTER, TEMPLATE,
        {"區科技局": (entry("區科技局", None, progress=f"{sign}1"),)}, (),
    )  # fmt: skip
    assert rows(export_csv(merged))[0]["progress"] == f"'{sign}1"


def test_what_is_printed_is_what_is_written_and_nothing_of_a_person_is_lost(tmp_path: Path) -> None:
    office = Office(tmp_path)
    told = "办到一半，\n“再”办"
    form = office.distribute()["区科技局"]
    office.send("区科技局.xlsx", fill(form, rest={**GOOD, "progress": told}))
    office.run("collect", "--today", "2022-07-03")

    printed = office.run("export", "--period", "2022-Q2")[1]
    as_json = json.loads(office.run("export", "--period", "2022-Q2", "--format", "json")[1])
    assert csv_rows(printed, default_template())[0]["progress"] == as_json["tasks"][0]["entries"][0]["progress"] == told
    assert as_json == office.answer("export", "--period", "2022-Q2")
    assert office.run("--quiet", "export", "--period", "2022-Q2")[1] == printed

    place = tmp_path / "out.csv"
    place.write_text("a person's own", encoding="utf-8")
    status, out, _ = office.run("export", "--period", "2022-Q2", "--output", str(place))
    assert (status, out.splitlines()[0]) == (0, f"有人改过的文件已另存：{tmp_path / 'out (kept 1).csv'}")
    assert (tmp_path / "out (kept 1).csv").read_text(encoding="utf-8") == "a person's own"
    office.run("export", "--period", "2022-Q2", "--output", str(place))
    assert sorted(path.name for path in tmp_path.glob("out*.csv")) == ["out (kept 1).csv", "out-targets.csv", "out.csv"]
    assert place.read_text(encoding="utf-8") == "\ufeff" + printed
    table = pd.read_csv(place)
    wanted = {"本期进展情况": told, "完成进度（%）": 50, "以此单位为准（1 或 0）": 1}
    assert {name: table[name][0] for name in wanted} == wanted
    aims = pd.read_csv(tmp_path / "out-targets.csv")
    assert aims["目前完成值"].dropna().tolist() == [250, 350]


def test_the_targets_csv_has_one_row_a_target_and_lead_unit() -> None:
    found = rows(export_targets_csv(sample()))
    assert [(r["target"], r["unit"], r["speaks"], r["actual"], r["ratio"], r["gap"]) for r in found] == [
        ("1", "區科技局", "1", "180.5", "0.361", "-13.9"),
        ("1", "區發改局", "0", "250", "0.5", ""),
        ("2", "", "", "", "", ""),
    ]
    assert (found[0]["op"], found[0]["source"], found[0]["work"]) == ("=", "'=报表", "新增企業500家")


def test_the_columns_of_both_tables_stand_in_one_order() -> None:
    head = "報送期,序號,板塊,項目,重點工作,牽頭領導,牽頭單位,完成時限,工作節點,亮燈（代碼）"
    assert export_csv(sample()).splitlines()[0] == (
        f"{head},亮燈理由,序時進度（%）,差距（百分點）,上期亮燈（代碼）,上期完成進度（%）,單位,牽頭或參與（代碼）,"
        "以此單位為準（1 或 0）,填報表編號,進展,狀態,狀態（代碼）,進度,預計完成時間,開工月份,支持方式,支持方式（代碼）"
    )
    assert export_targets_csv(sample()).splitlines()[0] == (
        f"{head},指標序號,指標,比較符號,目標值,計量單位,指標類型（代碼）,任務單原文,序時應完成,上期值,單位,"
        "以此單位為準（1 或 0）,完成值,完成率,差距（百分點）,數據來源"
    )


def test_headings_are_in_the_language_of_the_list() -> None:
    settings = replace(MASTER.settings, language=Lang.EN)
    english = replace(sample(), master=replace(MASTER, settings=settings))
    head = export_csv(english).splitlines()[0]
    assert head.startswith("Period,No.,Section,Project,Key task,Leaders,Lead units,Deadline,Milestones,Light (code),")
    assert export_targets_csv(english).splitlines()[0].startswith("Period,No.,Section,")


def test_no_two_columns_have_one_heading_and_none_is_a_formula() -> None:
    own = {"own.a": "序号", "own.b": "=1+1"}
    assert csv_headings(("no", *own), own, TEMPLATE, Lang.HANS) == ("序号", "序号（本单位的列）", "=1+1")


def test_a_round_without_tasks_is_a_heading_only() -> None:
    empty = merge(Period.parse("2022-Q2"), date(2022, 7, 5), Master(()), TEMPLATE, {}, ())
    assert export_json(empty) == {"period": "2022-Q2", "tasks": []}
    assert export_csv(empty).startswith("报送期,序号,板块,项目,重点工作,牵头领导,")
    assert len(rows(export_csv(empty)) + rows(export_targets_csv(empty))) == 0


def test_numbers_no_json_can_hold_are_left_out() -> None:
    odd = entry("區科技局", "NaN", percent=Decimal("Infinity"), status="on_track")
    found = merge(Period.parse("2022-Q2"), date(2022, 7, 5), MASTER, TEMPLATE, {"區科技局": (odd,)}, ())
    task = export_json(found)["tasks"][0]  # type: ignore[index]
    assert (task["entries"][0]["percent"], task["targets"][0]["actual"], task["light"]) == (None, None, "green")


def test_milestones_are_told_with_their_task() -> None:
    merged = sample()
    assert [task["milestones"] for task in export_json(merged)["tasks"]] == [[] for _ in merged.progress]  # type: ignore[attr-defined]
    steps = (Milestone(date(2022, 6, 30), Decimal(40), "完成招標"), Milestone(date(2022, 11, 15), None, "封頂"))
    first, *rest = merged.progress
    planned = replace(merged, progress=(replace(first, task=replace(first.task, milestones=steps)), *rest))
    tasks: list[dict[str, object]] = json.loads(json.dumps(export_json(planned)))["tasks"]
    assert tasks[0]["milestones"] == [
        {"date": "2022-06-30", "percent": 40, "text": "完成招標"},
        {"date": "2022-11-15", "percent": None, "text": "封頂"},
    ]
    told = "2022-06-30 40% 完成招標；2022-11-15 封頂"
    assert rows(export_csv(planned))[0]["milestones"] == told
    assert rows(export_targets_csv(planned))[0]["milestones"] == told
