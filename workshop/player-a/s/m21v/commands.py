"""Finds the function for a command."""

import lists
import store
import streams
import strings
from resp import bulk_string, error, simple_string
from waiting import Waiter


def ping() -> bytes:
    return simple_string("PONG")


def type_of(key: bytes) -> bytes:
    match store.find(key):
        case None:
            return simple_string("none")
        case list():
            return simple_string("list")
        case streams.Stream():
            return simple_string("stream")
        case _:
            return simple_string("string")


FUNCTIONS = {
    b"PING": ping,
    b"ECHO": bulk_string,
    b"TYPE": type_of,
    b"SET": strings.set_value,
    b"GET": strings.get_value,
    b"RPUSH": lists.push_right,
    b"LPUSH": lists.push_left,
    b"LRANGE": lists.list_range,
    b"LLEN": lists.length_of,
    b"LPOP": lists.pop_left,
    b"XADD": streams.add,
    b"BLPOP": lists.blocking_pop,
}


def answer(command: list[bytes]) -> bytes | Waiter:
    name, *args = command
    function = FUNCTIONS.get(name.upper())
    if function is None:
        return error("ERR unknown command")
    return function(*args)
