"""Plain values to JSON and back, exactly: the only data that crosses between the tests and the learner's functions.

Only exact built-in types cross, by copy. An object whose `__eq__` always returns True does not cross, nor does a str subclass:
such a result could compare equal to anything a test expects. This file is also part of the caller's source, so it imports nothing.
"""

DEPTH_MAX = 60


class NotPlain(Exception):
    """A value of a type that cannot cross. The argument is the name of the type."""


def encode(value: object, depth: int = 0) -> object:
    kind = type(value)
    if depth > DEPTH_MAX:
        raise NotPlain("something nested too deeply")
    if value is None or kind is bool or kind is str:
        return value
    if kind is int and isinstance(value, int):
        return ["int", hex(value)]
    if kind is float and isinstance(value, float):
        return ["float", value.hex()]
    if kind is bytes and isinstance(value, bytes):
        return ["bytes", value.hex()]
    if kind is dict and isinstance(value, dict):
        return ["dict", [[encode(key, depth + 1), encode(item, depth + 1)] for key, item in value.items()]]
    if kind in (list, tuple, set, frozenset) and isinstance(value, (list, tuple, set, frozenset)):
        return [kind.__name__, [encode(item, depth + 1) for item in value]]
    raise NotPlain(kind.__name__)


def decode(coded: object, depth: int = 0) -> object:
    """Raises ValueError or TypeError if `coded` is not a result of `encode`."""
    if depth > DEPTH_MAX + 1:
        raise ValueError("too deep")
    if coded is None or type(coded) in (bool, str):
        return coded
    if type(coded) is not list:
        raise ValueError("no value")
    kind, inner = coded
    if kind == "int":
        return int(inner, 16)
    if kind == "float":
        return float.fromhex(inner)
    if kind == "bytes":
        return bytes.fromhex(inner)
    if kind == "dict":
        return {decode(key, depth + 1): decode(item, depth + 1) for key, item in inner}
    items = [decode(item, depth + 1) for item in inner]
    return {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}[kind](items)
