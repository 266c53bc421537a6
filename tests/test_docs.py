"""The pages for whoever changes reportkit cannot rot: what they name exists, and what exists is named."""

import ast
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import reportkit
from reportkit.diagnostics import Code
from tests.sources import tree

ROOT = Path(__file__).parent.parent
PACKAGE = Path(reportkit.__file__).parent
ARCHITECTURE = ROOT / "docs" / "architecture.md"
DECISIONS = ROOT / "docs" / "decisions"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
# Pages on the code itself; codes.md is generated, the README and the changelog speak to users.
ON_CODE = [ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", ARCHITECTURE, *sorted(DECISIONS.glob("*.md"))]
PARTS_OF_A_DECISION = ["Context", "Options", "Decision", "Consequences"]

NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
PATH = re.compile(r"\.?[\w-]+(?:[/.][\w-]+)*/?")
CODE = re.compile(r"[A-Z]\d\d")
# Folders of a workspace that no checkout has, or of which a checkout's are empty.
OF_A_WORKSPACE = (".reportkit/", "outbox/", "inbox/", "returns/PERIOD/")


def quoted(page: Path) -> Iterator[str]:
    """Yield what stands between backticks in the text of a page, its blocks of code left out."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    yield from re.findall(r"`([^`\n]+)`", text)


def defines(body: list[ast.stmt], names: list[str]) -> bool:
    """Tell whether a module's or a class's body defines a name, and inside it the names behind that."""
    if not names:
        return True
    first, *rest = names
    for node in body:
        match node:
            case ast.ClassDef(name=name, body=inner) if name == first:
                return defines(inner, rest)
            case ast.FunctionDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)) if name == first:
                return not rest
            case ast.Assign(targets=targets) if any(isinstance(t, ast.Name) and t.id == first for t in targets):
                return not rest
    return False


def is_code(name: str) -> bool:
    """Tell whether `room.module.function`, or a part of it, is something in the package."""
    place, parts = PACKAGE, name.split(".")
    while parts and (place / parts[0]).is_dir():
        place /= parts.pop(0)
    module = place / f"{parts[0]}.py" if parts else place / "__init__.py"
    return module.is_file() and defines(tree(module).body, parts[1:])


def is_of_python(name: str) -> bool:
    """Tell whether a dotted name is something in Python's own library."""
    if name.partition(".")[0] not in sys.stdlib_module_names:
        return False
    try:
        pkgutil.resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True


def is_file(name: str) -> bool:
    """Tell whether a path stands in the package or in the checkout."""
    return (PACKAGE / name).exists() or (ROOT / name).exists()


def is_there(word: str) -> bool:
    """Tell whether what a page names exists, or is nothing that could be looked up."""
    if word.startswith(OF_A_WORKSPACE):
        return True
    if CODE.fullmatch(word):
        return word in Code.__members__
    if "/" in word and PATH.fullmatch(word):
        return is_file(word)
    return is_code(word) or is_file(word) or is_of_python(word) if NAME.fullmatch(word) else True


@pytest.mark.parametrize("page", ON_CODE, ids=lambda page: page.name)
def test_what_a_page_names_exists(page: Path) -> None:
    assert [word for word in quoted(page) if not is_there(word)] == []


@pytest.mark.parametrize(
    "gone",
    [
        "checks/nothing.py",
        "nothing/",
        "checks.rules.nothing",
        "checks.nothing",
        "model.FieldType.NOTHING",
        "F99",
        "a.md",
        "os.nothing",
    ],
)
def test_what_does_not_exist_is_noticed(gone: str) -> None:
    assert not is_there(gone)


@pytest.mark.parametrize(
    "there",
    ["checks/rules.py", "checks/", "tests/test_docs.py", "checks.rules.RULES", "disk.workspace.Workspace.lock", "F18"],
)
def test_what_exists_is_found(there: str) -> None:
    assert is_there(there)


def test_every_room_is_named() -> None:
    rooms = {path.name + "/" for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    modules = {path.name for path in PACKAGE.glob("*.py") if not path.name.startswith("__")}
    assert (rooms | modules) - set(quoted(ARCHITECTURE)) == set()


def slug(heading: str) -> str:
    """Return the anchor of a heading, as pages of Markdown are shown with."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def anchors(page: Path) -> set[str]:
    return {slug(heading) for heading in re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.is_file() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_every_decision_is_in_the_list_of_decisions() -> None:
    pages = {path.name for path in DECISIONS.glob("*.md")} - {"README.md"}
    listed = re.findall(r"\]\(([\w-]+\.md)\)", (DECISIONS / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(pages)


@pytest.mark.parametrize(
    "page", sorted(set(DECISIONS.glob("*.md")) - {DECISIONS / "README.md"}), ids=lambda page: page.stem
)
def test_a_decision_says_what_else_was_possible_and_what_follows(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == PARTS_OF_A_DECISION
    assert len(text.splitlines()) < 80, "one page"
