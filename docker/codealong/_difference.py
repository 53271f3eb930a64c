"""Where two values differ, and both of them around that place: values that are cut at their beginnings may look alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from codealong._show import SHOWN_CHARACTERS, bounded, only_showing, show_exactly

#: The place of a difference is told from this size on; in shorter values it is seen.
LONG_CHARACTERS, LONG_ITEMS = 200, 12
#: Characters, bytes or items that are shown before the difference, and from there on.
BEFORE, AFTER = 100, 300
ITEMS_BEFORE, ITEMS_AFTER = 2, 4
STEP = 4096
#: A list in a list in a list is looked into, no further.
DEPTH_MAX = 3
UNITS: dict[type, str] = {str: "character", bytes: "byte", bytearray: "byte", list: "item", tuple: "item", dict: "key"}


class Pair(NamedTuple):
    """Both values as they are shown. `args`: where they first differ, for the text; empty if that is not worth a word."""

    expected: str
    actual: str
    args: dict[str, Any]


def side_by_side(expected: object, actual: object, depth: int = 0) -> Pair:
    """Both are shown as Python writes them. What is too long is cut around the first difference."""
    plain = Pair(show_exactly(expected), show_exactly(actual), {})
    if type(expected) is not type(actual) or type(expected) not in UNITS or depth > DEPTH_MAX:
        return plain
    try:
        with only_showing():
            return _compared(expected, actual, plain, depth)
    except Exception:  # objects of the suite's own in a list, or of the program, which is not asked again
        return plain


def texts_side_by_side(expected: str, actual: str) -> Pair:
    """The same for texts that are shown unchanged. One may be a description of the other, which then has nothing in common with it."""
    at = first_difference(expected, actual)
    if at == 0 or max(len(expected), len(actual)) <= LONG_CHARACTERS:
        return Pair(bounded(expected), bounded(actual), {})
    cut = max(len(expected), len(actual)) > SHOWN_CHARACTERS
    shown = [_window(text, at, lambda part: str(part)) if cut else text for text in (expected, actual)]
    return Pair(shown[0], shown[1], _args("character", at, len(expected), len(actual)))


def first_difference(expected: Any, actual: Any) -> int:
    """Of two texts, or two lists. The length of the shorter one if it is the beginning of the other, or its equal."""
    end = min(len(expected), len(actual))
    start = 0
    while start < end and expected[start : start + STEP] == actual[start : start + STEP]:
        start += STEP
    for at in range(start, min(start + STEP, end)):
        if expected[at] != actual[at]:
            return at
    return end


def _compared(expected: Any, actual: Any, plain: Pair, depth: int) -> Pair:
    unit = UNITS[type(expected)]
    size = max(len(expected), len(actual))
    if unit == "key":
        return _dictionaries(expected, actual, plain, depth)
    at = first_difference(expected, actual)
    args = _args(unit, at, len(expected), len(actual))
    if unit == "item":
        cut = _is_cut(plain)
        shown = _items(expected, actual, at, depth) if cut else plain
        return Pair(shown.expected, shown.actual, args if cut or size > LONG_ITEMS else {})
    if size <= LONG_CHARACTERS:
        return plain
    if size <= SHOWN_CHARACTERS:
        return Pair(plain.expected, plain.actual, args)
    return Pair(_window(expected, at, show_exactly), _window(actual, at, show_exactly), args)


def _is_cut(plain: Pair) -> bool:
    return any("..." in shown or len(shown) > SHOWN_CHARACTERS for shown in plain[:2])


def _window(value: Any, at: int, shown: Callable[[Any], str]) -> str:
    """The part of a text around the difference. The beginnings of both values are the same, so both are cut at the same place."""
    start = max(0, at - BEFORE)
    more = len(value) - (at + AFTER)
    return ("… " if start else "") + shown(value[start : at + AFTER]) + (f" … and {more} more" if more > 0 else "")


def _items(expected: Any, actual: Any, at: int, depth: int) -> Pair:
    start = max(0, at - ITEMS_BEFORE)
    both = at < len(expected) and at < len(actual)
    here = side_by_side(expected[at], actual[at], depth + 1) if both else None
    shown = [
        _listed(value, start, at, None if here is None else text)
        for value, text in ((expected, here and here.expected), (actual, here and here.actual))
    ]
    return Pair(shown[0], shown[1], {})


def _listed(value: Any, start: int, at: int, here: str | None) -> str:
    parts = [f"… {start} before"] if start else []
    for index in range(start, min(len(value), at + ITEMS_AFTER)):
        parts.append(here if index == at and here is not None else show_exactly(value[index])[:BEFORE])
    more = len(value) - (at + ITEMS_AFTER)
    parts += [f"… and {more} more"] if more > 0 else []
    inside = ", ".join(parts)
    return f"({inside})" if isinstance(value, tuple) else f"[{inside}]"


def _dictionaries(expected: dict[Any, Any], actual: dict[Any, Any], plain: Pair, depth: int) -> Pair:
    cut = _is_cut(plain)
    if not cut and max(len(expected), len(actual)) <= LONG_ITEMS:
        return plain
    missing = object()
    keys = [*expected, *(key for key in actual if key not in expected)]
    differing = [key for key in keys if expected.get(key, missing) != actual.get(key, missing)]
    if not differing:
        return plain
    key = differing[0]
    args = {**_args("key", 0, len(expected), len(actual)), "at": None, "key": bounded(show_exactly(key))[:BEFORE]}
    if not cut:
        return Pair(plain.expected, plain.actual, args)
    both = key in expected and key in actual
    here = side_by_side(expected[key], actual[key], depth + 1) if both else None
    wanted = _entry(expected, key, None if here is None else here.expected)
    return Pair(wanted, _entry(actual, key, None if here is None else here.actual), args)


def _entry(value: dict[Any, Any], key: Any, shown: str | None) -> str:
    name = show_exactly(key)[:BEFORE]
    if key not in value:
        return f"no {name} in {len(value)} keys"
    return f"{{…, {name}: {show_exactly(value[key]) if shown is None else shown}, …}}"


def _args(unit: str, at: int, expected: int, actual: int) -> dict[str, Any]:
    """`at` counts from 1 for people."""
    return {"unit": unit, "at": at + 1, "wanted_size": expected, "came_size": actual}
