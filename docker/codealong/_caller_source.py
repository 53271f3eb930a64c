"""The program that calls the learner's functions in Python, as an argument of `python3 -c`."""

from __future__ import annotations

import marshal
from functools import cache
from pathlib import Path


@cache
def caller_source() -> str:
    """The caller's source, compiled once instead of in each process. The same Python writes and reads it."""
    here = Path(__file__).parent
    text = "\n".join((here / name).read_text() for name in ("_values.py", "_caller.py"))
    code = marshal.dumps(compile(text, "<string>", "exec"))
    return f"exec(__import__('marshal').loads(bytes.fromhex('{code.hex()}')))"
