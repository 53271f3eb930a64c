"""Describes a missing reply in words. `code` is the failure's code in the module `codealong`."""

from __future__ import annotations

from typing import NoReturn

from codealong import Failed, fail

from lib import resp
from lib.resp import Reply, Word
from lib.show import as_typed, count, shortly
from lib.talk import Talk
from lib.wrong_reply import named, tried


IN_A_LOOP = (
    "Read and answer in a loop: `while True:`, then `recv`, then `sendall`, always on the connection that `accept()` "
    'gave you. Leave the loop when `recv` gives `b""`: then the client has gone.'
)
ANSWER_FIRST = (
    "`accept()` gives you the connection to the client. Keep it in a variable: a connection that no variable holds is closed. Read the "
    "command from it with `recv` and answer with `sendall`, before your program closes it or ends."
)
NO_ANSWER = (
    "Look at what your program does with this command: which branch it takes, and whether that branch sends a reply. If it is "
    "still reading, it waits for more bytes than the command has. What you write to a stream is sent by `flush()`."
)
EACH_OF_THEM = (
    "The client sent {count} commands at once, and `recv` may give you all of them together. Take the first one from what "
    "you have read, answer it, and go on with what is left. If you use a stream, make it once for each connection, before the "
    "loop, because it reads ahead."
)


def tell(
    failed: Failed, talk: Talk, client: int, waiting: list[tuple[Word, ...]], wanted: Reply | None, advice: str | None
) -> NoReturn:
    """Ends the test. Takes the words of `failed` and adds the command; uses its own words if earlier commands had been answered."""
    answered = talk.replies(client)
    request = tried(talk, client, waiting)
    expected = None if wanted is None else shortly(resp.encode(wanted))
    if failed.code == "exited" and failed.args_.get("exit_code") != 0:  # it ended with an error, which explains more
        raise Failed(failed.code, failed.args_, request=request, expected=expected) from None
    # A closed connection shows as a reset by chance only, so both get one code.
    code = "connection-closed" if failed.code == "connection-reset" else failed.code
    better = _advice(code, talk, client, advice)
    if answered > 0 or talk.clients > 1:
        command = as_typed(*waiting[0]) if answered > 0 and talk.clients == 1 else named(talk, client, waiting)
        message = what_came_instead(code, command, answered, failed.args_.get("seconds", 1), _after(talk, client)) + talk.so_far()
        fail(message, request=request, expected=expected, advice=better)
    raise Failed(code, failed.args_, request=request, expected=expected, advice=better) from None


def _advice(code: str, talk: Talk, client: int, of_suite: str | None) -> str | None:
    """None leaves the advice to the part that knows where the program waits."""
    if talk.server_has_reported():
        return of_suite
    left = code in ("connection-closed", "exited")
    if left and talk.replies(client) > 0:
        return IN_A_LOOP
    if of_suite is not None:
        return of_suite
    if left:
        return ANSWER_FIRST
    if talk.together(client) > 1:
        return EACH_OF_THEM.replace("{count}", str(talk.together(client)))
    if all(words == ("PING",) for words in talk.commands(client)):
        return IN_A_LOOP if talk.replies(client) > 0 else None
    return NO_ANSWER


def _after(talk: Talk, client: int) -> str:
    """The reply was due only when another client had sent something."""
    cause = talk.since(client)
    return "" if cause is None else f" after client {cause[0]} had sent {as_typed(*cause[1])}"


def what_came_instead(code: str, command: str, answered: int, seconds: float, after: str = "") -> str:
    """`command` has no reply, but `answered` earlier commands of the same client had theirs."""
    time = "1 second" if seconds == 1 else f"{seconds:g} seconds"
    before = f"answered {count(answered, 'command')} on this connection, but " if answered > 0 else ""
    if answered > 0:
        command = f"the next one, {command},"
    what = {
        "nothing-received": f"did not answer {command} within {time}{after}",
        "exited": f"ended (exit code 0) while the client waited for the reply to {command}",
        "send-blocked": f"did not read {command} within {time}",
    }.get(code, f"closed the connection instead of answering {command}")
    return f"Your program {before}{what}".rstrip(",") + "."
