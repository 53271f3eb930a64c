"""Calls the learner's functions in a process of their user. It reads a call on descriptor 3 and answers on descriptor 4.

It runs as `python3 -c`, after `_values.py`, so that `sys.path` and the working folder are those of a bare start. It imports the modules
that it needs past the learner's folder and then forgets them again, so that a learner's own `json.py` still works. It needs few modules:
importing `json` and `traceback` takes as long as starting Python, and each test starts a new process.
"""

# At run time the text of `_values.py` comes before this text and defines these names. The editor and mypy need the import.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from codealong._values import NotPlain, decode, encode


def _serve() -> None:
    import os
    import sys

    known, clean = dict(sys.modules), sys.path[1:]

    def borrowed(name: str) -> "Any":
        """Imports the standard library's own module, even if the learner has one with the same name. The learner's code does not see it."""
        path, modules = sys.path[:], dict(sys.modules)
        sys.path[:] = clean
        for other in set(modules) - set(known):
            del sys.modules[other]
        try:
            return __import__(name)
        finally:
            for other in set(sys.modules) - set(modules):
                del sys.modules[other]
            sys.modules.update(modules)
            sys.path[:] = path

    c_json = borrowed("_json")
    work = os.getcwd() + "/"

    class Reading:
        strict, memo = True, {}  # type: ignore[var-annotated]
        object_hook = object_pairs_hook = parse_constant = None
        parse_float, parse_int = float, int

    read = c_json.make_scanner(Reading)

    def written(value: object) -> str:
        if isinstance(value, str):
            return str(c_json.encode_basestring_ascii(value))
        if isinstance(value, list):
            return f"[{','.join(map(written, value))}]"
        if isinstance(value, dict):
            return f"{{{','.join(f'{written(key)}:{written(item)}' for key, item in value.items())}}}"
        return "null" if value is None else repr(value) if type(value) is int else "true" if value else "false"

    def mine(frames: "traceback.StackSummary") -> "list[traceback.FrameSummary]":
        return [frame for frame in frames if frame.filename.startswith(work)]

    def words(error: BaseException) -> str:
        try:
            return str(error)[:2000]
        except BaseException:  # the exception's own __str__ failed, too
            return ""

    def raised(error: BaseException) -> "dict[str, object]":
        told = borrowed("traceback").TracebackException.from_exception(error, limit=-50)
        frames = mine(told.stack)
        told.stack[:] = frames
        if isinstance(error, SyntaxError) and error.filename:
            found: tuple[str, int | None] | None = (error.filename, error.lineno)
        else:
            found = (frames[-1].filename, frames[-1].lineno) if frames else None
        place = None if found is None else [found[0].removeprefix(work), found[1] or 1]
        text = "".join(told.format())[:16000]
        bases = [base.__name__ for base in type(error).__mro__[1:-1]]
        return {"raised": type(error).__name__, "bases": bases, "message": words(error), "place": place, "text": text}

    def call(order: "dict[str, Any]") -> "dict[str, object]":
        module, _, name = order["function"].partition(":")
        args = [decode(arg) for arg in order["args"]]
        options = {key: decode(arg) for key, arg in order["options"].items()}
        try:
            __import__(module)
            found: Any = sys.modules[module]
            for part in name.split("."):
                found = getattr(found, part)
            return {"value": encode(found(*args, **options))}
        except NotPlain as error:
            return {"not_plain": str(error)}
        except BaseException as error:
            return raised(error)

    asks = os.fdopen(3, "r", encoding="utf-8")
    answers = os.fdopen(4, "w", encoding="utf-8")
    for line in asks:
        answer = written(call(read(line, 0)[0]))
        sys.stdout.flush()
        sys.stderr.flush()
        answers.write(answer + "\n")
        answers.flush()


_serve()
