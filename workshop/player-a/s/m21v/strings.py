"""The commands for texts."""

import math
import time

import store
from resp import bulk_string, simple_string


def set_value(key: bytes, value: bytes, *options: bytes) -> bytes:
    store.put(key, value, end_of_life(*options))
    return simple_string("OK")


def end_of_life(option: bytes = b"", number: bytes = b"") -> float:
    if option.upper() == b"PX":
        return time.monotonic() + int(number) / 1000
    return math.inf


def get_value(key: bytes) -> bytes:
    return bulk_string(store.find(key))
