# Ends the transaction, but does not empty the queue.
import socket
import threading

store = {}


def serve(connection):
    in_transaction = False
    queue = []
    stream = connection.makefile("rb")
    while line := stream.readline():
        words = []
        for _ in range(int(line[1:])):
            length = int(stream.readline()[1:])
            words.append(stream.read(length))
            stream.read(2)
        name = words[0].upper()
        if name == b"MULTI":
            in_transaction = True
            reply = b"+OK\r\n"
        elif name == b"EXEC" and not in_transaction:
            reply = b"-ERR EXEC without MULTI\r\n"
        elif name == b"EXEC":
            replies = [answer(command) for command in queue]
            reply = b"*%d\r\n" % len(replies) + b"".join(replies)
            in_transaction = False
            queue = []
        elif name == b"DISCARD" and not in_transaction:
            reply = b"-ERR DISCARD without MULTI\r\n"
        elif name == b"DISCARD":
            in_transaction = False
            reply = b"+OK\r\n"
        elif in_transaction:
            queue.append(words)
            reply = b"+QUEUED\r\n"
        else:
            reply = answer(words)
        connection.sendall(reply)


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
