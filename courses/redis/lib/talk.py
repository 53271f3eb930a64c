"""The conversation between a test's clients and the server so far."""

from __future__ import annotations

import time
from typing import ClassVar

from codealong import Process

from lib.resp import Word

LINES_SHOWN = 12
#: A thread closes its connection before it reports the exception that has ended it.
REPORT_TRIES, REPORT_SECONDS = 5, 0.02


class Talk:
    #: The conversation of the running test. Each test starts the server and, with it, a new conversation.
    of_test: ClassVar[Talk]

    def __init__(self, server: Process | None = None) -> None:
        self.clients = 0
        self._server = server
        #: The client's number; the direction (`>` or `<`) or the action; the words.
        self._lines: list[tuple[int, str, tuple[Word, ...]]] = []
        #: For each client: how many commands it last sent at once.
        self._together: dict[int, int] = {}

    def connected(self) -> int:
        """Returns the number of the new client, from 1."""
        self.clients += 1
        self._lines.append((self.clients, "connects", ()))
        return self.clients

    def waited(self, client: int, seconds: float) -> None:
        """Nothing came for so long, as it should be."""
        self._lines.append((client, f"waits {seconds:g} s: nothing comes", ()))

    def left(self, client: int) -> None:
        self._lines.append((client, "leaves", ()))

    def asked(self, client: int, *commands: tuple[Word, ...]) -> None:
        """Adds commands that are sent together."""
        self._lines += [(client, ">", words) for words in commands]
        self._together[client] = len(commands)

    def forget_last(self) -> None:
        """Removes a command that was only sent to wait for another reply."""
        del self._lines[-1]

    def server_has_reported(self) -> bool:
        """Whether the server has reported an exception."""
        for _ in range(REPORT_TRIES):
            if self._server is not None and b"Traceback (most recent call last)" in self._server.stderr:
                return True
            time.sleep(REPORT_SECONDS)
        return False

    def together(self, client: int) -> int:
        return self._together.get(client, 0)

    def answered(self, client: int, data: bytes) -> None:
        self._lines.append((client, "<", (data,)))

    def since(self, client: int) -> tuple[int, tuple[Word, ...]] | None:
        """The last command of another client after the last one of this client; None if there is none."""
        asked = max((at for at, (who, how, _) in enumerate(self._lines) if who == client and how == ">"), default=-1)
        later = [(who, said) for who, how, said in self._lines[asked + 1 :] if how == ">" and who != client]
        return later[-1] if later else None

    def commands(self, client: int) -> list[tuple[Word, ...]]:
        return [said for who, how, said in self._lines if who == client and how == ">"]

    def replies(self, client: int) -> int:
        return sum(who == client and how == "<" for who, how, _ in self._lines)

    def so_far(self) -> str:
        """The conversation for a failure, one line each. Empty if the command at issue explains everything."""
        kinds = {said for _, how, said in self._lines if how == ">"}
        if self.clients == 1 and len(kinds) < 2:
            return ""
        lines = [self._line(*one) for one in self._lines if self.clients > 1 or one[1] != "connects"]
        more = [] if len(lines) <= LINES_SHOWN else ["    …"]
        return "\n".join(["", "  So far in this test:", *more, *lines[-LINES_SHOWN:]])

    def _line(self, who: int, how: str, said: tuple[Word, ...]) -> str:
        from lib.show import as_typed, shortly

        text = as_typed(*said) if how == ">" else "".join(shortly(one) for one in said if isinstance(one, bytes))
        return f"    client {who} {how} {text}".rstrip()
