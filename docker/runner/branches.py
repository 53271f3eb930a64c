"""What the learner's program does for which word: its functions, and its branches with the words of their conditions. By its text alone,
and for an explanation alone: no verdict is made of it.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

WORD = re.compile(r"[A-Za-z0-9_]{2,40}")
#: How a text is shown has escapes, whose letters belong to no word.
ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", re.DOTALL)
PARTS_OF_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")


@dataclass
class Branch:
    file: str
    #: The function in which it is, as it is called in the file; None outside of all functions.
    function: str | None
    #: Lines with code of its own.
    first: int
    last: int
    #: Of its condition, in small letters.
    words: set[str]
    #: A whole function, which is called by these words.
    whole: bool = False
    #: The words of the function's own name.
    called: set[str] = field(default_factory=set)
    #: Every name that is used in it.
    names: frozenset[str] = frozenset()
    #: Whether it is no part of another function or class.
    on_top: bool = False
    #: Where it begins for a reader: the line of a `def`.
    line: int = 0


def words_in(text: str) -> list[str]:
    """The words of a text as it is shown, in their order; no numbers."""
    return [word for word in WORD.findall(ESCAPE.sub(" ", text)) if not word.isdigit()]


def branches_of(file: str, source: bytes) -> list[Branch]:
    """Empty for a file that cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
        found = list(_Reader(file).block(tree.body, None))
        _add_tables(tree, found)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return found


class _Reader:
    def __init__(self, file: str) -> None:
        self._file = file

    def block(self, body: Sequence[ast.stmt], function: str | None, inside: str = "") -> Iterator[Branch]:
        for one in body:
            yield from self._statement(one, function, inside)

    def _statement(self, one: ast.stmt, function: str | None, inside: str) -> Iterator[Branch]:
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
            yield self._function(one, inside)
            yield from self.block(one.body, inside + one.name, f"{inside}{one.name}.")
        elif isinstance(one, ast.ClassDef):
            yield from self.block(one.body, function, f"{inside}{one.name}.")
        elif isinstance(one, ast.If | ast.While):
            meant, other = words_of(one.test)
            yield from self._branch(one.body, meant, function)
            yield from self._branch(one.orelse, other, function)
            yield from self._parts(one, function, inside)
        elif isinstance(one, ast.Match):
            for case in one.cases:
                yield from self._branch(case.body, _constants(case.pattern), function)
                yield from self.block(case.body, function, inside)
        else:
            yield from self._parts(one, function, inside)

    def _function(self, one: ast.FunctionDef | ast.AsyncFunctionDef, inside: str) -> Branch:
        named = {part.lower() for part in PARTS_OF_NAME.findall(one.name)}
        given = set[str]().union(*(_constants(decorator) for decorator in one.decorator_list))
        names = frozenset(_names(one))
        first = _first_with_code(one.body)
        last = one.end_lineno or first
        return Branch(self._file, inside + one.name, first, last, given, True, named, names, inside == "", one.lineno)

    def _branch(self, body: Sequence[ast.stmt], words: set[str], function: str | None) -> Iterator[Branch]:
        if body and words:
            yield Branch(self._file, function, body[0].lineno, body[-1].end_lineno or body[-1].lineno, words)

    def _parts(self, one: ast.stmt, function: str | None, inside: str) -> Iterator[Branch]:
        for name in ("body", "orelse", "finalbody"):
            yield from self.block(getattr(one, name, ()), function, inside)
        for handler in getattr(one, "handlers", ()):
            yield from self.block(handler.body, function, inside)


def _first_with_code(body: Sequence[ast.stmt]) -> int:
    """A docstring is nothing that could be reached."""
    doc = isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) and len(body) > 1
    return body[1 if doc else 0].lineno


def words_of(condition: ast.expr) -> tuple[set[str], set[str]]:
    """The words for which it holds, and those for which it does not."""
    meant, other = set[str](), set[str]()
    turned = {id(node.operand) for node in ast.walk(condition) if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)}
    for node in ast.walk(condition):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.NotEq | ast.NotIn | ast.IsNot):
            other |= _constants(node)
        elif id(node) in turned:
            other |= _constants(node)
    meant = _constants(condition) - other
    return meant, other


def _constants(node: ast.AST) -> set[str]:
    values = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant)]
    texts = [one.decode("latin-1") if isinstance(one, bytes) else one for one in values if isinstance(one, str | bytes)]
    return {word.lower() for text in texts for word in WORD.findall(text)}


def _names(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Name):
            yield one.id
        elif isinstance(one, ast.Attribute):
            yield one.attr


def _add_tables(tree: ast.Module, found: list[Branch]) -> None:
    """A table of commands, `{"ECHO": echo}`, says what a function is for."""
    by_name: dict[str, list[Branch]] = {}
    for one in found:
        if one.whole and one.function is not None:
            by_name.setdefault(one.function.rpartition(".")[2], []).append(one)
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                name = getattr(value, "id", None) or getattr(value, "attr", None)
                for one in by_name.get(str(name), ()) if key is not None else ():
                    one.words |= _constants(key)  # type: ignore[arg-type]
