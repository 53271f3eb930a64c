"""A client of the learner's server, which compares replies byte by byte."""

from __future__ import annotations

import time
from typing import NoReturn

from codealong import Failed, connect, fail, program

from lib.no_reply import ANSWER_FIRST, IN_A_LOOP, what_came_instead
from lib.resp import as_typed, encode_command
from lib.symptoms import advice_for, describe

PORT = 6379
REPLY_SECONDS = 1.0
#: A reply that went wrong is read a little further, so that the learner sees all of it.
REST_SECONDS = 0.2


def start_server() -> None:
    """Starts the learner's program and waits until it listens."""
    program.start()
    program.wait_for_port(PORT)


class RedisClient:
    """One connection to the server."""

    def __init__(self) -> None:
        self._connection = connect(PORT)
        self._sent: list[tuple[str, ...]] = []

    def send(self, *words: str) -> None:
        """Sends a command as an array of bulk strings."""
        self._sent.append(words)
        try:
            self._connection.send(encode_command(*words))
        except Failed as failed:
            self._no_reply(failed, None)

    def expect_simple_string(self, text: str, quiet_seconds: float = 0.0) -> None:
        """The reply is `+text\\r\\n`, within a second, and for `quiet_seconds` nothing comes after it."""
        self.expect(b"+" + text.encode() + b"\r\n", quiet_seconds)

    def expect(self, expected: bytes, quiet_seconds: float = 0.0) -> None:
        """The reply is exactly this."""
        received = self._read_while_right(expected)
        received += self._connection.read_available(quiet_seconds if received == expected else REST_SECONDS)
        if received != expected:
            fail(
                describe(f"The reply to {self._command()}", expected, received),
                request=as_typed(self._sent),
                expected=expected,
                actual=received,
                advice=advice_for(expected, received),
            )

    def _read_while_right(self, expected: bytes) -> bytes:
        """Byte by byte, so that a wrong reply need not be as long as the right one to be noticed."""
        received = b""
        until = time.monotonic() + REPLY_SECONDS
        while received != expected and expected.startswith(received):
            left = until - time.monotonic() if received else REPLY_SECONDS
            try:
                received += self._connection.read_exactly(1, left)
            except Failed as failed:
                if not received or _crashed(failed):
                    self._no_reply(failed, expected)
                break
        return received

    def _no_reply(self, failed: Failed, expected: bytes | None) -> NoReturn:
        """As `failed`, with the command; in words of our own when earlier commands had been answered."""
        answered = len(self._sent) - 1
        typed = as_typed(self._sent)
        if _crashed(failed):
            raise Failed(failed.code, failed.args_, request=typed, expected=expected) from None
        if answered > 0:
            fail(what_came_instead(failed.code, answered), request=typed, expected=expected, advice=IN_A_LOOP)
        # That a closed connection shows as a reset is luck: both are one code.
        code = "connection-closed" if failed.code == "connection-reset" else failed.code
        advice = None if code in ("nothing-received", "reply-incomplete") else ANSWER_FIRST
        raise Failed(code, failed.args_, request=typed, expected=expected, advice=advice) from None

    def _command(self) -> str:
        name, number = " ".join(self._sent[-1]), len(self._sent)
        return name if number == 1 else f"{name} (command {number} on this connection)"


def _crashed(failed: Failed) -> bool:
    """It ended with an error, which says more than the missing reply."""
    return failed.code == "exited" and failed.args_.get("exit_code") != 0
