"""Signs of known mistakes in a wrong reply. Each function says whether its sign is there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lib import resp
from lib.resp import Array, Bulk, Error, Reply, Simple, Word


@dataclass(frozen=True)
class Case:
    """A command, the expected reply and its bytes, and the received bytes, also decoded as a reply if possible."""

    command: tuple[Word, ...]
    wanted: Reply
    expected: bytes
    received: bytes
    reply: Reply | None

    @property
    def name(self) -> str:
        """The command's name."""
        return resp.text_of(self.command[0])

    @property
    def bare(self) -> bytes:
        """The content of the expected bulk string; empty for another reply."""
        return (self.wanted.data or b"") if isinstance(self.wanted, Bulk) else b""

    @property
    def characters(self) -> int:
        """The number of characters of `bare` as text."""
        return len(self.bare.decode("utf-8", "replace"))

    @property
    def found(self) -> bytes:
        """The content of the received bulk string, even if its length is wrong."""
        if isinstance(self.reply, Bulk):
            return self.reply.data or b""
        parts = re.fullmatch(rb"\$\d+\r\n(.*?)\r\n", self.received, re.DOTALL)
        return b"" if parts is None else parts[1]


# Bytes of the lines.


def no_line_end(case: Case) -> bool:
    return case.received == case.expected[:-2]


def other_line_end(case: Case) -> bool:
    same = re.sub(rb"[\r\n]+", b"\r\n", case.received + b"\r\n") == case.expected
    return same and not case.received.startswith(case.expected)


def line_end_too_many(case: Case) -> bool:
    return case.received.startswith(case.expected) and not case.received[len(case.expected) :].strip()


def line_goes_on(case: Case) -> bool:
    line = case.received.partition(b"\r\n")[0]
    return isinstance(case.wanted, Simple) and line != case.expected[:-2] and line.startswith(case.expected[:-2])


def backslashes(case: Case) -> bool:
    return b"\\r\\n" in case.received and b"\\r\\n" not in case.expected


def printed_bytes(case: Case) -> bool:
    return re.search(rb"(^|\n)[+$]?b(['\"])", case.received) is not None


def other_case(case: Case) -> bool:
    here, wanted = case.received.strip(), case.expected.strip()
    return here != wanted and here.lower() == wanted.lower()


# Kind of the reply.


def error_as_text(case: Case) -> bool:
    if not isinstance(case.wanted, Error):
        return False
    text = case.wanted.text
    return case.reply == Simple(text) or (isinstance(case.reply, Bulk) and case.reply.data == text.encode())


def error_nearly_the_same(case: Case) -> bool:
    both = [re.sub(r"\W", "", one.text).lower() for one in (case.wanted, case.reply) if isinstance(one, Error)]
    return len(both) == 2 and both[0] == both[1] and case.wanted != case.reply


def command_itself(case: Case) -> bool:
    return case.received.startswith(resp.command(*case.command))


def array_around(case: Case) -> bool:
    return isinstance(case.reply, Array) and case.reply.items == (case.wanted,)


def bulk_for_simple(case: Case) -> bool:
    return case.received.startswith(b"$") and isinstance(case.wanted, Simple) and case.reply != resp.NULL


def text_alone(case: Case) -> bool:
    return isinstance(case.wanted, Simple) and case.received.strip().lower() == case.expected[1:].strip().lower()


def bulk_text_alone(case: Case) -> bool:
    return bool(case.bare) and case.received.strip() == case.bare


def simple_for_bulk(case: Case) -> bool:
    return bool(case.bare) and case.reply == Simple(resp.text_of(case.bare))


def always_pong(case: Case) -> bool:
    return case.received.startswith(b"+PONG") and not case.expected.startswith(b"+PONG") and case.name.upper() != "PING"


def unknown_command(case: Case) -> bool:
    return isinstance(case.reply, Error) and "unknown" in case.reply.text.lower()


def unknown_in_lower_case(case: Case) -> bool:
    return unknown_command(case) and case.name != case.name.upper()


# Bulk strings.


def no_kind(case: Case) -> bool:
    return case.expected[:1] in b"$:*-" and case.received == case.expected[1:]


def two_kinds(case: Case) -> bool:
    return case.received[:1] in (b"+", b"-", b":", b"$") and case.received[1:] == case.expected


def length_in_characters(case: Case) -> bool:
    in_characters = b"$%d\r\n%b" % (case.characters, case.bare)
    return len(case.bare) != case.characters and case.received.startswith(in_characters)


def length_wrong(case: Case) -> bool:
    return bool(case.bare) and re.fullmatch(rb"\$\d+\r\n" + re.escape(case.bare) + rb"(\r\n)?", case.received) is not None


def no_length(case: Case) -> bool:
    return bool(case.bare) and case.received.rstrip() in (b"$" + case.bare, b"$\r\n" + case.bare)


def quotes_added(case: Case) -> bool:
    return bool(case.bare) and case.found in (b"'%b'" % case.bare, b'"%b"' % case.bare)


def cut_at_a_blank(case: Case) -> bool:
    return bool(case.found) and case.bare.startswith(case.found + b" ")


def line_end_inside(case: Case) -> bool:
    return bool(case.found) and case.found != case.bare and case.found.strip() == case.bare


def length_for_word(case: Case) -> bool:
    return bool(case.bare) and re.fullmatch(rb"\$\d+", case.found) is not None


def name_for_word(case: Case) -> bool:
    return bool(case.bare) and resp.text_of(case.found).lower() == case.name.lower()


# The null bulk string.


def none_as_text(case: Case) -> bool:
    said = case.reply.text if isinstance(case.reply, (Simple, Error)) else resp.text_of(case.found)
    return case.wanted == resp.NULL and said in ("None", "nil", "(nil)", "null", "-1")


def empty_for_null(case: Case) -> bool:
    return case.wanted == resp.NULL and case.reply in (Bulk(b""), Simple(""))


def null_with_more(case: Case) -> bool:
    return case.wanted == resp.NULL and case.received.startswith(b"$-1\r\n\r\n")


# Other replies around the expected one.


def answered_twice(case: Case) -> bool:
    return case.received.startswith(case.expected * 2)


def more_behind(case: Case) -> bool:
    return case.received.startswith(case.expected)


def more_in_front(case: Case) -> bool:
    return case.received.endswith(case.expected)
