"""The commands for texts."""

import math
import time

from resp import bulk_string
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
