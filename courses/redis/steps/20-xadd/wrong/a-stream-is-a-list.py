# Keeps a stream as an ordinary list, and calls it one.
import socket
import threading

store = {}


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
    store.setdefault(key, []).append((id, fields))
    return bulk(id)


def type_of(value):
    if isinstance(value, list):
        return b"+list\r\n"
    return b"+none\r\n" if value is None else b"+string\r\n"


def bulk(data):
    return b"$%d\r\n%b\r\n" % (len(data), data)


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
