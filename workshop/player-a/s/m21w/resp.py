"""Reads commands, and writes the kinds of reply."""

from typing import BinaryIO

NULL_ARRAY = b"*-1\r\n"


def read_command(stream: BinaryIO) -> list[bytes]:
    line = stream.readline()
    if not line:
        return []
    return [read_word(stream) for _ in range(int(line[1:]))]


def read_word(stream: BinaryIO) -> bytes:
    length = int(stream.readline()[1:])
    word = stream.read(length)
    stream.readline()
    return word


def simple_string(text: str) -> bytes:
    return b"+%b\r\n" % text.encode()


def error(text: str) -> bytes:
    return b"-%b\r\n" % text.encode()


def integer(number: int) -> bytes:
    return b":%d\r\n" % number


def bulk_string(data: bytes | None) -> bytes:
    if data is None:
        return b"$-1\r\n"
    return b"$%d\r\n%b\r\n" % (len(data), data)


def array(elements: list[bytes]) -> bytes:
    return b"*%d\r\n" % len(elements) + b"".join(bulk_string(element) for element in elements)
