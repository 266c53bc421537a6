"""What stands in the reports, sheet by sheet; how they look is told by the golden texts."""

import html
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from itertools import accumulate

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.fields.field_type import FieldType
from reportkit.files.grid import Grid, Raw, read_grids
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang
from reportkit.model import Light, Master, Progress, Round, Template
from reportkit.period import Period
from reportkit.reports import values
from reportkit.reports.consolidated import write_consolidated
from reportkit.reports.leader import write_leader
from reportkit.reports.public import write_public
from reportkit.reports.section import write_section
from tests import rounds
from tests.hands import opened
from tests.workbook_text import workbook_text

SHEETS = (
    "總覽", "滯後與問題", "總表", "分板塊", "分領導", "分單位", "指標", "變化", "未報與退回", "衝突與質量",
    "口徑說明", "任務名單",
)  # fmt: skip
_FOURTH_OF_JULY = datetime.fromisoformat("2022-07-04")


def _open(data: bytes) -> Workbook:
    return opened(data, values=True)


class Rows:
    """The values of one sheet."""

    def __init__(self, grid: Grid) -> None:
        self.cells = [tuple(_value(raw) for raw in row) for row in grid.rows]


def _value(raw: Raw) -> object:
    return None if raw == "" else int(raw) if isinstance(raw, float) and raw.is_integer() else raw


def _read(data: bytes) -> dict[str, Rows]:
    return {grid.name: Rows(grid) for grid in read_grids(data)}


def _rows(sheet: Rows | Worksheet, first: int = 1) -> list[tuple[object, ...]]:
    if isinstance(sheet, Rows):
        return sheet.cells[first - 1 :]
    return list(sheet.iter_rows(min_row=first, values_only=True))


def _texts(sheet: Rows | Worksheet) -> list[str]:
    return [str(value) for row in _rows(sheet) for value in row if value is not None]


def _by_task(sheet: Rows | Worksheet) -> dict[object, tuple[object, ...]]:
    return {row[0]: row for row in _rows(sheet) if isinstance(row[0], int | float)}


@pytest.fixture(scope="module")
def whole() -> bytes:
    return write_consolidated(rounds.make_round(), rounds.FINDINGS)


@pytest.fixture(scope="module")
def parts(whole: bytes) -> list[str]:
    return workbook_text(whole).split("\n\n")


@pytest.fixture(scope="module")
def book(whole: bytes) -> Workbook:
    return _open(whole)


def test_the_sheets_come_in_reading_order(book: Workbook) -> None:
    assert tuple(book.sheetnames) == SHEETS


@pytest.mark.parametrize("sheet", SHEETS)
def test_consolidated_looks_as_agreed(parts: list[str], golden: Callable[[str, str], None], sheet: str) -> None:
    place = SHEETS.index(sheet)
    name = ("overview", "attention", "tasks", "sections", "leaders", "units", "targets", "changes", "missing",
            "quality", "method", "lists")[place]  # fmt: skip
    golden(f"consolidated_{name}", parts[place + 1])


def test_the_list_for_publication_looks_as_agreed(golden: Callable[[str, str], None]) -> None:
    data = write_public(rounds.make_round())
    golden("public", workbook_text(data))
    assert list(_read(data)) == ["公開稿"]


def test_a_leaders_overview_looks_as_agreed(golden: Callable[[str, str], None]) -> None:
    golden("leader_overview", workbook_text(write_leader(rounds.make_round(), "顧國煜")).split("\n\n")[1])


@pytest.mark.parametrize("merged", [rounds.make_round(), rounds.all_done(), rounds.nothing_came()])
def test_no_percentage_has_a_zero_behind_the_point(merged: Round) -> None:
    for data in (write_consolidated(merged, ()), write_leader(merged, "顧國煜"), write_public(merged)):
        cells = [cell for sheet in _open(data) for row in sheet for cell in row]
        assert [cell.value for cell in cells if ".0%" in str(cell.value)] == []
        assert {cell.number_format for cell in cells if "0%" in cell.number_format} == set()


def test_the_sentence_an_office_would_write(book: Workbook) -> None:
    assert book["總覽"]["A7"].value == (
        "截至2022年第二季度末，重點工作共 12 項，已完成 2 項（16.7%），正常 3 項（25%），預警 3 項（25%），"
        "滯後 2 項（16.7%），未報 2 項（16.7%）。提出需協調事項的 1 項，見“滯後與問題”。"
        "應報單位 6 個，已接收 4 個，報送率 66.7%。未報送或退回的單位：區商務局、良渚新城。"
        "各單位自報：已完成 2 項、超序時進度 1 項、正常推進 5 項、進度滯後 2 項。"
    )


