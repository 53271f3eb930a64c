"""Calls the learner's functions in a process of their user. It reads a request on descriptor 3 and answers on descriptor 4.

It runs as `python3 -c`, after the parts that it imports here (`_caller_source.py`), so that `sys.path` and the working folder are those of a
bare start. It imports the modules that it needs past the learner's folder and then forgets them again, so that a learner's own `json.py`
still works.
"""

import os
import sys

from codealong._caller_objects import Objects
from codealong._caller_wire import Input, Library, Wire
from codealong._decoding import Decoder
from codealong._values import BASES, Encoder, NotPlain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class NotCallable(Exception):
    """The argument is the name of the type."""


class Caller:
    def __init__(self) -> None:
        self._library = Library()
        self._wire = Wire(self._library)
        self._objects = Objects(self._library, self._wire, self.run)
        self._input = Input()
        self._work = os.getcwd() + "/"
        self._end = object()
        self._own: "dict[str, Callable[..., Any]]" = {
            "load": lambda module: __import__(module) and None,
            "call": self._called,
            "new": self._called,
            "value": lambda found: found,
            "iterate": lambda found, *args, **options: iter(self._called(found, *args, **options)),
            "next": lambda iterator: next(iterator, self._end),
            "enter": lambda manager: type(manager).__enter__(manager),
            "leave": self._left,
            "getslice": lambda whole, *ends: whole[slice(*ends)],
            "copy": lambda value: self._library.shared("copy").copy(value),
            "deepcopy": lambda value: self._library.shared("copy").deepcopy(value),
        }

    def serve(self) -> None:
        while (order := self._wire.read()) is not None:
            self.run(order)
            self._objects.forget_thrown()

    def run(self, order: "dict[str, Any]") -> None:
        self._objects.served += 1
        answer = self._answer(order)
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except Exception:  # the learner's code may have closed it
                pass
        with self._objects.lock:
            self._wire.write(answer)
            self._objects.served -= 1

    def _answer(self, order: "dict[str, Any]") -> "dict[str, Any]":
        self._objects.drop(order["drop"])
        self._input.give(order["input"])
        decoder = Decoder(self._objects.known, find=self._library.shared)
        args = [decoder.value(arg) for arg in order["args"]]
        options = {key: decoder.value(option) for key, option in order["options"].items()}
        try:
            given = args if order["path"] is None else [self._found(order["path"]), *args]
            result = self._operation(order["do"])(*given, **options)
            made = order["do"] in ("call", "new") and (order["do"] == "new" or isinstance(given[0], type))
            answer = {"stop": True} if result is self._end else self._result(order, result, decoder, made)
        except NotPlain as error:
            answer = {"not_plain": str(error)}
        except NotCallable as error:
            answer = {"not_callable": str(error)}
        except BaseException as error:
            answer = self._raised(error)
        return self._with_changes(answer, order, [*args, *options.values()], decoder)

    def _operation(self, name: str) -> "Callable[..., Any]":
        if name in self._own:
            return self._own[name]
        known = vars(self._library.borrowed("_operator")), vars(self._library.borrowed("builtins"))
        found: "Callable[..., Any]" = next(names[name] for names in known if name in names)
        return found

    def _found(self, path: str) -> object:
        module, _, name = path.partition(":")
        __import__(module)
        found: "Any" = sys.modules[module]
        for part in name.split("."):
            found = getattr(found, part)
        return found

    def _called(self, found: "Any", *args: object, **options: object) -> "Any":
        if not callable(found):
            raise NotCallable(type(found).__name__)
        return found(*args, **options)

    def _left(self, manager: "Any", name: "str | None" = None, args: "tuple[object, ...]" = ()) -> bool:
        """The end of a `with` block of the test, in which an exception of that name may have been raised."""
        error = None if name is None else self._objects.error(name, ["tuple", []], -1)
        if error is not None:
            error.args = args
        return bool(type(manager).__exit__(manager, None if error is None else type(error), error, None))

    def _result(self, order: "dict[str, Any]", result: object, decoder: Decoder, made: bool) -> "dict[str, Any]":
        """`made`: by a class of the learner's. It is held then, even if it is derived from a list."""
        same = next((number for number, known in enumerate(decoder.mutables) if known is result), None)
        if same is not None:
            return {"same": same}
        if order["do"] == "iterate" or (made and result is not None and type(result) not in (*BASES, bool)):
            return {"value": self._objects.hold(result)}
        if not order["keeps"]:
            return {"value": Encoder(self._objects.only_functions).value(result)}
        try:
            return {"value": Encoder(self._objects.other).value(result)}
        except NotPlain:  # objects in a set, as keys, or within themselves: the whole is held
            return {"value": self._objects.hold(result)}

    def _with_changes(
        self, answer: "dict[str, Any]", order: "dict[str, Any]", args: "list[Any]", decoder: Decoder
    ) -> "dict[str, Any]":
        """With what has become of the arguments, as far as they can be changed in place and were."""
        if not decoder.mutables:
            return answer
        other = self._objects.other if order["keeps"] else self._objects.known_only
        names = {id(known): number for number, known in enumerate(decoder.mutables)}
        after = []
        for coded, arg in zip([*order["args"], *order["options"].values()], args):
            try:
                if Encoder(other).value(arg) != coded:
                    after.append(Encoder(other, names).value(arg))
            except NotPlain as error:
                if "raised" not in answer:
                    return {"not_plain": str(error), "where": "argument"}
        return {**answer, "after": after} if after else answer

    def _raised(self, error: BaseException) -> "dict[str, Any]":
        told = self._library.borrowed("traceback").TracebackException.from_exception(error, limit=-50)
        frames = [frame for frame in told.stack if frame.filename.startswith(self._work)]
        told.stack[:] = frames
        if isinstance(error, SyntaxError) and error.filename:
            found: "tuple[str, int | None] | None" = (error.filename, error.lineno)
        else:
            found = (frames[-1].filename, frames[-1].lineno) if frames else None
        place = None if found is None else [found[0].removeprefix(self._work), found[1] or 1]
        answer: "dict[str, Any]" = {
            "raised": type(error).__name__,
            "bases": [base.__name__ for base in type(error).__mro__[1:-1]],
            "message": words(error),
            "place": place,
            "text": "".join(told.format())[:16000],
        }
        number = self._objects.thrown(error)
        if number is not None and number >= 0:
            answer["again"] = number
        try:
            args = [Encoder().value(arg) for arg in error.args]
        except Exception:
            return answer
        return {**answer, "args": args} if len(self._wire.written(args)) <= 4000 else answer


def words(error: BaseException) -> str:
    try:
        return str(error)[:2000]
    except BaseException:  # the exception's own __str__ failed, too
        return ""


Caller().serve()
