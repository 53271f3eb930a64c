"""Describes a wrong reply in words."""

from __future__ import annotations

from typing import NoReturn

from codealong import fail

from lib import resp
from lib.advice import advice_for
from lib.resp import Array, Bulk, Error, Integer, Reply, Simple, Word
from lib.show import SHOWN_BYTES, as_run, as_typed, count, first_difference, quoted, shortly, side_by_side, spoken
from lib.talk import Talk

#: Of a simple string or an error. An honest one is a short sentence.
TEXT_CHARACTERS = 400
#: Of an array whose elements are all told.
LISTED_CHARACTERS = 120


def tell(
    talk: Talk, client: int, waiting: list[tuple[Word, ...]], wanted: Reply, received: bytes, advice: str | None
) -> NoReturn:
    """Ends the test. `waiting` are the commands without a reply; this reply answers the first of them."""
    name = f"The reply to {named(talk, client, waiting)}"
    expected, actual = side_by_side(resp.encode(wanted), received)
    fail(
        describe(name, wanted, received) + talk.so_far(),
        request=tried(talk, client, waiting),
        expected=expected,
        actual=actual,
        advice=advice_for(waiting[0], wanted, received) or advice,
    )


def complain(talk: Talk, command: tuple[Word, ...], reply: bytes, message: str, expected: str | None, advice: str | None) -> NoReturn:
    """Ends the test because of a reply that has been taken."""
    fail(message + talk.so_far(), request=as_run(*command), expected=expected, actual=shortly(reply), advice=advice)


def too_early(
    talk: Talk, client: int, waiting: list[tuple[Word, ...]], received: bytes, seconds: float, advice: str | None
) -> NoReturn:
    """Ends the test because something came while nothing should come."""
    try:
        said = told(resp.decode(received)[0])
    except (resp.Incomplete, resp.Malformed):
        said = shortly(received)
    if waiting:
        message, request = f"Your program answered {named(talk, client, waiting)} too early, with {said}.", tried(talk, client, waiting)
    else:
        message, request = f"Your program sent {said} to client {client}, which was not waiting for a reply.", None
    fail(message + talk.so_far(), request=request, expected=f"nothing for {seconds:g} seconds", actual=shortly(received), advice=advice)


def describe(name: str, wanted: Reply, received: bytes) -> str:
    """`name` names the reply, such as "The reply to PING"."""
    try:
        reply, end = resp.decode(received)
    except resp.Incomplete as error:
        return _cannot_go_on(name, wanted, received) or f"{name} is incomplete: {error.missing} did not arrive."
    except resp.Malformed as error:
        # The first place that differs says more than the place where decoding failed.
        return _first_wrong(name, wanted, received) or f"{name} goes wrong at byte {error.at + 1}: {error.why}."
    if reply == wanted:
        return f"{name} is right, but these bytes follow it: {shortly(received[end:])}."
    if type(reply) is not type(wanted):
        return f"{name} is {kind_of(reply)}{_said(reply)} where {kind_of(wanted)} was expected."
    return _other_value(name, reply, wanted)


def _other_value(name: str, reply: Reply, wanted: Reply) -> str:
    """Of two long values only the beginnings are shown, which may be the same."""
    said, right = told(reply), told(wanted)
    if isinstance(reply, Array) and isinstance(wanted, Array) and not (_listed(reply) and _listed(wanted)):
        place, reply, wanted = deepest(reply, wanted)
        if place and type(reply) is not type(wanted):
            return f"{name} differs in {place}: it is {kind_of(reply)}{_said(reply)} where {kind_of(wanted)} was expected."
        if place:
            return _other_value(f"{name} differs in {place}: it", reply, wanted)
    if isinstance(reply, Bulk) and isinstance(wanted, Bulk) and reply.data is not None and wanted.data is not None:
        if max(len(reply.data), len(wanted.data)) > SHOWN_BYTES:
            at = first_difference(wanted.data, reply.data) + 1
            said, right = f"a bulk string of {count(len(reply.data), 'byte')}", f"one of {len(wanted.data)}"
            return f"{name} is {said}, but the test expected {right}. The first difference is at byte {at} of the text."
    return f"{name} is {said}, but the test expected {right}."


def deepest(reply: Reply, wanted: Reply) -> tuple[str, Reply, Reply]:
    """Where two arrays of the same length differ first, such as "element 2 of element 1", and what is there. No place if the lengths differ."""
    place = ""
    while isinstance(reply, Array) and isinstance(wanted, Array) and len(reply.items or ()) == len(wanted.items or ()):
        both = zip(reply.items or (), wanted.items or ())
        differing = next(((at, pair) for at, pair in enumerate(both, 1) if pair[0] != pair[1]), None)
        if differing is None:
            break
        place = f"element {differing[0]}" + (f" of {place}" if place else "")
        reply, wanted = differing[1]
    return place, reply, wanted