def test_the_most_urgent_come_first_the_overdue_before_the_gap(book: Workbook) -> None:
    assert [row[0] for row in _rows(book["總覽"], 23)] == [8, 4, 3, 7, 11]


def test_the_overview_says_what_is_in_the_way_and_what_is_asked_for(book: Workbook) -> None:
    fourth = next(row for row in _rows(book["總覽"], 23) if row[0] == 4)
    assert fourth[12] == "認定批次集中在下半年，部分企業材料準備不足。\n需協調：請區政府協調稅務部門數據共享"


def test_problems_stand_below_the_lagging_tasks(book: Workbook) -> None:
    rows = _rows(book["滯後與問題"], 5)
    assert [row[0] for row in rows] == [
        "一、■ 滯後：2 項", 8, 4, "二、▲ 預警：3 項", 3, 7, 11, "三、其他有問題的任務：1 項", 6,
    ]  # fmt: skip
    fourth = next(row for row in rows if row[0] == 4)
    assert fourth[10] == "進度滯後\n17%"
    assert fourth[6] == "認定批次集中在下半年，部分企業材料準備不足。"  # the further lead unit's 無 is no problem
    assert fourth[7] == "請區政府協調稅務部門數據共享"


def test_the_list_keeps_its_order_sections_and_projects(book: Workbook) -> None:
    sheet = book["總表"]
    first = [row[0] for row in _rows(sheet, 5)]
    assert [value for value in first if isinstance(value, str)] == list(rounds.SECTIONS)
    assert [value for value in first if isinstance(value, int)] == list(range(1, 13))
    merged = {str(cells) for cells in sheet.merged_cells.ranges}
    assert "B6:B8" in merged  # tasks 1 to 3 belong to one project
    assert [b.id for b in sheet.row_breaks.brk] == [9, 14]


def test_added_fields_and_further_units_have_columns(book: Workbook) -> None:
    sheet = book["總表"]
    headings = [str(value) for value in _rows(sheet, 4)[0]]
    tasks = _by_task(sheet)
    assert tasks[1][headings.index("已用資金（萬元）")] == 1250.5
    assert tasks[4][headings.index("支持方式")] == "資金、土地"
    further = str(tasks[4][headings.index("其他牽頭單位填報")])
    assert further.startswith(
        "〔區發改局〕企業上規200家；正常推進；完成進度（%）：50%；存在問題：無；國家高新技術企業：120家"
    )
    assert tasks[3][headings.index("參與單位填報")] == "〔五常街道〕已推薦2家企業"


def test_a_task_of_two_leaders_stands_under_both_and_the_totals_say_so(book: Workbook) -> None:
    rows = {row[0]: row for row in _rows(book["分領導"], 5)}
    assert [rows[name][1] for name in ("梅建勝", "顧國煜", "姚文華", "顧斌")] == [3, 4, 4, 3]
    assert rows["合計（每項任務只計一次）"][1] == 12
    assert (rows["各行之和"][1], rows["其中重複計數"][1]) == (14, 2)


def test_units_count_what_they_lead_and_what_they_sent_themselves(book: Workbook) -> None:
    rows = {row[0]: row for row in _rows(book["分單位"], 5)}
    assert rows["區發改局"][1:8] == ("已接收（有請核項）", _FOURTH_OF_JULY, 0, 2, 4, 4, 100)
    assert rows["區商務局"][1] == "退回"
    assert rows["區經信局"][2] == "2022-07-08\n逾期"
    assert rows["良渚新城"][1:3] == ("未報送", None)


def test_targets_stand_against_what_is_expected(book: Workbook) -> None:
    sheet = book["指標"]
    by_indicator = {row[3]: row for row in _rows(sheet, 5)}
    assert by_indicator["國家高新技術企業"][4:12] == (500, "家", 85, 60, 17, 50, 250, -33)
    assert by_indicator["PM2.5濃度"][4:12] == (35, "微克/立方米", 38, 36, 92.1, 100, 35, -7.9)
    assert by_indicator["社會消費品零售總額"][6] == "未報"
    assert [row[0] for row in _rows(sheet, 5) if isinstance(row[0], str)] == [
        "一、數量、金額類（按序時比較）", "二、水平、比例、增長類（直接與目標比較）",
        "三、無數字要求和範圍（不作比較）",
    ]  # fmt: skip


