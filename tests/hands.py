"""Workbooks in the hands of someone who edits them with a library."""

import io
import warnings
from pathlib import Path
from unittest import mock

import openpyxl
from openpyxl import Workbook
from openpyxl.worksheet.merge import MergedCellRange


def opened(file: bytes | Path, *, values: bool = False) -> Workbook:
    """Open a workbook as `openpyxl.load_workbook` does, but for the borders of merged cells.

    To draw these anew takes the library half of its time, and most tests do not look at them.

    Args:
        file: the workbook.
        values: True for what formulas came to, False for the formulas.
    """
    source = io.BytesIO(file) if isinstance(file, bytes) else file
    with warnings.catch_warnings(), mock.patch.object(MergedCellRange, "format", return_value=None):
        warnings.simplefilter("ignore")  # openpyxl speaks of extensions it drops
        return openpyxl.load_workbook(source, data_only=values)
