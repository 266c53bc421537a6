"""How long reading a form takes against the libraries underneath: ratios of one run, named baselines.

Run it as `python benchmarks/reading.py`. Baselines: python-calamine's `to_python` of every sheet, and openpyxl's
`load_workbook`. Each figure is the best of five rounds over the same small filled form.
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

ROUNDS, TIMES = 5, 10


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


def best(work: Callable[[], object]) -> float:
    """Return seconds a time, the best of some rounds."""
    found = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for _ in range(TIMES):
            work()
        found.append((time.perf_counter() - began) / TIMES)
    return min(found)


def main() -> None:
    """Print the three figures and the two ratios."""
    data = filled()
    times = {
        "python-calamine to_python": best(lambda: calamine(data)),
        "openpyxl load_workbook": best(lambda: openpyxl_load(data)),
        "reportkit read_return": best(lambda: read_return(data, "form.xlsx", DESK)),
    }
    ours = times["reportkit read_return"]
    for name, seconds in times.items():
        print(f"{name:28} {seconds * 1000:7.2f} ms   reportkit takes {ours / seconds:5.2f} times as long")


if __name__ == "__main__":
    main()
