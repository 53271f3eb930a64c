"""What the host says behind an interactive job, and behind one that a person debugs: the Python twin of src/contract/terminal-frames.ts
and debug-frames.ts. A golden file holds both to the same bytes.

A frame is a kind, a length in four big-endian bytes and a payload, like those of the job. The first byte of the payload is the number of
a terminal: 0 is the program's, the others belong to clients.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from runner import contract

INPUT, SIZE, OPEN, CLOSE, CLOSE_INPUT, TOOK = b"I", b"Z", b"O", b"C", b"D", b"K"
#: To a debugger: what its person's side says, whether its program is stopped, and to a test that waits before it gives up: go on. The first
#: byte of their payloads is the number of a session of debugging.
SAY, HOLD, GO_ON = b"G", b"H", b"N"
#: Of a payload. The host cuts longer input into several frames.
FRAME_BYTES = 16 * 1024
#: What may be under way in one direction of one terminal before its reader has taken any of it.
WINDOW_BYTES = 64 * 1024
#: The program's and seven clients'.
TERMINALS = 8
#: A terminal has at least one cell, and its sizes are 16 bits wide.
SIDE_MIN, SIDE_MAX = 1, 65535

#: The payloads that have a form: terminal, columns, rows; terminal, whether it is one, columns, rows; terminal; terminal, bytes.
FORMS = {SIZE: struct.Struct(">BHH"), OPEN: struct.Struct(">B?HH"), CLOSE: struct.Struct(">B"), CLOSE_INPUT: struct.Struct(">B")}
TAKEN = struct.Struct(">BI")
HELD = struct.Struct(">B?")


class BadFrame(Exception):
    """The host speaks another language."""


class Frame(NamedTuple):
    kind: bytes
    terminal: int
    #: Of INPUT.
    data: bytes = b""
    #: Of SIZE and OPEN.
    columns: int = 0
    rows: int = 0
    #: Of OPEN.
    tty: bool = False
    #: Of TOOK: bytes of output that the host has shown.
    taken: int = 0
    #: Of HOLD: whether its program is stopped.
    held: bool = False


class FrameReader:
    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Raises BadFrame."""
        self._buffer += data
        while len(self._buffer) >= 5:
            size = int.from_bytes(self._buffer[1:5], "big")
            if not 1 <= size <= FRAME_BYTES:
                raise BadFrame
            if len(self._buffer) < 5 + size:
                return
            kind, payload = bytes(self._buffer[:1]), bytes(self._buffer[5 : 5 + size])
            del self._buffer[: 5 + size]
            yield read(kind, payload)


def read(kind: bytes, payload: bytes) -> Frame:
    """Raises BadFrame."""
    if kind in (SAY, HOLD, GO_ON):
        return read_debug(kind, payload)
    if payload[0] >= TERMINALS:
        raise BadFrame
    if kind == INPUT:
        return Frame(kind, payload[0], data=payload[1:])
    try:
        if kind == TOOK:
            terminal, taken = TAKEN.unpack(payload)
            return Frame(kind, terminal, taken=taken)
        terminal, *rest = FORMS[kind].unpack(payload)
    except (KeyError, struct.error):
        raise BadFrame from None
    if kind == OPEN:
        return Frame(kind, terminal, tty=rest[0], columns=side(rest[1]), rows=side(rest[2]))
    return Frame(kind, terminal, columns=side(rest[0]), rows=side(rest[1])) if kind == SIZE else Frame(kind, terminal)


def read_debug(kind: bytes, payload: bytes) -> Frame:
    """Raises BadFrame."""
    if kind == SAY:
        return Frame(kind, payload[0], data=payload[1:])
    if len(payload) != (HELD.size if kind == HOLD else 1):
        raise BadFrame
    return Frame(kind, payload[0], held=kind == HOLD and HELD.unpack(payload)[1])


def side(cells: int) -> int:
    return max(SIDE_MIN, min(SIDE_MAX, cells))


def wrote(terminal: int, stream: str, data: str) -> contract.Event:
    """`data`: bytes in base64, as they came. They are the program's word, or the client's."""
    return {"event": "wrote", "terminal": terminal, "stream": stream, "data": data}


def took(terminal: int, count: int) -> contract.Event:
    """So many bytes of input have been written to the terminal."""
    return {"event": "took", "terminal": terminal, "bytes": count}


def left(terminal: int, exit_code: int | None, signal: int | None) -> contract.Event:
    """The process of a terminal has ended, and all that it wrote was sent. Both are null if it could not be started."""
    return {"event": "left", "terminal": terminal, "exit_code": exit_code, "signal": signal}


def listening(ports: list[int]) -> contract.Event:
    return {"event": "listening", "ports": ports}
