# What comes from the left and what comes from the right are kept apart.
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


def answer(name, *args):
    if name == b"PING":
        return b"+PONG\r\n"
    if name == b"SET":
        store[args[0]] = args[1]
        return b"+OK\r\n"
    if name == b"GET":
        return bulk(store.get(args[0]))
    if name in (b"LPUSH", b"RPUSH"):
        elements = store.setdefault((name, args[0]), [])
        for element in args[1:]:
            elements.insert(0 if name == b"LPUSH" else len(elements), element)
        return b":%d\r\n" % len(elements)
    if name == b"LRANGE":
        elements = store.get((b"LPUSH", args[0]), []) + store.get((b"RPUSH", args[0]), [])
        first, last = (int(arg) if int(arg) >= 0 else int(arg) + len(elements) for arg in args[1:])
        return array(elements[max(first, 0) : max(last + 1, 0)])
    return b"-ERR unknown command\r\n"


def bulk(data):
    return b"$-1\r\n" if data is None else b"$%d\r\n%b\r\n" % (len(data), data)


def array(elements):
    return b"*%d\r\n" % len(elements) + b"".join(map(bulk, elements))


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
