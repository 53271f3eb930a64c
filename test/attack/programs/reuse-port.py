import os
import socket

from kit import Handler, Server, is_first


class Shared(Server):
    def server_bind(self) -> None:
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        super().server_bind()


# Several sockets on the port of the test, in processes of their own: whichever lives answers.
if is_first():
    for _ in range(3):
        os.fork()
    with Shared(("127.0.0.1", 7000), Handler) as server:
        server.serve_forever()
