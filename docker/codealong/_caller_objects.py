"""What crosses by number: the learner's objects that a test holds, and the test's functions that the learner's code calls. A part of the caller."""

from codealong._caller_wire import Library, Wire
from codealong._decoding import Decoder
from codealong._values import Encoder, NotPlain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

#: Objects that a test may hold at once.
HELD_MAX = 10_000


class Objects:
    def __init__(self, library: Library, wire: Wire, run: "Callable[[dict[str, Any]], None]") -> None:
        #: The learner's code may call the test's functions in several threads. One of them talks at a time.
        self.lock = library.borrowed("_thread").RLock()
        #: How many requests of the test are being served: between two of them it does not listen.
        self.served = 0
        self._library, self._wire, self._run = library, wire, run
        self._held: "dict[int, object]" = {}
        #: By the object's `id`: a held object keeps it.
        self._numbers: "dict[int, int]" = {}
        self._next = 0
        self._functions: "dict[int, Any]" = {}
        #: Names of the built-in functions and classes that the test handed in, by their `id`.
        self._builtins: "dict[int, str]" = {}
        #: Exceptions that the test's functions raised here, and their numbers, by the exception's `id`.
        self._thrown: "dict[int, tuple[BaseException, int]]" = {}

    def hold(self, value: object) -> object:
        number = self._numbers.get(id(value))
        if number is None:
            if len(self._held) >= HELD_MAX:
                raise NotPlain(f"more than {HELD_MAX:,} objects")
            number = self._next = self._next + 1
            self._held[number], self._numbers[id(value)] = value, number
        return ["held", [number, str.__str__(type(value).__name__)[:100]]]

    def other(self, value: object) -> object:
        """For an Encoder: a function of the test's goes back as it came, and anything else is held."""
        return self._handed_in(value) or self.hold(value)

    def _handed_in(self, value: object) -> "list[object] | None":
        """A function of the test's, as it came. None for anything else."""
        if id(value) in self._builtins:
            return ["builtin", [self._builtins[id(value)], ""]]
        number = next((one for one, function in self._functions.items() if function is value), None)
        return None if number is None else ["function", [number, ""]]

    def only_functions(self, value: object) -> object:
        """For an Encoder whose reader wants plain values."""
        found = self._handed_in(value)
        if found is None:
            raise NotPlain(type(value).__name__)
        return found

    def known_only(self, value: object) -> object:
        """For an Encoder of what was handed in: an object that the test holds goes back as it came."""
        return self.hold(value) if id(value) in self._numbers else self.only_functions(value)

    def known(self, kind: str, told: "Any") -> object:
        """For a Decoder."""
        if kind == "range":
            return range(*[int(part, 16) for part in told])
        number, name = told
        if kind == "builtin":
            found: object = getattr(self._library.borrowed("builtins"), number)
            self._builtins[id(found)] = number
            return found
        if kind == "held":
            return self._held[number]
        if number not in self._functions:
            self._functions[number] = self._stub(number, name)
        return self._functions[number]

    def drop(self, numbers: "list[int]") -> None:
        for number in numbers:
            value = self._held.pop(number, None)
            self._numbers.pop(id(value), None)

    def thrown(self, error: BaseException) -> "int | None":
        return self._thrown.get(id(error), (error, None))[1]

    def forget_thrown(self) -> None:
        self._thrown.clear()

    def _stub(self, number: int, name: str) -> "Callable[..., object]":
        def function(*args: object, **options: object) -> object:
            return self._call(number, args, options)

        function.__name__ = function.__qualname__ = name
        return function

    def _call(self, number: int, args: "tuple[object, ...]", options: "dict[str, object]") -> object:
        with self.lock:
            if not self.served:
                raise RuntimeError("the test has gone on: a function of its own can be called only while it waits for yours")
            coded = [Encoder(self.other).value(arg) for arg in args]
            told = {key: Encoder(self.other).value(option) for key, option in options.items()}
            self._wire.write({"call": number, "args": coded, "options": told})
            while (reply := self._wire.read()) is not None and "do" in reply:
                self._run(reply)
        if reply is None:
            raise SystemExit
        if "raise" in reply:
            raise self.error(*reply["raise"])
        return Decoder(self.known, find=self._library.shared).value(reply["value"])

    def error(self, name: str, args: object, number: int) -> BaseException:
        builtins = vars(self._library.borrowed("builtins"))
        kind: "Any" = builtins.get(name)
        if not isinstance(kind, type) or not issubclass(kind, Exception):
            kind = type(name, (Exception,), {"__module__": "__main__"})
        given = Decoder(self.known, find=self._library.shared).value(args)
        try:
            error: BaseException = kind(*given)
        except Exception:  # a class that wants other arguments
            error = RuntimeError(*given)
        self._thrown[id(error)] = (error, number)
        return error
