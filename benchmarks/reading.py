"""How long reading a form takes against the libraries underneath: ratios of one run, named baselines.

Run it as `python benchmarks/reading.py`. Baselines: python-calamine's `to_python` of every sheet, and openpyxl's
`load_workbook`. Each figure is the best of eight rounds over the same small filled form.
"""

import io
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import openpyxl
from python_calamine import CalamineWorkbook

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reportkit.returns.reading import read_return
from tests.returned import DESK, filled

ROUNDS, TIMES = 8, 3


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


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work takes once, out of several times."""
    began = time.perf_counter()
    for _ in range(TIMES):
        work()
    return (time.perf_counter() - began) / TIMES


def main() -> None:
    """Print the three figures, each the best of rounds taken in turn, and what reportkit takes against each."""
    data = filled()
    works: dict[str, Callable[[], object]] = {
        "python-calamine to_python": lambda: calamine(data),
        "openpyxl load_workbook": lambda: openpyxl_load(data),
        "reportkit read_return": lambda: read_return(data, "form.xlsx", DESK),
    }
    rounds = [{name: seconds(work) for name, work in works.items()} for _ in range(ROUNDS)]
    best = {name: min(taken[name] for taken in rounds) for name in works}
    ours = best["reportkit read_return"]
    for name, taken in best.items():
        print(f"{name:28} {taken * 1000:7.2f} ms   reportkit takes {ours / taken:5.2f} times as long")


if __name__ == "__main__":
    main()
