"""A Redis server: it waits on a port for a client."""

import socket

HOST = "localhost"
PORT = 6379


def main() -> None:
    with socket.create_server((HOST, PORT)) as server:
        print(f"Waiting for a client on port {PORT}")
        connection, address = server.accept()
        with connection:
            print(f"A client has connected: {address}")


if __name__ == "__main__":
    main()
