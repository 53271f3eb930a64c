# Begins at 0 again, but the new number takes over the time of the old one.
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
        connection.sendall(answer(words))


def answer(words):
    name = words[0].upper()
    if name == b"SET":
        until = time.time() + int(words[4]) / 1000 if len(words) > 3 else NEVER
        store[words[1]] = (words[2], until)
        return b"+OK\r\n"
    if name == b"GET":
        value, until = store.get(words[1], (None, 0))
        return bulk(None if time.time() >= until else value)
    if name == b"INCR":
        value, until = store.get(words[1], (b"0", NEVER))
        number = 1 if time.time() >= until else int(value) + 1
        store[words[1]] = (b"%d" % number, until)
        return b":%d\r\n" % number
    return b"+PONG\r\n"


def bulk(data):
    return b"$-1\r\n" if data is None else b"$%d\r\n%b\r\n" % (len(data), data)


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
