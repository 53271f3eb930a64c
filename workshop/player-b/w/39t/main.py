"""A Redis server: it keeps texts, lists and streams."""

import socket
import threading
from contextlib import suppress

from client import Client
from resp import read_command

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
        client = Client(connection)
        while command := read_command(stream):
            connection.sendall(client.reply_to(command))


if __name__ == "__main__":
    main()
