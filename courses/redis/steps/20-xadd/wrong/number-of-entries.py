# Answers with the number of entries, as RPUSH does.
import socket
import threading

store = {}


class Stream:
    def __init__(self):
        self.entries = []


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
        store[key] = words[0]
        return b"+OK\r\n"
    if name == b"GET":
        return bulk(store[key])
    if name == b"XADD":
        return add(key, *words)
    if name == b"TYPE":
        return type_of(store.get(key))


def add(key, id, *fields):
    stream = store.setdefault(key, Stream())
    stream.entries.append((id, fields))
    return b":%d\r\n" % len(stream.entries)


def type_of(value):
    if isinstance(value, Stream):
        return b"+stream\r\n"
    return b"+none\r\n" if value is None else b"+string\r\n"


def bulk(data):
    return b"$%d\r\n%b\r\n" % (len(data), data)


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
