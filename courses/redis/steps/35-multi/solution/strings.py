"""The commands for texts, and for numbers, which are texts of digits."""

import math
import re
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


def increment(key: bytes) -> bytes:
    """The value keeps the time at which it ends."""
    value = value_at(key, bytes)
    if value is None:
        value = b"0"
        store[key] = Entry(value, math.inf)
    number = number_in(value) + 1
    store[key] = store[key]._replace(value=b"%d" % number)
    return integer(number)


def number_in(text: bytes) -> int:
    """Nothing but digits, with a minus sign or without. `int` alone would accept blanks and underscores, too."""
    if not re.fullmatch(rb"-?[0-9]+", text):
        raise CommandError("ERR value is not an integer or out of range")
    return int(text)
