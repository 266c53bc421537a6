"""Who may import whom: the rooms of the house and the one way between them."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import reportkit
from tests.sources import nodes

PACKAGE = Path(reportkit.__file__).parent

# From the ground up; a room may import from rooms on lower floors, and from its own.
FLOORS = (
    {"data"},
    {"language", "address"},
    {
        "period", "catalogue", "model", "diagnostics", "imported", "identity", "measure", "tally", "naming", "units",
        "shown",
    },
    {"files", "disk"},
    {"workbook", "fields", "targets"},
    {"lists", "master", "forms", "returns", "checks", "corrections", "progress", "reports"},
    {"round"},
    {"workflow"},
    {"demo"},
    {"cli"},
)  # fmt: skip
STATIONS = next(rooms for rooms in FLOORS if "master" in rooms)
# A workbook library has one home, a module or a room; a correction copy is edited in place, the demo's clerks fill
# forms in, and `styles` sees how the template's cells look.
HOMES = {
    "xlsxwriter": {"workbook"},
    "python_calamine": {"files.grid"},
    "openpyxl": {"workbook.styles", "corrections", "demo"},
    "PIL": {"corrections.drawn"},
    "inflate64": {"files.unpacking"},
    "msoffcrypto": {"files.locked"},
    "opencc": {"language.script"},
    "pandas": {"progress"},
    "typer": {"cli"},
    "filelock": {"disk.workspace"},
}


def modules() -> dict[str, Path]:
    """Return every module of the package by its dotted name behind `reportkit.`."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        if name not in ("__init__", "__main__"):
            found[name] = path
    return found


def imports(path: Path) -> set[str]:
    """Return the dotted names a module imports, those inside functions too."""
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def room(name: str) -> str:
    return name.partition(".")[0]


def floor(name: str) -> int:
    return next(level for level, rooms in enumerate(FLOORS) if room(name) in rooms)


def own(path: Path, known: dict[str, Path]) -> set[str]:
    """Return the modules of the package that a module imports."""
    found = set()
    for name in imports(path):
        if name.startswith("reportkit."):
            inner = name.removeprefix("reportkit.")
            while inner and inner not in known:
                inner = inner.rpartition(".")[0]
            found |= {inner} if inner else set()
    return found


def test_every_room_stands_on_a_floor() -> None:
    assert {room(name) for name in modules()} <= set().union(*FLOORS)


def test_imports_point_down() -> None:
    known = modules()
    wrong = [
        f"{name} -> {other}"
        for name, path in known.items()
        for other in sorted(own(path, known))
        if room(other) != room(name) and floor(other) > floor(name)
    ]
    assert wrong == []


def test_stations_do_not_import_each_other() -> None:
    known = modules()
    wrong = [
        f"{name} -> {other}"
        for name, path in known.items()
        for other in sorted(own(path, known))
        if room(name) in STATIONS and room(other) in STATIONS and room(name) != room(other)
    ]
    assert wrong == []


# What the other rooms may see of `files`: its doors, and the values that come out of them.
DOORS = {"container", "named_cells", "extent", "looks", "archives", "limits", "ignored_files", "repack", "refusal"}
VALUES = {
    "bundle",
    "grid",
    "details",
    "document",
    "number_formats",
    "damage",
    "drawings",
    "sheet_look",
    "sheet_readings",
    "struck_cells",
}


def test_every_byte_enters_through_the_doors_of_files() -> None:
    known = modules()
    wrong = [
        f"{name} -> {other}"
        for name, path in known.items()
        for other in sorted(own(path, known))
        if room(name) != "files" and room(other) == "files" and other.partition(".")[2] not in DOORS | VALUES
    ]
    readers = [name for name, path in known.items() if "reportkit.files.grid.read_grids" in imports(path)]
    assert (wrong, [name for name in readers if room(name) != "files"]) == ([], [])


def test_no_circle_of_modules() -> None:
    known = modules()
    waiting = {name: own(path, known) - {name} for name, path in known.items()}
    while free := [name for name, needs in waiting.items() if not needs]:
        for name in free:
            del waiting[name]
        for needs in waiting.values():
            needs.difference_update(free)
    assert waiting == {}


def test_a_library_has_one_home() -> None:
    wrong = [
        f"{name}: {library}"
        for name, path in modules().items()
        for library in sorted({imported.partition(".")[0] for imported in imports(path)})
        if library in HOMES and not {name, room(name)} & HOMES[library]
    ]
    assert wrong == []


