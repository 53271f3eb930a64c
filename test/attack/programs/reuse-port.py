import os
import socket

from kit import Handler

if os.getpid() < 10:
    # Several sockets on the port of the test, in processes of their own: whichever lives answers.
    for _ in range(3):
        os.fork()
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    server.bind(("127.0.0.1", 7000))
    server.listen()
    while True:
        connection, address = server.accept()
        Handler(connection, address, None)  # type: ignore[arg-type]
        connection.close()
