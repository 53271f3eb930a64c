"""One client, and its transaction."""

import socket

from commands import answer
from resp import NULL_ARRAY, CommandError, array, error
from waiting import Wait, lock, serve_waiters, wait_for


class Client:
    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.in_transaction = False
        self.queue: list[list[bytes]] = []

    def reply_to(self, command: list[bytes]) -> bytes:
        match command[0].upper():
            case b"MULTI":
                self.in_transaction = True
                return b"+OK\r\n"
            case b"EXEC":
                return self.execute()
        if self.in_transaction:
            self.queue.append(command)
            return b"+QUEUED\r\n"
        return self.run(command)

    def execute(self) -> bytes:
        if not self.in_transaction:
            return error("ERR EXEC without MULTI")
        self.in_transaction = False
        queue, self.queue = self.queue, []
        with lock:
            replies = [self.run_without_waiting(command) for command in queue]
            serve_waiters()
        return b''.join(replies)

    def run_without_waiting(self, command: list[bytes]) -> bytes:
        try:
            reply = answer(command)
        except CommandError as problem:
            return error(str(problem))
        return NULL_ARRAY if isinstance(reply, Wait) else reply

    def run(self, command: list[bytes]) -> bytes:
        """Carries out one command at a time: two clients may push to the same list."""
        with lock:
            try:
                reply = answer(command)
            except CommandError as problem:
                return error(str(problem))
            if isinstance(reply, Wait):
                return wait_for(reply, self.connection)
            serve_waiters()
            return reply
