"""Ends the learner's processes, all or all but the families of some programs. Runs in the launcher, whose children they are.

A family is a program with its children and theirs, as long as their parents live, and every process of its session. Each program was
started in a session of its own, and no process can enter another one's. A process whose parent has ended becomes a child of the
launcher, so a program that is to end cannot pass on a child to a family.
"""

from __future__ import annotations

import itertools
import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from runner import sweep

#: Passes over all processes before everything is stopped for one: programs that multiply are faster than a list of them.
PASSES = 4
PAUSE_SECONDS = 0.0005
STOPPED = "Tt"

#: The programs that were started here and not yet reaped. Until then the kernel gives their numbers to nobody else.
started: set[int] = set()


class Process(NamedTuple):
    pid: int
    state: str
    parent: int
    session: int


def reap() -> dict[int, int]:
    """The children that have ended, with their exit codes (minus the signal's number)."""
    ended: dict[int, int] = {}
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return ended
        if pid == 0:
            return ended
        started.discard(pid)
        ended[pid] = os.waitstatus_to_exitcode(status)


def end_all_but(kept: set[int]) -> dict[str, int]:
    """Kills and reaps everything that does not belong to the family of a kept program. Returns the programs that ended, with their codes."""
    programs, ended = set(started), _end_others(kept & started)
    started.difference_update(map(int, ended))
    return {pid: code for pid, code in ended.items() if int(pid) in programs}


def _end_others(kept: set[int]) -> dict[str, int]:
    ended: dict[str, int] = {}
    until = time.monotonic() + sweep.PATIENCE_SECONDS
    for turn in itertools.count(1) if kept else ():
        if turn > PASSES:
            _end_while_stopped(kept, until, ended)
        if _is_quiet(kept, ended):
            return ended
        if time.monotonic() > until:
            break
        time.sleep(PAUSE_SECONDS)
    return ended | sweep.kill_everything()


def _is_quiet(kept: set[int], ended: dict[str, int]) -> bool:
    """Makes one pass. True if no process was left and none came or went.

    A process that was not in the list was born meanwhile. Its parent was in the list, or was born meanwhile itself, and so on: at the
    beginning stands a process that was killed now, or one that has ended and that was missing now or is reaped now.
    """
    listed = _listed()
    found = [_look(pid) for pid in listed]
    killed = _kill(_others(kept, found))
    reaped = reap()
    _add(ended, reaped)
    return not killed and not reaped and None not in found


def _end_while_stopped(kept: set[int], until: float, ended: dict[str, int]) -> None:
    """The same while nobody can act: the kernel stops all processes of a user in one step."""
    asleep = {one.pid for one in _seen() if one.state in STOPPED}
    with suppress(ProcessLookupError, PermissionError):
        os.kill(-1, signal.SIGSTOP)
    try:
        while _kill(_others(kept, _seen())) and time.monotonic() < until:
            _add(ended, reap())
            time.sleep(PAUSE_SECONDS)
    finally:
        for one in _seen():
            if one.pid not in asleep:
                _send(one.pid, signal.SIGCONT)


def _others(kept: set[int], found: list[Process | None] | list[Process]) -> list[int]:
    """All processes but this one and the families of the kept programs, those of other users included."""
    seen = {one.pid: one for one in found if one is not None}
    family = {pid for pid, one in seen.items() if one.session in kept}
    while more := {pid for pid, one in seen.items() if one.parent in family} - family:
        family |= more
    return [pid for pid in seen if pid not in family and pid != os.getpid()]


def _kill(pids: list[int]) -> bool:
    """Whether there was one that may be killed: that of another user may not."""
    return any([_send(pid, signal.SIGKILL) for pid in pids])


def _send(pid: int, signum: int) -> bool:
    try:
        os.kill(pid, signum)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def _seen() -> list[Process]:
    return [one for one in map(_look, _listed()) if one is not None]


def _listed() -> Iterator[int]:
    return (int(name) for name in os.listdir("/proc") if name.isdigit())


def _look(pid: int) -> Process | None:
    """None if it is gone."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            state, parent, _, session, *_ = file.read().rpartition(b")")[2].split()
    except (OSError, ValueError):
        return None
    return Process(pid, state.decode(), int(parent), int(session))


def _add(ended: dict[str, int], reaped: dict[int, int]) -> None:
    ended.update((str(pid), code) for pid, code in reaped.items())
