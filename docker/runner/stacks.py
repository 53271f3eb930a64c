"""Finds where a program's threads are. Each thread writes its stack into a pipe when it gets its language's signal. The text is hostile.

One thread is asked after the other. Python's faulthandler can write the stacks of all threads at once, but then it reads the frames of
running threads: 3 of 100 such looks at a busy program of several threads crashed it with a segmentation fault (3.11). Letting each
thread write its own stack did not crash in 9,300 looks.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from codealong._backend import Handle
from runner import contract
from runner.languages.language import Language
from runner.link import Link

#: The time for all threads of all programs, and for one thread that is not the main thread. A stack comes within 5 ms, or within a few
#: times 50 ms if the sandbox has used up its share of the processor.
LOOK_SECONDS, THREAD_SECONDS = 0.2, 0.06
#: A stack arrives in small pieces without an end mark. It is complete when it looks complete and no more came for this long.
QUIET_SECONDS = 0.003
#: A stack of a hundred frames, beyond which faulthandler writes none, takes about 10 KB.
TEXT_BYTES = 32768
THREADS_KEPT, FRAMES_KEPT, SOURCE_CHARACTERS = 8, 40, 300


class Look:
    """Takes the stacks of some programs, step by step. The caller has other work and calls `over` again and again."""

    def __init__(self, link: Link, language: Language, handles: Sequence[Handle]) -> None:
        self._until = time.monotonic() + LOOK_SECONDS
        self._programs = [_Program(link, language, handle) for handle in handles]

    def over(self) -> bool:
        now = time.monotonic()
        return all([program.over(now) for program in self._programs]) or now >= self._until


class _Program:
    def __init__(self, link: Link, language: Language, handle: Handle) -> None:
        self._link = link
        self._language = language
        self._handle = handle
        self._order: int | None = None
        handle.threads.clear()
        self._ask(handle.pid)

    def over(self, now: float) -> bool:
        """Moves on to the next thread if one has written its stack, cannot be asked, or takes too long."""
        if self._order is not None and (self._handle.code is not None or self._told(self._order, now)):
            self._next()
        return self._order is None

    def _ask(self, tid: int) -> None:
        self._from, self._size, self._changed = len(self._handle.stack.data), 0, time.monotonic()
        self._began = self._changed
        self._tid = tid
        try:
            self._order = self._link.post("look", pid=self._handle.pid, tid=tid, signum=self._language.stack_signal)
        except OSError:  # the launcher is gone; other code notices that
            self._order = None

    def _told(self, order: int, now: float) -> bool:
        answer = self._link.answered(order)
        text = bytes(self._handle.stack.data[self._from :])
        if len(text) != self._size:
            self._size, self._changed = len(text), now
        if answer is None:
            return False
        if answer.get("sent") is not True:
            return True
        late = self._tid != self._handle.pid and now - self._began >= THREAD_SECONDS
        whole = now - self._changed >= QUIET_SECONDS and self._language.is_whole(text)
        if whole:
            self._handle.threads.append((answer.get("busy") is True, text))
        return whole or late

    def _next(self) -> None:
        assert self._order is not None
        answer = self._link.answered(self._order) or {}
        later = [tid for tid in answer.get("threads", []) if tid > self._tid]
        if later and self._handle.code is None and len(self._handle.threads) < THREADS_KEPT:
            self._ask(min(later))
        else:
            self._order = None


def threads_of(handle: Handle, files: dict[str, bytes], language: Language) -> list[dict[str, Any]]:
    """The credible part of the stacks, the main thread first. For a program that crashed: the thread that crashed."""
    killed = handle.code is not None and handle.code < 0
    crash = language.crash_in(bytes(handle.stack.data)) if killed else None
    told = handle.threads if crash is None else [(False, crash)]
    stacks = [contract.thread(busy, _frames(text, files, language)) for busy, text in told]
    return [stack for stack in stacks if stack["frames"]]


def _frames(text: bytes, files: dict[str, bytes], language: Language) -> list[dict[str, Any]]:
    """The frames with the learner's lines. Left out: places in a file that we did not send, or behind its end."""
    told = text[:TEXT_BYTES].decode("utf-8", "backslashreplace")
    frames: list[dict[str, Any]] = []
    for path, line, name in language.frames(told):
        if len(frames) == FRAMES_KEPT:
            break
        frames += _frame(path, line, name, files)
    return frames


def _frame(path: str, number: int, name: str, files: dict[str, bytes]) -> list[dict[str, Any]]:
    if not path.startswith(f"{contract.WORK}/"):
        return [contract.stack_frame(path, number, name, "")]
    lines = files.get(path.removeprefix(f"{contract.WORK}/"), b"").splitlines()
    if not 1 <= number <= len(lines):
        return []
    source = lines[number - 1].decode("utf-8", "replace").strip()
    return [contract.stack_frame(path, number, name, source[:SOURCE_CHARACTERS])]
