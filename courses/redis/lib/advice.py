"""The usual cause of a wrong reply and its fix: the text of the first symptom that matches."""

from __future__ import annotations

import re
from collections.abc import Callable

from lib import array_advice, resp, symptoms
from lib.resp import Reply, Word
from lib.show import shortly
from lib.symptoms import Case

#: Beyond the length of the right reply. The rest of an endless reply explains nothing, and would cost the test its memory.
LOOKED_AT_BYTES = 64 * 1024


def advice_for(command: tuple[Word, ...], wanted: Reply, received: bytes) -> str | None:
    """None if no symptom matches."""
    expected = resp.encode(wanted)
    received = received[: len(expected) + LOOKED_AT_BYTES]
    case = Case(command, wanted, expected, received, _read(received))
    text = next((text for fits, text in SYMPTOMS if fits(case)), None)
    return None if text is None else _filled(text, case)


def _read(received: bytes) -> Reply | None:
    try:
        return resp.decode(received)[0]
    except (resp.Incomplete, resp.Malformed):
        return None


def _filled(text: str, case: Case) -> str:
    words = {
        "EXPECTED": f"b{shortly(case.expected)}",
        "NAME": case.name,
        "CHARACTERS": str(case.characters),
        "BYTES": str(len(case.bare)),
    }
    return re.sub("|".join(words), lambda found: words[found[0]], text)


#: From the most specific to the most general.
SYMPTOMS: list[tuple[Callable[[Case], bool], str]] = [
    (
        symptoms.null_with_more,
        "A null bulk string is `$-1\\r\\n` and nothing else: no second line follows. Send `EXPECTED`.",
    ),
    (
        symptoms.no_line_end,
        "Every line of this protocol ends with the two bytes `\\r\\n`: send `EXPECTED`. "
        "Without them the client cannot know that the reply is complete, and goes on waiting.",
    ),
    (
        symptoms.line_end_too_many,
        "There is one line end too many: the reply ends with exactly one `\\r\\n`. Send `EXPECTED`.",
    ),
    (
        symptoms.other_line_end,
        "A line of this protocol ends with exactly two bytes, `\\r` and then `\\n`: send `EXPECTED`.",
    ),
    (
        symptoms.printed_bytes,
        "This is how Python prints bytes: `str(...)`, an f-string or `print` was used on a bytes value. "
        "Send the bytes as they are, or turn them into text first with `.decode()`. The reply should be `EXPECTED`.",
    ),
    (
        symptoms.backslashes,
        "The backslashes were sent as characters. Write `\\r\\n` with single backslashes and no `r` before the quotes: "
        "the reply should be `EXPECTED`.",
    ),
    (
        symptoms.command_itself,
        "Your program sends the command back unchanged. Read it, and then send the reply to it: `EXPECTED`.",
    ),
    (
        symptoms.array_around,
        "The reply is wrapped in an array. Commands are arrays, but this reply is just `EXPECTED`.",
    ),
    (
        symptoms.bulk_for_simple,
        "A bulk string has its length in front. Here the reply is a simple string: "
        "a `+`, the text, and `\\r\\n`. Send `EXPECTED`.",
    ),
    (
        symptoms.error_as_text,
        "The text is right, but an error is a line that begins with a `-`: send `EXPECTED`.",
    ),
    (
        symptoms.error_nearly_the_same,
        "It is the right error, but its text must be the same in every letter: send exactly `EXPECTED`.",
    ),
    (
        symptoms.text_alone,
        "The text alone is not enough: a simple string has a `+` in front and `\\r\\n` at its end. Send `EXPECTED`.",
    ),
    (
        symptoms.bulk_text_alone,
        "The text alone is not enough: a bulk string begins with `$`, the number of its bytes and `\\r\\n`; "
        "then come the bytes, and `\\r\\n` once more. Send `EXPECTED`.",
    ),
    (
        symptoms.simple_for_bulk,
        "The text is right, but the reply must be a bulk string, which begins with its length: "
        "send `EXPECTED`.",
    ),
    (
        symptoms.always_pong,
        "Your program answers `+PONG` although the command is not PING. Read the name of the command, and let it "
        "decide what the answer is.",
    ),
    (
        symptoms.length_in_characters,
        "The length in front of a bulk string counts bytes. `len()` of a text counts characters: CHARACTERS here, "
        "while UTF-8 needs BYTES bytes for them. Encode the text first, and take the length of the bytes.",
    ),
    (
        symptoms.length_wrong,
        "The length in front does not match what follows it: it must be the number of bytes of the text, BYTES here, "
        "not counting the `\\r\\n` after them. Send `EXPECTED`.",
    ),
    (
        symptoms.cut_at_a_blank,
        "The word was cut off at a space. Only its length says where a word ends: `split()` splits at every space, even "
        "inside a word.",
    ),
    (
        symptoms.line_end_inside,
        "The text is right, but part of a line end got into it. One line end comes after the length and one after "
        "the text; neither belongs to the text.",
    ),
    (
        symptoms.two_kinds,
        "The reply begins with the signs of two kinds of reply. Use only the right one: send `EXPECTED`.",
    ),
    (
        symptoms.no_kind,
        "The first byte is missing: it says what kind of reply this is. Send `EXPECTED`.",
    ),
    (
        symptoms.no_length,
        "After the `$` the client reads a number: how many bytes the text has. Send `EXPECTED`.",
    ),
    (
        symptoms.quotes_added,
        "The quotes were not part of the text: `repr(...)` or `!r` adds them. Send `EXPECTED`.",
    ),
    (
        symptoms.length_for_word,
        "Your program took the line with the length for the word itself. In a command, each word has two lines: "
        "`$` with its length, and then the word.",
    ),
    (
        symptoms.name_for_word,
        "That is the name of the command. The word that you need comes after it: take the next one.",
    ),
    (
        symptoms.none_as_text,
        "To the client this is a text like any other. To say that there is no value, send a null bulk string: "
        "`EXPECTED`.",
    ),
    (
        symptoms.empty_for_null,
        "An empty text is a value, too. To say that there is no value, send a null bulk string, "
        "which has the length -1: `EXPECTED`.",
    ),
    *array_advice.SYMPTOMS,
    (
        symptoms.unknown_in_lower_case,
        "Your program did not recognize `NAME`. Names of commands may be written in upper or lower case: "
        "convert them before you compare, with `name.upper()`.",
    ),
    (
        symptoms.unknown_command,
        "Your program did not recognize `NAME`. Look at how it takes the name out of what the client sends, and what it "
        "compares the name with.",
    ),
    (symptoms.other_case, "Upper and lower case matter in a reply: send `EXPECTED`."),
    (
        symptoms.line_goes_on,
        "The text is right, but no line end follows it. Each reply ends with its own `\\r\\n`, even if another one follows at "
        "once: send `EXPECTED` for this command.",
    ),
    (
        symptoms.answered_twice,
        "The client asked once and was answered more than once: send one reply for each command.",
    ),
    (
        symptoms.more_behind,
        "The client takes what follows as the reply to its next command. Send `EXPECTED` and nothing after it.",
    ),
    (
        symptoms.more_in_front,
        "Something comes before the reply. It may be left over from the previous reply: "
        "send exactly `EXPECTED` for each command, and nothing after it.",
    ),
]
