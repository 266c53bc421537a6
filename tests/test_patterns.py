"""Every regular expression comes to an end on long repetitions of its own alternatives.

An ambiguous alternative under `*` or `+` (`总体|工作|总体工作`) doubles the ways with every word of a text. Texts here
are so long that such an expression would take longer than anybody lives, and a child process that may use only some
seconds of the processor for each tells which one did: a limit that others come nowhere near, not a time.
"""

import ast
import contextlib
import importlib
import itertools
import pkgutil
import re
from collections.abc import Iterable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

import reportkit
from tests.sources import nodes
from tests.unix import FORKING

resource = pytest.importorskip("resource", reason="a child that may use only so much of the processor needs its limit")

PACKAGE = Path(reportkit.__file__).parent
LENGTH = 1500
SECONDS = 2
MANY = 8
CHOICES = 12
Node = tuple[Any, Any]
parser = importlib.import_module("re._parser")  # the module has no public name since Python 3.11
Pattern = re.Pattern[str] | re.Pattern[bytes]


def patterns() -> dict[tuple[str | bytes, int], str]:
    """Return where each expression of the package stands, by the expression and its flags."""
    found: dict[tuple[str | bytes, int], str] = {}
    for info in pkgutil.walk_packages([str(PACKAGE)], "reportkit."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            for pattern in compiled(value):
                found.setdefault((pattern.pattern, pattern.flags), f"{info.name}.{name}")
        for text, line in written(Path(str(module.__file__))):
            pattern = re.compile(text)
            found.setdefault((pattern.pattern, pattern.flags), f"{info.name}:{line}")
    return found


def compiled(value: object) -> Iterator[Pattern]:
    """Yield the expressions in a value of a module, and in its tuples and tables."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | frozenset | set):
        for item in value:
            yield from compiled(item)
    elif isinstance(value, dict):
        yield from compiled([*value, *value.values()])


def written(path: Path) -> Iterator[tuple[Any, int]]:
    """Yield the expressions that are used where they are written, each with its line."""
    for node in nodes(path):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=name), args=[ast.Constant(value=text), *_]):
                if name != "escape" and isinstance(text, str | bytes):
                    yield text, node.lineno
            case _:
                pass


def attacks(pattern: str | bytes, flags: int) -> Iterator[str]:
    """Yield long texts for each part that may be repeated: what leads there, one of its alternatives time and again."""
    for lead, again in repetitions(list(parser.parse(pattern, flags & ~re.DEBUG)), ""):
        if again:
            yield lead + again * (LENGTH // len(again)) + "\0"


def repetitions(nodes: Sequence[Node], lead: str) -> Iterator[tuple[str, str]]:
    """Yield what leads to each part that may be repeated, with each text that it may repeat."""
    for node in nodes:
        name, value = str(node[0]), node[1]
        if "REPEAT" in name and value[1] >= MANY:
            alternatives = texts(list(value[2]))
            yield from ((lead, text) for text in (*alternatives, "".join(alternatives)))
        for inner in parts(node):
            yield from repetitions(inner, lead)
        lead += one_of(texts([node]))


def parts(node: Node) -> Iterable[list[Node]]:
    """Return what a node of an expression holds."""
    name, value = str(node[0]), node[1]
    if name == "BRANCH":
        return [list(part) for part in value[1]]
    if "REPEAT" in name:
        return [list(value[2])]
    if name in ("SUBPATTERN", "ATOMIC_GROUP", "ASSERT"):
        return [list(value[-1] if isinstance(value, tuple) else value)]
    return []


def texts(nodes: Sequence[Node]) -> list[str]:
    """Return some texts that a sequence of nodes matches, one for each of its alternatives."""
    found = ("".join(made) for made in itertools.product(*(options(node) for node in nodes)))
    return list(dict.fromkeys(itertools.islice(found, CHOICES)))


def one_of(found: Sequence[str]) -> str:
    return max(found, key=len, default="")


def options(node: Node) -> list[str]:
    """Return some texts that a node matches."""
    name, value = str(node[0]), node[1]
    if "REPEAT" in name:
        return [text * max(1, value[0]) for text in texts(list(value[2]))]
    if name == "IN":
        return [text for item in value[:CHOICES] for text in options(item)]
    if name in ("LITERAL", "RANGE"):
        return [chr(value if name == "LITERAL" else value[0])]
    if name == "CATEGORY":
        return [{"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " "}.get(str(value), "x")]
    if name in ("NOT_LITERAL", "ANY", "NEGATE"):
        return ["x"]
    return [text for part in parts(node) for text in texts(part)] or [""]


def search_all(asked: Sequence[tuple[str | bytes, int]], telling: Connection) -> None:
    """Search each attack on each expression, and tell before each which is next; one that takes too long ends this."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    for number, (pattern, flags) in enumerate(asked):
        telling.send(number)
        used = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        resource.setrlimit(resource.RLIMIT_CPU, (int(used) + SECONDS, most))
        found = re.compile(pattern, flags)
        for text in attacks(pattern, flags):
            found.search(text if isinstance(pattern, str) else text.encode("latin-1", "replace"))  # type: ignore[arg-type]
    telling.send(len(asked))


def endless(asked: Sequence[tuple[str | bytes, int]]) -> list[tuple[str | bytes, int]]:
    """Return the expressions over which a child came to the end of what it may use of the processor."""
    found: list[tuple[str | bytes, int]] = []
    first = 0
    while first < len(asked):
        hearing, telling = FORKING.Pipe(duplex=False)
        child = FORKING.Process(target=search_all, args=(asked[first:], telling))
        child.start()
        telling.close()
        with contextlib.suppress(EOFError):
            while True:
                reached = first + hearing.recv()
        child.join()
        if child.exitcode:
            found.append(asked[reached])
        first = reached + 1
    return found


def test_what_is_ambiguous_is_found_and_what_is_not_is_let_be() -> None:
    asked = [
        ("(?:总体|工作|总体工作)*进度", 0),
        ("(?:总体|工作)*进度", 0),
        (r"^(\w+\s?)+$", 0),
        (r"^\w+(?:\s\w+)*$", 0),
    ]
    assert endless(asked) == [asked[0], asked[2]]


def test_every_expression_comes_to_an_end() -> None:
    places = patterns()
    assert len(places) > 100
    assert [f"{places[found]}: {found[0]!r}" for found in endless(list(places))] == []
