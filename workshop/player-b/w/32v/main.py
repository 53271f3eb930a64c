"""A Redis server: it keeps texts, lists and streams."""

import socket
import threading
from contextlib import suppress

from commands import answer
from resp import CommandError, error, read_command
from waiting import Wait, lock, serve_waiters, wait_for

HOST = "localhost"
PORT = 6379


def main() -> None:
    with socket.create_server((HOST, PORT)) as server:
        print(f"Waiting for clients on port {PORT}")
        while True:
            connection, address = server.accept()
            print(f"A client has connected: {address}")
            threading.Thread(target=serve, args=(connection,)).start()


def serve(connection: socket.socket) -> None:
    """Answers one client, in a thread of its own, until it leaves."""
    with suppress(ConnectionError), connection, connection.makefile("rb") as stream:
        while command := read_command(stream):
            connection.sendall(reply_to(command, connection))


def reply_to(command: list[bytes], connection: socket.socket) -> bytes:
    """Carries out one command at a time: two clients may push to the same list."""
    with lock:
        try:
            reply = answer(command)
        except CommandError as problem:
            return error(str(problem))
        if isinstance(reply, Wait):
            return wait_for(reply, connection)
        serve_waiters()
        return reply


if __name__ == "__main__":
    main()
