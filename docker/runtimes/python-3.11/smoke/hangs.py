# Takes a line and never answers it: it waits for a lock that it holds itself.
import socket
from threading import Lock


def answer(line: bytes) -> bytes:
    with lock:
        return capitals(line)


def capitals(line: bytes) -> bytes:
    lock.acquire()
    return line.upper()


lock = Lock()
server = socket.create_server(("localhost", 4242))
client, _ = server.accept()
client.sendall(answer(client.recv(1024)))
