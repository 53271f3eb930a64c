# The list is made with the class: all clients share it.
import socket
import threading

store = {}


class Transaction:
    is_open = False
    queue = []


def serve(connection):
    transaction = Transaction()
    stream = connection.makefile("rb")
    while line := stream.readline():
        words = []
        for _ in range(int(line[1:])):
            length = int(stream.readline()[1:])
            words.append(stream.read(length))
            stream.read(2)
        connection.sendall(reply_to(words, transaction))


def reply_to(words, transaction):
    name = words[0].upper()
    if name == b"MULTI":
        transaction.is_open = True
    elif name in (b"EXEC", b"DISCARD"):
        if not transaction.is_open:
            return b"-ERR %b without MULTI\r\n" % name
        transaction.is_open = False
        replies = [answer(command) for command in transaction.queue if name == b"EXEC"]
        transaction.queue.clear()
        if name == b"EXEC":
            return b"*%d\r\n" % len(replies) + b"".join(replies)
    elif transaction.is_open:
        transaction.queue.append(words)
        return b"+QUEUED\r\n"
    else:
        return answer(words)
    return b"+OK\r\n"


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
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
