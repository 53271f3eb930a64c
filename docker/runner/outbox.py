"""The result channel: the grader's own stdout, which nothing else in the sandbox can open."""

from __future__ import annotations

import os
import threading

from runner import bounds, contract


class Outbox:
    """Writes events, one at a time, from any thread."""

    def __init__(self) -> None:
        # The suite's own prints must not reach the channel, so stdout leads nowhere from here on.
        self._fd = os.dup(1)
        _lead_nowhere(1)
        self._lock = threading.Lock()
        self._bounds = bounds.Bounds()
        self._closed = False

    def hush(self) -> None:
        """Silences stderr too. Until now it told the host why a sandbox did not become ready."""
        _lead_nowhere(2)

    def send(self, event: contract.Event) -> None:
        with self._lock:
            if not self._closed:
                self._write(self._bounds.encode(event))

    def close_with(self, *events: contract.Event) -> None:
        """Sends the last events of the run. Events that other threads send later are dropped."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            for event in events:
                self._write(self._bounds.encode(event))

    def add_to_end(self, event: contract.Event) -> None:
        """Sends what is only known after the last events, and changes nothing of what they say."""
        with self._lock:
            self._write(self._bounds.encode(event))

    def _write(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[os.write(self._fd, view) :]


def _lead_nowhere(fd: int) -> None:
    nowhere = os.open("/dev/null", os.O_RDWR)
    os.dup2(nowhere, fd)
    os.close(nowhere)