# Where what is heavy is loaded only by who needs it: the door and its commands, a text that is converted, a copy to be
# marked, a look, a lock.
LATE = {
    "cli.app", "cli.plain", "cli.shell", "disk.workspace", "language.script", "language.words", "round.answering",
    "round.jobs", "round.standings", "forms.look_sheet", "files.locked",
}  # fmt: skip


def test_no_import_hides() -> None:
    """No import inside a function and none behind TYPE_CHECKING, where a circle could hide.

    A few may load a heavy station late, and the other tests here see that import too.
    """
    wrong = []
    for name, path in modules().items():
        for node in nodes(path):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and name not in LATE:
                wrong += [name for inner in ast.walk(node) if isinstance(inner, ast.Import | ast.ImportFrom)]
            if isinstance(node, ast.Name) and node.id == "TYPE_CHECKING":
                wrong.append(name)
    assert wrong == []


@pytest.mark.parametrize(
    ("loaded", "late"),
    [
        ("reportkit.cli", {"openpyxl", "pandas", "numpy", "xlsxwriter", "python_calamine", "multiprocessing"}),
        (
            "reportkit.workflow.status",
            {"openpyxl", "pandas", "numpy", "reportkit.lists.importing", "reportkit.targets.finding"},
        ),
    ],
)
def test_who_does_not_need_a_library_does_not_wait_for_it(loaded: str, late: set[str]) -> None:
    """The door answers help, version and a wrong use at once; a status needs no pandas and no grammar of lists."""
    program = f"import sys, {loaded}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert late.isdisjoint(done.stdout.split())


def test_the_domain_is_pure() -> None:
    """No disk, clock, terminal or environment below the edges."""
    edges = {"disk", "round", "workflow", "demo.run", "cli"}
    doors = {"os", "sys", "pathlib", "time", "subprocess", "shutil", "tempfile", "socket", "logging"}
    wrong = [
        f"{name}: {imported}"
        for name, path in modules().items()
        for imported in sorted(imports(path))
        if not {name, room(name)} & edges and imported.partition(".")[0] in doors and imported != "pathlib.PurePath"
    ]
    assert wrong == []


# What a path or an open file can be asked to do to the disk.
ON_DISK = frozenset({
    "chmod", "exists", "glob", "hardlink_to", "is_dir", "is_file", "is_symlink", "iterdir", "lstat", "mkdir",
    "read_bytes", "read_text", "rglob", "rmdir", "samefile", "stat", "symlink_to", "touch", "unlink", "write_bytes",
    "write_text",
})  # fmt: skip

# A file of the package, as all of data/ are, and an entry of an archive.
PACKED = {"demo.run: read_bytes", "files.package: is_dir", "files.repack: is_dir"}


def test_only_one_room_touches_the_disk() -> None:
    """There an OSError is the disk's word; anywhere else it is a fault of ours, and nobody is told to make room."""
    wrong = [
        f"{name}: {node.func.attr}"
        for name, path in modules().items()
        for node in nodes(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ON_DISK
        if room(name) not in {"disk", "data"}
    ]
    assert sorted(set(wrong) - PACKED) == []


def test_ground_floor_has_an_order() -> None:
    """The ground has no circle either, and the nouns need nothing but periods, words and codes."""
    known = modules()
    nouns = {"period", "language.script", "language.words", "catalogue.codes", "catalogue.rule"}
    assert own(known["model"], known) <= nouns


def test_no_module_is_called_as_one_of_the_standard_library() -> None:
    assert [name for name in modules() if name.rpartition(".")[2] in sys.stdlib_module_names] == []


def test_what_is_frozen_holds_nothing_that_changes() -> None:
    """A frozen class holds tuples, frozen sets and mappings: a dict, list or set could be changed all the same."""
    found = [
        f"{path.relative_to(PACKAGE)}: {node.name}.{ast.unparse(field.target)}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in nodes(path)
        if isinstance(node, ast.ClassDef) and any("frozen=True" in ast.unparse(item) for item in node.decorator_list)
        for field in node.body
        if isinstance(field, ast.AnnAssign)
        and {name.id for name in ast.walk(field.annotation) if isinstance(name, ast.Name)} & {"dict", "list", "set"}
    ]
    assert found == []
