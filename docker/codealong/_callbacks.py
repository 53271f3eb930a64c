"""The functions of a test that the learner's code may call. Each call comes back here, with arguments that are hostile input."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

from codealong._answer import Called
from codealong._raised import Raised
from codealong._show import error_text
from codealong._values import Encoder, NotPlain

#: Exceptions that are kept until the request that they belong to has ended.
ERRORS_MAX = 100
NAME_CHARACTERS = 100


def cannot_cross(name: str) -> TypeError:
    return TypeError(
        f"An object of class {name} cannot be handed to the learner's function: only plain values, functions, and objects made by"
        " solution.new can"
    )


class Callbacks:
    def __init__(self, encoded: Callable[[Any], object]) -> None:
        self._encoded = encoded
        self._functions: list[Callable[..., Any]] = []
        self._numbers: dict[Any, int] = {}
        self._errors: list[BaseException] = []
        self._builtins: dict[str, object] = {}
        #: An assertion that failed in one of the functions. It fails the test, whatever the learner's code makes of it.
        self.failure: BaseException | None = None

    def number(self, function: Callable[..., Any]) -> int:
        """The same function, or method of the same object, has the same number."""
        try:
            known = self._numbers.setdefault(function, len(self._functions))
        except TypeError:  # an object that cannot be hashed
            known = self._numbers.setdefault(("id", id(function)), len(self._functions))
        if known == len(self._functions):
            self._functions.append(function)
        return known

    def function(self, number: object) -> Callable[..., Any]:
        if type(number) is not int or not 0 <= number < len(self._functions):
            raise ValueError("no such function")
        return self._functions[number]

    def builtin_name(self, value: object) -> str | None:
        """The learner's process has its own `int`, `len` or `ValueError`."""
        name = getattr(value, "__name__", None)
        if not isinstance(name, str) or vars(builtins).get(name) is not value:
            return None
        self._builtins[name] = value
        return name

    def builtin(self, name: object) -> object:
        """One that was handed in and comes back."""
        if type(name) is not str or name not in self._builtins:
            raise ValueError("no such function")
        return self._builtins[name]

    def serve(self, called: Called) -> dict[str, Any]:
        """Calls the function, and returns the message for the learner's process."""
        try:
            return {"value": self._encoded(self.function(called.number)(*called.args, **called.options))}
        except NotPlain as error:
            return self._failed(cannot_cross(str(error)))
        except Raised as error:
            return self._thrown(error, error.type, error.args)
        except AssertionError as error:
            return self._failed(error)
        except Exception as error:
            return self._thrown(error, type(error).__name__, error.args)
        except BaseException as error:  # pytest.fail, pytest.skip, or the end of the run
            return self._failed(error)

    def thrown(self, number: int) -> BaseException | None:
        return self._errors[number] if number < len(self._errors) else None

    def forget(self) -> BaseException | None:
        """The request has ended. Returns the failure that it leaves behind, if any."""
        self._errors.clear()
        failure, self.failure = self.failure, None
        return failure

    def _failed(self, error: BaseException) -> dict[str, Any]:
        self.failure = self.failure or error
        return {"raise": ["RuntimeError", ["tuple", ["the test's own function has failed"]], -1]}

    def _thrown(self, error: BaseException, name: str, args: tuple[Any, ...]) -> dict[str, Any]:
        number = -1
        if len(self._errors) < ERRORS_MAX:
            number = len(self._errors)
            self._errors.append(error)
        try:
            given = Encoder().value(args)
        except NotPlain:
            given = ["tuple", [error_text(error)]]
        return {"raise": [name[:NAME_CHARACTERS], given, number]}
