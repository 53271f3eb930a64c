"""Makes the assertions of unittest tell what was expected and what came, as plain asserts do."""

from __future__ import annotations

import functools
import inspect
import unittest
from collections.abc import Callable
from typing import Any

from codealong._difference import Pair, side_by_side
from codealong._show import show_exactly
from runner.compare import Comparison, contents

#: What an assertion was given, by the names of its parameters, as the values that were expected and that came.
Told = Callable[[dict[str, Any]], "tuple[str | None, str | None] | Pair"]


def pair(actual: str, expected: str, how: str = "{}") -> Told:
    """For two parameters: `how` makes a condition of the second one."""
    if how == "{}":
        return lambda given: side_by_side(given[expected], given[actual])
    return lambda given: (how.format(show_exactly(given[expected])), show_exactly(given[actual]))


def one(name: str, wanted: str) -> Told:
    return lambda given: (wanted, show_exactly(given[name]))


def truth(wanted: str) -> Told:
    """Beside words of the author's own, a mere True or False adds nothing."""

    def told(given: dict[str, Any]) -> tuple[str | None, str | None]:
        value = given["expr"]
        return (None, None) if isinstance(value, bool) and given.get("msg") is not None else (wanted, show_exactly(value))

    return told


def member(wanted: bool) -> Told:
    return lambda given: contents("in" if wanted else "not in", given["member"], given["container"])


def matching(name: str, how: str) -> Told:
    def told(given: dict[str, Any]) -> tuple[str, str]:
        found = given[name]
        return how.format(show_exactly(getattr(found, "pattern", found))), show_exactly(given["text"])

    return told


def kind(how: str) -> Told:
    def told(given: dict[str, Any]) -> tuple[str, str]:
        cls = given["cls"]
        names = [one.__name__ for one in cls] if isinstance(cls, tuple) else [getattr(cls, "__name__", str(cls))]
        return how.format(" or ".join(names)), f"{show_exactly(given['obj'])}, of type {type(given['obj']).__name__}"

    return told


def close(given: dict[str, Any]) -> tuple[str, str]:
    delta, places = given.get("delta"), given.get("places")
    within = f" ± {show_exactly(delta)}" if delta is not None else f" to {7 if places is None else places} places"
    return show_exactly(given["second"]) + within, show_exactly(given["first"])


EQUALS = ("assertEqual", "assertCountEqual", "assertMultiLineEqual")
TOLD: dict[str, Told] = {
    **{name: pair("first", "second") for name in EQUALS},
    **{f"assert{kind}Equal": pair(f"{name}1", f"{name}2") for kind, name in (("List", "list"), ("Tuple", "tuple"), ("Set", "set"))},
    "assertDictEqual": pair("d1", "d2"),
    "assertSequenceEqual": pair("seq1", "seq2"),
    "assertAlmostEqual": close,
    "assertNotAlmostEqual": pair("first", "second", "not almost {}"),
    "assertNotEqual": pair("first", "second", "not {}"),
    "assertIs": pair("expr1", "expr2"),
    "assertIsNot": pair("expr1", "expr2", "not {}"),
    "assertGreater": pair("a", "b", "more than {}"),
    "assertGreaterEqual": pair("a", "b", "at least {}"),
    "assertLess": pair("a", "b", "less than {}"),
    "assertLessEqual": pair("a", "b", "at most {}"),
    "assertTrue": truth("True"),
    "assertFalse": truth("False"),
    "assertIsNone": one("obj", "None"),
    "assertIsNotNone": one("obj", "not None"),
    "assertIn": member(True),
    "assertNotIn": member(False),
    "assertIsInstance": kind("a value of type {}"),
    "assertNotIsInstance": kind("no value of type {}"),
    "assertRegex": matching("expected_regex", "a text that matches {}"),
    "assertNotRegex": matching("unexpected_regex", "a text that does not match {}"),
}


def watch(compared: Comparison) -> None:
    """Replaces the assertions of unittest for all tests of this process."""
    for name, told in TOLD.items():
        setattr(unittest.TestCase, name, _watched(getattr(unittest.TestCase, name), told, compared))


def _watched(plain: Callable[..., Any], told: Told, compared: Comparison) -> Callable[..., Any]:
    signature = inspect.signature(plain)

    @functools.wraps(plain)
    def watched(*args: Any, **options: Any) -> Any:
        __tracebackhide__ = True
        try:
            return plain(*args, **options)
        except AssertionError:
            given = signature.bind(*args, **options).arguments
            compared.tell(*told(given), words=given.get("msg"))
            raise

    return watched
