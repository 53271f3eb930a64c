"""The program's stdout and stderr: streamed as events; the first and last half of 1 MB are kept; up to 16 MB is drained."""

from __future__ import annotations

import codecs
import threading
from collections import deque
from collections.abc import Callable

from runner import contract

PIECE_BYTES = 4096

Send = Callable[[contract.Event], None]


class OutputLog:
    """One log for the whole run. The pump's thread adds to it; another thread may flush it at the end of the run."""

    def __init__(self, send: Send, kept: int = contract.OUTPUT_KEPT_BYTES) -> None:
        self._send = send
        self._half = kept // 2
        self._head: list[tuple[Channel, bytearray]] = []
        self._tail: deque[tuple[Channel, bytearray]] = deque()
        self._tail_bytes = 0
        self._open: dict[Channel, None] = {}
        self._lock = threading.RLock()
        self.total = 0
        self.dropped = 0

    def channel(self, test: str, stream: str) -> Channel:
        with self._lock:
            channel = Channel(self, test, stream)
            self._open[channel] = None
            return channel

    def moved(self, channel: Channel, test: str) -> Channel:
        """What comes from here on belongs to another test."""
        self.close(channel)
        return self.channel(test, channel.stream)

    @property
    def too_much(self) -> bool:
        return self.total > contract.OUTPUT_DRAINED_BYTES

    def add(self, channel: Channel, data: bytes) -> None:
        with self._lock:
            room = max(0, self._half - self.total)
            self.total += len(data)
            if room:
                join(self._head, channel, data[:room])
            if data[room:]:
                self._keep(channel, data[room:])

    @property
    def waiting(self) -> bool:
        return bool(self._head)

    def send_head(self) -> None:
        """Sends recent output. A traceback arrives in a hundred pieces; they are sent as one."""
        with self._lock:
            head, self._head = self._head, []
            for channel, data in head:
                self._emit(channel, bytes(data))

    def close(self, channel: Channel) -> None:
        """The stream has ended. Its part of the last half is sent now, and so is the rest of its last character."""
        with self._lock:
            self.send_head()
            if all(kept is not channel for kept, _ in self._tail):
                self._finish(channel)

    def flush(self) -> None:
        """Sends everything, finally the kept last half. The run is over."""
        with self._lock:
            self.send_head()
            if self.dropped:
                self._finish(*self._open)  # half a character before the gap does not belong to the text after it
            self._send_tail()
            self._finish(*self._open)

    def _send_tail(self) -> None:
        dropped = self.dropped
        while self._tail:
            channel, data = self._tail.popleft()
            self._open[channel] = None
            self._emit(channel, bytes(data), dropped)
            dropped = 0

    def _finish(self, *channels: Channel) -> None:
        """A leftover half of a character is shown as the bytes that it is."""
        for channel in channels:
            self._open.pop(channel, None)
            rest = channel.decode(b"", final=True)
            if rest:
                self._send(contract.output(channel.test, channel.stream, rest))

    def _keep(self, channel: Channel, data: bytes) -> None:
        join(self._tail, channel, data)
        self._tail_bytes += len(data)
        while self._tail_bytes > self._half:
            over = self._tail_bytes - self._half
            oldest = self._tail[0][1]
            cut = min(over, len(oldest))
            self._tail_bytes -= cut
            self.dropped += cut
            del oldest[:cut]
            if not oldest:
                self._tail.popleft()

    def _emit(self, channel: Channel, data: bytes, dropped: int = 0) -> None:
        text = channel.decode(data)
        if text or dropped:
            self._send(contract.output(channel.test, channel.stream, text, dropped))


def join(pieces: list[tuple[Channel, bytearray]] | deque[tuple[Channel, bytearray]], channel: Channel, data: bytes) -> None:
    """Joins small pieces. A print loop with flush arrives byte by byte, and the overhead of the pieces would fill the memory."""
    if pieces and pieces[-1][0] is channel and len(pieces[-1][1]) < PIECE_BYTES:
        pieces[-1][1].extend(data)
    else:
        pieces.append((channel, bytearray(data)))


class Channel:
    """One stream of one program. Its decoder joins a character that was split between two reads."""

    def __init__(self, log: OutputLog, test: str, stream: str) -> None:
        self.test = test
        self.stream = stream
        self._log = log
        self._decoder = codecs.getincrementaldecoder("utf-8")("backslashreplace")

    def add(self, data: bytes) -> None:
        self._log.add(self, data)

    def decode(self, data: bytes, final: bool = False) -> str:
        return self._decoder.decode(data, final)

    def close(self) -> None:
        self._log.close(self)
