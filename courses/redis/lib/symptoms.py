"""A wrong reply in words: where it goes wrong, and what usually causes that."""

from __future__ import annotations

import os
from collections.abc import Callable

SHOWN_BYTES = 60


def describe(reply: str, expected: bytes, received: bytes) -> str:
    """`reply` names the reply, such as "The reply to PING". The two differ."""
    same = len(os.path.commonprefix([expected, received]))
    if same == len(expected):
        return f"{reply} is right, but these bytes follow it: {_quoted(received[same:])}."
    if same == len(received):
        return f"{reply} stops after {_bytes(same)}: {_quoted(expected[same:])} is missing at its end."
    here, wanted = _quoted(received[same : same + 1]), _quoted(expected[same : same + 1])
    return f"{reply} goes wrong at byte {same + 1}: it is {here} and should be {wanted}."


def advice_for(expected: bytes, received: bytes) -> str | None:
    """The first symptom that fits; None when none does."""
    text = next((text for fits, text in SYMPTOMS if fits(expected, received)), None)
    return None if text is None else text.replace("EXPECTED", repr(expected))


def _no_line_end(expected: bytes, received: bytes) -> bool:
    return received == expected[:-2]


def _other_line_end(expected: bytes, received: bytes) -> bool:
    return received.rstrip() == expected[:-2] and not received.startswith(expected)


def _backslashes(expected: bytes, received: bytes) -> bool:
    return b"\\r\\n" in received


def _printed_bytes(expected: bytes, received: bytes) -> bool:
    return received.startswith((b"b'", b'b"'))


def _command_itself(expected: bytes, received: bytes) -> bool:
    return received.startswith(b"*") and not expected.startswith(b"*")


def _bulk_string(expected: bytes, received: bytes) -> bool:
    return received.startswith(b"$") and expected.startswith(b"+")


def _text_alone(expected: bytes, received: bytes) -> bool:
    return expected.startswith(b"+") and received.strip().lower() == expected[1:].strip().lower()


def _other_case(expected: bytes, received: bytes) -> bool:
    here, wanted = received.strip(), expected.strip()
    return here != wanted and here.lower() == wanted.lower()


def _line_end_too_many(expected: bytes, received: bytes) -> bool:
    return received.startswith(expected) and not received[len(expected) :].strip()


def _answered_twice(expected: bytes, received: bytes) -> bool:
    return received.startswith(expected * 2)


def _more_behind(expected: bytes, received: bytes) -> bool:
    return received.startswith(expected)


def _more_in_front(expected: bytes, received: bytes) -> bool:
    return received.endswith(expected)


#: From the most particular to the most general.
SYMPTOMS: list[tuple[Callable[[bytes, bytes], bool], str]] = [
    (
        _no_line_end,
        "Every line of this protocol ends with the two bytes `\\r\\n`: send `EXPECTED`. "
        "Without them the client cannot know that the reply is complete, and goes on waiting.",
    ),
    (
        _other_line_end,
        "A line of this protocol ends with exactly two bytes, `\\r` and then `\\n`: send `EXPECTED`.",
    ),
    (
        _printed_bytes,
        "This is how Python prints bytes: `str(...)`, an f-string or `print` was used on a bytes value. "
        "Send the bytes as they are: `sendall(EXPECTED)`.",
    ),
    (
        _backslashes,
        "The backslashes were sent as characters. Write `EXPECTED`, with single backslashes and no `r` in front.",
    ),
    (
        _command_itself,
        "Your program sends the command itself back. Read it, and then send an answer of your own: `EXPECTED`.",
    ),
    (
        _bulk_string,
        "This is a bulk string, with its length in front. Here the reply is a simple string: "
        "a `+`, the text, and `\\r\\n`. Send `EXPECTED`.",
    ),
    (
        _text_alone,
        "The text alone is not enough: a simple string has a `+` in front and `\\r\\n` at its end. Send `EXPECTED`.",
    ),
    (_other_case, "Upper and lower case count in a reply: send `EXPECTED`."),
    (
        _line_end_too_many,
        "There is a line end too many: exactly one `\\r\\n` belongs to the reply. Send `EXPECTED`.",
    ),
    (
        _answered_twice,
        "The client asked once and was answered more than once: send one reply for each command.",
    ),
    (
        _more_behind,
        "The client takes what follows for the reply to its next command. Send `EXPECTED` and nothing after it.",
    ),
    (
        _more_in_front,
        "Something stands before the reply. It may be left over from the reply before: "
        "send exactly `EXPECTED` for each command, and nothing after it.",
    ),
]


def _quoted(data: bytes) -> str:
    """As it would be written in Python, bounded: `"\\r\\n"`."""
    text = repr(data[:SHOWN_BYTES])[2:-1].replace("\\'", "'").replace('"', '\\"')
    return f'"{text}"' + (" …" if len(data) > SHOWN_BYTES else "")


def _bytes(count: int) -> str:
    return "1 byte" if count == 1 else f"{count} bytes"
