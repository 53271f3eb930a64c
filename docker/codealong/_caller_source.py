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


#: Made when the image is built (docker/compile.py).
BUILT = Path(__file__).with_name("caller.bin")


@cache
def caller_source() -> str:
    """As short as can be, because each process has to read it. Beside an image it is the code itself: Linux takes arguments of up to 128 KB."""
    if BUILT.exists():
        return f"exec(__import__('marshal').loads(open({str(BUILT)!r}, 'rb').read()))"
    return f"exec(__import__('marshal').loads(bytes.fromhex('{caller_code().hex()}')))"


def caller_code() -> bytes:
    """The caller, compiled once instead of in each process. The same Python writes and reads it."""
    here = Path(__file__).parent
    text = "\n".join(IMPORT.sub("", (here / name).read_text()) for name in PARTS)
    return marshal.dumps(compile(text, "<string>", "exec", optimize=2))


def build() -> None:
    BUILT.write_bytes(caller_code())
