"""Bytes and commands, written for a person."""

from __future__ import annotations

import os
import re
import shlex

from lib.resp import Word, text_of

#: For a long reply: bytes shown before the first wrong byte, and bytes shown in total.
BEFORE_BYTES, SHOWN_BYTES = 24, 60
WORD_CHARACTERS = 60


def quoted(data: bytes) -> str:
    """As Python writes it, between double quotes: `"+PONG\\r\\n"`."""
    return f'"{_escaped(data)}"'


def shortly(data: bytes) -> str:
    """As `quoted`, but bounded."""
    return quoted(data) if len(data) <= SHOWN_BYTES else f"{quoted(data[:SHOWN_BYTES])} …"


def spoken(data: bytes) -> str:
    """For use in a sentence: as text if the bytes are text."""
    text = text_of(data)
    return f'"{text}"' if text.isprintable() and len(text) <= SHOWN_BYTES and "\\" not in text else shortly(data)


def side_by_side(expected: bytes, received: bytes) -> tuple[str, str]:
    """Both replies. Long ones start at the same byte, chosen so that the first wrong byte is shown."""
    start = 0
    if max(len(expected), len(received)) > SHOWN_BYTES:
        start = max(0, first_difference(expected, received) - BEFORE_BYTES)
    front = "" if start == 0 else "… "
    return front + shortly(expected[start:]), front + shortly(received[start:])


def first_difference(expected: bytes, received: bytes) -> int:
    return len(os.path.commonprefix([expected, received]))


def as_typed(*words: Word) -> str:
    """A command as typed into `redis-cli`."""
    return " ".join(_typed_word(word) for word in words)


def as_run(*words: Word, times: int = 1) -> str:
    """The same from a terminal. `times`: how often, over one connection."""
    texts = [text_of(word) for word in words]
    if not all(text.isprintable() for text in texts):
        return f"redis-cli, and then {as_typed(*words)}"
    repeat = ["-r", str(times)] if times > 1 else []
    return shlex.join(["redis-cli", *repeat]) + " " + " ".join(_cut(shlex.quote(text)) for text in texts)


def count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _typed_word(word: Word) -> str:
    text = text_of(word)
    plain = text.isprintable() and re.fullmatch(r"[^\s'\"\\]+", text)
    return _cut(text) if plain else _cut(quoted(word.encode() if isinstance(word, str) else word))


def _cut(text: str) -> str:
    return text if len(text) <= WORD_CHARACTERS else text[: WORD_CHARACTERS - 1] + "…"


def _escaped(data: bytes) -> str:
    # If the value contains a double quote, repr always uses single quotes.
    return re.sub(r"\\.|\"", _requoted, repr(data + b'"')[2:-2])


def _requoted(found: re.Match[str]) -> str:
    return {"\\'": "'", '"': '\\"'}.get(found[0], found[0])
