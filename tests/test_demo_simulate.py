"""The played round: repeatable, plausible, and wrong in the ways it says."""

import zipfile
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.demo.clerk import AskedTarget, AskedTask, Fate, answer, drawn
from reportkit.demo.filled_form import FilledForm, _opened, number_of
from reportkit.demo.mishaps import MISHAPS, ClerkForm
from reportkit.demo.simulate import Sent, _Stage, play
from reportkit.files.grid import as_text, read_grids
from reportkit.forms.assign import assignments
from reportkit.forms.form import write_form
from reportkit.forms.template import default_template
from reportkit.identity import find_form_id, parse_row_key
from reportkit.language.script import Script, to_simplified, to_traditional
from reportkit.language.words import Lang
from reportkit.model import Kind, Leader, Master, Op, Settings, Status, Target, Task, Unit, UnitRef
from reportkit.period import Period
from tests.hands import opened

Q1, Q2 = Period.parse("2022-Q1"), Period.parse("2022-Q2")
DUE = {Q1: date(2022, 4, 5), Q2: date(2022, 7, 5)}
SEED = 2022
UNITS = 24
WORKS = (
    "新增国家高新技术企业500家",
    "建设城市道路",
    "培育示范村",
    "完成固定资产投资900亿元",
    "开展文化惠民活动",
    "加强党的建设",
)


def unit(n: int) -> Unit:
    return Unit(f"U{n:03d}", f"第{n}局")


def master(script: Script = Script.SIMPLIFIED) -> Master:
    """Three tasks a unit, every first and third with a figure."""
    word = to_traditional if script is Script.TRADITIONAL else str
    tasks = tuple(
        Task(n, "一", None, word(WORKS[n % 6]), ("甲",), (UnitRef(unit(n % UNITS + 1).name, ""),), ())
        for n in range(1, UNITS * 3 + 1)
    )
    targets = tuple(
        Target(t.no, 1, word("新增企业"), Op.AT_LEAST, Decimal(487), word("家"), Kind.COUNT, "")
        for t in tasks
        if t.no % 2
    )
    return Master(
        tasks,
        targets,
        tuple(unit(n) for n in range(1, UNITS + 1)),
        (),
        (Leader("甲", 1),),
        Settings(language=Lang.of(script)),
    )


@cache
def forms(period: Period, script: Script = Script.SIMPLIFIED, most: int = UNITS) -> tuple[tuple[str, bytes], ...]:
    whole = master(script)
    return tuple(
        (
            f"{duty.unit.name}_{period}.xlsx",
            write_form(
                duty, period=period, due=DUE[period], master=whole, template=default_template(), secret=b"s" * 32
            ),
        )
        for duty in assignments(whole, period)[:most]
    )


@cache
def played(period: Period) -> tuple[Sent, ...]:
    return play(period, forms(period), DUE[period], SEED, played(Q1) if period is Q2 else ())


Cells = dict[str, dict[str, str]]


def answers(data: bytes) -> Cells:
    """Read what stands in the cells of a return, by task (and target) and name of the field."""
    found: Cells = {}
    for grid in read_grids(data):
        names: dict[int, str] = {}
        for row in grid.rows:
            if "key" in row:
                names = {c: str(value) for c, value in enumerate(row) if value}
            key = parse_row_key(as_text(row[0])) if names and row else None
            if key:
                place = f"{key.task}" + (f".{key.target}" if key.target else "")
                found[place] = {name: as_text(row[c]) if c < len(row) else "" for c, name in names.items()}
    return found


def clean(sent: Sequence[Sent]) -> list[Sent]:
    return [item for item in sent if not item.what]


def test_the_same_seed_gives_the_same_bytes_and_another_another_play() -> None:
    few = forms(Q1)[:6]
    assert play(Q1, few, DUE[Q1], SEED) == play(Q1, few, DUE[Q1], SEED)
    assert play(Q1, few, DUE[Q1], SEED) != play(Q1, few, DUE[Q1], SEED + 1)


