"""A client of the learner's server. It compares replies byte by byte."""

from __future__ import annotations

import time
from typing import NamedTuple, NoReturn

from codealong import Failed, connect, now, program

from lib import resp
from lib.resp import Reply, Word
from lib.talk import Talk

PORT = 6379
REPLY_SECONDS = 1.0
#: After a wrong reply the client reads a little further, so that the learner sees all of it.
REST_SECONDS = 0.2
POLL_SECONDS = 0.02


class Due(NamedTuple):
    """A reply that is due. One advice is for a wrong reply that no known mistake explains, the other for a missing reply."""

    reply: Reply
    if_wrong: str | None = None
    if_silent: str | None = None
    within: float = REPLY_SECONDS


def start_server(*args: str) -> None:
    """Starts the learner's program and waits until it listens on the port."""
    server = program.start(*args)
    program.wait_for_port(PORT)
    Talk.of_test = Talk(server)


class Client:
    """One connection to the server. Each requested reply must arrive within a second, unless the test says otherwise."""

    def __init__(self) -> None:
        self._talk = Talk.of_test
        self.number = self._talk.connected()
        self._connection = connect(PORT)
        self._unread = b""
        #: Commands whose replies have not been read yet.
        self._open: list[tuple[Word, ...]] = []
        #: The last command that was answered, and its reply.
        self._last: tuple[tuple[Word, ...], bytes] = ((), b"")

    def ask(
        self,
        *words: Word,
        expect: Reply,
        if_wrong: str | None = None,
        if_silent: str | None = None,
        quiet_seconds: float = 0.0,
    ) -> None:
        """Sends a command and compares its reply. `Due` describes the advice."""
        self.send(*words)
        self._expect(Due(expect, if_wrong, if_silent), quiet_seconds)

    def ask_until(self, *words: Word, expect: Reply, seconds: float, if_wrong: str | None = None) -> None:
        """Repeats the command for up to `seconds` seconds, until the reply is the expected one."""
        until = now() + seconds
        self.send(*words)
        while self.peek(expect) != expect and now() < until:
            self._forget()
            time.sleep(POLL_SECONDS)
            self.send(*words)
        self._expect(Due(expect, if_wrong))

    def send(self, *words: Word) -> None:
        """Sends one command. `expect` reads its reply."""
        self.send_together(words)

    def send_together(self, *commands: tuple[Word, ...]) -> None:
        """Sends several commands at once, like a client that does not wait for each reply."""
        self._open += commands
        self._talk.asked(self.number, *commands)
        try:
            self._connection.send(b"".join(resp.command(*words) for words in commands))
        except Failed as failed:
            self._no_reply(failed, None)

    def expect(
        self,
        reply: Reply,
        *,
        if_wrong: str | None = None,
        if_silent: str | None = None,
        within: float = REPLY_SECONDS,
        quiet_seconds: float = 0.0,
    ) -> None:
        """The next reply must be exactly this one, and come within so many seconds. After the last reply that is due, nothing may follow."""
        self._expect(Due(reply, if_wrong, if_silent, within), quiet_seconds)

    def take(
        self, like: Reply, *, if_wrong: str | None = None, if_silent: str | None = None, within: float = REPLY_SECONDS
    ) -> Reply:
        """Takes the next reply, whatever its value is, and returns it. It must be of the kind of `like`, which a failure shows as expected."""
        due = Due(like, if_wrong, if_silent, within)
        reply = self._peek(due)
        if type(reply) is not type(like) or (reply in (resp.NULL, resp.NULL_ARRAY)) != (like in (resp.NULL, resp.NULL_ARRAY)):
            self._wrong(due)
        self._expect(Due(reply, if_wrong, if_silent, within))
        return reply

    def complain(self, message: str, *, expected: str | None = None, advice: str | None = None) -> NoReturn:
        """Ends the test because of the reply that was taken last. `message` says what is wrong with it, `expected` what is right."""
        from lib import wrong_reply

        wrong_reply.complain(self._talk, *self._last, message, expected, advice)

    def silent(self, seconds: float, *, if_spoke: str | None = None, since: float | None = None) -> None:
        """Nothing may arrive for so many seconds, from now or from `since`, a time of `time.monotonic()`. What comes later may be read."""
        # A program that a debugger has stopped waits by its own clock, which goes on meanwhile: so this is not the time of `now()`.
        until = (time.monotonic() if since is None else since) + seconds
        while not self._unread and (left := until - time.monotonic()) > 0:
            before = time.monotonic()
            self._unread = self._connection.read_available(min(left, POLL_SECONDS))
            if not self._unread and time.monotonic() - before < min(left, POLL_SECONDS) / 2:  # the connection has ended
                self._ended(left)
        if self._unread and time.monotonic() < until:
            from lib import wrong_reply

            wrong_reply.too_early(self._talk, self.number, self._open, self._unread, seconds, if_spoke)
        self._talk.waited(self.number, seconds)

    def peek(self, due: Reply, if_silent: str | None = None, if_wrong: str | None = None) -> Reply:
        """Returns the next reply, whatever it is. `expect` must still take it. A failure shows `due` as expected: there is none, or no client can read it."""
        return self._peek(Due(due, if_wrong, if_silent))

    def _peek(self, due: Due) -> Reply:
        until = now() + due.within
        while True:
            try:
                return resp.decode(self._unread)[0]
            except resp.Incomplete:
                if not self._more(until, due):
                    self._wrong(due)
            except resp.Malformed:
                self._wrong(due)

    def leave(self) -> None:
        """Closes the connection, like a client that has finished."""
        self._connection.close()
        self._talk.left(self.number)

    def _expect(self, due: Due, quiet_seconds: float = 0.0) -> None:
        wanted, last = resp.encode(due.reply), len(self._open) == 1
        self._read_while_right(wanted, due)
        if self._unread == wanted and last and quiet_seconds > 0:
            self._unread += self._connection.read_available(quiet_seconds)
        if not self._unread.startswith(wanted) or (last and self._unread != wanted):
            self._wrong(due)
        self._talk.answered(self.number, wanted)
        self._last = (self._open[0], wanted)
        self._take(len(wanted))

    def _forget(self) -> None:
        """Forgets the last command and its reply, so that others take their place."""
        _, end = resp.decode(self._unread)
        self._talk.forget_last()
        self._take(end)

    def _take(self, count: int) -> None:
        self._unread = self._unread[count:]
        del self._open[0]

    def _read_while_right(self, wanted: bytes, due: Due) -> None:
        """Stops at the first wrong byte: a wrong reply need not be as long as the right one."""
        until = now() + due.within
        while len(self._unread) < len(wanted) and wanted.startswith(self._unread):
            if not self._more(until, due):
                return

    def _more(self, until: float, due: Due) -> bool:
        """Reads more data. False if a reply has begun but does not continue."""
        left = until - now() if self._unread else due.within
        try:
            self._unread += self._connection.read_exactly(1, max(left, 0.001)) + self._connection.read_available()
        except Failed as failed:
            if not self._unread or _crashed(failed):
                self._no_reply(failed, due)
            return False
        return True

    def _ended(self, left: float) -> None:
        """The reply that is due will never come. If none is due, the next command finds out."""
        if not self._open:
            return time.sleep(left)
        try:
            self._unread += self._connection.read_exactly(1, left)
        except Failed as failed:
            if failed.code != "nothing-received":
                self._no_reply(failed, None)

    def _wrong(self, due: Due) -> NoReturn:
        from lib import wrong_reply

        if _goes_on(self._unread):
            self._unread += self._connection.read_available(REST_SECONDS)
        wrong_reply.tell(self._talk, self.number, self._open, due.reply, self._unread[: resp.BYTES_MAX + 1], due.if_wrong)

    def _no_reply(self, failed: Failed, due: Due | None) -> NoReturn:
        from lib import no_reply

        reply, silent, wrong = (None, None, None) if due is None else (due.reply, due.if_silent, due.if_wrong)
        # With an exception the reply would have been wrong, too: that advice is better than none.
        advice = silent or wrong if self._talk.server_has_reported() else silent
        no_reply.tell(failed, self._talk, self.number, self._open, reply, advice)


def _goes_on(data: bytes) -> bool:
    """Whether more data may be on its way."""
    try:
        resp.decode(data)
    except (resp.Incomplete, resp.Malformed):
        return True
    return False


def _crashed(failed: Failed) -> bool:
    """Whether the program ended with an error, which explains more than the missing reply."""
    return failed.code == "exited" and failed.args_.get("exit_code") != 0
