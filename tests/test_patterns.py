r"""Every regular expression takes as long as its text is, also on long repetitions of its own alternatives.

An ambiguous alternative under `*` or `+` (`总体|工作|总体工作`) doubles the ways with every word of a text. Two parts
behind each other that take the same (`\s*:?\s*`), or a run that a search begins anew at each of its characters
(`\d+$`), make the square of its length. Texts here are so long that even the square is minutes, and a child process
that may use only some seconds of the processor for each tells which one it was: a limit that others come nowhere near,
not a time. Each is tried in the ways in which the package uses it.
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
LENGTH = 100_000
SECONDS = 1
PATIENCE = 10
"""Seconds of the processor for all attacks on one expression; what grows with the square takes minutes."""
MANY = 8
CHOICES = 12
Node = tuple[Any, Any]
parser = importlib.import_module("re._parser")  # the module has no public name since Python 3.11
Pattern = re.Pattern[str] | re.Pattern[bytes]
Asked = tuple[str | bytes, int, str]
ONCE = ("match", "fullmatch", "search")
WAYS = (*ONCE, "finditer", "findall", "sub", "subn", "split")


def patterns() -> dict[Asked, str]:
    """Return where each expression of the package stands, by the expression, its flags and how it is used."""
    found: dict[Asked, str] = {}
    for info in pkgutil.walk_packages([str(PACKAGE)], "reportkit."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        path = Path(str(module.__file__))
        used = uses(path)
        tables = {
            way for name, ways in used.items() if not isinstance(vars(module).get(name), re.Pattern) for way in ways
        }
        for name, value in vars(module).items():
            ways = used.get(name, set()) if isinstance(value, re.Pattern) else tables
            for pattern, way in itertools.product(compiled(value), sorted(ways or {"findall"})):
                found.setdefault((pattern.pattern, pattern.flags, way), f"{info.name}.{name}")
        for text, way, line in written(path):
            pattern = re.compile(text)
            found.setdefault((pattern.pattern, pattern.flags, way), f"{info.name}:{line}")
    # What finds all begins by searching once: who finds all in time has searched in time.
    twice = {(text, flags, "search") for text, flags, way in found if way == "findall"}
    return {asked: place for asked, place in found.items() if asked not in twice}


def uses(path: Path) -> dict[str, set[str]]:
    """Return how a module uses what has the methods of an expression, by the name it has there."""
    found: dict[str, set[str]] = {}
    for node in nodes(path):
        match node:
            case ast.Attribute(value=ast.Name(id=name) | ast.Attribute(attr=name), attr=way) if (
                way in WAYS and name != "re"
            ):
                found.setdefault(name, set()).add(as_tried(way))
            case ast.Attribute(value=ast.Subscript() | ast.Call(), attr=way) if way in WAYS:
                found.setdefault("", set()).add(as_tried(way))
            case _:
                pass
    return found


def as_tried(way: str) -> str:
    """Return the way that stands for a way of using an expression: most go on behind what they have found."""
    return way if way in ONCE else "findall"


def compiled(value: object) -> Iterator[Pattern]:
    """Yield the expressions in a value of a module, and in its tuples and tables."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | frozenset | set):
        for item in value:
            yield from compiled(item)
    elif isinstance(value, dict):
        yield from compiled([*value, *value.values()])


def written(path: Path) -> Iterator[tuple[Any, str, int]]:
    """Yield the expressions that are used where they are written, each with how and its line."""
    for node in nodes(path):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=name), args=[ast.Constant(value=text), *_]):
                if name in WAYS and isinstance(text, str | bytes):
                    yield text, as_tried(name), node.lineno
            case _:
                pass


def attacks(pattern: str | bytes, flags: int) -> Iterator[str]:
    """Yield long texts for each part that may be repeated: what leads there, one of its alternatives time and again.

    What leads there is repeated too, alone and with the alternative.
    """
    found = dict.fromkeys(
        text
        for lead, again in repetitions(list(parser.parse(pattern, flags & ~re.DEBUG)), "")
        for text in ((lead, again), ("", lead), ("", lead + again))
        if text[1]
    )
    for lead, again in found:
        yield lead + again * (LENGTH // len(again)) + "\n\0"


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


def search_all(asked: Sequence[Asked], telling: Connection, seconds: int) -> None:
    """Try each attack on each expression, and tell before each which is next; one that takes too long ends this."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    for number, (pattern, flags, way) in enumerate(asked):
        telling.send(number)
        used = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        resource.setrlimit(resource.RLIMIT_CPU, (int(used) + seconds, most))
        tried = getattr(re.compile(pattern, flags), way)
        for text in attacks(pattern, flags):
            tried(text if isinstance(pattern, str) else text.encode("latin-1", "replace"))
    telling.send(len(asked))


def endless(asked: Sequence[Asked], seconds: int = SECONDS) -> list[Asked]:
    """Return the expressions over which a child came to the end of what it may use of the processor."""
    found: list[Asked] = []
    first = 0
    while first < len(asked):
        hearing, telling = FORKING.Pipe(duplex=False)
        child = FORKING.Process(target=search_all, args=(asked[first:], telling, seconds))
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


@pytest.mark.parametrize(
    ("pattern", "way"),
    [
        ("(?:总体|工作|总体工作)*进度", "search"),
        (r"(\w+\s?)+", "fullmatch"),
        (r"\s*:?\s*", "fullmatch"),
        (r"\d+$", "search"),
        (r"\(.*\)", "search"),
    ],
)
def test_what_takes_longer_than_its_text_is_found(pattern: str, way: str) -> None:
    assert endless([(pattern, 0, way)]) == [(pattern, 0, way)]


def test_what_is_linear_is_let_be() -> None:
    asked = [
        ("(?:总体|工作)*进度", 0, "match"),
        (r"\w++(?:\s\w++)*", 0, "fullmatch"),
        (r"\s*+:?\s*+", 0, "fullmatch"),
        (r"\d+", 0, "match"),
        (r"(?<!\d)\d++$", 0, "search"),
    ]
    assert endless(asked) == []


def test_every_expression_takes_as_long_as_its_text_is() -> None:
    places = patterns()
    assert len(places) > 100
    assert [f"{places[found]}: {found[0]!r} {found[2]}" for found in endless(list(places), PATIENCE)] == []
