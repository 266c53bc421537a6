"""The changes that are made on purpose: each is one the tests should notice, and leaves a program behind."""

import ast
from pathlib import Path

import pytest

from tests import mutate
from tests.mutate import Copy, Fate
from tests.mutations import changes

ROOT = Path(__file__).parent.parent


def made(statement: str) -> set[str]:
    """Return what becomes of one statement of a function."""
    head = "def f():\n    "
    return {change.of(head + statement).removeprefix(head) for change in changes(head + statement)}


@pytest.mark.parametrize(
    ("statement", "wanted"),
    [
        ("x = a < b", {"x = a <= b"}),
        ("x = a == b", {"x = a != b"}),
        ("x = a not in b", {"x = a in b"}),
        ("x = a is b", {"x = a is not b"}),
        ("x = not a", {"x = (a)"}),
        ("x = a and b", {"x = a or b", "x = (a)", "x = (b)"}),
        ("x = (a) or (b)", {"x = (a) and (b)", "x = (a)", "x = (b)"}),
        ("x = a + b", {"x = a - b"}),
        ("x = a // b", {"x = a * b"}),
        ("x = 7", {"x = (8)", "x = (6)"}),
        ("x = True", {"x = False"}),
        ("x = '是' if a else b", {"x = '是' if True else b", "x = '是' if False else b"}),
        ("x = [b for b in c if a]", {"x = [b for b in c if True]", "x = [b for b in c if False]"}),
        ("x = {A.a, A.b}", {"x = {A.a}", "x = {A.b}"}),
        ("x = ('a', 'b', 'c')", {"x = ('a', 'b')", "x = ('a', 'c')", "x = ('b', 'c')"}),
        ("x = (a, b)", set()),
        ("x = fold('是', a)", set()),
        ("x = fold(a)", {"x = (a)"}),
        ("x = a.strip()", {"x = (a)"}),
        ("x = len(a)", set()),
        ("x = min(a, b)", {"x = max(a, b)"}),
        ("x = f(a, b=c)", {"x = f(a, )"}),
        ("x: tuple[A.a, A.b] = a", set()),
        ("x = f'{a + b}'", set()),
        ("x += a", {"pass"}),
        ("raise a", {"pass"}),
        ("'words'", set()),
        ("return a", {"return None"}),
        ("return None", set()),
        ("while a:\n        continue", {"while True:\n        continue", "while False:\n        continue",
                                        "while a:\n        pass"}),
    ],
)  # fmt: skip
def test_a_statement_is_changed_in_one_place(statement: str, wanted: set[str]) -> None:
    assert made(statement) == wanted


def test_a_change_is_told_by_its_line() -> None:
    source = "a = '是'\nif a < b:  # 说明\n    c()\n"
    told = [change.told(source) for change in changes(source)]
    assert sorted(told) == [
        "2: if a < b: # 说明  ->  if False: # 说明",
        "2: if a < b: # 说明  ->  if True: # 说明",
        "2: if a < b: # 说明  ->  if a <= b: # 说明",
        "3: c()  ->  pass",
    ]


@pytest.mark.parametrize("module", ["identity.py", "disk/outbox.py", "round/replies.py"])
def test_every_change_of_the_package_is_a_program(module: str) -> None:
    source = (ROOT / "reportkit" / module).read_text(encoding="utf-8")
    found = changes(source)
    assert len(found) > 50
    for change in found:
        ast.parse(change.of(source))


def test_tests_belong_to_the_room_of_a_module() -> None:
    assert mutate.tests_of("reportkit/period.py") == ["tests/test_period.py"]
    found = mutate.tests_of("reportkit/disk/outbox.py")
    assert {"tests/test_disk_workers.py", "tests/test_edges.py", "tests/test_never_lost.py"} <= set(found)


def test_the_same_seed_picks_the_same_changes() -> None:
    names = mutate.modules(["reportkit/period.py"])
    assert names == ["reportkit/period.py"]
    assert mutate.sample(names, 5, 1) == mutate.sample(names, 5, 1) != mutate.sample(names, 5, 2)
    assert len(mutate.sample(names, 5, 1)) == 5


SOURCE = "def larger(a, b):\n    return a if a > b else b\n\n\ndef unseen(a):\n    return not a\n"
TESTS = "from reportkit.work import larger\n\n\ndef test_larger():\n    assert larger(1, 2) == 2\n"


def test_what_no_test_noticed_is_told_and_nothing_of_the_tree_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = tmp_path / "tree"
    for name, text in (("reportkit/work.py", SOURCE), ("tests/test_work.py", TESTS), ("reportkit/__init__.py", "")):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(mutate, "ROOT", tree)
    copy = Copy.of(tree, tmp_path / "copy")
    seen = [copy.seen("tests/test_work.py")]
    made = {mutant.words: mutant for mutant in mutate.sample(["reportkit/work.py"], 99, 1)}
    assert set(made) == {
        "reportkit/work.py:2: return a if a > b else b  ->  return None",
        "reportkit/work.py:2: return a if a > b else b  ->  return a if True else b",
        "reportkit/work.py:2: return a if a > b else b  ->  return a if False else b",
        "reportkit/work.py:2: return a if a > b else b  ->  return a if a >= b else b",
        "reportkit/work.py:6: return not a  ->  return None",
        "reportkit/work.py:6: return not a  ->  return (a)",
    }
    wanted = {
        "reportkit/work.py:2: return a if a > b else b  ->  return a if True else b": Fate.NOTICED,
        "reportkit/work.py:2: return a if a > b else b  ->  return a if False else b": Fate.UNNOTICED,
        "reportkit/work.py:6: return not a  ->  return (a)": Fate.UNRUN,
    }
    assert {words: mutate.fate(copy, made[words], seen) for words in wanted} == wanted
    assert (tree / "reportkit" / "work.py").read_text(encoding="utf-8") == SOURCE


COUNTED = """from pathlib import Path
from reportkit.work import larger

def told(name):
    with Path("told").open("a") as file:
        file.write(name + " ")

def test_larger():
    told("larger")
    assert larger(1, 1) == 1

def test_apart():
    told("apart")
"""


def test_a_test_is_shown_a_change_once_those_that_run_its_line_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = tmp_path / "tree"
    for name, text in (("reportkit/work.py", SOURCE), ("tests/test_work.py", COUNTED), ("reportkit/__init__.py", "")):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(mutate, "ROOT", tree)
    copy = Copy.of(tree, tmp_path / "copy")
    seen = copy.seen("tests/test_work.py")
    assert set(seen.each) == {"tests/test_work.py::test_larger", "tests/test_work.py::test_apart"}
    (copy.tree / "told").unlink()
    [mutant] = [m for m in mutate.sample(["reportkit/work.py"], 99, 1) if m.change.text == ">="]
    assert mutate.fate(copy, mutant, [seen]) is Fate.UNNOTICED
    assert (copy.tree / "told").read_text() == "larger apart "


def test_tests_that_fail_unchanged_teach_nothing(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    for name, text in (("reportkit/__init__.py", ""), ("tests/test_work.py", "def test_it():\n    assert False\n")):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(text, encoding="utf-8")
    copy = Copy.of(tree, tmp_path / "copy")
    with pytest.raises(SystemExit, match=r"tests/test_work\.py fails where nothing is changed"):
        copy.seen("tests/test_work.py")
