"""A form saved as another kind of file: what a reader of values hides is found in each of them."""

import re
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportkit.checks.rules import Context, check
from reportkit.checks.verdicts import verdict
from reportkit.diagnostics import MOST_CELLS, Severity
from reportkit.files.container import FileKind, open_container
from reportkit.files.repack import stored, unpack
from reportkit.language.words import Lang
from reportkit.model import Role, Verdict
from reportkit.returns.content import Claim
from reportkit.returns.reading import read_return
from tests.containers import xlsx
from tests.other_formats import WRITERS, Area, Book, Content, Error, Formula, Percent, contents, xlsb
from tests.returned import DESK, MASTER, Q2, SCIENCE, TARGETS, TASKS, TEMPLATE, codes, filled, read, said
from tests.test_returns_reading import lines_of

SHEETS = {"web page": "HTML 1", "csv": "CSV"}
"""What the sheet of tasks is called where the file does not keep names."""
WITH_LAYOUT = tuple(name for name in WRITERS if name != "csv")
CALCULATED_ALWAYS = ("xlsb", "web page", "csv")
"""Formats in which a formula cannot be without a result."""


def book(changes: Mapping[str, Content], hidden: frozenset[int] = frozenset(), *, merge: str = "") -> Book:
    """Return the filled form with other contents at some addresses, and a range merged."""
    pages: dict[str, list[list[Content]]] = {}
    for name, lines in lines_of(filled()).items():
        wide = max(map(len, lines))
        page: list[list[Content]] = [[*line, *[""] * (wide - len(line))] for line in contents(lines)]
        for address, value in changes.items() if name == TASKS else ():
            page[int(address[1:]) - 1][ord(address[0]) - 65] = value
        pages[name] = page
    ranges: tuple[Area, ...] = ()
    if merge:
        a, b = merge.split(":")
        ranges = ((int(a[1:]) - 1, ord(a[0]) - 65, int(b[1:]) - 1, ord(b[0]) - 65),)
        for row in range(ranges[0][0] + 1, ranges[0][2] + 1):
            pages[TASKS][row][ranges[0][1]] = ""
    return Book(pages, hidden, ranges)


@pytest.mark.parametrize("kind", WRITERS)
def test_the_same_is_read_from_every_kind_of_file(kind: str) -> None:
    found = read(WRITERS[kind](book({})))
    wanted = said(read(filled()).entries)
    if kind == "csv":  # its one sheet has no targets
        assert codes(found) == ["F04", "S01"]
        wanted = {task: (answers, {}) for task, (answers, _) in wanted.items()}
    else:
        assert set(codes(found)) <= {"F04", "S25"}  # a note that the writer puts beside numbers is passed on
    assert said(found.entries) == wanted


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("is_formula", [False, True])
def test_an_error_is_nowhere_blank(kind: str, *, is_formula: bool) -> None:
    wrong = {"L7": Error("#DIV/0!", is_formula=is_formula), "O7": Error("#N/A"), "P8": Error("#REF!")}
    found = read(WRITERS[kind](book(wrong)))
    told = [(d.sheet, d.cells, d.found) for d in found.diagnostics if d.code.name == "V14"]
    sheet = SHEETS.get(kind, TASKS)
    assert told == [(sheet, ("L7",), "#DIV/0!"), (sheet, ("O7",), "#N/A"), (sheet, ("P8",), "#REF!")]
    assert found.entries[0].answers["percent"].faulty


@pytest.mark.parametrize("kind", WRITERS)
def test_what_someone_typed_with_such_a_sign_is_no_error(kind: str) -> None:
    found = read(WRITERS[kind](book({"J7": "#A12", "P7": "#3号楼已封顶"})))
    assert "V14" not in codes(found)
    assert (found.entries[0].value("progress"), found.entries[0].value("remarks")) == ("#A12", "#3号楼已封顶")


