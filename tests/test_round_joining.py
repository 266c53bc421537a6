"""Two returns of one unit that fill in different cells of a form are one."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from openpyxl import Workbook
from openpyxl.drawing.image import Image
from openpyxl.styles import Font

from reportkit.corrections.marked_copy import correction_copy
from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.disk.work import Cause, Failure, Job, attempt
from reportkit.language.words import Lang
from reportkit.model import Verdict
from reportkit.round.asked import Checked
from reportkit.round.joining import join
from reportkit.round.model import Assessed, with_pictures
from reportkit.round.notices import to_mark
from reportkit.round.parts import parts
from tests.hands import opened
from tests.kept_returns import NOON, at_moment, codes, kept, verdicts, weighed
from tests.returned import HOUSING, TARGETS, TASKS, TEMPLATE, edited, filled, form, put, said, saved, sheet
from tests.riding import png

Hands = Callable[[Workbook], None]
FIRST = {"progress": "三号地块主体结构封顶。", "status": "正常推进", "percent": 30}
SECOND = {"progress": "技术交易登记窗口已开。", "status": "正常推进", "percent": 40}


def half(*hands: Hands, of: bytes | None = None, hour: int = 0) -> bytes:
    """Return the form after `hands` filled in some of it, saved in some hour of a day in June."""

    def fill(book: Workbook) -> None:
        for one in hands:
            one(book)

    saved = datetime(2022, 6, 20, tzinfo=UTC) + timedelta(hours=hour)
    return at_moment(edited(form(HOUSING) if of is None else of, fill), saved)


def row(task: int, **values: object) -> Hands:
    return lambda book: put(sheet(book), task, values)


def value(number: object) -> Hands:
    return lambda book: put(sheet(book, TARGETS), 4, {"actual": number}, 1)


ONE, OTHER = half(row(3, **FIRST), hour=1), half(row(4, **SECOND), value(5), hour=2)


def alone(data: bytes) -> Assessed:
    return weighed(kept(data, 1))["1.xlsx"]


def notes(item: Assessed, code: str) -> Iterator[tuple[str | None, tuple[str, ...], Severity]]:
    return ((d.sheet, d.cells, d.severity) for d in item.diagnostics if d.code.name == code)


@pytest.mark.parametrize(("first", "second"), [(ONE, OTHER), (OTHER, ONE)])
def test_halves_are_one_and_each_cell_says_where_it_comes_from(first: bytes, second: bytes) -> None:
    found = weighed(kept(first, 1), kept(second, 2))
    latest = found["2.xlsx" if first is ONE else "1.xlsx"]
    assert latest.verdict is Verdict.ACCEPTED_WITH_WARNINGS
    assert said(latest.entries) == said(
        weighed(kept(half(row(3, **FIRST), row(4, **SECOND), value(5)), 1))["1.xlsx"].entries
    )
    assert list(notes(latest, "D16")) == [(TASKS, ("J7", "K7", "L7"), Severity.WARNING)]
    assert {item.verdict for item in found.values()} == {Verdict.ACCEPTED_WITH_WARNINGS, Verdict.SUPERSEDED}
    assert ["D20" in codes(item) for item in found.values() if item is not latest] == [True]
    assert not {"V01", "V23", "D01", "D05"} & codes(latest)


def test_halves_of_which_nothing_tells_the_order_are_one_as_well() -> None:
    first, second = (at_moment(data, datetime(2000, 1, 1, tzinfo=UTC)) for data in (ONE, OTHER))
    found = weighed(kept(first, 1, changed="7"), kept(second, 2, changed="7"))
    assert [item.verdict for item in found.values()] == [Verdict.SUPERSEDED, Verdict.ACCEPTED_WITH_WARNINGS]


def test_where_a_fault_of_ours_comes_over_what_is_joined_the_latest_counts_alone_and_that_is_told() -> None:
    asked_for: list[int] = []
    told: list[str] = []

    def run(jobs: Sequence[Job[Checked]]) -> Iterator[Checked | Failure]:
        asked_for.append(len(jobs))
        is_joined = len(asked_for) > 1
        return (Failure(Cause.PROGRAM, trace="planted") if is_joined else attempt(job, ()) for job in jobs)

    def fault(failure: Failure, name: str) -> Diagnostic:
        told.append(failure.trace)
        return Diagnostic(Code.F22, file=name, values={"reference": "R", "log": "L"})

    found = weighed(kept(ONE, 1), kept(OTHER, 2), run=run, fault=fault)
    assert (asked_for, told) == ([2, 1], ["planted"])
    assert list(notes(found["2.xlsx"], "F22")) == [(None, (), Severity.WARNING)]
    assert said(found["2.xlsx"].entries) == said(alone(OTHER).entries)
    assert not any("D20" in codes(item) for item in found.values()), "nothing says that they were joined"
    assert not any(finding.code is Code.F22 for finding in to_mark(found["2.xlsx"])), "no unit hears of it"


@pytest.mark.parametrize("collected", [(True, True), (True, False), (False, True), (False, False)])
def test_halves_are_joined_before_one_error_makes_them_wait(collected: tuple[bool, bool]) -> None:
    one, other = collected
    found = weighed(kept(ONE, 1, strict=one), kept(OTHER, 2, strict=other), strict=not any(collected))
    assert found["2.xlsx"].verdict is Verdict.ACCEPTED_WITH_WARNINGS
    assert not {"V01", "V23"} & codes(found["2.xlsx"])


def test_an_error_in_one_half_makes_both_wait_as_one() -> None:
    wrong = half(row(4, **SECOND), value("好几"), hour=2)
    found = weighed(kept(ONE, 1), kept(wrong, 2), strict=True)
    assert [item.verdict for item in found.values()] == [Verdict.SUPERSEDED, Verdict.REJECTED]
    assert "V01" not in codes(found["2.xlsx"])


def test_joined_returns_that_wait_as_a_whole_wipe_none_that_does_not() -> None:
    full = half(row(3, **FIRST), row(4, **SECOND), value(5), hour=1)
    later = half(row(3, remarks="另附说明一份。", percent="大约"), hour=2)
    assert weighed(kept(full, 1), kept(later, 2))["2.xlsx"].verdict is Verdict.PARTLY_ACCEPTED
    found = weighed(kept(full, 1), kept(later, 2), strict=True)
    assert [item.verdict.is_merged for item in found.values()] == [True, False]


def test_what_both_fill_in_differently_is_asked_about() -> None:
    both = half(row(4, **SECOND), value(5), row(3, percent=35), hour=2)
    latest = weighed(kept(ONE, 1), kept(both, 2))["2.xlsx"]
    assert list(notes(latest, "D18")) == [(TASKS, ("L7",), Severity.ERROR)]
    (note,) = (d for d in latest.diagnostics if d.code.name == "D18")
    assert note.message(Lang.HANS) == "任务 3：L7 “2.xlsx”填“35”，“1.xlsx”填“30”，两份不一致，都没有计入。"
    entry = next(entry for entry in latest.entries if entry.task == 3)
    assert (entry.percent, entry.value("progress")) == (None, FIRST["progress"])


def test_the_name_of_the_file_that_counts_is_never_put_into_another_script() -> None:
    both = half(row(4, **SECOND), value(5), row(3, percent=35), hour=2)
    latest = weighed(kept(ONE, 1, run=1), replace(kept(both, 2, run=2), name="区发{改}局.xlsx"))["区发{改}局.xlsx"]
    (note,) = (d for d in latest.diagnostics if d.code is Code.D18)
    for lang in (Lang.HANT, Lang.TAIWAN, Lang.HONG_KONG):
        assert note.message(lang).rpartition("兩份不一致，暫按")[2][1:-3] == "区发{改}局.xlsx"


@pytest.mark.parametrize("wrong", ["大约", "9999999999999999999999", "130"])
@pytest.mark.parametrize("mended", [40, 5])
def test_whoever_puts_an_error_of_the_earlier_file_right_is_asked_nothing_over_it(wrong: str, mended: int) -> None:
    first = half(row(3, percent=wrong), row(4, percent=7), hour=1)
    latest = weighed(kept(first, 1), kept(half(row(3, percent=mended), row(4, percent=7), hour=2), 2))["2.xlsx"]
    assert latest.entries[0].percent == Decimal(mended)
    assert not {"D18", "V02"} & codes(latest)


def test_of_two_that_came_one_after_the_other_the_later_filled_cell_counts_and_that_is_told() -> None:
    both = half(row(4, **SECOND), value(5), row(3, percent=35), hour=2)
    latest = weighed(kept(ONE, 1, run=1), kept(both, 2, run=2))["2.xlsx"]
    assert list(notes(latest, "D18")) == [(TASKS, ("L7",), Severity.WARNING)]
    entry = next(entry for entry in latest.entries if entry.task == 3)
    assert (entry.percent, entry.value("progress")) == (Decimal(35), FIRST["progress"])


def test_two_mails_of_different_days_are_told_apart_however_many_are_collected_at_once() -> None:
    both = half(row(4, **SECOND), value(5), row(3, percent=35), hour=2)
    first, second = kept(ONE, 1, dated="2022-07-01T09:00:00+08:00"), kept(both, 2, dated="2022-07-02T09:00:00+08:00")
    latest = weighed(first, second)["2.xlsx"]
    assert list(notes(latest, "D18")) == [(TASKS, ("L7",), Severity.WARNING)]
    assert next(entry for entry in latest.entries if entry.task == 3).percent == Decimal(35)


def test_what_is_joined_knows_its_parts_with_their_pictures() -> None:
    book = opened(ONE)
    book.worksheets[1].add_image(Image(io.BytesIO(png())), "B40")
    found = weighed(kept(at_moment(saved(book), datetime(2022, 6, 20, 1, tzinfo=UTC)), 1), kept(OTHER, 2))
    latest = found["2.xlsx"]
    assert [item.kept.name for item in latest.joined] == ["1.xlsx"]
    (picture,) = with_pictures((), [latest], Lang.HANS)
    assert picture.file == "1.xlsx（内有图片 1 张）"


def test_a_cell_emptied_in_a_file_that_began_from_the_other_stays_empty() -> None:
    full = half(row(3, **FIRST), row(4, **SECOND), value(5), hour=1)
    emptied = half(row(3, progress=None, status=None, percent=None), of=full, hour=2)
    found = weighed(kept(full, 1), kept(emptied, 2))["2.xlsx"]
    assert found.entries[0].percent is None
    assert {"D01", "D05"} <= codes(found)
    assert not {"D16", "D18"} & codes(found)


@pytest.mark.parametrize("chosen", [0, 2])
def test_one_short_cell_that_the_later_file_lacks_is_told_and_the_office_can_say_that_it_was_emptied(
    chosen: int,
) -> None:
    first = half(row(3, percent=30), hour=1)
    emptied = half(row(3, percent=None, progress="三号地块主体结构封顶。"), of=first, hour=2)
    latest = weighed(kept(first, 1), kept(emptied, 2, chosen=chosen))["2.xlsx"]
    assert list(notes(latest, "D16")) == ([] if chosen else [(TASKS, ("L7",), Severity.WARNING)])
    assert next(entry for entry in latest.entries if entry.task == 3).percent == (None if chosen else Decimal(30))
    assert chosen or all("tell the office" in d.hint(Lang.EN) for d in latest.diagnostics if d.code is Code.D16)


def test_what_one_clerk_emptied_stays_empty_beside_the_half_of_another() -> None:
    first = half(row(3, **FIRST, remarks="与区国资公司共同推进"), hour=1)
    second = half(row(3, remarks=None), of=first, hour=2)
    latest = weighed(kept(first, 1), kept(second, 2), kept(half(row(4, **SECOND), value(5), hour=3), 3))["3.xlsx"]
    assert said(latest.entries) == said(alone(half(row(3, **FIRST), row(4, **SECOND), value(5))).entries)


def test_two_who_went_on_from_the_same_file_each_add_their_part() -> None:
    start = half(row(3, **FIRST), hour=1)
    left, right = half(row(4, **SECOND), of=start, hour=2), half(value(5), of=start, hour=3)
    latest = weighed(kept(start, 1), kept(left, 2), kept(right, 3))["3.xlsx"]
    assert said(latest.entries) == said(
        weighed(kept(half(row(3, **FIRST), row(4, **SECOND), value(5)), 1))["1.xlsx"].entries
    )


FULL = (row(3, **FIRST, remarks="见附件二的说明"), row(4, **SECOND), value(5))
ANEW = (
    row(3, progress="四号地块开工。", status="已完成", percent=100),
    row(4, progress="窗口搬迁。", status="进度滞后", percent=10, problems="场地不足。"), value(2),
)  # fmt: skip


@pytest.mark.parametrize("run", [1, 2])
def test_of_a_form_filled_in_anew_each_cell_that_contradicts_the_earlier_one_is_asked_about_and_none_is_wiped(
    run: int,
) -> None:
    found = weighed(kept(half(*FULL, hour=1), 1), kept(half(*ANEW, hour=2), 2, run=run))["2.xlsx"]
    assert found.verdict is Verdict.ACCEPTED_WITH_WARNINGS
    asked = {cell: (sheet, severity) for sheet, (cell,), severity in notes(found, "D18")}
    assert asked == {
        **{f"{column}{at}": (TASKS, Severity.WARNING) for at in (7, 8) for column in "JKL"},
        "I7": (TARGETS, Severity.WARNING),
    }
    assert list(notes(found, "D16")) == [(TASKS, ("P7",), Severity.WARNING)]
    first, second = found.entries
    assert (first.value("remarks"), first.percent, second.value("problems")) == (
        "见附件二的说明",
        Decimal(100),
        "场地不足。",
    )
    assert second.targets[1]["actual"].value == 2
    (note,) = (d for d in found.diagnostics if d.code.name == "D18" and d.sheet == TARGETS)
    assert note.message(Lang.HANS).endswith("“2.xlsx”填“2”，“1.xlsx”填“5”，两份不一致，暂按“2.xlsx”计。")
    assert note.message(Lang.EN).endswith('"2.xlsx" says "2", "1.xlsx" says "5"; for now "2.xlsx" counts.')


def test_of_forms_filled_in_anew_none_counts_where_nothing_tells_which_is_the_later() -> None:
    first, second = (half(*hands, hour=1) for hands in (FULL, ANEW))
    assert verdicts(kept(first, 1, changed="7"), kept(second, 2, changed="7")) == ["quarantined", "quarantined"]


STOCK = "按年度计划继续推进。"
NO_REMARKS = "无其他需要说明的事项。"
NUMBERS = (row(3, percent=30), row(4, percent=40), value(5))
PROSE = (
    row(3, progress="三号地块主体结构封顶。", status="正常推进"),
    row(4, progress="技术交易登记窗口已开。", status="正常推进"),
)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((row(3, remarks=NO_REMARKS),), (row(3, remarks=NO_REMARKS),)),
        ((row(3, next_steps=STOCK),), (row(3, next_steps=STOCK),)),
        ((row(3, next_steps=STOCK),), (row(3, next_steps="按照年度工作计划继续推进。"),)),
        ((row(3, next_steps=STOCK), row(4, next_steps=STOCK)),) * 2,
        ((row(3, next_steps=STOCK), row(4, next_steps=STOCK, status="正常推进")),) * 2,
    ],
)
@pytest.mark.parametrize("hour", [1, 3])
def test_halves_that_share_a_stock_phrase_are_joined(
    first: tuple[Hands, ...], second: tuple[Hands, ...], hour: int
) -> None:
    numbers, prose = half(*NUMBERS, *first, hour=hour), half(*PROSE, *second, hour=2)
    latest = weighed(kept(numbers, 1, run=1), kept(prose, 2, run=1))["2.xlsx" if hour == 1 else "1.xlsx"]
    one, other = latest.entries
    assert (one.percent, one.value("progress")) == (Decimal(30), "三号地块主体结构封顶。")
    assert (other.percent, other.targets[1]["actual"].value) == (Decimal(40), Decimal(5))
    assert "D16" in codes(latest)
    assert "D05" not in codes(latest)


@pytest.mark.parametrize(
    ("elsewhere", "before"),
    [((), None), ((row(4, next_steps=STOCK),), None), ((), STOCK)],
    ids=["nowhere else", "in another row", "in the last report"],
)
def test_a_phrase_of_another_row_or_of_the_last_report_does_not_make_one_file_begin_from_another(
    elsewhere: tuple[Hands, ...], before: str | None
) -> None:
    shared = row(3, next_steps=STOCK, status="正常推进")
    first, later = alone(half(shared, row(3, remarks="另附表"), hour=1)), alone(half(shared, *elsewhere, hour=2))
    last = {entry.task: entry for entry in alone(half(row(4, remarks=before))).reading.entries}
    joined = join(parts([first, later], last, frozenset()))
    taken = [] if joined is None else [place for _, cells in joined.taken for place in cells]
    assert taken == ([(3, 0, "remarks")] if elsewhere or before else [])


def test_a_form_that_says_the_same_in_other_words_began_from_the_earlier_one() -> None:
    second = half(
        row(3, progress="三号地块主体结构已封顶。", percent=35), row(4, progress=None), of=half(*FULL), hour=2
    )
    found = weighed(kept(half(*FULL, hour=1), 1), kept(second, 2))["2.xlsx"]
    assert not {"D16", "D18"} & codes(found)
    assert {"D01", "D05"} <= codes(found)


def test_what_was_read_in_a_cell_is_told_wherever_the_cell_counts() -> None:
    first = half(row(3, **{**FIRST, "percent": "30％"}), row(4, percent="40％"), hour=1)
    found = weighed(kept(first, 1), kept(half(row(4, **SECOND), value(5), hour=2), 2))["2.xlsx"]
    assert [d.found for d in found.diagnostics if d.code.name == "V03"] == ["30％"]


def test_the_same_statuses_do_not_make_one_file_begin_from_another() -> None:
    first = half(row(3, status="正常推进"), row(4, status="正常推进"), value(5), hour=1)
    second = half(row(3, **FIRST), row(4, **SECOND), hour=2)
    found = weighed(kept(first, 1), kept(second, 2))["2.xlsx"]
    assert found.entries[1].targets[1]["actual"].value == 5
    assert list(notes(found, "D16")) == [(TARGETS, ("I7",), Severity.WARNING)]


@pytest.mark.parametrize("stopgap", ["无", "暂无", "见甲", "见甲科室的表", "-", "/", "0", "同上", "待定", "n/a"])
def test_a_word_for_nothing_never_wipes_what_another_file_says(stopgap: str) -> None:
    later = half(row(3, progress=stopgap, problems=stopgap), row(4, **SECOND), value(5), hour=2)
    first = half(row(3, **FIRST, problems="场地不足，正在协调。"), hour=1)
    found = weighed(kept(first, 1), kept(later, 2, run=2))["2.xlsx"]
    entry = found.entries[0]
    assert (entry.value("progress"), entry.value("problems")) == (FIRST["progress"], "场地不足，正在协调。")
    assert list(notes(found, "D36")) == [(TASKS, (cell,), Severity.WARNING) for cell in ("J7", "M7")]
    note = next(d for d in found.diagnostics if d.code is Code.D36)
    assert note.message(Lang.HANS) == (
        f"任务 3：J7 “2.xlsx”里只写了“{stopgap}”，没有顶替“1.xlsx”填的内容，按“{FIRST['progress']}”计。"
    )
    assert not any(d.code.name == "V19" and "J7" in d.cells for d in found.diagnostics), "all voices say the same"


@pytest.mark.parametrize("stopgap", ["无", "-", "见甲", "/"])
def test_a_word_for_nothing_in_a_figure_leaves_the_figure_of_the_other_file_and_is_asked_about(stopgap: str) -> None:
    later = half(row(4, **SECOND), value(stopgap), hour=2)
    first = half(row(3, **FIRST), value(5), hour=1)
    found = weighed(kept(first, 1), kept(later, 2))["2.xlsx"]
    assert found.entries[1].targets[1]["actual"].value == 5
    assert list(notes(found, "D36")) == [(TARGETS, ("I7",), Severity.WARNING)]
    assert not {"V02", "V19", "V33", "V23"} & codes(found)


@pytest.mark.parametrize("run", [1, 2])
def test_a_nought_beside_the_figure_of_another_file_is_asked_about_and_none_of_them_counts(run: int) -> None:
    later = half(row(4, **SECOND), value(0), hour=2)
    found = weighed(kept(half(row(3, **FIRST), value(5), hour=1), 1), kept(later, 2, run=run))["2.xlsx"]
    assert list(notes(found, "D18")) == [(TARGETS, ("I7",), Severity.ERROR)]
    assert found.entries[1].targets[1]["actual"].faulty
    assert found.verdict is Verdict.PARTLY_ACCEPTED


@pytest.mark.parametrize(("first", "second", "typed"), [(5, 0, 5), (5, 2, 2)])
def test_a_copy_says_what_both_files_do_of_which_neither_counts_until_one_thing_is_typed(
    first: int, second: int, typed: int
) -> None:
    one = half(row(3, **FIRST), value(first), hour=1)
    later = half(row(4, **SECOND), value(second), hour=2)
    found = weighed(kept(one, 1), kept(later, 2))["2.xlsx"]
    copy = correction_copy(
        later, "2.xlsx", to_mark(found), lang=Lang.HANS, blank=form(HOUSING), entries=found.reading.entries,
        template=TEMPLATE,
    )  # fmt: skip
    assert sheet(opened(copy), TARGETS)["I7"].value == f"{second} / {first}"
    left, mended = (weighed(kept(one, 1), kept(later, 2), kept(data, 3)) for data in (
        at_moment(copy, NOON), half(value(typed), of=copy, hour=300),
    ))  # fmt: skip
    assert {"V02", "V04"} & codes(left["3.xlsx"])
    assert left["3.xlsx"].entries[1].targets[1]["actual"].faulty
    assert mended["3.xlsx"].entries[1].targets[1]["actual"].value == typed
    assert not {"D16", "D18", "D36", "V02", "V04"} & codes(mended["3.xlsx"])


def test_where_one_error_makes_a_form_wait_a_contradiction_is_told_of_the_latest_that_counts_alone() -> None:
    later = half(row(3, **FIRST), row(4, **SECOND, problems="无"), value(0), hour=2)
    first = half(row(3, remarks="与区国资公司共同推进"), value(5), hour=1)
    found = weighed(kept(first, 1), kept(later, 2, run=2), strict=True)["2.xlsx"]
    assert found.verdict is Verdict.ACCEPTED_WITH_WARNINGS
    assert list(notes(found, "D18")) == [(TARGETS, ("I7",), Severity.WARNING)]


def test_what_is_struck_through_in_the_later_file_is_said_of_the_figure_that_counts() -> None:
    def strike(book: Workbook) -> None:
        sheet(book, TARGETS)["I7"].font = Font(strike=True)

    later = half(row(4, **SECOND), value(2600), strike, hour=2)
    found = weighed(kept(half(row(3, **FIRST), value(5), hour=1), 1), kept(later, 2))["2.xlsx"]
    assert found.entries[1].targets[1]["actual"].value == 5
    assert "V31" not in codes(found), "no message says that nothing counts where another file's figure does"
    (note,) = (d for d in found.diagnostics if d.code is Code.D36)
    assert (note.found, note.values["said"], note.values["other"]) == ("2600", "5", "1.xlsx")


def test_full_form_and_then_a_part_that_did_not_begin_from_it_is_the_full_form_with_that_part() -> None:
    part = half(row(3, progress="四号地块已经开工建设。", status="已完成", percent=100), hour=2)
    found = weighed(kept(half(*FULL, hour=1), 1, dated="2022-07-01T09:00:00+08:00"),
                    kept(part, 2, dated="2022-07-02T09:00:00+08:00"))["2.xlsx"]  # fmt: skip
    first, second = found.entries
    assert (first.percent, first.value("remarks")) == (Decimal(100), "见附件二的说明")
    assert (second.percent, second.targets[1]["actual"].value) == (Decimal(40), Decimal(5))
    assert {cells for _, cells, _ in notes(found, "D18")} == {("J7",), ("K7",), ("L7",)}


def test_nothing_new_answers_for_the_whole_of_a_task_and_is_asked_about_beside_another_answer() -> None:
    later = half(row(3, status="无新进展"), row(4, **SECOND), value(5), hour=2)
    first, second = (alone(data) for data in (half(row(3, **FIRST), hour=1), later))
    before = {entry.task: entry for entry in alone(half(*ANEW)).entries}
    joined = join(parts([first, second], before, frozenset()))
    assert joined is not None
    assert (joined.taken, [[*cells] for _, cells in joined.apart]) == ((), [[(3, 0, "status")]])


def test_nothing_new_answers_nothing_where_nothing_was_reported_before() -> None:
    second = half(row(3, status="无新进展"), row(4, **SECOND), value(5), hour=2)
    earlier = kept(half(row(3, **FIRST), hour=1), 1, run=1)
    latest = weighed(earlier, kept(second, 2, run=2))["2.xlsx"]
    entry = next(entry for entry in latest.entries if entry.task == 3)
    assert (entry.value("status"), entry.percent) == ("on_track", Decimal(30)), "there is no last report to go on from"
    assert list(notes(latest, "D36")) == [(TASKS, ("K7",), Severity.WARNING)]


def test_the_offices_word_for_one_of_them_is_its_word_for_that_one() -> None:
    assert verdicts(kept(ONE, 1), kept(OTHER, 2, chosen=2)) == ["superseded", "partly_accepted"]


def as_csv(page: str) -> bytes:
    taken: list[bytes] = []

    def take(book: Workbook) -> None:
        text = io.StringIO()
        csv.writer(text).writerows(
            ["" if cell is None else cell for cell in cells] for cells in sheet(book, page).values
        )
        taken.append(text.getvalue().encode("utf-8-sig"))

    edited(filled(HOUSING), take)
    return taken[0]


def test_the_two_sheets_of_a_form_sent_as_two_files_are_one_return() -> None:
    found = weighed(kept(as_csv(TASKS), 1), kept(as_csv(TARGETS), 2, received=NOON))
    latest = found["2.xlsx"]
    assert said(latest.entries) == said(alone(filled(HOUSING)).entries)
    assert latest.verdict is Verdict.ACCEPTED_WITH_WARNINGS
    assert not {"S01", "S13"} & codes(latest)


def test_a_finding_on_values_that_names_no_cell_stands_beside_what_another_file_says() -> None:
    first, latest = alone(half(row(3, **FIRST), hour=1)), alone(half(row(3, progress="无"), row(4, **SECOND), hour=2))
    note = Diagnostic(Code.V19, file="2.xlsx", found="无")
    latest = replace(latest, reading=replace(latest.reading, diagnostics=(note,)))
    joined = join(parts([first, latest], {}, frozenset()))
    assert joined is not None
    assert note in joined.findings
