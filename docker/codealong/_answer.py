"""Reads the answers to calls of the learner's functions. They are hostile input: a program can write anything to the channel."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple, Union

from codealong import _values

#: Of an exception. The caller keeps to them, but a program may write an answer itself.
NAME_CHARACTERS, MESSAGE_CHARACTERS, TRACEBACK_CHARACTERS = 200, 2000, 16000
PATH_CHARACTERS, LINE_MAX = 1000, 10_000_000
#: Classes that an exception may be derived from: the rest is not looked at.
BASES_MAX = 50
UNREADABLE = "an answer that cannot be read"


class Raised(Exception):
    """The learner's function raised an exception. `location` is `(file, line)` of the learner's innermost line, or None."""

    def __init__(
        self, type: str, message: str, location: tuple[str, int] | None, traceback: str, bases: Sequence[str] = ()
    ) -> None:
        super().__init__(f"{type[:NAME_CHARACTERS]}: {message[:MESSAGE_CHARACTERS]}")
        self.type = type[:NAME_CHARACTERS]
        self.message = message[:MESSAGE_CHARACTERS]
        self.location = location
        self.traceback = traceback[:TRACEBACK_CHARACTERS]
        #: The names of the classes that it is derived from, as the learner's process tells them.
        self.bases = tuple(name[:NAME_CHARACTERS] for name in bases[:BASES_MAX])


class Returned(NamedTuple):
    value: Any


class NotPlain(NamedTuple):
    """The function returned something that cannot cross. `type` says what."""

    type: str


Answer = Union[Returned, Raised, NotPlain]


def read_answer(line: bytes) -> Answer:
    """Never raises an exception: whatever the bytes break in us, memory and depth included, is their own fault."""
    try:
        return _read(json.loads(line))
    except Exception:
        return NotPlain(UNREADABLE)


def _read(answer: dict[str, Any]) -> Answer:
    if "value" in answer:
        return Returned(_values.decode(answer["value"]))
    if "raised" in answer:
        told = (_text(answer["raised"]), _text(answer["message"]), _place(answer.get("place")), _text(answer["text"]))
        return Raised(*told, bases=[_text(name) for name in answer.get("bases", ())])
    return NotPlain(_text(answer["not_plain"])[:NAME_CHARACTERS])


def _text(said: object) -> str:
    if not isinstance(said, str):
        raise TypeError("no text")
    return said


def _place(said: object) -> tuple[str, int] | None:
    """An exception may carry anything as its file and line, even an honest one."""
    if isinstance(said, list) and len(said) == 2 and isinstance(said[0], str) and type(said[1]) is int:
        return (said[0][:PATH_CHARACTERS], said[1]) if 0 < said[1] <= LINE_MAX else None
    return None
