"""An exception of the learner's, on the tests' side. It is caught as the built-in exception that it is, and it is never the suite's own."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from typing import Any

#: Of an exception. The caller keeps to them, but a program may write an answer itself.
NAME_CHARACTERS, MESSAGE_CHARACTERS, TRACEBACK_CHARACTERS = 200, 2000, 16000
#: Classes that an exception may be derived from: the rest is not looked at.
BASES_MAX = 50
#: The interpreter itself acts on these: a `for` ends at one, and our reports free memory at the other.
UNUSED = (StopIteration, StopAsyncIteration, MemoryError)


class Raised(Exception):
    """The learner's function raised an exception. `location` is `(file, line)` of the learner's innermost line, or None.

    `str()` and `args` are as in the learner's process. If its class is a built-in one, or derived from one, it is an instance of that class
    too, so `pytest.raises(ValueError)` catches it.
    """

    def __init__(
        self,
        type: str,
        message: str,
        location: tuple[str, int] | None,
        traceback: str,
        bases: Sequence[str] = (),
        args: tuple[Any, ...] | None = None,
    ) -> None:
        self.type = type[:NAME_CHARACTERS]
        self.message = message[:MESSAGE_CHARACTERS]
        # Not `super()`: the built-in class beside this one may want other arguments.
        Exception.__init__(self, *((self.message,) if args is None else args))
        self.location = location
        self.traceback = traceback[:TRACEBACK_CHARACTERS]
        #: The names of the classes that it is derived from, as the learner's process tells them.
        self.bases = tuple(name[:NAME_CHARACTERS] for name in bases[:BASES_MAX])
        #: The exception that the test expected when this one came; None if it expected none.
        self.wanted: str | None = None

    def __str__(self) -> str:
        return self.message

    @property
    def said(self) -> str:
        """As the last line of a traceback."""
        return f"{self.type}: {self.message}" if self.message else self.type


class _Exactly(type):
    """The class of an exception that is of a built-in class itself: `type(error.value) == ValueError` holds, as in an ordinary suite."""

    builtin: type[Exception]

    def __eq__(cls, other: object) -> bool:
        return other is cls or other is cls.builtin

    def __hash__(cls) -> int:
        return hash(cls.builtin)


_classes: dict[tuple[type[Exception], bool], type[Raised]] = {}


def class_of_raised(type_name: str, bases: Sequence[str]) -> type[Raised]:
    """`Raised`, together with the built-in class that the exception is or is derived from."""
    for name in (type_name, *bases[:BASES_MAX]):
        found = vars(builtins).get(name)
        if isinstance(found, type) and issubclass(found, Exception):
            return _known_class(found, name is type_name)
    return Raised


def _known_class(found: type[Exception], exact: bool) -> type[Raised]:
    if (found, exact) not in _classes:
        unused = issubclass(found, UNUSED) or "Group" in found.__name__
        made: type[Raised] = Raised
        if not unused:
            made = joined(found, exact)
        _classes[found, exact] = made
    return _classes[found, exact]


def joined(other: type[BaseException], exact: bool = False) -> type[Raised]:
    """Raised with a second base. Raised itself, if the two cannot be one class."""
    names = {"__module__": Raised.__module__, "__qualname__": "Raised"}
    others: tuple[type, ...] = () if other is Exception else (other,)
    try:
        made: type[Any] = type("Raised", (Raised, *others), names)
        if exact:
            made = _Exactly(other.__name__, (made,), {"__module__": "builtins", "builtin": other})
        made("", "", None, "")
    except Exception:
        return Raised
    return made
