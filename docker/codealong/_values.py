"""Plain values to JSON and back, exactly: the only data that crosses between the tests and the learner's functions.

Only exact built-in types cross, by copy. An object whose `__eq__` always returns True does not cross, nor does a str subclass:
such a result could compare equal to anything a test expects. This file is also part of the caller's source, so it imports nothing.
"""

DEPTH_MAX = 60
#: A number of this many bits has 30,103 digits. The grader can print it (sys.set_int_max_str_digits in runner/grader.py) and calculate with it.
INT_BITS_MAX = 100_000
#: Different values with the same hash in one answer. A set compares each of them with all the others, and 35,000 fit into an answer.
ALIKE_MAX = 300
#: The hash of an int below this is the int itself.
OWN_HASH = 2**61 - 1


class NotPlain(Exception):
    """A value of a type that cannot cross. The argument is the name of the type."""


def encode(value: object, depth: int = 0) -> object:
    kind = type(value)
    if depth > DEPTH_MAX:
        raise NotPlain("something nested too deeply")
    if value is None or kind is bool or kind is str:
        return value
    if kind is int and isinstance(value, int):
        if value.bit_length() > INT_BITS_MAX:
            raise NotPlain(f"a number of more than {INT_BITS_MAX:,} bits")
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


def decode(coded: object) -> object:
    """Raises an Exception if `coded` is not a result of `encode`: mostly a ValueError or a TypeError, but it is hostile input."""
    return _Decoding().value(coded, 0)


class _Decoding:
    def __init__(self) -> None:
        self._alike: dict[int, list[object]] = {}

    def value(self, coded: object, depth: int) -> object:
        if depth > DEPTH_MAX + 1:
            raise ValueError("too deep")
        if coded is None or type(coded) in (bool, str):
            return coded
        if type(coded) is not list:
            raise ValueError("no value")
        kind, inner = coded
        if type(inner) is str:
            return self._flat(kind, inner)
        if type(inner) is not list:
            raise ValueError("no content")
        if kind == "dict":
            return {self._watched(self.value(key, depth + 1), kind): self.value(item, depth + 1) for key, item in inner}
        made = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}[kind]
        return made([self._watched(self.value(item, depth + 1), kind) for item in inner])

    def _flat(self, kind: object, text: str) -> object:
        if kind == "int" and (number := int(text, 16)).bit_length() <= INT_BITS_MAX:
            return number
        if kind == "float":
            return float.fromhex(text)
        if kind == "bytes":
            return bytes.fromhex(text)
        raise ValueError("no text")

    def _watched(self, item: object, within: object) -> object:
        """Refuses what a program can make so that hashes are equal. Those of texts and bytes depend on a secret of this process.

        A tuple in a tuple is not looked at: its hash is made again with that of each tuple around it.
        """
        grouped = type(item) in (tuple, frozenset) and within != "tuple"
        if grouped or (isinstance(item, int) and abs(item) >= OWN_HASH):
            try:
                alike = self._alike.setdefault(hash(item), [])
            except TypeError:  # a tuple with a list in it
                return item
            if item not in alike:
                alike.append(item)
            if len(alike) > ALIKE_MAX:
                raise ValueError("too many equal hashes")
        return item
