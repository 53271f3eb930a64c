"""Checks whether a program ended although the test still needs it."""

from __future__ import annotations

import time
from collections.abc import Collection
from typing import Any

from codealong import _state
from codealong._backend import Handle
from codealong._failure import Failed
from codealong._stillness import APART_SECONDS, Stillness

#: How long an exit may take to become known after the program's connections were closed.
EXIT_SECONDS = 0.5
#: How long the last output may take to arrive after the exit. A child that holds the pipe open would otherwise block us for ever.
OUTPUT_SECONDS = 0.2
#: The longest extra wait for a program that is neither asleep nor known to have ended.
DYING_SECONDS = 5.0


def how(handle: Handle) -> dict[str, Any]:
    """The arguments of the message: an exit code or a signal."""
    code = handle.code
    if code is None:
        return {"exit_code": None, "signal": None}
    return {"exit_code": code if code >= 0 else None, "signal": -code if code < 0 else None}


def await_output(handle: Handle, seconds: float = OUTPUT_SECONDS) -> None:
    state = _state.current()
    state.wait(lambda: handle.stdout.closed and handle.stderr.closed, seconds)


def gone() -> frozenset[Handle]:
    """The programs that have ended by now: what is opened now is not served by them."""
    return frozenset(handle for handle in _state.current().seen if handle.code is not None)


def ended(
    patience: float = EXIT_SECONDS, gone: Collection[Handle] = (), first: Handle | None = None
) -> Handle | None:
    """The program that ended unasked, or None. Waits up to `patience` seconds for the news.

    `gone` had ended before. Of several, `first` is told if it is one of them, otherwise one that failed.
    """
    state = _state.current()

    def find() -> Handle | None:
        all_seen = (*state.handles, *state.seen)
        over = [one for one in all_seen if one.code is not None and not one.asked and one not in gone]
        over.sort(key=lambda one: (one is not first, one.code == 0))
        return over[0] if over else None

    if not state.wait(lambda: find() is not None, patience) and patience > 0 and state.seen:
        # The program may be ending right now but lack the processor for it.
        still = stillness_of_last()
        until = time.monotonic() + DYING_SECONDS
        while find() is None and not still.look() and time.monotonic() < until:
            state.wait(lambda: find() is not None, APART_SECONDS)
    return find()


def stillness_of_last() -> Stillness:
    """The stillness of the program that was started last."""
    handles = _state.current().seen
    if not handles:
        raise RuntimeError("program.start() comes first")
    return Stillness(handles[-1].pid)


def fail_if_ended_early(port: int, patience: float = EXIT_SECONDS, protocol: str = "tcp") -> None:
    """Fails the test if the program ended before a client could talk to it."""
    handle = ended(patience)
    if handle is not None:
        await_output(handle)
        raise Failed("exited-early", {**how(handle), "port": port, "protocol": protocol})


def fail_if_ended(
    waiting_for: str, received: bytes = b"", gone: Collection[Handle] = (), first: Handle | None = None
) -> None:
    """Fails the test if the program ended while the test waited for something: "reply", "output" or "call"."""
    handle = ended(gone=gone, first=first)
    if handle is not None:
        await_output(handle)
        args = {**how(handle), "waiting_for": waiting_for}
        raise Failed("exited", args, actual=received or None, received=received)
