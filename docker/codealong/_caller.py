"""Calls the learner's functions, in a process of their user: reads a call on descriptor 3, answers on descriptor 4.

Run as `python3 -c`, after `_values.py`, so that `sys.path` and the folder are those of a bare start. What it needs is imported
past the learner's folder and forgotten again, so that their own `json.py` is theirs.
"""

# Known here from `_values.py`, which stands before this text when it runs; the editor and mypy need the import.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from codealong._values import NotPlain, decode, encode


def _serve() -> None:
    import sys

    here = sys.path.pop(0)
    known = set(sys.modules)
    import importlib
    import json
    import os
    import traceback

    sys.path.insert(0, here)
    for name in set(sys.modules) - known:
        del sys.modules[name]
    work = os.getcwd() + "/"

    def mine(frames: "traceback.StackSummary") -> "list[traceback.FrameSummary]":
        return [frame for frame in frames if frame.filename.startswith(work)]

    def words(error: BaseException) -> str:
        try:
            return str(error)[:2000]
        except BaseException:  # their own __str__ failed, too
            return ""

    def raised(error: BaseException) -> "dict[str, object]":
        told = traceback.TracebackException.from_exception(error, limit=-50)
        frames = mine(told.stack)
        told.stack[:] = frames
        if isinstance(error, SyntaxError) and error.filename:
            found: tuple[str, int | None] | None = (error.filename, error.lineno)
        else:
            found = (frames[-1].filename, frames[-1].lineno) if frames else None
        place = None if found is None else [found[0].removeprefix(work), found[1] or 1]
        text = "".join(told.format())[:16000]
        return {"raised": type(error).__name__, "message": words(error), "place": place, "text": text}

    def call(order: "dict[str, Any]") -> "dict[str, object]":
        module, _, name = order["function"].partition(":")
        args = [decode(arg) for arg in order["args"]]
        options = {key: decode(arg) for key, arg in order["options"].items()}
        try:
            found: Any = importlib.import_module(module)
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
        answer = json.dumps(call(json.loads(line)))
        sys.stdout.flush()
        sys.stderr.flush()
        answers.write(answer + "\n")
        answers.flush()


_serve()
