"""Calls the learner's functions in a process of the learner's user. Only copies of plain values cross."""

from __future__ import annotations

import json
import os
import re
from typing import Any

from codealong import _ending, _state, _values
from codealong._answer import Answer, NotPlain, Raised, read_answer
from codealong._backend import Handle
from codealong._deadline import can_write
from codealong._failure import Failed
from codealong._look import gave_up
from codealong._show import bounded, show_exactly

ANSWER_BYTES = 1024 * 1024
SEND_SECONDS = 5.0


class Solution:
    def call(self, function: str, /, *args: Any, timeout: float | None = None, **options: Any) -> Any:
        """Calls `module:function` and returns an exact copy of its result.

        Only None, bool, int, float, str, bytes, list, tuple, dict and sets cross. All calls of one test share one process.
        A call may take as long as the run's own limit, or `timeout` seconds. Raises Raised.
        """
        state = _state.current()
        shown = state.tried = _shown(function, args, options)
        state.returned = None
        handle = self._caller(state)
        state.goes_on()
        _ask(handle, {"function": function, "args": [_values.encode(arg) for arg in args], "options": _options(options)})
        answer = self._await(state, handle, function, timeout)
        return _result(state, function, shown, answer)

    def raises(
        self,
        function: str,
        /,
        *args: Any,
        error: str | tuple[str, ...] | None = None,
        message: str | re.Pattern[str] | None = None,
        timeout: float | None = None,
        **options: Any,
    ) -> Raised:
        """Calls `module:function`, which must raise, and returns the exception.

        `error` is the name of its class or of one that it is derived from, or several names. `message` is its exact text, or a pattern
        that is searched in it.
        """
        wanted = " or ".join((error,) if isinstance(error, str) else error or ()) or None
        try:
            result = self.call(function, *args, timeout=timeout, **options)
        except Raised as raised:
            _as_wanted(raised, wanted, message)
            return raised
        shown = _state.current().tried
        raise Failed("no-exception", {"function": shown, "wanted": wanted}, actual=show_exactly(result), request=shown)

    def _caller(self, state: _state.State) -> Handle:
        if state.caller is None or state.caller.code is not None:
            state.caller = state.backend.start_caller()
            state.handles.append(state.caller)
            _end_stdin(state.caller)
        return state.caller

    def _await(self, state: _state.State, handle: Handle, function: str, timeout: float | None) -> Answer:
        answers = handle.answers

        def over() -> bool:
            return b"\n" in answers.data or answers.closed or len(answers.data) > ANSWER_BYTES

        with state.waiting("call", function=function):
            told = state.wait(over, timeout)
        if not told:
            raise gave_up("call-timeout", {"function": function, "seconds": timeout})
        if len(answers.data) > ANSWER_BYTES:
            raise Failed("too-large", {"function": function})
        if b"\n" not in answers.data:
            state.wait(lambda: handle.code is not None, _ending.EXIT_SECONDS)
            _ending.await_output(handle)
            raise Failed("call-ended", {"function": function, **_ending.how(handle)})
        line, _, rest = answers.data.partition(b"\n")
        answers.data[:] = rest
        return read_answer(line)


def _as_wanted(raised: Raised, wanted: str | None, message: str | re.Pattern[str] | None) -> None:
    """Fails unless the exception is the one that was wanted."""
    shown = _state.current().tried
    if wanted is not None and not set(wanted.split(" or ")) & {raised.type, *raised.bases}:
        said = Failed("other-exception", {"function": shown, "wanted": wanted}, request=shown)
        said.expected, said.actual = wanted, bounded(str(raised))
        raise said
    fits = message is None or (message == raised.message if isinstance(message, str) else message.search(raised.message))
    if not fits:
        pattern = message if isinstance(message, str) else f"a text that matches {message.pattern!r}"  # type: ignore[union-attr]
        raise Failed("exception-words", expected=pattern, actual=raised.message, request=shown)


def _end_stdin(handle: Handle) -> None:
    """Closes stdin: a function that asks for input gets an EOFError instead of hanging."""
    if handle.stdin is not None:
        os.close(handle.stdin)
        handle.stdin = None


def _ask(handle: Handle, order: dict[str, Any]) -> None:
    assert handle.asks is not None
    view = memoryview(json.dumps(order).encode() + b"\n")
    deadline = _state.current().deadline(SEND_SECONDS)
    while view and can_write(handle.asks, deadline):
        try:
            view = view[os.write(handle.asks, view[:4096]) :]
        except OSError:  # the process has ended; the missing answer will show that
            return


def _result(state: _state.State, function: str, shown: str, answer: Answer) -> Any:
    if isinstance(answer, NotPlain):
        raise Failed("not-plain", {"function": function, "type": answer.type})
    if isinstance(answer, Raised):
        state.transcript.line(f"{shown} raised {answer}")
        raise answer
    state.returned = show_exactly(answer.value)
    state.transcript.line(f"{shown} -> {state.returned}")
    return answer.value


def _shown(function: str, args: tuple[Any, ...], options: dict[str, Any]) -> str:
    given = [show_exactly(arg) for arg in args] + [f"{key}={show_exactly(arg)}" for key, arg in options.items()]
    return f"{function.partition(':')[2]}({', '.join(given)})"


def _options(options: dict[str, Any]) -> dict[str, Any]:
    return {key: _values.encode(arg) for key, arg in options.items()}


solution = Solution()
