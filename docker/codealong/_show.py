"""Shows values to a learner: exact, on one line where possible, and bounded."""

from __future__ import annotations

import re
import reprlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SHOWN_CHARACTERS = 2000
#: Python refuses to convert an int of more than 4,300 decimal digits (CVE-2020-10735).
DECIMAL_BITS = 14_000


class Unasked:
    """An object of the program's. To show it must not ask the program, which may answer anything, late or never."""

    __slots__ = ()

    def _kept_shown(self) -> str:
        raise NotImplementedError


#: `thread.is_on` is set while a thread of ours only shows values.
_showing = threading.local()


@contextmanager
def only_showing() -> Iterator[None]:
    before = is_showing()
    _showing.is_on = True
    try:
        yield
    finally:
        _showing.is_on = before


def is_showing() -> bool:
    """Whether the objects of the program must not be asked for anything now."""
    return getattr(_showing, "is_on", False)


class _Short(reprlib.Repr):
    def repr1(self, x: object, level: int) -> str:
        return x._kept_shown() if isinstance(x, Unasked) else super().repr1(x, level)

    def repr_int(self, x: int, level: int) -> str:
        return super().repr_int(x, level) if x.bit_length() < DECIMAL_BITS else f"(a number of {x.bit_length()} bits)"


_short = _Short()
_short.maxstring = _short.maxother = SHOWN_CHARACTERS
_short.maxlist = _short.maxtuple = _short.maxdict = _short.maxset = _short.maxfrozenset = 60
_short.maxlong = 400


def show(value: object) -> str:
    """Text stays unchanged; bytes are written between double quotes, with `\\r\\n` and the like; other values as in Python."""
    if isinstance(value, str):
        return bounded(value)
    return show_exactly(value)


def show_exactly(value: object) -> str:
    """As `show`, but text is quoted too, so that blanks and line ends are visible."""
    if isinstance(value, (bytes, bytearray)):
        return quoted(bytes(value))
    if isinstance(value, str):
        return bounded(repr(value))
    with only_showing():
        return bounded(_short.repr(value))


def quoted(data: bytes) -> str:
    # If the value contains a double quote, repr always uses single quotes.
    text = re.sub(r"\\.|\"", _requoted, repr(data[:SHOWN_CHARACTERS] + b'"')[2:-2])
    more = len(data) - SHOWN_CHARACTERS
    return f'"{text}"' + (f" … and {more} more bytes" if more > 0 else "")


def _requoted(found: re.Match[str]) -> str:
    return {"\\'": "'", '"': '\\"'}.get(found[0], found[0])


def bounded(text: str) -> str:
    more = len(text) - SHOWN_CHARACTERS
    return text if more <= 0 else f"{text[:SHOWN_CHARACTERS]} … and {more} more characters"


def error_text(error: BaseException) -> str:
    """`str(error)`. That of a KeyError writes the key, which may be a number of too many digits, or anything else."""
    try:
        return str(error)
    except Exception:
        return "its text cannot be shown"