def test_one_form_in_twelve_is_missing_and_the_rest_come_in_the_order_of_their_days() -> None:
    sent = played(Q2)
    units = {number.unit for item in sent if (number := number_of(item.data))}
    assert len(sent) >= UNITS - 2
    assert len(units) <= UNITS - 2
    assert [item.day for item in sent] == sorted(item.day for item in sent)
    late = [item for item in sent if item.day > DUE[Q2]]
    assert [item.what for item in late] == ["晚一天才交"]
    assert all(item.day >= DUE[Q2] - timedelta(days=5) for item in sent)


def test_no_two_files_of_a_round_have_one_name_and_what_is_wrong_is_said_in_every_language() -> None:
    for period in (Q1, Q2):
        names = [item.name for item in played(period)]
        assert len(names) == len(set(names))
    assert all(item.words.zh == item.what and bool(item.words.en) == bool(item.what) for item in played(Q2))


def test_of_few_forms_at_least_two_in_five_are_clean() -> None:
    assert play(Q1, (), DUE[Q1], SEED) == ()
    for n in (1, 2, 5):
        sent = play(Q1, forms(Q1)[:n], DUE[Q1], SEED)
        assert len(clean(sent)) >= n * 0.38
        assert len(sent) >= n


def test_a_clean_return_is_filled_in_and_agrees_with_itself() -> None:
    for item in clean(played(Q2)):
        cells = answers(item.data)
        for place, said in cells.items():
            if "." in place:
                assert said["actual"].isdigit()
                assert said["actual"] in cells[place.split(".")[0]]["progress"] or said["actual"] == "0"
                continue
            assert said["progress"].startswith("截至6月底，")
            assert (said["status"] == "已完成") is (said["percent"] == "100")
            assert (said["status"] == "未启动") is (said["percent"] == "0")
            assert 0 <= int(said["percent"]) <= 100
            if said["status"] in ("未启动", "进度滞后"):
                assert said["problems"]
                assert said["next_steps"]
            assert date.fromisoformat(said["expected_date"]).year == 2022


def test_a_later_period_goes_on_from_where_the_earlier_one_stood() -> None:
    before = {place: said for item in clean(played(Q1)) for place, said in answers(item.data).items()}
    after = {place: said for item in clean(played(Q2)) for place, said in answers(item.data).items()}
    both = before.keys() & after.keys()
    assert len(both) > 10
    for place in both:
        field = "actual" if "." in place else "percent"
        assert float(after[place][field]) >= float(before[place][field])


def test_the_prose_is_in_the_script_of_the_form() -> None:
    for item in play(Q2, forms(Q2, Script.TRADITIONAL, 3), DUE[Q2], SEED):
        for said in answers(item.data).values():
            assert said.get("progress", "") == to_traditional(to_simplified(said.get("progress", "")))
            assert said.get("status", "正常推進") in (
                "未啟動",
                "正常推進",
                "超序時進度",
                "進度滯後",
                "已完成",
                "其他（需調整或中止）",
            )


def test_the_foot_is_signed() -> None:
    data = clean(played(Q1))[0].data
    texts = [as_text(value) for grid in read_grids(data) for _, _, value in grid.cells()]
    after = texts[texts.index("填报人") + 1]
    assert 2 <= len(after) <= 3
    assert texts[texts.index("联系电话") + 1].startswith("0571-")


def job(what: str, period: Period = Q2) -> tuple[ClerkForm, list[tuple[str, bytes, date]]]:
    """Return the first form to which a mishap can happen, and what is sent then."""
    mishap = next(m for m in MISHAPS if m.what.zh == what)
    stage = _Stage(period, forms(period), DUE[period], SEED, played(Q1))
    for n in range(len(forms(period))):
        found = stage.job(n)
        files = list(mishap.happen(found))
        if files:
            return found, files
    pytest.fail(f"no form lends itself to: {what}")


def differing(one: Cells, other: Cells) -> dict[str, tuple[str, str]]:
    """Return what differs between two returns: place and field -> both."""
    return {
        f"{place}:{name}": (one.get(place, {}).get(name, ""), other.get(place, {}).get(name, ""))
        for place in one | other
        for name in one.get(place, {}) | other.get(place, {})
        if one.get(place, {}).get(name, "") != other.get(place, {}).get(name, "")
    }


