# Forgets the comma.
import socket

with socket.create_server(("127.0.0.1", __PORT__)) as server:
    while True:
        connection, _ = server.accept()
        with connection, connection.makefile() as lines:
            name = lines.readline().strip()
            connection.sendall(f"Hello {name}!\n".encode())
