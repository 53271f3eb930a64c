"""Puts the methods of unittest in the order of the file. unittest's own is that of the alphabet, and a course begins with the simplest."""

from __future__ import annotations

import inspect
from itertools import groupby

import pytest
from _pytest.unittest import TestCaseFunction


def by_line(items: list[pytest.Item]) -> None:
    groups = [(kind, list(group)) for kind, group in groupby(items, _class_of)]
    items[:] = [item for kind, group in groups for item in (group if kind is None else sorted(group, key=_place))]


def _class_of(item: pytest.Item) -> type | None:
    """The class of a method of unittest; None for any other test."""
    found = getattr(item, "cls", None)
    return found if isinstance(item, TestCaseFunction) and isinstance(found, type) else None


def _place(item: pytest.Item) -> tuple[int, int]:
    """Inherited methods come first, as pytest orders those of other classes."""
    name = getattr(item, "originalname", None) or item.name
    lines = [(age, vars(cls).get(name)) for age, cls in enumerate(reversed(_class_of(item).__mro__))]  # type: ignore[union-attr]
    age, method = next(((age, found) for age, found in reversed(lines) if found is not None), (0, None))
    code = getattr(inspect.unwrap(method), "__code__", None) if callable(method) else None
    return age, code.co_firstlineno if code is not None else 0
