"""The tests' end of the channel to the process that calls the learner's functions: requests, and what comes before their answers."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from typing import Any
from weakref import WeakValueDictionary

from codealong import _ending, _state
from codealong._answer import Again, Answer, Called, read_answer
from codealong._backend import Handle
from codealong._callbacks import Callbacks
from codealong._deadline import Deadline, can_write
from codealong._failure import Failed
from codealong._look import gave_up
from codealong._raised import Raised, joined
from codealong._show import Unasked
from codealong._values import Encoder, NotPlain

ANSWER_BYTES = 1024 * 1024
SEND_SECONDS = 5.0
#: Objects of the learner's that one process may have here, and the highest number of one.
HELD_MAX, NUMBER_MAX = 10_000, 10**9
NAME_CHARACTERS = 100


class Kept(Unasked):
    """An object that stays in the learner's process. Here it is a number."""

    # Long names: any other may be one of the learner's.
    __slots__ = ("__weakref__", "_kept_class", "_kept_in", "_kept_label", "_kept_number", "_kept_taken")

    _kept_in: Conversation
    _kept_number: int
    #: The name of its class, as the learner's process tells it.
    _kept_class: str
    #: How it is written in a request that is shown; empty as long as it has no name.
    _kept_label: str
    #: Values, and their bytes, that were taken from it with `next`.
    _kept_taken: tuple[int, int]

    def _kept_shown(self) -> str:
        return f"<{self._kept_class} held by the program>"


class Conversation:
    """With one process. `make` makes the object here for one that is held there: from the conversation, its number and its class's name."""

    def __init__(self, handle: Handle, make: Callable[[Conversation, int, str], Kept]) -> None:
        self.handle = handle
        self._owner = _state.current()
        self._make = make
        self.callbacks = Callbacks(lambda value: self.encoder().value(value))
        self._held: WeakValueDictionary[int, Kept] = WeakValueDictionary()
        #: Numbers of objects that the tests have let go of. The next request says so.
        self.dropped: list[int] = []
        #: One request at a time: others are made only by functions that the learner's code calls back meanwhile, in the same thread.
        self.lock = threading.RLock()
        self.depth = 0
        self.loaded: set[str] = set()
        #: How much of both streams has been passed on.
        self.passed_on = [0, 0]

    @classmethod
    def of(cls, handle: Handle, make: Callable[[Conversation, int, str], Kept]) -> Conversation:
        """It lives as long as the handle: nothing of a test outlives the test."""
        if not isinstance(handle.conversation, cls):
            handle.conversation = cls(handle, make)
        return handle.conversation

    def encoder(self) -> Encoder:
        return Encoder(self._other)

    def _other(self, value: object) -> object:
        if isinstance(value, Kept):
            if value._kept_in is not self:
                value._kept_in.fail_if_over()
                raise RuntimeError(
                    "Two objects of different processes cannot meet in one call: each fixture of wider scope has a process of its own, and "
                    "so has each test. Make both in the test, or both in one fixture, which may return the two"
                )
            return ["held", [value._kept_number, ""]]
        if type(value) is range:  # not from the other side: a test that makes a list of it would fill its memory
            return ["range", [hex(value.start), hex(value.stop), hex(value.step)]]
        if not callable(value):
            raise NotPlain(type(value).__name__)
        name = self.callbacks.builtin_name(value)
        if name is not None:
            return ["builtin", [name, ""]]
        return ["function", [self.callbacks.number(value), str(getattr(value, "__name__", "function"))]]

    def known(self, kind: str, told: Any) -> object:
        """An object that a hostile process names: one that it holds, or a function that it was given."""
        number, name = told
        if kind == "function":
            return self.callbacks.function(number)
        if kind == "builtin":
            return self.callbacks.builtin(number)
        if kind != "held" or type(name) is not str or type(number) is not int or not 0 < number <= NUMBER_MAX:
            raise ValueError("no object")
        found = self._held.get(number)
        if found is None:
            if len(self._held) >= HELD_MAX:
                raise ValueError("too many objects")
            found = self._held[number] = self._make(self, number, name[:NAME_CHARACTERS])
        if number in self.dropped:  # it had gone, and has come back before that was said
            self.dropped.remove(number)
        return found

    def fail_if_over(self) -> None:
        self._owner.must_live("this object")
        if self.handle.code is not None:  # by itself: what we end ourselves has no code
            raise Failed("call-ended", {"function": "the object", **_ending.how(self.handle)})

    def ask(self, order: dict[str, Any], originals: list[Any], what: str, timeout: float | None) -> tuple[Answer, int]:
        """The answer, and how many bytes it had."""
        deadline = None if timeout is None else _state.current().deadline(timeout)
        dropped, self.dropped = self.dropped, []
        self._send({**order, "drop": dropped}, what)
        while True:
            line = self._line(what, deadline, timeout)
            answer = read_answer(line, self.known, originals)
            if not isinstance(answer, Called):
                return self._ended(answer), len(line)
            self._send(self.callbacks.serve(answer), what)

    def _ended(self, answer: Answer) -> Answer:
        """An exception of a function of the test's own is of its class here, too, but it is the learner's code that let it pass."""
        if not isinstance(answer, Again):
            return answer
        raised, original = answer.raised, self.callbacks.thrown(answer.number)
        if original is None or isinstance(original, Raised) or isinstance(raised, type(original)):
            return raised
        again = joined(type(original))(
            raised.type, raised.message, raised.location, raised.traceback, raised.bases, original.args
        )
        again.__dict__.update(vars(original) | vars(again))
        return again

    def _send(self, message: dict[str, Any], what: str) -> None:
        if self.handle.asks is None:
            return
        view = memoryview(json.dumps(message).encode() + b"\n")
        deadline = _state.current().deadline(SEND_SECONDS)
        while view and can_write(self.handle.asks, deadline):
            try:
                view = view[os.write(self.handle.asks, view[:4096]) :]
            except OSError:  # the process has ended; the missing answer will show that
                return

    def _line(self, what: str, deadline: Deadline | None, timeout: float | None) -> bytes:
        state, answers = _state.current(), self.handle.answers

        def over() -> bool:
            return b"\n" in answers.data or answers.closed or len(answers.data) > ANSWER_BYTES

        left = None if deadline is None else deadline.left()
        with state.waiting("call", function=what):
            told = (left is None or left > 0) and state.wait(over, left)
        if not told:
            raise gave_up("call-timeout", {"function": what, "seconds": timeout})
        if len(answers.data) > ANSWER_BYTES:
            raise Failed("too-large", {"function": what})
        if b"\n" not in answers.data:
            state.wait(lambda: self.handle.code is not None, _ending.EXIT_SECONDS)
            _ending.await_output(self.handle)
            raise Failed("call-ended", {"function": what, **_ending.how(self.handle)})
        with state.backend.changed:
            line, _, rest = answers.data.partition(b"\n")
            answers.data[:] = rest
        return bytes(line)
