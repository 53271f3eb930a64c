"""Reads what the learner's process says: answers and calls back. It is hostile input: a program can write anything to the channel."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Union

from codealong._decoding import Decoder
from codealong._raised import NAME_CHARACTERS, Raised, class_of_raised

PATH_CHARACTERS, LINE_MAX = 1000, 10_000_000
#: Arguments of an exception that are looked at.
ARGS_MAX = 20
UNREADABLE = "an answer that cannot be read"


class Returned(NamedTuple):
    value: Any


class NotPlain(NamedTuple):
    """The function gave something that cannot cross. `type` says what; `where` is "argument" if it put that into one of its arguments."""

    type: str
    where: str | None = None


class NotCallable(NamedTuple):
    """What should have been called is a value. `type` is its class."""

    type: str


class Stopped(NamedTuple):
    """An iterator has come to its end."""


class Again(NamedTuple):
    """A function of the test's raised an exception, the learner's function let it pass, and here it is: `raised`."""

    number: int
    raised: Raised


class Called(NamedTuple):
    """The learner's function calls a function of the test's. The answer to the request is still to come."""

    number: int
    args: list[Any]
    options: dict[str, Any]


Answer = Union[Returned, Raised, NotPlain, NotCallable, Stopped, Again]
#: What becomes of a value that is not plain: its kind, and what is told of it.
Other = Callable[[str, Any], object]


def read_answer(line: bytes, other: Other | None = None, originals: Sequence[Any] = ()) -> Answer | Called:
    """Never raises an exception: whatever the bytes break in us, memory and depth included, is their own fault.

    `originals` are the objects in the request that can be changed in place. They get their new content, or stay as they are.
    """
    try:
        return _read(json.loads(line), other, originals)
    except Exception:
        return NotPlain(UNREADABLE)


def _read(answer: dict[str, Any], other: Other | None, originals: Sequence[Any]) -> Answer | Called:
    decoder = Decoder(other, originals)
    if "call" in answer:
        return _called(answer, decoder)
    for changed in answer.get("after", ()):
        decoder.value(changed)
    made = _made(answer, decoder, originals)
    decoder.apply()
    return made


def _made(answer: dict[str, Any], decoder: Decoder, originals: Sequence[Any]) -> Answer:
    if "value" in answer:
        return Returned(decoder.value(answer["value"]))
    if "same" in answer:
        return Returned(originals[_number(answer["same"])])
    if "raised" in answer:
        raised = _raised(answer, decoder)
        return Again(_number(answer["again"]), raised) if "again" in answer else raised
    if "stop" in answer:
        return Stopped()
    if "not_callable" in answer:
        return NotCallable(_text(answer["not_callable"])[:NAME_CHARACTERS])
    where = "argument" if answer.get("where") == "argument" else None
    return NotPlain(_text(answer["not_plain"])[:NAME_CHARACTERS], where)


def _called(answer: dict[str, Any], decoder: Decoder) -> Called:
    options = {_text(key): decoder.value(option) for key, option in answer["options"].items()}
    return Called(_number(answer["call"]), [decoder.value(arg) for arg in answer["args"]], options)


def _raised(answer: dict[str, Any], decoder: Decoder) -> Raised:
    told = (_text(answer["raised"]), _text(answer["message"]), _place(answer.get("place")), _text(answer["text"]))
    bases = [_text(name) for name in answer.get("bases", ())]
    coded = answer.get("args")
    args = None if coded is None else tuple(decoder.value(arg) for arg in coded[:ARGS_MAX])
    return class_of_raised(told[0], bases)(*told, bases=bases, args=args)


def _text(said: object) -> str:
    if not isinstance(said, str):
        raise TypeError("no text")
    return said


def _number(said: object) -> int:
    if type(said) is not int or not 0 <= said < 10**9:
        raise TypeError("no number")
    return said


def _place(said: object) -> tuple[str, int] | None:
    """An exception may carry anything as its file and line, even an honest one."""
    if isinstance(said, list) and len(said) == 2 and isinstance(said[0], str) and type(said[1]) is int:
        return (said[0][:PATH_CHARACTERS], said[1]) if 0 < said[1] <= LINE_MAX else None
    return None
