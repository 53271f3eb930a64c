"""Reads what a program sent, so that a reply that breaks the reader is the program's failure and not the suite's."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from codealong._failure import Failed
from codealong._show import error_text

Value = TypeVar("Value")
REASON_CHARACTERS = 300


def parse(reader: Callable[[bytes], Value], data: bytes) -> Value:
    """`reader(data)`, such as `parse(json.loads, reply)`. Any exception of the reader fails the test and shows the bytes, even one that
    runs out of depth or memory. `reader` may raise `Failed` to explain more."""
    try:
        return reader(data)
    except Failed:
        raise
    except Exception as error:
        said = f"{type(error).__name__}: {error_text(error)}"[:REASON_CHARACTERS]
    # Outside of the handler: what the reader had made by then is freed, and there is memory for the report.
    raise Failed("unreadable", {"why": said}, actual=data)
