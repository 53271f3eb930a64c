import array
import os
import socket

from kit import answer, hold

FD = os.open("/dev/null", os.O_RDONLY)
pairs = []


def send() -> int:
    """Descriptors in flight count against the user until somebody receives them."""
    pairs.append(socket.socketpair())
    pairs[-1][0].sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [FD] * 250))])
    return 250


hold("descriptors in flight", send)
answer()
