# Looks for BLOCK in upper case only, and does not wait otherwise.
import socket
import threading

# For each key its entries: the id as two numbers, and the entry as it is sent.
streams = {}
changed = threading.Condition()


def serve(connection):
    stream = connection.makefile("rb")
    while line := stream.readline():
        words = []
        for _ in range(int(line[1:])):
            length = int(stream.readline()[1:])
            words.append(stream.read(length))
            stream.read(2)
        connection.sendall(answer(words[0].upper(), *words[1:]))


def answer(name, *words):
    if name == b"PING":
        return b"+PONG\r\n"
    if name == b"XADD":
        return add(*words)
    at = 1 + [word.upper() for word in words].index(b"STREAMS")
    half = (len(words) - at) // 2
    keys, starts = words[at : at + half], [read_id(word) for word in words[at + half :]]
    return wait(keys, starts, int(words[1]) / 1000 if words[0] == b"BLOCK" else 0)


def add(key, id, *fields):
    with changed:
        streams.setdefault(key, []).append((read_id(id), [id, list(fields)]))
        changed.notify_all()
    return encode(id)


def wait(keys, starts, seconds):
    with changed:
        found = changed.wait_for(lambda: news(keys, starts), seconds)
    return encode(found) if found else b"*-1\r\n"


def news(keys, starts):
    found = [[key, entries_after(key, start)] for key, start in zip(keys, starts)]
    return [stream for stream in found if stream[1]]


def entries_after(key, start):
    return [entry for id, entry in streams.get(key, []) if id > start]


def read_id(word):
    return tuple(int(part) for part in word.split(b"-"))


def encode(value):
    if isinstance(value, list):
        return b"*%d\r\n" % len(value) + b"".join(encode(item) for item in value)
    return b"$%d\r\n%b\r\n" % (len(value), value)


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
