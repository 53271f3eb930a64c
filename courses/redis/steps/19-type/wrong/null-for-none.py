# Answers with a null bulk string where there is nothing.
import socket
import threading
import time

store = {}
NEVER = float("inf")


def serve(connection):
    stream = connection.makefile("rb")
    while line := stream.readline():
        words = []
        for _ in range(int(line[1:])):
            length = int(stream.readline()[1:])
            words.append(stream.read(length))
            stream.read(2)
        connection.sendall(answer(words[0].upper(), *words[1:]))


def answer(name, key, *words):
    if name == b"SET":
        until = time.monotonic() + int(words[2]) / 1000 if len(words) > 2 else NEVER
        store[key] = (words[0], until)
        return b"+OK\r\n"
    if name == b"RPUSH":
        value, _ = store.setdefault(key, ([], NEVER))
        value.extend(words)
        return b":%d\r\n" % len(value)
    if name == b"TYPE":
        return type_of(key)


def type_of(key):
    value, until = store.get(key, (None, NEVER))
    if value is None or time.monotonic() >= until:
        return b"$-1\r\n"
    return b"+list\r\n" if isinstance(value, list) else b"+string\r\n"


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