def spoilt(what: str) -> dict[str, tuple[str, str]]:
    """Return how what is sent differs from the same form filled in well."""
    found, files = job(what)
    stage = _Stage(Q2, [(found.name, found.issued)], DUE[Q2], SEED, ())
    return differing(answers(stage.job(0).sent()[0][1]), answers(files[0][1]))


def test_every_mishap_happens_where_there_are_forms_enough() -> None:
    happened = {item.what for item in played(Q2)} - {""}
    assert len(happened) >= (UNITS - 2) * 0.55
    assert happened <= {mishap.what.zh for mishap in MISHAPS}


def test_a_status_in_other_words() -> None:
    (place, (good, bad)), *rest = spoilt("状态没从列表选，写成“完成…%”").items()
    assert place.endswith(":status")
    assert good in ("正常推进", "超序时进度")
    assert bad.startswith("完成")
    assert bad.endswith("%")
    assert rest == []


def test_figures_with_their_measure_and_a_full_width_percent() -> None:
    found = spoilt("数字后面带单位，百分数用了全角")
    assert {place.split(":")[1] for place in found} <= {"actual", "percent"}
    assert any(bad == f"{good}家" for good, bad in found.values())
    assert any(bad.endswith("％") and not bad.isascii() for _, bad in found.values())


def test_a_figure_in_words() -> None:
    ((_, bad),) = spoilt("数值写成“约……”的汉字").values()
    assert bad[0] == "约"
    assert bad[-1] in "十百"


def test_blanks_and_a_second_version_that_fills_them() -> None:
    assert [bad for _, bad in spoilt("必填格空着").values()] == ["", ""]
    _, files = job("先交一份，第二天又交修改稿")
    (_, first, day), (name, second, next_day) = files
    assert next_day == day + timedelta(days=1)
    assert name.endswith("（修改）.xlsx")
    assert {place.split(":")[1] for place in differing(answers(first), answers(second))} == {"progress", "percent"}
    assert all(said.get("percent", "-") for said in answers(second).values())


def test_done_with_sixty_percent() -> None:
    found = spoilt("状态是已完成，进度却是 60%")
    assert {bad for _, bad in found.values()} == {"已完成", "60"}


def test_lagging_without_a_reason() -> None:
    ((place, (good, bad)),) = spoilt("滞后却没写存在问题").items()
    assert place.endswith(":problems")
    assert good
    assert bad == ""


def test_the_cell_and_the_prose_differ() -> None:
    ((place, (good, bad)),) = spoilt("文字里的数和数值格对不上").items()
    assert place.endswith(":actual")
    assert bad == good[::-1]


@pytest.mark.parametrize(
    "what", ["表头上方插了一行", "按进度重新排了序", "复制到新工作簿里再交", "文件改了名", "晚一天才交"]
)
def test_what_harms_nothing_keeps_every_answer(what: str) -> None:
    assert spoilt(what) == {}


def test_a_row_above_the_table_takes_everything_with_it() -> None:
    found, files = job("表头上方插了一行")
    before, after = _opened(found.issued), _opened(files[0][1])
    one, other = before["填报表"], after["填报表"]
    assert other["B1"].value == "已请分管领导审阅"
    assert other["B2"].value == one["B1"].value
    assert {(a.min_row + 1, a.min_col) for a in one.merged_cells.ranges} == {
        (a.min_row, a.min_col) for a in other.merged_cells.ranges
    }
    hidden = [n for n, row in one.row_dimensions.items() if row.hidden]
    assert [n + 1 for n in hidden] == [n for n, row in other.row_dimensions.items() if row.hidden]
    assert len(other.conditional_formatting) == len(one.conditional_formatting)


def test_sorted_rows_stand_in_another_order() -> None:
    _, files = job("按进度重新排了序")
    percents = [int(said["percent"]) for place, said in answers(files[0][1]).items() if "." not in place]
    assert percents == sorted(percents, reverse=True)


def test_a_copy_in_a_new_book_has_lost_its_properties() -> None:
    _, files = job("复制到新工作簿里再交")
    assert number_of(files[0][1]) is None
    assert opened(files[0][1]).defined_names == {}


