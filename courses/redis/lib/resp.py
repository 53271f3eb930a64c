"""RESP, version 2: commands and replies as exact bytes, in both directions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

LINE_END = b"\r\n"

#: A word of a command. Text is sent in UTF-8.
Word = Union[str, bytes]


@dataclass(frozen=True)
class Simple:
    text: str


@dataclass(frozen=True)
class Error:
    text: str


@dataclass(frozen=True)
class Integer:
    value: int


@dataclass(frozen=True)
class Bulk:
    """Any bytes; None is the null bulk string."""

    data: bytes | None


@dataclass(frozen=True)
class Array:
    """Replies in their order; None is the null array."""

    items: tuple[Reply, ...] | None


Reply = Union[Simple, Error, Integer, Bulk, Array]

OK = Simple("OK")
NULL = Bulk(None)
NULL_ARRAY = Array(None)


def simple(text: str) -> Simple:
    return Simple(text)


def error(text: str) -> Error:
    """An error reply. `text` begins with the kind of error: "ERR unknown command"."""
    return Error(text)


def integer(value: int) -> Integer:
    return Integer(value)


def bulk(data: str | bytes) -> Bulk:
    return Bulk(data.encode() if isinstance(data, str) else data)


def array(*items: Reply | str | bytes) -> Array:
    """An array. Text and bytes stand for bulk strings, because most arrays consist of those."""
    return Array(tuple(bulk(item) if isinstance(item, (str, bytes)) else item for item in items))


def entry(id: str, *words: str | bytes) -> Array:
    """An entry of a stream, as XRANGE and XREAD send it: its id, and its words."""
    return array(id, array(*words))


def stream(key: str | bytes, *entries: Reply) -> Array:
    """A stream in the reply to XREAD: its key, and its entries."""
    return array(key, array(*entries))


def text_of(word: str | bytes) -> str:
    """Text for a person to read. Bytes that are not text are written as `\\xff`."""
    return word if isinstance(word, str) else word.decode("utf-8", "backslashreplace")


def command(*words: str | bytes) -> bytes:
    """A command as a client sends it, an array of bulk strings: `PING` becomes `*1\\r\\n$4\\r\\nPING\\r\\n`."""
    return encode(array(*words))


def encode(reply: Reply) -> bytes:
    match reply:
        case Simple(text):
            return b"+" + text.encode() + LINE_END
        case Error(text):
            return b"-" + text.encode() + LINE_END
        case Integer(value):
            return b":%d\r\n" % value
        case Bulk(data):
            return b"$-1\r\n" if data is None else b"$%d\r\n%b\r\n" % (len(data), data)
        case Array(items):
            return b"*-1\r\n" if items is None else b"*%d\r\n" % len(items) + b"".join(map(encode, items))
    raise TypeError(f"{reply!r} is not a reply")


class Incomplete(Exception):
    """The data is right so far but ends too early. `missing` says in words what should follow."""

    def __init__(self, missing: str) -> None:
        super().__init__(missing)
        self.missing = missing


class Malformed(Exception):
    """No client can read this data. `at` counts bytes from 0; `why` says in a clause what is wrong there."""

    def __init__(self, at: int, why: str) -> None:
        super().__init__(why)
        self.at = at
        self.why = why


#: More than any reply of this course has. A program's mistake must not cost the test its memory or its stack.
DEPTH_MAX, PARTS_MAX, BYTES_MAX = 16, 20_000, 1_000_000


class _Room:
    """How many more parts a reply may have, and how deep they may be nested."""

    def __init__(self) -> None:
        self.parts = PARTS_MAX
        self.depth = DEPTH_MAX

    def enter(self, at: int) -> None:
        self.parts -= 1
        self.depth -= 1
        if self.parts < 0:
            raise Malformed(at, f"no reply of this course has more than {PARTS_MAX:,} parts")
        if self.depth < 0:
            raise Malformed(at, f"no reply of this course has arrays that are nested more than {DEPTH_MAX} deep")

    def leave(self) -> None:
        self.depth += 1


def decode(data: bytes, at: int = 0) -> tuple[Reply, int]:
    """The reply that begins at `at`, and the position where it ends. Raises Incomplete or Malformed."""
    try:
        return _decode(data, at, _Room())
    except Incomplete:
        if len(data) - at <= BYTES_MAX:
            raise
    raise Malformed(at, f"no reply of this course is longer than {BYTES_MAX:,} bytes")


def _decode(data: bytes, at: int, room: _Room) -> tuple[Reply, int]:
    room.enter(at)
    kind = data[at : at + 1]
    if not kind:
        raise Incomplete("the whole reply")
    if kind not in KINDS:
        raise Malformed(at, "no kind of reply begins with this byte")
    line, end = _line(data, at + 1)
    found = KINDS[kind](data, line, at + 1, end, room)
    room.leave()
    return found


def _line(data: bytes, at: int) -> tuple[bytes, int]:
    """The bytes up to the line end, and the position where the next line begins."""
    end = data.find(b"\n", at)
    if end < 0:
        if data.endswith(b"\r") and b"\r" not in data[at:-1]:
            raise Incomplete('"\\n" at the end of the line')
        raise Incomplete('the line end "\\r\\n"')
    if data[end - 1 : end] != b"\r" or end - 1 < at:
        raise Malformed(end, 'a line ends with "\\r\\n", not with "\\n" alone')
    line = data[at : end - 1]
    if b"\r" in line:
        raise Malformed(at + line.index(b"\r"), 'a "\\r" may only be at the end of a line')
    return line, end + 1


def _number(line: bytes, at: int, what: str) -> int:
    digits = line[1:] if line[:1] in (b"-", b"+") else line
    if not digits.isdigit() or len(digits) > 19:
        raise Malformed(at, f"{what} must be a decimal number here")
    return int(line)


def _length(line: bytes, at: int, what: str) -> int | None:
    length = _number(line, at, what)
    if length < -1:
        raise Malformed(at, f"{what} cannot be {length}")
    return None if length == -1 else length


def _simple(data: bytes, line: bytes, at: int, end: int, room: _Room) -> tuple[Reply, int]:
    return Simple(text_of(line)), end


def _error(data: bytes, line: bytes, at: int, end: int, room: _Room) -> tuple[Reply, int]:
    return Error(text_of(line)), end


def _integer(data: bytes, line: bytes, at: int, end: int, room: _Room) -> tuple[Reply, int]:
    return Integer(_number(line, at, "the integer")), end


def _bulk(data: bytes, line: bytes, at: int, end: int, room: _Room) -> tuple[Reply, int]:
    length = _length(line, at, "the length of the text in bytes")
    if length is None:
        return NULL, end
    stop = end + length
    found = data[stop : stop + 2]
    if found == LINE_END:
        return Bulk(data[end:stop]), stop + 2
    if LINE_END.startswith(found):
        left = stop + 2 - len(data)
        raise Incomplete(f"{left} more {'byte' if left == 1 else 'bytes'} (counting its line end)")
    raise Malformed(stop, f'"\\r\\n" must follow the {length} bytes that the length announces')


def _array(data: bytes, line: bytes, at: int, end: int, room: _Room) -> tuple[Reply, int]:
    length = _length(line, at, "the number of elements")
    if length is None:
        return NULL_ARRAY, end
    items: list[Reply] = []
    for number in range(1, length + 1):
        if end == len(data):
            raise Incomplete(f"element {number} of {length}")
        item, end = _decode(data, end, room)
        items.append(item)
    return Array(tuple(items)), end


KINDS = {b"+": _simple, b"-": _error, b":": _integer, b"$": _bulk, b"*": _array}
