"""Small changes of a source that a test should notice: each is one place in the text and what stands there instead.

Places come from the syntax tree, words from the text itself, so that all around a change stays as it was written.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_COMPARED: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"), ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="), ast.Is: ("is", "is not"), ast.IsNot: (r"is\s+not", "is"), ast.In: ("in", "not in"),
    ast.NotIn: (r"not\s+in", "in"),
}  # fmt: skip
_RECKONED: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: (r"\+", "-"), ast.Sub: ("-", "+"), ast.Mult: (r"\*", "+"), ast.FloorDiv: ("//", "*"), ast.Div: ("/", "*"),
    ast.Mod: ("%", "+"), ast.BitOr: (r"\|", "&"), ast.BitAnd: ("&", "|"),
}  # fmt: skip
_SWAPPED = {"min": "max", "max": "min", "any": "all", "all": "any"}
# Without such a call nothing goes on: that is noticed by whatever runs the line, and tells nothing.
_CONVERSIONS = frozenset({
    "Path", "bool", "dict", "enumerate", "float", "frozenset", "int", "iter", "len", "list", "next", "range", "set",
    "str", "tuple", "type",
})  # fmt: skip
_STATEMENTS = ast.Expr | ast.AugAssign | ast.Raise | ast.Continue | ast.Break | ast.Delete


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One place of a source and what stands there instead.

    Attributes:
        start: first character of the place.
        end: the character behind it.
        text: what stands there instead.
        line: the first line, from 1, of the statement it belongs to.
        last: the last line of that statement; of one with a body, of its head.
    """

    start: int
    end: int
    text: str
    line: int
    last: int

    def of(self, source: str) -> str:
        """Return the changed source."""
        return source[: self.start] + self.text + source[self.end :]

    def told(self, source: str) -> str:
        """Return the change as a person reads it: the line, and what became of it."""
        above, _, head = source[: self.start].rpartition("\n")
        tail = source[self.end :].partition("\n")[0]
        was, now = (" ".join(f"{head}{mid}{tail}".split()) for mid in (source[self.start : self.end], self.text))
        return f"{len(above.splitlines()) + 1}: {was}  ->  {now}"


def changes(source: str) -> list[Change]:
    """Return every change of a source that may be noticed, in the order of the text.

    Comparisons, `and` and `or`, sums and constants are turned into their neighbours; a `not`, one half of a condition,
    an element of a collection, an argument by its name, a call around its first argument and a statement are dropped;
    conditions always or never hold; a function returns None. Annotations, texts and docstrings stay.
    """
    text = _Source(source)
    found = {
        Change(start, end, instead, statement.lineno, _last_line(statement))
        for node, statement in _nodes(ast.parse(source))
        for start, end, instead in _alternatives(node, text)
    }
    return sorted(change for change in found if source[change.start : change.end] != change.text)


