# Queues every command, EXEC included, so nothing ends the transaction.
import socket
import threading

store = {}
NO_TRANSACTION = b"-ERR EXEC without MULTI\r\n"


def serve(connection):
    queue = None
    stream = connection.makefile("rb")
    while line := stream.readline():
        words = []
        for _ in range(int(line[1:])):
            length = int(stream.readline()[1:])
            words.append(stream.read(length))
            stream.read(2)
        name = words[0].upper()
        if name == b"MULTI":
            queue = []
            reply = b"+OK\r\n"
        elif queue is not None:
            queue.append(words)
            reply = b"+QUEUED\r\n"
        elif name == b"EXEC":
            reply = NO_TRANSACTION
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
