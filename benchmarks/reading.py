"""What reading and checking a form costs against the libraries underneath: ratios of one run, named baselines.

Run it as `python benchmarks/reading.py`. Baseline: python-calamine's `from_filelike` and `to_python` of every sheet,
which unpacks the archive too. Beside it the floor (unpacking the archive) and openpyxl's `load_workbook`. Forms: a
small one as openpyxl saves it, the same as it is issued, the largest of the list that comes with reportkit, every form
of that list one after another (what is remembered of one text helps only where another form has it too), and the small
one restyled down to row 20,000. All works take their turn in each round; processor time for one form, the best of the
rounds counts. A processor that others keep busy slows Python more than it slows calamine, so compare within one run.
"""

import io
import sys
import time
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from python_calamine import CalamineWorkbook

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reportkit.checks.rules import Context, check
from reportkit.demo.run import sample_list
from reportkit.forms.assign import Assignment, assignments
from reportkit.forms.form import write_form
from reportkit.lists.importing import import_list
from reportkit.model import Master
from reportkit.returns.reading import Outcome, Reference, read_return
from tests.returned import DESK, MASTER, Q2, SCIENCE, columns, edited, filled, form, row_of, sheet

ROUNDS = 8
DUE = date(2022, 7, 5)
LAST_ROW = 20_000


def inflate(data: bytes) -> None:
    """Unpack every part of the archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            archive.read(name)


def calamine(data: bytes) -> None:
    """Read every sheet as python-calamine does."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def openpyxl_load(data: bytes) -> None:
    """Load the workbook as openpyxl does."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        openpyxl.load_workbook(io.BytesIO(data))


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was filled in, and what it was asked."""

    data: bytes
    duty: Assignment


def read_and_check(form: Filled, reference: Reference) -> None:
    """Read a form and hold it against every rule, as a round does."""
    data, duty = form.data, form.duty
    reading = read_return(data, "form.xlsx", reference)
    if reading.outcome is not Outcome.IDENTIFIED:
        raise RuntimeError(reading.diagnostics)
    context = Context(
        reference.master, reference.template, Q2, DUE, duty.unit.name, reading.role, "form.xlsx", duty.tasks
    )
    check(reading.entries, context)


def restyled(book: Workbook) -> None:
    """Give every cell down to row 20,000 a colour, as someone does who marks whole columns."""
    fill = PatternFill("solid", fgColor="FFFFEE")
    for row in sheet(book).iter_rows(min_row=20, max_row=LAST_ROW, max_col=16):
        for cell in row:
            cell.fill = fill


def returned(master: Master, duty: Assignment) -> Filled:
    """Return the form of a unit, filled in."""
    data = write_form(duty, period=Q2, due=DUE, master=master, template=DESK.template, secret=DESK.secret)

    def fill(book: Workbook) -> None:
        page = sheet(book, book.sheetnames[1])
        _, names = columns(page)
        for task in duty.tasks:
            row = row_of(page, f".T{task.no:03d}.")
            for name, value in {"progress": f"任务{task.no}已完成。", "status": "正常推进", "percent": 40}.items():
                page.cell(row, names[name]).value = value  # type: ignore[assignment]

    return Filled(edited(data, fill), duty)


def seconds(work: Callable[[], object], times: int) -> float:
    """Return the processor time some work takes once, out of several times."""
    began = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - began) / times


def compare(title: str, forms: list[Filled], reference: Reference, *, times: int = 3) -> None:
    """Print what each work takes for one form, the best of the rounds, against python-calamine."""
    works: dict[str, Callable[[Filled], object]] = {
        "unpacking alone": lambda form: inflate(form.data),
        "python-calamine to_python": lambda form: calamine(form.data),
        "read_return": lambda form: read_return(form.data, "form.xlsx", reference),
        "read_return and check": lambda form: read_and_check(form, reference),
    }

    def one(work: Callable[[Filled], object]) -> float:
        return seconds(lambda: [work(form) for form in forms], times) / len(forms)

    rounds = [{name: one(work) for name, work in works.items()} for _ in range(ROUNDS)]
    best = {name: min(taken[name] for taken in rounds) for name in works}
    if times > 1:
        best["openpyxl load_workbook"] = seconds(lambda: openpyxl_load(forms[0].data), 1)
    base = best["python-calamine to_python"]
    size, tasks = sum(len(form.data) for form in forms), sum(len(form.duty.tasks) for form in forms)
    print(f"{title} ({len(forms)} forms, {size / 1024:.0f} KB, {tasks} tasks)")
    for name, taken in best.items():
        print(f"  {name:26} {taken * 1000:8.2f} ms   {taken / base:6.2f} times python-calamine")


def main() -> None:
    """Print the figures of each form."""
    duty = next(a for a in assignments(MASTER, Q2, participants=False) if a.unit.name == SCIENCE)
    compare("small form as openpyxl saves it", [Filled(filled(), duty)], DESK)
    compare("small form as it is issued, empty", [Filled(form(), duty)], DESK)
    reference = replace(DESK, master=import_list(*sample_list()).master)
    forms = [returned(reference.master, duty) for duty in assignments(reference.master, Q2, participants=False)]
    compare("largest form of the real list", [max(forms, key=lambda form: len(form.duty.tasks))], reference)
    compare("every form of the real list", forms, reference)
    compare("small form restyled down to row 20,000", [Filled(edited(filled(), restyled), duty)], DESK, times=1)


if __name__ == "__main__":
    main()
