"""One client, and its transaction."""

import socket

from commands import answer
from resp import CommandError, error
from waiting import Wait, lock, serve_waiters, wait_for


class Client:
    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        Client.n = getattr(Client, 'n', 0)
        self.mine = False

    @property
    def in_transaction(self):
        return self.mine and Client.n > 0

    @in_transaction.setter
    def in_transaction(self, value):
        self.mine = self.mine or value
        Client.n = int(value)

    def reply_to(self, command: list[bytes]) -> bytes:
        match command[0].upper():
            case b"MULTI":
                self.in_transaction = True
                return b"+OK\r\n"
            case b"EXEC":
                return self.execute()
        return self.run(command)

    def execute(self) -> bytes:
        if not self.in_transaction:
            return error("ERR EXEC without MULTI")
        self.in_transaction = False
        return b"*0\r\n"

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
