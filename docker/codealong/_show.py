"""Values as a learner should see them: exact, on one line where possible, and bounded."""

from __future__ import annotations

import reprlib

SHOWN_CHARACTERS = 2000

_short = reprlib.Repr()
_short.maxstring = _short.maxother = SHOWN_CHARACTERS
_short.maxlist = _short.maxtuple = _short.maxdict = _short.maxset = _short.maxfrozenset = 60
_short.maxlong = 400


def show(value: object) -> str:
    """Text stays as it is; bytes are written between double quotes, with `\\r\\n` and the like; others as in Python."""
    if isinstance(value, str):
        return bounded(value)
    return show_exactly(value)


def show_exactly(value: object) -> str:
    """As `show`, but text is quoted too, so that blanks and line ends can be seen."""
    if isinstance(value, (bytes, bytearray)):
        return quoted(bytes(value))
    if isinstance(value, str):
        return bounded(repr(value))
    return bounded(_short.repr(value))


def quoted(data: bytes) -> str:
    text = repr(data[:SHOWN_CHARACTERS])[2:-1].replace("\\'", "'").replace('"', '\\"')
    more = len(data) - SHOWN_CHARACTERS
    return f'"{text}"' + (f" … and {more} bytes more" if more > 0 else "")


def bounded(text: str) -> str:
    more = len(text) - SHOWN_CHARACTERS
    return text if more <= 0 else f"{text[:SHOWN_CHARACTERS]} … and {more} characters more"
