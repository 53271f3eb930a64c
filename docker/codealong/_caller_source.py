"""The program that calls the learner's functions in Python, as an argument of `python3 -c`."""

from __future__ import annotations

import marshal
import re
from functools import cache
from pathlib import Path

#: Each uses only what is in those before it.
PARTS = ("_values.py", "_decoding.py", "_caller_wire.py", "_caller_objects.py", "_caller.py")
#: The parts become one text, so that they need not be imported from each other.
IMPORT = re.compile(r"^from codealong\.\w+ import (?:\([^)]*\)|.*)\n", re.MULTILINE)


@cache
def caller_source() -> str:
    """The caller's source, compiled once instead of in each process. The same Python writes and reads it.

    Linux takes arguments of up to 128 KB. To pack it would cost each process the time of importing what unpacks it.
    """
    here = Path(__file__).parent
    text = "\n".join(IMPORT.sub("", (here / name).read_text()) for name in PARTS)
    code = marshal.dumps(compile(text, "<string>", "exec", optimize=2))
    return f"exec(__import__('marshal').loads(bytes.fromhex('{code.hex()}')))"