def test_changes_name_the_worse_first_then_the_better(book: Workbook) -> None:
    changes = [(row[0], row[6]) for row in _by_task(book["變化"]).values()]
    assert changes == [
        (8, "變差 ↓"), (4, "變差 ↓"), (3, "變差 ↓"), (2, "變好 ↑"), (9, "變好 ↑"), (1, "變好 ↑"), (5, "變好 ↑"),
        (7, "持平"), (6, "持平"), (11, "–"), (10, "–"), (12, "–"),
    ]  # fmt: skip
    sheet = book["變化"]
    assert [row[0] for row in _rows(sheet, 5)[:3]] == ["2022年2月", "2022年第一季度", "2022年第二季度"]


def test_what_is_missing_names_whom_to_call(book: Workbook) -> None:
    rows = {row[1]: row for row in _rows(book["未報與退回"], 5)}
    assert rows["良渚新城"][2:4] == ("王五 88880005", "未報送，已逾期")
    assert rows["區商務局"][2:4] == ("李四 88880004", "退回")
    assert rows["區經信局"][7] == "7、8"
    assert {10, 12} <= set(_by_task(book["未報與退回"]))


def test_conflicts_show_every_saying_and_findings_their_place(book: Workbook) -> None:
    texts = _texts(book["衝突與質量"])
    assert "區科技局：100%；區發改局：80%" in texts
    assert "“國家高新技術企業”完成值" in texts
    assert "區經信局.xlsx 填報表 L9" in texts
    assert "二、數據問題：退回 0 處    須改 2 處    請核 0 處    已代改 0 處    提示 0 處" in texts


@pytest.mark.parametrize(("part", "least"), [("whole", 150), ("leader", 40), ("section", 40)])
def test_links_lead_to_cells_that_exist(part: str, least: int, book: Workbook) -> None:
    links, full = 0, rounds.make_round()
    if part != "whole":
        data = write_leader(full, "姚文華") if part == "leader" else write_section(full, rounds.SECTIONS[0])
        book = _open(data)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink is None:
                    continue
                assert cell.hyperlink.target is None
                name, _, address = str(cell.hyperlink.location).rpartition("!")
                assert book[name.strip("'")][address].row
                if name == "'總表'" and isinstance(cell.value, int) and sheet.title not in ("總覽", "總表"):
                    assert book["總表"][address].value == cell.value
                links += 1
    assert links > least


OLD = {
    "AND", "CHAR", "COUNT", "COUNTIF", "COUNTIFS", "IF", "ISNUMBER", "LEFT", "LEN", "MID", "MIN", "NOT", "OR", "ROUND",
    "SUBSTITUTE", "SUM", "TEXT",
}  # fmt: skip
"""What Excel 2007, WPS and LibreOffice know and none of them computes anew by itself: the only functions we use."""
_FORMULA = re.compile(r"<(?:\w+:)?(f|formula|formula1|formula2|definedName)\b([^>]*)>(.*?)</", re.DOTALL)


