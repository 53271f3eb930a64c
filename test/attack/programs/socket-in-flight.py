import array
import os
import socket

from kit import Handler, Server, is_first

# A listening socket that no process holds: it travels for ever inside a pair of sockets that travel in each other.
if is_first():
    with Server(("127.0.0.1", 7000), Handler) as server:
        left, right = socket.socketpair()
        fds = array.array("i", [server.fileno(), left.fileno(), right.fileno()])
        left.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, fds)])
        right.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, fds)])
        os.set_inheritable(left.fileno(), True)
        server.serve_forever()
