"""Starts the server and serves clients."""

import socket
import threading

from commands import answer
from resp import read_command
from waiting import Waiter, lock

HOST = "localhost"
PORT = 6379


def main() -> None:
    with socket.create_server((HOST, PORT)) as server:
        print(f"Waiting for clients on port {PORT}")
        while True:
            connection, address = server.accept()
            threading.Thread(target=serve, args=(connection,)).start()


def serve(connection: socket.socket) -> None:
    with connection, connection.makefile("rb") as stream:
        while command := read_command(stream):
            with lock:
                reply = answer(command)
            if isinstance(reply, Waiter):
                reply = reply.wait()
            connection.sendall(reply)


if __name__ == "__main__":
    main()
