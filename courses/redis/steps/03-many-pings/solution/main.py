"""A Redis server: it answers the PINGs of one client until the client leaves."""

import socket

HOST = "localhost"
PORT = 6379


def main() -> None:
    with socket.create_server((HOST, PORT)) as server:
        print(f"Waiting for a client on port {PORT}")
        connection, address = server.accept()
        with connection:
            print(f"A client has connected: {address}")
            serve(connection)


def serve(connection: socket.socket) -> None:
    """Answers until `recv` gives no bytes: then the client has gone."""
    while connection.recv(1024):  # whatever the client asks, for now
        connection.sendall(b"+PONG\r\n")


if __name__ == "__main__":
    main()
