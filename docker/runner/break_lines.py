"""Where a breakpoint really stops: on its line, or further down within its block, or nowhere. Never in another branch.

Used in the program's own process, before its first line, so it neither trusts nor harms anything: it reads and compiles the source, and
runs none of it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from types import CodeType

BRANCHES = ("body", "handlers", "orelse", "finalbody", "cases")
#: The line on which a branch behind the first one begins.
BEGINS = re.compile(r"\s*(?:else|elif|except|finally|case)\b")


def placed(path: str, lines: Sequence[int]) -> list[int | None]:
    """The line that each of these becomes; None for one with no code. A file that cannot be read or compiled has none."""
    try:
        with open(path, "rb") as file:
            places = Places(file.read())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return [None for _ in lines]
    return [places.of(line) for line in lines]


class Places:
    """Raises SyntaxError or ValueError for what is no Python."""

    def __init__(self, source: bytes) -> None:
        tree = ast.parse(source)
        self._code = frozenset(lines_of(compile(source, "program", "exec", dont_inherit=True)))
        # As Python counts lines: a form feed or a line separator of Unicode ends none.
        self._text = [line.decode("utf-8", "replace") for line in source.splitlines()]
        self._tree = tree

    def of(self, line: int) -> int | None:
        if line in self._code:
            return line
        return self._within(self._tree.body, line)

    def _within(self, block: Sequence[ast.stmt], line: int) -> int | None:
        """The place in this block, whose lines `line` is among."""
        for statement in block:
            first = first_line(statement)
            if line < first:
                found = self._first_code(statement)
                if found is None:  # such as `global`: the next statement is further down, too
                    continue
                return found
            if line <= (statement.end_lineno or first):
                found = self._inside(statement, line)
                if found is not None or any(branches_of(statement)):  # a docstring has no code, and the next statement does
                    return found
        return None

    def _inside(self, statement: ast.stmt, line: int) -> int | None:
        branches = list(branches_of(statement))
        if not branches:  # another line of one long statement
            return self._first_code(statement)
        for branch in reversed(branches):
            if line >= self._begins(statement, branch):
                return self._within(branch, line)
        return self._first_code(statement)

    def _begins(self, statement: ast.stmt, branch: Sequence[ast.stmt]) -> int:
        """The line of its `else:`, `except` or `case`; that of its first statement for the first branch of all."""
        first = first_line(branch[0])
        for line in range(first, statement.lineno, -1):
            if line <= len(self._text) and BEGINS.match(self._text[line - 1]):
                return line
        return after_header(statement, first)

    def _first_code(self, statement: ast.stmt) -> int | None:
        own = range(first_line(statement), (statement.end_lineno or statement.lineno) + 1)
        return next((line for line in own if line in self._code), None)


def first_line(statement: ast.stmt) -> int:
    """That of its first decorator, where it has one."""
    decorators = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(one.lineno for one in decorators)])


def after_header(statement: ast.stmt, first: int) -> int:
    """Blank lines and comments in front of a block's first statement belong to the block."""
    heads = [one.end_lineno or 0 for name, one in ast.iter_fields(statement) if isinstance(one, ast.expr) and name != "body"]
    return min(first, max([statement.lineno, *heads]) + 1)


def branches_of(statement: ast.AST) -> Iterator[list[ast.stmt]]:
    """The blocks of a compound statement, in the order of their lines."""
    for name in BRANCHES:
        for part in getattr(statement, name, []) or []:
            if isinstance(part, ast.ExceptHandler) or type(part).__name__ == "match_case":
                yield part.body
        if name not in ("handlers", "cases") and getattr(statement, name, None):
            yield getattr(statement, name)


def lines_of(code: CodeType) -> Iterable[int]:
    """Lines on which something runs. A function's own first line runs where the function is made; annotations run when somebody asks for them."""
    yield from (line for _, _, line in code.co_lines() if line)
    for constant in code.co_consts:
        if isinstance(constant, CodeType) and constant.co_name != "__annotate__":
            yield from (line for _, _, line in constant.co_lines() if line and line != constant.co_firstlineno)
            yield from lines_of(constant)