def _formulas(data: bytes) -> list[tuple[str, str, str]]:
    """Return every formula: of cells, of rules that colour or check them, of names, of charts.

    Each with its part of the file and its attributes.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "externalLink" in name or name.endswith("metadata.xml")]
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
    found = [(name, *match.groups()[1:]) for name, text in parts.items() for match in _FORMULA.finditer(text)]
    return [(name, attributes, html.unescape(formula)) for name, attributes, formula in found]


def _depth(formula: str) -> int:
    """Return how deep the brackets of a formula stand in each other."""
    deep = [1 if c == "(" else -1 for c in formula if c in "()"]
    return max(accumulate(deep), default=0)


@pytest.mark.parametrize("name", ["whole", "nothing", "all done", "leader", "section", "public"])
def test_formulas_are_old_plain_and_inside_the_workbook(name: str, whole: bytes) -> None:
    full = rounds.make_round()
    data = {
        "whole": lambda: whole, "nothing": lambda: write_consolidated(rounds.nothing_came(), ()),
        "all done": lambda: write_consolidated(rounds.all_done(), ()), "leader": lambda: write_leader(full, "姚文華"),
        "section": lambda: write_section(full, rounds.SECTIONS[0]), "public": lambda: write_public(full),
    }[name]()  # fmt: skip
    sheets = set(_open(data).sheetnames)
    found = _formulas(data)
    for part, attributes, formula in found:
        assert "array" not in attributes
        texts = re.findall(r'"(?:[^"]|"")*"', formula)
        bare = re.sub(r'"(?:[^"]|"")*"', '""', formula)
        assert max((len(text) for text in texts), default=0) <= 257, formula
        assert (len(formula) <= 8192, _depth(bare) <= 64) == (True, True), formula
        assert {match.rstrip("(") for match in re.findall(r"[A-Za-z_][\w.]*\(", bare)} <= OLD, formula
        assert not re.search(r"[\[{#@]", bare), (part, formula)  # other files, arrays, errors, spills
        assert set(re.findall(r"'([^']+)'!", bare)) <= sheets, formula
    assert len(found) > (1 if name == "public" else 100)


def test_paper_is_one_page_wide_with_repeated_headings(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        is_one_page = sheet.page_setup.fitToHeight != 0  # None is Excel's default of one page
        assert is_one_page == (sheet.title in ("總覽", "口徑說明"))
        assert "&P" in str(sheet.HeaderFooter.oddFooter)
        assert is_one_page or sheet.print_title_rows


def test_frozen_columns_leave_room_on_a_small_screen(book: Workbook) -> None:
    for sheet in book.worksheets:
        beside = openpyxl.utils.cell.coordinate_from_string(sheet.freeze_panes or "A1")[0]
        frozen = openpyxl.utils.column_index_from_string(beside) - 1
        widths = [sheet.column_dimensions[openpyxl.utils.get_column_letter(n + 1)].width for n in range(frozen)]
        assert sum(widths) * 7 * (sheet.sheet_view.zoomScale or 100) / 100 <= 240, sheet.title


def test_pages_end_between_tasks_and_never_behind_a_heading() -> None:
    many = _with_more_tasks(8)
    book = _open(write_consolidated(many, rounds.FINDINGS * 30))
    for title in ("滯後與問題", "指標", "衝突與質量", "任務名單", "總表"):
        sheet = book[title]
        ends = [b.id for b in sheet.row_breaks.brk]
        assert ends, title
        first = [sheet.cell(end, 1).value for end in ends]
        assert not [value for value in first if isinstance(value, str) and not value.isdigit()], title
        for merged in sheet.merged_cells.ranges:
            assert not [end for end in ends if merged.min_row <= end < merged.max_row], (title, str(merged))


def _with_more_tasks(times: int) -> Round:
    """Return the round with each of its tasks several times over."""
    base = rounds.make_round()
    more = tuple(
        replace(p, task=replace(p.task, no=p.task.no + 100 * n), targets=tuple(
            replace(t, target=replace(t.target, task=t.target.task + 100 * n)) for t in p.targets
        ))
        for n in range(times) for p in base.progress
    )  # fmt: skip
    return replace(base, progress=more, master=replace(base.master, tasks=tuple(p.task for p in more)))


def test_a_project_with_a_long_name_has_room_beside_a_short_task() -> None:
    base = rounds.make_round()
    name = "高質量推進長三角一體化發展示範區建設和重大產業平臺能級提升"
    first = replace(base.progress[11], task=replace(base.progress[11].task, project=name, work="完成。"))
    book = _open(write_consolidated(replace(base, progress=(*base.progress[:11], first)), ()))
    sheet = book["總表"]
    row = next(r[0].row for r in sheet.iter_rows(min_row=5) if r[0].value == 12)
    assert (sheet.row_dimensions[row].height or 0) >= len(name) / 4 * 15


def test_the_year_is_told_by_its_end() -> None:
    base = rounds.make_round()
    book = _read(write_consolidated(replace(base, period=Period.parse("2022")), ()))
    assert str(_rows(book["總覽"])[6][0]).startswith("截至2022年末，重點工作共 12 項")


def test_a_leaders_lists_are_not_by_leader_nor_a_sections_by_section() -> None:
    for data, heads in (
        (write_leader(rounds.make_round(), "顧國煜"), {"板塊", "單位"}),
        (write_section(rounds.make_round(), rounds.SECTIONS[1]), {"領導", "單位"}),
    ):
        titles = [row[0] for row in _rows(_read(data)["任務名單"], 5) if isinstance(row[0], str)]
        assert {title.partition("：")[0] for title in titles} == heads


def test_a_long_title_is_made_smaller_and_not_cut() -> None:
    book = _open(write_section(rounds.make_round(), rounds.SECTIONS[1]))
    assert all(sheet["A1"].alignment.shrink_to_fit for sheet in book.worksheets)


def test_no_leader_or_section_is_asked_for_in_vain() -> None:
    with pytest.raises(ReportkitError) as caught:
        write_leader(rounds.make_round(), "張三")
    assert caught.value.hint(Lang.HANS) == "本期牵头领导有：梅建勝、顧國煜、姚文華、顧斌。"
    with pytest.raises(ReportkitError) as caught:
        write_section(rounds.make_round(), "四、其他")
    assert rounds.SECTIONS[1] in caught.value.hint(Lang.HANS)


@pytest.mark.parametrize("name", ["顧國煜", "顾国煜", "顧  國煜"])
def test_a_leaders_workbook_holds_that_leaders_tasks_only(name: str) -> None:
    book = _read(write_leader(rounds.make_round(), name))
    assert list(book) == [n for n in SHEETS if n not in ("分領導", "未報與退回", "衝突與質量")]
    assert list(_by_task(book["總表"])) == [1, 2, 3, 4]
    assert {t for row in _rows(book["指標"]) if isinstance(t := row[0], int)} == {3, 4}
    assert str(_rows(book["總覽"])[6][0]).endswith("其中 1 項與其他領導共同牽頭，在其報告中同時列出。")
    assert _rows(book["總覽"])[0][0] == "顧國煜牽頭重點工作進展情況（2022年第二季度）"


def test_the_name_of_a_predecessor_finds_the_present_holder() -> None:
    base = rounds.make_round()
    before = replace(base.master.leaders[3], name="王二", order=9, successor="顧斌")
    master = replace(base.master, leaders=(*base.master.leaders, before))
    book = _read(write_leader(replace(base, master=master), "王二"))
    assert list(_by_task(book["總表"])) == [8, 9, 10]


@pytest.mark.parametrize("name", [rounds.SECTIONS[1], "二 在城市能级提升上大抓落实"])
def test_a_section_has_a_workbook_of_its_own(name: str) -> None:
    book = _read(write_section(rounds.make_round(), name))
    assert list(_by_task(book["總表"])) == [5, 6, 7, 8]
    assert "分板塊" not in book


def test_the_sheet_that_explains_has_the_office_s_own_figures() -> None:
    base = rounds.make_round()
    own = {"yellow": Decimal("12.5"), "red": Decimal(40), "due_soon": 14, "conflict": Decimal(5)}
    schedule = (Decimal(20), Decimal("45.5"), Decimal(70), Decimal(100))
    settings = replace(base.master.settings, schedule=schedule, **own)  # type: ignore[arg-type]
    told = _texts(
        _read(write_consolidated(replace(base, master=replace(base.master, settings=settings)), ()))["口徑說明"]
    )
    assert "落後序時不超過 12.5 個百分點，或超前；沒有進度和指標數值的，以自報狀態為準。" in told
    assert "落後序時超過 40 個百分點；或已過完成時限尚未完成；或年度過半仍未啟動。" in told
    assert any("超過 12.5、不超過 40 個百分點；或距完成時限不超過 14 天" in text for text in told)
    assert any("進度相差超過 5 個百分點" in text for text in told)
    assert any("應達的百分比（20、45.5、70、100），2022年第二季度為 45.5%" in text for text in told)


def test_nothing_came_is_said_plainly() -> None:
    book = _read(write_consolidated(rounds.nothing_came(), ()))
    assert "變化" not in book
    assert "沒有滯後或預警的任務，但有 12 項未報或無法判定。" in _texts(book["總覽"])
    assert "未報 12 項（100%）。應報單位 6 個，已接收 0 個，報送率 0%。" in str(_rows(book["總覽"])[6][0])
    assert _texts(book["衝突與質量"]).count("無。") == 2


def test_all_done_leaves_nothing_to_decide() -> None:
    book = _read(write_consolidated(rounds.all_done(), ()))
    assert _texts(book["滯後與問題"]).count("無。") == 3
    assert _texts(book["未報與退回"]).count("無。") == 4
    assert "沒有滯後或預警的任務。" in _texts(book["總覽"])
    assert "共 12 項，已完成 12 項（100%）。" in str(_rows(book["總覽"])[6][0])


def test_a_withdrawn_task_is_named_below_the_list_and_counted_nowhere() -> None:
    full = rounds.make_round()
    gone = replace(full.progress[3].task, withdrawn=date(2022, 5, 20))
    later = replace(full.progress[4].task, withdrawn=date(2022, 9, 1))
    tasks = (*full.master.tasks[:3], gone, later, *full.master.tasks[5:])
    kept = tuple(p for p in full.progress if p.task.no != gone.no)
    round_ = replace(full, master=replace(full.master, tasks=tasks), progress=kept)
    said = "已撤銷、不計入（2022-05-20）：4. "
    book = _read(write_consolidated(round_, ()))
    assert [str(row[0]).startswith(said) for row in _rows(book["總表"])[-2:]] == [False, True]
    assert "重點工作共 11 項" in str(_rows(book["總覽"])[6][0])
    for data, named in (
        (write_leader(round_, gone.leaders[0]), True),
        (write_leader(round_, "姚文華"), "姚文華" in gone.leaders),
        (write_section(round_, gone.section), True),
        (write_section(round_, rounds.SECTIONS[2]), False),
    ):
        assert any(text.startswith(said) for text in _texts(_read(data)["總表"])) is named


def test_a_round_without_tasks_still_opens() -> None:
    empty = replace(rounds.make_round(), progress=(), units=())
    book = _read(write_consolidated(empty, ()))
    assert "重點工作共 0 項。" in str(_rows(book["總覽"])[6][0])
    assert "無。" in _texts(book["指標"])


def test_a_list_without_sections_has_no_section_rows_and_no_section_sheet() -> None:
    base = rounds.make_round()
    bare = tuple(replace(p, task=replace(p.task, section="", project=None)) for p in base.progress)
    book = _read(write_consolidated(replace(base, progress=bare), ()))
    assert "分板塊" not in book
    assert _rows(book["總表"])[4][0] == 1


def test_a_form_without_percent_and_remarks_reports_without_them() -> None:
    base = rounds.make_round()
    fields = tuple(
        f for f in base.template.fields if f.name not in ("percent", "remarks") and f.type is not FieldType.DATE
    )
    book = _read(write_consolidated(replace(base, template=Template(fields)), ()))
    headings = [str(value) for value in _rows(book["總表"], 4)[0]]
    assert "完成進度" not in headings
    assert "備註" not in headings


def test_simplified_lists_get_simplified_workbooks_and_names_stay_as_written() -> None:
    base = rounds.make_round()
    settings = replace(base.master.settings, language=Lang.HANS)
    book = _read(write_consolidated(replace(base, master=replace(base.master, settings=settings)), ()))
    assert list(book)[:3] == ["总览", "滞后与问题", "总表"]
    assert "梅建勝" in _texts(book["分领导"])


def _with_progress(text: str) -> Round:
    base = rounds.make_round()
    entry = rounds.entry(4, "區科技局", progress=text, status="lagging", percent=Decimal(17), problems=text)
    return replace(base, progress=tuple(_speaks(p, entry) if p.task.no == 4 else p for p in base.progress))


def _speaks(progress: Progress, entry: object) -> Progress:
    return replace(progress, speaker=entry)  # type: ignore[arg-type]  # an Entry of rounds.entry


def test_a_very_long_text_stands_in_full_over_several_rows_and_shortened_where_it_decides() -> None:
    text = "主體結構施工至三層，土地出讓手續正在辦理；" * 200
    book = _open(write_consolidated(_with_progress(text), ()))
    sheet = book["總表"]
    row = next(r[0].row for r in sheet.iter_rows(min_row=5) if r[0].value == 4)
    span = next(m for m in sheet.merged_cells.ranges if m.min_row == row and m.min_col == 1)
    heights = [sheet.row_dimensions[n].height or 0 for n in range(span.min_row, span.max_row + 1)]
    assert text in [cell.value for cell in sheet[row]]
    assert all(height <= 409 for height in heights)
    # 44 characters a line less 2 for breaks: 4,200 characters of two columns, 14 points a line.
    assert sum(heights) > len(text) * 2 / 42 * 14
    problem = next(str(r[6]) for r in _rows(book["滯後與問題"]) if r[0] == 4)
    assert problem.endswith("……（全文見“總表”）")
    assert text.startswith(problem.removesuffix("……（全文見“總表”）"))


@pytest.mark.parametrize(
    "text", ["a" * 40_000, "\N{GRINNING FACE}" * 20_000, "正在推进\N{GRINNING FACE}" + "，" * 32_762]
)
def test_of_what_a_unit_wrote_at_greatest_length_all_stands_in_the_workbook(text: str) -> None:
    book = _open(write_consolidated(_with_progress(text), ()))
    pieces: dict[str, str] = {}
    for where, piece in book["全文"].iter_rows(min_row=2, values_only=True):
        pieces[str(where)] = pieces.get(str(where), "") + str(piece)
    assert text in pieces.values()
    assert all(where.startswith("總表 ") or "滯後" in where or "任務" in where for where in pieces), pieces.keys()


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "http://example.com", "+1", "\x07bell"])
def test_what_a_unit_wrote_stays_a_text(text: str) -> None:
    book = _open(write_consolidated(_with_progress(text), ()))
    cells = [cell for row in book["總表"].iter_rows() for cell in row]
    found = [cell for cell in cells if cell.value == text.replace("\x07", "")]
    assert found
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in found)


def test_names_that_would_mean_something_in_a_criterion_are_counted() -> None:
    base = rounds.make_round()
    odd = tuple(replace(p, task=replace(p.task, leaders=('A"*?~',))) for p in base.progress)
    book = _read(write_consolidated(replace(base, progress=odd), ()))
    assert {row[0]: row[1] for row in _rows(book["分領導"], 5)}['A"*?~'] == 12


def test_a_task_nobody_leads_counts_in_the_total_only() -> None:
    base = rounds.make_round()
    first = base.progress[0]
    alone = replace(first, task=replace(first.task, leads=(), leaders=()), speaker=None, light=Light.WHITE, others=())
    book = _read(write_consolidated(replace(base, progress=(alone, *base.progress[1:])), ()))
    rows = {row[0]: row for row in _rows(book["分領導"], 5)}
    assert (rows["合計（每項任務只計一次）"][1], rows["各行之和"][1]) == (12, 12)


def test_same_round_same_bytes_whatever_the_hash_seed(whole: bytes) -> None:
    assert write_consolidated(rounds.make_round(), rounds.FINDINGS) == whole
    code = (
        "import hashlib; from tests import rounds; from reportkit.reports.consolidated import write_consolidated as w;"
        "print(hashlib.sha256(w(rounds.make_round(), rounds.FINDINGS)).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PATH": ""}, check=True, capture_output=True
        ).stdout
        for seed in ("0", "1")
    }
    assert len(seen) == 1


def test_units_without_tasks_stand_in_the_table_of_units() -> None:
    base = rounds.make_round()
    without = tuple(p for p in base.progress if p.task.no != 12)
    rows = {row[0]: row for row in _rows(_read(write_consolidated(replace(base, progress=without), ()))["分單位"], 5)}
    assert rows["良渚新城"][5:7] == (0, 0)


def test_a_unit_that_was_asked_nothing_has_no_return_to_show() -> None:
    base = rounds.make_round()
    rows = {
        row[0]: row for row in _rows(_read(write_consolidated(replace(base, units=base.units[1:]), ()))["分單位"], 5)
    }
    assert rows["區科技局"][1:5] == (None, None, None, None)
    assert rows["區科技局"][5] == 4


@pytest.mark.parametrize(
    "text", ["", "无", "無。", "暂无", "暫無問題", "没有", "—", "None", "no problems", "/", "目前没有问题"]
)
def test_no_problem_is_no_problem(text: str) -> None:
    assert not values.is_problem(text)


@pytest.mark.parametrize("text", ["无地可用", "土地指標緊張", "沒有資金來源"])
def test_a_problem_is_one_though_it_begins_with_no(text: str) -> None:
    assert values.is_problem(text)


def test_the_master_of_a_round_is_not_needed_for_leaders_of_no_rank() -> None:
    base = rounds.make_round()
    master = Master(base.master.tasks, base.master.targets, (), (), (), base.master.settings)
    rows = [row[0] for row in _rows(_read(write_consolidated(replace(base, master=master), ()))["分領導"], 5)]
    assert rows[:4] == ["梅建勝", "顧國煜", "姚文華", "顧斌"]
