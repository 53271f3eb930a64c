"""Calls the learner's functions in a process of the learner's user. Copies of plain values cross; objects stay there and are held."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Union

from codealong import _state
from codealong._backend import Handle
from codealong._conversation import Conversation, Kept
from codealong._failure import Failed
from codealong._held import Held, held, named, take
from codealong._raised import Raised
from codealong._request import Request, label, result_of, written
from codealong._show import show_exactly

#: "module:function", or an object that is held: a method of an object, a class, a function that a function gave.
Function = Union[str, Kept]
#: Values that `iterate` takes, unless the test says otherwise.
VALUES_MAX = 10_000
#: Lists in lists in which an object is looked for that says where a call belongs.
LOOKED_INTO = 4


class Solution:
    def call(
        self, function: Function, /, *args: Any, input: str | bytes | None = None, timeout: float | None = None, **options: Any
    ) -> Any:
        """Calls `module:function` and returns a copy of its result.

        Plain values cross, exactly: None, bool, numbers, texts, bytes, lists, tuples, dicts, sets, dates and times; functions of the test
        can be handed in. What the function changes in an argument is changed in it afterwards. Calling a class gives an object that is
        held (`new`). All calls of one test share one process. `input` is what the function finds on its stdin; what it printed is in
        `printed`. A call may take as long as the run's own limit, or `timeout` seconds. Raises Raised.
        """
        return self._do("call", function, args, options, _text(input), timeout)

    def new(
        self, function: Function, /, *args: Any, input: str | bytes | None = None, timeout: float | None = None, **options: Any
    ) -> Any:
        """Makes an object of `module:Class`, or of a function that gives one, and holds it.

        The object stays in the learner's process. Its attributes, methods and operators can be used as those of any other.
        """
        return self._do("new", function, args, options, _text(input), timeout)

    def value(self, path: str, /, *, timeout: float | None = None) -> Any:
        """What `module:NAME` is: a constant, an attribute, a docstring (`"tea:brew.__doc__"`). A class, a function or an object is held."""
        shown = path.partition(":")[2]
        conversation = self._loaded(path, shown, timeout)
        return named(result_of(conversation, Request("value", shown, path=path, timeout=timeout)), shown)

    def iterate(
        self, function: Function, /, *args: Any, most: int = VALUES_MAX, timeout: float | None = None, **options: Any
    ) -> Iterator[Any]:
        """The values that `module:function` yields, one at a time: it runs only as far as they are taken, so it may be endless.

        Fails the test when more than `most` are taken. `timeout` is that of one step.
        """
        steps = self._do("iterate", function, args, options, None, timeout)
        shown = f"next({label(steps)})"
        subject = function if isinstance(function, str) else None

        def values() -> Iterator[Any]:
            while True:
                try:
                    yield take(steps, Request("next", shown, (steps,), keeps=False, timeout=timeout, subject=subject), most)
                except StopIteration:
                    return

        return values()

    def raises(
        self,
        function: Function | Callable[..., Any],
        /,
        *args: Any,
        error: str | tuple[str, ...] | None = None,
        message: str | re.Pattern[str] | None = None,
        input: str | bytes | None = None,
        timeout: float | None = None,
        **options: Any,
    ) -> Raised:
        """Calls `module:function`, or a method of a held object, which must raise, and returns the exception.

        `error` is the name of its class or of one that it is derived from, or several names. `message` is its exact text, or a pattern
        that is searched in it.
        """
        wanted = " or ".join((error,) if isinstance(error, str) else error or ()) or None
        try:
            if isinstance(function, (str, Kept)):
                result = self.call(function, *args, input=input, timeout=timeout, **options)
            else:
                result = function(*args, **options)
        except Raised as raised:
            _as_wanted(raised, wanted, message)
            return raised
        shown = _state.current().tried
        raise Failed("no-exception", {"function": shown, "wanted": wanted}, actual=show_exactly(result), request=shown)

    @property
    def printed(self) -> str:
        """What the last call, or the last use of a held object, wrote to stdout."""
        text = _state.current().printed
        _state.has_read("printed", text)
        return text

    def _do(
        self, do: str, function: Function, args: tuple[Any, ...], options: dict[str, Any], input: str | None, timeout: float | None
    ) -> Any:
        if isinstance(function, Kept):
            shown = written(label(function), args, options)
            request = Request(do, shown, (function, *args), options, None, input, timeout)
            return named(result_of(function._kept_in, request), shown)
        name = function.partition(":")[2]
        shown = written(name, args, options)
        conversation = self._loaded(function, shown, timeout, _kept_in([*args, *options.values()]))
        keeps = do != "call"
        found = result_of(conversation, Request(do, shown, args, options, function, input, timeout, keeps))
        # An object of a class is called by the class's name.
        made = isinstance(found, Held) and found._kept_class == name.rpartition(".")[2]
        return named(found, name.rpartition(".")[2].lower() if made else shown)

    def _loaded(
        self, path: str, shown: str, timeout: float | None, home: Conversation | None = None
    ) -> Conversation:
        """The module is imported by a request of its own: what it prints then is not printed by the function.

        `home` is the process of an object that is handed over: it may be that of a fixture of wider scope.
        """
        conversation = home or Conversation.of(self._caller(_state.current()), held)
        module = path.partition(":")[0]
        if module not in conversation.loaded:
            load = Request("load", shown, (module,), timeout=timeout, keeps=False, told=False, subject=path)
            result_of(conversation, load)
            conversation.loaded.add(module)
        return conversation

    def _caller(self, state: _state.State) -> Handle:
        if state.caller is None or state.caller.code is not None:
            state.caller = state.backend.start_caller()
            state.handles.append(state.caller)
            _end_stdin(state.caller)
        return state.caller


def _kept_in(given: Iterable[Any], depth: int = 0) -> Conversation | None:
    """The process that holds the first object among these values, which may stand in lists and dicts; None without an object."""
    for value in given:
        if isinstance(value, Kept):
            return value._kept_in
        inner = value.values() if type(value) is dict else value if type(value) in (list, tuple) else ()
        found = _kept_in(inner, depth + 1) if depth < LOOKED_INTO else None
        if found is not None:
            return found
    return None


def _as_wanted(raised: Raised, wanted: str | None, message: str | re.Pattern[str] | None) -> None:
    """Fails unless the exception is the one that was wanted."""
    shown = _state.current().tried
    if wanted is not None and not set(wanted.split(" or ")) & {raised.type, *raised.bases}:
        raised.wanted = wanted
        raise raised
    fits = message is None or (message == raised.message if isinstance(message, str) else message.search(raised.message))
    if not fits:
        pattern = message if isinstance(message, str) else f"a text that matches {message.pattern!r}"  # type: ignore[union-attr]
        raise Failed("exception-words", expected=pattern, actual=raised.message, request=shown)


def _end_stdin(handle: Handle) -> None:
    """Closes stdin: a function that asks for input gets an EOFError instead of hanging."""
    if handle.stdin is not None:
        os.close(handle.stdin)
        handle.stdin = None


def _text(input: str | bytes | None) -> str | None:
    return input.decode("utf-8", "surrogateescape") if isinstance(input, bytes) else input


solution = Solution()