@pytest.mark.parametrize("kind", [kind for kind in WRITERS if kind not in CALCULATED_ALWAYS])
def test_a_formula_that_was_never_calculated_is_not_blank(kind: str) -> None:
    found = read(WRITERS[kind](book({"L7": Formula(None), "M7": Formula("缺资金"), "L8": Formula(30.0)})))
    told = [(d.code.name, d.cells) for d in found.diagnostics if d.code.name[0] == "V"]
    assert told == [("V15", ("L7",)), ("V16", ("M7",)), ("V16", ("L8",))]
    entry = found.entries[0]
    assert (entry.answers["percent"].faulty, entry.value("problems")) == (True, "缺资金")
    assert found.entries[1].value("percent") == 30


@pytest.mark.parametrize("kind", WRITERS)
def test_a_number_shown_as_per_cent_is_what_it_shows(kind: str) -> None:
    found = read(WRITERS[kind](book({"L7": Percent(1.0), "L8": Percent(0.8)})))
    assert [entry.value("percent") for entry in found.entries] == [100, 80, 40]
    assert "V05" not in codes(found)


@pytest.mark.parametrize("kind", WITH_LAYOUT)
def test_hidden_rows_are_named_and_count(kind: str) -> None:
    found = read(WRITERS[kind](book({}, frozenset({7}))))
    (note,) = [d for d in found.diagnostics if (d.code.name, d.sheet) == ("S10", SHEETS.get(kind, TASKS))]
    assert "第 8 行" in note.message(Lang.HANS)
    assert said(found.entries) == said(read(filled()).entries)


@pytest.mark.parametrize("kind", WITH_LAYOUT)
def test_a_figure_merged_over_two_tasks_counts_for_none(kind: str) -> None:
    found = read(WRITERS[kind](book({}, merge="L7:L8")))
    (note,) = [d for d in found.diagnostics if d.code.name == "S09"]
    assert (note.sheet, note.cells, note.severity) == (SHEETS.get(kind, TASKS), ("L7", "L8"), Severity.ERROR)
    assert [entry.value("percent") for entry in found.entries] == [None, None, 40]
    texts = read(WRITERS[kind](book({}, merge="J7:J8")))
    assert [entry.value("progress") for entry in texts.entries][:2] == ["任务1已完成阶段目标。"] * 2


def test_a_merge_that_claims_more_columns_than_any_sheet_has_is_named_by_its_first_cells() -> None:
    parts = unpack(WRITERS["ods"](book({}, merge="L7:L8")))
    spanned = re.compile(rb'number-columns-spanned="\d+"')
    parts["content.xml"], changed = spanned.subn(b'number-columns-spanned="99999999999999"', parts["content.xml"])
    (note,) = [d for d in read(stored(parts)).diagnostics if d.code.name == "S09"]
    assert (changed, note.cells[0], len(note.cells)) == (1, "L7", MOST_CELLS)


@pytest.mark.parametrize("error", ["#SPILL!", "#CALC!", "#GETTING_DATA", "#BUSY!", "Err:502"])
def test_an_error_younger_than_the_reader_is_an_error_of_its_cell(error: str) -> None:
    cells = f'<c r="A1" t="e"><f>X()</f><v>{error}</v></c><c r="B1"><v>5</v></c><c r="C1" t="e"><v>{error}</v></c>'
    found = open_container(xlsx(f'<row r="1">{cells}</row>'), "回执.xlsx")
    assert (found.kind, found.findings, found.grids[0].cell(0, 1)) == (FileKind.XLSX, (), 5.0)
    assert found.details["S1"].errors == {(0, 0): error, (0, 2): error}


def test_a_formula_may_give_an_empty_text() -> None:
    cells = '<c r="A1" t="str"><f>""</f><v></v></c><c r="B1" t="str"><f>X()</f></c><c r="C1"><f>X()</f><v></v></c>'
    for odd in ("", '<c r="D1" cm="1"><v>1</v></c>'):  # read without a parser, and with one
        found = open_container(xlsx(f'<row r="1">{cells}{odd}</row>'), "回执.xlsx")
        assert found.details["S1"].uncalculated == {(0, 1), (0, 2)}


