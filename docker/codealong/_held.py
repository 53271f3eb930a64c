"""An object of the learner's class, which stays in the learner's process. What a test does with it is done there; plain values come back.

Whatever the object answers is data. It never decides a comparison with a plain value, because it could be equal to all of them, and where
Python wants a number, a text or a truth value, only an exact one counts.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, TypeVar

from codealong._conversation import Conversation, Kept
from codealong._failure import Failed
from codealong._raised import Raised
from codealong._request import Request, label, result_of, written
from codealong._show import is_showing

Exact = TypeVar("Exact")

#: Names with two underscores that are asked for; Python and pytest look for others in any object.
ASKED = ("__annotations__", "__dict__", "__members__", "__name__", "__qualname__")
BINARY = {
    "add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**", "matmul": "@",
    "and": "&", "or": "|", "xor": "^", "lshift": "<<", "rshift": ">>",
}  # fmt: skip
COMPARED = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
UNARY = {"neg": "-", "pos": "+", "invert": "~"}
#: Functions of Python whose result must be of exactly this type.
EXACT: dict[str, type] = {
    "bool": bool, "int": int, "float": float, "complex": complex, "hash": int, "str": str, "repr": str, "bytes": bytes, "index": int,
}  # fmt: skip
#: Values that a `for` takes out of one object, and bytes of their answers. An object may have values without end.
VALUES_MAX, VALUES_BYTES_MAX = 100_000, 4 * 1024 * 1024
CLASSES_MAX = 200
_classes: dict[str, type[Held]] = {}


class Held(Kept):
    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in ASKED:
            raise AttributeError(name)
        shown = f"{label(self)}.{name}"
        found = _ask(self, "getattr", name, shown=shown, told=False)
        return named(found, shown)

    def __setattr__(self, name: str, value: object) -> None:
        _ask(self, "setattr", name, value, shown=f"{label(self)}.{name} = {label(value)}")

    def __delattr__(self, name: str) -> None:
        _ask(self, "delattr", name, shown=f"del {label(self)}.{name}")

    def __call__(self, *args: Any, **options: Any) -> Any:
        shown = written(label(self), args, options)
        return named(_ask(self, "call", *args, shown=shown, options=options), shown)

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice):
            shown = f"{label(self)}[{':'.join('' if end is None else label(end) for end in (key.start, key.stop))}]"
            return named(_ask(self, "getslice", key.start, key.stop, key.step, shown=shown), shown)
        shown = f"{label(self)}[{label(key)}]"
        return named(_ask(self, "getitem", key, shown=shown), shown)

    def __setitem__(self, key: Any, value: Any) -> None:
        _ask(self, "setitem", key, value, shown=f"{label(self)}[{label(key)}] = {label(value)}")

    def __delitem__(self, key: Any) -> None:
        _ask(self, "delitem", key, shown=f"del {label(self)}[{label(key)}]")

    def __len__(self) -> int:
        shown = f"len({label(self)})"
        size = _exact(_ask(self, "len", shown=shown), int, shown)
        if not 0 <= size < 2**62:
            raise Failed("not-plain", {"function": shown, "type": "a length that no list can have", "where": None})
        return size

    def __contains__(self, item: object) -> bool:
        shown = f"{label(item)} in {label(self)}"
        return _exact(_ask(self, "contains", item, shown=shown), bool, shown)

    def __iter__(self) -> Any:
        shown = f"iter({label(self)})"
        found = named(_ask(self, "iter", shown=shown, told=False), label(self))
        if not isinstance(found, Held):
            raise not_plain(shown, found)
        return found

    def __next__(self) -> Any:
        shown = f"next({label(self)})"
        return take(self, Request("next", shown, (self,)), VALUES_MAX)

    def __enter__(self) -> Any:
        return named(_ask(self, "enter", shown=f"with {label(self)}", told=False), label(self))

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        """Only an exception of the learner's own code can be swallowed, and no failure of the test."""
        ours = (error.type, error.args) if isinstance(error, Raised) else () if kind is None else (kind.__name__, ())
        swallowed = _ask(self, "leave", *ours, shown=f"the end of with {label(self)}", told=False)
        return swallowed is True and isinstance(error, Raised)

    def __round__(self, *digits: int) -> Any:
        return _ask(self, "round", *digits, shown=written("round", (self, *digits), {}))

    def __format__(self, how: str) -> str:
        shown = written("format", (self, how), {})
        return _exact(_ask(self, "format", how, shown=shown), str, shown)

    def __dir__(self) -> list[str]:
        return [str(name) for name in _exact(_ask(self, "dir", shown=f"dir({label(self)})", told=False), list, "dir")]

    def __instancecheck__(self, value: object) -> bool:
        shown = f"isinstance({label(value)}, {label(self)})"
        conversation = object.__getattribute__(self, "_kept_in")
        return _exact(result_of(conversation, Request("isinstance", shown, (value, self))), bool, shown)

    def __copy__(self) -> Any:
        return named(_ask(self, "copy", shown=f"copy({label(self)})"), label(self))

    def __deepcopy__(self, memo: object) -> Any:
        return named(_ask(self, "deepcopy", shown=f"deepcopy({label(self)})"), label(self))

    def __del__(self) -> None:
        with suppress(Exception):
            self._kept_in.dropped.append(self._kept_number)