def told(reply: Reply) -> str:
    """As `in_words`, and the elements of a short array: texts, and arrays that begin with a text, such as entries of a stream: `["5-1", …]`."""
    names = [_begins_with(item) for item in (reply.items or ())] if isinstance(reply, Array) else []
    listed = ", ".join(name or "" for name in names)
    return in_words(reply) + (f" ({listed})" if names and None not in names and len(listed) <= LISTED_CHARACTERS else "")


def _begins_with(item: Reply) -> str | None:
    match item:
        case Bulk(data) if data is not None and len(data) <= SHOWN_BYTES:
            return spoken(data)
        case Array((Bulk(data), *more)) if data is not None and len(data) <= SHOWN_BYTES:
            return f"[{spoken(data)}, …]" if more else f"[{spoken(data)}]"
    return None


def _listed(reply: Array) -> bool:
    """Whether `told` tells all of it."""
    return told(reply) != in_words(reply) and not any(isinstance(item, Array) for item in reply.items or ())



def _cannot_go_on(name: str, wanted: Reply, received: bytes) -> str | None:
    expected = resp.encode(wanted)
    if not expected.startswith(received):
        return _first_wrong(name, wanted, received)
    left = expected[len(received) :]
    return f"{name} stops after {count(len(received), 'byte')}: {shortly(left)} is missing at its end."


def _first_wrong(name: str, wanted: Reply, received: bytes) -> str | None:
    expected = resp.encode(wanted)
    at = first_difference(expected, received)
    if at >= len(expected) or at >= len(received):
        return None
    here, there = quoted(received[at : at + 1]), quoted(expected[at : at + 1])
    return f"{name} goes wrong at byte {at + 1}: it is {here} but should be {there}."


def _said(reply: Reply) -> str:
    return f" ({_cut(reply.text)})" if isinstance(reply, Error) else ""


def _cut(text: str) -> str:
    return text if len(text) <= TEXT_CHARACTERS else text[:TEXT_CHARACTERS] + " …"


KINDS = {Simple: "a simple string", Error: "an error", Integer: "an integer", Bulk: "a bulk string", Array: "an array"}


def kind_of(reply: Reply) -> str:
    if reply == resp.NULL:
        return "a null bulk string"
    return "a null array" if reply == resp.NULL_ARRAY else KINDS[type(reply)]


def in_words(reply: Reply) -> str:
    match reply:
        case Simple(text) | Error(text):
            return f"{kind_of(reply)} that says {quoted(_cut(text).encode())}"
        case Integer(value):
            return f"the integer {value}"
        case Bulk(data) if data is not None:
            return f"a bulk string that holds {spoken(data)}"
        case Array(items) if items is not None:
            return f"an array of {count(len(items), 'element')}"
    return kind_of(reply)


def named(talk: Talk, client: int, waiting: list[tuple[Word, ...]]) -> str:
    """The command that the reply answers. If there are several clients or commands, also which one."""
    number = talk.replies(client) + 1
    notes = [f"client {client}"] if talk.clients > 1 else []
    notes += [f"command {number} on this connection"] if number > 1 or len(waiting) > 1 else []
    return as_typed(*waiting[0]) + (f" ({', '.join(notes)})" if notes else "")


def transaction(commands: list[tuple[Word, ...]]) -> list[tuple[Word, ...]]:
    """The commands from MULTI on, if the last one belongs to a transaction, or ends one once more: it says little without them."""
    names = [as_typed(*words[:1]).upper() for words in commands]
    begin = max((at for at, name in enumerate(names) if name == "MULTI"), default=len(names))
    is_open = not {"EXEC", "DISCARD"} & {*names[begin:-1]}
    ends_one = names[-1:] in (["EXEC"], ["DISCARD"])
    return commands[begin:] if is_open or ends_one else []


def tried(talk: Talk, client: int, waiting: list[tuple[Word, ...]]) -> str:
    """How to repeat it from a terminal. If the client only sent this command, it is repeated as often."""
    commands = talk.commands(client)
    if len(opened := transaction(commands[: talk.replies(client) + 1])) > 1:
        return "redis-cli, and then " + ", ".join(as_typed(*words) for words in opened)
    times = talk.replies(client) + 1 if len(set(commands)) == 1 else 1
    return as_run(*waiting[0], times=times)
