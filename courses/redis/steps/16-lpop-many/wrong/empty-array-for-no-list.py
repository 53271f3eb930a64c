# Sends an empty array where there is no list.
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
    if name == b"RPUSH":
        elements = store.setdefault(args[0], [])
        elements.extend(args[1:])
        return b":%d\r\n" % len(elements)
    if name == b"LRANGE":
        elements = store.get(args[0], [])
        first, last = (int(arg) if int(arg) >= 0 else int(arg) + len(elements) for arg in args[1:])
        return array(elements[max(first, 0) : max(last + 1, 0)])
    if name == b"LLEN":
        return b":%d\r\n" % len(store.get(args[0], []))
    if name == b"LPOP" and len(args) == 2:
        elements = store.get(args[0], [])
        count = min(int(args[1]), len(elements))
        return array([elements.pop(0) for _ in range(count)])
    if name == b"LPOP":
        elements = store.get(args[0], [])
        return bulk(elements.pop(0) if elements else None)
    return b"-ERR unknown command\r\n"


def bulk(data):
    return b"$-1\r\n" if data is None else b"$%d\r\n%b\r\n" % (len(data), data)


def array(elements):
    return b"*%d\r\n" % len(elements) + b"".join(map(bulk, elements))


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