def test_a_number_beyond_all_numbers_is_no_number() -> None:
    found = open_container(xlsx('<row r="1"><c r="A1"><v>1e999</v></c><c r="B1"><v>NaN</v></c></row>'), "回执.xlsx")
    assert found.grids[0].rows == (("inf", "nan"),)


def test_the_sheet_of_targets_is_read_from_every_kind_too() -> None:
    for kind in WITH_LAYOUT:
        changed = book({})
        pages = {name: [list(line) for line in page] for name, page in changed.pages.items()}
        row = next(n for n, line in enumerate(pages[TARGETS]) if ".T001.1." in str(line[0]))
        pages[TARGETS][row][8] = Error("#VALUE!")
        found = read(WRITERS[kind](Book(pages)))
        (note,) = [d for d in found.diagnostics if d.code.name == "V14"]
        assert (note.cells, found.entries[0].targets[1]["actual"].faulty) == ((f"I{row + 1}",), True), kind


ODD: st.SearchStrategy[Content] = st.one_of(
    st.sampled_from(
        [
            "同上", "250 30", "3.5万", "６０‰", "6月底", "2022.6.30", "完成60%", "/", "#REF!", "\u202e", "{x}", "%s",
            "=1+1",
            "_x000D_", "①", "½", "99999999999999999999亿", "0年0月0日", "key", "progress", "表号：2022Q2-U002-ABCDEF",
            "2022Q2-U001-N4ZZXX.T001.2X8V", "合计", "填报单位：区住建局", "报送期：2022年第一季度",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1900, 3, 1), date(2200, 1, 1)),
    st.builds(Error, st.sampled_from(["#REF!", "#N/A", "#DIV/0!"]), st.booleans()),
    st.builds(Formula, st.sampled_from([None, 1.0, "十", ""])),
    st.builds(Percent, st.sampled_from([0.0, 0.5, 1.0, 60.0])),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_stands_in_a_form_of_any_kind_it_has_an_answer(data: st.DataObject) -> None:
    pages = {name: contents(lines) for name, lines in lines_of(filled()).items()}
    for page in pages.values():
        wide = max(map(len, page))
        page[:] = [[*line, *[""] * (wide - len(line))] for line in page]
        places = st.tuples(st.integers(0, len(page) - 1), st.integers(0, wide - 1))
        for (row, column), value in data.draw(st.dictionaries(places, ODD, max_size=12)).items():
            page[row][column] = value
    kind = data.draw(st.sampled_from(list(WRITERS)))
    sent = WRITERS[kind](Book(pages))
    context = Context(MASTER, TEMPLATE, Q2, date(2022, 7, 5), SCIENCE, Role.LEAD, "回执", MASTER.tasks[:2], {})
    for claim in (None, Claim(Q2, SCIENCE)):
        found = read_return(sent, "回执", DESK, claim=claim)
        entries, findings = check(found.entries, context)
        assert verdict([*found.diagnostics, *findings], entries) in set(Verdict)
        assert {entry.unit for entry in entries} <= {SCIENCE}
        for note in (*found.diagnostics, *findings):
            assert all(note.message(lang) and note.hint(lang) for lang in Lang)


def test_short_records_of_cells_are_read() -> None:
    data = xlsb(Book({"甲": [["区科技局", 312.0, "", Percent(0.5)], ["乙", True, 7.0]]}), is_short=True)
    (grid,) = open_container(data, "a.xlsb").grids
    assert grid.rows == (("区科技局", 312.0, "", 0.5), ("乙", True, 7.0, ""))
    assert open_container(data, "a.xlsb").details["甲"].formats == {(0, 3): "0%"}