def held(conversation: Conversation, number: int, name: str) -> Held:
    """Of a class with the name of the learner's: `type(account).__name__` is "Account"."""
    if name not in _classes and len(_classes) < CLASSES_MAX:
        with suppress(ValueError, UnicodeError):
            _classes[name] = type(name, (Held,), {"__slots__": (), "__module__": __name__, "__doc__": _documented})
    made = object.__new__(_classes.get(name, Held))
    of = {"_kept_in": conversation, "_kept_number": number, "_kept_class": name, "_kept_label": "", "_kept_taken": (0, 0)}
    for key, value in of.items():
        object.__setattr__(made, key, value)
    return made


#: The docstring of the learner's class, or of a function.
_documented = property(lambda self: _ask(self, "getattr", "__doc__", shown=f"{label(self)}.__doc__", told=False))


def named(found: Any, shown: str) -> Any:
    """Gives a held object the words that it came by, unless it has some."""
    if isinstance(found, Held) and not found._kept_label:
        object.__setattr__(found, "_kept_label", shown)
    return found


def take(kept: Held, request: Request, most: int) -> Any:
    """The next value. Raises StopIteration, or Failed after `most` values."""
    taken, size = kept._kept_taken
    if taken >= most:
        raise Failed("too-many-values", {"function": request.what, "most": most})
    value = result_of(kept._kept_in, request)
    object.__setattr__(kept, "_kept_taken", (taken + 1, size + request.size))
    if size + request.size > VALUES_BYTES_MAX:
        raise Failed("too-large", {"function": request.what})
    return value


def not_plain(shown: str, found: object, where: str | None = None) -> Failed:
    name = found._kept_class if isinstance(found, Kept) else type(found).__name__
    return Failed("not-plain", {"function": shown, "type": name, "where": where})


def _exact(found: Any, kind: type[Exact], shown: str) -> Exact:
    if type(found) is not kind:
        raise not_plain(shown, found)
    return found


def _ask(
    kept: Held, do: str, *args: Any, shown: str, told: bool = True, options: dict[str, Any] | None = None
) -> Any:
    return result_of(kept._kept_in, Request(do, shown, (kept, *args), options or {}, told=told))


def _binary(name: str, sign: str, reflected: bool) -> Any:
    def operation(self: Held, other: Any) -> Any:
        left, right = (other, self) if reflected else (self, other)
        shown = f"{label(left)} {sign} {label(right)}"
        in_operator = f"{name}_" if name in ("and", "or") else name
        return named(result_of(self._kept_in, Request(in_operator, shown, (left, right))), shown)

    return operation


def _compared(name: str, sign: str) -> Any:
    def operation(self: Held, other: Any) -> bool:
        if other is None and name in ("eq", "ne"):  # an object that is None would have come as None
            return name == "ne"
        if not isinstance(other, Kept):
            raise not_plain(label(self), self, "object")
        shown = f"{label(self)} {sign} {label(other)}"
        return _exact(_ask(self, name, other, shown=shown), bool, shown)

    return operation


def _unary(name: str, sign: str) -> Any:
    def operation(self: Held) -> Any:
        shown = f"{sign}{label(self)}"
        return named(_ask(self, name, shown=shown), shown)

    return operation


def _exactly(name: str, kind: type) -> Any:
    def operation(self: Held) -> Any:
        if kind is str and is_showing():
            return self._kept_shown()
        shown = f"{name}({label(self)})"
        return _exact(_ask(self, name, shown=shown), kind, shown)

    return operation


for _name, _sign in BINARY.items():
    setattr(Held, f"__{_name}__", _binary(_name, _sign, False))
    setattr(Held, f"__r{_name}__", _binary(_name, _sign, True))
    setattr(Held, f"__i{_name}__", _binary(f"i{_name}", f"{_sign}=", False))
for _name, _sign in COMPARED.items():
    setattr(Held, f"__{_name}__", _compared(_name, _sign))
for _name, _sign in UNARY.items():
    setattr(Held, f"__{_name}__", _unary(_name, _sign))
for _name, _kind in EXACT.items():
    setattr(Held, f"__{_name}__", _exactly(_name, _kind))
setattr(Held, "__abs__", _unary("abs", "abs "))
setattr(Held, "__divmod__", _binary("divmod", "divmod", False))
setattr(Held, "__reversed__", _unary("reversed", "reversed "))
