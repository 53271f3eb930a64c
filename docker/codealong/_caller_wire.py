"""The learner's end of the channel: messages as lines of JSON, and the library's modules past the learner's folder. A part of the caller.

It needs few modules: importing `json` and `traceback` takes as long as starting Python, and each test starts a new process.
"""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Library:
    def __init__(self) -> None:
        self._known, self._clean = set(sys.modules), sys.path[1:]

    def borrowed(self, name: str) -> "Any":
        """Imports the standard library's own module, even if the learner has one with the same name. The learner's code does not see it."""
        path, modules = sys.path[:], dict(sys.modules)
        sys.path[:] = self._clean
        for other in set(modules) - self._known:
            del sys.modules[other]
        try:
            return __import__(name)
        finally:
            for other in set(sys.modules) - set(modules):
                del sys.modules[other]
            sys.modules.update(modules)
            sys.path[:] = path

    def shared(self, name: str) -> "Any":
        """Imports it so that the learner's code has the same: a date that is handed in is an instance of their `date`."""
        if name in sys.modules:
            return sys.modules[name]
        path = sys.path[:]
        sys.path[:] = self._clean
        try:
            return __import__(name)
        finally:
            sys.path[:] = path


class Wire:
    def __init__(self, library: Library) -> None:
        c_json = library.borrowed("_json")

        class Reading:
            strict, memo = True, {}  # type: ignore[var-annotated]
            object_hook = object_pairs_hook = parse_constant = None
            parse_float, parse_int = float, int

        self._scan = c_json.make_scanner(Reading)
        self._quoted = c_json.encode_basestring_ascii
        self._asks = os.fdopen(3, "r", encoding="utf-8")
        self._answers = os.fdopen(4, "w", encoding="utf-8")

    def read(self) -> "dict[str, Any] | None":
        """The next message of the test; None after the last one."""
        line = self._asks.readline()
        read: "dict[str, Any] | None" = self._scan(line, 0)[0] if line else None
        return read

    def write(self, message: "dict[str, Any]") -> None:
        self._answers.write(self.written(message) + "\n")
        self._answers.flush()

    def written(self, value: object) -> str:
        if isinstance(value, str):
            return str(self._quoted(value))
        if isinstance(value, list):
            return f"[{','.join(map(self.written, value))}]"
        if isinstance(value, dict):
            return f"{{{','.join(f'{self.written(key)}:{self.written(item)}' for key, item in value.items())}}}"
        return "null" if value is None else repr(value) if type(value) is int else "true" if value else "false"


class Input:
    """The text that a call finds on its stdin: the descriptor itself, so that a program that it starts can read it as well."""

    def __init__(self) -> None:
        self._given = False

    def give(self, text: "str | None") -> None:
        """What the call before left unread is gone. Without a text there is nothing to read, as from the start."""
        if self._given:
            self._read_up()
        self._given = text is not None
        if text is None:
            return
        fd = os.memfd_create("input")
        data = memoryview(text.encode("utf-8", "surrogateescape"))
        while data:
            data = data[os.write(fd, data) :]
        os.lseek(fd, 0, os.SEEK_SET)
        os.dup2(fd, 0)
        if fd != 0:
            os.close(fd)

    def _read_up(self) -> None:
        try:
            os.lseek(0, 0, os.SEEK_END)
            sys.__stdin__.read()  # type: ignore[union-attr]
        except Exception:  # the learner's code may have closed it, and bytes that are no text stay in its buffer
            pass
