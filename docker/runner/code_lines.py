"""On which lines of a file something can run, and where its functions are: what coverage is told of. The text is read and compiled, and
nothing of it is run. It is read when the end record of the run is out.
"""

from __future__ import annotations

import ast
import warnings
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from runner.break_lines import first_line, lines_of

NAME_CHARACTERS = 200


class Function(NamedTuple):
    #: As it is called in the file, with its class.
    name: str
    #: That of its `def`.
    line: int
    #: Its body, from the first to the last line with code. It was called if one of them was reached.
    first: int
    last: int


class Code(NamedTuple):
    lines: list[int]
    functions: list[Function]


def code_in(source: bytes) -> Code:
    """Nothing for a file that cannot be compiled: nothing of it can have run."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
            lines = sorted({*lines_of(compile(tree, "program", "exec", dont_inherit=True))} - {*_docstrings(tree)})
        return Code(lines, sorted(_functions(tree.body, lines, ""), key=lambda one: one.line))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Code([], [])


def stretches(lines: Sequence[int]) -> list[int]:
    """The first and the last line of each stretch of lines that follow one another, all in one list."""
    ends = [line for line, after in zip(lines, [*lines[1:], 0]) if after != line + 1]
    begins = [line for before, line in zip([0, *lines[:-1]], lines) if before != line - 1 or before == 0]
    return [line for both in zip(begins, ends) for line in both]


def _docstrings(tree: ast.Module) -> Iterator[int]:
    """Those of the file and of classes. They are stored, so they have code, but nobody takes them for statements."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef) and node.body and _is_docstring(node.body[0]):
            yield from range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant) and isinstance(statement.value.value, str)


def _functions(body: Sequence[ast.stmt], lines: list[int], inside: str) -> Iterator[Function]:
    for one in body:
        name = f"{inside}{getattr(one, 'name', '')}"
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _function(one, lines, name[:NAME_CHARACTERS])
        within = f"{name}." if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) else inside
        for block in _blocks(one):
            yield from _functions(block, lines, within)


def _function(one: ast.FunctionDef | ast.AsyncFunctionDef, lines: list[int], name: str) -> Iterator[Function]:
    """None where its body begins on a line that runs when the function is made: whether it was called cannot be told then."""
    body = one.body[1 if len(one.body) > 1 and _is_docstring(one.body[0]) else 0 :]
    begins, end = first_line(body[0]), one.end_lineno or one.lineno
    own = lines[bisect_left(lines, begins) : bisect_left(lines, end + 1)]
    if own and begins > _end_of_head(one):
        yield Function(name, one.lineno, own[0], own[-1])


def _end_of_head(one: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    parts = [*ast.walk(one.args), *([] if one.returns is None else [one.returns])]
    return max([one.lineno, *(getattr(part, "end_lineno", None) or 0 for part in parts)])


def _blocks(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        yield getattr(statement, name, None) or []
    for part in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield part.body
