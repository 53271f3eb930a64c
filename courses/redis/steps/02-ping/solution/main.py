"""A Redis server: it answers one PING of one client."""

import socket

HOST = "localhost"
PORT = 6379


def main() -> None:
    with socket.create_server((HOST, PORT)) as server:
        print(f"Waiting for a client on port {PORT}")
        connection, address = server.accept()
        with connection:
            print(f"A client has connected: {address}")
            answer(connection)


def answer(connection: socket.socket) -> None:
    connection.recv(1024)  # whatever the client asks, for now
    connection.sendall(b"+PONG\r\n")


if __name__ == "__main__":
    main()
