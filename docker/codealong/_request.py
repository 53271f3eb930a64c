"""One request to the learner's process: what is shown of it, what it printed, and what its answer means for the test."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import Any

from codealong import _state
from codealong._answer import Answer, NotCallable, NotPlain, Returned, Stopped
from codealong._callbacks import cannot_cross
from codealong._conversation import Conversation, Kept
from codealong._failure import Failed
from codealong._raised import Raised
from codealong._show import is_showing, show_exactly
from codealong._values import NotPlain as CannotCross

#: Of what one request prints.
PRINTED_BYTES = 1024 * 1024


@dataclass
class Request:
    #: The operation, and `module:name` of what it is about, if that is not the first argument.
    do: str
    shown: str
    args: tuple[Any, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)
    path: str | None = None
    input: str | None = None
    timeout: float | None = None
    #: Whether objects that are not plain are held for the test.
    keeps: bool = True
    #: A step on the way to a request is not written down.
    told: bool = True
    #: The function's name in a message, if it is not the path.
    subject: str | None = None
    #: Bytes of the answer.
    size: int = 0

    @property
    def what(self) -> str:
        return self.subject or self.path or self.shown.partition("(")[0]


def result_of(conversation: Conversation, request: Request) -> Any:
    """Raises Raised, Failed, StopIteration, or what a function of the test's raised meanwhile."""
    if is_showing():
        raise RuntimeError("an object of the program is shown without asking it")
    conversation.fail_if_over()
    state = _state.current()
    with conversation.lock:
        conversation.depth += 1
        try:
            answer = _answered(conversation, request, state)
        finally:
            conversation.depth -= 1
            failure = conversation.callbacks.forget() if conversation.depth == 0 else conversation.callbacks.failure
    if failure is not None:
        raise failure
    return _result(request, answer, state)


def _answered(conversation: Conversation, request: Request, state: _state.State) -> Answer:
    state.tried = request.shown + ("" if request.input is None else f"\nwith the input {show_exactly(request.input)}")
    state.returned = None
    state.goes_on()
    encoder = conversation.encoder()
    try:
        args = [encoder.value(arg) for arg in request.args]
        options = {key: encoder.value(option) for key, option in request.options.items()}
    except CannotCross as error:
        raise cannot_cross(str(error)) from None
    order = {"do": request.do, "path": request.path, "args": args, "options": options, "keeps": request.keeps}
    if request.input is not None:
        state.transcript.add("stdin", "->", request.input)
    start = len(conversation.handle.stdout.data)
    try:
        answer, request.size = conversation.ask(
            {**order, "input": request.input}, encoder.mutables, request.what, request.timeout
        )
    finally:
        _take_output(conversation, start, request, state)
    return answer


def _take_output(conversation: Conversation, start: int, request: Request, state: _state.State) -> None:
    """All that was written before the answer, to the descriptors themselves: by `print`, `os.write`, or a program of the program."""
    streams = (conversation.handle.stdout, conversation.handle.stderr)
    ours = ((sys.stdout, sys.__stdout__), (sys.stderr, sys.__stderr__))
    for number, (stream, (now, plain)) in enumerate(zip(streams, ours, strict=True)):
        stream.catch_up()
        with state.backend.changed:
            begun = max(conversation.passed_on[number], start if number == 0 else 0)
            text = _text(stream.data[begun : begun + PRINTED_BYTES])
            conversation.passed_on[number] = len(stream.data)
            if number == 0:
                state.printed = _text(stream.data[start : start + PRINTED_BYTES])
        if text and now is not plain and request.do != "load":  # a fixture such as capsys listens
            now.write(text)
    if state.printed and request.do != "load":
        state.transcript.add("stdout", "<-", state.printed)


def _text(data: bytes | bytearray) -> str:
    return data.decode("utf-8", "backslashreplace")


def _result(request: Request, answer: Answer, state: _state.State) -> Any:
    if isinstance(answer, Raised):
        if request.told:
            state.transcript.line(f"{request.shown} raised {answer.said}")
        _state.has_read("raised", answer.said)
        raise answer
    if isinstance(answer, NotPlain):
        raise Failed("not-plain", {"function": request.what, "type": answer.type, "where": answer.where})
    if isinstance(answer, NotCallable):
        raise Failed("not-callable", {"function": request.what, "type": answer.type})
    if isinstance(answer, Stopped):
        _state.has_read("stopped", "")
        raise StopIteration
    assert isinstance(answer, Returned)
    state.returned = show_exactly(answer.value)
    if request.do != "load":
        _state.has_read("returned", state.returned, state.printed)
    if request.told:
        state.transcript.line(f"{request.shown} -> {state.returned}")
    return answer.value


def written(name: str, args: tuple[Any, ...], options: dict[str, Any]) -> str:
    given = [label(arg) for arg in args] + [f"{key}={label(option)}" for key, option in options.items()]
    return f"{name}({', '.join(given)})"


def label(value: object) -> str:
    """How a value is written in a request."""
    if isinstance(value, Kept):
        return value._kept_label or value._kept_class.lower()
    name = getattr(value, "__name__", None) if callable(value) else None
    return name if isinstance(name, str) else show_exactly(value)
