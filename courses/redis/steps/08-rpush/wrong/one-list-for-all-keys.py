# There is one list, whatever the key is.
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
        store.setdefault(b"list", []).append(args[1])
        return b":%d\r\n" % len(store[b"list"])
    return b"-ERR unknown command\r\n"


def bulk(data):
    return b"$-1\r\n" if data is None else b"$%d\r\n%b\r\n" % (len(data), data)


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
