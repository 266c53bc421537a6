"""What measures is right: clerks fill in what units would, floors do the same work, the table says what was missed."""

from datetime import date

import pytest

from benchmarks.__main__ import main
from benchmarks.floors import Book, seen, write
from benchmarks.offices import Month, filled_in, made_list
from benchmarks.table import Line, exponent, missed, printed
from reportkit.forms.assign import assignments
from reportkit.forms.form import write_form
from reportkit.forms.standard import default_template
from reportkit.period import Period
from reportkit.returns.content import Outcome, ReturnContent
from reportkit.returns.reading import read_return
from reportkit.returns.reference import Reference

MASTER, TEMPLATE = made_list(6), default_template()
REFERENCE = Reference(MASTER, TEMPLATE, b"a secret of thirty-two bytes ....")


def form() -> bytes:
    """Return the form of the third unit."""
    period = Period.parse(Month().period)
    duty = assignments(MASTER, period, participants=False)[2]
    return write_form(
        duty, period=period, due=date(2026, 7, 5), master=MASTER, template=TEMPLATE, secret=REFERENCE.secret
    )


def read(month: Month) -> ReturnContent:
    return read_return(filled_in(form(), month), "form.xlsx", REFERENCE)


def test_clerks_fill_in_every_task_and_target() -> None:
    found = read(Month())
    assert (found.outcome, found.unit, found.diagnostics) == (Outcome.IDENTIFIED, MASTER.units[2].name, ())
    assert [(entry.task, sorted(entry.targets)) for entry in found.entries] == [(7, [1]), (8, [1]), (9, [])]
    assert {name for entry in found.entries for name, answer in entry.answers.items() if answer.written} == {
        "progress", "status", "percent", "problems", "next_steps",
    }  # fmt: skip


def test_a_form_that_is_wrong_has_one_error_a_task() -> None:
    assert [item.code.name for item in read(Month(is_wrong=True)).diagnostics] == ["V02"] * 3


def test_lists_are_the_same_every_time_and_no_two_names_are() -> None:
    assert made_list(30) == made_list(30)
    assert len({unit.name for unit in made_list(3000).units}) == 3000


def test_the_floor_writes_the_same_cells() -> None:
    def stands(book: Book) -> list[object]:
        cells = [(*cell[:3], book.looks[cell[3]], cell[4]) for page in book.sheets for cell in page.cells]
        return [cells, *((page.heights, page.checks, page.marks, len(page.merged)) for page in book.sheets)]

    once = seen(form())
    assert stands(seen(write(once))) == stands(once)


def test_the_table_says_what_is_missed() -> None:
    lines = [
        Line("merge", "60 units", "XlsxWriter", 2.0, 2.4, ratio=1.3),
        Line("round", "60 units", "", None, 3.2, most=3.0, peak=90_000_000),
        Line("collect", "at 3,000", "at 60", 5.0, 5.5, "ms", ratio=1.2, exponent=1.06, steepest=1.05),
    ]
    assert missed(lines) == ["round, 60 units", "collect, at 3,000"]
    assert [[cell.strip() for cell in row.split("|")[1:-1]] for row in printed(lines).splitlines()[2:]] == [
        ["merge", "60 units", "XlsxWriter", "2.00 s", "2.40 s", "1.20", "1.3 reached", "", ""],
        ["round", "60 units", "", "", "3.20 s", "", "3 s MISSED", "", "90"],
        ["collect", "at 3,000", "at 60", "5.00 ms", "5.50 ms", "1.10", "1.2 reached, n^1.05 MISSED", "1.06", ""],
    ]


@pytest.mark.parametrize(("power", "many"), [(1.0, 50.0), (2.0, 2500.0)])
def test_growth_is_a_power_of_the_units(power: float, many: float) -> None:
    assert exponent((60, 1.0), (3000, many)) == pytest.approx(power)


def test_the_smallest_part_runs(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--only", "start", "--quick"])
    told = capsys.readouterr().out
    assert [line.split("|")[1].strip() for line in told.splitlines() if line.startswith("| ")] == [
        "step", "python -c pass", "import typer", "--version", "--help", "collect --help", "status outside a workspace",
    ]  # fmt: skip
