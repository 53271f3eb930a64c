"""Reads what `_values.py` writes. It is hostile input, bounded in time and memory. Part of the caller's source, too."""

from codealong._values import (
    DECIMAL_CHARACTERS_MAX,
    DECIMAL_EXPONENT_MAX,
    DEPTH_MAX,
    FRACTION_BITS_MAX,
    INT_BITS_MAX,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

#: Different values with the same hash in one answer. A set compares each of them with all the others, and 35,000 fit into an answer.
ALIKE_MAX = 300
#: Comparisons of such values in one answer.
COMPARED_MAX = 100_000
#: The hash of an int below this is the int itself.
OWN_HASH = 2**61 - 1
#: Characters of a date, a time, a duration or a time zone.
TIME_CHARACTERS_MAX = 100


class Decoder:
    """`other` makes something of a coded value of another kind. `originals` are objects of this side, by their numbers: what is written with
    a number is their new content. `find` imports a module of the library."""

    def __init__(
        self,
        other: "Callable[[str, Any], object] | None" = None,
        originals: "Sequence[object]" = (),
        find: "Callable[[str], Any]" = __import__,
    ) -> None:
        self._other = other
        self._originals = dict(enumerate(originals))
        self._find = find
        self._alike: "dict[int, list[object]]" = {}
        self._compared = 0
        self._hashed = 0
        #: Values made by `other` so far: what holds one is never hashed here, because that may ask the other side.
        self._others = 0
        self._changes: "list[tuple[Any, Any]]" = []
        #: What can be changed in place, by its number.
        self.mutables: "list[Any]" = []

    def value(self, coded: object, depth: int = 0) -> "Any":
        """Raises an Exception if `coded` is not a result of an Encoder: mostly a ValueError or a TypeError, but it is hostile input."""
        if depth > DEPTH_MAX + 1:
            raise ValueError("too deep")
        if coded is None or type(coded) in (bool, str):
            return coded
        if type(coded) is not list or len(coded) not in (2, 3):
            raise ValueError("no value")
        kind, inner = coded[0], coded[1]
        number = len(self.mutables)
        if kind in ("list", "dict", "set", "bytearray"):
            self.mutables.append(None)
        made = self._flat(kind, inner) if type(inner) is str else self._made(kind, inner, depth)
        if len(coded) == 3:
            made = self._again(coded[2], made)
        if kind in ("list", "dict", "set", "bytearray"):
            self.mutables[number] = made
        return made

    def apply(self) -> None:
        """Gives the originals their new content. Called once everything could be read."""
        for original, content in self._changes:
            if type(content) is dict:
                original.clear()
                for key, item in content.items():  # whatever the subclass: a Counter would add
                    original[key] = item
            elif type(content) is set:
                original.clear()
                original.update(content)
            else:
                original[:] = content

    def _again(self, number: object, made: object) -> object:
        original = self._originals.pop(number)  # type: ignore[call-overload]
        if not isinstance(original, type(made)):
            raise ValueError("another type")
        self._changes.append((original, made))
        return original

    def _made(self, kind: object, inner: object, depth: int) -> object:
        if kind in ("held", "function", "builtin", "range"):
            if self._other is None or self._hashed:
                raise ValueError("an object")
            self._others += 1
            return self._other(str(kind), inner)
        if type(inner) is not list:
            raise ValueError("no content")
        if kind == "dict":
            return {self._key(key, depth): self.value(item, depth + 1) for key, item in inner}
        if kind in ("set", "frozenset"):
            members = [self._key(item, depth) for item in inner]
            return set(members) if kind == "set" else frozenset(members)
        made = {"list": list, "tuple": tuple}[str(kind)]
        return made([self._item(item, kind, depth) for item in inner])

    def _key(self, coded: object, depth: int) -> object:
        self._hashed += 1
        made = self._item(coded, "set", depth)
        self._hashed -= 1
        return made

    def _item(self, coded: object, within: object, depth: int) -> object:
        before = self._others
        made = self.value(coded, depth + 1)
        return self._watched(made, within) if before == self._others else made

    def _flat(self, kind: object, text: str) -> object:
        if kind == "int" and (number := int(text, 16)).bit_length() <= INT_BITS_MAX:
            return number
        if kind == "float":
            return float.fromhex(text)
        if kind == "complex":
            real, imag = text.split(" ")
            return complex(float.fromhex(real), float.fromhex(imag))
        if kind in ("bytes", "bytearray"):
            return (bytes if kind == "bytes" else bytearray).fromhex(text)
        if kind == "Decimal" and len(text) <= DECIMAL_CHARACTERS_MAX:
            return self._decimal(text)
        if kind == "Fraction":
            over, under = (int(part, 16) for part in text.split(" "))
            if max(over.bit_length(), under.bit_length()) <= FRACTION_BITS_MAX:
                return self._find("fractions").Fraction(over, under)
        if kind in ("datetime", "date", "time", "timedelta", "timezone") and len(text) <= TIME_CHARACTERS_MAX:
            return self._moment(str(kind), [int(part) for part in text.split(" ")])
        raise ValueError("no text")

    def _decimal(self, text: str) -> object:
        made = self._find("decimal").Decimal(text)
        if made.is_snan() or (made.is_finite() and abs(made.as_tuple().exponent) > 2 * DECIMAL_EXPONENT_MAX):
            raise ValueError("no number to calculate with")
        return made

    def _moment(self, kind: str, parts: "list[int]") -> object:
        moments = self._find("datetime")
        zones = {"datetime": 8, "time": 5, "timezone": 0}
        zone = None
        if kind in zones and len(parts) == zones[kind] + 1:
            zone = moments.timezone(moments.timedelta(microseconds=parts.pop()))
        if kind == "timezone":
            if zone is None or parts:
                raise ValueError("no time zone")
            return zone
        if kind in zones:
            fold = parts.pop()
            return getattr(moments, kind)(*parts, tzinfo=zone, fold=fold)
        return getattr(moments, kind)(*parts)

    def _watched(self, item: object, within: object) -> object:
        """Refuses what a program can make so that hashes are equal. Those of texts and bytes depend on a secret of this process.

        A tuple in a tuple is not looked at: its hash is made again with that of each tuple around it.
        """
        kind = type(item)
        if kind in (bool, str, bytes, float) or item is None or (kind is tuple and within == "tuple"):
            return item  # some 40 floats at most have the same hash
        if kind is int and abs(item) < OWN_HASH:  # type: ignore[arg-type]
            return item
        try:
            alike = self._alike.setdefault(hash(item), [])
        except TypeError:  # a list, or a tuple with a list in it
            return item
        self._compared += len(alike)
        if item not in alike:
            alike.append(item)
        if len(alike) > ALIKE_MAX or self._compared > COMPARED_MAX:
            raise ValueError("too many equal hashes")
        return item
