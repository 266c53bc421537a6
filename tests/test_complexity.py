"""Functions that can be read in one look: how many ways lead through each, and how long classes are.

Ways are counted as radon counts them (McCabe's number, with every `and`, `or`, comprehension and `assert` as well).
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import reportkit
from tests import sources

PACKAGE = Path(reportkit.__file__).parent
MOST_WAYS, MANY_WAYS, SHARE = 15, 10, 0.04
MOST_LINES = 250
CATALOGUE = "reportkit/catalogue/codes.py Code"
"""One line a code: it has no other way to be."""
Function = ast.FunctionDef | ast.AsyncFunctionDef


def ways(function: Function) -> int:
    """Return how many ways lead through a function; functions and classes inside it are counted by themselves."""
    return 1 + sum(forks(node) for statement in function.body for node in inside(statement))


def inside(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and what is in it, but nothing of a function or a class that begins there."""
    if not isinstance(node, Function | ast.ClassDef):
        yield node
        for child in ast.iter_child_nodes(node):
            yield from inside(child)


def forks(node: ast.AST) -> int:
    """Return how many ways more a node opens."""
    match node:
        case ast.If() | ast.IfExp() | ast.Assert():
            more = 1
        case ast.For() | ast.AsyncFor() | ast.While():
            more = 1 + bool(node.orelse)
        case ast.Try() | ast.TryStar():
            more = len(node.handlers) + bool(node.orelse)
        case ast.Match():
            # Of a last case that everything matches no way leads on.
            more = len(node.cases) - any(is_anything(case.pattern) for case in node.cases)
        case ast.BoolOp():
            more = len(node.values) - 1
        case ast.comprehension():
            more = 1 + len(node.ifs)
        case _:
            more = 0
    return more


def is_anything(pattern: ast.pattern) -> bool:
    """Tell whether a pattern is `_` or a mere name, which everything matches."""
    return isinstance(pattern, ast.MatchAs) and pattern.pattern is None


@cache
def trees() -> dict[str, ast.Module]:
    """Return the tree of every module of the package by its path."""
    paths = sorted(PACKAGE.rglob("*.py"))
    return {p.relative_to(PACKAGE.parent).as_posix(): sources.tree(p) for p in paths}


@cache
def counted() -> dict[str, int]:
    """Return the ways through every function of the package by its place and name."""
    return {
        f"{path}:{node.lineno} {node.name}": ways(node)
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, Function)
    }


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("return 1", 1),
        ("if a: pass\n elif b: pass\n else: pass", 3),
        ("return a and b and c or d", 4),
        ("for x in y:\n  while z: break\n else: pass", 4),
        ("try: pass\n except A: pass\n except B: pass\n else: pass\n finally: pass", 4),
        ("return [x for x in y if a if b] and (1 if c else 2)", 6),
        ("match a:\n  case 1 | 2: pass\n  case 3 if b: pass\n  case _: pass", 3),
        ("assert a", 2),
        ("with a: pass", 1),
        ("def g():\n  if a: pass", 1),
        ("f = lambda: 1 if a else 2", 2),
    ],
)
def test_ways_are_counted_as_radon_counts_them(body: str, wanted: int) -> None:
    (function,) = ast.parse(f"def f():\n {body}").body
    assert isinstance(function, Function)
    assert ways(function) == wanted


def test_no_function_has_more_ways_than_can_be_followed() -> None:
    assert [f"{place}: {n}" for place, n in counted().items() if n > MOST_WAYS] == []


def test_few_functions_have_many_ways() -> None:
    many = [f"{place}: {n}" for place, n in counted().items() if n > MANY_WAYS]
    assert len(many) < SHARE * len(counted()), many


def test_no_class_is_longer_than_a_few_pages() -> None:
    lengths = {
        f"{path} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    long = [f"{place}: {n}" for place, n in lengths.items() if n > MOST_LINES]
    assert [place for place in long if not place.startswith(f"{CATALOGUE}: ")] == []
