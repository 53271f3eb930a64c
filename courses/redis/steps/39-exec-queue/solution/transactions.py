"""Transactions: commands that are carried out together."""

from commands import answer
from resp import NULL_ARRAY, array, error
from waiting import Wait


class Transaction:
    """Each client has its own. From MULTI on it keeps the commands."""

    def __init__(self) -> None:
        self.queue: list[list[bytes]] | None = None

    def answer(self, command: list[bytes]) -> bytes | Wait:
        match command[0].upper():
            case b"MULTI":
                return self.begin()
            case b"EXEC":
                return self.execute()
        if self.queue is None:
            return answer(command)
        self.queue.append(command)
        return b"+QUEUED\r\n"

    def begin(self) -> bytes:
        if self.queue is not None:
            return error("ERR MULTI calls can not be nested")
        self.queue = []
        return b"+OK\r\n"

    def execute(self) -> bytes:
        if self.queue is None:
            return error("ERR EXEC without MULTI")
        commands, self.queue = self.queue, None
        return array([carry_out(command) for command in commands])


def carry_out(command: list[bytes]) -> bytes:
    """Nobody waits in a transaction: it is as if the time were over."""
    reply = answer(command)
    return NULL_ARRAY if isinstance(reply, Wait) else reply
