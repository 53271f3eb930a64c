"""The streams of the programs that a suite starts: what comes out of them is kept, and what is printed belongs to a test."""

from __future__ import annotations

import os
from collections.abc import Sequence
from threading import Condition

from codealong._backend import Buffer, Handle
from runner import contract
from runner.output import OutputLog
from runner.pump import Pump, Stream

SETTLE_SECONDS = 1.0
#: How much of a channel's unread answers is kept: more than the longest answer.
ANSWERS_MAX_BYTES = 2 * 1024 * 1024
#: After this many bytes the pipe of the stacks is closed, because a program can write anything into it.
STACKS_MAX_BYTES = 256 * 1024


class ProgramStreams:
    def __init__(self, changed: Condition, pump: Pump, log: OutputLog) -> None:
        self._changed = changed
        self._pump = pump
        self._log = log
        self._test = ""
        #: Those of living programs, with what they have said.
        self._streams: list[tuple[Stream, Buffer]] = []

    def enter(self, test: str) -> None:
        """From here on, what programs print belongs to this test."""
        self._test = test
        self._streams = [(stream, buffer) for stream, buffer in self._streams if not buffer.closed]
        for stream, _ in self._streams:
            stream.channel = stream.channel and self._log.moved(stream.channel, test)

    def handle(self, given: Sequence[int], *, tty: bool) -> Handle:
        """A program with these descriptors of the launcher's: of its stacks, then its own."""
        stack, *fds = given
        if tty:
            handle = Handle(os.dup(fds[0]))
            handle.stderr.closed = True
            self._drain(fds[0], handle.stdout, "stdout")
            self._drain(stack, handle.stack, None, STACKS_MAX_BYTES, STACKS_MAX_BYTES)
            return handle
        handle = Handle(fds[0], asks=fds[3] if len(fds) > 3 else None)
        self._drain(fds[1], handle.stdout, "stdout")
        self._drain(fds[2], handle.stderr, "stderr")
        self._drain(stack, handle.stack, None, STACKS_MAX_BYTES, STACKS_MAX_BYTES)
        if len(fds) > 4:
            self._drain(fds[4], handle.answers, None, ANSWERS_MAX_BYTES)
        for fd in (handle.stdin, handle.asks):
            if fd is not None:
                os.set_blocking(fd, False)
        return handle

    def settle(self, over: Sequence[Handle]) -> None:
        """Waits for the last output of these programs, which is in the pipes already, then closes our ends."""
        streams = [stream for handle in over for stream in (handle.stdout, handle.stderr)]
        with self._changed:
            self._changed.wait_for(lambda: all(stream.closed for stream in streams), SETTLE_SECONDS)
        for handle in over:
            for fd in (handle.stdin, handle.asks):
                if fd is not None:
                    os.close(fd)
            handle.stdin = handle.asks = None

    def _drain(
        self,
        fd: int,
        buffer: Buffer,
        stream: str | None,
        most: int = contract.OUTPUT_DRAINED_BYTES,
        taken: int | None = None,
    ) -> None:
        """Keeps at most `most` bytes and closes the stream after `taken` bytes. The run's limit bounds stdout and stderr."""
        channel = self._log.channel(self._test, stream) if stream else None

        def sink(data: bytes) -> None:
            with self._changed:
                buffer.data += data[: max(0, most - len(buffer.data))]
                buffer.closed = buffer.closed or not data
                self._changed.notify_all()

        added = Stream(fd, channel, sink, taken)
        if channel is not None:
            self._streams.append((added, buffer))
        buffer.catch_up = lambda: self._pump.catch_up(added)
        self._pump.add(added)
