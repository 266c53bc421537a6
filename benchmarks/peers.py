"""What others take for the same job: a script such as an office would write, and datamaps where it can be installed."""

import csv
import sys
from pathlib import Path

import openpyxl
import pandas as pd

from benchmarks.processes import Cost, Runner
from reportkit.model import Master

_FIELDS = "JKLMNOP"
"""Columns in which the forms of made lists are filled in."""


def plain_list(master: Master, place: Path) -> None:
    """Write a list as a plain table."""
    rows = [(t.no, t.section, t.project, t.work, t.leaders[0], t.leads[0].name) for t in master.tasks]
    columns = ["序号", "板块", "项目", "重点工作", "牵头领导", "牵头单位"]
    pd.DataFrame(rows, columns=columns).to_excel(place, index=False)


def script(runner: Runner, master: Master, folder: Path) -> dict[str, Cost]:
    """Return what the office's script takes, by step."""
    source, forms = folder / "list.xlsx", folder / "forms"
    forms.mkdir(parents=True)
    plain_list(master, source)
    costs = {}
    for step in ("forms", "fill", "merge"):
        costs[step] = runner.python("-m", "benchmarks.script", step, str(source), str(forms))
    return costs


def datamaps(runner: Runner, folder: Path) -> Path | None:
    """Install datamaps into a virtual environment of its own; return its command, None where that fails."""
    try:
        runner.python("-m", "venv", str(folder))
        told = runner.run([str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "datamaps"]).told
    except (OSError, RuntimeError):
        return None
    program = folder / "bin" / "datamaps"
    if not program.exists():
        sys.stderr.write(f"datamaps cannot be installed: {told[-200:]}\n")
    return program if program.exists() else None


def read_by_datamaps(runner: Runner, program: Path, returns: list[Path], folder: Path) -> Cost:
    """Return what datamaps takes to read returns into one workbook.

    Args:
        runner: who runs it.
        program: its command.
        returns: forms of a made list, filled in.
        folder: an empty folder.
    """
    folder.mkdir(parents=True)
    book = openpyxl.load_workbook(returns[0])
    name = next(page.title for page in book.worksheets if page.title == "填报表")
    rows = range(7, book[name].max_row - 1)
    with (folder / "datamap.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["cell_key", "template_sheet", "cell_reference"])
        out.writerows([f"{column}{row}", name, f"{column}{row}"] for row in rows for column in _FIELDS)
    for place in returns:
        (folder / place.name).write_bytes(place.read_bytes())
    words = [str(program), "import", "templates", "-m", "--inputdir", str(folder), "-d", str(folder / "datamap.csv")]
    return runner.run(words, folder)
