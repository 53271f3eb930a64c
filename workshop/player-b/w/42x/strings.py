"""The commands for texts."""

import math
import time

from resp import CommandError, bulk_string, integer
from store import Entry, store, value_at


def set_value(key: bytes, value: bytes, *options: bytes) -> bytes:
    store[key] = Entry(value, end_of_life(*options))
    return b"+OK\r\n"


def end_of_life(option: bytes = b"", number: bytes = b"") -> float:
    """PX counts milliseconds. Without it a value stays for good."""
    if option.upper() == b"PX":
        return time.monotonic() + int(number) / 1000
    return math.inf


def get_value(key: bytes) -> bytes:
    return bulk_string(value_at(key, bytes))


def count(key: bytes) -> bytes:
    number = whole_number(value_at(key, bytes) or b"0") + 1
    store[key] = Entry(b"%d" % number, math.inf)
    return integer(number)


def whole_number(text: bytes) -> int:
    try:
        return int(text)
    except ValueError:
        raise CommandError("ERR value is not an integer or out of range") from None
