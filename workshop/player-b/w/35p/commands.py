"""All commands, and the functions that answer them."""

from collections.abc import Callable

import lists
import streams
import strings
from resp import bulk_string, error, simple_string
from store import value_at
from waiting import Wait

TYPES: dict[type, bytes] = {bytes: b"string", list: b"list", dict: b"stream"}


def answer(command: list[bytes]) -> bytes | Wait:
    name, *args = command
    function = COMMANDS.get(name.upper())
    return function(*args) if function else error("ERR unknown command")


def ping() -> bytes:
    return b"+PONG\r\n"


def echo(word: bytes) -> bytes:
    return bulk_string(word)


def get_type(key: bytes) -> bytes:
    value = value_at(key, object)
    return simple_string(b"none" if value is None else TYPES[type(value)])


COMMANDS: dict[bytes, Callable[..., bytes | Wait]] = {
    b"PING": ping,
    b"ECHO": echo,
    b"TYPE": get_type,
    b"SET": strings.set_value,
    b"GET": strings.get_value,
    b"INCR": strings.count,
    b"RPUSH": lists.push,
    b"LPUSH": lists.push_left,
    b"LRANGE": lists.get_range,
    b"LLEN": lists.get_length,
    b"LPOP": lists.pop,
    b"BLPOP": lists.pop_or_wait,
    b"XADD": streams.add,
    b"XRANGE": streams.get_range,
    b"XREAD": streams.read,
}
