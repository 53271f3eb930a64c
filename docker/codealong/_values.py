"""Plain values to JSON, exactly: the only data that crosses between the tests and the learner's functions. `_decoding.py` reads it.

Only copies of built-in types cross. A subclass (`Counter`, a named tuple, `IntEnum`) crosses as a copy of its plain base: an object whose
`__eq__` always returns True would otherwise compare equal to anything a test expects. This file is also part of the caller's source, so
it imports nothing.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

DEPTH_MAX = 60
#: A number of this many bits has 30,103 digits. The grader can print it (sys.set_int_max_str_digits in runner/grader.py) and calculate with it.
INT_BITS_MAX = 100_000
#: Of a numerator or a denominator. To reduce a fraction takes time with the square of this.
FRACTION_BITS_MAX = 10_000
#: Characters of a Decimal, and the largest exponent: `int(Decimal("1e9999999"))` would fill the memory.
DECIMAL_CHARACTERS_MAX, DECIMAL_EXPONENT_MAX = 10_000, 10_000
#: Types that can be changed in place. Both sides number them in the order in which they are met.
MUTABLE = (list, dict, set, bytearray)
#: A subclass of several of these is a copy of the first.
BASES = (dict, list, tuple, set, frozenset, str, int, float, complex, bytes, bytearray)


class NotPlain(Exception):
    """A value of a type that cannot cross. The argument is the name of the type."""


class Encoder:
    """`other` makes something of a value that is not plain, or raises NotPlain. `names` has the numbers, by `id`, of objects that the other
    side knows: each is written with its number, once."""

    def __init__(
        self, other: "Callable[[object], object] | None" = None, names: "dict[int, int] | None" = None
    ) -> None:
        self._other = other
        self._names = names or {}
        #: What can be changed in place, by its number.
        self.mutables: "list[Any]" = []
        #: In a key or in a set nothing but plain values can stand, because the other side has to compute its hash.
        self._hashed = 0

    def value(self, value: object, depth: int = 0) -> object:
        kind = type(value)
        if depth > DEPTH_MAX:
            raise NotPlain("something nested too deeply")
        if value is None or kind is bool or kind is str:
            return value
        base: "Any" = kind if kind in BASES else next((one for one in BASES if issubclass(kind, one)), None)
        if base is None:
            return self._special(value)
        known = self._names.pop(id(value), None) if self._names else None
        if base in MUTABLE:
            self.mutables.append(value)
        if base in (str, int, float, complex, bytes, bytearray):
            coded = _flat(base, value)
        elif base is dict:
            coded = ["dict", [[self._hashable(key, depth), self.value(item, depth + 1)] for key, item in _items(value)]]
        elif base in (set, frozenset):
            coded = [base.__name__, [self._hashable(item, depth) for item in base.__iter__(value)]]
        else:
            coded = [base.__name__, [self.value(item, depth + 1) for item in base.__iter__(value)]]
        return coded if known is None or not isinstance(coded, list) else [*coded, known]

    def _hashable(self, value: object, depth: int) -> object:
        self._hashed += 1
        try:
            return self.value(value, depth + 1)
        finally:
            self._hashed -= 1

    def _special(self, value: object) -> object:
        for one in type(value).__mro__:
            written = SPECIAL.get(f"{one.__module__}.{one.__name__}")
            if written is not None:
                return [one.__name__, written(value)]
        if self._other is None or self._hashed:
            raise NotPlain(type(value).__name__)
        return self._other(value)


def _items(value: "Any") -> "Iterable[tuple[object, object]]":
    kind = type(value)
    # What `move_to_end` did is known to the type itself only.
    ordered = kind.__name__ == "OrderedDict" and kind.__module__ == "collections"
    items: "Iterable[tuple[object, object]]" = kind.items(value) if ordered else dict.items(value)
    return items


def _flat(base: type, value: "Any") -> object:
    """By the methods of the base: a subclass may have others of its own."""
    if base is str:
        return str.__str__(value)
    if base is int:
        number = int.__add__(value, 0)
        if number.bit_length() > INT_BITS_MAX:
            raise NotPlain(f"a number of more than {INT_BITS_MAX:,} bits")
        return ["int", hex(number)]
    if base is float:
        return ["float", float.hex(value)]
    if base is complex:
        pair = complex.__pos__(value)
        return ["complex", f"{pair.real.hex()} {pair.imag.hex()}"]
    return [base.__name__, base.hex(value)]  # type: ignore[attr-defined]


def _decimal(value: "Any") -> str:
    text = str(value)
    if value.is_snan() or len(text) > DECIMAL_CHARACTERS_MAX or (value and abs(value.adjusted()) > DECIMAL_EXPONENT_MAX and value.is_finite()):
        raise NotPlain("a Decimal that is too large")
    return text


def _fraction(value: "Any") -> str:
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > FRACTION_BITS_MAX:
        raise NotPlain("a Fraction that is too large")
    return f"{value.numerator:#x} {value.denominator:#x}"


def _offset(value: "Any") -> str:
    """The distance from UTC in microseconds, after a blank; nothing for a time without a zone."""
    if value is None:
        return ""
    return f" {(value.days * 86400 + value.seconds) * 1_000_000 + value.microseconds}"


def _time(value: "Any") -> str:
    offset = value.utcoffset()
    if value.tzinfo is not None and offset is None:
        raise NotPlain(type(value.tzinfo).__name__)
    return f"{value.hour} {value.minute} {value.second} {value.microsecond} {value.fold}{_offset(offset)}"


def _date(value: "Any") -> str:
    return f"{value.year} {value.month} {value.day}"


#: Types of the library that cross too, and how each is written.
SPECIAL: "dict[str, Callable[[Any], str]]" = {
    "decimal.Decimal": _decimal,
    "fractions.Fraction": _fraction,
    "datetime.datetime": lambda value: f"{_date(value)} {_time(value)}",
    "datetime.date": _date,
    "datetime.time": _time,
    "datetime.timedelta": lambda value: f"{value.days} {value.seconds} {value.microseconds}",
    "datetime.timezone": lambda value: _offset(value.utcoffset(None)).strip(),
}