class _Source:
    """A text with the places of its nodes, which the tree counts in bytes of UTF-8."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines = text.splitlines(keepends=True)
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))

    def place(self, line: int, column: int) -> int:
        return self._starts[line - 1] + len(self._lines[line - 1].encode()[:column].decode())

    def start(self, node: ast.expr | ast.stmt) -> int:
        return self.place(node.lineno, node.col_offset)

    def end(self, node: ast.expr | ast.stmt) -> int:
        return self.place(node.end_lineno or node.lineno, node.end_col_offset or 0)

    def of(self, node: ast.expr | ast.stmt) -> str:
        return self.text[self.start(node) : self.end(node)]


_Alternative = tuple[int, int, str]


def _nodes(tree: ast.Module) -> Iterator[tuple[ast.AST, ast.stmt]]:
    """Yield what a program does, each node with the statement it belongs to; annotations and decorators do nothing.

    What stands inside a text is passed over: before Python 3.12 the tree does not say where.
    """
    waiting: list[tuple[ast.AST, ast.stmt]] = [(statement, statement) for statement in tree.body]
    while waiting:
        node, statement = waiting.pop()
        if isinstance(node, ast.JoinedStr):
            continue
        yield node, statement
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "bases"):
                continue
            children = value if isinstance(value, list) else [value]
            waiting += [(c, c if isinstance(c, ast.stmt) else statement) for c in children if isinstance(c, ast.AST)]


def _last_line(statement: ast.stmt) -> int:
    body = getattr(statement, "body", None)
    return max(statement.lineno, body[0].lineno - 1) if body else statement.end_lineno or statement.lineno


def _alternatives(node: ast.AST, source: _Source) -> Iterator[_Alternative]:
    match node:
        case ast.expr():
            yield from _of_an_expression(node, source)
        case ast.If() | ast.While():
            yield from _decided(node.test, source)
        case ast.comprehension():
            for condition in node.ifs:
                yield from _decided(condition, source)
        case ast.stmt():
            yield from _undone(node, source)
        case _:
            pass


def _of_an_expression(node: ast.expr, source: _Source) -> Iterator[_Alternative]:
    match node:
        case ast.Compare():
            yield from _compared(node, source)
        case ast.BoolOp():
            yield from _halved(node, source)
        case ast.BinOp() if type(node.op) in _RECKONED:
            yield from _between(node.left, node.right, _RECKONED[type(node.op)], source)
        case ast.UnaryOp(op=ast.Not()):
            yield source.start(node), source.end(node), f"({source.of(node.operand)})"
        case ast.IfExp():
            yield from _decided(node.test, source)
        case ast.Constant():
            yield from _other_constants(node, source)
        case ast.Set() | ast.Tuple(ctx=ast.Load()) | ast.List(ctx=ast.Load()):
            yield from _without_one(node.elts, source)
        case ast.Call():
            yield from _called(node, source)
        case _:
            pass


def _compared(node: ast.Compare, source: _Source) -> Iterator[_Alternative]:
    for left, right, operator in zip((node.left, *node.comparators), node.comparators, node.ops, strict=False):
        yield from _between(left, right, _COMPARED[type(operator)], source)


def _halved(node: ast.BoolOp, source: _Source) -> Iterator[_Alternative]:
    """Yield a condition with the other word between its halves, and without each of them."""
    words = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
    for left, right in zip(node.values, node.values[1:], strict=False):
        yield from _between(left, right, words, source)
    for left_out in node.values:
        kept = [f"({source.of(value)})" for value in node.values if value is not left_out]
        yield source.start(node), source.end(node), f" {words[0]} ".join(kept)


def _between(left: ast.expr, right: ast.expr, words: tuple[str, str], source: _Source) -> Iterator[_Alternative]:
    """Yield another operator between two operands; a comment that stands there is passed over."""
    start, end = source.end(left), source.start(right)
    found = re.search(rf"^(?:[\s()]|#[^\n]*)*({words[0]})", source.text[start:end])
    if found:
        yield start + found.start(1), start + found.end(1), words[1]


def _decided(test: ast.expr, source: _Source) -> Iterator[_Alternative]:
    for word in ("True", "False"):
        yield source.start(test), source.end(test), word


def _other_constants(node: ast.Constant, source: _Source) -> Iterator[_Alternative]:
    if isinstance(node.value, bool):
        yield source.start(node), source.end(node), str(not node.value)
    elif isinstance(node.value, int | float):
        for step in (1, -1):
            yield source.start(node), source.end(node), f"({node.value + step})"


def _without_one(items: Sequence[ast.expr], source: _Source) -> Iterator[_Alternative]:
    """Yield a collection without each of its elements; a pair is no collection."""
    if len(items) < 3 and not all(isinstance(item, ast.Attribute) for item in items):
        return
    for before, item in zip((None, *items), items, strict=False):
        if before is not None:
            yield source.end(before), source.end(item), ""
    if len(items) > 1:
        yield source.start(items[0]), source.start(items[1]), ""


def _called(node: ast.Call, source: _Source) -> Iterator[_Alternative]:
    """Yield a call of the opposite, a call without each argument that is named, and what is called upon by itself."""
    if isinstance(node.func, ast.Name) and node.func.id in _SWAPPED:
        yield source.start(node.func), source.end(node.func), _SWAPPED[node.func.id]
    for keyword in node.keywords:
        if keyword.arg is not None:
            start = source.place(keyword.lineno, keyword.col_offset)
            comma = re.match(r"\s*,\s*", source.text[source.end(keyword.value) :])
            yield start, source.end(keyword.value) + (comma.end() if comma else 0), ""
    called_upon = _called_upon(node)
    if called_upon is not None:
        yield source.start(node), source.end(node), f"({source.of(called_upon)})"


def _called_upon(node: ast.Call) -> ast.expr | None:
    """Return the one thing that a call makes another of, None where there are more or what comes is of another kind."""
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in _CONVERSIONS:
            return None
        case ast.Call(args=[ast.Starred() | ast.GeneratorExp()]):
            return None
        case ast.Call(args=[only], keywords=[]):
            return only
        case ast.Call(func=ast.Attribute(value=owner), args=[], keywords=[]):
            return owner
        case _:
            return None


def _undone(node: ast.stmt, source: _Source) -> Iterator[_Alternative]:
    """Yield a statement left out; of a `return` what it returns. Texts that stand alone are docstrings."""
    if isinstance(node, ast.Return) and node.value is not None:
        yield source.start(node.value), source.end(node.value), "None"
    elif isinstance(node, _STATEMENTS) and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
        yield source.start(node), source.end(node), "pass"
