"""What each command loads: no room and no library that it does not use."""

import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer
from typer.core import TyperCommand

from reportkit.cli.plain import PlainCommand
from tests.office import Office

HEAVY = frozenset(
    {"pydantic", "rich", "openpyxl", "xlsxwriter", "lxml", "pandas", "numpy", "python_calamine", "opencc"}
)
LOADED = """
import sys
from reportkit.cli import main
try:
    main(sys.argv[1:])
finally:
    sys.stdout.flush()
    print("\\n" + "\\n".join(sys.modules), file=sys.stderr)
"""


def loaded(folder: Path, *words: str) -> frozenset[str]:
    """Return the modules of the process of a command."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words], cwd=folder, capture_output=True, text=True, check=False
    )
    return frozenset(done.stderr.splitlines())


def rooms(modules: frozenset[str]) -> set[str]:
    return {name.split(".")[1] for name in modules if name.startswith("reportkit.")}


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["collect", "--help"], ["distribute"]])
def test_a_help_and_a_wrong_use_load_the_door_alone(tmp_path: Path, words: list[str]) -> None:
    modules = loaded(tmp_path, *words)
    assert rooms(modules) <= {"cli", "language"} | ({"data"} if words == ["distribute"] else set())
    assert modules.isdisjoint(HEAVY | {"json", "reportkit.cli.screen"})


@pytest.mark.parametrize("words", [["status"], ["collect"], ["merge", "--period", "2022-Q2"], ["check"]])
def test_what_is_no_workspace_is_told_before_anything_is_loaded_that_works_in_one(
    tmp_path: Path, words: list[str]
) -> None:
    modules = loaded(tmp_path, *words)
    assert rooms(modules) == {"cli", "disk", "language"}
    assert "reportkit.disk.workspace" not in modules
    assert modules.isdisjoint(HEAVY)


def parsed(cls: type[TyperCommand], words: list[str]) -> dict[str, Any]:
    """Return what a command with every kind of parameter gets of a command line."""
    app, got = typer.Typer(), dict[str, Any]()

    @app.command(cls=cls)
    def command(
        files: Annotated[list[Path] | None, typer.Argument()] = None,
        text: Annotated[str | None, typer.Option("--text")] = None,
        place: Annotated[Path, typer.Option("--place")] = Path(),
        many: Annotated[list[str] | None, typer.Option("--many")] = None,
        flag: Annotated[bool, typer.Option("--flag")] = False,  # noqa: FBT002
    ) -> None:
        got.update(files=files, text=text, place=place, many=many, flag=flag)

    app(words, standalone_mode=False)
    return got


@pytest.mark.parametrize(
    "words",
    ["", "a b/c", "--text 区科技局 x", "--text= --place ../y", "--many 一 --many 2 --flag", "-- --flag", "a --place=."],
)
def test_words_become_what_typer_makes_of_them(words: str) -> None:
    slow, fast = parsed(TyperCommand, words.split()), parsed(PlainCommand, words.split())
    assert fast == slow
    assert [type(value) for value in fast.values()] == [type(value) for value in slow.values()]


def test_a_status_loads_nothing_that_writes_workbooks_or_reads_lists(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.distribute()
    # By the program of the other process, which need not be the copy that the tests import: each trusts its own store.
    loaded(office.folder, "status")
    modules = loaded(office.folder, "status")
    assert rooms(modules).isdisjoint({"lists", "targets", "reports", "corrections"})
    assert modules.isdisjoint({"xlsxwriter", "openpyxl", "lxml", "pandas", "pydantic"})
    assert modules.isdisjoint({"reportkit.workbook.book", "reportkit.forms.form", "reportkit.master.writing"})
    # Nothing is new since: nothing is read, checked or merged.
    assert modules.isdisjoint({"reportkit.returns.reading", "reportkit.files.formats", "reportkit.round.settling"})
    # Nobody is waited for, no field is read, and no JSON was asked for.
    assert modules.isdisjoint({"filelock", "reportkit.fields.type_table", "reportkit.cli.documents"})
    assert "reportkit.round.session" in modules
