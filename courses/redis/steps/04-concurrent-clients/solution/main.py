"""A Redis server: it answers the PINGs of many clients at once."""

import socket
import threading

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
    with connection:
        while connection.recv(1024):  # whatever the client asks, for now
            connection.sendall(b"+PONG\r\n")


if __name__ == "__main__":
    main()
