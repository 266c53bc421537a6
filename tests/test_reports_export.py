"""`export` and the workbook say the same: every figure of every sheet, counted again from the JSON and the CSV."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pytest

from reportkit.files.grid import Raw, read_grids
from reportkit.language.words import Lang
from reportkit.model import Entry, Light, Round
from reportkit.period import Period
from reportkit.progress.export import export_csv, export_json, export_targets_csv
from reportkit.progress.merging import merge
from reportkit.reports.consolidated import write_consolidated
from reportkit.reports.leader import write_leader
from reportkit.reports.public import write_public
from reportkit.reports.section import write_section
from reportkit.reports.values import light_text
from tests import rounds
from tests.csv_rows import csv_rows

WORD = {light.value: light_text(light, Lang.HANT) for light in Light}
LIGHTS = ("blue", "green", "yellow", "red", "white")
FIELDS = {
    "完成進度": "percent", "進展情況": "progress", "存在問題": "problems", "下一步打算": "next_steps",
    "備註": "remarks", "已用資金（萬元）": "cost",
}  # fmt: skip
Table = list[dict[str, Raw]]


def _merged() -> Round:
    """Return the sample round merged anew from its entries, with the same entries as the quarter before."""
    sample = rounds.make_round()
    entries: defaultdict[str, list[Entry]] = defaultdict(list)
    for item in sample.progress:
        for entry in (item.speaker, *item.others, *item.participants):
            if entry:
                entries[entry.unit].append(entry)
    said = {unit: tuple(mine) for unit, mine in entries.items()}
    some = {unit: mine[1:] for unit, mine in said.items()}
    before = merge(Period.parse("2022-Q1"), sample.due, sample.master, sample.template, some, sample.units)
    return merge(sample.period, sample.due, sample.master, sample.template, said, sample.units, (before,))


class Workbook:
    """The sheets of a workbook as tables: rows by their headings."""

    def __init__(self, data: bytes) -> None:
        self._sheets = {grid.name: grid.rows for grid in read_grids(data)}

    def rows(self, sheet: str) -> tuple[tuple[Raw, ...], ...]:
        """Return all rows of a sheet."""
        return self._sheets[sheet]

    def table(self, sheet: str, first: str, *, key: type = float) -> Table:
        """Return the rows below the heading row that begins with `first`, as far as their first cell is a `key`."""
        rows = self._sheets[sheet]
        head = next(place for place, row in enumerate(rows) if row and row[0] == first)
        names = [str(name) for name in rows[head]]
        return [dict(zip(names, row, strict=False)) for row in rows[head + 1 :] if row and isinstance(row[0], key)]

    def tiles(self) -> dict[str, Raw]:
        """Return the large figures of the overview by their labels."""
        rows = self._sheets["總覽"]
        return {str(label): value for label, value in zip(rows[3][:16], rows[4], strict=False) if label}


@pytest.fixture(scope="module", params=["as it stands in the table", "merged"])
def said(request: pytest.FixtureRequest) -> tuple[Round, Workbook, Sequence[Mapping[str, Any]]]:
    """Return a round, its workbook, and the tasks as `export` writes them to a file."""
    merged = rounds.make_round() if request.param.startswith("as") else _merged()
    tasks = json.loads(json.dumps(export_json(merged)))["tasks"]
    return merged, Workbook(write_consolidated(merged, ())), tasks


Said = tuple[Round, Workbook, Sequence[Mapping[str, Any]]]


def _speaker(task: Mapping[str, Any]) -> Mapping[str, Any]:
    return next((entry for entry in task["entries"] if entry["speaks"]), {})


def _lights(tasks: Iterable[Mapping[str, Any]]) -> list[int]:
    counted = Counter(task["light"] for task in tasks)
    return [counted[light] for light in LIGHTS]


def _close(ours: object, theirs: object) -> bool:
    """Tell whether two figures are the same; nothing is the empty cell."""
    if ours is None:
        return theirs in ("", None)
    return theirs == pytest.approx(ours, rel=1e-12) if isinstance(ours, int | float) else theirs == ours


def test_every_task_stands_in_the_workbook_as_it_is_exported(said: Said) -> None:
    _, book, tasks = said
    rows = {int(float(str(row["序號"]))): row for row in book.table("總表", "序號")}
    assert list(rows) == [task["no"] for task in tasks]
    for task in tasks:
        row, mine = rows[task["no"]], _speaker(task)
        assert row["亮燈"] == WORD[task["light"]]
        assert row["亮燈理由"] == task["reason"]
        assert row["重點工作"] == task["work"]
        assert str(row["牽頭領導"]).split("\n") == task["leaders"]
        assert str(row["牽頭單位"]).split("\n") == task["lead_units"]
        assert row["填報狀態"] == (mine.get("status") or "")
        for heading, field in FIELDS.items():
            assert _close(mine.get(field), row[heading]), (task["no"], heading)
        assert str(row["預計完成時間"])[:10] == (mine.get("expected_date") or "")
        for entry in task["entries"]:
            if not entry["speaks"]:
                column = "其他牽頭單位填報" if entry["role"] == "lead" else "參與單位填報"
                assert f"〔{entry['unit']}〕" in str(row[column])
                assert str(entry["progress"] or "").rstrip("。") in str(row[column])


def test_every_target_stands_in_the_workbook_as_it_is_exported(said: Said) -> None:
    _, book, tasks = said
    rows = [row for row in book.rows("指標")[4:] if len(row) > 3 and row[3]]
    shown = {str(row[3]): row for row in rows}
    exported = [target for task in tasks for target in task["targets"]]
    assert sorted(shown) == sorted(target["indicator"] for target in exported)
    for target in exported:
        value, measure, actual, last, share, expected, due, gap = shown[target["indicator"]][4:12]
        prorated = target["kind"] in ("count", "amount") and target["op"] not in ("<=", "<")
        wanted = target["value"] * target["expected"] / 100 if prorated and target["expected"] else target["value"]
        assert _close(wanted if target["expected"] is not None else None, due)
        assert _close(target["value"], value)
        assert measure == target["measure"]
        asked = target["kind"] not in ("scope", "implicit")
        assert actual == "未報" if asked and target["actual"] is None else _close(target["actual"], actual)
        assert _close(target["ratio"] and target["ratio"] * 100, share)
        assert _close(target["expected"], expected)
        assert _close(target["gap"], gap)
        assert _close(target["last"], last)


@pytest.mark.parametrize("sheet", ["分板塊", "分領導", "分單位"])
def test_every_count_comes_to_what_the_export_comes_to(said: Said, sheet: str) -> None:
    merged, book, tasks = said
    keys: dict[str, tuple[str, Callable[[Mapping[str, Any]], Iterable[str]]]] = {
        "分板塊": ("板塊", lambda task: [task["section"]]),
        "分領導": ("牽頭領導", lambda task: task["leaders"]),
        "分單位": ("牽頭單位", lambda task: task["lead_units_canonical"]),
    }
    heading, names_of = keys[sheet]
    rows = {str(row[heading]): row for row in book.table(sheet, heading, key=str)}
    groups: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for task in tasks:
        for name in names_of(task):
            groups[name].append(task)
    assert set(groups) <= set(rows)
    for name, mine in groups.items():
        row = rows[name]
        by_unit = sum(any(e["unit"] == name and e["role"] == "lead" for e in task["entries"]) for task in mine)
        reported = by_unit if sheet == "分單位" else sum(bool(_speaker(task)) for task in mine)
        assert [row["任務數"], row["已報"]] == [len(mine), reported], name
        assert [row[WORD[light]] for light in LIGHTS] == _lights(mine), name
        assert row["填報率"] == pytest.approx(100 * reported / len(mine), abs=0.051)
        assert row["完成率"] == pytest.approx(100 * _lights(mine)[0] / len(mine), abs=0.051)
    whole = next(row for name, row in rows.items() if name.startswith("合計"))
    assert [whole["任務數"], *(whole[WORD[light]] for light in LIGHTS)] == [len(tasks), *_lights(tasks)]
    assert len(merged.units) == sum(state.unit.name in rows for state in merged.units) or sheet != "分單位"


def test_the_overview_says_what_the_export_comes_to(said: Said) -> None:
    _, book, tasks = said
    tiles = book.tiles()
    assert [tiles["任務總數"], tiles["已報任務"]] == [len(tasks), sum(bool(_speaker(task)) for task in tasks)]
    assert [tiles[WORD[light]] for light in LIGHTS] == _lights(tasks)
    sentence = str(book.rows("總覽")[6][0])
    for light, count in zip(LIGHTS, _lights(tasks), strict=True):
        share = f"{count / len(tasks):.1%}".replace(".0%", "%")
        said_so = f"{WORD[light][2:]} {count} 項（{share}）" in sentence
        assert said_so is (count > 0)
    status = Counter(_speaker(task).get("status_code") for task in tasks)
    told = {label: int(n) for label, n in re.findall(r"([^：、。]+?) (\d+) 項(?=[、。])", sentence.split("自報：")[1])}
    labels = {entry["status_code"]: entry["status"] for task in tasks for entry in task["entries"]}
    assert {label: told[label] for code, label in labels.items() if code and status[code]} == {
        labels[code]: count for code, count in status.items() if code
    }


def test_the_overview_says_who_came_and_who_asks_for_something(said: Said) -> None:
    merged, book, tasks = said
    units = [state.unit.name for state in merged.units]
    absent = [state.unit.name for state in merged.units if state.verdict is None or not state.verdict.is_merged]
    assert book.tiles()["單位報送率"] == pytest.approx(100 - 100 * len(absent) / len(units), abs=0.051)
    assert book.rows("總覽")[5][2] == f"{len(units)} 個單位已報 {len(units) - len(absent)} 個"
    sentence = str(book.rows("總覽")[6][0])
    assert f"應報單位 {len(units)} 個，已接收 {len(units) - len(absent)} 個" in sentence
    assert f"未報送或退回的單位：{'、'.join(absent)}。" in sentence
    asking = [task["no"] for task in tasks if _speaker(task).get("remarks")]
    assert f"提出需協調事項的 {len(asking)} 項" in sentence


def test_what_lags_is_what_the_export_calls_so(said: Said) -> None:
    _, book, tasks = said
    rows = book.rows("滯後與問題")[4:]
    titles = [(place, str(row[0])) for place, row in enumerate(rows) if isinstance(row[0], str) and "：" in row[0]]
    ends = [place for place, _ in titles[1:]] + [len(rows)]
    by_no = {task["no"]: task for task in tasks}
    listed = []
    for (start, title), end in zip(titles, ends, strict=True):
        block = [row for row in rows[start + 1 : end] if isinstance(row[0], float)]
        assert title.endswith(f"：{len(block)} 項")
        listed.append({int(float(str(row[0]))) for row in block})
        for row in block:
            task = by_no[int(float(str(row[0])))]
            mine = _speaker(task)
            assert (row[4], row[5]) == (WORD[task["light"]], task["reason"])
            assert str(row[10]).split("\n")[0] == (mine.get("status") or "")
            assert str(row[7] or "") == (mine.get("remarks") or "")
    for light, numbers in zip(("red", "yellow"), listed, strict=False):
        assert numbers == {task["no"] for task in tasks if task["light"] == light}
    others = {task["no"] for task in tasks if task["light"] not in ("red", "yellow")}
    assert listed[2] <= others
    assert {no for no in others if _speaker(by_no[no]).get("problems")} <= listed[2]


def test_the_tasks_that_are_missing_are_those_of_the_export(said: Said) -> None:
    merged, book, tasks = said
    rows = book.rows("未報與退回")
    title = next(place for place, row in enumerate(rows) if str(row[0]).startswith("四、"))
    white = [task for task in tasks if task["light"] == "white"]
    assert str(rows[title][0]).endswith(f"：{len(white)} 項")
    assert [int(float(str(row[0]))) for row in rows[title + 1 :]] == [task["no"] for task in white]
    verdicts = [state.verdict for state in merged.units]
    absent = sum(verdict is None for verdict in verdicts)
    sent_back = sum(verdict is not None and not verdict.is_merged for verdict in verdicts)
    late = sum(state.late for state in merged.units if state.verdict is not None and state.verdict.is_merged)
    counts = [re.search(r"（(\d+) 個）", str(row[0])) for row in rows if str(row[0])[:2] in ("一、", "二、", "三、")]
    assert [int(found[1]) for found in counts if found] == [absent, sent_back, late]


def test_the_lists_behind_the_figures_hold_the_tasks_of_the_export(said: Said) -> None:
    _, book, tasks = said
    found: dict[str, list[int]] = {}
    name = ""
    for row in book.rows("任務名單")[4:]:
        if isinstance(row[0], str):
            name, count = re.fullmatch(r"(.*)（(\d+) 項）", row[0]).groups()  # type: ignore[union-attr]  # a title
            found[name] = [int(count)]
        else:
            found[name].append(int(float(str(row[0]))))
            task = next(task for task in tasks if task["no"] == found[name][-1])
            assert (row[4], row[5]) == (WORD[task["light"]], task["reason"])
    wanted: defaultdict[str, list[int]] = defaultdict(list)
    for task in tasks:
        wanted[f"板塊：{task['section']}"].append(task["no"])
        for leader in task["leaders"]:
            wanted[f"領導：{leader}"].append(task["no"])
        for unit in task["lead_units_canonical"]:
            wanted[f"單位：{unit}"].append(task["no"])
    assert {name: sorted(numbers[1:]) for name, numbers in found.items()} == wanted
    assert all(numbers[0] == len(numbers) - 1 for numbers in found.values())


def test_the_run_of_the_year_ends_with_the_lights_of_the_export(said: Said) -> None:
    merged, book, tasks = said
    rows = book.rows("變化")[3:]
    assert list(rows[0][2:7]) == [WORD[light] for light in LIGHTS]
    run = [list(row[2:7]) for row in rows[1 : len(merged.history) + 2]]
    assert run[-1] == _lights(tasks)
    assert run[-2] == [sum(task["last_light"] == light for task in tasks) for light in LIGHTS]
    order = ("red", "yellow", "green", "blue")
    known = [t for t in tasks if t["light"] in order and t["last_light"] in order]
    steps = [order.index(task["light"]) - order.index(task["last_light"]) for task in known]
    unknown = len(tasks) - len(known)
    counted = [sum(s < 0 for s in steps), sum(s > 0 for s in steps), steps.count(0), unknown]
    assert [rows[n][9] for n in range(4)] == counted
    for row in book.table("變化", "序號"):
        then, now = row["上期進度"], row["本期進度"]
        known_both = isinstance(then, float) and isinstance(now, float)
        assert row["增減百分點"] == (pytest.approx(float(str(now)) - float(str(then))) if known_both else "")


def test_changes_and_conflicts_are_those_of_the_export(said: Said) -> None:
    _, book, tasks = said
    rows = {int(float(str(row["序號"]))): row for row in book.table("變化", "序號")}
    for task in tasks:
        row = rows[task["no"]]
        assert row["上期亮燈"] == WORD.get(task["last_light"], "")
        assert row["本期亮燈"] == WORD[task["light"]]
        assert _close(task["last_percent"], row["上期進度"])
        assert _close(_speaker(task).get("percent"), row["本期進度"])
    conflicts = book.table("衝突與質量", "序號")
    sayings = ["；".join(f"{s['unit']}：{s['says']}" for s in c["sayings"]) for t in tasks for c in t["conflicts"]]
    assert [row["各單位所報（以第一個為準）"] for row in conflicts] == sayings
    assert book.rows("衝突與質量")[3][0] == f"一、牽頭單位說法不一（{len(sayings)} 處）"


@pytest.mark.parametrize("part", ["姚文華", "顧國煜", *rounds.SECTIONS])
def test_the_workbook_of_a_leader_or_a_section_holds_its_tasks_of_the_export(said: Said, part: str) -> None:
    merged, _, tasks = said
    write = write_section if part in rounds.SECTIONS else write_leader
    book = Workbook(write(merged, part))
    mine = [task for task in tasks if part in (*task["leaders"], task["section"])]
    assert [(float(str(row["序號"])), row["亮燈"], row["亮燈理由"]) for row in book.table("總表", "序號")] == [
        (task["no"], WORD[task["light"]], task["reason"]) for task in mine
    ]
    tiles = book.tiles()
    assert [tiles[WORD[light]] for light in LIGHTS] == _lights(mine)
    assert (tiles["任務總數"], tiles["已報任務"]) == (len(mine), sum(bool(_speaker(task)) for task in mine))
    units = {row["牽頭單位"]: row["任務數"] for row in book.table("分單位", "牽頭單位", key=str)}
    for name, count in Counter(n for t in mine for n in t["lead_units_canonical"]).items():
        assert units[name] == count
    targets = [row for row in book.rows("指標")[4:] if len(row) > 3 and row[3]]
    aims = [target for task in mine for target in task["targets"]]
    assert sorted(str(row[3]) for row in targets) == sorted(target["indicator"] for target in aims)
    shared = sum(len(task["leaders"]) > 1 for task in mine)
    told = f"其中 {shared} 項與其他領導共同牽頭" in str(book.rows("總覽")[6][0])
    assert told is (part not in rounds.SECTIONS and shared > 0)


def test_the_most_urgent_tasks_are_lagging_ones_of_the_export(said: Said) -> None:
    _, book, tasks = said
    rows = [row for row in book.rows("總覽")[22:] if isinstance(row[0], float)]
    listed = [next(task for task in tasks if task["no"] == row[0]) for row in rows]
    assert sorted(task["no"] for task in listed) == [t["no"] for t in tasks if t["light"] in ("red", "yellow")]
    assert [task["light"] for task in listed] == sorted(task["light"] for task in listed)  # red before yellow
    for row, task in zip(rows, listed, strict=True):
        assert row[7] == WORD[task["light"]]
        assert task["reason"].startswith(str(row[8]).removesuffix("…"))
        asked = _speaker(task).get("remarks")
        assert (f"需協調：{asked}" in str(row[12])) is bool(asked)


def test_the_list_for_publication_holds_the_progress_of_the_export(said: Said) -> None:
    merged, _, tasks = said
    rows = Workbook(write_public(merged)).table("公開稿", "序號")
    shown = [(row["序號"], row["重點工作"], row["牽頭單位"], row["工作完成情況"] or None) for row in rows]
    assert shown == [
        (task["no"], task["work"], "\n".join(task["lead_units"]), _speaker(task).get("progress")) for task in tasks
    ]


def test_the_csv_says_what_the_json_says(said: Said) -> None:
    merged, _, tasks = said
    rows = csv_rows(export_csv(merged), merged.template, merged.master.settings.lang)
    wanted = [(task, entry) for task in tasks for entry in (task["entries"] or [{}])]
    assert len(rows) == len(wanted)
    for row, (task, entry) in zip(rows, wanted, strict=True):
        for name in ("no", "light", "reason", "baseline", "gap", "last_light", "last_percent"):
            _same_cell(row[name], task[name])
        for name in ("unit", "role", "form_id", "status", "percent", "progress", "problems", "expected_date", "cost"):
            _same_cell(row[name], entry.get(name))
    aims = csv_rows(export_targets_csv(merged), merged.template, merged.master.settings.lang)
    spoken = {(row["no"], row["target"]): row for row in aims if row["speaks"] != "0"}
    for task in tasks:
        for target in task["targets"]:
            row = spoken[str(task["no"]), str(target["target"])]
            for name in ("indicator", "value", "measure", "kind", "expected", "last", "actual", "ratio", "gap"):
                _same_cell(row[name], target[name])


def _same_cell(cell: str, value: object) -> None:
    if isinstance(value, int | float):
        assert float(cell) == pytest.approx(value)
    else:
        assert cell.removeprefix("'") == str(value or "")
