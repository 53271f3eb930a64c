"""The protocol: commands are read, and replies are written."""

from typing import BinaryIO

NULL_ARRAY = b"*-1\r\n"


class CommandError(Exception):
    """What is wrong with a command. The client reads it as the reply."""


def read_command(stream: BinaryIO) -> list[bytes]:
    """The words of the next command, as in `*2\\r\\n$4\\r\\nECHO\\r\\n$2\\r\\nhi\\r\\n`; none when the client has gone."""
    line = stream.readline()
    if not line:
        return []
    return [read_word(stream) for _ in range(int(line[1:]))]


def read_word(stream: BinaryIO) -> bytes:
    length = int(stream.readline()[1:])
    word = stream.read(length)
    stream.readline()  # the line end after the word
    return word


def simple_string(text: bytes) -> bytes:
    return b"+%b\r\n" % text


def bulk_string(data: bytes | None) -> bytes:
    """None becomes the null bulk string: there is no value."""
    if data is None:
        return b"$-1\r\n"
    return b"$%d\r\n%b\r\n" % (len(data), data)


def integer(number: int) -> bytes:
    return b":%d\r\n" % number


def array(replies: list[bytes]) -> bytes:
    """Its elements are complete replies, of any kind."""
    return b"*%d\r\n" % len(replies) + b"".join(replies)


def error(text: str) -> bytes:
    return f"-{text}\r\n".encode()
