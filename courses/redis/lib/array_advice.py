"""The usual causes of a wrong integer or array, and their fixes."""

from __future__ import annotations

import re
from collections.abc import Callable

from lib import resp
from lib.resp import Array, Bulk, Error, Integer, Reply, Simple
from lib.symptoms import Case


def _items(reply: Reply | None) -> tuple[Reply, ...]:
    return (reply.items or ()) if isinstance(reply, Array) else ()


def _text(reply: Reply | None) -> str | None:
    match reply:
        case Simple(text) | Error(text):
            return text
        case Integer(value):
            return str(value)
        case Bulk(data) if data is not None:
            return resp.text_of(data)
    return None


def integer_as_text(case: Case) -> bool:
    """`+2`, `$1 2`, or the digits alone."""
    wanted = _text(case.wanted)
    return isinstance(case.wanted, Integer) and wanted in (_text(case.reply), case.received.strip().decode("utf-8", "replace"))


def text_as_integer(case: Case) -> bool:
    return isinstance(case.reply, Integer) and isinstance(case.wanted, Bulk) and _text(case.wanted) == _text(case.reply)


def ok_for_integer(case: Case) -> bool:
    return isinstance(case.wanted, Integer) and case.reply == resp.OK


def list_as_python_prints_it(case: Case) -> bool:
    wanted = isinstance(case.wanted, Array)
    return wanted and re.match(rb"(\+|\$\d+\r\n)?(deque\()?\[(b?['\"]|\]|\[|\()", case.received) is not None


def no_array_line(case: Case) -> bool:
    items = _items(case.wanted)
    return bool(items) and case.received.startswith(b"".join(map(resp.encode, items)))


def array_line_alone(case: Case) -> bool:
    return bool(_items(case.wanted)) and case.received == b"*%d\r\n" % len(_items(case.wanted))


def array_line_without_end(case: Case) -> bool:
    return bool(_items(case.wanted)) and case.received == case.expected.replace(b"\r\n", b"", 1)


def unreadable_array(case: Case) -> bool:
    """It begins as an array, and no client can read on."""
    try:
        resp.decode(case.received)
    except resp.Incomplete:
        return False
    except resp.Malformed:
        items = _items(case.wanted)
        return bool(items) and all(isinstance(one, Bulk) for one in items) and case.received.startswith(b"*")
    return False


def number_of_elements(case: Case) -> bool:
    rest = re.sub(rb"^\*\d+\r\n", b"", case.received)
    return bool(_items(case.wanted)) and rest != case.received and rest == case.expected.partition(b"\r\n")[2]


def simple_elements(case: Case) -> bool:
    found, wanted = _items(case.reply), _items(case.wanted)
    same = [_text(one) for one in found] == [_text(one) for one in wanted]
    return same and any(isinstance(one, Bulk) and not isinstance(other, Bulk) for one, other in zip(wanted, found))


def only_element_alone(case: Case) -> bool:
    return _items(case.wanted) == (case.reply,)


def words_in_one(case: Case) -> bool:
    """All elements as one text."""
    items = [_text(one) or "" for one in _items(case.wanted)]
    found = _text(case.reply)
    return len(items) > 1 and found is not None and re.sub(r"[\s,]", "", found) == re.sub(r"[\s,]", "", "".join(items))


def nothing_for_empty(case: Case) -> bool:
    empty = (resp.NULL, resp.NULL_ARRAY, Bulk(b""), Simple(""))
    return case.wanted == Array(()) and (case.reply in empty or case.received == b"*-1")


def wrong_nothing_for_null_array(case: Case) -> bool:
    return case.wanted == resp.NULL_ARRAY and case.reply in (resp.NULL, Array(()), Bulk(b""))


def wrong_nothing_for_null(case: Case) -> bool:
    return case.wanted == resp.NULL and case.reply in (resp.NULL_ARRAY, Array(()))


#: From the most specific to the most general.
SYMPTOMS: list[tuple[Callable[[Case], bool], str]] = [
    (
        integer_as_text,
        "The number is right, but the reply must be an integer: a `:`, the digits, and `\\r\\n`. Send `EXPECTED`.",
    ),
    (
        text_as_integer,
        "The digits are right, but the reply must be a bulk string: `$`, the number of bytes, `\\r\\n`, the bytes, and `\\r\\n`. "
        "Send `EXPECTED`.",
    ),
    (
        ok_for_integer,
        "Not every command is answered with `+OK`. The reply to this one is a number, sent as an integer: a `:`, the digits, and `\\r\\n`.",
    ),
    (
        list_as_python_prints_it,
        "This is how Python prints a list. An array is a `*`, the number of its elements, and `\\r\\n`; then comes each element, as "
        "a bulk string with its own length. Send `EXPECTED`.",
    ),
    (
        only_element_alone,
        "The reply must be an array, even though it has one element only: put `*1\\r\\n` in front. Send `EXPECTED`.",
    ),
    (
        no_array_line,
        "The elements are right, but the line in front of them is missing: an array begins with `*`, the number of its elements, "
        "and `\\r\\n`. Send `EXPECTED`.",
    ),
    (
        array_line_without_end,
        "A line end is missing behind the number of elements: the first line of an array is a `*`, the number, and `\\r\\n`. "
        "Send `EXPECTED`.",
    ),
    (
        array_line_alone,
        "The first line of the array is there. Its elements must follow, each as a reply of its own.",
    ),
    (
        number_of_elements,
        "The elements are right, but the number after the `*` is not: it says how many elements follow. Send `EXPECTED`.",
    ),
    (
        simple_elements,
        "The texts are right, but each of them must be a bulk string inside the array, which begins with its length: "
        "send `EXPECTED`.",
    ),
    (
        words_in_one,
        "The words were sent as one text. Send an array: `*`, the number of words, and `\\r\\n`; then each word as a bulk "
        "string with its own length.",
    ),
    (
        nothing_for_empty,
        "The reply here is an array without elements: `EXPECTED`. A null, or an empty text, says something else.",
    ),
    (
        wrong_nothing_for_null_array,
        "Where an array could not be given, the client gets a null array, which has the number -1 in the place of the number of its "
        "elements: `EXPECTED`.",
    ),
    (
        wrong_nothing_for_null,
        "Where a text could not be given, the client gets a null bulk string, which has the length -1: `EXPECTED`.",
    ),
    (
        unreadable_array,
        "The client cannot read this array to its end. It is a `*`, the number of its elements, and `\\r\\n`; then comes each element "
        "as a reply of its own, and a bulk string begins with `$` and its length: send `EXPECTED`.",
    ),
]