def test_another_unit_s_number_stands_in_the_heading() -> None:
    found, files = job("贴上了别的单位的表号")
    texts = [as_text(v) for grid in read_grids(files[0][1]) for _, c, v in grid.cells() if c and isinstance(v, str)]
    heading = next(number for text in texts if text.startswith("表号") and (number := find_form_id(text)))
    assert str(heading) == found.other != str(found.filled.form)
    assert {str(parse_row_key(k["key"]).form) for k in answers(files[0][1]).values()} == {str(found.filled.form)}  # type: ignore[union-attr]


def test_last_period_s_form_is_the_one_that_was_sent_then() -> None:
    _, ((_, data, _),) = job("交成了上一期的表")
    assert data in {item.data for item in played(Q1)}
    assert str(number_of(data)).startswith("2022Q1-")


def test_what_is_no_form_at_all() -> None:
    _, ((name, photo, _),) = job("交来的是照片")
    assert name.endswith(".png")
    assert photo.startswith(b"\x89PNG\r\n\x1a\n")
    assert photo != job("交来的是照片", Q1)[1][0][1]
    found, ((_, cut, _),) = job("文件没传完整")
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(BytesIO(cut))
    found, ((_, empty, _),) = job("空表原样交回")
    assert empty == found.issued


def test_the_same_file_twice() -> None:
    _, ((one, first, _), (other, second, _)) = job("同一份文件交了两次")
    assert one != other
    assert first == second


def test_a_csv_has_the_names_and_the_keys() -> None:
    found, ((name, data, _),) = job("另存成了 CSV")
    lines = data.decode("gb18030").splitlines()
    assert name.endswith(".csv")
    assert any(line.startswith("key,") for line in lines)
    assert sum(line.startswith(str(found.filled.form)) for line in lines) == len(found.filled.tasks)


@pytest.mark.parametrize("what", ["贴上了别的单位的表号", "交成了上一期的表"])
def test_a_mishap_that_has_nothing_to_work_with_does_not_happen(what: str) -> None:
    alone = _Stage(Q2, forms(Q2)[:1], DUE[Q2], SEED, ()).job(0)
    assert next(m for m in MISHAPS if m.what.zh == what).happen(alone) == ()


def test_a_workbook_without_marks_has_no_number_and_no_lines() -> None:
    assert number_of(b"PK\x03\x04 cut") is None
    assert FilledForm(forms(Q1)[0][1]).form == number_of(forms(Q1)[0][1])


periods = st.sampled_from([Period.parse(f"2022-{month:02d}") for month in range(1, 12)])
targets = st.builds(
    AskedTarget,
    no=st.just(1),
    indicator=st.sampled_from(["新增企业", "地区生产总值增长", "PM2.5浓度"]),
    op=st.sampled_from(["达到", "不少于", "超过", "不超过", "低于", "超過"]),
    value=st.decimals(1, 100_000, places=1) | st.integers(1, 100_000).map(Decimal),
    measure=st.sampled_from(["家", "%", "亿元"]),
)


@given(st.integers(1, 500), targets, periods)
def test_whatever_is_asked_status_percent_and_figures_belong_together(
    no: int, target: AskedTarget, now: Period
) -> None:
    report = answer(AskedTask(no, "U001", "新增企业", (target,)), now, SEED)
    later = answer(AskedTask(no, "U001", "新增企业", (target,)), Period.parse("2022"), SEED)
    assert 0 <= report.percent <= later.percent <= 100
    assert (report.status is Status.DONE) is (report.percent == 100)
    assert (report.status is Status.NOT_STARTED) is (report.percent == 0)
    assert report.actuals[1] >= 0
    if report.status is Status.DONE:
        value = report.actuals[1]
        assert value <= target.value if target.is_cap else value >= target.value
        assert report.expected <= now.end
        assert target.op not in {"超过", "超過"} or value > target.value


def test_most_tasks_are_on_schedule() -> None:
    fates = [Fate.pick(drawn(f"{n}")) for n in range(400)]
    assert 160 < fates.count(Fate.STEADY) < 260
    assert set(fates) == set(Fate)
