"""Checks what a suite starts the program with: its arguments, and its environment beside the one that every program has."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
VARIABLES_MAX = 64
#: Arguments and environment together, as they travel. A message to the launcher has 64 KB.
BYTES_MAX = 60_000
#: Variables that change how the interpreter, the loader or a shell starts, and with it how the sandbox watches the program.
LOADERS = re.compile(
    r"(?:LD_|DYLD_|GLIBC_|MALLOC_|PYTHON).*"
    r"|ENV|BASH_ENV|BASHOPTS|SHELLOPTS|GCONV_PATH|GETCONF_DIR|HOSTALIASES|LOCPATH|LOCALDOMAIN|NLSPATH|RESOLV_HOST_CONF|RES_OPTIONS"
)


def checked(args: Sequence[str], env: Mapping[str, str] | None) -> dict[str, str]:
    """The environment. Raises ValueError for what no program can be started with: that is the suite's mistake."""
    given = dict(env or {})
    if len(given) > VARIABLES_MAX:
        raise ValueError(f"env has {len(given)} variables; {VARIABLES_MAX} are allowed")
    for name, value in given.items():
        if not isinstance(name, str) or not NAME.fullmatch(name):
            raise ValueError(f"{name!r} in env is not the name of a variable")
        if LOADERS.fullmatch(name):
            raise ValueError(f"env cannot set {name}: it would change how the interpreter or a shell starts")
        _check_word(f"the value of {name} in env", value)
    for arg in args:
        _check_word("an argument of the program", arg)
    size = len(json.dumps([args, given]))
    if size > BYTES_MAX:
        raise ValueError(f"the arguments and the environment of a program have {size} bytes; {BYTES_MAX} are allowed. Use a file or stdin.")
    return given


def _check_word(what: str, word: object) -> None:
    if not isinstance(word, str):
        raise ValueError(f"{what} is {word!r}, which is not a str")
    if "\0" in word:
        raise ValueError(f"{what} has a zero byte, which ends it: {word[:100]!r}")
    try:
        os.fsencode(word)
    except UnicodeEncodeError:
        raise ValueError(f"{what} has half a character: {word[:100]!r}") from None
